"""A round is found by as little of its id as leaves no doubt."""

from __future__ import annotations

from pathlib import Path

import pytest

from coreflect.core.errors import Misuse
from coreflect.core.model import Reflection
from coreflect.services.finding import find_here, find_reflection
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
def test_where_several_could_be_meant_they_are_named(text: str) -> None:
    with pytest.raises(Misuse, match="begins the ids of 2 reflections") as fault:
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


def test_with_no_round_at_all_the_way_to_set_one_up_is_named() -> None:
    with pytest.raises(Misuse) as fault:
        find_reflection((), "mill")
    assert "rounds new" in fault.value.hint
