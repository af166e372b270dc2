"""The sheet as a form: all questions in every wording, hostile text as text, nothing that its policy does not name."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256

from coreflect.core.answers import OFFERED, PERSPECTIVES
from coreflect.core.reflections.responses import questions
from coreflect.reporting.paper import paper_html
from tests.reporting.test_paper import BANKS, BOTH, EVIL, HERE, evil_bank, evil_round
from tests.support.builders.examples import a_round, bank
from tests.support.readers.printed import Printed, on_paper

WORDS = ("lantern", "meadow", "lake")
PAGE = paper_html(a_round(banks=BOTH), BANKS, HERE, words=WORDS)
HOSTILE = paper_html(evil_round(), [evil_bank()], HERE, words=WORDS)


def scripts(page: str) -> list[str]:
    return re.findall(r"<script[^>]*>(.*?)</script>", page, re.DOTALL)


def test_each_question_offers_what_can_be_ticked_on_paper() -> None:
    asked = questions(a_round(banks=BOTH), BANKS)
    values = [
        [marks.get("value") for tag, marks in Printed(PAGE).elements if tag == "input" and marks.get("name") == name]
        for name in [*(f"answer-{number}" for number, _ in enumerate(asked, 1)), "perspective", "wording", "help"]
    ]

    others = [each.code for each in OFFERED]
    assert values[:-3] == [[*question.scale.level_ids, *others] for question in asked]
    assert values[-3:] == [[each.code for each in PERSPECTIVES], ["standard", "plain"], ["", "chosen", "paid"]]


def test_each_text_is_there_in_every_wording_and_one_of_them_is_shown_first() -> None:
    for wording, hidden in (("standard", "plain"), ("plain", "standard")):
        page = paper_html(a_round(banks=BOTH), BANKS, HERE, words=WORDS, wording=wording)
        said = [marks for tag, marks in Printed(page).elements if tag == "span" and "data-say" in marks]
        assert {marks["data-say"] for marks in said if "hidden" in marks} == {hidden}
        assert {marks["data-say"] for marks in said if "hidden" not in marks} == {wording}


def test_the_script_knows_the_questions_and_of_which_words_it_chooses_two() -> None:
    known = json.loads(scripts(PAGE)[0])

    assert known["round"] == a_round().id
    assert known["words"] == list(WORDS)
    assert [(row["bank"], row["item"], row["edition"]) for row in known["questions"]] == [
        (question.bank.id, question.item.id, question.item.edition)
        for question in questions(a_round(banks=BOTH), BANKS)
    ]


def test_the_policy_names_the_style_and_the_script_and_nothing_else() -> None:
    (style,), script = re.findall("<style>(.*?)</style>", PAGE, re.DOTALL), scripts(PAGE)[1]
    first, second = (f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in (style, script))

    nothing = "base-uri 'none'; form-action 'none'"
    assert f"content=\"default-src 'none'; style-src {first}; script-src {second}; {nothing}\"" in PAGE


def test_hostile_text_adds_no_element_and_ends_no_script() -> None:
    printed = Printed(HOSTILE)

    assert printed.tags.count("script") == len(scripts(HOSTILE)) == 2
    assert not {"img", "iframe", "object", "base", "form", "a", "link"} & {*printed.tags}
    assert not [name for _, marks in printed.elements for name in marks if name.startswith("on") or name == "style"]
    assert EVIL[:60] in printed.text


def test_on_paper_nothing_is_different() -> None:
    assert (
        on_paper(PAGE).text.removeprefix("Open this in a browser, or print it. ")
        == Printed(paper_html(a_round(banks=BOTH), BANKS, HERE)).text
    )


def test_one_wording_is_not_asked_about() -> None:
    alone = replace(bank(), wordings=bank().wordings[:1])

    assert 'name="wording"' not in paper_html(a_round(), [alone], HERE, words=WORDS)
