"""Counts of answers, in one pass over the table: no answer is ever a Python value of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from coreflect.analysis.asked import AskedItem
from coreflect.core.answers import LEFT_BLANK, NON_ANSWERS, PERSPECTIVES
from coreflect.core.bank_schema import MOST_LEVELS

SLOTS = MOST_LEVELS + len(NON_ANSWERS)
"""What an answer is counted under: the levels of its scale, the first level first, then the four non-answers."""
NON_ANSWER_SLOTS = {each.code: MOST_LEVELS + place for place, each in enumerate(NON_ANSWERS)}

NOWHERE = -1

Counts = NDArray[np.int64]
Codes = NDArray[np.int64]


class Sheet(NamedTuple):
    """What is counted of one round: its items, by number, and its people: response -> (revision, perspective)."""

    items: tuple[int, ...]
    people: Mapping[str, tuple[str, str]]


def count(answers: pd.DataFrame, asked: Sequence[AskedItem], sheets: Sequence[Sheet]) -> Counts:
    """Count answers.

    Takes a merge's table of answers (one row an answer; category columns), the items that the sheets' numbers stand
    for, and the sheets. Returns people, in three dimensions: each item of each sheet, one after another; each
    perspective; each slot. An answer to an item that its round does not ask is not counted. One that is neither a level
    of the item's scale nor a known non-answer counts as left blank, so that a picture always holds the same people.
    """
    first = np.cumsum([0, *(len(sheet.items) for sheet in sheets)])
    shape = (int(first[-1]), len(PERSPECTIVES), SLOTS)
    people = _people(sheets, _categories(answers, "response"), _categories(answers, "revision"))
    person = people.of_response[_codes(answers, "response")]
    rows = np.flatnonzero((person != NOWHERE) & (people.revision[person] == _codes(answers, "revision")))
    if not len(rows) or not shape[0]:
        return np.zeros(shape, dtype=np.int64)
    sheet = people.sheet[person[rows]]
    place = _places(answers, rows, sheet, asked, sheets)
    known = place != NOWHERE
    rows, sheet, place = rows[known], sheet[known], place[known]
    item = first[sheet] + place
    slot = _slots(answers, rows, item, asked, sheets)
    bins = (item * shape[1] + people.perspective[person[rows]]) * SLOTS + slot
    return np.bincount(bins, minlength=int(np.prod(shape))).reshape(shape).astype(np.int64, copy=False)


class _People(NamedTuple):
    """Who stands behind each response's code (NOWHERE: not counted), and each person's sheet and codes."""

    of_response: Codes
    sheet: Codes
    perspective: Codes
    revision: Codes


def _people(sheets: Sequence[Sheet], responses: Sequence[str], revisions: Sequence[str]) -> _People:
    perspectives = {each.code: place for place, each in enumerate(PERSPECTIVES)}
    codes = {revision: code for code, revision in enumerate(revisions)}
    counted = [
        (response, number, perspectives[perspective], codes.get(revision, NOWHERE))
        for number, sheet in enumerate(sheets)
        for response, (revision, perspective) in sheet.people.items()
    ]
    person = {response: number for number, (response, *_) in enumerate(counted)}
    # The last place of each answers for a missing value, and for nobody.
    return _People(
        np.array([*(person.get(response, NOWHERE) for response in responses), NOWHERE], dtype=np.int64),
        np.array([*(sheet for _, sheet, _, _ in counted), NOWHERE], dtype=np.int64),
        np.array([*(perspective for _, _, perspective, _ in counted), NOWHERE], dtype=np.int64),
        np.array([*(revision for *_, revision in counted), NOWHERE], dtype=np.int64),
    )


def _places(
    answers: pd.DataFrame, rows: Codes, sheet: Codes, asked: Sequence[AskedItem], sheets: Sequence[Sheet]
) -> Codes:
    """For each row, the place of its item on its sheet; NOWHERE where the sheet does not ask it."""
    columns = ("bank", "item", "item_edition")
    names = [[*_categories(answers, column), ""] for column in columns]
    banks, items, editions = (_codes(answers, column)[rows] for column in columns)
    combined = (banks * len(names[1]) + items) * len(names[2]) + editions
    key_of_row, combinations = pd.factorize(combined)
    bank_items, edition = np.divmod(combinations, len(names[2]))
    bank, item = np.divmod(bank_items, len(names[1]))
    keys = [(names[0][b], names[1][i], names[2][e]) for b, i, e in zip(bank, item, edition, strict=True)]
    forms: dict[tuple[int, ...], int] = {}
    form_of = np.array([forms.setdefault(one.items, len(forms)) for one in sheets], dtype=np.int64)
    place = np.full((len(forms), len(keys)), NOWHERE, dtype=np.int64)
    for numbers, form in forms.items():
        places = {asked[number].key: at for at, number in enumerate(numbers)}
        place[form] = [places.get(key, NOWHERE) for key in keys]
    found: Codes = place[form_of[sheet], key_of_row]
    return found


def _slots(
    answers: pd.DataFrame, rows: Codes, item: Codes, asked: Sequence[AskedItem], sheets: Sequence[Sheet]
) -> Codes:
    """For each row, the slot of its answer on its item's scale."""
    codes = _categories(answers, "answer")
    scales: dict[tuple[str, ...], int] = {}
    scale_of_asked = [scales.setdefault(one.level_ids, len(scales)) for one in asked]
    scale_of_item = np.array([scale_of_asked[number] for sheet in sheets for number in sheet.items], dtype=np.int64)
    slots = np.full((len(scales), len(codes) + 1), NON_ANSWER_SLOTS[LEFT_BLANK.code], dtype=np.int64)
    for levels, scale in scales.items():
        known = {level: place for place, level in enumerate(levels)} | NON_ANSWER_SLOTS
        for code, name in enumerate(codes):
            slots[scale, code] = known.get(name, NON_ANSWER_SLOTS[LEFT_BLANK.code])
    found: Codes = slots[scale_of_item[item], _codes(answers, "answer")[rows]]
    return found


def _codes(answers: pd.DataFrame, column: str) -> Codes:
    """The code of each row; a missing value has the code after the last category."""
    categories = answers[column].cat
    codes = categories.codes.to_numpy()
    return np.where(codes < 0, len(categories.categories), codes).astype(np.int64, copy=False)


def _categories(answers: pd.DataFrame, column: str) -> list[str]:
    return answers[column].cat.categories.tolist()
