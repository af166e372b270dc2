"""Remembers what a room settles in this run of the program, so that the last decision, note or action is taken back.

What was new is removed; what was changed is saved again as it was, as a revision of its own, so that other laptops
agree. A step that another terminal or laptop has changed meanwhile stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from coreflect.core.errors import Misuse
from coreflect.core.model import Action, Note, RoomCount
from coreflect.core.texts import meeting as texts

if TYPE_CHECKING:
    from coreflect.core.ports import Ids
    from coreflect.workspace.workspace import Workspace


class Change(NamedTuple):
    """One record that a step saved, and its rows as they stood before; none where it was new."""

    saved: RoomCount | Note | Action
    before: Sequence[RoomCount | Note | Action]


class Step(NamedTuple):
    """One thing that a room settled: its reflection, what it was in words, and each record that it changed."""

    round: str
    words: str
    changes: tuple[Change, ...]


class Steps:
    """The steps of one workspace, the last one last."""

    def __init__(self, workspace: Workspace, ids: Ids) -> None:
        self._workspace = workspace
        self._ids = ids
        self._steps: list[Step] = []
        self._restored: dict[str, tuple[str, tuple[str, ...]]] = {}
        """For a revision that was brought back: the revision that it came back as, and those that this replaces."""

    def counted(self, words: str, saved: Sequence[RoomCount], before: Sequence[RoomCount]) -> None:
        """Remember a count of the room; one that stood in two versions before cannot be taken back."""
        if len({row.revision for row in before}) <= 1:
            self._steps.append(Step(saved[0].round, words, (Change(saved[0], before),)))

    def noted(self, note: Note, before: Note | None = None) -> None:
        """Remember a note of the room."""
        self._steps.append(Step(note.round, texts.THE_NOTE, (Change(note, [before] if before else ()),)))

    def planned(self, action: Action, before: Action | None = None) -> None:
        """Remember an action, new or changed."""
        change = Change(action, [before] if before else ())
        self._steps.append(Step(action.round, texts.the_action(action.what), (change,)))

    def answered(self, action: Action, before: Action, note: Note) -> None:
        """Remember the answer to whether an action of last time happened, which is kept in both."""
        changes = (Change(note, ()), Change(action, [before]))
        self._steps.append(Step(note.round, texts.the_answer_about(action.what), changes))

    def last(self, team: str) -> Step | None:
        """The last step of this team; None where there is none."""
        teams = {reflection.id: reflection.team for reflection in self._workspace.rounds()} if self._steps else {}
        return next((step for step in reversed(self._steps) if teams.get(step.round) == team), None)

    def take_back(self, team: str) -> str:
        """Take the last step of this team back; returns what to say about it.

        Raises:
            Misuse: there is none.
            CoreflectError: it could not be taken back; it can be tried again.
        """
        step = self.last(team)
        if step is None:
            raise Misuse(texts.NOTHING_TO_TAKE_BACK)
        at = self._steps.index(step)
        if not self._stands(step, team):
            del self._steps[at]
            raise Misuse(texts.changed_since(step.words))
        while step.changes:
            self._undo(step.changes[0])
            step = self._steps[at] = step._replace(changes=step.changes[1:])
        del self._steps[at]
        return texts.taken_back(step.words)

    def _stands(self, step: Step, team: str) -> bool:
        """Whether everything that a step saved is still as the step left it."""
        now = {(row.id, row.revision) for row in self._workspace.room(step.round)}
        now |= {(note.id, note.revision) for note in self._workspace.room_notes(step.round)}
        now |= {(action.id, action.revision) for action in self._workspace.actions(team)}
        return all((saved.id, self._came_back_as(saved)[0]) in now for saved, _ in step.changes)

    def _came_back_as(self, saved: RoomCount | Note | Action) -> tuple[str, tuple[str, ...]]:
        """Return the revision as which a record stands, and those that it replaces, once later steps were undone."""
        revision, replaces = saved.revision, saved.replaces
        while revision in self._restored:
            revision, replaces = self._restored[revision]
        return revision, replaces

    def _undo(self, change: Change) -> None:
        revision, replaces = self._came_back_as(change.saved)
        if not change.before:
            self._workspace.drop_room_record(change.saved.round, change.saved.id, revision)
            return
        new, replaced = self._ids.record(), (*replaces, revision)
        counts: list[RoomCount] = []
        for row in change.before:
            if isinstance(row, Note):
                self._workspace.save_room_note(replace(row, revision=new, replaces=replaced))
            elif isinstance(row, Action):
                self._workspace.save_action(replace(row, revision=new, replaces=replaced))
            else:
                counts.append(replace(row, revision=new, replaces=replaced))
        self._workspace.save_room(counts)
        self._restored[change.before[0].revision] = (new, replaced)
