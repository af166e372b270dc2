"""How what was said then is said now: each sentence that was worded anew on purpose, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Mapping

from coreflect.core.texts.words import plain_date

WORDED_NOW = {
    "Staff, leaders and commissioners": "Staff and leaders",
    "Nothing stands in two versions here.": "Nothing here is in two versions.",
    "record stands in two versions, and": "record is in two versions, and",
    "records stand in two versions, and": "records are in two versions, and",
    "All answers and notes go, with shows of hands and who had help.": (
        "All answers and notes are removed, with shows of hands and how many had help."
    ),
    "This would be taken back:": "This would be undone:",
    "that were brought in.": "that were added.",
    "from files brought in": "from added files",
    "answers taken out": "answers removed",
    "Answers taken out.": "Answers removed.",
    "The answers of this reflection were taken out, as agreed.": (
        "The answers to this reflection were removed, as agreed."
    ),
    "What was agreed and what we will do is kept.": "What we agreed and what we will do stay.",
    "What was set up, where the room stands, and what we will do is kept.": (
        "What was set up, what we agreed and what we will do stay."
    ),
    "How many answered is not kept any more.": "How many answered is no longer saved.",
    "Nothing was taken out:": "Nothing was removed:",
    "Where the room stands now": "What we agreed",
    "Where the room stands": "What we agreed",
    "where the room stands": "what we agreed",
    "What we leave unsettled": "What we left open",
    "the room stood at": "we agreed:",
    "We did not get to it.": "We ran out of time.",
    "we did not get to this.": "we ran out of time.",
    "We chose to talk about it; where we stand was not written down.": (
        "We talked about it but did not write down what we agreed."
    ),
    "We see it differently, and leave it so.": "We see this differently, and that is OK.",
    "we saw it differently, and left it so.": "we saw this differently, and that is OK.",
    "Two versions were kept. Please look at them together.": "There are two versions. Please look at them together.",
    "people with a code,": "people with a repeat code,",
    "person with a code,": "person with a repeat code,",
    "will say that it is done": "will check that it is done",
    "Dropped.": "Not doing this.",
    "Dropped ·": "Not doing this ·",
    "Openly: the room will see each answer,": "With the group able to see: everyone here sees each answer,",
    "both versions are kept and travel in exports.": "both versions are saved and go into answers files.",
    "both are kept and travel in exports.": "both are saved and go into answers files.",
    "in two windows; both are kept.": "in two windows; both are saved.",
    "What the room settled was changed": "What was agreed was changed",
    "Two versions of the facts of this reflection are left": (
        "The set-up of this reflection differs between two laptops"
    ),
    "The facts of this reflection were changed": "The set-up of this reflection was changed",
    "the facts of the reflection": "the set-up of the reflection",
    "The facts of": "The set-up of",
    "were changed in two places: both are kept.": "was changed in two places: both versions are saved.",
}
"""Sentences and parts of them, by how they were said; the longest first where one is in another."""


_READ_BACK = re.compile(
    r"On (?P<when>[^,]+), (?:(?P<people>\d+) people of )?(?P<team>.+?) answers? \d+ questions about (?P<about>.+), "
    r"(?:without names|openly); (?P<contact>.+) gets a copy, and the answers are kept until (?P<until>.+)\."
)
"""A set-up in the one sentence in which it was read back; today it has a row for each part."""


def said_now(then: str, worded: Mapping[str, str] = WORDED_NOW) -> str:
    """Say a text of then in today's words; where its lines break is no part of it, and a day is written out."""
    text = re.sub(r"\bby (\d{4}-\d\d-\d\d)\b", lambda day: f"by {plain_date(day[1])}", then)
    text = _READ_BACK.sub(_in_rows, text)
    for was, now in worded.items():
        text = re.sub(r"\s+".join(map(re.escape, was.split())), now, text)
    return text


def _in_rows(sentence: re.Match[str]) -> str:
    parts = sentence.groupdict()
    people = f", {parts['people']} people" if parts["people"] else ""
    return (
        f"Team: {parts['team']}{people}. When: {parts['when']}. About: {parts['about']}. "
        f"Delete by: {parts['until']}. Contact: {parts['contact']} gets a copy."
    )


def joined(text: str) -> str:
    """A text in one line, so that it makes no difference where lines break."""
    return " ".join(text.split())
