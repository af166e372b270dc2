"""A round is found by as little of its id as leaves no doubt."""

from __future__ import annotations

from pathlib import Path

import pytest

from coreflect.core.errors import Misuse
from coreflect.core.model import Reflection
from coreflect.core.names import slug
from coreflect.services.finding import find_here, find_reflection, find_team
from tests.support.builders.packages import ROUND, reflection

QUAY = reflection(id="quay-2026-05-12-xyz", team="quay", team_name="Quay")
LATER = reflection(id="mill-lane-2026-11-12-rstvwx")


class OwnRounds:
    def rounds(self) -> tuple[Reflection, ...]:
        return (LATER, reflection(), QUAY)

    def imports(self) -> tuple[Path, ...]:
        return ()


@pytest.mark.parametrize(
    ("text", "found"),
    [(ROUND, ROUND), ("q", QUAY.id), ("Quay", QUAY.id), (" quay ", QUAY.id), ("mill-lane-2026-11", LATER.id)],
)
def test_a_beginning_without_doubt_is_enough(text: str, found: str) -> None:
    assert find_here(OwnRounds(), text).reflection.id == found


@pytest.mark.parametrize("text", ["mill", "Mill Lane"])
def test_where_several_of_a_team_could_be_meant_they_are_named(text: str) -> None:
    with pytest.raises(Misuse, match="Mill Lane has 2 reflections") as fault:
        find_here(OwnRounds(), text)
    assert ROUND in fault.value.hint
    assert LATER.id in fault.value.hint


@pytest.mark.parametrize(("text", "near"), [("quey", QUAY.id), ("quay-2025-05-12-xyz", QUAY.id)])
def test_a_slip_of_the_finger_names_the_nearest(text: str, near: str) -> None:
    with pytest.raises(Misuse) as fault:
        find_here(OwnRounds(), text)
    assert near in fault.value.hint


@pytest.mark.parametrize("text", ["", "zzz", "\x1b[2J", "🌻"])
def test_what_is_like_nothing_names_the_command_that_lists_them(text: str) -> None:
    with pytest.raises(Misuse, match="There is no reflection") as fault:
        find_here(OwnRounds(), text)
    assert "coreflect rounds list" in fault.value.hint
    assert "\x1b" not in str(fault.value)


def test_a_team_whose_name_begins_that_of_another_is_found() -> None:
    assert find_reflection((QUAY, reflection(id="quayside-2026-05-12-abc", team="quayside")), "quay").id == QUAY.id


STREETS = ("Team 10", "Team 1", "Team 2", "Lantern Street", "North Lantern", "Mill-Lanes", "Mill Lanes")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Team 1", "Team 1"),
        ("team-1", "Team 1"),
        ("TEAM  2", "Team 2"),
        ("Lantern", "Lantern Street"),
        ("street", "Lantern Street"),
        ("lantern-street", "Lantern Street"),
        ("Mill Lanes", "Mill Lanes"),
        ("mill-lanes-dwswmc", "Mill-Lanes"),
    ],
)
def test_a_team_is_found_by_its_name_and_a_whole_name_is_no_beginning(text: str, found: str) -> None:
    assert find_team([(slug(name), name) for name in STREETS], text) == slug(found)
    rounds = [reflection(id=f"{slug(name)}-2026-05-12-abc", team=slug(name), team_name=name) for name in STREETS]
    assert find_reflection(rounds, text).team_name == found


@pytest.mark.parametrize("text", ["Team 1", "team-1", "1", "team 1 "])
def test_a_number_is_no_beginning_of_a_longer_one(text: str) -> None:
    with pytest.raises(Misuse, match="There is no team"):
        find_team([("team-10", "Team 10")], text)
    with pytest.raises(Misuse, match="There is no reflection"):
        find_reflection((reflection(id="team-10-2026-05-12-abc", team="team-10", team_name="Team 10"),), text)


def test_several_teams_are_named_as_people_count_and_a_slip_names_the_nearest() -> None:
    named = [(slug(name), name) for name in STREETS]
    with pytest.raises(Misuse, match="Team can mean 3 teams") as fault:
        find_team(named, "Team")
    assert fault.value.hint == "Type more of the name: Team 1, Team 2, Team 10."
    with pytest.raises(Misuse, match="There is no team Lantrn Street here") as fault:
        find_team(named, "Lantrn Street")
    assert fault.value.hint == "Did you mean Lantern Street?"


def test_with_no_round_at_all_the_way_to_set_one_up_is_named() -> None:
    with pytest.raises(Misuse) as fault:
        find_reflection((), "mill")
    assert "rounds new" in fault.value.hint
