"""Made-up histories of a team, as Hypothesis draws them: rounds in which people came, went, came late and changed.

Nothing here knows the small-group rule; reveals are made by the program itself, at the moments at which a room would.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hypothesis import strategies as st

from coreflect.core.answers import PERSPECTIVES, SIDE_OF, SIDES
from coreflect.core.banks.read import read_bank
from coreflect.core.errors import Misuse
from coreflect.core.model import Action, Alias, Answer, Note, Records, Reflection, Response, RoomCount, Withdrawn
from coreflect.package.package import MergedPackages
from coreflect.services.revealing import revealed_now
from tests.support.builders.examples import CountingIds, a_round
from tests.support.builders.merging import LABELS, LEVELS, asked, bank_toml, merged

ITEMS = ("beds", "tools")
TEXTS = {item: f"We choose the {item} together" for item in ITEMS}
CONTENT = bank_toml(items=ITEMS)
BANK, FILE = asked(CONTENT)
READ = read_bank("garden.toml", CONTENT)[0]
FEWER, FEWER_FILE = asked(bank_toml(items=ITEMS[:1]))
HATS = tuple(each.code for each in PERSPECTIVES)
HATS_OF = {side: tuple(hat for hat in HATS if SIDE_OF[hat] == side) for side in SIDES}
ANSWERS = (*LEVELS, "not-sure", "not-applicable", "rather-not-say", "skipped")
DATES = ("2025-05-13", "2025-11-11", "2026-05-12", "2026-11-10")
TEAM, TEAM_NAME = "mill-lane", "Mill Lane"
LEVEL_OF = dict(zip(LABELS, LEVELS, strict=True))

DIG = ("Dig the beds", "Ann", "May", "Tom")
HAT, ANSWER = st.sampled_from(HATS), st.sampled_from(ANSWERS)


@dataclass(frozen=True)
class Somebody:
    """A person in one round.

    `given` are their answers as they are in the end; `came` says before which reveal (from 0) they finished, `later`
    what became of their answers after the last one.
    """

    name: str
    hat: str
    given: tuple[str, ...]
    code: str = ""
    came: int = 0
    later: str = "stays"

    @property
    def side(self) -> str:
        return SIDE_OF[self.hat]


@dataclass(frozen=True)
class Occasion:
    """A round: who was there, how often it was revealed, and what else was kept."""

    id: str
    date: str
    people: tuple[Somebody, ...]
    privacy: str = "private"
    smallest: int = 5
    reveals: int = 1
    asks: tuple[str, ...] = ITEMS
    helped: int = 0
    hands: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()
    settled: str = ""


@dataclass(frozen=True)
class Team:
    """A team's rounds, the earliest first, and pairs of them that were declared to be one."""

    occasions: tuple[Occasion, ...]
    joined: tuple[tuple[str, str], ...] = ()


@st.composite
def crowds(draw: st.DrawFn, most: int = 8, fewest: int = 0) -> list[tuple[str, tuple[str, ...]]]:
    """(hat, answers) of people of both sides, often with enough of both, from every perspective; 15 at the most."""
    sizes = [draw(st.integers(0, most)), draw(st.integers(0, most))]
    sizes[0] += max(0, fewest - sum(sizes))
    every = [
        (draw(st.sampled_from(HATS_OF[side])), (draw(ANSWER), draw(ANSWER)))
        for side, many in zip(SIDES, sizes, strict=True)
        for _ in range(many)
    ]
    return every[:15]


@st.composite
def occasions(draw: st.DrawFn, number: int, code_letters: str = "") -> Occasion:
    """A round, most often a private one that was revealed once and left as it was."""
    reveals = draw(st.sampled_from((1, 1, 1, 2, 0)))
    waves = [draw(crowds(8, draw(st.sampled_from((0, 8))))), *(draw(crowds(4)) for _ in range(reveals))]
    restless = draw(st.sampled_from((("stays",), ("stays",), ("stays",) * 15 + ("gone", "changed"))))
    people = []
    for came, wave in enumerate(waves if draw(st.booleans()) else waves[:1]):
        for hat, given in wave:
            place = len(people)
            code = code_letters[place] if place < len(code_letters) else ""
            people.append(Somebody(f"{number}p{place:02d}", hat, given, code, came, draw(st.sampled_from(restless))))
    is_open = draw(st.sampled_from((False, False, False, True)))
    return Occasion(
        f"m-{number}",
        DATES[number],
        tuple(people),
        "open" if is_open else "private",
        0 if is_open else draw(st.sampled_from((3, 3, 4, 5))),
        reveals,
        helped=draw(st.integers(0, 3)),
        hands=tuple(draw(st.lists(st.integers(0, 5), min_size=4, max_size=4))) if draw(st.booleans()) else (),
        notes=tuple(draw(st.lists(st.sampled_from(("It rains", "More chairs")), max_size=2))),
        settled=draw(st.sampled_from(("", "often", "differently"))),
    )


