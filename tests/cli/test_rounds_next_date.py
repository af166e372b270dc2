"""The next reflection: agreed with `rounds mend`, said by `rounds list` until the team has set it up."""

from __future__ import annotations

from pathlib import Path

import pytest

from coreflect.workspace import ids
from tests.support.builders.meeting_commands import Meeting, a_meeting
from tests.support.builders.workspaces import FILES, kept_round


@pytest.fixture
def meeting(tmp_path: Path) -> Meeting:
    return a_meeting(tmp_path / "w")


def on(monkeypatch: pytest.MonkeyPatch, day: str) -> None:
    monkeypatch.setattr(ids.SystemClock, "today", lambda self: day)


@pytest.mark.parametrize(
    ("today", "said"),
    [
        ("2026-06-01", "the next one is on Tuesday 10 November 2026"),
        ("2026-11-10", "the next one is today"),
        ("2026-12-01", "the next one was due on Tuesday 10 November 2026"),
    ],
)
def test_the_list_says_when_the_next_one_is_due(
    meeting: Meeting, monkeypatch: pytest.MonkeyPatch, today: str, said: str
) -> None:
    on(monkeypatch, today)
    assert "the next one" not in meeting.done("rounds", "list").stdout
    ended = meeting.done("rounds", "mend", "ROUND", "--next-date", "2026-11-10")
    assert "The next reflection: Tuesday 10 November 2026." in ended.stderr
    assert meeting.done("rounds", "list").stdout.rstrip().endswith(said)
    assert meeting.data("rounds", "list", "--json")[0]["next_date"] == "2026-11-10"
    assert "The next reflection: Tuesday 10 November 2026." in meeting.done("rounds", "show", "ROUND").stdout


def test_once_the_team_has_set_it_up_the_list_is_silent_and_another_teams_changes_nothing(
    meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    on(monkeypatch, "2026-06-01")
    meeting.done("rounds", "mend", "ROUND", "--next-date", "2026-11-10")
    elsewhere = kept_round(id="quay-2026-11-10-bbbbbb", date="2026-11-10", team="quay", revision="k0other")
    meeting.workspace.save_round(elsewhere, FILES)
    assert "the next one is on" in meeting.done("rounds", "list").stdout
    ours = kept_round(id="mill-lane-2026-11-10-cccccc", date="2026-11-10", revision="k0third")
    meeting.workspace.save_round(ours, FILES)
    assert "the next one" not in meeting.done("rounds", "list").stdout


def test_it_can_be_taken_back(meeting: Meeting) -> None:
    meeting.done("rounds", "mend", "ROUND", "--next-date", "2026-11-10")
    meeting.done("rounds", "mend", "ROUND", "--next-date", "")
    assert meeting.workspace.round(meeting.reflection.id).next_date == ""


@pytest.mark.parametrize("day", ["soon", "2026-05-12", "2025-01-01"])
def test_a_day_that_cannot_be_is_refused(meeting: Meeting, day: str) -> None:
    assert meeting.run("rounds", "mend", "ROUND", "--next-date", day).exit_code == 2
