"""A team with four rounds, one after a reworded question: every place says the same numbers."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping
from typing import NamedTuple

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from coreflect.cli.main import main
from coreflect.core.answers import EVERY_SIDE, EVERYONE, GROUP_NAMES
from coreflect.core.results import Published
from coreflect.core.strips import SIGNS
from coreflect.core.texts.words import plain_date
from coreflect.reporting.comparison import comparison_csv
from coreflect.reporting.look_back import column_in_words, groups, parts, round_columns, teams
from coreflect.reporting.report import report, report_text
from coreflect.reporting.text import paired_sentences
from coreflect.reporting.workbook import workbook
from coreflect.tui.widgets.pictures import RoundsPicture
from tests.support.builders.four_rounds import ITEMS, REWORDED, ROUNDS, four_rounds, package

LEVELS = ("Never", "Seldom", "Often", "Always")
BESIDE = ("Not sure", "Doesn't apply here", "Rather not say", "Left blank")

Where = tuple[str, str, str]
"""(round, item, group)"""


class Numbers(NamedTuple):
    """What one place says of one picture: the levels, then the four answers beside them."""

    counted: int
    levels: tuple[int, ...]
    beside: tuple[int, ...]


def of_published(published: Published) -> Mapping[Where, Numbers]:
    return {
        (one.round, item.item, picture.group): Numbers(
            spread.counted,
            spread.levels,
            (spread.not_sure, spread.not_applicable, spread.rather_not_say, spread.left_blank),
        )
        for one in published.rounds
        for item in one.items
        for picture in item.pictures
        if (spread := picture.spread) is not None and picture.group in (EVERYONE, *EVERY_SIDE)
    }


def of_csv(content: bytes) -> Mapping[Where, Numbers]:
    rows = csv.DictReader(io.StringIO(content.decode(), newline=""))
    return {
        (row["round"], row["item"], row["group"]): Numbers(
            int(row["counted"]),
            tuple(int(row[f"level_{n}"]) for n in range(1, 5)),
            tuple(int(row[name]) for name in ("not_sure", "not_applicable", "rather_not_say", "left_blank")),
        )
        for row in rows
        if row["group"] in (EVERYONE, *EVERY_SIDE)
    }


def of_json(text: str) -> Mapping[Where, Numbers]:
    return {
        (one["round"], item["item"], picture["group"]): Numbers(
            spread["counted"],
            tuple(spread["levels"]),
            tuple(spread[name] for name in ("not_sure", "not_applicable", "rather_not_say", "left_blank")),
        )
        for one in json.loads(text)["rounds"]
        for item in one["items"]
        for picture in item["pictures"]
        if (spread := picture["spread"]) and picture["group"] in (EVERYONE, *EVERY_SIDE)
    }


def of_workbook(content: bytes) -> Mapping[Where, Numbers]:
    """What stands in By group, of the latest round, and in Over time, of everyone each time."""
    rounds = {one.date: one.round for one in four_rounds().rounds}
    texts = {item.text: item.item for one in four_rounds().rounds for item in one.items}
    names = {name: group for group, name in GROUP_NAMES.items()}
    book = load_workbook(io.BytesIO(content))
    found: dict[Where, Numbers] = {}
    for sheet in ("By group", "Over time"):
        head, *rows = book[sheet].iter_rows(values_only=True)
        for values in rows:
            row = dict(zip(head, values, strict=True))
            if row["Date"] is None:
                continue  # the names of the levels
            where = (rounds[f"{row['Date']:%Y-%m-%d}"], texts[row["Question"]], names[row.get("Group", "Everyone")])
            numbers = Numbers(
                row["People counted"], tuple(row[str(n)] for n in range(1, 5)), tuple(row[name] for name in BESIDE)
            )
            assert found.setdefault(where, numbers) == numbers
    return found


def of_screen(published: Published) -> Mapping[Where, Numbers]:
    """What stands in the strips of a question on the screen, a row a round."""
    (team,) = teams(published)
    on = {plain_date(one.date): one.round for one in team.rounds}
    found: dict[Where, Numbers] = {}
    for part in parts(team):
        for entry in part.entries:
            for group in groups(team, entry.key)[:3]:
                for line in (each.plain for each in RoundsPicture(team, entry.key, group).lines(116)):
                    date = next((date for date in on if line.startswith(date) and line.endswith(" chose a level")), "")
                    if not date:
                        continue
                    cells = line.removeprefix(date).rpartition("  ")[0]
                    levels = tuple(cells.count(str(level)) for level in range(1, 5))
                    others = tuple(cells.count(sign) for sign in SIGNS.values())
                    found[on[date], entry.item.item, group] = Numbers(sum((*levels, *others)), levels, others)
    return found


def of_report(text: str, published: Published) -> Mapping[Where, Numbers]:
    """What the report says of every question, at its end: the groups of the latest round, everyone's before."""
    texts = {item.text: item.item for one in published.rounds for item in one.items}
    named = {GROUP_NAMES[group]: (ROUNDS[3], group) for group in (EVERYONE, *EVERY_SIDE)}
    named |= {plain_date(one.date): (one.round, EVERYONE) for one in published.rounds}
    found: dict[Where, Numbers] = {}
    item = ""
    unfolded = re.sub(r"\n  (?![^\n]*\(\d+\):)", " ", text.rpartition("\nEvery question\n")[2])
    for line in unfolded.splitlines():
        item = texts.get(line, item)
        row = re.fullmatch(r"  (.+) \((\d+)\): (.*)", line)
        if row and item:
            one, group = named[row[1]]
            found[one, item, group] = Numbers(
                int(row[2]),
                tuple(_first(rf'(\d+) chose "{level}"', row[3]) for level in LEVELS),
                tuple(_first(rf"{re.escape(name)}: (\d+)", row[3]) for name in BESIDE),
            )
    return found


