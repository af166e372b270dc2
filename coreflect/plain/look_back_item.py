"""One question over the reflections of a team, read out: who was counted, what they chose, and what moved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from coreflect.core.answers import EVERYONE
from coreflect.plain.choices import Option, choose, ended, numbered
from coreflect.plain.terminal import Terminal
from coreflect.reporting.look_back import Entry, Team
from coreflect.reporting.look_back_item import (
    columns,
    doings,
    earlier_words,
    groups,
    in_words,
    pairs,
    stood,
    what_moved,
    whose,
)
from coreflect.reporting.look_back_lines import DOINGS, WHERE_STOOD

Step = Literal["next", "before", "whose", "again", "leave"]


def listen(terminal: Terminal, team: Team, entries: Sequence[Entry], at: int) -> None:
    """Read a question out, and those beside it, until the person goes back to the list."""
    group, to_say = EVERYONE, True
    while True:
        if to_say:
            _read_out(terminal, team, entries, at, group)
        back: Option[Step] = Option("b", "Back to the list", "leave")
        options = (*numbered(_steps(team, entries, at)), back)
        step = choose(terminal, "What now?", options=options, taken_by_enter="1" if at + 1 < len(entries) else "b")
        to_say = True
        if step == "leave":
            return
        if step == "whose":
            every = groups(team, entries[at].key)
            group = every[((every.index(group) if group in every else 0) + 1) % len(every)]
        elif step != "again":
            after = at + (1 if step == "next" else -1)
            if not 0 <= after < len(entries):
                terminal.say("There is no other one there.")
                to_say = False
            at = min(max(after, 0), len(entries) - 1)


def _steps(team: Team, entries: Sequence[Entry], at: int) -> tuple[tuple[Step, str], ...]:
    more = len(groups(team, entries[at].key)) > 1
    steps: tuple[tuple[bool, Step, str], ...] = (
        (at + 1 < len(entries), "next", "The next question"),
        (more, "whose", "The answers of another group, or of everyone"),
        (at > 0, "before", "The question before"),
        (True, "again", "Hear it again"),
    )
    return tuple((step, words) for is_there, step, words in steps if is_there)


def _read_out(terminal: Terminal, team: Team, entries: Sequence[Entry], at: int, group: str) -> None:
    key = entries[at].key
    if group not in groups(team, key):
        group = EVERYONE
    each = columns(team, key, group)
    terminal.pause()
    terminal.say(f"Question {at + 1} of {len(entries)}.", ended(entries[at].item.text), f"{whose(group)}.")
    terminal.say(*(in_words(column) for column in each))
    terminal.say(*what_moved(team, each, group), *earlier_words(each))
    terminal.say(*(pairs(team, each) if group == EVERYONE else ()))
    for heading, said in ((WHERE_STOOD, stood(each, key)), (DOINGS, doings(team.rounds, key))):
        if said:
            terminal.say(f"{heading}.", *said)
