"""What is wrong with the frame of the screen that is open, in words: its four edges, its keys, and its scroll bars."""

from __future__ import annotations

from typing import Any

from textual.app import App
from textual.widget import Widget

from coreflect.tui.frame import ONE_LINE, Framed
from tests.support.screens.shown import shown

LEFT = 2
"""How many cells stand free at the left of text, and at the right of frames."""
WIDEST_CARD = 116


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
    faults += _beside_the_edges(page)
    return [*faults, *(fault for bar in page.query("*") for fault in _touching(bar, lines))]


def _beside_the_edges(page: Framed[Any]) -> list[str]:
    """The frames that do not begin at the left edge, and the pair of panes that does not end at the right one."""
    cards, filled = page.query("Card > #card"), page.has_class("-wide") and page.query("Panes.-filled")
    begin = [*cards, *(page.query("Panes > #body") if filled else ())]
    faults = [f"a frame begins in column {frame.region.x}" for frame in begin if frame.region.x != LEFT]
    if filled and page.query_one("Panes > #beside").region.right != page.size.width - LEFT:
        faults.append("the second pane does not end at the right edge")
    if cards and cards.first().region.width != min(page.size.width - 2 * LEFT, WIDEST_CARD):
        faults.append("a card is not as wide as the frame")
    return faults


def _touching(widget: Widget, lines: list[str]) -> list[str]:
    """The rows on which text stands beside the scroll bar of this widget."""
    if not widget.show_vertical_scrollbar or not widget.display:
        return []
    bar = widget.vertical_scrollbar.region
    column, rows = bar.x, range(bar.y, min(bar.bottom, len(lines)))
    return [f"text touches a scroll bar: {lines[y]!r}" for y in rows if lines[y][column : column + 1].strip(" ─")]
