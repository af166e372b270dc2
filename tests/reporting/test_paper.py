"""A reflection on paper: all that is asked, in order, in both wordings; text stays text, nothing is loaded or run."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coreflect.banks.shelf import Shelf
from coreflect.core.answers import OFFERED, PERSPECTIVES
from coreflect.core.banks.bank import EASIER, STANDARD, Bank, Words, offered_wordings
from coreflect.core.model import AskedBank, Reflection
from coreflect.core.reflections.paper_sheet import empty_sheet
from coreflect.core.reflections.responses import Place, questions
from coreflect.core.texts.answering import HELPER_CARD, HELPER_QUESTION, PERSPECTIVE_QUESTION
from coreflect.core.texts.paper import SHEET_CODE, THANKS
from coreflect.core.texts.words import with_period
from coreflect.reporting.paper import cards_html, paper_html, slips_html
from tests.support.builders.examples import a_round, bank
from tests.support.readers.goldens import Golden
from tests.support.readers.printed import Printed

HERE = Place("/workspace", shared=False)
BOTH = (AskedBank("garden", "whole", "0123456789ab"), AskedBank("shed", "short", "0123456789ab"))
BANKS = (bank(), bank("shed", levels=("never", "sometimes", "always")))
EVIL = "</style></title><script>alert(1)</script><img src=x onerror=alert(1)> & \" ' {title} ${points} \x1b[31m"


def a_sheet(*, wording: str = STANDARD, large: bool = False, place: Place = HERE, **reflection: object) -> Printed:
    return Printed(paper_html(a_round(banks=BOTH, **reflection), BANKS, place, wording=wording, large=large))


def evil_bank() -> Bank:
    evil = Words(((STANDARD, EVIL),))
    garden = bank()
    (scale,) = garden.scales
    level = replace(scale.levels[0], label=evil, meaning=evil)
    item = replace(garden.sections[0].items[0], text=evil, lowest=evil, highest=evil)
    return replace(
        garden,
        title=evil,
        stem=evil,
        intro=evil,
        scales=(replace(scale, levels=(level, *scale.levels[1:])),),
        sections=(replace(garden.sections[0], title=evil, items=(item,)),),
    )


def evil_round(text: str = EVIL) -> Reflection:
    return a_round(team_name=text, about=text, period=text, contact=text, date=text)


@pytest.mark.parametrize("wording", [STANDARD, EASIER])
def test_the_text_of_a_sheet(golden: Golden, wording: str) -> None:
    lines = [" ".join(piece.split()) for piece in a_sheet(wording=wording).pieces]

    golden(f"paper-{wording}.txt", "\n".join(line for line in lines if line) + "\n")


@pytest.mark.parametrize("wording", [STANDARD, EASIER])
def test_everything_asked_is_there_in_order(wording: str) -> None:
    rest = a_sheet(wording=wording).text
    reflection, bank_before, section_before = a_round(banks=BOTH), "", ""
    for number, question in enumerate(questions(reflection, BANKS), start=1):
        expected = []
        if question.bank.id != bank_before:
            expected += [question.bank.title.say(wording), question.bank.intro.say(wording)]
        if (question.bank.id, question.section.id) != (bank_before, section_before):
            expected.append(question.section.title.say(wording))
        bank_before, section_before = question.bank.id, question.section.id
        expected += [with_period(question.bank.stem.say(wording), reflection.period), f"{number}."]
        expected += [question.item.text.say(wording)]
        for place, level in enumerate(question.scale.levels, start=1):
            expected += [str(place), level.label.say(wording), level.meaning.say(wording)]
            expected += [f"For example: {question.item.lowest.say(wording)}"] if place == 1 else []
        expected.append(f"For example: {question.item.highest.say(wording)}")
        for each in OFFERED:
            expected += [each.key, each.say(wording)]
        for text in expected:
            assert text in rest, text
            rest = rest[rest.index(text) + len(text) :]
    assert THANKS in rest


@pytest.mark.parametrize("wording", [STANDARD, EASIER])
def test_every_shipped_bank_fits_on_paper(wording: str) -> None:
    banks = [one.bank for one in Shelf().banks() if one.bank is not None]
    asked = tuple(AskedBank(one.id, "whole", "0123456789ab") for one in banks)
    sheet = Printed(paper_html(a_round(banks=asked), banks, HERE, wording=wording))

    assert len(sheet.of_class("question")) == sum(len(one.items()) for one in banks) == 55
    assert "{" not in sheet.text


def test_the_keys_beside_the_boxes_are_those_that_are_typed() -> None:
    (question, *_) = questions(a_round(banks=BOTH), BANKS)
    page = paper_html(a_round(banks=BOTH), BANKS, HERE)
    block = page.partition('<article class="question">')[2].partition('<div class="who">')[0]
    keys = re.findall('<span class="box"></span><span class="key">(.)</span>', block)

    assert keys == ["1", "2", "3", "4", "n", "x", "r"]
    row = empty_sheet([question]).rows[-1]
    assert [row.value(row.read(key)) for key in keys] == [
        *question.scale.level_ids,
        *(each.code for each in OFFERED),
    ]


def test_the_front_welcomes_and_asks_who_speaks_and_who_helps() -> None:
    front = a_sheet().text.partition("The garden questions")[0]

    for text in ("Welcome. There are 6 questions", "tell the garden desk today", PERSPECTIVE_QUESTION, HELPER_QUESTION):
        assert text in front
    assert all(each.sentence in front for each in PERSPECTIVES)
    assert HELPER_CARD in front
    assert "Sheet number" in front


def test_paper_says_what_differs_from_a_screen() -> None:
    front = a_sheet().text

    assert "Turn the screen" not in front
    assert "on a laptop. The garden desk gets a copy" in front
    assert "cannot be removed" in front
    assert "in a folder that may be shared with others" in a_sheet(place=Place("/shared", shared=True)).text


def test_each_question_has_three_lines_for_a_note_and_says_who_may_read_it() -> None:
    sheet = a_sheet()

    assert len(sheet.of_class("line")) == 3 * len(sheet.of_class("question")) == 18
    assert sheet.text.count("Everyone here, without my name") == 6 + 1
    assert sheet.text.count("Only the garden desk") == 6 + 1


def test_a_sheet_ends_with_a_line_for_a_code_from_last_time() -> None:
    sheet = a_sheet()

    assert len(sheet.of_class("dotted")) == 1
    assert sheet.text.count(SHEET_CODE) == 1


def test_what_easier_words_do_not_say_is_left_out_of_an_easier_sheet() -> None:
    first = bank().sections[0].items[0]
    standard_alone = replace(first, lowest=Words(((STANDARD, "Nobody asks."),)))
    garden = replace(bank(), sections=(replace(bank().sections[0], items=(standard_alone,)),))
    said = {
        wording: Printed(paper_html(a_round(), [garden], HERE, wording=wording)).text for wording in (STANDARD, EASIER)
    }

    assert "For example: Nobody asks." in said[STANDARD]
    assert "Nobody asks." not in said[EASIER]
    assert all(each.easier_help in said[EASIER] for each in OFFERED)
    assert not any(each.help in said[EASIER] for each in OFFERED)


def test_the_boxes_of_a_note_are_round_and_keys_are_grey() -> None:
    style = a_sheet().style

    assert re.search(r"\.readers \.box \{ border-radius: 50%", style)
    assert re.search(r"\.key \{[^}]*color: #595959", style)


def test_no_question_is_cut_across_pages() -> None:
    assert re.search(r"\.question \{[^}]*break-inside: avoid", a_sheet().style)


def test_large_print_is_18_point_and_holds_nothing_smaller() -> None:
    sizes = [int(size) for size in re.findall(r"(\d+)pt", a_sheet(large=True).style)]

    assert min(sizes) == 18
    assert not re.search(r"font-size: 0", a_sheet(large=True).style)
    assert "12pt" in a_sheet().style


PAGES = {
    "sheet": paper_html(evil_round(), [evil_bank()], HERE),
    "large sheet": paper_html(evil_round(), [evil_bank()], HERE, large=True),
    "cards": cards_html(evil_round(), [evil_bank()]),
    "slips": slips_html(evil_round()),
}


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_loaded_and_nothing_runs(name: str) -> None:
    printed = Printed(PAGES[name])
    marks = {mark for _, marks in printed.elements for mark in marks}

    assert set(printed.tags).isdisjoint({"script", "img", "link", "iframe", "object", "base", "form", "a", "svg"})
    assert marks <= {"class", "lang", "charset", "name", "content", "http-equiv"}
    assert not re.search(r"url\(|@import|https?:|//", printed.style)
    assert "default-src 'none'" in PAGES[name]


@pytest.mark.parametrize("name", PAGES)
def test_hostile_text_stays_text(name: str) -> None:
    printed = Printed(PAGES[name])

    assert "<img src=x onerror=alert(1)> & \" ' {title} ${points} \N{REPLACEMENT CHARACTER}[31m" in printed.text
    assert "\x1b" not in PAGES[name]
    assert printed.tags.count("style") == printed.tags.count("title") == 1
    assert "alert" not in printed.style


@cache
def printed_with(text: str) -> Printed:
    return Printed(paper_html(evil_round(text), BANKS, HERE))


@given(st.text())
def test_no_text_changes_the_page_around_it(text: str) -> None:
    assert printed_with(text).elements == printed_with("usual").elements


def test_cards_are_one_a_level_of_each_scale_that_is_asked() -> None:
    cards = Printed(cards_html(a_round(banks=BOTH), BANKS))

    assert len(cards.of_class("big")) == 4 + 3
    assert [piece for piece in cards.pieces if re.fullmatch("[A-G]", piece)] == [*"ABCDEFG"]
    assert len(cards.of_class("page")) == 2
    assert "Not yet" in cards.text
    assert [cards.text.count(each.title.say()) for each in BANKS] == [4, 3]


def test_large_cards_stand_one_a_page_and_a_scale_asked_twice_has_one_set() -> None:
    twice = (bank(), bank("shed"))
    cards = Printed(cards_html(a_round(banks=BOTH), twice, wording=EASIER, large=True))

    assert len(cards.of_class("page")) == len(cards.of_class("big")) == 4
    assert "Not yet (easier)" in cards.text


def test_a_wording_that_is_a_language_is_marked_as_one() -> None:
    welsh = replace(bank(), wordings=((STANDARD, "Standard words"), ("cy", "Cymraeg")))
    sheet = Printed(paper_html(a_round(), [welsh], HERE, wording="cy"))

    assert [marks.get("lang") for marks in sheet.of_class("bank")] == ["cy"]
    assert [marks.get("lang") for marks in a_sheet(wording=EASIER).of_class("bank")] == [None, None]


def test_the_wordings_offered_are_those_that_every_bank_has() -> None:
    alone = replace(bank("shed"), wordings=((STANDARD, "Standard words"),))

    assert offered_wordings([bank()]) == bank().wordings
    assert offered_wordings([bank(), alone]) == ((STANDARD, "Standard words"),)
