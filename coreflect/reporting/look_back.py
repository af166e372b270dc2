"""Compares a team's rounds over time, with every item once: those that moved come first.

Teams are ordered by name, never by their answers. Where a group may not be shown there is always the same sentence,
whatever the reason, and nothing is compared where an item was reworded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from coreflect.core.answers import EVERYONE, GROUP_NAMES, SHOW_OF_HANDS
from coreflect.core.names import folded, shown
from coreflect.core.results import (
    GROUPS,
    Picture,
    Published,
    PublishedAction,
    PublishedItem,
    PublishedPosition,
    PublishedRound,
    Spread,
    WhyNot,
)
from coreflect.core.texts.meeting import DID_IT_HAPPEN, HAPPENED, PROGRESS
from coreflect.core.texts.results import (
    ASKED_BEFORE_HEADING,
    BETWEEN,
    EVERYONE_TOGETHER,
    HOW_TO_REVEAL,
    KEPT_BACK,
    MOVED_HEADING,
    NO_ANSWERS,
    NO_GROUPS,
    NO_HANDS,
    NOT_ASKED,
    NOT_LAID,
    NOT_THE_SAME_ABOUT,
    NOT_THE_SAME_PEOPLE,
    NOT_THE_SAME_PERIOD,
    SHOW_OF_HANDS_HEADING,
    kept_back_sentence,
)
from coreflect.core.texts.words import counted, period_phrase, plain_date
from coreflect.reporting.agenda import CANNOT_TELL_HEADING, DIFFERENTLY_HEADING, agenda
from coreflect.reporting.text import chosen_in_words, everyone, paired_sentences, then_and_now, who_answered

Key = tuple[str, str]
"""(bank, item): the same question in every edition."""


class Team(NamedTuple):
    """A team with its rounds, the earliest first; `name` is its name in the latest round."""

    team: str
    name: str
    rounds: tuple[PublishedRound, ...]


class Entry(NamedTuple):
    """An item of a team as it was asked last, and the round in which it was."""

    item: PublishedItem
    published: PublishedRound

    @property
    def key(self) -> Key:
        return (self.item.bank, self.item.item)


class TeamPart(NamedTuple):
    """A heading and the items under it."""

    heading: str
    entries: tuple[Entry, ...]


def teams(published: Published) -> tuple[Team, ...]:
    """List every team, ordered by name."""
    rounds: dict[str, list[PublishedRound]] = {}
    for team_round in published.rounds:
        rounds.setdefault(team_round.team, []).append(team_round)
    found = (Team(team, each[-1].team_name, tuple(each)) for team, each in rounds.items())
    return tuple(sorted(found, key=lambda team_round: (folded(team_round.name), team_round.team)))


def parts(team: Team) -> tuple[TeamPart, ...]:
    """List every item of a team once: those that moved, are seen differently, many cannot tell, the rest by section."""
    shows = [published for published in team.rounds if published.items]
    if not shows:
        return ()
    latest = shows[-1]
    order = agenda(latest)
    placed: set[Key] = set()

    def part(heading: str, items: Sequence[PublishedItem], published: PublishedRound = latest) -> TeamPart:
        new = tuple(Entry(item, published) for item in items if (item.bank, item.item) not in placed)
        placed.update(entry.key for entry in new)
        return TeamPart(heading, new)

    first = (
        part(MOVED_HEADING, moved(latest)),
        part(DIFFERENTLY_HEADING, order.differently),
        part(CANNOT_TELL_HEADING, order.cannot_tell),
    )
    sections = dict.fromkeys((item.bank, item.section) for item in latest.items)
    rest = tuple(
        part(section, [item for item in latest.items if (item.bank, item.section) == (bank, section)])
        for bank, section in sections
    )
    before = [entry for published in reversed(shows[:-1]) for entry in part("", published.items, published).entries]
    return tuple(each for each in (*first, *rest, TeamPart(ASKED_BEFORE_HEADING, tuple(before))) if each.entries)


def moved(published: PublishedRound) -> tuple[PublishedItem, ...]:
    """List the items where everyone's answers moved since the previous round, the largest proportion first."""
    found = [item for item in published.items if item.pictures and item.pictures[0].moved]
    return tuple(sorted(found, key=_most_moved_first))


def reason(item: PublishedItem, *, is_first: bool) -> WhyNot:
    """Say why an item's answers cannot be compared with the previous round; empty where they can, or there is none.

    `is_first` is True where no earlier round of the team shows anything.
    """
    picture = item.pictures[0]
    if is_first or picture.move.steps is not None:
        return ""
    return "not shown" if picture.spread is None else picture.move.why_not


def is_first(team: Team, published: PublishedRound) -> bool:
    """Whether no earlier round of the team shows anything."""
    before = team.rounds[: team.rounds.index(published)]
    return not any(each.items for each in before)


