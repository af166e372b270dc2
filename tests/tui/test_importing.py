"""Files are chosen, looked at, decided on and imported by keyboard alone; nothing is written before that is said."""

from __future__ import annotations

import pytest

from coreflect.core.errors import Misuse, NotSaved
from coreflect.core.merging.importing import (
    Decided,
    FilePreview,
    PeopleCount,
    Preview,
    RoundPreview,
    TwoVersions,
    Version,
)
from coreflect.core.texts import importing as texts
from coreflect.tui.app import CoreflectApp, Timing
from tests.support.builders.import_services import ALL_HERE, CLEAN, NEAR, SIMILAR_TEAMS, DecidedImports, import_services
from tests.support.readers.goldens import Golden
from tests.support.screens.at_import import AtImport, at_import
from tests.support.screens.meeting_services import AS_SHOWN, HOSTILE, SMALL, USUAL, WIDE, name_of

TO_READY = ("a", "g", "g", "2", "y", "enter", "2", "enter", "3", "enter")


@pytest.mark.parametrize("size", [USUAL, SMALL])
async def test_each_page_looks_as_it_did(size: tuple[int, int], golden: Golden) -> None:
    async with at_import(import_services()[0], size) as at:
        await at.press("space", "down")
        golden(f"tui-bring-{name_of(size)}.txt", at.screen)
        await at.press("a", "g")
        golden(f"tui-bring-preview-{name_of(size)}.txt", at.screen)
        await at.press("g")
        golden(f"tui-bring-refused-{name_of(size)}.txt", at.screen)
        await at.press("2", "y")
        golden(f"tui-bring-alike-{name_of(size)}.txt", at.screen)
        await at.press("enter", "2")
        golden(f"tui-bring-versions-{name_of(size)}.txt", at.screen)
        await at.press("enter", "3", "enter")
        golden(f"tui-bring-ready-{name_of(size)}.txt", at.screen)
        await at.press("g")
        golden(f"tui-bring-done-{name_of(size)}.txt", at.screen)


async def test_the_whole_way_writes_once_with_everything_that_was_decided_and_ends_at_home() -> None:
    services, imports = import_services()
    async with at_import(services) as at:
        assert "36 new" in await at.press(*TO_READY)
        assert texts.READY in at.line
        assert imports.imported == []
        assert texts.WHERE_TO_LOOK in await at.press("g")
        decided = Decided((SIMILAR_TEAMS,), (("agreed-1", "w2"), ("action-1", "k3")), without_refused=True)
        assert imports.imported == [(NEAR, decided)]
        await at.press("enter")
        assert at.page == "HomePage"


async def test_a_file_in_which_nothing_is_to_be_decided_is_imported_after_one_look() -> None:
    services, imports = import_services(DecidedImports(CLEAN))
    async with at_import(services) as at:
        assert "28 new" in await at.press("enter", "g")
        assert imports.imported == []
        await at.press("enter")
        assert imports.imported == [(NEAR[:1], Decided())]
        assert at.page == "ImportedPage"


async def test_space_and_enter_choose_and_leave_out_and_a_chooses_all_or_none() -> None:
    services, imports = import_services()
    async with at_import(services) as at:
        assert "1 of 5 files chosen" in await at.press("space")
        assert "2 of 5 files chosen" in await at.press("down", "enter")
        assert "1 of 5 files chosen" in await at.press("enter")
        assert "5 of 5 files chosen" in await at.press("a")
        assert "0 of 5 files chosen" in await at.press("a")
        assert texts.CHOOSE_FIRST in await at.press("g")
        assert imports.looked == [((), Decided())]


async def test_another_file_is_typed_and_is_chosen_with_the_others_even_where_enter_was_not_pressed() -> None:
    services, imports = import_services()
    async with at_import(services) as at:
        await at.press("space", "o")
        await at.type('"/media/stick/a b.zip"')
        assert "2 of 6 files chosen" in await at.press("enter")
        assert "[x] /media/stick/a b.zip" in at.line
        await at.press("o")
        await at.type("more")
        await at.press("escape", "g")
        assert imports.looked[-1][0] == (NEAR[0], "/media/stick/a b.zip", "more")


