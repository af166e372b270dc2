"""Every page has the same four edges at every size, and the header, the footer and the bar fit into what there is."""

from __future__ import annotations

import pytest
from textual.app import ComposeResult
from textual.widgets import Static

from coreflect.tui.frame import Bar, Crumbs, KeyLine
from coreflect.tui.pages import Page
from coreflect.tui.widgets.text import Lines
from tests.support.screens.every_screen import opened
from tests.support.screens.shown import shown


def plain(lines: Lines, width: int) -> list[str]:
    return [line.plain for line in lines.lines(width)]


def test_a_header_that_fits_is_whole() -> None:
    assert plain(Crumbs(("Mill Lane", "the day centre", "The answers")), 60) == [
        "Mill Lane · the day centre · The answers"
    ]


def test_a_header_that_is_too_long_keeps_where_we_are_and_cuts_the_longest_part_first() -> None:
    parts = ("Mill Lane", "the day centre and short breaks", "The answers")
    assert plain(Crumbs(parts), 40) == ["Mill Lane · the day centr… · The answers"]
    assert plain(Crumbs(parts), 34) == ["Mill Lane · the day… · The answers"]


def test_a_header_leaves_out_what_is_empty_and_is_one_line_at_every_width() -> None:
    for width in range(1, 40):
        (line,) = Crumbs(("Mill Lane", "", "日本語のチーム")).lines(width)
        assert line.cell_length <= width


LONG = " ".join(["sort"] * 7)
KEYS = (
    *(("Enter", "open", ""), ("t", "talk", ""), ("l", LONG, ""), ("s", LONG, "")),
    *(("Esc", "back", ""), ("?", "help", "")),
)


def test_the_footer_is_one_line_that_keeps_the_main_key_what_leads_away_and_help_and_says_that_there_are_more() -> None:
    (line,) = plain(KeyLine(KEYS), 78)
    assert line == f"Enter open  t talk  l {LONG}  Esc back  ? all keys"
    (line,) = plain(KeyLine(KEYS), 76)
    assert line == "Enter open  t talk  Esc back  ? all keys"


def test_where_all_keys_fit_no_more_are_said_to_be() -> None:
    for width in (113, 120):
        (line,) = plain(KeyLine(KEYS), width)
        assert line.endswith("Esc back" + " " * (2 if width == 113 else 3) + "? help")


def test_on_a_narrow_screen_the_keys_wrap_and_all_are_there() -> None:
    assert len(plain(KeyLine(KEYS), 40)) > 1
    assert "s sort" in "".join(plain(KeyLine(KEYS), 40))


def test_a_bar_is_as_long_as_there_is_room_and_says_the_number() -> None:
    assert plain(Bar(5, 10), 19) == ["━━━━━─────  5 of 10"]
    assert plain(Bar(0, 0), 12) == ["────  0 of 0"]
    assert plain(Bar(12, 10, longest=4), 80) == ["━━━━  12 of 10"]
    assert plain(Bar(1, 2), 3) == ["  1 of 2"]


def test_a_bar_of_several_lines_is_as_much_longer_and_its_number_stands_in_the_middle() -> None:
    assert plain(Bar(1, 2, longest=2, lines=3), 80) == ["███░░░", "███░░░  1 of 2", "███░░░"]


async def test_a_card_says_in_its_status_line_that_a_key_does_nothing_and_its_foot_stays_in_sight() -> None:
    async with opened("set-up-read-back") as at:
        before = shown(at.app).splitlines()
        await at.press("z")
        *card, status, footer = shown(at.app).splitlines()
        assert (card, footer) == (before[:22], before[23])
        assert status == "  z does nothing here. F1 says what the keys do."


async def test_how_far_the_room_is_stands_with_the_question_whether_to_show_and_with_a_show_of_hands() -> None:
    for name, number in (("reveal", "  7 of 9"), ("hands", "  3 of 8")):
        async with opened(name) as at:
            (line,) = (line for line in shown(at.app).splitlines() if number in line)
            assert "━─" in line


async def test_a_show_of_hands_has_no_bar_where_nobody_said_how_many_are_here() -> None:
    async with opened("hands") as at:
        await at.press(*["tab"] * 7, "backspace")
        assert "3 hands counted." in shown(at.app)
        assert "━" not in shown(at.app)


@pytest.mark.parametrize(("size", "classes"), [((80, 24), {"-normal", "-usual"}), ((120, 40), {"-wide", "-tall"})])
async def test_a_page_knows_the_window_before_it_is_painted(size: tuple[int, int], classes: set[str]) -> None:
    class Seen(Page[None]):
        known: frozenset[str] = frozenset()

        def compose_content(self) -> ComposeResult:
            self.known = self.classes
            yield Static(id="body")

    async with opened("home", size=size) as at:
        page = Seen()
        await at.app.push_screen(page)
        assert classes <= page.known
        assert page.known == page.classes
