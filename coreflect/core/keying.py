"""Keying in a paper sheet: a row is read as it was ticked, or not at all, and a sheet is a response like any other.

One row an item, digits and letters only. What was ticked twice, or cannot be read, is left to a person to decide: no
rule here guesses.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from coreflect.core.answers import LEFT_BLANK, NON_ANSWERS, PERSPECTIVES
from coreflect.core.bank import Scale
from coreflect.core.errors import Misuse
from coreflect.core.model import Round, Sharing
from coreflect.core.names import shown
from coreflect.core.responses import Draft, DraftNote, Finished, ItemKey, Question, finish

if TYPE_CHECKING:
    from coreflect.core.ports import Ids

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
    facts: Round,
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
        round=facts.id,
        perspective=perspective,
        wording=wording,
        code=code,
        choices=tuple((question.key, choice) for question, choice in zip(questions, choices, strict=True)),
        notes=tuple(DraftNote(each.key, ids.record(), each.text, each.sharing) for each in notes if each.text.strip()),
        reached=max(len(questions) - 1, 0),
    )
    return finish(draft, questions, facts, None, ids)


def _one_of(typed: str, values: Mapping[str, Value]) -> Value:
    if typed not in values:
        numbers = [key for key in values if key]
        raise Misuse(
            f'"{shown(typed)[:20]}" is none of these.',
            f"Type {numbers[0]} to {numbers[-1]}, or - where none was ticked.",
        )
    return values[typed]
