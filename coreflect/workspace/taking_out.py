"""Takes one person's answers, or all answers of a round, out for ever: of the workspace's own files and its imports.

First a tombstone says what is withdrawn, in one file; then the records go from the round's own files, and then from the
imported packages. Whatever comes between, a later start goes on until nothing of them is left.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from coreflect.core.errors import CoreflectError, NotSaved, Refused
from coreflect.core.merging.revisions import same_names
from coreflect.core.model import Records, Withdrawn
from coreflect.core.names import shown
from coreflect.files.atomic import is_temporary, remove, write_whole
from coreflect.workspace.folders import SET_ASIDE, RoundFolder, locked, response_name, room_name
from coreflect.workspace.responses import StoredResponses
from coreflect.workspace.room import read_room_record_of, stays
from coreflect.workspace.rounds import StoredRounds
from coreflect.workspace.storage import RecordFiles, named
from coreflect.workspace.withdrawals import Withdrawals

STAYS = (b'{"action":', b'{"agreed":')
"""How the files of records begin that stay: their table's name stands first, before that of the format."""
_LONGEST_START = max(map(len, STAYS))


class TakingOut:
    """Takes out one person's answers, or all answers of a round."""

    def __init__(
        self,
        rounds: StoredRounds,
        responses: StoredResponses,
        withdrawals: Withdrawals,
        forgetting: Forgetting,
        imports: ImportedPackages,
    ) -> None:
        self._rounds = rounds
        self._responses = responses
        self._withdrawals = withdrawals
        self._forgetting = forgetting
        self._imports = imports

    def withdraw(self, folder: RoundFolder, response: str, day: str) -> None:
        """Withdraw a response and its notes.

        Raises:
            NotSaved: it did not reach the disk, or something could not be removed; once the tombstone is there the
                response is withdrawn all the same, and a later start goes on.
        """
        with locked(folder.responses):
            gone: set[Withdrawn] = set()
            for file in self._responses.versions(folder, response):
                gone |= {Withdrawn(note.id, folder.id) for note in file.finished.notes} | set(file.finished.withdrawn)
            self._withdrawals.begin(folder, response, gone, day)
        self._finish(folder, response)

    def forget(self, round_id: str, day_of: Callable[[str], str]) -> None:
        """Withdraw all answers and notes of a round, under every name that it has.

        The reflection of a round that is in imports alone is stored here first, so that its tombstone has a place.

        Raises:
            Misuse: there is no such round.
            NotSaved: as for one response.
        """
        imported = self._imports.reflections()
        names = _names_of(round_id, imported)
        for name in names:
            self._keep_reflection(name, imported)
        folders = [folder for folder in map(self._rounds.folder, names) if folder.path.is_dir()]
        if not folders:
            self._rounds.get(round_id)
        for folder in folders:
            self._withdrawals.begin(folder, folder.id, self._forgetting.goes(folder), day_of(folder.id))
        for folder in folders:
            self._finish(folder, folder.id)

    def sweep(self, folder: RoundFolder) -> None:
        """Go on with what was begun, as far as it can be; reads names only where nothing was left unfinished."""
        self._withdrawals.sweep(folder)
        for record in self._withdrawals.begun(folder):
            with suppress(CoreflectError, OSError):
                self._finish(folder, record)

    def leftovers(self, folder: RoundFolder) -> tuple[Path, ...]:
        """List the files that ought to have gone with what was taken out of a round, and are still there."""
        of_round = self._forgetting.leftovers(folder) if self._withdrawals.is_forgotten(folder) else ()
        return tuple(dict.fromkeys((*self._withdrawals.leftovers(folder), *of_round)))

    def examine_packages(self) -> Iterator[tuple[Path, str]]:
        """List each import that still holds something withdrawn, with "", or that cannot be read, with why."""
        return self._imports.examine(self._everything())

    def clear_packages(self) -> None:
        """Take everything that is withdrawn here out of the imported packages.

        Raises:
            NotSaved: one of them could not be written anew.
        """
        self._imports.clear(self._everything())

    def _finish(self, folder: RoundFolder, record: str) -> None:
        with locked(folder.responses), locked(folder.room):
            if record == folder.id:
                self._forgetting.remove(folder)
            else:
                self._withdrawals.remove(folder, record)
        if self._imports.clear(self._withdrawals.with_record(folder, record)):
            self._withdrawals.end(folder, record)

    def _keep_reflection(self, round_id: str, imported: Records) -> None:
        if self._rounds.folder(round_id).reflection.exists():
            return
        rounds = tuple(reflection for reflection in imported.rounds if reflection.id == round_id)
        guards = tuple(guard for guard in imported.guards if guard.round == round_id)
        self._rounds.keep_all(Records(rounds=rounds, guards=guards, bank_files=imported.bank_files))

    def _everything(self) -> tuple[Withdrawn, ...]:
        return tuple(record for folder in self._rounds.folders() for record in self._withdrawals.records(folder))


