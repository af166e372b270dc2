"""Paper sheets keyed in: checked as was chosen, stored whole and once, and nothing of one is left for the next."""

from __future__ import annotations

from pathlib import Path

import pytest

from coreflect.banks.shelf import Shelf
from coreflect.core.errors import Misuse, NotSaved
from coreflect.core.model import Response
from coreflect.core.reflections.paper_sheet import SheetNote
from coreflect.core.reflections.responses import Draft, Finished
from coreflect.services.app import Services, services_of
from coreflect.services.paper_sheets import READ_BACK, TWICE, PaperSheets
from coreflect.services.printing import print_questions
from tests.support.builders.workspaces import a_workspace, kept_round

FIRST, SECOND = 3, 4
"""The rows of the first two questions: above them stand who, the words, and whether somebody helped."""


@pytest.fixture
def services(tmp_path: Path) -> Services:
    return services_of(a_workspace(tmp_path / "w"), Shelf())


@pytest.fixture
def sheets(services: Services) -> PaperSheets:
    return PaperSheets(services, kept_round())


def key(sheets: PaperSheets, keys: str) -> None:
    for at, typed in enumerate(keys):
        sheets.press(at, typed)


def stored(services: Services) -> list[Response]:
    return list(services.workspace.records((kept_round().id,)).responses)


def helped(services: Services) -> list[tuple[str, int]]:
    return [(count.answer, count.count) for count in services.workspace.records((kept_round().id,)).room]


def answers(response: Response) -> list[str]:
    return [answer.answer for answer in response.answers]


def test_a_sheet_that_was_read_back_is_stored_as_a_response_like_any_other(
    services: Services, sheets: PaperSheets
) -> None:
    sheets.begin(2, READ_BACK)
    assert sheets.place == "Sheet 1 of 2"
    key(sheets, "31213n")

    assert sheets.go_on() == "check"
    assert sheets.what_to_check == "Read it back. Is every line as it is on the sheet? Press Enter to save the sheet."
    assert stored(services) == []

    sheets.press(FIRST, "2")
    sheets.save()

    (response,) = stored(services)
    assert (response.perspective, response.wording, answers(response)) == (
        "staff",
        "standard",
        ["sometimes", "always", "not-sure"],
    )
    assert helped(services) == [("chosen", 1)]
    assert (sheets.is_saved, sheets.saved) == (True, 1)


def test_a_sheet_with_a_gap_is_neither_checked_nor_stored(services: Services, sheets: PaperSheets) -> None:
    sheets.begin(1, READ_BACK)
    key(sheets, "3121")

    assert sheets.go_on() == "gap"
    assert sheets.sheet.gap == SECOND
    with pytest.raises(Misuse):
        sheets.save()
    assert stored(services) == []


def test_the_second_keying_is_blind_and_alike_is_said(services: Services, sheets: PaperSheets) -> None:
    sheets.begin(1, TWICE)
    key(sheets, "311123")

    assert sheets.go_on() == "second keying"
    assert not any(sheets.sheet.keys)
    key(sheets, "311123")
    assert sheets.go_on() == "check"
    assert sheets.what_differs == "Both times the same."
    assert sheets.what_to_check == "Both times the same. Press Enter to save the sheet."

    sheets.save()
    assert [answers(response) for response in stored(services)] == [["never", "sometimes", "always"]]


def test_where_two_keyings_differ_the_paper_decides_before_anything_is_stored(
    services: Services, sheets: PaperSheets
) -> None:
    sheets.begin(1, TWICE)
    key(sheets, "311123")
    sheets.go_on()
    key(sheets, "3112n3")
    sheets.go_on()

    assert sheets.sheet.differing == (FIRST, SECOND)
    assert sheets.what_to_check == sheets.what_differs
    assert sheets.what_differs.startswith("In 2 lines the two differ.")
    with pytest.raises(Misuse):
        sheets.save()
    assert stored(services) == []

    sheets.press(FIRST, "1")
    assert sheets.what_differs.startswith("In 1 line the two differ.")
    sheets.press(SECOND, "n")
    assert sheets.what_to_check == "Every line has been looked at. Press Enter to save the sheet."
    sheets.save()
    assert [answers(response) for response in stored(services)] == [["never", "not-sure", "always"]]


