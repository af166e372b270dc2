"""Reads what `coreflect results` prints, so that two printings can be compared whose sentences and order differ.

What stands before and after the questions is read word for word, and so is every count of each question; the order of
the questions, their headings and the sentences that are made from the counts are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

LEVEL = re.compile(r"\d  .*\S  (?:nobody|•* ?[\d,]+)|\d  .* (?:nobody|•+ [\d,]+)")
NON_ANSWERS = re.compile(r"(?:(?:Not sure|Doesn't apply here|Rather not say|Left blank): [\d,]+\.? ?)+")
GROUP = re.compile(r".+ \(\d+\)(?: +(?:-|•* ?[\d,]+))+")
LEVEL_NUMBERS = re.compile(r"1(?: +\d+)+")
HANDS = "A show of hands, counted by itself:"
PAIRS = "people with a code, "
AFTER_THE_QUESTIONS = ("Where the room stands now", "What we leave unsettled", "What we will do", "ends with")
BETWEEN_THEM = ("By section", "By principle")


class PrintedResults(NamedTuple):
    """What stands before the questions and after them, by paragraph, and the counts of each question in their order."""

    before: tuple[str, ...]
    questions: Mapping[str, tuple[str, ...]]
    after: tuple[str, ...]


def printed_results(text: str, names: Mapping[str, str]) -> PrintedResults:
    """Read a printing; `names` gives groups the names that they have now."""
    for then, now in names.items():
        text = re.sub(r"\s+".join(map(re.escape, then.split())), now, text)
    paragraphs = [each.split("\n") for each in re.split(r"\n\n+", text.rstrip("\n"))]
    first = next((at for at, lines in enumerate(paragraphs) if _is_heading(lines)), len(paragraphs))
    last = next((at for at, lines in enumerate(paragraphs) if lines[0].startswith(AFTER_THE_QUESTIONS)), first)
    questions: dict[str, list[str]] = {}
    asked = ""
    is_counted = True
    for lines, following in pairwise([*paragraphs[first:last], [""]]):
        if _is_heading(lines):
            is_counted = lines[0] not in BETWEEN_THEM
        elif is_counted and _is_level(following[0]) and not _is_level(lines[0]) and lines[0].strip() != HANDS:
            asked = _question(lines)
            assert asked not in questions, f"{asked} stands there twice"
            questions[asked] = []
        elif is_counted:
            questions[asked] += _counts(lines)
    assert all(questions.values())
    return PrintedResults(
        tuple(map(_joined, paragraphs[:first])),
        {question: tuple(counts) for question, counts in questions.items()},
        tuple(map(_joined, paragraphs[last:])),
    )


def _is_heading(lines: list[str]) -> bool:
    return len(lines) == 1 and lines[0].startswith(("Where ", "The other questions", "People who use", *BETWEEN_THEM))


def _is_level(line: str) -> bool:
    return bool(LEVEL.fullmatch(line.strip()))


def _question(lines: list[str]) -> str:
    """The text of an item, without the stem that stands before the first item of a bank."""
    stem = next((at for at, line in enumerate(lines[:-1], start=1) if line.endswith("?")), 0)
    return _joined(lines[stem:])


def _counts(lines: list[str]) -> Iterator[str]:
    whole = _joined(lines)
    if PAIRS in whole:
        yield " ".join(("in pairs", *re.findall(r"\d+|nobody", whole)))
    for line in lines:
        stripped = line.strip()
        is_count = any(kind.fullmatch(stripped) for kind in (LEVEL, NON_ANSWERS, GROUP, LEVEL_NUMBERS))
        if is_count or stripped == HANDS:
            yield _joined([line])


def _joined(lines: list[str]) -> str:
    return " ".join(" ".join(lines).split())
