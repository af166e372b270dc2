"""One question over all rounds of a team, in words and dots: what moved, what cannot be compared, what is not shown.

Where a group may not be shown it is always the same sentence, whatever the reason. Nothing is compared across a
question that was reworded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from coreflect.core.actions import DID_IT_HAPPEN, HAPPENED, PROGRESS
from coreflect.core.answers import EVERYONE, GROUP_NAMES, SHOW_OF_HANDS
from coreflect.core.names import shown
from coreflect.core.results import (
    GROUPS,
    Doing,
    Picture,
    PublishedItem,
    PublishedRound,
    Settled,
    Spread,
)
from coreflect.reporting.item_text import SHOW_OF_HANDS_HEADING
from coreflect.reporting.look_back import Key, Team
from coreflect.reporting.pairs_text import item_pairs_said
from coreflect.reporting.text import (
    KEPT_BACK,
    NO_ANSWERS,
    NO_GROUPS,
    NOT_THE_SAME_PEOPLE,
    chosen_in_words,
    counted,
    day,
    then_and_now,
)

NOT_ASKED = "This question was not asked."
NO_HANDS = "No show of hands was counted."
EVERYONE_TOGETHER = "Everyone's answers, together"
NOTHING_BEFORE = "There is nothing before this to lay it beside."

BETWEEN = {
    "reworded": "The question was reworded in between, so the two are not laid side by side.",
    "rescaled": "There were other answers to choose from, so the two are not laid side by side.",
    "text differs": "The words were not the same, so the two are not laid side by side.",
    "no level chosen": "In one of the two nobody chose an answer, so there is nothing to lay side by side.",
}
"""What is said between two rounds that cannot be compared."""


class Column(NamedTuple):
    """One round of an item, as one group sees it: without an item, or a spread, `why` says why there is none."""

    one: PublishedRound
    item: PublishedItem | None
    picture: Picture | None
    why: str

    @property
    def spread(self) -> Spread | None:
        return self.picture.spread if self.picture else None


def columns(team: Team, key: Key, group: str = EVERYONE) -> tuple[Column, ...]:
    """The item in every round of the team, the earliest first."""
    return tuple(_column(one, key, group) for one in team.rounds)


def groups(team: Team, key: Key) -> tuple[str, ...]:
    """Whose answers to an item can be looked at: everyone's, then each group that some round shows."""
    shows = {
        picture.group
        for one in team.rounds
        for item in one.items
        if (item.bank, item.item) == key
        for picture in item.pictures
        if picture.spread is not None
    }
    return tuple(group for group in GROUPS if group == EVERYONE or group in shows)


def whose(group: str) -> str:
    """Whose answers are looked at, as a heading."""
    if group == EVERYONE:
        return EVERYONE_TOGETHER
    return SHOW_OF_HANDS_HEADING if group == SHOW_OF_HANDS else GROUP_NAMES[group]


def latest_item(each: Sequence[Column]) -> PublishedItem | None:
    """The item as it was asked last."""
    return next((column.item for column in reversed(each) if column.item), None)


def not_shown(each: Sequence[Column]) -> tuple[str, ...]:
    """Why some of the rounds show nothing here: each sentence once, with the days."""
    days: dict[str, list[str]] = {}
    for column in each:
        if column.why:
            days.setdefault(column.why, []).append(day(column.one.date))
    return tuple(f"{', '.join(dates)}: {why}" for why, dates in days.items())


def what_moved(team: Team, each: Sequence[Column], group: str = EVERYONE) -> tuple[str, ...]:
    """What moved to each of these rounds from the one before that shows it, the latest first.

    Takes the team, and some of the item's rounds.
    """
    said = [line for column in reversed(each) for line in _moved(team, column, group)]
    return (*said, NOT_THE_SAME_PEOPLE) if any(line.startswith("On ") for line in said) else tuple(said)


def cannot_be_compared(column: Column) -> bool:
    """Whether a line stands between this round and the one before, across which nothing is compared."""
    return bool(column.picture and column.spread and column.picture.move.why_not in BETWEEN)


