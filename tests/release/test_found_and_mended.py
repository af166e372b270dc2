"""Ways of finding people out that were found by searching, each in its smallest form."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from coreflect.analysis import published
from coreflect.core.answers import SIDE_OF
from coreflect.core.model import Records, Reflection, Response
from coreflect.core.results import Published
from coreflect.core.small_groups import reveals_few_people
from coreflect.package.package import MergedPackages
from coreflect.services.releases import releases, too_near
from coreflect.services.revealing import revealed_now
from tests.support.builders.examples import CountingIds, a_round
from tests.support.builders.merging import asked, bank_toml, merged, people
from tests.support.builders.team_histories import DATES

BANK, FILE = asked(bank_toml(items=("beds",)))


def a_team(*crowds: Iterable[str]) -> tuple[dict[str, Reflection], dict[str, list[Response]]]:
    """Rounds that nobody has revealed, and their people: a code or none each."""
    rounds = {
        f"m-{number}": a_round(id=f"m-{number}", revision=f"f-{number}", date=DATES[number], banks=(BANK,))
        for number in range(len(crowds))
    }
    return rounds, {name: with_codes(name, codes) for name, codes in zip(rounds, crowds, strict=True)}


def with_codes(name: str, codes: Iterable[str], first: int = 0) -> list[Response]:
    codes = list(codes)
    there = people(name, ["carer"] * len(codes), [["often"]] * len(codes))
    return [
        replace(one, id=f"{name}-p{at}", revision=f"{name}-r{at}", code=code.strip())
        for at, (one, code) in enumerate(zip(there, codes, strict=True), start=first)
    ]


def held(rounds: dict[str, Reflection], there: dict[str, list[Response]]) -> MergedPackages:
    responses = tuple(one for several in there.values() for one in several)
    return merged(Records(rounds=tuple(rounds.values()), responses=responses, bank_files=(FILE,)))


def revealed(rounds: dict[str, Reflection], there: dict[str, list[Response]], which: str) -> dict[str, Reflection]:
    fixed = revealed_now(held(rounds, there), rounds[which], CountingIds(f"k{which}"))
    return rounds | {which: fixed or rounds[which]}


def pairs(shown: Published) -> dict[str, int]:
    """How many are in the pairing of each round that has one."""
    return {one.round: item.paired.pairs for one in shown.rounds for item in one.items if item.paired}


def test_one_more_pair_among_those_who_came_later_is_not_shown() -> None:
    """Of 12 people 6 are paired; of 5 who come later 1 has a code of the time before: 7 pairs less 6 would be one."""
    rounds, there = a_team("abcdefg      ", "abcdef      ")
    for which in rounds:
        rounds = revealed(rounds, there, which)
    assert pairs(published(held(rounds, there))) == {"m-1": 6}

    there["m-1"] += with_codes("m-1", "g    ", first=12)
    rounds = revealed(rounds, there, "m-1")

    assert len(rounds["m-1"].counted) == 17
    assert rounds["m-1"].joined == tuple(sorted(f"m-1-p{at}" for at in range(12, 17)))
    assert pairs(published(held(rounds, there))) == {}


def test_nor_is_it_where_a_later_round_is_paired_with_those_of_two_reveals() -> None:
    rounds, there = a_team("abcdef", "abcdeg     ")
    rounds = revealed(rounds, there, "m-0")
    there["m-0"] += with_codes("m-0", "g    ", first=6)
    rounds = revealed(revealed(rounds, there, "m-0"), there, "m-1")

    assert len(rounds["m-0"].counted) == 11
    assert pairs(published(held(rounds, there))) == {}


def test_where_all_are_paired_each_time_those_who_joined_are_too() -> None:
    rounds, there = a_team("abcdefghij", "abcde")
    rounds = revealed(revealed(rounds, there, "m-0"), there, "m-1")
    there["m-1"] += with_codes("m-1", "fghij", first=5)
    rounds = revealed(rounds, there, "m-1")

    assert pairs(published(held(rounds, there))) == {"m-1": 10}


def test_a_round_that_may_yet_be_revealed_keeps_those_after_it_from_being_paired_in_part() -> None:
    """Paired with the round before it as well, one person would be in one of the two pairings alone."""
    rounds, there = a_team("bcdef", "abcdef     ", "abcde     ")
    rounds = revealed(revealed(rounds, there, "m-1"), there, "m-2")

    assert pairs(published(held(rounds, there))) == {}

    rounds = revealed(rounds, there, "m-0")
    assert pairs(published(held(rounds, there))) == {"m-1": 5}


def test_somebody_who_changed_an_answer_is_one_person_and_not_two() -> None:
    """Two people of one side change their answers, and enough others: what changed on that side is theirs alone."""
    hats = ["carer"] * 6 + ["staff"] * 6
    before = people("m-1", hats, [["often"]] * 12)
    now = [replace(one, revision=f"{one.revision}x") if at in (0, 1, 6, 7, 8) else one for at, one in enumerate(before)]
    reflection = a_round(id="m-1", banks=(BANK,))
    first, second = (
        published(merged(Records((reflection,), tuple(there), bank_files=(FILE,))), release=True)
        for there in (before, now)
    )
    side_of = {one.id: SIDE_OF[one.perspective] for one in now}

    assert [one.round for one in too_near(second, releases(first), side_of)] == ["m-1"]


def test_sums_are_about_people_whatever_they_said_first() -> None:
    def either(numbers: Iterable[int], say: str) -> frozenset[tuple[int, str]]:
        return frozenset((number, say) for number in numbers)

    first, second = either(range(5), "now"), either(range(2, 5), "now") | either((0, 1), "then")

    assert reveals_few_people([first, second], 3, of=lambda one: one[0])
    assert not reveals_few_people([first, second], 3)
    assert not reveals_few_people([first, second], 2, of=lambda one: one[0])


def on_sides(name: str, sides: str, codes: str) -> list[Response]:
    """People of both sides, a p or an o each, with a code or none."""
    return [
        replace(one, perspective="staff" if side == "p" else "carer")
        for one, side in zip(with_codes(name, codes), sides, strict=True)
    ]


def paired_on_sides(then: tuple[str, str], now: tuple[str, str]) -> bool:
    rounds, _ = a_team("", "")
    there = {name: on_sides(name, *people) for name, people in zip(rounds, (then, now), strict=True)}
    for which in rounds:
        rounds = revealed(rounds, there, which)
    shown = published(held(rounds, there))
    assert [one.withheld for one in shown.rounds] == ["", ""]
    return bool(pairs(shown))


def test_one_of_a_side_who_was_not_paired_is_not_left_over_where_all_the_others_answered_alike() -> None:
    """The paid side of then, less that of now, would be the answer of the one who did not come again."""
    assert not paired_on_sides(("ppppppooooooooo", "abcde fghij    "), ("pppppoooooooooo", "abcdefghij     "))
    assert paired_on_sides(("pppppoooooooooo", "abcdefghij     "), ("pppppoooooooooo", "abcdefghij     "))


def test_one_who_speaks_from_another_side_now_is_not_left_over_either() -> None:
    assert not paired_on_sides(("ppppppooooo", "abcdefghijk"), ("pppppoooooo", "abcdefghijk"))
    assert paired_on_sides(("ppppppooooo", "abcdefghijk"), ("ppppppooooo", "abcdefghijk"))


def test_where_pairs_were_released_others_of_the_round_are_not_released_beside_them() -> None:
    """Enough people went, but those who stayed are all in the other round too, beside one who was not paired."""
    rounds, there = a_team("abcdefghij", "abcdefghij     ")
    first = published(held(rounds, there), release=True)
    fewer = published(held(rounds, there | {"m-0": there["m-0"][5:]}), release=True)
    side_of = dict.fromkeys((one.id for several in there.values() for one in several), "everyone-else")

    assert pairs(first) == {"m-1": 10}
    assert [one.round for one in too_near(fewer, releases(first), side_of)] == ["m-0"]
    assert too_near(first, releases(first), side_of) == ()
