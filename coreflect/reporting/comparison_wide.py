"""The comparison for people: one row for an item and group of a team, the team's rounds across by date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from coreflect.core.answers import EVERYONE, GROUP_NAMES
from coreflect.core.results import GROUPS, Picture, Published, PublishedItem, PublishedRound
from coreflect.reporting.comparison_csv import Cell, answered, csv_bytes
from coreflect.reporting.pairs_text import item_pairs_said
from coreflect.reporting.text import KEPT_BACK, in_one_line, moved_in_words

START = ("Team", "Questions", "Part", "Question", "Group")
EACH_ROUND = (
    *("date", "about", "period", "people answered", "people counted", "answers", "moved since the time before"),
    "people who took a code",
)

Key = tuple[str, str, str]
"""(bank, item, group)"""


class Seen(NamedTuple):
    """One picture with the item that it is of."""

    item: PublishedItem
    picture: Picture


def comparison_wide_csv(published: Published, *, excel: bool = False) -> bytes:
    """comparison-wide.csv: a block of columns for each round; blocks that a team does not have stay empty.

    A group has a row where at least one of the team's rounds shows it. Words are those of the latest round.
    """
    teams = [list(rounds) for _, rounds in groupby(published.rounds, key=lambda one: one.team)]
    most = max(map(len, teams), default=0)
    header = [*START, *(f"{number}: {name}" for number in range(1, most + 1) for name in EACH_ROUND)]
    rows = (row for rounds in teams for row in _team_rows(rounds, len(header)))
    return csv_bytes(header, rows, excel=excel)


def _team_rows(rounds: Sequence[PublishedRound], width: int) -> list[list[Cell]]:
    seen = [_by_key(one) for one in rounds]
    name = rounds[-1].team_name
    dates = {one.round: one.date for one in rounds}
    rows: list[list[Cell]] = []
    for key in _keys(seen):
        bank, _, group = key
        latest = next(pictures[key].item for pictures in reversed(seen) if key in pictures)
        row: list[Cell] = [name, bank, latest.section, latest.text, GROUP_NAMES[group]]
        for one, pictures in zip(rounds, seen, strict=True):
            row += _cells(one, pictures.get(key), dates)
        rows.append(row)
    if not rows:
        rows = [
            [name, "", "", "", GROUP_NAMES[EVERYONE], *(cell for one in rounds for cell in _cells(one, None, dates))]
        ]
    return [row + [""] * (width - len(row)) for row in rows]


def _keys(seen: Sequence[Mapping[Key, Seen]]) -> list[Key]:
    """Every key that some round shows, by the latest round's items and then older ones, groups in their order."""
    every = dict.fromkeys(key for pictures in reversed(seen) for key in pictures)
    items = {item: place for place, item in enumerate(dict.fromkeys(key[:2] for key in every))}
    return sorted(
        (key for key in every if any(_is_shown(pictures.get(key)) for pictures in seen)),
        key=lambda key: (items[key[:2]], GROUPS.index(key[2])),
    )


def _by_key(one: PublishedRound) -> Mapping[Key, Seen]:
    return {
        (item.bank, item.item, picture.group): Seen(item, picture) for item in one.items for picture in item.pictures
    }


def _is_shown(seen: Seen | None) -> bool:
    return seen is not None and seen.picture.spread is not None


def _cells(one: PublishedRound, seen: Seen | None, dates: Mapping[str, str]) -> list[Cell]:
    facts: list[Cell] = [one.date, one.about, one.period, answered(one)]
    if seen is None:
        return [*facts, None, "" if one.items else KEPT_BACK.get(one.withheld, ""), "", ""]
    spread = seen.picture.spread
    if spread is None:
        return [*facts, None, KEPT_BACK["all" if seen.picture.group == EVERYONE else "groups"], "", ""]
    of_pairs = " ".join(item_pairs_said(seen.item, dates)) if seen.picture.group == EVERYONE else ""
    return [*facts, spread.counted, in_one_line(seen.item.levels, spread), moved_in_words(seen.picture), of_pairs]
