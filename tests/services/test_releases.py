"""A release is held against every earlier one that the workspace remembers."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import product
from pathlib import Path

import pytest

from coreflect.core.errors import CoreflectError, Damaged
from coreflect.core.model import Records
from coreflect.core.results import Picture, Published, PublishedItem, PublishedRound
from coreflect.services.releases import OLD_MEMORY, check_release, read_releases, refusal, releases, reveals, too_near
from coreflect.workspace.released import NAME, StoredReleases
from coreflect.workspace.storage import RecordFiles
from tests.support.builders.examples import a_response, a_round
from tests.support.builders.merging import merged
from tests.support.builders.results import move, published_round, spread

FILES = RecordFiles(private=True)
SIDE = {"p": "paid", "o": "everyone-else"}


def released(people: Iterable[str], smallest: int = 3, *, round_id: str = "m-1", **changes: object) -> Published:
    """A release of a private round with these people; a name's first letter says its side."""
    here = sorted(people)
    sizes = {side: sum(SIDE[one[0]] == side for one in here) for side in ("everyone-else", "paid")}
    shows_sides = min(sizes.values()) >= smallest
    pictures = [Picture("everyone", spread(often=len(here)), move())]
    pictures += [Picture(side, spread(often=size) if shows_sides else None, move()) for side, size in sizes.items()]
    item = PublishedItem("garden", "Outside", "beds", 1, "Beds", ("Never", "Often"), tuple(pictures), False)
    one = published_round(
        round=round_id,
        smallest_group=smallest,
        counted=len(here),
        counted_responses=tuple(here),
        counted_revisions=tuple(f"r-{one}" for one in here),
        items=(item,) if len(here) >= smallest else (),
    )
    return Published((one._replace(**changes),))


def near(now: Published, *before: Published) -> bool:
    earlier = [one for published in before for one in releases(published)]
    side_of = {person: SIDE[person[0]] for one in now.rounds for person in one.counted_responses}
    return bool(too_near(now, earlier, side_of))


def crowd(paid: int, others: int, start: int = 0) -> set[str]:
    return {f"p{n}" for n in range(start, start + paid)} | {f"o{n}" for n in range(start, start + others)}


def test_the_same_release_again_is_no_release_that_differs() -> None:
    assert not near(released(crowd(4, 4)), released(crowd(4, 4)))


@pytest.mark.parametrize(("more", "held_back"), [(1, True), (2, True), (3, False)])
def test_a_release_with_fewer_new_people_than_the_smallest_group_is_held_back(more: int, held_back: bool) -> None:
    assert near(released(crowd(0, 4 + more)), released(crowd(0, 4))) is held_back
    assert near(released(crowd(0, 4)), released(crowd(0, 4 + more))) is held_back


def test_a_pairing_with_one_person_more_than_the_one_released_before_is_held_back() -> None:
    six, seven, three_more = (tuple(f"o{n}" for n in range(many)) for many in (6, 7, 9))
    before = released(crowd(0, 12), in_pairs=(six,))

    assert not near(before, before)
    assert near(released(crowd(0, 12), in_pairs=(seven,)), before)
    assert not near(released(crowd(0, 12), in_pairs=(three_more,)), before)
    assert not near(before, released(crowd(0, 12)))


def test_one_person_less_is_held_back_however_many_came() -> None:
    assert near(released(crowd(0, 9, start=1)), released(crowd(0, 5)))


def test_someone_who_changed_an_answer_is_one_person_who_differs() -> None:
    then = released(crowd(0, 4))
    changed = tuple(f"{one}x" if one == "r-o1" else one for one in then.rounds[0].counted_revisions)

    assert near(released(crowd(0, 4), counted_revisions=changed), then)


def test_people_are_known_again_when_their_round_is_called_otherwise() -> None:
    assert near(released(crowd(0, 5), round_id="m-2"), released(crowd(0, 4), round_id="m-1"))


def test_every_earlier_release_counts_and_not_the_last_alone() -> None:
    first, second = released(crowd(0, 4)), released(crowd(0, 9))

    assert near(released(crowd(0, 5)), first, second)


