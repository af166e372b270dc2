"""Set-up: one form, read back before it is kept, and nothing that was typed is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coreflect.core.errors import NotSaved
from coreflect.core.reflections.responses import Place
from coreflect.core.reflections.set_up import Typed, first_typed
from coreflect.services.app import Services
from coreflect.tui.app import CoreflectApp
from coreflect.tui.home.set_up import SetUpForm, SetUpPage
from tests.support.builders.examples import bank
from tests.support.builders.services import MadeUpShelf, with_other
from tests.support.readers.goldens import Golden
from tests.support.screens.home_services import HOSTILE, home_app, home_services, typed, until
from tests.support.screens.shown import shown


def filled(services: Services, **changes: object) -> Typed:
    start = first_typed("2026-05-12", services.shelf.banks())
    start = replace(start, team_name="Mill Lane", about="the day centre", contact="Ana", invited="10")
    return replace(start, **changes)  # type: ignore[arg-type]


def opened(app: CoreflectApp, start: Typed | None) -> list[object]:
    """Open set-up with these fields; what it gives is put into the list."""
    given: list[object] = []
    app.push_screen(SetUpPage(app.services, start), given.append)
    return given


async def test_the_form_at_80_by_24(golden: Golden) -> None:
    app = home_app(home_services()[0])
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n")
        await until(pilot, "Set up a reflection Team")
        golden("tui-set-up.txt", shown(app))


async def test_the_whole_form_at_200_by_60_says_time_and_groups_beside_the_fields(golden: Golden) -> None:
    services, _ = home_services()
    app = home_app(services)
    async with app.run_test(size=(200, 60)) as pilot:
        opened(app, filled(services))
        await until(pilot, "Set up a reflection Team")
        golden("tui-set-up-wide.txt", shown(app))


async def test_a_set_up_is_read_back_before_it_is_kept(golden: Golden) -> None:
    services, workspace = home_services()
    app = home_app(services)
    async with app.run_test(size=(80, 24)) as pilot:
        opened(app, filled(services))
        await until(pilot, "Set up a reflection Team")
        await pilot.press("f2")
        await until(pilot, "Is this right?")
        golden("tui-set-up-read-back.txt", shown(app))
        assert workspace.kept == 0


async def test_a_yes_keeps_the_round_with_what_was_typed() -> None:
    services, workspace = home_services()
    app = home_app(services)
    async with app.run_test(size=(80, 24)) as pilot:
        given = opened(app, filled(services, smallest_group=4))
        await until(pilot, "Set up a reflection Team")
        await pilot.press("f2")
        await until(pilot, "Is this right?")
        await pilot.press("enter")
        await pilot.pause()
    (reflection,) = workspace.rounds()
    assert given == [reflection]
    assert (reflection.team_name, reflection.invited, reflection.smallest_group, reflection.contact) == (
        "Mill Lane",
        10,
        4,
        "Ana",
    )
    assert [one.bank for one in reflection.banks] == ["nesta-principles"]


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_a_fault_is_said_beside_the_form_and_leads_to_its_field(size: tuple[int, int]) -> None:
    services, _ = home_services()
    app = home_app(services)
    async with app.run_test(size=size) as pilot:
        opened(app, filled(services, contact=""))
        await until(pilot, "Set up a reflection Team")
        await pilot.press("f2")
        await until(pilot, "Please fill in the contact. It cannot be empty.")
        assert app.focused is not None
        assert app.focused.id == "contact"
        await typed(pilot, "Ana")
        await until(pilot, "Who gets a copy")
        assert "It cannot be empty." not in shown(app)
        await pilot.press("f2")
        await until(pilot, "Is this right?")


async def test_a_digit_chooses_while_a_long_read_back_is_read() -> None:
    services, workspace = home_services()
    app = home_app(services)
    async with app.run_test(size=(60, 16)) as pilot:
        opened(app, filled(services, about="the day centre " * 12))
        await until(pilot, "Set up a reflection")
        await pilot.press("f2")
        await until(pilot, "and arrows: read on")
        await pilot.press("tab", "1")
        await pilot.pause()
    assert len(workspace.rounds()) == 1


async def test_esc_closes_without_losing_what_was_typed() -> None:
    app = home_app(home_services()[0])
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n")
        await until(pilot, "Set up a reflection Team")
        await typed(pilot, HOSTILE)
        await pilot.press("escape")
        await until(pilot, "Where would you like to begin?")
        await pilot.press("n")
        await until(pilot, "Set up a reflection Team")
        assert app.screen.query_one(SetUpForm).typed().team_name == HOSTILE


async def test_letters_and_digits_are_inert_in_a_text_field() -> None:
    app = home_app(home_services()[0])
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n")
        await until(pilot, "Set up a reflection Team")
        await pilot.press("q", "full_stop", "1")
        assert app.screen.query_one(SetUpForm).typed().team_name == "q.1"


async def test_banks_are_chosen_by_arrows_and_space_and_questions_are_counted() -> None:
    app = home_app(home_services()[0])
    async with app.run_test(size=(200, 60)) as pilot:
        await pilot.press("n")
        await until(pilot, "Set up a reflection Team")
        app.screen.query_one("#bank-nesta-principles").focus()
        await pilot.press("right", "down", "space")
        await pilot.pause()
        form = app.screen.query_one(SetUpForm)
        assert form.typed().banks == (("nesta-principles", "short"), ("scie-statements", "whole"))
        await until(pilot, "10 questions: about 10 min for each person.")


async def test_a_broken_bank_is_shown_with_its_fault_and_cannot_be_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    services, _ = home_services()
    garden, shed = MadeUpShelf(bank("garden"), bank("shed")).banks()
    shelf = MadeUpShelf()
    monkeypatch.setattr(shelf, "banks", lambda: (replace(shed, bank=None), garden))
    app = home_app(with_other(services, shelf=shelf))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n")
        await until(pilot, "shed cannot be asked.")
        assert not app.screen.query("#bank-shed")


async def test_another_date_keeps_the_answers_for_a_year_after_it() -> None:
    services, _ = home_services()
    app = home_app(services)
    async with app.run_test(size=(80, 24)) as pilot:
        opened(app, filled(services, date=""))
        await until(pilot, "Set up a reflection Team")
        app.screen.query_one("#date").focus()
        await typed(pilot, "2028-02-29")
        assert app.screen.query_one(SetUpForm).typed().keep_until == "12 May 2027"
        opened(app, filled(services))
        await until(pilot, "Set up a reflection Team")
        app.screen.query_one("#date").focus()
        await pilot.press("home", "delete")
        assert app.screen.query_one(SetUpForm).typed().keep_until == "2 May 2027"


async def test_a_private_round_in_a_shared_folder_says_before_it_starts_that_the_system_records_who_wrote() -> None:
    for way, said in (("private", True), ("open", False)):
        services, _ = home_services(place=Place("/share", shared=True))
        app = home_app(services)
        async with app.run_test(size=(80, 40)) as pilot:
            opened(app, filled(services, way=way))
            await until(pilot, "Set up a reflection Team")
            await pilot.press("f2")
            seen = await until(pilot, "Is this right?")
            assert ("the system that shares it records who wrote which file" in seen) is said
            assert ("Each person, asked alone, must say yes." in seen) is not said


async def test_who_only_talks_reads_the_questions_and_nothing_is_kept() -> None:
    services, workspace = home_services()
    app = home_app(services)
    async with app.run_test(size=(80, 24)) as pilot:
        opened(app, filled(services, way="talk", team_name=""))
        await until(pilot, "Set up a reflection Team")
        await pilot.press("f2")
        await until(pilot, "These questions are about how things get done here")
    assert workspace.kept == 0


async def test_a_save_that_fails_says_so_and_the_form_stays() -> None:
    services, workspace = home_services()
    workspace.fails = NotSaved("The disk is full.", "Make room, then try again.")
    app = home_app(services)
    async with app.run_test(size=(80, 24)) as pilot:
        given = opened(app, filled(services))
        await until(pilot, "Set up a reflection Team")
        await pilot.press("f2")
        await until(pilot, "Is this right?")
        await pilot.press("enter")
        await until(pilot, "The disk is full.")
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen.query_one(SetUpForm).typed().team_name == "Mill Lane"
    assert given == []
