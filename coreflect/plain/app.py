"""Runs the plain face: its home page, the menu of one reflection, and what can be done from there.

Each run ends with an exit code, never with a traceback for what a person did.
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
from coreflect.core.texts.controls import BACK, WAIT_A_MOMENT
from coreflect.core.texts.home import WHAT_THIS_IS, smallest_group_line, what_is_asked, what_is_kept
from coreflect.core.texts.words import begun, ended
from coreflect.plain.prompts import Option, choose, numbered, press_enter, rest, trying, until_saved
from coreflect.plain.terminal import Terminal, until_left
from coreflect.services import forgetting
from coreflect.services.app import Services
from coreflect.services.reflections import ListedReflection, doings, home_list, list_here, next_step


def run_home(services: Services, terminal: Terminal | None = None) -> int:
    """Show the reflections kept here and what can be done with them, until the person leaves.

    Takes the services and, in tests, a terminal. Returns 0, or 130 where it was interrupted. Never to be called inside
    a running event loop.
    """
    return until_left(lambda opened: home(services, opened), terminal)


def run_answer(services: Services, reflection: Reflection, terminal: Terminal | None = None) -> int:
    """Let one person after another answer this reflection, until somebody leaves.

    Takes the services, the reflection and, in tests, a terminal. Returns 0, or 130 where it was interrupted. Never to
    be called inside a running event loop.

    Raises:
        CoreflectError: the reflection's questions cannot be read.
    """
    return until_left(lambda opened: answer(services, opened, reflection), terminal)


def run_meeting(services: Services, reflection: Reflection, terminal: Terminal | None = None) -> int:
    """Run the meeting of this reflection, until somebody leaves it.

    Takes, in tests, a terminal. Returns 0, or 130 where it was interrupted. Never to be called inside a running event
    loop.
    """
    return until_left(lambda opened: open_meeting(services, opened, reflection), terminal)


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
        *(((lambda: _look_at_counts(services, terminal, reflection), texts.LOOK_AT_COUNTS),) if counts else ()),
        (lambda: open_actions(services, terminal, reflection), ACTIONS_TITLE),
        (lambda: None, BACK),
    )
    choose(terminal, *lines, options=numbered(steps), taken_by_enter=str(len(steps)))()


def _look_at_counts(services: Services, terminal: Terminal, reflection: Reflection) -> None:
    from coreflect.plain.results import look_together  # with the meeting, which few people open

    look_together(services, terminal, reflection)


Step = Callable[[], None]


def home(services: Services, terminal: Terminal) -> None:
    """Offer each reflection and everything else, again and again, until the person leaves."""
    leaving = False

    def leave() -> None:
        nonlocal leaving
        leaving = True

    others: tuple[tuple[str, str, Step], ...] = (
        ("n", texts.SET_UP, lambda: new_reflection(services, terminal)),
        ("o", texts.OPEN_INVITATION, lambda: open_invitation(services, terminal)),
        ("i", texts.BRING_FILES, lambda: open_import(services, terminal)),
        ("w", texts.COME_BACK, lambda: answer(services, terminal)),
        ("l", texts.LOOK_BACK, lambda: open_look_back(services, terminal)),
        ("v", texts.READ_QUESTIONS, lambda: read_first(services, terminal)),
        ("q", texts.LEAVE, leave),
    )
    terminal.say(f"coreflect. {WHAT_THIS_IS}")
    while not leaving:
        page = until_saved(terminal, lambda: _home_lines_and_steps(services, terminal))
        if page is None:
            return
        lines, steps = page
        options = [*numbered(steps), *(Option(key, words, step) for key, words, step in others)]
        trying(terminal, choose(terminal, *lines, options=options))


def _home_lines_and_steps(services: Services, terminal: Terminal) -> tuple[list[str], list[tuple[Step, str]]]:
    """Write the lines above the choices, and list what can be done with each reflection."""
    page = home_list(services)
    steps: list[tuple[Step, str]] = [
        (partial(reflection_menu, services, terminal, listed.reflection), describe(listed))
        for listed in page.reflections
    ]
    lines = [
        what_is_kept(services.workspace.place()),
        *(texts.one_passed_over(fault) for fault in page.faults),
        page.due_line(texts.CHOOSE_TO_TAKE_OUT),
        f"{texts.IN_PROGRESS}:" if steps else texts.NO_REFLECTIONS,
    ]
    return [line for line in lines if line], steps


def describe(listed: ListedReflection) -> str:
    """Describe a reflection in a line: team, topic, date, how many have begun and finished, when the next is due."""
    reflection = listed.reflection
    parts = (
        texts.reflection_aloud(reflection),
        begun(ended(listed.how_many_here)),
        texts.LOOKED_AT if reflection.state == "revealed" else "",
        begun(ended(listed.next_line)),
    )
    return " ".join(part for part in parts if part)


def reflection_menu(services: Services, terminal: Terminal, reflection: Reflection) -> None:
    """Offer what can be done with one reflection."""
    if services.workspace.is_forgotten(reflection.id):
        after_forgetting(services, terminal, reflection)
        return
    does: dict[str, Step] = {
        "answer": lambda: answer(services, terminal, reflection),
        "meeting": lambda: open_meeting(services, terminal, reflection),
        "look-back": lambda: open_look_back(services, terminal, reflection.team),
        "next": lambda: new_reflection(services, terminal, reflection),
        "mend": lambda: mend_reflection(services, terminal, reflection),
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
    from coreflect.plain.set_up import set_up

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


# Each of the other pages is loaded when it is opened, so that the home page comes at once.


def answer(services: Services, terminal: Terminal, reflection: Reflection | None = None) -> None:
    """Let one person after another answer; without a reflection, ask for the two words that open somebody's answers."""
    from coreflect.plain.turn import return_with_words, take_turns

    if reflection:
        take_turns(services, terminal, reflection)
    else:
        return_with_words(services, terminal)


