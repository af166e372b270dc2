"""A round is made in one place: ids once, privacy once, and every fact that cannot be taken is said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coreflect.core.banks.bank import BankFile, Fault, ShelvedBank
from coreflect.core.errors import Misuse
from coreflect.core.names import is_safe_id
from coreflect.core.reflections.rounds import Plan, digest, mended, new_round, revealed
from tests.support.builders.examples import CountingIds, bank

FILES = (BankFile("garden.toml", b"the garden"),)
SHELF = (
    ShelvedBank("garden", "shipped", bank(), FILES, ()),
    ShelvedBank("broken", "own", None, (), (Fault("broken.toml", "line 1", "It is torn.", "Mend it."),)),
)
PLAN = Plan("Mill Lane", "the day centre", "2026-05-12", (("garden", "whole"),), "the office", "2027-05-12")


def test_a_round_is_named_by_team_date_and_six_letters() -> None:
    reflection = new_round(PLAN, SHELF, CountingIds()).reflection
    assert reflection.id.startswith("mill-lane-2026-05-12-")
    assert len(reflection.id) == len("mill-lane-2026-05-12-") + 6
    assert (reflection.team, reflection.team_name, reflection.state, reflection.counted) == (
        "mill-lane",
        "Mill Lane",
        "running",
        (),
    )


def test_a_round_holds_the_exact_files_that_it_asks() -> None:
    made = new_round(PLAN, SHELF, CountingIds())
    assert made.reflection.banks[0].digest == digest(b"the garden")
    assert made.bank_files == (BankFile(f"garden.{digest(b'the garden')}.toml", b"the garden"),)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"team_name": " \n"}, "the team's name"),
        ({"about": ""}, "what the reflection is about"),
        ({"contact": ""}, "the contact"),
        ({"about": "x" * 201}, "shorter"),
        ({"date": "12/5/2026"}, "not a date"),
        ({"keep_until": "2026-05-11"}, "deleted before"),
        ({"smallest_group": 2}, "3, 4 or 5"),
        ({"invited": 0}, "between 1 and 10,000"),
        ({"banks": ()}, "No questions"),
        ({"banks": (("garden", "whole"), ("garden", "short"))}, "twice"),
        ({"banks": (("meadow", "whole"),)}, "no bank called meadow"),
        ({"banks": (("broken", "whole"),)}, "It is torn."),
    ],
)
def test_what_cannot_be_taken_is_said(changes: dict[str, object], said: str) -> None:
    with pytest.raises(Misuse, match=said):
        new_round(PLAN._replace(**changes), SHELF, CountingIds())


def test_mending_makes_a_new_revision_and_keeps_ids_and_privacy() -> None:
    ids = CountingIds()
    first = new_round(PLAN, SHELF, ids).reflection
    second = mended(first, {"team_name": "Mill Lane and friends", "date": "2026-05-13"}, ids)
    assert (second.id, second.team, second.privacy) == (first.id, first.team, first.privacy)
    assert (second.team_name, second.date) == ("Mill Lane and friends", "2026-05-13")
    third = mended(second, {"about": "short breaks"}, ids)
    assert third.replaces == (first.revision, second.revision)


def test_the_day_of_the_next_reflection_is_agreed_later_and_can_be_taken_back() -> None:
    first = new_round(PLAN, SHELF, CountingIds()).reflection
    agreed = mended(first, {"next_date": " 2026-11-10 "}, CountingIds("v"))
    assert (first.next_date, agreed.next_date) == ("", "2026-11-10")
    assert mended(agreed, {"next_date": ""}, CountingIds("w")).next_date == ""
    assert mended(agreed, {"about": "short breaks"}, CountingIds("w")).next_date == "2026-11-10"


@pytest.mark.parametrize(("day", "said"), [("in the autumn", "not a date"), ("2026-05-12", "on or before this one")])
def test_a_next_reflection_that_cannot_be_is_refused(day: str, said: str) -> None:
    with pytest.raises(Misuse, match=said) as caught:
        mended(new_round(PLAN, SHELF, CountingIds()).reflection, {"next_date": day}, CountingIds("v"))
    assert caught.value.field == "next_date"


@pytest.mark.parametrize("fixed", ["privacy", "smallest_group", "banks", "team", "id"])
def test_what_was_fixed_at_the_start_cannot_be_mended(fixed: str) -> None:
    reflection = new_round(PLAN, SHELF, CountingIds()).reflection
    with pytest.raises(Misuse, match="cannot be changed"):
        mended(reflection, {fixed: "open"}, CountingIds())


def test_revealing_fixes_who_is_counted() -> None:
    reflection = revealed(new_round(PLAN, SHELF, CountingIds()).reflection, ["p2", "p1"], CountingIds("v"))
    assert (reflection.state, reflection.counted) == ("revealed", ("p1", "p2"))


@given(st.text(min_size=1, max_size=80).filter(lambda text: text.strip()))
def test_any_team_name_makes_a_safe_id_and_is_kept_as_typed(name: str) -> None:
    reflection = new_round(PLAN._replace(team_name=name), SHELF, CountingIds()).reflection
    assert is_safe_id(reflection.team)
    assert reflection.team_name == " ".join(name.split())
