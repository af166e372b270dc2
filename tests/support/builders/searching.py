"""How long a search for a leak goes on: a few histories in every run, all of them with COREFLECT_SEARCH=1, as CI does.

COREFLECT_SEARCH=20 pytest -m search --timeout=0 looks at twenty times as many histories, and at others each time. What
every run and CI look at is the same from one run to the next, so that a change passes or fails for what it changes.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings

TIMES = float(os.environ.get("COREFLECT_SEARCH", "0.15"))
FEWEST = 5
IS_REPEATABLE = TIMES <= 1

REPEATABLE = "repeatable"
# How long an example takes decides nothing.
SLOW_IS_FINE = (HealthCheck.too_slow,)
settings.register_profile(REPEATABLE, derandomize=IS_REPEATABLE, deadline=None, suppress_health_check=SLOW_IS_FINE)


def in_ci(*values: Any) -> list[Any]:
    """More values of a test's one parameter, at which CI looks, and not every run: they are marked slow."""
    return [pytest.param(value, marks=pytest.mark.slow) for value in values]


def how_many(histories: int) -> int:
    """So many histories, as many times more as the environment asks for, or the few of every run."""
    return max(FEWEST, round(histories * TIMES))


def searched(histories: int) -> Callable[[Any], Any]:
    """Look at so many histories, or at `how_many` of them are asked for."""
    search = settings(
        max_examples=how_many(histories),
        suppress_health_check=[*SLOW_IS_FINE, HealthCheck.data_too_large, HealthCheck.large_base_example],
        phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink],
    )

    def decorate(test: Any) -> Any:
        return pytest.mark.search(search(test))

    return decorate
