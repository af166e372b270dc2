"""Asks once more before a person's answers are removed for good."""

from __future__ import annotations

from collections.abc import Callable

from coreflect.core.texts import answering as sentences
from coreflect.tui.pages import ChoicePage

YES = "yes"


class RemovingPage(ChoicePage):
    """Asks whether to remove them; gives `YES` once they are, and anything else where they stay."""

    def __init__(self, remove: Callable[[], None]) -> None:
        """Takes what removes them; where that raises a CoreflectError, the page says so and stays."""

        def act(answer: str) -> None:
            if answer == YES:
                remove()

        answers = sentences.TAKE_OUT_ANSWERS
        super().__init__(sentences.TAKE_OUT_QUESTION, answers, chosen=answers[0][0], closes=True, act=act)
