"""Keying in a sheet: what is typed is what was ticked, two keyings show where they differ, and nothing is guessed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coreflect.core.answers import NON_ANSWERS, PERSPECTIVES
from coreflect.core.banks.bank import EASIER
from coreflect.core.errors import Misuse
from coreflect.core.reflections.paper_sheet import (
    Difference,
    SheetNote,
    differences,
    key_of,
    read_back,
    read_helped,
    read_perspective,
    read_row,
    sheet,
    sheet_place,
)
from coreflect.core.reflections.responses import Question, amend, questions
from coreflect.core.texts import paper as texts
from tests.support.examples import LEVELS, CountingIds, a_round, bank

ASKED = questions(a_round(), (bank(),))
SCALE = ASKED[0].scale
CHOICES = (*LEVELS, *(each.code for each in NON_ANSWERS))


def scale_of(levels: int) -> Question:
    names = tuple(f"level-{number}" for number in range(1, levels + 1))
    return questions(a_round(), (bank(levels=names),))[0]


@pytest.mark.parametrize(
    ("typed", "choice"),
    [
        ("1", "not-yet"),
        (" 4 ", "everywhere"),
        ("n", "not-sure"),
        ("X", "not-applicable"),
        ("r", "rather-not-say"),
        ("s", "skipped"),
        ("-", "skipped"),
        ("", "skipped"),
    ],
)
def test_a_row_is_read_as_the_sheet_shows_it(typed: str, choice: str) -> None:
    assert read_row(typed, SCALE) == choice


@pytest.mark.parametrize("typed", ["0", "5", "12", "y", "?", "1 2", "١", "²", "\x1b[2J", "n" * 500])
def test_what_stands_for_no_answer_is_refused_with_what_can_be_typed(typed: str) -> None:
    with pytest.raises(Misuse) as refused:
        read_row(typed, SCALE)

    assert "is no answer to this question." in refused.value.message
    assert "\x1b" not in refused.value.message
    assert len(refused.value.message) < 80
    assert refused.value.hint == (
        "Type 1 to 4, or n for Not sure, x for Doesn't apply here, r for Rather not say, s for Left blank."
    )


@given(st.integers(2, 7), st.data())
def test_every_answer_has_a_key_that_reads_as_that_answer(levels: int, data: st.DataObject) -> None:
    scale = scale_of(levels).scale
    choice = data.draw(st.sampled_from([*scale.level_ids, *(each.code for each in NON_ANSWERS)]))

    assert read_row(key_of(choice, scale), scale) == choice


def test_the_perspective_is_its_number_and_none_ticked_is_not_said() -> None:
    assert [read_perspective(str(number)) for number in range(1, 7)] == [each.code for each in PERSPECTIVES]
    assert [read_perspective(typed) for typed in ("", "-", "s")] == ["not-said"] * 3


def test_help_is_its_number() -> None:
    assert [read_helped(typed) for typed in ("1", "2", "3", "", "-")] == ["", "chosen", "paid", "", ""]


@pytest.mark.parametrize(("read", "last"), [(read_perspective, 6), (read_helped, 3)])
def test_a_number_that_is_not_on_the_sheet_is_refused(read: object, last: int) -> None:
    for typed in ("0", str(last + 1), "n", "carer"):
        with pytest.raises(Misuse, match=f"Type 1 to {last}, or -"):
            read(typed)  # type: ignore[operator]


@given(st.lists(st.sampled_from(CHOICES)), st.lists(st.sampled_from(CHOICES)))
def test_two_different_keyings_always_show_their_difference(first: list[str], second: list[str]) -> None:
    found = differences(first, second)

    assert bool(found) == (first != second)
    mended = list(first)
    for at, one, other in found:
        assert one == (first[at] if at < len(first) else "")
        mended[at : at + 1] = [other] if other else []
    assert [choice for choice in mended if choice] == second or len(first) > len(second)


def test_a_difference_names_the_row_and_both_answers() -> None:
    assert differences(("a", "b", "c"), ("a", "x", "c", "d")) == (Difference(1, "b", "x"), Difference(3, "", "d"))


def test_an_answer_is_read_back_with_its_key_and_its_words() -> None:
    assert read_back(ASKED[0], "some-places", "standard") == "3  Some places"
    assert read_back(ASKED[0], "not-sure", EASIER) == "n  I don't know"


def test_a_sheet_says_which_of_how_many_it_is() -> None:
    assert [sheet_place(7, 10), sheet_place(7, None), sheet_place(11, 10)] == ["Sheet 7 of 10", "Sheet 7", "Sheet 11"]


def test_one_and_many_are_said_as_people_say_them() -> None:
    assert texts.they_differ(1).startswith("In 1 line the two differ.")
    assert texts.they_differ(3).startswith("In 3 lines the two differ.")
    assert texts.sheets_saved(1, 3) == "1 of 3 sheets is kept."
    assert texts.sheets_saved(1, 1) == "The sheet is kept."
    assert texts.sheets_saved(3, 3) == "Every sheet is kept."
    assert texts.sheets_saved(3, None) == "Sheets kept: 3."


def test_a_sheet_is_a_response_like_any_other_without_return_words() -> None:
    choices = ("not-yet", "skipped", "not-sure", "everywhere")
    notes = [SheetNote(ASKED[1].key, "The gate sticks.", "room"), SheetNote(ASKED[2].key, "  ", "room")]

    finished = sheet(a_round(), ASKED, "carer", EASIER, choices, notes, CountingIds())

    assert [answer.answer for answer in finished.response.answers] == list(choices)
    assert (finished.response.perspective, finished.response.wording) == ("carer", EASIER)
    assert (finished.response.replaces, finished.response.code, finished.words) == ((), "", "")
    assert [(note.item, note.text, note.sharing) for note in finished.notes] == [
        ("garden-1-2", "The gate sticks.", "room")
    ]
    assert len({finished.response.id, finished.response.revision, *(note.id for note in finished.notes)}) == 3
    assert amend(finished).response == finished.response.id


def test_a_note_of_a_private_round_leads_to_no_sheet() -> None:
    notes = [SheetNote(ASKED[1].key, "The gate sticks.", "facilitator")]

    private = sheet(a_round(), ASKED, "carer", EASIER, ["skipped"] * 4, notes, CountingIds())
    openly = sheet(a_round(privacy="open"), ASKED, "carer", EASIER, ["skipped"] * 4, notes, CountingIds())

    assert [note.response for note in private.notes] == [""]
    assert [note.response for note in openly.notes] == [openly.response.id]


@given(st.lists(st.sampled_from(CHOICES), min_size=4, max_size=4))
def test_what_was_ticked_goes_to_the_response_and_back(choices: list[str]) -> None:
    typed = "".join(key_of(choice, SCALE) for choice in choices)
    read = [read_row(key, SCALE) for key in typed]
    finished = sheet(a_round(), ASKED, "carer", "standard", read, (), CountingIds())

    assert "".join(key_of(answer.answer, SCALE) for answer in finished.response.answers) == typed


@pytest.mark.parametrize("choices", [["not-yet"] * 3, ["not-yet"] * 5, ["not-yet", "often", "not-yet", "not-yet"]])
def test_a_sheet_that_is_not_whole_or_holds_another_answer_is_refused(choices: list[str]) -> None:
    with pytest.raises(Misuse):
        sheet(a_round(), ASKED, "carer", "standard", choices, (), CountingIds())


def test_a_level_of_another_scale_is_no_answer() -> None:
    other = replace(ASKED[0], scale=scale_of(3).scale)

    with pytest.raises(Misuse, match="Row 1 holds no answer"):
        sheet(a_round(), [other], "carer", "standard", ["not-yet"], (), CountingIds())
