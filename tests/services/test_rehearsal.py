"""A rehearsal is the whole app on made-up teams; it says that nothing is kept, and nothing is."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from coreflect.banks.shelf import Shelf
from coreflect.core.texts.answering import welcome
from coreflect.core.texts.home import REHEARSAL
from coreflect.services.app import Services, services_of
from coreflect.services.rehearsal import PREFIX, fill, rehearsal, rehearsal_folder, rehearsal_workspace
from coreflect.tui.app import CoreflectApp
from tests.support.screens.home_services import until
from tests.support.screens.shown import shown, unhurried
from tests.support.screens.typed_keys import at_home


def during(look: Callable[[Services], None]) -> None:
    with rehearsal() as services:
        look(services)


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The system's folder for what goes away, here one of the test's own."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_the_first_round_of_each_team_has_been_looked_at_and_the_second_is_half_answered(temporary: Path) -> None:
    seen: dict[tuple[str, str], tuple[str, int, int, int]] = {}

    def look(services: Services) -> None:
        for reflection in services.workspace.rounds():
            turnout = services.workspace.turnout(reflection.id)
            items = len(services.results.published(reflection.id).items) if reflection.privacy == "private" else -1
            when = "today" if reflection.date == services.clock.today() else "before"
            seen[reflection.team, when] = (reflection.state, turnout.begun, turnout.finished, items)

    during(look)
    assert seen == {
        ("lantern-street", "before"): ("revealed", 11, 11, 10),
        ("lantern-street", "today"): ("running", 7, 6, 0),
        ("marmalade-quay", "before"): ("revealed", 7, 7, -1),
        ("marmalade-quay", "today"): ("running", 5, 4, -1),
    }


def test_the_room_has_talked_and_the_next_round_can_open_with_its_action(temporary: Path) -> None:
    def look(services: Services) -> None:
        before = next(
            one for one in services.workspace.rounds() if one.state == "revealed" and one.privacy == "private"
        )
        kinds = {row.kind for row in services.workspace.room(before.id)}
        assert kinds == {"to-talk", "agreed"}
        assert len(services.workspace.room_notes(before.id)) == 1
        (action,) = services.workspace.actions("lantern-street")
        assert (action.round, action.progress, action.happened) == (before.id, "to-do", "")
        assert action.who != action.checked_by

    during(look)


def test_the_story_s_two_words_open_somebody_s_unfinished_answers(temporary: Path) -> None:
    def look(services: Services) -> None:
        found = services.workspace.returning("lantern quay")
        assert found is not None
        assert found.draft is not None
        assert found.finished is None
        assert 0 < len(found.draft.choices) < 10

    during(look)


def test_everything_is_gone_afterwards_files_for_other_laptops_too(temporary: Path) -> None:
    here = Path.cwd()

    def look(services: Services) -> None:
        (reflection, *_) = services.workspace.rounds()
        written = Path(services.packages.write_export(reflection))
        assert written.is_file()
        assert temporary in written.resolve().parents
        (folder,) = temporary.iterdir()
        assert folder.stat().st_mode & 0o077 == 0

    during(look)
    assert Path.cwd() == here
    assert list(temporary.iterdir()) == []


def test_it_goes_away_whatever_ends_it(temporary: Path) -> None:
    def look(_: Services) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        during(look)
    assert list(temporary.iterdir()) == []


def test_what_a_dead_laptop_left_is_cleared_once_it_is_older_than_a_day(temporary: Path) -> None:
    old, young, other = temporary / f"{PREFIX}old", temporary / f"{PREFIX}young", temporary / "other"
    for folder in (old, young, other):
        (folder / "workspace").mkdir(parents=True)
    long_ago = time.time() - 3 * 24 * 60 * 60
    for folder in (old, other):
        os.utime(folder, (long_ago, long_ago))
    with rehearsal_folder():
        assert [old.exists(), young.exists(), other.exists()] == [False, True, True]


def test_both_faces_say_that_it_is_a_rehearsal(temporary: Path) -> None:
    def look(services: Services) -> None:
        said = at_home(services)
        assert REHEARSAL in said
        assert "Everything is kept" not in said.text
        (reflection, *_) = services.workspace.rounds()
        assert "on this laptop, until this rehearsal is closed" in " ".join(
            welcome(reflection, 10, services.workspace.place())
        )

    during(look)


async def test_the_first_page_of_the_full_screen_says_so(temporary: Path) -> None:
    with rehearsal_folder() as folder:
        services = services_of(rehearsal_workspace(folder), Shelf())
        fill(services, Shelf().banks())
        app = CoreflectApp(services, timing=unhurried())
        async with app.run_test(size=(80, 24)) as pilot:
            await until(pilot, "looked at together")
            assert REHEARSAL in shown(app)


def test_another_thread_works_in_the_rehearsal_as_well(temporary: Path) -> None:
    with rehearsal() as services:
        again = services.for_another_thread()
        assert again.workspace is not services.workspace
        assert again.workspace.place() == services.workspace.place()
        assert again.workspace.rounds() == services.workspace.rounds()
