"""Makes the pages of HTML to print: the sheet that a person fills in, and the cards for a show of hands.

A page loads and runs nothing, and all texts in it are escaped. It asks the same as the screens, in the same order and
words; each box shows the key that is typed for it when the sheet is keyed in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from html import escape
from itertools import groupby
from string import ascii_uppercase

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from coreflect.core.answers import OFFERED, PERSPECTIVES
from coreflect.core.banks.bank import EASIER, STANDARD, Bank, Section
from coreflect.core.model import Reflection
from coreflect.core.names import shown
from coreflect.core.reflections.responses import Place, Question, questions
from coreflect.core.texts import answering
from coreflect.core.texts import paper as texts
from coreflect.core.texts.words import spoken_date, with_period

CARDS_A_PAGE, LARGE_CARDS_A_PAGE = 4, 1

Asked = list[tuple[int, Question]]
"""Questions with their numbers on the sheet."""


def paper_html(
    reflection: Reflection, banks: Sequence[Bank], place: Place, *, wording: str = STANDARD, large: bool = False
) -> str:
    """Make the sheet that a person fills in, as one HTML page for A4.

    Takes the reflection, its own banks, where its answers are kept, the wording, and whether to use large print.
    """
    asked = questions(reflection, banks)
    return _page(
        "paper.html",
        wording,
        large=large,
        title=f"{reflection.team_name}, {reflection.date}",
        team=reflection.team_name,
        about=answering.about_and_period(reflection),
        date=spoken_date(reflection.date),
        welcome=texts.welcome(reflection, len(asked), place),
        how=(texts.HOW, texts.other_answers(wording), texts.who_reads_notes(reflection)),
        perspectives=_numbered(perspective.sentence for perspective in PERSPECTIVES),
        helpers=_numbered(words for _, words in answering.HELPER_ANSWERS),
        offered=[(answer.key, answer.say(wording)) for answer in OFFERED],
        readers=_numbered(texts.note_readers(reflection)),
        banks=_by_bank_and_section(asked),
        stem=lambda bank: with_period(bank.stem.say(wording), reflection.period),
    )


def cards_html(reflection: Reflection, banks: Sequence[Bank], *, wording: str = STANDARD, large: bool = False) -> str:
    """Make a set of cards for each scale of the reflection, as one HTML page for A4.

    There are four cards on a page, or one in large print; each set begins on a new page.
    """
    size = LARGE_CARDS_A_PAGE if large else CARDS_A_PAGE
    scales = dict.fromkeys(question.scale for question in questions(reflection, banks))
    sets = [list(zip(ascii_uppercase, scale.levels, strict=False)) for scale in scales]
    pages = [cards[at : at + size] for cards in sets for at in range(0, len(cards), size)]
    return _page("cards.html", wording, large=large, title=f"{reflection.team_name}: cards", pages=pages)


def _by_bank_and_section(asked: Iterable[Question]) -> list[tuple[Bank, list[tuple[Section, Asked]]]]:
    banks = []
    for bank, of_bank in groupby(enumerate(asked, start=1), key=lambda pair: pair[1].bank):
        sections = [list(pairs) for _, pairs in groupby(of_bank, key=lambda pair: pair[1].section.id)]
        banks.append((bank, [(pairs[0][1].section, pairs) for pairs in sections]))
    return banks


def _numbered(lines: Iterable[str]) -> list[tuple[str, str]]:
    return [(str(number), words) for number, words in enumerate(lines, start=1)]


def _page(name: str, wording: str, **values: object) -> str:
    # A wording that is a language of its own is marked as one; the others are in the language of the page.
    language = "" if wording in (STANDARD, EASIER) else wording
    return _environment().get_template(name).render(wording=wording, language=language, **values)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("coreflect.reporting"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_text,
        keep_trailing_newline=True,
    )
    environment.globals |= {"answering": answering, "texts": texts, "ended": _ended}
    return environment


def _text(value: object) -> Markup:
    """Make a text safe for a page: escaped, and without invisible characters."""
    return value if isinstance(value, Markup) else Markup(escape(shown(str(value))))  # noqa: S704 - it is escaped


def _ended(words: str) -> str:
    return words if words.endswith((".", "?", "!")) else f"{words}."