def earlier_words(each: Sequence[Column]) -> tuple[str, ...]:
    """How the item was asked before, where that differs from how it was asked last."""
    latest = latest_item(each)
    said: dict[str, str] = {}
    for column in each:
        if latest and column.item and column.item.text != latest.text:
            said.setdefault(column.item.text, day(column.one.date))
    return tuple(f'On {date} it was asked like this: "{shown(text)}".' for text, date in said.items())


def pairs(team: Team, each: Sequence[Column]) -> tuple[str, ...]:
    """What people who took a code answered then and now, for each of these rounds that may say so, the latest first."""
    dates = {one.round: one.date for one in team.rounds}
    found = [(day(column.one.date), column.item) for column in reversed(each) if column.item and column.item.paired]
    return tuple(f"{date}: {' '.join(item_pairs_said(item, dates))}" for date, item in found)


def stood(each: Sequence[Column], key: Key) -> tuple[str, ...]:
    """Where the room stood on an item, in each of these rounds in which it said so."""
    return tuple(
        f"{day(column.one.date)}: {stands(settled)}"
        for column in each
        for settled in column.one.settled
        if (settled.bank, settled.item) == key
    )


def stands(settled: Settled) -> str:
    """Where the room stood: a level, or one of the two answers beside them, with equal weight."""
    if settled.how == "level":
        return f'the room stood at "{shown(settled.level)}".'
    return "we saw it differently, and left it so." if settled.how == "differently" else "we did not get to this."


def doings(rounds: Sequence[PublishedRound], key: Key | None = None) -> tuple[str, ...]:
    """What was agreed to be done and what came of it; of one item, or of everything."""
    return tuple(
        f"{day(one.date)}: {doing_in_words(doing)}"
        for one in rounds
        for doing in one.doings
        if key is None or (doing.bank, doing.item) == key
    )


def doing_in_words(doing: Doing) -> str:
    """What was agreed, how far it is, and what those said who were to say so."""
    due = f", by {doing.due}" if doing.due else ""
    said = [f"{_stopped(doing.what)} {doing.who}{due}.", f"{dict(PROGRESS)[doing.progress]}."]
    if doing.happened:
        said.append(f"{DID_IT_HAPPEN} {dict(HAPPENED)[doing.happened]}, said {doing.checked_by}.")
    if doing.outcome:
        said.append(_stopped(doing.outcome))
    return shown(" ".join(said))


def in_words(column: Column) -> str:
    """One round of an item as a sentence, for a voice: who was counted, and what they chose."""
    if column.item is None or column.spread is None:
        return f"{day(column.one.date)}: {column.why}"
    chose = chosen_in_words(column.item.levels, column.spread)
    return f"{day(column.one.date)}, {counted(column.spread.counted, 'person', 'people')} counted: {chose}"


def _column(one: PublishedRound, key: Key, group: str) -> Column:
    item = next((item for item in one.items if (item.bank, item.item) == key), None)
    if item is None:
        return Column(one, None, None, NOT_ASKED if one.items else KEPT_BACK.get(one.withheld, NO_ANSWERS))
    picture = next((each for each in item.pictures if each.group == group), None)
    if picture is not None and picture.spread is not None:
        return Column(one, item, picture, "")
    if group == SHOW_OF_HANDS:
        return Column(one, item, None, NO_HANDS)
    return Column(one, item, picture, NO_ANSWERS if group == EVERYONE else NO_GROUPS)


def _moved(team: Team, column: Column, group: str) -> Iterator[str]:
    item, picture, now = column.item, column.picture, column.spread
    if item is None or picture is None or now is None or not picture.move.since:
        return
    move, today = picture.move, day(column.one.date)
    before = next((one for one in team.rounds if one.round == move.since), None)
    if before is None:
        return
    if move.why_not in BETWEEN:
        yield f"{day(before.date)} and {today}: {BETWEEN[move.why_not]}"
        return
    spread = _column(before, (item.bank, item.item), group).spread
    if move.steps is None or spread is None:
        return
    if picture.moved:
        yield then_and_now(item, spread, before.date, column.one.date, now)
    else:
        yield f"{today}: much as on {day(before.date)}."


def _stopped(text: str) -> str:
    text = text.strip()
    return text if not text or text[-1] in ".?!…" else f"{text}."
