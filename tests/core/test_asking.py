"""What a group asks of a board is read as it was typed, and says where it cannot be."""

from __future__ import annotations

import pytest

from coreflect.core.errors import Misuse
from coreflect.core.meeting.asking import Asking, read_asking

TODAY = "2026-05-12"


def test_what_is_typed_is_read_and_lines_that_say_nothing_are_left_out() -> None:
    read = read_asking((" Pay  bus fares. ", "", "Come."), "in six months", " in  person ", TODAY)
    assert read == Asking(("Pay bus fares.", "Come."), "2026-11-12", "in person")
    assert read_asking(("", ""), "", "", TODAY) == Asking()


@pytest.mark.parametrize(
    ("asks", "by", "how", "field", "says"),
    [
        ((), "26 May 2026", "", "ask-1", "nothing to answer"),
        (("",), "", "in person", "ask-1", "nothing to answer"),
        (("Come.", "x" * 201), "", "", "ask-2", "shorter"),
        (("Come.",), "", "x" * 201, "answer_how", "shorter"),
        (("Come.",), "soon", "", "answer_by", "not a date"),
    ],
)
def test_what_cannot_be_taken_says_so_and_where(
    asks: tuple[str, ...], by: str, how: str, field: str, says: str
) -> None:
    with pytest.raises(Misuse, match=says) as raised:
        read_asking(asks, by, how, TODAY)
    assert raised.value.field == field
