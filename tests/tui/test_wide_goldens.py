"""Every screen at 120×40 looks as it did, with the same four edges; those at 80×24 stand beside each screen's tests."""

from __future__ import annotations

import pytest

from tests.support.readers.goldens import Golden
from tests.support.screens.every_screen import SCREENS, opened
from tests.support.screens.four_edges import frame_faults
from tests.support.screens.shown import shown

WIDE = (120, 40)
NOT_OURS = {"palette", "said-in-a-corner"}
# "Skipped" is said of a file that could not be read, and of nothing that a person did.
SAID_NOWHERE = (
    *("improved", "declined", "score", "users", "n/a", "average", "ranking", "percent", "disagreement"),
    *("gap", "outlier", "consensus", "strength", "weakness", "trend", "survey", "%"),
)
OF_A_MEETING = ("meeting-plan", "by-part", "which-question", "room-note", "sheet-note")
"""Those of the meeting whose own tests look at other sizes."""


@pytest.mark.parametrize("name", [*(name for name in SCREENS if name not in NOT_OURS), *OF_A_MEETING])
async def test_it_looks_as_it_did_and_says_nothing_that_we_never_say(name: str, golden: Golden) -> None:
    async with opened(name, size=WIDE) as at:
        seen = shown(at.app)
        assert not frame_faults(at.app)
        golden(f"wide/{name}.txt", seen)
        assert not [word for word in SAID_NOWHERE if word in seen.casefold()]
