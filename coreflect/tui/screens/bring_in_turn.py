"""Files are looked at by one thread at a time: whoever asks second waits until the first is done or has stopped."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock
from typing import TYPE_CHECKING

from coreflect.core.bringing import Brought, Decided, Preview
from coreflect.core.bringing_steps import NOTHING_DECIDED
from coreflect.core.ports import Bringing

if TYPE_CHECKING:
    from coreflect.core.ports import Tell


class InTurn:
    """The Bringing port, for several threads."""

    def __init__(self, bringing: Bringing) -> None:
        self._bringing = bringing
        self._turn = Lock()

    def nearby(self) -> tuple[str, ...]:
        return self._bringing.nearby()

    def look(self, names: Sequence[str], decided: Decided = NOTHING_DECIDED, tell: Tell | None = None) -> Preview:
        with self._turn:
            return self._bringing.look(names, decided, tell)

    def bring(self, names: Sequence[str], decided: Decided = NOTHING_DECIDED, tell: Tell | None = None) -> Preview:
        with self._turn:
            return self._bringing.bring(names, decided, tell)

    def last(self) -> Brought | None:
        with self._turn:
            return self._bringing.last()

    def undo(self) -> Brought:
        with self._turn:
            return self._bringing.undo()
