"""How long a search for a leak goes on: bounded in the suite, and as long as one likes with COREFLECT_SEARCH.

COREFLECT_SEARCH=20 pytest tests/release --timeout=0 looks at twenty times as many histories.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, Phase, settings

TIMES = int(os.environ.get("COREFLECT_SEARCH", "1"))


def searched(histories: int) -> Callable[[Any], Any]:
    """Look at so many histories, or as many times more as the environment asks for."""
    return settings(
        deadline=None,
        max_examples=histories * TIMES,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
        phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink],
    )
