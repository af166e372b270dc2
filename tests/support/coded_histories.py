"""Histories of a team whose people take codes, as Hypothesis draws them, and what was shown at each moment of them.

People keep their codes, lose them, take new ones or share one by mistake; they come late and take their answers out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from hypothesis import strategies as st

from coreflect.analysis import published
from coreflect.cli.meeting import revealed_now
from coreflect.core.errors import Misuse
from coreflect.core.model import Answer, Records, Response, Round, Withdrawn
from coreflect.core.results import Published
from tests.support.examples import CountingIds, a_round
from tests.support.merging import LEVELS, asked, bank_toml, merged

BOTH = ("beds", "tools")
ASKED = {items: asked(bank_toml(items=items)) for items in (BOTH, ("beds",), ("tools",))}
REWORDED = asked(bank_toml(items=BOTH, edition=2))
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

    rounds: tuple[Round, ...]
    there: tuple[tuple[Response, ...], ...]
    late: tuple[tuple[Response, ...], ...]
    steps: tuple[Step, ...]


@st.composite
def histories(draw: st.DrawFn, most: int = 4, *, privacies: tuple[str, ...] = ("private",)) -> History:
    """A team of two rounds or more, most of whose people come each time and keep their codes."""
    many = draw(st.integers(2, most))
    pool = draw(st.integers(6, 14))
    loyal = draw(st.sampled_from((0, 1, 3, 10)))
    smallest = draw(st.integers(3, 5))
    rounds, there, late = [], [], []
    for number in range(many):
        asks = draw(st.sampled_from((BOTH, BOTH, BOTH, ("beds",), ("tools",))))
        privacy = draw(st.sampled_from(privacies))
        bank = draw(st.sampled_from((ASKED[asks][0],) * 9 + (REWORDED[0],)))
        items = BOTH if bank == REWORDED[0] else asks
        facts = a_round(id=f"m-{number}", revision=f"m-{number}-f", date=DATES[number], banks=(bank,), privacy=privacy)
        rounds.append(replace(facts, smallest_group=smallest if privacy == "private" else 0))
        edition = 2 if bank == REWORDED[0] else 1
        people = [draw(responses(number, one, items, edition, loyal)) for one in draw(comers(pool, loyal))]
        came_late = draw(st.sampled_from((0, 0, 0, smallest)))
        there.append(tuple(people[came_late:]))
        late.append(tuple(people[:came_late]))
    return History(tuple(rounds), tuple(there), tuple(late), draw(steps(there, late)))


@st.composite
def comers(draw: st.DrawFn, pool: int, loyal: int) -> list[int]:
    """Who of the pool comes to a round; often all, and often all but one or two."""
    if draw(st.integers(0, 10)) < loyal:
        away = draw(st.sets(st.integers(0, pool - 1), max_size=2))
    else:
        away = draw(st.sets(st.integers(0, pool - 1)))
    return [one for one in range(pool) if one not in away]


@st.composite
def responses(draw: st.DrawFn, number: int, one: int, items: tuple[str, ...], edition: int, loyal: int) -> Response:
    code = f"code-{one}" if draw(st.integers(0, 10)) < max(loyal, 5) else draw(st.sampled_from(("", "", "shared")))
    answers = tuple(Answer("garden", item, edition, draw(st.sampled_from(ANSWERS))) for item in items)
    hat = "staff" if one % 2 else "carer"
    name = f"m-{number}-p{one}"
    return Response(name, f"{name}-r", (), f"m-{number}", hat, code, "standard", answers)


@st.composite
def steps(draw: st.DrawFn, there: list[tuple[Response, ...]], late: list[tuple[Response, ...]]) -> tuple[Step, ...]:
    """Reveals in order of the rounds' dates; then late ones are counted and some go, at any time after."""
    found = [Step("reveal", number) for number in range(len(there))]
    for number, came in enumerate(late):
        if came:
            at = draw(st.integers(number + 1, len(found)))
            found.insert(at, Step("again", number))
    for _ in range(draw(st.sampled_from((0, 0, 1)))):
        number = draw(st.integers(0, len(there) - 1))
        if there[number]:
            gone = draw(st.sampled_from(there[number])).id
            first = found.index(Step("reveal", number))
            found.insert(draw(st.integers(first + 1, len(found))), Step("gone", number, gone))
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


def _records(rounds: Iterable[Round], held: list[list[Response]], gone: list[Withdrawn]) -> Records:
    return Records(
        rounds=tuple(rounds),
        responses=tuple(one for each in held for one in each),
        withdrawn=tuple(gone),
        bank_files=FILES,
    )
