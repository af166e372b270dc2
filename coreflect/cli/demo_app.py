"""A rehearsal is the whole app on made-up teams, in a folder that goes away when it ends, whatever ends it."""

from __future__ import annotations

import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import chdir, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, NoReturn

from coreflect.core.kept import Place
from coreflect.core.ports import Desk
from coreflect.workspace.store import FolderWorkspace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coreflect.cli.demo_story import Met
    from coreflect.cli.wiring import Wiring
    from coreflect.core.bank import ShelvedBank
    from coreflect.core.ports import Ids
    from coreflect.core.results import PublishedRound

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
"""What, who, by when, and who will say that it is done."""


class RehearsalWorkspace(FolderWorkspace):
    """A workspace that says that nothing in it is kept."""

    def place(self) -> Place:
        return replace(super().place(), rehearsal=True)


def rehearse(wiring: Wiring, *, plain: bool) -> None:
    """Open the app, in the face that is chosen, on the made-up teams; ends the command.

    Files that are written on the way go into the same folder, and go away with it.
    """
    from coreflect.cli.bringing import PackageBringing
    from coreflect.cli.meeting import WorkspaceResults
    from coreflect.cli.post import PackagePost
    from coreflect.workspace.ids import SystemClock, SystemIds

    with rehearsal_folder() as folder, chdir(folder):
        ids, clock, shelf = SystemIds(), SystemClock(), wiring.shipped_shelf()
        workspace = RehearsalWorkspace(folder / "workspace", shared=False, ids=ids)
        results, bringing = WorkspaceResults(workspace, ids), PackageBringing(workspace)
        desk = Desk(workspace, shelf, PackagePost(workspace), ids, clock, results, bringing)
        fill(desk, shelf.banks())
        wiring.open_rehearsal(desk, plain=plain)


@contextmanager
def rehearsal_folder() -> Iterator[Path]:
    """A folder for its owner alone that goes away, also where the terminal window is closed.

    What a rehearsal left whose laptop went out is cleared by the next one, once it is older than a day.
    """
    for left in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError):
            if not left.is_symlink() and left.stat().st_mtime < time.time() - DAY_IN_SECONDS:
                shutil.rmtree(left)
    hang_up = getattr(signal, "SIGHUP", None)
    before = signal.signal(hang_up, _end) if hang_up else None
    try:
        with tempfile.TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True) as folder:
            yield Path(folder).resolve()
    finally:
        if hang_up:
            signal.signal(hang_up, before)


def fill(desk: Desk, banks: Sequence[ShelvedBank]) -> None:
    """Keep what has happened so far.

    Half a year ago each team had a first round, and talked about it; the second one is today, half answered and unseen.
    """
    from coreflect.cli.demo_story import SEED, SeededIds, rounds

    chance = Random(SEED)  # noqa: S311 - a story, not a secret
    ids = SeededIds(chance)
    for met in rounds(banks, chance, ids, _days(desk.clock.today())):
        desk.workspace.keep_round(met.made.facts, met.made.bank_files)
        if met.is_first:
            _answered(desk, met, len(met.people))
            _talked(desk, met, desk.results.reveal(met.made.facts.id), ids)
        else:
            _answered(desk, met, len(met.people) // 2)
            _begun(desk, met, ids)


def _answered(desk: Desk, met: Met, many: int) -> None:
    """The first so many people have finished."""
    from coreflect.core.responses import Draft

    for person in met.people[:many]:
        response = person.response
        draft = Draft(response.id, response.round, response.perspective)
        desk.workspace.finish(person, desk.workspace.keep_draft(draft))


def _begun(desk: Desk, met: Met, ids: Ids) -> None:
    """One more person has stopped half way, and can come back with the story's two words."""
    from coreflect.core.responses import Draft

    facts = met.made.facts
    words = desk.workspace.words_mark(facts.id, " ".join(ids.return_words()))
    answers = met.people[-1].response.answers
    half = len(answers) // 2
    desk.workspace.keep_draft(
        Draft(
            ids.record(),
            facts.id,
            "supported",
            choices=tuple(((one.bank, one.item), one.answer) for one in answers[:half]),
            words=words,
            at=half,
            reached=half,
        )
    )


def _talked(desk: Desk, met: Met, shown: PublishedRound, ids: Ids) -> None:
    """What the room chose to talk about, where it stood, what was said, and what it said it would do."""
    from coreflect.core.actions import Planned, new_action
    from coreflect.core.model import Note
    from coreflect.core.room import DIFFERENTLY, agreed, to_talk
    from coreflect.reporting.agenda import agenda

    round_id = met.made.facts.id
    keys = [(one.bank, one.item, one.edition) for one in agenda(shown).differently[:2]]
    desk.workspace.keep_room(to_talk(round_id, keys, (), ids))
    for key in keys[:1]:
        desk.workspace.keep_room(agreed(round_id, key, DIFFERENTLY, (), ids))
    for key in keys[1:]:
        scale = next(one.scale for one in met.asked if one.key == key[:2])
        desk.workspace.keep_room(agreed(round_id, key, scale.level_ids[1], (), ids))
    bank, item, _ = keys[0] if keys else ("", "", 0)
    desk.workspace.keep_room_note(Note(ids.record(), ids.record(), (), round_id, bank, item, "", "room", WAS_SAID))
    plan = Planned(*WILL_DO, bank=bank, item=item)
    desk.workspace.keep_action(new_action(round_id, plan, ids))


def _days(today: str) -> tuple[str, str]:
    from datetime import date, timedelta

    return (date.fromisoformat(today) - timedelta(days=HALF_A_YEAR)).isoformat(), today


def _end(*_: object) -> NoReturn:
    raise SystemExit(HUNG_UP)
