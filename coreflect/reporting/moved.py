"""Says what moved between the rounds of a team: which way, and the counts then and now; or that numbers cannot say it.

What is listed as moved is decided in `analysis.moves`. What is not listed is never called the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from coreflect.core.answers import EVERYONE
from coreflect.core.names import shown
from coreflect.core.results import Move, Picture, PublishedItem, PublishedRound, Shape, Spread, too_few_to_say
from coreflect.core.texts.results import (
    BY_PAIRS,
    NOT_COMPARED,
    NOT_LISTED_SHORT,
    NOTHING_LISTED,
    SHAPES,
    TOO_FEW_SHORT,
    TOO_FEW_TO_SAY,
    WHAT_HAS_CHANGED,
    moved_since,
)
from coreflect.core.texts.words import plain_date
from coreflect.reporting.text import non_answers, of_all


def moved_items(published: PublishedRound) -> tuple[PublishedItem, ...]:
    """List the items where everyone's answers moved since the round before or the first one, those furthest first."""
    found = [item for item in published.items if item.pictures and listed_moves(item.pictures[0])]
    return tuple(sorted(found, key=_furthest_first))


def listed_moves(picture: Picture) -> tuple[Move, ...]:
    """List what moved in a picture: since the round before, then since the first one."""
    return tuple(move for move in picture.moves if move.listed)


def moved_lines(
    item: PublishedItem, published: PublishedRound, rounds: Sequence[PublishedRound], group: str = EVERYONE
) -> tuple[str, ...]:
    """Write a line for each time since which a group's answers to an item of this round moved.

    `rounds` are those of the team; the last of them is spoken of as now.
    """
    picture = item.picture_of(group)
    is_last = published.round == rounds[-1].round
    lines = []
    for move, before in _since(item, rounds, group):
        asked_then = before.item_asked(item.bank, item.item)
        then = asked_then.spread_of(group) if asked_then else None
        if then and picture and picture.spread:
            today = "" if is_last else published.date
            lines.append(f"{_which_way(move, before, item)} {_then_and_now(item, then, picture.spread, today)}")
    return tuple(lines)


def moved_in_short(item: PublishedItem, rounds: Sequence[PublishedRound]) -> tuple[str, ...]:
    """Say since when and which way everyone's answers to an item moved, for each time since which they did."""
    return tuple(_which_way(move, before, item) for move, before in _since(item, rounds, EVERYONE))


def nothing_moved(moves: Iterable[Move]) -> str:
    """Say what numbers cannot say where none of these moves is listed; empty where one is, or nothing was compared."""
    compared = [move for move in moves if move.test]
    if not compared or any(move.listed for move in compared):
        return ""
    return TOO_FEW_TO_SAY if too_few_to_say(compared) else NOTHING_LISTED


def says_above(published: PublishedRound, *, asks: bool = True) -> tuple[str, ...]:
    """Say what stands above all items of a round: that numbers cannot say what changed, or that pairs say it.

    With `asks`, a room of too few people is asked what it would say itself.
    """
    every = [move for item in published.items if item.pictures for move in item.pictures[0].moves]
    by_pairs = (BY_PAIRS,) if any(move.test == "pairs" for move in every) else ()
    nothing = nothing_moved(every)
    asked = (WHAT_HAS_CHANGED,) if asks and nothing == TOO_FEW_TO_SAY else ()
    return (*((nothing,) if nothing else ()), *asked, *by_pairs)


def moved_in_words(picture: Picture) -> str:
    """Say in a few words what moved in one picture since the round before; empty for a first round."""
    move = picture.move
    if not move.since:
        return ""
    if not move.compared:
        return f"{NOT_COMPARED}: {move.why_not}"
    if move.listed:
        return SHAPES[move.shape]
    return TOO_FEW_SHORT if move.too_few else NOT_LISTED_SHORT if move.test else ""


def _since(
    item: PublishedItem, rounds: Sequence[PublishedRound], group: str
) -> tuple[tuple[Move, PublishedRound], ...]:
    """List what moved in a group's answers to an item, each with the round since which it did."""
    picture = item.picture_of(group)
    earlier = {published.round: published for published in rounds}
    moves = listed_moves(picture) if picture and picture.spread else ()
    return tuple((move, earlier[move.since]) for move in moves if move.since in earlier)


def _which_way(move: Move, before: PublishedRound, item: PublishedItem) -> str:
    """Say since when and which way answers moved, of the people with a repeat code where these were tested."""
    if move.test != "pairs" or item.paired is None:
        return moved_since(before.date, move.shape)
    shape: Shape = "further up" if item.paired.higher > item.paired.lower else "further down"
    return moved_since(before.date, shape, with_code=True)


def _then_and_now(item: PublishedItem, before: Spread, now: Spread, today: str) -> str:
    """Write the counts then and now of the level whose share changed most, with those who chose no level."""
    changes = [
        (abs(new * before.chose - old * now.chose), -at)
        for at, (old, new) in enumerate(zip(before.levels, now.levels, strict=True))
    ]
    at = -max(changes)[1]
    then = f'Then {of_all(before.levels[at], before.counted, before.chose)} chose "{shown(item.levels[at])}"'
    later = f"{f'on {plain_date(today)}' if today else 'now'} {of_all(now.levels[at], now.counted, now.chose)}"
    return f"{'; '.join((then, *_chose_none(before), later, *_chose_none(now)))}."


def _chose_none(spread: Spread) -> tuple[str, ...]:
    chose = [f'{number:,} chose "{name}"' for name, number in non_answers(spread)[:-1] if number]
    return (*chose, *((f"{spread.left_blank:,} left it blank",) if spread.left_blank else ()))


def _furthest_first(item: PublishedItem) -> float:
    return -max(move.distance for move in listed_moves(item.pictures[0]))
