"""A team with four rounds: a reworded item before the third, codes in the third and fourth, actions in between.

Mill Lane, eleven people or so, without names. Everything may be shown: all rounds are revealed, both sides have the
smallest group each time, and those who took no code are as many as the smallest group, all on one side.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from coreflect.analysis import published
from coreflect.core.meeting.room import record_id
from coreflect.core.model import Action, AskedBank, Note, Records, Reflection, Response, RoomCount
from coreflect.core.results import Published
from coreflect.package.write import package_bytes
from tests.support.builders.examples import a_round
from tests.support.builders.merging import asked, bank_toml, merged, people

TEAM, TEAM_NAME = "mill-lane", "Mill Lane"
ROUNDS = ("mill-lane-1", "mill-lane-2", "mill-lane-3", "mill-lane-4")
DATES = ("2025-05-13", "2025-11-11", "2026-05-12", "2026-11-10")
ITEMS = ("beds", "tools", "money", "gate")
REWORDED = "money"
"""The item whose meaning, and so its edition, changed before the third round."""
AFTER = "We decide together, from the start, what the money is for"
CODES = ("bench", "cedar", "delta", "fern", "grove", "heron")
"""Codes taken by the six people of the paid side, every other one, in the third round and the fourth."""

_FIRST = bank_toml(items=ITEMS)
_LATER = _FIRST.replace(
    b'id = "money"\nedition = 1\nshort = true\ntext = "We choose the money together"',
    f'id = "money"\nedition = 2\nshort = true\ntext = "{AFTER}"'.encode(),
)
BANK, FILE = asked(_FIRST)
LATER_BANK, LATER_FILE = asked(_LATER)

_HATS = ("staff", "supported", "staff", "carer", "leader", "supported", "staff", "carer", "staff", "supported", "staff")
_LETTERS = {"n": "never", "s": "seldom", "o": "often", "a": "always", "?": "not-sure", "x": "not-applicable"}
_LETTERS |= {"r": "rather-not-say", "-": "skipped"}
_ANSWERS = (
    {"beds": "ssnssosnss", "tools": "anannanana", "money": "sssnssssns", "gate": "ss?s??so?s"},
    {"beds": "oossoossos", "tools": "anannaaana", "money": "ssossossss", "gate": "so?s??so?o"},
    {"beds": "ooosooosooo", "tools": "anansaaanao", "money": "nnsnssnsnns", "gate": "oooso?ooos-"},
    {"beds": "aoaooaaoaoo", "tools": "aoaooaaoaoa", "money": "osososooss?", "gate": "ooosoooooso"},
)


def records() -> Records:
    """All that four rounds have left: facts, answers, where the room stood, what it did, and a note for everyone."""
    responses = tuple(one for at in range(len(ROUNDS)) for one in _people(at))
    return Records(
        rounds=tuple(_round(at, responses) for at in range(len(ROUNDS))),
        responses=responses,
        room=_room(),
        notes=(Note("n-1", "n-1r", (), ROUNDS[3], "garden", "beds", "", "room", "We now ask at breakfast."),),
        actions=_actions(),
        bank_files=(FILE, LATER_FILE),
    )


def four_rounds(*, release: bool = False) -> Published:
    """What may be shown of them."""
    return published(merged(records()), release=release)


def package(path: Path) -> Path:
    """Write them as one package, and return where."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(package_bytes(records()))
    return path


def packages(folder: Path) -> tuple[Path, ...]:
    """Write one package a round, and return where."""
    every = records()
    folder.mkdir(parents=True, exist_ok=True)
    return tuple(_of_one(every, round_id, folder / f"{round_id}.zip") for round_id in ROUNDS)


def _of_one(every: Records, round_id: str, path: Path) -> Path:
    (reflection,) = (one for one in every.rounds if one.id == round_id)
    names = {name for one in reflection.banks for name in one.file_names()}
    part = Records(
        rounds=(reflection,),
        responses=tuple(one for one in every.responses if one.round == round_id),
        room=tuple(one for one in every.room if one.round == round_id),
        notes=tuple(one for one in every.notes if one.round == round_id),
        actions=tuple(one for one in every.actions if one.round == round_id),
        bank_files=tuple(one for one in every.bank_files if one.name in names),
    )
    path.write_bytes(package_bytes(part))
    return path


def _bank(at: int) -> AskedBank:
    return LATER_BANK if at >= 2 else BANK


def _round(at: int, responses: Sequence[Response]) -> Reflection:
    here = sorted((one.id, one.revision) for one in responses if one.round == ROUNDS[at])
    return a_round(
        id=ROUNDS[at],
        revision=f"f-{at + 1}",
        team=TEAM,
        team_name=TEAM_NAME,
        date=DATES[at],
        about="the day centre" if at < 3 else "the day centre and short breaks",
        banks=(_bank(at),),
        invited=12,
        state="revealed",
        counted=tuple(one for one, _ in here),
        counted_as=tuple(sorted(revision for _, revision in here)),
        helped=0,
        next_date=DATES[at + 1] if at < 3 else "",
    )


def _people(at: int) -> tuple[Response, ...]:
    given = [[_LETTERS[one] for one in each] for each in zip(*_ANSWERS[at].values(), strict=True)]
    made = people(ROUNDS[at], _HATS[: len(given)], given, items=ITEMS)
    if at < 2:
        return made
    edition = {REWORDED: 2}
    return tuple(
        replace(
            one,
            code="" if number % 2 else CODES[number // 2],
            answers=tuple(replace(each, edition=edition.get(each.item, 1)) for each in one.answers),
        )
        for number, one in enumerate(made)
    )


def _room() -> tuple[RoomCount, ...]:
    def agreed(at: int, item: str, answer: str, edition: int = 1) -> RoomCount:
        name = record_id(ROUNDS[at], "agreed", "garden", item)
        return RoomCount(name, f"{name}r", (), ROUNDS[at], "agreed", "garden", item, edition, "", answer, 1)

    hands = RoomCount("t-1", "t-1r", (), ROUNDS[1], "tally", "garden", "beds", 1, "everyone", "often", 6)
    return (
        agreed(0, "tools", "differently"),
        agreed(1, "tools", "differently"),
        agreed(2, "beds", "often"),
        agreed(3, "tools", "often"),
        agreed(3, "money", "not-reached", 2),
        hands,
        replace(hands, answer="seldom", count=4),
    )


def _actions() -> tuple[Action, ...]:
    bench = Action(
        *("a-1", "a-1r", (), ROUNDS[0], "garden", "tools"),
        *("Ask at breakfast what people want to plant", "Priya", "the summer fair", "Tom", "done", "yes"),
        "It happens every Monday",
    )
    wall = replace(bench, id="a-2", revision="a-2r", round=ROUNDS[2], item="money", due="September", outcome="")
    night = replace(wall, id="a-3", revision="a-3r", round=ROUNDS[3], bank="", item="", progress="to-do", happened="")
    return (
        bench,
        replace(wall, what="Put the budget on the wall", who="Sam", progress="doing", happened="partly"),
        replace(night, what="Invite the night staff"),
    )
