"""Counts, people and dates in words."""

from __future__ import annotations

import pytest

from coreflect.core.texts.words import (
    begun,
    chosen,
    counted,
    has,
    listed,
    people,
    period_phrase,
    phrase,
    plain_date,
    spoken_date,
)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (counted(0, "record"), "0 records"),
        (counted(1, "record"), "1 record"),
        (counted(2000, "record"), "2,000 records"),
        (counted(2, "set of answers", "sets of answers"), "2 sets of answers"),
        (people(1), "1 person"),
        (people(12), "12 people"),
        (chosen(1, "is", "are"), "is"),
        (chosen(0, "is", "are"), "are"),
        (has(1), "has"),
        (has(1200), "have"),
        (listed(()), ""),
        (listed(("a",)), "a"),
        (listed(("a", "b")), "a and b"),
        (listed(("a", "b", "c"), "or"), "a, b or c"),
        (plain_date("2026-05-12"), "12 May 2026"),
        (spoken_date("2026-05-16"), "Saturday 16 May 2026"),
        (begun("the next"), "The next"),
        (begun(""), ""),
    ],
)
def test_a_number_or_a_day_reads_as_people_say_it(words: str, expected: str) -> None:
    assert words == expected


@pytest.mark.parametrize("say", [plain_date, spoken_date])
@pytest.mark.parametrize(("text", "said"), [("2026-02-30", "2026-02-30"), ("", ""), ("\x1b[31m", "�[31m")])
def test_what_is_no_date_stands_as_it_was_written_made_safe(say: object, text: str, said: str) -> None:
    assert callable(say)
    assert say(text) == said


@pytest.mark.parametrize(
    ("typed", "within"),
    [
        ("the day centre", "the day centre"),
        ("The day centre.", "the day centre"),
        ("How we plan people's weeks", "how we plan people's weeks"),
        ("How do we plan people's weeks?", "“How do we plan people's weeks?”"),
        ("Short breaks!", "“Short breaks!”"),
        ("Mill Lane", "Mill Lane"),
        ("A & E", "A & E"),
        ("IT support", "IT support"),
        ("The Old Mill", "The Old Mill"),
        ("", ""),
    ],
)
def test_a_field_fits_in_the_middle_of_a_sentence(typed: str, within: str) -> None:
    assert phrase(typed) == within


def test_a_period_fits_in_a_sentence_however_it_was_typed() -> None:
    assert period_phrase("Since we met in May.") == "since we met in May"
    assert period_phrase("The last six months") == "over the last six months"
    assert period_phrase("Spring 2026") == "over Spring 2026"
