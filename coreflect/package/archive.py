"""A zip is opened only so far as it is safe: no path outside itself, nothing twice, and never more than was asked for.

What the zip says about sizes is not believed; unpacking stops as soon as a file is longer than it may be.
"""

from __future__ import annotations

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from coreflect.core.banks.toml import quoted
from coreflect.core.errors import no_package, refused

MOST_FILES = 4096
LARGEST_UNPACKED = 1 << 30
MOST_TIMES_LARGER = 200
ALWAYS_FINE = 1 << 20
"""Bytes that a file may unpack to however small it is: repeated rows pack very well."""

_LOCAL_HEADER = struct.Struct("<4s5H3L2H")
_ENCRYPTED = 0x1
_DAMAGE = (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError, struct.error, zlib.error)
_SAFE_PATH = re.compile(r"[^/\\:\x00-\x1f\x7f]+(/[^/\\:\x00-\x1f\x7f]+)*")


@dataclass(frozen=True, slots=True)
class Zipped:
    """The files inside a zip by path; none has been unpacked yet."""

    name: str
    content: bytes
    members: Mapping[str, Member]

    def unpack(self, path: str, longest: int) -> bytes:
        """One file's bytes, not yet held against their checksum.

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
            raise refused(self.name, f"was changed after it was written: {quoted(path)} is longer than it says.")
        if not whole:
            raise self._damaged(path)
        return unpacked

    def check(self, path: str, content: bytes) -> None:
        """Hold a file's bytes against the checksum in the zip.

        Raises:
            Refused: they are damaged.
        """
        if zlib.crc32(content) != self.members[path].crc:
            raise self._damaged(path)

    def may_unpack_to(self) -> int:
        """How many bytes the whole may unpack to before it counts as far more than it is."""
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


def open_zip(name: str, content: bytes) -> Zipped:
    """Look into a zip, and unpack nothing.

    Takes the name under which it is spoken of, and its bytes.

    Raises:
        NoPackage: it is no zip.
        Refused: it is cut off or damaged, or holds something unsafe.
    """
    if not content.startswith(b"PK\x03\x04"):
        if name.lower().endswith(".zip"):
            raise refused(name, "is cut off or damaged: it is no zip file.")
        raise no_package(name, "is no package.")
    try:
        found = members_of(content)
    except _DAMAGE:
        raise refused(name, "is cut off or damaged: the zip cannot be opened.") from None
    if len(found) > MOST_FILES:
        raise refused(name, f"is not safe to open: it holds more than {MOST_FILES} files.")
    members: dict[str, Member] = {}
    for member in found:
        path = member.path
        fault = _fault(path, member.mode, member.flags, member.compress_type)
        if fault:
            raise refused(name, f"is not safe to open: {quoted(path)} in it {fault}.")
        if path in members:
            raise refused(name, f"is not safe to open: it holds {quoted(path)} twice.")
        if not path.endswith("/"):
            members[path] = member
    return Zipped(name, content, members)


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


_END = struct.Struct("<4s4H2LH")
_ENTRY = struct.Struct("<4s4B4HL2L5H2L")
_NAMED_IN_UTF8 = 0x800
_ZIP64_LOCATOR = 20
_OVERFLOW = 0xFFFFFFFF
_LEAST_VERSION = 20
"""The version of the format that is needed for files that are stored or deflated."""


class Member(NamedTuple):
    """One file as the zip's directory says it; nothing of that is believed before it is looked at."""

    path: str
    name: bytes
    flags: int
    compress_type: int
    crc: int
    compress_size: int
    header_offset: int
    mode: int


def members_of(content: bytes) -> tuple[Member, ...]:
    """Every file in a zip, in the order of its directory.

    Raises:
        zipfile.BadZipFile: it is no zip, or cut off; or another exception of `zipfile`, in whose words it is damaged.
    """
    plain = _plain_members(content)
    if plain is not None:
        return plain
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return tuple(
            Member(
                one.orig_filename,
                one.orig_filename.encode("utf-8" if one.flag_bits & _NAMED_IN_UTF8 else "cp437"),
                one.flag_bits,
                one.compress_type,
                one.CRC,
                one.compress_size,
                one.header_offset,
                one.external_attr >> 16,
            )
            for one in file.infolist()
        )


def _plain_members(content: bytes) -> tuple[Member, ...] | None:
    """The same, where the directory ends the file and has no comments, extra fields or sizes beyond 32 bits."""
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
