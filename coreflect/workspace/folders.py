"""Finds the workspace's folder, names the file of each record, and locks a folder while a record is saved.

The name of a file says which record it holds, and no name can lead outside the workspace.
"""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

from coreflect.core.errors import Misuse
from coreflect.core.names import shown

VARIABLE = "COREFLECT_WORKSPACE"
LONGEST_ID = 80
BACKUP_SUFFIX = ".json.bak"
SET_ASIDE = "set-aside"

_ID = re.compile(rf"[a-z][a-z0-9-]{{0,{LONGEST_ID - 1}}}")
_BANK_FILE = re.compile(r"[a-z][a-z0-9-]*(?:\.[a-z0-9-]+){1,2}\.toml")
_RESPONSE_FILE = re.compile(r"([a-z][a-z0-9-]*)(?:\.([a-z][a-z0-9-]*?))??(\.draft)?\.json")
_ROOM_FILE = re.compile(r"([a-z][a-z0-9-]*)(?:\.([a-z][a-z0-9-]*))?\.json")
_RECORD_FILE = re.compile(r"([a-z][a-z0-9-]*)\.json")
_TOMBSTONE = re.compile(r"([a-z][a-z0-9-]*)(\.begun)?\.json")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)")


class ResponseName(NamedTuple):
    """What the name of a response's file says: which response it holds, and whether finished or as a draft.

    `second` is the revision or mark in the name of a second file, which was saved because another terminal had written
    the usual one; it is empty for the usual file.
    """

    response: str
    kind: Literal["finished", "draft"]
    second: str


class RoundFolder:
    """The folder of one round, and the paths of its files."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.id = path.name
        self.reflection = path / "round.json"
        self.banks = path / "banks"
        self.responses = path / "responses"
        self.room = path / "room"
        self.shown_counts = path / "shown-counts"
        self.words = path / "words"
        self.withdrawn = path / "withdrawn"
        self.handed_over = path / "handed-over"

    @property
    def folders(self) -> tuple[Path, ...]:
        return (
            *(self.banks, self.responses, self.room, self.shown_counts),
            *(self.words, self.withdrawn, self.handed_over),
        )

    def second_reflection(self, revision: str = "*") -> Path:
        """Return the path of a second file of the reflection, for a revision that must not overwrite another."""
        return self.path / f"round.{revision}.json"

    def finished(self, response: str, second: str = "") -> Path:
        return self.responses / f"{_dotted(response, second)}.json"

    def draft(self, response: str, second: str = "") -> Path:
        return self.responses / f"{_dotted(response, second)}.draft.json"

    def room_record(self, record: str, second: str = "") -> Path:
        return self.room / f"{_dotted(record, second)}.json"

    def shown_counts_of(self, record: str) -> Path:
        return self.shown_counts / f"{record}.json"

    def words_of(self, response: str) -> Path:
        return self.words / f"{safe_id(response)}.json"

    def tombstone(self, record: str, *, begun: bool = False) -> Path:
        """Return the path of a record's tombstone; `begun` is for one whose files may not all be removed yet."""
        return self.withdrawn / f"{safe_id(record)}{'.begun' if begun else ''}.json"


def response_name(name: str) -> ResponseName | None:
    """Read the name of a file in `responses`; None where it is not one of coreflect's."""
    found = _RESPONSE_FILE.fullmatch(name)
    if found is None:
        return None
    return ResponseName(found[1], "draft" if found[3] else "finished", found[2] or "")


def room_name(name: str) -> tuple[str, str] | None:
    """Read (record, revision of a second file) from the name of a file in `room`; None where it is not coreflect's."""
    found = _ROOM_FILE.fullmatch(name)
    return (found[1], found[2] or "") if found else None


def record_name(name: str) -> str | None:
    """Read the id of a record from the name of its file; None where it is not one of coreflect's."""
    found = _RECORD_FILE.fullmatch(name)
    return found[1] if found else None


def tombstone_name(name: str) -> tuple[str, bool] | None:
    """Read (record, whether it is only begun) from the name of a tombstone; None where it is not coreflect's."""
    found = _TOMBSTONE.fullmatch(name)
    return (found[1], bool(found[2])) if found else None


