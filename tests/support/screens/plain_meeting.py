"""A meeting in plain mode: what is typed in it, and rooms in which people have answered."""

from __future__ import annotations

from collections.abc import Sequence

from coreflect.core.model import Reflection
from coreflect.core.reflections.responses import Finished
from coreflect.plain.app import run_meeting
from coreflect.services.app import Services
from tests.support.builders.examples import a_draft, a_response, a_round, bank
from tests.support.builders.services import TemporaryWorkspace, some_services
from tests.support.screens.typed_keys import Said, heard

ALIKE, APART, UNSURE, MIXED = "garden-1-1", "garden-1-2", "garden-2-1", "garden-2-2"
_ANSWERS = {
    ALIKE: ("started", "some-places", "started", "started", "some-places", "started", "started"),
    APART: ("not-yet", "everywhere", "not-yet", "everywhere", "everywhere", "not-yet", "everywhere"),
    UNSURE: ("not-sure", "started", "not-sure", "not-sure", "started", "not-applicable", "skipped"),
    MIXED: ("not-yet", "started", "started", "some-places", "some-places", "started", "started"),
}


def at_meeting(services: Services, reflection: Reflection, *lines: str) -> Said:
    """Hear these lines in the meeting of this round; then ctrl+c."""
    return heard(lines, lambda terminal: run_meeting(services, reflection, terminal))


def finish(workspace: TemporaryWorkspace, people: int, perspectives: Sequence[str] = ("carer", "staff")) -> None:
    """Let so many people finish, each in turn from one of these perspectives."""
    for number in range(people):
        answers = {item: given[number % len(given)] for item, given in _ANSWERS.items()}
        response = a_response(number, answers, perspective=perspectives[number % len(perspectives)])
        workspace.put_finished(Finished(response, (), (), ""))


def begin(workspace: TemporaryWorkspace, people: int) -> None:
    """Let so many people begin."""
    for number in range(people):
        workspace.put_draft(a_draft(response=f"d{number:05d}"))


def a_room(
    *, people: int = 7, revealed: bool = True, **reflection: object
) -> tuple[Services, TemporaryWorkspace, Reflection]:
    """Services, their workspace, and a reflection in which so many have finished, with the answers shown or not yet."""
    services, workspace = some_services(a_round(**reflection), bank())
    finish(workspace, people)
    if revealed:
        services.results.reveal(a_round().id)
    return services, workspace, workspace.round(a_round().id)
