"""A reflection is set up once everything typed can be taken, and is saved with its questions, or not at all."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from coreflect.banks.shelf import Shelf
from coreflect.core.errors import Misuse, NotSaved
from coreflect.core.texts.set_up import SHARED_FOLDER
from coreflect.services.app import Services, services_of
from coreflect.services.set_up import SetUp, mend, set_up, what_to_expect
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
    assert "10 people of Mill Lane answer" in in_progress.read_back(new, typed)[0]
    assert SHARED_FOLDER in in_progress.read_back(new, typed)
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
