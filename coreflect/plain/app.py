"""The doors of the plain face; each ends with an exit code and never with a traceback for what a person did."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from coreflect.core.banks.bank import Bank
from coreflect.core.errors import CoreflectError
from coreflect.core.model import Round
from coreflect.core.ports import Desk
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
    spoken_date,
    stem,
    turnout_line,
    what_is_asked,
    what_is_kept,
)
from coreflect.core.texts.importing import export_written, invitation_written
from coreflect.core.texts.meeting import ACTIONS_TITLE, next_reflection
from coreflect.plain import question_text as reading
from coreflect.plain.actions import what_we_will_do
from coreflect.plain.look_back import look_back
from coreflect.plain.meeting import is_shown, meet
from coreflect.plain.prompts import Option, choose, ended, numbered, press_enter, rest, trying, until_kept
from coreflect.plain.set_up import set_up
from coreflect.plain.terminal import Terminal, until_left
from coreflect.plain.turn import return_with_words, take_turns
from coreflect.reporting.standing import standing_lines


def run_home(desk: Desk, terminal: Terminal | None = None) -> int:
    """Show the reflections kept here and what can be done with them, until the person leaves.

    Takes the ports and, in tests, a terminal. Returns 0, or 130 where it was interrupted. Never to be called inside a
    running event loop.
    """
    return until_left(lambda heard: home(desk, heard), terminal)


def run_answer(desk: Desk, facts: Round, terminal: Terminal | None = None) -> int:
    """Let one person after another answer this round, until somebody leaves.

    Takes the ports, the round's facts and, in tests, a terminal. Returns 0, or 130 where it was interrupted. Never to
    be called inside a running event loop.

    Raises:
        CoreflectError: the round's questions cannot be read.
    """
    return until_left(lambda heard: take_turns(desk, heard, facts), terminal)


def forget(desk: Desk, terminal: Terminal, facts: Round) -> None:
    """Take all answers and notes out, once what means it has been typed; Enter alone goes back.

    Raises:
        CoreflectError: they could not all be taken out.
    """
    workspace = desk.workspace
    begun = desk.results.turnout(facts.id).begun
    terminal.pause()
    terminal.say(*sentences.before_forgetting(facts, begun, workspace.copies(facts.id)))
    terminal.say(f"{sentences.TYPE_IT} Enter alone goes back, and nothing goes.")
    while typed := terminal.ask("The team's name:"):
        if typed == ".":
            rest(terminal)
        elif sentences.is_meant(typed, facts):
            workspace.forget(facts.id)
            terminal.pause()
            terminal.say(*sentences.forgotten_now(workspace.faults()))
            press_enter(terminal)
            return
        else:
            terminal.say(f"That is not the name. {sentences.TYPE_IT} Enter alone goes back.")
    terminal.say(sentences.NOT_MEANT)


def after_it(desk: Desk, terminal: Terminal, facts: Round) -> None:
    """Say what is kept of a reflection whose answers were taken out, and offer what can still be done."""
    banks = desk.workspace.banks(facts.id)
    said = [
        f"{ended(facts.team_name)} About {ended(facts.about)} {spoken_date(facts.date)}.",
        f"{sentences.TAKEN_OUT} {sentences.WHAT_STAYS}",
        *standing_lines(desk.workspace.room(facts.id), banks),
    ]
    steps: tuple[tuple[Callable[[], None], str], ...] = (
        (lambda: what_we_will_do(desk, terminal, facts), ACTIONS_TITLE),
        (lambda: None, "Back"),
    )
    choose(terminal, *said, options=numbered(steps), taken_by_enter="2")()


Step = Callable[[], None]


def home(desk: Desk, terminal: Terminal) -> None:
    """Offer each reflection and everything else, again and again, until the person leaves."""
    leaving = False

    def leave() -> None:
        nonlocal leaving
        leaving = True

    others: tuple[tuple[str, str, Step], ...] = (
        ("n", "Set up a reflection", lambda: new_reflection(desk, terminal)),
        ("o", "Open an invitation from another laptop", lambda: open_invitation(desk, terminal)),
        ("b", "Bring files together", lambda: bring_files(desk, terminal)),
        ("t", "Come back to your answers with your two words", lambda: return_with_words(desk, terminal)),
        ("l", "Look back: reflections side by side", lambda: look_back(desk, terminal)),
        ("v", "Read the questions first", lambda: read_first(desk, terminal)),
        ("q", "Leave", leave),
    )
    terminal.say(f"coreflect. {WHAT_THIS_IS}")
    while not leaving:
        page = until_kept(terminal, lambda: _page(desk, terminal))
        if page is None:
            return
        said, lines = page
        options = [*numbered(lines), *(Option(key, words, step) for key, words, step in others)]
        trying(terminal, choose(terminal, *said, options=options))


def _page(desk: Desk, terminal: Terminal) -> tuple[list[str], list[tuple[Step, str]]]:
    rounds = desk.workspace.rounds()
    lines: list[tuple[Step, str]] = [
        (partial(reflection, desk, terminal, facts), described(desk, facts, rounds)) for facts in rounds
    ]
    said = [what_is_kept(desk.workspace.place())]
    said += [f"One file was passed over: {fault}" for fault in desk.workspace.faults()]
    come = due(rounds, desk.clock.today(), desk.workspace.is_forgotten)
    said += [due_line(come, "Choose it to take them out.")] if come else []
    said.append("Reflections in progress:" if rounds else "There are no reflections here yet.")
    return said, lines


def described(desk: Desk, facts: Round, rounds: Sequence[Round]) -> str:
    """A reflection in a line: team, what it is about, date, how many have begun and finished, and when the next is due.

    `rounds` are all reflections that are known.
    """
    looked_at = "Looked at together." if is_shown(facts) else ""
    forgotten = desk.workspace.is_forgotten(facts.id)
    how_many = desk.workspace.turnout(facts.id)
    turnout = ANSWERS_TAKEN_OUT.capitalize() if forgotten else turnout_line(how_many)
    if is_shown(facts) and not forgotten and not how_many.begun:
        # What was shown and has no answers here has them in files that were brought in.
        turnout = ""
    following = next_reflection(facts, desk.clock.today(), rounds)
    next_one = f"{following[:1].upper()}{ended(following[1:])}" if following else ""
    parts = (ended(facts.team_name), f"About {ended(facts.about)}", f"{spoken_date(facts.date)}.")
    return " ".join(part for part in (*parts, ended(turnout), looked_at, next_one) if part)


def reflection(desk: Desk, terminal: Terminal, facts: Round) -> None:
    """Offer what can be done with one reflection."""

    def invite() -> None:
        _written(terminal, invitation_written(desk.post.write_invitation(facts)))

    def export() -> None:
        turnout = desk.workspace.turnout(facts.id)
        _written(terminal, export_written(desk.post.write_export(facts), turnout, facts))

    if desk.workspace.is_forgotten(facts.id):
        after_it(desk, terminal, facts)
        return
    steps: tuple[tuple[Step, str], ...] = (
        (lambda: take_turns(desk, terminal, facts), "Answer"),
        (lambda: meet(desk, terminal, facts), "The meeting: paper sheets, show the answers, talk, what we will do"),
        (invite, "Write the invitation, for other laptops"),
        (export, "Write the answers into one file, to hand over"),
        (lambda: forget(desk, terminal, facts), TAKE_ALL_OUT),
        (lambda: None, "Back"),
    )
    banks = desk.workspace.banks(facts.id)
    said = [
        described(desk, facts, desk.workspace.rounds()),
        *(ended(one) for one in what_is_asked(facts, banks)),
        smallest_group_line(facts),
        *((day_line(facts),) if day_has_come(facts, desk.clock.today()) else ()),
    ]
    choose(terminal, *said, options=numbered(steps), taken_by_enter="2" if is_shown(facts) else "1")()


def new_reflection(desk: Desk, terminal: Terminal) -> None:
    """Set a reflection up, and go on with it."""
    facts = set_up(desk, terminal)
    if facts is not None:
        reflection(desk, terminal, facts)


def open_invitation(desk: Desk, terminal: Terminal) -> None:
    """Take in the round of an invitation's file."""
    terminal.pause()
    terminal.say("Type the name of the invitation's file, with its folder. Enter alone goes back.")
    while typed := terminal.ask("File:"):
        try:
            facts = desk.post.open_invitation(typed)
        except CoreflectError as error:
            terminal.say(str(error), "Enter alone goes back.")
            continue
        reflection(desk, terminal, facts)
        return


def bring_files(desk: Desk, terminal: Terminal) -> None:
    """Bring files from other laptops together."""
    from coreflect.plain.importing import bring_together

    bring_together(desk, terminal)


def _written(terminal: Terminal, said: tuple[str, ...]) -> None:
    terminal.pause()
    terminal.say(*said)


def read_first(desk: Desk, terminal: Terminal) -> None:
    """Read the questions of one bank in the wording that is chosen."""
    banks = [one.bank for one in desk.shelf.banks() if one.bank is not None]
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
