"""What many people answered alike is kept once: a row of answers becomes the number of what it says.

A row says whose it is (response and revision), and what was answered (bank, item, edition and level). The rows of one
response's revision stand together, so whose they are is kept once for all of them; and a thousand people answer in a
few hundred different ways. Ten million rows become as many small numbers, and can be written again byte by byte.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field

COMMAS_IN_A_CONTENT = 3
_FIRST_LOOK = 4096
_ROOM = 64
"""Bytes more than the rows of the person before, in which those of the next are looked for."""


class Contents(dict[bytes, int]):
    """What rows say after whose they are, each with its number from 0 on.

    One that is new is given the next number when it is looked up, where it is four cells of one line.
    """

    def __missing__(self, content: bytes) -> int:
        if content.count(b",") != COMMAS_IN_A_CONTENT or b"\n" in content:
            raise _NoRow
        number = self[content] = len(self)
        return number


class _NoRow(Exception):
    """Something is no row of answers."""


@dataclass(frozen=True, slots=True, eq=False)
class Coded:
    """The rows of one table of answers, without its header.

    They come in runs, each the neighbouring rows of one response's revision: `whose` holds the start of its rows
    (`response,revision,`), `lengths` how many there are; `codes` has a number for each row, under which `contents` has
    the rest of it. Where some row is none, `broken` holds the bytes as they are, and all else is empty.
    """

    contents: Contents
    whose: tuple[bytes, ...] = ()
    lengths: tuple[int, ...] = ()
    codes: array[int] = field(default_factory=lambda: array("i"))
    broken: bytes = b""

    def text(self) -> bytes:
        """The rows again, byte by byte as they were."""
        if self.broken:
            return self.broken
        texts = [content + b"\n" for content in self.contents]
        codes = iter(self.codes.tolist())
        runs = zip(self.whose, self.lengths, strict=True)
        return b"".join(whose + texts[next(codes)] for whose, length in runs for _ in range(length))

    @property
    def size(self) -> int:
        """How many bytes it takes in memory, beside what is shared."""
        return len(self.codes) * self.codes.itemsize + len(self.broken)

    def __bool__(self) -> bool:
        return bool(self.whose or self.broken)

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Coded) and self.text() == other.text())

    def __hash__(self) -> int:
        return hash(self.text())


NOTHING_CODED = Coded(Contents())


def coded(text: bytes, begin: int, contents: Contents) -> Coded:
    """Code the rows of a table of answers that has no quotation marks and no carriage returns.

    Takes the table's bytes, where its rows begin, and the contents that are known, to which new ones are added.
    """
    whose: list[bytes] = []
    lengths: list[int] = []
    codes = array("i")
    try:
        for start, rows in _runs(text, begin):
            codes.extend(map(contents.__getitem__, rows))
            whose.append(start)
            lengths.append(len(rows))
    except (_NoRow, ValueError):
        return Coded(contents, broken=text[begin:])
    return Coded(contents, tuple(whose), tuple(lengths), codes)


def _runs(text: bytes, begin: int) -> Iterator[tuple[bytes, list[bytes]]]:
    """Each start that neighbouring rows share, with the rest of each of these rows.

    Where the rows of another person stand between, they are in one of the parts, which is then no rest of a row.
    """
    window = _FIRST_LOOK
    while begin < len(text):
        after = text.index(b",", text.index(b",", begin) + 1) + 1
        start, line = text[begin:after], b"\n" + text[begin:after]
        if b"\n" in start:
            raise _NoRow
        while True:
            last = text.rfind(line, after, begin + window)
            end = text.index(b"\n", after if last < 0 else last + 1)
            if not text.startswith(line, end):
                break
            window *= 2
        yield start, text[after:end].split(line)
        window = end - begin + _ROOM
        begin = end + 1
