"""Writes the workbook of a comparison, for people: what spreadsheets open in columns everywhere, whatever the country.

Come here for what stands in its sheets; how they look is in `reporting.sheets`. Every number is one of those in
comparison.csv, which the sheet *Data* holds whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from coreflect.core.answers import EVERYONE, GROUP_NAMES, SHOW_OF_HANDS
from coreflect.core.results import Picture, Published, PublishedAction, PublishedItem, PublishedRound, Spread
from coreflect.core.strips import shade
from coreflect.core.texts import workbook as texts
from coreflect.core.texts.actions import HAPPENED, PROGRESS
from coreflect.core.texts.results import (
    ASKED_BEFORE_HEADING,
    HOW_NOT_WHO,
    MARKS,
    NO_GROUPS,
    NOT_THE_SAME_PEOPLE,
    SHAPES,
    kept_back_sentence,
)
from coreflect.core.texts.words import begun
from coreflect.reporting.all_teams import all_teams, as_spread, meaning
from coreflect.reporting.comparison import COLUMNS, answered, comparison_rows
from coreflect.reporting.glance import marks
from coreflect.reporting.look_back import Team, teams
from coreflect.reporting.moved import moved_in_words
from coreflect.reporting.sheets import Cell, Column, Look, Sheet, Value, day, xlsx
from coreflect.reporting.strips import Legend, legend, legend_text
from coreflect.reporting.text import everyone, non_answers, periods, shown_groups, subject

ON_PAPER = 2
"""How many of the latest reflections are printed at a glance; a screen shows all."""
EMPTY = Cell(None)
READ_OF_DATA = ("team_name", "left_blank")
"""The first and the last column of the data that go on paper; those after them are for programs."""
ITEM_TEXT = "item_text"
"""The column of the data that is wide, and wrapped where it has no room."""
LEGEND, BOLD, NUMBER, PLAIN = Look("legend"), Look("heading"), Look("number"), Look("plain")
TEXT_WIDTH, QUESTION_WIDTH, NAME_WIDTH, DAY_WIDTH = 76, 46, 24, 13


class Asked(NamedTuple):
    """A question of a team, and each of its rounds that asked it with the same meaning, the earliest first."""

    times: tuple[tuple[PublishedRound, PublishedItem], ...]

    @property
    def item(self) -> PublishedItem:
        """The question as it was asked last."""
        return self.times[-1][1]


class Legends:
    """The names of the levels in rows of their own, above the questions for which they hold."""

    def __init__(self, team: str = "") -> None:
        self._team = team
        self._above: tuple[Legend, ...] = ()

    def above(self, *named: Legend) -> Iterator[Sequence[Cell]]:
        """Give the rows to stand above the next question, unless those above the last one hold for it."""
        if named != self._above:
            for one in named:
                yield (Cell(self._team, LEGEND), Cell(None, LEGEND), Cell(legend_text(*one), LEGEND))
        self._above = named


def workbook(published: Published) -> bytes:
    """Write the workbook as the bytes of an .xlsx file; the same results make the same bytes.

    Raises:
        CoreflectError: a sheet cannot hold so much.
    """
    every = teams(published)
    return xlsx(f"{texts.TITLE}: {every[0].name}" if len(every) == 1 else texts.TITLE, sheets(published))


def sheets(published: Published) -> tuple[Sheet, ...]:
    """List what stands in each sheet of the workbook."""
    every = teams(published)
    most = max((len(item.levels) for each in published.rounds for item in each.items), default=0)
    return (
        _read_me(every),
        _at_a_glance(every, most),
        _by_group(every, most),
        _over_time(every, most),
        _all_teams(published, most),
        _actions(every),
        _data(published),
        _codebook(),
    )


def _read_me(every: Sequence[Team]) -> Sheet:
    """Say how to read the workbook, what is not shown and why, and which reflections are in it."""
    lines: list[Sequence[Cell]] = [[Cell(texts.TITLE, Look("title"))], [Cell(HOW_NOT_WHO)]]
    lines += [[Cell(f"{name}: {what}")] for name, what in texts.SHEETS]
    for heading, sentences in (
        (texts.HOW_TO_READ, (*texts.READING, NOT_THE_SAME_PEOPLE)),
        (texts.WHAT_IS_NOT_SHOWN, texts.SMALL_GROUPS),
    ):
        lines += [[], [Cell(heading, BOLD)], *([Cell(sentence)] for sentence in sentences)]
    head = (texts.ABOUT, texts.TEAM, texts.DATE, texts.PERIOD, texts.ANSWERED, texts.COUNTED, texts.NOT_SHOWN)
    lines += [[], [Cell(texts.REFLECTIONS, BOLD)], [Cell(name, Look("head")) for name in head]]
    lines += [_reflection(published) for team in every for published in team.rounds]
    widths = (TEXT_WIDTH, NAME_WIDTH, DAY_WIDTH, NAME_WIDTH, DAY_WIDTH, DAY_WIDTH, 36)
    return Sheet(texts.READ_ME, tuple(Column("", width) for width in widths), tuple(lines), text=True)


def _reflection(published: PublishedRound) -> Sequence[Cell]:
    over = ", ".join(periods((published,)))
    counted = published.counted if published.items else None
    values: tuple[Value, ...] = (subject(published), published.team_name, day(published.date), over)
    numbers = (Cell(answered(published), NUMBER), Cell(counted, NUMBER))
    return (*map(Cell, values), *numbers, Cell(kept_back_sentence(published)))


def _at_a_glance(every: Sequence[Team], most: int) -> Sheet:
    """List a row for each question, with the team's rounds beside one another, the latest one last."""
    blocks = max((len(team.shown) for team in every), default=0)
    in_block = (texts.DATE, *map(str, range(1, most + 1)), texts.OTHERS[0], texts.OTHER_ANSWER)
    start = (*_question_columns(), Column(texts.STANDS_OUT, 22))
    above = tuple(
        (len(start) + number * len(in_block), texts.rounds_before_the_latest(blocks - 1 - number))
        for number in range(blocks)
    )
    return Sheet(
        texts.GLANCE,
        (*start, *(Column(name, DAY_WIDTH, name != texts.DATE) for _ in range(blocks) for name in in_block)),
        tuple(row for team in every for row in _glance_rows(team, blocks, most)),
        frozen=len(start),
        above=above,
        printed=ON_PAPER * len(in_block) if blocks > ON_PAPER else 0,
        first=_team_on_paper(every),
        empty=texts.NO_ANSWERS_YET,
    )


