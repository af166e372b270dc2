"""Everything that is ever shown of some records, as text: one line an output, so that a new one is looked at as well.

The screens of both faces are what stands on them, without the keys that lead there.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from textual.content import Content

from coreflect.analysis import published
from coreflect.banks.shelf import Shelf
from coreflect.core.banks.bank import Bank
from coreflect.core.banks.read import read_bank
from coreflect.core.model import Action, Reflection
from coreflect.core.results import Published, PublishedRound
from coreflect.core.small_groups import Release
from coreflect.package.package import MergedPackages
from coreflect.plain import look_back as plain_look_back
from coreflect.plain.results import _say_list as say_list
from coreflect.plain.results import say_glance, say_picture
from coreflect.plain.terminal import Terminal
from coreflect.reporting.agenda import item_key
from coreflect.reporting.all_teams import all_teams_csv, comparison_data
from coreflect.reporting.comparison import comparison_csv
from coreflect.reporting.look_back import groups, teams
from coreflect.reporting.look_back import parts as look_back_parts
from coreflect.reporting.look_back_text import entry_line
from coreflect.reporting.report import report, report_html, report_markdown, report_text
from coreflect.reporting.report_values import Report
from coreflect.reporting.results_text import results_text
from coreflect.reporting.summary import summary
from coreflect.reporting.workbook import sheets
from coreflect.services.app import Services
from coreflect.services.discussion import Discussion
from coreflect.services.revealing import published_round
from coreflect.tui.meeting.look_back import look_back_lines
from coreflect.tui.meeting.results import result_lines
from coreflect.tui.widgets.lists import Line
from coreflect.tui.widgets.pictures import ItemPicture, RoundsPicture
from coreflect.tui.widgets.question_lists import StripLine, StripList, StripPrompt
from coreflect.tui.widgets.text import Lines
from tests.support.builders.services import TemporaryWorkspace, composed


@dataclass(frozen=True)
class Moment:
    """What there is, what may be shown of it in one way of looking, and what was released before."""

    merged: MergedPackages
    published: Published
    before: tuple[Release, ...] = field(default=())

    @cached_property
    def banks(self) -> dict[str, tuple[Bank, ...]]:
        """The banks of each round, as they are read from their files."""
        files = {file.name: file.content for file in self.merged.records.bank_files}
        read = {
            one.id: [read_bank(f"{each.bank}.toml", files[each.file_names()[0]])[0] for each in one.banks]
            for one in self.merged.records.rounds
        }
        return {name: tuple(bank for bank in banks if bank) for name, banks in read.items()}

    def reflection(self, one: PublishedRound) -> Reflection:
        """The facts of a round under the name by which it is shown."""
        return next(reflection for reflection in self.merged.records.rounds if reflection.id == one.round)

    def actions(self, one: PublishedRound) -> list[Action]:
        """What a round will do."""
        return [action for action in self.merged.records.actions if action.round == one.round]

    def discussion(self, one: PublishedRound) -> Discussion:
        """The round before its room."""
        return Discussion(self._services, self.reflection(one), one)

    @cached_property
    def _services(self) -> Services:
        return _services(self)


class Output(NamedTuple):
    """Something that people get to see: what it is called, and its text. Of one round where `of_round` is given."""

    name: str
    of_all: Callable[[Moment], str] | None = None
    of_round: Callable[[Moment, PublishedRound], str] | None = None


OUTPUTS = (
    Output("comparison.csv", lambda moment: comparison_csv(moment.published).decode()),
    Output("the workbook", lambda moment: _workbook(moment.published)),
    Output("compare --json", lambda moment: json.dumps(comparison_data(moment.published), sort_keys=True)),
    Output("compare", lambda moment: summary(moment.published)),
    Output("comparison-all-teams.csv", lambda moment: all_teams_csv(moment.published).decode()),
    Output("results", of_round=lambda moment, one: _results(moment, one)),
    Output("results, aloud", of_round=lambda moment, one: _results(moment, one, aloud=True)),
    Output("results --json", of_round=lambda moment, one: _results_json(one)),
    Output("the list of results", of_round=lambda moment, one: _list(moment, one)),
    Output("the list of results, plain", of_round=lambda moment, one: _plain(moment, one, _say_list)),
    Output("at a glance, plain", of_round=lambda moment, one: _plain(moment, one, _say_glance)),
    Output("item pages", of_round=lambda moment, one: _pictures(moment, one)),
    Output("item pages, plain", of_round=lambda moment, one: _plain(moment, one, _say_pictures)),
    Output("look back", lambda moment: "\n\n".join(_look_back(moment.published))),
    Output("look back, plain", lambda moment: _look_back_plain(moment.published)),
    Output("report.html", of_round=lambda moment, one: report_html(_report(moment, one))),
    Output("report.md", of_round=lambda moment, one: report_markdown(_report(moment, one), full=True)),
    Output("report.txt", of_round=lambda moment, one: report_text(_report(moment, one), full=True)),
)
"""Everything that shows counts; packages are not among it, since they hold the answers themselves."""


def handed_on(merged: MergedPackages, before: Iterable[Release] = ()) -> Moment:
    """What files show that are given by name: a release."""
    return Moment(merged, published(merged, release=True), tuple(before))


def in_the_room(merged: MergedPackages, before: Iterable[Release] = ()) -> Moment:
    """What a workspace shows: in a private round, whom a reveal has fixed."""
    return Moment(merged, published(merged), tuple(before))


def on_screen(merged: MergedPackages, round_id: str) -> Moment:
    """One round as its room has it before it."""
    return Moment(merged, Published((published_round(merged, round_id),)))


def everything(moment: Moment, outputs: Iterable[Output] = OUTPUTS) -> dict[str, str]:
    """The text of each output by its name, and by the round where it is of one."""
    return dict(_each(moment, outputs))


def _each(moment: Moment, outputs: Iterable[Output]) -> Iterator[tuple[str, str]]:
    for output in outputs:
        if output.of_all:
            yield output.name, output.of_all(moment)
        if output.of_round:
            for one in moment.published.rounds:
                yield f"{output.name} · {one.round}", output.of_round(moment, one)


def _workbook(shown: Published) -> str:
    """All cells of the workbook: a table for each sheet, after its name."""
    out = io.StringIO()
    table = csv.writer(out, delimiter="\t", lineterminator="\n")
    for sheet in sheets(shown):
        table.writerow([sheet.name])
        table.writerow([column.head for column in sheet.columns])
        table.writerows([cell.value for cell in row] for row in sheet.rows)
        table.writerow([])
    return out.getvalue()


def _results(moment: Moment, one: PublishedRound, *, aloud: bool = False) -> str:
    room = [row for row in moment.merged.records.room if row.round == one.round and row.kind != "helped"]
    banks = moment.banks[one.round]
    dates = {each.round: each.date for each in moment.published.rounds}
    return results_text(one, room, moment.actions(one), banks, next_date=one.next_date, dates=dates, aloud=aloud)


def _results_json(one: PublishedRound) -> str:
    (data,) = comparison_data(Published((one,)))["rounds"]
    return json.dumps(data, indent=1, sort_keys=True)


def _services(moment: Moment) -> Services:
    workspace = TemporaryWorkspace()
    for reflection in moment.merged.records.rounds:
        workspace.put(reflection, *moment.banks[reflection.id])
    room = [row for row in moment.merged.records.room if row.kind != "helped"]
    for record in dict.fromkeys(row.id for row in room):
        workspace.save_room([row for row in room if row.id == record])
    for action in moment.merged.records.actions:
        workspace.save_action(action)
    return composed(workspace, Shelf())


def _list(moment: Moment, one: PublishedRound) -> str:
    if not one.items:
        return ""
    lines = result_lines(moment.discussion(one), by_section=True)
    listed = [StripPrompt(Content(), line) for line in lines if isinstance(line, StripLine)]
    return "\n".join(line.plain for prompt in listed for line in prompt.lines(78))


def _pictures(moment: Moment, one: PublishedRound) -> str:
    discussion = moment.discussion(one)
    made = []
    for item in one.items:
        key = item_key(item)
        shown = ItemPicture(item, one, last_time=discussion.earlier_position_text(key), paired=discussion.paired(key))
        made += [shown._make(width) for width in (38, 78)]
    return "\n\n".join("\n".join(line.plain for line in lines) for lines in made)


def _plain(moment: Moment, one: PublishedRound, say: Callable[[Terminal, Discussion], None]) -> str:
    if not one.items:
        return ""
    out = io.StringIO()
    say(Terminal(out, None, lambda _: None), moment.discussion(one))  # type: ignore[arg-type]
    return out.getvalue()


def _say_list(terminal: Terminal, discussion: Discussion) -> None:
    say_list(terminal, discussion)


def _say_glance(terminal: Terminal, discussion: Discussion) -> None:
    say_glance(
        terminal, discussion.published, [(item.bank, item.item) for part in discussion.parts for item in part.items]
    )


def _say_pictures(terminal: Terminal, discussion: Discussion) -> None:
    for part in discussion.parts:
        for item in part.items:
            say_picture(terminal, discussion, item_key(item))


def _report(moment: Moment, one: PublishedRound) -> Report:
    """The report on a round, with the team's earlier rounds beside it."""
    of_team = [each for each in moment.published.rounds if each.team == one.team]
    return report(of_team[: of_team.index(one) + 1])


