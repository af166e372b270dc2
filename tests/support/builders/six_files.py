"""Six files as they reach a facilitator: one repeated, one cut off, one altered, one older, two that say two things.

Mill Lane answered on two laptops on 12 May 2026, and the two disagree on one person's answers and on where the room
stands. A year before, the team wrote its name otherwise, and one question was worded otherwise.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from coreflect.core.banks.bank import BankFile
from coreflect.core.model import Action, AskedBank, Note, Records, Reflection, Response, RoomCount
from coreflect.core.reflections.rounds import digest
from coreflect.package.write import package_bytes
from tests.support.builders.examples import a_round
from tests.support.builders.merging import LEVELS, bank_toml, people

FIRST, REPEATED, CUT_OFF, ALTERED, OLDER, SECOND = NAMES = (
    "1-mill-lane.zip",
    "2-mill-lane-again.zip",
    "3-quay-cut-off.zip",
    "4-quay-altered.zip",
    "5-mill-lane-last-year.zip",
    "6-mill-lane-other-laptop.zip",
)
"""The names of the six; 1 and 6 say two things of two records."""

MAY = "mill-lane-2026-05-12-bcdfgh"
BEFORE = "mill-lanes-2025-05-13-fghjkm"
QUAY = "quay-2026-05-20-kmnpqr"
AGREED = "agreed-beds"
TWICE = f"{MAY}-p0"
"""The person whose answers stand in two versions."""
ITEMS = ("beds", "tools")
SOUND = (FIRST, REPEATED, OLDER, SECOND)
REFUSED = (CUT_OFF, ALTERED)


def six_files(folder: Path) -> tuple[Path, ...]:
    """Write the six into this folder, which is made if need be; returns their paths, in the order of `NAMES`."""
    folder.mkdir(parents=True, exist_ok=True)
    first, quay = package_bytes(first_laptop()), package_bytes(_quay())
    contents = {
        FIRST: first,
        REPEATED: first,
        CUT_OFF: quay[: len(quay) // 2],
        ALTERED: quay.replace(b"often", b"never"),
        OLDER: package_bytes(last_year()),
        SECOND: package_bytes(second_laptop()),
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return tuple(folder / name for name in NAMES)


def first_laptop() -> Records:
    """Five people, where the room stands, a note and what it will do: 9 records."""
    return Records(
        rounds=(_may(),),
        responses=_people(0, 5),
        room=(_agreed("often", "g-first"),),
        notes=(Note("n-first", "n-firstr", (), MAY, "garden", "beds", "", "room", "The gate is heavy."),),
        actions=(_action(),),
        bank_files=(_file(_bank()),),
    )


def second_laptop() -> Records:
    """Three more people, and one of the first in another version; the room stands elsewhere: 6 records."""
    (same,) = _people(0, 1)
    changed = replace(same, revision="p0-other", answers=tuple(replace(one, answer="always") for one in same.answers))
    return Records(
        rounds=(_may(),),
        responses=(changed, *_people(5, 8)),
        room=(_agreed("seldom", "g-second"),),
        bank_files=(_file(_bank()),),
    )


def last_year() -> Records:
    """Six people a year before, asked the older edition of the questions: 7 records."""
    content = _bank(edition=1, text="We pick the {}")
    reflection = _reflection(
        content, id=BEFORE, revision="f-before", team="mill-lanes", team_name="Mill Lanes", date="2025-05-13"
    )
    made = people(BEFORE, ("staff", "carer", "supported") * 2, [(LEVELS[1], LEVELS[0])] * 6, items=ITEMS)
    return Records(rounds=(reflection,), responses=made, bank_files=(_file(content),))


def _quay() -> Records:
    reflection = _reflection(_bank(), id=QUAY, revision="f-quay", team="quay", team_name="The Quay", date="2026-05-20")
    made = people(QUAY, ("staff",) * 5, [("often", "often")] * 5, items=ITEMS)
    edition_2 = tuple(_second_edition(one) for one in made)
    return Records(rounds=(reflection,), responses=edition_2, bank_files=(_file(_bank()),))


def _may() -> Reflection:
    return _reflection(_bank(), id=MAY, revision="f-may", team="mill-lane", team_name="Mill Lane", date="2026-05-12")


def _people(first: int, after: int) -> tuple[Response, ...]:
    hats = ("staff", "supported", "carer", "leader", "staff", "supported", "carer", "supported")
    given = [(LEVELS[number % 4], LEVELS[(number + 1) % 4]) for number in range(len(hats))]
    return tuple(_second_edition(one) for one in people(MAY, hats, given, items=ITEMS))[first:after]


def _second_edition(one: Response) -> Response:
    return replace(one, answers=tuple(replace(answer, edition=2) for answer in one.answers))


def _agreed(level: str, revision: str) -> RoomCount:
    return RoomCount(AGREED, revision, (), MAY, "agreed", "garden", "beds", 2, "", level, 1)


def _action() -> Action:
    what = "Ask at breakfast what people want to plant"
    return Action("a-may", "a-mayr", (), MAY, "garden", "beds", what, "Sam", "June", "Priya", "to-do", "", "")


def _reflection(content: bytes, **changes: object) -> Reflection:
    return a_round(banks=(AskedBank("garden", "whole", digest(content)),), **changes)


def _bank(edition: int = 2, text: str = "We choose the {} together") -> bytes:
    return bank_toml(items=ITEMS, edition=edition, text=text)


def _file(content: bytes) -> BankFile:
    return BankFile(AskedBank("garden", "whole", digest(content)).file_names()[0], content)
