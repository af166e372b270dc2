"""A checked sheet is kept once, as a response like any other: tried again, it is the same response and not a second."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from coreflect.core.banks.bank import offered_wordings
from coreflect.core.errors import Misuse
from coreflect.core.model import Reflection
from coreflect.core.reflections.paper_sheet import KeyedSheet, differences
from coreflect.core.reflections.responses import Finished, Question, amend
from coreflect.core.texts import paper as texts
from coreflect.services.app import Services

if TYPE_CHECKING:
    from coreflect.workspace.workspace import Workspace


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
        return texts.they_differ(len(sheet.differing))
    if not sheet.first:
        return f"{texts.READ_BACK} {texts.ENTER_SAVES}"
    if not sheet.settled and not differences(sheet.first, sheet.keys):
        return f"{texts.BOTH_ALIKE} {texts.ENTER_SAVES}"
    return f"{texts.ALL_LOOKED_AT} {texts.ENTER_SAVES}"


def printed(workspace: Workspace, reflection: Reflection, *, wording: str, large: bool, cards: bool) -> str:
    """The questions of a reflection as one page of HTML to print, or its `cards` for a show of hands.

    Raises:
        Misuse: the questions are not in this wording.
    """
    from coreflect.reporting.paper import cards_html, paper_html  # jinja2 is loaded by those who print alone

    banks = workspace.banks(reflection.id)
    offered = [name for name, _ in offered_wordings(banks)]
    if wording not in offered:
        raise Misuse(texts.not_in_wording(wording), texts.wordings_offered(offered))
    if cards:
        return cards_html(reflection, banks, wording=wording, large=large)
    return paper_html(reflection, banks, workspace.place(), wording=wording, large=large)
