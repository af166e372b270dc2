"""Makes by hand what a merge leaves: records whose responses carry no answers, and a table of all answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from coreflect.core.banks.bank import BankFile
from coreflect.core.model import AskedBank, Records, Response
from coreflect.core.reflections.rounds import digest
from coreflect.package.package import MergedPackages, MergeReport

COLUMNS = ("response", "revision", "bank", "item", "item_edition", "answer")
LEVELS = ("never", "seldom", "often", "always")
LABELS = ("Never", "Seldom", "Often", "Always")


def merged(records: Records) -> MergedPackages:
    """What a merge leaves of these records, whose responses carry their answers; aliases are not applied."""
    rows = [
        (one.id, one.revision, answer.bank, answer.item, str(answer.edition), answer.answer)
        for one in records.responses
        for answer in one.answers
    ]
    answers = pd.DataFrame(rows, columns=list(COLUMNS), dtype="str").astype("category")
    bare = tuple(replace(one, answers=()) for one in records.responses)
    return MergedPackages(replace(records, responses=bare), answers, (), MergeReport((), (), ()))


def bank_toml(
    bank: str = "garden",
    items: Sequence[str] = ("beds", "tools"),
    *,
    levels: Sequence[str] = LEVELS,
    edition: int = 1,
    stem: str = "How often is this so?",
    text: str = "We choose the {} together",
) -> bytes:
    """A bank's file with one section, which asks these items on a scale with these levels."""
    lines = [
        "format = 1",
        f'id = "{bank}"',
        f'title = "The {bank}"',
        'scale = "often"',
        f'stem = "{stem}"',
        'intro = "Questions."',
        "practice.text = 'Drinks'",
        'source = {idea = "our own", wording = "own", tested = "no"}',
        "[[scales]]",
        'id = "often"',
    ]
    for level in levels:
        label = level.replace("-", " ").capitalize()
        lines += ["[[scales.levels]]", f'id = "{level}"', f'label = "{label}"', f'meaning = "It is {level}."']
    lines += ["[[sections]]", 'id = "outside"', 'title = "Outside"']
    for item in items:
        lines += [
            "[[sections.items]]",
            f'id = "{item}"',
            f"edition = {edition}",
            "short = true",
            f'text = "{text.format(item)}"',
            'lowest = "Nobody asks."',
            'highest = "We all decide."',
            'prompt = "When was the last time?"',
        ]
    return ("\n".join(lines) + "\n").encode()


def asked(content: bytes, bank: str = "garden") -> tuple[AskedBank, BankFile]:
    """The bank as a round asks it, whole, and its file as it travels."""
    one = AskedBank(bank, "whole", digest(content))
    return one, BankFile(one.file_names()[0], content)


def people(
    round_id: str, perspectives: Sequence[str], answers: Sequence[Sequence[str]], *, items: Sequence[str] = ("beds",)
) -> tuple[Response, ...]:
    """One response a perspective; `answers` holds, for each person, an answer to each item."""
    from tests.support.builders.examples import a_response

    return tuple(
        a_response(
            0,
            dict(zip(items, given, strict=True)),
            perspective=perspective,
            id=f"{round_id}-p{number}",
            revision=f"{round_id}-r{number}",
            round=round_id,
        )
        for number, (perspective, given) in enumerate(zip(perspectives, answers, strict=True))
    )
