"""`datapackage.json` says what each file of a package is, how long, and its sha256: a file that differs is refused."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from coreflect.core.banks.toml import quoted
from coreflect.core.errors import no_package, refused
from coreflect.package.archive import Zipped
from coreflect.package.package import Shared
from coreflect.package.schema import BANKS_FOLDER, BY_PATH, DESCRIPTOR, FORMAT, Column, Table

MARKER = "coreflect"
LARGEST_DESCRIPTOR = 16_000_000
MOST_SHAPES = 256

_TYPES = {"count": "integer", "edition": "integer", "date": "date"}
_SIZE_AND_HASH = re.compile(rb'"bytes": (0|[1-9][0-9]{0,11}),\n   "hash": "sha256:([0-9a-f]{64})"')
"""A file's size and sha256, as `described` writes them."""
_HASH = re.compile(r"sha256:[0-9a-f]{64}")
_TABLE_PATH = re.compile(r"[a-z][a-z0-9_-]{0,60}\.csv")
_BANK_PATH = re.compile(rf"{BANKS_FOLDER}[a-z][a-z0-9.-]{{0,150}}\.toml")


class Listed(NamedTuple):
    """One file as the descriptor lists it: its path, its length in bytes and the hex digits of its sha256."""

    path: str
    length: int
    sha256: str


def described(files: Mapping[str, bytes], unknown_columns: Mapping[str, Sequence[str]]) -> bytes:
    """The descriptor of a package with these files.

    Takes the bytes of each file by path, and the names of the columns that this version does not know by the path of
    their table. Returns the bytes of a valid Frictionless data package descriptor.
    """
    descriptor = {
        "name": "coreflect-package",
        "title": "Reflections on co-production",
        "profile": "data-package",
        MARKER: {"format": FORMAT},
        "resources": [_resource(path, files[path], unknown_columns.get(path, ())) for path in sorted(files)],
    }
    return (json.dumps(descriptor, indent=1, ensure_ascii=False) + "\n").encode("utf-8", "replace")


def verified(zipped: Zipped, shared: Shared) -> dict[str, tuple[bytes, str]]:
    """Unpack every file of a package and hold it against its descriptor.

    Takes the zip, and what was found in packages before: many hold the same banks, which are then compared, not hashed
    again, and kept once; and descriptors that differ in nothing but sizes and sha256 are read once. What is new is
    added to it. Returns the bytes and the sha256 of each file by path, without the descriptor.

    Raises:
        NoPackage: there is no descriptor, or none of a package of ours.
        Refused: a file is missing, not listed, or not what the descriptor says.
    """
    listed = _listed(zipped, shared.listed)
    known = {one.path for one in listed}
    more = [path for path in zipped.members if path not in known and path != DESCRIPTOR]
    if more:
        raise refused(
            zipped.name, f"was changed after it was written: it holds {quoted(more[0])}, which it does not list."
        )
    room = zipped.may_unpack_to()
    files: dict[str, tuple[bytes, str]] = {}
    for one in listed:
        if one.path not in zipped.members:
            raise refused(zipped.name, f"is not whole: {quoted(one.path)} is missing from it.")
        room -= one.length
        if room < 0:
            raise refused(zipped.name, "is not safe to open: it would unpack to far more than it is.")
        content = zipped.unpack(one.path, one.length)
        if len(content) == one.length and shared.banks.get(one.sha256) == content:
            content = shared.banks[one.sha256]
        elif len(content) != one.length or hashlib.sha256(content).hexdigest() != one.sha256:
            zipped.check(one.path, content)
            raise refused(zipped.name, f"was changed after it was written: {quoted(one.path)} is not what was written.")
        elif one.path.startswith(BANKS_FOLDER):
            shared.banks[one.sha256] = content
        files[one.path] = content, one.sha256
    return files


def _listed(zipped: Zipped, before: dict[tuple[bytes, ...], tuple[str, ...]]) -> tuple[Listed, ...]:
    if DESCRIPTOR not in zipped.members:
        raise no_package(zipped.name, f"is no package: there is no {DESCRIPTOR} in it.")
    content = zipped.unpack(DESCRIPTOR, min(LARGEST_DESCRIPTOR, zipped.may_unpack_to()))
    zipped.check(DESCRIPTOR, content)
    pieces = _SIZE_AND_HASH.split(content)
    sizes_and_hashes = zip(map(int, pieces[1::3]), map(bytes.decode, pieces[2::3]), strict=True)
    shape, found = tuple(pieces[::3]), tuple(sizes_and_hashes)
    if shape in before:
        return tuple(Listed(path, *its) for path, its in zip(before[shape], found, strict=True))
    listed = _parsed(zipped, content)
    if _is_plain(shape) and found == tuple(one[1:] for one in listed) and len(before) < MOST_SHAPES:
        before[shape] = tuple(one.path for one in listed)
    return listed