def test_an_open_round_and_a_round_that_shows_nothing_are_not_remembered() -> None:
    assert releases(released(crowd(0, 4), privacy="open")) == ()
    assert releases(released(crowd(0, 2))) == ()


def test_two_laptops_released_by_themselves_and_then_all_together_are_held_together() -> None:
    here, there = crowd(0, 5), crowd(0, 5, start=10)

    assert near(released(here | there | crowd(0, 1, start=20)), released(here), released(there))
    assert not near(released(here | there | crowd(0, 3, start=20)), released(here), released(there))
    assert not near(released(crowd(0, 1, start=20) | crowd(0, 4, start=30)), released(here), released(there))


def test_what_was_released_before_just_as_it_is_may_be_released_again() -> None:
    first, second = released(crowd(4, 4)), released(crowd(5, 4))

    assert near(second, first)
    assert not near(second, first, second)


def test_a_smallest_group_below_what_there_is_counts_for_nothing() -> None:
    assert near(released(crowd(0, 6), smallest=1), released(crowd(0, 4), smallest=1))


def test_sides_of_people_who_are_gone_that_cannot_be_told_hold_a_release_back() -> None:
    """Two releases showed sides of people who are in neither of the next: who of them was who is not remembered."""
    first, second = released(crowd(8, 8)), released(crowd(4, 4) | crowd(4, 4, start=20))

    assert near(released(crowd(0, 4) | crowd(0, 4, start=30)), first, second)


def shown_by(state: str, counted: set[str], **changes: object) -> Records:
    here = {one: a_response(0, {}, id=one, revision=f"r-{one}") for one in counted}
    reflection = a_round(id="m-1", state=state, smallest_group=3, counted=tuple(counted), **changes)
    return Records(rounds=(reflection,), responses=tuple(here.values()))


def test_what_a_reveal_showed_is_a_release_of_those_whom_it_counted() -> None:
    side_of = {one: SIDE[one[0]] for one in crowd(5, 5)}

    (one,) = reveals(shown_by("revealed", crowd(3, 4), counted_as=()), side_of)

    assert (one.round, set(one.counted), one.sides) == ("m-1", crowd(3, 4), {"everyone-else": 4, "paid": 3})
    assert reveals(shown_by("running", crowd(3, 4)), side_of) == ()
    assert reveals(shown_by("revealed", crowd(0, 2)), side_of) == ()


def test_answers_changed_since_a_reveal_are_others_than_those_that_it_showed() -> None:
    there = crowd(3, 4)
    side_of = {one: SIDE[one[0]] for one in there}
    fixed = tuple(f"r-{one}" for one in there - {"o1"})

    (one,) = reveals(shown_by("revealed", there, counted_as=fixed), side_of)

    assert (one.counted["o1"], one.counted["o2"], one.sides) == ("", "r-o2", {})


@pytest.mark.parametrize("most", [3, pytest.param(4, marks=pytest.mark.slow)])
def test_no_two_releases_that_pass_leave_fewer_than_the_smallest_group_between_them(most: int) -> None:
    """Every two releases of up to so many people a side who stay, go and come."""
    for stay_p, stay_o, go_p, go_o, come_p, come_o in product(range(most + 1), repeat=6):
        stay = crowd(stay_p, stay_o)
        then, now = released(stay | crowd(go_p, go_o, 10)), released(stay | crowd(come_p, come_o, 20))
        if not near(now, then):
            sizes = (stay_p, stay_o, go_p, go_o, come_p, come_o)
            assert fewest_between(then.rounds[0], now.rounds[0], sizes) >= 3, sizes


