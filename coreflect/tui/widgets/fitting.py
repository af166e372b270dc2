"""One part of a column gives way: it is as tall as what it holds, but never pushes the other parts off the screen."""

from __future__ import annotations

from textual.widget import Widget


def fit(part: Widget, column: Widget, height: int) -> bool:
    """Let a part of a column be at most as tall as the others leave room for.

    Takes the part, the column in which it stands, and how many lines the column may have. Returns whether all that the
    part holds fits.
    """
    others = (child for child in column.children if child is not part and child.display)
    taken = sum(child.virtual_size.height + child.gutter.height + child.styles.margin.height for child in others)
    room = max(height - column.gutter.height - part.styles.margin.height - taken, 1)
    part.styles.max_height = room
    return part.virtual_size.height <= room