def _is_plain(shape: Sequence[bytes]) -> bool:
    """Whether nothing around the sizes and sha256 can say another: then the same around others lists the same files."""
    return not any(word in piece for piece in shape for word in (b'"bytes"', b'"hash"', b"\\"))


def _parsed(zipped: Zipped, content: bytes) -> tuple[Listed, ...]:
    try:
        descriptor = json.loads(content)
    except (ValueError, RecursionError):
        raise refused(zipped.name, f"cannot be read: {DESCRIPTOR} is no JSON.") from None
    mark = descriptor.get(MARKER) if isinstance(descriptor, dict) else None
    if not isinstance(mark, dict):
        raise no_package(zipped.name, "is a data package, but none of coreflect's.")
    number = mark.get("format")
    if not isinstance(number, int) or number < 1:
        raise refused(zipped.name, f"cannot be read: {DESCRIPTOR} does not say its format.")
    if number > FORMAT:
        raise refused(zipped.name, "was written by a newer coreflect.", "Install a newer coreflect to read it.")
    resources = descriptor.get("resources")
    listed = tuple(_one(zipped.name, one) for one in (resources if isinstance(resources, list) else ()))
    if len({one.path for one in listed}) < len(listed):
        raise refused(zipped.name, f"cannot be read: {DESCRIPTOR} lists a file twice.")
    missing = [path for path in BY_PATH if path not in {one.path for one in listed}]
    if missing:
        raise refused(zipped.name, f"is not whole: the table {BY_PATH[missing[0]].name} is missing from it.")
    return listed


def _one(name: str, resource: object) -> Listed:
    values: Mapping[str, Any] = resource if isinstance(resource, dict) else {}
    path, length, mark = values.get("path"), values.get("bytes"), values.get("hash")
    if not isinstance(path, str) or not (_TABLE_PATH.fullmatch(path) or _BANK_PATH.fullmatch(path)):
        shown_path = f" {quoted(path)}" if isinstance(path, str) else ""
        raise refused(name, f"cannot be read: {DESCRIPTOR} lists a file{shown_path} that is neither table nor bank.")
    if not isinstance(length, int) or length < 0 or not isinstance(mark, str) or not _HASH.fullmatch(mark):
        raise refused(name, f"cannot be read: {DESCRIPTOR} does not say the size and the sha256 of {quoted(path)}.")
    return Listed(path, length, mark.removeprefix("sha256:"))


def _resource(path: str, content: bytes, unknown_columns: Sequence[str]) -> dict[str, Any]:
    reflection = {"bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}
    if path.startswith(BANKS_FOLDER):
        stem = path.removeprefix(BANKS_FOLDER).removesuffix(".toml")
        kind = {"format": "toml", "mediatype": "application/toml"}
        return {"name": f"bank-{stem}", "path": path, "title": "A bank as it was asked", **kind, **reflection}
    table = BY_PATH.get(path)
    kind = {"profile": "tabular-data-resource", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8"}
    start = {"name": path.removesuffix(".csv"), "path": path}
    if table is None:
        return {**start, **kind, **reflection, "schema": {"fields": [_unknown(name) for name in unknown_columns]}}
    return {
        **start,
        "title": f"One row is {table.row}",
        **kind,
        **reflection,
        "schema": _schema(table, unknown_columns),
    }


def _schema(table: Table, unknown_columns: Iterable[str]) -> dict[str, Any]:
    fields = [*(_field(column) for column in table.columns), *(_unknown(name) for name in unknown_columns)]
    if any(column.may_be_empty for column in table.columns if column.name in table.key):
        return {"fields": fields}
    return {"fields": fields, "primaryKey": list(table.key)}


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {} if column.may_be_empty else {"required": True}
    if column.choices:
        constraints["enum"] = list(column.choices)
    field = {"name": column.name, "type": _TYPES.get(column.kind, "string"), "description": column.meaning}
    return {**field, "constraints": constraints} if constraints else field


def _unknown(name: str) -> dict[str, Any]:
    return {"name": name, "type": "string", "description": "A column that the version which wrote this does not know."}
