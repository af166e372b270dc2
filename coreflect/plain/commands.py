"""One typed line at a question means one thing: an answer, a key of the plain face, or nothing that is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from coreflect.core.answers import OFFERED

Key = Literal["back", "blank", "note", "jump", "wording", "again", "help", "rest", "leave", "go on"]

_KEYS: dict[str, Key] = {
    "": "go on",
    "s": "blank",
    "b": "back",
    "c": "note",
    "g": "jump",
    "w": "wording",
    "a": "again",
    "h": "help",
    "?": "help",
    ".": "rest",
    "q": "leave",
}
_OFFERED = {each.key: each.code for each in OFFERED}


@dataclass(frozen=True, slots=True)
class Level:
    """The number of a level, counted from 1; it may be one that the scale does not have."""

    number: int


@dataclass(frozen=True, slots=True)
class NonAnswer:
    """The code of a non-answer that is offered."""

    code: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """A line that means nothing here."""

    typed: str


Command = Level | NonAnswer | Unknown | Key


def understood(typed: str) -> Command:
    """What a typed line means at a question; case, blanks around it and a stop after it do not matter."""
    text = typed.strip().casefold()
    text = text.removesuffix(".") or text
    if text in _KEYS:
        return _KEYS[text]
    if text in _OFFERED:
        return NonAnswer(_OFFERED[text])
    if text.isascii() and text.isdecimal() and len(text) <= 3:
        return Level(int(text))
    return Unknown(typed.strip())
