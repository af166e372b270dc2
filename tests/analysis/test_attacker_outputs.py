"""Whoever holds all that was ever published of a private round finds out nothing about fewer than the smallest group.

The attacker reads what is really written (both tables, JSON, summary, results, the memory of releases), at every moment
at which it changes, knows which people are behind each number, and adds and subtracts at will.
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from coreflect.analysis import published
from coreflect.core.answers import PERSPECTIVES, SIDE_OF
from coreflect.core.banks.read import read_bank
from coreflect.core.model import Alias, AskedBank, Records, Reflection, Response, RoomCount
from coreflect.core.results import Published
from coreflect.core.small_groups import Release
from coreflect.package.package import MergedPackages
from coreflect.reporting.all_teams import comparison_data
from coreflect.reporting.comparison import comparison_csv
from coreflect.reporting.results_text import results_text
from coreflect.reporting.summary import summary
from coreflect.services.releases import releases, reveals, too_near
from coreflect.services.revealing import published_round, revealed_now
from tests.support.builders.examples import CountingIds, a_round
from tests.support.builders.merging import LEVELS, asked, bank_toml, merged, people
from tests.support.builders.searching import searched

ITEMS = ("beds", "tools")
BANK, FILE = asked(bank_toml(items=ITEMS))
READ = read_bank("garden.toml", FILE.content)[0]
HATS = [each.code for each in PERSPECTIVES]
ANSWERS = [*LEVELS, "not-sure", "not-applicable", "rather-not-say", "skipped"]
NON_ANSWERS = {
    "not_sure": "not-sure",
    "not_applicable": "not-applicable",
    "rather_not_say": "rather-not-say",
    "left_blank": "skipped",
}
ON_SIDE = {
    "everyone": lambda _: True,
    "paid": lambda hat: SIDE_OF[hat] == "paid",
    "lived": lambda hat: SIDE_OF[hat] == "lived",
    "everyone-else": lambda hat: SIDE_OF[hat] != "paid",
}

Person = tuple[str, str]
"""A response as it was counted: (id, revision)"""

hats = st.sampled_from(HATS)
answers = st.lists(st.sampled_from(ANSWERS), min_size=len(ITEMS), max_size=len(ITEMS))


@st.composite
def crowds(draw: st.DrawFn, most: int = 7, fewest: int = 0) -> list[tuple[str, list[str]]]:
    """People of both sides, often with enough of both, from all perspectives."""
    sides = [[each for each in HATS if (SIDE_OF[each] == "paid") == paid] for paid in (True, False)]
    numbers = [draw(st.integers(0, most)), draw(st.integers(0, most))]
    numbers[1] += max(0, fewest - sum(numbers))
    return [
        (draw(st.sampled_from(its)), draw(answers))
        for its, many in zip(sides, numbers, strict=True)
        for _ in range(many)
    ]


def texts(records: Records, shown: Published, before: Iterable[Release] = ()) -> dict[str, str]:
    """Everything that is written of these results."""
    said = {
        "comparison.csv": comparison_csv(shown).decode(),
        "compare --json": json.dumps(comparison_data(shown), sort_keys=True),
        "compare": summary(shown),
    }
    for one in shown.rounds:
        for aloud in (False, True):
            said[f"results {one.round} {aloud}"] = results_text(
                one, records.room, (), [READ] if READ else [], aloud=aloud
            )
    return said


def pictures(table: str, there: dict[str, Response], counted: Iterable[Person]) -> dict[str, set[frozenset[Person]]]:
    """The people behind each picture in the table, by item; each count in it is held against their answers."""
    found: dict[str, set[frozenset[Person]]] = {item: set() for item in ITEMS}
    for row in csv.DictReader(io.StringIO(table, newline="")):
        if row["item"] and row["counted"] and row["group"] in ON_SIDE:
            behind = [one for one in counted if ON_SIDE[row["group"]](there[one[0]].perspective)]
            given_answers = Counter(
                answer.answer for one in behind for answer in there[one[0]].answers if answer.item == row["item"]
            )
            said = {level: int(row[f"level_{number}"]) for number, level in enumerate(LEVELS, 1)}
            said |= {answer: int(row[column]) for column, answer in NON_ANSWERS.items()}
            assert said == {answer: given_answers[answer] for answer in said}
            assert int(row["counted"]) == len(behind)
            found[row["item"]].add(frozenset(behind))
    return found


def pinned(counts: Iterable[frozenset[Person]], smallest: int) -> set[Person]:
    """Some people, fewer than the smallest group, whom some sum or difference of counts is about; or nobody.

    Looks at each few parts of the people by themselves: a sum is about them alone where leaving them out of all counts
    makes one count follow from the others that did not follow from them before.
    """
    sets = list(counts)
    parts: dict[tuple[bool, ...], set[Person]] = {}
    for person in set().union(*sets):
        parts.setdefault(tuple(person in one for one in sets), set()).add(person)
    small = [among for among, its in parts.items() if len(its) < smallest]
    matrix = np.array(list(parts), dtype=float).T.reshape(len(sets), len(parts))
    rank = np.linalg.matrix_rank(matrix) if matrix.size else 0
    at = {among: place for place, among in enumerate(parts)}
    for many in range(1, smallest):
        for few in combinations(small, many):
            if sum(len(parts[one]) for one in few) < smallest:
                rest = np.delete(matrix, [at[one] for one in few], axis=1)
                if (np.linalg.matrix_rank(rest) if rest.size else 0) < rank:
                    return set().union(*(parts[one] for one in few))
    return set()


@dataclass
class Meeting:
    """A private round as it goes on, and all that an attacker has seen of it."""

    smallest: int
    there: dict[str, Response] = field(default_factory=dict)
    state: Reflection = field(default_factory=lambda: a_round(id="m-1", banks=(BANK,)))
    helped: int = 0
    released: tuple[Release, ...] = ()
    known: dict[str, set[frozenset[Person]]] = field(default_factory=lambda: {item: set() for item in ITEMS})
    ids: CountingIds = field(default_factory=CountingIds)

    def __post_init__(self) -> None:
        self.state = replace(self.state, smallest_group=self.smallest)

    @property
    def merged(self) -> MergedPackages:
        room = tuple(
            RoomCount(f"h{n}", f"h{n}r", (), "m-1", "helped", "", "", None, "", "paid", 1) for n in range(self.helped)
        )
        there = tuple(self.there.values())
        return merged(Records(rounds=(self.state,), responses=there, room=room, bank_files=(FILE,)))

    def come(self, crowd: Sequence[tuple[str, list[str]]]) -> None:
        start = sum(1 for _ in self.there) + 100 * int(self.ids.record()[1:])
        for number, (hat, given_answers) in enumerate(crowd):
            (one,) = people("m-1", [hat], [given_answers], items=ITEMS)
            self.there[f"p{start + number}"] = replace(one, id=f"p{start + number}", revision=self.ids.record())

    def change(self, which: int, hat: str, given_answers: list[str]) -> None:
        if self.there:
            name = sorted(self.there)[which % len(self.there)]
            (one,) = people("m-1", [hat], [given_answers], items=ITEMS)
            self.there[name] = replace(one, id=name, revision=self.ids.record())

    def go(self, which: int) -> None:
        if self.there:
            del self.there[sorted(self.there)[which % len(self.there)]]

    def reveal(self) -> None:
        if self.there:
            self.state = revealed_now(self.merged, self.state, self.ids) or self.state

    def look(self) -> None:
        """What the room, and `compare` on its own folder, show at this moment."""
        self._see(Published((published_round(self.merged, "m-1"),)))

    def release(self) -> None:
        """`compare` on the packages of this moment, into the folder of all earlier ones."""
        held = self.merged
        shown = published(held, release=True)
        side_of = {one.id: SIDE_OF[one.perspective] for one in held.records.responses}
        before = (*self.released, *reveals(held.records, side_of))
        if not too_near(shown, before, side_of):
            self.released = (*self.released, *releases(shown))
            self._see(shown)

    def _see(self, shown: Published) -> None:
        said = texts(self.merged.records, shown, self.released)
        (one,) = shown.rounds
        counted = list(zip(one.counted_responses, one.counted_revisions, strict=True))
        for item, found in pictures(said["comparison.csv"], self.there, counted).items():
            self.known[item] |= found

    def check(self) -> None:
        for known in self.known.values():
            assert pinned(known, self.smallest) == set()


EVENTS = st.one_of(
    st.tuples(st.just("come"), crowds(4, 1)),
    st.tuples(st.just("change"), st.integers(0, 30), hats, answers),
    st.tuples(st.just("go"), st.integers(0, 30)),
    st.tuples(st.just("reveal")),
)


def played(meeting: Meeting, events: Iterable[tuple[object, ...]], after: str) -> None:
    for name, *arguments in events:
        getattr(meeting, str(name))(*arguments)
        getattr(meeting, after)()


@searched(120)
@given(crowds(), st.lists(EVENTS, max_size=8), st.integers(3, 5))
def test_a_room_that_looks_after_everything_that_happens_pins_down_nobody(
    crowd: list[tuple[str, list[str]]], events: list[tuple[object, ...]], smallest: int
) -> None:
    meeting = Meeting(smallest)
    meeting.come(crowd)

    played(meeting, [("reveal",), *events], "look")

    meeting.check()


@searched(120)
@given(crowds(), st.lists(EVENTS, max_size=8), st.booleans(), st.integers(3, 5))
def test_releases_of_packages_into_one_folder_pin_down_nobody_together(
    crowd: list[tuple[str, list[str]]], events: list[tuple[object, ...]], revealed: bool, smallest: int
) -> None:
    meeting = Meeting(smallest)
    meeting.come(crowd)
    if revealed:
        meeting.reveal()
        meeting.look()

    played(meeting, [event for event in events if event != ("reveal",)], "release")

    meeting.check()


def world(
    crowd: Sequence[tuple[str, list[str]]], late: Sequence[tuple[str, list[str]]], **changes: object
) -> MergedPackages:
    """A revealed round whose room is this crowd; the late ones finished after it."""
    counted = people("m-1", [hat for hat, _ in crowd], [its for _, its in crowd], items=ITEMS)
    after = people("late", [hat for hat, _ in late], [its for _, its in late], items=ITEMS)
    reflection = a_round(
        id="m-1",
        banks=(BANK,),
        state="revealed",
        counted=tuple(one.id for one in counted),
        counted_as=tuple(one.revision for one in counted),
        helped=2,
    )
    reflection = replace(reflection, **changes)  # type: ignore[arg-type]
    responses = (*counted, *(replace(one, round="m-1") for one in after))
    return merged(Records(rounds=(reflection,), responses=responses, bank_files=(FILE,)))


def everything(held: MergedPackages) -> dict[str, str]:
    said = texts(held.records, Published((published_round(held, "m-1"),)))
    return said | {f"compare: {name}": text for name, text in texts(held.records, published(held)).items()}


def side(person: tuple[str, list[str]]) -> str:
    """The side of a person in a round that was revealed before."""
    return "paid" if SIDE_OF[person[0]] == "paid" else "everyone-else"


@searched(150)
@given(crowds(7, 1), crowds(3), st.data())
def test_what_is_published_says_how_often_and_never_who(
    crowd: list[tuple[str, list[str]]], late: list[tuple[str, list[str]]], data: st.DataObject
) -> None:
    """Each item's answers dealt out anew, within a side where sides are shown; and those of latecomers at will."""
    held = world(crowd, late)
    sizes = Counter(map(side, crowd))
    shows_sides = min(sizes["paid"], sizes["everyone-else"]) >= 5
    others = [[hat, ["", ""]] for hat, _ in crowd]
    groups = [[at for at, one in enumerate(crowd) if side(one) == each] for each in ("paid", "everyone-else")]
    for group in groups if shows_sides else [list(range(len(crowd)))]:
        for item in range(len(ITEMS)):
            dealt = data.draw(st.permutations([crowd[at][1][item] for at in group]))
            for at, answer in zip(group, dealt, strict=True):
                others[at][1][item] = answer
    if shows_sides:
        now = [hat if side((hat, [])) == side(one) else one[0] for one in crowd if (hat := data.draw(hats))]
    else:
        now = [data.draw(st.sampled_from([each for each in HATS if SIDE_OF[each] == "paid"])) for _ in crowd[:4]]
        now += [data.draw(st.sampled_from([each for each in HATS if SIDE_OF[each] != "paid"])) for _ in crowd[4:]]
    elsewhere = [(hat, its) for hat, (_, its) in zip(now, others, strict=True)]
    after = [(data.draw(hats), data.draw(answers)) for _ in late]

    assert everything(held) == everything(world(elsewhere, after))