async def test_letters_stay_letters_in_the_field_and_the_arrows_lead_out_of_it() -> None:
    async with at_import(import_services()[0]) as at:
        await at.press("o", "g", "a", "u", "v")
        assert "gauv" in at.line
        assert at.page == "ImportPage"
        await at.press("up", "space")
        assert "1 of 5 files chosen" in at.line


async def test_a_place_without_files_says_so_and_takes_a_typed_one() -> None:
    imports = DecidedImports(CLEAN)
    imports.near = ()
    async with at_import(import_services(imports)[0]) as at:
        assert texts.NO_FILES in at.line
        await at.press("o")
        await at.type("a.zip")
        assert "28 new" in await at.press("enter", "g")


async def test_a_file_that_is_not_there_is_said_and_the_choice_stays() -> None:
    services, imports = import_services()
    async with at_import(services) as at:
        imports.fails = Misuse("There is no file nowhere.zip.", "Check its name.")
        assert "There is no file nowhere.zip." in await at.press("a", "g")
        imports.fails = None
        assert "5 of 5 files chosen" in await at.press("escape")


async def test_what_cannot_be_kept_is_said_and_can_be_tried_again() -> None:
    services, imports = import_services(DecidedImports(CLEAN))
    async with at_import(services) as at:
        await at.press("a", "g")
        imports.fails = NotSaved("The disk is full.", "Make room.")
        assert "The disk is full." in await at.press("g")
        imports.fails = None
        await at.press("escape", "g")
        assert at.page == "ImportedPage"
        assert len(imports.imported) == 1


async def test_with_everything_here_already_that_is_said_and_nothing_can_be_imported() -> None:
    services, imports = import_services(DecidedImports(ALL_HERE))
    async with at_import(services) as at:
        said = await at.press("a", "g")
        assert f"{texts.NOTHING_TO_IMPORT} {texts.ALL_HERE}" in said
        assert texts.IMPORT_IT not in said
        await at.press("g", "r", "j", "v")
        assert at.page == "PreviewPage"
        await at.press("escape")
        assert at.page == "ImportPage"
        assert imports.imported == []


async def test_it_is_undone_whole_from_the_last_page_after_being_asked_once() -> None:
    services, imports = import_services(DecidedImports(CLEAN))
    async with at_import(services) as at:
        said = await at.press("a", "g", "g", "u")
        assert "Undo this? Garden · Tuesday 12 May 2026" in said
        await at.press("enter")
        assert len(imports.imported) == 1
        assert texts.UNDONE in await at.press("u", "2")
        assert imports.imported == []
        assert texts.UNDO_IT not in at.line
        await at.press("escape")
        assert at.page == "HomePage"


async def test_what_came_in_last_is_named_on_the_first_page_and_undone_from_there() -> None:
    services, imports = import_services()
    imports.imported.append((("a.zip",), Decided()))
    async with at_import(services) as at:
        assert "u Undo what was added last Garden · Tuesday 12 May 2026" in at.line
        await at.press("u", "escape")
        assert len(imports.imported) == 1
        assert texts.UNDONE in await at.press("u", "2")
        assert imports.imported == []
        assert texts.UNDO_LAST not in at.line
        assert "Nothing has been added, so there is nothing to undo." in await at.press("u")


async def test_a_line_of_the_preview_can_be_read_in_sentences() -> None:
    async with at_import(import_services()[0]) as at:
        said = await at.press("a", "g", "end", "enter")
        assert "One file exports/mill-lane-b.zip answers of 22 people" in said
        await at.press("escape", *["up"] * 6, "enter")
        assert "The larger holds." in at.line


