"""The page on which a reflection is set up: one form, read back before it is saved.

The form has a row for each field, and explains the choices below them. What was typed is kept when it is closed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar, Literal, cast

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Input, Static

from coreflect.core.banks.bank import Form, ShelvedBank
from coreflect.core.errors import CoreflectError, Misuse
from coreflect.core.model import Reflection
from coreflect.core.names import shown
from coreflect.core.reflections.rounds import LONGEST_TEXT, NewRound
from coreflect.core.reflections.set_up import Typed, Way
from coreflect.core.texts.controls import CLOSE
from coreflect.core.texts.home import SET_UP
from coreflect.core.texts.meeting import IS_IT_RIGHT
from coreflect.core.texts.set_up import (
    AFTERWARDS,
    ANOTHER_TEAM,
    AS_IT_WAS,
    BANK_NOT_ASKED,
    CHANGE,
    FIELDS,
    READ_BACK,
    READ_QUESTIONS,
    RIGHT,
    WAYS,
    WHEN_AND_WITH_WHOM,
    cannot_be_asked,
    do_you_mean,
    groups_sentence,
    is_here_already,
    next_title,
    short_form,
    time_sentence,
    whole_form,
    yes_it_is,
)
from coreflect.services.app import Services
from coreflect.services.set_up import SetUp
from coreflect.tui.cards import ChoiceCard, fault_card
from coreflect.tui.frame import Key
from coreflect.tui.home.open_file import ReadQuestionsPage
from coreflect.tui.pages import Page
from coreflect.tui.widgets.lists import Line
from coreflect.tui.widgets.one_of import OneOf
from coreflect.tui.widgets.text import labelled

SAVE, MEANT, OTHER = "save", "meant", "other"
CHOICES = (Line(SAVE, RIGHT), Line("change", CHANGE))


class SetUpPage(Page[Typed | Reflection]):
    """Gives the reflection that was set up, or what was typed so far where it was closed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2,ctrl+s", "read_back", show=False),
        Binding("escape", "close", show=False),
        Binding("enter", "app.focus_next", show=False),
    ]

    DEFAULT_CSS = """
    SetUpPage #set-up-buttons { height: auto; margin-top: 1; }
    SetUpPage #set-up-buttons Button { margin-right: 2; }
    SetUpPage #status { min-height: 2; }
    """

    def __init__(self, services: Services, typed: Typed | None = None, *, after: Reflection | None = None) -> None:
        """Takes what was typed before the form was last closed, if anything.

        After an earlier reflection everything is filled in as it was, and the form stands at the date.
        """
        super().__init__()
        self._set_up = SetUp(services)
        self._after = after
        self._other_teams: set[str] = set()
        self._shelf = self._set_up.shelf
        self._fault: Misuse | None = None
        self._typed = typed or (self._set_up.following(after) if after else self._set_up.first_typed())

    @property
    def where(self) -> tuple[str, ...]:
        return (next_title(self._after.team_name) if self._after else SET_UP,)

    @property
    def keys(self) -> tuple[Key, ...]:
        return (
            ("Tab", "next", "app.focus_next"),
            ("F2", "read it back", "screen.read_back"),
            ("Esc", "close, typed text stays", "screen.close"),
        )

    def compose_content(self) -> ComposeResult:
        yield SetUpForm(self._set_up, self._typed, follows=self._after is not None)

    def on_mount(self) -> None:
        self._form.query_one("#date" if self._after else "#team_name", Input).focus()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        self._help(event.widget.id or "")

    def _help(self, name: str) -> None:
        """Show what is at fault in a field, or else the line that helps to fill it in."""
        field = "banks" if name.startswith("bank-") else name
        if self._fault and self._fault.field == field:
            self.say(str(self._fault), urgent=True)
        else:
            self.say(FIELDS[field].help if field in FIELDS else "")

    def on_input_submitted(self) -> None:
        self.focus_next()

    @on(Input.Changed)
    @on(OneOf.Changed)
    def _forgive(self) -> None:
        """Remove the mark and the fault from a field, now that it is being changed."""
        if self._fault:
            self._fault = None
            self._form.unmark()
            self._help((self.focused and self.focused.id) or "")

    @on(Input.Changed, "#date,#keep_until")
    def _say_day(self, event: Input.Changed) -> None:
        """Say a typed day back in full, as soon as it can be read."""
        if event.input.has_focus:
            self.say(self._set_up.said_back(event.value) or FIELDS[event.input.id or ""].help)

    def action_leave(self) -> None:
        self.action_close()

    def action_close(self) -> None:
        self.dismiss(self._form.typed())

    def action_read_back(self) -> None:
        """Check every field and read the set-up back, or move to the field that is not valid."""
        typed = self._form.typed()
        if typed.way == "talk":
            self.app.push_screen(ReadQuestionsPage(self._shelf, typed.banks, typed.period))
            return
        try:
            new = self._set_up.check(typed)
        except Misuse as error:
            self._fault = error
            self._form.lead_to(error.field)
            self.say(str(error), urgent=True)
            return
        self._fault = None
        self._form.unmark()
        meant = self._set_up.team_meant(typed.team_name)
        if meant and typed.team_name not in self._other_teams:
            self._ask_which_team(typed.team_name, meant)
            return

        def answered(answer: str | None) -> None:
            if answer == SAVE:
                self._save(new)

        self.app.push_screen(ChoiceCard(IS_IT_RIGHT, labelled(self._set_up.read_back(new, typed)), CHOICES), answered)

    def _ask_which_team(self, name: str, meant: str) -> None:
        def answered(answer: str | None) -> None:
            if answer == MEANT:
                self._form.query_one("#team_name", Input).value = meant
            elif answer == OTHER:
                self._other_teams.add(name)
            if answer:
                self.call_after_refresh(self.action_read_back)

        choices = (Line(MEANT, yes_it_is(meant)), Line(OTHER, ANOTHER_TEAM))
        self.app.push_screen(ChoiceCard(do_you_mean(meant), (is_here_already(meant),), choices), answered)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        if event.button.id == "set-up-read-back":
            self.action_read_back()
        else:
            self.action_close()

    def _save(self, new: NewRound) -> None:
        try:
            self.dismiss(self._set_up.save(new))
        except CoreflectError as error:
            self.app.push_screen(fault_card(error))

    @property
    def _form(self) -> SetUpForm:
        return self.query_one(SetUpForm)


