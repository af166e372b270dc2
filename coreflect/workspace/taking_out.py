"""Takes out one person's answers, or all answers of a round, for good: from the workspace's own files and its imports.

First a single file, the tombstone, records what is withdrawn; then the records are removed from the round's own files,
and then from the imported packages. If that is interrupted, a later start continues until none of them is left.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coreflect.core.errors import CoreflectError, NotSaved, Refused
from coreflect.core.merging.revisions import same_names
from coreflect.core.model import Records, Withdrawn
from coreflect.core.names import shown
from coreflect.files.atomic import is_temporary, remove, sweep_dead, write_whole
from coreflect.files.regular import NOT_REGULAR, holds_nothing, read_regular
from coreflect.workspace.file_words import StoredFileWords
from coreflect.workspace.folders import SET_ASIDE, RoundFolder, locked, response_name, room_name
from coreflect.workspace.responses import StoredResponses
from coreflect.workspace.room import read_room_record_of, stays
from coreflect.workspace.rounds import StoredRounds
from coreflect.workspace.storage import RecordFiles, named
from coreflect.workspace.withdrawals import Withdrawals

if TYPE_CHECKING:
    from coreflect.workspace.shown_counts import StoredShownCounts

STAYS = (b'{"action":', b'{"agreed":')
"""The first bytes of the files that stay when a round is forgotten: the name of the record's table comes first."""


class TakingOut:
    """Takes out one person's answers, or all answers of a round."""

    def __init__(
        self,
        rounds: StoredRounds,
        responses: StoredResponses,
        file_words: StoredFileWords,
        withdrawals: Withdrawals,
        forgetting: Forgetting,
        imports: ImportedPackages,
    ) -> None:
        self._rounds = rounds
        self._responses = responses
        self._file_words = file_words
        self._withdrawals = withdrawals
        self._forgetting = forgetting
        self._imports = imports

    def withdraw(self, folder: RoundFolder, response: str, day: str) -> None:
        """Withdraw a response and its notes.

        Raises:
            NotSaved: it did not reach the disk, or something could not be removed; once the tombstone exists the
                response is withdrawn all the same, and a later start continues.
        """
        with locked(folder.responses):
            gone: set[Withdrawn] = set()
            for file in self._responses.versions(folder, response):
                gone |= {Withdrawn(note.id, folder.id) for note in file.finished.notes} | set(file.finished.withdrawn)
            came = self._file_words.of(folder, response)
            gone |= {Withdrawn(note, folder.id) for note in (came.notes if came else ())}
            self._withdrawals.begin(folder, response, gone, day)
        self._finish(folder, response)

    def forget(self, round_id: str, day_of: Callable[[str], str], *, counts_too: bool = False) -> None:
        """Withdraw all answers and notes of a round, under each of its aliases; with `counts_too` its shown counts too.

        A reflection that is only in imports is stored here first, so that there is a folder for the tombstone.

        Raises:
            Misuse: there is no such round.
            NotSaved: as for one response.
        """
        imported = self._imports.reflections()
        names = _names_of(round_id, imported)
        for name in names:
            self._save_reflection(name, imported)
        folders = [folder for folder in map(self._rounds.folder, names) if folder.path.is_dir()]
        if not folders:
            self._rounds.get(round_id)
        for folder in folders:
            day = day_of(folder.id)
            goes = self._forgetting.goes(folder, counts_too=counts_too)
            self._forgetting.cut_shown_counts(folder, day)
            self._withdrawals.begin(folder, folder.id, goes, day)
        for folder in folders:
            self._finish(folder, folder.id)

    def sweep(self, folder: RoundFolder) -> None:
        """Continue withdrawals that were interrupted, as far as possible; if there are none, only names are read."""
        self._withdrawals.sweep(folder)
        for record in self._withdrawals.begun(folder):
            with suppress(CoreflectError, OSError):
                self._finish(folder, record)

    def leftovers(self, folder: RoundFolder) -> tuple[Path, ...]:
        """List the files of withdrawn records that are still there."""
        of_round = self._forgetting.leftovers(folder) if self._withdrawals.is_forgotten(folder) else ()
        return tuple(dict.fromkeys((*self._withdrawals.leftovers(folder), *of_round)))

    def examine_packages(self) -> Iterator[tuple[Path, str]]:
        """List (import, "") for each that still holds something withdrawn, and (import, why) if it cannot be read."""
        return self._imports.examine(self._everything())

    def empty_packages(self) -> tuple[Path, ...]:
        """List what has the name of an imported package and is no regular file."""
        return self._imports.empty()

    def clear_packages(self) -> None:
        """Remove everything that was withdrawn here from the imported packages.

        Raises:
            NotSaved: one of them could not be rewritten.
        """
        self._imports.clear(self._everything())

    def _finish(self, folder: RoundFolder, record: str) -> None:
        # What a killed save left may hold these answers as well, in the workspace and beside a package that it wrote.
        for each in {folder.path, *folder.folders, *self._withdrawals.folders_handed_over(folder)}:
            sweep_dead(each)
        with locked(folder.responses), locked(folder.room):
            if record == folder.id:
                self._forgetting.remove(folder)
            else:
                self._withdrawals.remove(folder, record)
                self._forgetting.remove_aside(folder, record)
        if self._imports.clear(self._withdrawals.with_record(folder, record)):
            self._withdrawals.end(folder, record)

    def _save_reflection(self, round_id: str, imported: Records) -> None:
        if self._rounds.folder(round_id).reflection.exists():
            return
        rounds = tuple(reflection for reflection in imported.rounds if reflection.id == round_id)
        guards = tuple(guard for guard in imported.guards if guard.round == round_id)
        self._rounds.save_all(Records(rounds=rounds, guards=guards, bank_files=imported.bank_files))

    def _everything(self) -> tuple[Withdrawn, ...]:
        return tuple(record for folder in self._rounds.folders() for record in self._withdrawals.records(folder))


