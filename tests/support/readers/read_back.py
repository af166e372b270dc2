"""Reads the numbers back out of what people are shown, as an outsider would: from the text alone.

An outsider knows the questions, the levels, and on which day a round was.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from coreflect.core.answers import EVERYONE, SHOW_OF_HANDS
from tests.support.builders.merging import LEVELS
from tests.support.readers.read_back_pages import (
    of_report_markdown,
    of_report_page,
    of_report_text,
    of_windows,
    of_windows_aloud,
)
from tests.support.readers.read_back_words import (
    BESIDE,
    COLUMNS,
    COUNTED,
    GROUPS,
    ITEM_OF,
    ITEM_SAID,
    LEVEL_LINE,
    LEVEL_OF,
    PAIRED,
    THEN,
    Number,
    Read,
    in_sentences,
    in_strips,
    paired_numbers,
    pairs_said,
    people_in,
    then_and_now,
    unfolded,
)


def of_table(text: str, _: Mapping[str, str], __: str = "") -> Iterator[Number]:
    """comparison.csv."""
    for row in csv.DictReader(io.StringIO(text, newline="")):
        if row["item"] and row["counted"]:
            key = (row["round"], row["item"], row["group"])
            for number, level in enumerate(LEVELS, 1):
                yield Number(*key, level, int(row[f"level_{number}"]))
            for column, answer in COLUMNS.items():
                yield Number(*key, answer, int(row[column]))
            if row["paired"]:
                yield from paired_numbers(*key[:2], *(int(row[column]) for column in ("paired", *PAIRED[1:])))


def of_workbook(text: str, on: Mapping[str, str], _: str = "") -> Iterator[Number]:
    """The workbook: At a glance, By group, Over time and Data; sums over teams are of no round in particular."""
    tables = {table[0][0]: table[1:] for block in text.split("\n\n") if (table := _tabbed(block))}
    for name in ("By group", "Over time"):
        for row in _named_rows(tables[name]):
            if row.get("People counted"):
                key = (on[row["Date"]], ITEM_OF[row["Question"]], GROUPS[row.get("Group", "Everyone")])
                yield Number(*key, COUNTED, int(row["People counted"]))
                for number, level in enumerate(LEVELS, 1):
                    yield Number(*key, level, int(row[str(number)]))
                for head, answer in BESIDE.items():
                    yield Number(*key, answer, int(row[head]))
    yield from of_glance(tables["At a glance"], on)
    data = io.StringIO()
    csv.writer(data).writerows(tables["Data"])
    yield from of_table(data.getvalue(), {})


def of_glance(table: list[list[str]], on: Mapping[str, str]) -> Iterator[Number]:
    """At a glance: rounds side by side, each from its day on."""
    head, *rows = table
    starts = [at for at, name in enumerate(head) if name == "Date"]
    for row in rows:
        for at in starts:
            if row[at : at + 1] and row[at]:
                key = (on[row[at]], ITEM_OF[row[2]], EVERYONE)
                for level, people in zip((*LEVELS, "not-sure"), row[at + 1 :], strict=False):
                    yield Number(*key, level, int(people))


def _tabbed(block: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(block, newline=""), delimiter="\t"))


def _named_rows(table: list[list[str]]) -> Iterator[dict[str, str]]:
    head, *rows = table
    return (dict(zip(head, row, strict=False)) for row in rows)


def of_sums(text: str, _: Mapping[str, str], __: str = "") -> Iterator[Number]:
    """comparison-all-teams.csv: sums over teams, of no round in particular."""
    for row in csv.DictReader(io.StringIO(text, newline="")):
        for number, level in enumerate(LEVELS, 1):
            yield Number("", row["item"], EVERYONE, level, int(row[f"level_{number}"]))
        for column, answer in COLUMNS.items():
            yield Number("", row["item"], EVERYONE, answer, int(row[column]))


def of_data(text: str, _: Mapping[str, str], __: str = "") -> Iterator[Number]:
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
            if paired := item["paired"]:
                yield from paired_numbers(one["round"], item["item"], *(paired[name] for name in PAIRED))


def of_round(text: str, _: Mapping[str, str], one: str) -> Iterator[Number]:
    """A round in words and strips: results, and lists of them; sums of these stand after the items."""
    item, group = "", EVERYONE
    text = re.split(r"\nBy (?:principle|section)\n", text)[0]
    for block in re.split(rf"\n\s*\n|\n(?=.*(?:{ITEM_SAID})|\s*A show of hands)", text):
        for line in block.splitlines():
            if words := next((words for words in ITEM_OF if words in line), ""):
                item, group = ITEM_OF[words], EVERYONE
            if line.strip().startswith("A show of hands"):
                group = SHOW_OF_HANDS
            if found := LEVEL_LINE.match(line):
                yield Number(one, item, group, LEVEL_OF[found[1]], people_in(found[2]))
        if item:
            yield from in_strips(block, one, item, group)
            yield from in_sentences(" ".join(block.split()), one, item, group)


def of_summary(text: str, on: Mapping[str, str], _: str = "") -> Iterator[Number]:
    """The summary of a comparison: the answers of the latest round that shows any, and what moved."""
    if " chose " not in text and not LEVEL_LINE.search(text):
        return
    one, item = "", ""
    for part in re.split(rf"\n(?=.*(?:{ITEM_SAID})|.*, (?:to )?\d+ \w+ \d+\n)", text):
        if heading := re.search(r", (?:to )?(\d+ \w+ \d+)$", part.partition("\n")[0]):
            one = on.get(heading[1], one)
        item = next((its for words, its in ITEM_OF.items() if words in part), item)
        for line in part.splitlines():
            if found := LEVEL_LINE.match(line):
                yield Number(one, item, EVERYONE, LEVEL_OF[found[1]], people_in(found[2]))
        yield from in_strips(part, one, item, EVERYONE)
    joined = " ".join(text.split())
    for said in re.split(f"(?={ITEM_SAID})", joined):
        item = next((its for words, its in ITEM_OF.items() if said.startswith(words)), "")
        if item and THEN.search(said):
            yield from then_and_now(said, on, item, one)
            yield from pairs_said(said, one, item)
        elif item and one:
            yield from in_sentences(said, one, item, EVERYONE)


def of_strips(text: str, _: Mapping[str, str], one: str) -> Iterator[Number]:
    """The list of results and the pages of an item on the full screen: strips, and sentences beside them."""
    for said in re.split(rf"\n(?=.*(?:{ITEM_SAID}))", unfolded(text)):
        item = next((its for words, its in ITEM_OF.items() if words in said), "")
        if item:
            yield from in_strips(said, one, item, EVERYONE)
            yield from in_sentences(" ".join(said.split()), one, item, EVERYONE)


READERS: Mapping[str, Read] = {
    "comparison.csv": of_table,
    "the workbook": of_workbook,
    "compare --json": of_data,
    "compare": of_summary,
    "results": of_round,
    "results, aloud": of_round,
    "results --json": of_data,
    "the list of results": of_strips,
    "the list of results, plain": of_round,
    "at a glance, plain": of_round,
    "item pages": of_strips,
    "item pages, plain": of_round,
    "look back": of_windows,
    "look back, plain": of_windows_aloud,
    "report.html": of_report_page,
    "report.md": of_report_markdown,
    "report.txt": of_report_text,
}
"""How each output is read; what is not here holds no counts of answers."""
