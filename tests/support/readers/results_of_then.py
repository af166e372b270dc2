"""Reads what `coreflect results` prints, so that two printings can be compared whose sentences and order differ.

What stands before and after the questions is read word for word, and so is every count of each question, drawn as dots
in columns or as a strip; the order of the questions, their headings and the sentences that are made from the counts are
left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from coreflect.core.strips import SIGNS

LEVEL = re.compile(r"(\d)  (.*\S)  (?:nobody|•* ?([\d,]+))|(\d)  (.*) (?:nobody|•+ ([\d,]+))")
NON_ANSWERS = re.compile(r"(?:(?:Not sure|Doesn't apply here|Rather not say|Left blank): [\d,]+\.? ?)+")
GROUP = re.compile(r"(.+) \(\d+\)((?: +(?:-|•* ?[\d,]+))+)")
LEVEL_NUMBERS = re.compile(r"1(?: +\d+)+")
BESIDE = r"(?:[\d,]+|nobody) chose a level(?: · [^·]+)*"
ONLY_BESIDE = re.compile(BESIDE)
GROUP_OF_A_STRIP = re.compile(rf"([A-Z]\D*?)  ({BESIDE})")
STRIP = re.compile(rf"([\d│]+(?: [\d│]+)*)?((?: +[{''.join(SIGNS.values())}])*)(?: +({BESIDE}))?")
HANDS = "A show of hands, counted by itself:"
EVERYONE = "everyone"
PAIRS = "with a repeat code, "
AFTER_THE_QUESTIONS = ("What we agreed", "What we left open", "What we will do", "ends with")
BETWEEN_THEM = ("At a glance", "By section", "By principle")

Fact = tuple[str, str, int]
"""Whose answers, which answer, and how many gave it."""


class PrintedResults(NamedTuple):
    """What stands before the questions and after them, by paragraph, and the counts of each question."""

    before: tuple[str, ...]
    questions: Mapping[str, frozenset[Fact]]
    after: tuple[str, ...]


def printed_results(text: str) -> PrintedResults:
    """Read a printing; one of then is to be said in today's words before, by `words_of_then`."""
    paragraphs = [each.split("\n") for each in re.split(r"\n\n+", text.rstrip("\n"))]
    first = next((at for at, lines in enumerate(paragraphs) if _is_heading(lines)), len(paragraphs))
    last = next((at for at, lines in enumerate(paragraphs) if lines[0].startswith(AFTER_THE_QUESTIONS)), first)
    questions: dict[str, set[Fact]] = {}
    asked = ""
    is_counted = True
    for lines, following in pairwise([*paragraphs[first:last], [""]]):
        if _is_heading(lines):
            is_counted = not lines[0].startswith(BETWEEN_THEM)
        elif is_counted and _is_counts(following[0]) and not _is_counts(lines[0]) and lines[0].strip() != HANDS:
            asked = _question(lines)
            assert asked not in questions, f"{asked} stands there twice"
            questions[asked] = set()
        elif is_counted:
            questions[asked] |= set(_facts(lines))
    assert all(questions.values())
    return PrintedResults(
        tuple(map(_joined, paragraphs[:first])),
        {question: frozenset(facts) for question, facts in questions.items()},
        tuple(map(_joined, paragraphs[last:])),
    )


def _is_heading(lines: list[str]) -> bool:
    if lines[0] in BETWEEN_THEM:
        return True
    return len(lines) == 1 and lines[0].startswith(("Where ", "The other questions", "People who use"))


def _is_counts(line: str) -> bool:
    """Whether a line holds everyone's counts: a level, or a strip that stands by itself."""
    stripped = line.strip()
    strip = STRIP.fullmatch(stripped)
    return bool(LEVEL.fullmatch(stripped) or (strip and strip[1]) or ONLY_BESIDE.fullmatch(stripped))


def _question(lines: list[str]) -> str:
    """The text of an item, without the stem that stands before the first item of a bank."""
    stem = next((at for at, line in enumerate(lines[:-1], start=1) if line.endswith("?")), 0)
    return _joined(lines[stem:])


def _facts(lines: list[str]) -> Iterator[Fact]:
    whole = _joined(lines)
    if PAIRS in whole:
        for at, number in enumerate(re.findall(r"\d+|nobody", whole)):
            yield ("in pairs", str(at), _number(number))
    whose = EVERYONE
    for line in lines:
        stripped = line.strip()
        if stripped == HANDS:
            whose = HANDS
        elif level := LEVEL.fullmatch(stripped):
            number, _, people = level.groups()[:3] if level[1] else level.groups()[3:]
            yield from _answer(whose, number, _number(people))
        elif NON_ANSWERS.fullmatch(stripped):
            for name, people in re.findall(r"([A-Z][^:]*): ([\d,]+)", stripped):
                yield from _answer(whose, name.lower(), _number(people))
        elif LEVEL_NUMBERS.fullmatch(stripped) and "  " in stripped:
            whose = "a table"
        elif whose != EVERYONE and (group := GROUP.fullmatch(stripped)):
            whose = group[1]
            for at, people in enumerate(re.findall(r"-|[\d,]+", group[2]), start=1):
                yield from _answer(whose, str(at), _number(people))
        elif group := GROUP_OF_A_STRIP.fullmatch(stripped):
            whose = group[1]
            yield from _beside(whose, group[2])
        elif ONLY_BESIDE.fullmatch(stripped):
            yield from _beside(whose, stripped)
        elif (strip := STRIP.fullmatch(stripped)) and stripped:
            for at in sorted(set(strip[1] or "") - set(" │")):
                yield from _answer(whose, at, strip[1].count(at))
            yield from _beside(whose, strip[3] or "")


def _beside(whose: str, text: str) -> Iterator[Fact]:
    for people, name in re.findall(r" · ([\d,]+) ([^·]+?)(?= ·|$)", text):
        yield from _answer(whose, name, _number(people))


def _answer(whose: str, answer: str, people: int) -> Iterator[Fact]:
    """That people gave an answer; of what nobody chose nothing is said in a strip."""
    if people:
        yield (whose, answer, people)


def _number(text: str | None) -> int:
    return int(text.replace(",", "")) if text and text[0].isdigit() else 0


def _joined(lines: list[str]) -> str:
    return " ".join(" ".join(lines).split())
