"""Finds a package inside what was put around it on its way: come here when a sound package is not found as one.

Some programs unpack a download by themselves and pack it again with its folder, and with files of their own beside each
of ours. Only the place of a file is changed here, never a byte: sizes and sha256 in the descriptor prove each one. What
holds answers of ours and cannot be read as a package is told apart from a file of somebody else.
"""

from __future__ import annotations

import io
import json
import os
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from coreflect.core.errors import refused
from coreflect.core.reflections.answers_file import is_answers_file
from coreflect.package.schema import ANSWERS, BANKS_FOLDER, DESCRIPTOR, RESPONSES

LARGEST_UNPACKED = 1 << 30
MARKER = "coreflect"

_LEFT_BEHIND = frozenset({"__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini", ".localized", "Icon\r", "@eaDir"})
"""Files and folders that macOS, Windows and network drives leave beside others."""
_OF_ANOTHER_FILE = "._"
"""So begins what macOS stores beside a file on a drive that cannot hold it."""
_DEEPEST = 3
_MOST_FOLDERS = 1000
_A_START = 256
"""So many bytes are read to tell an answers file."""
_TABLES = tuple(table.first_line.strip() for table in (ANSWERS, RESPONSES))


def is_left_behind(path: str) -> bool:
    """Whether a file is no part of a package, but was left beside it by a program on the way."""
    parts = path.split("/")
    return not _LEFT_BEHIND.isdisjoint(parts) or parts[-1].startswith(_OF_ANOTHER_FILE)


def folder_around(paths: Iterable[str]) -> str:
    """Return the one folder in which the descriptor lies, with a slash at its end; empty for none or several."""
    folders = [path.removesuffix(DESCRIPTOR) for path in paths if path.rpartition("/")[2] == DESCRIPTOR]
    return folders[0] if len(folders) == 1 else ""


def is_descriptor(content: bytes) -> bool:
    """Whether these bytes can be the descriptor of a package of ours, whole or not."""
    return f'"{MARKER}"'.encode() in content


def is_table(content: bytes) -> bool:
    """Whether these bytes begin as a table with people's answers does."""
    return content.removeprefix(b"\xef\xbb\xbf").startswith(_TABLES)


def is_package(content: bytes) -> bool:
    """Whether these bytes are a zip that lists a descriptor, in a folder or not."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as zipped:
            names = zipped.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False
    return any(name.rpartition("/")[2] == DESCRIPTOR for name in names)


def is_answers(file: Path) -> bool:
    """Whether a file is meant to be an answers file; not where it cannot be read."""
    try:
        if not file.is_file():
            return False
        with file.open("rb") as content:
            return is_answers_file(file.name, content.read(_A_START))
    except OSError:
        return False


def unpacked_in(folder: Path) -> Path | None:
    """Find the package that lies unpacked in a folder, or in folders each of which is alone in the one above it."""
    for _ in range(_DEEPEST):
        if (folder / DESCRIPTOR).is_file():
            return folder
        inside = _entries(folder)
        if len(inside) != 1 or not inside[0].is_dir():
            return None
        folder = inside[0]
    return None


def files_of(folder: Path) -> tuple[str, ...]:
    """List the paths of the package that lies unpacked in a folder, as its descriptor names them, and that of this."""
    listed: list[str] = []
    with suppress(OSError, ValueError, RecursionError, KeyError, TypeError, AttributeError):
        descriptor = json.loads((folder / DESCRIPTOR).read_bytes())
        listed = [resource["path"] for resource in descriptor["resources"] if _is_inside(resource["path"])]
    return (DESCRIPTOR, *dict.fromkeys(listed))


def packed(folder: Path, name: str) -> bytes:
    """Pack the package that lies unpacked in a folder, so that it is read and checked as any other.

    Takes the folder, and its name for messages. What the descriptor does not list stays outside, and what is missing is
    found missing by whoever reads it.

    Raises:
        Refused: it cannot be read, or is larger than any answers file.
    """
    content, size = io.BytesIO(), 0
    try:
        with zipfile.ZipFile(content, "w") as zipped:
            for path in files_of(folder):
                file = folder / path
                if file.is_file():
                    size += file.stat().st_size
                    if size > LARGEST_UNPACKED:
                        raise refused(name, "is larger than any answers file.", "Look whether it is the right folder.")
                    zipped.writestr(path, file.read_bytes())
    except OSError as error:
        why = error.strerror or "no reason given"
        raise refused(name, f"cannot be read: {why}.", "Look at its name and place.") from None
    return content.getvalue()


def packages_below(folder: Path) -> Iterator[Path]:
    """List what lies one folder further down and is a package, packed or unpacked, or an answers file.

    Nothing else there is named.
    """
    for inside in _entries(folder)[:_MOST_FOLDERS]:
        if not inside.is_dir():
            continue
        if unpacked_in(inside):
            yield inside
            continue
        for file in _entries(inside)[:_MOST_FOLDERS]:
            with suppress(OSError):
                is_zip = file.suffix.lower() == ".zip" and file.is_file() and is_package(file.read_bytes())
                if is_zip or is_answers(file):
                    yield file


def _entries(folder: Path) -> list[Path]:
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208 - names first: most are passed over
    except OSError:
        return []
    return [folder / name for name in names if not is_left_behind(name) and not name.startswith(".")]


def _is_inside(path: str) -> bool:
    """Whether a path is one that a package can have: a file at its top, or a bank."""
    name = path.removeprefix(BANKS_FOLDER)
    return bool(name) and not any(mark in name for mark in "/\\:\0") and not name.startswith(".")
