"""The services of a real workspace in a temporary folder, which can be told to fail and says what it has stored."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import replace
from pathlib import Path
from typing import Any

from coreflect.banks.shelf import Shelf
from coreflect.core.banks.bank import Bank, ShelvedBank
from coreflect.core.errors import CoreflectError, Misuse
from coreflect.core.merging.importing import Decided, Imported, LastImport, Preview
from coreflect.core.model import Action, Note, Records, Reflection, RoomCount, Withdrawn
from coreflect.core.ports import Ids
from coreflect.core.reflections.responses import Draft, Finished, Place
from coreflect.services.app import Services, package_reader, services_of
from coreflect.services.imports import Imports
from coreflect.workspace.workspace import Workspace
from tests.support.builders.bank_files import asked_as, bank_file
from tests.support.builders.examples import CountingIds, a_draft, a_response, a_round, bank

NOTHING_DECIDED = Decided()


class FixedClock:
    """A clock that stands still."""

    def __init__(self, today: str = "2026-05-12") -> None:
        self._today = today

    def today(self) -> str:
        return self._today


class MadeUpShelf(Shelf):
    """A shelf of banks made in a test."""

    def __init__(self, *banks: Bank) -> None:
        super().__init__()
        self._banks = tuple(
            ShelvedBank(each.id, "shipped", each, (bank_file(f"{each.id}.toml", each),), ()) for each in banks
        )

    def banks(self) -> tuple[ShelvedBank, ...]:
        return self._banks

    def find(self, bank_id: str) -> ShelvedBank:
        for shelved in self._banks:
            if shelved.id == bank_id:
                return shelved
        raise Misuse(f"There is no bank called {bank_id}.")


class TemporaryWorkspace(Workspace):
    """A workspace in a temporary folder; while `fails` holds an error, each try to save anything raises it.

    `kept` counts what was saved since it was made, apart from what a test put there.
    """

    def __init__(self, place: Place | None = None) -> None:
        self._place = place or Place("/workspace", shared=False)
        folder = Path(tempfile.mkdtemp()) / "workspace"
        super().__init__(folder, shared=self._place.shared, ids=CountingIds("w"), reader=package_reader())
        self.fails: CoreflectError | None = None
        self.unreadable: tuple[str, ...] = ()
        self.kept = 0
        self._made_up: dict[str, tuple[Bank, ...]] = {}

    def place(self) -> Place:
        return self._place

    def faults(self) -> tuple[str, ...]:
        return self.unreadable or super().faults()

    def banks(self, round_id: str) -> tuple[Bank, ...]:
        # No file could say all that a made-up bank does: words that the reading of a bank refuses, for one.
        return self._made_up.get(round_id) or super().banks(round_id)

    def put(self, reflection: Reflection, *banks: Bank) -> Reflection:
        """Store a reflection with its banks as it stands, whatever is there; returns it with the names of their files.

        Without banks, those that are there stay.
        """
        self._rounds.folder(reflection.id).reflection.unlink(missing_ok=True)
        if banks:
            self._made_up[reflection.id] = banks
            asked = tuple(asked_as(each, as_it_was) for each, as_it_was in zip(banks, reflection.banks, strict=True))
            reflection = replace(reflection, banks=asked)
        files = [bank_file(one.file_names()[0], each) for one, each in zip(reflection.banks, banks, strict=False)]
        Workspace.save_round(self, reflection, files)
        return reflection

    def put_finished(self, *finished: Finished) -> None:
        """Store finished answers that no draft came before."""
        for each in finished:
            Workspace.finish(self, each, Draft(each.response.id, each.response.round, each.response.perspective))

    def put_draft(self, *drafts: Draft) -> None:
        """Store unfinished answers."""
        for draft in drafts:
            Workspace.save_draft(self, draft)

    def put_people(self, round_id: str, *, begun: int, finished: int) -> None:
        """Let exactly so many people have begun a reflection on the garden, and so many of them have finished it."""
        for file in self._rounds.folder(round_id).responses.iterdir():
            file.unlink()
        for person in range(begun):
            response = a_response(person, {}, id=f"{round_id}-p{person}", round=round_id)
            if person < finished:
                self.put_finished(Finished(response, (), (), ""))
            else:
                self.put_draft(a_draft(response=response.id, round=round_id))

    @property
    def unfinished(self) -> dict[str, Draft]:
        """The unfinished answers that are stored, by response."""
        found = ((self._responses.draft(folder, name), name) for folder, name in self._people())
        return {name: draft for draft, name in found if draft is not None}

    @property
    def finished(self) -> dict[str, Finished]:
        """The finished answers that are stored, by response."""
        found = ((self._responses.finished(folder, name), name) for folder, name in self._people())
        return {name: finished for finished, name in found if finished is not None}

    @property
    def withdrawn(self) -> list[Withdrawn]:
        """Everything that was taken out."""
        return [each for folder in self.round_folders() for each in self._withdrawals.records(folder)]

    @property
    def helped(self) -> list[tuple[str, str]]:
        """The help that was counted, as (reflection, kind)."""
        return [(row.round, row.answer) for row in self.records().room if row.kind == "helped"]

    @property
    def room_records(self) -> dict[str, tuple[RoomCount, ...]]:
        """What the room counted and settled, by record; where two versions were kept, the rows of both."""
        found: dict[str, tuple[RoomCount, ...]] = {}
        for reflection in self.rounds():
            for row in Workspace.room(self, reflection.id):
                found[row.id] = (*found.get(row.id, ()), row)
        return found

    @property
    def notes_of_room(self) -> dict[str, Note]:
        """What the room wrote down, by note."""
        return {note.id: note for reflection in self.rounds() for note in self.room_notes(reflection.id)}

    @property
    def planned(self) -> dict[str, Action]:
        """What the room planned, by action."""
        return {action.id: action for action in self.actions()}

    def _people(self) -> list[tuple[Any, str]]:
        folders = self.round_folders()
        return [(folder, name) for folder in folders for name in sorted(self._responses.people(folder)[0])]


def _watched(save: Callable[..., Any]) -> Callable[..., Any]:
    def watched(self: TemporaryWorkspace, *given: Any, **named: Any) -> Any:
        if self.fails:
            raise self.fails
        saved = save(self, *given, **named)
        self.kept += 1
        return saved

    return watched


for _save in (
    Workspace.save_round,
    Workspace.save_draft,
    Workspace.finish,
    Workspace.drop_draft,
    Workspace.save_helped,
    Workspace.drop_helped,
    Workspace.forget,
    Workspace.withdraw,
    Workspace.save_room,
    Workspace.save_room_note,
    Workspace.save_action,
):
    setattr(TemporaryWorkspace, _save.__name__, _watched(_save))


class MadeUpImports(Imports):
    """Imports that say what a test has put into them, and remember what was decided."""

    def __init__(self, preview: Preview | None = None) -> None:
        super().__init__(TemporaryWorkspace())
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
            raise Misuse("Nothing has been added.")
        self.imported.pop()
        return last


def import_package(workspace: Workspace, reflection: Reflection, *banks: Bank) -> Reflection:
    """Import a package with this reflection and its banks alone; returns it as the package has it."""
    from coreflect.package.write import write_package

    asked = tuple(asked_as(each, as_it_was) for each, as_it_was in zip(banks, reflection.banks, strict=True))
    reflection = replace(reflection, banks=asked)
    files = tuple(bank_file(one.file_names()[0], each) for one, each in zip(asked, banks, strict=True))
    package = Path(tempfile.mkdtemp()) / "package.zip"
    write_package(Records(rounds=(reflection,), bank_files=files), package)
    Imports(workspace).import_files([str(package)])
    return reflection


def composed(workspace: Workspace, shelf: Shelf, ids: Ids | None = None) -> Services:
    """The services of this workspace, with ids that are the same in every run and a calendar that stands still."""
    return with_other(services_of(workspace, shelf), ids=ids or CountingIds(), clock=FixedClock())


def with_other(services: Services, **parts: object) -> Services:
    """The same services with some parts of a test's own."""
    other = copy(services)
    vars(other).update(parts)
    return other


def some_services(
    reflection: Reflection | None = None, *banks: Bank, place: Place | None = None
) -> tuple[Services, TemporaryWorkspace]:
    """Services whose workspace holds one reflection (on the garden unless given), and that workspace."""
    workspace = TemporaryWorkspace(place)
    asked = banks or (bank(),)
    workspace.put(reflection or a_round(), *asked)
    return composed(workspace, MadeUpShelf(*asked)), workspace


def refusing(fault: CoreflectError) -> Callable[..., Any]:
    """A function that raises this, whatever it is given."""

    def refuse(*_given: object) -> None:
        raise fault

    return refuse
