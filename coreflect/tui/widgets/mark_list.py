"""Files to choose from, any number of them: what is chosen shows by a cross in a box, never by colour alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from coreflect.tui.widgets.pointed_list import Line, PointedList

MARKED, UNMARKED = "[x] ", "[ ] "
FILE = "file-"


class MarkList(PointedList):
    """Files, each of which Enter, Space or a click chooses or leaves out; then other lines, which are only chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "select", show=False)]

    def __init__(self, **keywords: str) -> None:
        super().__init__((), **keywords)  # type: ignore[arg-type]
        self._files: tuple[str, ...] = ()
        self._marked: frozenset[str] = frozenset()
        self._others: tuple[Line | None, ...] = ()

    @property
    def marked(self) -> tuple[str, ...]:
        """The files that are chosen, in the order of the list."""
        return tuple(file for file in self._files if file in self._marked)

    @property
    def files(self) -> tuple[str, ...]:
        """Every file in the list."""
        return self._files

    def show_files(self, files: Sequence[str], others: Sequence[Line | None]) -> None:
        """Show these files and lines; what was chosen before stays chosen."""
        self._files, self._others = tuple(dict.fromkeys(files)), tuple(others)
        lines = [self._line(number) for number in range(len(self._files))]
        self.show((*lines, *((None, *others) if lines and others else others)))

    def is_file(self, line: str) -> bool:
        """Whether the line with this id is a file."""
        return line.startswith(FILE)

    def turn(self, line: str) -> None:
        """Choose the file of this line, or leave it out again."""
        number = int(line.removeprefix(FILE))
        self._marked ^= {self._files[number]}
        self.change(self._line(number))

    def mark_all(self) -> None:
        """Choose every file; where all are chosen, none."""
        changed = frozenset(self._files) - self._marked or frozenset(self._files)
        self._marked ^= changed
        self.show_files(self._files, self._others)

    def add(self, file: str) -> None:
        """Put one more file at the end, chosen and in hand."""
        self._marked |= {file}
        self.show_files((*self._files, file), self._others)
        self.point(f"{FILE}{self._files.index(file)}")

    def _line(self, number: int) -> Line:
        file = self._files[number]
        return Line(f"{FILE}{number}", f"{MARKED if file in self._marked else UNMARKED}{file}")
