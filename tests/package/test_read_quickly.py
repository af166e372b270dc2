"""What is read in a quicker way is read as the plain way reads it, or left to that."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coreflect.core.errors import Refused
from coreflect.core.names import HASH_LETTERS
from coreflect.package.archive import open_zip, verified
from coreflect.package.package import Shared
from coreflect.package.schema import DESCRIPTOR, NOTES, RESPONSES, Table
from coreflect.package.tables import is_id, plain_columns, read_rows
from coreflect.package.write import package_bytes
from tests.support.builders.packages import files_in, note, records, response, zip_of

FIRST = package_bytes(records(responses=(response("p1"),)))
SECOND = package_bytes(records(responses=(response("p2"), response("p3")), notes=(note("n1"),)))
FILES = files_in(SECOND)

bytes_of_rows = st.lists(
    st.sampled_from(
        [b"p1", b"k2", b",", b",,", b"\n", b'"', b"\r", b"\xff", "é".encode(), b",,,,,,\n", b"a,b,c,d,e,f,g\n"]
    ),
    max_size=24,
).map(b"".join)


@given(st.sampled_from([RESPONSES, NOTES]), bytes_of_rows)
def test_a_plain_table_is_read_as_every_table(table: Table, rows: bytes) -> None:
    columns = plain_columns(table, table.first_line + rows)
    if columns is not None:
        assert tuple(zip(*columns, strict=True)) == read_rows("x.zip", table, table.first_line + rows).cells


@given(st.from_regex(rf"[{HASH_LETTERS}][{HASH_LETTERS}2-9]{{4,39}}", fullmatch=True))
def test_random_letters_without_a_vowel_are_always_an_id(text: str) -> None:
    assert is_id(text)


def test_a_descriptor_that_differs_in_sizes_and_sha256_alone_lists_the_same_files() -> None:
    shared = Shared()
    for package in (FIRST, SECOND, FIRST):
        assert verified(open_zip("x.zip", package), shared) == verified(open_zip("x.zip", package), Shared())
    assert len(shared.listed) == 1


@pytest.mark.parametrize(
    ("said", "instead"),
    [('"bytes": ', '"bytes":'), ('"hash": ', '"h\\u0061sh": '), ('"path": "notes', '"path": "motes')],
)
def test_a_descriptor_that_says_a_size_in_another_way_is_read_by_itself(said: str, instead: str) -> None:
    shared = Shared()
    verified(open_zip("x.zip", FIRST), shared)
    text = FILES[DESCRIPTOR].decode().replace(said, instead, 1)
    json.loads(text)
    changed = open_zip("x.zip", zip_of({**FILES, DESCRIPTOR: text.encode()}))
    try:
        expected = verified(changed, Shared())
    except Refused as fault:
        with pytest.raises(Refused, match=fault.message[:40]):
            verified(changed, shared)
    else:
        assert verified(changed, shared) == expected
    assert len(shared.listed) == 1


def test_an_altered_file_is_refused_though_its_descriptor_was_seen_before() -> None:
    shared = Shared()
    verified(open_zip("x.zip", FIRST), shared)
    altered = zip_of({**FILES, "responses.csv": FILES["responses.csv"].replace(b"p2", b"p9")})
    with pytest.raises(Refused, match="changed after it was made"):
        verified(open_zip("x.zip", altered), shared)
