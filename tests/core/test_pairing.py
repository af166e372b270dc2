"""A code is made by chance alone, read however it is typed, and never mistaken for another one or for anything else."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coreflect.core.codes import DIGITS, LETTERS, MISTYPED, NOT_A_CODE, new_code, read_code, spelled_out
from coreflect.core.errors import Misuse
from coreflect.core.names import HASH_LETTERS
from coreflect.workspace.ids import RETURN_WORDS, SystemIds


class Drawn:
    """Ids that draw these letters."""

    def __init__(self, letters: str) -> None:
        self._letters = letters

    def letters(self, count: int) -> str:
        assert count <= len(self._letters)
        return self._letters[:count]

    def record(self) -> str:
        raise AssertionError

    def return_words(self) -> tuple[str, str]:
        raise AssertionError


draws = st.text(HASH_LETTERS, min_size=16, max_size=16)
codes = draws.map(lambda letters: new_code(Drawn(letters)))


@given(codes)
def test_a_code_is_three_letters_a_hyphen_and_three_digits_and_reads_as_itself(code: str) -> None:
    begins, ends = code.split("-")

    assert len(set(begins)) == 3
    assert set(begins) <= set(LETTERS)
    assert len(ends) == 3
    assert set(ends) <= set(DIGITS)
    assert read_code(code) == code


@given(codes, st.data())
def test_any_one_wrong_character_is_noticed(code: str, data: st.DataObject) -> None:
    at = data.draw(st.sampled_from([0, 1, 2, 4, 5, 6]))
    other = data.draw(st.sampled_from([each for each in (LETTERS if at < 3 else DIGITS) if each != code[at]]))

    with pytest.raises(Misuse):
        read_code(code[:at] + other + code[at + 1 :])


@given(codes)
def test_any_two_that_have_changed_places_are_noticed(code: str) -> None:
    for one, other in (*combinations((0, 1, 2), 2), *combinations((4, 5, 6), 2)):
        marks = list(code)
        marks[one], marks[other] = marks[other], marks[one]
        if "".join(marks) != code:
            with pytest.raises(Misuse):
                read_code("".join(marks))


@given(codes, st.sampled_from(["", " ", "-", " - ", "–", "—", ".", "‑", "/"]), st.booleans(), st.booleans())
def test_it_is_read_however_it_is_spaced_dashed_and_capitalised(
    code: str, between: str, capitals: bool, apart: bool
) -> None:
    begins, ends = code.split("-")
    typed = f"  {begins}{between}{ends} "
    typed = " ".join(typed) if apart else typed

    assert read_code(typed.upper() if capitals else typed) == code


def test_digits_and_letters_of_full_width_are_the_same_ones() -> None:
    code = new_code(SystemIds())

    assert read_code("".join(chr(ord(each) + 0xFEE0) for each in code)) == code


@pytest.mark.parametrize(
    "typed", ["", "-", "lantern river", "abc", "123456", "abcdef", "k" * 1000, "fhk-23", "¹²³-fhk"]
)
def test_what_has_another_shape_is_said_to_be_no_code(typed: str) -> None:
    with pytest.raises(Misuse) as caught:
        read_code(typed)

    assert caught.value.message == NOT_A_CODE


@pytest.mark.parametrize("typed", ["abc-123", "ooo-000", "fhk-111"])
def test_what_has_the_shape_but_no_such_characters_is_to_be_looked_at_again(typed: str) -> None:
    with pytest.raises(Misuse) as caught:
        read_code(typed)

    assert caught.value.message == MISTYPED


@given(st.text(max_size=60))
def test_whatever_is_typed_is_a_code_or_is_said_to_be_none(typed: str) -> None:
    try:
        code = read_code(typed)
    except Misuse:
        return
    assert read_code(code) == code


def test_no_two_characters_look_alike_and_none_is_a_vowel() -> None:
    alike = ("0o", "1l", "1i", "2z", "5s", "6b", "8b", "9g", "9q", "uv", "mn", "cg", "4y", "dt", "bp")

    assert not any(set(pair) <= set(LETTERS + DIGITS) for pair in alike)
    assert not set(LETTERS) & set("aeiouy")


def test_no_code_holds_a_return_word_or_is_like_one() -> None:
    codes_made = {new_code(SystemIds()) for _ in range(2000)}

    assert len(codes_made) > 1500
    assert not any(word in code or code in word for code in codes_made for word in RETURN_WORDS)
    for first, second in pairwise(RETURN_WORDS):
        with pytest.raises(Misuse):
            read_code(f"{first} {second}")


def test_no_code_reads_as_an_oath_without_its_vowels() -> None:
    begins = {new_code(SystemIds())[:3] for _ in range(5000)}

    assert not any(run in each for each in begins for run in ("fk", "tf"))


def test_a_code_is_said_character_by_character() -> None:
    assert spelled_out("rkm-364") == "r, k, m, hyphen, 3, 6, 4"
