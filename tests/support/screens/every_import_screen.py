"""Every page on which files are brought together, as keys to press from its first; `every_screen` opens them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from threading import Event
from typing import TYPE_CHECKING, Protocol

from textual.pilot import Pilot

from coreflect.core.merging.importing import NOTHING_DECIDED, Preview, Progress
from coreflect.tui.app import CoreflectApp
from tests.support.builders.import_services import SIX, DecidedImports, import_services
from tests.support.screens.home_services import until

if TYPE_CHECKING:
    from coreflect.core.merging.importing import OnProgress


class At(Protocol):
    """The app with a screen open."""

    app: CoreflectApp
    pilot: Pilot[None]


Open = Callable[[At], Awaitable[None]]


async def settled(at: At) -> None:
    """Wait until nothing is being done beside the page any more."""
    await at.pilot.pause()
    while any(worker.is_running for worker in at.app.workers):
        await at.app.workers.wait_for_complete()
        await at.pilot.pause()


def keys(*pressed: str, preview: Preview = SIX) -> Open:
    """The page that these keys open from the first one, each when what the one before began is done."""

    async def go(at: At) -> None:
        from coreflect.tui.importing.choose_files import ImportPage

        imports = DecidedImports(preview, here=preview.conflicts)
        imports.imported.append((("before.zip",), NOTHING_DECIDED))
        at.app.push_screen(ImportPage(import_services(imports)[0]))
        await settled(at)
        for key in pressed:
            await at.pilot.press(key)
            await settled(at)

    return go


async def _at_work(at: At) -> None:
    from coreflect.tui.importing.work import ProgressCard

    at.app.push_screen(ProgressCard("Looking at the files", never_done, unshown=0.0, seconds=lambda: 0.0))
    await until(at.pilot, "120 of 500")


def never_done(on_progress: OnProgress) -> None:
    """Something that is as far as it gets, until it is stopped."""
    while not Event().wait(0.005):
        on_progress(Progress(120, 500, "looking at the files"))


TO_ALIKE = ("a", "g", "g", "2")
TO_VERSIONS = (*TO_ALIKE, "y", "enter")
TO_READY = (*TO_VERSIONS, "1", "enter", "3", "enter")
BRINGING: dict[str, Open] = {
    "bring": keys("space"),
    "bring-preview": keys("a", "g"),
    "bring-refused": keys("a", "g", "r"),
    "bring-alike": keys(*TO_ALIKE, "n"),
    "bring-versions": keys(*TO_VERSIONS, "2"),
    "bring-done": keys(*TO_READY, "g"),
    "bring-taken-back": keys(*TO_READY, "g", "u", "2"),
    "bring-at-work": _at_work,
}
"""Each page: how it is reached."""
