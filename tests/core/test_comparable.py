"""Answers are compared within one meaning: other words are compared only where an edition tells that it is the same."""

from __future__ import annotations

import pytest

from coreflect.core.banks.comparable import AsRead, in_other_words, why_not

READ = AsRead(1, ("no", "yes"), "How?", "Beds", "The least.", "The most.", ("No", "Yes"), ("Never.", "Always."), False)
SHIPPED = READ._replace(shipped=True)
REWORDED = (
    {"stem": "How often?"},
    {"text": "The beds"},
    {"lowest": "None."},
    {"highest": "All."},
    {"labels": ("Not done", "Yes")},
    {"meanings": ("Never.", "As a rule.")},
)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, ""),
        ({"edition": 2}, "reworded"),
        ({"edition": 2, "text": "Else"}, "reworded"),
        ({"level_ids": ("no", "maybe", "yes")}, "rescaled"),
        ({"level_ids": ("yes", "no")}, "rescaled"),
    ],
)
def test_another_edition_or_scale_is_not_compared_whoever_wrote_the_bank(
    changes: dict[str, object], reason: str
) -> None:
    for read in (READ, SHIPPED):
        later = read._replace(**changes)  # type: ignore[arg-type]
        assert why_not(read, later) == why_not(later, read) == reason
        assert not in_other_words(read, later)


@pytest.mark.parametrize("changes", REWORDED)
def test_other_words_of_one_edition_are_compared_only_where_both_banks_came_with_coreflect(
    changes: dict[str, object],
) -> None:
    ours, theirs = SHIPPED._replace(**changes), READ._replace(**changes)  # type: ignore[arg-type]
    assert why_not(SHIPPED, ours) == ""
    assert in_other_words(SHIPPED, ours)
    for before, now in ((READ, theirs), (SHIPPED, theirs), (READ, ours)):
        assert why_not(before, now) == "text differs"
        assert not in_other_words(before, now)


def test_the_same_words_are_compared_whoever_wrote_them() -> None:
    assert why_not(READ, SHIPPED) == ""
    assert not in_other_words(READ, SHIPPED)
