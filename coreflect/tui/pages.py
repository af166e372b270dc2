"""Defines the pages that others inherit from: to choose, to read, to fill in, and the blank page that hides them.

A page asks the app for another place by a message, so that no page needs to know the app.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual import events
from textual.actions import SkipAction
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical, VerticalScroll
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from coreflect.core.errors import CoreflectError, Misuse
from coreflect.core.model import Reflection
from coreflect.core.texts.controls import (
    CHOOSE_ONE,
    CLOSE_ANYWAY,
    HOW_ON,
    IS_IT_ONLY_YOU,
    LEAVE_IT_SO,
    NOT_SAVED_YET,
    STANDS_HERE_AGAIN,
)
from coreflect.services.sitting import Sitting
from coreflect.tui.frame import ClosesOnce, Framed, Key, Result
from coreflect.tui.widgets.choice_list import ChoiceList, Row
from coreflect.tui.widgets.lists import Line, PointedList, QuietPanes
from coreflect.tui.widgets.text import paragraphs, safe

if TYPE_CHECKING:
    from coreflect.services.app import Services

BACK = "back"
ON = "on"


class OpenAnswering(Message):
    """Asks the app to let people answer a reflection; `sitting` is that of a person who has come back to it."""

    def __init__(self, reflection: Reflection, sitting: Sitting | None = None) -> None:
        super().__init__()
        self.reflection = reflection
        self.sitting = sitting


class OpenMeeting(Message):
    """Asks the app to open the meeting of a reflection; `closed` is called once it is closed to go back."""

    def __init__(self, reflection: Reflection, closed: Callable[[], object] | None = None) -> None:
        super().__init__()
        self.reflection = reflection
        self.closed = closed


class OpenLookBack(Message):
    """Asks the app to lay the reflections of a team side by side; without a team, to ask which."""

    def __init__(self, team: str = "") -> None:
        super().__init__()
        self.team = team


class OpenNext(Message):
    """Asks the app to set up the next reflection of the team of this one."""

    def __init__(self, reflection: Reflection) -> None:
        super().__init__()
        self.reflection = reflection


class GoHome(Message):
    """Asks the app to close the open screen and show the first page."""


class DraftsApp(App[None]):
    """An app whose pages keep what was typed into forms and could not be saved yet, by form, as long as it runs."""

    def __init__(self) -> None:
        super().__init__()
        self.drafts: dict[str, Any] = {}


def drafts_of(app: App[Any]) -> dict[str, Any]:
    """What was typed into forms and could not be saved yet, by form."""
    return cast("DraftsApp", app).drafts


class Page(Framed[Result]):
    """A whole screen. `q` leaves it as `leave` says; `.` hides it at once."""

    AUTO_FOCUS = ""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "leave", show=False),
        Binding("full_stop,f12", "hide", show=False),
    ]

    def action_leave(self) -> None:
        """Leave this page; nothing that was saved is lost."""
        self.dismiss(None)

    def action_hide(self) -> None:
        """Show nothing until somebody confirms that only they can see it."""
        self.app.push_screen(BlankPage())

    def put_away(self) -> None:
        """Save what is on this page and not saved yet, because the page is about to be closed.

        Raises:
            CoreflectError: it cannot be saved.
        """


class BlankPage(ClosesOnce[None]):
    """Hides a page: shows nothing, then asks whether only the person can see it, then gives the page back."""

    def compose(self) -> ComposeResult:
        yield Static(id="asked")

    def on_key(self, event: events.Key) -> None:
        event.stop()
        event.prevent_default()
        self._next(hide=event.key == "full_stop")

    def on_click(self) -> None:
        self._next(hide=False)

    def action_leave(self) -> None:
        """Leaving is asked again on the page itself."""
        self._next(hide=False)

    def _next(self, *, hide: bool) -> None:
        asked = self.query_one("#asked", Static)
        if hide:
            asked.update("")
        elif asked.content:
            self.dismiss(None)
        else:
            asked.update(paragraphs((IS_IT_ONLY_YOU, HOW_ON)))


class ChoicePage(Page[str]):
    """A question with numbered answers. Gives an answer's id, BACK, or None where the person leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "on", show=False),
        Binding("left,b", "back", show=False),
        Binding("escape", "close", show=False),
    ]

    def __init__(
        self,
        question: str,
        answers: Sequence[tuple[str, str]],
        *,
        texts: Sequence[str] = (),
        chosen: str = "",
        back: bool = False,
        closes: bool = False,
        act: Callable[[str], None] | None = None,
    ) -> None:
        """Takes the question, (id, words) of each answer, and paragraphs under the question.

        With `back` or `closes` one can go back to where one was. `act` is done with the answer before the page closes;
        where it raises a CoreflectError, the status line shows it and the page stays.
        """
        super().__init__()
        self._question = question
        self._answers = tuple(answers)
        self._texts = tuple(texts)
        ids = [answer for answer, _ in self._answers]
        self._chosen = ids.index(chosen) if chosen in ids else None
        self._can_go_back = back
        self._closes = closes
        self._act = act
        self._failed = False

    @property
    def keys(self) -> tuple[Key, ...]:
        return (
            ("Enter", "go on", "screen.on"),
            ("b" if self._can_go_back else "", "back", "screen.back"),
            ("Esc", "back to where you were", "screen.close") if self._closes else ("q", "leave", "screen.leave"),
        )

    def compose_content(self) -> ComposeResult:
        with QuietPanes(self.beside), VerticalScroll(id="body", can_focus=False):
            yield Static(safe(self._question), classes="title")
            if self._texts:
                yield Static(paragraphs(self._texts), classes="paragraphs")
            yield ChoiceList(self.rows(), self._chosen)

    def rows(self) -> list[Row]:
        """The answers as rows with the digit that chooses each."""
        return [Row(str(number), words) for number, (_, words) in enumerate(self._answers, 1)]

    def on_mount(self) -> None:
        self.on_resize()
        self.query_one(ChoiceList).focus(scroll_visible=False)

    def on_resize(self) -> None:
        self.query_one(ChoiceList).spread(self.app.size.height)

    def on_choice_list_chosen(self, message: ChoiceList.Chosen) -> None:
        self._chosen = message.index
        self.query_one(ChoiceList).mark(message.index)
        self.say("")

    def on_choice_list_confirmed(self) -> None:
        self.action_on()

    def action_on(self) -> None:
        if self._chosen is None:
            self.say(CHOOSE_ONE, urgent=True)
            return
        answer = self._answers[self._chosen][0]
        try:
            if self._act:
                self._act(answer)
        except CoreflectError as error:
            self._failed = True
            self.say(f"{NOT_SAVED_YET}{error} {CLOSE_ANYWAY}", urgent=True)
        else:
            self.dismiss(answer)

    def action_back(self) -> None:
        if not self._can_go_back:
            raise SkipAction
        self.dismiss(BACK)

    def action_close(self) -> None:
        if self._closes:
            self.dismiss(BACK)

    def action_leave(self) -> None:
        """Leave the page; the program too, where the answer could not be saved."""
        if self._failed:
            self.app.exit()
            return
        self.dismiss(BACK if self._closes else None)


