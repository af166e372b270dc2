"""Rows of answers become numbers and come back byte by byte; what is no row is kept as it is, to be named later."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coreflect.package.package import Contents, encode_answers

ids = st.sampled_from(["p1", "p2", "k7", "p1,p1", "é"])
cells = st.sampled_from(["garden", "soil", "1", "started", "p1", "", "not yet", "ü"])
rows = st.tuples(ids, ids, cells, cells, cells, cells)
tables = st.lists(rows, max_size=30)
people = st.lists(
    st.tuples(st.sampled_from(["p1", "p2", "k7"]), st.lists(st.tuples(cells, cells, cells, cells), max_size=200)),
    max_size=6,
)


def text_of(table: list[tuple[str, ...]]) -> bytes:
    return "".join(",".join(row) + "\n" for row in table).encode()


def naive(text: bytes) -> list[tuple[bytes, bytes]] | None:
    """Each row as whose it is and what it says, or None where one has not six cells, or one is not ended."""
    *lines, rest = text.split(b"\n")
    split = [line.split(b",") for line in lines]
    if rest or any(len(row) != 6 for row in split):
        return None
    return [(b",".join(row[:2]) + b",", b",".join(row[2:])) for row in split]


def read_back(text: bytes) -> list[tuple[bytes, bytes]] | None:
    found = encode_answers(b"header\n" + text, 7, Contents())
    if found.broken:
        assert found.broken == text
        return None
    assert len(found.codes) == sum(found.lengths)
    contents, codes = list(found.contents), iter(found.codes)
    runs = zip(found.whose, found.lengths, strict=True)
    return [(whose, contents[next(codes)]) for whose, length in runs for _ in range(length)]


@given(tables | people.map(lambda them: [(who, who, *its) for who, rows_of in them for its in rows_of]))
def test_well_formed_rows_are_read_as_a_plain_reader_reads_them_or_kept_as_they_are(
    table: list[tuple[str, ...]],
) -> None:
    text = text_of(table)
    found = read_back(text)
    assert found == naive(text) or (found is None and stands_apart(text))
    assert encode_answers(text, 0, Contents()).text() == text


def stands_apart(text: bytes) -> bool:
    """Whether some row is none, or rows of one person stand apart, with another's between."""
    whose = [who for who, _ in naive(text) or []]
    runs = [who for at, who in enumerate(whose) if at == 0 or whose[at - 1] != who]
    return naive(text) is None or len(set(runs)) < len(runs)


@given(
    st.lists(st.sampled_from([b"p1", b"k7", b",", b"\n", b"garden", b"\xff", b"\0", b" "]), max_size=60).map(b"".join)
)
def test_whatever_stands_there_comes_back_byte_by_byte(text: bytes) -> None:
    found = encode_answers(text, 0, Contents())
    assert found.text() == text
    assert not (naive(text) is None and text and not found.broken)


def test_what_was_answered_alike_in_two_tables_has_one_number() -> None:
    contents = Contents()
    first = encode_answers(b"p1,r1,garden,soil,1,started\n", 0, contents)
    second = encode_answers(b"p2,r2,garden,soil,1,started\np2,r2,garden,beds,1,started\n", 0, contents)
    assert (first.codes.tolist(), second.codes.tolist()) == ([0], [0, 1])
    assert list(contents) == [b"garden,soil,1,started", b"garden,beds,1,started"]


def test_the_rows_of_one_person_are_one_run_however_many_there_are() -> None:
    table = [("p1", "r1", "garden", f"item-{number}", "1", "started") for number in range(5000)]
    table += [("p2", "r2", "garden", f"item-{number}", "1", "started") for number in range(3)]
    found = encode_answers(text_of(table), 0, Contents())
    assert (found.whose, found.lengths) == ((b"p1,r1,", b"p2,r2,"), (5000, 3))
