"""Counts how people who took a pairing code changed their answers between two rounds; nobody is shown alone.

An item is paired only where its pictures in the two rounds can be compared: the same edition, levels and words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from coreflect.analysis.asked import AskedItem
from coreflect.analysis.protect_pairs import CodedRound, Pairing, pairings
from coreflect.core.results import Paired

Levels = NDArray[np.int64]
Codes = NDArray[np.int64]

_NOBODY = -1


class CodedOutline(NamedTuple):
    """A round with the codes that its people took: its id, team, items by number, and what protection depends on.

    `revisions` maps the id of each counted response to its revision.
    """

    round: str
    team: str
    items: tuple[int, ...]
    coded: CodedRound
    revisions: Mapping[str, str]


class Pairs(NamedTuple):
    """The pairing of each item of each round, one round after another, and the people in each round's pairings."""

    paired: list[Paired | None]
    people: list[tuple[tuple[str, ...], ...]]


class _ItemToPair(NamedTuple):
    """An item to be paired: its index among all items of all rounds, in its own round, and in the previous round."""

    at: int
    place: int
    place_before: int


def pairs(
    answers: pd.DataFrame,
    asked: Sequence[AskedItem],
    outlines: Sequence[CodedOutline],
    since: Sequence[int | None],
) -> Pairs:
    """Pair every item that may be paired.

    Takes a merge's table of answers, the items by number, the rounds ordered by team and date, and for each item of
    each round the index of the round with which everyone's answers are compared; None where they are not.
    """
    paired: list[Paired | None] = [None] * len(since)
    wanted = _wanted(asked, outlines, since)
    found = _found(outlines, wanted)
    people: list[list[tuple[str, ...]]] = [[] for _ in outlines]
    chosen = _ChosenLevels(answers, asked, outlines, sorted({number for both in found for number in both}))
    for (before, now), pairing in found.items():
        items = wanted[before, now]
        columns = np.array([item.place_before for item in items]), np.array([item.place for item in items])
        then_chose = chosen.levels(before, [response for response, _ in pairing])[:, columns[0]]
        now_chose = chosen.levels(now, [response for _, response in pairing])[:, columns[1]]
        both = (then_chose > 0) & (now_chose > 0)
        sums = [(both & changed).sum(axis=0).tolist() for changed in _changes(then_chose, now_chose)]
        left = [len(outlines[number].revisions) - len(pairing) for number in (before, now)]
        for item, *changed in zip(items, *sums, strict=True):
            paired[item.at] = Paired(outlines[before].round, len(pairing), *changed, *left)
        people[before].append(tuple(sorted(response for response, _ in pairing)))
        people[now].append(tuple(sorted(response for _, response in pairing)))
    return Pairs(paired, [tuple(responses) for responses in people])


def _changes(then: Levels, now: Levels) -> tuple[NDArray[np.bool_], ...]:
    return now > then, now == then, now < then


def _wanted(
    asked: Sequence[AskedItem], outlines: Sequence[CodedOutline], since: Sequence[int | None]
) -> dict[tuple[int, int], list[_ItemToPair]]:
    """Map each two rounds, by index, to the items whose pictures can be compared between them."""
    places: dict[int, dict[tuple[str, str], int]] = {}
    wanted: defaultdict[tuple[int, int], list[_ItemToPair]] = defaultdict(list)
    start = 0
    for now, outline in enumerate(outlines):
        if outline.coded.took_codes:
            for place, number in enumerate(outline.items):
                before = since[start + place]
                if before is None or not outlines[before].coded.took_codes:
                    continue
                if before not in places:
                    places[before] = {
                        (asked[item_number].bank, asked[item_number].item): at
                        for at, item_number in enumerate(outlines[before].items)
                    }
                place_before = places[before][asked[number].bank, asked[number].item]
                wanted[before, now].append(_ItemToPair(start + place, place, place_before))
        start += len(outline.items)
    return wanted


def _found(
    outlines: Sequence[CodedOutline], wanted: Mapping[tuple[int, int], list[_ItemToPair]]
) -> dict[tuple[int, int], Pairing]:
    """Find the pairings that may be shown, by the indexes of both rounds."""
    chains: defaultdict[str, list[int]] = defaultdict(list)
    place: list[int] = []
    for number, outline in enumerate(outlines):
        place.append(len(chains[outline.team]))
        chains[outline.team].append(number)
    of_team: defaultdict[str, set[tuple[int, int]]] = defaultdict(set)
    for before, now in wanted:
        of_team[outlines[now].team].add((place[before], place[now]))
    found: dict[tuple[int, int], Pairing] = {}
    for team, both in of_team.items():
        chain = chains[team]
        allowed = pairings([outlines[number].coded for number in chain], both)
        found |= {(chain[before], chain[now]): pairing for (before, now), pairing in allowed.items()}
    return found