def not_laid(team: Team) -> str:
    """Say how many items of the latest shown round cannot be compared with the previous one, and why."""
    shows = [published for published in team.rounds if published.items]
    if not shows:
        return ""
    first = is_first(team, shows[-1])
    reasons: Counter[WhyNot] = Counter(why for item in shows[-1].items if (why := reason(item, is_first=first)))
    if not reasons:
        return ""
    many = counted(sum(reasons.values()), "question", "questions")
    named = ", ".join(f"{number:,} {words}" for why, words in NOT_LAID.items() if (number := reasons[why]))
    return f"{many} cannot be laid beside the time before: {named}."


def round_line(published: PublishedRound) -> str:
    """Describe a round in one line: its date, what it is about, its period, and how many people answered."""
    about = f"about {shown(published.about)}, {shown(period_phrase(published.period))}"
    return f"{plain_date(published.date)}: {about}. {who_answered(published)}"


def what_about(rounds: Sequence[PublishedRound]) -> tuple[str, ...]:
    """Say what the rounds are about and over which period: once where that is the same, otherwise the differences."""
    abouts, periods = {published.about for published in rounds}, {published.period for published in rounds}
    each = "Each time about" if len(rounds) > 1 else "About"
    if len(abouts) == len(periods) == 1:
        return (f"{each} {shown(rounds[0].about)}, {shown(period_phrase(rounds[0].period))}.",)
    sentences = [
        f"{plain_date(published.date)}: about {shown(published.about)}, {shown(period_phrase(published.period))}."
        for published in rounds
    ]
    sentences += [NOT_THE_SAME_ABOUT] if len(abouts) > 1 else []
    sentences += [NOT_THE_SAME_PERIOD] if len(periods) > 1 else []
    return tuple(sentences)


def kept_back(rounds: Sequence[PublishedRound]) -> tuple[str, ...]:
    """Say what is withheld, each sentence once with the dates of its rounds, and how to see what is not revealed."""
    days: dict[str, list[str]] = {}
    for published in rounds:
        if sentence := kept_back_sentence(published):
            days.setdefault(sentence, []).append(plain_date(published.date))
    sentences = [f"{', '.join(dates)}: {sentence}" for sentence, dates in days.items()]
    if len(days) == 1 and len(rounds) > 1 and len(next(iter(days.values()))) == len(rounds):
        sentences = [f"Each time: {next(iter(days))}"]
    return (
        (*sentences, HOW_TO_REVEAL)
        if any(published.withheld == "not revealed" for published in rounds)
        else tuple(sentences)
    )


def _most_moved_first(item: PublishedItem) -> float:
    spread, move = everyone(item), item.pictures[0].move
    return -(move.steps or 0) / spread.chose if spread and spread.chose else 0


class RoundColumn(NamedTuple):
    """How one group answered an item in one round; where `item` or `spread` is missing, `why` says why."""

    published: PublishedRound
    item: PublishedItem | None
    picture: Picture | None
    why: str

    @property
    def spread(self) -> Spread | None:
        return self.picture.spread if self.picture else None


def round_columns(team: Team, key: Key, group: str = EVERYONE) -> tuple[RoundColumn, ...]:
    """List the item in every round of the team, the earliest first."""
    return tuple(_round_column(published, key, group) for published in team.rounds)


def groups(team: Team, key: Key) -> tuple[str, ...]:
    """List the groups whose answers to an item can be looked at: everyone, then each that some round shows."""
    shows = {
        picture.group
        for published in team.rounds
        for item in published.items
        if (item.bank, item.item) == key
        for picture in item.pictures
        if picture.spread is not None
    }
    return tuple(group for group in GROUPS if group == EVERYONE or group in shows)


def whose(group: str) -> str:
    """Return the heading that says whose answers are shown."""
    if group == EVERYONE:
        return EVERYONE_TOGETHER
    return SHOW_OF_HANDS_HEADING if group == SHOW_OF_HANDS else GROUP_NAMES[group]


def latest_item(each: Sequence[RoundColumn]) -> PublishedItem | None:
    """Return the item as it was asked last."""
    return next((column.item for column in reversed(each) if column.item), None)


def not_shown(each: Sequence[RoundColumn]) -> tuple[str, ...]:
    """Say why some of the rounds show nothing here, each sentence once with the dates."""
    days: dict[str, list[str]] = {}
    for column in each:
        if column.why:
            days.setdefault(column.why, []).append(plain_date(column.published.date))
    return tuple(f"{', '.join(dates)}: {why}" for why, dates in days.items())


def what_moved(team: Team, each: Sequence[RoundColumn], group: str = EVERYONE) -> tuple[str, ...]:
    """Say what moved in each of these rounds since the previous one that shows the item, the latest first.

    Takes the team, and some of the item's rounds.
    """
    sentences = [line for column in reversed(each) for line in _moved(team, column, group)]
    return (*sentences, NOT_THE_SAME_PEOPLE) if any(line.startswith("On ") for line in sentences) else tuple(sentences)


