"""A checked sheet is kept once, as a response like any other: tried again, it is the same response and not a second."""

from __future__ import annotations

from collections.abc import Sequence

from coreflect.core.model import Reflection
from coreflect.core.reflections.paper_sheet import KeyedSheet, differences
from coreflect.core.reflections.responses import Finished, Question, amend
from coreflect.core.texts import meeting as sentences
from coreflect.services.app import Services

ENTER_KEEPS = "Enter keeps the sheet."
ALL_LOOKED_AT = "Every line has been looked at."


class SheetKeeper:
    """Keeps one sheet; a new one is made for each."""

    def __init__(self, services: Services, reflection: Reflection, questions: Sequence[Question]) -> None:
        """Takes the desk, the round and its questions."""
        self._services = services
        self._reflection = reflection
        self._questions = questions
        self._ready: tuple[KeyedSheet, Finished] | None = None
        self._response_kept = False

    def keep(self, sheet: KeyedSheet) -> None:
        """Keep the sheet, and that somebody helped; only what is not on disk yet is tried again.

        Raises:
            CoreflectError: it could not be kept.
        """
        if not self._response_kept:
            if self._ready is None or self._ready[0] != sheet:
                self._ready = (sheet, sheet.finished(self._reflection, self._questions, self._services.ids))
            ready = self._ready[1]
            self._services.workspace.finish(ready, amend(ready))
            self._response_kept = True
        if helped := sheet.of_kind("helped"):
            self._services.workspace.keep_helped(self._reflection.id, helped)


def what_to_check(sheet: KeyedSheet) -> str:
    """What is said of a whole sheet before it is kept."""
    if sheet.differing:
        return sentences.they_differ(len(sheet.differing))
    if not sheet.first:
        return f"{sentences.READ_BACK} {ENTER_KEEPS}"
    if not sheet.settled and not differences(sheet.first, sheet.keys):
        return f"{sentences.BOTH_ALIKE} {ENTER_KEEPS}"
    return f"{ALL_LOOKED_AT} {ENTER_KEEPS}"
