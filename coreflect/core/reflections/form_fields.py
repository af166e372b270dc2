"""Names the fields of the form of a sheet, and tells what was entered on a page of it from what the page showed.

A page that was left open in one place would otherwise take back what was given in another.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from coreflect.core.answers import LEFT_BLANK
from coreflect.core.names import hashed_letters
from coreflect.core.reflections.responses import Draft, QuestionKey

MARK_LETTERS = 12
SHARINGS = ("room", "facilitator")
"""Who may read a note; whoever does not say lets the fewest people read it."""


class Given(NamedTuple):
    """What a person has given on one question; `answer` is empty where nothing was chosen, or it was left blank."""

    answer: str
    left_blank: bool
    note: str
    sharing: str

    @property
    def before(self) -> tuple[tuple[str, str], ...]:
        """List (field, value) of what a page shows, by which `entered` knows what was changed on it."""
        return (("answer", self.answer), ("note", _mark(_held(self.note))), ("sharing", self.sharing))


def given_on(draft: Draft, key: QuestionKey) -> Given:
    """Return what a draft gives on the question with this key."""
    chosen, note = draft.choice(key), draft.note(key)
    is_blank = chosen == LEFT_BLANK.code
    sharing = note.sharing if note else SHARINGS[-1]
    return Given("" if chosen is None or is_blank else chosen, is_blank, note.text if note else "", sharing)


def entered(fields: Mapping[str, str]) -> dict[str, str]:
    """Keep those of a page's fields that were changed on it, without what the page showed; a note keeps its readers."""
    sent = {name: _held(value) for name, value in fields.items()}
    changed = {
        name: value
        for name, value in sent.items()
        if not name.startswith("was-") and sent.get(f"was-{name}") not in _as_shown(name, value)
    }
    notes = [name.removeprefix("note-") for name in changed if name.startswith("note-")]
    return changed | {name: sent[name] for number in notes if (name := f"sharing-{number}") in sent}


def _as_shown(name: str, value: str) -> tuple[str, ...]:
    """List what a page may hold of a value that it showed: the value itself, and of a note its mark."""
    return (value, _mark(value)) if name.startswith("note-") else (value,)


def _held(text: str) -> str:
    """Write a text as a field of a page holds it: its lines end alike, and nothing stands around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\N{REPLACEMENT CHARACTER}").strip()


def _mark(note: str) -> str:
    return hashed_letters(note, MARK_LETTERS) if note else ""