class _ChosenLevels:
    """Looks up the level, numbered from 1, that each person of some rounds chose on each item; 0 where none."""

    def __init__(
        self, answers: pd.DataFrame, asked: Sequence[AskedItem], outlines: Sequence[CodedOutline], needed: Sequence[int]
    ) -> None:
        self._outlines = outlines
        self._row: dict[str, int] = {}
        first: list[int] = []
        round_of: list[int] = []
        size = 0
        for number in needed:
            for response in outlines[number].revisions:
                self._row[response] = size
                first.append(size)
                round_of.append(number)
                size += len(outlines[number].items)
        self._levels: Levels = np.zeros(size, dtype=np.int64)
        if first:
            self._fill(answers, asked, np.array(first, dtype=np.int64), np.array(round_of, dtype=np.int64))

    def levels(self, number: int, people: Sequence[str]) -> Levels:
        """Return the levels with a row for each of these people of a round, and a column for each item."""
        rows = np.array([self._row[response] for response in people], dtype=np.int64)
        found: Levels = self._levels[rows[:, np.newaxis] + np.arange(len(self._outlines[number].items))]
        return found

    def _fill(self, answers: pd.DataFrame, asked: Sequence[AskedItem], first: Codes, round_of: Codes) -> None:
        person_of = {response: number for number, response in enumerate(self._row)}
        revision_of = {
            response: revision
            for number in set(round_of.tolist())
            for response, revision in self._outlines[number].revisions.items()
        }
        responses, revisions = _categories(answers, "response"), _categories(answers, "revision")
        code_of = {revision: code for code, revision in enumerate(revisions)}
        person = np.array([*(person_of.get(name, _NOBODY) for name in responses), _NOBODY], dtype=np.int64)
        revision = np.array([*(code_of.get(revision_of.get(name, ""), _NOBODY) for name in responses), _NOBODY])
        response = _codes(answers, "response")
        rows = np.flatnonzero((person[response] != _NOBODY) & (revision[response] == _codes(answers, "revision")))
        who = person[response[rows]]
        place, number = self._places(answers, rows, round_of[who], asked)
        known = place != _NOBODY
        rows, who, place, number = rows[known], who[known], place[known], number[known]
        self._levels[first[who] + place] = _levels_chosen(answers, rows, number, asked)

    def _places(
        self, answers: pd.DataFrame, rows: Codes, round_of_row: Codes, asked: Sequence[AskedItem]
    ) -> tuple[Codes, Codes]:
        """Return, for each row, the index of its item in its round and the item's number; -1 where it is not asked."""
        columns = ("bank", "item", "item_edition")
        names = [[*_categories(answers, column), ""] for column in columns]
        banks, items, editions = (_codes(answers, column)[rows] for column in columns)
        key_of_row, combined = pd.factorize((banks * len(names[1]) + items) * len(names[2]) + editions)
        bank_items, edition = np.divmod(combined, len(names[2]))
        bank, item = np.divmod(bank_items, len(names[1]))
        keys = [(names[0][b], names[1][i], names[2][e]) for b, i, e in zip(bank, item, edition, strict=True)]
        forms: dict[tuple[int, ...], int] = {}
        form_of = np.array([forms.setdefault(outline.items, len(forms)) for outline in self._outlines], dtype=np.int64)
        place = np.full((len(forms), len(keys) + 1), _NOBODY, dtype=np.int64)
        number = np.zeros_like(place)
        for numbers, form in forms.items():
            at = {asked[item_number].key: place_on for place_on, item_number in enumerate(numbers)}
            for key, named in enumerate(keys):
                if named in at:
                    place[form, key], number[form, key] = at[named], numbers[at[named]]
        return place[form_of[round_of_row], key_of_row], number[form_of[round_of_row], key_of_row]


def _levels_chosen(answers: pd.DataFrame, rows: Codes, number: Codes, asked: Sequence[AskedItem]) -> Levels:
    codes = {name: code for code, name in enumerate(_categories(answers, "answer"))}
    scales: dict[tuple[str, ...], int] = {}
    scale_of = np.array([scales.setdefault(item.level_ids, len(scales)) for item in asked], dtype=np.int64)
    level = np.zeros((len(scales), len(codes) + 1), dtype=np.int64)
    for ids, scale in scales.items():
        for place, name in enumerate(ids, start=1):
            if name in codes:
                level[scale, codes[name]] = place
    found: Levels = level[scale_of[number], _codes(answers, "answer")[rows]]
    return found


def _codes(answers: pd.DataFrame, column: str) -> Codes:
    """Return the category code of each row; a missing value has the code after the last category."""
    categories = answers[column].cat
    codes = categories.codes.to_numpy()
    return np.where(codes < 0, len(categories.categories), codes).astype(np.int64, copy=False)


def _categories(answers: pd.DataFrame, column: str) -> list[str]:
    return answers[column].cat.categories.tolist()
