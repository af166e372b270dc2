"""Examines a workspace for damaged, forgotten and exposed files, and mends what can be mended.

Examining only reads. Each finding says what it means for people, and what `mend` would do about it.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar

from coreflect.core.errors import CoreflectError, Damaged
from coreflect.core.model import Withdrawn
from coreflect.core.names import shown
from coreflect.files.atomic import dead, is_temporary, make_folder, not_saved, remove, write_whole
from coreflect.files.regular import NOT_REGULAR, read_regular
from coreflect.workspace import released
from coreflect.workspace.asked import read_asked
from coreflect.workspace.different_names import read_different
from coreflect.workspace.file_words import read_words
from coreflect.workspace.folders import (
    BACKUP_SUFFIX,
    SET_ASIDE,
    RoundFolder,
    names_in,
    record_name,
    response_name,
    room_name,
    tombstone_name,
)
from coreflect.workspace.responses import read_draft_of, read_finished_of, says_the_same
from coreflect.workspace.room import read_room_record_of
from coreflect.workspace.rounds import read_round_of
from coreflect.workspace.shown_counts import read_sound_shown_counts
from coreflect.workspace.storage import NewerFormat, Tables, backup_of, encode
from coreflect.workspace.withdrawals import read_handed_over, read_withdrawn, withdrawn_tables
from coreflect.workspace.workspace import Workspace

Kind = Literal[
    "damaged",
    "newer",
    "stray",
    "stale-draft",
    "left-over",
    "two-versions",
    "unknown",
    "open-to-others",
    "questions",
    "not-opened",
]
N = TypeVar("N")

Remedy = Literal["", "remove", "set-aside", "restore", "rewrite", "close", "take-out"]

MENDING = {
    "remove": "It is removed.",
    "set-aside": f"It is moved to {SET_ASIDE}; nothing else is lost.",
    "restore": f"It is moved to {SET_ASIDE}, and the copy beside it takes its place.",
    "rewrite": f"A copy goes to {SET_ASIDE}, and it is written anew: the answers stay removed.",
    "close": "It is closed to everyone but you.",
    "take-out": "It is written anew without them.",
}
"""The sentence that says what each remedy does."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was found: the file, what is wrong, and what mending would do.

    `file` is its path within the workspace, or its whole path if it is elsewhere.
    `mending` is the sentence for people, and `remedy` the word for the program. Both are empty where coreflect cannot
    mend it; `what` then says what a person can do.
    """

    kind: Kind
    file: str
    what: str
    mending: str = ""
    remedy: Remedy = ""


class Doctor:
    """Examines one workspace."""

    def __init__(self, workspace: Workspace, beside: Collection[Path] = ()) -> None:
        """Take the workspace, and folders outside of it to which packages may have been written."""
        self._workspace = workspace
        self._beside = beside
        self._root = workspace.root
        self._files = workspace.files

    def examine(self) -> tuple[Finding, ...]:
        """List all findings, ordered by file."""
        found = [*self._strays(self._root), *self._modes(), *self._not_opened(), *self._imports()]
        for each in {*self._beside, *self._workspace.folders_handed_over()}:
            found += self._strays(each)
        damage = self._damage(self._root / released.NAME, released.read_memory)
        found += [damage] if damage else []
        small = (self._workspace.different_names.folder, read_different), (self._workspace.asked.folder, read_asked)
        for of_small, read in small:
            found += [*self._strays(of_small), *self._records(of_small, record_name, read)]
        for folder in self._workspace.round_folders():
            found += self._round(folder)
        return tuple(sorted(set(found), key=lambda finding: (finding.file, finding.kind)))

    def _round(self, folder: RoundFolder) -> Iterator[Finding]:
        for each in (folder.path, *folder.folders):
            yield from self._strays(each)
        yield from self._reflection(folder)
        left = self._workspace.taking_out.leftovers(folder)
        for path in left:
            if path.is_dir():
                what = "This folder is not coreflect's, and the answers here were removed."
                yield self._found("left-over", path, f"{what} Look whether some are in it, and delete it.")
            else:
                yield self._found("left-over", path, "This was removed; a crash left this file.", "remove")
        yield from self._responses(folder, left)
        yield from self._room(folder, left)
        yield from self._records(folder.shown_counts, record_name, read_sound_shown_counts, left)
        yield from self._records(folder.words, record_name, read_words, left)
        yield from self._records(folder.withdrawn, tombstone_name, read_withdrawn)
        yield from self._records(folder.handed_over, record_name, read_handed_over, left)

    def _reflection(self, folder: RoundFolder) -> Iterator[Finding]:
        seconds = sorted(folder.path.glob(folder.second_reflection().name))
        if not folder.reflection.exists() and self._files.names(folder.responses):
            what = "The set-up of this reflection is not there; a sharing service may still be fetching it."
            yield self._found("damaged", folder.reflection, f"{what} If not, open its questions file again.")
        for path in (folder.reflection, *seconds):
            damage = self._damage(path, read_round_of(folder.id))
            if damage:
                yield damage
            elif path in seconds:
                what = (
                    "The set-up of this reflection was changed in two places; both are saved and go into answers files."
                )
                yield self._found("two-versions", path, f"{what} `coreflect import --dry-run` names both.")
        for name in self._files.names(folder.path):
            path = folder.path / name
            if path not in (folder.reflection, *seconds, *folder.folders) and not _belongs(name):
                yield self._unknown(path)
        yield from self._questions(folder)

    def _questions(self, folder: RoundFolder) -> Iterator[Finding]:
        try:
            self._workspace.banks(folder.id)
        except CoreflectError as error:
            if not self._damage(folder.reflection, read_round_of(folder.id)) and folder.reflection.exists():
                yield self._found("questions", folder.banks, str(error))

    def _responses(self, folder: RoundFolder, left: Collection[Path]) -> Iterator[Finding]:
        for path, name in self._named(folder.responses, response_name, left):
            if name is None:
                yield self._unknown(path)
            elif name.kind == "finished":
                yield from self._finished(folder, path, name.response, second=bool(name.second))
            else:
                yield from self._draft(folder, path, name.response, second=bool(name.second))

    def _finished(self, folder: RoundFolder, path: Path, response: str, *, second: bool) -> Iterator[Finding]:
        damage = self._damage(path, read_finished_of(folder.id, response))
        if damage:
            yield damage
        elif second and self._is_said_twice(folder, path, response):
            what = "One person's answers are here twice, word for word, so that neither is counted."
            yield self._found("two-versions", path, what, "remove")
        elif second:
            what = (
                "One person's answers were changed in two windows; both versions are saved and go into answers files."
            )
            yield self._found("two-versions", path, f"{what} `coreflect import --dry-run` names both.")

    def _is_said_twice(self, folder: RoundFolder, path: Path, response: str) -> bool:
        """Whether a second file of a response says the same as the usual one."""
        read = read_finished_of(folder.id, response)
        usual = self._files.load_or_pass_over(folder.finished(response), read)
        second = self._files.load_or_pass_over(path, read)
        return bool(usual and second and says_the_same(usual.finished, second.finished))

    def _draft(self, folder: RoundFolder, path: Path, response: str, *, second: bool) -> Iterator[Finding]:
        damage = self._damage(path, read_draft_of(folder.id, response))
        if damage:
            yield damage
            return
        draft = self._files.load(path, read_draft_of(folder.id, response))
        finished = self._files.load_or_pass_over(folder.finished(response), read_finished_of(folder.id, response))
        if draft and finished and finished.mark == draft.mark:
            what = "These answers are finished and safe; a crash left this earlier state of them."
            yield self._found("stale-draft", path, what, "remove")
        elif second:
            what = "One person's unfinished answers were changed in two windows; both are saved."
            yield self._found("two-versions", path, f"{what} Their two words open the fuller one.")

    def _room(self, folder: RoundFolder, left: Collection[Path]) -> Iterator[Finding]:
        for path, name in self._named(folder.room, room_name, left):
            if name is None:
                yield self._unknown(path)
            elif damage := self._damage(path, read_room_record_of(folder.id, name[0])):
                yield damage
            elif name[1]:
                what = "What was agreed was changed in two windows; both versions are saved and go into answers files."
                yield self._found("two-versions", path, f"{what} Whoever settles it again replaces both.")

    def _records(
        self,
        folder: Path,
        named: Callable[[str], object],
        read: Callable[[Tables], object],
        left: Collection[Path] = (),
    ) -> Iterator[Finding]:
        for path, name in self._named(folder, named, left):
            if name is None:
                yield self._unknown(path)
            elif damage := self._damage(path, read):
                yield damage

    def _named(
        self, folder: Path, named: Callable[[str], N | None], left: Collection[Path]
    ) -> Iterator[tuple[Path, N | None]]:
        """List the files of a folder with what their names say, which is None where no name here is like it."""
        for file_name in self._files.names(folder):
            path, name = folder / file_name, named(file_name)
            if path not in left and (name is not None or not _belongs(file_name)):
                yield path, name

    def _damage(self, path: Path, read: Callable[[Tables], object]) -> Finding | None:
        try:
            self._files.load(path, read)
        except NewerFormat as newer:
            return self._found("newer", path, f"{newer.message} {newer.hint}")
        except Damaged as damage:
            return self._found("damaged", path, damage.message, self._remedy(path, read))
        return None

    def _remedy(self, path: Path, read: Callable[[Tables], object]) -> Remedy:
        if self._has_good_backup(path, read):
            return "restore"
        return "rewrite" if path.parent.name == "withdrawn" else "set-aside"

    def _has_good_backup(self, path: Path, read: Callable[[Tables], object]) -> bool:
        try:
            return self._files.load(backup_of(path), read) is not None
        except Damaged:
            return False

    def _strays(self, folder: Path) -> Iterator[Finding]:
        for path in dead(folder):
            what = "A save was cut off and left this; answers may be in it, and none that is saved is in it alone."
            yield self._found("stray", path, what, "remove")

    def _imports(self) -> Iterator[Finding]:
        yield from self._strays(self._root / "imports")
        for path in self._workspace.taking_out.empty_packages():
            yield self._found("unknown", path, f"This is skipped: {NOT_REGULAR}. Move it away.")
        for path, fault in self._workspace.taking_out.examine_packages():
            if fault:
                what = f"{fault} Nothing that was added can be shown without it; what was removed may be in it."
                yield self._found("damaged", path, what)
            else:
                yield self._found("left-over", path, "This still holds what was removed.", "take-out")

    def _not_opened(self) -> Iterator[Finding]:
        """Find folders that cannot be listed, so that nothing in them was examined."""
        rounds = self._root / "rounds"
        of_rounds = [each for folder in self._workspace.round_folders() for each in (folder.path, *folder.folders)]
        for folder in (self._root, rounds, self._root / "imports", self._root / "banks", *of_rounds):
            why = _not_opened(folder)
            if why:
                what = f"This folder cannot be opened: {why}. Whatever is in it is not seen, and was not looked at."
                yield self._found("not-opened", folder, f"{what} Let it be opened, then look again.")

    def _modes(self) -> Iterator[Finding]:
        if not self._files.private or os.name == "nt":
            return
        for folder, folders, files in os.walk(self._root):
            for path in [Path(folder), *(Path(folder, name) for name in files)]:
                if not path.is_symlink() and stat.S_IMODE(path.lstat().st_mode) & 0o077:
                    what = "Others who use this laptop can open it."
                    yield self._found("open-to-others", path, what, "close")
            folders.sort()

    def _unknown(self, path: Path) -> Finding:
        what = "This is not a coreflect file; a sharing service may have made it as a copy. It is not counted."
        return self._found("unknown", path, what, "set-aside")

    def _found(self, kind: Kind, path: Path, what: str, remedy: Remedy = "") -> Finding:
        file = path.relative_to(self._root) if path.is_relative_to(self._root) else path
        return Finding(kind, str(file), shown(what), MENDING.get(remedy, ""), remedy)


def mend(workspace: Workspace, findings: Iterable[Finding], beside: Collection[Path] = ()) -> tuple[Finding, ...]:
    """Mend what can be mended of these findings, then examine again and return the new findings.

    Raises:
        NotSaved: a file could not be written, moved or removed.
    """
    # Access is closed before a file is moved, so that it stays closed in its new place.
    for finding in sorted(findings, key=lambda finding: finding.remedy != "close"):
        _mend(workspace, finding, workspace.root / finding.file)
    return Doctor(workspace, beside).examine()


def _mend(workspace: Workspace, finding: Finding, path: Path) -> None:
    private = workspace.files.private
    match finding.remedy:
        case "remove":
            remove(path)
        case "close":
            _close(path)
        case "set-aside":
            _move(path, _aside(workspace.root, path, private=private))
        case "restore":
            _copy(path, _aside(workspace.root, path, private=private), private=private)
            _move(backup_of(path), path)
        case "rewrite":
            _copy(path, _aside(workspace.root, path, private=private), private=private)
            gone = Withdrawn(path.name.partition(".")[0], path.parent.parent.name)
            write_whole(path, encode(withdrawn_tables([gone])), private=private)
        case "take-out":
            workspace.taking_out.clear_packages()
        case "":
            return


def _aside(root: Path, path: Path, *, private: bool) -> Path:
    folder = root / SET_ASIDE
    make_folder(folder, private=private)
    name = ".".join(path.relative_to(root).parts)
    target = folder / name
    number = 1
    while target.exists():
        number += 1
        target = folder / f"{name}.{number}"
    return target


def _move(path: Path, target: Path) -> None:
    try:
        path.replace(target)
    except FileNotFoundError:
        return
    except OSError as error:
        raise not_saved(target, error) from error


def _copy(path: Path, target: Path, *, private: bool) -> None:
    try:
        content = read_regular(path)
    except OSError as error:
        raise not_saved(target, error) from error
    write_whole(target, content, private=private)


def _close(path: Path) -> None:
    try:
        path.chmod(0o700 if path.is_dir() else 0o600)
    except OSError as error:
        raise not_saved(path, error) from error


def _not_opened(folder: Path) -> str:
    try:
        is_file = folder.exists() and not folder.is_dir()
        names_in(folder)
    except OSError as error:
        return error.strerror or "no reason given"
    return "a file is in its place" if is_file else ""


def _belongs(name: str) -> bool:
    return is_temporary(name) or name.endswith(BACKUP_SUFFIX) or name in ("desktop.ini", "Thumbs.db", ".DS_Store")