def safe_id(text: str) -> str:
    """Return the id unchanged, once it is checked that it can be part of a file's name on every system.

    Raises:
        Misuse: it cannot.
    """
    if _ID.fullmatch(text) is None or _DEVICE.fullmatch(text):
        raise Misuse(f"{shown(text)!r} is not an id that can be kept.", "Ids are small letters, digits and hyphens.")
    return text


def is_bank_file_name(name: str) -> bool:
    """Whether a bank's file may have this name."""
    return _BANK_FILE.fullmatch(name) is not None and len(name) <= 2 * LONGEST_ID


def names_in(folder: Path) -> tuple[str, ...]:
    """List the names in a folder, in order; none where there is no such folder.

    Raises:
        OSError: the folder cannot be read.
    """
    try:
        return tuple(sorted(os.listdir(folder)))  # noqa: PTH208 - ten thousand names need no ten thousand paths
    except (FileNotFoundError, NotADirectoryError):
        return ()


@dataclass(frozen=True, slots=True)
class WorkspaceFolder:
    """The folder of a workspace, and whether others may open it."""

    path: Path
    shared: bool


def find_folder(named: str | None, environment: Mapping[str, str] = os.environ) -> WorkspaceFolder:
    """Find the folder of the workspace.

    Takes the folder named on the command line, if any, and the environment, whose COREFLECT_WORKSPACE comes next. The
    folder need not exist yet, but the one above a named folder must.

    Raises:
        Misuse: the named folder cannot be a workspace.
    """
    if named is not None and not named.strip():
        raise Misuse("--workspace names no folder.", "Name one, or leave --workspace out for the laptop's own.")
    by_hand = named or environment.get(VARIABLE)
    if by_hand:
        return WorkspaceFolder(_checked(by_hand), shared=True)
    # Finding the system's folder costs as much as the rest of a start, so it is looked for only here.
    from platformdirs import user_data_dir

    own = Path(user_data_dir("coreflect", appauthor=False))
    if own.exists() and not own.is_dir():
        hint = "Move it away, or name another folder with --workspace."
        raise Misuse(f"{shown(str(own))} is a file, and the laptop's own folder belongs there.", hint)
    return WorkspaceFolder(own, shared=False)


def workspace_folder(named: str | None) -> Path:
    """Find the path of the workspace's folder, and open nothing; raises as `find_folder` does."""
    return find_folder(named).path


PATIENCE = 2.0
"""For how many seconds a save waits for another one, whose process may have been stopped."""
_PAUSE = 0.002

if sys.platform == "win32":

    @contextmanager
    def locked(folder: Path) -> Iterator[None]:  # noqa: ARG001 - the same door on each system
        """Do nothing: this system has no such locks."""
        yield

else:
    import fcntl

    @contextmanager
    def locked(folder: Path) -> Iterator[None]:
        """Lock a folder while a record in it is compared and replaced; does nothing if the folder does not exist."""
        try:
            handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        except OSError:
            yield
            return
        try:
            _lock(handle)
            yield
        finally:
            os.close(handle)

    def _lock(handle: int) -> None:
        give_up = time.monotonic() + PATIENCE
        with suppress(OSError):
            while True:
                try:
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    if time.monotonic() >= give_up:
                        return
                    time.sleep(_PAUSE)
                else:
                    return


def _dotted(response: str, second: str) -> str:
    return f"{safe_id(response)}.{safe_id(second)}" if second else safe_id(response)


def _checked(named: str) -> Path:
    try:
        if "\0" in named:
            raise ValueError(named)
        path = Path(named).expanduser().absolute()
        if path.exists() and not path.is_dir():
            raise Misuse(f"{shown(named)} is a file, so it cannot be the workspace.", "Name a folder.")
        if path.parent.exists() and not path.parent.is_dir():
            raise Misuse(f"{shown(str(path.parent))} is a file, so no folder can be in it.", "Name another folder.")
        if not path.parent.is_dir():
            raise Misuse(f"There is no folder {shown(str(path.parent))}.", "Make it first, or name another folder.")
    except (RuntimeError, ValueError):
        raise Misuse(f"{shown(named)} cannot be a folder.", "Look at how it is written.") from None
    except OSError as error:
        reason = shown(error.strerror or "no reason given")
        raise Misuse(f"The folder {shown(named)} cannot be opened: {reason}.", "Name another folder.") from None
    return path
