"""`results`: what the room may see, as text and as JSON; before the reveal, and below the smallest group, nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from coreflect.core.reflections.rounds import mended
from coreflect.core.results import PublishedRound
from tests.support.builders.meeting_commands import Meeting, a_meeting
from tests.support.builders.workspaces import reopened

SEVEN = (
    ("p0", "carer", ("always", "never", "always")),
    ("p1", "carer", ("always", "always", "always")),
    ("p2", "supported", ("always", "never", "sometimes")),
    ("p3", "supported", ("never", "never", "always")),
    ("p4", "other", ("never", "always", "not-sure")),
)
TWO = ("p5", "p6")


def seven_people(root: Path, two: tuple[tuple[str, ...], tuple[str, ...]], *, staff: str = "") -> Meeting:
    """Seven people, of whom two work there; where `staff` names two others, those work there and these do not."""
    meeting = a_meeting(root, invited=7)
    for name, perspective, levels in SEVEN:
        meeting.answers(name, "staff" if name in staff else perspective, levels)
    for name, levels in zip(TWO, two, strict=True):
        meeting.answers(name, "carer" if staff else "staff", levels)
    return meeting


def everything_said(meeting: Meeting, folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What every command but `export` says, and every file that it writes, by the command or the file's name."""
    folder.mkdir()
    monkeypatch.chdir(folder)
    said: dict[str, str] = {}
    for arguments in (
        ("rounds", "list"),
        ("rounds", "list", "--json"),
        ("rounds", "show", "ROUND"),
        ("rounds", "show", "ROUND", "--json"),
        ("results", "ROUND"),
        ("--plain", "results", "ROUND"),
        ("results", "ROUND", "--json"),
        ("room", "ROUND", "--json"),
        ("room", "ROUND"),
        ("actions", "list"),
        ("actions", "list", "--json"),
        ("actions", "list", "--csv", "-"),
        ("compare", "-o", "compared"),
        ("compare", "--json", "-o", "compared", "--again"),
        ("rounds", "invite", "ROUND", "-o", "invitation.zip"),
        ("paper", "ROUND", "-o", "paper.html"),
        ("paper", "ROUND", "--cards", "-o", "cards.html"),
        ("doctor",),
        ("doctor", "--json"),
        ("answer", "ROUND"),
    ):
        ended = meeting.run(*arguments)
        said[" ".join(arguments)] = f"{ended.exit_code} {ended.output}".replace(str(meeting.root), "ROOT")
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix != ".zip":
            said[path.name] = path.read_bytes().hex()
    return said


def test_before_the_reveal_there_is_nothing_but_how_many_answered(tmp_path: Path) -> None:
    meeting = seven_people(tmp_path / "w", (("never",) * 3, ("never",) * 3))
    text = meeting.done("results", "ROUND")
    assert "7 of 7 people answered." in text.stdout
    assert "Nothing is shown before the answers are revealed." in text.stdout
    assert "Never" not in text.stdout
    assert f"`coreflect rounds reveal {meeting.reflection.id}`" in text.stderr
    data = meeting.data("results", "ROUND", "--json")
    assert (data["finished"], data["counted"], data["items"], data["withheld"]) == (7, 0, [], "not revealed")


def test_after_the_reveal_it_shows_how_the_answers_spread(tmp_path: Path) -> None:
    meeting = seven_people(tmp_path / "w", (("never",) * 3, ("never",) * 3))
    meeting.done("rounds", "reveal", "ROUND")
    said = meeting.done("results", "mill-lane").stdout
    assert "7 of 7 people answered." in said
    assert "We show no groups here, to protect people." in said
    assert "Never" in said


def test_json_holds_the_published_round_and_never_more(tmp_path: Path) -> None:
    meeting = seven_people(tmp_path / "w", (("never",) * 3, ("never",) * 3))
    meeting.done("rounds", "reveal", "ROUND")
    data = meeting.data("results", "ROUND", "--json")
    assert set(data) == set(PublishedRound._fields) - {"counted_responses", "counted_revisions", "in_pairs"}
    for item in data["items"]:
        assert [(picture["group"], picture["spread"] is None) for picture in item["pictures"]] == [
            ("everyone", False),
            ("lived", True),
            ("paid", True),
        ]


