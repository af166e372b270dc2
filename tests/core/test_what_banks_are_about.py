"""The line above a question names what its bank is about, and a period only where the bank asks over one."""

from __future__ import annotations

from dataclasses import replace

from coreflect.banks.shelf import Shelf
from coreflect.core.banks.bank import STANDARD, Bank, Words
from coreflect.core.model import AskedBank
from coreflect.core.reflections.responses import Place, Question, questions
from coreflect.core.results import PublishedBank
from coreflect.core.texts import answering, question_aloud
from coreflect.reporting.paper import paper_html
from coreflect.reporting.text import about_and_period, periods, subject
from tests.support.builders.examples import a_round, bank
from tests.support.builders.results import published_round
from tests.support.readers.printed import Printed

HERE = Place("/workspace", shared=False)
SET_UP = "About the day centre, over the last six months"
AREA = replace(bank("shed"), object=Words(((STANDARD, "our area"), ("cy", "ein hardal"))), has_period=False)
TODAY = replace(bank("pond"), has_period=False)


def test_a_bank_is_about_what_was_set_up_unless_it_says_otherwise() -> None:
    assert answering.about_and_period(a_round(), [bank()]) == SET_UP
    assert answering.about_and_period(a_round(), [TODAY]) == "About the day centre"
    assert answering.about_and_period(a_round(), [AREA]) == "About our area"
    assert answering.about_and_period(a_round(), [AREA], "cy") == "About ein hardal"


def test_several_banks_are_about_what_was_set_up_unless_all_are_about_one_thing() -> None:
    assert answering.about_and_period(a_round(), [bank(), AREA]) == SET_UP
    assert answering.about_and_period(a_round(), [AREA, replace(AREA, id="wood")]) == "About our area"
    assert answering.about_and_period(a_round(), [AREA, TODAY]) == "About the day centre"


def test_the_welcome_names_what_the_questions_are_about() -> None:
    assert "questions about our area." in answering.welcome(a_round(), 4, HERE, [AREA])[0]
    assert "questions about the day centre." in answering.welcome(a_round(), 4, HERE, [bank(), AREA])[0]


def test_each_question_is_said_under_the_line_of_its_own_bank() -> None:
    asked = questions(
        a_round(banks=tuple(AskedBank(each, "whole", "d") for each in ("garden", "shed"))), [bank(), AREA]
    )
    lines = [question_aloud.asked(a_round(), question, STANDARD)[0] for question in (asked[0], asked[-1])]
    assert lines == [f"{SET_UP}.", "About our area."]


def test_a_paper_sheet_says_what_a_bank_is_about_where_that_is_not_what_stands_at_its_head() -> None:
    both = a_round(banks=tuple(AskedBank(each, "whole", "d") for each in ("garden", "shed")))
    sheet = Printed(paper_html(both, [bank(), AREA], HERE))
    assert [SET_UP in sheet.text, len(sheet.of_class("object"))] == [True, 1]
    only = a_round(banks=(AskedBank("shed", "whole", "d"),))
    sheet = Printed(paper_html(only, [AREA], HERE))
    assert "About our area" in sheet.text
    assert SET_UP not in sheet.text
    assert sheet.of_class("object") == []


def test_results_name_no_object_and_no_period_that_was_not_asked_about() -> None:
    area, six = PublishedBank("a", "A", "S", "", "", "", "our area", has_period=False), _asked_over_a_period()
    assert about_and_period(published_round(banks=(area,))) == "about our area"
    assert about_and_period(published_round(banks=(area, six))) == "about the day centre, over the last six months"
    assert about_and_period(published_round()) == "about the day centre, over the last six months"
    assert subject(published_round(banks=(area, area))) == "our area"
    assert periods([published_round(banks=(area,)), published_round(banks=(six,))]) == {"the last six months"}


def test_published_words_are_quoted_beside_ours_with_their_source() -> None:
    scie = Shelf().find("scie-statements").bank
    assert scie is not None
    question = _first(scie)
    said = answering.as_published(question, STANDARD)
    assert said.startswith("As published (SCIE, Mayday Trust and Think Local Act Personal, 2022): \u0022Leaders set")
    assert answering.as_published(question, "published") == ""
    assert answering.as_published(_first(bank()), STANDARD) == ""
    assert "November 2022. The four statements belong to their publishers" in answering.quoted_from(scie, "published")
    assert answering.quoted_from(scie, STANDARD) == ""
    assert question_aloud.asked(a_round(), question, "published")[0] == "About our area. Quoted as published."
    assert question_aloud.asked(a_round(), question, STANDARD)[0] == "About our area."
    round_of_it = a_round(banks=(AskedBank(scie.id, "whole", "d"),))
    assert "Quoted from: What next" in Printed(paper_html(round_of_it, [scie], HERE, wording="published")).text
    assert "Quoted" not in Printed(paper_html(round_of_it, [scie], HERE)).text


def _asked_over_a_period() -> PublishedBank:
    return PublishedBank("b", "B", "S", "", "", "")


def _first(of: Bank) -> Question:
    return questions(a_round(banks=(AskedBank(of.id, "whole", "d"),)), [of])[0]