def _first(pattern: str, text: str) -> int:
    found = re.search(pattern, text)
    return int(found[1]) if found else 0


def _number(cell: str) -> int:
    return 0 if cell == "nobody" else int(cell.split()[-1])


def of_voice(published: Published) -> Mapping[Where, Numbers]:
    (team,) = teams(published)
    found: dict[Where, Numbers] = {}
    for item in ITEMS:
        for group in groups(team, ("garden", item))[:3]:
            for each in round_columns(team, ("garden", item), group):
                said = column_in_words(each)
                people = re.search(r"(\d+) people counted", said)
                assert people
                found[each.published.round, item, group] = Numbers(
                    int(people[1]),
                    tuple(_first(rf'(\d+) chose "{level}"', said) for level in LEVELS),
                    tuple(_first(rf"{re.escape(name)}: (\d+)", said) for name in BESIDE),
                )
    return found


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, bytes, bytes]:
    """What `compare --json` writes of the package, its table, and its workbook."""
    folder = tmp_path_factory.mktemp("four")
    files = ["-o", str(folder / "out"), "--xlsx", str(folder / "out" / "book.xlsx")]
    done = CliRunner().invoke(main, ["compare", str(package(folder / "a.zip")), *files, "--json"])
    assert done.exit_code == 0, done.output
    table, book = ((folder / "out" / name).read_bytes() for name in ("comparison.csv", "book.xlsx"))
    return done.stdout, table, book


def test_every_round_and_question_is_there() -> None:
    numbers = of_published(four_rounds())

    assert {(one, item) for one, item, _ in numbers} == {(one, item) for one in ROUNDS for item in ITEMS}
    assert numbers[ROUNDS[3], REWORDED, EVERYONE] == Numbers(11, (0, 5, 5, 0), (1, 0, 0, 0))


def test_the_screen_the_voice_the_tables_and_programs_say_the_same(compared: tuple[str, bytes, bytes]) -> None:
    data, table, book = compared
    numbers = of_published(four_rounds())

    assert of_csv(table) == numbers
    assert of_json(data) == numbers
    assert of_screen(four_rounds()) == numbers
    assert of_voice(four_rounds()) == numbers
    latest_or_everyone = {where for where in numbers if where[0] == ROUNDS[3] or where[2] == EVERYONE}
    assert of_workbook(book) == {where: numbers[where] for where in latest_or_everyone}


def test_the_report_says_the_same_of_all_that_can_be_compared() -> None:
    numbers = of_published(four_rounds())
    said = of_report(report_text(report(four_rounds().rounds), full=True), four_rounds())

    apart = {(one, REWORDED) for one in ROUNDS[:2]}
    expected = {where: one for where, one in numbers.items() if where[2] == EVERYONE and where[:2] not in apart}
    assert said == expected | {where: one for where, one in numbers.items() if where[0] == ROUNDS[3]}


def test_a_workspace_shows_what_files_show() -> None:
    assert of_published(four_rounds()) == of_published(four_rounds(release=True))
    assert comparison_csv(four_rounds()) == comparison_csv(four_rounds(release=True))
    assert workbook(four_rounds()) == workbook(four_rounds(release=True))


def test_what_is_not_compared_is_so_everywhere(compared: tuple[str, bytes, bytes]) -> None:
    data, table, book = compared
    rows = csv.DictReader(io.StringIO(table.decode(), newline=""))
    reworded = {(row["round"], row["item"]) for row in rows if row["why_not"] == "reworded"}
    in_json = {
        (one["round"], item["item"])
        for one in json.loads(data)["rounds"]
        for item in one["items"]
        for picture in item["pictures"]
        if picture["move"]["why_not"] == "reworded"
    }

    assert reworded == in_json == {(ROUNDS[2], REWORDED)}
    said = [cell.value for row in load_workbook(io.BytesIO(book))["Over time"].iter_rows() for cell in row]
    assert said.count("Not compared: reworded") == 1


def test_pairs_are_the_same_in_both_tables_and_for_programs(compared: tuple[str, bytes, bytes]) -> None:
    data, table, book = compared
    names = ("paired", "higher", "same", "lower", "unmatched_before", "unmatched_now")
    rows = list(csv.DictReader(io.StringIO(table.decode(), newline="")))
    in_table = {(row["round"], row["item"]): tuple(int(row[name]) for name in names) for row in rows if row["paired"]}
    in_json = {
        (one["round"], item["item"]): tuple(paired[name] for name in ("pairs", *names[1:]))
        for one in json.loads(data)["rounds"]
        for item in one["items"]
        if (paired := item["paired"])
    }

    assert in_table == in_json
    assert {one for one, _ in in_table} == {ROUNDS[3]}
    assert in_table[ROUNDS[3], "beds"][0] == 6
    assert all(not row["paired"] for row in rows if row["group"] != EVERYONE)
    dates = {one.round: one.date for one in four_rounds().rounds}
    said = [" ".join(paired_sentences(item, dates)) for item in four_rounds().rounds[3].items]
    assert len(said) == len(in_table)
    sheet = load_workbook(io.BytesIO(book))["Over time"].iter_rows(values_only=True)
    in_book = [row[-3:] for row in sheet if isinstance(row[-1], int)]
    assert sorted(in_book) == sorted(pairs[1:4] for pairs in in_table.values())
