"""A reflection on paper: one page of HTML that loads nothing and runs nothing, in which every text stays text.

It asks what the screens ask, in the same order and words. Beside each box stands what is typed when the sheet is keyed
in, so that nobody has to translate.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from coreflect.core import sentences
from coreflect.core.answers import OFFERED, PERSPECTIVES
from coreflect.core.bank import STANDARD, Bank
from coreflect.core.kept import Place
from coreflect.core.model import Round
from coreflect.core.pairing_sentences import SHEET_CODE
from coreflect.core.responses import Question, questions
from coreflect.reporting.paper_page import boxes, element, page, spoken_language, text
from coreflect.reporting.paper_style import sheet_style

HOW_TITLE = "How to fill this in"
HOW = "Tick one box for each question. If you change your mind, cross that box out and tick another."
WHO_TYPES_IT_IN = (
    "Someone types your answers into a laptop, and sees this sheet. There are no words to come back with, so after "
    "that your answers cannot be taken out."
)
HELPING = "For someone who is helping"
THANKS = "That was the last question. Thank you. Please fold this sheet, and put it with the others."
ON_A_LAPTOP = "on a laptop"
NOTE_FOR = "Note, for:"
FOR_EXAMPLE = "For example: "


def paper_html(
    facts: Round, banks: Sequence[Bank], place: Place, *, wording: str = STANDARD, large: bool = False
) -> str:
    """The sheet that a person fills in, as one HTML page set for A4.

    Takes the round, its own banks, where its answers are kept, the wording, and whether to set it in large print.
    """
    asked = questions(facts, banks)
    numbered = list(enumerate(asked, start=1))
    body = [_front(facts, len(asked), place, wording)]
    body += [
        _bank(bank, list(its_own), facts, wording) for bank, its_own in groupby(numbered, key=lambda pair: pair[1].bank)
    ]
    body.append(element("section", element("h3", text(SHEET_CODE)) + element("div", "", "dotted"), "code"))
    body.append(element("p", text(THANKS), "thanks"))
    return page(f"{facts.team_name}, {facts.date}", sheet_style(large=large), "\n".join(body))


def wordings(banks: Sequence[Bank]) -> tuple[tuple[str, str], ...]:
    """(id, name) of each wording that every bank offers, so that no sheet changes its words half way."""
    first, *others = banks
    return tuple(each for each in first.wordings if all(each[0] in dict(bank.wordings) for bank in others))


def welcome_on_paper(facts: Round, number: int, place: Place) -> tuple[str, ...]:
    """The welcome, with what differs on paper: where the laptop is, and who sees the sheet."""
    said = sentences.welcome(facts, number, place)[:-1]
    here = sentences.where_kept(Place("", shared=False))
    return (*(one.replace(here, ON_A_LAPTOP, 1) for one in said), WHO_TYPES_IT_IN)


def _front(facts: Round, number: int, place: Place, wording: str) -> str:
    head = "".join(
        (
            element("h1", text(facts.team_name)),
            element("p", text(sentences.about_and_period(facts))),
            element("p", text(sentences.spoken_date(facts.date))),
        )
    )
    perspectives = [(str(number), text(each.sentence)) for number, each in enumerate(PERSPECTIVES, start=1)]
    helped = [(str(number), text(said)) for number, (_, said) in enumerate(sentences.HELPER_ANSWERS, start=1)]
    return element(
        "div",
        "\n".join(
            (
                element("header", element("div", head) + element("div", text("Sheet number"), "sheet")),
                _paragraphs("welcome", *welcome_on_paper(facts, number, place)),
                _paragraphs("how", HOW, _beside_in_words(wording), _notes_in_words(facts), title=HOW_TITLE),
                _choice(sentences.PERSPECTIVE_QUESTION, sentences.PERSPECTIVE_HELP, perspectives),
                _choice(sentences.HELPER_QUESTION, "", helped),
                element("section", element("h3", text(HELPING)) + element("p", text(sentences.HELPER_CARD)), "card"),
            )
        ),
        "front",
    )


def _beside_in_words(wording: str) -> str:
    return " ".join(f"{each.say(wording)}: {each.help}" for each in OFFERED)


def _notes_in_words(facts: Round) -> str:
    (_, room), (_, fewest) = sentences.note_readers(facts)
    return (
        f"You may write a note under a question. {sentences.NOTE_READERS_QUESTION} 1: {room} 2: {fewest} "
        "If you tick neither, it is 2."
    )


def _bank(bank: Bank, asked: Sequence[tuple[int, Question]], facts: Round, wording: str) -> str:
    parts = [
        element("h2", text(bank.title.say(wording))),
        element("p", text(bank.intro.say(wording)), "intro"),
    ]
    for _, its_own in groupby(asked, key=lambda pair: pair[1].section.id):
        of_part = list(its_own)
        title = element("h3", text(of_part[0][1].section.title.say(wording)))
        blocks = "\n".join(_question(number, question, facts, wording) for number, question in of_part)
        parts.append(element("section", f"{title}\n{blocks}", "part"))
    return element("section", "\n".join(parts), "bank", lang=spoken_language(wording))


def _question(number: int, question: Question, facts: Round, wording: str) -> str:
    stem = sentences.stem(question.bank.stem.say(wording), facts.period)
    number_of = element("span", f"{number}.", "number")
    return element(
        "article",
        "\n".join(
            (
                element("p", text(stem), "stem"),
                element("p", number_of + text(question.item.text.say(wording)), "asked"),
                boxes("options", _levels(question, wording)),
                boxes("beside", [(each.key, text(each.say(wording))) for each in OFFERED]),
                element("div", text(NOTE_FOR) + boxes("readers", _readers(facts)), "who"),
                element("div", "", "line"),
            )
        ),
        "question",
    )


def _levels(question: Question, wording: str) -> Iterator[tuple[str, str]]:
    item, last = question.item, len(question.scale.levels)
    for number, level in enumerate(question.scale.levels, start=1):
        meaning = level.meaning.say(wording)
        said = element("b", text(_ended(level.label.say(wording)) if meaning else level.label.say(wording)))
        said += f" {text(meaning)}" if meaning else ""
        example = {1: item.lowest, last: item.highest}.get(number)
        if example is not None and example.say(wording):
            said += element("span", text(f"{FOR_EXAMPLE}{example.say(wording)}"), "example")
        yield (str(number), said)


def _ended(words: str) -> str:
    return words if words.endswith((".", "?", "!")) else f"{words}."


def _readers(facts: Round) -> Iterator[tuple[str, str]]:
    """Who may read a note, shortly: the front says what that means."""
    for number, (_, said) in enumerate(sentences.note_readers(facts), start=1):
        yield (str(number), text(said.partition(". ")[0].rstrip(".")))


def _choice(question: str, help_text: str, options: Sequence[tuple[str, str]]) -> str:
    more = element("p", text(help_text)) if help_text else ""
    return element("section", element("h3", text(question)) + more + boxes("options", options))


def _paragraphs(name: str, *said: str, title: str = "") -> str:
    head = element("h3", text(title)) if title else ""
    return element("section", head + "\n".join(element("p", text(one)) for one in said), name)
