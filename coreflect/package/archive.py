"""Unpacks the zip of a package safely, and checks every file in it against the descriptor `datapackage.json`.

A zip with a path that leads outside it, or with a path twice, is refused, and unpacking stops as soon as a file is
longer than allowed, whatever sizes the zip states. The descriptor lists the path, length and sha256 of each file; a
file that differs is refused. The descriptor of a new package is written here too.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from coreflect.core.errors import Refused, no_package, refused
from coreflect.core.names import quoted
from coreflect.core.reflections.answers_file import is_answers_file
from coreflect.core.texts.answers_file import PACKED_TOGETHER, UNPACK_IT
from coreflect.package.envelope import (
    LARGEST_UNPACKED,
    MARKER,
    folder_around,
    is_descriptor,
    is_left_behind,
    is_package,
    is_table,
)
from coreflect.package.package import Shared
from coreflect.package.schema import BANKS_FOLDER, BY_PATH, DESCRIPTOR, FORMAT, Column, Table

MOST_FILES = 4096
MOST_TIMES_LARGER = 200
ALWAYS_FINE = 1 << 20
"""Every package may unpack to this many bytes, however small it is, because repeated rows pack very well."""

_LOCAL_HEADER = struct.Struct("<4s5H3L2H")
_ENCRYPTED = 0x1
_DAMAGE = (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError, struct.error, zlib.error)
_SAFE_PATH = re.compile(r"[^/\\:\x00-\x1f\x7f]+(/[^/\\:\x00-\x1f\x7f]+)*")

_END = struct.Struct("<4s4H2LH")
_ENTRY = struct.Struct("<4s4B4HL2L5H2L")
_NAMED_IN_UTF8 = 0x800
_ZIP64_LOCATOR = 20
_OVERFLOW = 0xFFFFFFFF
_LEAST_VERSION = 20
"""The version of the format that is needed for files that are stored or deflated."""

LARGEST_DESCRIPTOR = 16_000_000
MOST_SHAPES = 256

_TYPES = {"count": "integer", "edition": "integer", "date": "date"}
_SIZE_AND_HASH = re.compile(rb'"bytes": (0|[1-9][0-9]{0,11}),\n   "hash": "sha256:([0-9a-f]{64})"')
"""A file's size and sha256, as `described` writes them."""
_HASH = re.compile(r"sha256:[0-9a-f]{64}")
_TABLE_PATH = re.compile(r"[a-z][a-z0-9_-]{0,60}\.csv")
_BANK_PATH = re.compile(rf"{BANKS_FOLDER}[a-z][a-z0-9.-]{{0,150}}\.toml")


@dataclass(frozen=True, slots=True)
class Zipped:
    """A zip and the files in it by path; none has been unpacked yet."""

    name: str
    content: bytes
    members: Mapping[str, Member]

    def unpack(self, path: str, longest: int) -> bytes:
        """Unpack one file; its checksum is not checked yet.

        Raises:
            Refused: it cannot be unpacked, or is longer than `longest` bytes.
        """
        member = self.members[path]
        try:
            packed = self._packed(member)
            if member.compress_type == zipfile.ZIP_STORED:
                unpacked, whole = packed, True
            else:
                unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
                unpacked = unpacking.decompress(packed, longest + 1)
                whole = unpacking.eof or len(unpacked) > longest
        except _DAMAGE:
            raise self._damaged(path) from None
        if len(unpacked) > longest:
            raise refused(self.name, f"was changed after it was made: {quoted(path)} is longer than it says.")
        if not whole:
            raise self._damaged(path)
        return unpacked

    def check(self, path: str, content: bytes) -> None:
        """Check a file's bytes against the checksum in the zip.

        Raises:
            Refused: they are damaged.
        """
        if zlib.crc32(content) != self.members[path].crc:
            raise self._damaged(path)

    def may_unpack_to(self) -> int:
        """Return how many bytes all files together may unpack to, given the size of the zip."""
        return min(LARGEST_UNPACKED, max(ALWAYS_FINE, MOST_TIMES_LARGER * len(self.content)))

    def _packed(self, member: Member) -> bytes:
        start = member.header_offset + _LOCAL_HEADER.size
        header = _LOCAL_HEADER.unpack(self.content[member.header_offset : start])
        name = self.content[start : start + header[9]]
        begin = start + header[9] + header[10]
        packed = self.content[begin : begin + member.compress_size]
        said_twice = (name, header[3]) == (member.name, member.compress_type)
        if header[0] != b"PK\x03\x04" or not said_twice or len(packed) != member.compress_size:
            raise zipfile.BadZipFile
        return packed

    def _damaged(self, path: str) -> Exception:
        return refused(self.name, f"is cut off or damaged: {quoted(path)} in it cannot be unpacked.")


