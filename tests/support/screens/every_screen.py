"""Every screen that there is, opened in the app, in one list: a new screen gets one line here, and all tests see it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

from textual.pilot import Pilot

from coreflect.core.errors import Misuse
from coreflect.core.model import Reflection
from coreflect.core.reflections.responses import questions
from coreflect.core.reflections.set_up import first_typed
from coreflect.core.reflections.walkthrough import Walkthrough
from coreflect.services.app import Services
from coreflect.services.settings import Settings
from coreflect.services.sitting import Sitting
from coreflect.tui.app import CoreflectApp
from tests.support.builders.examples import a_draft
from tests.support.builders.four_rounds import four_rounds
from tests.support.screens.every_import_screen import BRINGING
from tests.support.screens.every_meeting_screen import MEETING, meeting_page
from tests.support.screens.home_services import home_services
from tests.support.screens.shown import unhurried


@dataclass
class Package:
    """The app with one screen open, and what stands behind it."""

    app: CoreflectApp
    pilot: Pilot[None]
    services: Services
    reflection: Reflection

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    @property
    def sitting(self) -> Sitting:
        """Somebody who has chosen the second answer to the first question."""
        asked = questions(self.reflection, self.services.workspace.banks(self.reflection.id))
        draft = a_draft(round=self.reflection.id, choices=((asked[0].key, asked[0].scale.level_ids[1]),))
        return Sitting(
            self.services, self.reflection, Walkthrough(asked, draft, frozenset({"garden"})), words="lantern river"
        )


Open = Callable[[Package], Awaitable[None]]


def keys(*pressed: str) -> Open:
    """The screen that these keys open from the first one."""

    async def go(opened: Package) -> None:
        await opened.press(*pressed)

    return go


async def _read_back(opened: Package) -> None:
    from coreflect.tui.home.set_up import SetUpPage

    start = first_typed("2026-05-12", opened.services.shelf.banks())
    typed = replace(start, team_name="Mill Lane", about="the day centre", contact="Ana", invited="10")
    opened.app.push_screen(SetUpPage(opened.services, typed))
    await opened.pilot.pause()
    await opened.press("f2")


async def _question(opened: Package) -> None:
    from coreflect.tui.answering.question import QuestionPage

    opened.app.push_screen(QuestionPage(opened.sitting, opened.services.workspace.place()))
    await opened.pilot.pause()


def _from_question(*pressed: str) -> Open:
    async def go(opened: Package) -> None:
        await _question(opened)
        await opened.press(*pressed)

    return go


async def _finishing(opened: Package) -> None:
    from coreflect.tui.answering.jump_list import FinishingPage

    await _question(opened)
    opened.app.push_screen(FinishingPage(opened.sitting))
    await opened.pilot.pause()


async def _code(opened: Package, *pressed: str) -> None:
    await _finishing(opened)
    await opened.press("k", *pressed)


async def _hand_over(opened: Package) -> None:
    from coreflect.tui.answering.session import HandOverPage

    opened.app.push_screen(HandOverPage(resting=True))
    await opened.pilot.pause()


async def _look_back(opened: Package) -> None:
    await opened.press("l")
    await opened.app.workers.wait_for_complete()


def _look_back_at_four(*pressed: str) -> Open:
    async def go(opened: Package) -> None:
        from coreflect.reporting.look_back import teams
        from coreflect.tui.meeting.look_back import LookBackTeamPage

        (team,) = teams(four_rounds())
        opened.app.push_screen(LookBackTeamPage(opened.services, team))
        await opened.pilot.pause()
        await opened.press(*pressed)

    return go


async def _toast(opened: Package) -> None:
    opened.app.say(Misuse("That cannot be done.", "Try the other one."))
    await opened.pilot.pause()


async def _forgotten(opened: Package) -> None:
    await opened.press("m", "4", "2", *"forget", "enter")
    await opened.app.workers.wait_for_complete()
    await opened.pilot.pause()


async def _taken_out(opened: Package) -> None:
    await _forgotten(opened)
    await opened.press("escape", "m")


async def _day_has_come(opened: Package) -> None:
    for reflection in opened.services.workspace.rounds()[:2]:
        opened.services.workspace.put(replace(reflection, keep_until="2026-05-12"))
    await opened.press("v", "q")


TO_WORDS = ("enter", "enter", "1", "enter", "1", "enter", "1", "enter", "2", "enter")
SCREENS: dict[str, Open] = {
    "home": keys(),
    "home-said": keys("w", "n", "o", "enter"),
    "home-faults": keys("f"),
    "said-in-a-corner": _toast,
    "palette": keys("ctrl+p"),
    "colours": keys("f3"),
    "open-file": keys("o"),
    "open-file-refused": keys("o", "a", "enter"),
    "reader": keys("v"),
    "look-back": _look_back,
    "look-back-team": _look_back_at_four(),
    "look-back-item": _look_back_at_four("enter", "space"),
    "round-card": keys("m"),
    "mend": keys("m", "4", "1"),
    "forget": keys("m", "4", "2"),
    "forget-refused": keys("m", "4", "2", "a", "enter"),
    "forget-done": _forgotten,
    "taken-out": _taken_out,
    "day-has-come": _day_has_come,
    "delete": keys("down", "m", "4", "2"),
    "set-up": keys("n"),
    "set-up-fault": keys("n", "f2"),
    "set-up-end": keys("n", "shift+tab"),
    "set-up-read-back": _read_back,
    "welcome": keys("enter"),
    "helper": keys(*TO_WORDS[:2]),
    "perspective": keys(*TO_WORDS[:4]),
    "wording": keys(*TO_WORDS[:6]),
    "practice": keys(*TO_WORDS[:8]),
    "practice-urged": keys(*TO_WORDS[:8], "enter"),
    "words-given": keys(*TO_WORDS),
    "bank-intro": keys(*TO_WORDS, "enter"),
    "question": _question,
    "question-urged": _from_question("enter", "enter"),
    "jump-list": _from_question("g"),
    "note": _from_question("c"),
    "note-selected": _from_question("c", "a", "b", "shift+left"),
    "help": _from_question("question_mark"),
    "page-help": keys("f1"),
    "leaving": _from_question("q"),
    "hidden": _from_question("full_stop", "a"),
    "finishing": _finishing,
    "code": _code,
    "code-given": lambda opened: _code(opened, "2", "enter"),
    "code-typed": lambda opened: _code(opened, "3", "enter"),
    "code-refused": lambda opened: _code(opened, "3", "enter", "a", "b", "enter"),
    "hand-over": _hand_over,
    **BRINGING,
}


EVERY = (*SCREENS, *MEETING)
"""The name of each, those of the meeting last."""


@asynccontextmanager
async def opened(
    name: str, *, size: tuple[int, int] = (80, 24), theme: str = "", settings: Settings | None = None
) -> AsyncIterator[Package]:
    """The app with this screen open."""
    if name in MEETING:
        services, page, pressed = meeting_page(name)
        reflection = services.workspace.rounds()[0]
    else:
        services, workspace = home_services(reflections=3)
        workspace.unreadable = ("rounds/x/round.json is damaged.",) if name == "home-faults" else ()
        page, pressed, reflection = None, (), workspace.rounds()[0]
    app = CoreflectApp(services, timing=unhurried(), settings=settings, theme=theme)
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        at = Package(app, pilot, services, reflection)
        if page is None:
            await SCREENS[name](at)
        else:
            app.push_screen(page)
            await pilot.pause()
            await app.workers.wait_for_complete()
            await at.press(*pressed)
        await pilot.pause()
        yield at
