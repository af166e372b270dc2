"""Lists questions to choose from, each with its strip under it, under headings and between texts about all of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from textual.content import Content

from coreflect.core.names import shown
from coreflect.core.strips import lay
from coreflect.reporting.look_back_text import Piece
from coreflect.tui.widgets.lists import Line, PointedList
from coreflect.tui.widgets.pictures import HEADING, QUIET, Pieces
from coreflect.tui.widgets.strips import A_WIDE_LIST, IN_A_LIST, IN_A_WIDE_LIST, Drawing, Laid, sentences
from coreflect.tui.widgets.text import Lines


class Sheet:
    """The strips of a list of questions, drawn alike in every line of it."""

    def __init__(self, laid: Laid) -> None:
        self._laid = laid
        self._drawings: dict[int, Drawing] = {}

    def row(self, at: int, width: int) -> list[Content]:
        """Draw the strip of one question."""
        if width not in self._drawings:
            most = IN_A_WIDE_LIST if width >= A_WIDE_LIST else IN_A_LIST
            self._drawings[width] = Drawing(self._laid, width, most=most, least=2)
        return self._drawings[width].row(at)


@dataclass(frozen=True, slots=True)
class TextLine(Line):
    """Pieces of text in a list, which cannot be chosen."""

    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class StripLine(Line):
    """A question to choose, with its strip, and what is remarkable about its answers; `at` is its row in the sheet."""

    sheet: Sheet = field(default_factory=lambda: Sheet(Laid(lay(()), ())))
    at: int = 0
    marks: str = ""


class StripList(PointedList):
    """Lists questions to choose from, each with its strip under it."""

    def _prompt(self, index: int, line: Line) -> Lines:
        if isinstance(line, TextLine):
            return Pieces(line.pieces, gap=index > 0)
        if isinstance(line, StripLine):
            key = f"{line.key}  " if line.key else ""
            return StripPrompt(self._pointer(index) + Content.styled(key, QUIET), line)
        return super()._prompt(index, line) if line.id else Heading(line, first=index == 0)


class Heading(Lines):
    """A heading in a list, with a line above it, and what is said under it."""

    def __init__(self, line: Line, *, first: bool) -> None:
        super().__init__()
        self._line = line
        self._first = first

    def _make(self, width: int) -> list[Content]:
        above = [] if self._first else [Content()]
        return [
            *above,
            *sentences((self._line.name,), width, HEADING),
            *sentences((self._line.detail,), width, "$foreground"),
        ]


class StripPrompt(Lines):
    """A question in a list: its text, its strip, its marks, and a line of detail."""

    def __init__(self, mark: Content, line: StripLine) -> None:
        super().__init__()
        self._mark = mark
        self._line = line

    def _make(self, width: int) -> list[Content]:
        line, indent = self._line, Content(" " * self._mark.cell_length)
        room = max(width - indent.cell_length, 1)
        under = [
            *line.sheet.row(line.at, room),
            *sentences((line.marks,), room, "$foreground"),
            *sentences((line.detail,), room, QUIET),
        ]
        first, *more = Content.styled(shown(line.name), "bold").wrap(room)
        return [self._mark + first, *(indent + each for each in (*more, *under))]
