"""A walkthrough never loses an answer, whatever is pressed in whatever order."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coreflect.core.answers import LEFT_BLANK, NOT_SURE
from coreflect.core.banks.bank import STANDARD
from coreflect.core.model import AskedBank
from coreflect.core.reflections.responses import questions
from coreflect.core.reflections.walkthrough import Walkthrough
from tests.support.builders.examples import LEVELS, a_draft, a_round, bank


@pytest.fixture
def walk() -> Walkthrough:
    reflection = a_round()
    return Walkthrough(questions(reflection, [bank()]), a_draft())


def test_enter_goes_on_only_once_something_is_chosen(walk: Walkthrough) -> None:
    assert not walk.can_go_on
    assert walk.choose("started").can_go_on
    assert walk.choose(NOT_SURE.code).can_go_on
    assert not walk.leave_blank().can_go_on


def test_a_digit_chooses_the_level_of_that_number(walk: Walkthrough) -> None:
    for number, level in enumerate(LEVELS, start=1):
        chosen = walk.choose_level(number)
        assert chosen is not None
        assert chosen.chosen == level
    assert walk.choose_level(0) is None
    assert walk.choose_level(5) is None


def test_the_same_level_again_stays_and_the_same_non_answer_again_is_taken_off(walk: Walkthrough) -> None:
    assert walk.choose("started").choose("started").chosen == "started"
    assert walk.choose(NOT_SURE.code).choose(NOT_SURE.code).chosen is None


def test_what_no_scale_has_cannot_be_chosen(walk: Walkthrough) -> None:
    with pytest.raises(ValueError, match="agree"):
        walk.choose("agree")
    with pytest.raises(ValueError, match="skipped"):
        walk.choose(LEFT_BLANK.code)


def test_leaving_blank_takes_off_what_was_chosen(walk: Walkthrough) -> None:
    blank = walk.choose("started").leave_blank()
    assert blank.chosen is None
    assert blank.was_left_blank
    assert blank.blanks == (0, 1, 2, 3)


def test_the_right_arrow_goes_only_over_what_was_answered_or_left_blank(walk: Walkthrough) -> None:
    assert not walk.can_go_forward
    assert walk.choose("started").can_go_forward
    assert walk.leave_blank().can_go_forward
    assert not walk.jump(3).choose("started").can_go_forward


def test_back_from_the_first_and_forward_from_the_last_stay(walk: Walkthrough) -> None:
    assert walk.back().at == 0
    assert walk.jump(3).forward().at == 3
    assert walk.jump(99).at == 3
    assert walk.jump(-7).at == 0


def test_the_parts_say_how_many_questions_have_an_answer_and_what_was_left_blank_has_none(walk: Walkthrough) -> None:
    first, second = (section for section in bank().sections)
    assert [tuple(part) for part in walk.parts] == [(first, 2, 0), (second, 2, 0)]
    at_third = walk.choose("started").forward().leave_blank().forward().choose(NOT_SURE.code)
    assert [tuple(part) for part in at_third.parts] == [(first, 2, 1), (second, 2, 1)]


def test_a_bank_is_introduced_once_a_sitting(walk: Walkthrough) -> None:
    assert walk.introduction == bank()
    assert walk.introduce().introduction is None


def test_each_bank_is_introduced_before_its_first_question() -> None:
    reflection = a_round(banks=(AskedBank("garden", "short", "d"), AskedBank("pond", "whole", "d")))
    walk = Walkthrough(questions(reflection, [bank("garden"), bank("pond")]), a_draft()).introduce()
    assert walk.forward().introduction is None
    introduced = walk.jump(2).introduction
    assert introduced is not None
    assert introduced.id == "pond"


def test_only_wordings_that_every_bank_offers_are_offered() -> None:
    reflection = a_round(banks=(AskedBank("garden", "short", "d"), AskedBank("pond", "whole", "d")))
    only_standard = replace(bank("pond"), wordings=((STANDARD, "Standard words"),))
    walk = Walkthrough(questions(reflection, [bank("garden"), only_standard]), a_draft())
    assert walk.wordings() == ((STANDARD, "Standard words"),)
    assert walk.next_wording().wording == STANDARD


def test_the_next_wording_comes_round_again(walk: Walkthrough) -> None:
    assert walk.next_wording().wording == "plain"
    assert walk.next_wording().next_wording().wording == STANDARD


def test_a_note_keeps_its_id_and_goes_when_it_is_emptied(walk: Walkthrough) -> None:
    noted = walk.noted("One", "facilitator", "n1").noted("Two", "room", "n2")
    assert noted.note is not None
    assert (noted.note.id, noted.note.text, noted.note.sharing) == ("n1", "Two", "room")
    assert noted.noted("  \n", "room", "n3").note is None


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("choose"), st.sampled_from((*LEVELS, NOT_SURE.code))),
        st.tuples(st.sampled_from(("forward", "back", "next_wording", "introduce")), st.none()),
        st.tuples(st.just("jump"), st.integers(-3, 9)),
    ),
    max_size=30,
)


@given(STEPS)
def test_moving_about_never_changes_an_answer(steps: list[tuple[str, object]]) -> None:
    reflection = a_round()
    walk = Walkthrough(questions(reflection, [bank()]), a_draft())
    stands: dict[int, str | None] = {}
    for name, value in steps:
        before = walk
        walk = getattr(walk, name)() if value is None else getattr(walk, name)(value)
        if name == "choose":
            stands[before.at] = walk.answer_at(before.at)
        assert {index: walk.answer_at(index) for index in stands} == stands
        assert walk.answered == sum(answer is not None for answer in stands.values())
