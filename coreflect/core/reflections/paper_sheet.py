"""Keying in a paper sheet: a row is read as it was ticked, or not at all, and a sheet is a response like any other.

One row an item, digits and letters only. What was ticked twice, or cannot be read, is left to a person to decide: no
rule here guesses.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Literal, NamedTuple, TypeVar

from coreflect.core.answers import LEFT_BLANK, NON_ANSWERS, PERSPECTIVES
from coreflect.core.banks.bank import STANDARD, Scale
from coreflect.core.errors import Misuse
from coreflect.core.model import Reflection, Sharing
from coreflect.core.names import shown
from coreflect.core.ports import Ids
from coreflect.core.reflections.responses import Draft, DraftNote, Finished, ItemKey, Question, finish
from coreflect.core.texts import paper as texts
from coreflect.core.texts.answering import HELPER_ANSWERS

Value = TypeVar("Value", bound=str)

BLANK_KEYS = ("", "-", LEFT_BLANK.key)
"""What is typed where a person ticked nothing."""

_CODE_OF = {each.key: each.code for each in NON_ANSWERS}
_KEY_OF = {each.code: each.key for each in NON_ANSWERS}
_HELPED = {"": "", "1": "", "2": "chosen", "3": "paid"}


class SheetNote(NamedTuple):
    """What stands on a sheet's line for notes, and who may read it."""

    key: ItemKey
    text: str
    sharing: Sharing


class Difference(NamedTuple):
    """Where two keyings of one sheet differ: the place of the row, from 0, and both; "" where a row is not there."""

    at: int
    first: str
    second: str


def read_row(text: str, scale: Scale) -> str:
    """The answer that a typed row stands for: a level's id, or the code of a non-answer.

    Raises:
        Misuse: it stands for none; the hint says what can be typed.
    """
    typed = text.strip().lower()
    if typed in BLANK_KEYS:
        return LEFT_BLANK.code
    if typed in _CODE_OF:
        return _CODE_OF[typed]
    levels = {str(number): level for number, level in enumerate(scale.level_ids, start=1)}
    if typed in levels:
        return levels[typed]
    raise Misuse(f'"{shown(text.strip())[:20]}" is no answer to this question.', what_can_be_typed(scale))


def read_perspective(text: str) -> str:
    """The perspective that was ticked, by its number; "not said" where none was.

    Raises:
        Misuse: there is no such number.
    """
    typed = text.strip()
    numbers = {str(number): each.code for number, each in enumerate(PERSPECTIVES, start=1)}
    if typed in BLANK_KEYS:
        return PERSPECTIVES[-1].code
    return _one_of(typed, numbers)


def read_helped(text: str) -> str:
    """Who helped, by the number that was ticked: `chosen`, `paid`, or empty for nobody.

    Raises:
        Misuse: there is no such number.
    """
    typed = text.strip()
    return _one_of("" if typed in BLANK_KEYS else typed, _HELPED)


def key_of(choice: str, scale: Scale) -> str:
    """What is typed for an answer: a digit, or a letter."""
    levels = scale.level_ids
    return str(levels.index(choice) + 1) if choice in levels else _KEY_OF[choice]


def read_back(question: Question, choice: str, wording: str) -> str:
    """An answer as it is read back: its key, and its words."""
    named = {level.id: level.label.say(wording) for level in question.scale.levels}
    named |= {each.code: each.say(wording) for each in NON_ANSWERS if each.code not in named}
    return f"{key_of(choice, question.scale)}  {shown(named[choice])}"


def what_can_be_typed(scale: Scale) -> str:
    """The sentence on what stands for an answer."""
    others = ", ".join(f"{each.key} for {each.label}" for each in NON_ANSWERS)
    return f"Type 1 to {len(scale.levels)}, or {others}."


def differences(first: Sequence[str], second: Sequence[str]) -> tuple[Difference, ...]:
    """Where two keyings of one sheet differ, in order; nothing where they agree."""
    pairs = enumerate(zip_longest(first, second, fillvalue=""))
    return tuple(Difference(at, one, other) for at, (one, other) in pairs if one != other)


