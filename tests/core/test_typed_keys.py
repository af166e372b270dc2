"""A key means the same with Caps Lock, on other keyboards and with other digits; what is bound itself stays itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coreflect.core.typed_keys import meant

QUESTION = {*"1234", *"nxrsgbcwq", ".", "?"}


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        *zip("NXRSGBCWQ", "nxrsgbcwq", strict=True),
        *zip("&é\"'", "1234", strict=True),
        *[("２", "2"), ("٣", "3"), ("४", "4"), ("ｎ", "n"), ("Ｎ", "n")],
        *[("т", "n"), ("Т", "n"), ("й", "q"), ("ν", "n"), ("Ν", "n"), ("χ", "x"), ("і", "s")],
    ],
)
def test_a_key_of_another_keyboard_means_the_key_at_its_place(typed: str, key: str) -> None:
    assert meant(typed, QUESTION) == key


def test_a_sign_that_is_a_key_itself_is_no_digit() -> None:
    assert meant("-", {"6", "-"}) == "-"
    assert meant("-", {"6"}) == "6"
    assert meant("'", QUESTION - {"4"}) == "'"


@given(st.sampled_from(sorted(QUESTION)))
def test_every_key_means_itself(key: str) -> None:
    assert meant(key, QUESTION) == key
