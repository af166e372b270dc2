"""Where each record lies: a name alone says which record a file holds, and no name leads out of the workspace."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

from coreflect.core.errors import Misuse
from coreflect.core.names import shown

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
    """What the name of a response's file says: whose it is, and what it holds.

    `second` is the revision, or the mark, under which a file is kept beside the one that another terminal wrote.
    """

    response: str
    kind: Literal["finished", "draft"]
    second: str


class RoundFolder:
    """The folder of one round, and where its files lie."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.id = path.name
        self.reflection = path / "round.json"
        self.banks = path / "banks"
        self.responses = path / "responses"
        self.room = path / "room"
        self.withdrawn = path / "withdrawn"
        self.handed_over = path / "handed-over"

    @property
    def folders(self) -> tuple[Path, ...]:
        return (self.banks, self.responses, self.room, self.withdrawn, self.handed_over)

    def second_reflection(self, revision: str = "*") -> Path:
        """Facts kept beside those that another terminal wrote."""
        return self.path / f"round.{revision}.json"

    def finished(self, response: str, second: str = "") -> Path:
        return self.responses / f"{_dotted(response, second)}.json"

    def draft(self, response: str, second: str = "") -> Path:
        return self.responses / f"{_dotted(response, second)}.draft.json"

    def room_record(self, record: str, second: str = "") -> Path:
        return self.room / f"{_dotted(record, second)}.json"

    def tombstone(self, record: str, *, begun: bool = False) -> Path:
        """What says that a record was taken back; `begun` for as long as something of it may still lie about."""
        return self.withdrawn / f"{safe_id(record)}{'.begun' if begun else ''}.json"


def response_name(name: str) -> ResponseName | None:
    """What a file's name in `responses` says; None where it is none of ours."""
    found = _RESPONSE_FILE.fullmatch(name)
    if found is None:
        return None
    return ResponseName(found[1], "draft" if found[3] else "finished", found[2] or "")


def room_name(name: str) -> tuple[str, str] | None:
    """The record that a file in `room` holds, and the revision under which it lies beside another; None for others."""
    found = _ROOM_FILE.fullmatch(name)
    return (found[1], found[2] or "") if found else None


def record_name(name: str) -> str | None:
    """The id of the record that a file of this name holds; None where it is none of ours."""
    found = _RECORD_FILE.fullmatch(name)
    return found[1] if found else None


def tombstone_name(name: str) -> tuple[str, bool] | None:
    """The record that a file in `withdrawn` takes back, and whether that is only begun; None for other files."""
    found = _TOMBSTONE.fullmatch(name)
    return (found[1], bool(found[2])) if found else None


def safe_id(text: str) -> str:
    """The id, where it can be part of a file's name on every system.

    Raises:
        Misuse: it cannot.
    """
    if _ID.fullmatch(text) is None or _DEVICE.fullmatch(text):
        raise Misuse(f"{shown(text)!r} is not an id that can be kept.", "Ids are small letters, digits and hyphens.")
    return text


def is_bank_file_name(name: str) -> bool:
    """Whether a bank's file may be kept under this name."""
    return _BANK_FILE.fullmatch(name) is not None and len(name) <= 2 * LONGEST_ID


def names_in(folder: Path) -> tuple[str, ...]:
    """The names in a folder, in order; none where there is no such folder.

    Raises:
        OSError: the folder cannot be read.
    """
    try:
        return tuple(sorted(os.listdir(folder)))  # noqa: PTH208 - ten thousand names need no ten thousand paths
    except (FileNotFoundError, NotADirectoryError):
        return ()


def _dotted(response: str, second: str) -> str:
    return f"{safe_id(response)}.{safe_id(second)}" if second else safe_id(response)


VARIABLE = "COREFLECT_WORKSPACE"


@dataclass(frozen=True, slots=True)
class WorkspaceFolder:
    """Where a workspace lies, and whether others may open it."""

    path: Path
    shared: bool


def find_folder(named: str | None, environment: Mapping[str, str] = os.environ) -> WorkspaceFolder:
    """Where the workspace lies.

    Takes the folder named on the command line, if any, and the environment, whose COREFLECT_WORKSPACE comes next. The
    folder need not exist yet, but the one above a named folder must.

    Raises:
        Misuse: the named folder can be none.
    """
    by_hand = named or environment.get(VARIABLE)
    if by_hand:
        return WorkspaceFolder(_checked(by_hand), shared=True)
    # Finding the system's folder costs as much as the rest of a start, so it is looked for only here.
    from platformdirs import user_data_dir

    return WorkspaceFolder(Path(user_data_dir("coreflect", appauthor=False)), shared=False)


def workspace_folder(named: str | None) -> Path:
    """The folder alone, for what needs no more than to know where it lies.

    Raises:
        Misuse: the named folder can be none.
    """
    return find_folder(named).path


def _checked(named: str) -> Path:
    try:
        if "\0" in named:
            raise ValueError(named)
        path = Path(named).expanduser().absolute()
        if path.exists() and not path.is_dir():
            raise Misuse(f"{shown(named)} is a file, so it cannot be the workspace.", "Name a folder.")
        if not path.parent.is_dir():
            raise Misuse(f"There is no folder {shown(str(path.parent))}.", "Make it first, or name another folder.")
    except (RuntimeError, ValueError):
        raise Misuse(f"{shown(named)} cannot be a folder.", "Look at how it is written.") from None
    except OSError as error:
        reason = shown(error.strerror or "no reason given")
        raise Misuse(f"The folder {shown(named)} cannot be opened: {reason}.", "Name another folder.") from None
    return path
