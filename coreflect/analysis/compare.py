"""What moved between two rounds: compared within one edition, scale and wording of an item, and nowhere else."""

from __future__ import annotations

import numpy as np

from coreflect.analysis.asked import AskedItem
from coreflect.analysis.spread import Column, Matrix
from coreflect.core.results import WhyNot


def steps(earlier: Matrix, later: Matrix) -> Column:
    """How many answers would have to change by one level to turn each earlier picture into the later one.

    Takes two matrices, one row a picture and one column a level, in which every row has at least one answer. Returns
    answers moved by one level, counted in people of the later round.

    This is the earth mover's distance (the first Wasserstein distance) between the two pictures, with one level as the
    unit of distance. On a line it is the area between the two cumulated distributions: S. S. Vallender, "Calculation
    of the Wasserstein distance between probability distributions on the line", Theory of Probability and its
    Applications 18, 1974. Where the numbers of people differ, the earlier picture is scaled to the later one's people
    in exact fractions, and the result is rounded to whole answers, half of one up.
    """
    people_earlier = earlier.sum(axis=1)
    people_later = later.sum(axis=1)
    apart = np.abs(
        np.cumsum(earlier, axis=1) * people_later[:, np.newaxis]
        - np.cumsum(later, axis=1) * people_earlier[:, np.newaxis]
    ).sum(axis=1)
    rounded: Column = (2 * apart + people_earlier) // (2 * people_earlier)
    return rounded


def previous(series: Column, place: Column) -> Column:
    """For each row, the row before it in the same series.

    Takes the series that each row belongs to and its place in it, as numbers. Returns row numbers, -1 where there is
    no row before.
    """
    order = np.lexsort((place, series))
    before = np.full(len(series), -1, dtype=np.int64)
    same = series[order[1:]] == series[order[:-1]]
    before[order[1:][same]] = order[:-1][same]
    return before


def why_not(earlier: AskedItem, later: AskedItem) -> WhyNot:
    """Why two askings of one item cannot be compared; empty where they can."""
    if earlier.edition != later.edition:
        return "reworded"
    if earlier.level_ids != later.level_ids:
        return "rescaled"
    return "text differs" if earlier.wording != later.wording else ""