class Forgetting:
    """Finds and removes what goes with the answers of a round."""

    def __init__(self, root: Path, files: RecordFiles, responses: StoredResponses) -> None:
        self._root = root
        self._files = files
        self._responses = responses

    def goes(self, folder: RoundFolder) -> set[Withdrawn]:
        """List every record of a round that goes when it is forgotten, as far as its files can be read."""
        found: set[str] = set()
        for file_name in self._files.names(folder.responses):
            name = response_name(file_name)
            if name is not None:
                found.add(name.response)
        withdrawn: set[Withdrawn] = set()
        for file in self._responses.finished_files(folder):
            found |= {note.id for note in file.finished.notes}
            withdrawn |= set(file.finished.withdrawn)
        for file_name in self._files.names(folder.room):
            of_room = room_name(file_name)
            if of_room is None:
                continue
            record = self._files.load_or_pass_over(folder.room / file_name, read_room_record_of(folder.id, of_room[0]))
            if record is not None and not stays(record.head):
                found.add(record.head.id)
        return withdrawn | {Withdrawn(record_id, folder.id) for record_id in found}

    def leftovers(self, folder: RoundFolder) -> tuple[Path, ...]:
        """List every file that goes and is still there: those of the round, and what was set aside of it."""
        return tuple(self._leftovers(folder))

    def remove(self, folder: RoundFolder) -> None:
        """Remove them.

        Raises:
            NotSaved: one of them could not be removed; those before it are gone.
        """
        for path in self._leftovers(folder):
            if path.is_dir() and not path.is_symlink():
                sentence = f"{named(path)} is a folder, which coreflect did not make: look whether answers are in it."
                self._files.pass_over(path, shown(sentence))
            else:
                remove(path)

    def _leftovers(self, folder: RoundFolder) -> Iterator[Path]:
        for each in (folder.responses, folder.handed_over):
            yield from (each / name for name in self._files.names(each))
        for name in self._files.names(folder.room):
            if is_temporary(name) or not _stays(folder.room / name):
                yield folder.room / name
        aside = self._root / SET_ASIDE
        begins = tuple(f"rounds.{folder.id}.{part}." for part in ("responses", "room", "handed-over"))
        for name in self._files.names(aside):
            if name.startswith(begins) and not _stays(aside / name):
                yield aside / name


@dataclass(frozen=True, slots=True)
class PackageReader:
    """Reads packages and takes records out of them, which the workspace itself cannot.

    `reflections_of` gives what a package holds on its reflections: their protection, questions and aliases too, and
    nobody's answers. `without_withdrawn` gives the bytes of the package less these records, or None where it holds none
    of them. Both take the package's path, and raise Refused where it cannot be read.
    """

    reflections_of: Callable[[Path], Records]
    without_withdrawn: Callable[[Path, Collection[Withdrawn]], bytes | None]


class ImportedPackages:
    """Reads and clears the packages that were imported into a workspace.

    A package is written anew whole or not at all; one that cannot be read is named and left as it is.
    """

    def __init__(self, root: Path, files: RecordFiles, reader: PackageReader | None) -> None:
        """Take the workspace's folder, its files, and what can read packages; without it they are left alone."""
        self._folder = root / "imports"
        self._files = files
        self._reader = reader

    def paths(self) -> tuple[Path, ...]:
        """List the packages, by name."""
        names = self._files.names(self._folder)
        return tuple(self._folder / name for name in names if name.endswith(".zip") and not name.startswith("."))

    def reflections(self) -> Records:
        """Read what the packages say of their rounds, and nobody's answers; one that cannot be read is passed over."""
        found: list[Records] = []
        for path in self.paths() if self._reader else ():
            try:
                found += [self._reader.reflections_of(path)] if self._reader else []
            except Refused as fault:
                self._files.pass_over(path, str(fault))
        return Records(
            rounds=tuple(dict.fromkeys(reflection for records in found for reflection in records.rounds)),
            guards=tuple(dict.fromkeys(guard for records in found for guard in records.guards)),
            bank_files=tuple(dict.fromkeys(file for records in found for file in records.bank_files)),
            aliases=tuple(dict.fromkeys(alias for records in found for alias in records.aliases)),
        )

    def clear(self, withdrawn: Collection[Withdrawn]) -> bool:
        """Take these records out of every package; returns whether none of them is left in any.

        Raises:
            NotSaved: a package could not be written anew, and is as it was; the others are cleared.
        """
        if not self._files.names(self._folder):
            return True
        fault: NotSaved | None = None
        cleared = True
        with locked(self._folder):
            for name in self._files.names(self._folder):
                if is_temporary(name):
                    remove(self._folder / name)
            for path in self.paths():
                try:
                    cleared = self._cleared(path, withdrawn) and cleared
                except NotSaved as error:
                    fault = fault or error
        if fault:
            raise fault
        return cleared

    def examine(self, withdrawn: Collection[Withdrawn]) -> Iterator[tuple[Path, str]]:
        """List each package that still holds some of these records, with "", or that cannot be read, with why."""
        for path in self.paths() if self._reader else ():
            try:
                if self._reader and self._reader.without_withdrawn(path, withdrawn) is not None:
                    yield path, ""
            except Refused as fault:
                yield path, fault.message

    def _cleared(self, path: Path, withdrawn: Collection[Withdrawn]) -> bool:
        if self._reader is None:
            return False
        try:
            content = self._reader.without_withdrawn(path, withdrawn)
        except Refused as fault:
            self._files.pass_over(path, f"{fault} What was taken out may still be in it.")
            return False
        if content is not None:
            write_whole(path, content, private=self._files.private)
        return True


def _names_of(round_id: str, imported: Records) -> tuple[str, ...]:
    """Every name under which a round goes, as the aliases of imports declare."""
    same = same_names(imported.aliases, "round")
    return tuple(sorted({round_id, *(name for name in same if same[name] == same.get(round_id))}))


def _stays(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(_LONGEST_START).startswith(STAYS)
    except OSError:
        return False
