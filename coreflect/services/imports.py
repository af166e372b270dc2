"""Packages come into a workspace as one file under `imports/`, written once, and are taken back by removing it.

The file holds what the workspace does not hold already, so nobody's own answers are copied into it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, NamedTuple

from coreflect.core.errors import CoreflectError, Misuse, Refused
from coreflect.core.merging.importing import Decided, LastImport, Preview, Progress
from coreflect.services.all_records import AllRecords
from coreflect.services.import_files import Files, FilesOpened

if TYPE_CHECKING:
    from coreflect.core.merging.importing import OnProgress
    from coreflect.core.model import Alias, Reflection
    from coreflect.package.package import MergedPackages, Package
    from coreflect.workspace.import_history import Standing
    from coreflect.workspace.workspace import Workspace

NOTHING_DECIDED = Decided()
LEAVE_OUT = "Nothing was written. They can be left out: add --without-refused, or say so where you are asked."
NAME_SOME = "Name files that `coreflect export` wrote, or a folder with some."
MORE_STEPS = 2
"""Steps after the files are open: bringing them together, and writing."""


class _Prepared(NamedTuple):
    """What would be, the part that is not here yet, and what stood here when that was found out."""

    preview: Preview
    part: MergedPackages | None
    standing: Standing


class Imports:
    """Imports packages into a workspace: looked at first, then stored as one file, and taken back whole.

    Several threads may call it: each waits its turn.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._files = FilesOpened()
        self._turn = RLock()
        self._records = AllRecords(workspace)

    def nearby(self) -> tuple[str, ...]:
        """Names of files that may be brought in: those in the exports folder, or in the current one without it."""
        return files_nearby()

    def look(
        self, names: Sequence[str], decided: Decided = NOTHING_DECIDED, on_progress: OnProgress | None = None
    ) -> Preview:
        """What would become of every record in these files and folders; without names, what is in conflict here.

        Raises:
            Misuse: there is no such file, or no package.
        """
        with self._turn:
            return self._prepared(names, decided, on_progress).preview

    def import_files(
        self, names: Sequence[str], decided: Decided = NOTHING_DECIDED, on_progress: OnProgress | None = None
    ) -> Preview:
        """Bring them in, in one step; returns what has become of the records. Without names it keeps what was decided.

        Where nothing changes, nothing is written.

        Raises:
            Refused: a file has a fault, and it was not decided to go on without; nothing was written.
            NotKept: it did not reach the disk; the workspace is as it was.
        """
        with self._turn:
            return self.brought(names, decided, on_progress)[0]

    def brought(
        self,
        names: Sequence[str],
        decided: Decided = NOTHING_DECIDED,
        on_progress: OnProgress | None = None,
        say: Callable[[Preview], None] | None = None,
    ) -> tuple[Preview, str]:
        """Import files as `import_files` does, and also return the name of the file written; "" where none was.

        `say` is told what would become of everything before anything is written; it may raise to stop.
        """
        from coreflect.workspace.ids import SystemIds
        from coreflect.workspace.import_history import ImportHistory

        kept = ImportHistory(self._workspace)
        while True:
            preview, part, standing = self._prepared(names, decided, on_progress)
            if say:
                say(preview)
            if preview.refused and not decided.without_refused:
                raise Refused("\n".join(dict.fromkeys(one.why for one in preview.refused)), LEAVE_OUT)
            if part is None:
                return preview, ""
            content = _written(part)
            if on_progress:
                on_progress(Progress(len(preview.files) + 1, len(preview.files) + MORE_STEPS, "writing"))
            # Another terminal that brought in, took back or took out meanwhile: then look again at what is here.
            file = kept.add(content, SystemIds().letters(6), standing)
            if file:
                self._files.forget()
                return preview, file.name

    def last(self) -> LastImport | None:
        """The latest bringing-in, if there is one."""
        from coreflect.workspace.import_history import ImportHistory

        latest = ImportHistory(self._workspace).latest()
        return _brought(latest) if latest else None

    def undo(self) -> LastImport:
        """Take the latest bringing-in back whole; returns what it was.

        Raises:
            Misuse: nothing has been brought in.
        """
        from coreflect.workspace.import_history import ImportHistory

        kept = ImportHistory(self._workspace)
        while True:
            latest = kept.latest()
            if latest is None:
                raise Misuse("Nothing has been brought in, so nothing can be taken back.")
            brought = _brought(latest)
            if kept.take_back(latest):
                return brought

    def reflections(self, names: Sequence[str]) -> tuple[Reflection, ...]:
        """The facts of every reflection in these files, and of those that are here."""
        files = self._files.open(names, _steps(None))
        here, _ = self._here()
        return tuple(reflection for one in (*here, *files.packages) for reflection in one.records.rounds)

    def _prepared(self, names: Sequence[str], decided: Decided, on_progress: OnProgress | None) -> _Prepared:
        from coreflect.workspace.import_history import ImportHistory

        standing = ImportHistory(self._workspace).standing()
        files = self._files.open(names, _steps(on_progress))
        if names and all(one.why and not one.refused for one in files.seen):
            raise Misuse("There is no file there that coreflect wrote.", NAME_SOME)
        # Merging loads pandas, which a name typed wrongly need not wait for.
        from coreflect.core.model import Alias
        from coreflect.package.merge import merge
        from coreflect.package.subset import difference

        if on_progress:
            on_progress(Progress(len(files.seen), len(files.seen) + MORE_STEPS, "bringing them together"))
        here, faults = self._here()
        aliases = [Alias(one.kind, one.name, one.same_as) for one in decided.joined]
        before = merge(here)
        files, whole = together(here, files, aliases, decided.kept)
        part = difference(whole, before)
        return _Prepared(_preview(files, here, whole, faults, changes=part is not None), part, standing)

    def _here(self) -> tuple[tuple[Package, ...], tuple[str, ...]]:
        """What is here as packages, the workspace's own records first; and a sentence on each that cannot be read."""
        from coreflect.package.merge import OWN
        from coreflect.package.read import open_package
        from coreflect.package.write import package_bytes

        own = open_package(package_bytes(self._workspace.records(None)), OWN)
        imports, damaged = self._records.readable_packages()
        faults = (f"Passed over: {fault}" for fault in damaged.values())
        return (own, *imports), (*faults, *self._workspace.faults())


