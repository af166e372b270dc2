"""A reflection on paper: one page of HTML that loads nothing and runs nothing, in which every text stays text.

It asks what the screens ask, in the same order and words. Beside each box stands what is typed when the sheet is keyed
in, so that nobody has to translate.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby
from string import ascii_uppercase

from coreflect.core.answers import OFFERED, PERSPECTIVES
from coreflect.core.banks.bank import EASIER, STANDARD, Bank, Scale
from coreflect.core.model import Reflection
from coreflect.core.names import shown
from coreflect.core.reflections.responses import Question, questions
from coreflect.core.texts import answering as sentences
from coreflect.core.texts.answering import SHEET_CODE
from coreflect.core.texts.words import spoken_date
from coreflect.core.workspace import Place

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
    reflection: Reflection, banks: Sequence[Bank], place: Place, *, wording: str = STANDARD, large: bool = False
) -> str:
    """The sheet that a person fills in, as one HTML page set for A4.

    Takes the round, its own banks, where its answers are kept, the wording, and whether to set it in large print.
    """
    asked = questions(reflection, banks)
    numbered = list(enumerate(asked, start=1))
    body = [_front(reflection, len(asked), place, wording)]
    body += [
        _bank(bank, list(its_own), reflection, wording)
        for bank, its_own in groupby(numbered, key=lambda pair: pair[1].bank)
    ]
    body.append(element("section", element("h3", text(SHEET_CODE)) + element("div", "", "dotted"), "code"))
    body.append(element("p", text(THANKS), "thanks"))
    return page(f"{reflection.team_name}, {reflection.date}", sheet_style(large=large), "\n".join(body))


def wordings(banks: Sequence[Bank]) -> tuple[tuple[str, str], ...]:
    """(id, name) of each wording that every bank offers, so that no sheet changes its words half way."""
    first, *others = banks
    return tuple(each for each in first.wordings if all(each[0] in dict(bank.wordings) for bank in others))


def welcome_on_paper(reflection: Reflection, number: int, place: Place) -> tuple[str, ...]:
    """The welcome, with what differs on paper: where the laptop is, and who sees the sheet."""
    said = sentences.welcome(reflection, number, place)[:-1]
    here = sentences.where_kept(Place("", shared=False))
    return (*(one.replace(here, ON_A_LAPTOP, 1) for one in said), WHO_TYPES_IT_IN)


def _front(reflection: Reflection, number: int, place: Place, wording: str) -> str:
    head = "".join(
        (
            element("h1", text(reflection.team_name)),
            element("p", text(sentences.about_and_period(reflection))),
            element("p", text(spoken_date(reflection.date))),
        )
    )
    perspectives = [(str(number), text(each.sentence)) for number, each in enumerate(PERSPECTIVES, start=1)]
    helped = [(str(number), text(said)) for number, (_, said) in enumerate(sentences.HELPER_ANSWERS, start=1)]
    return element(
        "div",
        "\n".join(
            (
                element("header", element("div", head) + element("div", text("Sheet number"), "sheet")),
                _paragraphs("welcome", *welcome_on_paper(reflection, number, place)),
                _paragraphs("how", HOW, _beside_in_words(wording), _notes_in_words(reflection), title=HOW_TITLE),
                _choice(sentences.PERSPECTIVE_QUESTION, sentences.PERSPECTIVE_HELP, perspectives),
                _choice(sentences.HELPER_QUESTION, "", helped),
                element("section", element("h3", text(HELPING)) + element("p", text(sentences.HELPER_CARD)), "card"),
            )
        ),
        "front",
    )


def _beside_in_words(wording: str) -> str:
    return " ".join(f"{each.say(wording)}: {each.help}" for each in OFFERED)


def _notes_in_words(reflection: Reflection) -> str:
    (_, room), (_, fewest) = sentences.note_readers(reflection)
    return (
        f"You may write a note under a question. {sentences.NOTE_READERS_QUESTION} 1: {room} 2: {fewest} "
        "If you tick neither, it is 2."
    )


def _bank(bank: Bank, asked: Sequence[tuple[int, Question]], reflection: Reflection, wording: str) -> str:
    parts = [
        element("h2", text(bank.title.say(wording))),
        element("p", text(bank.intro.say(wording)), "intro"),
    ]
    for _, its_own in groupby(asked, key=lambda pair: pair[1].section.id):
        of_part = list(its_own)
        title = element("h3", text(of_part[0][1].section.title.say(wording)))
        blocks = "\n".join(_question(number, question, reflection, wording) for number, question in of_part)
        parts.append(element("section", f"{title}\n{blocks}", "part"))
    return element("section", "\n".join(parts), "bank", lang=spoken_language(wording))


def _question(number: int, question: Question, reflection: Reflection, wording: str) -> str:
    stem = sentences.stem(question.bank.stem.say(wording), reflection.period)
    number_of = element("span", f"{number}.", "number")
    return element(
        "article",
        "\n".join(
            (
                element("p", text(stem), "stem"),
                element("p", number_of + text(question.item.text.say(wording)), "asked"),
                boxes("options", _levels(question, wording)),
                boxes("beside", [(each.key, text(each.say(wording))) for each in OFFERED]),
                element("div", text(NOTE_FOR) + boxes("readers", _readers(reflection)), "who"),
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


def _readers(reflection: Reflection) -> Iterator[tuple[str, str]]:
    """Who may read a note, shortly: the front says what that means."""
    for number, (_, said) in enumerate(sentences.note_readers(reflection), start=1):
        yield (str(number), text(said.partition(". ")[0].rstrip(".")))


def _choice(question: str, help_text: str, options: Sequence[tuple[str, str]]) -> str:
    more = element("p", text(help_text)) if help_text else ""
    return element("section", element("h3", text(question)) + more + boxes("options", options))


def _paragraphs(name: str, *said: str, title: str = "") -> str:
    head = element("h3", text(title)) if title else ""
    return element("section", head + "\n".join(element("p", text(one)) for one in said), name)


A_PAGE, A_PAGE_LARGE = 4, 1


def cards_html(reflection: Reflection, banks: Sequence[Bank], *, wording: str = STANDARD, large: bool = False) -> str:
    """One set of cards for each scale that the round asks on, as one HTML page set for A4.

    Four cards stand on a page, or one in large print. Each set begins on a page of its own.
    """
    size = A_PAGE_LARGE if large else A_PAGE
    pages = []
    for scale in _scales(reflection, banks):
        cards = list(_cards(scale, wording))
        pages += ["\n".join(cards[at : at + size]) for at in range(0, len(cards), size)]
    lang = spoken_language(wording)
    body = "\n".join(element("div", one, "page", lang=lang) for one in pages)
    return page(f"{reflection.team_name}: cards", cards_style(large=large), body)


def _scales(reflection: Reflection, banks: Sequence[Bank]) -> tuple[Scale, ...]:
    return tuple(dict.fromkeys(question.scale for question in questions(reflection, banks)))


def _cards(scale: Scale, wording: str) -> Iterator[str]:
    for letter, level in zip(ascii_uppercase, scale.levels, strict=False):
        said = (("letter", letter), ("label", level.label.say(wording)), ("meaning", level.meaning.say(wording)))
        yield element("div", "".join(element("p", text(words), name) for name, words in said if words), "big")


_PAGE = """<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>
{style}
</style>
</head>
<body>
{body}
</body>
</html>
"""


def page(title: str, style: str, body: str) -> str:
    """A whole page: its title as text, its style, and a body made of elements."""
    return _PAGE.format(title=text(title), style=style, body=body)


def text(words: str) -> str:
    """Words as they may stand in a page: no mark in them means anything."""
    return escape(shown(words))


def element(tag: str, content: str, name: str = "", *, lang: str = "") -> str:
    """An element around content that is HTML already."""
    marks = "".join(f' {key}="{escape(value)}"' for key, value in (("class", name), ("lang", lang)) if value)
    return f"<{tag}{marks}>{content}</{tag}>"


def boxes(name: str, options: Iterable[tuple[str, str]]) -> str:
    """A list of boxes to tick, each with the key that is typed for it, and content that is HTML already."""
    box = element("span", "", "box")
    rows = (element("li", f"{box}{element('span', escape(key), 'key')} {said}") for key, said in options)
    return element("ul", "\n".join(rows), name)


def spoken_language(wording: str) -> str:
    """The language of a wording that is one of its own; empty for those in the language of the page."""
    return "" if wording in (STANDARD, EASIER) else wording


STANDARD_POINTS = 12
LARGE_POINTS = 18

_COMMON = """
:root { color: #000; background: #fff; }
* { box-sizing: border-box; }
body { font: ${points}pt/1.36 "Atkinson Hyperlegible", Arial, "Liberation Sans", Helvetica, sans-serif; margin: 0 auto;
  max-width: 178mm; overflow-wrap: anywhere; }
h1, h2, h3, p, ul, ol { margin: 0; padding: 0; }
ul, ol { list-style: none; }
h1 { font-size: 1.6em; line-height: 1.2; }
h2 { font-size: 1.3em; line-height: 1.25; break-after: avoid; }
h3 { font-size: 1em; break-after: avoid; }
"""

_SHEET = (
    _COMMON
    + """
@page { size: A4; margin: 17mm 16mm 16mm;
  @top-right { content: "Sheet number ______"; font: ${small}pt Arial, "Liberation Sans", sans-serif; }
  @bottom-right { content: "Page " counter(page) " of " counter(pages);
    font: ${small}pt Arial, "Liberation Sans", sans-serif; } }
@page :first { @top-right { content: none; } }
header { display: flex; justify-content: space-between; align-items: flex-start; gap: 6mm;
  border-bottom: 0.6mm solid #000; padding-bottom: 3mm; margin-bottom: 4mm; }
header p { margin-top: 1mm; }
.sheet { border: 0.5mm solid #000; padding: 1.5mm 3mm; flex: none; width: 9em; height: 4.2em; }
.welcome p { margin-bottom: 0.4em; }
.welcome p:first-child { font-size: 1.15em; font-weight: bold; }
.front { break-after: page; }
.front section { margin-top: 0.8em; break-inside: avoid; }
.card { border: 0.3mm solid #000; padding: 2.5mm 3.5mm; }
.options li, .beside li, .readers li { position: relative; padding-left: ${indent}; margin-top: 0.3em;
  break-inside: avoid; }
.box { position: absolute; left: 0; top: 0.12em; width: 1.15em; height: 1.15em; border: 0.45mm solid #000; }
.key { position: absolute; left: 1.6em; font-weight: bold; }
.example { display: block; }
.bank { break-before: page; }
.bank > h2 { border-bottom: 0.6mm solid #000; padding-bottom: 2mm; }
.front + .bank { break-before: auto; }
.intro { margin-top: 0.5em; }
.part { margin-top: 1.1em; }
.part > h3 { font-size: 1.15em; }
.question { break-inside: avoid; border-top: 0.5mm solid #000; margin-top: 1em; padding-top: 0.5em; }
h3 + .question { margin-top: 0.3em; }
.stem { display: block; }
.asked { font-size: 1.12em; font-weight: bold; padding-left: 2em; text-indent: -2em; margin: 0.1em 0 0.3em; }
.number { display: inline-block; width: 2em; text-indent: 0; }
.who { display: flex; flex-wrap: wrap; align-items: baseline; column-gap: 1.2em; margin-top: 0.35em; }
.front .how { break-inside: auto; }
.how p { margin-bottom: 0.3em; break-inside: avoid; }
.beside, .readers { display: flex; flex-wrap: wrap; column-gap: 1.6em; margin-top: 0.35em; }
.who .readers { display: contents; }
.who li { margin-top: 0; }
.line { border-bottom: 0.4mm dotted #000; height: 1.7em; }
.code { margin-top: 1.4em; break-inside: avoid; }
.dotted { border-bottom: 0.4mm dotted #000; height: 1.7em; width: 14em; }
.thanks { margin-top: 1.4em; font-weight: bold; break-inside: avoid; }
@media screen { body { padding: 8mm; max-width: 194mm; } }
"""
)

_CARDS = (
    _COMMON
    + """
@page { size: A4 ${way}; margin: 0; }
body { max-width: none; }
.page { width: ${width}mm; height: ${height}mm; display: flex; flex-wrap: wrap; break-after: page; overflow: hidden; }
.page:last-child { break-after: auto; }
.big { width: ${across}; height: ${down}; padding: 8mm; border: 0.2mm dashed #000; display: flex;
  flex-direction: column; align-items: center; justify-content: center; text-align: center; overflow: hidden; }
.letter { font-size: ${letter}pt; line-height: 1; font-weight: bold; }
.label { font-size: ${label}pt; line-height: 1.2; font-weight: bold; margin-top: 0.3em; }
.meaning { font-size: ${meaning}pt; line-height: 1.3; margin-top: 0.5em; }
"""
)


def sheet_style(*, large: bool) -> str:
    """The style of a sheet of questions."""
    points = LARGE_POINTS if large else STANDARD_POINTS
    return _filled(_SHEET, points=points, small=LARGE_POINTS if large else 10, indent="3em")


def cards_style(*, large: bool) -> str:
    """The style of cards for a show of hands: four to a page, or one a page in large print."""
    if large:
        size = {"points": 24, "letter": 280, "label": 48, "meaning": 28}
        return _filled(_CARDS, way="landscape", width=297, height=209.5, across="100%", down="100%", **size)
    size = {"points": 18, "letter": 150, "label": 24, "meaning": 18}
    return _filled(_CARDS, way="portrait", width=210, height=296.5, across="50%", down="50%", **size)


def _filled(style: str, **values: object) -> str:
    for name, value in values.items():
        style = style.replace(f"${{{name}}}", str(value))
    return style.strip()
