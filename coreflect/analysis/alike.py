"""Rows of numbers that are alike are found by one number each, so that what is made of them is made once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Numbers = NDArray[np.integer[Any]]

_LARGEST = 1 << 62


def alike(columns: Sequence[Numbers]) -> tuple[Numbers, Numbers]:
    """Number the rows of some columns.

    Takes columns of whole numbers, all of one length. Returns a number for each row, which two rows share where all
    their columns agree; and, for each of these numbers from 0 on, one row that has it.
    """
    combined: Numbers = np.zeros(len(columns[0]), dtype=np.int64)
    size = 1
    for column in columns:
        least = int(column.min(initial=0))
        width = int(column.max(initial=0)) - least + 1
        if size * width > _LARGEST:
            combined, found = pd.factorize(combined)
            size = len(found)
        combined = combined * width + (column - least)
        size *= width
    number, found = pd.factorize(combined)
    row = np.zeros(len(found), dtype=np.int64)
    row[number] = np.arange(len(number))
    return number, row