def cannot_be_compared(column: RoundColumn) -> bool:
    """Whether this round cannot be compared with the one before, so that a line is drawn between the two."""
    return bool(column.picture and column.spread and column.picture.move.why_not in BETWEEN)


def earlier_words(each: Sequence[RoundColumn]) -> tuple[str, ...]:
    """Say how the item was asked before, where that differs from how it was asked last."""
    latest = latest_item(each)
    sentences: dict[str, str] = {}
    for column in each:
        if latest and column.item and column.item.text != latest.text:
            sentences.setdefault(column.item.text, plain_date(column.published.date))
    return tuple(f'On {date} it was asked like this: "{shown(text)}".' for text, date in sentences.items())


def pairs(team: Team, each: Sequence[RoundColumn]) -> tuple[str, ...]:
    """Say how people who took a code answered then and now, for each round that may show it, the latest first."""
    dates = {published.round: published.date for published in team.rounds}
    found = [
        (plain_date(column.published.date), column.item)
        for column in reversed(each)
        if column.item and column.item.paired
    ]
    return tuple(f"{date}: {' '.join(paired_sentences(item, dates))}" for date, item in found)


def earlier_positions(each: Sequence[RoundColumn], key: Key) -> tuple[str, ...]:
    """Say where the room stood on an item, for each of these rounds in which it agreed on that."""
    return tuple(
        f"{plain_date(column.published.date)}: {published_position_text(settled)}"
        for column in each
        for settled in column.published.settled
        if (settled.bank, settled.item) == key
    )


def published_position_text(settled: PublishedPosition) -> str:
    """Say where the room stood: a level, that it saw it differently, or that it was not reached."""
    if settled.how == "level":
        return f'the room stood at "{shown(settled.level)}".'
    return "we saw it differently, and left it so." if settled.how == "differently" else "we did not get to this."


def actions_in_words(rounds: Sequence[PublishedRound], key: Key | None = None) -> tuple[str, ...]:
    """Describe the actions, and what came of them, for one item or for everything."""
    return tuple(
        f"{plain_date(published.date)}: {action_in_words(action)}"
        for published in rounds
        for action in published.doings
        if key is None or (action.bank, action.item) == key
    )


def action_in_words(action: PublishedAction) -> str:
    """Describe an action: what was agreed, its progress, and what the person said who was to check it."""
    due = f", by {action.due}" if action.due else ""
    sentences = [f"{_stopped(action.what)} {action.who}{due}.", f"{dict(PROGRESS)[action.progress]}."]
    if action.happened:
        sentences.append(f"{DID_IT_HAPPEN} {dict(HAPPENED)[action.happened]}, said {action.checked_by}.")
    if action.outcome:
        sentences.append(_stopped(action.outcome))
    return shown(" ".join(sentences))


def column_in_words(column: RoundColumn) -> str:
    """Describe one round of an item in a sentence to be read aloud: who was counted, and what they chose."""
    if column.item is None or column.spread is None:
        return f"{plain_date(column.published.date)}: {column.why}"
    chose = chosen_in_words(column.item.levels, column.spread)
    return f"{plain_date(column.published.date)}, {counted(column.spread.counted, 'person', 'people')} counted: {chose}"


def _round_column(published: PublishedRound, key: Key, group: str) -> RoundColumn:
    item = next((item for item in published.items if (item.bank, item.item) == key), None)
    if item is None:
        return RoundColumn(
            published, None, None, NOT_ASKED if published.items else KEPT_BACK.get(published.withheld, NO_ANSWERS)
        )
    picture = next((each for each in item.pictures if each.group == group), None)
    if picture is not None and picture.spread is not None:
        return RoundColumn(published, item, picture, "")
    if group == SHOW_OF_HANDS:
        return RoundColumn(published, item, None, NO_HANDS)
    return RoundColumn(published, item, picture, NO_ANSWERS if group == EVERYONE else NO_GROUPS)


def _moved(team: Team, column: RoundColumn, group: str) -> Iterator[str]:
    item, picture, now = column.item, column.picture, column.spread
    if item is None or picture is None or now is None or not picture.move.since:
        return
    move, today = picture.move, plain_date(column.published.date)
    before = next((published for published in team.rounds if published.round == move.since), None)
    if before is None:
        return
    if move.why_not in BETWEEN:
        yield f"{plain_date(before.date)} and {today}: {BETWEEN[move.why_not]}"
        return
    spread = _round_column(before, (item.bank, item.item), group).spread
    if move.steps is None or spread is None:
        return
    if picture.moved:
        yield then_and_now(item, spread, before.date, column.published.date, now)
    else:
        yield f"{today}: much as on {plain_date(before.date)}."


def _stopped(text: str) -> str:
    text = text.strip()
    return text if not text or text[-1] in ".?!…" else f"{text}."