@st.composite
def teams(draw: st.DrawFn, most: int = 3, *, coded: bool = False, joins: bool = True) -> Team:
    """A team with its rounds; with `coded` some people took pairing codes, with which they came again."""
    many = draw(st.integers(1, most))
    every = tuple(draw(occasions(number, draw(codes()) if coded else "")) for number in range(many))
    joined = ((every[-1].id, every[0].id),) if joins and many > 1 and draw(st.integers(0, 5)) == 0 else ()
    return Team(every, joined)


def codes() -> st.SearchStrategy[str]:
    """One letter a person, a code; the same letters come again in the next round."""
    return st.permutations("abcdefghijkl").map("".join) | st.sampled_from(("abcdefgh", "bcdefghi", "abcdefghijklmno"))


def merged_of(team: Team, ids: CountingIds | None = None) -> MergedPackages:
    """What a merge leaves of this history, with every reveal made by the program at its time."""
    ids = ids or CountingIds()
    parts = [_records(one, ids) for one in team.occasions]
    aliases = tuple(Alias("round", name, same_as) for name, same_as in team.joined)
    files = (FILE, FEWER_FILE) if any(one.asks != ITEMS for one in team.occasions) else (FILE,)
    return merged(
        Records(
            rounds=tuple(one for part in parts for one in part.rounds),
            responses=tuple(one for part in parts for one in part.responses),
            room=tuple(one for part in parts for one in part.room),
            notes=tuple(one for part in parts for one in part.notes),
            actions=tuple(one for part in parts for one in part.actions),
            withdrawn=tuple(one for part in parts for one in part.withdrawn),
            aliases=aliases,
            bank_files=files,
        )
    )


def responses(occasion: Occasion, people: Sequence[Somebody], *, later: bool) -> tuple[Response, ...]:
    """The responses of these people; with `later` as they are in the end."""
    return tuple(_response(one, occasion, later=later) for one in people if not (later and one.later == "gone"))


def _records(occasion: Occasion, ids: CountingIds) -> Records:
    reflection = _reflection(occasion)
    for reveal in range(occasion.reveals):
        there = responses(occasion, [one for one in occasion.people if one.came <= reveal], later=False)
        reflection = _revealed(occasion, reflection, there, ids)
    return Records(
        rounds=(reflection,),
        responses=responses(occasion, occasion.people, later=True),
        room=_room(occasion),
        notes=tuple(
            Note(f"{occasion.id}n{at}", "nr", (), occasion.id, "garden", ITEMS[0], "", "room", text)
            for at, text in enumerate(occasion.notes)
        ),
        actions=(Action(f"{occasion.id}a", "ar", (), occasion.id, "garden", "beds", *DIG, "to-do", "", ""),),
        withdrawn=tuple(Withdrawn(one.name, occasion.id) for one in occasion.people if one.later == "gone"),
    )


def _reflection(occasion: Occasion) -> Reflection:
    bank = BANK if occasion.asks == ITEMS else FEWER
    reflection = a_round(
        id=occasion.id, revision=f"f-{occasion.id}", team=TEAM, team_name=TEAM_NAME, date=occasion.date, banks=(bank,)
    )
    return replace(reflection, privacy=occasion.privacy, smallest_group=occasion.smallest, invited=40)


def _revealed(occasion: Occasion, reflection: Reflection, there: tuple[Response, ...], ids: CountingIds) -> Reflection:
    files = (FILE, FEWER_FILE)
    held = merged(Records(rounds=(reflection,), responses=there, room=_room(occasion), bank_files=files))
    try:
        return revealed_now(held, reflection, ids) or reflection
    except Misuse:
        return reflection


def _response(one: Somebody, occasion: Occasion, *, later: bool) -> Response:
    revision = f"{'x' if later and one.later == 'changed' else 'r'}{one.name}"
    given = [(item, answer) for item, answer in zip(ITEMS, one.given, strict=True) if item in occasion.asks]
    answers = tuple(Answer("garden", item, 1, answer) for item, answer in given)
    return Response(one.name, revision, (), occasion.id, one.hat, one.code, "standard", answers)


def _room(occasion: Occasion) -> tuple[RoomCount, ...]:
    name = occasion.id
    helped = [
        RoomCount(f"{name}h{at}", "hr", (), name, "helped", "", "", None, "", "paid", 1)
        for at in range(occasion.helped)
    ]
    hands = [
        RoomCount(f"{name}t", "tr", (), name, "tally", "garden", "beds", 1, "everyone", level, number)
        for level, number in zip(LEVELS, occasion.hands, strict=False)
        if number
    ]
    agreed = (
        [RoomCount(f"{name}g", "gr", (), name, "agreed", "garden", "beds", 1, "", occasion.settled, 1)]
        if occasion.settled
        else []
    )
    return (*helped, *hands, *agreed)
