"""Makes the pages of HTML to print: the sheet that a person fills in, cards for a show of hands, slips for two words.

A page loads nothing, and runs nothing but the script with which the sheet is filled in on a screen. All texts in it are
escaped, and its Content-Security-Policy names the style and the script by their hashes. It asks the same as the
screens, in the same order and words; each box shows the key that is typed for it when the sheet is keyed in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from string import ascii_uppercase

from coreflect.core.answers import NOT_SURE, OFFERED, PERSPECTIVES
from coreflect.core.banks.bank import STANDARD, Bank, Scale, Section
from coreflect.core.model import Reflection
from coreflect.core.reflections.responses import Place, Question, questions
from coreflect.core.texts import answering
from coreflect.core.texts import paper as texts
from coreflect.core.texts.answers_file import OPEN_IN_A_BROWSER
from coreflect.core.texts.words import spoken_date, with_period
from coreflect.reporting.html import page, read_script, rendered
from coreflect.reporting.sheet import Form

CARDS_A_PAGE, LARGE_CARDS_A_PAGE = 4, 1
SLIPS_A_PAGE = 8

Asked = list[tuple[int, Question]]
"""Questions with their numbers on the sheet."""


def paper_html(
    reflection: Reflection,
    banks: Sequence[Bank],
    place: Place,
    *,
    wording: str = STANDARD,
    large: bool = False,
    words: Sequence[str] = (),
) -> str:
    """Make the sheet that a person fills in, as one HTML page for A4.

    Takes the reflection, its own banks, where its answers are kept, the wording, and whether to use large print. With
    `words`, of which it chooses two for a person, the page is also a form that is filled in on a screen.
    """
    asked = questions(reflection, banks)
    banks = tuple({question.bank.id: question.bank for question in asked}.values())
    about = answering.about_and_period(reflection, banks, wording)
    own_lines = {bank.id: answering.about_and_period(reflection, (bank,), wording) for bank in banks}
    form = Form(reflection, asked, wording) if words else None
    shows = {
        "form": rendered("sheet.html", given={}, **form.values()) if form else "",
        "data": form.data(words) if form else "",
        "unopened": OPEN_IN_A_BROWSER,
        "title": f"{reflection.team_name}, {reflection.date}",
        "team": reflection.team_name,
        "about": about,
        "own_lines": {bank: line for bank, line in own_lines.items() if line != about},
        "date": spoken_date(reflection.date),
        "welcome": texts.welcome(reflection, len(asked), place, banks),
        "how": (texts.HOW, texts.other_answers(wording), texts.who_reads_notes(reflection)),
        "card": answering.HELPER_CARD.replace(NOT_SURE.label, NOT_SURE.say(wording)),
        "perspectives": _numbered(perspective.sentence for perspective in PERSPECTIVES),
        "helpers": _numbered(words for _, words in answering.HELPER_ANSWERS),
        "offered": [(answer.key, answer.say(wording)) for answer in OFFERED],
        "readers": _numbered(texts.note_readers(reflection)),
        "banks": _by_bank_and_section(asked),
        "stem": lambda bank: with_period(bank.stem.say(wording), reflection.period),
    }
    script = read_script("sheet.js") if form else ""
    return page("paper.html", "paper.css", wording, shows, large=large, script=script).html


def cards_html(reflection: Reflection, banks: Sequence[Bank], *, wording: str = STANDARD, large: bool = False) -> str:
    """Make a set of cards for each scale of the reflection, as one HTML page for A4.

    There are four cards on a page, or one in large print; each set begins on a new page. A card names the banks that
    are answered with it, and no two scales share a letter.
    """
    size = LARGE_CARDS_A_PAGE if large else CARDS_A_PAGE
    named: dict[tuple[tuple[str, str], ...], tuple[Scale, dict[str, None]]] = {}
    for question in questions(reflection, banks):
        _, titles = named.setdefault(question.scale.said(wording), (question.scale, {}))
        titles[question.bank.title.say(wording)] = None
    signs = iter(ascii_uppercase)
    sets = [[(next(signs), level, " · ".join(titles)) for level in scale.levels] for scale, titles in named.values()]
    pages = [cards[at : at + size] for cards in sets for at in range(0, len(cards), size)]
    title = f"{reflection.team_name}: cards"
    return page("cards.html", "cards.css", wording, {"title": title, "pages": pages}, large=large).html


def slips_html(reflection: Reflection) -> str:
    """Make a page of slips to cut out, on each of which a person writes down their two words; none stand on it."""
    where = {"team": reflection.team_name, "date": spoken_date(reflection.date)}
    title = f"{reflection.team_name}: slips"
    return page("slips.html", "slips.css", STANDARD, {"title": title, "slips": SLIPS_A_PAGE, **where}).html


def _by_bank_and_section(asked: Iterable[Question]) -> list[tuple[Bank, list[tuple[Section, Asked]]]]:
    banks = []
    for bank, of_bank in groupby(enumerate(asked, start=1), key=lambda pair: pair[1].bank):
        sections = [list(pairs) for _, pairs in groupby(of_bank, key=lambda pair: pair[1].section.id)]
        banks.append((bank, [(pairs[0][1].section, pairs) for pairs in sections]))
    return banks


def _numbered(lines: Iterable[str]) -> list[tuple[str, str]]:
    return [(str(number), words) for number, words in enumerate(lines, start=1)]
