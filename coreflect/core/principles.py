"""Pools the answers to the questions of one principle of co-production, or of one section, for At a glance.

A pool adds up published counts, and only where each of its questions may be shown; it is never a score.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from coreflect.core.answers import EVERYONE
from coreflect.core.banks.read import PRINCIPLE_TAGS
from coreflect.core.results import PublishedItem, PublishedRound, Spread


class PooledAnswers(NamedTuple):
    """The answers of one group to some questions with the same levels, added up.

    `name` is the tag of a principle, or the title of a section. `people` is how many were asked, each of them every one
    of `items`. `labels` are those of the levels, and `levels` holds how many answers chose each; the last four fields
    count the answers that chose none.
    """

    name: str
    items: tuple[PublishedItem, ...]
    people: int
    labels: tuple[str, ...]
    levels: tuple[int, ...]
    not_sure: int
    not_applicable: int
    rather_not_say: int
    left_blank: int

    @property
    def answers(self) -> int:
        """How many answers chose a level."""
        return sum(self.levels)


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
    found = ((name, items, [_spread(item, group) for item in items]) for (name, _, _), items in pools.items())
    return tuple(
        _added(name, items, [spread for spread in spreads if spread is not None])
        for name, items, spreads in found
        if None not in spreads
    )


def _spread(item: PublishedItem, group: str) -> Spread | None:
    return next((picture.spread for picture in item.pictures if picture.group == group), None)


def _added(name: str, items: Iterable[PublishedItem], spreads: list[Spread]) -> PooledAnswers:
    items = tuple(items)
    return PooledAnswers(
        name=name,
        items=items,
        people=max(spread.counted for spread in spreads),
        labels=items[0].levels,
        levels=tuple(sum(people) for people in zip(*(spread.levels for spread in spreads), strict=True)),
        not_sure=sum(spread.not_sure for spread in spreads),
        not_applicable=sum(spread.not_applicable for spread in spreads),
        rather_not_say=sum(spread.rather_not_say for spread in spreads),
        left_blank=sum(spread.left_blank for spread in spreads),
    )