def _glance_rows(team: Team, blocks: int, most: int) -> Iterator[Sequence[Cell]]:
    if not team.shown:
        yield (Cell(team.name), EMPTY, Cell(kept_back_sentence(team.rounds[-1])))
        return
    latest = team.shown[-1]
    legends = Legends(team.name)
    for asked in _asked(team):
        yield from legends.above(legend(asked.item))
        is_now = asked.times[-1][0] is latest
        stands_out = "; ".join(MARKS[mark] for mark in marks(asked.item)) if is_now else ASKED_BEFORE_HEADING
        row = [Cell(team.name), Cell(asked.item.section), Cell(asked.item.text), Cell(begun(stands_out))]
        times = {published.round: (published, item) for published, item in asked.times}
        row += [EMPTY] * ((most + 3) * (blocks - len(team.shown)))
        for published in team.shown:
            item = times[published.round][1] if published.round in times else None
            spread = everyone(item) if item else None
            if item is None or spread is None:
                row += [EMPTY] * (most + 3)
                continue
            chose_otherwise = spread.not_applicable + spread.rather_not_say + spread.left_blank
            row += [Cell(day(published.date)), *_levels(spread, most, asked.item.break_after)]
            row += [_other(spread.not_sure), _other(chose_otherwise)]
        yield ruled(row)


def _by_group(every: Sequence[Team], most: int) -> Sheet:
    """List a row for each question and group of each team's latest round that shows answers."""
    columns = (
        *(*_question_columns(), Column(texts.DATE, DAY_WIDTH), Column(texts.GROUP, 30), *_count_columns(most)),
        Column(texts.STANDS_OUT, 22),
    )
    rows = tuple(row for team in every if team.shown for row in _group_rows(team.shown[-1], most))
    return Sheet(texts.BY_GROUP, columns, rows, frozen=3, first=_team_on_paper(every), empty=texts.NO_ANSWERS_YET)


