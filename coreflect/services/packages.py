"""Writes the package files with which a reflection travels, and opens those that people name.

Each file is opened by itself, so that every faulty one is named at once. `open_all` refuses all of them for one fault;
`PackageOpener` names the fault, and goes on with the others.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from coreflect.core.errors import Misuse, NoPackage, Refused
from coreflect.core.merging.importing import FilePreview
from coreflect.core.merging.revisions import record_keys
from coreflect.core.model import Reflection
from coreflect.core.names import quoted, shown
from coreflect.core.reflections.answers_file import LARGEST, AnswersFile, is_answers_file, read_answers_file
from coreflect.core.reflections.responses import CameInFile
from coreflect.core.texts.packages import all_refused
from coreflect.package.envelope import files_of, is_answers, is_left_behind, packages_below, unpacked_in
from coreflect.package.package import Package, Shared
from coreflect.package.read import open_named, open_package, read_records
from coreflect.package.read_many import no_collector, open_many
from coreflect.package.write import package_bytes
from coreflect.services.answers_files import AnswersDoor, Taken
from coreflect.services.exports import Export, gather_counts, gather_export
from coreflect.services.output import check_ending, exports_folder, write_file

if TYPE_CHECKING:
    from coreflect.workspace.workspace import Workspace


class PackageFiles:
    """The package files of one workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def open_invitation(self, file: str) -> Reflection:
        """Import the one reflection of an invitation, and return it as it stands in the workspace.

        A reflection that is there already stays as it is, unless the invitation holds a later revision of it.

        Raises:
            Misuse: there is no such file.
            Refused: it is no package, is cut off or altered, or does not hold one reflection; nothing was written.
            NotSaved: the reflection did not reach the disk.
        """
        path = Path(file)
        try:
            is_there = path.is_file() or unpacked_in(path) is not None
        except OSError as error:
            why = f"{quoted(file)} cannot be opened: {error.strerror}."
            raise Refused(why, "Look at its name and place.") from None
        if not is_there:
            raise Misuse(f"There is no file {quoted(file)}.", "Check its name, and where it was saved.")
        records = read_records(path)
        ids = {reflection.id for reflection in records.rounds}
        if len(ids) != 1:
            raise Refused(
                f"{shown(path.name)} holds {len(ids)} reflections, and a questions file holds one.",
                "Ask for the file that `coreflect rounds invite` wrote.",
            )
        self._workspace.save_rounds(records)
        return self._workspace.round(ids.pop())

    def write_invitation(self, reflection: Reflection, path: str = "") -> str:
        """Write a reflection's package without answers, into the folder `exports` unless a path is named.

        Returns the path of the file, whole where none was named.

        Raises:
            NotSaved: it did not reach the disk.
        """
        check_ending(path, ".zip")
        content = package_bytes(self._workspace.records_of_invitation(reflection.id))
        file = path or str((exports_folder() / f"invitation-{reflection.id}.zip").resolve())
        write_file(file, content)
        return file

    def write_export(self, reflection: Reflection) -> str:
        """Write a reflection's package with its finished answers into the folder `exports`; returns its whole path.

        Raises:
            Refused: an imported package cannot be read.
            NotSaved: it did not reach the disk.
        """
        return str(Path(self.export([reflection.id]).write_package().name).resolve())

    def export(self, texts: Sequence[str] = ()) -> Export:
        """Gather an export, as `gather_export` says and raises; loads pandas."""
        return gather_export(self._workspace, texts)

    def export_counts(self, texts: Sequence[str] = (), *, agreed: bool = True) -> Export:
        """Gather an export of counts alone, as `gather_counts` says and raises; loads pandas."""
        return gather_counts(self._workspace, texts, agreed=agreed)


STANDARD_INPUT = "standard input"
OPEN_BYTES = 64 << 20
"""The most bytes of answers that stay in memory while people decide, since every decision needs the files again."""


def open_all(
    names: Sequence[str], on_progress: Callable[[int, int], None] | None = None
) -> tuple[tuple[Package, ...], tuple[str, ...]]:
    """Open every package that is named.

    Takes paths of packages, of folders that hold some (searched one folder down), and `-` for standard input; and what
    is called with how many of how many are open. Returns the packages in this order, and a sentence on each file in a
    folder that is none and was passed over.

    Raises:
        Refused: one or more are cut off, altered, unsafe or no package; all of them are named.
        Misuse: there is no such file, or a folder holds no package.
    """
    with no_collector():
        to_open = [place for name in names for place in places(name)]
        opened = _open_each(to_open, on_progress)
    refused = [result for result in opened if isinstance(result, Refused)]
    if refused:
        raise all_refused(str(fault) for fault in refused)
    packages = tuple(result for result in opened if isinstance(result, Package))
    if not packages:
        raise Misuse(
            "There is no coreflect file there.", "Name files that `coreflect export` wrote, or a folder with some."
        )
    return packages, tuple(f"Skipped: {result}" for result in opened if isinstance(result, str))


