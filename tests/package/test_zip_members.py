"""The directory of a zip is read as zipfile reads it, or left to zipfile."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coreflect.package.archive import _plain_members, members_of
from coreflect.package.write import package_bytes
from tests.support.builders.packages import records, response

PACKAGE = package_bytes(records(responses=(response("p1"),)))
DIRECTORY = PACKAGE.index(b"PK\x01\x02")


def by_zipfile(content: bytes) -> list[tuple[object, ...]]:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return [
            (one.orig_filename, one.flag_bits, one.compress_type, one.CRC, one.compress_size, one.header_offset)
            for one in file.infolist()
        ]


def said(content: bytes) -> list[tuple[object, ...]]:
    return [
        (one.path, one.flags, one.compress_type, one.crc, one.compress_size, one.header_offset)
        for one in members_of(content)
    ]


def test_a_package_as_it_is_written_is_read_without_zipfile() -> None:
    assert _plain_members(PACKAGE) is not None
    assert said(PACKAGE) == by_zipfile(PACKAGE)
    assert {one.mode for one in members_of(PACKAGE)} == {0o100600}


@given(
    st.lists(st.tuples(st.integers(DIRECTORY, len(PACKAGE) - 1), st.integers(0, 255)), max_size=3),
    st.integers(0, 3),
    st.sampled_from([b"", b"\0", b"PK\x05\x06"]),
)
def test_an_altered_directory_is_read_as_zipfile_reads_it_or_not_at_all(
    changes: list[tuple[int, int]], cut: int, more: bytes
) -> None:
    altered = bytearray(PACKAGE)
    for place, byte in changes:
        altered[place] = byte
    content = bytes(altered[: len(altered) - cut]) + more
    try:
        expected = by_zipfile(content)
    except Exception as fault:
        with pytest.raises(type(fault)):
            said(content)
    else:
        assert said(content) == expected


def test_names_beyond_ascii_and_comments_are_left_to_zipfile() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as zipped:
        zipped.writestr("café.csv", "a")
        zipped.comment = b"hello"
    assert _plain_members(content.getvalue()) is None
    assert said(content.getvalue()) == by_zipfile(content.getvalue())