def open_meeting(services: Services, terminal: Terminal, reflection: Reflection) -> None:
    """Run the meeting of a reflection."""
    from coreflect.plain.meeting import meet

    meet(services, terminal, reflection)


def open_actions(services: Services, terminal: Terminal, reflection: Reflection) -> None:
    """Show what the team will do, and change it."""
    from coreflect.plain.actions import open_actions_of_team

    open_actions_of_team(services, terminal, reflection)


def open_look_back(services: Services, terminal: Terminal, team: str = "") -> None:
    """Show the reflections of a team side by side; without a team, ask which."""
    from coreflect.plain.look_back import look_back

    look_back(services, terminal, team)


def mend_reflection(services: Services, terminal: Terminal, reflection: Reflection) -> None:
    """Mend what was set up, one field after another."""
    from coreflect.plain.set_up import mend_fields

    mend_fields(services, terminal, reflection)


def delete_reflection(services: Services, terminal: Terminal, reflection: Reflection) -> None:
    """Ask whether a reflection that was set up by mistake is deleted, and delete it."""
    from coreflect.services.set_up import delete

    options = numbered(((False, texts.DO_NOT_DELETE), (True, texts.DO_DELETE)))
    asked = (texts.DELETE_TITLE, *texts.before_deleting(reflection))
    if choose(terminal, *asked, options=options, taken_by_enter="1"):
        delete(services, reflection)
        terminal.say(texts.DELETED)


def write_file(services: Services, terminal: Terminal, reflection: Reflection, what: str) -> None:
    """Write a file about a reflection, say where it is, and open it where there is a desktop and somebody wants it."""
    from coreflect.services.output import open_file, opens_files
    from coreflect.services.written import AGREED_REPORT, write

    terminal.say(WAIT_A_MOMENT)
    written = write(services, reflection, what)
    terminal.pause()
    terminal.say(*written.lines)
    opening = ((lambda: open_file(written.path), texts.OPEN_FILE),) if written.is_page and opens_files() else ()
    again = partial(write_file, services, terminal, reflection, AGREED_REPORT)
    agreeing = ((again, texts.GROUP_HAS_AGREED),) if written.is_draft else ()
    steps: tuple[tuple[Step, str], ...] = (*opening, *agreeing)
    if steps:
        back: Step = lambda: None  # noqa: E731
        choose(terminal, options=(*numbered(steps), Option("b", BACK, back)), taken_by_enter="b")()


def open_import(services: Services, terminal: Terminal) -> None:
    """Import files from other laptops."""
    from coreflect.plain.importing import import_files

    import_files(services, terminal)


def read_first(services: Services, terminal: Terminal) -> None:
    """Read the questions of one bank in the wording that is chosen."""
    from coreflect.core.texts.question_aloud import bank_line, bank_lines

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