def test_answers_that_somebody_changed_after_the_reveal_show_nowhere() -> None:
    room = [("carer", ["never", "often"])] * 7
    held = world(room, ())
    changed = [replace(held.records.responses[0], revision="anew"), *held.records.responses[1:]]
    after = replace(held, records=replace(held.records, responses=tuple(changed)))

    assert "We show no answers here" in everything(after)["results m-1 False"]
    assert published(after, release=True).rounds[0].items == ()


def test_help_that_somebody_had_after_the_reveal_shows_nowhere() -> None:
    held = world([("carer", ["never", "often"])] * 7, ())
    helped = RoomCount("h1", "h1r", (), "m-1", "helped", "", "", None, "", "paid", 1)
    after = replace(held, records=replace(held.records, room=(helped,)))

    assert everything(after) == everything(held)
    assert "2 had help to answer." in everything(held)["results m-1 False"]


def joined(form: str, rest: int) -> tuple[Reflection, Reflection, tuple[Response, ...]]:
    """Two set-ups of one reflection, declared the same: seven were asked both items, the rest one, or an older one."""
    short, short_file = asked(bank_toml(items=("beds",), edition=2 if form == "edition" else 1))
    first = a_round(id="m-1", banks=(BANK,))
    second = a_round(id="m-2", banks=(short,), revision="k0other")
    asked_both = people("m-1", ["carer"] * 7, [["often", "never"]] * 7, items=ITEMS)
    asked_one = people("m-2", ["carer"] * rest, [["always"]] * rest)
    if form == "edition":
        asked_one = tuple(replace(one, answers=(replace(one.answers[0], edition=2),)) for one in asked_one)
    assert isinstance(short, AskedBank)
    assert short_file.name
    return first, second, (*asked_both, *asked_one)


