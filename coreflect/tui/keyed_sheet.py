"""One paper sheet while it is keyed in: a row a question, each with the keys that it takes; nothing of it is kept.

Values only. A sheet is whole once every row has a key; keyed twice, it is settled once no two keyings differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from coreflect.core import meeting_sentences as sentences
from coreflect.core.answers import LEFT_BLANK, NON_ANSWERS, PERSPECTIVES
from coreflect.core.bank import STANDARD
from coreflect.core.keying import BLANK_KEYS, SheetNote, differences, key_of, sheet
from coreflect.core.model import Round
from coreflect.core.ports import Ids
from coreflect.core.responses import Finished, Question
from coreflect.core.sentences import HELPER_ANSWERS

Kind = Literal["perspective", "wording", "helped", "answer"]
NOTHING_TICKED = "Nothing ticked"
BLANK_KEY = LEFT_BLANK.key


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of a sheet: what it asks, and (key, value, words) of everything that can be ticked there."""

    kind: Kind
    title: str
    keys: tuple[tuple[str, str, str], ...]
    question: Question | None = None

    def takes(self, key: str) -> str:
        """The key as it is kept, where this row takes it; else empty."""
        key = BLANK_KEY if key.lower() in BLANK_KEYS else key.lower()
        return key if key in {each for each, _, _ in self.keys} else ""

    def value(self, key: str) -> str:
        """What a key of this row stands for."""
        return next(value for each, value, _ in self.keys if each == key)

    def words(self, key: str) -> str:
        """The words of what a key stands for; empty where nothing is keyed."""
        return next((words for each, _, words in self.keys if each == key), "")


@dataclass(frozen=True, slots=True)
class KeyedSheet:
    """The rows, the keys pressed so far, and the keys of a first keying where this is the second.

    Nothing is said of the first keying before the two are `compared`, since a second one is only worth keying blind.
    """

    rows: tuple[SheetRow, ...]
    keys: tuple[str, ...]
    first: tuple[str, ...] = ()
    notes: tuple[SheetNote, ...] = ()
    settled: frozenset[int] = frozenset()
    compared: bool = False
    code: str = ""

    @property
    def is_begun(self) -> bool:
        """Whether anything of it would be lost."""
        return any(self.keys) or bool(self.first or self.notes or self.code)

    @property
    def gap(self) -> int | None:
        """The first row without a key."""
        return next((at for at, key in enumerate(self.keys) if not key), None)

    @property
    def differing(self) -> tuple[int, ...]:
        """The rows in which the two keyings differ and nobody has looked at the sheet yet."""
        if not self.first or not self.compared:
            return ()
        return tuple(each.at for each in differences(self.first, self.keys) if each.at not in self.settled)

    def pressed(self, at: int, key: str, *, settles: bool = False) -> KeyedSheet:
        """The sheet with this key in this row; `settles` where the paper was looked at for it.

        A sheet says its questions in the words that are ticked on it.
        """
        keys = (*self.keys[:at], key, *self.keys[at + 1 :])
        pressed = replace(self, keys=keys, settled=self.settled | {at} if settles else self.settled)
        return pressed._worded() if self.rows[at].kind == "wording" else pressed

    def keyed_again(self) -> KeyedSheet:
        """The same sheet, to be keyed a second time without the first being seen."""
        return replace(self, keys=("",) * len(self.rows), first=self.keys)

    def noted(self, note: SheetNote) -> KeyedSheet:
        """The sheet with this note in place of the one on the same question."""
        others = tuple(each for each in self.notes if each.key != note.key)
        return replace(self, notes=(*others, note) if note.text.strip() else others)

    def note(self, at: int) -> SheetNote | None:
        """The note on the question of this row, if there is one."""
        question = self.rows[at].question
        return next((each for each in self.notes if question and each.key == question.key), None)

    def of_kind(self, kind: Kind, unless: str = "") -> str:
        """What is ticked in the row of this kind; `unless` where the sheet has none."""
        found = ((row, key) for row, key in zip(self.rows, self.keys, strict=True) if row.kind == kind and key)
        return next((row.value(key) for row, key in found), unless)

    def _worded(self) -> KeyedSheet:
        wording = self.of_kind("wording", STANDARD)
        return replace(
            self, rows=tuple(_answer_row(row.question, wording) if row.question else row for row in self.rows)
        )

    def finished(self, facts: Round, questions: Sequence[Question], ids: Ids) -> Finished:
        """The response that a whole sheet is."""
        answers = [row.value(key) for row, key in zip(self.rows, self.keys, strict=True) if row.kind == "answer"]
        wording = self.of_kind("wording", STANDARD)
        perspective = self.of_kind("perspective")
        return sheet(facts, questions, perspective, wording, answers, self.notes, ids, code=self.code)


def empty_sheet(questions: Sequence[Question], wordings: Sequence[tuple[str, str]]) -> KeyedSheet:
    """A sheet with nothing keyed: who, in which words (where there are several), whether somebody helped, answers."""
    perspectives = [(str(number), each.code, each.sentence) for number, each in enumerate(PERSPECTIVES, 1)]
    not_said = (BLANK_KEY, PERSPECTIVES[-1].code, NOTHING_TICKED)
    rows = [SheetRow("perspective", sentences.SHEET_PERSPECTIVE, (*perspectives, not_said))]
    if len(wordings) > 1:
        words = tuple((str(number), wording, name) for number, (wording, name) in enumerate(wordings, 1))
        rows.append(SheetRow("wording", sentences.SHEET_WORDING, words))
    helped = [(str(number), code, words) for number, (code, words) in enumerate(HELPER_ANSWERS, 1)]
    rows.append(SheetRow("helped", sentences.SHEET_HELPED, (*helped, (BLANK_KEY, "", NOTHING_TICKED))))
    rows.extend(_answer_row(question) for question in questions)
    return KeyedSheet(tuple(rows), ("",) * len(rows))


def _answer_row(question: Question, wording: str = STANDARD) -> SheetRow:
    scale = question.scale
    levels = [(key_of(level.id, scale), level.id, level.label.say(wording)) for level in scale.levels]
    beside = [
        (each.key, each.code, NOTHING_TICKED if each is LEFT_BLANK else each.say(wording)) for each in NON_ANSWERS
    ]
    return SheetRow("answer", question.item.text.say(wording), (*levels, *beside), question)
