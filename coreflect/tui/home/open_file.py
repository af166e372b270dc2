"""The card that opens an invitation from another laptop, and the page on which questions are read beforehand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from coreflect.core.banks.bank import EASIER, STANDARD, Bank, Form, ShelvedBank
from coreflect.core.errors import CoreflectError
from coreflect.core.model import Reflection
from coreflect.core.names import shown
from coreflect.core.reflections.rounds import DEFAULT_PERIOD
from coreflect.core.texts.home import INVITATION_FILE, INVITATION_HELP, NO_QUESTIONS, OPEN_INVITATION, READ_QUESTIONS
from coreflect.core.texts.words import with_period
from coreflect.services.app import Services
from coreflect.services.finding import find_file
from coreflect.tui.cards import Card
from coreflect.tui.frame import Key
from coreflect.tui.pages import Page
from coreflect.tui.widgets.text import safe


class InvitationCard(Card[Reflection | None]):
    """Asks for an invitation's file. Gives the reflection that was imported, or None if it was closed."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services

    @property
    def keys(self) -> tuple[Key, ...]:
        return ("Enter", "open", "screen.open"), ("Esc", "close", "screen.close")

    def compose_content(self) -> ComposeResult:
        with Vertical(id="card"):
            yield Static(OPEN_INVITATION, classes="title")
            yield Input(placeholder=INVITATION_FILE)
            yield Static(INVITATION_HELP, id="open-text", classes="card-text")

    def on_input_submitted(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """Import the reflection, or show why the file is refused, and leave its name in the field."""
        file = find_file(self.query_one(Input).value)
        where = self.query_one("#open-text", Static)
        if not file:
            where.update(INVITATION_HELP)
            return
        try:
            self.dismiss(self._services.packages.open_invitation(file))
        except CoreflectError as error:
            where.update(safe(str(error)))
            where.add_class("-fault")

    def action_close(self) -> None:
        self.dismiss(None)


class ReadQuestionsPage(Page[None]):
    """Shows the questions of every bank that can be asked, or only of those given as (bank id, form)."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w", "wording", show=False),
        Binding("space,enter", "page_down", show=False),
        Binding("escape", "leave", show=False),
    ]

    def __init__(
        self,
        shelf: Sequence[ShelvedBank],
        chosen: Sequence[tuple[str, Form]] = (),
        period: str = DEFAULT_PERIOD,
    ) -> None:
        super().__init__()
        by_id = {shelved.id: shelved.bank for shelved in shelf if shelved.bank is not None}
        asked = [(bank_id, form) for bank_id, form in chosen if bank_id in by_id] or [
            (bank_id, "whole") for bank_id in by_id
        ]
        self._banks: list[tuple[Bank, Form]] = [
            (by_id[bank_id], "short" if form == "short" else "whole") for bank_id, form in asked
        ]
        self._period = period
        self._wording = STANDARD

    @property
    def where(self) -> tuple[str, ...]:
        return (*super().where[:1], READ_QUESTIONS)

    @property
    def keys(self) -> tuple[Key, ...]:
        return (
            ("↓", "read on", "screen.page_down"),
            ("w", "other words", "screen.wording"),
            ("Esc", "close", "screen.leave"),
        )

    def compose_content(self) -> ComposeResult:
        with VerticalScroll(id="body"):
            yield Static(self._text(), id="questions", classes="paragraphs")

    def on_mount(self) -> None:
        self._scroll.focus()

    def action_wording(self) -> None:
        self._wording = STANDARD if self._wording == EASIER else EASIER
        self.query_one("#questions", Static).update(self._text())

    def action_page_down(self) -> None:
        self._scroll.scroll_page_down()

    @property
    def _scroll(self) -> VerticalScroll:
        return self.query_one(VerticalScroll)

    def _text(self) -> Content:
        if not self._banks:
            return Content(NO_QUESTIONS)
        return Content("\n\n\n").join(_bank_text(bank, form, self._period, self._wording) for bank, form in self._banks)


def _bank_text(bank: Bank, form: Form, period: str, wording: str) -> Content:
    """Write a bank to be read: its title, introduction and stem, then its sections with their levels and questions."""
    blocks = [
        Content.styled(shown(bank.title.say(wording)), "bold underline"),
        Content(" ".join(shown(bank.intro.say(wording)).split())),
        Content(with_period(bank.stem.say(wording), period)),
    ]
    scale = ""
    items = bank.items(form)
    for section in bank.sections:
        section_items = [item for its_section, item in items if its_section is section]
        if not section_items:
            continue
        if section.scale != scale:
            scale = section.scale
            blocks.append(Content("\n").join(_level_lines(bank, scale, wording)))
        lines: list[Content] = [Content.styled(shown(section.title.say(wording)), "bold")]
        lines += [Content(f"·  {shown(item.text.say(wording))}") for item in section_items]
        blocks.append(Content("\n").join(lines))
    return Content("\n\n").join(blocks)


def _level_lines(bank: Bank, scale: str, wording: str) -> Iterable[Content]:
    for number, level in enumerate(bank.scale(scale).levels, start=1):
        yield Content.assemble(
            f"{number}  {shown(level.label.say(wording))}", (f"  {shown(level.meaning.say(wording))}", "dim")
        )
