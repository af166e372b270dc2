"""Reads the numbers back out of sentences, as an outsider would: from the words alone.

An outsider knows the questions, the levels, and on which day a round was.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from coreflect.core.answers import EVERYONE, GROUP_NAMES, SHOW_OF_HANDS
from coreflect.core.strips import SIGNS
from tests.support.builders.four_rounds import AFTER
from tests.support.builders.merging import LABELS, LEVELS

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
DATE = r"\d{1,2} [A-Z][a-z]+ \d{4}"
OTHER = "|".join(BESIDE)
GROUP = "|".join(map(re.escape, sorted(GROUPS, key=len, reverse=True)))
LEVEL_LINE = re.compile(rf"^\s*(?:\d\.? +)?({LEVEL}):? +[•\s]*(\d+|nobody)\.?$")
BESIDE_SAID = re.compile(rf"({OTHER}): (\d+)")
NAMED = rf'"(?:{LEVEL})"'
OF_ALL = r" of (?:(\d+)|the (\d+) who chose a level)"
CHOSE = re.compile(rf"(\d+|nobody)(?:{OF_ALL})? chose ({NAMED}(?:(?:, {NAMED})* or {NAMED})?)")
TABLE_ROW = re.compile(rf"^\s*({GROUP}) \((\d+)\)  +(.+)$")
GROUP_SAID = re.compile(rf"^({GROUP}) \((\d+)\): ")
GROUP_ALONE = re.compile(rf"^({GROUP}): ")
TWO_VIEWS = re.compile(rf'(\d+){OF_ALL} chose "({LEVEL})"\. (\d+) chose "({LEVEL})"\.')
NOT_SURE = re.compile(rf"Not sure: (\d+) of (\d+)((?:; (?:{OTHER.lower()}): \d+)*)\.")
OF = r"(\d+|nobody) of (?:the )?(\d+)( who chose a level)?"
CHOSE_NONE = rf'((?:; \d+ (?:chose "(?:{OTHER})"|left it blank))*)'
THEN = re.compile(
    rf'Since ({DATE})[\w, ]*: [\w ]+\. Then {OF} chose "({LEVEL})"{CHOSE_NONE}; (?:now|on ({DATE})) {OF}{CHOSE_NONE}\.'
)


WITH_A_CODE = (
    r"Of (\d+) \w+ with a repeat code, (\w+) chose an answer further up the scale than [\w ]+, (\w+) the same, (\w+) "
    r"one further down\.(?: (\d+) chose no level then, or now\.)?"
    r"(?: Not among them: (\w+) of those who answered then, (\w+) of those who answered now\.)?"
)
PAIRED = ("pairs", "higher", "same", "lower", "unmatched_before", "unmatched_now")


OR = " or "
ANY_LEVEL = OR.join(LEVELS)


class Number(NamedTuple):
    """A count that was read: in this round, to this item, so many of the group gave this answer.

    Where a sentence counts several levels together, `answer` names them all, with OR between them.
    """

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


def in_sentences(said: str, one: str, item: str, group: str) -> Iterator[Number]:
    """What is said of an item in sentences; of the group that a sentence begins with, else of this one."""
    for some, of_all, of_these, level, others, other_level in TWO_VIEWS.findall(said):
        whom, of_whom = (COUNTED, of_all) if of_all else (ANY_LEVEL, of_these)
        yield Number(one, item, EVERYONE, whom, int(of_whom))
        yield Number(one, item, EVERYONE, LEVEL_OF[level], int(some))
        yield Number(one, item, EVERYONE, LEVEL_OF[other_level], int(others))
    for people, of_all, besides in NOT_SURE.findall(said):
        yield Number(one, item, EVERYONE, BESIDE["Not sure"], int(people))
        yield Number(one, item, EVERYONE, COUNTED, int(of_all))
        for name, number in re.findall(r"; ([^:]+): (\d+)", besides):
            yield Number(one, item, EVERYONE, BESIDE[name.capitalize()], int(number))
    said = NOT_SURE.sub("", TWO_VIEWS.sub("", said))
    yield from pairs_said(said, one, item)
    marks = [*re.finditer(rf"(?:^|(?<=[\s|]))({GROUP})(?: \((\d+)\))?: ", said)]
    parts = [(group, said[: marks[0].start() if marks else len(said)], None)]
    parts += [(GROUPS[mark[1]], said[mark.end() : end], mark[2]) for mark, end in with_ends(marks, said)]
    for whose, words, counted in parts:
        if counted:
            yield Number(one, item, whose, COUNTED, int(counted))
        for people, of_all, of_these, levels in CHOSE.findall(words):
            named = OR.join(LEVEL_OF[level] for level in re.findall(LEVEL, levels))
            yield Number(one, item, whose, named, people_in(people))
            if of_all:
                yield Number(one, item, whose, COUNTED, int(of_all))
            if of_these:
                yield Number(one, item, whose, ANY_LEVEL, int(of_these))
        for name, people in BESIDE_SAID.findall(words):
            yield Number(one, item, whose, BESIDE[name], int(people))


def with_ends(marks: Sequence[re.Match[str]], said: str) -> Iterator[tuple[re.Match[str], int]]:
    """Each mark, and where what belongs to it ends: at the next mark, or at the end of what is said."""
    yield from zip(marks, [*(mark.start() for mark in marks[1:]), len(said)], strict=False)


def pairs_said(said: str, one: str, item: str) -> Iterator[Number]:
    for found in re.finditer(WITH_A_CODE, said):
        pairs, higher, same, lower, neither = (people_in(each or "nobody") for each in found.groups()[:5])
        assert pairs == higher + same + lower + neither or not found[5]
        # How many are not among them is said once for many questions.
        left = [people_in(each) for each in found.groups()[5:] if each]
        yield from paired_numbers(one, item, pairs, higher, same, lower, *left)


def paired_numbers(one: str, item: str, *numbers: int) -> Iterator[Number]:
    for name, people in zip(PAIRED, numbers, strict=False):
        yield Number(one, item, "in pairs", name, people)


def people_in(said: str) -> int:
    return 0 if said.casefold() == "nobody" else int(said)


def then_and_now(said: str, on: Mapping[str, str], item: str, own: str = "") -> Iterator[Number]:
    """What is said of then and of now; now is this round, or else the latest."""
    latest = own or on[max(day for day in on if day[:4].isdigit())]
    for found in THEN.finditer(said):
        day, *then, level, none_then, later = found.groups()[:7]
        for one, (people, of_all, is_part), none in (
            (on[day], then, none_then),
            (on[later] if later else latest, found.groups()[7:10], found[11]),
        ):
            yield Number(one, item, EVERYONE, LEVEL_OF[level], people_in(people))
            beside = {name: int(number) for number, name in re.findall(r'(\d+) chose "([^"]+)"', none)}
            if blank := re.search(r"(\d+) left it blank", none):
                beside["Left blank"] = int(blank[1])
            for name, number in beside.items():
                yield Number(one, item, EVERYONE, BESIDE[name], number)
            yield Number(one, item, EVERYONE, COUNTED, int(of_all) + (sum(beside.values()) if is_part else 0))


OTHERS_SAID = "|".join(name.lower().replace(" ", r"\s+") for name in BESIDE)
STRIP_SAID = re.compile(rf"(\d+|nobody)\s+chose\s+a\s+level((?:\s+·\s+\d+\s+(?:{OTHERS_SAID}))*)")
CELLS = re.compile(r"(?:\[[?×–·]\] \d+|[\d?×–·│\[\]:,]|\s)+")
LONGEST_FIRST = sorted(GROUPS, key=len, reverse=True)
SIGN_OF = {sign: code for code, sign in SIGNS.items()}


def unfolded(text: str) -> str:
    """The text with each question and each name of a group on one line."""
    for words in (*ITEM_OF, *LONGEST_FIRST):
        text = re.sub(r"\s+".join(map(re.escape, words.split())), words, text)
    return text


def in_strips(said: str, one: str, item: str, group: str, on: Mapping[str, str] | None = None) -> Iterator[Number]:
    """The strips in a text, each of the group or the day at its left, else of this one; a bar may be above or below."""
    bars: list[str] = []
    waiting: list[tuple[re.Match[str], tuple[str, str, str]]] = []
    alone = ""
    for line in STRIP_SAID.sub(lambda found: " ".join(found[0].split()), said).splitlines():
        alone = line.strip() if line.strip() in GROUPS else alone
        if found := STRIP_SAID.search(line):
            before = line[: found.start()].strip()
            name = next((name for name in (*LONGEST_FIRST, *(on or ())) if before.startswith(name)), alone)
            alone = ""
            key = ((on or {}).get(name, one), item, GROUPS.get(name, group))
            bar = before.removeprefix(name).strip()
            if bar or (bars and not name):
                yield from _strip_said(f"{' '.join(bars)} {bar}", found, key)
                bars = []
            else:
                waiting = [(found, key)]
        elif line.strip() and CELLS.fullmatch(line):
            if waiting:
                yield from _strip_said(line, *waiting.pop())
            else:
                bars.append(line)
    for found, key in waiting:
        yield from _strip_said("", found, key)


def _strip_said(bar: str, said: re.Match[str], key: tuple[str, str, str]) -> Iterator[Number]:
    parts = {int(level): int(people) for level, people in re.findall(r"\[?(\d)[\]:] (\d+)", bar)}
    cells = re.sub(r"\[.\] \d+", "", bar)
    chose = [parts.get(level, cells.count(str(level)) if not parts else 0) for level in range(1, len(LEVELS) + 1)]
    beside = re.findall(rf"(\d+) ({OTHERS_SAID})", said[2])
    others = {BESIDE[name[:1].upper() + name[1:]]: int(people) for people, name in beside}
    if not said[2]:
        others = {code: bar.count(sign) for sign, code in SIGN_OF.items()}
    assert sum(chose) == people_in(said[1]), (bar, said[0])
    for level, people in zip(LEVELS, chose, strict=True):
        yield Number(*key, level, people)
    for code, people in others.items():
        yield Number(*key, code, people)
    yield Number(*key, COUNTED, sum(chose) + sum(others.values()))