def _group_rows(published: PublishedRound, most: int) -> Iterator[Sequence[Cell]]:
    team, on = Cell(published.team_name), Cell(day(published.date))
    legends = Legends(published.team_name)
    if published.withheld == "groups":
        yield (team, EMPTY, EMPTY, on, Cell(NO_GROUPS, LEGEND))
    for item in published.items:
        spread = everyone(item)
        if spread is None:
            continue
        start = (team, Cell(item.section), Cell(item.text), on)
        groups = shown_groups(item, published)
        hands = item.spread_of(SHOW_OF_HANDS)
        pictures = [
            (EVERYONE, spread),
            *(groups or ()),
            *([(SHOW_OF_HANDS, hands)] if hands else []),
        ]
        stands_out = begun(MARKS["groups"]) if "groups" in marks(item) else ""
        yield from legends.above(legend(item))
        for at, (group, theirs) in enumerate(pictures):
            begins = again(start) if at else start
            row = (*begins, Cell(GROUP_NAMES[group]), *_counts(item, theirs, most), Cell(stands_out))
            yield row if at else ruled(row)
        if groups is None and published.withheld != "groups":
            yield (*again(start), Cell(NO_GROUPS, LEGEND))


def _over_time(every: Sequence[Team], most: int) -> Sheet:
    """List a row for each question and round of the teams that answered more than once, with what moved."""
    columns = (
        *(*_question_columns(), Column(texts.DATE, DAY_WIDTH), *_count_columns(most)),
        *(Column(texts.SINCE_BEFORE, 26), Column(texts.SINCE_FIRST, 26)),
        *(Column(head, 12, holds_numbers=True) for head in (texts.FURTHER_UP, texts.THE_SAME, texts.FURTHER_DOWN)),
    )
    rows = tuple(row for team in every if len(team.shown) > 1 for row in _time_rows(team, most))
    once = any(team.shown for team in every)
    empty = texts.ONE_TIME if once else texts.NO_ANSWERS_YET
    return Sheet(texts.OVER_TIME, columns, rows, frozen=4, first=_team_on_paper(every), empty=empty)


def _time_rows(team: Team, most: int) -> Iterator[Sequence[Cell]]:
    legends = Legends(team.name)
    for asked in _asked(team):
        yield from legends.above(*dict.fromkeys(legend(item) for _, item in asked.times))
        first, *later = (_time_row(team, published, item, most) for published, item in asked.times)
        yield ruled(first)
        yield from ((*again(row[:3]), *row[3:]) for row in later)


def _time_row(team: Team, published: PublishedRound, item: PublishedItem, most: int) -> Sequence[Cell]:
    picture = item.pictures[0]
    spread = everyone(item)
    counts = _counts(item, spread, most) if spread else (EMPTY,) * (most + 1 + len(texts.OTHERS))
    pairs = (item.paired.higher, item.paired.same, item.paired.lower) if item.paired else (None, None, None)
    return (
        *(Cell(team.name), Cell(item.section), Cell(item.text), Cell(day(published.date))),
        *counts,
        *(Cell(begun(moved_in_words(picture))), Cell(begun(_since_first(picture)))),
        *(Cell(people, NUMBER) for people in pairs),
    )


def _since_first(picture: Picture) -> str:
    move = picture.move_since_first
    return SHAPES[move.shape] if move and move.listed else ""


def _all_teams(published: Published, most: int) -> Sheet:
    """List a row for each question with the sums over all teams that were asked it."""
    columns = (*_question_columns()[1:], Column(texts.TEAMS, 9, holds_numbers=True), *_count_columns(most))
    legends, rows = Legends(), list[Sequence[Cell]]()
    for item in all_teams(published):
        rows += (row[1:] for row in legends.above(Legend(item.levels, 0)))
        start = (Cell(item.section), Cell(item.text), Cell(item.teams, NUMBER))
        rows.append(ruled((*start, *_all_counts(as_spread(item), most, 0))))
    return Sheet(texts.ALL_TEAMS, columns, tuple(rows), frozen=2, empty=texts.NO_ANSWERS_YET)


def _actions(every: Sequence[Team]) -> Sheet:
    """List a row for each action, with the day by which it is due as a day where it was typed as one."""
    columns = (
        *(Column(texts.TEAM, NAME_WIDTH), Column(texts.AGREED_ON, DAY_WIDTH), Column(texts.WHAT, QUESTION_WIDTH)),
        *(Column(texts.WHO, NAME_WIDTH), Column(texts.DUE, NAME_WIDTH), Column(texts.PROGRESS, DAY_WIDTH)),
        *(Column(texts.HAPPENED, DAY_WIDTH), Column(texts.OUTCOME, QUESTION_WIDTH)),
        *(Column(texts.CHECKED_BY, NAME_WIDTH), Column(texts.KNOWN_BY, 30), Column(texts.QUESTION, QUESTION_WIDTH)),
    )
    rows = tuple(
        ruled(_action_row(team, published, action))
        for team in every
        for published in team.rounds
        for action in published.doings
    )
    return Sheet(texts.ACTIONS, columns, rows, frozen=1, first=_team_on_paper(every), empty=texts.NO_ACTIONS)


