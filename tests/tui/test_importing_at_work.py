"""What takes time runs beside the page: keys answer, Esc stops it, and nothing has changed then."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest
from textual.widgets import ProgressBar
from textual.worker import WorkerFailed

from coreflect.core.errors import Misuse
from coreflect.core.merging.importing import NOTHING_DECIDED, Decided, Imported, Preview, Progress
from coreflect.core.texts import importing as texts
from coreflect.tui.app import CoreflectApp
from coreflect.tui.importing.work import Outcome, ProgressCard
from tests.support.builders.import_services import CLEAN, SIX, DecidedImports, import_services
from tests.support.screens.at_import import AtImport, at_import
from tests.support.screens.every_import_screen import never_done
from tests.support.screens.home_services import home_app, home_services, until
from tests.support.screens.shown import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coreflect.core.merging.importing import OnProgress


@asynccontextmanager
async def at_work(
    work: Callable[[OnProgress], object], **how: Any
) -> AsyncIterator[tuple[AtImport, list[Outcome[Any] | None]]]:
    """Something under way over the first page, and what came of it."""
    app = home_app(home_services(reflections=1)[0])
    given: list[Outcome[Any] | None] = []
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(ProgressCard("Looking at the files", work, **how), given.append)
        await pilot.pause()
        yield AtImport(app, pilot), given


async def ended(at: AtImport, given: list[Any]) -> None:
    """Wait until it is over."""
    while not given:
        await at.app.workers.wait_for_complete()
        await at.pilot.pause()


async def test_it_says_how_far_it_is_in_a_bar_and_in_numbers_and_nothing_moves_by_itself() -> None:
    async with at_work(never_done, unshown=0.0, seconds=lambda: 0.0) as (at, _):
        assert "120 of 500" in await until(at.pilot, "120 of 500")
        bar = at.app.screen.query_one(ProgressBar)
        assert bar.percentage == pytest.approx(0.24)
        assert bar.query_one("Bar").auto_refresh is None
        assert "%" not in shown(at.app)


async def test_before_it_has_told_anything_nothing_moves_either() -> None:
    go = Event()
    async with at_work(lambda _: go.wait(), unshown=0.0) as (at, given):
        await until(at.pilot, "Looking at the files")
        assert at.app.screen.query_one("Bar").auto_refresh is None
        go.set()
        await ended(at, given)


async def test_what_is_over_at_once_shows_nothing_over_the_page() -> None:
    go = Event()
    async with at_work(lambda _: go.wait(), unshown=3600.0) as (at, given):
        seen, background = shown(at.app), at.app.screen.styles.background
        go.set()
        assert texts.LOOKING not in seen
        assert background.a == 0, "the page under it shows"
        await ended(at, given)
        assert given == [Outcome(result=True)]


async def test_once_it_takes_long_it_shows_over_the_whole_page() -> None:
    async with at_work(never_done, unshown=0.001, seconds=lambda: 0.0) as (at, _):
        await until(at.pilot, "120 of 500")
        assert at.app.screen.styles.background.a == 1


async def test_how_long_it_still_takes_is_said_after_a_while() -> None:
    passed = iter(range(0, 10_000, 30))
    async with at_work(never_done, unshown=0.0, seconds=lambda: float(next(passed, 10_000))) as (at, _):
        await until(at.pilot, "left")


@pytest.mark.parametrize("key", ["escape", "q", "ctrl+q"])
async def test_esc_stops_it_and_the_card_stays_until_it_has(key: str) -> None:
    told, go = Event(), Event()

    def work(on_progress: OnProgress) -> None:
        told.set()
        go.wait()
        on_progress(Progress(1, 2, "looking at the files"))

    async with at_work(work, unshown=0.0) as (at, given):
        while not told.is_set():
            await at.pilot.pause()
        await at.pilot.press(key)
        await until(at.pilot, texts.STOPPING)
        assert given == []
        go.set()
        await ended(at, given)
        assert given == [Outcome()]


async def test_what_cannot_be_stopped_says_no_key_for_it_and_ends_as_it_does() -> None:
    go = Event()
    async with at_work(lambda _: go.wait(), unshown=0.0, can_stop=False) as (at, given):
        await at.pilot.press("escape")
        await at.pilot.pause()
        assert "Esc" not in shown(at.app)
        assert texts.STOPPING not in shown(at.app)
        go.set()
        await ended(at, given)
        assert given == [Outcome(result=True)]


async def test_a_help_that_is_open_when_it_ends_is_read_to_its_end_and_then_it_is_over() -> None:
    go = Event()
    async with at_work(lambda _: go.wait(), unshown=0.0) as (at, given):
        await at.pilot.press("f1")
        await until(at.pilot, "Help · Something that takes time")
        go.set()
        await at.app.workers.wait_for_complete()
        await at.pilot.pause()
        assert given == []
        await at.pilot.press("escape")
        await ended(at, given)
        assert given == [Outcome(result=True)]
        assert at.page == "HomePage"


async def test_a_fault_is_what_came_of_it() -> None:
    fault = Misuse("There is no such file.")

    def work(_: OnProgress) -> None:
        raise fault

    async with at_work(work) as (at, given):
        await ended(at, given)
        assert given == [Outcome(fault=fault)]


async def test_a_fault_of_ours_ends_the_program_and_is_told_by_whoever_started_it() -> None:
    def work(_: OnProgress) -> None:
        raise ZeroDivisionError

    app = home_app(home_services()[0])
    with suppress(WorkerFailed, ZeroDivisionError):
        async with app.run_test(size=(80, 24)) as pilot:
            app.push_screen(ProgressCard("Looking at the files", work))
            await until(pilot, "this never comes")
    assert isinstance(app.fault, ZeroDivisionError)


async def test_the_app_ends_while_something_is_under_way() -> None:
    async with at_work(never_done, unshown=0.0):
        pass


class SlowImports(DecidedImports):
    """A bringing-in of which each look at files waits for leave, and heeds when it is stopped."""

    def __init__(self, preview: Preview = SIX) -> None:
        super().__init__(preview)
        self.go = Event()
        self.began = Event()
        self.slow_at_here = False
        self.stopped = 0

    def look(
        self, names: Sequence[str], decided: Decided = NOTHING_DECIDED, on_progress: OnProgress | None = None
    ) -> Preview:
        if names or self.slow_at_here:
            self._wait(on_progress)
        return super().look(names, decided, on_progress)

    def import_files(
        self, names: Sequence[str], decided: Decided = NOTHING_DECIDED, on_progress: OnProgress | None = None
    ) -> Imported:
        self._wait(on_progress)
        return super().import_files(names, decided, on_progress)

    def _wait(self, on_progress: OnProgress | None) -> None:
        self.began.set()
        try:
            while not self.go.wait(0.005):
                if on_progress:
                    on_progress(Progress(1, 2, "looking at the files"))
        except BaseException:
            self.stopped += 1
            raise
        finally:
            self.began.clear()


async def pressed(at: AtImport, key: str, imports: SlowImports) -> None:
    """Press a key, and wait until what it begins is under way."""
    await at.pilot.press(key)
    while not imports.began.is_set():
        await at.pilot.pause()


async def test_looking_is_stopped_and_the_choice_is_as_it_was() -> None:
    imports = SlowImports()
    services, _ = import_services(imports)
    async with at_import(services) as at:
        await at.press("a")
        await pressed(at, "g", imports)
        assert texts.STOPPED in await at.press("escape")
        assert "5 of 5 files chosen" in at.line
        assert at.page == "ImportPage"
        assert imports.stopped == 1


async def test_an_import_is_stopped_and_nothing_is_written_and_it_can_be_begun_again() -> None:
    imports = SlowImports(CLEAN)
    services, _ = import_services(imports)
    imports.go.set()
    async with at_import(services) as at:
        await at.press("a", "g")
        imports.go.clear()
        await pressed(at, "g", imports)
        assert texts.STOPPED in await at.press("escape")
        assert at.page == "PreviewPage"
        assert imports.imported == []
        imports.go.set()
        await at.press("g")
        assert at.page == "ImportedPage"


async def test_a_second_look_is_stopped_and_the_preview_still_stands() -> None:
    imports = SlowImports()
    services, _ = import_services(imports)
    imports.go.set()
    async with at_import(services) as at:
        await at.press("a", "g", "j", "y")
        imports.go.clear()
        await pressed(at, "enter", imports)
        assert texts.STOPPED in await at.press("escape")
        assert "36 new" in at.line
        imports.go.set()
        assert "There are two versions of this" in await at.press("g", "2")


async def test_what_is_only_found_out_beside_the_page_makes_way_for_what_is_asked() -> None:
    imports = SlowImports(CLEAN)
    services, _ = import_services(imports)
    imports.slow_at_here = True
    app = CoreflectApp(services)
    async with app.run_test(size=(80, 24)) as pilot:
        at = AtImport(app, pilot)
        await pressed(at, "i", imports)
        await pilot.press("space")
        assert "1 of 5 files chosen" in at.line
        await pilot.press("g")
        while not imports.stopped:
            await pilot.pause()
        imports.go.set()
        await until(pilot, "28 new")


async def test_leaving_the_page_stops_what_is_found_out_beside_it() -> None:
    imports = SlowImports()
    services, _ = import_services(imports)
    imports.slow_at_here = True
    app = home_app(services)
    async with app.run_test(size=(80, 24)) as pilot:
        at = AtImport(app, pilot)
        await pressed(at, "i", imports)
        await pilot.press("escape")
        await app.workers.wait_for_complete()
        assert imports.stopped == 1
        assert at.page == "HomePage"
