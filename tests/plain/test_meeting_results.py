"""Results line by line: something alike first, nothing leaves the list, and what is kept is said once it is kept."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coreflect.core.errors import NotSaved
from tests.support.screens.plain_meeting import ALIKE, APART, MIXED, UNSURE, a_room, at_meeting, finish
from tests.support.screens.typed_keys import Said

LOOK = ("3", "")
"""To look, and on from what is seen alike to the list."""


def looking(*lines: str, **reflection: object) -> Said:
    services, _, round_facts = a_room(**reflection)  # type: ignore[arg-type]
    return at_meeting(services, round_facts, *LOOK, *lines)


def test_results_open_with_how_not_who_and_something_seen_alike() -> None:
    said = looking()
    opening = said.text.split("Press Enter to go on to all questions:")[0]
    assert "These answers are about how things are done, not about the people who do them." in " ".join(opening.split())
    assert "7 of 8 people answered." in opening
    heading = 'Where our answers agree: mostly "Started".'
    assert f"{heading}\nOver the last six months, how far is this happening?\nAbout {ALIKE}." in opening
    assert APART not in opening


def test_every_question_stands_once_in_the_list_in_the_order_of_the_room() -> None:
    listed = looking("b").text.split("Press Enter to go on to all questions:")[1].split("Type the number")[0]
    at = [listed.index(f"About {item}") for item in (APART, UNSURE, ALIKE, MIXED)]
    assert at == sorted(at)
    assert [listed.count(f"About {item}") for item in (ALIKE, APART, UNSURE, MIXED)] == [1, 1, 1, 1]
    assert listed.index("Where our answers differ.") < at[0] < listed.index("Where many are not sure.") < at[1]


def test_at_a_glance_questions_stand_by_section_with_the_numbers_that_open_them() -> None:
    said = looking("g", "4")
    glance = said.text.partition("At a glance.\n")[2].partition("The list of questions.")[0]
    heard = " ".join(glance.split())

    assert '1. About garden-1-2. 3 chose "Not yet"; 4 chose "Everywhere". Answers differ.' in heard
    assert "Many are not sure." in heard
    at = [glance.index(f"About {item}") for item in sorted((ALIKE, APART, UNSURE, MIXED))]
    assert at == sorted(at)
    assert f"About {MIXED}." in said.text.partition("The other questions. 1 of 1.")[2]


@pytest.mark.parametrize("typed", [("/GARDEN-2",), ("/", "2- den")])
def test_a_slash_finds_questions_by_their_words_with_the_numbers_that_open_them(typed: tuple[str, ...]) -> None:
    found = looking(*typed, "/nowhere", "b").text.partition("2 questions\n")[2]
    assert found.startswith(f"2. About {UNSURE}.\n4. About {MIXED}.\n")
    assert "No question has these words." in found


def test_a_question_is_read_out_whole_with_counts_in_words() -> None:
    said = looking("1")
    assert "1. Not yet: 3.\n2. Started: nobody.\n3. Some places: nobody.\n4. Everywhere: 4." in said.text
    assert '3 of 7 chose "Not yet". 4 chose "Everywhere". Both can be true. What has each of us seen?' in said
    assert "We show no groups here, to protect people." in said


def test_openly_each_perspective_is_heard() -> None:
    said = looking("1", privacy="open", smallest_group=0)
    assert 'Unpaid carers and family (4): 2 chose "Not yet"; 2 chose "Everywhere".' in said


def test_the_prompt_is_heard_on_asking_alone() -> None:
    assert "What have you seen?" not in looking("1", "9")
    assert "What have you seen?" in looking("1", "1")


def test_up_to_three_are_chosen_and_kept_and_none_leaves_the_list() -> None:
    services, workspace, reflection = a_room()
    said = at_meeting(services, reflection, *LOOK, "t", "4, 1", "h", "b", "q")
    (rows,) = workspace.room_records.values()
    assert [(row.item, row.count) for row in rows] == [(MIXED, 1), (APART, 2)]
    assert "4. About garden-2-2. Chosen to talk about." in said
    assert "2. About garden-2-1. 2 chose" in said
    assert said.code == 0


def test_all_are_taken_off_again_with_a_nought_and_a_line_without_numbers_takes_none_off() -> None:
    services, workspace, reflection = a_room()
    said = at_meeting(services, reflection, *LOOK, "t", "4 1", "t", ",", "0", "b", "q")
    assert "Please type numbers from 1 to 4" in said
    assert "Saved. Choose up to 3 to talk about." in said
    (rows,) = workspace.room_records.values()
    assert [(row.item, row.count) for row in rows] == [("", 0)]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("1 2 3 4", "Choose 3 questions at most."),
        ("2 2", "A question was chosen twice."),
        ("2 9", "Please type numbers from 1 to 4"),
        ("two", "Please type numbers from 1 to 4"),
    ],
)
def test_a_choice_that_cannot_be_taken_is_one_sentence(line: str, sentence: str) -> None:
    services, workspace, reflection = a_room()
    assert sentence in at_meeting(services, reflection, *LOOK, "t", line, "", "b", "q")
    assert workspace.room_records == {}


def test_enter_leads_from_one_chosen_question_to_the_next_that_is_not_settled() -> None:
    said = looking("t", "1 4", "", "4", "5", "9", "", "4", "6", "9", "", "q")
    assert "To talk about. 1 of 2." in said
    assert "To talk about. 2 of 2." in said
    assert said.code == 0


def test_where_two_laptops_settled_it_in_two_ways_it_is_talked_about_again() -> None:
    services, workspace, reflection = a_room()
    at_meeting(services, reflection, *LOOK, "t", "1", "1", "4", "5", "9", "b", "q")
    settled = next(rows for rows in workspace.room_records.values() if rows[0].kind == "agreed")
    theirs = replace(settled[0], revision="theirs", answer="not-yet")
    workspace.save_room([theirs])
    said = at_meeting(services, reflection, "3", "", "4", "2", "1", "9", "b", "q")
    assert "What we agreed: There are two versions. Please look at them together." in said
    (now,) = next(rows for rows in workspace.room_records.values() if rows[0].kind == "agreed")
    assert (now.answer, set(now.replaces)) == ("started", {settled[0].revision, "theirs"})


def test_a_number_that_is_too_long_is_none() -> None:
    said = looking("0" * 12 + "2", "t", "0" * 12 + "2", "", "b", "q")
    assert "Please type a number from 1 to 4, or g, t, h, d, a or b" in said
    assert "Please type numbers from 1 to 4" in said
    assert said.code == 0


def test_a_level_is_kept_only_once_the_others_were_asked() -> None:
    services, workspace, reflection = a_room()
    said = at_meeting(services, reflection, *LOOK, "1", "4", "2", "", "2", "q", "9", "b", "q")
    assert "Does anyone see it differently? Ask people who use support first, then anyone who has said little." in said
    assert workspace.room_records == {}
    said = at_meeting(services, reflection, *LOOK, "1", "4", "2", "2", "3", "1", "9", "b", "q")
    (rows,) = workspace.room_records.values()
    assert [(row.kind, row.item, row.answer) for row in rows] == [("agreed", APART, "some-places")]
    assert 'What we agreed: "Some places".' in said


@pytest.mark.parametrize(("line", "answer"), [("5", "differently"), ("6", "not-reached")])
def test_leaving_it_unsettled_takes_no_more_than_saying_so(line: str, answer: str) -> None:
    services, workspace, reflection = a_room()
    at_meeting(services, reflection, *LOOK, "1", "4", line, "9", "b", "q")
    (rows,) = workspace.room_records.values()
    assert rows[0].answer == answer


def test_what_was_said_is_kept_line_by_line_and_for_the_fewest_until_somebody_chooses() -> None:
    services, workspace, reflection = a_room()
    said = at_meeting(services, reflection, *LOOK, "1", "2", "Two stories.")
    (note,) = workspace.notes_of_room.values()
    assert (note.text, note.sharing, said.code) == ("Two stories.", "facilitator", 130)
    at_meeting(services, reflection, *LOOK, "1", "2", "The gate.", "And the key.", "", "")
    kept = {(note.text, note.sharing) for note in workspace.notes_of_room.values()}
    assert kept == {("Two stories.", "facilitator"), ("The gate.\nAnd the key.", "room")}
    last = max(workspace.notes_of_room.values(), key=lambda note: note.revision)
    assert len(last.replaces) == 2
    assert (last.bank, last.item, last.response) == ("garden", APART, "")


def test_a_note_for_the_contact_alone_is_not_read_out_to_the_room() -> None:
    services, _, reflection = a_room()
    said = at_meeting(services, reflection, *LOOK, "1", "2", "For Rosa.", "", "2", "7", "2", "", "9", "b", "q")
    assert said.text.count("For Rosa.") == 1


def test_a_line_that_cannot_be_kept_is_not_said_to_be() -> None:
    services, workspace, reflection = a_room()
    workspace.fails = NotSaved("The disk is full.", "Make room.")
    said = at_meeting(
        services, reflection, *LOOK, "1", "2", "Two stories.", "b", "", "4", "5", "b", "9", "t", "2", "q", "b", "q"
    )
    assert "That line is not saved." in said
    assert "That is not saved." in said
    assert said.text.count("The disk is full. Make room.") == 3
    assert "Saved" not in said.text


def test_an_action_from_a_question_keeps_where_it_came_from() -> None:
    services, workspace, reflection = a_room()
    said = at_meeting(services, reflection, *LOOK, "1", "5", "A bench", "Priya", "", "Tom", "", "", "9", "b", "q")
    (action,) = workspace.planned.values()
    assert (action.bank, action.item, action.what, action.due) == ("garden", APART, "A bench", "")
    assert "What we will do: A bench: Priya. Tom will check that it is done." in said


def test_a_show_of_hands_is_heard_beside_the_answers_and_never_added() -> None:
    said = looking("1", "3", "8", "", "", "", "", "", "", "8", "", "9", "b", "q")
    assert "A show of hands, counted by itself:\n1. Not yet: 8." in said.text
    assert said.text.count("1. Not yet: 3.") == 2
    assert said.code == 0


def test_the_last_question_is_said_to_be_the_last() -> None:
    assert "This is the last one." in looking("4", "8")


def test_where_nothing_may_be_shown_there_is_no_list() -> None:
    said = looking("", "q", people=4)
    assert "4 of 8 people answered." in said
    assert "We show no answers here, to protect people." in said
    assert "About garden" not in said


def test_somebody_who_came_late_shows_nowhere() -> None:
    services, workspace, reflection = a_room(people=6)
    before = at_meeting(services, reflection, *LOOK, "1", "9", "4", "9", "b", "q")
    finish(workspace, 7)
    after = at_meeting(services, reflection, *LOOK, "1", "9", "4", "9", "b", "q")
    said_after = after.text.replace(
        "7 of 8 people answered. The answers of 6 are\ncounted here.", "6 of 8 people answered."
    )
    assert " ".join(said_after.split()).replace(
        "7 of 8 people answered. The answers of 6 are counted here.", "6 of 8 people answered."
    ) == " ".join(before.text.split())


def test_all_answers_are_heard_by_section_with_how_many_they_are() -> None:
    said = " ".join(looking("d", "b", "q").text.split())
    assert "By section. All answers to the questions of each section, added up." in said
    assert (
        "Part 1: 14 answers from 7 people to 2 questions. Not yet: 3; Started: 5; Some places: 2; Everywhere: 4."
        in said
    )
