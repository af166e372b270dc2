"""Services for the first screen and set-up: no reflections yet, three, or many, with the banks that are shipped."""

from __future__ import annotations

from textual.pilot import Pilot
from textual.widgets import Input

from coreflect.banks.shelf import Shelf
from coreflect.core.reflections.responses import Place
from coreflect.services.app import Services
from coreflect.tui.app import CoreflectApp
from tests.support.builders.examples import a_round, bank
from tests.support.builders.services import TemporaryWorkspace, composed
from tests.support.screens.shown import shown, unhurried

WAITS = 50
HOSTILE = "[/ops] \x1b[31m\u202eطيف [red]"


def home_services(*, place: Place | None = None, reflections: int = 0) -> tuple[Services, TemporaryWorkspace]:
    """Services with so many reflections, the second of them with a hostile name, and their workspace."""
    workspace = TemporaryWorkspace(place)
    for number in range(reflections):
        reflection = a_round(
            id=f"team-{number}-x",
            team_name=HOSTILE if number == 1 else f"Team {number}",
            about="[b]roads[/]" if number == 1 else "the day centre, short breaks",
            date=f"2026-05-{max(1, 28 - number):02}",
        )
        workspace.put(reflection, bank())
    if reflections:
        workspace.put_people("team-0-x", begun=7, finished=5)
    return composed(workspace, Shelf()), workspace


def home_app(services: Services) -> CoreflectApp:
    """The app at its first screen, in which every key counts."""
    return CoreflectApp(services, timing=unhurried())


async def until(pilot: Pilot[None], text: str) -> str:
    """Wait until this text stands on the screen, lines joined and frames left out; returns the whole screen so.

    Raises:
        AssertionError: it never did.
    """
    said = ""
    for _ in range(WAITS):
        await pilot.pause()
        said = " ".join(shown(pilot.app).replace("│", " ").split())
        if text in said:
            return said
    raise AssertionError(f"{text!r} is not in:\n{shown(pilot.app)}")


async def typed(pilot: Pilot[None], text: str) -> None:
    """Put text into the field in hand, as a paste does."""
    assert isinstance(pilot.app.focused, Input)
    pilot.app.focused.insert_text_at_cursor(text)
    await pilot.pause()
