"""What a package takes from a workspace: whole rounds, everything finished in them, and never a draft."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from coreflect.core.merging.revisions import guarded
from coreflect.core.model import Action, Note, Records, Reflection, Response, RoomCount
from coreflect.workspace.responses import StoredResponses
from coreflect.workspace.room import Said, StoredRoom
from coreflect.workspace.rounds import StoredRounds
from coreflect.workspace.withdrawals import Withdrawals


class Gathering:
    """Gathers the records of a round from where each kind is kept."""

    def __init__(
        self, rounds: StoredRounds, responses: StoredResponses, room: StoredRoom, withdrawals: Withdrawals
    ) -> None:
        self._rounds = rounds
        self._responses = responses
        self._room = room
        self._withdrawals = withdrawals

    def round(self, round_id: str) -> Records:
        """Everything finished in a round, both sides of a conflict among it.

        Raises:
            Damaged: its questions cannot be read.
        """
        folder = self._rounds.folder(round_id)
        responses: list[Response] = []
        notes: dict[tuple[str, str], Note] = {}
        withdrawn = set(self._withdrawals.records(folder))
        for file in self._responses.finished_files(folder):
            responses.append(file.finished.response)
            notes |= {(note.id, note.revision): note for note in file.finished.notes}
            withdrawn |= set(file.finished.withdrawn)
        room = [one.said for one in self._room.records(folder)]
        notes |= {(said.id, said.revision): said for said in room if isinstance(said, Note)}
        return replace(
            self._reflection(round_id, self._rounds.revisions(round_id)),
            responses=tuple(responses),
            room=counts_in(room),
            notes=tuple(notes[key] for key in sorted(notes)),
            actions=tuple(said for said in room if isinstance(said, Action)),
            withdrawn=tuple(sorted(withdrawn, key=lambda one: one.record)),
        )

    def invitation(self, reflection: Reflection) -> Records:
        """A round's facts, protection and questions, and nothing that anybody answered.

        Raises:
            Damaged: its questions cannot be read.
        """
        return self._reflection(reflection.id, (reflection,))

    def _reflection(self, round_id: str, revisions: tuple[Reflection, ...]) -> Records:
        guard = self._rounds.guard(round_id)
        files = {file.name: file for reflection in revisions for file in self._rounds.bank_files(reflection)}
        return Records(rounds=revisions, guards=(guard,) if guard else (), bank_files=tuple(files.values()))


def take_in(rounds: StoredRounds, records: Records) -> None:
    """Keep the rounds of a package with their questions and the protection that it asks for.

    A round that is here already takes a later revision of its facts, and is otherwise left as it is.

    Raises:
        Refused: a file is not the one that a round names, or a revision says something else here.
        NotKept: it did not reach the disk.
    """
    guards = {guard.round: guard for guard in guarded(records.guards, ())}
    for reflection in records.rounds:
        rounds.keep(reflection, records.bank_files, guards.get(reflection.id))


def counts_in(said: Iterable[Said]) -> tuple[RoomCount, ...]:
    """The rows of every count of the room among what was said there."""
    return tuple(row for one in said if isinstance(one, tuple) for row in one)


def together(parts: Iterable[Records]) -> Records:
    """The records of several rounds as one, each bank's file once."""
    found = tuple(parts)
    return Records(
        rounds=tuple(one for part in found for one in part.rounds),
        responses=tuple(one for part in found for one in part.responses),
        room=tuple(one for part in found for one in part.room),
        notes=tuple(one for part in found for one in part.notes),
        actions=tuple(one for part in found for one in part.actions),
        withdrawn=tuple(one for part in found for one in part.withdrawn),
        guards=tuple(one for part in found for one in part.guards),
        bank_files=tuple({file.name: file for part in found for file in part.bank_files}.values()),
    )
