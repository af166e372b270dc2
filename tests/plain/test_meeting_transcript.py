"""A whole meeting as it is read aloud, from set-up to the next reflection opening with what was said."""

from __future__ import annotations

import re
from functools import cache

import pytest

from coreflect.banks.shelf import Shelf
from tests.plain.test_transcript import NEVER
from tests.support.builders.services import TemporaryWorkspace, composed
from tests.support.readers.goldens import Golden
from tests.support.screens.typed_keys import Said, at_home

NEVER_OF_RESULTS = re.compile(
    r"\b(conflict|trend|overestimate\w*|rate themselves|think|hidden|did not know|staff only|no one)\b|\d %",
    re.IGNORECASE,
)
MAY_BE_SAID = "There are no right or wrong answers."
CHECKED = ""
"""Enter, where a sheet was read back and is right."""
NO_NOTE = ""

SET_UP = ("n", "Mill Lane", "the day centre", "", "1", "2", "", "7", "1", "1", "3", "Rosa", "", "1")
MEETING = "2"
ANSWER = ("1", "", "1", "1", "1", "4", "", "1", "1", "2", "1", "n", "2", "", "", "q")
"""On this laptop: no help, uses support, standard words, one to try, the two words, six answers, the next person."""
FIRST_SHEET = (
    *("1", "-", "2", "1", "7", "1", "2", "b", "2", "1", "n", "2"),  # row by row; a mark that is none; one row back
    *("4", "2", CHECKED),  # a row changed
    *("3", "They asked us at the gate.", "", "1", NO_NOTE),
)
SHEETS = (
    *FIRST_SHEET,
    *("", "211 112n12", CHECKED, NO_NOTE),
    *("", "311 444312", CHECKED, NO_NOTE),
    *("", "311 44431-", CHECKED, NO_NOTE),
    *("", "411 343x12", CHECKED, NO_NOTE),
)
PAPER = ("2", "5", "1", *SHEETS)
REVEAL = ("", "3", "2")
OPENING = ("",)
CHOOSE = ("g", "t", "1 2 9", "1 2 3")
FIRST_TALK = (
    *("", "1", "2", "We heard two stories.", "", "1"),
    *("3", "2", "", "", "4", "", "", "", "7", "2"),  # six hands of seven people: counted again
    *("", "", "", "", "1", "", "", "", ""),
    *("4", "5"),  # we see it differently, and leave it so
    *("5", "Ask people who live here before each decision", "Priya", "the summer fair", "Priya", "Tom"),
    *("Each decision names whom we asked.", "", "9"),
)
SECOND_TALK = ("", "4", "3", "1", "8")
THIRD_TALK = ("4", "6", "", "b")
CLOSE = ("7", "night staff", "good long fair", "2", "2026-11-12", "n")
NEXT_TIME = ("in six months", "", "1")
NEXT_OPENING = (MEETING, "2", "People are asked, not each time.", "", "q", "q", "q")


@cache
def a_whole_meeting() -> Said:
    workspace = TemporaryWorkspace()
    services = composed(workspace, Shelf())
    lines = (*SET_UP, MEETING, *ANSWER, *PAPER, *REVEAL, *OPENING, *CHOOSE, *FIRST_TALK, *SECOND_TALK, *THIRD_TALK)
    return at_home(services, *lines, *CLOSE, *NEXT_TIME, *NEXT_OPENING)


def test_a_whole_meeting_makes_sense_read_aloud(golden: Golden) -> None:
    said = a_whole_meeting()
    golden("plain-meeting.txt", "\n".join(one.rstrip() for one in said.text.splitlines()) + "\n")
    assert said.code == 0


@pytest.mark.parametrize("never", [NEVER, NEVER_OF_RESULTS])
def test_no_word_is_said_in_a_meeting_that_is_never_to_be_said(never: re.Pattern[str]) -> None:
    said = a_whole_meeting().text.replace(MAY_BE_SAID, "")
    assert sorted({found.group() for found in never.finditer(said)}) == []


def test_nothing_said_in_a_meeting_depends_on_colour_or_moves_the_cursor() -> None:
    assert "\x1b" not in a_whole_meeting().text


def test_no_line_is_wider_than_a_terminal_and_none_draws_with_signs() -> None:
    text = a_whole_meeting().text
    said = [line for line in text.splitlines() if not line.startswith(" ")]
    assert max(map(len, said)) <= 80
    assert not set("•·│─›●○") & set(text)