class Member(NamedTuple):
    """One file as the zip's directory describes it; none of this is trusted before it is checked."""

    path: str
    name: bytes
    flags: int
    compress_type: int
    crc: int
    compress_size: int
    header_offset: int
    mode: int


class Listed(NamedTuple):
    """One file as the descriptor lists it: its path, its length in bytes and the hex digits of its sha256."""

    path: str
    length: int
    sha256: str


def open_zip(name: str, content: bytes) -> Zipped:
    """List the files in a zip without unpacking anything.

    Takes the name of the zip for messages, and its bytes.

    Raises:
        NoPackage: it is not a zip.
        Refused: it is cut off or damaged, or holds something unsafe.
    """
    if not content.startswith(b"PK\x03\x04"):
        if name.lower().endswith(".zip"):
            raise refused(name, "is cut off or damaged: it is not a zip file.")
        if is_table(content):
            raise refused(name, f"is one table of an answers file, without {DESCRIPTOR} and the others.")
        raise no_package(name, "is not a coreflect file.")
    try:
        found = members_of(content)
    except _DAMAGE:
        raise refused(name, "is cut off or damaged: the zip cannot be opened.") from None
    if len(found) > MOST_FILES:
        raise refused(name, f"is not safe to open: it holds more than {MOST_FILES} files.")
    members: dict[str, Member] = {}
    found = tuple(member for member in found if not is_left_behind(member.path))
    around = folder_around(member.path for member in found)
    for member in found:
        path = member.path.removeprefix(around)
        fault = _fault(member.path, member.mode, member.flags, member.compress_type)
        if fault:
            raise refused(name, f"is not safe to open: {quoted(member.path)} in it {fault}.")
        if path in members:
            raise refused(name, f"is not safe to open: it holds {quoted(path)} twice.")
        if path and not path.endswith("/"):
            members[path] = member
    return Zipped(name, content, members)


def verified(zipped: Zipped, shared: Shared) -> dict[str, tuple[bytes, str]]:
    """Unpack every file of a package and check it against the descriptor.

    Takes the zip, and what packages that were opened before have in common with it, to which it is added: a known bank
    is compared instead of hashed again, and a descriptor that differs from a known one only in sizes and sha256 is not
    parsed again. Returns (bytes, sha256) of each file by path, without the descriptor.

    Raises:
        NoPackage: there is no descriptor, or it is not one of coreflect's.
        Refused: a file is missing, not listed, or not what the descriptor says.
    """
    listed = _listed(zipped, shared.listed)
    known = {path for path, _, _ in listed}
    more = [path for path in zipped.members if path not in known and path != DESCRIPTOR]
    if more:
        raise refused(
            zipped.name, f"was changed after it was made: it holds {quoted(more[0])}, which it does not list."
        )
    room = zipped.may_unpack_to()
    files: dict[str, tuple[bytes, str]] = {}
    for path, length, sha256 in listed:
        if path not in zipped.members:
            raise refused(zipped.name, f"is not whole: {quoted(path)} is missing from it.")
        room -= length
        if room < 0:
            raise refused(zipped.name, "is not safe to open: it would unpack to far more than it is.")
        content = zipped.unpack(path, length)
        if len(content) == length and shared.banks.get(sha256) == content:
            content = shared.banks[sha256]
        elif len(content) != length or hashlib.sha256(content).hexdigest() != sha256:
            zipped.check(path, content)
            raise refused(zipped.name, f"was changed after it was made: {quoted(path)} is not as it was.")
        elif path.startswith(BANKS_FOLDER):
            shared.banks[sha256] = content
        files[path] = content, sha256
    return files


