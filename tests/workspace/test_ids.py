"""Ids, return words and their marks: chance, nothing that a spreadsheet turns, nothing that hurts."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coreflect.core.names import is_safe_id
from coreflect.workspace.ids import RETURN_WORDS, SystemClock, SystemIds, return_mark, spoken
from tests.support.readers.unwanted_words import COULD_HURT, SOUND_ALIKE

ROUND = "mill-lane-2026-05-12-bcdfgh"


def test_an_id_is_ten_consonants_and_digits_and_begins_with_a_letter() -> None:
    ids = SystemIds()
    made = {ids.record() for _ in range(2000)}
    assert len(made) == 2000
    for one in made:
        assert re.fullmatch(r"[bcdfghjkmnpqrstvwxz][bcdfghjkmnpqrstvwxz2-9]{9}", one)
        assert is_safe_id(one)


def test_letters_are_consonants() -> None:
    assert re.fullmatch(r"[bcdfghjkmnpqrstvwxz]{6}", SystemIds().letters(6))


def test_two_different_return_words_come_from_the_list() -> None:
    ids = SystemIds()
    for _ in range(500):
        first, second = ids.return_words()
        assert first != second
        assert {first, second} <= set(RETURN_WORDS)


def test_the_clock_says_todays_date() -> None:
    assert date.fromisoformat(SystemClock().today()) in (date.today(), date.fromordinal(date.today().toordinal() - 1))


def test_there_are_about_five_hundred_short_plain_words() -> None:
    assert 480 <= len(RETURN_WORDS) <= 560
    assert len(set(RETURN_WORDS)) == len(RETURN_WORDS)
    for word in RETURN_WORDS:
        assert re.fullmatch(r"[a-z]{3,11}", word)
        assert word != "and"


def test_no_word_sounds_like_another_or_could_hurt() -> None:
    assert not set(RETURN_WORDS) & {*SOUND_ALIKE.split(), *COULD_HURT.split()}


def test_a_mark_says_nothing_of_the_words_and_differs_from_round_to_round() -> None:
    mark = return_mark(ROUND, "lantern meadow")
    assert re.fullmatch(r"[0-9a-f]{32}", mark)
    assert mark == return_mark(ROUND, "lantern meadow")
    assert mark != return_mark("other-2026-05-12-bcdfgh", "lantern meadow")
    assert mark != return_mark(ROUND, "lantern river")


@pytest.mark.parametrize(
    "typed",
    [
        "meadow lantern",
        "Lantern, Meadow",
        " LANTERN   meadow ",
        "lantern,meadow",
        "lantern and meadow",
        "lantern-meadow.",
    ],
)
def test_case_order_spaces_and_commas_make_no_difference(typed: str) -> None:
    assert spoken(typed) == ("lantern", "meadow")
    assert return_mark(ROUND, typed) == return_mark(ROUND, "lantern meadow")


@settings(max_examples=15)
@given(st.text(st.characters(), max_size=30))
def test_whatever_is_typed_has_a_mark(typed: str) -> None:
    assert len(return_mark(ROUND, typed)) == 32
