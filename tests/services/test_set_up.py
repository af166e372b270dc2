"""A reflection is set up once everything typed can be taken, and is saved with its questions, or not at all."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from coreflect.banks.shelf import Shelf
from coreflect.core.errors import Misuse, NotSaved
from coreflect.core.texts.set_up import SHARED_FOLDER
from coreflect.services.app import Services, services_of
from coreflect.services.set_up import SetUp, check_mending, delete, mend, mend_typed, set_up, what_to_expect
from tests.support.builders.examples import a_round
from tests.support.builders.services import some_services
from tests.support.builders.workspaces import reopened

FIELDS = {"team_name": "Mill Lane", "about": "the day centre", "contact": "Rosa"}
BANKS = (("nesta-principles", "short"),)


@pytest.fixture
def services(tmp_path: Path) -> Services:
    return services_of(reopened(tmp_path / "w", shared=True), Shelf())


def test_what_was_typed_is_read_back_and_saved_with_its_questions(services: Services) -> None:
    in_progress = SetUp(services)
    assert in_progress.can_begin
    typed = replace(in_progress.first_typed(), **FIELDS, invited="10")
    new = in_progress.check(typed)
    read_back = in_progress.read_back(new, typed)
    assert ("Team", "Mill Lane, 10 people") in read_back
    assert ("", SHARED_FOLDER) in read_back
    assert services.workspace.rounds() == ()
    reflection = in_progress.save(new)
    assert services.workspace.rounds() == (reflection,)
    assert [bank.id for bank in services.workspace.banks(reflection.id)] == ["nesta-principles"]


def test_one_field_is_judged_before_the_others_are_filled_in(services: Services) -> None:
    in_progress = SetUp(services)
    typed = in_progress.first_typed()
    assert in_progress.fault_in("about", replace(typed, about="the garden")) is None
    assert in_progress.fault_in("date", replace(typed, date="soon")).field == "date"  # type: ignore[union-attr]
    assert in_progress.fault_in("contact", replace(typed, date="soon", contact="Rosa")) is None
    assert in_progress.fault_in("about", replace(typed, way="talk", about="the garden")) is None


def test_at_once_it_is_today_and_kept_for_a_year_unless_said_otherwise(services: Services) -> None:
    today = services.clock.today()
    reflection = set_up(services, dict(FIELDS), BANKS)
    assert (reflection.date, reflection.smallest_group, reflection.privacy) == (today, 5, "private")
    assert reflection.keep_until > today
    later = set_up(services, {**FIELDS, "keep_until": "2030-01-01", "privacy": "open"}, BANKS, "2026-05-12")
    assert (later.date, later.keep_until, later.smallest_group) == ("2026-05-12", "2030-01-01", 0)
    assert {each.id for each in services.workspace.rounds()} == {reflection.id, later.id}
    assert what_to_expect(services, reflection, 1)[-1] == SHARED_FOLDER
    assert SHARED_FOLDER not in what_to_expect(services, later, 1)


def test_mending_is_a_revision_of_the_same_reflection(services: Services) -> None:
    reflection = set_up(services, dict(FIELDS), BANKS)
    now = mend(services, reflection, {"about": "the garden"})
    assert services.workspace.round(reflection.id) == now
    assert (now.id, now.about, now.replaces) == (reflection.id, "the garden", (reflection.revision,))
    with pytest.raises(Misuse, match="cannot be changed"):
        mend(services, now, {"privacy": "open"})


def test_what_cannot_be_saved_leaves_nothing() -> None:
    services, workspace = some_services()
    workspace.fails = NotSaved("The disk is full.", "Make room.")
    in_progress = SetUp(services)
    with pytest.raises(NotSaved):
        in_progress.save(in_progress.check(replace(in_progress.first_typed(), **FIELDS)))
    assert len(workspace.rounds()) == 1


def test_the_next_one_is_filled_in_as_the_last_was_on_the_day_that_was_agreed() -> None:
    services, _ = some_services()
    before = a_round(next_date="2026-11-12", period="since March", invited=9, contact="Ana")
    typed = SetUp(services).following(before)
    assert (typed.team_name, typed.about, typed.period) == (before.team_name, before.about, "since March")
    assert (typed.date, typed.keep_until, typed.invited) == ("12 November 2026", "12 November 2027", "9")
    assert SetUp(services).following(replace(before, next_date="2025-11-12")).date == "12 May 2026"


def test_a_team_keeps_its_name_where_only_capitals_differ_and_a_near_miss_is_asked_about() -> None:
    services, _ = some_services(a_round(team_name="Mill Lane"))
    in_progress = SetUp(services)
    new = in_progress.check(replace(in_progress.first_typed(), about="here", contact="Ana", team_name="  MILL lane "))
    assert new.reflection.team_name == "Mill Lane"
    assert in_progress.team_meant("Mil Lane") == in_progress.team_meant("Mill-Lane") == "Mill Lane"
    assert not any(map(in_progress.team_meant, ("Mill Lane", "MILL LANE", "Hill Farm", "Mill Lane 2")))


def test_what_was_set_up_by_mistake_is_deleted_and_nothing_that_somebody_began() -> None:
    services, workspace = some_services()
    reflection = workspace.round(a_round().id)
    workspace.put_people(reflection.id, begun=1, finished=0)
    with pytest.raises(Misuse):
        delete(services, reflection)
    workspace.put_people(reflection.id, begun=0, finished=0)
    delete(services, reflection)
    assert (workspace.rounds(), workspace.faults()) == ((), ())


def test_what_is_typed_to_mend_is_read_as_at_set_up() -> None:
    services, workspace = some_services()
    reflection = workspace.round(a_round().id)
    mend_typed(services, reflection, {"invited": "12", "date": "1 June", "next_date": "in a year"})
    now = workspace.round(reflection.id)
    assert (now.invited, now.date, now.next_date) == (12, "2026-06-01", "2027-05-12")
    with pytest.raises(Misuse) as fault:
        check_mending(services, now, "invited", "many")
    assert fault.value.field == "invited"
