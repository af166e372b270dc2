"""Any name becomes a safe slug, the same everywhere, and two names share one only when they fold to the same."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coreflect.core.names import LONGEST_SLUG, folded, is_safe_id, natural_order, shown, slug


@pytest.mark.parametrize("name", ["Mill Lane", "mill lane", "  MILL\u00a0 Lane ", "Ｍｉｌｌ Lane"])
def test_names_that_fold_alike_share_a_slug(name: str) -> None:
    assert slug(name) == "mill-lane"


@pytest.mark.parametrize(
    "name",
    ["../", "../../etc/passwd", "CON", "con", "aux.txt", "🌻", "Café North", "C" * 300, "\u202eevil", "", "May 2026",
     "true", "N/A", "3rd ward", "-1", "=1+1", "جمعية", "a/b\\c", "COM1", "nul", "dec-1", ".", "..", " "],
)  # fmt: skip
def test_awkward_names_become_safe_slugs(name: str) -> None:
    assert is_safe_id(slug(name))
    assert len(slug(name)) <= LONGEST_SLUG


def test_what_slugging_lost_is_told_apart_by_six_letters() -> None:
    assert slug("Café North") != slug("Cafe North")
    assert slug("Cafe North") == "cafe-north"
    assert slug("Café North").startswith("cafe-north-")
    assert slug("🌻") != slug("🌼")
    assert slug("a" * 300) != slug("a" * 301)


def test_a_composed_and_a_decomposed_name_are_one() -> None:
    assert slug(unicodedata.normalize("NFD", "Café")) == slug(unicodedata.normalize("NFC", "Café"))


@given(st.text(max_size=400))
def test_any_text_has_a_safe_slug(name: str) -> None:
    made = slug(name)
    assert is_safe_id(made)
    assert made == slug(folded(name))


@given(st.text(), st.text())
def test_two_names_share_a_slug_only_when_they_fold_alike(one: str, other: str) -> None:
    if slug(one) == slug(other):
        assert folded(one) == folded(other)


@given(st.text())
def test_shown_text_holds_no_control_and_no_direction_marks(text: str) -> None:
    safe = shown(text)
    assert not any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in safe)
    assert "\x1b" not in safe
    assert "\u202e" not in safe


def test_shown_text_keeps_accents_joiners_and_emoji_and_lines_where_asked() -> None:
    assert shown("Café 👩‍👧 [red]") == "Café 👩‍👧 [red]"
    assert shown("one\ntwo") == "one two"
    assert shown("one\n\ttwo", lines=True) == "one\n\ttwo"


def test_names_are_listed_as_people_count() -> None:
    listed = ["2nd floor", "10", "Mill Lane", "mill lane 2", "Mill Lane 10", "Mill Lane 010 b", "Team 1", "team 10"]
    assert sorted({*listed}, key=natural_order) == listed


@given(st.text(), st.text(), st.integers(0, 10**6), st.integers(0, 10**6))
def test_any_names_can_be_put_in_order_and_numbers_in_them_count(
    name: str, different: str, one: int, other: int
) -> None:
    assert (natural_order(name) < natural_order(different)) == (natural_order(different) > natural_order(name))
    first, second = (natural_order(f"{name} {number}") for number in (one, other))
    assert (first < second) == (one < other)