NOT_ASKED = "no"
GROUPS = (("5", "5", ""), ("4", "4", ""), ("3", "3", ""))
TextField = Literal["team_name", "about", "period", "date", "invited", "laptops", "contact", "keep_until"]


class SetUpForm(VerticalScroll, can_focus=False):
    """The fields of a set-up, in a wide window in two columns.

    A widget's id is the name of its field, or `bank-` and the id of its bank.
    """

    DEFAULT_CSS = """
    SetUpForm > Vertical { height: auto; width: 1fr; }
    SetUpForm .row { height: auto; }
    SetUpForm .row > .label { width: 24; padding-right: 2; color: $text-muted; }
    SetUpForm .row > Input { width: 1fr; max-width: 66; padding: 0 1; }
    SetUpForm .row.-wrong > .label { color: $text-error; text-style: bold; }
    SetUpForm .heading { text-style: bold; margin-top: 1; color: $text-heading; }
    SetUpForm .bank { margin-left: 2; }
    SetUpForm .broken { margin-left: 2; color: $text-muted; }
    SetUpForm .means { margin-left: 24; max-width: 66; color: $text-success; height: auto; }
    SetUpForm #way > Static { margin-bottom: 0; }
    SetUpForm .short { max-width: 24; }
    """

    def __init__(self, set_up: SetUp, typed: Typed, *, follows: bool) -> None:
        """Takes whether an earlier reflection filled the fields in; then those that change come first."""
        super().__init__(id="body")
        self._follows = follows
        self._set_up = set_up
        self._shelf = set_up.shelf
        self._start = typed
        self._before = typed

    def compose(self) -> ComposeResult:
        with Vertical():
            yield from self._who_and_what()
        with Vertical():
            yield from self._when_and_how()

    def _who_and_what(self) -> ComposeResult:
        """Make the fields about the team and its questions."""
        if self._follows:
            yield from self._text_rows("date", "period")
            yield Static(AS_IT_WAS, classes="heading")
            yield from self._text_rows("team_name", "about")
        else:
            yield from self._text_rows("team_name", "about", "period")
        yield Static(FIELDS["banks"].name, classes="heading")
        for shelved in self._shelf:
            yield from self._bank_rows(shelved)

    def _when_and_how(self) -> ComposeResult:
        """Make the fields about the day, what is shown, and what comes afterwards; and the buttons."""
        yield Static(WHEN_AND_WITH_WHOM, classes="heading")
        yield from self._text_rows(*(() if self._follows else ("date",)), "invited", "laptops")
        yield Static(id="how-long", classes="means")
        yield Static(FIELDS["way"].name, classes="heading")
        yield OneOf(WAYS, self._start.way, upright=True, id="way")
        with Horizontal(classes="row", id="smallest-row"):
            yield Static(FIELDS["smallest_group"].name, classes="label")
            yield OneOf(GROUPS, str(self._start.smallest_group), id="smallest_group")
        yield Static(id="groups", classes="means")
        yield Static(AFTERWARDS, classes="heading")
        yield from self._text_rows("contact", "keep_until")
        with Horizontal(id="set-up-buttons"):
            yield Button(READ_BACK, id="set-up-read-back", variant="primary")
            yield Button(CLOSE, id="set-up-close")

    def on_mount(self) -> None:
        self.show_meanings()

    def typed(self) -> Typed:
        """Return what stands in the fields."""
        texts = {name: self._input(name).value for name in _TEXT_FIELDS}
        return Typed(
            **texts,
            banks=tuple(self._banks()),
            way=cast(Way, self.query_one("#way", OneOf).value),
            smallest_group=int(self.query_one("#smallest_group", OneOf).value),
        )

    def lead_to(self, field: str) -> None:
        """Mark this field as at fault and focus it; do nothing if there is no such field."""
        self.unmark()
        if field not in FIELDS:
            return
        target = self.query("OneOf.bank-choice").first() if field == "banks" else self.query_one(f"#{field}")
        if target.parent is not None and target.parent.has_class("row"):
            target.parent.add_class("-wrong")
        target.focus()

    def unmark(self) -> None:
        """Remove the mark of the field that was at fault."""
        for row in self.query(".-wrong"):
            row.remove_class("-wrong")

    @on(Input.Changed, "#date")
    def _follow_date(self) -> None:
        """Move the day until which answers are kept to a year after the date, unless another day was typed."""
        until, day = self._input("keep_until"), self._input("date").value
        if self._set_up.said_back(day):
            self._before = self._set_up.with_field(replace(self._before, keep_until=until.value), "date", day)
            until.value = self._before.keep_until

    @on(Input.Changed)
    @on(OneOf.Changed)
    def show_meanings(self) -> None:
        """Show below the fields how long the reflection will take and what the smallest group will show."""
        typed = self.typed()
        self._say("#how-long", time_sentence(typed, self._shelf))
        self._say("#groups", groups_sentence(typed))
        self.query_one("#smallest-row").display = typed.way == "private"
        self.query_one("#set-up-read-back", Button).label = READ_QUESTIONS if typed.way == "talk" else READ_BACK

    def _text_rows(self, *names: TextField) -> ComposeResult:
        for name in names:
            with Horizontal(classes="row"):
                yield Static(FIELDS[name].name, classes="label")
                short = name in ("date", "invited", "laptops", "keep_until")
                yield Input(
                    getattr(self._start, name),
                    compact=True,
                    id=name,
                    max_length=LONGEST_TEXT,
                    select_on_focus=short,
                    classes="short" if short else "",
                )

    def _bank_rows(self, shelved: ShelvedBank) -> ComposeResult:
        if shelved.bank is None:
            fault = next((str(fault) for fault in shelved.faults if not fault.warning), "")
            yield Static(Content(cannot_be_asked(shelved.id, fault)), classes="broken")
            return
        whole, short = len(shelved.bank.items()), len(shelved.bank.items("short"))
        options = [(NOT_ASKED, BANK_NOT_ASKED, ""), ("whole", whole_form(whole), "")]
        if 0 < short < whole:
            options.append(("short", short_form(short), ""))
        yield Static(Content(shown(shelved.bank.title.say())), classes="bank-name")
        form = dict(self._start.banks).get(shelved.id, NOT_ASKED)
        if form not in {option for option, _, _ in options}:
            form = "whole"
        yield OneOf(options, form, id=f"bank-{shelved.id}", classes="bank bank-choice")

    def _banks(self) -> list[tuple[str, Form]]:
        chosen = [
            (shelved.id, self.query_one(f"#bank-{shelved.id}", OneOf).value)
            for shelved in self._shelf
            if shelved.bank is not None
        ]
        return [(bank_id, cast(Form, form)) for bank_id, form in chosen if form != NOT_ASKED]

    def _input(self, name: str) -> Input:
        return self.query_one(f"#{name}", Input)

    def _say(self, place: str, text: str) -> None:
        line = self.query_one(place, Static)
        line.update(Content(text))
        line.display = bool(text)


_TEXT_FIELDS: tuple[TextField, ...] = (
    "team_name",
    "about",
    "period",
    "date",
    "invited",
    "laptops",
    "contact",
    "keep_until",
)
