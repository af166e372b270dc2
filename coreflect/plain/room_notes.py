"""What was said is kept line by line as it is written, for the fewest readers until somebody says who may read it."""

from __future__ import annotations

from dataclasses import replace

from coreflect.core import meeting_sentences as sentences
from coreflect.core.model import Note, Round
from coreflect.core.ports import Desk
from coreflect.core.responses import Question
from coreflect.core.sentences import NOTE_READERS_QUESTION
from coreflect.plain.choices import choose, numbered, rest, until_kept
from coreflect.plain.terminal import Terminal


def write_room_note(desk: Desk, terminal: Terminal, facts: Round, question: Question | None) -> bool:
    """Write down what was said about a question, or about the meeting; returns whether something was kept.

    What was written before stays: each note is a record of its own.

    Raises:
        CoreflectError: what was written before cannot be read.
    """
    bank, item = question.key if question else ("", "")
    notes = desk.workspace.room_notes(facts.id)
    before = [note for note in notes if (note.bank, note.item, note.sharing) == (bank, item, "room")]
    terminal.pause()
    terminal.say(f"{sentences.WHAT_WAS_SAID} {sentences.WHAT_WAS_SAID_HELP}")
    if before:
        terminal.say(sentences.KEPT_BEFORE, *(line for note in before for line in note.text.splitlines()))
    terminal.say("End each line with Enter; an empty line ends it.")
    note = Note(desk.ids.record(), "", (), facts.id, bank, item, "", "facilitator", "")
    lines: list[str] = []
    while typed := terminal.ask("What was said:", quick=True):
        if typed == ".":
            rest(terminal)
            terminal.say("What was said goes on here.")
            continue
        after = _kept(desk, terminal, replace(note, text="\n".join([*lines, *typed.splitlines()])))
        if after is None:
            terminal.say("That line is not kept.")
            continue
        note, lines = after, [*lines, *typed.splitlines()]
    if not lines:
        return False
    readers = numbered(sentences.room_note_readers(facts))
    sharing = choose(terminal, NOTE_READERS_QUESTION, options=readers, taken_by_enter="1")
    if sharing == "room":
        _kept(desk, terminal, replace(note, sharing="room"))
    terminal.say("What was said is kept.")
    return True


def _kept(desk: Desk, terminal: Terminal, note: Note) -> Note | None:
    """The note as it is kept, in place of its revision before; None where it could not be."""
    replaces = (*note.replaces, note.revision) if note.revision else ()
    revised = replace(note, revision=desk.ids.record(), replaces=replaces)

    def keep() -> Note:
        desk.workspace.keep_room_note(revised)
        return revised

    return until_kept(terminal, keep)
