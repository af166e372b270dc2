"""Keying in a sheet: what is typed is what was ticked, two keyings show where they differ, and nothing is guessed."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coreflect.core.answers import NON_ANSWERS, PERSPECTIVES
from coreflect.core.banks.bank import EASIER, STANDARD
from coreflect.core.errors import Misuse
from coreflect.core.reflections.paper_sheet import KeyedSheet, SheetNote, SheetRow, empty_sheet
from coreflect.core.reflections.responses import amend, questions
from coreflect.core.texts import paper as texts
from tests.support.builders.examples import CountingIds, a_round, bank

ASKED = questions(a_round(), (bank(),))
EMPTY = empty_sheet(ASKED)
WHO, WORDING, HELPED, FIRST, *_ = range(len(EMPTY.rows))
ROW = EMPTY.rows[FIRST]
KEYS = [[choice.key for choice in row.choices] for row in EMPTY.rows]
WHOLE = st.tuples(*map(st.sampled_from, KEYS))


def keyed(keys: Iterable[str], sheet: KeyedSheet = EMPTY) -> KeyedSheet:
    for at, key in enumerate(keys):
        sheet = sheet.pressed(at, key)
    return sheet


def row_of(levels: int) -> SheetRow:
    names = tuple(f"level-{number}" for number in range(1, levels + 1))
    return empty_sheet(questions(a_round(), (bank(levels=names),))).rows[-1]


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
    assert ROW.value(ROW.read(typed)) == choice


@pytest.mark.parametrize("typed", ["0", "5", "12", "y", "?", "1 2", "١", "²", "\x1b[2J", "n" * 500])
def test_what_stands_for_no_answer_is_refused_with_what_can_be_typed(typed: str) -> None:
    with pytest.raises(Misuse) as refused:
        EMPTY.pressed(FIRST, typed)

    assert "is not an answer to this question." in refused.value.message
    assert "\x1b" not in refused.value.message
    assert len(refused.value.message) < 80
    assert refused.value.hint == (
        "Type 1 to 4, or n for Not sure, x for Doesn't apply here, r for Rather not say, s for Left blank."
    )


@given(st.integers(2, 7), st.data())
def test_every_answer_has_a_key_that_reads_as_that_answer(levels: int, data: st.DataObject) -> None:
    row = row_of(levels)
    assert row.question
    codes = [*row.question.scale.level_ids, *(answer.code for answer in NON_ANSWERS)]
    assert [choice.value for choice in row.choices] == codes

    choice = data.draw(st.sampled_from(row.choices))

    assert row.value(row.read(choice.key)) == choice.value


def test_the_perspective_is_its_number_and_none_ticked_is_not_said() -> None:
    row = EMPTY.rows[WHO]
    assert [row.value(row.read(str(number))) for number in range(1, 7)] == [each.code for each in PERSPECTIVES]
    assert [row.value(row.read(typed)) for typed in ("", "-", "s")] == ["not-said"] * 3


def test_help_is_its_number() -> None:
    row = EMPTY.rows[HELPED]
    assert [row.value(row.read(typed)) for typed in ("1", "2", "3", "", "-")] == ["", "chosen", "paid", "", ""]


def test_the_words_are_their_number_and_none_ticked_are_the_standard_ones() -> None:
    row = EMPTY.rows[WORDING]
    assert [row.value(row.read(typed)) for typed in ("1", "2", "-", "s")] == [STANDARD, EASIER, STANDARD, STANDARD]


@pytest.mark.parametrize(("at", "last"), [(WHO, 6), (WORDING, 2), (HELPED, 3)])
def test_a_number_that_is_not_on_the_sheet_is_refused(at: int, last: int) -> None:
    for typed in ("0", str(last + 1), "n", "carer"):
        with pytest.raises(Misuse, match=f"Type 1 to {last}, or -"):
            EMPTY.pressed(at, typed)


@given(WHOLE, WHOLE)
def test_two_different_keyings_always_show_their_difference(first: tuple[str, ...], second: tuple[str, ...]) -> None:
    blind = keyed(second, keyed(first).keyed_again())
    assert blind.differing == ()

    sheet = blind.checked()
    stored = [[row.value(key) for row, key in zip(sheet.rows, keys, strict=True)] for keys in (first, second)]
    assert list(sheet.differing) == [at for at, (one, other) in enumerate(zip(*stored, strict=True)) if one != other]

    for at in sheet.differing:
        sheet = sheet.pressed(at, first[at])
    assert sheet.differing == ()
    assert [row.value(key) for row, key in zip(sheet.rows, sheet.keys, strict=True)] == stored[0]


def test_the_second_keying_does_not_show_the_first() -> None:
    again = keyed("3114444").keyed_again()

    assert not any(again.keys)
    assert again.gap == 0


def test_a_row_that_was_looked_at_on_the_paper_is_settled_whatever_was_ticked() -> None:
    sheet = keyed("3114444", keyed("3112444").keyed_again()).checked()
    assert sheet.differing == (FIRST,)

    assert sheet.pressed(FIRST, "1").differing == ()


def test_a_sheet_says_its_questions_in_the_words_that_are_ticked_on_it() -> None:
    assert EMPTY.rows[FIRST].title == ASKED[0].item.text.say(STANDARD)
    sheet = EMPTY.pressed(WORDING, "2")
    assert sheet.rows[FIRST].title == ASKED[0].item.text.say(EASIER)
    assert sheet.rows[FIRST].words("n") == "I don't know"
    assert sheet.pressed(WORDING, "1").rows == EMPTY.rows


def test_a_sheet_says_which_of_how_many_it_is() -> None:
    places = [texts.sheet_place(7, 10), texts.sheet_place(7, None), texts.sheet_place(11, 10)]
    assert places == ["Sheet 7 of 10", "Sheet 7", "Sheet 11"]


def test_one_and_many_are_said_as_people_say_them() -> None:
    assert texts.they_differ(1).startswith("In 1 line the two differ.")
    assert texts.they_differ(3).startswith("In 3 lines the two differ.")
    assert texts.sheets_saved(1, 3) == "1 of 3 sheets is saved."
    assert texts.sheets_saved(1, 1) == "The sheet is saved."
    assert texts.sheets_saved(3, 3) == "Every sheet is saved."
    assert texts.sheets_saved(3, None) == "Sheets saved: 3."


def test_a_sheet_is_a_response_like_any_other_without_return_words() -> None:
    sheet = keyed("2211-n4").noted(SheetNote(ASKED[2].key, "  ", "room"))
    sheet = sheet.noted(SheetNote(ASKED[1].key, "The gate sticks.", "room"))

    finished = sheet.finished(a_round(), CountingIds())

    answers = [answer.answer for answer in finished.response.answers]
    assert answers == ["not-yet", "skipped", "not-sure", "everywhere"]
    assert (finished.response.perspective, finished.response.wording) == ("carer", EASIER)
    assert (finished.response.replaces, finished.response.code, finished.words) == ((), "", "")
    assert [(note.item, note.text, note.sharing) for note in finished.notes] == [
        ("garden-1-2", "The gate sticks.", "room")
    ]
    assert len({finished.response.id, finished.response.revision, *(note.id for note in finished.notes)}) == 3
    assert amend(finished).response == finished.response.id


def test_notes_stand_in_the_order_of_the_sheet_and_one_without_words_takes_the_other_off() -> None:
    later, earlier = (SheetNote(ASKED[at].key, f"Note {at}.", "room") for at in (2, 1))
    sheet = keyed("2211-n4").noted(later).noted(earlier)

    assert [note.text for note in sheet.finished(a_round(), CountingIds()).notes] == ["Note 1.", "Note 2."]
    assert sheet.noted(SheetNote(ASKED[2].key, " ", "room")).notes == (earlier,)


def test_a_note_of_a_private_round_leads_to_no_sheet() -> None:
    sheet = keyed("211----").noted(SheetNote(ASKED[1].key, "The gate sticks.", "facilitator"))

    private = sheet.finished(a_round(), CountingIds())
    openly = sheet.finished(a_round(privacy="open"), CountingIds())

    assert [note.response for note in private.notes] == [""]
    assert [note.response for note in openly.notes] == [openly.response.id]


@given(WHOLE)
def test_what_was_ticked_goes_to_the_response_and_back(keys: tuple[str, ...]) -> None:
    finished = keyed(keys).finished(a_round(), CountingIds())
    stored = [answer.answer for answer in finished.response.answers]

    back = [next(choice.key for choice in ROW.choices if choice.value == answer) for answer in stored]

    assert tuple(back) == keys[FIRST:]


@pytest.mark.parametrize("keys", ["", "211123", "2"])
def test_a_sheet_that_is_not_whole_is_refused(keys: str) -> None:
    sheet = keyed(keys)
    assert sheet.gap == len(keys)
    with pytest.raises(Misuse, match="not whole"):
        sheet.finished(a_round(), CountingIds())


def test_a_level_of_another_scale_is_no_answer() -> None:
    three = row_of(3)

    assert three.read("3") == "3"
    with pytest.raises(Misuse, match="is not an answer to this question"):
        three.read("4")