def test_with_fewer_than_the_smallest_group_nothing_is_shown_after_the_reveal(tmp_path: Path) -> None:
    meeting = a_meeting(tmp_path / "w")
    for name, perspective, levels in SEVEN[:4]:
        meeting.answers(name, perspective, levels)
    meeting.done("rounds", "reveal", "ROUND")
    data = meeting.data("results", "ROUND", "--json")
    assert (data["finished"], data["items"], data["withheld"]) == (4, [], "all")
    assert "We show no answers here, to protect people." in meeting.done("results", "ROUND").stdout


def test_of_seven_people_no_command_but_export_says_what_the_two_on_one_side_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same seven sheets, but other two of the seven work there: whatever is said is the same to the letter."""
    two = (("never", "sometimes", "never"), ("always", "sometimes", "not-sure"))
    here = seven_people(tmp_path / "here", two)
    there = seven_people(tmp_path / "there", two, staff="p0 p3")
    for meeting in (here, there):
        meeting.done("rounds", "reveal", "ROUND")
        meeting.done("room", "ROUND", "--tally", "1=3,4,0", "--agreed", "2=differently")
    said = [everything_said(one, tmp_path / name, monkeypatch) for one, name in ((here, "a"), (there, "b"))]
    assert said[0] == said[1]
    assert "Staff" not in said[0]["results ROUND"]
    flat = [one.done("export", "ROUND", "--flat", "-").stdout for one in (here, there)]
    assert flat[0] != flat[1]


def test_a_late_answer_after_the_reveal_shows_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    two = (("never", "sometimes", "never"), ("always", "sometimes", "not-sure"))
    meetings = [seven_people(tmp_path / name, two) for name in ("one", "other")]
    for meeting in meetings:
        meeting.done("rounds", "reveal", "ROUND")
    before = meetings[0].data("results", "ROUND", "--json")
    meetings[0].answers("p9", "carer", ("always", "always", "always"))
    meetings[1].answers("p9", "leader", ("never", "never", "not-sure"))
    said = [everything_said(one, tmp_path / str(number), monkeypatch) for number, one in enumerate(meetings)]
    assert said[0] == said[1]
    assert json.loads(said[0]["results ROUND --json"].removeprefix("0 ")) == {**before, "finished": 8}


def test_five_who_came_late_show_nowhere_either_until_they_are_revealed(tmp_path: Path) -> None:
    meeting = seven_people(tmp_path / "w", (("never",) * 3, ("never",) * 3))
    meeting.done("rounds", "reveal", "ROUND")
    before = meeting.data("results", "ROUND", "--json")
    for number in range(10, 16):
        meeting.answers(f"p{number}", "carer", ("always",) * 3)
        after = meeting.data("results", "ROUND", "--json")
        assert {**after, "finished": 7} == before


def test_it_says_what_the_room_settled_what_it_will_do_and_when_it_meets_again(tmp_path: Path) -> None:
    meeting = seven_people(tmp_path / "w", (("never",) * 3, ("never",) * 3))
    meeting.done("rounds", "reveal", "ROUND")
    meeting.done("room", "ROUND", "--agreed", "1=sometimes", "--agreed", "2=differently")
    meeting.done("actions", "add", "ROUND", "--what", "Oil the gate", "--who", "Sam", "--checked-by", "Kim")
    reflection = meeting.workspace.round(meeting.reflection.id)
    meeting.workspace.save_round(mended(reflection, {"next_date": "2026-11-10"}, meeting.ids), ())
    said = meeting.done("results", "ROUND").stdout
    for words in ("We see this differently, and that is OK", "Sometimes", "Oil the gate", "Tuesday 10 November 2026"):
        assert words in said


def test_a_round_that_is_not_there_is_named(tmp_path: Path) -> None:
    ended = a_meeting(tmp_path / "w").run("results", "quay")
    assert (ended.exit_code, "quay" in ended.stderr) == (2, True)


def test_another_terminal_that_looks_sees_the_same(tmp_path: Path) -> None:
    meeting = seven_people(tmp_path / "w", (("never",) * 3, ("never",) * 3))
    meeting.done("rounds", "reveal", "ROUND")
    assert reopened(meeting.root).round(meeting.reflection.id).state == "revealed"


def test_help_begins_with_examples(tmp_path: Path) -> None:
    help_text = a_meeting(tmp_path / "w").done("results", "--help").stdout
    assert help_text.index("Examples:") < help_text.index("Options:")
