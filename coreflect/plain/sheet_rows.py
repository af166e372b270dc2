"""A paper sheet is rows, each read by one mark: a digit or a letter, or a hyphen where nothing is ticked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from coreflect.core import keying
from coreflect.core import meeting_sentences as sentences
from coreflect.core.answers import PERSPECTIVES
from coreflect.core.bank import STANDARD
from coreflect.core.errors import Misuse
from coreflect.core.responses import Question
from coreflect.core.sentences import HELPER_ANSWERS
from coreflect.plain import reading
from coreflect.plain.choices import ended, line, numbered

HERE_AS, WORDS, HELP = "p", "w", "o"
"""The keys by which the rows over the questions are chosen again; a question's row has its number."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a sheet.

    `key` is what is typed to change it, `name` what it is called, `said` what is read out before it; `read` makes a
    value of a mark or raises Misuse, and `spoken` says a value.
    """

    key: str
    name: str
    said: tuple[str, ...]
    read: Callable[[str], str]
    spoken: Callable[[str], str]


def sheet_rows(asked: Sequence[Question]) -> tuple[Row, ...]:
    """The rows of a sheet in their order on paper: who, in which words, with help or not, then every question."""
    wordings = _wordings(asked)
    head = [_perspective(), *([_wording(wordings)] if len(wordings) > 1 else []), _helped()]
    questions = []
    section = None
    for number, question in enumerate(asked, start=1):
        title = "" if question.section is section else ended(question.section.title.say())
        section = question.section
        questions.append(_question(number, question, title))
    return (*head, *questions)


def _perspective() -> Row:
    hats = [(each.code, each.sentence) for each in PERSPECTIVES]
    return _of_list(HERE_AS, sentences.SHEET_PERSPECTIVE, hats, keying.read_perspective)


def _helped() -> Row:
    return _of_list(HELP, sentences.SHEET_HELPED, HELPER_ANSWERS, keying.read_helped)


def _wording(wordings: Sequence[tuple[str, str]]) -> Row:
    ids = [wording for wording, _ in wordings]

    def read(mark: str) -> str:
        if mark in keying.BLANK_KEYS:
            return STANDARD
        if mark.isascii() and mark.isdecimal() and 1 <= int(mark) <= len(ids):
            return ids[int(mark) - 1]
        raise Misuse(f'"{mark}" is none of these.', f"Type 1 to {len(ids)}, or - where none was ticked.")

    return _of_list(WORDS, sentences.SHEET_WORDING, wordings, read)


def _of_list(key: str, name: str, values: Sequence[tuple[str, str]], read: Callable[[str], str]) -> Row:
    options = numbered(values)
    words = {option.value: line(option) for option in options}
    return Row(key, name, (f"{name}.", *map(line, options)), read, lambda value: words.get(value, value))


def _question(number: int, question: Question, title: str) -> Row:
    said = (*([title] if title else []), f"{number}. {ended(question.item.text.say())}")
    return Row(
        str(number),
        f"Row {number}",
        said,
        lambda mark: keying.read_row(mark, question.scale),
        lambda value: reading.spoken_answer(question, value, STANDARD),
    )


def _wordings(asked: Sequence[Question]) -> tuple[tuple[str, str], ...]:
    """(id, name) of each wording that every bank asked here offers."""
    first, *others = dict.fromkeys(question.bank for question in asked)
    return tuple(one for one in first.wordings if all(one[0] in dict(bank.wordings) for bank in others))
