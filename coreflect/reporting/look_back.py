"""Compares a team's rounds over time, with every item once: those that moved come first.

Teams are ordered by name, never by their answers. Where a group may not be shown there is always the same sentence,
whatever the reason, and nothing is compared where an item was reworded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from coreflect.core.answers import EVERYONE, GROUP_NAMES, SHOW_OF_HANDS
from coreflect.core.names import natural_order, shown
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
from coreflect.core.texts.actions import DID_IT_HAPPEN, HAPPENED, PROGRESS, how_we_know
from coreflect.core.texts.results import (
    ASKED_BEFORE_HEADING,
    BETWEEN,
    CANNOT_TELL_HEADING,
    DID_NOT_GET_TO_IT,
    DIFFERENTLY_HEADING,
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
    SAME_MEANING,
    SAW_IT_DIFFERENTLY,
    SHOW_OF_HANDS_HEADING,
    SIDES_HEADING,
    in_other_words,
    kept_back_sentence,
    not_laid,
    stood_at,
)
from coreflect.core.texts.words import begun, counted, plain_date
from coreflect.reporting.agenda import agenda
from coreflect.reporting.moved import moved_items, moved_lines, nothing_moved, says_above
from coreflect.reporting.text import (
    about_and_period,
    chosen_in_words,
    earlier_words,
    paired_sentences,
    periods,
    subject,
    who_answered,
    words_differ,
)

Key = tuple[str, str]
"""(bank, item): the same question in every edition."""


class Team(NamedTuple):
    """A team with its rounds, the earliest first; `name` is its name in the latest round."""

    team: str
    name: str
    rounds: tuple[PublishedRound, ...]

    @property
    def shown(self) -> tuple[PublishedRound, ...]:
        """Its rounds that show any answers."""
        return tuple(published for published in self.rounds if published.items)


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
    found = (Team(team, team_rounds[-1].team_name, tuple(team_rounds)) for team, team_rounds in rounds.items())
    return tuple(sorted(found, key=lambda team: (natural_order(team.name), team.team)))


def parts(team: Team) -> tuple[TeamPart, ...]:
    """List every item of a team once: what moved, what people answered differently or cannot tell, then by section."""
    if not team.shown:
        return ()
    *earlier, latest = team.shown
    order = agenda(latest)
    placed: set[Key] = set()

    def part(heading: str, items: Sequence[PublishedItem], published: PublishedRound = latest) -> TeamPart:
        new = tuple(Entry(item, published) for item in items if (item.bank, item.item) not in placed)
        placed.update(entry.key for entry in new)
        return TeamPart(heading, new)

    first = (
        part(MOVED_HEADING, moved_items(latest)),
        part(SIDES_HEADING, order.sides),
        part(DIFFERENTLY_HEADING, order.differently),
        part(CANNOT_TELL_HEADING, order.cannot_tell),
    )
    sections = dict.fromkeys((item.bank, item.section) for item in latest.items)
    rest = tuple(
        part(section, [item for item in latest.items if (item.bank, item.section) == (bank, section)])
        for bank, section in sections
    )
    before = [entry for published in reversed(earlier) for entry in part("", published.items, published).entries]
    listed = (*first, *rest, TeamPart(ASKED_BEFORE_HEADING, tuple(before)))
    return tuple(team_part for team_part in listed if team_part.entries)


def reason(item: PublishedItem, *, is_first: bool) -> WhyNot:
    """Say why an item's answers cannot be compared with the previous round; empty where they can, or there is none.

    `is_first` is True where no earlier round of the team shows anything.
    """
    picture = item.pictures[0]
    if is_first or picture.move.compared:
        return ""
    return "not shown" if picture.spread is None else picture.move.why_not


def is_first(team: Team, published: PublishedRound) -> bool:
    """Whether no earlier round of the team shows anything."""
    before = team.rounds[: team.rounds.index(published)]
    return not any(earlier.items for earlier in before)


def not_compared(team: Team) -> str:
    """Say how many items of the latest shown round cannot be compared with the previous one, and why."""
    if not team.shown:
        return ""
    latest = team.shown[-1]
    first = is_first(team, latest)
    reasons: Counter[WhyNot] = Counter(why for item in latest.items if (why := reason(item, is_first=first)))
    if not reasons:
        return ""
    named = ", ".join(f"{number:,} {words}" for why, words in NOT_LAID.items() if (number := reasons[why]))
    return not_laid(sum(reasons.values()), named)


def laid_in_other_words(team: Team) -> str:
    """Say of how many items of the latest shown round the words changed since the time before; empty where of none."""
    number = len(reworded(team.shown[-1], team.shown[:-1])) if team.shown else 0
    return in_other_words(number) if number else ""


def reworded(published: PublishedRound, before: Sequence[PublishedRound]) -> tuple[PublishedItem, ...]:
    """List the items that are compared with an earlier round in which they were asked in other words."""
    rounds = {earlier.round: earlier for earlier in before}
    found = []
    for item in published.items:
        move = item.pictures[0].move
        last = rounds.get(move.since)
        asked_then = last.item_asked(item.bank, item.item) if last and move.compared else None
        if asked_then and words_differ(asked_then, item):
            found.append(item)
    return tuple(found)


def round_line(published: PublishedRound) -> str:
    """Describe a round in one line: its date, what it is about, its period, and how many people answered."""
    return f"{plain_date(published.date)}: {about_and_period(published)}. {who_answered(published)}"


def what_about(rounds: Sequence[PublishedRound]) -> tuple[str, ...]:
    """Say what the rounds are about and over which period: once where that is the same, otherwise the differences."""
    said = {about_and_period(published) for published in rounds}
    if len(said) == 1:
        same = said.pop()
        return (f"Each time {same}." if len(rounds) > 1 else f"{begun(same)}.",)
    sentences = [f"{plain_date(published.date)}: {about_and_period(published)}." for published in rounds]
    sentences += [NOT_THE_SAME_ABOUT] if len({subject(published) for published in rounds}) > 1 else []
    sentences += [NOT_THE_SAME_PERIOD] if len(periods(rounds)) > 1 else []
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


def comparable(
    rounds: Sequence[PublishedRound], published: PublishedRound, key: Key, group: str = EVERYONE
) -> tuple[tuple[PublishedRound, PublishedItem], ...]:
    """List the rounds up to this one in which a group's answers to an item are shown and can be compared.

    Takes the rounds of a team in order; each comes with the item as it was asked. The oldest is first.
    """
    found: list[tuple[PublishedRound, PublishedItem]] = []
    for earlier in reversed([one for one in rounds if one.date <= published.date]):
        column = _round_column(earlier, key, group)
        if column.item and column.spread:
            found.insert(0, (earlier, column.item))
        if cannot_be_compared(column):
            break
    return tuple(found)


def groups(team: Team, key: Key) -> tuple[str, ...]:
    """List the groups whose answers to an item can be looked at: everyone, then each that some round shows."""
    shows = {
        picture.group
        for published in team.rounds
        if (item := published.item_asked(*key))
        for picture in item.pictures
        if picture.spread is not None
    }
    return tuple(group for group in GROUPS if group == EVERYONE or group in shows)


def whose(group: str) -> str:
    """Return the heading that says whose answers are shown."""
    if group == EVERYONE:
        return EVERYONE_TOGETHER
    return SHOW_OF_HANDS_HEADING if group == SHOW_OF_HANDS else GROUP_NAMES[group]


def latest_item(columns: Sequence[RoundColumn]) -> PublishedItem | None:
    """Return the item as it was asked last."""
    return next((column.item for column in reversed(columns) if column.item), None)


def not_shown(columns: Sequence[RoundColumn]) -> tuple[str, ...]:
    """Say why some of the rounds show nothing here, each sentence once with the dates."""
    days: dict[str, list[str]] = {}
    for column in columns:
        if column.why:
            days.setdefault(column.why, []).append(plain_date(column.published.date))
    return tuple(f"{', '.join(dates)}: {why}" for why, dates in days.items())


def what_moved(team: Team, columns: Sequence[RoundColumn], group: str = EVERYONE) -> tuple[str, ...]:
    """Say what moved in each of these rounds since an earlier one that shows the item, the latest first.

    Takes the team, and some of the item's rounds. Where nothing moved by more than chance explains, it says that once,
    or that the people are too few to say.
    """
    sentences = [line for column in reversed(columns) for line in _moved(team, column, group)]
    moves = [move for column in columns if column.picture for move in column.picture.moves]
    nothing = nothing_moved(moves)
    not_the_same = NOT_THE_SAME_PEOPLE if any(move.test for move in moves) else ""
    return tuple(line for line in (*sentences, nothing, not_the_same) if line)


def cannot_be_compared(column: RoundColumn) -> bool:
    """Whether this round cannot be compared with the one before, so that a line is drawn between the two."""
    return bool(column.picture and column.spread and column.picture.move.why_not in BETWEEN)


def words_before(columns: Sequence[RoundColumn]) -> tuple[str, ...]:
    """Say how the item was worded before, where that differs from how it was asked last."""
    latest = latest_item(columns)
    asked = [(column.item, plain_date(column.published.date)) for column in columns if column.item]
    sentences: dict[str, str] = {}
    for item, date in asked:
        for sentence in earlier_words(item, latest) if latest else ():
            sentences.setdefault(sentence, date)
    same = any(latest and words_differ(item, latest) for item, _ in asked)
    return (*((SAME_MEANING,) if same else ()), *(f"On {date} {sentence}" for sentence, date in sentences.items()))


def pairs(team: Team, columns: Sequence[RoundColumn]) -> tuple[str, ...]:
    """Say how people who took a code answered then and now, for each round that may show it, the latest first."""
    dates = {published.round: published.date for published in team.rounds}
    found = [
        (plain_date(column.published.date), column.item)
        for column in reversed(columns)
        if column.item and column.item.paired
    ]
    return tuple(f"{date}: {' '.join(paired_sentences(item, dates))}" for date, item in found)


def earlier_positions(columns: Sequence[RoundColumn], key: Key) -> tuple[str, ...]:
    """Say where the room stood on an item, for each of these rounds in which it agreed on that."""
    return tuple(
        f"{plain_date(column.published.date)}: {published_position_text(settled)}"
        for column in columns
        for settled in column.published.settled
        if (settled.bank, settled.item) == key
    )


def published_position_text(settled: PublishedPosition) -> str:
    """Say where the room stood: a level, that it saw it differently, or that it was not reached."""
    if settled.how == "level":
        return stood_at(f'"{shown(settled.level)}".')
    return SAW_IT_DIFFERENTLY if settled.how == "differently" else DID_NOT_GET_TO_IT


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
    if action.known_by:
        sentences.append(how_we_know(action.known_by))
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
    item = published.item_asked(*key)
    if item is None:
        return RoundColumn(
            published, None, None, NOT_ASKED if published.items else KEPT_BACK.get(published.withheld, NO_ANSWERS)
        )
    picture = item.picture_of(group)
    if picture is not None and picture.spread is not None:
        return RoundColumn(published, item, picture, "")
    if group == SHOW_OF_HANDS:
        return RoundColumn(published, item, None, NO_HANDS)
    return RoundColumn(published, item, picture, NO_ANSWERS if group == EVERYONE else NO_GROUPS)


def _moved(team: Team, column: RoundColumn, group: str) -> Iterator[str]:
    item, picture, now = column.item, column.picture, column.spread
    if item is None or picture is None or now is None:
        return
    move, today = picture.move, plain_date(column.published.date)
    before = next((published for published in team.rounds if published.round == move.since), None)
    if before is not None and move.why_not in BETWEEN:
        yield f"{plain_date(before.date)} and {today}: {BETWEEN[move.why_not]}"
    yield from moved_lines(item, column.published, team.rounds, group)


def what_moved_says(team: Team) -> tuple[str, ...]:
    """Say what stands above all items of a team, of the latest round that shows any: what numbers cannot say."""
    return says_above(team.shown[-1]) if team.shown else ()


def _stopped(text: str) -> str:
    text = text.strip()
    return text if not text or text[-1] in ".?!…" else f"{text}."
