"""Before a room goes: who was not here, how it was, when again; how it was is kept only where the group wants it."""

from __future__ import annotations

from coreflect.core import meeting_sentences as sentences
from coreflect.core.model import Note, Round
from coreflect.core.ports import Desk
from coreflect.core.rounds import mended
from coreflect.core.sentences import spoken_date
from coreflect.plain.asking import GO_BACK_OR_LEAVE, ask_words
from coreflect.plain.choices import Back, choose, ended, numbered, until_kept
from coreflect.plain.terminal import Terminal

GOES_ON = "Enter alone goes on."


def close_meeting(desk: Desk, terminal: Terminal, facts: Round) -> None:
    """Ask the three questions, and keep each answer as it is given.

    Raises:
        Left: the person leaves it; what was kept is kept.
        CoreflectError: the facts of the reflection cannot be read.
    """
    terminal.pause()
    terminal.say(f"{sentences.CLOSING_TITLE}. {GO_BACK_OR_LEAVE}")
    steps = (_who_was_not_here, _how_was_this, _next_date)
    at = 0
    while at < len(steps):
        try:
            steps[at](desk, terminal, desk.workspace.round(facts.id))
            at += 1
        except Back:
            at = max(0, at - 1)
    terminal.pause()
    terminal.say(sentences.GOODBYE)
    terminal.say(sentences.REPORT_HINT)


def _who_was_not_here(desk: Desk, terminal: Terminal, facts: Round) -> None:
    asked = (sentences.WHO_WAS_NOT_HERE, f"{sentences.NOT_HERE_HELP} {GOES_ON}")
    _fact(desk, terminal, facts, "missing", "Not here:", *asked)


def _next_date(desk: Desk, terminal: Terminal, facts: Round) -> None:
    asked = (sentences.NEXT_DATE_QUESTION, sentences.NEXT_DATE_HELP)
    date = _fact(desk, terminal, facts, "next_date", "The day:", *asked)
    if date:
        terminal.say(f"The next one is on {ended(spoken_date(date))}")


def _fact(desk: Desk, terminal: Terminal, facts: Round, name: str, ask: str, *said: str) -> str:
    """Ask for one fact of the reflection, and keep it where it is another than before; returns what stands."""
    before = str(getattr(facts, name))

    def made(words: str) -> Round:
        return mended(facts, {name: words}, desk.ids)

    words = ask_words(terminal, ask, *said, now=before, check=made)
    if words == before:
        return before

    def keep() -> Round:
        # Another terminal may have shown the answers meanwhile, so the facts are read anew.
        changed = mended(desk.workspace.round(facts.id), {name: words}, desk.ids)
        desk.workspace.keep_round(changed, ())
        return changed

    changed = until_kept(terminal, keep)
    terminal.say("It is kept." if changed else "That is not kept.")
    return str(getattr(changed, name)) if changed else before


def _how_was_this(desk: Desk, terminal: Terminal, facts: Round) -> None:
    asked = (sentences.HOW_WAS_THIS, f"{sentences.HOW_WAS_THIS_HELP} {GOES_ON}")
    words = ask_words(terminal, "A word each:", *asked)
    if not words or choose(terminal, options=numbered(sentences.KEEP_THE_WORDS), taken_by_enter="1") == "no":
        return
    text = f"{sentences.HOW_WAS_THIS} {words}"
    note = Note(desk.ids.record(), desk.ids.record(), (), facts.id, "", "", "", "room", text)

    def keep() -> bool:
        desk.workspace.keep_room_note(note)
        return True

    terminal.say("The words are kept." if until_kept(terminal, keep) else "The words are not kept.")
