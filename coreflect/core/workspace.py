"""Defines what a workspace tells its users: its place, the turnout, packages handed over, what return words open."""

from __future__ import annotations

from dataclasses import dataclass

from coreflect.core.model import Reflection
from coreflect.core.reflections.responses import Draft, Finished


@dataclass(frozen=True, slots=True)
class Place:
    """Where answers are stored: the folder, whether others may open it, and whether it goes away after a rehearsal."""

    folder: str
    shared: bool
    rehearsal: bool = False


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many people have begun and finished a round in this workspace; from file names alone."""

    begun: int
    finished: int

    @property
    def unfinished(self) -> int:
        return self.begun - self.finished


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A package that was written from this workspace: its file's name and the responses that it held."""

    file: str
    responses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Returning:
    """What two return words open: the round, the unfinished answers (if any) and the finished ones (if any)."""

    round: Reflection
    draft: Draft | None
    finished: Finished | None

    @property
    def response(self) -> str:
        """The id of the response that the words open."""
        return self.finished.response.id if self.finished else self.draft.response if self.draft else ""