async def test_a_folder_that_cannot_be_read_is_said_and_stops_nothing() -> None:
    services, imports = import_services()
    imports.fails = Misuse("imports/a.zip is damaged.", "Move it away.")
    async with at_import(services) as at:
        assert "imports/a.zip is damaged. Move it away." in at.line
        assert "1 of 5 files chosen" in await at.press("space")


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_any_text_stays_text_on_every_page(size: tuple[int, int]) -> None:
    long = f"{HOSTILE} {'x' * 300}"
    versions = tuple(Version(revision, (long, HOSTILE), (long, HOSTILE)) for revision in ("v1", "v2"))
    preview = Preview(
        (FilePreview(long, 3), FilePreview(HOSTILE, 0, f"{HOSTILE} is cut off.", refused=True)),
        (RoundPreview(long, "r", HOSTILE, 3, 0, 0, 0, 2),),
        (SIMILAR_TEAMS._replace(label=HOSTILE, same_as_label=long),),
        (TwoVersions("record", long, versions),),
        (long,),
        changes=True,
    )
    imports = DecidedImports(preview)
    imports.near = (long, HOSTILE)
    async with at_import(import_services(imports)[0], size) as at:
        assert AS_SHOWN in at.line
        seen = [await at.press(*keys) for keys in (("a",), ("g",), ("g",), ("2",), ("y", "enter"), ("2", "enter"))]
        assert all(AS_SHOWN in one for one in seen)
        assert AS_SHOWN in await at.press("g")
        await at.press("end", "enter")
        assert at.page == "ChoiceCard"
        assert "\x1b" not in at.screen
        assert "\u202e" not in at.screen


@pytest.mark.parametrize("size", [SMALL, pytest.param(USUAL, marks=pytest.mark.slow)])
async def test_five_hundred_files_and_reflections_leave_what_can_be_done_in_view(size: tuple[int, int]) -> None:
    files = tuple(FilePreview(f"exports/{number:03}.zip", 9) for number in range(500))
    rounds = tuple(
        RoundPreview(f"Team {number:03}", f"r{number}", "2026-05-12", 9, 0, 0, 0, 0, PeopleCount(5))
        for number in range(500)
    )
    imports = DecidedImports(Preview(files, rounds, (), (), (), changes=True))
    imports.near = tuple(one.name for one in files)
    async with at_import(import_services(imports)[0], size) as at:
        assert "Another file or folder" in at.line
        assert "500 of 500 files chosen" in await at.press("a")
        said = await at.press("g")
        assert "500 files, 500 reflections, answers of 2,500 people: 2,500 new" in said
        assert "g Add it" in said
        assert "exports/499.zip" in await at.press("end")
        assert "u Undo it" in await at.press("g")
        assert len(imports.imported[0][0]) == 500


@pytest.mark.parametrize("key", ["escape", "q"])
async def test_esc_and_q_close_each_page_and_write_nothing(key: str) -> None:
    services, imports = import_services()
    async with at_import(services) as at:
        await at.press("a", "g", key)
        assert at.page == "ImportPage"
        await at.press(key)
        assert at.page == "HomePage"
        assert imports.imported == []


async def test_a_hidden_page_comes_back_as_it_was() -> None:
    async with at_import(import_services()[0]) as at:
        await at.press("space")
        before = at.screen
        assert "Is it only you?" in await at.press("f12", "x")
        await at.press("y")
        assert at.screen == before


@pytest.mark.parametrize("key", ["g", "space", "a", "enter"])
async def test_a_key_that_is_held_counts_once_and_never_brings_in_what_was_not_seen(key: str) -> None:
    services, imports = import_services(DecidedImports(CLEAN))
    seconds = [0.0]
    app = CoreflectApp(services, timing=Timing(now=lambda: seconds[0]))
    async with app.run_test(size=(80, 24)) as pilot:
        at = AtImport(app, pilot)
        await at.press("i", *(("space",) if key == "g" else ()))
        seconds[0] = 10.0
        await at.press(key, key, key)
        assert at.page == ("PreviewPage" if key == "g" else "ImportPage")
        assert key == "g" or "0 of 5 files chosen" not in at.line
        assert imports.imported == []
