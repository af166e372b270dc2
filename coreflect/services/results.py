"""Returns what a reflection may show at this moment, from the workspace and all imported files, and reveals it.

All results come from `analysis.published`. Only the turnout is counted without it, and without pandas.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from coreflect.analysis import published
from coreflect.core.errors import CoreflectError
from coreflect.core.merging.revisions import resolution
from coreflect.core.reflections.responses import Turnout
from coreflect.services.all_records import AllRecords
from coreflect.services.imported_reflections import StoredReflection, from_records, open_here
from coreflect.services.revealing import TurnoutChanged, published_round, revealed_now, rounds_until
from coreflect.services.shown_counts import counted_for_reveal, store_missing_shown_counts

if TYPE_CHECKING:
    from coreflect.core.model import Reflection
    from coreflect.core.ports import Ids
    from coreflect.core.results import Published, PublishedRound
    from coreflect.package.package import MergedPackages
    from coreflect.workspace.workspace import Workspace


class Results:
    """The results of every reflection; each look reads what is stored now, and the first one loads pandas."""

    def __init__(self, workspace: Workspace, ids: Ids) -> None:
        self._workspace = workspace
        self._ids = ids
        self._records = AllRecords(workspace)

    def published(self, round_id: str) -> PublishedRound:
        """Give a reflection as the room may see it. Before a private one is revealed it holds no items.

        Raises:
            Misuse: there is no such reflection.
        """
        return self.rounds_until(round_id)[-1]

    def rounds_until(self, round_id: str) -> tuple[PublishedRound, ...]:
        """Give a reflection after the earlier ones of its team, the oldest first, as the room may see them.

        Raises:
            Misuse: there is no such reflection.
        """
        return rounds_until(self._merged(self._workspace.round(round_id)), round_id)

    def with_room(self, reflection: Reflection) -> tuple[StoredReflection, PublishedRound]:
        """Give a reflection with what its room settled, and as the room may see it."""
        merged = self._merged(reflection)
        return from_records(merged.records, reflection), published_round(merged, reflection.id)

    def side_by_side(self) -> Published:
        """Give every reflection, own or imported, by team, then date, as the room may see it."""
        return published(self._records.merged())

    def turnout(self, round_id: str) -> Turnout:
        """Count how many have begun and finished a reflection, those in imported files among them.

        Files are opened once; where they cannot be read, they are left out.
        """
        begun, finished, withdrawn = self._workspace.people(round_id)
        elsewhere: frozenset[str] = frozenset()
        if round_id not in withdrawn:
            with suppress(CoreflectError):
                elsewhere = self._records.imported_responses(round_id) - withdrawn
        return Turnout(len(begun | elsewhere), len(finished | elsewhere))

    def imported(self) -> tuple[Reflection, ...]:
        """List the reflections that are in imported files and not in the workspace, newest date first."""
        return self._records.imported_reflections()

    def open_here(self, round_id: str) -> Reflection:
        """Store an imported reflection in the workspace, as `imported_reflections.open_here` says and raises."""
        return open_here(self._workspace, round_id, self._records)

    def reveal(self, round_id: str, seen: Turnout | None = None) -> PublishedRound:
        """Fix who is counted, and give the reflection as it may be shown.

        `seen` is how many had begun and finished when the person who reveals was asked.

        Raises:
            Misuse: there is no such reflection, or nobody has finished.
            TurnoutChanged: it is another number than `seen` by now; nothing was changed.
        """
        self._check(round_id, seen)
        while True:
            reflection = self._workspace.round(round_id)
            merged = self._merged(reflection)
            fixed = revealed_now(merged, reflection, self._ids)
            # Another terminal that revealed meanwhile may have shown it: then look again.
            if self._workspace.round(round_id).revision == reflection.revision:
                break
        # Reading takes a while: only now is it known that whoever was read is whoever was shown.
        self._check(round_id, seen)
        store_missing_shown_counts(self._workspace, merged)
        if fixed is not None:
            for record in counted_for_reveal(merged, [fixed]):
                self._workspace.save_shown_counts(record)
            self._workspace.save_round(fixed, ())
        self._workspace.drop_shown_counts(round_id, self._join_reveals(round_id))
        return self.published(round_id)

    def _check(self, round_id: str, seen: Turnout | None) -> None:
        if seen is not None and self.turnout(round_id) != seen:
            raise TurnoutChanged("Meanwhile somebody has begun or finished.")

    def _join_reveals(self, round_id: str) -> tuple[str, ...]:
        """Make one of two reveals in the same moment, so that nothing waits for a decision.

        The one that was stored first is taken, since its terminal may have shown it before it could know of the other.
        The joined revision is made from both, so two terminals that join them make the same. Returns the revisions of
        the others, which nobody has seen.
        """
        found = self._workspace.revisions(round_id)
        without_reveal = {
            replace(reflection, revision="", replaces=(), counted=(), counted_as=(), helped=None, joined=())
            for reflection in found
        }
        if len(found) > 1 and len(without_reveal) == 1 and all(one.state == "revealed" for one in found):
            self._workspace.save_round(resolution(found, found[0].revision), ())
            return tuple(reflection.revision for reflection in found[1:])
        return ()

    def _merged(self, reflection: Reflection) -> MergedPackages:
        """The records of a reflection and of those it is laid side by side with, with all that was imported."""
        return self._records.merged(team_of=reflection).as_read
