"""Somebody who brings files together in the app, by keyboard alone; each key waits until what it began is done."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from textual.pilot import Pilot
from textual.widgets import Input

from coreflect.services.app import Services
from coreflect.tui.app import CoreflectApp
from tests.support.screens.every_import_screen import settled
from tests.support.screens.shown import shown, unhurried


@dataclass
class AtImport:
    """The app, opened at its first page and led to the page on which files are brought together."""

    app: CoreflectApp
    pilot: Pilot[None]

    @property
    def screen(self) -> str:
        return shown(self.app)

    @property
    def page(self) -> str:
        """The name of the page that is open."""
        return type(self.app.screen).__name__

    @property
    def line(self) -> str:
        """What stands on the screen, its lines joined and frames left out."""
        return " ".join(self.screen.replace("▌", " ").replace("│", " ").split())

    async def press(self, *keys: str) -> str:
        """Press keys, each once the one before has done what it does; returns what stands on the screen then."""
        for key in keys:
            await self.pilot.press(key)
            await settled(self)
        return self.line

    async def type(self, text: str) -> str:
        """Put text into the field in hand, as a paste does."""
        assert isinstance(self.app.focused, Input)
        self.app.focused.insert_text_at_cursor(text)
        await self.pilot.pause()
        return self.line


@asynccontextmanager
async def at_import(services: Services, size: tuple[int, int] = (80, 24)) -> AsyncIterator[AtImport]:
    """Go to the page from home, with its key."""
    app = CoreflectApp(services, None, unhurried())
    async with app.run_test(size=size) as pilot:
        at = AtImport(app, pilot)
        await at.press("i")
        yield at
