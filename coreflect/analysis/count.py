"""Counts answers by item, perspective and level, in one pass over a merge's table.

Answers stay columns of numbers; none becomes a Python value of its own, since a programme has millions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import prod
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from coreflect.analysis.asked import AskedItem
from coreflect.core.answers import LEFT_BLANK, NON_ANSWERS, PERSPECTIVES
from coreflect.core.banks.read import MOST_LEVELS

SLOTS = MOST_LEVELS + len(NON_ANSWERS)
"""What an answer is counted under: the levels of its scale, the first level first, then the four non-answers."""
NON_ANSWER_SLOTS = {each.code: MOST_LEVELS + place for place, each in enumerate(NON_ANSWERS)}

NOWHERE = -1
_LARGEST_CELL = 1 << 31
"""As many combinations as 32 bits can number."""

Counts = NDArray[np.int64]
Codes = NDArray[np.integer[Any]]


class CountedRound(NamedTuple):
    """The items of a round, by number, and the people who are counted: response -> (revision, perspective)."""

    items: tuple[int, ...]
    people: Mapping[str, tuple[str, str]]


def count(answers: pd.DataFrame, asked: Sequence[AskedItem], rounds: Sequence[CountedRound]) -> Counts:
    """Count answers.

    Takes a merge's table of answers (one row an answer; category columns), the items that the rounds' numbers stand
    for, and the rounds. Returns people, in three dimensions: each item of each round, one after another; each
    perspective; each slot. An answer to an item that its round does not ask is not counted. One that is neither a level
    of the item's scale nor a known non-answer counts as left blank, so that a picture always holds the same people.
    """
    first = np.cumsum([0, *(len(each.items) for each in rounds)])
    shape = (int(first[-1]), len(PERSPECTIVES), SLOTS)
    lengths, people = _people(answers, rounds)
    counted = people.round != NOWHERE
    if not shape[0] or not counted.any():
        return np.zeros(shape, dtype=np.int64)
    content_of, contents = _contents(answers)
    if not counted.all():
        content_of = content_of[np.repeat(counted, lengths)]
        lengths, people = lengths[counted], _People(*(column[counted] for column in people))
    forms: dict[tuple[int, ...], int] = {}
    form_of = np.array([forms.setdefault(each.items, len(forms)) for each in rounds], dtype=np.int64)
    places = _places(contents, asked, forms)
    place = places.ravel()[np.repeat(form_of[people.round] * len(contents), lengths) + content_of]
    known = place != NOWHERE
    bins = np.repeat((people.perspective * shape[0] + first[people.round]) * SLOTS, lengths) + place
    bins = bins if known.all() else bins[known]
    # Those of one perspective stand together in memory, since that is how they are looked at.
    found = np.bincount(bins, minlength=prod(shape)).astype(np.int64, copy=False)
    return found.reshape(shape[1], shape[0], SLOTS).transpose(1, 0, 2)


class _People(NamedTuple):
    """Whose some neighbouring rows are: the round (NOWHERE: not counted), and the place of the perspective."""

    round: Codes
    perspective: Codes


def _people(answers: pd.DataFrame, rounds: Sequence[CountedRound]) -> tuple[Codes, _People]:
    """How many neighbouring rows belong to one revision of a response, each time; and whose they are."""
    responses, revisions = (_codes(answers, column) for column in ("response", "revision"))
    new = np.ones(len(answers), dtype=np.bool_)
    new[1:] = (responses[1:] != responses[:-1]) | (revisions[1:] != revisions[:-1])
    starts = np.flatnonzero(new)
    lengths = np.diff(starts, append=len(answers))
    perspectives = {each.code: place for place, each in enumerate(PERSPECTIVES)}
    counted = {
        (response, revision): (number, perspectives[perspective])
        for number, each in enumerate(rounds)
        for response, (revision, perspective) in each.people.items()
    }
    names, marks = (_names(answers, column) for column in ("response", "revision"))
    whose = zip(responses[starts].tolist(), revisions[starts].tolist(), strict=True)
    nobody = (NOWHERE, NOWHERE)
    found = [counted.get((names[response], marks[revision]), nobody) for response, revision in whose]
    columns = np.array(found, dtype=np.int64).reshape(len(found), 2)
    return lengths, _People(columns[:, 0], columns[:, 1])


def _contents(answers: pd.DataFrame) -> tuple[Codes, list[tuple[str, ...]]]:
    """For each row the number of its content; and each content, as (bank, item, edition, answer), by number."""
    columns = ("bank", "item", "item_edition", "answer")
    names = [_names(answers, column) for column in columns]
    sizes = [len(column) for column in names]
    kind = np.int32 if prod(sizes) <= _LARGEST_CELL else np.int64
    combined: Codes = np.zeros(len(answers), dtype=kind)
    for column, size in zip(columns, sizes, strict=True):
        codes: Codes = _codes(answers, column).astype(kind)
        codes[codes < 0] = size - 1  # a missing value, which has the last name
        combined = combined * size + codes
    content_of, found = pd.factorize(combined)
    places = zip(*(codes.tolist() for codes in np.unravel_index(found, sizes)), strict=True)
    return content_of, [tuple(column[place] for column, place in zip(names, at, strict=True)) for at in places]


def _places(contents: Sequence[tuple[str, ...]], asked: Sequence[AskedItem], forms: Iterable[tuple[int, ...]]) -> Codes:
    """For each form and content, where it is counted among a form's items."""
    blank = NON_ANSWER_SLOTS[LEFT_BLANK.code]
    rows = []
    for numbers in forms:
        places = {asked[number].key: at for at, number in enumerate(numbers)}
        slots = {
            asked[number].key: {level: slot for slot, level in enumerate(asked[number].level_ids)} | NON_ANSWER_SLOTS
            for number in numbers
        }
        rows.append(
            [
                places[key] * SLOTS + slots[key].get(answer, blank) if key in places else NOWHERE
                for *names, answer in contents
                for key in ((names[0], names[1], names[2]),)
            ]
        )
    return np.array(rows, dtype=np.int64)


def _codes(answers: pd.DataFrame, column: str) -> Codes:
    """The code of each row; a missing value has -1."""
    return answers[column].cat.codes.to_numpy()


def _names(answers: pd.DataFrame, column: str) -> list[str]:
    """The name of each code, and an empty one at the end for a missing value."""
    return [*answers[column].cat.categories.tolist(), ""]


Numbers = NDArray[np.integer[Any]]

_LARGEST_CODE = 1 << 62


def distinct_rows(columns: Sequence[Numbers]) -> tuple[Numbers, Numbers]:
    """Number the rows of some columns.

    Takes columns of whole numbers, all of one length. Returns a number for each row, which two rows share where all
    their columns agree; and, for each of these numbers from 0 on, one row that has it.
    """
    combined: Numbers = np.zeros(len(columns[0]), dtype=np.int64)
    size = 1
    for column in columns:
        least = int(column.min(initial=0))
        width = int(column.max(initial=0)) - least + 1
        if size * width > _LARGEST_CODE:
            combined, found = pd.factorize(combined)
            size = len(found)
        combined = combined * width + (column - least)
        size *= width
    number, found = pd.factorize(combined)
    row = np.zeros(len(found), dtype=np.int64)
    row[number] = np.arange(len(number))
    return number, row
