"""Makes text safe to show, and lays it out: hanging paragraphs, parts in a row, and the line of key hints.

Text from people and files is never read as markup, and control characters are made visible.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.cells import cell_len
from rich.segment import Segment, Segments
from rich.style import Style as RichStyle
from textual.content import Content
from textual.css.styles import RulesMap
from textual.scrollbar import ScrollBarRender
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual
from textual.widget import Widget

from coreflect.core.names import shown


def safe(text: str) -> Content:
    """Make a text of people or files safe to show; the screen wraps it."""
    return Content(shown(text))


def clicked(text: str, action: str, style: str = "") -> Content:
    """Make a fixed text, not one from a file, that runs an action when it is clicked."""
    return Content.styled(text, style).stylize(Style.from_meta({"@click": action}))


class Lines(Visual):
    """Lines that depend on the width; a subclass says which. They are made once for each width."""

    def __init__(self) -> None:
        self._made: tuple[int, list[Content]] | None = None

    def lines(self, width: int) -> list[Content]:
        """The lines at this width in cells."""
        if self._made is None or self._made[0] != width:
            self._made = (width, self._make(width))
        return self._made[1]

    def fitted(self, width: int, height: int | None) -> list[Content]:
        """The lines for this many rows, as many as there are unless that is said: those that fit from the first on."""
        return self.lines(width)[:height]

    def _make(self, width: int) -> list[Content]:
        raise NotImplementedError

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        if not width:
            return []
        return [_strip(line, style, options) for line in self.fitted(width, height)]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:  # noqa: ARG002 - Textual's signature
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:  # noqa: ARG002 - Textual's signature
        return len(self.lines(width)) if width else 0


class Hanging(Lines):
    """Paragraphs that stand to the right of their marks, wrapped lines too."""

    def __init__(self, paragraphs: Sequence[tuple[Content, Content]]) -> None:
        """Takes (mark, text) pairs."""
        super().__init__()
        self._paragraphs = tuple(paragraphs)

    def _make(self, width: int) -> list[Content]:
        lines: list[Content] = []
        for mark, text in self._paragraphs:
            first, *more = text.wrap(max(width - mark.cell_length, 1)) or [Content()]
            lines.append(mark + first)
            lines.extend(Content(" " * mark.cell_length) + line for line in more)
        return lines

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:  # noqa: ARG002 - Textual's signature
        return max((mark.cell_length + text.cell_length for mark, text in self._paragraphs), default=0)


class Flowing(Lines):
    """Short parts in a row, as many to a line as fit: a part is never broken."""

    def __init__(self, parts: Sequence[Content], gap: int = 3) -> None:
        """Takes the parts, and how many cells are left between two of them."""
        super().__init__()
        self._parts = tuple(parts)
        self._gap = gap

    def _make(self, width: int) -> list[Content]:
        return self.flow(self._parts, width)

    def flow(self, parts: Sequence[Content], width: int) -> list[Content]:
        """Put these parts into lines of this width."""
        lines: list[Content] = []
        for part in parts:
            if lines and lines[-1].cell_length + self._gap + part.cell_length <= width:
                lines[-1] = lines[-1] + " " * self._gap + part
            else:
                lines.append(part)
        return lines

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:  # noqa: ARG002 - Textual's signature
        return self.length(self._parts)

    def length(self, parts: Sequence[Content]) -> int:
        """How many cells these parts take in one line."""
        return sum(part.cell_length for part in parts) + self._gap * max(len(parts) - 1, 0)


class Stacked(Lines):
    """Parts under each other with an empty line between them; each is lines, or a text to wrap."""

    def __init__(self, parts: Sequence[Lines | Content]) -> None:
        super().__init__()
        self._parts = tuple(parts)

    def _make(self, width: int) -> list[Content]:
        made = [part.lines(width) if isinstance(part, Lines) else part.wrap(width) for part in self._parts if part]
        return [line for at, lines in enumerate(made) for line in ([Content(), *lines] if at else lines)]


def _strip(line: Content, style: Style, options: RenderOptions) -> Strip:
    """Render a line that already fits, without wrapping it again."""
    parts = line.render(style, end="", parse_style=options.get_style)
    return Strip([Segment(text, (style + part).rich_style) for text, part in parts])


def key_hints(*parts: tuple[str, str, str]) -> list[Content]:
    """What the keys do here, each also a place to click: (key, what it does, action)."""
    return [clicked(f"{key} ", action, "bold") + clicked(what, action) for key, what, action in parts if key]


def paragraphs(texts: Sequence[str]) -> Content:
    """Join paragraphs with an empty line between them."""
    return Content("\n\n").join(safe(text) for text in texts)


def labelled(rows: Sequence[tuple[str, str]]) -> Hanging:
    """Rows of a quiet label and its text beside it; a text without a label stands over the whole width."""
    width = max(cell_len(label) for label, _ in rows) + 2
    marks = (Content.styled(f"{label:<{width}}" if label else "", "$text-muted") for label, _ in rows)
    return Hanging(tuple((mark, safe(text)) for mark, (_, text) in zip(marks, rows, strict=True)))


class Apart(ScrollBarRender):
    """A scroll bar of one cell in a place of two, so that no text stands beside it."""

    @classmethod
    def render_bar(cls, *args: Any, **keywords: Any) -> Segments:
        if not keywords["vertical"]:
            return super().render_bar(*args, **keywords)
        bar = super().render_bar(*args, **{**keywords, "thickness": 1})
        free = Segment(" ", RichStyle(bgcolor=keywords["back_color"]))
        return Segments([part for cell in bar.segments for part in (free, cell, Segment.line())])


def fit(part: Widget, column: Widget, height: int) -> bool:
    """Limit the height of one part of a column to what the others leave free.

    Takes the part, its column, and how many lines the column may have. Returns whether the whole part fits.
    """
    others = (child for child in column.children if child is not part and child.display)
    taken = sum(child.virtual_size.height + child.gutter.height + child.styles.margin.height for child in others)
    room = max(height - column.gutter.height - part.styles.margin.height - taken, 1)
    part.styles.max_height = room
    return part.virtual_size.height <= room
