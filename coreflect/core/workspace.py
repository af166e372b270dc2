"""Defines the values that a workspace returns: its place, turnout, packages handed over, what return words open."""

from __future__ import annotations

from dataclasses import dataclass

from coreflect.core.model import Reflection
from coreflect.core.reflections.responses import Draft, Finished


@dataclass(frozen=True, slots=True)
class Place:
    """Where answers are stored: the folder, whether others may open it, and whether it is a rehearsal's own."""

    folder: str
    shared: bool
    rehearsal: bool = False


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many people have begun and how many have finished a round in this workspace."""

    begun: int
    finished: int

    @property
    def unfinished(self) -> int:
        return self.begun - self.finished


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A package that was written from this workspace: the name of its file, and the ids of its responses."""

    file: str
    responses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Returning:
    """What two return words open: the reflection, with a person's draft and finished response, if there are any."""

    round: Reflection
    draft: Draft | None
    finished: Finished | None

    @property
    def response(self) -> str:
        """The id of the response that the words open."""
        return self.finished.response.id if self.finished else self.draft.response if self.draft else ""
