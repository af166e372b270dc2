"""The sentences that people read: how long they are, what they say, and that no name breaks them."""

from __future__ import annotations

import re
from itertools import product

import pytest

from coreflect.core.model import AskedBank
from coreflect.core.reflections.responses import HandedOver, Place, Turnout
from coreflect.core.texts import answering as sentences
from coreflect.core.texts.home import read_back, row_line, turnout_line, what_is_asked
from coreflect.core.texts.packages import export_written, invitation_written
from coreflect.core.texts.words import period_phrase, spoken_date
from tests.support.builders.examples import a_round, bank

LAPTOP, SHARED = Place("/here", shared=False), Place("/there", shared=True)
FORMS = {
    "without names": a_round(contact="Ana"),
    "too few": a_round(contact="Ana", invited=3),
    "openly": a_round(contact="Ana", privacy="open", smallest_group=0),
}
HOSTILE = "[/ops] \x1b[31m\u202eطيف"


@pytest.mark.parametrize(("form", "place", "questions"), list(product(FORMS, (LAPTOP, SHARED), (1, 22, 49))))
def test_the_welcome_has_100_to_112_words_in_all_its_forms(form: str, place: Place, questions: int) -> None:
    said = " ".join(sentences.welcome(FORMS[form], questions, place))
    assert 100 <= len(said.split()) <= 112


def test_the_welcome_says_for_each_form_what_the_room_may_see() -> None:
    said = {form: sentences.welcome(reflection, 22, LAPTOP)[2] for form, reflection in FORMS.items()}
    assert "someone may guess what you said" in said["without names"]
    assert "too few of us to hide who said what" in said["too few"]
    assert "will see each answer, and may guess whose" in said["openly"]


def test_the_welcome_never_says_on_this_laptop_in_a_shared_folder() -> None:
    said = " ".join(sentences.welcome(FORMS["openly"], 22, SHARED))
    assert "in a folder that may be shared with others" in said
    assert "on this laptop" not in said


def test_a_set_up_is_read_back_row_by_row() -> None:
    asked = (AskedBank("garden", "whole", ""),)
    assert [row_line(row) for row in read_back(a_round(banks=asked), (bank("garden"),))] == [
        "Team: Mill Lane, 8 people.",
        "When: Tuesday 12 May 2026.",
        "About: the day centre, over the last six months.",
        "Questions: The garden questions (4 questions).",
        "Answers: Without names: the smallest group we show by itself is 5.",
        "Delete by: Wednesday 12 May 2027.",
        "Contact: the garden desk gets a copy.",
    ]


def test_reading_back_says_one_person_as_one_and_leaves_out_how_many_where_nobody_counted() -> None:
    assert read_back(a_round(invited=1), ())[0] == ("Team", "Mill Lane, 1 person")
    assert read_back(a_round(invited=None), ())[0] == ("Team", "Mill Lane")


def test_what_is_asked_names_each_bank_with_its_form() -> None:
    asked = (AskedBank("garden", "whole", ""), AskedBank("shed", "short", ""))
    said = what_is_asked(a_round(banks=asked), (bank("garden"), bank("shed"), bank("other")))
    assert said == ("The garden questions (4 questions)", "The shed questions (the short form, 2 questions)")


@pytest.mark.parametrize(
    ("turnout", "said"),
    [
        (Turnout(0, 0), "Nobody has begun"),
        (Turnout(7, 5), "7 have begun, 5 have finished, 2 unfinished"),
        (Turnout(1, 1), "1 has begun, 1 has finished"),
        (Turnout(2, 3), "2 have begun, 3 have finished"),
    ],
)
def test_turnout_is_said_in_names_of_numbers_alone(turnout: Turnout, said: str) -> None:
    assert turnout_line(turnout) == said


def test_an_export_says_what_it_holds_and_what_stays_behind() -> None:
    said = " ".join(export_written("exports/a.zip", Turnout(7, 5), a_round()))
    assert "exports/a.zip" in said
    assert "the answers of 5 people" in said
    assert "unfinished answers of 2 people stay behind" in said
    assert "match notes" not in said


def test_an_export_of_fewer_than_the_smallest_group_says_that_notes_can_be_matched() -> None:
    private, openly = a_round(), a_round(privacy="open", smallest_group=0)
    assert "match notes to people" in " ".join(export_written("a.zip", Turnout(4, 4), private))
    assert "match notes to people" not in " ".join(export_written("a.zip", Turnout(4, 4), openly))


def test_an_invitation_says_that_it_holds_no_answers() -> None:
    assert "no answers" in " ".join(invitation_written("exports/a.zip"))


def test_taking_out_names_every_package_that_may_still_hold_the_answers() -> None:
    assert len(sentences.taken_out(())) == 1
    said = sentences.taken_out((HandedOver("a.zip", ("p1",)), HandedOver("b.zip", ("p1",))))[1]
    assert "a.zip, b.zip" in said


@pytest.mark.parametrize(
    ("period", "phrase"),
    [
        ("the last six months", "over the last six months"),
        ("since we met in May", "since we met in May"),
        ("2025", "over 2025"),
    ],
)
def test_a_period_fits_into_a_sentence(period: str, phrase: str) -> None:
    assert period_phrase(period) == phrase


def test_a_date_is_said_with_its_weekday_and_anything_else_as_it_is() -> None:
    assert spoken_date("2026-05-12") == "Tuesday 12 May 2026"
    assert spoken_date("soon") == "soon"


def test_no_name_brings_a_control_character_into_a_sentence() -> None:
    reflection = a_round(team_name=HOSTILE, about=HOSTILE, period=HOSTILE, contact=HOSTILE, keep_until=HOSTILE)
    said = (
        *sentences.welcome(reflection, 4, LAPTOP),
        *map(row_line, read_back(reflection, [bank()])),
        sentences.about_and_period(reflection, [bank()]),
        *sentences.thanks("a b", reflection),
        *invitation_written(HOSTILE),
        *export_written(HOSTILE, Turnout(1, 1), reflection),
        *sentences.taken_out((HandedOver(HOSTILE, ()),)),
    )
    assert not re.search("[\x00-\x1f\u202e]", "".join(said))
    assert "[/ops]" in row_line(read_back(reflection, [bank()])[0])
