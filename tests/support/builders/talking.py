"""A room before its results: people who answered the garden questions in a few known ways, and pages that follow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual.pilot import Pilot

from coreflect.core.model import Action
from coreflect.core.reflections.responses import Finished
from coreflect.services.app import Services
from tests.support.builders.examples import a_draft, a_response, a_round, bank
from tests.support.builders.services import TemporaryWorkspace, some_services
from tests.support.screens.home_services import until

ALIKE, APART, UNSURE, MIXED = "garden-1-1", "garden-1-2", "garden-2-1", "garden-2-2"

_NOT_YET, _STARTED, _SOME, _EVERYWHERE = "not-yet", "started", "some-places", "everywhere"
_ANSWERS = {
    ALIKE: (_STARTED, _SOME, _STARTED, _STARTED, _SOME, _STARTED, _STARTED),
    APART: (_NOT_YET, _EVERYWHERE, _NOT_YET, _EVERYWHERE, _EVERYWHERE, _NOT_YET, _EVERYWHERE),
    UNSURE: ("not-sure", _STARTED, "not-sure", "not-sure", _STARTED, "not-applicable", "skipped"),
    MIXED: (_NOT_YET, _STARTED, _STARTED, _SOME, _SOME, _STARTED, _STARTED),
}


def finish(workspace: TemporaryWorkspace, people: int, *, perspectives: Sequence[str] = ("carer", "staff")) -> None:
    """Let so many people finish, each in turn from one of these perspectives."""
    for number in range(people):
        answers = {item: given[number % len(given)] for item, given in _ANSWERS.items()}
        perspective = perspectives[number % len(perspectives)]
        response = a_response(number, answers, perspective=perspective)
        workspace.put_finished(Finished(response, (), (), ""))


def begin(workspace: TemporaryWorkspace, people: int) -> None:
    """Let so many people begin."""
    for number in range(people):
        workspace.put_draft(a_draft(response=f"d{number:05d}"))


def a_room(*, people: int = 7, revealed: bool = True, **reflection: Any) -> tuple[Services, TemporaryWorkspace]:
    """The services and the workspace of a room in which so many have finished, with the answers shown or not yet."""
    services, workspace = some_services(a_round(**reflection), bank())
    finish(workspace, people)
    if revealed:
        services.results.reveal(a_round().id)
    return services, workspace


def an_action(number: int = 1, **changes: Any) -> Action:
    """An action on the question that is seen differently."""
    fields: dict[str, Any] = {
        "id": f"kaction{number}",
        "revision": f"kaction{number}a",
        "replaces": (),
        "round": a_round().id,
        "bank": "garden",
        "item": APART,
        "what": "Put a bench by the gate",
        "who": "Priya",
        "due": "the summer fair",
        "checked_by": "Tom",
        "progress": "to-do",
        "happened": "",
        "outcome": "",
    }
    return Action(**(fields | changes))


async def settled(pilot: Pilot[None], text: str) -> str:
    """Wait for what runs in threads, then until this text stands on the screen."""
    await pilot.app.workers.wait_for_complete()
    return await until(pilot, text)