def _steps(on_progress: OnProgress | None) -> Callable[[int, int], None]:
    def step(done: int, files: int) -> None:
        if on_progress:
            on_progress(Progress(done, files + MORE_STEPS, "looking at the files"))

    return step


def _written(part: MergedPackages) -> bytes:
    from coreflect.package.archive import LARGEST_UNPACKED
    from coreflect.package.merge import merged_package

    content = merged_package(part)
    if len(content) > LARGEST_UNPACKED:
        raise CoreflectError("This is more than one file can hold.", "Bring a part of the files in at a time.")
    return content


def _preview(
    files: Files, here: Sequence[Package], whole: MergedPackages, faults: Sequence[str], *, changes: bool
) -> Preview:
    from coreflect.core.merging.importing import SeenRound
    from coreflect.package.merge import outcomes_of
    from coreflect.package.remarks import similar_names, similar_names_text
    from coreflect.services.conflicts import BEFORE, HERE, called_round, in_two_versions

    records = whole.records
    rounds = {one.id: one for one in reversed(records.rounds)}
    pairs = similar_names(records.rounds, records.aliases)
    told = {similar_names_text(one) for one in pairs}
    named = [(HERE, here[0]), *((BEFORE, one) for one in here[1:]), *((one.name, one) for one in files.packages)]

    def called(name: str, otherwise: str) -> str:
        return called_round(rounds[name]) if name in rounds else otherwise

    return Preview(
        files.seen,
        tuple(
            SeenRound(
                *(one.team, one.round, rounds[one.round].date),
                *(one.new, one.same, one.replaced, one.withdrawn, one.in_conflict),
            )
            for one in outcomes_of(files.counted(), here, whole)
        ),
        tuple(
            one._replace(called=called(one.name, one.called), same_called=called(one.same_as, one.same_called))
            for one in pairs
        ),
        in_two_versions(whole, where_they_stand(whole, named)),
        (*faults, *(one for one in whole.report.remarks if one not in told)),
        changes,
    )


