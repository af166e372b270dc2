"""What a zip says of its files: read straight from its directory where that is as plain as ours, else by zipfile."""

from __future__ import annotations

import io
import struct
import zipfile
from typing import NamedTuple

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
