"""Paper sheets keyed in line by line: read as ticked or not at all, checked, kept whole, then cleared away."""

from __future__ import annotations

from coreflect.core.errors import NotSaved
from coreflect.plain.app import run_meeting
from tests.support.builders.examples import a_round
from tests.support.builders.services import TemporaryWorkspace, some_services
from tests.support.screens.plain_meeting import at_meeting
from tests.support.screens.typed_keys import CLEARED, CountedTimer, Said, entered, typed

ONE, READ_BACK, TWICE = "1", "1", "2"
RIGHT = NO_NOTE = ""


def keyed(
    *lines: str, sheets: str = ONE, check: str = READ_BACK, **reflection: object
) -> tuple[Said, TemporaryWorkspace]:
    services, workspace = some_services(a_round(**reflection))
    return at_meeting(services, a_round(**reflection), "2", sheets, check, *lines), workspace


def answers(workspace: TemporaryWorkspace) -> list[str]:
    (finished,) = workspace.finished.values()
    return [answer.answer for answer in finished.response.answers]


def test_a_sheet_becomes_a_response_like_any_other() -> None:
    said, workspace = keyed("3", "2", "1", "4", "n", "-", "1", RIGHT, NO_NOTE, "q")
    (finished,) = workspace.finished.values()
    assert (finished.response.perspective, finished.response.wording, finished.words) == ("staff", "plain", "")
    assert answers(workspace) == ["everywhere", "not-sure", "skipped", "not-yet"]
    assert workspace.helped == []
    assert "The sheet is saved." in said
    assert "1 has begun, 1 has finished." in said
    assert said.code == 0


def test_several_marks_on_a_line_are_taken_row_by_row() -> None:
    _, workspace = keyed("1 1 3", "4xRs", RIGHT, NO_NOTE)
    assert answers(workspace) == ["everywhere", "not-applicable", "rather-not-say", "skipped"]
    assert workspace.helped == [(a_round().id, "paid")]


def test_a_mark_that_is_none_is_said_and_what_came_before_it_is_taken() -> None:
    said, workspace = keyed("111", "139", "1", "2", RIGHT, NO_NOTE)
    assert 'Row 3: "9" is not an answer to this question. Type 1 to 4, or n for Not sure' in said
    assert answers(workspace) == ["not-yet", "some-places", "not-yet", "started"]


def test_more_marks_than_rows_are_not_taken_at_all() -> None:
    said, workspace = keyed("111", "12341", "1234", RIGHT, NO_NOTE)
    assert "That is more than the 4 rows that are left." in said
    assert answers(workspace) == ["not-yet", "started", "some-places", "everywhere"]


def test_enter_alone_is_no_mark() -> None:
    said, workspace = keyed("111", "", "", "1234", RIGHT, NO_NOTE)
    assert said.text.count("Type - where nothing is ticked.\n") >= 2
    assert len(workspace.finished) == 1


def test_b_goes_back_a_row_and_h_says_it_again() -> None:
    said, workspace = keyed("111", "1", "b", "2", "h", "2", "3", "4", RIGHT, NO_NOTE)
    assert answers(workspace) == ["started", "started", "some-places", "everywhere"]
    assert said.text.count("2. About garden-1-2.") == 2


def test_a_sheet_is_read_back_and_any_row_can_be_changed() -> None:
    said, workspace = keyed("111", "1234", "p", "4", "3", "n", "3", "", RIGHT, NO_NOTE)
    (finished,) = workspace.finished.values()
    assert finished.response.perspective == "leader"
    assert answers(workspace) == ["not-yet", "started", "not-sure", "everywhere"]
    assert "Row 3: 3. Some places." in said
    assert "Row 3: Not sure." in said


def test_what_is_no_row_is_said_while_it_is_read_back() -> None:
    said, workspace = keyed("111", "1234", "9", "row two", RIGHT, NO_NOTE)
    assert "There is no 9 here." in said
    assert len(workspace.finished) == 1


def test_a_sheet_keyed_twice_alike_is_kept() -> None:
    said, workspace = keyed("111", "1234", "111", "1234", NO_NOTE, check=TWICE)
    assert "Both times the same." in said
    assert len(workspace.finished) == 1
    first, again = said.text.split("Now type in the same sheet a second time.")
    assert first.rstrip().endswith(CLEARED)
    assert "1. Not yet" not in again


def test_where_two_keyings_differ_eyes_go_to_the_sheet() -> None:
    said, workspace = keyed("111", "1234", "211", "1244", "2", "", "3", NO_NOTE, check=TWICE)
    assert "In 2 lines the two differ." in said
    assert "Here as. First: 1. I use care or support, or have done. Then: 2. I care, unpaid" in said
    assert "Row 3. First: 3. Some places. Then: 4. Everywhere." in said
    (finished,) = workspace.finished.values()
    assert finished.response.perspective == "carer"
    assert answers(workspace) == ["not-yet", "started", "some-places", "everywhere"]


