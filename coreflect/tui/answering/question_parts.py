"""The parts of the question page: where the person is, the item, what is chosen, and whether it is saved."""

from __future__ import annotations

from typing import Any

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from coreflect.core.answers import OFFERED
from coreflect.core.banks.bank import Scale
from coreflect.core.names import shown
from coreflect.core.reflections.walkthrough import Walkthrough
from coreflect.core.texts import answering as sentences
from coreflect.core.texts.words import with_period
from coreflect.services.sitting import Sitting
from coreflect.tui.pages import Page
from coreflect.tui.widgets.choice_list import CHOSEN, NOT_CHOSEN, ChoiceList, Row
from coreflect.tui.widgets.text import Flowing, clicked, hints, safe

_OFFERED_HELP = {non_answer.code: non_answer.help for non_answer in OFFERED}


def parts(sitting: Sitting) -> ComposeResult:
    """Make the widgets of the question page; they are empty apart from what is the same on every question.

    The person's two return words are always shown, because the laptop may be closed at any moment.
    """
    with Horizontal(id="top"):
        yield Static(id="where")
        yield Static(id="state")
    yield Static(safe(sentences.about_and_period(sitting.reflection)), id="about")
    yield ItemView(id="body")
    yield Static(id="note")
    with Vertical(id="foot"):
        yield Static(id="status")
        yield Static(
            safe(sentences.return_words_line(sitting.words)) + clicked(sentences.PRESS_TO_HIDE, "screen.hide"),
            id="words",
        )
    several = len(sitting.walkthrough.wordings()) > 1
    yield Static(
        hints(
            ("Enter", "go on", "screen.go_on"),
            ("s", "leave blank", "screen.leave_blank"),
            ("b", "back", "screen.back"),
            ("g", "list", "screen.jump"),
            ("w" if several else "", "words", "screen.wording"),
            ("?", "help", "screen.help"),
            ("q", "leave", "screen.leave"),
        ),
        id="hints",
    )


def show(page: Page[Any], sitting: Sitting) -> None:
    """Show the question that the person is at, in the same widgets."""
    at = sitting.walkthrough
    question, wording = at.question, at.wording
    item = question.item
    position = f"{question.section.title.say(wording)} · {at.at + 1} of {len(at.asked)}"
    page.query_one("#where", Static).update(safe(position))
    rows = level_rows(question.scale, wording, item.lowest.say(wording), item.highest.say(wording))
    stem = with_period(question.bank.stem.say(wording), sitting.reflection.period)
    page.query_one(ItemView).show(stem, item.text.say(wording), rows)
    mark(page, sitting)


def mark(page: Page[Any], sitting: Sitting) -> None:
    """Show what is chosen and noted here, and whether it is saved."""
    at = sitting.walkthrough
    page.query_one(ItemView).mark(at.question.scale, at.chosen, at.wording)
    note = sentences.note_saved(at.note.sharing, sitting.reflection) if at.note else sentences.WRITE_NOTE
    page.query_one("#note", Static).update(clicked("c  ", "screen.note", "bold") + safe(note))
    page.query_one("#state", Static).update(_state(at) if sitting.is_saved else "")
    page.say(sitting.not_saved or _OFFERED_HELP.get(at.chosen or "", ""), urgent=not sitting.is_saved)


def _state(at: Walkthrough) -> str:
    if at.chosen is not None:
        return sentences.KEPT
    return sentences.LEFT_BLANK_STATE if at.was_left_blank else ""


class ItemView(VerticalScroll, can_focus=False):
    """The stem, the item, its levels, and the answers beside them. The focus stays on the levels."""

    def compose(self) -> ComposeResult:
        yield Static(classes="stem")
        yield Static(classes="item")
        yield ChoiceList()
        yield Static(classes="offered")

    def on_mount(self) -> None:
        self.query_one(ChoiceList).focus(scroll_visible=False)

    def show(self, stem: str, item: str, rows: tuple[Row, ...]) -> None:
        """Show another item, from its first line."""
        self.query_one(".stem", Static).update(safe(stem))
        self.query_one(".item", Static).update(safe(item))
        self.query_one(ChoiceList).show(rows, None)
        self.scroll_home(animate=False)

    def mark(self, scale: Scale, chosen: str | None, wording: str) -> None:
        """Mark what is chosen: a level's id, a code beside the levels, or nothing."""
        levels = scale.level_ids
        self.query_one(ChoiceList).mark(levels.index(chosen) if chosen in levels else None)
        offered = self.query_one(".offered", Static)
        offered.update(_offered_answers(chosen, wording))
        if chosen and chosen not in levels:
            offered.scroll_visible(animate=False)


def level_rows(scale: Scale, wording: str, lowest: str = "", highest: str = "") -> tuple[Row, ...]:
    """Make a row for each level with its meaning; the first and the last also with their example."""
    last = len(scale.levels) - 1
    rows: list[Row] = []
    for index, level in enumerate(scale.levels):
        example = lowest if index == 0 else highest if index == last else ""
        details = (level.meaning.say(wording), f"{sentences.FOR_EXAMPLE}{example}" if example else "")
        rows.append(Row(str(index + 1), level.label.say(wording), tuple(text for text in details if text)))
    return tuple(rows)


def _offered_answers(chosen: str | None, wording: str) -> Flowing:
    parts: list[Content] = []
    for non_answer in OFFERED:
        mark = CHOSEN if non_answer.code == chosen else NOT_CHOSEN
        style = "bold" if non_answer.code == chosen else ""
        parts.append(
            clicked(
                f"{mark} {non_answer.key}  {shown(non_answer.say(wording))}",
                f"screen.choose_offered('{non_answer.code}')",
                style,
            )
        )
    return Flowing(tuple(parts), gap=2)
