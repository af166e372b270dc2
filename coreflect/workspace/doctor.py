"""What is wrong in a workspace is found by reading alone: examining changes nothing.

Each finding says what it means, and what mending would do about it; `mending` does it when asked.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from coreflect.core.errors import CoreflectError, Damaged
from coreflect.core.names import shown
from coreflect.files.atomic import is_temporary, stray
from coreflect.workspace.documents import read_handed_over, read_round_of, read_withdrawn
from coreflect.workspace.layout import (
    BACKUP_SUFFIX,
    SET_ASIDE,
    RoundFolder,
    record_name,
    response_name,
    room_name,
)
from coreflect.workspace.response_documents import read_draft_of, read_finished_of
from coreflect.workspace.room_documents import read_room_record_of
from coreflect.workspace.storage import NewerFormat, Tables, backup_of
from coreflect.workspace.store import FolderWorkspace

SAVE_TAKES = 600.0
"""A temporary file older than so many seconds is nobody's save under way."""

Kind = Literal[
    "damaged", "newer", "stray", "stale-draft", "left-over", "two-versions", "unknown", "open-to-others", "questions"
]


Remedy = Literal["", "remove", "set-aside", "restore", "rewrite", "close"]

_SAID = {
    "remove": "It is removed.",
    "set-aside": f"It is moved to {SET_ASIDE}; nothing else is lost.",
    "restore": f"It is moved to {SET_ASIDE}, and the copy beside it takes its place.",
    "rewrite": f"A copy goes to {SET_ASIDE}, and it is written anew: the answers stay taken out.",
    "close": "It is closed to everyone but you.",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something found: which file (as a path within the workspace), what it means, and what mending does about it.

    `mending` says it in a sentence, and `remedy` for the program; both are empty where nothing can be mended here, and
    `what` then says what a person can do.
    """

    kind: Kind
    file: str
    what: str
    mending: str = ""
    remedy: Remedy = ""


class Doctor:
    """Looks through one workspace."""

    def __init__(self, workspace: FolderWorkspace) -> None:
        self._workspace = workspace
        self._root = workspace.root
        self._files = workspace.files

    def examine(self) -> tuple[Finding, ...]:
        """Everything found, by file. Reads every file, and changes none."""
        found = [*self._strays(self._root), *self._modes()]
        for folder in self._workspace.round_folders():
            found += self._round(folder)
        return tuple(sorted(set(found), key=lambda one: (one.file, one.kind)))

    def _round(self, folder: RoundFolder) -> Iterator[Finding]:
        for each in (folder.path, *folder.folders):
            yield from self._strays(each)
        yield from self._facts(folder)
        yield from self._responses(folder)
        yield from self._room(folder)
        yield from self._records(folder.withdrawn, read_withdrawn)
        yield from self._records(folder.handed_over, read_handed_over)

    def _facts(self, folder: RoundFolder) -> Iterator[Finding]:
        seconds = sorted(folder.path.glob(folder.second_facts().name))
        if not folder.facts.exists() and self._files.names(folder.responses):
            what = "The facts of this reflection are not there; a sharing service may still be bringing them."
            yield self._found("damaged", folder.facts, f"{what} If not, open its invitation again.")
        for path in (folder.facts, *seconds):
            damage = self._damage(path, read_round_of(folder.id))
            if damage:
                yield damage
            elif path in seconds:
                what = "The facts of this reflection were changed in two places; both are kept and travel in exports."
                yield self._found("two-versions", path, f"{what} `coreflect merge` names them and lets you choose.")
        for name in self._files.names(folder.path):
            path = folder.path / name
            if path not in (folder.facts, *seconds, *folder.folders) and not _belongs(name):
                yield self._unknown(path)
        yield from self._questions(folder)

    def _questions(self, folder: RoundFolder) -> Iterator[Finding]:
        try:
            self._workspace.banks(folder.id)
        except CoreflectError as error:
            if not self._damage(folder.facts, read_round_of(folder.id)) and folder.facts.exists():
                yield self._found("questions", folder.banks, str(error))

    def _responses(self, folder: RoundFolder) -> Iterator[Finding]:
        taken_back = {found for name in self._files.names(folder.withdrawn) if (found := record_name(name))}
        for name in self._files.names(folder.responses):
            path = folder.responses / name
            said = response_name(name)
            if name.partition(".")[0] in taken_back:
                what = "These answers were taken out; a crash left this file."
                yield self._found("left-over", path, what, "remove")
            elif said is None:
                if not _belongs(name):
                    yield self._unknown(path)
            elif said.kind == "finished":
                yield from self._finished(folder, path, said.response, second=bool(said.second))
            else:
                yield from self._draft(folder, path, said.response, second=bool(said.second))

    def _finished(self, folder: RoundFolder, path: Path, response: str, *, second: bool) -> Iterator[Finding]:
        damage = self._damage(path, read_finished_of(folder.id, response))
        if damage:
            yield damage
        elif second:
            what = "One person's answers were changed in two windows; both versions are kept and travel in exports."
            yield self._found("two-versions", path, f"{what} `coreflect merge` names them and lets you choose.")

    def _draft(self, folder: RoundFolder, path: Path, response: str, *, second: bool) -> Iterator[Finding]:
        damage = self._damage(path, read_draft_of(folder.id, response))
        if damage:
            yield damage
            return
        draft = self._files.load(path, read_draft_of(folder.id, response))
        finished = self._files.load_or_pass_over(folder.finished(response), read_finished_of(folder.id, response))
        if draft and finished and finished.mark == draft.mark:
            what = "These answers were finished, and stand; a crash left this earlier state of them."
            yield self._found("stale-draft", path, what, "remove")
        elif second:
            what = "One person's unfinished answers were changed in two windows; both are kept."
            yield self._found("two-versions", path, f"{what} Their two words open the fuller one.")

    def _room(self, folder: RoundFolder) -> Iterator[Finding]:
        for name in self._files.names(folder.room):
            path = folder.room / name
            said = room_name(name)
            if said is None:
                if not _belongs(name):
                    yield self._unknown(path)
            elif damage := self._damage(path, read_room_record_of(folder.id, said[0])):
                yield damage
            elif said[1]:
                what = "What the room settled was changed in two windows; both versions are kept and travel in exports."
                yield self._found("two-versions", path, f"{what} Whoever settles it again replaces both.")

    def _records(self, folder: Path, read: Callable[[Tables], object]) -> Iterator[Finding]:
        for name in self._files.names(folder):
            if record_name(name) is not None:
                damage = self._damage(folder / name, read)
                if damage:
                    yield damage
            elif not _belongs(name):
                yield self._unknown(folder / name)

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
        for path in stray(folder, SAVE_TAKES):
            yield self._found(
                "stray", path, "A save was cut off and left this; no kept answer is in it alone.", "remove"
            )

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
        what = "This is no file of coreflect's; a sharing service may have made it as a copy. It is not counted."
        return self._found("unknown", path, what, "set-aside")

    def _found(self, kind: Kind, path: Path, what: str, remedy: Remedy = "") -> Finding:
        return Finding(kind, str(path.relative_to(self._root)), shown(what), _SAID.get(remedy, ""), remedy)


def _belongs(name: str) -> bool:
    return is_temporary(name) or name.endswith(BACKUP_SUFFIX) or name in ("desktop.ini", "Thumbs.db", ".DS_Store")
