"""Rounds of a team side by side, in the order in which a room looks back: what moved first, and no item is left out.

Teams stand by name, never by what they answered.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from coreflect.core.names import folded, shown
from coreflect.core.results import Published, PublishedItem, PublishedRound, WhyNot
from coreflect.core.sentences import period_phrase
from coreflect.reporting.agenda import CANNOT_TELL_HEADING, DIFFERENTLY_HEADING, agenda
from coreflect.reporting.text import KEPT_BACK, counted, day, everyone, who_answered

MOVED_HEADING = "What moved since the time before"
ASKED_BEFORE_HEADING = "Asked before, and not the last time"
NOTHING_MOVED = "Nothing moved by much since the time before."
NOT_THE_SAME_ABOUT = "These were not about the same thing."
NOT_THE_SAME_PERIOD = "These did not look back over the same time."
HOW_TO_REVEAL = "Open its meeting and show the answers first; nothing stands here before that."

NOT_LAID: dict[WhyNot, str] = {
    "reworded": "reworded since",
    "rescaled": "with other answers to choose from",
    "text differs": "in other words",
    "no level chosen": "without a chosen answer in one of the two",
    "not shown": "not shown",
    "first round": "not asked then",
}
"""Why a question cannot be laid beside the time before, as it stands after a number of questions."""

Key = tuple[str, str]
"""(bank, item): the same question in every edition."""


class Team(NamedTuple):
    """A team with its rounds, the earliest first; `name` is what it is called in the latest."""

    team: str
    name: str
    rounds: tuple[PublishedRound, ...]


class Entry(NamedTuple):
    """An item of a team: as it was asked last, and in which round that was."""

    item: PublishedItem
    one: PublishedRound

    @property
    def key(self) -> Key:
        return (self.item.bank, self.item.item)


class Part(NamedTuple):
    """A heading and the items under it."""

    heading: str
    entries: tuple[Entry, ...]


def teams(published: Published) -> tuple[Team, ...]:
    """Every team by its name."""
    rounds: dict[str, list[PublishedRound]] = {}
    for one in published.rounds:
        rounds.setdefault(one.team, []).append(one)
    found = (Team(team, each[-1].team_name, tuple(each)) for team, each in rounds.items())
    return tuple(sorted(found, key=lambda one: (folded(one.name), one.team)))


def parts(team: Team) -> tuple[Part, ...]:
    """Every item of a team, each once: what moved, seen differently, many cannot tell, then the rest by section."""
    shows = [one for one in team.rounds if one.items]
    if not shows:
        return ()
    latest = shows[-1]
    order = agenda(latest)
    placed: set[Key] = set()

    def part(heading: str, items: Sequence[PublishedItem], one: PublishedRound = latest) -> Part:
        new = tuple(Entry(item, one) for item in items if (item.bank, item.item) not in placed)
        placed.update(entry.key for entry in new)
        return Part(heading, new)

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
    before = [entry for one in reversed(shows[:-1]) for entry in part("", one.items, one).entries]
    return tuple(each for each in (*first, *rest, Part(ASKED_BEFORE_HEADING, tuple(before))) if each.entries)


def moved(one: PublishedRound) -> tuple[PublishedItem, ...]:
    """The items whose answers, everyone's together, moved since the time before: most people in proportion first."""
    found = [item for item in one.items if item.pictures and item.pictures[0].moved]
    return tuple(sorted(found, key=_most_moved_first))


def reason(item: PublishedItem, *, is_first: bool) -> WhyNot:
    """Why an item's answers cannot be laid beside the time before; empty where they can, or nothing came before.

    `is_first` says that no earlier round of the team shows anything.
    """
    picture = item.pictures[0]
    if is_first or picture.move.steps is not None:
        return ""
    return "not shown" if picture.spread is None else picture.move.why_not


def is_first(team: Team, one: PublishedRound) -> bool:
    """Whether no round of the team before this one shows anything."""
    before = team.rounds[: team.rounds.index(one)]
    return not any(each.items for each in before)


def not_laid(team: Team) -> str:
    """How many questions of the latest round that is shown cannot be laid beside the time before, and why."""
    shows = [one for one in team.rounds if one.items]
    if not shows:
        return ""
    first = is_first(team, shows[-1])
    reasons: Counter[WhyNot] = Counter(why for item in shows[-1].items if (why := reason(item, is_first=first)))
    if not reasons:
        return ""
    many = counted(sum(reasons.values()), "question", "questions")
    named = ", ".join(f"{number:,} {words}" for why, words in NOT_LAID.items() if (number := reasons[why]))
    return f"{many} cannot be laid beside the time before: {named}."


def round_line(one: PublishedRound) -> str:
    """A round in a line: date, what about, over which time, and how many answered."""
    return f"{day(one.date)}: about {shown(one.about)}, {shown(period_phrase(one.period))}. {who_answered(one)}"


def what_about(rounds: Sequence[PublishedRound]) -> tuple[str, ...]:
    """What the rounds are about and over which time, said once where that is the same, and the difference else."""
    abouts, periods = {one.about for one in rounds}, {one.period for one in rounds}
    each = "Each time about" if len(rounds) > 1 else "About"
    if len(abouts) == len(periods) == 1:
        return (f"{each} {shown(rounds[0].about)}, {shown(period_phrase(rounds[0].period))}.",)
    said = [f"{day(one.date)}: about {shown(one.about)}, {shown(period_phrase(one.period))}." for one in rounds]
    said += [NOT_THE_SAME_ABOUT] if len(abouts) > 1 else []
    said += [NOT_THE_SAME_PERIOD] if len(periods) > 1 else []
    return tuple(said)


def kept_back(rounds: Sequence[PublishedRound]) -> tuple[str, ...]:
    """What is kept back, each sentence once with the days of its rounds, and how to see what is not revealed."""
    days: dict[str, list[str]] = {}
    for one in rounds:
        if sentence := KEPT_BACK.get(one.withheld, ""):
            days.setdefault(sentence, []).append(day(one.date))
    said = [f"{', '.join(dates)}: {sentence}" for sentence, dates in days.items()]
    if len(days) == 1 and len(rounds) > 1 and len(next(iter(days.values()))) == len(rounds):
        said = [f"Each time: {next(iter(days))}"]
    return (*said, HOW_TO_REVEAL) if any(one.withheld == "not revealed" for one in rounds) else tuple(said)


def _most_moved_first(item: PublishedItem) -> float:
    spread, move = everyone(item), item.pictures[0].move
    return -(move.steps or 0) / spread.chose if spread and spread.chose else 0
