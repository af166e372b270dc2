"""Pairs by code, held against counting them by hand; and what an attacker finds who keeps all that was ever shown."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given

from coreflect.analysis import published
from coreflect.analysis.protect_pairs import CodedRound, pairings
from coreflect.core.answers import SIDE_OF
from coreflect.core.model import Records, Response
from coreflect.core.results import Paired, Published, PublishedRound
from tests.support.builders.coded_histories import FILES, History, histories, moments, paired_by_hand
from tests.support.builders.examples import a_round
from tests.support.builders.merging import LEVELS, asked, bank_toml, merged, people
from tests.support.builders.searching import searched
from tests.support.readers.algebra import pinned, whole

BANK, FILE = asked(bank_toml(items=("beds",)))
NOBODY = 10_000


def a_meeting(number: int, codes: str, answers: list[str], **changes: object) -> Records:
    """A round in which each person has one letter as their code, or a blank for none."""
    reflection = a_round(id=f"m-{number}", revision=f"f-{number}", date=f"2026-0{number}-01", banks=(BANK,))
    there = people(f"m-{number}", ["carer"] * len(codes), [[one] for one in answers])
    coded = tuple(replace(one, code=code.strip()) for one, code in zip(there, codes, strict=True))
    return Records(rounds=(replace(reflection, **changes),), responses=coded)  # type: ignore[arg-type]


def results(*parts: Records, release: bool = True) -> tuple[PublishedRound, ...]:
    together = Records(
        rounds=tuple(one for part in parts for one in part.rounds),
        responses=tuple(one for part in parts for one in part.responses),
        bank_files=(FILE, *FILES),
    )
    return published(merged(together), release=release).rounds


def test_people_with_a_code_are_counted_by_which_way_their_answer_moved() -> None:
    then = a_meeting(1, "abcdef", ["never", "often", "often", "always", "not-sure", "seldom"])
    now = a_meeting(2, "fedcba", ["seldom", "often", "seldom", "often", "skipped", "often"])

    (_, one) = results(then, now)

    assert one.items[0].paired == Paired("m-1", pairs=6, higher=1, same=2, lower=1, unmatched_before=0, unmatched_now=0)


def test_those_who_took_none_are_unmatched_where_they_are_enough_to_hide_in() -> None:
    then = a_meeting(1, "abcde     ", ["often"] * 10)
    now = a_meeting(2, "abcdevwxyz!", ["always"] * 11)

    (_, one) = results(then, now)

    assert one.items[0].paired == Paired("m-1", 5, 5, 0, 0, 5, 6)


@pytest.mark.parametrize(
    ("then", "now"),
    [
        ("abcd", "abcd"),
        ("abcd ", "abcd "),
        ("abcdef", "abcdeg"),
        ("abcdef    ", "abcdef    "),
        ("abcdefaa", "abcdefgh"),
        ("      ", "abcdef"),
        ("      ", "      "),
    ],
)
def test_with_few_pairs_or_few_left_over_nothing_is_said(then: str, now: str) -> None:
    shown = results(a_meeting(1, then, ["often"] * len(then)), a_meeting(2, now, ["never"] * len(now)))

    assert all(item.paired is None and not one.in_pairs for one in shown for item in one.items)


def test_the_larger_smallest_group_of_the_two_holds() -> None:
    shown = [
        results(
            a_meeting(1, "abcd", ["often"] * 4, smallest_group=first),
            a_meeting(2, "abcd", ["often"] * 4, smallest_group=second),
        )[-1].items
        for first, second in ((4, 4), (4, 5), (5, 4), (3, 4))
    ]

    assert [bool(items and items[0].paired) for items in shown] == [True, False, False, True]


def test_the_larger_one_holds_for_those_left_over_too() -> None:
    shown = [
        results(
            a_meeting(1, "abcd   ", ["often"] * 7, smallest_group=3),
            a_meeting(2, "abcd    ", ["often"] * 8, smallest_group=smallest),
        )[-1]
        for smallest in (3, 4)
    ]

    assert [one.items[0].paired is not None for one in shown] == [True, False]


def test_openly_two_pairs_are_enough_and_one_is_not() -> None:
    shown = [
        results(
            a_meeting(1, then, ["often"] * len(then), privacy="open", smallest_group=0),
            a_meeting(2, now, ["never"] * len(now), privacy="open", smallest_group=0),
        )[-1]
        for then, now in (("ab ", "ab"), ("a  ", "a "))
    ]

    assert shown[0].items[0].paired == Paired("m-1", 2, 0, 0, 2, 1, 0)
    assert shown[1].items[0].paired is None


def test_an_open_reflection_and_one_without_names_are_not_paired() -> None:
    """Openly people come one by one: the pair that each of them adds would show a private answer."""
    openly = {"privacy": "open", "smallest_group": 0}
    for first, second in ((openly, {}), ({}, openly)):
        shown = results(a_meeting(1, "abcdef", ["often"] * 6, **first), a_meeting(2, "abcdef", ["never"] * 6, **second))
        assert shown[-1].items[0].paired is None


def test_the_round_after_is_not_paired_where_that_would_pin_one_person_down() -> None:
    """In the second, ten are paired with the first; nine of them and one other with the third."""
    first = a_meeting(1, "abcdefghij     ", ["often"] * 15)
    second = a_meeting(2, "abcdefghijklmno", ["often"] * 15)
    third = a_meeting(3, "bcdefghijk     ", ["often"] * 15)

    shown = results(first, second, third)

    assert [one.items[0].paired is not None for one in shown] == [False, True, False]
    assert [one.items[0].paired is not None for one in results(second, third)] == [False, True]


def test_rounds_in_which_everybody_is_paired_are_paired_all_along() -> None:
    shown = results(*(a_meeting(number, "abcdef", ["often"] * 6) for number in (1, 2, 3, 4)))

    assert [one.items[0].paired is not None for one in shown] == [False, True, True, True]
    assert [len(one.in_pairs) for one in shown] == [1, 2, 2, 1]


def test_a_round_that_shows_nothing_yet_is_not_passed_over_with_a_part_of_the_people() -> None:
    first = a_meeting(1, "abcdefghij     ", ["often"] * 15, state="revealed", counted=counted(1, 15))
    second = a_meeting(2, "abcdefghi ", ["often"] * 10)
    third = a_meeting(3, "abcdefghij     ", ["often"] * 15, state="revealed", counted=counted(3, 15))

    assert results(first, third, release=False)[-1].items[0].paired is not None
    assert results(first, second, third, release=False)[-1].items[0].paired is None


def counted(number: int, many: int) -> tuple[str, ...]:
    return tuple(f"m-{number}-p{each}" for each in range(many))


def naive(then: list[Response], now: list[Response], item: str) -> tuple[int, int, int]:
    steps = []
    for one, other in zip(then, now, strict=True):
        chose = [
            LEVELS.index(answer.answer)
            for each in (one, other)
            for answer in each.answers
            if answer.item == item and answer.answer in LEVELS
        ]
        if len(chose) == 2:
            steps.append(chose[1] - chose[0])
    return (sum(s > 0 for s in steps), sum(s == 0 for s in steps), sum(s < 0 for s in steps))


@searched(80)
@given(histories(privacies=("private", "private", "open")))
def test_every_pairing_that_is_shown_counts_what_counting_by_hand_counts(history: History) -> None:
    for records, shown in moments(history):
        for one in shown.rounds:
            for item in one.items:
                move = item.pictures[0].move
                if item.paired is None:
                    continue
                assert item.paired.since == move.since
                assert move.why_not == ""
                both = paired_by_hand(records, shown, move.since, one.round)
                steps = naive([then for then, _ in both], [now for _, now in both], item.item)
                sizes = {each.round: each.counted for each in shown.rounds}
                left = (sizes[move.since] - len(both), sizes[one.round] - len(both))
                assert item.paired == Paired(move.since, len(both), *steps, *left)


@searched(80)
@given(histories(most=2))
def test_between_two_rounds_just_what_is_harmless_is_shown(history: History) -> None:
    *_, (records, shown) = moments(history)
    for one in shown.rounds[1:]:
        for item in one.items:
            move = item.pictures[0].move
            if not move.compared or any(step.what != "reveal" for step in history.steps):
                continue
            both = paired_by_hand(records, shown, move.since, one.round)
            before = next(each for each in shown.rounds if each.round == move.since)
            small = max(one.smallest_group, before.smallest_group)
            left = (before.counted - len(both), one.counted - len(both))
            harmless = len(both) >= small and all(each == 0 or each >= small for each in left)
            for which, each in enumerate((before, one)):
                group = {pair[which].id for pair in both}
                harmless = harmless and fewest_pinned([*pictured(each, records), group]) >= each.smallest_group
            harmless = harmless and not left_over_where_all_answered_alike(before, one, both, records, small)
            # Where sides are shown, more may follow from them.
            if not harmless or before.withheld == one.withheld == "groups":
                assert (item.paired is not None) == harmless


def left_over_where_all_answered_alike(
    before: PublishedRound,
    now: PublishedRound,
    both: list[tuple[Response, Response]],
    records: Records,
    smallest: int,
) -> frozenset[object]:
    """Few people whom a picture of then, less one of now, is about, had all pairs given one answer twice.

    Whoever is in one of the rounds alone is taken to be one of those on their side who are in the other alone.
    """
    pair_of = {response.id: number for number, pair in enumerate(both) for response in pair}
    hats = {each.id: each.perspective for each in records.responses}
    person: dict[object, object] = {}
    for one in (before, now):
        groups = len(pictured(one, records))
        sides = {name: SIDE_OF[hats[name]] if groups > 1 else "" for name in sorted(one.counted_responses)}
        for side in set(sides.values()):
            alone = [name for name in sides if sides[name] == side and name not in pair_of]
            person |= {name: (side, place) for place, name in enumerate(alone)}
    rows = [
        whole(pair_of.get(name, name) for name in group) for one in (before, now) for group in pictured(one, records)
    ]
    return pinned(rows, lambda unknown: person.get(unknown, unknown), smallest)


def pictured(one: PublishedRound, records: Records) -> list[set[str]]:
    """The people behind each picture that is shown of a round."""
    hats = {each.id: each.perspective for each in records.responses}
    behind = {
        "everyone": set(one.counted_responses),
        "paid": {each for each in one.counted_responses if SIDE_OF[hats[each]] == "paid"},
        "everyone-else": {each for each in one.counted_responses if SIDE_OF[hats[each]] != "paid"},
    }
    groups = {picture.group for item in one.items for picture in item.pictures if picture.spread is not None}
    return [behind[group] for group in groups if group in behind]


def fewest_pinned(sets: list[set[str]]) -> int:
    """The smallest number of people that some sum or difference of these counts is about; each up to twice."""
    different = [set(one) for one in dict.fromkeys(frozenset(each) for each in sets if each)]
    everyone = sorted(set().union(*different)) if different else []
    if not everyone:
        return NOBODY
    matrix = np.array([[one in each for one in everyone] for each in different], dtype=np.int64)
    parts, sizes = np.unique(matrix, axis=1, return_counts=True)
    weights = np.array(list(product((-2, -1, 0, 1, 2), repeat=len(different))), dtype=np.int64)
    about = (weights @ parts != 0) @ sizes
    return int(about[about > 0].min())


@searched(150)
@given(histories())
def test_whoever_keeps_everything_that_was_ever_shown_pins_down_no_fewer_than_the_smallest_group(
    history: History,
) -> None:
    """In every round: everyone, the sides and every pairing's people, at each moment of the history."""
    known: defaultdict[str, list[set[str]]] = defaultdict(list)
    smallest = {}
    for records, shown in moments(history):
        for one in shown.rounds:
            smallest[one.round] = one.smallest_group
            known[one.round] += pictured(one, records)
        for name, group in groups_of_pairings(records, shown):
            known[name].append(group)

    for name, groups in known.items():
        assert fewest_pinned(groups) >= smallest[name], name


