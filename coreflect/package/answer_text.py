"""A table of answers becomes text response by response, each sorted, so that a million rows need no million objects."""

from __future__ import annotations

import csv
import io

import numpy as np
import pandas as pd

from coreflect.package.schema import ANSWERS
from coreflect.package.tables import Beside
from coreflect.package.write import csv_text

_CONTENT = ("bank", "item", "item_edition", "answer")


def answers_text(frame: pd.DataFrame, beside: Beside) -> bytes:
    """The bytes of the answers table.

    Takes answers as `answer_rows` returns them, and the unknown columns beside them. Ids need no quotation marks, and
    are written as they are.
    """
    if frame.empty and not beside.columns:
        return ANSWERS.first_line
    kinds, texts = _kinds(frame)
    responses, revisions = (frame[column].cat.codes.to_numpy() for column in ("response", "revision"))
    begins = np.ones(len(frame), dtype=bool)
    begins[1:] = (responses[1:] != responses[:-1]) | (revisions[1:] != revisions[:-1])
    starts = np.flatnonzero(begins)
    ends = np.append(starts[1:], len(frame))
    names, marks = (frame[column].cat.categories for column in ("response", "revision"))
    runs = sorted(zip(names[responses[starts]], marks[revisions[starts]], starts.tolist(), ends.tolist(), strict=True))
    parts = [ANSWERS.first_line]
    for response, revision, start, end in runs:
        whose = f"{response},{revision},".encode()
        parts.append(whose + whose.join([texts[kind] for kind in np.sort(kinds[start:end]).tolist()]))
    text = b"".join(parts)
    return _with_columns(text, beside) if beside.columns else text


def _kinds(frame: pd.DataFrame) -> tuple[np.ndarray[tuple[int], np.dtype[np.int64]], list[bytes]]:
    """For each row the number of what it says, in the order of their texts; and these texts as the end of a line."""
    combined = np.zeros(len(frame), dtype=np.int64)
    for column in _CONTENT:
        combined = combined * len(frame[column].cat.categories) + frame[column].cat.codes.to_numpy(dtype=np.int64)
    found, first, kinds = np.unique(combined, return_index=True, return_inverse=True)
    cells = zip(*(frame[column].iloc[first].astype(str) for column in _CONTENT), strict=True)
    said = list(cells)
    order = sorted(range(len(found)), key=said.__getitem__)
    place = np.empty(len(found), dtype=np.int64)
    place[order] = np.arange(len(found))
    return place[kinds], [(",".join(said[index]) + "\n").encode() for index in order]


def _with_columns(text: bytes, beside: Beside) -> bytes:
    columns = sorted(beside.columns)
    header, *rows = csv.reader(io.StringIO(text.decode(), newline=""))
    at = [ANSWERS.header.index(column) for column in ANSWERS.key]
    wide = ((*cells, *beside.of(tuple(cells[index] for index in at), columns)) for cells in rows)
    return csv_text((*header, *columns), wide)
