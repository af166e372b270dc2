"""What is kept comes back equal, whatever people type; what has another shape is no record."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coreflect.core.model import Answer, Guard, Note, RoomCount, Withdrawn
from coreflect.core.reflections.responses import DraftNote, Finished, HandedOver
from coreflect.workspace import responses as response_documents
from coreflect.workspace import room as room_documents
from coreflect.workspace import rounds as round_documents
from coreflect.workspace import withdrawals
from coreflect.workspace.responses import FinishedFile
from coreflect.workspace.rounds import RoundFile
from coreflect.workspace.storage import NoRecord, Tables, encode
from tests.support.builders.examples import a_draft, a_response
from tests.support.builders.workspaces import kept_round
from tests.support.screens.meeting_services import an_action

ANY_TEXT = st.text(st.characters(), max_size=40)
ROUND = "mill-lane-2026-05-12-bcdfgh"


def through_a_file(tables: Tables) -> Tables:
    found: Tables = json.loads(encode(tables))
    found.pop("format")
    return found


def a_note(note_id: str, text: str) -> Note:
    return Note(note_id, "kr1", ("kr0",), ROUND, "tiny", "doing-1", "", "room", text)


def a_finished(text: str = "hello") -> Finished:
    response = a_response(1, {"garden-1-1": "started", "garden-1-2": "not-sure"}, replaces=("r0", "r1"), code=text)
    return Finished(response, (a_note("kn1", text), a_note("kn2", "")), (Withdrawn("kn0", ROUND),), "mark")


@given(ANY_TEXT, ANY_TEXT, ANY_TEXT)
def test_any_text_in_a_rounds_facts_comes_back(team: str, about: str, contact: str) -> None:
    reflection = kept_round(team_name=team, about=about, contact=contact, invited=None, replaces=("a", "b"))
    file = RoundFile(reflection, Guard(reflection.id, "private", 5))
    assert round_documents.read_round(through_a_file(round_documents.round_tables(file))) == file


@given(ANY_TEXT, st.sampled_from(["room", "facilitator"]))
def test_any_text_in_an_unfinished_note_comes_back(text: str, sharing: Any) -> None:
    finished = a_finished(text)
    draft = a_draft(
        choices=((("tiny", "doing-1"), "always"), (("tiny", "deciding-1"), "skipped")),
        notes=(DraftNote(("tiny", "doing-1"), "kn2", text, sharing), DraftNote(("tiny", "doing-2"), "kn1", "", "room")),
        at=2,
        reached=3,
        code=text,
        based_on=finished.response,
        mark="km1",
    )
    assert response_documents.read_draft(through_a_file(response_documents.draft_tables(draft))) == draft


@given(ANY_TEXT)
def test_any_text_in_a_finished_note_comes_back(text: str) -> None:
    file = FinishedFile(a_finished(text), "km1")
    assert response_documents.read_finished(through_a_file(response_documents.finished_tables(file))) == file


def test_notes_come_back_in_the_order_of_their_ids() -> None:
    finished = a_finished()
    turned = replace(finished, notes=finished.notes[::-1])
    tables = through_a_file(response_documents.finished_tables(FinishedFile(turned, "km1")))
    assert response_documents.read_finished(tables).finished.notes == finished.notes


A_COUNT = RoomCount("kc1", "kr1", (), ROUND, "tally", "tiny", "doing-1", 2, "everyone", "always", 7)


def test_what_the_room_said_and_what_was_handed_over_come_back() -> None:
    helped = RoomCount("kc2", "kr1", ("kr0",), ROUND, "helped", "", "", None, "", "paid", 1)
    for one in (A_COUNT, helped):
        assert room_documents.read_room_record(through_a_file(room_documents.room_tables((one,)))) == (one,)
    gone = (Withdrawn("ka1", ROUND), Withdrawn("kb1", ROUND))
    assert withdrawals.read_withdrawn(through_a_file(withdrawals.withdrawn_tables(gone))) == gone
    package = HandedOver("mill lane 🌻.zip", ("ka1", "kb1"))
    assert withdrawals.read_handed_over(through_a_file(withdrawals.handed_over_tables("kh1", package))) == package


def spoilt(tables: Tables) -> list[tuple[str, Tables]]:
    """The tables with each field of each document left out, and turned into what it never is."""
    found: list[tuple[str, Tables]] = []
    for table, entries in tables.items():
        for key, document in entries.items():
            for field in document:
                for name, change in (("without", None), ("a truth", True), ("a table", {}), ("a list", [[1]])):
                    copy = json.loads(json.dumps(tables))
                    if name == "without":
                        del copy[table][key][field]
                    else:
                        copy[table][key][field] = change
                    found.append((f"{table}.{field} {name}", copy))
    return found


READERS: list[tuple[Tables, Callable[[Tables], object]]] = [
    (round_documents.round_tables(RoundFile(kept_round(), Guard(ROUND, "open", 0))), round_documents.read_round),
    (response_documents.finished_tables(FinishedFile(a_finished(), "m")), response_documents.read_finished),
    (
        response_documents.draft_tables(a_draft(based_on=a_finished().response, choices=((("b", "i"), "x"),))),
        response_documents.read_draft,
    ),
    (withdrawals.handed_over_tables("k", HandedOver("f", ("a",))), withdrawals.read_handed_over),
    (room_documents.note_tables(a_note("kn1", "hello")), room_documents.read_room_record),
    (room_documents.action_tables(an_action()), room_documents.read_room_record),
    (room_documents.room_tables((A_COUNT,)), room_documents.read_room_record),
]
CAME_LATER = (
    "round.next_date without",
    "round.counted_as without",
    "round.helped without",
    "round.joined without",
    "action.happened without",
    "action.known_by without",
    "handed-over.folder without",
)
"""Fields that the first files lack; there they are empty."""
SPOILT = [(name, tables, read) for good, read in READERS for name, tables in spoilt(good) if name not in CAME_LATER]


@pytest.mark.parametrize(("tables", "read"), [one[1:] for one in SPOILT], ids=[one[0] for one in SPOILT])
def test_a_document_with_a_field_missing_or_of_another_type_is_no_record(
    tables: Tables, read: Callable[[Tables], object]
) -> None:
    with pytest.raises(NoRecord):
        read(tables)


@pytest.mark.parametrize("field", ["next_date", "counted_as", "helped", "joined"])
def test_a_round_that_was_kept_before_a_field_was_thought_of_has_none(field: str) -> None:
    tables = through_a_file(round_documents.round_tables(RoundFile(kept_round(), Guard(ROUND, "open", 0))))
    del tables["round"][ROUND][field]
    assert round_documents.read_round(tables).reflection == kept_round()


def test_an_answer_is_read_with_its_own_type_each_time() -> None:
    tables = through_a_file(response_documents.finished_tables(FinishedFile(a_finished(), "m")))
    response_documents.read_finished(tables)
    tables["response"]["p00001"]["answers"][0][2] = 1.0
    with pytest.raises(NoRecord):
        response_documents.read_finished(tables)


def test_the_same_answer_of_many_people_is_one_value() -> None:
    tables = through_a_file(response_documents.finished_tables(FinishedFile(a_finished(), "m")))
    first, second = (response_documents.read_finished(tables).finished.response.answers for _ in range(2))
    assert first == second == a_finished().response.answers
    assert first[0] is second[0]
    assert isinstance(first[0], Answer)


@pytest.mark.parametrize("tables", [{}, {"draft": {}}, {"draft": {"a": {}, "b": {}}}])
def test_a_file_for_one_record_holds_one(tables: Tables) -> None:
    with pytest.raises(NoRecord):
        response_documents.read_draft(tables)