def test_an_item_that_only_some_were_asked_is_not_shown_whatever_made_it_so() -> None:
    for form in ("short", "edition"):
        for rest in (1, 4, 5, 9):
            first, second, there = joined(form, rest)
            _, short_file = asked(bank_toml(items=("beds",), edition=2 if form == "edition" else 1))
            aliases = (Alias("round", "m-2", "m-1"),)
            records = Records((first, second), there, aliases=aliases, bank_files=(FILE, short_file))
            (one,) = published(merged(records), release=True).rounds
            shown = {item.item: item.pictures[0].spread is not None for item in one.items}
            assert shown == {"beds": form == "short", "tools": False}


def test_of_an_item_that_few_of_one_side_were_asked_the_other_side_says_nothing() -> None:
    both = people("m-1", ["staff"] * 4 + ["carer"] * 6, [["often", "never"]] * 10, items=ITEMS)
    one_item = people("m-1", ["staff"], [["often"]])
    there = (*both, replace(one_item[0], id="m-1-x", revision="m-1-x"))
    records = Records((a_round(id="m-1", banks=(BANK,)),), there, bank_files=(FILE,))

    shown = published(merged(records), release=True)

    assert {item.item: [each.spread is not None for each in item.pictures] for item in shown.rounds[0].items} == {
        "beds": [True, True, True],
        "tools": [False, False, False],
    }
    for row in csv.DictReader(io.StringIO(comparison_csv(shown).decode(), newline="")):
        assert (row["item"] == "beds") == bool(row["counted"])


def test_a_package_made_by_hand_that_asks_for_a_smallest_group_of_one_shows_no_less_than_three() -> None:
    for number in range(1, 7):
        there = people("m-1", ["carer"] * number, [["often", "never"]] * number, items=ITEMS)
        for smallest in (0, 1, 2):
            reflection = a_round(id="m-1", banks=(BANK,), smallest_group=smallest)
            (one,) = published(merged(Records((reflection,), there, bank_files=(FILE,))), release=True).rounds
            assert bool(one.items) == (number >= 3)


def test_no_output_names_who_was_counted() -> None:
    held = world([("carer", ["never", "often"])] * 7, ())
    (release,) = releases(published(held))
    said = "\n".join(everything(held).values())

    assert not any(word in said for word in (*release.counted, *release.counted.values()))
    assert release.sides == {}
