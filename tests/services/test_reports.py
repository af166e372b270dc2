"""What a report is on, and what may stand in it, is decided before anything is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from coreflect.analysis import published
from coreflect.core.errors import Misuse
from coreflect.core.meeting.asking import NOTHING_ASKED, Asking
from coreflect.package.merge import merge_records
from coreflect.services.reports import (
    ReportRequest,
    asking_of,
    came_later,
    day_agreed,
    report_format,
    report_rounds,
    write_report,
)
from coreflect.workspace.released import StoredReleases
from coreflect.workspace.storage import RecordFiles
from tests.support.builders.comparisons import records

MERGED = merge_records(records())
PUBLISHED = published(MERGED, release=True)


def test_the_team_s_latest_round_comes_last_and_every_earlier_one_before_it() -> None:
    rounds = report_rounds(PUBLISHED, MERGED, "quay house", None)

    assert {each.team_name for each in rounds} == {"Quay House"}
    assert [each.date for each in rounds] == sorted(each.date for each in rounds)


def test_a_round_that_is_named_is_the_last_one() -> None:
    (first, *_) = report_rounds(PUBLISHED, MERGED, "Mill Lane", None)

    assert report_rounds(PUBLISHED, MERGED, None, first.round) == (first,)


@pytest.mark.parametrize("team", [None, "Nobody", ""])
def test_a_team_that_is_not_clear_is_asked_for(team: str | None) -> None:
    with pytest.raises(Misuse, match="team"):
        report_rounds(PUBLISHED, MERGED, team, None)


def test_the_group_read_the_report_between_its_reflection_and_today() -> None:
    (*_, latest) = report_rounds(PUBLISHED, MERGED, "Mill Lane", None)

    assert day_agreed(None, latest, latest.date) == ""
    assert day_agreed(f" {latest.date} ", latest, latest.date) == latest.date
    for typed in ("2020-01-01", "2999-01-01", "yesterday"):
        with pytest.raises(Misuse):
            day_agreed(typed, latest, latest.date)


def test_nobody_came_later_where_the_room_never_looked() -> None:
    (*_, latest) = report_rounds(PUBLISHED, MERGED, "Quay House", None)

    assert came_later(latest, MERGED) == 0


@pytest.mark.parametrize(
    ("named", "output", "kind"),
    [(None, None, "html"), (None, "r.MD", "md"), (None, "r", "html"), ("txt", "r.md", "txt")],
)
def test_the_format_is_the_one_named_or_that_of_the_file(named: str | None, output: str | None, kind: str) -> None:
    assert report_format(named, output, large=False) == kind


def test_large_print_is_for_html() -> None:
    assert report_format(None, None, large=True) == "html"
    with pytest.raises(Misuse):
        report_format("md", None, large=True)


def test_what_is_asked_comes_from_the_line_and_then_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "asks.txt"
    file.write_text("\ufeffCome.\n\nPay for taxis.\n", encoding="utf-8")

    asking = asking_of(("Pay bus fares.",), str(file), "30 June 2026", None, "2026-05-12")

    assert asking == Asking(("Pay bus fares.", "Come.", "Pay for taxis."), "2026-06-30", "")


def test_what_is_left_to_do_follows_a_report(tmp_path: Path) -> None:
    file = tmp_path / "r.md"
    request = ReportRequest(team="Quay House", output=str(file), kind="md")

    written = write_report(
        MERGED,
        StoredReleases(tmp_path, RecordFiles(private=True)),
        request,
        lambda _: NOTHING_ASKED,
        release=True,
        today="2999-01-01",
    )

    assert (written.path, written.size) == (str(file), len(file.read_bytes()))
    assert written.notices[0].startswith("It is a draft")
