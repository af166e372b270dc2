"""The summary on the terminal: what it says, in which order, and what it never says."""

from __future__ import annotations

import re

import pytest

from coreflect.core.answers import SHOW_OF_HANDS
from coreflect.core.results import Picture, Published
from coreflect.core.texts.results import (
    KEPT_BACK,
    NO_GROUPS,
    NOT_THE_SAME_PEOPLE,
    NOTHING_LISTED,
    TOO_FEW_TO_SAY,
    WHAT_HAS_CHANGED,
)
from coreflect.reporting.all_teams import comparison_data
from coreflect.reporting.summary import summary
from tests.support.builders.comparisons import a_comparison
from tests.support.builders.results import an_item, move, picture_of, published_round
from tests.support.readers.goldens import Golden
from tests.support.readers.never_said import never_called_the_same, never_said_in


def said(*rounds: object) -> str:
    return summary(Published(tuple(rounds)))  # type: ignore[arg-type]


def test_the_summary_of_two_teams(golden: Golden) -> None:
    golden("comparison-summary.txt", summary(a_comparison()))


def every_summary() -> str:
    withheld = [published_round(withheld=why, team=why, team_name="Mill Lane") for why in KEPT_BACK]
    return "\n".join(
        [summary(a_comparison()), summary(Published(())), *(said(one) for one in withheld), said(*withheld)]
    )


def test_words_that_judge_are_never_said() -> None:
    assert never_said_in(every_summary()) == []


def test_how_and_not_who_is_said_first() -> None:
    assert summary(a_comparison()).startswith("These answers are about how things are done, not about the people who")


def test_where_answers_differ_comes_before_where_they_agree() -> None:
    text = summary(a_comparison())

    assert text.index("Where our answers differ") < text.index('Where our answers agree: mostly "Often"')


def test_groups_that_are_not_shown_are_spoken_of_in_one_sentence_and_never_by_name() -> None:
    text = summary(a_comparison()).partition("Quay House")[0]

    assert NO_GROUPS in text
    assert "Staff and leaders" not in text


def test_the_sides_stand_beside_what_is_seen_differently() -> None:
    pictures = [Picture(g, picture_of(n), move()) for g, n in [("everyone", (5, 0, 0, 5)), ("paid", (0, 0, 0, 5))]]

    text = said(published_round(counted=10, items=(an_item("beds", "Beds", *pictures, differently=True),)))

    assert 'Staff and leaders: 5 chose "Done together as equals".' in text
    assert '5 of 10 chose "Done to people". 5 chose "Done together as equals". Both can be true.' in " ".join(
        text.split()
    )


def test_what_moved_is_told_in_people_then_and_now() -> None:
    then = an_item("beds", "Beds", Picture("everyone", picture_of((3, 4, 0, 0)), move()))
    now = an_item("beds", "Beds", Picture("everyone", picture_of((0, 3, 0, 5)), move("m-1", "", shape="further up")))

    text = said(published_round(items=(then,)), published_round(round="m-2", date="2026-11-10", items=(now,)))

    assert (
        'Since 12 May 2026: further up the scale. Then nobody of 7 chose "Done together as equals"; now 5 of 8.'
    ) in " ".join(text.split())
    assert NOT_THE_SAME_PEOPLE in " ".join(text.split())


@pytest.mark.parametrize("too_few", [True, False])
def test_what_is_not_listed_is_never_called_the_same(too_few: bool) -> None:
    unlisted = move("m-1", "")._replace(test="people", by_chance=0.4, too_few=too_few)
    item = an_item("beds", "Beds", Picture("everyone", picture_of((3, 4, 0, 0)), unlisted))

    text = " ".join(said(published_round(items=(item,))).split())

    assert (f"{TOO_FEW_TO_SAY} {WHAT_HAS_CHANGED}" in text) == too_few
    assert (NOTHING_LISTED in text) != too_few
    assert never_called_the_same(text)


def test_a_difference_in_what_rounds_are_about_is_said() -> None:
    rounds = published_round(), published_round(round="m-2", date="2026-11-10", about="the bus")

    assert "The reflections were about different things." in said(*rounds)
    assert "The reflections covered different periods." not in said(*rounds)


@pytest.mark.parametrize("withheld", sorted(KEPT_BACK))
def test_what_is_withheld_is_said_without_a_reason_that_tells_of_people(withheld: str) -> None:
    text = said(published_round(withheld=withheld, finished=3))

    assert ("3 of 8 people answered." in text) == (withheld != "forgotten")
    assert " ".join(text.split()).count(KEPT_BACK[withheld]) == 1


def test_one_person_of_a_private_round_is_never_put_in_a_sentence() -> None:
    item = an_item("beds", "Beds", Picture("everyone", picture_of((1, 1, 0, 3)), move()), differently=True)

    assert "1 of 5 chose" not in said(published_round(counted=5, finished=5, items=(item,)))
    assert "1 of 5 chose" in said(published_round(privacy="open", counted=5, finished=5, items=(item,)))


def test_a_show_of_hands_is_no_group() -> None:
    pictures = [Picture(g, picture_of((5, 0, 0, 5)), move()) for g in ("everyone", SHOW_OF_HANDS)]

    assert "Show of hands" not in said(published_round(items=(an_item("a", "A", *pictures, differently=True),)))


def test_more_than_three_teams_have_a_row_each_by_name_and_are_left_to_the_files() -> None:
    text = said(*(published_round(team=f"team-{n:03}", team_name=f"Team {205 - n:03}") for n in range(205)))

    assert "205 teams. What each of them said is in the files." in text
    assert "Team 001: 12 May 2026 (7 answered)" in text
    assert text.index("Team 001") < text.index("Team 019")
    assert text.endswith("and 5 more\n")


def test_control_characters_and_long_names_stay_harmless() -> None:
    evil = "\x1b[31mred\x07\n\u202e" * 20
    item = an_item("beds", evil, Picture("everyone", picture_of((4, 0, 0, 4)), move()), differently=True)

    text = said(published_round(team_name=evil, about=evil, period=evil, items=(item._replace(levels=(evil,) * 4),)))

    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u202e]", text)


def test_it_is_at_most_as_wide_as_a_terminal() -> None:
    assert max(map(len, every_summary().splitlines())) <= 80


def test_the_data_hold_all_that_is_published() -> None:
    data = comparison_data(a_comparison())

    first = data["rounds"][0]
    assert first["round"] == "mill-lane-1"
    assert first["items"][0]["pictures"][0]["spread"]["levels"] == [5, 0, 0, 5]
    assert first["counted"] == 10
    assert not {"counted_responses", "counted_revisions", "in_pairs"} & set(first)


def test_three_items_are_told_in_full_and_the_others_are_named_so_that_none_is_lost() -> None:
    pictures = Picture("everyone", picture_of((4, 0, 0, 4)), move())
    items = tuple(an_item(f"i-{n}", f"Item {n}", pictures, differently=True) for n in range(5))

    text = said(published_round(items=items))

    assert " ".join(text.split()).count("Both can be true.") == 3
    assert all(f"Item {n}" in text for n in range(5))
