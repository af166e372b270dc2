"""What the first page and a reflection's card say once its day has come, and once its answers were taken out."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence

from coreflect.core.keeping_until import due, due_line
from coreflect.core.kept import Turnout
from coreflect.core.model import Round

HOW = "Press m on it to take them out."


def forgotten_among(
    reflections: Sequence[tuple[Round, Turnout]], is_forgotten: Callable[[str], bool]
) -> frozenset[str]:
    """The ids of those whose answers were taken out; only where nobody has begun is it looked whether they were."""
    return frozenset(facts.id for facts, turnout in reflections if not turnout.begun and is_forgotten(facts.id))


def day_has_come(reflections: Sequence[tuple[Round, Turnout]], today: str, forgotten: Container[str]) -> str:
    """What the first page says of reflections whose answers were to be kept until today; empty where there is none."""
    rounds = [facts for facts, _ in reflections]
    return due_line(due(rounds, today, lambda one: one in forgotten), HOW)