def _action_row(team: Team, published: PublishedRound, action: PublishedAction) -> Sequence[Cell]:
    asked = published.item_asked(action.bank, action.item)
    values: tuple[Value, ...] = (
        *(team.name, day(published.date), action.what, action.who, day(action.due)),
        *(dict(PROGRESS)[action.progress], dict(HAPPENED).get(action.happened, ""), action.outcome),
        *(action.checked_by, action.known_by, asked.text if asked else ""),
    )
    return [Cell(value) for value in values]


def _data(published: Published) -> Sheet:
    """List all of comparison.csv, with its days as days; the columns that people read are printed."""
    names = [column.name for column in COLUMNS]
    days = {at for at, column in enumerate(COLUMNS) if column.holds == "date"}
    looks = [Look() if name == ITEM_TEXT else PLAIN for name in names]
    rows = tuple(
        [Cell(day(str(value)) if at in days and value else value, looks[at]) for at, value in enumerate(row)]
        for row in comparison_rows(published)
    )
    first, last = map(names.index, READ_OF_DATA)
    columns = tuple(Column(name, QUESTION_WIDTH if name == ITEM_TEXT else NAME_WIDTH) for name in names)
    return Sheet(texts.DATA, columns, rows, frozen=2, table="comparison", first=first, last=last + 1, pages=2)


def _codebook() -> Sheet:
    """List what each column of the data means."""
    heads = (Column(texts.COLUMN, 24), Column(texts.HOLDS, 10), Column(texts.MEANING, 110))
    rows = tuple(ruled([Cell(column.name), Cell(column.holds), Cell(column.description)]) for column in COLUMNS)
    return Sheet(texts.CODEBOOK, heads, rows, frozen=1)


def _asked(team: Team) -> Iterator[Asked]:
    """List a team's questions: those asked last in their order, then older ones; a new meaning is another question."""
    found: dict[object, list[tuple[PublishedRound, PublishedItem]]] = {}
    for published in reversed(team.shown):
        for item in published.items:
            found.setdefault(meaning(item, published), []).append((published, item))
    return (Asked(tuple(reversed(times))) for times in found.values())


def ruled(cells: Sequence[Cell]) -> Sequence[Cell]:
    """Draw a line above a row, so that the eye keeps to it."""
    return [cell._replace(look=cell.look._replace(ruled=True)) for cell in cells]


def again(cells: Sequence[Cell]) -> Sequence[Cell]:
    """Grey what stands in the row above too; it stays, so that rows can be filtered."""
    return [cell._replace(look=cell.look._replace(again=True)) for cell in cells]


def _team_on_paper(every: Sequence[Team]) -> int:
    """Return the first column that is printed: a single team is named at the foot of each page."""
    return int(len(every) == 1)


def _question_columns() -> tuple[Column, ...]:
    return Column(texts.TEAM, NAME_WIDTH), Column(texts.PART, NAME_WIDTH), Column(texts.QUESTION, QUESTION_WIDTH)


def _count_columns(most: int) -> Sequence[Column]:
    heads = (texts.COUNTED, *map(str, range(1, most + 1)), *texts.OTHERS)
    return [Column(head, DAY_WIDTH, holds_numbers=True) for head in heads]


def _counts(item: PublishedItem, spread: Spread, most: int) -> Sequence[Cell]:
    return _all_counts(spread, most, item.break_after)


def _all_counts(spread: Spread, most: int, break_after: int) -> Sequence[Cell]:
    others = (_other(people) for _, people in non_answers(spread))
    return (Cell(spread.counted, NUMBER), *_levels(spread, most, break_after), *others)


def _levels(spread: Spread, most: int, break_after: int) -> Sequence[Cell]:
    """Make a cell for each level, shaded as in a strip, with the break before the level that follows it."""
    levels = len(spread.levels)
    cells = (
        Cell(people, Look("level", shade(number, levels) if people else -1, 0 < break_after == number - 1))
        for number, people in enumerate(spread.levels, 1)
    )
    return (*cells, *[EMPTY] * (most - levels))


def _other(people: int) -> Cell:
    return Cell(people, Look("other") if people else Look("level"))
