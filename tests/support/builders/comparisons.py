"""One comparison that has everything: two teams, sides, perspectives, a show of hands, and rounds that show little."""

from __future__ import annotations

from dataclasses import replace

from coreflect.analysis import published
from coreflect.core.model import Records, Reflection, Response, RoomCount
from coreflect.core.results import Published
from tests.support.builders.examples import a_round
from tests.support.builders.merging import asked, bank_toml, merged, people

ITEMS = ("beds", "tools", "money", "gate")
BANK, FILE = asked(bank_toml(items=ITEMS))
REWORDED, REWORDED_FILE = asked(bank_toml(items=ITEMS, text="All of us have a say in the {}"))
TEN = ("staff", "leader", "staff", "staff", "staff", "carer", "supported", "other", "carer", "supported")


def _round(round_id: str, **changes: object) -> Reflection:
    return a_round(**{"id": round_id, "revision": f"f-{round_id}", "banks": (BANK,), "invited": 12} | changes)


def _people(round_id: str, hats: tuple[str, ...], beds: str, tools: str, money: str, gate: str) -> tuple[Response, ...]:
    """A letter a person for each item: n, s, o, a for the levels, ? not sure, - left blank."""
    names = {"n": "never", "s": "seldom", "o": "often", "a": "always", "?": "not-sure", "-": "skipped"}
    answers = [[names[one] for one in given] for given in zip(beds, tools, money, gate, strict=True)]
    return people(round_id, hats, answers, items=ITEMS)


def records() -> Records:
    """Mill Lane's three private rounds (the last with too few people) and Quay House's two open ones."""
    quay = {"team": "quay-house", "team_name": "Quay House", "privacy": "open", "smallest_group": 0, "invited": None}
    rounds = (
        _round("mill-lane-1"),
        _round("mill-lane-2", date="2026-11-10", about="the day centre and the bus", period="since we met in May"),
        _round("mill-lane-3", date="2027-05-11"),
        _round("quay-house-1", **quay),
        _round("quay-house-2", date="2026-11-12", banks=(REWORDED,), **quay),
    )
    responses = (
        *_people("mill-lane-1", TEN, "aaaaannnnn", "ooooosoooo", "??s??o?a-n", "sososososo"),
        *_people("mill-lane-2", TEN[1:], "aaaaoooon", "oooosoooo", "?oo?aaoo?", "nnnnaaaao"),
        *_people("mill-lane-3", TEN[:3], "aaa", "aaa", "aaa", "aaa"),
        *_people("quay-house-1", ("staff", "carer", "carer"), "ann", "ooo", "s??", "ooo"),
        *_people("quay-house-2", ("staff", "carer"), "on", "oo", "s-", "oo"),
    )
    hands = RoomCount("t-1", "t-r1", (), "mill-lane-1", "tally", "garden", "beds", 1, "everyone", "often", 7)
    room = (hands, replace(hands, answer="never", count=2))
    return Records(rounds=rounds, responses=responses, room=room, bank_files=(FILE, REWORDED_FILE))


def a_comparison() -> Published:
    return published(merged(records()), release=True)
