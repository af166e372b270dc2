"""Writes a note, and offers a code: what a person may add to their answers.

Each line of a note is saved as it is typed, for the fewest readers until its writer says otherwise. A new code is said
once, after it was saved.
"""

from __future__ import annotations

from functools import partial

from coreflect.core.codes import read_code
from coreflect.core.errors import Misuse
from coreflect.core.model import Reflection, Sharing
from coreflect.core.reflections.responses import Question
from coreflect.core.texts import answering as sentences
from coreflect.core.texts import controls
from coreflect.core.texts import meeting as texts
from coreflect.core.texts.controls import TYPE_CODE
from coreflect.core.texts.words import ended
from coreflect.plain.prompts import choose, numbered, press_enter, rest, until_saved
from coreflect.plain.terminal import Terminal
from coreflect.services.app import Services
from coreflect.services.room import new_room_note, notes_for_everyone, save_room_note
from coreflect.services.sitting import Sitting

TAKE_OFF = "-"


def write_note(terminal: Terminal, sitting: Sitting) -> None:
    """Write, replace or remove the note on this question. Each line is saved as it is typed."""
    terminal.pause()
    before = sitting.walkthrough.note
    if before is None:
        terminal.say(sentences.NOTE_START)
    else:
        terminal.say(sentences.NOTE_SAYS, *before.text.splitlines())
        terminal.say(sentences.note_again(TAKE_OFF))
    lines: list[str] = []
    while typed := terminal.ask(controls.TYPE_NOTE, quick=True):
        if typed == ".":
            rest(terminal)
            terminal.say(sentences.NOTE_GOES_ON)
            continue
        if typed == TAKE_OFF and before is not None and not lines:
            is_gone = _save(terminal, sitting, "", before.sharing)
            terminal.say(sentences.NOTE_TAKEN_OFF if is_gone else sentences.NOTE_STANDS)
            return
        if not _save(terminal, sitting, "\n".join([*lines, *typed.splitlines()]), "facilitator"):
            terminal.say(sentences.LINE_NOT_KEPT)
            continue
        lines += typed.splitlines()
    note = sitting.walkthrough.note
    if not lines or note is None:
        return
    readers = numbered(sentences.note_readers(sitting.reflection))
    sharing = choose(terminal, sentences.NOTE_READERS_QUESTION, options=readers, taken_by_enter="2")
    _save(terminal, sitting, note.text, "room" if sharing == "room" else "facilitator")
    terminal.say(sentences.NOTE_KEPT)


def _save(terminal: Terminal, sitting: Sitting, text: str, sharing: Sharing) -> bool:
    changed = sitting.with_note(text, sharing)
    return until_saved(terminal, lambda: sitting.save(changed)) is not None


def write_room_note(services: Services, terminal: Terminal, reflection: Reflection, question: Question | None) -> bool:
    """Write down what was said about a question, or about the meeting; returns whether something was saved.

    Each note is a record of its own: what was written before stays.

    Raises:
        CoreflectError: what was written before cannot be read.
    """
    before = notes_for_everyone(services, reflection, question)
    terminal.pause()
    terminal.say(f"{texts.WHAT_WAS_SAID} {texts.WHAT_WAS_SAID_HELP}")
    if before:
        terminal.say(texts.WRITTEN_BEFORE, *(line for note in before for line in note.text.splitlines()))
    terminal.say(sentences.LINES_END)
    note = new_room_note(services, reflection, question)
    lines: list[str] = []
    while typed := terminal.ask(texts.TYPE_WHAT_WAS_SAID, quick=True):
        if typed == ".":
            rest(terminal)
            terminal.say(sentences.WAS_SAID_GOES_ON)
            continue
        text = "\n".join([*lines, *typed.splitlines()])
        after = until_saved(terminal, partial(save_room_note, services, note, text, "facilitator"))
        if after is None:
            terminal.say(sentences.LINE_NOT_KEPT)
            continue
        note, lines = after, [*lines, *typed.splitlines()]
    if not lines:
        return False
    readers = numbered(texts.room_note_readers(reflection))
    sharing = choose(terminal, sentences.NOTE_READERS_QUESTION, options=readers, taken_by_enter="1")
    if sharing == "room":
        until_saved(terminal, lambda: save_room_note(services, note, note.text, "room"))
    terminal.say(sentences.WAS_SAID_KEPT)
    return True


def ask_for_code(terminal: Terminal, sitting: Sitting) -> None:
    """Ask whether this person wants a code, and save what they choose."""
    walk = sitting.walkthrough
    had = walk.draft.code
    answers = numbered(sentences.code_answers(had))
    offer = sentences.code_offer(walk.wording)
    chosen = choose(terminal, sentences.CODE_QUESTION, offer, options=answers, taken_by_enter="1")
    if chosen == sentences.NEW_CODE:
        _give(terminal, sitting)
    elif chosen == sentences.HAVE_ONE:
        code = type_code(terminal, sentences.TYPE_CODE)
        if code and _save_code(terminal, sitting, code):
            terminal.say(sentences.CODE_KEPT)
    elif chosen == sentences.NO_CODE and had and _save_code(terminal, sitting, ""):
        terminal.say(sentences.CODE_DROPPED)


def type_code(terminal: Terminal, question: str) -> str:
    """Ask for a code until it is valid; returns an empty text if Enter alone was pressed."""
    terminal.pause()
    terminal.say(ended(question), sentences.WHAT_A_CODE_IS, sentences.ENTER_GOES_BACK)
    while typed := terminal.ask(TYPE_CODE):
        if typed == ".":
            rest(terminal)
            continue
        try:
            return read_code(typed)
        except Misuse as error:
            terminal.say(str(error), sentences.ENTER_GOES_BACK)
    return ""


def _save_code(terminal: Terminal, sitting: Sitting, code: str) -> bool:
    return until_saved(terminal, lambda: sitting.save_code(code)) is not None


def _give(terminal: Terminal, sitting: Sitting) -> None:
    """Save a new code, and then say it; if it could not be saved, say nothing of it."""
    saved = until_saved(terminal, sitting.save_new_code)
    if saved is not None:
        code = saved.draft.code
        terminal.pause()
        terminal.say(sentences.new_code(code), sentences.code_aloud(code))
        terminal.say(*sentences.code_given(saved.wording))
        press_enter(terminal)
