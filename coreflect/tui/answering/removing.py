"""Asks once more before a person's answers are removed for good."""

from __future__ import annotations

from collections.abc import Callable

from coreflect.core.texts import answering as sentences
from coreflect.tui.pages import ChoicePage

YES = "yes"


def removing_page(remove: Callable[[], None]) -> ChoicePage:
    """Make the page that asks whether to remove them; it gives `YES` once they are.

    Where `remove` raises a CoreflectError, the page says so and stays.
    """

    def act(answer: str) -> None:
        if answer == YES:
            remove()

    answers = sentences.TAKE_OUT_ANSWERS
    return ChoicePage(sentences.TAKE_OUT_QUESTION, answers, chosen=answers[0][0], closes=True, act=act)
