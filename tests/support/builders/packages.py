"""Small records that make valid packages: a bank as a file, rounds on it, responses, notes, counts, actions."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import replace

from coreflect.core.banks.bank import BankFile
from coreflect.core.model import Action, Answer, AskedBank, Note, Records, Reflection, Response, RoomCount, Sharing
from coreflect.core.reflections.rounds import digest

LEVELS = ("not-yet", "started", "everywhere")
ITEMS = ("garden-gate", "garden-path", "garden-shed")

BANK_TEXT = (
    """\
format = 1
id = "garden"
title = "The garden questions"
section_word = "Part"
scale = "how-far"
stem = "{Period}, how far is this happening?"
intro = "These questions are about the garden."

[practice]
text = "Choosing the drinks"

[source]
idea = "an example"
publisher = "nobody"
year = "2026"
where = "nowhere"
wording = "own"
tested = "no"
licence = "CC BY 4.0"

[[scales]]
id = "how-far"
"""
    + "".join(
        f'[[scales.levels]]\nid = "{level}"\nlabel = "{level.title()}"\nmeaning = "It is {level}."\n'
        for level in LEVELS
    )
    + """
[[sections]]
id = "part-1"
title = "The garden"
"""
    + "".join(
        f'[[sections.items]]\nid = "{item}"\nedition = 1\ntext = "The {item}"\n'
        f"short = {str(item == ITEMS[0]).lower()}\n"
        f'lowest = "The least."\nhighest = "The most."\nprompt = "What have you seen?"\ntags = ["assets"]\n'
        for item in ITEMS
    )
)
BANK = BANK_TEXT.encode()
ASKED = AskedBank("garden", "whole", digest(BANK))
BANK_FILE = BankFile(ASKED.file_names()[0], BANK)
ROUND = "mill-lane-2026-05-12-bcdfgh"


def reflection(**changes: object) -> Reflection:
    """An open round on the garden bank."""
    return replace(
        Reflection(
            id=ROUND,
            revision="k0first",
            replaces=(),
            team="mill-lane",
            team_name="Mill Lane",
            about="the day centre",
            period="the last six months",
            date="2026-05-12",
            banks=(ASKED,),
            privacy="open",
            smallest_group=0,
            state="running",
            counted=(),
            invited=8,
            missing="",
            contact="the garden desk",
            keep_until="2027-05-12",
        ),
        **changes,  # type: ignore[arg-type]
    )


def response(name: str = "p1", answer: str = "started", **changes: object) -> Response:
    """A response that gives every item the same answer; its revision is its name and "a"."""
    given = tuple(Answer("garden", item, 1, answer) for item in ITEMS)
    return replace(
        Response(name, f"{name}a", (), ROUND, "carer", "", "standard", given),
        **changes,  # type: ignore[arg-type]
    )


def note(name: str = "n1", text: str = "The gate is heavy.", sharing: Sharing = "room", **changes: object) -> Note:
    """A note on the first item, that leads to nobody unless changed."""
    return replace(
        Note(name, f"{name}a", (), ROUND, "garden", ITEMS[0], "", sharing, text),
        **changes,  # type: ignore[arg-type]
    )


def hands(name: str = "h1", **counts: int) -> tuple[RoomCount, ...]:
    """A show of hands on the first item: how many for each level, with _ for - in its name."""
    return tuple(
        RoomCount(name, f"{name}a", (), ROUND, "tally", "garden", ITEMS[0], 1, "", level.replace("_", "-"), count)
        for level, count in counts.items()
    )


def action(name: str = "a1", **changes: object) -> Action:
    """Something to be done."""
    return replace(
        Action(name, f"{name}a", (), ROUND, "garden", ITEMS[0], "Oil the gate", "Sam", "June", "Kim", "to-do", "", ""),
        **changes,  # type: ignore[arg-type]
    )


def records(**changes: object) -> Records:
    """A round with its bank, and what else is given."""
    return replace(Records(rounds=(reflection(),), bank_files=(BANK_FILE,)), **changes)  # type: ignore[arg-type]


def a_bit_of_everything() -> Records:
    """Records that fill most tables."""
    return records(
        responses=(response("p1"), response("p2", "not-yet", perspective="staff")),
        notes=(note("n1"), note("n2", 'Two lines,\nand "quotes"', "facilitator", response="p1")),
        room=hands("h1", started=3, not_yet=2),
        actions=(action(),),
    )


def files_in(package: bytes) -> dict[str, bytes]:
    """The files of a package by path."""
    with zipfile.ZipFile(io.BytesIO(package)) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


def zip_of(files: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip as somebody's own tool would make it."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", compression) as zipped:
        for name, file in files.items():
            zipped.writestr(name, file)
    return content.getvalue()


def relisted(files: Mapping[str, bytes]) -> bytes:
    """A package of these files whose descriptor has been made to fit them, as a careful forger would."""
    descriptor = json.loads(files["datapackage.json"])
    listed = {one["path"]: one for one in descriptor["resources"]}
    for path, content in files.items():
        if path != "datapackage.json":
            one = listed.setdefault(path, {"name": path.removesuffix(".csv"), "path": path})
            one |= {"bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}
    descriptor["resources"] = [one for path, one in sorted(listed.items()) if path in files]
    return zip_of({**files, "datapackage.json": json.dumps(descriptor).encode()})
