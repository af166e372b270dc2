"""Writes the report on one team's reflection: chooses the reflections, checks what goes in, and releases it.

A report is a draft until the day is given on which the group read it and agreed to send it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from coreflect.analysis import published
from coreflect.core.dates import read_date
from coreflect.core.errors import CoreflectError, Damaged, Misuse, NotSaved
from coreflect.core.meeting.asking import NOTHING_ASKED, Asking, read_asking
from coreflect.core.names import is_safe_id, quoted, shown, slug
from coreflect.core.results import Published, PublishedRound
from coreflect.core.texts import report as texts
from coreflect.core.texts.commands import ALL_NEEDS_FOLDER
from coreflect.files.atomic import make_folder
from coreflect.reporting.report import report, report_html, report_markdown, report_text
from coreflect.services.all_records import AllRecords
from coreflect.services.finding import find_reflection, find_team, some_of
from coreflect.services.output import check_ending, exports_folder, output_place, write_file
from coreflect.services.releases import WHOLE, OnProgress, check_release, release_notices, remember_release

if TYPE_CHECKING:
    from coreflect.core.model import Reflection
    from coreflect.package.package import MergedPackages
    from coreflect.reporting.report_values import Report
    from coreflect.services.app import Services
    from coreflect.workspace.released import StoredReleases

_NOTHING_YET = "There is no reflection to report on yet.", "`coreflect rounds new` sets one up."
_SUFFIXES = {".html": "html", ".htm": "html", ".md": "md", ".markdown": "md", ".txt": "txt"}


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """The report that somebody asks for, as they typed it; None or empty for what they did not type.

    `output` is the file to write: None for one in the folder `exports`, and `-` for standard output. `full` prints all
    tables too, and `take_home` is the page to take home alone. With `again` the report may differ by few people from
    what was released before.
    """

    team: str | None = None
    round_id: str | None = None
    agreed_on: str | None = None
    asking: Asking = NOTHING_ASKED
    output: str | None = None
    kind: str = "html"
    large: bool = False
    again: bool = False
    full: bool = False
    take_home: bool = False


@dataclass(frozen=True, slots=True)
class WrittenReport:
    """A report that has been written: its file, its size in bytes, and what is left to do with it."""

    path: str
    size: int
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WrittenReports:
    """The reports on all teams: their folder, their files, and what is left to do with them.

    `unseen` names the teams that got none because nothing of their latest reflection is shown, and `refused` holds a
    sentence on each that was not written.
    """

    folder: str
    files: tuple[str, ...]
    unseen: tuple[str, ...]
    refused: tuple[str, ...]
    notices: tuple[str, ...]


Asked = Callable[[str], Asking]
"""What the group of the reflection with this id asks, as it was written in the app."""


def write_report(
    merged: MergedPackages, memory: StoredReleases, request: ReportRequest, asked: Asked, *, release: bool, today: str
) -> WrittenReport:
    """Write a report on one of the reflections among these records.

    A `release` of files shows private rounds without a reveal, as `analysis.published` says; `memory` holds what was
    released before, and `today` is an ISO date. Where the request asks nothing of a board, what is `asked` stands in
    the report.

    Raises:
        Misuse: there are several teams, or something typed cannot be taken; nothing was written.
        CoreflectError: an earlier release differs by too few people; nothing was written.
        NotSaved: it did not reach the disk.
    """
    rounds = report_rounds(published(merged, release=release), merged, request.team, request.round_id)
    latest = rounds[-1]
    request = _with_what_is_asked(request, asked, latest)
    agreed_on = day_agreed(request.agreed_on, latest, today)
    path, folder = output_place(request.output, _file_name(latest, request))
    found = check_release(Published(rounds), merged, memory, [folder], again=request.again)
    size = _write(path, rounds, merged, memory, request, agreed_on)
    notices = (*_to_do(request, agreed_on), *release_notices((latest,), merged, here=not release), *found)
    return WrittenReport(path, size, notices)


def write_reports(
    merged: MergedPackages,
    memory: StoredReleases,
    request: ReportRequest,
    asked: Asked,
    *,
    release: bool,
    on_progress: OnProgress = lambda *_: None,
) -> WrittenReports:
    """Write a report on the latest reflection of every team, each into a file of its own in one folder.

    A team of which nothing is shown yet gets none, and one that may not be written keeps no other back. Takes what
    `write_report` does.

    Raises:
        Misuse: there is no reflection, or no folder is named.
        NotSaved: one did not reach the disk; those before it did.
    """
    by_team: dict[str, list[PublishedRound]] = {}
    for each in published(merged, release=release).rounds:
        by_team.setdefault(each.team, []).append(each)
    if not by_team:
        raise Misuse(*_NOTHING_YET)
    folder = _folder(request.output)
    written: dict[str, PublishedRound] = {}
    refused: list[str] = []
    found: dict[str, None] = {}
    for number, rounds in enumerate(by_team.values()):
        on_progress(texts.WRITING_REPORTS, WHOLE * number / len(by_team))
        latest = rounds[-1]
        if not latest.items:
            continue
        name = _file_name(latest, request)
        path = folder / (name if str(folder / name) not in written else f"{len(written) + 1}-{name}")
        of_team, folders = tuple(rounds), () if number else (folder,)
        try:
            found |= dict.fromkeys(check_release(Published(of_team), merged, memory, folders, again=request.again))
        except (Damaged, NotSaved):
            raise
        except CoreflectError as fault:
            refused.append(fault.message)
            continue
        _write(str(path), of_team, merged, memory, _with_what_is_asked(request, asked, latest), "")
        written[str(path)] = latest
    unseen = tuple(shown(rounds[-1].team_name) for rounds in by_team.values() if not rounds[-1].items)
    in_html = [texts.OPEN_THEM_IN_A_BROWSER] if request.kind == "html" else []
    to_do = [*in_html, texts.READ_EACH_WITH_ITS_GROUP] if written else []
    notices = (*to_do, *release_notices(tuple(written.values()), merged, here=not release), *found)
    return WrittenReports(str(folder), tuple(written), unseen, tuple(refused), notices)


def _file_name(latest: PublishedRound, request: ReportRequest) -> str:
    name = latest.round if is_safe_id(latest.round) else slug(latest.round)
    return f"{name}-{'take-home' if request.take_home else 'report'}.{request.kind}"


def _folder(output: str | None) -> Path:
    """The folder for the reports on all teams: the one that is named, or `reports` in that for exports."""
    if output is not None and (output == "-" or not output.strip() or Path(output).suffix.lower() in _SUFFIXES):
        raise Misuse(*ALL_NEEDS_FOLDER)
    folder = Path(output) if output is not None else exports_folder() / "reports"
    if not folder.parent.is_dir():
        raise Misuse(f"There is no folder {shown(str(folder.parent))}.", "Make it first, or name another.")
    make_folder(folder, private=True)
    return folder


def _with_what_is_asked(request: ReportRequest, asked: Asked, latest: PublishedRound) -> ReportRequest:
    return request if request.asking.asks else replace(request, asking=asked(latest.round))


def _write(
    path: str,
    rounds: tuple[PublishedRound, ...],
    merged: MergedPackages,
    memory: StoredReleases,
    request: ReportRequest,
    agreed_on: str,
) -> int:
    """Write the report on the last of these rounds, once it is remembered; returns its size in bytes."""
    value = report(rounds, agreed_on=agreed_on, asking=request.asking, came_later=came_later(rounds[-1], merged))
    content = _render(value.sheet_alone() if request.take_home else value, request).encode()
    remember_release(memory, Published(rounds))
    write_file(path, content)
    return len(content)


def report_on(services: Services, reflection: Reflection, *, is_agreed: bool = False) -> WrittenReport:
    """Write the report on a reflection of the workspace into the folder for exports.

    It is a draft for the group to read, unless they have read it and agreed today that it is sent.

    Raises:
        CoreflectError: it cannot be written; nothing was.
    """
    today = services.clock.today()
    request = ReportRequest(reflection.team, reflection.id, agreed_on=today if is_agreed else None)
    workspace = services.workspace
    merged, asked = AllRecords(workspace).merged(), workspace.asked.read
    return write_report(merged, workspace.releases, request, asked, release=False, today=today)


def report_format(named: str | None, output: str | None, *, large: bool) -> str:
    """Choose the format: the one that is named, or that of the file's suffix, or HTML.

    Raises:
        Misuse: large print is asked for in another format than HTML, or the file has an ending that is not written.
    """
    check_ending(output, *_SUFFIXES)
    kind = named or _SUFFIXES.get(Path(output or "").suffix.lower(), "html")
    if large and kind != "html":
        raise Misuse("Large print is for HTML.", "Leave --large out, or write --format html.")
    return kind


def asking_of(
    asks: Sequence[str], ask_file: str | None, answer_by: str | None, answer_how: str | None, today: str
) -> Asking:
    """Read what is asked of a board: as it was typed, then the lines of a text file.

    Raises:
        Misuse: it says nothing, or a file or date cannot be read.
    """
    every = [*asks, *(_lines(ask_file) if ask_file is not None else ())]
    if any(not ask.strip() for ask in asks):
        raise Misuse("--ask says nothing.", "Write what you ask of the board after it, between quotes.")
    if not every and (answer_by is not None or answer_how is not None):
        raise Misuse("There is nothing to answer.", "Say with --ask what you ask of the board.")
    return Asking(tuple(every), read_date(answer_by, today) if answer_by is not None else "", answer_how or "")


def save_asking(
    services: Services, reflection: Reflection, asks: Sequence[str], answer_by: str, answer_how: str
) -> Asking:
    """Save what the group of a reflection asks of a board, for the reports on it; returns it as it is read.

    Raises:
        Misuse: it cannot be taken; the error's `field` says which.
        CoreflectError: it could not be saved.
    """
    asking = read_asking(asks, answer_by, answer_how, services.clock.today())
    services.workspace.asked.save(reflection.id, asking)
    return asking


def report_rounds(
    published: Published, merged: MergedPackages, team: str | None, round_id: str | None
) -> tuple[PublishedRound, ...]:
    """Choose the rounds of one team, the one to report on last: the team's latest where none is named.

    Raises:
        Misuse: there is none, or several teams and none is named.
    """
    teams = {team_round.team: team_round.team_name for team_round in published.rounds}
    if not teams:
        raise Misuse(*_NOTHING_YET)
    every_name = [(team_round.team, team_round.team_name) for team_round in published.rounds]
    named = find_team(every_name, team) if team is not None else ""
    last = ""
    if round_id is not None:
        ids = {team_round.round for team_round in published.rounds if named in ("", team_round.team)}
        last = find_reflection(
            [reflection for reflection in merged.records.rounds if reflection.id in ids], round_id
        ).id
        named = next(team_round.team for team_round in published.rounds if team_round.round == last)
    elif not named:
        if len(teams) > 1:
            listed = some_of(quoted(name) for name in teams.values())
            hint = "Name it with --team, or write one on each with --all."
            raise Misuse(f"There are {len(teams)} teams, and a report is on one: {listed}.", hint)
        (named,) = teams
    of_team = tuple(team_round for team_round in published.rounds if team_round.team == named)
    return of_team[: [team_round.round for team_round in of_team].index(last) + 1] if last else of_team


def day_agreed(typed: str | None, published: PublishedRound, today: str) -> str:
    """Read the day on which the group read the report, as an ISO date; empty where it has not.

    Raises:
        Misuse: it is no date, or one on which nobody can have read it.
    """
    if typed is None:
        return ""
    day = read_date(typed, today)
    if day < published.date:
        raise Misuse("The group cannot have read this before its reflection.", f"That was on {shown(published.date)}.")
    if day > today:
        raise Misuse("That day has not come yet.", "Give --agreed-on once the group has read the report and agreed.")
    return day


def came_later(published: PublishedRound, merged: MergedPackages) -> int:
    """Count those who had not answered when the room looked at the answers; 0 where it never did."""
    answered_then = {
        response
        for reflection in merged.records.rounds
        if reflection.state == "revealed"
        for response in reflection.counted
    }
    later = sum(response not in answered_then for response in published.counted_responses)
    return later if later < published.counted else 0


def _render(value: Report, request: ReportRequest) -> str:
    if request.kind == "md":
        return report_markdown(value, full=request.full)
    if request.kind == "txt":
        return report_text(value, full=request.full)
    return report_html(value, large=request.large, full=request.full)


def _to_do(request: ReportRequest, agreed_on: str) -> list[str]:
    """Say what is left to do with a report."""
    to_do = []
    if request.kind == "html":
        to_do.append(texts.OPEN_IN_A_BROWSER)
    if not agreed_on:
        to_do.append(texts.READ_IT_WITH_THE_GROUP)
    if agreed_on and not request.asking.asks and not request.take_home:
        to_do.append(texts.ASKS_NOTHING)
    return to_do


def _lines(name: str) -> list[str]:
    try:
        lines = [line for line in Path(name).read_text(encoding="utf-8-sig").splitlines() if line.strip()]
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not text"
        raise Misuse(f"{quoted(name)} cannot be read: {why}.", "--ask-file takes a text file.") from None
    if not lines:
        raise Misuse(f"{quoted(name)} is empty.", "Write what you ask of the board into it: one thing a line.")
    return lines
