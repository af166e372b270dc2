"""Six real files in the app, by keyboard alone: imported, resolved, undone whole, and imported again."""

from __future__ import annotations

from pathlib import Path

import pytest

from coreflect.cli.wiring import Wiring
from coreflect.core.texts import importing as texts
from tests.support.builders.six_files import BEFORE, MAY, six_files
from tests.support.builders.workspaces import files_in
from tests.support.screens.at_import import AtImport, at_import

PREVIEW = ("a", "g")
DECIDE = ("g", "2", "y", "enter", "2", "enter", "1", "enter")


@pytest.fixture
def wiring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Wiring:
    monkeypatch.chdir(tmp_path)
    six_files(tmp_path / "exports")
    return Wiring(str(tmp_path / "kept"))


def kept(wiring: Wiring) -> dict[str, bytes]:
    return files_in(Path(wiring.services.workspace.place().folder))


async def decided(at: AtImport) -> str:
    """Look at all six, and decide everything that they ask."""
    said = await at.press(*PREVIEW)
    for expected in (
        "4 files, 2 reflections, answers of 14 people: 13 new",
        "2 files cannot be used: see why",
        "Names that look alike: 1 to decide",
        "In two versions: 2 to decide",
    ):
        assert expected in said
    said = await at.press(*DECIDE)
    assert texts.READY in said
    assert "In two versions: 2 of 2 decided" in said
    return said


async def test_six_files_are_imported_resolved_undone_and_imported_again_by_keyboard(wiring: Wiring) -> None:
    services = wiring.services
    before = kept(wiring)
    async with at_import(services) as at:
        await decided(at)
        assert kept(wiring) == before
        assert texts.WHERE_TO_LOOK in await at.press("g")
        assert "in two versions" not in at.line
        brought = set(kept(wiring)) - set(before)
        assert len([name for name in brought if "imports" in name and name.endswith(".zip")]) == 1
        assert {one.round for one in services.results.side_by_side().rounds} == {MAY, BEFORE}

        assert texts.UNDONE in await at.press("u", "2")
        assert kept(wiring) == before
        assert services.results.side_by_side().rounds == ()
        await at.press("enter", "i")
        assert texts.UNDO_LAST not in at.line

        await decided(at)
        await at.press("g", "enter")
        assert at.page == "HomePage"
    (last,) = [services.imports.last()]
    assert last is not None
    assert {team for team, _ in last.rounds} <= {"Mill Lane", "Mill Lanes"}
    assert services.imports.look(()).conflicts == ()


async def test_the_same_six_once_more_bring_nothing_and_write_nothing(wiring: Wiring) -> None:
    async with at_import(wiring.services) as at:
        await decided(at)
        await at.press("g", "enter")
        after = kept(wiring)
        said = await at.press("i", *PREVIEW)
        assert f"{texts.NOTHING_TO_IMPORT} {texts.NOTHING_NEW}" in said
        assert texts.IMPORT_IT not in said
        assert kept(wiring) == after


async def test_what_was_left_in_two_versions_is_decided_later_and_then_no_longer_offered(wiring: Wiring) -> None:
    services = wiring.services
    async with at_import(services) as at:
        await at.press(*PREVIEW, "g", "2", "y", "enter", "4", "enter")
        assert "2 things are in two versions" in await at.press("g")
        said = await at.press("enter", "i")
        assert "v Choose between two versions 2 records" in said
        assert "From files added before" in await at.press("v", "g")
        assert texts.READY in await at.press("1", "enter", "2", "enter")
        assert texts.DECIDED_TITLE in await at.press("g")
        assert texts.DECIDE_VERSIONS not in await at.press("enter", "i")
    assert services.imports.look(()).conflicts == ()


async def test_a_folder_that_is_typed_stands_for_the_files_in_it(wiring: Wiring) -> None:
    async with at_import(wiring.services) as at:
        await at.press("o")
        await at.type("exports")
        assert "4 files, 2 reflections, answers of 14 people: 13 new" in await at.press("enter", "g")


def test_the_plain_face_does_the_same_job_on_the_same_files(wiring: Wiring) -> None:
    from tests.support.screens.typed_keys import at_home

    services = wiring.services
    before = kept(wiring)
    said = at_home(services, "i", "a", "2", "1", "2", "1", "1", "u", "2", "i", "a", "2", "1", "2", "1", "1", "b", "q")
    assert said.code == 0
    assert said.text.count(f"{texts.DONE_TITLE}.\n") == 2
    assert said.text.count(texts.UNDONE) == 1
    assert {one.round for one in services.results.side_by_side().rounds} == {MAY, BEFORE}
    services.imports.undo()
    assert kept(wiring) == before
