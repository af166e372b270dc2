"""Rooms that are made up by chance: what a report lists of them, under rules of then and now.

Answers come from the views 15, 35, 35 and 15 in a hundred over four levels, cut from a normal variable. A part
`together` of it is the person's own, the same for all their questions; of the rest, a part `STAYS` is what the person
sees in this question, and is there again where the same person answers again.
"""

from __future__ import annotations

from collections.abc import Callable
from statistics import NormalDist
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from coreflect.analysis.chance import ahead, delta_by_chance, distances, more_than_chance
from coreflect.analysis.moves import ONE_IN, chances_of
from coreflect.analysis.sides import named_apart
from coreflect.core.results import Paired

QUESTIONS, LEVELS = 18, 4
STAYS = 0.6
_CUTS = np.array([NormalDist().inv_cdf(share) for share in (0.15, 0.5, 0.85)])

Answers = NDArray[np.int64]
"""The level, from 0, of each answer, by report, person and question."""
Values = NDArray[np.float64]


class Views(NamedTuple):
    """What people bring to every question, and to each, by report, person and question."""

    of_person: Values
    of_question: Values


class Listed(NamedTuple):
    """How many items a report lists, on average: now, and under the rule before (half of the people by one level)."""

    now: float
    before: float


class Rooms:
    """So many reports, with a seed of their own, so that every run gives the same."""

    def __init__(self, reports: int, together: float, seed: int = 20261126) -> None:
        self._random = np.random.default_rng(seed)
        self.reports, self._together = reports, together

    def views(self, people: int, same: Views | None = None, how_many: int = 0) -> Views:
        """Views of so many people; the first few are the same as of these."""
        made = Views(self._normal(people, 1), self._normal(people, QUESTIONS))
        if same is not None:
            for new, old in zip(made, same, strict=True):
                new[:, :how_many] = old[:, :how_many]
        return made

    def answers(self, views: Views, further_up: float = 0) -> Answers:
        """What people with these views answer on one occasion."""
        own, rest = self._together, 1 - self._together
        on_the_day = self._normal(*views.of_question.shape[1:])
        value = np.sqrt(own) * views.of_person + np.sqrt(rest * STAYS) * views.of_question
        value = value + np.sqrt(rest * (1 - STAYS)) * on_the_day + further_up
        answers: Answers = (value[..., np.newaxis] > _CUTS).sum(axis=-1)
        return answers

    def moved(
        self, people: int, same: int, change: Callable[[Answers, Any], Answers], *, codes: bool = False
    ) -> Listed:
        """How many items are listed as moved between two rounds of so many people, some of them the same."""
        then_views = self.views(people)
        then = self.answers(then_views)
        now = change(self.answers(self.views(people, then_views, same)), self._random)
        paired: list[Paired | None] = [None] * (self.reports * QUESTIONS)
        if codes:
            higher, lower = (changed[:, :same].sum(axis=1).ravel().tolist() for changed in (now > then, now < then))
            left = people - same
            paired = [
                Paired("then", same, up, same - up - down, down, left, left)
                for up, down in zip(higher, lower, strict=True)
            ]
        before, after = counted(then), counted(now)
        listed = more_than_chance(chances_of(before, after, paired), self._family(), ONE_IN)
        half = 2 * ((2 * distances(before, after) + people) // (2 * people)) >= people
        return Listed(float(listed.sum() / self.reports), float(half.sum() / self.reports))

    def apart(self, first: int, second: int, further_up: float = 0) -> float:
        """On how many items two groups are named as apart of which the second is further up on every question."""
        groups = self._two_groups(first, second, further_up)
        named = named_apart(*groups, delta_by_chance(*groups), self._family())
        return float(named.sum() / self.reports)

    def delta(self, first: int, second: int, further_up: float) -> float:
        """Cliff's delta of two such groups, on average."""
        return float(ahead(*self._two_groups(first, second, further_up)).mean() / (first * second))

    def _two_groups(self, first: int, second: int, further_up: float) -> tuple[Answers, Answers]:
        low, high = (
            counted(self.answers(self.views(people), shift))
            for people, shift in ((first, -further_up / 2), (second, further_up / 2))
        )
        return low, high

    def _family(self) -> Answers:
        return np.repeat(np.arange(self.reports), QUESTIONS)

    def _normal(self, people: int, questions: int) -> Values:
        return self._random.standard_normal((self.reports, people, questions))


def counted(answers: Answers) -> Answers:
    """How many people chose each level, a row for each question of each report."""
    return np.stack([(answers == level).sum(axis=1) for level in range(LEVELS)], axis=-1).reshape(-1, LEVELS)


def nothing(now: Answers, _: Any) -> Answers:
    """Nobody's answer changes."""
    return now


def one_level_up(now: Answers, _: Any) -> Answers:
    """Everyone is one level further up, as far as there is one."""
    return np.minimum(now + 1, LEVELS - 1)


def a_quarter_in_each_of_four_rounds(now: Answers, random: np.random.Generator) -> Answers:
    """Four times, one in four answers has gone one level further up."""
    for _ in range(4):
        now = np.minimum(now + (random.random(now.shape) < 0.25), LEVELS - 1)
    return now
