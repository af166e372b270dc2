"""Checks what a group asks of a board: each request, the day by which it wants an answer, and how it is to be answered.

It stands in the report on the group's reflection.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from coreflect.core.dates import read_date
from coreflect.core.errors import Misuse
from coreflect.core.reflections.rounds import LONGEST_TEXT

MOST_ASKED = 3
"""So many requests have a field in the app; a command takes any number."""


class Asking(NamedTuple):
    """What a group asks of a board, by which ISO date the board is to answer, and how."""

    asks: tuple[str, ...] = ()
    answer_by: str = ""
    answer_how: str = ""


NOTHING_ASKED = Asking()


def read_asking(asks: Sequence[str], answer_by: str, answer_how: str, today: str) -> Asking:
    """Read what a group asks of a board, as it was typed; requests that say nothing are left out.

    Raises:
        Misuse: there is nothing to answer, a text is too long, or the day cannot be read; `field` says where.
    """
    lines = [" ".join(ask.split()) for ask in asks]
    how = " ".join(answer_how.split())
    for field, text in (*((f"ask-{number}", line) for number, line in enumerate(lines, 1)), ("answer_how", how)):
        if len(text) > LONGEST_TEXT:
            raise Misuse("Please make this shorter.", f"It may have {LONGEST_TEXT} characters at most.", field)
    day = read_date(answer_by, today, "answer_by") if answer_by.strip() else ""
    every = tuple(line for line in lines if line)
    if not every and (day or how):
        raise Misuse("There is nothing to answer yet.", "Write what you ask first.", "ask-1")
    return Asking(every, day, how)
