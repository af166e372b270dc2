"""Imports packages into a workspace, each import as one file under `imports/`, and undoes the latest import.

The file holds only what the workspace does not have already, so that its own answers are never copied. Before it is
written, a preview says what would happen to every record.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

from coreflect.core.errors import Misuse
from coreflect.core.merging.importing import (
    NOTHING_DECIDED,
    Decided,
    Imported,
    LastImport,
    Preview,
    Progress,
    SimilarNames,
    pair_of,
)
from coreflect.core.names import natural_order
from coreflect.core.texts.importing import LOOK_STEP, MERGE_STEP, WRITE_STEP
from coreflect.core.texts.packages import all_refused, nothing_to_undo
from coreflect.package.envelope import is_answers
from coreflect.package.read import open_package, rounds_in
from coreflect.package.schema import DESCRIPTOR
from coreflect.package.subset import outliving
from coreflect.package.write import package_bytes
from coreflect.services.all_records import AllRecords
from coreflect.services.answers_files import AnswersDoor
from coreflect.services.finding import find_aliases, find_different, find_versions
from coreflect.services.output import exports_place
from coreflect.services.packages import PackageOpener
from coreflect.services.prepared_imports import Prepared, prepare
from coreflect.workspace.ids import SystemIds
from coreflect.workspace.import_history import ImportHistory

if TYPE_CHECKING:
    from coreflect.core.merging.importing import OnProgress
    from coreflect.workspace.workspace import Workspace

_ENDING = ".zip"
_LEAVE_OUT = "Nothing was written. They can be left out: add --without-refused, or say so where you are asked."
_NAME_SOME = "Name files that `coreflect export` wrote, or a folder with some."
_MORE_STEPS = 2
"""Steps after the files are open: merging them, and writing."""


class Imports:
    """Previews, imports and undoes imports of packages into one workspace; several threads may call it in turn."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._history = ImportHistory(workspace)
        self._all_records = AllRecords(workspace)
        self._opener = PackageOpener(AnswersDoor(workspace, lambda: self._all_records.readable_packages()[0]))
        self._turn = RLock()

    def nearby(self) -> tuple[str, ...]:
        """What may be imported, by name: files in the folder for exports and folders that were unpacked there.

        Without that folder, those in the current one.
        """
        exports = exports_place()
        try:
            folder = exports if exports.is_dir() else Path()
            found = [file for file in folder.iterdir() if _can_be_package(file)]
        except OSError:
            return ()
        return tuple(sorted(str(file) for file in found if not file.name.startswith(".")))

    def look(
        self, names: Sequence[str], decided: Decided = NOTHING_DECIDED, on_progress: OnProgress | None = None
    ) -> Preview:
        """Find out what would become of every record in these files and folders; without names, what is in conflict.

        Raises:
            Misuse: there is no such file, or no package.
        """
        with self._turn:
            return self._prepare(names, decided, on_progress).preview

    def import_files(
        self,
        names: Sequence[str],
        decided: Decided = NOTHING_DECIDED,
        on_progress: OnProgress | None = None,
        on_preview: Callable[[Preview], None] | None = None,
    ) -> Imported:
        """Import these files and folders, in one step; without names, save what was decided on conflicts here.

        `on_preview` is called with what would become of everything before anything is written; it may raise to stop.
        Where nothing changes, nothing is written.

        Raises:
            Misuse: there is no such file, or no package.
            Refused: a file has a fault, and it was not decided to go on without it; nothing was written.
            NotSaved: it did not reach the disk; the workspace is as it was.
        """
        with self._turn:
            while True:
                import_state = self._history.import_state()
                prepared = self._prepare(names, decided, on_progress)
                preview = prepared.preview
                if on_preview:
                    on_preview(preview)
                if preview.refused and not decided.without_refused:
                    raise all_refused((file.why for file in preview.refused), _LEAVE_OUT)
                self._workspace.different_names.save(map(pair_of, decided.different))
                content = prepared.content()
                if not content:
                    return self._imported(preview, "")
                if on_progress:
                    on_progress(Progress(len(preview.files) + 1, len(preview.files) + _MORE_STEPS, WRITE_STEP))
                for record in prepared.shown_counts:
                    self._workspace.save_shown_counts(record)
                for came in prepared.came:
                    self._workspace.save_file_words(came)
                # Another terminal may have imported, undone or withdrawn meanwhile: then look again at what is here.
                file = self._history.add(content, SystemIds().letters(6), import_state)
                if file:
                    self._opener.forget()
                    return self._imported(preview, file.name)

    def decisions(
        self,
        names: Sequence[str],
        same_team: Sequence[str],
        same_round: Sequence[str],
        keep: Sequence[str],
        different: Sequence[str] = (),
        *,
        without_refused: bool,
    ) -> Decided:
        """Take what was typed as decided: names that are the same, A=B, or different, and versions, RECORD=REVISION.

        Raises:
            Misuse: no reflection in these files or here has such a name, or it is typed in another form.
        """
        joined: list[SimilarNames] = []
        apart: tuple[SimilarNames, ...] = ()
        if same_team or same_round or different:
            files = self._opener.open(names, lambda *_: None)
            own = self._workspace.records(None).rounds
            imported, _ = self._all_records.readable_packages()
            every = (*own, *(each for package in (*imported, *files.packages) for each in package.records.rounds))
            joined = [
                SimilarNames(alias.kind, alias.name, alias.same_as, alias.name, alias.same_as)
                for alias in find_aliases(every, same_team, same_round)
            ]
            apart = find_different(every, different)
        return Decided(tuple(joined), find_versions(keep), apart, without_refused)

    def last(self) -> LastImport | None:
        """The latest import, if there is one."""
        latest = self._history.latest()
        return _last_import(latest) if latest else None

    def undo(self) -> LastImport:
        """Undo the latest import whole; returns what it was.

        Raises:
            Misuse: nothing has been imported.
        """
        while True:
            latest = self._history.latest()
            if latest is None:
                raise nothing_to_undo()
            last = _last_import(latest)
            if self._history.take_back(latest, self._outliving(latest)):
                return last

    def _outliving(self, latest: Path) -> bytes:
        """The package of what stays once an import is undone: what somebody took out never counts again."""
        own = open_package(package_bytes(self._workspace.records(None)))
        stay = [path for path in self._workspace.imports() if path != latest]
        packages, _ = self._all_records.readable_packages()
        names = {path.name for path in stay}
        return outliving(latest, [own, *(package for package in packages if package.name in names)])

    def _prepare(self, names: Sequence[str], decided: Decided, on_progress: OnProgress | None) -> Prepared:
        def step(done: int, files: int) -> None:
            if on_progress:
                on_progress(Progress(done, files + _MORE_STEPS, LOOK_STEP))

        files = self._opener.open(names, step)
        if names and all(file.why and not file.refused for file in files.seen):
            raise Misuse("There is no coreflect file there.", _NAME_SOME)
        if on_progress:
            on_progress(Progress(len(files.seen), len(files.seen) + _MORE_STEPS, MERGE_STEP))
        return prepare(self._workspace, self._all_records, files, decided)

    def _imported(self, preview: Preview, file: str) -> Imported:
        own = {reflection.id for reflection in self._workspace.rounds()}
        return Imported(preview, file, any(seen.round not in own for seen in preview.rounds))


def _can_be_package(path: Path) -> bool:
    is_zip = path.suffix.lower() == _ENDING and path.is_file()
    return is_zip or (path / DESCRIPTOR).is_file() or is_answers(path)


def _last_import(file: Path) -> LastImport:
    rounds = sorted(rounds_in(file), key=lambda each: (natural_order(each.team_name), each.date, each.id))
    return LastImport(file.name, tuple(dict.fromkeys((each.team_name, each.date) for each in rounds)))
