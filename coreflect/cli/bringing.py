"""Packages come into a workspace as one file under `imports/`, written once, and are taken back by removing it.

The file holds what the workspace does not hold already, so nobody's own answers are copied into it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from coreflect.cli.bringing_files import Files, FilesOpened
from coreflect.cli.brought_in import BroughtIn
from coreflect.core.bringing import Brought, Decided, Preview, Progress
from coreflect.core.errors import CoreflectError, Misuse, Refused

if TYPE_CHECKING:
    from pathlib import Path

    from coreflect.core.model import Round
    from coreflect.core.ports import Tell
    from coreflect.package.merged import Merged
    from coreflect.package.opened import Opened
    from coreflect.workspace.imports_kept import Standing
    from coreflect.workspace.store import FolderWorkspace

NOTHING_DECIDED = Decided()
LEAVE_OUT = "Nothing was written. They can be left out: add --without-refused, or say so where you are asked."
NAME_SOME = "Name files that `coreflect export` wrote, or a folder with some."
MORE_STEPS = 2
"""Steps after the files are open: bringing them together, and writing."""


class _Prepared(NamedTuple):
    """What would be, the part that is not here yet, and what stood here when that was found out."""

    preview: Preview
    part: Merged | None
    standing: Standing


class PackageBringing:
    """The Bringing port on a workspace."""

    def __init__(self, workspace: FolderWorkspace) -> None:
        self._workspace = workspace
        self._files = FilesOpened()
        self._brought_in = BroughtIn(workspace)

    def nearby(self) -> tuple[str, ...]:
        from coreflect.cli.bringing_nearby import files_nearby

        return files_nearby()

    def look(self, names: Sequence[str], decided: Decided = NOTHING_DECIDED, tell: Tell | None = None) -> Preview:
        return self._prepared(names, decided, tell).preview

    def bring(self, names: Sequence[str], decided: Decided = NOTHING_DECIDED, tell: Tell | None = None) -> Preview:
        return self.brought(names, decided, tell)[0]

    def brought(
        self,
        names: Sequence[str],
        decided: Decided = NOTHING_DECIDED,
        tell: Tell | None = None,
        say: Callable[[Preview], None] | None = None,
    ) -> tuple[Preview, str]:
        """Bring files in as `bring` does, and return the name of the file that was written too; "" where none was.

        `say` is told what would become of everything before anything is written; it may raise to stop.
        """
        from coreflect.workspace.ids import SystemIds
        from coreflect.workspace.imports_kept import ImportsKept

        kept = ImportsKept(self._workspace)
        while True:
            preview, part, standing = self._prepared(names, decided, tell)
            if say:
                say(preview)
            if preview.refused and not decided.without_refused:
                raise Refused("\n".join(dict.fromkeys(one.why for one in preview.refused)), LEAVE_OUT)
            if part is None:
                return preview, ""
            content = _written(part)
            if tell:
                tell(Progress(len(preview.files) + 1, len(preview.files) + MORE_STEPS, "writing"))
            # Another terminal that brought in, took back or took out meanwhile: then look again at what is here.
            file = kept.add(content, SystemIds().letters(6), standing)
            if file:
                self._files.forget()
                return preview, file.name

    def last(self) -> Brought | None:
        from coreflect.workspace.imports_kept import ImportsKept

        latest = ImportsKept(self._workspace).latest()
        return _brought(latest) if latest else None

    def undo(self) -> Brought:
        from coreflect.workspace.imports_kept import ImportsKept

        kept = ImportsKept(self._workspace)
        while True:
            latest = kept.latest()
            if latest is None:
                raise Misuse("Nothing has been brought in, so nothing can be taken back.")
            brought = _brought(latest)
            if kept.take_back(latest):
                return brought

    def facts(self, names: Sequence[str]) -> tuple[Round, ...]:
        """The facts of every reflection in these files, and of those that are here."""
        files = self._files.open(names, _steps(None))
        here, _ = self._here()
        return tuple(facts for one in (*here, *files.packages) for facts in one.records.rounds)

    def _prepared(self, names: Sequence[str], decided: Decided, tell: Tell | None) -> _Prepared:
        from coreflect.workspace.imports_kept import ImportsKept

        standing = ImportsKept(self._workspace).standing()
        files = self._files.open(names, _steps(tell))
        if names and all(one.why and not one.refused for one in files.seen):
            raise Misuse("There is no file there that coreflect wrote.", NAME_SOME)
        # Merging loads pandas, which a name typed wrongly need not wait for.
        from coreflect.cli.bringing_merge import together
        from coreflect.core.model import Alias
        from coreflect.package.beyond import beyond
        from coreflect.package.merge import merge

        if tell:
            tell(Progress(len(files.seen), len(files.seen) + MORE_STEPS, "bringing them together"))
        here, faults = self._here()
        aliases = [Alias(one.kind, one.name, one.same_as) for one in decided.joined]
        before = merge(here)
        files, whole = together(here, files, aliases, decided.kept)
        part = beyond(whole, before)
        return _Prepared(_preview(files, here, whole, faults, changes=part is not None), part, standing)

    def _here(self) -> tuple[tuple[Opened, ...], tuple[str, ...]]:
        """What is here as packages, the workspace's own records first; and a sentence on each that cannot be read."""
        from coreflect.package.merge import OWN
        from coreflect.package.read import open_package
        from coreflect.package.write import package_bytes

        own = open_package(package_bytes(self._workspace.records(None)), OWN)
        imports, damaged = self._brought_in.readable()
        faults = (f"Passed over: {fault}" for fault in damaged.values())
        return (own, *imports), (*faults, *self._workspace.faults())


def _steps(tell: Tell | None) -> Callable[[int, int], None]:
    def step(done: int, files: int) -> None:
        if tell:
            tell(Progress(done, files + MORE_STEPS, "looking at the files"))

    return step


def _written(part: Merged) -> bytes:
    from coreflect.package.merge import merged_package
    from coreflect.package.zipped import LARGEST_UNPACKED

    content = merged_package(part)
    if len(content) > LARGEST_UNPACKED:
        raise CoreflectError("This is more than one file can hold.", "Bring a part of the files in at a time.")
    return content


def _preview(files: Files, here: Sequence[Opened], whole: Merged, faults: Sequence[str], *, changes: bool) -> Preview:
    from coreflect.cli.bringing_merge import where_they_stand
    from coreflect.cli.bringing_words import BEFORE, HERE, called_round, in_two_versions
    from coreflect.core.bringing import SeenRound
    from coreflect.package.fates import fates_of
    from coreflect.package.remarks import alike_told, names_alike

    records = whole.records
    rounds = {one.id: one for one in reversed(records.rounds)}
    pairs = names_alike(records.rounds, records.aliases)
    told = {alike_told(one) for one in pairs}
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
            for one in fates_of(files.counted(), here, whole)
        ),
        tuple(
            one._replace(called=called(one.name, one.called), same_called=called(one.same_as, one.same_called))
            for one in pairs
        ),
        in_two_versions(whole, where_they_stand(whole, named)),
        (*faults, *(one for one in whole.report.remarks if one not in told)),
        changes,
    )


def _brought(file: Path) -> Brought:
    from coreflect.package.rounds_in import rounds_in

    rounds = sorted(rounds_in(file), key=lambda one: (one.date, one.team_name, one.id))
    return Brought(file.name, tuple(dict.fromkeys((one.team_name, one.date) for one in rounds)))
