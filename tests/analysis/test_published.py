"""The one door: what comes out of merged records, and what does not."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest

from coreflect.analysis import published
from coreflect.core.answers import PERSPECTIVES
from coreflect.core.model import Alias, BankFile, Guard, Records, Reflection, Response, RoomCount
from coreflect.core.results import Move, Picture, PublishedRound
from tests.support.builders.examples import a_round
from tests.support.builders.merging import LEVELS, asked, bank_toml, merged, people

BANK, FILE = asked(bank_toml(items=("beds",)))
TEN = ["staff"] * 5 + ["carer"] * 5


def a_private_round(round_id: str, **changes: object) -> Reflection:
    return a_round(**{"id": round_id, "banks": (BANK,), "revision": f"f-{round_id}"} | changes)


def an_open_round(round_id: str, **changes: object) -> Reflection:
    return a_private_round(round_id, **{"privacy": "open", "smallest_group": 0} | changes)


def results(
    *rounds: Reflection, responses: tuple[Response, ...] = (), release: bool = True, **more: object
) -> list[PublishedRound]:
    files = more.pop("bank_files", (FILE,))
    records = Records(rounds=rounds, responses=responses, bank_files=files, **more)  # type: ignore[arg-type]
    return list(published(merged(records), release=release).rounds)


def pictures(one: PublishedRound) -> dict[str, Picture]:
    return {picture.group: picture for picture in one.items[0].pictures}


def test_a_round_is_counted_by_level_and_non_answer() -> None:
    given = [["never"]] * 3 + [["always"]] * 4 + [["not-sure"], ["not-applicable"], ["skipped"]]

    (one,) = results(a_private_round("m-1"), responses=people("m-1", TEN, given))

    spread = pictures(one)["everyone"].spread
    assert spread is not None
    assert spread.levels == (3, 0, 0, 4)
    assert (spread.not_sure, spread.not_applicable, spread.rather_not_say, spread.left_blank) == (1, 1, 0, 1)
    assert (spread.pairs, spread.pairs_far, spread.middle_low, spread.middle_high) == (21, 12, 4, 4)
    assert one.items[0].seen_differently
    assert one.items[0].levels == ("Never", "Seldom", "Often", "Always")


def test_everyone_comes_first_and_then_the_sides() -> None:
    (one,) = results(a_private_round("m-1"), responses=people("m-1", TEN, [["often"]] * 10))

    assert list(pictures(one)) == ["everyone", "lived", "paid"]
    assert one.withheld == ""


def test_sides_that_may_not_be_shown_have_no_counts() -> None:
    (one,) = results(a_private_round("m-1"), responses=people("m-1", TEN[1:], [["often"]] * 9))

    assert one.withheld == "groups"
    assert [picture.spread is None for picture in one.items[0].pictures] == [False, True, True]
    assert pictures(one)["paid"].move == Move("", "not shown")


@pytest.mark.parametrize("number", range(1, 16))
def test_with_few_people_nothing_is_said_but_how_many_answered(number: int) -> None:
    there = people("m-1", ["carer"] * number, [["often"]] * number)

    (one,) = results(a_private_round("m-1"), responses=there)

    assert one.finished == number
    if number < 5:
        assert (one.withheld, one.counted, one.items, one.helped) == ("all", 0, (), None)
    else:
        assert one.counted == number


def test_an_open_round_shows_each_perspective_and_no_sides() -> None:
    hats = [each.code for each in PERSPECTIVES]

    (one,) = results(an_open_round("m-1"), responses=people("m-1", hats, [["often"]] * 6), release=False)

    assert list(pictures(one)) == ["everyone", *hats]
    assert all(p.spread is not None and p.spread.levels == (0, 0, 1, 0) for p in one.items[0].pictures[1:])


def test_nothing_of_a_private_round_leaves_before_it_is_revealed() -> None:
    (one,) = results(a_private_round("m-1"), responses=people("m-1", TEN, [["often"]] * 10), release=False)

    assert (one.withheld, one.finished, one.counted, one.items) == ("not revealed", 10, 0, ())
    assert one.counted_responses == ()


def test_a_revealed_round_counts_those_whom_the_reveal_fixed() -> None:
    there = people("m-1", TEN, [["often"]] * 10)
    reflection = a_private_round("m-1", state="revealed", counted=tuple(one.id for one in there[:8]))

    (one,) = results(reflection, responses=there, release=False)

    assert (one.finished, one.counted) == (10, 8)
    assert set(one.counted_responses) == {one.id for one in there[:8]}
    assert [revision.replace("r", "p") for revision in one.counted_revisions] == list(one.counted_responses)


def test_a_round_whose_facts_are_in_conflict_is_withheld() -> None:
    reflection = an_open_round("m-1")

    (one,) = results(reflection, replace(reflection, revision="other"), responses=people("m-1", TEN, [["often"]] * 10))

    assert (one.withheld, one.finished, one.items) == ("in conflict", 10, ())


def test_a_response_in_conflict_is_not_counted() -> None:
    there = people("m-1", TEN, [["often"]] * 10)
    other = replace(there[0], revision="other", answers=(replace(there[0].answers[0], answer="never"),))

    (one,) = results(a_private_round("m-1"), responses=(*there, other))

    assert (one.finished, one.counted) == (10, 9)
    assert pictures(one)["everyone"].spread.levels == (0, 0, 9, 0)  # type: ignore[union-attr]


def test_a_guard_makes_an_open_round_private_for_good() -> None:
    guard = Guard("m-1", "private", 4)

    (one,) = results(an_open_round("m-1"), responses=people("m-1", TEN[:9], [["often"]] * 9), guards=(guard,))

    assert (one.privacy, one.smallest_group) == ("private", 4)
    assert list(pictures(one)) == ["everyone", "lived", "paid"]


def test_rounds_that_are_declared_the_same_are_counted_as_one_under_the_stricter_rule() -> None:
    rounds = (an_open_round("m-1"), a_private_round("m-2", team="mil-lane"))
    there = (*people("m-1", TEN[:3], [["often"]] * 3), *people("m-2", TEN[3:8], [["never"]] * 5))
    aliases = (Alias("round", "m-2", "m-1"),)

    (one,) = results(*rounds, responses=there, aliases=aliases)
    (few,) = results(*rounds, responses=there[:-1], aliases=aliases)

    assert (one.round, one.privacy, one.finished, one.counted) == ("m-1", "private", 8, 8)
    assert pictures(one)["everyone"].spread.levels == (5, 0, 3, 0)  # type: ignore[union-attr]
    assert (few.finished, few.withheld) == (7, "all"), "the three were seen openly, and four are too few"


def test_teams_that_are_declared_the_same_stand_in_one_series() -> None:
    rounds = (an_open_round("m-1"), an_open_round("m-2", team="mil-lane", date="2026-11-10"))
    there = (*people("m-1", TEN[:3], [["often"]] * 3), *people("m-2", TEN[:3], [["always"]] * 3))

    _, later = results(*rounds, responses=there, aliases=(Alias("team", "mil-lane", "mill-lane"),))

    assert later.team == "mill-lane"
    move = Move("m-1", "", 3, 3, 9, "further up", "people", 0.1, listed=True, too_few=True)
    assert pictures(later)["everyone"].move == move
    assert move.distance == 1


def series(*rounds: Reflection, answers: str = "often", **more: object) -> list[PublishedRound]:
    there = tuple(one for reflection in rounds for one in people(reflection.id, TEN, [[answers]] * 10))
    return results(*rounds, responses=there, **more)


def test_what_moved_is_counted_since_the_round_before_by_date_and_then_id() -> None:
    days = {"m-3": "2026-01-01", "m-1": "2026-02-02", "m-2": "2026-02-02"}

    found = series(*(an_open_round(name, date=day) for name, day in days.items()))

    assert [one.round for one in found] == ["m-3", "m-1", "m-2"]
    assert [pictures(one)["everyone"].move.since for one in found] == ["", "m-3", "m-1"]


def test_a_round_that_does_not_show_the_group_is_passed_over() -> None:
    one, two, three = series(
        an_open_round("m-1", date="2026-01-01"),
        a_private_round("m-2", date="2026-02-02", smallest_group=5, state="running"),
        an_open_round("m-3", date="2026-03-03"),
        release=False,
    )

    assert two.withheld == "not revealed"
    for group, people_then in (("everyone", 10), ("staff", 5)):
        same = Move("m-1", "", people_then, people_then, 0, "", "people", 1.0, listed=False, too_few=True)
        assert pictures(three)[group].move == same
    assert pictures(one)["staff"].move == Move("", "first round")


def test_where_no_round_before_shows_the_group_that_is_said() -> None:
    _, later = series(a_private_round("m-1", date="2026-01-01"), an_open_round("m-2"), release=False)
    both = series(a_private_round("m-1", date="2026-01-01"), an_open_round("m-2"), release=True)

    assert pictures(later)["everyone"].move == Move("m-1", "not shown")
    assert pictures(both[1])["everyone"].move.compared
    assert pictures(both[1])["staff"].move == Move("m-1", "not shown")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"edition": 2}, "reworded"),
        ({"levels": ("never", "often", "always")}, "rescaled"),
        ({"text": "All of us choose the {}"}, "text differs"),
        ({"items": ("beds", "tools")}, ""),
    ],
)
def test_rounds_compare_within_one_edition_scale_and_text(changes: dict[str, object], reason: str) -> None:
    other, other_file = asked(bank_toml(**{"items": ("beds",)} | changes))  # type: ignore[arg-type]
    first, second = an_open_round("m-1", date="2026-01-01"), an_open_round("m-2", banks=(other,))
    later = tuple(
        replace(one, answers=tuple(replace(answer, edition=int(changes.get("edition", 1))) for answer in one.answers))  # type: ignore[call-overload]
        for one in people("m-2", TEN, [["often"]] * 10)
    )

    found = results(
        first, second, responses=(*people("m-1", TEN, [["often"]] * 10), *later), bank_files=(FILE, other_file)
    )

    move = pictures(found[1])["everyone"].move
    assert (move.since, move.why_not) == ("m-1", reason)
    assert move.compared is not bool(reason)


def test_a_round_is_compared_with_the_first_one_too_and_not_twice_with_the_same() -> None:
    days = [f"2026-0{month}-01" for month in range(1, 5)]
    answers = ["seldom", "often", "often", "always"]
    rounds = [an_open_round(f"m-{at}", date=day) for at, day in enumerate(days)]
    there = [one for at, answer in enumerate(answers) for one in people(f"m-{at}", TEN, [[answer]] * 10)]

    found = [pictures(one)["everyone"] for one in results(*rounds, responses=tuple(there))]

    assert [picture.move.since for picture in found] == ["", "m-0", "m-1", "m-2"]
    first = [picture.move_since_first for picture in found]
    assert first[:2] == [None, None]
    assert [move.since for move in first[2:] if move] == ["m-0", "m-0"]
    assert [move.distance for move in first[2:] if move] == [1, 2]


def test_across_a_round_with_other_words_the_first_is_still_compared() -> None:
    other, other_file = asked(bank_toml(items=("beds",), text="All of us choose the {}"))
    rounds = [an_open_round(f"m-{at}", date=f"2026-0{at}-01", banks=(other if at == 2 else BANK,)) for at in (1, 2, 3)]
    there = tuple(one for at in (1, 2, 3) for one in people(f"m-{at}", TEN, [["often"]] * 10))

    *_, last = results(*rounds, responses=there, bank_files=(FILE, other_file))

    picture = pictures(last)["everyone"]
    assert picture.move == Move("m-2", "text differs")
    assert picture.move_since_first is not None
    assert (picture.move_since_first.since, picture.move_since_first.compared) == ("m-1", True)


def test_a_show_of_hands_is_held_against_no_chance() -> None:
    rounds = an_open_round("m-1", date="2026-01-01"), an_open_round("m-2")
    there = tuple(one for each in rounds for one in people(each.id, TEN, [["often"]] * 10))
    room = tally("never", 9), tally("always", 9, id="t-2", revision="t-r2", round="m-2")

    _, later = results(*rounds, responses=there, room=room)

    move = pictures(later)["show-of-hands"].move
    assert (move.shape, move.test, move.by_chance, move.listed) == ("further up", "", None, False)


def test_nothing_is_compared_where_nobody_chose_a_level() -> None:
    rounds = an_open_round("m-1", date="2026-01-01"), an_open_round("m-2")

    found = series(*rounds, answers="not-sure")

    assert pictures(found[1])["everyone"].move == Move("m-1", "no level chosen")
    assert pictures(found[1])["everyone"].spread.middle_low == 0  # type: ignore[union-attr]


def tally(answer: str, count: int, **changes: object) -> RoomCount:
    return replace(
        RoomCount("t-1", "t-r1", (), "m-1", "tally", "garden", "beds", 1, "everyone", answer, count), **changes
    )


def test_a_show_of_hands_stands_apart_and_is_never_added() -> None:
    room = (tally("never", 6), tally("always", 3))

    (one,) = results(a_private_round("m-1"), responses=people("m-1", TEN, [["often"]] * 10), room=room)

    assert list(pictures(one)) == ["everyone", "lived", "paid", "show-of-hands"]
    assert pictures(one)["show-of-hands"].spread.levels == (6, 0, 0, 3)  # type: ignore[union-attr]
    assert pictures(one)["everyone"].spread.levels == (0, 0, 10, 0)  # type: ignore[union-attr]


def test_a_show_of_few_hands_in_a_private_round_and_one_in_conflict_are_not_shown() -> None:
    there = people("m-1", TEN, [["often"]] * 10)

    (few,) = results(a_private_round("m-1"), responses=there, room=(tally("never", 4),))
    (twice,) = results(
        a_private_round("m-1"), responses=there, room=(tally("never", 6), tally("never", 7, revision="t-r2"))
    )

    assert pictures(few)["show-of-hands"].spread is None
    assert "show-of-hands" not in pictures(twice)


def test_how_many_had_help_adds_up_over_laptops() -> None:
    helped = [
        RoomCount(f"h-{n}", f"h-r{n}", (), "m-1", "helped", "", "", None, "", kind, count)
        for n, (kind, count) in enumerate([("chosen", 2), ("paid", 1)])
    ]

    (one,) = results(a_private_round("m-1"), responses=people("m-1", TEN, [["often"]] * 10), room=tuple(helped))

    assert one.helped == 3


def test_a_round_whose_questions_cannot_be_read_is_withheld() -> None:
    there = people("m-1", TEN, [["often"]] * 10)

    (missing,) = results(a_private_round("m-1"), responses=there, bank_files=())
    (broken,) = results(a_private_round("m-1"), responses=there, bank_files=(BankFile(FILE.name, b"format = 1"),))

    assert missing.withheld == broken.withheld == "questions missing"


def test_an_answer_that_nobody_offered_counts_as_left_blank_and_a_strange_hat_as_not_said() -> None:
    (one,) = results(an_open_round("m-1"), responses=people("m-1", ["wizard"], [["brilliant"]]))

    assert pictures(one)["not-said"].spread.left_blank == 1  # type: ignore[union-attr]


def test_answers_to_items_that_the_round_does_not_ask_are_not_counted() -> None:
    there = people("m-1", TEN, [["often", "never"]] * 10, items=("beds", "ponds"))

    (one,) = results(a_private_round("m-1"), responses=there)

    assert [item.item for item in one.items] == ["beds"]


def test_an_item_put_to_few_of_a_private_round_is_not_shown_nor_are_its_sides() -> None:
    bank, file = asked(bank_toml(items=("beds", "tools")))
    both = people("m-1", TEN[:4], [["often", "often"]] * 4, items=("beds", "tools"))
    beds = people("m-1", TEN[4:], [["often"]] * 6)
    renamed = tuple(replace(one, id=f"x-{one.id}", revision=f"x-{one.revision}") for one in beds)

    (one,) = results(a_private_round("m-1", banks=(bank,)), responses=(*both, *renamed), bank_files=(file,))

    assert {item.item: [p.spread is not None for p in item.pictures] for item in one.items} == {
        "beds": [True, True, True],
        "tools": [False, False, False],
    }


def test_two_responses_with_one_revision_are_two_people() -> None:
    there = tuple(replace(one, revision="same") for one in people("m-1", TEN, [["never"]] * 9 + [["always"]]))

    (one,) = results(a_private_round("m-1"), responses=there)

    assert pictures(one)["everyone"].spread.levels == (9, 0, 0, 1)  # type: ignore[union-attr]


def test_no_records_and_no_answers_are_published_as_nothing() -> None:
    assert results() == []
    (one,) = results(an_open_round("m-1"))
    assert (one.finished, one.items) == (0, ())


def test_levels_stand_in_the_order_of_their_bank() -> None:
    bank, file = asked(bank_toml(items=("beds",), levels=tuple(reversed(LEVELS))))

    (one,) = results(
        an_open_round("m-1", banks=(bank,)), responses=people("m-1", ["carer"], [["always"]]), bank_files=(file,)
    )

    assert pictures(one)["everyone"].spread.levels == (1, 0, 0, 0)  # type: ignore[union-attr]


def test_importing_the_door_loads_no_pandas() -> None:
    code = "import sys, coreflect.analysis; print('pandas' in sys.modules or 'numpy' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "False\n"
