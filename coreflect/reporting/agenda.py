"""Puts the items of a reflection in the order in which a room looks at them: answered differently, not sure, the rest.

Each item is in exactly one of `opening`, `sides`, `differently` and `rest`, so that none is lost; `cannot_tell` lists
some of them again. In a private reflection, an item that would single out one person is in none of the first three.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from coreflect.core.meeting.room import ItemKey
from coreflect.core.names import shown
from coreflect.core.results import PublishedItem, PublishedRound, Spread
from coreflect.core.texts.results import (
    CANNOT_TELL_HEADING,
    DIFFERENTLY_HEADING,
    REST_HEADING,
    SIDES_HEADING,
    agree_heading,
)
from coreflect.reporting.text import everyone


class Agenda(NamedTuple):
    """The items of a reflection in the order in which a room looks at them.

    `opening` is the item on which answers agree most, whatever the level; None where there is none. `sides` are those
    that the two sides answered differently, and `differently` others whose answers are far apart; both begin with the
    furthest apart. `cannot_tell` begins with the item on which most people are not sure; `rest` is in the order in
    which the items were asked.
    """

    opening: PublishedItem | None
    sides: tuple[PublishedItem, ...]
    differently: tuple[PublishedItem, ...]
    cannot_tell: tuple[PublishedItem, ...]
    rest: tuple[PublishedItem, ...]


class Part(NamedTuple):
    """A heading and the items under it."""

    heading: str
    items: tuple[PublishedItem, ...]


def agenda(results: PublishedRound) -> Agenda:
    """Put the items of a reflection in order; all parts are empty where it shows no items."""
    seen = [(item, spread) for item in results.items if (spread := everyone(item)) is not None]
    sides = sorted((item for item, _ in seen if sides_differ(item)), key=_most_differently_first)
    alike = [(item, spread) for item, spread in seen if item.mostly and not spread.many_cannot_tell]
    opening = max(alike, key=lambda pair: _how_alike(pair[1]))[0] if alike else None
    apart = [
        (item, spread) for item, spread in seen if item.seen_differently and spread.pairs and not sides_differ(item)
    ]
    apart.sort(key=lambda pair: -pair[1].pairs_far / pair[1].pairs)
    unsure = [(item, spread) for item, spread in seen if spread.many_cannot_tell]
    unsure.sort(key=lambda pair: -pair[1].not_sure / pair[1].counted)
    placed = {item_key(item) for item in (*sides, *(item for item, _ in apart), *((opening,) if opening else ()))}
    return Agenda(
        opening=opening,
        sides=tuple(sides),
        differently=tuple(item for item, _ in apart),
        cannot_tell=tuple(item for item, _ in unsure),
        rest=tuple(item for item in results.items if item_key(item) not in placed),
    )


def parts(order: Agenda) -> tuple[Part, ...]:
    """List the parts of an agenda with each item once; parts without items are left out.

    The part on items where many are not sure leaves out those that are in a part before it.
    """
    rest = {item_key(item) for item in order.rest}
    unsure = tuple(item for item in order.cannot_tell if item_key(item) in rest)
    named = {item_key(item) for item in unsure}
    every = (
        Part(SIDES_HEADING, order.sides),
        Part(DIFFERENTLY_HEADING, order.differently),
        Part(CANNOT_TELL_HEADING, unsure),
        *((Part(opening_heading(order.opening), (order.opening,)),) if order.opening else ()),
        Part(REST_HEADING, tuple(item for item in order.rest if item_key(item) not in named)),
    )
    return tuple(part for part in every if part.items)


def leads_differently(found: Sequence[Part]) -> bool:
    """Whether these parts begin with items that people answered differently."""
    return bool(found) and found[0].heading in (SIDES_HEADING, DIFFERENTLY_HEADING)


def opening_heading(opening: PublishedItem) -> str:
    """Return the heading over the item on which answers agree; it says which level most people chose."""
    spread = everyone(opening)
    of_all = spread is None or spread.is_most_of_all
    return agree_heading(shown(opening.levels[opening.mostly - 1]), of_all=of_all)


def sides_differ(item: PublishedItem) -> bool:
    """Whether the two sides are said to have answered an item differently."""
    return item.between_sides is not None and item.between_sides.listed


def item_key(item: PublishedItem) -> ItemKey:
    """Return the key under which a room's records are stored for this item."""
    return (item.bank, item.item, item.edition)


def _most_differently_first(item: PublishedItem) -> float:
    return -item.between_sides.delta if item.between_sides else 0


def _how_alike(spread: Spread) -> tuple[float, int]:
    return (-spread.pairs_far / spread.pairs, spread.chose)
