"""The full-screen face in front of a person, in a test: standing where the test needs it, without the way there."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

from textual.pilot import Pilot

from coreflect.core.banks.bank import Bank
from coreflect.core.model import Reflection
from coreflect.core.reflections.responses import Draft, Finished, questions
from coreflect.core.reflections.walkthrough import Walkthrough
from coreflect.services.app import Services
from coreflect.services.sitting import Sitting
from coreflect.tui.answering.question import QuestionPage
from coreflect.tui.app import CoreflectApp, Timing
from tests.support.builders.bank_files import asked_as
from tests.support.builders.examples import a_draft, a_round, bank
from tests.support.builders.services import TemporaryWorkspace, some_services
from tests.support.screens.shown import shown, unhurried

USUAL = (80, 24)


@dataclass
class AtQuestion:
    """A person at a question: the app, its pilot, and the workspace in which answers are kept."""

    app: CoreflectApp
    pilot: Pilot[None]
    workspace: TemporaryWorkspace
    sitting: Sitting

    @property
    def screen(self) -> str:
        """What stands on the screen."""
        return shown(self.app)

    @property
    def draft(self) -> Draft:
        """The answers as they are kept."""
        return self.workspace.unfinished[self.sitting.walkthrough.draft.response]

    async def press(self, *keys: str) -> str:
        """Press keys, and return what then stands on the screen."""
        await self.pilot.press(*keys)
        await self.pilot.pause()
        return self.screen


def sitting_at(
    *banks: Bank,
    reflection: Reflection | None = None,
    draft: Draft | None = None,
    previous: Finished | None = None,
    introduced: bool = True,
) -> tuple[Services, TemporaryWorkspace, Sitting]:
    """Services, their workspace, and the sitting of a person at a question of these banks (the garden unless given)."""
    asked_banks = banks or (bank(),)
    reflection = replace(reflection or a_round(), banks=tuple(asked_as(each) for each in asked_banks))
    services, workspace = some_services(reflection, *asked_banks)
    draft = workspace.save_draft(draft or a_draft())
    seen = frozenset(each.id for each in asked_banks) if introduced else frozenset()
    walkthrough = Walkthrough(questions(reflection, asked_banks), draft, seen)
    return services, workspace, Sitting(services, reflection, walkthrough, previous, "lantern river")


@asynccontextmanager
async def at_question(
    *banks: Bank,
    reflection: Reflection | None = None,
    draft: Draft | None = None,
    previous: Finished | None = None,
    introduced: bool = True,
    size: tuple[int, int] = USUAL,
    timing: Timing | None = None,
) -> AsyncIterator[AtQuestion]:
    """Stand at the question that the draft has come to, in a round of these banks (the garden bank unless given)."""
    services, workspace, sitting = sitting_at(
        *banks, reflection=reflection, draft=draft, previous=previous, introduced=introduced
    )
    app = CoreflectApp(services, None, timing or unhurried())
    async with app.run_test(size=size) as pilot:
        app.push_screen(QuestionPage(sitting, workspace.place()))
        await pilot.pause()
        yield AtQuestion(app, pilot, workspace, sitting)
