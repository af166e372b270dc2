"""Remembers what a room settles in this run of the program, so that the last decision, note or action is taken back.

What was new is removed; what was changed is saved again as it was, as a revision of its own, so that other laptops
agree. A step that another laptop has changed meanwhile stays.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from coreflect.core.errors import Misuse
from coreflect.core.texts import meeting as texts

if TYPE_CHECKING:
    from coreflect.core.model import Action, Note, RoomCount
    from coreflect.core.ports import Ids
    from coreflect.workspace.workspace import Workspace


class Step(NamedTuple):
    """One thing that a room settled: its reflection, what it was in words, and what takes each record back."""

    round: str
    words: str
    undo: tuple[Callable[[], None], ...]


class Steps:
    """The steps of one workspace, the last one last."""

    def __init__(self, workspace: Workspace, ids: Ids) -> None:
        self._workspace = workspace
        self._ids = ids
        self._steps: list[Step] = []

    def counted(self, words: str, saved: Sequence[RoomCount], before: Sequence[RoomCount]) -> None:
        """Remember a count of the room; one that stood in two versions before cannot be taken back."""
        first = saved[0]
        if len({row.revision for row in before}) > 1:
            return

        def undo() -> None:
            if not before:
                self._workspace.drop_room_record(first.round, first.id, first.revision)
                return
            revision, replaces = self._ids.record(), (*first.replaces, first.revision)
            self._workspace.save_room([replace(row, revision=revision, replaces=replaces) for row in before])

        self._steps.append(Step(first.round, words, (undo,)))

    def noted(self, note: Note, before: Note | None = None) -> None:
        """Remember a note of the room."""
        self._steps.append(Step(note.round, texts.THE_NOTE, (self._undo_note(note, before),)))

    def planned(self, action: Action, before: Action | None = None) -> None:
        """Remember an action, new or changed."""
        self._steps.append(Step(action.round, texts.the_action(action.what), (self._undo_action(action, before),)))

    def answered(self, action: Action, before: Action, note: Note) -> None:
        """Remember the answer to whether an action of last time happened, which is kept in both."""
        undo = (self._undo_note(note, None), self._undo_action(action, before))
        self._steps.append(Step(note.round, texts.the_answer_about(action.what), undo))

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
        for undo in step.undo:
            undo()
        self._steps.remove(step)
        return texts.taken_back(step.words)

    def _undo_note(self, note: Note, before: Note | None) -> Callable[[], None]:
        def undo() -> None:
            if before is None:
                self._workspace.drop_room_record(note.round, note.id, note.revision)
            else:
                replaces = (*note.replaces, note.revision)
                self._workspace.save_room_note(replace(before, revision=self._ids.record(), replaces=replaces))

        return undo

    def _undo_action(self, action: Action, before: Action | None) -> Callable[[], None]:
        def undo() -> None:
            if before is None:
                self._workspace.drop_room_record(action.round, action.id, action.revision)
            else:
                replaces = (*action.replaces, action.revision)
                self._workspace.save_action(replace(before, revision=self._ids.record(), replaces=replaces))

        return undo
