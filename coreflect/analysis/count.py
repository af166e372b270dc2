"""Counts answers by item, perspective and level, in one pass over the table of a merge.

A programme has millions of answers, so they stay columns of numbers and none becomes a Python object of its own.
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
"""How many slots an answer can be counted in: one for each level, the first level first, then the non-answers."""
NON_ANSWER_SLOTS = {non_answer.code: MOST_LEVELS + place for place, non_answer in enumerate(NON_ANSWERS)}

NOWHERE = -1
_LARGEST_CELL = 1 << 31
"""How many combinations can be numbered in 32 bits."""

Counts = NDArray[np.int64]
Codes = NDArray[np.integer[Any]]


class CountedRound(NamedTuple):
    """The items of a round, by number, and the people who are counted: response -> (revision, perspective)."""

    items: tuple[int, ...]
    people: Mapping[str, tuple[str, str]]


def count(answers: pd.DataFrame, asked: Sequence[AskedItem], rounds: Sequence[CountedRound]) -> Counts:
    """Count answers.

    Takes a merge's table of answers (one row for each answer, category columns), the items by number, and the rounds.
    Returns numbers of people in an array of shape (items, perspectives, SLOTS); its first axis has the items of all
    rounds, one round after another. An answer to an item that its round does not ask is not counted. An answer that is
    neither a level of the item's scale nor a known non-answer counts as left blank, so that all pictures of a group
    hold the same people.
    """
    first = np.cumsum([0, *(len(counted_round.items) for counted_round in rounds)])
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
    form_of = np.array([forms.setdefault(counted_round.items, len(forms)) for counted_round in rounds], dtype=np.int64)
    places = _places(contents, asked, forms)
    place = places.ravel()[np.repeat(form_of[people.round] * len(contents), lengths) + content_of]
    known = place != NOWHERE
    bins = np.repeat((people.perspective * shape[0] + first[people.round]) * SLOTS, lengths) + place
    bins = bins if known.all() else bins[known]
    # The counts of one perspective are neighbours in memory, because they are used together.
    found = np.bincount(bins, minlength=prod(shape)).astype(np.int64, copy=False)
    return found.reshape(shape[1], shape[0], SLOTS).transpose(1, 0, 2)


class _People(NamedTuple):
    """The round of each run of neighbouring rows (NOWHERE where it is not counted), and its perspective's index."""

    round: Codes
    perspective: Codes


def _people(answers: pd.DataFrame, rounds: Sequence[CountedRound]) -> tuple[Codes, _People]:
    """Return the length of each run of rows of one response's revision, and the round and perspective of each run."""
    responses, revisions = (_codes(answers, column) for column in ("response", "revision"))
    new = np.ones(len(answers), dtype=np.bool_)
    new[1:] = (responses[1:] != responses[:-1]) | (revisions[1:] != revisions[:-1])
    starts = np.flatnonzero(new)
    lengths = np.diff(starts, append=len(answers))
    perspectives = {perspective.code: place for place, perspective in enumerate(PERSPECTIVES)}
    counted = {
        (response, revision): (number, perspectives[perspective])
        for number, counted_round in enumerate(rounds)
        for response, (revision, perspective) in counted_round.people.items()
    }
    names, marks = (_names(answers, column) for column in ("response", "revision"))
    whose = zip(responses[starts].tolist(), revisions[starts].tolist(), strict=True)
    nobody = (NOWHERE, NOWHERE)
    found = [counted.get((names[response], marks[revision]), nobody) for response, revision in whose]
    columns = np.array(found, dtype=np.int64).reshape(len(found), 2)
    return lengths, _People(columns[:, 0], columns[:, 1])


def _contents(answers: pd.DataFrame) -> tuple[Codes, list[tuple[str, ...]]]:
    """Return the number of each row's content, and each content by number, as (bank, item, edition, answer)."""
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
    """Return, for each form (a round's items) and content, the index at which the content is counted, or NOWHERE."""
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
    """Return the category code of each row; -1 for a missing value."""
    return answers[column].cat.codes.to_numpy()


def _names(answers: pd.DataFrame, column: str) -> list[str]:
    """Return the name of each category code, and at the end an empty name for a missing value."""
    return [*answers[column].cat.categories.tolist(), ""]


Numbers = NDArray[np.integer[Any]]

_LARGEST_CODE = 1 << 62


def distinct_rows(columns: Sequence[Numbers]) -> tuple[Numbers, Numbers]:
    """Number the distinct rows of some columns, so that each of them needs to be processed only once.

    Takes columns of whole numbers, all of the same length. Returns a number for each row, which is the same for equal
    rows; and for each number, from 0, the index of one row that has it.
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
