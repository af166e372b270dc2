"""What is typed after `report` becomes what a report is made from, or a sentence on why it cannot be taken."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from coreflect.core.bank_table import quoted
from coreflect.core.errors import Misuse
from coreflect.core.names import alike, shown

if TYPE_CHECKING:
    from coreflect.core.results import Published, PublishedRound
    from coreflect.package.merged import Merged
    from coreflect.reporting.report_said import Asking


def rounds_of(results: Published, merged: Merged, team: str | None, round_id: str | None) -> tuple[PublishedRound, ...]:
    """The rounds of one team, the one to report on last.

    Raises:
        Misuse: there is none, or several teams and none is named.
    """
    from coreflect.cli.choose import chosen

    teams = {one.team: one.team_name for one in results.rounds}
    if not teams:
        raise Misuse("There is no reflection to report on yet.", "`coreflect rounds new` sets one up.")
    named = _team(teams, team) if team is not None else ""
    last = ""
    if round_id is not None:
        ids = {one.round for one in results.rounds if named in ("", one.team)}
        last = chosen([one for one in merged.records.rounds if one.id in ids], round_id).id
        named = next(one.team for one in results.rounds if one.round == last)
    elif not named:
        if len(teams) > 1:
            listed = ", ".join(quoted(name) for name in teams.values())
            raise Misuse(f"There are {len(teams)} teams, and a report is on one: {listed}.", "Name it with --team.")
        (named,) = teams
    of_team = tuple(one for one in results.rounds if one.team == named)
    return of_team[: [one.round for one in of_team].index(last) + 1] if last else of_team


def came_later(one: PublishedRound, merged: Merged) -> int:
    """How many of those counted had not answered when the room looked at the answers; none where it never did."""
    seen = {response for facts in merged.records.rounds if facts.state == "revealed" for response in facts.counted}
    later = sum(response not in seen for response in one.counted_responses)
    return later if later < one.counted else 0


def asking_of(asks: tuple[str, ...], ask_file: str | None, answer_by: str | None, answer_how: str | None) -> Asking:
    """What is asked of a board.

    Raises:
        Misuse: it says nothing, or a file or date cannot be read.
    """
    from coreflect.reporting.report_said import Asking

    every = [*asks, *(_lines(ask_file) if ask_file is not None else ())]
    if any(not one.strip() for one in asks):
        raise Misuse("--ask says nothing.", "Write what you ask of the board after it, between quotes.")
    if not every and (answer_by is not None or answer_how is not None):
        raise Misuse("There is nothing to answer.", "Say with --ask what you ask of the board.")
    return Asking(tuple(every), _date(answer_by, "--answer-by") if answer_by is not None else "", answer_how or "")


def day_agreed(typed: str | None, one: PublishedRound, today: str) -> str:
    """The day on which the group read the report, as an ISO date; empty where it has not.

    Raises:
        Misuse: it is no date, or one on which nobody can have read it.
    """
    if typed is None:
        return ""
    day = _date(typed, "--agreed-on")
    if day < one.date:
        raise Misuse("The group cannot have read this before its reflection.", f"That was on {shown(one.date)}.")
    if day > today:
        raise Misuse("That day has not come yet.", "Give --agreed-on once the group has read the report and agreed.")
    return day


def _team(teams: dict[str, str], typed: str) -> str:
    """The team that a person means, by its name or its id."""
    found = [team for team, name in teams.items() if team == typed.strip() or alike(name) == alike(typed)]
    if len(found) == 1:
        return found[0]
    listed = ", ".join(quoted(name) for name in teams.values())
    raise Misuse(f"There is no team {quoted(typed)} here.", f"There is: {listed}.")


def _lines(name: str) -> list[str]:
    try:
        found = [line for line in Path(name).read_text(encoding="utf-8-sig").splitlines() if line.strip()]
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is no text"
        raise Misuse(f"{quoted(name)} cannot be read: {why}.", "--ask-file takes a text file.") from None
    if not found:
        raise Misuse(f"{quoted(name)} is empty.", "Write what you ask of the board into it: one thing a line.")
    return found


def _date(typed: str, option: str) -> str:
    try:
        return date.fromisoformat(typed.strip()).isoformat()
    except ValueError:
        raise Misuse(f"{quoted(typed)} is not a date.", f"{option} takes year-month-day, such as 2026-05-12.") from None
