"""Cards for a show of hands: one a level, so that everyone can show an answer at the same time, held low."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from string import ascii_uppercase

from coreflect.core.bank import STANDARD, Bank, Scale
from coreflect.core.model import Round
from coreflect.core.responses import questions
from coreflect.reporting.paper_page import element, page, spoken_language, text
from coreflect.reporting.paper_style import cards_style

A_PAGE, A_PAGE_LARGE = 4, 1


def cards_html(facts: Round, banks: Sequence[Bank], *, wording: str = STANDARD, large: bool = False) -> str:
    """One set of cards for each scale that the round asks on, as one HTML page set for A4.

    Four cards stand on a page, or one in large print. Each set begins on a page of its own.
    """
    size = A_PAGE_LARGE if large else A_PAGE
    pages = []
    for scale in _scales(facts, banks):
        cards = list(_cards(scale, wording))
        pages += ["\n".join(cards[at : at + size]) for at in range(0, len(cards), size)]
    lang = spoken_language(wording)
    body = "\n".join(element("div", one, "page", lang=lang) for one in pages)
    return page(f"{facts.team_name}: cards", cards_style(large=large), body)


def _scales(facts: Round, banks: Sequence[Bank]) -> tuple[Scale, ...]:
    return tuple(dict.fromkeys(question.scale for question in questions(facts, banks)))


def _cards(scale: Scale, wording: str) -> Iterator[str]:
    for letter, level in zip(ascii_uppercase, scale.levels, strict=False):
        said = (("letter", letter), ("label", level.label.say(wording)), ("meaning", level.meaning.say(wording)))
        yield element("div", "".join(element("p", text(words), name) for name, words in said if words), "big")
