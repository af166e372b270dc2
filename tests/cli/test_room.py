"""`room` without a terminal: hands and agreed levels are kept whole or refused, and read back as JSON."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.builders.meeting_commands import Meeting, a_meeting


@pytest.fixture
def meeting(tmp_path: Path) -> Meeting:
    return a_meeting(tmp_path / "w", invited=8)


@pytest.fixture
def openly(tmp_path: Path) -> Meeting:
    return a_meeting(tmp_path / "w", privacy="open", smallest_group=0, invited=8)


def hands(meeting: Meeting, item: str = "deciding-1") -> dict[tuple[str, str], int]:
    """The hands that are kept for an item, by group and answer."""
    return {
        (row.side, row.answer): row.count for row in meeting.workspace.room(meeting.reflection.id) if row.item == item
    }


def test_a_show_of_hands_is_kept_and_read_back(meeting: Meeting) -> None:
    ended = meeting.done("room", "ROUND", "--tally", "deciding-1=3,4,0:not-sure=1")
    assert ended.stderr.endswith(": 8 hands counted.\n")
    assert ended.stdout == ""
    assert meeting.data("room", "ROUND", "--json") == {
        "round": meeting.reflection.id,
        "to_talk": [],
        "hands": [
            {
                "bank": "tiny",
                "item": "deciding-1",
                "item_edition": 1,
                "counted": [
                    {"group": "everyone", "answer": "never", "hands": 3},
                    {"group": "everyone", "answer": "not-sure", "hands": 1},
                    {"group": "everyone", "answer": "sometimes", "hands": 4},
                ],
            }
        ],
        "agreed": [],
    }


@pytest.mark.parametrize("item", ["1", "deciding-1", "tiny/deciding-1", " Deciding-1 "])
def test_a_question_is_named_by_its_number_or_its_id(meeting: Meeting, item: str) -> None:
    meeting.done("room", "ROUND", "--tally", f"{item}=3,4,1")
    assert hands(meeting) == {("everyone", "never"): 3, ("everyone", "sometimes"): 4, ("everyone", "always"): 1}


def test_numbers_that_do_not_fit_the_people_are_questioned_and_kept(meeting: Meeting) -> None:
    ended = meeting.done("room", "ROUND", "--tally", "1=3,4,2")
    assert ended.stderr.splitlines()[-1] == "That makes 9 of 8. Count again, or is someone new here?"
    assert sum(hands(meeting).values()) == 9


def test_where_nobody_counted_the_people_nothing_is_questioned(tmp_path: Path) -> None:
    ended = a_meeting(tmp_path / "w", invited=None).done("room", "ROUND", "--tally", "1=3,4,2")
    assert "Count again" not in ended.stderr


def test_counting_again_takes_the_place_of_the_first_count(meeting: Meeting) -> None:
    for typed in ("1=3,4,1", "1=2,5,1"):
        meeting.done("room", "ROUND", "--tally", typed)
    assert hands(meeting) == {("everyone", "never"): 2, ("everyone", "sometimes"): 5, ("everyone", "always"): 1}
    assert meeting.workspace.faults() == ()


def test_in_a_round_without_names_no_group_is_counted_by_itself(meeting: Meeting) -> None:
    ended = meeting.run("room", "ROUND", "--tally", "1=1,1,0", "--group", "staff")
    assert (ended.exit_code, hands(meeting)) == (2, {})
    assert "hands are counted together" in ended.stderr


def test_in_an_open_round_each_group_is_counted_beside_the_others(openly: Meeting) -> None:
    openly.done("room", "ROUND", "--tally", "1=1,1,0", "--group", "staff")
    openly.done("room", "ROUND", "--tally", "1=0,3,0", "--group", "carer")
    assert hands(openly) == {("staff", "never"): 1, ("staff", "sometimes"): 1, ("carer", "sometimes"): 3}


def test_the_same_hands_are_never_counted_in_two_ways(openly: Meeting) -> None:
    openly.done("room", "ROUND", "--tally", "1=1,1,0", "--group", "staff")
    openly.done("room", "ROUND", "--tally", "1=4,4,0", "--group", "everyone")
    assert hands(openly) == {("everyone", "never"): 4, ("everyone", "sometimes"): 4}


def test_a_part_of_the_people_is_questioned_only_when_there_are_too_many(openly: Meeting) -> None:
    assert "Count" not in openly.done("room", "ROUND", "--tally", "1=1,1,0", "--group", "staff").stderr
    ended = openly.done("room", "ROUND", "--tally", "2=9,0,0", "--group", "staff")
    assert "That makes 9 of 8." in ended.stderr


def test_where_the_room_stands_is_kept_once_the_others_have_been_asked(meeting: Meeting) -> None:
    ended = meeting.done("room", "ROUND", "--agreed", "1=sometimes")
    asked, kept = ended.stderr.splitlines()
    assert asked.startswith("Does anyone see it differently?")
    assert kept.endswith("Sometimes.")


@pytest.mark.parametrize(
    ("typed", "stands"),
    [("2", "sometimes"), ("always", "always"), ("differently", "differently"), ("not-reached", "not-reached")],
)
def test_where_the_room_stands_is_a_level_or_one_of_two_answers_beside(
    meeting: Meeting, typed: str, stands: str
) -> None:
    meeting.done("room", "ROUND", "--agreed", f"1={typed}")
    assert [one["stands"] for one in meeting.data("room", "ROUND", "--json")["agreed"]] == [stands]


def test_leaving_it_so_asks_nobody_again(meeting: Meeting) -> None:
    assert "another way" not in meeting.done("room", "ROUND", "--agreed", "1=differently").stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("--tally", "1"),
        ("--tally", "1="),
        ("--tally", "=1,2,3"),
        ("--tally", "1=1,2"),
        ("--tally", "1=1,2,3,4"),
        ("--tally", "1=1,2,-3"),
        ("--tally", "1=1,2,x"),
        ("--tally", "1=1,2,³"),
        ("--tally", "1=1,2,99999999999"),
        ("--tally", "1=1,2,3:never=4"),
        ("--tally", "1=1,2,3:skipped=1"),
        ("--tally", "1=1,2,3:not-sure"),
        ("--tally", "0=1,2,3"),
        ("--tally", "4=1,2,3"),
        ("--tally", "deciding=1,2,3"),
        ("--tally", "nothing=1,2,3"),
        ("--tally", "\x1b[31m=1,2,3"),
        ("--agreed", "1"),
        ("--agreed", "1=4"),
        ("--agreed", "1=everything"),
        ("--tally", "1=1,2,3", "--agreed", "1=everything"),
        ("--tally", "1=1,2,3", "--group", "nobody"),
        ("--group", "everyone"),
    ],
)
def test_what_cannot_be_understood_is_refused_and_nothing_is_kept(openly: Meeting, arguments: tuple[str, ...]) -> None:
    ended = openly.run("room", "ROUND", *arguments)
    assert ended.exit_code == 2
    assert ended.stderr.strip()
    assert "\x1b" not in ended.output
    assert openly.workspace.room(openly.reflection.id) == ()


def test_without_a_terminal_it_says_what_to_do_and_ends(meeting: Meeting) -> None:
    ended = meeting.run("room", "ROUND")
    assert (ended.exit_code, "needs a terminal window" in ended.stderr) == (2, True)


def test_two_versions_of_one_count_are_read_as_two(meeting: Meeting) -> None:
    from coreflect.core.meeting.room import tally

    for number in (5, 6):
        rows = tally(meeting.reflection.id, ("tiny", "doing-1", 1), {("everyone", "always"): number}, (), meeting.ids)
        meeting.workspace.save_room(rows)
    read = meeting.data("room", "ROUND", "--json")["hands"]
    assert [(one["versions"], one["counted"][0]["hands"]) for one in read] == [(2, 5), (2, 6)]
    meeting.done("room", "ROUND", "--tally", "3=0,0,5")
    (left,) = meeting.data("room", "ROUND", "--json")["hands"]
    assert "versions" not in left


def test_what_was_settled_is_said_in_words_where_the_round_is_shown(meeting: Meeting) -> None:
    meeting.done("room", "ROUND", "--agreed", "1=sometimes", "--agreed", "2=differently")
    meeting.done("actions", "add", "ROUND", "--what", "Oil the gate", "--who", "Sam", "--checked-by", "Kim")
    said = meeting.done("rounds", "show", "ROUND").stdout
    for words in ('"Sometimes".', "We see this differently, and that is OK.", "Oil the gate: Sam."):
        assert words in said


def test_without_names_fewer_hands_than_the_smallest_group_are_held_back(meeting: Meeting) -> None:
    meeting.done("room", "ROUND", "--tally", "3=0,0,4")
    (few,) = meeting.data("room", "ROUND", "--json")["hands"]
    assert (few["counted"], few["withheld"]) == ([], "all")

    meeting.done("room", "ROUND", "--tally", "3=0,0,5")
    (enough,) = meeting.data("room", "ROUND", "--json")["hands"]
    assert enough["counted"] == [{"group": "everyone", "answer": "always", "hands": 5}]
