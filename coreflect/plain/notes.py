"""A note is kept line by line as it is written, for the fewest readers until the person says who may read it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from coreflect.core.model import Note, Reflection
from coreflect.core.reflections.responses import Question
from coreflect.core.reflections.walkthrough import Walkthrough
from coreflect.core.texts import meeting as meeting_sentences
from coreflect.core.texts.answering import NOTE_READERS_QUESTION, note_readers
from coreflect.plain.prompts import choose, numbered, rest, until_saved
from coreflect.plain.terminal import Terminal
from coreflect.services.app import Services

Keep = Callable[[Walkthrough, Walkthrough], Walkthrough]
TAKE_OFF = "-"


def write_note(
    terminal: Terminal, reflection: Reflection, walk: Walkthrough, keep: Keep, new_id: Callable[[], str]
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
    sharing = choose(terminal, NOTE_READERS_QUESTION, options=numbered(note_readers(reflection)), taken_by_enter="2")
    walk = keep(walk, walk.noted(walk.note.text, "room" if sharing == "room" else "facilitator", walk.note.id))
    terminal.say("Your note is kept.")
    return walk


def write_room_note(services: Services, terminal: Terminal, reflection: Reflection, question: Question | None) -> bool:
    """Write down what was said about a question, or about the meeting; returns whether something was kept.

    What was written before stays: each note is a record of its own.

    Raises:
        CoreflectError: what was written before cannot be read.
    """
    bank, item = question.key if question else ("", "")
    notes = services.workspace.room_notes(reflection.id)
    before = [note for note in notes if (note.bank, note.item, note.sharing) == (bank, item, "room")]
    terminal.pause()
    terminal.say(f"{meeting_sentences.WHAT_WAS_SAID} {meeting_sentences.WHAT_WAS_SAID_HELP}")
    if before:
        terminal.say(meeting_sentences.KEPT_BEFORE, *(line for note in before for line in note.text.splitlines()))
    terminal.say("End each line with Enter; an empty line ends it.")
    note = Note(services.ids.record(), "", (), reflection.id, bank, item, "", "facilitator", "")
    lines: list[str] = []
    while typed := terminal.ask("What was said:", quick=True):
        if typed == ".":
            rest(terminal)
            terminal.say("What was said goes on here.")
            continue
        after = _kept(services, terminal, replace(note, text="\n".join([*lines, *typed.splitlines()])))
        if after is None:
            terminal.say("That line is not kept.")
            continue
        note, lines = after, [*lines, *typed.splitlines()]
    if not lines:
        return False
    readers = numbered(meeting_sentences.room_note_readers(reflection))
    sharing = choose(terminal, NOTE_READERS_QUESTION, options=readers, taken_by_enter="1")
    if sharing == "room":
        _kept(services, terminal, replace(note, sharing="room"))
    terminal.say("What was said is kept.")
    return True


def _kept(services: Services, terminal: Terminal, note: Note) -> Note | None:
    """The note as it is kept, in place of its revision before; None where it could not be."""
    replaces = (*note.replaces, note.revision) if note.revision else ()
    revised = replace(note, revision=services.ids.record(), replaces=replaces)

    def keep() -> Note:
        services.workspace.keep_room_note(revised)
        return revised

    return until_saved(terminal, keep)
