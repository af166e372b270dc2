"""Puts the items of a reflection in the order in which a room looks at them: seen alike, seen differently, the rest.

Each item is in exactly one of `opening`, `differently` and `rest`, so that none is lost; `cannot_tell` lists some of
them again. In a private reflection, an item that would single out one person is in neither `opening` nor `differently`.
"""

from __future__ import annotations

from typing import NamedTuple

from coreflect.core.meeting.room import ItemKey
from coreflect.core.results import PublishedItem, PublishedRound, Spread
from coreflect.core.texts.results import ALIKE_HEADING, CANNOT_TELL_HEADING, DIFFERENTLY_HEADING, REST_HEADING
from coreflect.reporting.text import everyone


class Agenda(NamedTuple):
    """The items of a reflection in the order in which a room looks at them.

    `opening` is the item seen most alike, whatever its level; None where there is none. `differently` begins with the
    item whose answers are furthest apart, and `cannot_tell` with the one where most people are not sure; `rest` is in
    the order in which the items were asked.
    """

    opening: PublishedItem | None
    differently: tuple[PublishedItem, ...]
    cannot_tell: tuple[PublishedItem, ...]
    rest: tuple[PublishedItem, ...]


class Part(NamedTuple):
    """A heading and the items under it."""

    heading: str
    items: tuple[PublishedItem, ...]


def agenda(results: PublishedRound) -> Agenda:
    """Put the items of a reflection in order; all parts are empty where it shows no items."""
    shown_items = [(item, spread) for item in results.items if (spread := everyone(item)) is not None]
    alike = [(item, spread) for item, spread in shown_items if item.mostly and not spread.many_cannot_tell]
    opening = max(alike, key=lambda pair: _how_alike(pair[1]))[0] if alike else None
    apart = [(item, spread) for item, spread in shown_items if item.seen_differently and spread.pairs]
    apart.sort(key=lambda pair: -pair[1].pairs_far / pair[1].pairs)
    unsure = [(item, spread) for item, spread in shown_items if spread.many_cannot_tell]
    unsure.sort(key=lambda pair: -pair[1].not_sure / pair[1].counted)
    placed = {item_key(item) for item, _ in apart} | ({item_key(opening)} if opening else set())
    return Agenda(
        opening=opening,
        differently=tuple(item for item, _ in apart),
        cannot_tell=tuple(item for item, _ in unsure),
        rest=tuple(item for item in results.items if item_key(item) not in placed),
    )


def parts(order: Agenda) -> tuple[Part, ...]:
    """List the parts of an agenda with each item once; parts without items are left out.

    The part on items where many cannot tell leaves out those that are already among the items seen differently.
    """
    rest = {item_key(item) for item in order.rest}
    unsure = tuple(item for item in order.cannot_tell if item_key(item) in rest)
    named = {item_key(item) for item in unsure}
    every = (
        Part(ALIKE_HEADING, (order.opening,) if order.opening else ()),
        Part(DIFFERENTLY_HEADING, order.differently),
        Part(CANNOT_TELL_HEADING, unsure),
        Part(REST_HEADING, tuple(item for item in order.rest if item_key(item) not in named)),
    )
    return tuple(part for part in every if part.items)


def item_key(item: PublishedItem) -> ItemKey:
    """Return the key under which a room's records are stored for this item."""
    return (item.bank, item.item, item.edition)


def _how_alike(spread: Spread) -> tuple[float, int]:
    return (-spread.pairs_far / spread.pairs, spread.chose)