class Place(NamedTuple):
    """A file or an unpacked package to open; `in_folder` is True if its folder was named and not itself."""

    name: str
    in_folder: bool


def places(name: str) -> Iterator[Place]:
    """Find the files that a name stands for: the file itself, or those in the folder and packages one folder down.

    Raises:
        Misuse: there is no such file.
        Refused: it cannot be looked at.
    """
    if name == "-":
        yield Place(name, in_folder=False)
        return
    path = Path(name)
    try:
        if not name or not path.exists():
            raise Misuse(f"There is no file {quoted(name)}.", "Check its name, and where it was saved.")
        files = _in_folder(path) if path.is_dir() else None
    except OSError as error:
        why = f"{quoted(name)} cannot be opened: {error.strerror}."
        raise Refused(why, "Look at its name and place.") from None
    if files is None:
        yield Place(name, in_folder=False)
    yield from (Place(str(file), in_folder=True) for file in files or ())


def _in_folder(path: Path) -> list[Path]:
    """List what there is to open in a folder: the package that lies unpacked in it, its files, and packages below."""
    unpacked = unpacked_in(path)
    own = {unpacked / file for file in files_of(unpacked)} if unpacked else set()
    files = [file for file in sorted(path.iterdir()) if file not in own and file.is_file()]
    seen = [file for file in files if not file.name.startswith(".") and not is_left_behind(file.name)]
    below = packages_below(path) if unpacked in (None, path) else ()
    return [*([path] if unpacked else []), *seen, *below]


@dataclass(frozen=True, slots=True)
class OpenedFiles:
    """What each file holds, and the packages without a fault; a package that comes twice is listed once.

    `came` holds, by the package's name, what is to be stored with each that was made of an answers file.
    """

    seen: tuple[FilePreview, ...]
    packages: tuple[Package, ...]
    came: Mapping[str, CameInFile] = field(default_factory=dict)

    def package_of_each(self) -> tuple[Package, ...]:
        """List the package of each file without a fault, in order; a package that comes twice is listed twice."""
        by_name = {package.name: package for package in self.packages}
        return tuple(by_name[file.same_as or file.name] for file in self.seen if not file.why)

    def without(self, refused: Mapping[str, str]) -> OpenedFiles:
        """Leave out these packages and their copies; takes the sentence on each by the package's name."""
        seen = tuple(
            FilePreview(file.name, 0, refused[file.same_as or file.name], refused=True)
            if not file.why and (file.same_as or file.name) in refused
            else file
            for file in self.seen
        )
        came = {name: each for name, each in self.came.items() if name not in refused}
        return OpenedFiles(seen, tuple(package for package in self.packages if package.name not in refused), came)


_State = tuple[str, int, int]
"""A file's name, its time and its size."""


class _Opened(NamedTuple):
    """A package or an answers file that was opened, and the hash of its file; empty for a stream."""

    content: Package | AnswersFile
    digest: str

    @property
    def size(self) -> int:
        """How many bytes of memory the answers take."""
        return self.content.answers.size if isinstance(self.content, Package) else 0


class _Waiting(NamedTuple):
    """An answers file that waits until all packages are open, and its place among the files seen."""

    at: int
    file: AnswersFile
    digest: str


class PackageOpener:
    """Opens the files of an import, and keeps small ones in memory from one look to the next."""

    def __init__(self, door: AnswersDoor) -> None:
        """Takes what takes in answers files."""
        self._door = door
        self._opened: dict[_State, _Opened] = {}

    def open(self, names: Sequence[str], on_progress: Callable[[int, int], None]) -> OpenedFiles:
        """Open every file that is named, or that lies in a folder that is named.

        Takes what is called with how many of how many have been looked at; it may raise to stop.

        Raises:
            Misuse: there is no such file.
        """
        to_open = tuple(place for name in names for place in _list_files(name))
        seen: list[FilePreview] = []
        packages: dict[str, Package] = {}
        by_digest: dict[str, Package] = {}
        waiting: list[_Waiting] = []
        opened: dict[_State, _Opened] = {}
        shared = Shared()
        with no_collector():
            for number, (name, in_folder, why) in enumerate(to_open):
                on_progress(number, len(to_open))
                label = STANDARD_INPUT if name == "-" else name
                if why:
                    seen.append(FilePreview(label, 0, why, refused=True))
                    continue
                state = _state(name)
                try:
                    file = opened.get(state) or self._opened.get(state) or _open(name, by_digest, shared)
                except Refused as fault:
                    is_other = isinstance(fault, NoPackage)
                    sentence = f"{shown(label)} is not a coreflect file." if is_other else str(fault)
                    seen.append(FilePreview(label, 0, sentence, refused=not (in_folder and is_other)))
                    continue
                opened[state] = file
                if isinstance(file.content, AnswersFile):
                    waiting.append(_Waiting(len(seen), replace(file.content, name=label), file.digest or label))
                    seen.append(FilePreview(label, 0))
                    continue
                first = packages.get(label) or by_digest.get(file.digest)
                same_as = first.name if first else ""
                records, people = _records_in(file.content), _people_in(file.content)
                seen.append(FilePreview(label, records, same_as=same_as, people=people))
                if first is None:
                    first = packages[label] = replace(file.content, name=label)
                    if file.digest:
                        by_digest[file.digest] = first
            came = self._take_in(waiting, seen, packages, shared)
        is_small = sum(file.size for file in opened.values()) <= OPEN_BYTES
        self._opened = {state: file for state, file in opened.items() if is_small or not file.digest}
        return OpenedFiles(tuple(seen), tuple(packages.values()), came)

    def forget(self) -> None:
        """Remove all packages from memory."""
        self._opened = {}

    def _take_in(
        self, waiting: Sequence[_Waiting], seen: list[FilePreview], packages: dict[str, Package], shared: Shared
    ) -> dict[str, CameInFile]:
        """Take in the answers files, once all else is open: each goes to `packages`, what became of it to `seen`."""
        once: dict[str, _Waiting] = {}
        for each in waiting:
            once.setdefault(each.digest, each)
        taken = self._door.take([each.file for each in once.values()], tuple(packages.values()), shared)
        results = dict(zip(once, taken, strict=True))
        came: dict[str, CameInFile] = {}
        for each in waiting:
            result, first = results[each.digest], once[each.digest]
            if isinstance(result, Refused):
                seen[each.at] = FilePreview(each.file.name, 0, str(result), refused=True)
                continue
            same_as = first.file.name if first is not each else ""
            records, people = _records_in(result.package), _people_in(result.package)
            seen[each.at] = FilePreview(each.file.name, records, same_as=same_as, people=people)
            packages[first.file.name] = result.package
            if result.came:
                came[first.file.name] = result.came
        return came


