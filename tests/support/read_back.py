"""Reads the numbers back out of what people are shown, as an outsider would: from the text alone.

An outsider knows the questions, the levels, and on which day a round was.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from coreflect.core.answers import EVERYONE, GROUP_NAMES, SHOW_OF_HANDS
from tests.support.merging import LABELS, LEVELS
from tests.support.team_histories import DATES, TEXTS

COUNTED = "counted"
LEVEL_OF = dict(zip(LABELS, LEVELS, strict=True))
BESIDE = {
    "Not sure": "not-sure",
    "Doesn't apply here": "not-applicable",
    "Rather not say": "rather-not-say",
    "Left blank": "skipped",
}
COLUMNS = {"not_sure": "not-sure", "not_applicable": "not-applicable", "rather_not_say": "rather-not-say"}
COLUMNS |= {"left_blank": "skipped", "counted": COUNTED}
GROUPS = {name: group for group, name in GROUP_NAMES.items()} | {
    "Everyone": EVERYONE,
    "A show of hands, counted by itself": SHOW_OF_HANDS,
}
ITEM_OF = {text: item for item, text in TEXTS.items()}

LEVEL = "|".join(LABELS)
OTHER = "|".join(BESIDE)
GROUP = "|".join(map(re.escape, sorted(GROUPS, key=len, reverse=True)))
LEVEL_LINE = re.compile(rf"^\s*(?:\d\.? +)?({LEVEL}):? +[•\s]*(\d+|nobody)\.?$")
BESIDE_SAID = re.compile(rf"({OTHER}): (\d+)(?: of (\d+))?")
CHOSE = re.compile(rf'(\d+|nobody)(?: of (\d+))? chose "({LEVEL})"')
TABLE_ROW = re.compile(rf"^\s*({GROUP}) \((\d+)\)  +(.+)$")
GROUP_SAID = re.compile(rf"^({GROUP}) \((\d+)\): ")
GROUP_ALONE = re.compile(rf"^({GROUP}): ")
TWO_VIEWS = re.compile(rf'(\d+) of (\d+) chose "({LEVEL})"\. (\d+) chose "({LEVEL})"\.')
THEN = re.compile(rf'On (\d+ \w+ \d+) (\d+|nobody) of (\d+) chose "({LEVEL})"; on (\d+ \w+ \d+) (\d+|nobody) of (\d+)\.')


class Number(NamedTuple):
    """A count that was read: in this round, to this item, so many of the group gave this answer."""

    round: str
    item: str
    group: str
    answer: str
    people: int


Read = Callable[[str, Mapping[str, str]], Iterator[Number]]
"""Takes a text and the id of the round on each day."""


def days(rounds: Mapping[str, str]) -> dict[str, str]:
    """The id of the round on each day, with days as people write them and as in tables; takes {round: ISO date}."""
    found = {}
    for one, iso in rounds.items():
        then = date.fromisoformat(iso)
        found |= {iso: one, f"{then.day} {then:%B} {then.year}": one}
    return found


def of_table(text: str, _: Mapping[str, str]) -> Iterator[Number]:
    """comparison.csv."""
    for row in csv.DictReader(io.StringIO(text, newline="")):
        if row["item"] and row["counted"]:
            key = (row["round"], row["item"], row["group"])
            for number, level in enumerate(LEVELS, 1):
                yield Number(*key, level, int(row[f"level_{number}"]))
            for column, answer in COLUMNS.items():
                yield Number(*key, answer, int(row[column]))


def of_wide_table(text: str, on: Mapping[str, str]) -> Iterator[Number]:
    """comparison-wide.csv."""
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    for row in rows:
        item, group = ITEM_OF.get(row[3], ""), GROUPS.get(row[4], "")
        cells = {name: cell for name, cell in zip(header, row, strict=True) if cell}
        for number in range(1, len(DATES) + 1):
            answers = cells.get(f"{number}: answers", "")
            if item and f"{number}: people counted" in cells:
                key = (on[cells[f"{number}: date"]], item, group)
                yield Number(*key, COUNTED, int(cells[f"{number}: people counted"]))
                for said in answers.split("; "):
                    name, people = said.rsplit(": ", 1)
                    yield Number(*key, (LEVEL_OF | BESIDE)[name], int(people))


def of_data(text: str, _: Mapping[str, str]) -> Iterator[Number]:
    """JSON: one round, or all of them."""
    data: dict[str, Any] = json.loads(text)
    for one in data.get("rounds", [data]):
        for item in one.get("items", ()):
            for picture in item["pictures"]:
                if spread := picture["spread"]:
                    key = (one["round"], item["item"], picture["group"])
                    for level, people in zip(LEVELS, spread["levels"], strict=True):
                        yield Number(*key, level, people)
                    for column, answer in COLUMNS.items():
                        yield Number(*key, answer, spread[column])


def of_round(text: str, on: Mapping[str, str]) -> Iterator[Number]:
    """A round in words and dots: results, lists of them, and pages of an item; `on` holds that round alone."""
    (one,) = set(on.values())
    item, group = "", EVERYONE
    for block in re.split(r"\n\s*\n|\n(?=.*We choose the |\s*A show of hands)", text):
        is_table = any(TABLE_ROW.match(line) for line in block.splitlines())
        for line in block.splitlines():
            if words := next((words for words in ITEM_OF if words in line), ""):
                item, group = ITEM_OF[words], EVERYONE
            if line.strip().startswith("A show of hands"):
                group = SHOW_OF_HANDS
            if found := LEVEL_LINE.match(line):
                yield Number(one, item, group, LEVEL_OF[found[1]], _people(found[2]))
            elif row := TABLE_ROW.match(line):
                group = GROUPS[row[1]]
                yield Number(one, item, group, COUNTED, int(row[2]))
                cells = re.split(r"  +", row[3].strip())
                for level, cell in zip(LEVELS, cells, strict=True):
                    yield Number(one, item, group, level, int(cell.split()[-1]) if cell != "-" else 0)
            elif item and is_table:
                yield from _in_sentences(line.strip(), one, item, group)
        if item and not is_table:
            yield from _in_sentences(" ".join(block.split()), one, item, group)


def of_summary(text: str, on: Mapping[str, str]) -> Iterator[Number]:
    """The summary of a comparison: the answers of the latest round that shows any, and what moved."""
    if " chose " not in text and not LEVEL_LINE.search(text):
        return
    one, item = "", ""
    for line in text.splitlines():
        if heading := re.search(r", (?:to )?(\d+ \w+ \d+)$", line):
            one = on.get(heading[1], one)
        item = next((its for words, its in ITEM_OF.items() if words in line), item)
        if found := LEVEL_LINE.match(line):
            yield Number(one, item, EVERYONE, LEVEL_OF[found[1]], _people(found[2]))
    joined = " ".join(text.split())
    for said in re.split("(?=We choose the )", joined):
        item = next((its for words, its in ITEM_OF.items() if said.startswith(words)), "")
        if item and (moved := THEN.search(said)):
            level = LEVEL_OF[moved[4]]
            for day, people, of_all in (moved.group(1, 2, 3), moved.group(5, 6, 7)):
                yield Number(on[day], item, EVERYONE, level, _people(people))
                yield Number(on[day], item, EVERYONE, COUNTED, int(of_all))
        elif item and one:
            yield from _in_sentences(said, one, item, EVERYONE)


def _in_sentences(said: str, one: str, item: str, group: str) -> Iterator[Number]:
    """What is said of an item in sentences; of the group that a sentence begins with, else of this one."""
    for some, of_all, level, others, other_level in TWO_VIEWS.findall(said):
        yield Number(one, item, EVERYONE, COUNTED, int(of_all))
        yield Number(one, item, EVERYONE, LEVEL_OF[level], int(some))
        yield Number(one, item, EVERYONE, LEVEL_OF[other_level], int(others))
    said = TWO_VIEWS.sub("", said)
    marks = [*re.finditer(rf"(?:^|(?<=[\s|]))({GROUP})(?: \((\d+)\))?: ", said)]
    ends = [mark.start() for mark in marks[1:]] + [len(said)] if marks else []
    parts = [(group, said[: marks[0].start() if marks else len(said)], None)]
    parts += [
        (GROUPS[mark[1]], said[mark.end() : end], mark[2]) for mark, end in zip(marks, ends, strict=True)
    ]
    for whose, words, counted in parts:
        if counted:
            yield Number(one, item, whose, COUNTED, int(counted))
        for people, of_all, level in CHOSE.findall(words):
            yield Number(one, item, whose, LEVEL_OF[level], _people(people))
            if of_all:
                yield Number(one, item, whose, COUNTED, int(of_all))
        for name, people, of_all in BESIDE_SAID.findall(words):
            yield Number(one, item, whose, BESIDE[name], int(people))
            if of_all:
                yield Number(one, item, whose, COUNTED, int(of_all))


def _people(said: str) -> int:
    return 0 if said == "nobody" else int(said)


READERS: Mapping[str, Read] = {
    "comparison.csv": of_table,
    "comparison-wide.csv": of_wide_table,
    "compare --json": of_data,
    "compare": of_summary,
    "results": of_round,
    "results, aloud": of_round,
    "results --json": of_data,
    "the list of results": of_round,
    "the list of results, plain": of_round,
    "item pages": of_round,
    "item pages, plain": of_round,
}
"""How each output is read; what is not here holds no counts of answers."""