class ListsQuestions(Page[Result]):
    """A page with a list of questions, in which `/` finds one by its words."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("slash", "find", show=False)]

    def question_lines(self) -> Sequence[Line]:
        """The lines of the list."""
        return self.query_one(PointedList).lines

    def point_at(self, line: str) -> None:
        """Highlight the line of the question that was found."""
        self.query_one(PointedList).point(line)

    def action_find(self) -> None:
        from coreflect.tui.find import FindCard  # few people look for a question

        def chosen(line: str | None) -> None:
            if line:
                self.point_at(line)

        self.app.push_screen(FindCard(self.question_lines()), chosen)


HOLD_TEXT = (("OneOf", "value"), ("Input", "value"), ("TextArea", "text"))
"""(kind of field, the name of what stands in it); by name, because few pages have them and they take long to load."""


class RoomPage(Page[Result]):
    """A page of the room, on which `u` takes the last thing back that was settled; `refresh_page` shows it so."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("u", "take_back", show=False)]

    @property
    def room(self) -> tuple[Services, str]:
        """The services, and the team that meets."""
        raise NotImplementedError

    def refresh_page(self) -> None:
        """Show what stands now."""
        raise NotImplementedError

    def action_take_back(self) -> None:
        services, team = self.room
        try:
            text = services.steps.take_back(team)
        except CoreflectError as error:
            self.say(str(error), urgent=True)
        else:
            self.refresh_page()
            self.say(text)


