"""Adds up the published results of all teams; it uses nothing else, so that the sums cannot reveal anybody's answers.

Each team is counted once for an item, with the latest picture of everyone that it shows. Results are added up only
where the item was asked with the same levels, in the same edition of the same bank, and in the same words or in words
that mean the same, as those of coreflect's own banks do. Shows of hands are not included.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from coreflect.core.banks.read import MOST_LEVELS
from coreflect.core.results import Published, PublishedItem, PublishedRound, Spread, added
from coreflect.reporting.comparison import ITEM_COLUMNS, PICTURE_COLUMNS, Cell, CsvColumn, csv_bytes
from coreflect.reporting.text import everyone

_COUNTS = (
    *("counted", *(f"level_{number}" for number in range(1, MOST_LEVELS + 1)), "levels"),
    *("not_sure", "not_applicable", "rather_not_say", "left_blank"),
)
COLUMNS = (
    *ITEM_COLUMNS,
    CsvColumn(
        "teams",
        "How many teams are added up here, each with its latest picture of everyone that may be shown.",
        "number",
    ),
    *(column for column in PICTURE_COLUMNS if column.name in _COUNTS),
)
"""Every column of comparison-all-teams.csv, in order. One row is one item, as it was asked last."""

Meaning = tuple[str, str, int, tuple[str, ...]]
"""The bank, the item, its edition, and the ids of its levels; or all its texts, where only these tell the meaning."""


class AllTeamsItem(NamedTuple):
    """An item with the number of teams that were asked it, and the sums of their counts; texts are as asked last."""

    bank: str
    section: str
    item: str
    edition: int
    text: str
    levels: tuple[str, ...]
    teams: int
    counted: int
    chose: tuple[int, ...]
    not_sure: int
    not_applicable: int
    rather_not_say: int
    left_blank: int


def all_teams(published: Published) -> tuple[AllTeamsItem, ...]:
    """Add up every item that some team shows, in the order in which the items first occur."""
    latest: dict[Meaning, dict[str, tuple[str, PublishedItem, Spread]]] = {}
    for team_round in published.rounds:
        for item in team_round.items:
            spread = everyone(item)
            if spread is not None:
                latest.setdefault(meaning(item, team_round), {})[team_round.team] = (team_round.date, item, spread)
    return tuple(_added(tuple(by_team.values())) for by_team in latest.values())


def all_teams_csv(published: Published, *, excel: bool = False) -> bytes:
    """Write comparison-all-teams.csv, with one row for each item."""
    return csv_bytes([column.name for column in COLUMNS], _rows(published), excel=excel)


def as_spread(item: AllTeamsItem) -> Spread:
    """Return the sums as a spread, to be shown in words or strips; pairs and medians are unknown, and 0."""
    return Spread(
        item.counted,
        item.chose,
        item.not_sure,
        item.not_applicable,
        item.rather_not_say,
        item.left_blank,
        *(0, 0, 0, 0),
    )


def meaning(item: PublishedItem, published: PublishedRound) -> Meaning:
    """Return what an item asked in a round means: items with the same meaning are counted together."""
    if item.read and item.read.shipped:
        return (item.bank, item.item, item.edition, item.read.level_ids)
    stem = next((bank.stem for bank in published.banks if bank.bank == item.bank), "")
    texts = (item.text, *item.levels, *item.meanings, stem)
    return (item.bank, item.item, item.edition, texts)


def _added(pictures: tuple[tuple[str, PublishedItem, Spread], ...]) -> AllTeamsItem:
    _, item, _ = max(pictures, key=lambda picture: picture[0])
    total = added([spread for _, _, spread in pictures])
    return AllTeamsItem(
        bank=item.bank,
        section=item.section,
        item=item.item,
        edition=item.edition,
        text=item.text,
        levels=item.levels,
        teams=len(pictures),
        counted=total.counted,
        chose=total.levels,
        not_sure=total.not_sure,
        not_applicable=total.not_applicable,
        rather_not_say=total.rather_not_say,
        left_blank=total.left_blank,
    )


def _rows(published: Published) -> Iterator[tuple[Cell, ...]]:
    for item in all_teams(published):
        yield (
            *(item.bank, item.section, item.item, item.text, item.edition, item.teams, item.counted),
            *item.chose,
            *(None,) * (MOST_LEVELS - len(item.chose)),
            " | ".join(item.levels),
            *(item.not_sure, item.not_applicable, item.rather_not_say, item.left_blank),
        )


def comparison_data(published: Published) -> dict[str, Any]:
    """Make the comparison's JSON: {"rounds": [...], "all_teams": [...]}.

    `rounds` are ordered by team, then date, without the ids of those who were counted: whoever has two of them would
    see which came or changed. `all_teams` holds the sums that `all_teams` returns, one for each item.
    """
    return {**_plain(published), "all_teams": _plain(all_teams(published))}


_IDS = frozenset({"counted_responses", "counted_revisions", "in_pairs"})


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        if hasattr(value, "_asdict"):
            return {name: _plain(part) for name, part in value._asdict().items() if name not in _IDS}
        return [_plain(part) for part in value]
    return value
