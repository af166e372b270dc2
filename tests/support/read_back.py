"""Reads the numbers back out of what people are shown, as an outsider would: from the text alone.

An outsider knows the questions, the levels, and on which day a round was.
"""

from __future__ import annotations

import csv
import html
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from coreflect.core.answers import EVERYONE, GROUP_NAMES, SHOW_OF_HANDS
from tests.support.four_rounds import AFTER
from tests.support.merging import LABELS, LEVELS
from tests.support.team_histories import DATES

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
ITEM_OF = {f"We choose the {item} together": item for item in ("beds", "tools", "money", "gate")} | {AFTER: "money"}

ITEM_SAID = "|".join(ITEM_OF)
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
OF = r"(\d+ \w+ \d+) (\d+|nobody) of (\d+)"
THEN = re.compile(rf'On {OF} chose "({LEVEL})"; on {OF}\.')


WITH_A_CODE = (
    r"Of (\d+) \w+ with a code, (\w+) chose a later step than [\w ]+, (\w+) the same, (\w+) an earlier step\."
    r"(?: (\d+) chose no step then, or now\.)?"
    r"(?: Not among them: (\w+) of those who answered then, (\w+) of those who answered now\.)?"
)
PAIRED = ("pairs", "higher", "same", "lower", "unmatched_before", "unmatched_now")


class Number(NamedTuple):
    """A count that was read: in this round, to this item, so many of the group gave this answer."""

    round: str
    item: str
    group: str
    answer: str
    people: int


Read = Callable[[str, Mapping[str, str], str], Iterator[Number]]
"""Takes a text, the id of the round on each day, and the round that it is of; empty where it is of all."""


def days(rounds: Mapping[str, str]) -> dict[str, str]:
    """The id of the round on each day, with days as people write them and as in tables; takes {round: ISO date}."""
    found = {}
    for one, iso in rounds.items():
        then = date.fromisoformat(iso)
        found |= {iso: one, f"{then.day} {then:%B} {then.year}": one}
    return found


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
                yield from _paired(*key[:2], *(int(row[column]) for column in ("paired", *PAIRED[1:])))


def of_wide_table(text: str, on: Mapping[str, str], _: str = "") -> Iterator[Number]:
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
                for cell in (cell for name, cell in cells.items() if name.startswith(f"{number}: ")):
                    yield from _pairs_said(cell, *key[:2])


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
                yield from _paired(one["round"], item["item"], *(paired[name] for name in PAIRED))


def of_round(text: str, _: Mapping[str, str], one: str) -> Iterator[Number]:
    """A round in words and dots: results, lists of them, and pages of an item."""
    item, group = "", EVERYONE
    for block in re.split(rf"\n\s*\n|\n(?=.*(?:{ITEM_SAID})|\s*A show of hands)", text):
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


def of_summary(text: str, on: Mapping[str, str], _: str = "") -> Iterator[Number]:
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
    for said in re.split(f"(?={ITEM_SAID})", joined):
        item = next((its for words, its in ITEM_OF.items() if said.startswith(words)), "")
        if item and (moved := THEN.search(said)):
            level = LEVEL_OF[moved[4]]
            for day, people, of_all in (moved.group(1, 2, 3), moved.group(5, 6, 7)):
                yield Number(on[day], item, EVERYONE, level, _people(people))
                yield Number(on[day], item, EVERYONE, COUNTED, int(of_all))
            yield from _pairs_said(said, one, item)
        elif item and one:
            yield from _in_sentences(said, one, item, EVERYONE)


def _in_sentences(said: str, one: str, item: str, group: str) -> Iterator[Number]:
    """What is said of an item in sentences; of the group that a sentence begins with, else of this one."""
    for some, of_all, level, others, other_level in TWO_VIEWS.findall(said):
        yield Number(one, item, EVERYONE, COUNTED, int(of_all))
        yield Number(one, item, EVERYONE, LEVEL_OF[level], int(some))
        yield Number(one, item, EVERYONE, LEVEL_OF[other_level], int(others))
    said = TWO_VIEWS.sub("", said)
    yield from _pairs_said(said, one, item)
    marks = [*re.finditer(rf"(?:^|(?<=[\s|]))({GROUP})(?: \((\d+)\))?: ", said)]
    parts = [(group, said[: marks[0].start() if marks else len(said)], None)]
    parts += [(GROUPS[mark[1]], said[mark.end() : end], mark[2]) for mark, end in _with_ends(marks, said)]
    for whose, words, counted in parts:
        if counted:
            yield Number(one, item, whose, COUNTED, int(counted))
        for people, of_all, level in CHOSE.findall(words):
            yield Number(one, item, whose, LEVEL_OF[level], _people(people))
            if of_all:
                yield Number(one, item, whose, COUNTED, int(of_all))
        for name, people, of_all in BESIDE_SAID.findall(words):
            yield Number(one, item, EVERYONE if of_all else whose, BESIDE[name], int(people))
            if of_all:
                yield Number(one, item, EVERYONE, COUNTED, int(of_all))


