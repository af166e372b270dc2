"""Files that are to be brought in are opened each by itself: a faulty one is named, and stops no other."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from coreflect.core.errors import Refused
from coreflect.core.merging.importing import SeenFile
from coreflect.core.names import shown
from coreflect.services.package_files import STANDARD_INPUT, is_no_package, open_one, places

if TYPE_CHECKING:
    from coreflect.package.package import Package, Shared

KEPT_OPEN = 64 << 20
"""Files are looked at again and again while people decide; up to so many bytes of answers stay in memory meanwhile."""


class _File(NamedTuple):
    """A file that was opened: its package, and a mark that is the same for the same bytes; none for a stream."""

    opened: Package
    mark: str


_State = tuple[str, int, int]
"""A file's name, its time and its size."""


@dataclass(frozen=True, slots=True)
class Files:
    """What was named: each file as it was seen, and the sound packages, one that comes twice named once."""

    seen: tuple[SeenFile, ...]
    packages: tuple[Package, ...]

    def counted(self) -> tuple[Package, ...]:
        """The package of each sound file, in order; one that comes twice is in it twice."""
        by_name = {one.name: one for one in self.packages}
        names = (one.same_as or one.name for one in self.seen if not one.why)
        return tuple(by_name[name] for name in names)

    def without(self, refused: Mapping[str, str]) -> Files:
        """The same less these packages, by name, with the sentence on each; those of the same bytes go with them."""
        seen = tuple(
            SeenFile(one.name, 0, refused[one.same_as or one.name], refused=True)
            if not one.why and (one.same_as or one.name) in refused
            else one
            for one in self.seen
        )
        return Files(seen, tuple(one for one in self.packages if one.name not in refused))


class FilesOpened:
    """Opens files, and keeps small ones open for the next look."""

    def __init__(self) -> None:
        self._kept: dict[_State, _File] = {}

    def open(self, names: Sequence[str], on_progress: Callable[[int, int], None]) -> Files:
        """Open every file that is named, or that lies in a folder that is named.

        Takes what is told how many of how many have been looked at; it may raise to stop.

        Raises:
            Misuse: there is no such file.
        """
        from coreflect.core.merging.revisions import record_keys
        from coreflect.package.package import Shared
        from coreflect.package.read_many import no_collector

        found = tuple(_found(names))
        seen: list[SeenFile] = []
        packages: dict[str, Package] = {}
        by_mark: dict[str, Package] = {}
        kept: dict[_State, _File] = {}
        shared = Shared()
        with no_collector():
            for number, (name, in_folder, why) in enumerate(found):
                on_progress(number, len(found))
                said = STANDARD_INPUT if name == "-" else name
                if why:
                    seen.append(SeenFile(said, 0, why, refused=True))
                    continue
                state = _state(name)
                try:
                    file = kept.get(state) or self._kept.get(state) or _opened(name, by_mark, shared)
                except Refused as fault:
                    other = is_no_package(fault)
                    sentence = f"{shown(said)} is no file that coreflect wrote." if other else str(fault)
                    seen.append(SeenFile(said, 0, sentence, refused=not (in_folder and other)))
                    continue
                kept[state] = file
                records = sum(1 for _ in record_keys(file.opened.records))
                first = packages.get(said) or by_mark.get(file.mark)
                seen.append(SeenFile(said, records, same_as=first.name if first else ""))
                if first is None:
                    first = packages[said] = replace(file.opened, name=said)
                    if file.mark:
                        by_mark[file.mark] = first
        small = sum(one.opened.answers.size for one in kept.values()) <= KEPT_OPEN
        self._kept = {state: one for state, one in kept.items() if small or not one.mark}
        return Files(tuple(seen), tuple(packages.values()))

    def forget(self) -> None:
        """Keep nothing open any more."""
        self._kept = {}


def _found(names: Sequence[str]) -> Iterator[tuple[str, bool, str]]:
    """Each file's name, whether it was only found in a folder, and why it cannot be looked at, if so."""
    for name in names:
        try:
            for one, in_folder in places([name]):
                yield one, in_folder, ""
        except Refused as fault:
            yield name, False, str(fault)


def _opened(name: str, by_mark: Mapping[str, Package], shared: Shared) -> _File:
    mark = _mark(name)
    return _File(by_mark.get(mark) or open_one(name, shared), mark)


def _state(name: str) -> _State:
    """What changes when a file does; of a stream, which can be read once, nothing ever does."""
    try:
        state = Path(name).stat()
    except OSError:
        return name, 0, 0
    return name, state.st_mtime_ns, state.st_size


def _mark(name: str) -> str:
    path = Path(name)
    try:
        if name == "-" or not path.is_file():
            return ""
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
