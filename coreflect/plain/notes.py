"""A note is kept line by line as it is written, for the fewest readers until the person says who may read it."""

from __future__ import annotations

from collections.abc import Callable

from coreflect.core.model import Round
from coreflect.core.sentences import NOTE_READERS_QUESTION, note_readers
from coreflect.core.walkthrough import Walkthrough
from coreflect.plain.choices import choose, numbered, rest
from coreflect.plain.terminal import Terminal

Keep = Callable[[Walkthrough, Walkthrough], Walkthrough]
TAKE_OFF = "-"


def write_note(
    terminal: Terminal, facts: Round, walk: Walkthrough, keep: Keep, new_id: Callable[[], str]
) -> Walkthrough:
    """Write, replace or take off the note on this question.

    Takes what keeps a walkthrough (returning the earlier one where it could not) and what makes an id. Returns the
    walkthrough as it was kept last.
    """
    terminal.pause()
    before = walk.note
    if before is None:
        terminal.say("Your note. End each line with Enter; an empty line ends the note.")
    else:
        terminal.say("Your note says:", *before.text.splitlines())
        terminal.say(f"Type a new one in its place. Enter alone leaves it as it is. {TAKE_OFF} alone takes it off.")
    note_id = new_id()
    lines: list[str] = []
    while typed := terminal.ask("Note:", quick=True):
        if typed == ".":
            rest(terminal)
            terminal.say("Your note goes on here.")
            continue
        if typed == TAKE_OFF and before is not None and not lines:
            kept = keep(walk, walk.noted("", before.sharing, before.id))
            terminal.say("The note is taken off." if kept.note is None else "The note still stands.")
            return kept
        after = keep(walk, walk.noted("\n".join([*lines, *typed.splitlines()]), "facilitator", note_id))
        if after is walk:
            terminal.say("That line is not kept.")
            continue
        lines += typed.splitlines()
        walk = after
    if not lines or walk.note is None:
        return walk
    sharing = choose(terminal, NOTE_READERS_QUESTION, options=numbered(note_readers(facts)), taken_by_enter="2")
    walk = keep(walk, walk.noted(walk.note.text, "room" if sharing == "room" else "facilitator", walk.note.id))
    terminal.say("Your note is kept.")
    return walk