def _brought(file: Path) -> LastImport:
    from coreflect.package.read import rounds_in

    rounds = sorted(rounds_in(file), key=lambda one: (one.date, one.team_name, one.id))
    return LastImport(file.name, tuple(dict.fromkeys((one.team_name, one.date) for one in rounds)))


class Together(NamedTuple):
    """The files that could be merged, with those named that could not; and the merge of everything."""

    files: Files
    whole: MergedPackages


def together(
    here: Sequence[Package], files: Files, aliases: Sequence[Alias], keep: Sequence[tuple[str, str]]
) -> Together:
    """Merge what is here with the files.

    Takes the packages that are here, the files, names that are declared to be the same, and the (record, revision) of
    each conflict that is ended.

    Raises:
        Refused: what is here cannot be merged by itself.
        Misuse: `keep` names a record or a revision that is not there.
    """
    from coreflect.package.merge import merge

    while True:
        try:
            return Together(files, merge([*here, *files.packages], aliases=aliases, keep=keep))
        except Refused:
            at_fault = _at_fault(here, files.packages)
            if not at_fault:
                raise
            files = files.without(at_fault)


def _at_fault(here: Sequence[Package], packages: Sequence[Package]) -> Mapping[str, str]:
    """The packages by name, with why, that the first fault is about; none where what is here is at fault itself."""
    if not packages or _fault(here, ()):
        return {}
    # The first so many without a fault, found by halving: merging ten thousand files once for each takes too long.
    least, most = 0, len(packages)
    while most - least > 1:
        half = (least + most) // 2
        least, most = (least, half) if _fault(here, packages[:half]) else (half, most)
    last = packages[most - 1]
    alone = _fault(here, (last,))
    if alone:
        return {last.name: alone}
    first, end = 0, most - 1
    while end - first > 1:
        half = (first + end) // 2
        first, end = (half, end) if _fault(here, packages[half:most]) else (first, half)
    other = packages[first]
    why = _fault(here, packages[first:most])
    return {other.name: why, last.name: why}


def _fault(here: Sequence[Package], packages: Sequence[Package]) -> str:
    """Why these cannot be merged with what is here; empty where they can."""
    from coreflect.package.merge import merge

    if not (here or packages):
        return ""
    try:
        merge([*here, *packages])
    except Refused as fault:
        return str(fault)
    return ""


def where_they_stand(whole: MergedPackages, named: Sequence[tuple[str, Package]]) -> dict[tuple[str, str], list[str]]:
    """Where each (record, revision) in conflict stands.

    Takes the merge, and the packages with the name under which people know each.
    """
    doubted = {(one.table, one.record) for one in whole.conflicts}
    found: dict[tuple[str, str], list[str]] = {}
    for table in {table for table, _ in doubted}:
        for name, package in named:
            for one in getattr(package.records, table):
                if (table, one.id) in doubted:
                    names = found.setdefault((one.id, one.revision), [])
                    if name not in names:
                        names.append(name)
    return found


EXPORTS = "exports"
ENDING = ".zip"


def files_nearby() -> tuple[str, ...]:
    """The names of files in `exports`, or in the current folder without it, that may be packages, in order."""
    exports = Path(EXPORTS)
    try:
        folder = exports if exports.is_dir() else Path()
        found = [one for one in folder.iterdir() if one.suffix.lower() == ENDING and one.is_file()]
    except OSError:
        return ()
    return tuple(sorted(str(one) for one in found if not one.name.startswith(".")))