def _with_ends(marks: Sequence[re.Match[str]], said: str) -> Iterator[tuple[re.Match[str], int]]:
    """Each mark, and where what belongs to it ends: at the next mark, or at the end of what is said."""
    yield from zip(marks, [*(mark.start() for mark in marks[1:]), len(said)], strict=False)


def _pairs_said(said: str, one: str, item: str) -> Iterator[Number]:
    for found in re.finditer(WITH_A_CODE, said):
        pairs, higher, same, lower, neither = (_people(each or "nobody") for each in found.groups()[:5])
        assert pairs == higher + same + lower + neither or not found[5]
        # How many are not among them is said once for many questions.
        left = [_people(each) for each in found.groups()[5:] if each]
        yield from _paired(one, item, pairs, higher, same, lower, *left)


def _paired(one: str, item: str, *numbers: int) -> Iterator[Number]:
    for name, people in zip(PAIRED, numbers, strict=False):
        yield Number(one, item, "in pairs", name, people)


def _people(said: str) -> int:
    return 0 if said.casefold() == "nobody" else int(said)


DATE = r"\d{1,2} [A-Z][a-z]+ \d{4}"
ROW_SAID = re.compile(rf"({GROUP}|{DATE}) \((\d+)\): ")
ROW_OF_CELLS = re.compile(rf"^\| ({GROUP}|{DATE}) \((\d+)\) \| (.+) \|$")
WINDOW_LINE = re.compile(rf"^(?:\d  )?({LEVEL}|{OTHER}|Counted)  +[•\s]*(\d+|nobody)$")
COUNTED_SAID = re.compile(rf"({DATE}), (\d+) \w+ counted: ")


def of_report_text(text: str, on: Mapping[str, str], own: str) -> Iterator[Number]:
    """A report as text: after each question a sentence a row, which begins with a group or a day."""
    joined = " ".join(text.split())
    for said in re.split(f"(?={ITEM_SAID})", joined)[1:]:
        item = next(its for words, its in ITEM_OF.items() if said.startswith(words))
        marks = [*ROW_SAID.finditer(said)]
        for mark, end in _with_ends(marks, said):
            row = re.split(r" On \d", said[mark.end() : end])[0]
            yield from _in_sentences(TWO_VIEWS.sub("", row), *_whose(mark[1], on, own, item))
            yield Number(*_whose(mark[1], on, own, item), COUNTED, int(mark[2]))
        yield from _then_and_now(said, on, item)
        yield from _in_sentences(said[: marks[0].start()] if marks else said, own, item, EVERYONE)


def of_report_markdown(text: str, on: Mapping[str, str], own: str) -> Iterator[Number]:
    """A report as Markdown: tables with a row a group or a day."""
    item = ""
    for line in text.replace("\\", "").splitlines():
        item = next((its for words, its in ITEM_OF.items() if words in line), item)
        if row := ROW_OF_CELLS.match(line):
            yield from _cells(row[1], row[2], row[3].split(" | "), on, own, item)
        else:
            yield from _then_and_now(line, on, item)
            yield from _in_sentences(THEN.sub("", line), own, item, EVERYONE)
    for said in re.split(f"(?={ITEM_SAID})", " ".join(text.replace("\\", "").split()))[1:]:
        item = next(its for words, its in ITEM_OF.items() if words in said)
        yield from _pairs_said(said.replace("- ", ""), own, item)


