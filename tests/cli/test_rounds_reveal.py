"""`rounds reveal`: unfinished answers are asked about, who is counted is fixed, and who comes later shows nowhere."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from coreflect.core.model import Reflection
from coreflect.core.names import slug
from coreflect.core.reflections.responses import amend, finish, questions
from coreflect.core.reflections.rounds import revealed
from coreflect.services.results import Results
from coreflect.workspace.ids import SystemIds
from tests.support.builders.meeting_commands import Meeting, a_meeting
from tests.support.builders.workspaces import folder_of, reopened, responses_of

ROOT = Path(__file__).parents[2]
REVEAL = """
import sys
from coreflect.services.results import Results
from coreflect.workspace.ids import SystemIds
from tests.support.builders.workspaces import kept_round, reopened
from pathlib import Path
results = Results(reopened(Path(sys.argv[1])), SystemIds())
results.published(kept_round().id)
print("ready", flush=True)
sys.stdin.readline()
results.reveal(kept_round().id)
"""


@pytest.fixture
def meeting(tmp_path: Path) -> Meeting:
    meeting = a_meeting(tmp_path / "w")
    for number in range(5):
        meeting.answers(f"p{number}", "carer", ("always", "never", "sometimes"))
    return meeting


def test_it_fixes_who_is_counted_and_says_how_many(meeting: Meeting) -> None:
    ended = meeting.done("rounds", "reveal", "ROUND")
    assert ended.stderr == (
        "Shown: 5 are counted.\nWe show no groups here, to protect people.\n"
        f"`coreflect results {meeting.reflection.id}` shows how the answers spread.\n"
    )
    reflection = meeting.workspace.round(meeting.reflection.id)
    assert (reflection.state, reflection.counted) == ("revealed", ("p0", "p1", "p2", "p3", "p4"))


def test_it_stops_where_somebody_has_not_finished_and_says_both_ways(meeting: Meeting) -> None:
    meeting.begins("p8")
    meeting.begins("p9")
    ended = meeting.run("rounds", "reveal", "ROUND")
    assert ended.exit_code == 1
    assert "2 people have unfinished answers. Nothing was changed." in ended.stderr
    assert "Wait for them" in ended.stderr
    assert "--leave-out-unfinished" in ended.stderr
    assert meeting.workspace.round(meeting.reflection.id).state == "running"


def test_left_out_they_stay_unfinished_and_can_go_on(meeting: Meeting) -> None:
    meeting.begins("p9")
    meeting.done("rounds", "reveal", "ROUND", "--leave-out-unfinished")
    assert meeting.workspace.round(meeting.reflection.id).counted == ("p0", "p1", "p2", "p3", "p4")
    assert meeting.workspace.drafts(meeting.reflection.id) == 1


def test_with_nobody_finished_there_is_nothing_to_reveal(tmp_path: Path) -> None:
    ended = a_meeting(tmp_path / "w").run("rounds", "reveal", "ROUND")
    assert (ended.exit_code, "Nobody has finished yet." in ended.stderr) == (2, True)


def test_a_second_time_changes_nothing(meeting: Meeting) -> None:
    meeting.done("rounds", "reveal", "ROUND")
    before = meeting.workspace.round(meeting.reflection.id)
    ended = meeting.run("rounds", "reveal", "ROUND")
    assert (ended.exit_code, "were shown before" in ended.stderr) == (2, True)
    assert meeting.workspace.round(meeting.reflection.id) == before


def test_few_who_come_later_are_counted_by_no_later_reveal(meeting: Meeting) -> None:
    meeting.done("rounds", "reveal", "ROUND")
    meeting.answers("p9", "staff", ("never", "never", "never"))
    ended = meeting.run("rounds", "reveal", "ROUND")
    assert ended.exit_code == 1
    assert "1 person finished later." in ended.stderr
    assert meeting.data("results", "ROUND", "--json")["counted"] == 5


def test_as_many_as_the_smallest_group_are_counted_by_a_later_reveal_and_not_before(meeting: Meeting) -> None:
    meeting.done("rounds", "reveal", "ROUND")
    for number in range(10, 15):
        meeting.answers(f"p{number}", "carer", ("never", "never", "never"))
    assert meeting.data("results", "ROUND", "--json")["counted"] == 5
    ended = meeting.done("rounds", "reveal", "ROUND")
    assert "Shown again: 5 finished later, 10 are counted." in ended.stderr
    assert meeting.data("results", "ROUND", "--json")["counted"] == 10
    meeting.answers("p20", "carer", ("never", "never", "never"))
    assert meeting.data("results", "ROUND", "--json")["counted"] == 10


def test_later_ones_join_only_where_no_side_then_and_now_differs_by_a_few(tmp_path: Path) -> None:
    meeting = a_meeting(tmp_path / "w")
    for number in range(5):
        meeting.answers(f"a{number}", "carer", ("always", "always", "always"))
        meeting.answers(f"b{number}", "staff", ("always", "always", "always"))
    meeting.done("rounds", "reveal", "ROUND")
    shown = meeting.data("results", "ROUND", "--json")
    assert shown["withheld"] == ""
    for number in range(4):
        meeting.answers(f"c{number}", "staff", ("always", "always", "always"))
    meeting.answers("d0", "carer", ("never", "never", "never"))
    assert meeting.run("rounds", "reveal", "ROUND").exit_code == 1
    assert meeting.data("results", "ROUND", "--json") == {**shown, "finished": 15}


def test_an_open_round_counts_whoever_finishes(tmp_path: Path) -> None:
    meeting = a_meeting(tmp_path / "w", privacy="open", smallest_group=0)
    meeting.answers("p0", "carer", ("always", "never", "sometimes"))
    meeting.done("rounds", "reveal", "ROUND")
    meeting.answers("p1", "staff", ("always", "never", "sometimes"))
    meeting.done("rounds", "reveal", "ROUND")
    assert meeting.data("results", "ROUND", "--json")["counted"] == 2


def several(root: Path) -> Meeting:
    """Four teams: one can be revealed, of one somebody has not finished, one is too small, and one was revealed."""
    finished = {"Team 10": 5, "Team 9": 6, "Team 2": 4, "Team 1": 5, "Team 3": 0}
    for team, people in finished.items():
        name = f"{slug(team)}-2026-05-12-bcdfgh"
        meeting = a_meeting(root, id=name, team=slug(team), team_name=team)
        for number in range(people):
            meeting.answers(f"{slug(team)}-p{number}", "carer", ("always", "never", "sometimes"))
        if team == "Team 9":
            meeting.begins("late")
    meeting.done("rounds", "reveal", "Team 1")
    return meeting


def states(meeting: Meeting) -> dict[str, int]:
    """How many each revealed team counts."""
    rounds = reopened(meeting.root).rounds()
    return {one.team_name: len(one.counted) for one in rounds if one.state == "revealed"}


def test_several_are_read_back_and_nothing_is_shown_where_nobody_can_be_asked(tmp_path: Path) -> None:
    meeting = several(tmp_path / "w")
    ended = meeting.run("rounds", "reveal", "--all")
    assert ended.exit_code == 2
    assert ended.stderr.splitlines()[:8] == [
        "If these answers are shown now, the people who have finished will be counted:",
        "  Team 10, 12 May 2026: 5 people",
        "These stay as they are:",
        "  Team 2, 12 May 2026: 4 people have finished, and fewer than 5 are not shown",
        "  Team 3, 12 May 2026: nobody has finished",
        "  Team 9, 12 May 2026: 1 person has unfinished answers",
        "Nothing was shown: nobody can be asked here.",
        "Add --yes if it is meant.",
    ]
    assert states(meeting) == {"Team 1": 5}


def test_several_are_revealed_by_one_command_and_each_is_named(tmp_path: Path) -> None:
    meeting = several(tmp_path / "w")
    shown = meeting.done("rounds", "reveal", "--all", "--yes", "--leave-out-unfinished").stderr
    assert shown.splitlines()[-3:] == [
        "Team 9, 12 May 2026: 6 people counted. We show no groups here, to protect people.",
        "Team 10, 12 May 2026: 5 people counted. We show no groups here, to protect people.",
        "Shown: 2 reflections. `coreflect results ROUND` shows how the answers of one spread.",
    ]
    assert states(meeting) == {"Team 1": 5, "Team 9": 6, "Team 10": 5}
    assert meeting.run("rounds", "reveal", "--all", "--yes").exit_code == 2


def test_a_teams_name_reveals_its_own_alone(tmp_path: Path) -> None:
    meeting = several(tmp_path / "w")
    assert meeting.run("rounds", "reveal", "--team", "Team 1", "--yes").exit_code == 2
    assert states(meeting) == {"Team 1": 5}
    meeting.done("rounds", "reveal", "--team", "team 10", "--yes")
    assert states(meeting) == {"Team 1": 5, "Team 10": 5}


@pytest.mark.parametrize("wrong", [(), ("ROUND", "--all"), ("--all", "--team", "Mill Lane")])
def test_either_one_or_a_team_or_all_is_named(meeting: Meeting, wrong: tuple[str, ...]) -> None:
    ended = meeting.run("rounds", "reveal", *wrong, "--yes")
    assert (ended.exit_code, "Name one reflection, or --team, or --all." in ended.stderr) == (2, True)
    assert states(meeting) == {}


@pytest.mark.skipif(sys.platform == "win32", reason="folders cannot be held there")
def test_two_terminals_that_reveal_at_once_leave_one_reveal(meeting: Meeting) -> None:
    started = [
        subprocess.Popen(
            [sys.executable, "-c", REVEAL, str(meeting.root)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for process in started:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
    for process in started:
        process.communicate("go\n", timeout=60)
    assert [process.returncode for process in started] == [0, 0]
    fresh = reopened(meeting.root)
    assert len(fresh.revisions(meeting.reflection.id)) == 1
    assert Results(fresh, SystemIds()).published(meeting.reflection.id).counted == 5


@pytest.mark.parametrize("first", [5, 4])
def test_of_two_reveals_in_two_versions_the_one_that_was_kept_first_is_taken(meeting: Meeting, first: int) -> None:
    """Its terminal may have shown it before it could know of the other."""
    before = meeting.workspace.round(meeting.reflection.id)
    everyone = ["p0", "p1", "p2", "p3", "p4"]
    meeting.workspace.save_round(revealed(before, everyone[:first], meeting.ids), ())
    reopened(meeting.root).save_round(revealed(before, everyone[: 9 - first], meeting.ids), ())
    assert meeting.run("results", "ROUND").exit_code == 3
    Results(reopened(meeting.root), SystemIds())._join_reveals(meeting.reflection.id)
    (left,) = reopened(meeting.root).revisions(meeting.reflection.id)
    assert left.counted == tuple(everyone[:first])


def test_somebody_who_finishes_while_another_terminal_reveals_is_not_counted(
    meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    """This terminal has begun to look when the other one reveals, and sees a sixth person whom that one did not."""
    results, other = Results(meeting.workspace, meeting.ids), reopened(meeting.root)
    look = results._merged
    looks: list[object] = []

    def slow(reflection: Reflection) -> object:
        looks.append(reflection)
        if len(looks) == 1:
            Results(other, SystemIds()).reveal(meeting.reflection.id)
            meeting.answers("p9", "staff", ("never", "never", "never"))
        return look(reflection)

    monkeypatch.setattr(results, "_merged", slow)
    assert results.reveal(meeting.reflection.id).counted == 5
    assert reopened(meeting.root).round(meeting.reflection.id).counted == ("p0", "p1", "p2", "p3", "p4")


def test_a_change_or_help_after_the_reveal_shows_nowhere(meeting: Meeting) -> None:
    meeting.workspace.save_helped(meeting.reflection.id, "paid")
    meeting.done("rounds", "reveal", "ROUND")
    before = meeting.data("results", "ROUND", "--json")
    assert before["helped"] == 1
    meeting.workspace.save_helped(meeting.reflection.id, "chosen")
    assert meeting.data("results", "ROUND", "--json") == before
    changes(meeting, "p3", ("never", "never", "never"))
    compared = meeting.data("compare", "--json", "-o", str(meeting.root.parent / "compared"))
    for after in (meeting.data("results", "ROUND", "--json"), compared["rounds"][0]):
        since = {"as_shown_on": "2026-05-12", "since": "changed", "notes": []}
        assert after == {**before, **since}


def changes(meeting: Meeting, name: str, levels: tuple[str, ...]) -> None:
    """Somebody who has finished comes back and answers otherwise."""
    folder = folder_of(meeting.workspace)
    before = responses_of(meeting.workspace).finished(folder, name)
    assert before
    asked = questions(meeting.reflection, meeting.workspace.banks(meeting.reflection.id))
    choices = tuple((one.key, level) for one, level in zip(asked, levels, strict=True))
    draft = meeting.workspace.save_draft(replace(amend(before), choices=choices))
    meeting.workspace.finish(finish(draft, asked, meeting.reflection, before, SystemIds()), draft)