def test_two_keyings_that_would_be_stored_alike_do_not_differ(sheets: PaperSheets) -> None:
    sheets.begin(1, TWICE)
    key(sheets, "611123")
    sheets.go_on()
    key(sheets, "---123")
    sheets.go_on()

    assert sheets.sheet.differing == ()


def test_notes_and_a_code_are_stored_with_the_sheet(services: Services, sheets: PaperSheets) -> None:
    sheets.begin(1, TWICE)
    key(sheets, "311123")
    sheets.note(SheetNote(sheets.questions[1].key, "It is cold.", "facilitator"))
    sheets.take_code("RKM364")
    sheets.go_on()
    key(sheets, "311123")
    sheets.go_on()
    sheets.save()

    assert [response.code for response in stored(services)] == ["RKM364"]
    (note,) = services.workspace.records((kept_round().id,)).notes
    assert (note.item, note.text, note.sharing, note.response) == ("deciding-2", "It is cold.", "facilitator", "")


def test_nothing_of_a_sheet_is_left_for_the_next(sheets: PaperSheets) -> None:
    sheets.begin(None, READ_BACK)
    key(sheets, "311123")
    sheets.take_code("RKM364")
    sheets.go_on()
    sheets.save()
    sheets.next_sheet()

    assert not sheets.sheet.is_begun
    assert not sheets.sheet.checking
    assert not sheets.is_saved
    assert (sheets.place, sheets.is_over) == ("Sheet 2", False)


def test_a_sheet_that_was_left_has_had_its_number(sheets: PaperSheets) -> None:
    sheets.begin(2, READ_BACK)
    sheets.next_sheet()
    assert (sheets.place, sheets.saved) == ("Sheet 2 of 2", 0)
    sheets.next_sheet()
    assert sheets.is_over
    sheets.one_more()
    assert (sheets.place, sheets.is_over) == ("Sheet 3 of 3", False)


def test_a_sheet_tried_again_is_the_same_response_and_help_is_counted_once(
    services: Services, sheets: PaperSheets, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = services.workspace
    finish, save_helped = workspace.finish, workspace.save_helped

    def fails_after_all(finished: Finished, draft: Draft) -> None:
        monkeypatch.setattr(workspace, "finish", finish)
        finish(finished, draft)
        raise NotSaved("The folder cannot be reached.", "Try again.")

    def fails(round_id: str, kind: str, record: str = "") -> None:
        monkeypatch.setattr(workspace, "save_helped", save_helped)
        raise NotSaved("The stick is full.", "Make room.")

    monkeypatch.setattr(workspace, "finish", fails_after_all)
    monkeypatch.setattr(workspace, "save_helped", fails)
    sheets.begin(1, READ_BACK)
    key(sheets, "312123")
    sheets.go_on()
    with pytest.raises(NotSaved, match="cannot be reached"):
        sheets.save()
    assert not sheets.is_saved
    with pytest.raises(NotSaved, match="full"):
        sheets.save()
    assert sheets.is_saved
    sheets.save()
    sheets.save()

    assert len(stored(services)) == sheets.saved == 1
    assert helped(services) == [("chosen", 1)]


def test_a_sheet_changed_between_two_tries_is_stored_as_it_stands(
    services: Services, sheets: PaperSheets, monkeypatch: pytest.MonkeyPatch
) -> None:
    finish = services.workspace.finish

    def fails(finished: Finished, draft: Draft) -> None:
        monkeypatch.setattr(services.workspace, "finish", finish)
        raise NotSaved("The stick is full.", "Make room.")

    monkeypatch.setattr(services.workspace, "finish", fails)
    sheets.begin(1, READ_BACK)
    key(sheets, "311123")
    sheets.go_on()
    with pytest.raises(NotSaved):
        sheets.save()
    sheets.press(FIRST, "3")
    sheets.save()

    assert [answers(response) for response in stored(services)] == [["always", "sometimes", "always"]]


def test_what_a_row_does_not_take_changes_nothing(sheets: PaperSheets) -> None:
    sheets.begin(1, READ_BACK)
    before = sheets.sheet
    with pytest.raises(Misuse):
        sheets.press(FIRST, "9")
    assert sheets.sheet == before


def test_questions_are_printed_in_the_wordings_that_are_there(services: Services) -> None:
    page = print_questions(services, kept_round(), wording="plain", large=False, cards=False)
    assert "We did deciding-1." in page
    with pytest.raises(Misuse, match="There is: standard, plain, cy"):
        print_questions(services, kept_round(), wording="latin", large=False, cards=True)