def of_report_page(text: str, on: Mapping[str, str], own: str) -> Iterator[Number]:
    """A report as HTML: the same tables; tags are taken off, and each row of a table put on a line."""
    body = re.sub(r"<(style|script|title)\b.*?</\1>", "", text, flags=re.DOTALL)
    body = re.sub(r"</t[hd]>\s*<t[hd][^>]*>", " | ", body)
    body = re.sub(r"<tr[^>]*>\s*<t[hd][^>]*>", "\n| ", body)
    body = re.sub(r"</t[hd]>\s*</tr>", " |\n", body)
    plain = html.unescape(re.sub(r"<[^>]+>", "", body))
    yield from of_report_markdown(plain, on, own)


def of_windows(text: str, on: Mapping[str, str], _: str = "") -> Iterator[Number]:
    """The pages of looking back, one round across at a time; where several stand side by side, what is said of them."""
    for block in text.split("\n\n"):
        joined = " ".join(block.split())
        item = next((its for words, its in ITEM_OF.items() if words in joined), "")
        if not item:
            continue
        yield from _then_and_now(joined, on, item) if "Group: " not in joined or "Group: everyone " in joined else ()
        yield from _pairs_by_day(joined, on, item)
        lines = block.splitlines()
        heads = [line for line in lines[:4] if re.fullmatch(rf"\s+{DATE}", line)]
        if "Group: " in lines[0] and heads:
            key = (on[heads[0].strip()], item, lines[0].removeprefix("Group: "))
            for line in lines:
                if found := WINDOW_LINE.match(line):
                    answer = (LEVEL_OF | BESIDE | {"Counted": COUNTED})[found[1]]
                    yield Number(*key, answer, _people(found[2]))


def of_windows_aloud(text: str, on: Mapping[str, str], _: str = "") -> Iterator[Number]:
    """Looking back line by line: a sentence a round."""
    joined = " ".join(text.split())
    for said in re.split(r"(?=Question \d+ of \d+\. )", joined)[1:]:
        item = next(its for words, its in ITEM_OF.items() if words in said)
        group = next(group for name, group in WHOSE.items() if f" {name}. " in said)
        marks = [*COUNTED_SAID.finditer(said)]
        for mark, end in _with_ends(marks, said):
            one = on[mark[1]]
            yield Number(one, item, group, COUNTED, int(mark[2]))
            row = re.split(rf" (?:On )?{DATE}", said[mark.end() : end])[0]
            yield from _in_sentences(row, one, item, group)
        if group == EVERYONE:
            yield from _then_and_now(said, on, item)
        yield from _pairs_by_day(said, on, item)


def _pairs_by_day(said: str, on: Mapping[str, str], item: str) -> Iterator[Number]:
    for found in re.finditer(rf"({DATE}): ({WITH_A_CODE})", said):
        yield from _pairs_said(found[2], on[found[1]], item)


WHOSE = {"Everyone's answers, together": EVERYONE} | GROUPS


def _whose(name: str, on: Mapping[str, str], own: str, item: str) -> tuple[str, str, str]:
    """(round, item, group) of a row that begins with a group or a day."""
    return (on[name], item, EVERYONE) if name in on else (own, item, GROUPS[name])


def _cells(name: str, counted: str, cells: list[str], on: Mapping[str, str], own: str, item: str) -> Iterator[Number]:
    one, item, group = _whose(name, on, own, item)
    yield Number(one, item, group, COUNTED, int(counted))
    *levels, beside = cells
    for level, cell in zip(LEVELS, levels, strict=True):
        yield Number(one, item, group, level, _people(cell.split()[-1]))
    for label, people, _ in BESIDE_SAID.findall(beside):
        yield Number(one, item, group, BESIDE[label], int(people))


def _then_and_now(said: str, on: Mapping[str, str], item: str) -> Iterator[Number]:
    for then, people, of_all, level, now, people_now, of_all_now in THEN.findall(said):
        for day, some, every in ((then, people, of_all), (now, people_now, of_all_now)):
            yield Number(on[day], item, EVERYONE, LEVEL_OF[level], _people(some))
            yield Number(on[day], item, EVERYONE, COUNTED, int(every))


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
    "look back": of_windows,
    "look back, plain": of_windows_aloud,
    "report.html": of_report_page,
    "report.md": of_report_markdown,
    "report.txt": of_report_text,
}
"""How each output is read; what is not here holds no counts of answers."""
