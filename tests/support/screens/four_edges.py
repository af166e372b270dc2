"""What is wrong with the frame of the screen that is open, in words: its four edges, its keys, and its scroll bars."""

from __future__ import annotations

from typing import Any

from textual.app import App
from textual.widget import Widget

from coreflect.tui.frame import ONE_LINE, Framed
from tests.support.screens.shown import shown

LEFT = 2
"""How many cells stand free at the left of text."""


def frame_faults(app: App[Any]) -> list[str]:
    """What is not as on every page; nothing where the screen has no frame by intention."""
    page = app.screen
    if not isinstance(page, Framed):
        return []
    lines = shown(app).split("\n")
    header, footer = page.query_one("#top"), page.query_one("#hints")
    faults = []
    if (header.region.y, header.region.height, header.region.width) != (0, 1, page.size.width):
        faults.append("the header is not the first row")
    if (footer.region.bottom, footer.region.width) != (page.size.height, page.size.width):
        faults.append("the footer is not on the last row")
    if footer.content_region.width >= ONE_LINE and footer.region.height != 1:
        faults.append("the footer has more than one row")
    if not "\n".join(lines).rstrip().endswith(("? help", "F1 help", "? close", "? all keys", "F1 all keys")):
        faults.append("the footer does not end with help")
    faults += [f"text is left of the edge: {line!r}" for line in lines if line[:LEFT].strip(" ─")]
    return [*faults, *(fault for bar in page.query("*") for fault in _touching(bar, lines))]


def _touching(widget: Widget, lines: list[str]) -> list[str]:
    """The rows on which text stands beside the scroll bar of this widget."""
    if not widget.show_vertical_scrollbar or not widget.display:
        return []
    column = widget.vertical_scrollbar.region.x
    rows = range(widget.region.y, min(widget.region.bottom, len(lines)))
    return [f"text touches a scroll bar: {lines[y]!r}" for y in rows if lines[y][column : column + 1].strip(" ─")]