def described(files: Mapping[str, bytes], unknown_columns: Mapping[str, Sequence[str]]) -> bytes:
    """Write the descriptor of a package with these files.

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


def members_of(content: bytes) -> tuple[Member, ...]:
    """List every file in a zip, in the order of its directory.

    Raises:
        zipfile.BadZipFile: it is not a zip, or is cut off; a damaged one can make `zipfile` raise other errors too.
    """
    plain = _plain_members(content)
    if plain is not None:
        return plain
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return tuple(
            Member(
                entry.orig_filename,
                entry.orig_filename.encode("utf-8" if entry.flag_bits & _NAMED_IN_UTF8 else "cp437"),
                entry.flag_bits,
                entry.compress_type,
                entry.CRC,
                entry.compress_size,
                entry.header_offset,
                entry.external_attr >> 16,
            )
            for entry in file.infolist()
        )


@lru_cache(maxsize=1024)
def _fault(path: str, mode: int, flags: int, compress_type: int) -> str:
    parts = path.removesuffix("/").split("/")
    if not _SAFE_PATH.fullmatch(path.removesuffix("/")) or "." in parts or ".." in parts:
        return "would be written outside of it"
    kind = stat.S_IFMT(mode)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        return "is a link, not a file"
    if flags & _ENCRYPTED:
        return "is locked with a password"
    if compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "is packed in a way that is not known here"
    return ""


def _plain_members(content: bytes) -> tuple[Member, ...] | None:
    """List the files of a zip as coreflect writes it: no comments, extra fields or sizes beyond 32 bits; else None."""
    end = len(content) - _END.size
    if end < 0:
        return None
    mark, disk, first_disk, here, count, size, begin, comment = _END.unpack_from(content, end)
    whole = mark == b"PK\x05\x06" and not (disk or first_disk or comment) and here == count and begin + size == end
    if not whole or content.startswith(b"PK\x06\x07", max(end - _ZIP64_LOCATOR, 0)):
        return None
    members: list[Member] = []
    at: int = begin
    while at < end:
        start = at + _ENTRY.size
        if start > end:
            return None
        mark, _, _, least_version, _, flags, kind, _, _, crc, packed, unpacked, *rest = _ENTRY.unpack_from(content, at)
        length, extra, comment, disk, _, attributes, offset = rest
        at = start + length
        odd = mark != b"PK\x01\x02" or extra or comment or disk or least_version > _LEAST_VERSION
        if odd or at > end or _OVERFLOW in (packed, unpacked, offset):
            return None
        name = content[start:at]
        try:
            path = name.decode("utf-8" if flags & _NAMED_IN_UTF8 else "ascii")
        except UnicodeDecodeError:
            return None
        members.append(Member(path, name, flags, kind, crc, packed, offset, attributes >> 16))
    return tuple(members) if len(members) == count else None


def _listed(zipped: Zipped, before: dict[tuple[bytes, ...], tuple[str, ...]]) -> tuple[Listed, ...]:
    if DESCRIPTOR not in zipped.members:
        raise _not_one_package(zipped)
    content = zipped.unpack(DESCRIPTOR, min(LARGEST_DESCRIPTOR, zipped.may_unpack_to()))
    zipped.check(DESCRIPTOR, content)
    pieces = _SIZE_AND_HASH.split(content)
    sizes_and_hashes = zip(map(int, pieces[1::3]), map(bytes.decode, pieces[2::3]), strict=True)
    shape, found = tuple(pieces[::3]), tuple(sizes_and_hashes)
    if shape in before:
        return tuple(Listed(path, *size_and_hash) for path, size_and_hash in zip(before[shape], found, strict=True))
    listed = _parsed(zipped, content)
    if _is_plain(shape) and found == tuple(file[1:] for file in listed) and len(before) < MOST_SHAPES:
        before[shape] = tuple(file.path for file in listed)
    return listed


def _is_plain(shape: Sequence[bytes]) -> bool:
    """Whether the descriptor's text without sizes and sha256 contains no further ones.

    Then any descriptor with the same text lists the same files.
    """
    return not any(word in piece for piece in shape for word in (b'"bytes"', b'"hash"', b"\\"))


def _parsed(zipped: Zipped, content: bytes) -> tuple[Listed, ...]:
    try:
        descriptor = json.loads(content)
    except (ValueError, RecursionError):
        raise refused(zipped.name, f"cannot be read: {DESCRIPTOR} is not JSON.") from None
    mark = descriptor.get(MARKER) if isinstance(descriptor, dict) else None
    if not isinstance(mark, dict):
        raise _ours_without_descriptor(zipped, "is not coreflect's") or no_package(
            zipped.name, "is a data package, but not a coreflect file."
        )
    number = mark.get("format")
    if not isinstance(number, int) or number < 1:
        raise refused(zipped.name, f"cannot be read: {DESCRIPTOR} does not say its format.")
    if number > FORMAT:
        raise refused(zipped.name, "was written by a newer coreflect.", "Install a newer coreflect to read it.")
    resources = descriptor.get("resources")
    listed = tuple(_file(zipped.name, each) for each in (resources if isinstance(resources, list) else ()))
    paths = {file.path for file in listed}
    if len(paths) < len(listed):
        raise refused(zipped.name, f"cannot be read: {DESCRIPTOR} lists a file twice.")
    missing = [path for path, table in BY_PATH.items() if path not in paths and not table.came_later]
    if missing:
        raise refused(zipped.name, f"is not whole: the table {BY_PATH[missing[0]].name} is missing from it.")
    return listed


def _not_one_package(zipped: Zipped) -> Refused:
    """Return the fault of a zip without a descriptor: no package, or one that holds answers of ours all the same."""
    room = zipped.may_unpack_to()
    for path in zipped.members:
        if is_answers_file(path, b""):
            return refused(zipped.name, PACKED_TOGETHER, UNPACK_IT)
        is_inner = path.endswith(f"/{DESCRIPTOR}")
        if is_inner or path.lower().endswith(".zip"):
            try:
                content = zipped.unpack(path, room)
            except Refused:
                continue
            room -= len(content)
            if is_descriptor(content) if is_inner else is_package(content):
                why = f"holds other files that coreflect wrote, {quoted(path)} first."
                return refused(zipped.name, why, "Unpack it, and name the folder that comes out.")
    return _ours_without_descriptor(zipped, "is missing from it") or no_package(
        zipped.name, f"is not a coreflect file: there is no {DESCRIPTOR} in it."
    )


def _ours_without_descriptor(zipped: Zipped, why: str) -> Refused | None:
    """Return the fault of a zip that holds people's answers without what proves them; None if it holds none.

    Takes what is wrong with its descriptor, as the end of a sentence.
    """
    room = zipped.may_unpack_to()
    for path in zipped.members:
        if path.endswith(".csv"):
            try:
                content = zipped.unpack(path, room)
            except Refused:
                continue
            room -= len(content)
            if is_table(content):
                return refused(zipped.name, f"is not whole: {DESCRIPTOR} {why}.")
    return None


def _file(name: str, resource: object) -> Listed:
    values: Mapping[str, Any] = resource if isinstance(resource, dict) else {}
    path, length, mark = values.get("path"), values.get("bytes"), values.get("hash")
    if not isinstance(path, str) or not (_TABLE_PATH.fullmatch(path) or _BANK_PATH.fullmatch(path)):
        shown_path = f" {quoted(path)}" if isinstance(path, str) else ""
        raise refused(name, f"cannot be read: {DESCRIPTOR} lists a file{shown_path} that is neither table nor bank.")
    if not isinstance(length, int) or length < 0 or not isinstance(mark, str) or not _HASH.fullmatch(mark):
        raise refused(name, f"cannot be read: {DESCRIPTOR} does not say the size and the sha256 of {quoted(path)}.")
    return Listed(path, length, mark.removeprefix("sha256:"))


def _resource(path: str, content: bytes, unknown_columns: Sequence[str]) -> dict[str, Any]:
    check = {"bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}
    if path.startswith(BANKS_FOLDER):
        stem = path.removeprefix(BANKS_FOLDER).removesuffix(".toml")
        kind = {"format": "toml", "mediatype": "application/toml"}
        return {"name": f"bank-{stem}", "path": path, "title": "A bank as it was asked", **kind, **check}
    table = BY_PATH.get(path)
    kind = {"profile": "tabular-data-resource", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8"}
    start = {"name": path.removesuffix(".csv"), "path": path}
    if table is None:
        return {**start, **kind, **check, "schema": {"fields": [_unknown(name) for name in unknown_columns]}}
    return {
        **start,
        "title": f"One row is {table.row}",
        **kind,
        **check,
        "schema": _schema(table, unknown_columns),
    }


def _schema(table: Table, unknown_columns: Iterable[str]) -> dict[str, Any]:
    fields = [*(_field(column) for column in table.columns), *(_unknown(name) for name in unknown_columns)]
    schema: dict[str, Any] = {"fields": fields}
    if not any(column.may_be_empty for column in table.columns if column.name in table.key):
        schema["primaryKey"] = list(table.key)
    if table.leads_to is not None:
        columns, other = table.leads_to
        schema["foreignKeys"] = [
            {"fields": list(columns), "reference": {"resource": other, "fields": list(columns)}},
        ]
    return schema


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {} if column.may_be_empty else {"required": True}
    if column.choices:
        constraints["enum"] = list(column.choices)
    field = {"name": column.name, "type": _TYPES.get(column.kind, "string"), "description": column.meaning}
    return {**field, "constraints": constraints} if constraints else field


def _unknown(name: str) -> dict[str, Any]:
    return {"name": name, "type": "string", "description": "A column that the version which wrote this does not know."}
