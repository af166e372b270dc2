"""Files that cannot be used, names that look alike, and what stands in two versions: people decide, one by one."""

from __future__ import annotations

from coreflect.core.merging.importing import Decided, Preview
from coreflect.core.texts import importing as texts
from tests.support.builders.import_services import (
    ACTION,
    AGREED,
    NEAR,
    SIMILAR_TEAMS,
    SIX,
    DecidedImports,
    import_services,
)
from tests.support.screens.at_import import at_import

TO_READY = ("a", "g", "g", "2", "y", "enter", "2", "enter", "3", "enter")


async def test_without_yes_to_the_refused_files_nothing_is_imported() -> None:
    services, imports = import_services()
    async with at_import(services) as at:
        assert "2 files cannot be used. Go on without them?" in await at.press("a", "g", "g")
        assert "exports/brook-cut.zip is cut off or damaged" in at.line
        await at.press("1", "g", "escape")
        assert at.page == "PreviewPage"
        assert imports.imported == []


async def test_leaving_out_refused_files_can_be_undone_before_it_is_imported() -> None:
    services, imports = import_services()
    async with at_import(services) as at:
        assert "2 files cannot be used: left out" in await at.press(*TO_READY)
        assert "2 files cannot be used: see why" in await at.press("r", "1")
        assert "Go on without them?" in await at.press("g")
        assert imports.imported == []


async def test_where_only_refused_files_were_chosen_each_says_why_and_nothing_is_asked() -> None:
    nothing = Preview(SIX.files[3:5], (), (), (), (), changes=False)
    async with at_import(import_services(DecidedImports(nothing))[0]) as at:
        assert texts.NOTHING_TO_IMPORT in await at.press("a", "g")
        said = await at.press("r")
        assert "exports/brook-changed.zip was changed after it was made" in said
        assert texts.REFUSED_QUESTION not in said


async def test_names_are_two_unless_somebody_says_that_they_are_one() -> None:
    services, imports = import_services()
    async with at_import(services) as at:
        assert "Are these the same team? Mill-Lane Mill Lane" in await at.press("a", "g", "j")
        assert "Choose one, then press Enter." in await at.press("enter")
        assert "Names that look alike: 0 treated as one" in await at.press("n", "enter")
        assert "Names that look alike: 1 treated as one" in await at.press("j", "y", "enter")
        assert imports.looked[-1] == (NEAR, Decided((SIMILAR_TEAMS,)))
        assert "Names that look alike: 0 treated as one" in await at.press("j", "2", "enter")
        assert imports.looked[-1] == (NEAR, Decided())


async def test_no_to_one_pair_of_names_may_be_no_to_all_of_them() -> None:
    many = tuple(SIMILAR_TEAMS._replace(name=f"team-{number}") for number in range(500))
    async with at_import(import_services(DecidedImports(SIX._replace(similar_names=many)))[0]) as at:
        assert "Names that look alike: 500 to decide" in await at.press("a", "g")
        assert "No, and none of the other 499 either" in await at.press("j")
        assert "Names that look alike: 0 treated as one" in await at.press("3", "enter")


async def test_versions_are_decided_one_by_one_and_each_says_what_differs_and_where_it_stands() -> None:
    services, imports = import_services()
    async with at_import(services) as at:
        said = await at.press("a", "g", "v")
        assert "There are two versions of this (1 of 2" in said
        assert "2 From mill-lane-b.zip and this laptop We see this differently, and that is OK" in said
        said = await at.press("1", "enter")
        assert "An action: Put a bench by the gate" in said
        assert texts.NO_DIFFERENCE in said
        assert "In two versions: 1 of 2 decided" in await at.press("4", "enter")
        assert imports.looked[-1] == (NEAR, Decided(keep=(("agreed-1", "w1"),)))


async def test_a_decision_can_be_changed_or_taken_off_before_it_is_imported() -> None:
    services, imports = import_services()
    async with at_import(services) as at:
        await at.press(*TO_READY)
        assert "(•) 2 From mill-lane-b.zip" in await at.press("v")
        assert "In two versions: 1 of 2 decided" in await at.press("3", "enter", "enter")
        assert imports.looked[-1][1].keep == (("action-1", "k3"),)


async def test_esc_among_the_versions_keeps_what_was_said_and_asks_no_more() -> None:
    services, _ = import_services()
    async with at_import(services) as at:
        said = await at.press("a", "g", "v", "1", "enter", "escape")
        assert "In two versions: 1 to decide" in said
        assert "36 new" in said
        assert "An action: Put a bench" in await at.press("g", "2", "n", "enter")


async def test_all_that_is_left_in_two_versions_can_be_left_with_one_answer_and_is_said_in_the_end() -> None:
    many = tuple(AGREED._replace(record=f"agreed-{number}") for number in range(500))
    services, _ = import_services(DecidedImports(SIX._replace(files=SIX.files[:1], similar_names=(), conflicts=many)))
    async with at_import(services) as at:
        assert "There are two versions of this (1 of 500" in await at.press("a", "g", "g")
        assert "Leave this and the other 498 for now" in await at.press("1", "enter")
        said = await at.press("4", "enter", "g")
        assert "499 things are in two versions, and not counted yet." in said


async def test_what_stands_in_two_versions_here_is_offered_and_decided_without_any_file() -> None:
    services, imports = import_services(DecidedImports(here=(AGREED, ACTION)))
    async with at_import(services) as at:
        assert "v Choose between two versions 2 records" in at.line
        assert texts.NOTHING_COUNTED in await at.press("v")
        await at.press("g", "2", "enter", "4", "enter")
        assert "Decided 1 thing is in two versions" in await at.press("g")
        assert imports.imported == [((), Decided(keep=(("agreed-1", "w2"),)))]


async def test_leaving_everything_in_two_versions_writes_nothing() -> None:
    services, imports = import_services(DecidedImports(here=(AGREED,)))
    async with at_import(services) as at:
        await at.press("v", "g", "3", "enter")
        assert at.page == "PreviewPage"
        assert texts.KEEP_DECIDED not in at.line
        assert imports.imported == []


async def test_with_nothing_in_two_versions_that_is_not_offered_and_its_key_says_so() -> None:
    async with at_import(import_services()[0]) as at:
        assert texts.DECIDE_VERSIONS not in at.line
        assert texts.NOTHING_TO_DECIDE in await at.press("v")
