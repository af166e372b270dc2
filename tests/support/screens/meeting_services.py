"""The pages of the meeting in a test: services with one reflection, and somebody at a page with its keys."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

from textual.pilot import Pilot
from textual.screen import Screen

from coreflect.core.banks.bank import Bank
from coreflect.core.model import Action, Reflection
from coreflect.core.reflections.responses import Question, questions
from coreflect.services.app import Services
from coreflect.tui.app import CoreflectApp
from tests.support.builders import talking
from tests.support.builders.examples import a_round, bank, words
from tests.support.builders.services import TemporaryWorkspace, some_services
from tests.support.screens.shown import shown, unhurried

USUAL, WIDE, SMALL = (80, 24), (120, 40), (60, 20)
HOSTILE = "[/ops] \x1b[31m\u202eطيف [red]"
AS_SHOWN = "[/ops] �[31m�طيف [red]"


def name_of(size: tuple[int, int]) -> str:
    """A size as it stands in the name of a golden."""
    return f"{size[0]}x{size[1]}"


def hostile_bank() -> Bank:
    """The garden bank with a first question that would hurt a terminal."""
    one = bank()
    first, *others = one.sections
    hostile = replace(first.items[0], text=words(HOSTILE))
    return replace(one, sections=(replace(first, items=(hostile, *first.items[1:])), *others))


def room_services(
    reflection: Reflection | None = None, *banks: Bank
) -> tuple[Services, TemporaryWorkspace, Reflection, tuple[Question, ...]]:
    """Services whose workspace holds one reflection, that workspace, the reflection and its questions."""
    reflection = reflection or a_round()
    asked = banks or (bank(),)
    services, workspace = some_services(reflection, *asked)
    return services, workspace, reflection, questions(reflection, asked)


def an_action(**changes: Any) -> Action:
    """An action on the first question, that nobody has said anything of yet."""
    return talking.an_action(**({"item": "garden-1-1"} | changes))


@dataclass
class AtPage:
    """Somebody at a page of the meeting: the app, its pilot, and what the page gave when it was closed."""

    app: CoreflectApp
    pilot: Pilot[None]
    given: list[object]

    @property
    def screen(self) -> str:
        return shown(self.app)

    @property
    def line(self) -> str:
        """What stands on the screen, its lines joined and frames left out."""
        return " ".join(self.screen.replace("▌", " ").replace("│", " ").split())

    async def press(self, *keys: str) -> str:
        """Press keys, and return what then stands on the screen."""
        await self.pilot.press(*keys)
        await self.pilot.pause()
        await self.pilot.pause()
        return self.screen

    async def type(self, text: str) -> str:
        """Type text into the field in hand, as a paste does."""
        field = self.app.focused
        insert = getattr(field, "insert_text_at_cursor", None) or getattr(field, "insert", None)
        assert insert, f"{field} takes no text"
        insert(text)
        return await self.press()


@asynccontextmanager
async def at_page(services: Services, page: Screen[Any], size: tuple[int, int] = USUAL) -> AsyncIterator[AtPage]:
    """Stand at this page."""
    app = CoreflectApp(services, None, unhurried())
    given: list[object] = []
    async with app.run_test(size=size) as pilot:
        app.push_screen(page, given.append)
        await pilot.pause()
        await pilot.pause()
        yield AtPage(app, pilot, given)