def _look_back(shown: Published) -> Iterator[str]:
    """Every page of looking back, for each team, question and group, in a wide place and window by window."""
    for team in teams(shown):
        lines = look_back_lines(team, look_back_parts(team))
        for line in lines:
            yield "\n".join(each.plain for each in _prompt_of(line).lines(98))
        for part in look_back_parts(team):
            for entry in part.entries:
                yield f"Entry: {entry.item.text}\n{entry_line(team, entry)}"
                for group in groups(team, entry.key):
                    for width in (58, 118):
                        drawn = RoundsPicture(team, entry.key, group).lines(width)
                        yield f"Group: {group}\n" + "\n".join(each.plain for each in drawn)


def _prompt_of(line: Line) -> Lines:
    return StripList()._prompt(0, line)


def _look_back_plain(shown: Published) -> str:
    out = io.StringIO()
    terminal = Terminal(out, None, lambda _: None)  # type: ignore[arg-type]
    for team in teams(shown):
        plain_look_back._read_out(terminal, team)
        plain_look_back._say_list(terminal, team)
        entries = [entry for part in look_back_parts(team) for entry in part.entries]
        for at, entry in enumerate(entries):
            for group in groups(team, entry.key):
                plain_look_back._read_item_out(terminal, team, entries, at, group)
    return out.getvalue()
