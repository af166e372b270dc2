"""The doors of the plain face; each ends with an exit code and never with a traceback for what a person did."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from coreflect.core.banks.bank import Bank
from coreflect.core.errors import CoreflectError
from coreflect.core.model import Reflection
from coreflect.core.reflections import rounds as sentences
from coreflect.core.reflections.rounds import (
    ANSWERS_TAKEN_OUT,
    DEFAULT_PERIOD,
    TAKE_ALL_OUT,
    day_has_come,
    day_line,
    due,
    due_line,
)
from coreflect.core.texts.answering import (
    WHAT_THIS_IS,
    WORDING_QUESTION,
    smallest_group_line,
    stem,
    turnout_line,
    what_is_asked,
    what_is_kept,
)
from coreflect.core.texts.meeting import ACTIONS_TITLE, next_reflection
from coreflect.core.texts.packages import export_written, invitation_written
from coreflect.core.texts.words import spoken_date
from coreflect.plain import question_text as reading
from coreflect.plain.actions import what_we_will_do
from coreflect.plain.look_back import look_back
from coreflect.plain.meeting import is_shown, meet
from coreflect.plain.prompts import Option, choose, ended, numbered, press_enter, rest, trying, until_saved
from coreflect.plain.set_up import set_up
from coreflect.plain.terminal import Terminal, until_left
from coreflect.plain.turn import return_with_words, take_turns
from coreflect.reporting.standing import standing_lines
from coreflect.services.app import Services


def run_home(services: Services, terminal: Terminal | None = None) -> int:
    """Show the reflections kept here and what can be done with them, until the person leaves.

    Takes the ports and, in tests, a terminal. Returns 0, or 130 where it was interrupted. Never to be called inside a
    running event loop.
    """
    return until_left(lambda heard: home(services, heard), terminal)


def run_answer(services: Services, reflection: Reflection, terminal: Terminal | None = None) -> int:
    """Let one person after another answer this round, until somebody leaves.

    Takes the ports, the round's facts and, in tests, a terminal. Returns 0, or 130 where it was interrupted. Never to
    be called inside a running event loop.

    Raises:
        CoreflectError: the round's questions cannot be read.
    """
    return until_left(lambda heard: take_turns(services, heard, reflection), terminal)


def forget(services: Services, terminal: Terminal, reflection: Reflection) -> None:
    """Take all answers and notes out, once what means it has been typed; Enter alone goes back.

    Raises:
        CoreflectError: they could not all be taken out.
    """
    workspace = services.workspace
    begun = services.results.turnout(reflection.id).begun
    terminal.pause()
    terminal.say(*sentences.before_forgetting(reflection, begun, workspace.copies(reflection.id)))
    terminal.say(f"{sentences.TYPE_IT} Enter alone goes back, and nothing goes.")
    while typed := terminal.ask("The team's name:"):
        if typed == ".":
            rest(terminal)
        elif sentences.is_meant(typed, reflection):
            workspace.forget(reflection.id)
            terminal.pause()
            terminal.say(*sentences.forgotten_now(workspace.faults()))
            press_enter(terminal)
            return
        else:
            terminal.say(f"That is not the name. {sentences.TYPE_IT} Enter alone goes back.")
    terminal.say(sentences.NOT_MEANT)


def after_it(services: Services, terminal: Terminal, reflection: Reflection) -> None:
    """Say what is kept of a reflection whose answers were taken out, and offer what can still be done."""
    banks = services.workspace.banks(reflection.id)
    said = [
        f"{ended(reflection.team_name)} About {ended(reflection.about)} {spoken_date(reflection.date)}.",
        f"{sentences.TAKEN_OUT} {sentences.WHAT_STAYS}",
        *standing_lines(services.workspace.room(reflection.id), banks),
    ]
    steps: tuple[tuple[Callable[[], None], str], ...] = (
        (lambda: what_we_will_do(services, terminal, reflection), ACTIONS_TITLE),
        (lambda: None, "Back"),
    )
    choose(terminal, *said, options=numbered(steps), taken_by_enter="2")()


Step = Callable[[], None]


def home(services: Services, terminal: Terminal) -> None:
    """Offer each reflection and everything else, again and again, until the person leaves."""
    leaving = False

    def leave() -> None:
        nonlocal leaving
        leaving = True

    others: tuple[tuple[str, str, Step], ...] = (
        ("n", "Set up a reflection", lambda: new_reflection(services, terminal)),
        ("o", "Open an invitation from another laptop", lambda: open_invitation(services, terminal)),
        ("b", "Bring files together", lambda: bring_files(services, terminal)),
        ("t", "Come back to your answers with your two words", lambda: return_with_words(services, terminal)),
        ("l", "Look back: reflections side by side", lambda: look_back(services, terminal)),
        ("v", "Read the questions first", lambda: read_first(services, terminal)),
        ("q", "Leave", leave),
    )
    terminal.say(f"coreflect. {WHAT_THIS_IS}")
    while not leaving:
        page = until_saved(terminal, lambda: _page(services, terminal))
        if page is None:
            return
        said, lines = page
        options = [*numbered(lines), *(Option(key, words, step) for key, words, step in others)]
        trying(terminal, choose(terminal, *said, options=options))


def _page(services: Services, terminal: Terminal) -> tuple[list[str], list[tuple[Step, str]]]:
    rounds = services.workspace.rounds()
    lines: list[tuple[Step, str]] = [
        (partial(reflection_menu, services, terminal, reflection), described(services, reflection, rounds))
        for reflection in rounds
    ]
    said = [what_is_kept(services.workspace.place())]
    said += [f"One file was passed over: {fault}" for fault in services.workspace.faults()]
    come = due(rounds, services.clock.today(), services.workspace.is_forgotten)
    said += [due_line(come, "Choose it to take them out.")] if come else []
    said.append("Reflections in progress:" if rounds else "There are no reflections here yet.")
    return said, lines


def described(services: Services, reflection: Reflection, rounds: Sequence[Reflection]) -> str:
    """A reflection in a line: team, what it is about, date, how many have begun and finished, and when the next is due.

    `rounds` are all reflections that are known.
    """
    looked_at = "Looked at together." if is_shown(reflection) else ""
    forgotten = services.workspace.is_forgotten(reflection.id)
    how_many = services.workspace.turnout(reflection.id)
    turnout = ANSWERS_TAKEN_OUT.capitalize() if forgotten else turnout_line(how_many)
    if is_shown(reflection) and not forgotten and not how_many.begun:
        # What was shown and has no answers here has them in files that were brought in.
        turnout = ""
    following = next_reflection(reflection, services.clock.today(), rounds)
    next_one = f"{following[:1].upper()}{ended(following[1:])}" if following else ""
    parts = (ended(reflection.team_name), f"About {ended(reflection.about)}", f"{spoken_date(reflection.date)}.")
    return " ".join(part for part in (*parts, ended(turnout), looked_at, next_one) if part)


def reflection_menu(services: Services, terminal: Terminal, reflection: Reflection) -> None:
    """Offer what can be done with one reflection."""

    def invite() -> None:
        _written(terminal, invitation_written(services.packages.write_invitation(reflection)))

    def export() -> None:
        turnout = services.workspace.turnout(reflection.id)
        _written(terminal, export_written(services.packages.write_export(reflection), turnout, reflection))

    if services.workspace.is_forgotten(reflection.id):
        after_it(services, terminal, reflection)
        return
    steps: tuple[tuple[Step, str], ...] = (
        (lambda: take_turns(services, terminal, reflection), "Answer"),
        (
            lambda: meet(services, terminal, reflection),
            "The meeting: paper sheets, show the answers, talk, what we will do",
        ),
        (invite, "Write the invitation, for other laptops"),
        (export, "Write the answers into one file, to hand over"),
        (lambda: forget(services, terminal, reflection), TAKE_ALL_OUT),
        (lambda: None, "Back"),
    )
    banks = services.workspace.banks(reflection.id)
    said = [
        described(services, reflection, services.workspace.rounds()),
        *(ended(one) for one in what_is_asked(reflection, banks)),
        smallest_group_line(reflection),
        *((day_line(reflection),) if day_has_come(reflection, services.clock.today()) else ()),
    ]
    choose(terminal, *said, options=numbered(steps), taken_by_enter="2" if is_shown(reflection) else "1")()


def new_reflection(services: Services, terminal: Terminal) -> None:
    """Set a reflection up, and go on with it."""
    reflection = set_up(services, terminal)
    if reflection is not None:
        reflection_menu(services, terminal, reflection)


def open_invitation(services: Services, terminal: Terminal) -> None:
    """Take in the round of an invitation's file."""
    terminal.pause()
    terminal.say("Type the name of the invitation's file, with its folder. Enter alone goes back.")
    while typed := terminal.ask("File:"):
        try:
            reflection = services.packages.open_invitation(typed)
        except CoreflectError as error:
            terminal.say(str(error), "Enter alone goes back.")
            continue
        reflection_menu(services, terminal, reflection)
        return


