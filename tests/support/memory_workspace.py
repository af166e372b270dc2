"""The ports in memory, for tests of both faces: a workspace that can be told to fail, a post, a shelf and a clock."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import replace
from itertools import count

from coreflect.core.banks.bank import Bank, BankFile, ShelvedBank
from coreflect.core.banks.read import read_bank
from coreflect.core.errors import CoreflectError, Misuse
from coreflect.core.merging.importing import Decided, Imported, LastImport, Preview
from coreflect.core.model import Action, Note, Records, Reflection, RoomCount, Withdrawn
from coreflect.core.ports import Ids
from coreflect.core.reflections.responses import Draft, Finished
from coreflect.core.results import Published, PublishedRound
from coreflect.core.workspace import HandedOver, Place, Returning, Turnout
from coreflect.services.app import Services
from tests.support.bank_files import bank_file
from tests.support.examples import CountingIds, a_round, bank

NOTHING_DECIDED = Decided()


class FixedClock:
    """A clock that stands still."""

    def __init__(self, today: str = "2026-05-12") -> None:
        self._today = today

    def today(self) -> str:
        return self._today


class MemoryShelf:
    """A shelf of banks made in a test."""

    def __init__(self, *banks: Bank) -> None:
        self._banks = tuple(
            ShelvedBank(one.id, "shipped", one, (BankFile(f"{one.id}.toml", one.id.encode()),), ()) for one in banks
        )

    def banks(self) -> tuple[ShelvedBank, ...]:
        return self._banks

    def find(self, bank_id: str) -> ShelvedBank:
        for one in self._banks:
            if one.id == bank_id:
                return one
        raise Misuse(f"There is no bank called {bank_id}.")


class MemoryPackageFiles:
    """A post that remembers what was written, and opens one round for any invitation."""

    def __init__(self, invited_to: Reflection | None = None) -> None:
        self.invited_to = invited_to
        self.written: list[tuple[str, str]] = []
        self.fails: CoreflectError | None = None

    def open_invitation(self, file: str) -> Reflection:
        if self.fails or self.invited_to is None:
            raise self.fails or CoreflectError(f"{file} cannot be read.", "Ask for it again.")
        return self.invited_to

    def write_invitation(self, reflection: Reflection) -> str:
        return self._write("invitation", reflection)

    def write_export(self, reflection: Reflection) -> str:
        return self._write("export", reflection)

    def _write(self, kind: str, reflection: Reflection) -> str:
        if self.fails:
            raise self.fails
        self.written.append((kind, reflection.id))
        return f"exports/{reflection.id}-{kind}.zip"


class MemoryWorkspace:
    """A workspace without a disk; while `fails` holds an error, nothing is kept and each try to raises it."""

    def __init__(self, place: Place | None = None) -> None:
        self.fails: CoreflectError | None = None
        self.unfinished: dict[str, Draft] = {}
        self.finished: dict[str, Finished] = {}
        self.helped: list[tuple[str, str]] = []
        self.withdrawn: list[Withdrawn] = []
        self.handed_over: tuple[HandedOver, ...] = ()
        self.unreadable: tuple[str, ...] = ()
        self.room_records: dict[str, tuple[RoomCount, ...]] = {}
        self.notes_of_room: dict[str, Note] = {}
        self.planned: dict[str, Action] = {}
        self.kept = 0
        self._place = place or Place("/workspace", shared=False)
        self._rounds: dict[str, Reflection] = {}
        self._banks: dict[str, tuple[Bank, ...]] = {}
        self._marks = count(1)

    def put(self, reflection: Reflection, *banks: Bank) -> None:
        """Set a round up with its banks, as they are."""
        self._rounds[reflection.id] = reflection
        self._banks[reflection.id] = banks

    def place(self) -> Place:
        return self._place

    def rounds(self) -> tuple[Reflection, ...]:
        return tuple(sorted(self._rounds.values(), key=lambda reflection: reflection.date, reverse=True))

    def round(self, round_id: str) -> Reflection:
        if round_id not in self._rounds:
            raise Misuse(f"There is no reflection called {round_id}.", "Look at those there are.")
        return self._rounds[round_id]

    def faults(self) -> tuple[str, ...]:
        return self.unreadable

    def turnout(self, round_id: str) -> Turnout:
        finished = {key for key, one in self.finished.items() if one.response.round == round_id}
        begun = {key for key, draft in self.unfinished.items() if draft.round == round_id}
        return Turnout(len(finished | begun), len(finished))

    def banks(self, round_id: str) -> tuple[Bank, ...]:
        self.round(round_id)
        return self._banks[round_id]

    def keep_round(self, reflection: Reflection, bank_files: Sequence[BankFile]) -> None:
        self._save()
        read = [read_bank(f"{file.name.split('.')[0]}.toml", file.content)[0] for file in bank_files]
        banks = tuple(one for one in read if one is not None)
        self.put(reflection, *(banks or self._banks.get(reflection.id, ())))

    def keep_draft(self, draft: Draft) -> Draft:
        self._save()
        kept = replace(draft, mark=f"m{next(self._marks)}")
        self.unfinished[draft.response] = kept
        return kept

    def finish(self, finished: Finished, draft: Draft) -> None:
        self._save()
        self.finished[finished.response.id] = finished
        self.unfinished.pop(draft.response, None)

    def drop_draft(self, draft: Draft) -> None:
        self._save()
        self.unfinished.pop(draft.response, None)

    def keep_helped(self, round_id: str, kind: str, record: str = "") -> None:
        self._save()
        self.helped.append((round_id, kind))

    def drop_helped(self, round_id: str, record: str) -> None:
        self._save()

    def words_mark(self, round_id: str, words: str) -> str:
        return f"{round_id}/{' '.join(sorted(words.casefold().split()))}"

    def returning(self, words: str) -> Returning | None:
        for reflection in self._rounds.values():
            mark = self.words_mark(reflection.id, words)
            draft = next((one for one in self.unfinished.values() if one.words == mark), None)
            finished = next((one for one in self.finished.values() if one.words == mark), None)
            if draft or finished:
                return Returning(reflection, draft, finished)
        return None

    def words_are_taken(self, words: str) -> bool:
        return self.returning(words) is not None

    def forget(self, round_id: str) -> None:
        self._save()
        self.finished = {key: one for key, one in self.finished.items() if one.response.round != round_id}
        self.unfinished = {key: draft for key, draft in self.unfinished.items() if draft.round != round_id}
        self.room_records = {
            key: rows
            for key, rows in self.room_records.items()
            if rows[0].round != round_id or rows[0].kind == "agreed"
        }
        self.notes_of_room = {key: note for key, note in self.notes_of_room.items() if note.round != round_id}
        self.helped = [one for one in self.helped if one[0] != round_id]
        self.withdrawn.append(Withdrawn(round_id, round_id))

    def copies(self, round_id: str) -> tuple[HandedOver, ...]:
        return self.handed_over

    def is_forgotten(self, round_id: str) -> bool:
        return Withdrawn(round_id, round_id) in self.withdrawn

    def withdraw(self, round_id: str, response_id: str) -> tuple[HandedOver, ...]:
        self._save()
        self.unfinished.pop(response_id, None)
        self.finished.pop(response_id, None)
        self.withdrawn.append(Withdrawn(response_id, round_id))
        return self.handed_over

    def room(self, round_id: str) -> tuple[RoomCount, ...]:
        return tuple(row for _, rows in sorted(self.room_records.items()) for row in rows if row.round == round_id)

    def keep_room(self, counts: Sequence[RoomCount]) -> None:
        self._save()
        if counts:
            self.room_records[counts[0].id] = tuple(counts)

    def room_notes(self, round_id: str) -> tuple[Note, ...]:
        return tuple(note for _, note in sorted(self.notes_of_room.items()) if note.round == round_id)

    def keep_room_note(self, note: Note) -> None:
        self._save()
        self.notes_of_room[note.id] = note

    def actions(self, team: str = "") -> tuple[Action, ...]:
        def place(action: Action) -> tuple[str, str]:
            return (self._rounds[action.round].date, action.id)

        found = [one for one in self.planned.values() if team in ("", self._rounds[one.round].team)]
        return tuple(sorted(found, key=place))

    def keep_action(self, action: Action) -> None:
        self._save()
        self.planned[action.id] = action

    def drafts(self, round_id: str) -> int:
        return sum(draft.round == round_id for draft in self.unfinished.values())

    def records(self) -> Records:
        """Everything finished, as a package would hold it."""
        helped = [
            RoomCount(f"h{number}", f"h{number}r", (), round_id, "helped", "", "", None, "", kind, 1)
            for number, (round_id, kind) in enumerate(self.helped)
        ]
        rooms = (row for rows in self.room_records.values() for row in rows)
        rounds = self._rounds.values()
        asked = dict(
            pair for reflection in rounds for pair in zip(reflection.banks, self._banks[reflection.id], strict=True)
        )
        return Records(
            rounds=tuple(rounds),
            responses=tuple(one.response for one in self.finished.values()),
            room=(*rooms, *helped),
            bank_files=tuple(bank_file(one, its_bank) for one, its_bank in asked.items()),
        )

    def _save(self) -> None:
        if self.fails:
            raise self.fails
        self.kept += 1


class MemoryResults:
    """Results of a workspace in memory, through the same door and the same rules as those of a folder."""

    def __init__(self, workspace: MemoryWorkspace, ids: Ids | None = None) -> None:
        self._workspace = workspace
        self._ids = ids or CountingIds("v")
        self.elsewhere: dict[str, tuple[Reflection, tuple[Bank, ...]]] = {}
        """Rounds that are in files alone, with their banks."""

    def published(self, round_id: str) -> PublishedRound:
        from coreflect.services.revealing import published_round
        from tests.support.merging import merged

        self._workspace.round(round_id)
        return published_round(merged(self._workspace.records()), round_id)

    def turnout(self, round_id: str) -> Turnout:
        return self._workspace.turnout(round_id)

    def side_by_side(self) -> Published:
        from coreflect.analysis import published
        from tests.support.merging import merged

        return published(merged(self._workspace.records()))

    def imported(self) -> tuple[Reflection, ...]:
        return tuple(reflection for reflection, _ in self.elsewhere.values())

    def open_here(self, round_id: str) -> Reflection:
        if round_id not in self.elsewhere:
            raise Misuse(f"There is no reflection called {round_id}.")
        reflection, banks = self.elsewhere.pop(round_id)
        self._workspace.put(reflection, *banks)
        return reflection

    def reveal(self, round_id: str, seen: Turnout | None = None) -> PublishedRound:
        from coreflect.services.revealing import revealed_now
        from tests.support.merging import merged

        fixed = revealed_now(merged(self._workspace.records()), self._workspace.round(round_id), self._ids)
        if fixed is not None:
            self._workspace.keep_round(fixed, ())
        return self.published(round_id)


class MemoryImports:
    """A bringing-in that says what a test has put into it, and remembers what was decided."""

    def __init__(self, preview: Preview | None = None) -> None:
        self.preview = preview or Preview((), (), (), (), (), changes=False)
        self.imported: list[tuple[tuple[str, ...], Decided]] = []
        self.looked: list[tuple[tuple[str, ...], Decided]] = []
        self.near: tuple[str, ...] = ()
        self.fails: CoreflectError | None = None

    def nearby(self) -> tuple[str, ...]:
        return self.near

    def look(self, names: Sequence[str], decided: Decided = NOTHING_DECIDED, on_progress: object = None) -> Preview:
        if self.fails:
            raise self.fails
        return self.preview

    def import_files(
        self, names: Sequence[str], decided: Decided = NOTHING_DECIDED, on_progress: object = None
    ) -> Imported:
        if self.fails:
            raise self.fails
        self.imported.append((tuple(names), decided))
        return Imported(self.preview, "0001.zip", in_files_alone=bool(self.preview.rounds))

    def last(self) -> LastImport | None:
        return LastImport("0001.zip", (("Garden", "2026-05-12"),)) if self.imported else None

    def undo(self) -> LastImport:
        last = self.last()
        if last is None:
            raise Misuse("Nothing has been brought in.")
        self.imported.pop()
        return last


def made_services(
    workspace: object, shelf: object, packages: object, ids: object, clock: object, results: object, imports: object
) -> Services:
    """Services of which each part was made by a test."""
    return with_other(
        Services(),
        workspace=workspace,
        shelf=shelf,
        packages=packages,
        ids=ids,
        clock=clock,
        results=results,
        imports=imports,
    )


def with_other(services: Services, **parts: object) -> Services:
    """The same services with some parts of a test's own."""
    other = copy(services)
    vars(other).update(parts)
    return other


def some_services(
    reflection: Reflection | None = None, *banks: Bank, place: Place | None = None
) -> tuple[Services, MemoryWorkspace]:
    """A desk whose workspace holds one round (the garden round unless given), and that workspace."""
    workspace = MemoryWorkspace(place)
    asked = banks or (bank(),)
    workspace.put(reflection or a_round(), *asked)
    ids = CountingIds()
    results = MemoryResults(workspace, ids)
    return made_services(
        workspace, MemoryShelf(*asked), MemoryPackageFiles(), ids, FixedClock(), results, MemoryImports()
    ), workspace
