"""What a set-up means for the people: time and groups, as sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coreflect.core.reflections.rounds import meeting_minutes, paper_minutes
from coreflect.core.texts import set_up as texts
from coreflect.core.texts.meeting import plan
from coreflect.core.texts.words import spoken_minutes


def test_ten_people_one_laptop_and_22_questions_take_about_2_h_55() -> None:
    assert texts.how_long(10, 1, 22, 6) == (
        "10 people, 1 laptop, 22 questions: about 2 h 55. Short form: about 1 h 10. "
        "On paper, all at once: about 20 min."
    )


def test_the_short_form_stands_beside_the_whole_only_where_it_asks_fewer_questions() -> None:
    assert "Short form" not in texts.how_long(2, 1, 6, 6)
    assert texts.how_long(10, 1, 6, 6).startswith("10 people, 1 laptop, 6 questions: about 1 h 10.")


@pytest.mark.parametrize(("people", "laptops", "offered"), [(3, 1, False), (4, 1, True), (6, 2, False), (7, 2, True)])
def test_paper_is_offered_above_three_people_a_laptop(people: int, laptops: int, offered: bool) -> None:
    assert ("On paper" in texts.how_long(people, laptops, 22, 6)) is offered


def test_paper_takes_longer_with_more_questions() -> None:
    assert [paper_minutes(questions) for questions in (6, 22, 49)] == [10, 20, 40]


def test_one_person_and_one_question_are_said_in_the_singular() -> None:
    assert texts.how_long(1, 1, 1, 1) == "1 person, 1 laptop, 1 question: about 5 min."


def test_where_nobody_has_counted_the_time_is_said_for_each_person() -> None:
    assert texts.how_long_each(22) == "22 questions: about 15 min for each person."


@pytest.mark.parametrize(
    ("minutes", "said"), [(5, "5 min"), (60, "1 h"), (65, "1 h 05"), (120, "2 h"), (175, "2 h 55")]
)
def test_minutes_are_said_as_people_say_them(minutes: int, said: str) -> None:
    assert spoken_minutes(minutes) == said


def test_the_plan_of_a_meeting_has_the_time_to_answer_that_set_up_said() -> None:
    assert texts.how_long(10, 1, 6, 6).startswith("10 people, 1 laptop, 6 questions: about 1 h 10.")
    minutes, what = plan(10, 6)[1]
    assert (spoken_minutes(minutes), "at one laptop" in what) == ("1 h 10", True)
    assert texts.how_long_each(22) == "22 questions: about 15 min for each person."
    assert plan(None, 22)[1] == (15, "Answer, each of us alone")


@given(st.integers(1, 500), st.integers(1, 20), st.integers(1, 100))
def test_another_laptop_never_takes_longer(people: int, laptops: int, questions: int) -> None:
    assert meeting_minutes(people, laptops + 1, questions) <= meeting_minutes(people, laptops, questions)


@pytest.mark.parametrize(
    ("people", "said"),
    [
        (4, "4 people: only how many answered will be shown. There are too few of us to hide who said what."),
        (5, "With 5 people, only everyone's answers together will be shown."),
        (9, "With 9 people, only everyone's answers together will be shown."),
        (10, "10 people: the two groups are shown only if each has 5 or more."),
        (None, "The two groups are shown only when each has 5 people or more."),
    ],
)
def test_what_the_smallest_group_means_is_said_for_so_many_people(people: int | None, said: str) -> None:
    assert texts.what_groups_show(people, 5, private=True) == said


def test_openly_says_that_each_answer_is_seen() -> None:
    assert texts.what_groups_show(8, 0, private=False) == "The room will see each answer, and may guess whose."
