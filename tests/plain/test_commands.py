"""What one typed line means at a question."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coreflect.plain.answering import Level, NonAnswer, Unknown, understand


@pytest.mark.parametrize(
    ("typed", "meaning"),
    [
        ("3", Level(3)),
        (" 3. ", Level(3)),
        ("99", Level(99)),
        ("n", NonAnswer("not-sure")),
        ("X", NonAnswer("not-applicable")),
        ("r.", NonAnswer("rather-not-say")),
        ("", "go on"),
        (".", "rest"),
        ("?", "help"),
        ("H", "help"),
        ("s", "blank"),
        ("q", "leave"),
    ],
)
def test_a_line_means_one_thing_whatever_its_case_and_blanks(typed: str, meaning: object) -> None:
    assert understand(typed) == meaning


@pytest.mark.parametrize("typed", ["ab", "-1", "3.5", "²", "1\n2", "[red]", "0x1", "1000", "..."])
def test_what_is_no_key_and_no_number_means_nothing(typed: str) -> None:
    assert understand(typed) == Unknown(typed)


@given(st.text())
def test_any_line_is_understood_one_way_or_another(typed: str) -> None:
    understand(typed)