class Forgetting:
    """Finds and removes the records that are withdrawn when a round is forgotten."""

    def __init__(
        self, root: Path, files: RecordFiles, responses: StoredResponses, shown_counts: Callable[[], StoredShownCounts]
    ) -> None:
        """Take the workspace's folder, its files, its responses, and a function that opens its shown counts."""
        self._root = root
        self._files = files
        self._responses = responses
        self._shown_counts = shown_counts

    def cut_shown_counts(self, folder: RoundFolder, day: str) -> None:
        """Leave of an open round's shown counts everyone together alone: its finer rows are single answers.

        Raises:
            NotSaved: they could not be saved.
        """
        self._shown_counts().cut_for(folder, folder.id, day)

    def goes(self, folder: RoundFolder, *, counts_too: bool = False) -> set[Withdrawn]:
        """List the records that are withdrawn when a round is forgotten, as far as its files can be read."""
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
        shown_counts = self._shown_counts().goes(folder) if counts_too else set()
        return withdrawn | shown_counts | {Withdrawn(record_id, folder.id) for record_id in found}

    def leftovers(self, folder: RoundFolder) -> tuple[Path, ...]:
        """List the files of such records that still exist: those of the round, and those set aside by the doctor."""
        return tuple(self._leftovers(folder))

    def remove(self, folder: RoundFolder) -> None:
        """Remove these files.

        Raises:
            NotSaved: one of them could not be removed; those before it were.
        """
        for path in self._leftovers(folder):
            if path.is_dir() and not path.is_symlink():
                sentence = f"{named(path)} is a folder, which coreflect did not make: look whether answers are in it."
                self._files.pass_over(path, shown(sentence))
            else:
                remove(path)

    def remove_aside(self, folder: RoundFolder, response: str) -> None:
        """Remove what the doctor set aside of one response.

        Raises:
            NotSaved: one of the files could not be removed.
        """
        begin = f"rounds.{folder.id}.responses.{response}."
        for name in self._files.names(self._root / SET_ASIDE):
            if name.startswith(begin):
                remove(self._root / SET_ASIDE / name)

    def _leftovers(self, folder: RoundFolder) -> Iterator[Path]:
        for each in (folder.responses, folder.words, folder.handed_over):
            yield from (each / name for name in self._files.names(each))
        yield from self._shown_counts().leftovers(folder)
        for name in self._files.names(folder.room):
            if is_temporary(name) or not _stays(folder.room / name):
                yield folder.room / name
        aside = self._root / SET_ASIDE
        begins = tuple(f"rounds.{folder.id}.{part}." for part in ("responses", "room", "words", "handed-over"))
        for name in self._files.names(aside):
            if name.startswith(begins) and not _stays(aside / name):
                yield aside / name


