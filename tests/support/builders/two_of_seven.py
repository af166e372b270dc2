"""Seven people without names, two of whom work there, and somebody who comes late: told twice, with other people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from coreflect.core.model import Reflection
from coreflect.core.reflections.responses import Finished, amend, finish, questions
from coreflect.services.app import Services
from tests.support.builders.examples import CountingIds, a_response, a_round, bank
from tests.support.builders.services import TemporaryWorkspace, some_services
from tests.support.builders.talking import an_action

ITEMS = ("garden-1-1", "garden-1-2", "garden-2-1", "garden-2-2")
SHEETS = (
    ("started", "not-yet", "not-sure", "not-yet"),
    ("some-places", "everywhere", "started", "started"),
    ("started", "not-yet", "not-sure", "started"),
    ("started", "everywhere", "not-sure", "some-places"),
    ("some-places", "everywhere", "started", "some-places"),
    ("started", "not-yet", "not-applicable", "started"),
    ("started", "everywhere", "skipped", "started"),
)
LATE = (("not-yet",) * 4, ("everywhere",) * 4)
WORLDS = ((0, 1), (3, 5))
"""Who of the seven works there, in the one telling and in the other; their answers are not alike."""


def told(which: int, *, late: bool = True) -> tuple[Services, TemporaryWorkspace, Reflection]:
    """The meeting after the reveal, and after the late one.

    Everything but who works there, and what the late one said, is the same in both tellings.
    """
    services, workspace = some_services(a_round(invited=7), bank())
    for number, sheet in enumerate(SHEETS):
        _answers(workspace, number, "staff" if number in WORLDS[which] else "carer", sheet)
    services.results.reveal(a_round().id)
    workspace.save_action(an_action())
    if late:
        _answers(workspace, 9, ("leader", "supported")[which], LATE[which])
        workspace.save_helped(a_round().id, "paid")
    return services, workspace, workspace.round(a_round().id)


def changed(workspace: TemporaryWorkspace, number: int, sheet: Sequence[str]) -> None:
    """One of the seven comes back after the reveal and answers otherwise."""
    reflection = workspace.round(a_round().id)
    before = workspace.finished[f"p{number:05d}"]
    asked = questions(reflection, workspace.banks(reflection.id))
    choices = tuple((one.key, level) for one, level in zip(asked, sheet, strict=True))
    draft = workspace.save_draft(replace(amend(before), choices=choices))
    workspace.finish(finish(draft, asked, reflection, before, CountingIds("z")), draft)


def _answers(workspace: TemporaryWorkspace, number: int, perspective: str, sheet: Sequence[str]) -> None:
    response = a_response(number, dict(zip(ITEMS, sheet, strict=True)), perspective=perspective)
    workspace.put_finished(Finished(response, (), (), ""))
