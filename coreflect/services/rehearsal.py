"""Opens a rehearsal: the whole app on the demo's two made-up teams, half a year after they first met.

It is stored in a temporary folder that is removed at the end, so nothing that is done in it stays.
"""

from __future__ import annotations

import shutil
import signal
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import chdir, contextmanager, suppress
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import NoReturn

from coreflect.banks.shelf import Shelf
from coreflect.core.banks.bank import ShelvedBank
from coreflect.core.meeting.actions import Planned, new_action
from coreflect.core.meeting.room import DIFFERENTLY, agreed, to_talk
from coreflect.core.model import Note
from coreflect.core.ports import Ids
from coreflect.core.reflections.responses import Draft, Place
from coreflect.core.results import PublishedRound
from coreflect.reporting.agenda import agenda, item_key
from coreflect.services.app import Services, services_of
from coreflect.services.demo import SEED, SeededIds, StoryRound, rounds
from coreflect.workspace.ids import SystemIds
from coreflect.workspace.workspace import Workspace

PREFIX = "coreflect-rehearsal-"
HALF_A_YEAR = 182
DAY_IN_SECONDS = 24 * 60 * 60
HUNG_UP = 129
WAS_SAID = "Some of us are asked before, some after. We had not noticed."
WILL_DO = (
    "Ask everyone who is new what they are good at, over a cup of tea",
    "Two of us who work here",
    "the end of next month",
    "Someone who was new last month",
)
"""What, who, by when, and who will check that it is done."""


class RehearsalWorkspace(Workspace):
    """A workspace whose place says that it is a rehearsal."""

    def place(self) -> Place:
        return super().place()._replace(rehearsal=True)


@contextmanager
def rehearsal() -> Iterator[Services]:
    """Open the services of a rehearsal on the two made-up teams, and remove everything at the end.

    Files that are written meanwhile go into the same folder, and are removed with it.
    """
    with rehearsal_folder() as folder, chdir(folder):
        services = services_of(rehearsal_workspace(folder), Shelf())
        fill(services, services.shelf.banks())
        yield services


def rehearsal_workspace(folder: Path) -> Workspace:
    """Open an empty workspace of a rehearsal in this folder."""
    return RehearsalWorkspace(folder / "workspace", shared=False, ids=SystemIds())


@contextmanager
def rehearsal_folder() -> Iterator[Path]:
    """Make a folder for its owner alone and remove it at the end, even if the terminal window is closed.

    Also removes folders older than a day, which rehearsals leave behind when a laptop is switched off.
    """
    for leftover in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError):
            if not leftover.is_symlink() and leftover.stat().st_mtime < time.time() - DAY_IN_SECONDS:
                shutil.rmtree(leftover)
    hang_up = getattr(signal, "SIGHUP", None)
    before = signal.signal(hang_up, _exit) if hang_up else None
    try:
        with tempfile.TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True) as folder:
            yield Path(folder).resolve()
    finally:
        if hang_up:
            signal.signal(hang_up, before)


def fill(services: Services, banks: Sequence[ShelvedBank]) -> None:
    """Store the reflections of the two made-up teams.

    Each team had its first one half a year ago and talked about it; half of the answers to today's are already there.
    """
    chance = Random(SEED)  # noqa: S311 - a story, not a secret
    ids = SeededIds(chance)
    for met in rounds(banks, chance, ids, _days(services.clock.today())):
        services.workspace.save_round(met.made.reflection, met.made.bank_files)
        if met.is_first:
            _store_answers(services, met, len(met.people))
            _store_meeting(services, met, services.results.reveal(met.made.reflection.id), ids)
        else:
            _store_answers(services, met, len(met.people) // 2)
            _store_draft(services, met, ids)


def _store_answers(services: Services, met: StoryRound, many: int) -> None:
    """Store the finished answers of the first so many people."""
    for person in met.people[:many]:
        response = person.response
        draft = Draft(response.id, response.round, response.perspective)
        services.workspace.finish(person, services.workspace.save_draft(draft))


def _store_draft(services: Services, met: StoryRound, ids: Ids) -> None:
    """Store the answers of one more person who stopped half way, and can come back with the story's two words."""
    reflection = met.made.reflection
    words = services.workspace.words_mark(reflection.id, " ".join(ids.return_words()))
    answers = met.people[-1].response.answers
    half = len(answers) // 2
    services.workspace.save_draft(
        Draft(
            ids.record(),
            reflection.id,
            "supported",
            choices=tuple(((answer.bank, answer.item), answer.answer) for answer in answers[:half]),
            words=words,
            at=half,
            reached=half,
        )
    )


def _store_meeting(services: Services, met: StoryRound, published: PublishedRound, ids: Ids) -> None:
    """Store what the room chose to talk about, where it stood, what was said, and what it said it would do."""
    round_id = met.made.reflection.id
    order = agenda(published)
    keys = [item_key(item) for item in (*order.sides, *order.differently)[:2]]
    services.workspace.save_room(to_talk(round_id, keys, (), ids))
    for key in keys[:1]:
        services.workspace.save_room(agreed(round_id, key, DIFFERENTLY, (), ids))
    for key in keys[1:]:
        scale = next(question.scale for question in met.asked if question.key == key[:2])
        services.workspace.save_room(agreed(round_id, key, scale.level_ids[1], (), ids))
    bank, item, _ = keys[0] if keys else ("", "", 0)
    services.workspace.save_room_note(Note(ids.record(), ids.record(), (), round_id, bank, item, "", "room", WAS_SAID))
    plan = Planned(*WILL_DO, bank=bank, item=item)
    services.workspace.save_action(new_action(round_id, plan, ids))


def _days(today: str) -> tuple[str, str]:
    return (date.fromisoformat(today) - timedelta(days=HALF_A_YEAR)).isoformat(), today


def _exit(*_: object) -> NoReturn:
    raise SystemExit(HUNG_UP)
