"""Taking out is ended whatever comes between: what was said to be taken back goes from every place, if need be later.

First it is said, in one file; then it goes from the round's own files, then from the packages that were brought in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from coreflect.core.aliases import same_names
from coreflect.core.errors import CoreflectError
from coreflect.core.model import Records, Withdrawn
from coreflect.workspace.forgetting import Forgetting
from coreflect.workspace.gathering import take_in
from coreflect.workspace.held import held
from coreflect.workspace.imports_cleared import Imports
from coreflect.workspace.layout import RoundFolder
from coreflect.workspace.responses_kept import ResponsesKept
from coreflect.workspace.rounds_kept import RoundsKept
from coreflect.workspace.withdrawals import Withdrawals


class TakingOut:
    """Takes out one person's answers, or all answers of a round."""

    def __init__(
        self,
        rounds: RoundsKept,
        responses: ResponsesKept,
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
        brought = self._imports.facts()
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
        if self._rounds.folder(round_id).facts.exists():
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
