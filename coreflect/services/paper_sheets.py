"""Keys in the filled-in sheets of a reflection, for both faces.

A sheet is stored whole, once it was read back or keyed twice, as a response like any other. Saving it again after a
failure makes no second response.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from coreflect.core.errors import Misuse
from coreflect.core.model import Reflection
from coreflect.core.reflections.paper_sheet import KeyedSheet, SheetNote, empty_sheet
from coreflect.core.reflections.responses import Finished, amend, questions
from coreflect.core.texts import paper as texts
from coreflect.services.app import Services

READ_BACK, TWICE = (check for check, _ in texts.CHECKS)
"""The ways to check a sheet before it is stored."""

Stage = Literal["gap", "second keying", "check"]
"""What comes next for a sheet: a row without a key, the second keying, or the check."""


class PaperSheets:
    """Keys in the sheets of one reflection, one after another: a face shows `sheet` and passes on what is typed.

    `sheets` is how many there are, None where nobody has counted; `number` is that of the sheet in hand, from 1,
    `saved` how many are stored, and `is_saved` whether the one in hand is.
    """

    def __init__(self, services: Services, reflection: Reflection) -> None:
        """Takes the reflection.

        Raises:
            CoreflectError: its banks cannot be read.
        """
        self._services = services
        self._reflection = reflection
        self.questions = questions(reflection, services.workspace.banks(reflection.id))
        self._empty = empty_sheet(self.questions)
        self._check = READ_BACK
        self.sheets: int | None = None
        self.number = 0
        self.saved = 0
        self.sheet = self._empty
        self.is_saved = False
        self._ready: tuple[KeyedSheet, Finished] | None = None
        self._helped_saved = False
        self._help_id = ""

    def begin(self, sheets: int | None, check: str) -> None:
        """Begin the first of this many sheets; each will be read back or keyed twice."""
        self.sheets, self._check = sheets, check
        self.next_sheet()

    def next_sheet(self) -> None:
        """Begin the next sheet, whether or not this one was stored; nothing of this one is left."""
        self.number += 1
        self.sheet = self._empty
        self.is_saved = self._helped_saved = False
        self._ready = None
        self._help_id = ""

    def one_more(self) -> None:
        """Raise the number of sheets by one."""
        self.sheets = (self.sheets or 0) + 1

    @property
    def is_over(self) -> bool:
        """Whether all sheets have been keyed or skipped."""
        return self.sheets is not None and self.number > self.sheets

    @property
    def keyed_twice(self) -> bool:
        """Whether each sheet is keyed a second time, and the two keyings are compared."""
        return self._check == TWICE

    @property
    def place(self) -> str:
        """Which sheet this is, of how many, in words."""
        return texts.sheet_place(self.number, self.sheets)

    def press(self, at: int, typed: str) -> None:
        """Key what was typed into this row; during the check, as what the paper says.

        Raises:
            Misuse: the row does not take it.
        """
        self.sheet = self.sheet.pressed(at, typed)

    def note(self, note: SheetNote) -> None:
        """Keep the note under a question; a note without words removes the earlier one."""
        self.sheet = self.sheet.noted(note)

    def take_code(self, code: str) -> None:
        """Keep the code that is written on the sheet; empty for none."""
        self.sheet = replace(self.sheet, code=code)

    def go_on(self) -> Stage:
        """Go on to the second keying of the sheet or to its check, if every row has a key; returns what comes next."""
        if self.sheet.gap is not None:
            return "gap"
        if self.keyed_twice and not self.sheet.first:
            self.sheet = self.sheet.keyed_again()
            return "second keying"
        self.sheet = self.sheet.checked()
        return "check"

    @property
    def what_differs(self) -> str:
        """The text on how many rows the two keyings of the sheet differ in."""
        differing = len(self.sheet.differing)
        return texts.they_differ(differing) if differing else texts.BOTH_ALIKE

    @property
    def what_to_check(self) -> str:
        """Say what to look at before the sheet is stored, and how to store it."""
        if self.sheet.differing:
            return self.what_differs
        if not self.sheet.first:
            return f"{texts.READ_BACK} {texts.ENTER_SAVES}"
        return f"{texts.ALL_LOOKED_AT if self.sheet.settled else self.what_differs} {texts.ENTER_SAVES}"

    def save(self) -> None:
        """Store the sheet, and that somebody helped. After a failure only what is not on disk yet is tried again.

        Raises:
            Misuse: two keyings of it still differ, or a row has no key.
            CoreflectError: it could not be stored.
        """
        if self.sheet.differing:
            raise Misuse(self.what_differs)
        if not self.is_saved:
            if self._ready is None or self._ready[0] != self.sheet:
                self._ready = (self.sheet, self.sheet.finished(self._reflection, self._services.ids))
            finished = self._ready[1]
            self._services.workspace.finish(finished, amend(finished))
            self.is_saved = True
            self.saved += 1
        if self.sheet.helped and not self._helped_saved:
            self._help_id = self._help_id or self._services.ids.record()
            self._services.workspace.save_helped(self._reflection.id, self.sheet.helped, self._help_id)
            self._helped_saved = True