def groups_of_pairings(records: Records, shown: Published) -> list[tuple[str, set[str]]]:
    """Each round with the people of each of its pairings that are shown, found by hand."""
    found = {(item.paired.since, one.round) for one in shown.rounds for item in one.items if item.paired}
    groups = []
    for before, now in sorted(found):
        both = paired_by_hand(records, shown, before, now)
        groups += [(before, {then.id for then, _ in both}), (now, {later.id for _, later in both})]
    return groups


@searched(40)
@given(histories())
def test_the_people_of_each_pairing_are_named_for_who_remembers_releases(history: History) -> None:
    for records, shown in moments(history):
        named = sorted((one.round, tuple(each)) for one in shown.rounds for each in one.in_pairs)
        assert named == sorted((name, tuple(sorted(group))) for name, group in groups_of_pairings(records, shown))


def test_a_round_that_showed_answers_once_and_is_hidden_now_keeps_later_ones_from_being_paired_in_part() -> None:
    def there(number: int, codes: str) -> CodedRound:
        ids = [f"{number}{each}" for each in range(len(codes))]
        return CodedRound(True, 3, dict(zip(ids, codes, strict=True)), [frozenset(ids)], showed=True)

    hidden = CodedRound(True, 3, showed=True)
    part = [there(1, "abcdef"), there(2, "abcxyz")]

    assert list(pairings(part, [(0, 1)])) == [(0, 1)]
    assert list(pairings([hidden, *part], [(1, 2)])) == []
    assert list(pairings([part[0], hidden, part[1]], [(0, 2)])) == []
    assert list(pairings([*part, hidden], [(0, 1)])) == [(0, 1)]
    assert list(pairings([hidden, there(1, "abc"), there(2, "cab")], [(1, 2)])) == [(1, 2)]