@dataclass(frozen=True, slots=True)
class PackageReader:
    """The two functions for packages that a workspace needs; it is given them, because it does not import that room.

    `reflections_of` returns the reflections of a package with their guards, bank files and aliases, and nobody's
    answers. `records_of` returns all of its records, answers included. `without_withdrawn` returns the bytes of the
    package without these records, or None where it holds none of them. All take the package's path, and raise Refused
    where it cannot be read.
    """

    reflections_of: Callable[[Path], Records]
    records_of: Callable[[Path], Records]
    without_withdrawn: Callable[[Path, Collection[Withdrawn]], bytes | None]


class ImportedPackages:
    """Reads the packages that were imported into a workspace, and removes withdrawn records from them.

    A package is rewritten whole or not at all; one that cannot be read is reported and left as it is.
    """

    def __init__(self, root: Path, files: RecordFiles, reader: PackageReader | None) -> None:
        """Take the workspace's folder, its files, and a reader of packages; without one, packages are left alone."""
        self._folder = root / "imports"
        self._files = files
        self._reader = reader

    def paths(self) -> tuple[Path, ...]:
        """List the packages, by name; what is no regular file is named among the faults, and passed over."""
        empty = self.empty()
        for path in empty:
            self._files.pass_over(path, f"imports/{shown(path.name)} is skipped: {NOT_REGULAR}.")
        return tuple(path for path in self._named() if path not in empty)

    def empty(self) -> tuple[Path, ...]:
        """List what has a package's name and is no regular file, by name."""
        return tuple(path for path in self._named() if holds_nothing(path))

    def _named(self) -> tuple[Path, ...]:
        names = self._files.names(self._folder)
        return tuple(self._folder / name for name in names if name.endswith(".zip") and not name.startswith("."))

    def reflections(self) -> Records:
        """Read the reflections of all packages, and nobody's answers; a package that cannot be read is passed over."""
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

    def records(self) -> Records:
        """Read all records of all packages, as many times as they came; one that cannot be read is passed over."""
        found: list[Records] = []
        for path in self.paths() if self._reader else ():
            try:
                found += [self._reader.records_of(path)] if self._reader else []
            except Refused as fault:
                self._files.pass_over(path, str(fault))
        return Records.joined(found)

    def clear(self, withdrawn: Collection[Withdrawn]) -> bool:
        """Remove these records from every package; returns whether none of them is left in any.

        Raises:
            NotSaved: a package could not be rewritten, and is as it was; the others are cleared.
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
        """List (package, "") for each that still holds such a record, and (package, why) if it cannot be read."""
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
            self._files.pass_over(path, f"{fault} What was removed may still be in it.")
            return False
        if content is not None:
            write_whole(path, content, private=self._files.private)
        return True


def _names_of(round_id: str, imported: Records) -> tuple[str, ...]:
    """List the ids of a round: its own, and those that the aliases of imports declare to be the same."""
    same = same_names(imported.aliases, "round")
    return tuple(sorted({round_id, *(name for name in same if same[name] == same.get(round_id))}))


def _stays(path: Path) -> bool:
    try:
        return read_regular(path).startswith(STAYS)
    except OSError:
        return False
