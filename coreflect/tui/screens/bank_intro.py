"""Between banks stands a whole page, since what the answers mean changes there; new answers are tried first."""

from __future__ import annotations

from coreflect.core import sentences
from coreflect.core.model import Round
from coreflect.core.walkthrough import Walkthrough
from coreflect.tui.screens.practice import PracticePage
from coreflect.tui.screens.reading import ReadingPage
from coreflect.tui.widgets.page import Page


def introduction(walkthrough: Walkthrough, facts: Round) -> tuple[Page[str], ...]:
    """The pages before a bank's first question: what it is about, and one to try where its answers are new."""
    question, wording, at = walkthrough.question, walkthrough.wording, walkthrough.at
    came_before = walkthrough.asked[at - 1] if at and walkthrough.introduced else None
    new_levels = came_before is not None and came_before.scale.level_ids != question.scale.level_ids
    bank = question.bank
    texts = (sentences.NEW_LEVELS, bank.intro.say(wording)) if new_levels else (bank.intro.say(wording),)
    intro = ReadingPage(texts, title=bank.title.say(wording), back=at > 0)
    return (intro, PracticePage(question, facts, wording)) if new_levels else (intro,)
