"""Reads the numbers back out of reports and of what is shown in looking back."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping

from coreflect.core.answers import EVERYONE
from tests.support.builders.merging import LEVELS
from tests.support.readers.read_back_words import (
    BESIDE,
    BESIDE_SAID,
    COUNTED,
    DATE,
    GROUP,
    GROUPS,
    ITEM_OF,
    ITEM_SAID,
    LEVEL,
    THEN,
    TWO_VIEWS,
    WITH_A_CODE,
    Number,
    in_sentences,
    in_strips,
    pairs_said,
    people_in,
    then_and_now,
    unfolded,
    with_ends,
)

ROW_SAID = re.compile(rf"({GROUP}|{DATE}) \((\d+)\): ")
ROW_OF_CELLS = re.compile(rf"^\| ({GROUP}|{DATE}) \((\d+)\) \| (.+) \|$")
CHOSE_A_LEVEL = re.compile(rf'(\d+) chose "({LEVEL})"')
ROW_OF_STRIPS = re.compile(rf"^\| (?:Everyone on )?({GROUP}|{DATE}|\d+\. (?:{ITEM_SAID})) \| `([^`]*)` \| (.+) \|$")
DRAWN = re.compile(r"<svg[^>]*>\s*<title>(.*?)</title>.*?</svg>", re.DOTALL)
COUNTED_SAID = re.compile(rf"({DATE}), (\d+) \w+ counted: ")


def of_report_text(text: str, on: Mapping[str, str], own: str) -> Iterator[Number]:
    """A report as text: after each question a sentence a row, which begins with a group or a day."""
    joined = " ".join(text.split())
    for said in re.split(f"(?={ITEM_SAID})", joined)[1:]:
        item = next(its for words, its in ITEM_OF.items() if said.startswith(words))
        marks = [*ROW_SAID.finditer(said)]
        for mark, end in with_ends(marks, said):
            row = re.split(r" Since \d", said[mark.end() : end])[0]
            yield from in_sentences(TWO_VIEWS.sub("", row), *_whose(mark[1], on, own, item))
            yield Number(*_whose(mark[1], on, own, item), COUNTED, int(mark[2]))
        yield from then_and_now(said, on, item, own)
        yield from pairs_said(said, own, item)
        before = said[: marks[0].start()] if marks else said
        yield from in_sentences(THEN.sub("", before), own, item, EVERYONE)


def of_report_markdown(text: str, on: Mapping[str, str], own: str) -> Iterator[Number]:
    """A report as Markdown: tables with a row a group or a day, of counts or of strips."""
    item = ""
    for line in text.replace("\\", "").splitlines():
        item = next((its for words, its in ITEM_OF.items() if words in line), item)
        if row := ROW_OF_CELLS.match(line):
            yield from _cells(row[1], row[2], row[3].split(" | "), on, own, item)
        elif row := ROW_OF_STRIPS.match(line):
            one, _, group = _whose(row[1] if row[1] in GROUPS or row[1] in on else "Everyone", on, own, item)
            yield from in_strips(" ".join(f"{row[2]} {row[3]}".split("\N{NO-BREAK SPACE}")), one, item, group)
        elif row := ROW_SAID.match(line):
            yield from in_sentences(line[row.end() :], *_whose(row[1], on, own, item))
            yield Number(*_whose(row[1], on, own, item), COUNTED, int(row[2]))
        else:
            yield from then_and_now(line, on, item, own)
            yield from in_sentences(THEN.sub("", line), own, item, EVERYONE)
    for said in re.split(f"(?={ITEM_SAID})", " ".join(text.replace("\\", "").split()))[1:]:
        item = next(its for words, its in ITEM_OF.items() if words in said)
        yield from pairs_said(said.replace("- ", ""), own, item)


def of_report_page(text: str, on: Mapping[str, str], own: str) -> Iterator[Number]:
    """A report as HTML: the same tables; tags are taken off, and each row of a table put on a line.

    Of a strip its title is read, which says the same as its cells.
    """
    body = DRAWN.sub(lambda svg: f"\n{svg[1]}\n{_agreeing(svg)}", text)
    body = re.sub(r"<(style|script|title)\b.*?</\1>", "", body, flags=re.DOTALL)
    body = re.sub(r"</t[hd]>\s*<t[hd][^>]*>", " | ", body)
    body = re.sub(r"<tr[^>]*>\s*<t[hd][^>]*>", "\n| ", body)
    body = re.sub(r"</t[hd]>\s*</tr>", " |\n", body)
    plain = html.unescape(re.sub(r"<[^>]+>", "", body))
    yield from of_report_markdown(plain, on, own)


def _agreeing(svg: re.Match[str]) -> str:
    """Nothing, once the cells of a strip were found to be as many as its title says."""
    title, cells = html.unescape(svg[1]), re.findall(r"<text[^>]*>([^<]*)</text>", svg[0])
    if ROW_SAID.match(title) and not any(" " in cell for cell in cells):
        chose = [int(people) for people, _ in CHOSE_A_LEVEL.findall(title)]
        assert sum(chose) == sum(cell.isdigit() for cell in cells), svg[0]
    return ""


def of_windows(text: str, on: Mapping[str, str], _: str = "") -> Iterator[Number]:
    """The pages of looking back: a strip a round with its day at the left, and what is said of them."""
    for page in re.split(r"\n\n(?=Group: |Entry: )", unfolded(text)):
        joined = " ".join(page.split())
        item = next((its for words, its in ITEM_OF.items() if words in joined), "")
        found = re.match(r"Group: (\S+)\n", page)
        if found:
            yield from in_strips(page, "", item, found[1], on)
        if item and (not found or found[1] == EVERYONE):
            yield from then_and_now(joined, on, item)
            yield from _pairs_by_day(joined, on, item)


def of_windows_aloud(text: str, on: Mapping[str, str], _: str = "") -> Iterator[Number]:
    """Looking back line by line: a sentence a round."""
    joined = " ".join(text.split())
    for said in re.split(r"(?=Question \d+ of \d+\. )", joined)[1:]:
        item = next(its for words, its in ITEM_OF.items() if words in said)
        group = next(group for name, group in WHOSE.items() if f" {name}. " in said)
        marks = [*COUNTED_SAID.finditer(said)]
        for mark, end in with_ends(marks, said):
            one = on[mark[1]]
            yield Number(one, item, group, COUNTED, int(mark[2]))
            row = re.split(rf" (?:Since )?{DATE}", said[mark.end() : end])[0]
            yield from in_sentences(row, one, item, group)
        if group == EVERYONE:
            yield from then_and_now(said, on, item)
        yield from _pairs_by_day(said, on, item)


def _pairs_by_day(said: str, on: Mapping[str, str], item: str) -> Iterator[Number]:
    for found in re.finditer(rf"({DATE}): ({WITH_A_CODE})", said):
        yield from pairs_said(found[2], on[found[1]], item)


WHOSE = {"Everyone's answers, together": EVERYONE} | GROUPS


def _whose(name: str, on: Mapping[str, str], own: str, item: str) -> tuple[str, str, str]:
    """(round, item, group) of a row that begins with a group or a day."""
    return (on[name], item, EVERYONE) if name in on else (own, item, GROUPS[name])


def _cells(name: str, counted: str, cells: list[str], on: Mapping[str, str], own: str, item: str) -> Iterator[Number]:
    one, item, group = _whose(name, on, own, item)
    yield Number(one, item, group, COUNTED, int(counted))
    *levels, beside = cells
    for level, cell in zip(LEVELS, levels, strict=True):
        yield Number(one, item, group, level, people_in(cell.split()[-1]))
    for label, people in BESIDE_SAID.findall(beside):
        yield Number(one, item, group, BESIDE[label], int(people))