class SavingPage(Page[bool]):
    """A page with fields to save. Gives True where something was saved on it, and None or False where nothing was.

    Leaving it saves what can be saved. What cannot is said; it is left with one more key, and stands here again when
    the page is opened the next time.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "next", show=False),
        Binding("f2,ctrl+s", "save", show=False),
        Binding("escape", "close", show=False),
        Binding("f12", "hide", show=False, priority=True),
    ]

    has_saved = False
    _said_why_not = False

    @property
    def draft_of(self) -> str:
        """What the fields are about, so that a draft stands again only where it was typed."""
        return ""

    @property
    def keys(self) -> tuple[Key, ...]:
        return (
            ("Enter", "next, and save at the end", "screen.next"),
            ("F2", "save", "screen.save"),
            ("Esc", "close", "screen.close"),
        )

    def save(self) -> bool:
        """Save what stands here; False where something has to be answered before.

        Raises:
            CoreflectError: it could not be saved, or what stands here is not valid.
        """
        raise NotImplementedError

    def has_unsaved(self) -> bool:
        """Whether something stands here that closing would lose."""
        raise NotImplementedError

    def field(self, name: str) -> Widget | None:
        """The field that a fault is about, if it is on this page."""
        return self.query(f"#{name}").first() if name and self.query(f"#{name}") else None

    def try_to_save(self) -> bool:
        """Save, or show why not and move to the field at fault; returns whether it is saved."""
        try:
            is_saved = self.save()
        except Misuse as error:
            self.say(str(error), urgent=True)
            field = self.field(error.field)
            if field is not None:
                field.focus()
            return False
        except CoreflectError as error:
            self.say(f"{NOT_SAVED_YET}{error}", urgent=True)
            return False
        self.has_saved = self.has_saved or is_saved
        return is_saved

    def on_mount(self) -> None:
        """Stand in the first field, with what was typed before and could not be saved."""
        self.focus_next()
        if draft := drafts_of(self.app).pop(self._draft_key, None):
            self.call_after_refresh(self._restore, draft)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter moves to the next field, and saves on the last one."""
        event.stop()
        self.next_field(event.input)

    def action_next(self) -> None:
        if self.focused is not None:
            self.next_field(self.focused)

    def next_field(self, field: Widget) -> None:
        """Move to the next field; from the last one, save."""
        if self.focus_chain and self.focus_chain[-1] is field:
            self.action_save()
        else:
            self.focus_next()

    def action_save(self) -> None:
        if self.try_to_save():
            self.dismiss(True)

    def action_close(self) -> None:
        """Save and close; say what is missing where that cannot be saved, and close with it the next time."""
        if not self.has_unsaved():
            self.dismiss(self.has_saved)
        elif self.try_to_save():
            self.dismiss(True)
        elif self._said_why_not:
            drafts_of(self.app)[self._draft_key] = self._typed()
            self.app.notify(STANDS_HERE_AGAIN, markup=False)
            self.dismiss(self.has_saved)
        else:
            self._said_why_not = True
            self.say(f"{self.query_one('#status', Static).content} {LEAVE_IT_SO}", urgent=True)

    def action_leave(self) -> None:
        self.action_close()

    def put_away(self) -> None:
        if self.has_unsaved():
            self.save()

    @property
    def _draft_key(self) -> str:
        return f"{type(self).__name__} {self.draft_of}"

    def _typed(self) -> list[list[str]]:
        """What stands in the choices, the fields and the longer texts of this page, in their order."""
        return [[getattr(field, holds) for field in self.query(kind)] for kind, holds in HOLD_TEXT]

    def _restore(self, draft: list[list[str]]) -> None:
        for (kind, holds), texts in zip(HOLD_TEXT, draft, strict=True):
            for field, text in zip(self.query(kind), texts, strict=False):
                setattr(field, holds, text)


class ReadingPage(Page[str]):
    """A title, paragraphs, and two words written large where they are given.

    In a wide window some of the paragraphs may stand beside the others, in a box of their own.

    Gives ON, BACK, or None where the person leaves.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "on", show=False),
        Binding("left,b", "back", show=False),
    ]

    def __init__(
        self,
        texts: Sequence[str],
        *,
        title: str = "",
        large: str = "",
        apart: tuple[str, Sequence[str]] = ("", ()),
        enter: str = "go on",
        back: bool = False,
        leave: bool = True,
    ) -> None:
        """Takes the paragraphs, and what Enter does, in words; and whether one can go back or leave from here.

        `apart` is the title of a box, and the paragraphs that follow in it.
        """
        super().__init__()
        self._texts = tuple(texts)
        self._apart = apart
        self._title = title
        self._large = large
        self._enter = enter
        self._can_go_back = back
        self._can_leave = leave

    @property
    def keys(self) -> tuple[Key, ...]:
        return (
            ("Enter", self._enter, "screen.on"),
            ("b" if self._can_go_back else "", "back", "screen.back"),
            ("q" if self._can_leave else "", "leave", "screen.leave"),
        )

    def compose_content(self) -> ComposeResult:
        title, apart = self._apart
        with QuietPanes(None if apart else self.beside), VerticalScroll(id="body"), Container(id="columns") as columns:
            columns.set_class(bool(apart), "-two")
            with Vertical(id="said"):
                if self._title:
                    yield Static(safe(self._title), classes="title")
                if self._large:
                    yield Static(safe(self._large), classes="large")
                if self._texts:
                    yield Static(paragraphs(self._texts), classes="paragraphs")
            if apart:
                with Vertical(id="apart") as box:
                    box.border_title = safe(title)
                    yield Static(paragraphs(apart), classes="paragraphs")

    def on_mount(self) -> None:
        self.query_one("#body", VerticalScroll).focus()

    def action_on(self) -> None:
        """Go on, once the last line has been in sight."""
        body = self.query_one("#body", VerticalScroll)
        if body.scroll_offset.y < body.max_scroll_y:
            body.scroll_page_down(animate=False)
        else:
            self.dismiss(ON)

    def action_back(self) -> None:
        if not self._can_go_back:
            raise SkipAction
        self.dismiss(BACK)

    def action_leave(self) -> None:
        self.dismiss(None if self._can_leave else ON)