def test_a_note_on_the_sheet_is_kept_for_whom_it_is_ticked() -> None:
    _, workspace = keyed("111", "1234", RIGHT, "2", "They asked us.", "Twice.", "", "1", "9", "4", "Mine.", "", "", "")
    (finished,) = workspace.finished.values()
    assert [(note.item, note.text, note.sharing) for note in finished.notes] == [
        ("garden-1-2", "They asked us.\nTwice.", "room"),
        ("garden-2-2", "Mine.", "facilitator"),
    ]
    assert {note.response for note in finished.notes} == {""}


def test_a_half_keyed_sheet_is_kept_as_nothing_and_leaving_it_is_asked() -> None:
    said, workspace = keyed("111", "12", "q", "", "q", "2", "q")
    assert said.text.count("This sheet is not saved yet. Leave it?") == 2
    assert "Sheet 1 of 1 is not saved." in said
    assert (workspace.finished, workspace.unfinished, workspace.kept) == ({}, {}, 0)
    assert said.code == 0


def test_nothing_of_a_sheet_is_left_on_the_screen_whatever_ends_it() -> None:
    for lines in (("111", "1234", RIGHT, NO_NOTE), ("111", "12", "q", "2"), ("111", "1234"), ("111", "1")):
        said, _ = keyed(*lines)
        assert "Everywhere" not in said.on_screen
        assert "I use care" not in said.on_screen


def test_a_sheet_that_nobody_keys_on_rests_and_goes_on_where_it_was() -> None:
    services, workspace = some_services()
    lines = entered("2", ONE, READ_BACK, "111", "", "12", "34", RIGHT, NO_NOTE, "q")
    timer = CountedTimer(up_at=6)  # Once "111" and Enter were pressed.
    said = typed(lines, lambda terminal: run_meeting(services, a_round(), terminal), timer)
    assert "This screen is resting." in said
    assert len(workspace.finished) == 1


def test_a_sheet_that_cannot_be_kept_is_tried_again() -> None:
    services, workspace = some_services()
    finish = workspace.finish
    tries = iter([False, True])

    def keep(*given: object) -> None:
        if not next(tries):
            raise NotSaved("The disk is full.", "Make room.")
        finish(*given)  # type: ignore[arg-type]

    workspace.finish = keep  # type: ignore[method-assign]
    said = at_meeting(services, a_round(), "2", ONE, READ_BACK, "111", "1234", RIGHT, NO_NOTE, "", "q")
    assert said.text.index("The disk is full.") < said.text.index("The sheet is saved.")
    assert len(workspace.finished) == 1
    assert said.code == 0


def test_sheets_follow_one_another_and_are_counted() -> None:
    a_sheet = ("111 1234", RIGHT, NO_NOTE)
    said, workspace = keyed(*a_sheet, "", *a_sheet, "q", "q", sheets="3")
    assert "Sheet 2 of 3." in said
    assert "2 of 3 sheets are saved." in said
    assert len(workspace.finished) == 2
    assert said.code == 0


def test_nobody_need_have_counted_the_sheets() -> None:
    a_sheet = ("111 1234", RIGHT, NO_NOTE)
    said, workspace = keyed(*a_sheet, "", *a_sheet, "q", "q", sheets="")
    assert "Sheet 2." in said
    assert len(workspace.finished) == 2
    assert said.code == 0


def test_every_row_is_read_out_for_the_first_sheet_alone() -> None:
    a_sheet = ("1", "1", "1", "1", "2", "3", "4", RIGHT, NO_NOTE)
    said, _ = keyed(*a_sheet, "", *a_sheet, "q", sheets="2")
    assert said.text.count("About garden-1-2.") == 1


def test_a_full_stop_clears_the_sheet_until_somebody_is_alone_with_it() -> None:
    said, workspace = keyed("111", "12", ".", "", "34", RIGHT, NO_NOTE)
    assert "Is it only you?" in said
    assert len(workspace.finished) == 1


def test_a_late_sheet_is_kept_and_shows_nowhere() -> None:
    from tests.support.screens.plain_meeting import a_room

    services, workspace, reflection = a_room(people=7)
    said = at_meeting(services, reflection, "2", ONE, READ_BACK, "111 4444", RIGHT, NO_NOTE, "", "", "4", "", "b", "q")
    assert len(workspace.finished) == 8
    assert "7 of 8 people answered." in said or "8 of 8 people answered. The answers of 7 are counted here." in said
    assert "1. Not yet: 1.\n2. Started: 4.\n3. Some places: 2.\n4. Everywhere: nobody." in said.text
