"""The pages for a note and for a code.

A note is saved however its page is closed, and is for the contact alone unless its writer says otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static, TextArea

from coreflect.core.codes import read_code
from coreflect.core.errors import CoreflectError, Misuse
from coreflect.core.model import Sharing
from coreflect.core.names import shown
from coreflect.core.texts import answering as sentences
from coreflect.core.texts.controls import NOT_SAVED_YET
from coreflect.services.sitting import Sitting
from coreflect.tui.frame import Key
from coreflect.tui.pages import ChoicePage, Page, ReadingPage
from coreflect.tui.widgets.choice_list import ChoiceList, Row
from coreflect.tui.widgets.lists import QuietPanes
from coreflect.tui.widgets.one_of import Field
from coreflect.tui.widgets.text import paragraphs, safe


class NotePage(Page[None]):
    """A note on the question that the person is at, and who may read it.

    A note that cannot be saved at once stays in the sitting, which says so and tries again.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", show=False),
        Binding("f12", "hide", show=False, priority=True),
    ]

    def __init__(self, sitting: Sitting) -> None:
        super().__init__()
        self._sitting = sitting
        note = sitting.walkthrough.note
        self._text = shown(note.text, lines=True) if note else ""
        self._sharing: Sharing = note.sharing if note else "facilitator"

    @property
    def keys(self) -> tuple[Key, ...]:
        return ("Tab", "who may read it", "screen.focus_next"), ("Esc", "close: your words are saved", "screen.close")

    def compose_content(self) -> ComposeResult:
        at = self._sitting.walkthrough
        with QuietPanes(self.beside), Vertical(id="body"):
            yield Static(safe(at.question.item.text.say(at.wording)), classes="item")
            yield Static(safe(sentences.PLEASE_NAME_NOBODY), id="about")
            yield TextArea(self._text, id="text", soft_wrap=True, tab_behavior="focus", show_line_numbers=False)
            yield NoteReaders(sentences.note_readers(self._sitting.reflection), self._sharing)

    def on_mount(self) -> None:
        self.query_one(TextArea).focus()

    def on_choice_list_confirmed(self) -> None:
        self.action_close()

    def action_close(self) -> None:
        self.put_away()
        self.dismiss(None)

    def action_leave(self) -> None:
        """Close the note, and ask about leaving on the question page."""
        self.action_close()
        self.app.call_later(self.app.action_quit)

    def put_away(self) -> None:
        text = self.query_one(TextArea).text
        sharing = self.query_one(NoteReaders).sharing
        note = self._sitting.walkthrough.note
        if text == self._text and (note is None or note.sharing == sharing):
            return
        before = note.text if note else ""
        self._sitting.stand_and_save(self._sitting.with_note(before if text == self._text else text, sharing))


LONGEST_CODE = 20


def ask_for_code(app: App[object], sitting: Sitting, done: Callable[[str], None]) -> None:
    """Ask whether this person wants a code, and save what they choose; `done` is called with the text about it."""
    had = sitting.walkthrough.draft.code

    def act(answer: str) -> None:
        if answer == sentences.NEW_CODE:
            sitting.save_new_code()
        elif answer == sentences.NO_CODE and had:
            sitting.save_code("")

    def chosen(answer: str | None) -> None:
        if answer == sentences.NEW_CODE:
            app.push_screen(_new_code_page(sitting), lambda _: done(""))
        elif answer == sentences.HAVE_ONE:
            app.push_screen(CodePage(sentences.TYPE_CODE, sitting.save_code), lambda _: done(""))
        else:
            done(sentences.CODE_DROPPED if answer == sentences.NO_CODE and had else "")

    answers = sentences.code_answers(had)
    offer = (sentences.code_offer(sitting.walkthrough.wording),)
    asking = ChoicePage(sentences.CODE_QUESTION, answers, texts=offer, chosen=answers[0][0], closes=True, act=act)
    app.push_screen(asking, chosen)


def _new_code_page(sitting: Sitting) -> ReadingPage:
    at = sitting.walkthrough
    return ReadingPage(sentences.code_given(at.wording), title=sentences.YOUR_CODE, large=at.draft.code, leave=False)


class CodePage(Page[bool]):
    """Asks for a code. Gives True once a code was saved."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", show=False),
        Binding("f12", "hide", show=False, priority=True),
    ]

    DEFAULT_CSS = "CodePage Field { max-width: 24; }"

    def __init__(self, title: str, save: Callable[[str], object], *, may_be_empty: bool = False) -> None:
        """Takes the title, and the function that saves a code and may raise CoreflectError.

        With `may_be_empty`, Enter alone saves that there is no code.
        """
        super().__init__()
        self._title = title
        self._save = save
        self._may_be_empty = may_be_empty

    @property
    def keys(self) -> tuple[Key, ...]:
        return ("Enter", "save it", "screen.save"), ("Esc", "back", "screen.close")

    def compose_content(self) -> ComposeResult:
        with QuietPanes(self.beside), VerticalScroll(id="body", can_focus=False):
            yield Static(safe(self._title), classes="title")
            yield Static(paragraphs((sentences.WHAT_A_CODE_IS,)), classes="paragraphs")
            yield Field("", "code", LONGEST_CODE)

    def on_mount(self) -> None:
        self.query_one(Field).focus()

    def on_input_submitted(self) -> None:
        self.action_save()

    def action_save(self) -> None:
        """Save the code, or show why it is not valid."""
        typed = self.query_one(Field).value
        try:
            self._save("" if self._may_be_empty and not typed.strip() else read_code(typed))
        except Misuse as error:
            self.say(str(error), urgent=True)
        except CoreflectError as error:
            self.say(f"{NOT_SAVED_YET}{error}", urgent=True)
        else:
            self.dismiss(True)

    def action_close(self) -> None:
        self.dismiss(False)

    def action_leave(self) -> None:
        self.action_close()


class NoteReaders(VerticalScroll, can_focus=False):
    """Asks who may read a note. `sharing` is the answer chosen so far."""

    def __init__(self, readers: Sequence[tuple[str, str]], sharing: Sharing) -> None:
        super().__init__()
        self.sharing = sharing
        self._readers = readers

    def compose(self) -> ComposeResult:
        rows = [Row(str(number), words) for number, (_, words) in enumerate(self._readers, 1)]
        yield Static(safe(sentences.NOTE_READERS_QUESTION), classes="title")
        yield ChoiceList(rows, [sharing for sharing, _ in self._readers].index(self.sharing))

    def on_choice_list_chosen(self, message: ChoiceList.Chosen) -> None:
        message.stop()
        self.sharing = "room" if self._readers[message.index][0] == "room" else "facilitator"
        self.query_one(ChoiceList).mark(message.index)
