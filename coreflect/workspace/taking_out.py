"""Taking out is ended whatever comes between: what was said to be taken back goes from every place, if need be later.

First it is said, in one file; then it goes from the round's own files, then from the packages that were brought in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from coreflect.core.errors import CoreflectError
from coreflect.core.merging.revisions import same_names
from coreflect.core.model import Records, Withdrawn
from coreflect.core.names import shown
from coreflect.files.atomic import is_temporary, remove
from coreflect.workspace.folders import SET_ASIDE, RoundFolder, response_name, room_name
from coreflect.workspace.gathering import take_in
from coreflect.workspace.imports import Imports
from coreflect.workspace.record_files import RecordFiles
from coreflect.workspace.responses import StoredResponses
from coreflect.workspace.room import read_room_record_of, stays
from coreflect.workspace.rounds import StoredRounds
from coreflect.workspace.storage import held, named
from coreflect.workspace.withdrawals import Withdrawals


class TakingOut:
    """Takes out one person's answers, or all answers of a round."""

    def __init__(
        self,
        rounds: StoredRounds,
        responses: StoredResponses,
        withdrawals: Withdrawals,
        forgetting: Forgetting,
        imports: Imports,
    ) -> None:
        self._rounds = rounds
        self._responses = responses
        self._withdrawals = withdrawals
        self._forgetting = forgetting
        self._imports = imports

    def withdraw(self, folder: RoundFolder, response: str, day: str) -> None:
        """Take a response and its notes back.

        Raises:
            NotKept: it did not reach the disk, or something could not be removed; once the first of the two is done it
                is taken back all the same, and a later start goes on.
        """
        with held(folder.responses):
            gone: set[Withdrawn] = set()
            for file in self._responses.versions(folder, response):
                gone |= {Withdrawn(note.id, folder.id) for note in file.finished.notes} | set(file.finished.withdrawn)
            self._withdrawals.say(folder, response, gone, day)
        self._finish(folder, response)

    def forget(self, round_id: str, day_of: Callable[[str], str]) -> None:
        """Take all answers and notes of a round out, under every name that it has.

        A round that came in packages alone gets its facts kept here first, so that what is said of it has a place.

        Raises:
            Misuse: there is no such round.
            NotKept: as for one response.
        """
        brought = self._imports.reflection()
        for one in _names_of(round_id, brought):
            self._keep_facts(one, brought)
        folders = [self._rounds.folder(one) for one in _names_of(round_id, brought)]
        there = [folder for folder in folders if folder.path.is_dir()]
        if not there:
            self._rounds.one(round_id)
        for folder in there:
            self._withdrawals.say(folder, folder.id, self._forgetting.goes(folder), day_of(folder.id))
        for folder in there:
            self._finish(folder, folder.id)

    def sweep(self, folder: RoundFolder) -> None:
        """Go on with what was begun, as far as it can be; reads names only where nothing was left unfinished."""
        self._withdrawals.sweep(folder)
        for record in self._withdrawals.begun(folder):
            with suppress(CoreflectError, OSError):
                self._finish(folder, record)

    def leftovers(self, folder: RoundFolder) -> tuple[Path, ...]:
        """Files that ought to have gone with what was taken out of a round, and are still there."""
        of_round = self._forgetting.leftovers(folder) if self._withdrawals.is_forgotten(folder) else ()
        return tuple(dict.fromkeys((*self._withdrawals.leftovers(folder), *of_round)))

    def examine_packages(self) -> Iterator[tuple[Path, str]]:
        """Each package that still holds something that was taken out here; and why another cannot be read."""
        return self._imports.examine(self._everything())

    def clear_packages(self) -> None:
        """Take out of them what was taken out here.

        Raises:
            NotKept: one of them could not be written anew.
        """
        self._imports.clear(self._everything())

    def _finish(self, folder: RoundFolder, record: str) -> None:
        with held(folder.responses), held(folder.room):
            if record == folder.id:
                self._forgetting.remove(folder)
            else:
                self._withdrawals.remove(folder, record)
        if self._imports.clear(self._withdrawals.said(folder, record)):
            self._withdrawals.done(folder, record)

    def _keep_facts(self, round_id: str, brought: Records) -> None:
        if self._rounds.folder(round_id).reflection.exists():
            return
        rounds = tuple(one for one in brought.rounds if one.id == round_id)
        guards = tuple(one for one in brought.guards if one.round == round_id)
        take_in(self._rounds, Records(rounds=rounds, guards=guards, bank_files=brought.bank_files))

    def _everything(self) -> tuple[Withdrawn, ...]:
        return tuple(one for folder in self._rounds.folders() for one in self._withdrawals.records(folder))


def _names_of(round_id: str, brought: Records) -> tuple[str, ...]:
    """Every name under which a round goes, as was declared in what was brought in."""
    same = same_names(brought.aliases, "round")
    return tuple(sorted({round_id, *(one for one in same if same[one] == same.get(round_id))}))


STAYS = (b'{"action":', b'{"agreed":')
"""How the files of records begin that stay: their table's name stands first, before that of the format."""
_LONGEST_START = max(map(len, STAYS))


class Forgetting:
    """What goes with the answers of a round, and its removal."""

    def __init__(self, root: Path, files: RecordFiles, responses: StoredResponses) -> None:
        self._root = root
        self._files = files
        self._responses = responses

    def goes(self, folder: RoundFolder) -> set[Withdrawn]:
        """Every record of a round that goes when it is forgotten, as far as its files can be read."""
        found: set[str] = set()
        for name in self._files.names(folder.responses):
            said = response_name(name)
            if said is not None:
                found.add(said.response)
        taken_back: set[Withdrawn] = set()
        for file in self._responses.finished_files(folder):
            found |= {note.id for note in file.finished.notes}
            taken_back |= set(file.finished.withdrawn)
        for name in self._files.names(folder.room):
            of_room = room_name(name)
            if of_room is None:
                continue
            record = self._files.load_or_pass_over(folder.room / name, read_room_record_of(folder.id, of_room[0]))
            if record is not None and not stays(record.head):
                found.add(record.head.id)
        return taken_back | {Withdrawn(record, folder.id) for record in found}

    def leftovers(self, folder: RoundFolder) -> tuple[Path, ...]:
        """Every file that goes and is still there: those of the round, and what was set aside of it."""
        return tuple(self._leftovers(folder))

    def remove(self, folder: RoundFolder) -> None:
        """Remove them.

        Raises:
            NotKept: one of them could not be removed; those before it are gone.
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


def _stays(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(_LONGEST_START).startswith(STAYS)
    except OSError:
        return False
