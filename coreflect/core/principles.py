"""Pools the answers to the questions of one principle of co-production, or of one section, for At a glance.

A pool adds up published counts, and only where each of its questions may be shown; it is never a score.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from coreflect.core.answers import EVERYONE
from coreflect.core.banks.read import PRINCIPLE_TAGS
from coreflect.core.results import PublishedItem, PublishedRound, Spread, added


class PooledAnswers(NamedTuple):
    """The answers of one group to some questions with the same levels, added up.

    `name` is the tag of a principle, or the title of a section. `people` is how many were asked, each of them every one
    of `items`. `spread` counts answers where that of one item counts people.
    """

    name: str
    items: tuple[PublishedItem, ...]
    people: int
    spread: Spread

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of the levels, which all of its items have."""
        return self.items[0].levels


def by_principle(results: PublishedRound, group: str = EVERYONE) -> tuple[PooledAnswers, ...]:
    """Pool a group's answers by principle, in the order in which the principles were first asked about.

    An item that is about two principles is in both pools. Items with other levels make a pool of their own.
    """
    return _pooled(((tag, item) for item in results.items for tag in item.tags if tag in PRINCIPLE_TAGS), group)


def by_section(results: PublishedRound, group: str = EVERYONE) -> tuple[PooledAnswers, ...]:
    """Pool a group's answers by the section of their bank, in the order in which they were asked."""
    return _pooled(((item.section, item) for item in results.items), group, same_bank=True)


def _pooled(
    named: Iterable[tuple[str, PublishedItem]], group: str, *, same_bank: bool = False
) -> tuple[PooledAnswers, ...]:
    pools: dict[tuple[str, str, tuple[str, ...]], list[PublishedItem]] = {}
    for name, item in named:
        pools.setdefault((name, item.bank if same_bank else "", item.levels), []).append(item)
    # A pool from which a question is missing would differ from the whole by what may not be shown.
    found = []
    for (name, _, _), items in pools.items():
        spreads = [spread for item in items if (spread := item.spread_of(group)) is not None]
        if len(spreads) == len(items):
            people = max(spread.counted for spread in spreads)
            found.append(PooledAnswers(name, tuple(items), people, added(spreads)))
    return tuple(found)
