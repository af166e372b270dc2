"""`actions`: what a team will do is added, updated and listed; a CSV of it starts no formula."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coreflect.core.errors import Misuse
from coreflect.core.meeting.actions import LONGEST_TEXT, updated
from coreflect.core.names import slug
from coreflect.package.read import read_records
from coreflect.package.write import package_bytes
from coreflect.workspace.workspace import Workspace
from tests.support.builders.meeting_commands import Meeting, a_meeting

BENCH = ("--what", "Put a bench by the gate", "--who", "Priya", "--due", "the fair", "--checked-by", "Tom")


@pytest.fixture
def meeting(tmp_path: Path) -> Meeting:
    return a_meeting(tmp_path / "w")


def added(meeting: Meeting, *more: str) -> str:
    """The id of an action that was added."""
    return meeting.done("actions", "add", "ROUND", *BENCH, *more).stdout.strip()


def listed(meeting: Meeting) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = meeting.data("actions", "list", "--json")
    return found


def test_an_action_is_added_and_listed_in_words(meeting: Meeting) -> None:
    action = added(meeting, "--item", "3")
    assert meeting.done("actions", "list").stdout == (
        f"Mill Lane, 12 May 2026\n  {action}   Put a bench by the gate\n"
        "    To do · Priya, by the fair · Tom will check that it is done\n"
    )
    (read,) = listed(meeting)
    assert (read["id"], read["bank"], read["item"], read["progress"]) == (action, "tiny", "doing-1", "to-do")
    assert "revision" not in read


def test_adding_asks_for_fair_return(meeting: Meeting) -> None:
    ended = meeting.done("actions", "add", "ROUND", *BENCH)
    assert ended.stderr == 'If someone unpaid takes this on, ask: "Is this fair to you? Do you have what you need?"\n'


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--what", "Oil it", "--who", "Sam"), "Who will check that it is done?"),
        (("--what", "Oil it", "--who", "Sam", "--checked-by", "sam"), "cannot also check"),
        (("--what", " ", "--who", "Sam", "--checked-by", "Kim"), "What will we do?"),
        (("--what", "x" * 401, "--who", "Sam", "--checked-by", "Kim"), "shorter"),
        (("--what", "Oil it", "--who", "Sam", "--checked-by", "Kim", "--item", "9"), "no question"),
    ],
)
def test_what_cannot_be_added_is_said(meeting: Meeting, arguments: tuple[str, ...], said: str) -> None:
    ended = meeting.run("actions", "add", "ROUND", *arguments)
    assert (ended.exit_code, ended.stdout) == (2, "")
    assert said in ended.stderr
    assert meeting.workspace.actions() == ()


def test_what_became_of_it_is_kept(meeting: Meeting) -> None:
    action = added(meeting)
    meeting.done("actions", "update", action[:6], "--progress", "doing", "--due", "the autumn")
    meeting.done("actions", "update", action, "--progress", "done", "--happened", "partly", "--outcome", "It wobbles")
    (read,) = listed(meeting)
    assert (read["progress"], read["happened"], read["outcome"]) == ("done", "partly", "It wobbles")
    assert (read["due"], read["what"]) == ("the autumn", "Put a bench by the gate")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Nothing to update"),
        (("--progress", "dropped"), "why you decided not to do it"),
        (("--progress", "finished"), "to-do, doing, done or dropped"),
        (("--happened", "perhaps"), "yes, partly, no or not-sure"),
        (("--checked-by", "PRIYA"), "cannot also check"),
        (("--what", ""), "What will we do?"),
    ],
)
def test_an_update_that_cannot_be_taken_changes_nothing(
    meeting: Meeting, arguments: tuple[str, ...], said: str
) -> None:
    action = added(meeting)
    before = listed(meeting)
    ended = meeting.run("actions", "update", action, *arguments)
    assert (ended.exit_code, said in ended.stderr) == (2, True)
    assert listed(meeting) == before


@pytest.mark.parametrize("typed", ["zzz", "", "../x"])
def test_an_action_that_is_not_there_is_named(meeting: Meeting, typed: str) -> None:
    added(meeting)
    ended = meeting.run("actions", "update", typed, "--progress", "doing")
    assert (ended.exit_code, "There is no action" in ended.stderr) == (2, True)


def test_dropped_it_stays_in_the_list_with_its_reason(meeting: Meeting) -> None:
    action = added(meeting)
    meeting.done("actions", "update", action, "--progress", "dropped", "--outcome", "The gate is to be moved")
    assert "Not doing this" in meeting.done("actions", "list").stdout
    assert "The gate is to be moved" in meeting.done("actions", "list").stdout


def test_of_two_versions_an_update_makes_one_and_says_what_the_other_said(meeting: Meeting) -> None:
    action = added(meeting)
    (first,) = meeting.workspace.actions()
    for progress in ("doing", "done"):
        meeting.workspace.save_action(updated(first, meeting.ids, progress=progress))
    ended = meeting.done("actions", "update", action, "--outcome", "It stands")
    assert "There are two versions of this" in ended.stderr
    assert len(listed(meeting)) == 1


def test_many_teams_are_listed_as_people_count_and_what_is_late_is_marked(tmp_path: Path) -> None:
    root, agreed = tmp_path / "w", {}
    for team, day in (("Team 10", "2026-05-12"), ("Team 2", "2026-05-13"), ("Team 2", "2025-05-13")):
        name = f"{slug(team)}-{day}-bcdfgh"
        meeting = a_meeting(root, id=name, team=slug(team), team_name=team, date=day)
        agreed[name] = [added(meeting, "--due", due) for due in ("2026-01-01", "1 June 2999", "the fair")]
    done, late = agreed["team-2-2026-05-13-bcdfgh"][0], agreed["team-10-2026-05-12-bcdfgh"][0]
    meeting.done("actions", "update", done, "--progress", "done", "--happened", "yes")
    said = meeting.done("actions", "list").stdout.splitlines()
    headings = [line for line in said if not line.startswith(" ")]
    assert headings == ["Team 2, 13 May 2025", "Team 2, 13 May 2026", "Team 10, 12 May 2026"]
    assert meeting.done("actions", "list", "--team", "team 10", "--overdue").stdout == (
        f"Team 10, 12 May 2026\n  {late}   Put a bench by the gate\n"
        "    Overdue · To do · Priya, by 1 January 2026 · Tom will check that it is done\n"
    )
    still_open = meeting.data("actions", "list", "--open", "--json")
    assert (len(still_open), done in [each["id"] for each in still_open]) == (8, False)
    assert [each["overdue"] for each in still_open].count(True) == 2
    assert meeting.done("actions", "list", "--team", "Team 2", "--open", "--csv", "-").stdout.count("Team 2,") == 5
    assert meeting.run("actions", "list", "--team", "Team 1").exit_code == 2


def test_nothing_agreed_is_said(meeting: Meeting) -> None:
    ended = meeting.done("actions", "list")
    assert (ended.stdout, "Nothing has been agreed yet." in ended.stderr) == ("", True)
    assert meeting.data("actions", "list", "ROUND", "--json") == []


def test_the_csv_starts_no_formula_and_stands_on_one_line_a_row(meeting: Meeting) -> None:
    meeting.done(
        "actions", "add", "ROUND", "--what", "=1+1", "--who", "@me", "--due", "-3 days", "--checked-by", "+Kim"
    )
    text = meeting.done("actions", "list", "--csv", "-").stdout
    header, row = csv.reader(io.StringIO(text))
    read = dict(zip(header, row, strict=True))
    assert (read["what"], read["who"], read["due"], read["checked_by"]) == ("'=1+1", "'@me", "'-3 days", "'+Kim")
    assert (read["team_name"], read["date"], read["progress"]) == ("Mill Lane", "2026-05-12", "to-do")


def test_the_csv_goes_to_a_file_with_excels_mark_when_asked(meeting: Meeting, tmp_path: Path) -> None:
    added(meeting)
    file = tmp_path / "actions.csv"
    ended = meeting.done("actions", "list", "--csv", str(file), "--excel")
    assert ended.stdout == ""
    assert file.read_bytes().startswith(b"\xef\xbb\xbfaction,")
    assert "1 action." in ended.stderr


@pytest.mark.parametrize("arguments", [("--excel",), ("--json", "--csv", "-")])
def test_what_does_not_go_together_is_refused(meeting: Meeting, arguments: tuple[str, ...]) -> None:
    assert meeting.run("actions", "list", *arguments).exit_code == 2


def test_control_marks_in_words_never_reach_the_terminal(meeting: Meeting) -> None:
    meeting.done("actions", "add", "ROUND", "--what", "\x1b[31mred", "--who", "Sam", "--checked-by", "Kim")
    for arguments in (("actions", "list"), ("rounds", "show", "ROUND"), ("results", "ROUND")):
        assert "\x1b" not in meeting.done(*arguments).output


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(max_size=60),
    st.text(max_size=60),
    st.text(max_size=60),
    st.text(max_size=LONGEST_TEXT),
)
def test_any_words_survive_keeping_and_exporting(
    tmp_path: Path, what: str, who: str, checked_by: str, outcome: str
) -> None:
    from coreflect.core.meeting.actions import Planned, new_action
    from coreflect.workspace.ids import SystemIds

    root = tmp_path / SystemIds().record()
    meeting = a_meeting(root)
    try:
        action = new_action(meeting.reflection.id, Planned(what, who, outcome, checked_by), SystemIds())
    except Misuse:
        return
    changed = updated(action, SystemIds(), outcome=outcome, happened="no")
    meeting.workspace.save_action(action)
    meeting.workspace.save_action(changed)
    fresh = Workspace(root, shared=True, ids=SystemIds())
    assert fresh.actions() == (changed,)
    assert read_records(package_bytes(fresh.records()), "it").actions == (changed,)


@pytest.mark.parametrize("command", [("actions",), ("actions", "list"), ("actions", "add"), ("actions", "update")])
def test_help_begins_with_examples(meeting: Meeting, command: tuple[str, ...]) -> None:
    help_text = meeting.done(*command, "--help").stdout
    assert help_text.index("Examples:") < help_text.index("Options:")
