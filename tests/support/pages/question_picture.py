"""Takes the README's picture, which is the question screen: `python -m tests.support.pages.question_picture`."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

from coreflect.banks.shelf import Shelf
from tests.support.builders.examples import a_draft, a_round
from tests.support.screens.answering import at_question

PICTURE = Path(__file__).resolve().parents[3] / "docs" / "question.svg"
ITEM = "roles-money"


async def taken() -> str:
    """The question screen with an answer chosen, as SVG that loads nothing from elsewhere."""
    bank = Shelf().find("nesta-principles").bank
    assert bank is not None
    reflection = a_round(team_name="Lantern Street", about="the day centre", contact="the office")
    at = next(index for index, (_, item) in enumerate(bank.items()) if item.id == ITEM)
    async with at_question(bank, reflection=reflection, draft=a_draft(at=at, reached=at)) as seat:
        await seat.press("3")
        picture = seat.app.export_screenshot(title="coreflect")
    return without_fonts(picture)


def without_fonts(picture: str) -> str:
    """A picture that names no font to fetch, and no program."""
    return re.sub(r"<!--.*?-->\s*|@font-face \{.*?\}\s*", "", picture, flags=re.DOTALL)


if __name__ == "__main__":
    PICTURE.write_text(asyncio.run(taken()), encoding="utf-8", newline="\n")
