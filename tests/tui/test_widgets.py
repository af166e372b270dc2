"""Text as it was typed, in lines that hang and flow, and a list in which Enter alone never chooses."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.content import Content

from coreflect.tui.app import HeldKeys
from coreflect.tui.widgets.choice_list import ChoiceList, Row
from coreflect.tui.widgets.text import Flowing, Hanging, safe


def plain(lines: list[Content]) -> list[str]:
    return [line.plain for line in lines]


def test_markup_stands_as_typed_and_escape_does_not_reach_the_screen():
    assert safe("[red]x[/] \x1b[2J").plain == "[red]x[/] �[2J"


def test_a_paragraph_hangs_beside_its_mark():
    text = Hanging(((Content("1  "), Content("one two three")), (Content("   "), Content("four"))))
    assert plain(text.lines(10)) == ["1  one two", "   three", "   four"]


def test_a_paragraph_narrower_than_its_mark_still_shows():
    assert "".join(plain(Hanging(((Content("1  "), Content("abc")),)).lines(2))).replace(" ", "") == "1abc"


def test_parts_flow_and_are_never_broken():
    parts = Flowing((Content("a b"), Content("c d"), Content("e f")), gap=2)
    assert plain(parts.lines(8)) == ["a b  c d", "e f"]
    assert plain(parts.lines(3)) == ["a b", "c d", "e f"]


def counted(*presses: tuple[str, float]) -> list[bool]:
    times = iter(at for _, at in presses)
    held = HeldKeys(lambda: next(times))
    return [held.counts(key) for key, _ in presses]


def test_a_held_key_counts_once_however_long_it_is_held():
    repeats = [("enter", 10 + 0.25 + 0.03 * number) for number in range(100)]
    assert counted(("enter", 10.0), *repeats) == [True] + [False] * 100


def test_a_key_that_is_tapped_again_and_again_is_never_ignored_for_good():
    assert counted(*(("enter", 10 + 0.35 * number) for number in range(5))) == [True, False, True, False, True]


def test_another_key_counts_at_once_and_so_does_the_first_one_after_it():
    assert counted(("enter", 10.0), ("s", 10.1), ("enter", 10.2)) == [True, True, True]


class ListApp(App[None]):
    """A list by itself, and what it says."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[object] = []

    def compose(self) -> ComposeResult:
        yield ChoiceList([Row("1", "One", ("the first",)), Row("2", "Two"), Row("3", "Three")])

    def on_choice_list_chosen(self, message: ChoiceList.Chosen) -> None:
        self.heard.append(message.index)

    def on_choice_list_confirmed(self) -> None:
        self.heard.append("confirmed")


async def test_the_list_says_what_is_chosen_and_leaves_marking_to_others():
    app = ListApp()
    async with app.run_test() as pilot:
        await pilot.press("enter", "3", "9", "down", "space", "down", "enter")
        assert app.heard == ["confirmed", 2, 0, 1]
        rows = app.query_one(ChoiceList)
        assert rows.chosen is None
        rows.mark(1)
        await pilot.press("enter")
        assert app.heard[-1] == "confirmed"
        rows.show([Row("1", "Only")], None)
        await pilot.press("2")
        assert app.heard[-1] == "confirmed"
