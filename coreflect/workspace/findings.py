"""What the doctor finds: a file, what it means, and what mending would do about it, in words and for the program."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from coreflect.workspace.layout import SET_ASIDE

Kind = Literal[
    "damaged",
    "newer",
    "stray",
    "stale-draft",
    "left-over",
    "two-versions",
    "unknown",
    "open-to-others",
    "questions",
    "not-opened",
]
Remedy = Literal["", "remove", "set-aside", "restore", "rewrite", "close", "take-out"]

SAID = {
    "remove": "It is removed.",
    "set-aside": f"It is moved to {SET_ASIDE}; nothing else is lost.",
    "restore": f"It is moved to {SET_ASIDE}, and the copy beside it takes its place.",
    "rewrite": f"A copy goes to {SET_ASIDE}, and it is written anew: the answers stay taken out.",
    "close": "It is closed to everyone but you.",
    "take-out": "It is written anew without them.",
}
"""What is said of each remedy."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something found: which file (as a path within the workspace), what it means, and what mending does about it.

    `mending` says it in a sentence, and `remedy` for the program; both are empty where nothing can be mended here, and
    `what` then says what a person can do.
    """

    kind: Kind
    file: str
    what: str
    mending: str = ""
    remedy: Remedy = ""
