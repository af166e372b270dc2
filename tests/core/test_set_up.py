"""What is typed at set-up becomes a plan, or one sentence about one field."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coreflect.core.banks.bank import Fault, ShelvedBank
from coreflect.core.errors import Misuse
from coreflect.core.reflections.rounds import new_round
from coreflect.core.reflections.set_up import (
    Typed,
    a_year_after,
    counts,
    first_typed,
    following,
    invited,
    laptops,
    like_known,
    planned,
)
from coreflect.core.texts.set_up import FIELDS
from tests.support.builders.examples import CountingIds, a_round, bank
from tests.support.builders.services import MadeUpShelf

TODAY = "2026-05-12"
SHELF = (
    ShelvedBank("broken", "own", None, (), (Fault("broken.toml", "", "it has no id.", "Add one."),)),
    *MadeUpShelf(bank("garden"), bank("shed")).banks(),
)


def filled(**changes: object) -> Typed:
    typed = replace(first_typed(TODAY, SHELF), team_name="Mill Lane", about="the day centre", contact="Ana")
    return replace(typed, **changes)  # type: ignore[arg-type]


def test_a_new_set_up_starts_today_for_a_year_without_names_with_the_first_bank_that_works() -> None:
    typed = first_typed(TODAY, SHELF)
    assert (typed.date, typed.keep_until, typed.way, typed.smallest_group) == (
        "12 May 2026",
        "12 May 2027",
        "private",
        5,
    )
    assert typed.banks == (("garden", "whole"),)


@pytest.mark.parametrize(
    ("day", "later"),
    [("2026-05-12", "2027-05-12"), ("2024-02-29", "2025-02-28"), ("9999-12-31", ""), ("soon", ""), ("", "")],
)
def test_a_year_after_a_day(day: str, later: str) -> None:
    assert a_year_after(day) == later


def test_what_was_typed_becomes_a_round() -> None:
    reflection = new_round(planned(filled(invited=" 10 ", smallest_group=4), TODAY), SHELF, CountingIds()).reflection
    assert (reflection.invited, reflection.smallest_group, reflection.privacy, reflection.contact) == (
        10,
        4,
        "private",
        "Ana",
    )


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"team_name": " "}, "team_name"),
        ({"about": ""}, "about"),
        ({"period": ""}, "period"),
        ({"contact": ""}, "contact"),
        ({"banks": ()}, "banks"),
        ({"date": "soon"}, "date"),
        ({"invited": "ten"}, "invited"),
        ({"invited": "0"}, "invited"),
        ({"laptops": "0"}, "laptops"),
        ({"laptops": "-1"}, "laptops"),
        ({"keep_until": "2020-01-01"}, "keep_until"),
        ({"smallest_group": 2}, "smallest_group"),
        ({"way": "talk"}, "way"),
    ],
)
def test_each_fault_names_the_field_that_it_is_about(changes: dict[str, object], field: str) -> None:
    with pytest.raises(Misuse) as fault:
        new_round(planned(filled(**changes), TODAY), SHELF, CountingIds())
    assert fault.value.field == field
    assert field in FIELDS


def test_left_empty_nobody_counted_and_there_is_one_laptop() -> None:
    typed = filled(invited="", laptops="")
    assert invited(typed) is None
    assert laptops(typed) == 1


def test_questions_are_counted_as_chosen_and_in_the_short_form() -> None:
    chosen = (("garden", "whole"), ("shed", "short"), ("broken", "whole"))
    assert counts(chosen, SHELF) == (6, 4)  # type: ignore[arg-type]


def test_what_would_turn_a_line_or_a_terminal_stands_in_no_field_of_the_next_set_up() -> None:
    turning = "Mill \u202eLane\x1b[31m"
    before = a_round(team_name=turning, about=turning, period=turning, contact=turning)
    typed = following(before, TODAY, SHELF)
    assert {typed.team_name, typed.about, typed.period, typed.contact} == {"Mill �Lane�[31m"}
    assert like_known(typed.team_name, [turning]) == turning