def _records_in(package: Package) -> int:
    return sum(1 for _ in record_keys(package.records))


def _open_each(
    to_open: Sequence[Place], on_progress: Callable[[int, int], None] | None
) -> list[Package | Refused | str]:
    """Open each file; returns its package or fault, or a sentence if it is no package and its folder was named."""
    shared = Shared()
    apart = {name: _open_or_fault(name, shared) for name, _ in to_open if name == "-" or is_answers(Path(name))}
    files = iter(open_many([name for name, _ in to_open if name not in apart], shared, on_progress))
    found = [(apart[name] if name in apart else next(files), in_folder) for name, in_folder in to_open]
    packages = tuple(content for content, _ in found if isinstance(content, Package))
    answers = {content: content for content, _ in found if isinstance(content, AnswersFile)}
    taken = dict(zip(answers, AnswersDoor().take(answers, packages, shared), strict=True))
    opened: list[Package | Refused | str] = []
    for content, in_folder in found:
        result = _result(taken[content]) if isinstance(content, AnswersFile) else content
        opened.append(result.message if in_folder and isinstance(result, NoPackage) else result)
    return opened


def _result(taken: Taken | Refused) -> Package | Refused:
    return taken.package if isinstance(taken, Taken) else taken


def _open_or_fault(name: str, shared: Shared) -> Package | AnswersFile | Refused:
    try:
        return _open_place(name, shared)
    except Refused as fault:
        return fault


def _open_place(name: str, shared: Shared) -> Package | AnswersFile:
    if name == "-":
        content = sys.stdin.buffer.read()
        if is_answers_file("", content[:LARGEST]):
            return read_answers_file(STANDARD_INPUT, content)
        return open_package(content, STANDARD_INPUT, shared)
    path = Path(name)
    return _read_answers(path, name) if is_answers(path) else open_named(name, shared)


def _read_answers(path: Path, name: str) -> AnswersFile:
    try:
        with path.open("rb") as file:
            return read_answers_file(name, file.read(LARGEST + 1))
    except OSError as error:
        why = f"{quoted(name)} cannot be opened: {error.strerror}."
        raise Refused(why, "Look at its name and place.") from None


def _open(name: str, by_digest: Mapping[str, Package], shared: Shared) -> _Opened:
    digest = _digest(name)
    return _Opened(by_digest.get(digest) or _open_place(name, shared), digest)


def _list_files(name: str) -> Iterator[tuple[str, bool, str]]:
    """List (name, whether its folder was named, why it cannot be looked at) of each file that a name stands for."""
    try:
        for place in places(name):
            yield place.name, place.in_folder, ""
    except Refused as fault:
        yield name, False, str(fault)


def _state(name: str) -> _State:
    """Return the name, time and size of a file, by which a change is noticed; zeros for a stream."""
    path = Path(name)
    try:
        unpacked = unpacked_in(path) if path.is_dir() else None
        files = [unpacked / file for file in files_of(unpacked)] if unpacked else [path]
        states = [file.stat() for file in files]
    except OSError:
        return name, 0, 0
    return name, max(state.st_mtime_ns for state in states), sum(state.st_size for state in states)


def _digest(name: str) -> str:
    path = Path(name)
    try:
        if name == "-" or not path.is_file():
            return ""
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _people_in(package: Package) -> int:
    return len({response.id for response in package.records.responses})
