"""Shows the menu of one reflection, and opens what is chosen there or on the home page.

It is loaded once something is chosen, so that the home page comes at once.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from coreflect.core.errors import CoreflectError
from coreflect.core.model import Reflection
from coreflect.core.reflections.rounds import confirms_forgetting, is_past_keep_until
from coreflect.core.texts import home as texts
from coreflect.core.texts.actions import ACTIONS_TITLE
from coreflect.core.texts.answering import ENTER_GOES_BACK, WORDING_QUESTION
from coreflect.core.texts.controls import BACK
from coreflect.core.texts.home import smallest_group_line, what_is_asked
from coreflect.core.texts.question_aloud import bank_line, bank_lines
from coreflect.core.texts.words import ended
from coreflect.plain.actions import open_actions_of_team
from coreflect.plain.app import describe
from coreflect.plain.importing import import_files
from coreflect.plain.look_back import look_back
from coreflect.plain.meeting import meet
from coreflect.plain.prompts import Option, choose, numbered, press_enter, rest
from coreflect.plain.results import look_together
from coreflect.plain.set_up import mend_fields, set_up
from coreflect.plain.terminal import Terminal
from coreflect.plain.turn import return_with_words, take_turns
from coreflect.plain.written import write_file
from coreflect.services import forgetting
from coreflect.services.app import Services
from coreflect.services.reflections import doings, list_here, next_step
from coreflect.services.set_up import delete

Step = Callable[[], None]


def open_chosen(services: Services, terminal: Terminal, chosen: str | Reflection) -> None:
    """Open the menu of a reflection, or what a key of the home page names."""
    if isinstance(chosen, Reflection):
        reflection_menu(services, terminal, chosen)
        return
    opens: dict[str, Callable[[Services, Terminal], None]] = {
        "n": new_reflection,
        "o": open_invitation,
        "i": import_files,
        "w": return_with_words,
        "l": look_back,
        "v": read_first,
    }
    opens[chosen](services, terminal)


def reflection_menu(services: Services, terminal: Terminal, reflection: Reflection) -> None:
    """Offer what can be done with one reflection."""
    if services.workspace.is_forgotten(reflection.id):
        after_forgetting(services, terminal, reflection)
        return
    does: dict[str, Step] = {
        "answer": lambda: take_turns(services, terminal, reflection),
        "meeting": lambda: meet(services, terminal, reflection),
        "look-back": lambda: look_back(services, terminal, reflection.team),
        "next": lambda: new_reflection(services, terminal, reflection),
        "mend": lambda: mend_fields(services, terminal, reflection),
        "delete": lambda: delete_reflection(services, terminal, reflection),
        "forget": lambda: forget(services, terminal, reflection),
    }
    listed = list_here(services, reflection)
    steps: list[tuple[Step, str]] = [
        (does.get(name, partial(write_file, services, terminal, reflection, name)), words)
        for name, words in doings(listed)
    ]
    names: list[str] = [name for name, _ in doings(listed)]
    enter = str(names.index(next_step(listed, services.clock.today())) + 1)
    banks = services.workspace.banks(reflection.id)
    lines = [
        describe(listed),
        *(ended(line) for line in what_is_asked(reflection, banks)),
        smallest_group_line(reflection),
        *((texts.day_line(reflection),) if is_past_keep_until(reflection, services.clock.today()) else ()),
    ]
    back: Step = lambda: None  # noqa: E731
    choose(terminal, *lines, options=(*numbered(steps), Option("b", BACK, back)), taken_by_enter=enter)()


def new_reflection(services: Services, terminal: Terminal, after: Reflection | None = None) -> None:
    """Set a reflection up, or the next one after this, and go on with it."""
    reflection = set_up(services, terminal, after)
    if reflection is not None:
        reflection_menu(services, terminal, reflection)


def open_invitation(services: Services, terminal: Terminal) -> None:
    """Import the reflection of an invitation's file, and go on with it."""
    terminal.pause()
    terminal.say(texts.TYPE_INVITATION)
    while typed := terminal.ask(texts.TYPE_FILE):
        try:
            reflection = services.packages.open_invitation(typed)
        except CoreflectError as error:
            terminal.say(str(error), ENTER_GOES_BACK)
            continue
        reflection_menu(services, terminal, reflection)
        return


def forget(services: Services, terminal: Terminal, reflection: Reflection) -> None:
    """Take all answers and notes out, once the team's name has been typed; Enter alone goes back.

    Raises:
        CoreflectError: they could not all be taken out.
    """
    terminal.pause()
    terminal.say(*forgetting.before_forgetting(services, reflection))
    terminal.say(texts.TYPE_IT_OR_GO_BACK)
    while typed := terminal.ask(texts.TYPE_TEAM_NAME):
        if typed == ".":
            rest(terminal)
        elif confirms_forgetting(typed, reflection):
            lines = forgetting.forget(services, reflection)
            terminal.pause()
            terminal.say(*lines)
            press_enter(terminal)
            return
        else:
            terminal.say(texts.NOT_THE_NAME)
    terminal.say(texts.NOT_MEANT)


def after_forgetting(services: Services, terminal: Terminal, reflection: Reflection) -> None:
    """Show what is kept of a reflection whose answers were taken out, and offer what can still be done."""
    lines = (texts.reflection_aloud(reflection), *forgetting.what_stays(services, reflection))
    counts = forgetting.has_shown_counts(services, reflection)
    steps: tuple[tuple[Step, str], ...] = (
        *(((lambda: look_together(services, terminal, reflection), texts.LOOK_AT_COUNTS),) if counts else ()),
        (lambda: open_actions_of_team(services, terminal, reflection), ACTIONS_TITLE),
        (lambda: None, BACK),
    )
    choose(terminal, *lines, options=numbered(steps), taken_by_enter=str(len(steps)))()


def delete_reflection(services: Services, terminal: Terminal, reflection: Reflection) -> None:
    """Ask whether a reflection that was set up by mistake is deleted, and delete it."""
    options = numbered(((False, texts.DO_NOT_DELETE), (True, texts.DO_DELETE)))
    asked = (texts.DELETE_TITLE, *texts.before_deleting(reflection))
    if choose(terminal, *asked, options=options, taken_by_enter="1"):
        delete(services, reflection)
        terminal.say(texts.DELETED)


def read_first(services: Services, terminal: Terminal) -> None:
    """Read the questions of one bank in the wording that is chosen."""
    banks = [shelved.bank for shelved in services.shelf.banks() if shelved.bank is not None]
    if not banks:
        terminal.say(texts.NO_QUESTIONS)
        return
    titles = [(bank, bank_line(bank)) for bank in banks]
    bank = choose(terminal, texts.WHICH_QUESTIONS, options=numbered(titles), can_leave=True)
    wording = choose(terminal, WORDING_QUESTION, options=numbered(bank.wordings), taken_by_enter="1", can_leave=True)
    terminal.pause()
    for line in bank_lines(bank, wording):
        terminal.say(line, hang=3)