def bring_files(services: Services, terminal: Terminal) -> None:
    """Bring files from other laptops together."""
    from coreflect.plain.importing import combine_files

    combine_files(services, terminal)


def _written(terminal: Terminal, said: tuple[str, ...]) -> None:
    terminal.pause()
    terminal.say(*said)


def read_first(services: Services, terminal: Terminal) -> None:
    """Read the questions of one bank in the wording that is chosen."""
    banks = [one.bank for one in services.shelf.banks() if one.bank is not None]
    if not banks:
        terminal.say("There are no questions here that can be asked.")
        return
    titles = [(bank, f"{ended(bank.title.say())} {len(bank.items())} questions") for bank in banks]
    bank = choose(terminal, "Which questions?", options=numbered(titles), can_leave=True)
    wording = choose(terminal, WORDING_QUESTION, options=numbered(bank.wordings), taken_by_enter="1", can_leave=True)
    terminal.pause()
    for said in said_whole(bank, wording):
        terminal.say(said, hang=3)


def said_whole(bank: Bank, wording: str) -> tuple[str, ...]:
    """A bank as it is read: title, intro, stem, then each section with its levels and its questions."""
    said = [
        ended(bank.title.say(wording)),
        bank.intro.say(wording),
        ended(stem(bank.stem.say(wording), DEFAULT_PERIOD)),
    ]
    heard = None
    number = 0
    for section in bank.sections:
        scale = bank.scale(section.scale)
        if scale != heard:
            said += ["The answers are:", *reading.levels(scale, wording)]
            heard = scale
        said.append(f"{bank.section_word}: {ended(section.title.say(wording))}")
        for item in section.items:
            number += 1
            said.append(f"Question {number}. {ended(item.text.say(wording))}")
    return tuple(said)