def sheet_place(number: int, sheets: int | None) -> str:
    """Which sheet this is: "Sheet 7 of 10", or "Sheet 7" where nobody counted them or there are more."""
    return f"Sheet {number} of {sheets}" if sheets is not None and number <= sheets else f"Sheet {number}"


def sheet(
    reflection: Reflection,
    questions: Sequence[Question],
    perspective: str,
    wording: str,
    choices: Sequence[str],
    notes: Sequence[SheetNote],
    ids: Ids,
    *,
    code: str = "",
) -> Finished:
    """The finished response that a sheet is, without return words.

    Takes an answer for each of the round's questions, in order, and the code where one is written on it. To keep it,
    hand it to `Workspace.finish` with `amend(it)` as the draft, of which nothing was kept.

    Raises:
        Misuse: the answers are not one for each question, or one is no answer to its question.
    """
    if len(choices) != len(questions):
        raise Misuse("The sheet is not whole.", "Key in every row; type - where nothing was ticked.")
    for number, (choice, question) in enumerate(zip(choices, questions, strict=True), start=1):
        if choice not in question.scale.level_ids and choice not in _KEY_OF:
            raise Misuse(f"Row {number} holds no answer to its question.", what_can_be_typed(question.scale))
    draft = Draft(
        response=ids.record(),
        round=reflection.id,
        perspective=perspective,
        wording=wording,
        code=code,
        choices=tuple((question.key, choice) for question, choice in zip(questions, choices, strict=True)),
        notes=tuple(DraftNote(each.key, ids.record(), each.text, each.sharing) for each in notes if each.text.strip()),
        reached=max(len(questions) - 1, 0),
    )
    return finish(draft, questions, reflection, None, ids)


def _one_of(typed: str, values: Mapping[str, Value]) -> Value:
    if typed not in values:
        numbers = [key for key in values if key]
        raise Misuse(
            f'"{shown(typed)[:20]}" is none of these.',
            f"Type {numbers[0]} to {numbers[-1]}, or - where none was ticked.",
        )
    return values[typed]


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

    def finished(self, reflection: Reflection, questions: Sequence[Question], ids: Ids) -> Finished:
        """The response that a whole sheet is."""
        answers = [row.value(key) for row, key in zip(self.rows, self.keys, strict=True) if row.kind == "answer"]
        wording = self.of_kind("wording", STANDARD)
        perspective = self.of_kind("perspective")
        return sheet(reflection, questions, perspective, wording, answers, self.notes, ids, code=self.code)


def empty_sheet(questions: Sequence[Question], wordings: Sequence[tuple[str, str]]) -> KeyedSheet:
    """A sheet with nothing keyed: who, in which words (where there are several), whether somebody helped, answers."""
    perspectives = [(str(number), each.code, each.sentence) for number, each in enumerate(PERSPECTIVES, 1)]
    not_said = (BLANK_KEY, PERSPECTIVES[-1].code, NOTHING_TICKED)
    rows = [SheetRow("perspective", texts.PERSPECTIVE_ROW, (*perspectives, not_said))]
    if len(wordings) > 1:
        words = tuple((str(number), wording, name) for number, (wording, name) in enumerate(wordings, 1))
        rows.append(SheetRow("wording", texts.WORDING_ROW, words))
    helped = [(str(number), code, words) for number, (code, words) in enumerate(HELPER_ANSWERS, 1)]
    rows.append(SheetRow("helped", texts.HELPED_ROW, (*helped, (BLANK_KEY, "", NOTHING_TICKED))))
    rows.extend(_answer_row(question) for question in questions)
    return KeyedSheet(tuple(rows), ("",) * len(rows))


def _answer_row(question: Question, wording: str = STANDARD) -> SheetRow:
    scale = question.scale
    levels = [(key_of(level.id, scale), level.id, level.label.say(wording)) for level in scale.levels]
    beside = [
        (each.key, each.code, NOTHING_TICKED if each is LEFT_BLANK else each.say(wording)) for each in NON_ANSWERS
    ]
    return SheetRow("answer", question.item.text.say(wording), (*levels, *beside), question)
