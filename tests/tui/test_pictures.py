"""The picture of one question on a page: everyone, the groups, the times before, and people with a repeat code."""

from __future__ import annotations

from itertools import pairwise

from coreflect.core.answers import EVERYONE, LIVED, PAID
from coreflect.core.results import BetweenSides, Paired, Picture, PublishedItem
from coreflect.core.texts.results import NO_ANSWERS, NO_GROUPS
from coreflect.reporting.look_back import comparable, teams
from coreflect.tui.widgets.pictures import ItemPicture, RoundsPicture
from tests.support.builders.four_rounds import DATES, REWORDED, ROUNDS, four_rounds
from tests.support.builders.results import an_item, move, picture_of, published_round

APART = BetweenSides(PAID, 30, 36, 2, 0.001, True)


def drawn(picture: ItemPicture, width: int = 90) -> list[str]:
    return [line.plain.rstrip() for line in picture.lines(width)]


def sides(between: BetweenSides | None) -> PublishedItem:
    pictures = (
        Picture(EVERYONE, picture_of((3, 3, 3, 3), not_sure=1), move()),
        Picture(LIVED, picture_of((3, 3, 0, 0), not_sure=1), move()),
        Picture(PAID, picture_of((0, 0, 3, 3)), move()),
    )
    return an_item("a", "We choose", *pictures)._replace(between_sides=between, break_after=2)


def test_two_groups_that_answered_differently_are_joined_and_asked() -> None:
    lines = drawn(ItemPicture(sides(APART), published_round(items=(sides(APART),))), 100)

    assert any(line.startswith(" 1   1   1   2   2   2  │ ") and line.endswith("  [?]") for line in lines)
    (bracket,) = [line.strip() for line in lines if "╰" in line]
    assert bracket[0] + bracket[-1] == "╰╮"
    assert "The two groups answered differently. Both can be true. What has each of us seen?" in lines


def test_groups_that_are_not_said_to_differ_are_not_joined() -> None:
    lines = drawn(ItemPicture(sides(None), published_round(items=(sides(None),))))

    assert not any("╰" in line or "differently" in line for line in lines)


def test_groups_and_answers_that_may_not_be_shown_have_their_sentence_and_no_strip() -> None:
    alone = an_item("a", "We choose", Picture(EVERYONE, picture_of((0, 8, 0, 0)), move()))
    hidden = an_item("a", "We choose", Picture(EVERYONE, None, move("", "not shown")))

    assert NO_GROUPS in drawn(ItemPicture(alone, published_round(items=(alone,))))
    assert drawn(ItemPicture(hidden, published_round(items=(hidden,)))) == ["We choose", "", NO_ANSWERS]


def test_the_times_that_can_be_compared_stand_under_each_other_the_oldest_first() -> None:
    rounds = four_rounds().rounds
    for item, dates in (("beds", DATES), (REWORDED, DATES[2:])):
        asked = comparable(rounds, rounds[-1], ("garden", item))
        assert [published.date for published, _ in asked] == list(dates)
    assert [published.round for published, _ in comparable(rounds, rounds[1], ("garden", "beds"))] == list(ROUNDS[:2])

    asked = comparable(rounds, rounds[-1], ("garden", "beds"))
    lines = drawn(ItemPicture(asked[-1][1], rounds[-1], rounds=asked))
    at = [next(at for at, line in enumerate(lines) if line.startswith(date)) for date in ("13 May 2025", "12 May 2026")]
    assert lines[at[0]].endswith("10 chose a level")
    assert at[1] == at[0] + 2


def test_people_with_a_code_are_one_bar_with_its_numbers() -> None:
    item = sides(None)._replace(paired=Paired("m-0", 8, higher=3, same=4, lower=1, unmatched_before=0, unmatched_now=0))
    lines = drawn(ItemPicture(item, published_round(items=(item,)), paired=("Of 8 people …",)), 100)

    at = lines.index("People with a repeat code  < 1 further down · = 4 the same · > 3 further up")
    assert lines[at + 1 : at + 3] == [" <  =  =  =  =  >  >  >", "Of 8 people …"]


def test_the_strips_of_the_groups_grow_with_everyones() -> None:
    item, whole = sides(None), published_round(items=(sides(None),))
    heights = [len(drawn(ItemPicture(item, whole, lines=lines, height=99), 100)) for lines in (5, 7, 9)]
    of_everyone_and_two_groups = 3 * 2
    assert [after - before for before, after in pairwise(heights)] == [of_everyone_and_two_groups] * 2


def test_strips_under_everyones_take_as_many_lines_as_leave_all_of_them_in_sight() -> None:
    item, whole = sides(None), published_round(items=(sides(None),))
    tallest = len(drawn(ItemPicture(item, whole, lines=7), 100))
    for height in range(20, tallest + 1):
        assert len(drawn(ItemPicture(item, whole, lines=7, height=height), 100)) <= height
    lowest = drawn(ItemPicture(item, whole, lines=7, height=1), 100)
    assert lowest == drawn(ItemPicture(item, whole, lines=7, height=20), 100)
    (team,) = teams(four_rounds())
    for lines in (1, 3, 5):
        picture = RoundsPicture(team, ("garden", "beds"), lines=lines, height=36)
        assert len(picture.lines(116)) <= 36


def test_where_no_groups_are_shown_the_rounds_are_as_large_as_these_would_be() -> None:
    first, *_, last = four_rounds().rounds
    item = an_item("beds", "We choose", Picture(EVERYONE, picture_of((3, 3, 3, 3)), move()))
    low, high = (
        len(drawn(ItemPicture(item, last, rounds=((first, item), (last, item)), lines=7, height=height), 100))
        for height in (0, 99)
    )
    in_lines, with_five_lines_a_name_each_and_a_gap = 2, 2 * (5 + 1) + 1
    assert high - low == with_five_lines_a_name_each_and_a_gap - in_lines
