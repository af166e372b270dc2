"""Histories of a team whose people take codes, as Hypothesis draws them, and what was shown at each moment of them.

People keep their codes, lose them, take new ones or share one by mistake; they come late and take their answers out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from random import Random

from hypothesis import strategies as st

from coreflect.analysis import published
from coreflect.core.errors import Misuse
from coreflect.core.model import Answer, Records, Reflection, Response, Withdrawn
from coreflect.core.results import Published
from coreflect.services.revealing import revealed_now
from tests.support.builders.examples import CountingIds, a_round
from tests.support.builders.merging import LEVELS, asked, bank_toml, merged

BOTH = ("beds", "tools")
ASKED = {items: asked(bank_toml(items=items)) for items in (BOTH, ("beds",), ("tools",))}
REWORDED = asked(bank_toml(items=BOTH, edition=2))
OTHERS = ((BOTH, REWORDED[0]), (("beds",), ASKED["beds",][0]), (("tools",), ASKED["tools",][0]))
FILES = tuple(file for _, file in (*ASKED.values(), REWORDED))
DATES = ("2025-05-13", "2025-11-11", "2026-05-12", "2026-11-10")
ANSWERS = (*LEVELS, "not-sure", "skipped")


@dataclass(frozen=True)
class Step:
    """Something that happens: a round is revealed (again), or somebody takes their answers out."""

    what: str
    round: int
    response: str = ""


@dataclass(frozen=True)
class History:
    """Rounds, the earliest first; who is in each from the start, who came late; and what happened, in order."""

    rounds: tuple[Reflection, ...]
    there: tuple[tuple[Response, ...], ...]
    late: tuple[tuple[Response, ...], ...]
    steps: tuple[Step, ...]


def histories(most: int = 4, *, privacies: tuple[str, ...] = ("private",)) -> st.SearchStrategy[History]:
    """Teams of two rounds or more; each is drawn from one number, since thousands of draws would take their time."""
    return st.integers(0, 2**32).map(lambda seed: _history(Random(seed), most, privacies))


def _history(chance: Random, most: int, privacies: tuple[str, ...]) -> History:
    """Most people come each time and keep their codes; often one or two do not, and often half of them took none."""
    many, smallest = chance.randint(2, most), chance.choice((3, 3, 4, 5))
    pool = list(range(chance.randint(smallest, 3 * smallest + 2)))
    takers = set(chance.sample(pool, chance.randint(len(pool) // 2, len(pool))))
    rounds, there, late = [], [], []
    for number in range(many):
        (asks, bank) = chance.choice(((BOTH, ASKED[BOTH][0]),) * 8 + OTHERS)
        privacy = chance.choice(privacies)
        reflection = a_round(
            id=f"m-{number}", revision=f"m-{number}-f", date=DATES[number], banks=(bank,), privacy=privacy
        )
        rounds.append(replace(reflection, smallest_group=smallest if privacy == "private" else 0))
        away = set(chance.sample(pool, chance.choice((0, 0, 0, 0, 1, 2, len(pool) // 2))))
        coded = takers ^ set(chance.sample(pool, chance.choice((0, 0, 0, 1))))
        edition = 2 if bank == REWORDED[0] else 1
        comers = [one for one in pool if one not in away]
        people = [_response(chance, number, one, asks, edition, one in coded) for one in comers]
        came_late = chance.choice((0, 0, 0, 0, smallest))
        there.append(tuple(people[came_late:]))
        late.append(tuple(people[:came_late]))
    return History(tuple(rounds), tuple(there), tuple(late), _steps(chance, there, late))


def _response(chance: Random, number: int, one: int, items: tuple[str, ...], edition: int, coded: bool) -> Response:
    code = f"code-{one}" if coded else chance.choice(("", "", "", "", "shared"))
    answers = tuple(Answer("garden", item, edition, chance.choice(ANSWERS)) for item in items)
    name = f"m-{number}-p{one}"
    hat = "staff" if one % 2 else "carer"
    return Response(name, f"{name}-r", (), f"m-{number}", hat, code, "standard", answers)


def _steps(chance: Random, there: list[tuple[Response, ...]], late: list[tuple[Response, ...]]) -> tuple[Step, ...]:
    """Reveals in order of the rounds' dates; late ones are counted and some go at any time after."""
    found = [Step("reveal", number) for number in range(len(there))]
    for number, came in enumerate(late):
        if came:
            found.insert(chance.randint(found.index(Step("reveal", number)) + 1, len(found)), Step("again", number))
    number = chance.randrange(len(there))
    if there[number] and not chance.randrange(4):
        gone = Step("gone", number, chance.choice(there[number]).id)
        found.insert(chance.randint(found.index(Step("reveal", number)) + 1, len(found)), gone)
    return tuple(found)


def moments(history: History, *, released: bool = True) -> Iterator[tuple[Records, Published]]:
    """What there is and what is shown of it after each step, and at last what a release of the files shows."""
    ids = CountingIds()
    rounds, held, gone = list(history.rounds), [list(one) for one in history.there], []
    for step in history.steps:
        if step.what == "again":
            held[step.round] += history.late[step.round]
        if step.what == "gone":
            held[step.round] = [one for one in held[step.round] if one.id != step.response]
            gone.append(Withdrawn(step.response, rounds[step.round].id))
        records = _records(rounds, held, gone)
        if step.what != "gone":
            try:
                rounds[step.round] = revealed_now(merged(records), rounds[step.round], ids) or rounds[step.round]
            except Misuse:
                continue
        records = _records(rounds, held, gone)
        yield records, published(merged(records))
    if released:
        records = _records(rounds, held, gone)
        yield records, published(merged(records), release=True)


def paired_by_hand(records: Records, shown: Published, before: str, now: str) -> tuple[tuple[Response, Response], ...]:
    """The people counted in both rounds under one code that nobody else in either of them has."""
    people = {one.id: one for one in records.responses}
    counted = {one.round: [people[each] for each in one.counted_responses] for one in shown.rounds}
    times = {name: Counter(one.code for one in counted[name]) for name in (before, now)}
    return tuple(
        (then, later)
        for then in counted[before]
        for later in counted[now]
        if then.code and then.code == later.code and times[before][then.code] == times[now][then.code] == 1
    )


def _records(rounds: Iterable[Reflection], held: list[list[Response]], gone: list[Withdrawn]) -> Records:
    return Records(
        rounds=tuple(rounds),
        responses=tuple(one for each in held for one in each),
        withdrawn=tuple(gone),
        bank_files=FILES,
    )
