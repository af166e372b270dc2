"""Takes the README's picture of results: every question at a glance, beside one of them.

`python -m tests.support.pages.result_picture`.
"""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path

from coreflect.services.rehearsal import rehearsal
from coreflect.tui.app import CoreflectApp
from coreflect.tui.meeting.plan import MeetingClock
from coreflect.tui.meeting.results import ResultsPage
from tests.support.pages.question_picture import without_fonts

PICTURE = Path(__file__).resolve().parents[3] / "docs" / "results.svg"
TEAM = "lantern-street"


async def taken() -> str:
    """The results of a made-up team at a glance, as SVG that loads nothing from elsewhere."""
    with rehearsal() as services:
        reflection = min(
            (known for known in services.workspace.rounds() if known.team == TEAM), key=lambda known: known.date
        )
        published = services.results.published(reflection.id)
        app = CoreflectApp(services, theme="light")
        async with app.run_test(size=(120, 34)) as pilot:
            clock = MeetingClock(now=lambda: datetime(2026, 5, 12, 14, 0))
            app.push_screen(ResultsPage(services, reflection, published, clock))
            await pilot.pause()
            await pilot.press("g")
            await pilot.pause()
            return without_fonts(app.export_screenshot(title="coreflect"))


if __name__ == "__main__":
    PICTURE.write_text(asyncio.run(taken()), encoding="utf-8", newline="\n")