def fewest_between(then: PublishedRound, now: PublishedRound, sizes: tuple[int, ...]) -> int:
    """The smallest number of people that some sum or difference of the pictures of both is about."""
    parts = {"everyone": {0: (0, 1, 2, 3), 1: (0, 1, 4, 5)}, "paid": {0: (0, 2), 1: (0, 4)}}
    parts["everyone-else"] = {0: (1, 3), 1: (1, 5)}
    pictures = [
        parts[picture.group][when]
        for when, one in enumerate((then, now))
        for item in one.items
        for picture in item.pictures
        if picture.spread is not None
    ]
    fewest = 1000
    for weights in product((-1, 0, 1), repeat=len(pictures)):
        sums = [0] * len(sizes)
        for weight, picture in zip(weights, pictures, strict=True):
            for part in picture:
                sums[part] += weight
        about = sum(size for size, total in zip(sizes, sums, strict=True) if total)
        fewest = min(fewest, about or fewest)
    return fewest


def test_what_is_remembered_is_sealed_and_held_against_what_comes_as_before(tmp_path: Path) -> None:
    first, paired = released(crowd(4, 4)), released(crowd(0, 12, 20), in_pairs=(("o20", "o21", "o22"),))
    for _ in range(2):
        for published in (first, paired):
            StoredReleases(tmp_path, FILES).remember(releases(published))

    memory = StoredReleases(tmp_path, FILES).read()

    assert memory.releases == tuple(memory.seal.release(one) for shown in (first, paired) for one in releases(shown))
    assert not any(f'"{name}' in (tmp_path / NAME).read_text() for name in (*crowd(4, 4), "r-p1", "o20", "r-o20"))
    side_of = {memory.seal.response(one): SIDE[one[0]] for one in crowd(5, 5)}
    for now, is_near in ((released(crowd(5, 4)), True), (first, False)):
        assert bool(too_near(now, memory.releases, side_of, memory.seal.release)) is is_near


def test_two_workspaces_remember_the_same_in_other_letters(tmp_path: Path) -> None:
    for name in ("one", "other"):
        StoredReleases(tmp_path / name, FILES).remember(releases(released(crowd(4, 4))))
    one, other = (StoredReleases(tmp_path / name, FILES).read().releases[0] for name in ("one", "other"))
    assert not {*one.counted, *one.counted.values()} & {*other.counted, *other.counted.values()}


def test_a_memory_that_is_damaged_is_named_and_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text('{"format":{"1":{"number":1}},"key":{},"releases":{}}')
    stored = StoredReleases(tmp_path, FILES)
    for do in (stored.read, lambda: stored.remember(releases(released(crowd(4, 4))))):
        with pytest.raises(Damaged, match="coreflect doctor"):
            do()


def test_what_an_earlier_version_remembered_is_taken_over_once_and_named_for_deletion(tmp_path: Path) -> None:
    then, now = released(crowd(4, 4)), released(crowd(5, 4))
    data = [{"round": one.round, "counted": one.counted, "sides": one.sides} for one in releases(then)]
    (tmp_path / OLD_MEMORY).write_text(json.dumps({"format": 1, "releases": data}))
    memory, held = StoredReleases(tmp_path / "kept", FILES), merged(shown_by("running", crowd(5, 4)))
    with pytest.raises(CoreflectError, match="differs by too few people") as refused:
        check_release(now, held, memory, [tmp_path], again=False)
    assert f"Delete {tmp_path / OLD_MEMORY}" in refused.value.hint
    (tmp_path / OLD_MEMORY).unlink()
    with pytest.raises(CoreflectError, match="differs by too few people"):
        check_release(now, held, memory, [tmp_path], again=False)
    assert check_release(then, held, memory, [tmp_path], again=False) == ()


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"format": 2, "releases": []}', b"\xff", b"[" * 10_000])
def test_a_file_that_is_not_ours_is_named(content: bytes) -> None:
    with pytest.raises(Damaged, match=r"comparison\.released\.json"):
        read_releases(content)


def test_the_refusal_names_the_reflection_and_says_what_to_do() -> None:
    message, hint = refusal(released(crowd(0, 4), team_name="Mill Lane\x1b[31m").rounds)

    assert "Mill Lane" in message
    assert "on 2026-05-12" in message
    assert "\x1b" not in message
    assert "--again" in hint
