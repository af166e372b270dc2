"""What every shipped bank keeps to, so far as a program can see it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from textwrap import wrap

import pytest

from coreflect.banks import shelf as locate
from coreflect.banks.shelf import EARLIER, FIRST, Shelf, earlier_banks
from coreflect.core.banks.bank import Bank, Item, Words
from coreflect.core.banks.comparable import as_read, why_not
from coreflect.core.banks.read import TAGS
from coreflect.core.banks.shipped import SHIPPED

BANNED = re.compile(
    r"service users?|stakeholders?|engage|engagement|clients?|the vulnerable|hard to reach|easy read", re.IGNORECASE
)
TITLES = {
    "nesta-principles": ("Assets", "Capabilities", "Mutuality", "Networks", "Blurred roles", "Catalysts"),
    "scie-statements": ("Statements",),
    "right-preparation": (
        "Shared definition",
        "Organisational preparation",
        "The co-design process",
        "Consistent knowledge and aims",
        "Involving people",
    ),
    "strengths-based-areas": (
        "A vision and a plan made together",
        "Support that is simple and human",
        "Money and power used to make things fairer",
        "A shared picture of what good looks like",
    ),
}


MEANT_SOMETHING_ELSE = {"definition-beginning", "support-invest", "power-fairness"}
"""The items whose meaning has changed since the first release; all others keep a team's line."""


@pytest.fixture(params=FIRST)
def bank(request: pytest.FixtureRequest) -> Bank:
    shelved = Shelf().find(request.param)
    assert shelved.faults == ()
    assert shelved.bank is not None
    return shelved.bank


def shipped(bank_id: str) -> Bank:
    bank = Shelf().find(bank_id).bank
    assert bank is not None
    return bank


def items(bank: Bank) -> list[Item]:
    return [item for section in bank.sections for item in section.items]


def every_text(bank: Bank) -> Iterator[Words]:
    yield from (bank.title, bank.stem, bank.intro, bank.practice)
    for scale in bank.scales:
        for level in scale.levels:
            yield from (level.label, level.meaning)
    for section in bank.sections:
        yield section.title
        for item in section.items:
            yield from (item.text, item.lowest, item.highest, item.prompt)


@pytest.mark.parametrize(
    ("bank_id", "items", "sections", "short"),
    [
        ("nesta-principles", 18, 6, 6),
        ("scie-statements", 4, 1, 4),
        ("right-preparation", 21, 5, 5),
        ("strengths-based-areas", 12, 4, 4),
    ],
)
def test_each_bank_asks_so_many_items(bank_id: str, items: int, sections: int, short: int) -> None:
    bank = shipped(bank_id)
    assert (len(bank.items()), len(bank.sections), len(bank.items("short"))) == (items, sections, short)
    assert tuple(section.title.say() for section in bank.sections) == TITLES[bank_id]


def test_there_are_no_other_banks_and_no_other_files() -> None:
    folder = Path(str(locate.shipped_folder()))
    assert sorted(path.stem for path in folder.glob("*.toml")) == sorted([*FIRST, "scie-statements.published"])
    assert tuple(bank.id for bank in Shelf().banks()) == FIRST


def test_files_have_lines_that_end_as_on_every_platform(bank: Bank) -> None:
    content = Shelf().find(bank.id).files[0].content
    assert content.endswith(b"\n")
    assert b"\r" not in content


def test_the_short_form_asks_of_every_section(bank: Bank) -> None:
    asked = [section.id for section, _ in bank.items("short")]
    if bank.id != "scie-statements":
        assert asked == [section.id for section in bank.sections]


def test_both_wordings_are_offered_and_complete(bank: Bank) -> None:
    assert bank.wordings[:2] == (("standard", "Standard words"), ("plain", "Easier words"))
    for section in bank.sections:
        assert dict(section.title.by_wording).keys() >= {"standard", "plain"}
        for item in section.items:
            assert dict(item.text.by_wording).keys() >= {"standard", "plain"}
    assert bank.title.say("plain") != bank.title.say()
    assert len(bank.intro.say("plain").split()) <= len(bank.intro.say().split()) + 10


def test_there_are_four_levels_and_the_first_takes_in_what_is_not_done(bank: Bank) -> None:
    (scale,) = bank.scales
    assert len(scale.levels) == 4
    for wording in ("standard", "plain"):
        meaning = scale.levels[0].meaning.say(wording)
        assert re.search(r"does not happen|nobody|no steps|nothing|not talked", meaning, re.IGNORECASE), meaning
    assert all(not re.search(r"\d", level.label.say()) for level in scale.levels)


def test_no_text_says_what_the_rules_leave_out(bank: Bank) -> None:
    for words in every_text(bank):
        for _, text in words.by_wording:
            assert not BANNED.search(text), text


def test_no_item_is_a_question_under_a_stem_that_asks_one(bank: Bank) -> None:
    for wording in ("standard", "plain"):
        asks = "?" in bank.stem.say(wording)
        for item in items(bank):
            assert not (asks and "?" in item.text.say(wording)), item.id
    assert "?" in bank.stem.say() or bank.items()[0][1].text.say().endswith("?")


def test_prompts_and_only_prompts_ask_for_talk(bank: Bank) -> None:
    for item in items(bank):
        assert item.prompt.say().endswith("?")
        assert item.lowest.say().endswith(".")
        assert item.highest.say().endswith(".")
        assert not re.search(r"who is quiet|who is to blame|whose fault|who gives least", item.prompt.say().lower())


def test_examples_and_prompts_are_written_once_for_both_wordings(bank: Bank) -> None:
    for item in items(bank):
        for words in (item.lowest, item.highest, item.prompt):
            assert [wording for wording, _ in words.by_wording] == ["standard"]


def test_every_item_fits_on_a_screen_in_three_lines(bank: Bank) -> None:
    for words in every_text(bank):
        if words is bank.intro:
            continue
        for _, text in words.by_wording:
            assert len(wrap(text, 76)) <= 3, text


def test_an_edition_is_above_the_first_only_where_the_meaning_changed_and_every_item_has_a_principle(
    bank: Bank,
) -> None:
    for section, item in bank.items():
        assert item.edition == (2 if item.id in MEANT_SOMETHING_ELSE else 1)
        assert set(item.tags) <= set(TAGS)
        assert set(item.tags) & set(TAGS[:6]) or item.id == "good-following"
        if bank.id == "nesta-principles":
            assert item.tags[0] == section.id
            assert item.id.startswith(f"{section.id}-")


def test_the_four_subjects_are_each_asked_about_somewhere() -> None:
    tags = {tag for bank_id in FIRST for _, item in shipped(bank_id).items() for tag in item.tags}
    assert tags == set(TAGS)


def test_only_the_six_principles_have_long_published_names(bank: Bank) -> None:
    longs = [section.long for section in bank.sections]
    assert all(longs) if bank.id == "nesta-principles" else not any(longs)


def test_the_source_says_whose_the_words_are_and_that_nobody_has_tried_them(bank: Bank) -> None:
    source = bank.source
    assert (source.wording, source.tested, source.licence) == ("adapted", "no", "CC BY 4.0")
    assert "coreflect's own" in source.note
    assert "not checked or approved" in source.note
    assert source.where
    assert source.idea
    assert "http" not in source.where
    assert source.publisher or bank.id == "right-preparation"


def test_the_intro_says_what_people_means(bank: Bank) -> None:
    for wording in ("standard", "plain"):
        assert "'People' means" in bank.intro.say(wording)


def test_only_the_six_principles_ask_over_a_period(bank: Bank) -> None:
    for wording in ("standard", "plain"):
        assert ("{" in bank.stem.say(wording)) == (bank.id == "nesta-principles")


def test_ids_stand_in_one_bank_only() -> None:
    ids = [item.id for bank_id in FIRST for _, item in shipped(bank_id).items()]
    assert len(ids) == len(set(ids)) == 55


def test_the_two_banks_about_an_area_share_their_answers() -> None:
    one, other = shipped("scie-statements"), shipped("strengths-based-areas")
    for wording in ("standard", "plain"):
        assert one.scales[0].said(wording) == other.scales[0].said(wording)
        assert one.stem.say(wording) == other.stem.say(wording)
        assert one.practice.say(wording) == other.practice.say(wording)
    assert one.scales[0].level_ids == other.scales[0].level_ids


def test_only_the_bank_of_the_six_principles_asks_of_what_is_set_up_over_a_period(bank: Bank) -> None:
    assert bank.has_period == (bank.id == "nesta-principles")
    assert (bank.object.say() if bank.object else "") == (
        "our area" if bank.id in ("scie-statements", "strengths-based-areas") else ""
    )
    assert [scale.break_after for scale in bank.scales] == [2]


def test_every_item_has_two_or_three_things_to_try_that_advise_nobody(bank: Bank) -> None:
    for item in items(bank):
        assert 2 <= len(item.tries) <= 3, item.id
        for words in item.tries:
            assert words.say()[0].isupper()
            assert words.say()[-1] in ".?"
            assert not re.search(r"\b(you should|they should|staff should|people should|must)\b", words.say().lower())


def test_the_four_statements_stand_as_published_as_a_quotation_that_the_licence_does_not_cover() -> None:
    bank = shipped("scie-statements")
    (quotation,) = bank.quotations
    assert dict(bank.wordings)[quotation.wording] == "As published"
    assert "What next for strengths-based areas?" in quotation.source
    assert "does not cover them" in quotation.licence
    assert [item.published for _, item in bank.items()] == [
        "Leaders set expectations that people are involved in the design, commissioning, delivery and evaluation of "
        "services.",
        "We consistently involve people with lived experience and carers as equal partners in planning their care and "
        "support.",
        "There are co-production arrangements such as co-production panels and forums in place to give people a voice "
        "in how strategic decisions about care and support are taken.",
        "People with lived experience are involved in providing staff development and training in strengths-based "
        "approaches.",
    ]
    others = [item.published for other in FIRST if other != bank.id for _, item in shipped(other).items()]
    assert not any(others)


def test_the_page_on_the_banks_maps_the_source_to_items_that_there_are() -> None:
    page = (Path(str(locate.shipped_folder())) / "README.md").read_text(encoding="utf-8")
    table = page.partition("## What the source asks")[2]
    items = {item.id for bank_id in FIRST for _, item in shipped(bank_id).items()}
    named = set(re.findall(r"`([a-z-]+)`", table))
    assert named <= items | set(FIRST)
    assert {item.id for _, item in shipped("right-preparation").items()} <= named
    rows = [line.strip("|").split("|") for line in table.splitlines() if line.startswith("|")]
    for element, asked_by, why in rows[2:]:
        assert asked_by.strip() or why.strip(), element


def test_the_files_that_came_with_coreflect_are_known_by_their_bytes() -> None:
    """A file that is changed gets its new digest; one that was released moves to the folder of its release as well."""
    folder = Path(str(locate.shipped_folder()))
    files = [*(folder / f"{bank_id}.toml" for bank_id in FIRST), *(folder / EARLIER).rglob("*.toml")]
    digests = {hashlib.sha256(file.read_bytes()).hexdigest(): file.name for file in files}
    assert digests.keys() - SHIPPED == set(), "to be added to coreflect/core/banks/shipped.py"
    assert SHIPPED - digests.keys() == set(), "of no file that is here"


def test_only_items_whose_meaning_changed_lose_their_line(bank: Bank) -> None:
    (before,) = [shelved.bank for shelved in earlier_banks("0.1.0") if shelved.id == bank.id]
    assert before is not None
    assert before.shipped
    assert bank.shipped
    then = {item.id: as_read(before, section, item) for section, item in before.items()}
    now = {item.id: as_read(bank, section, item) for section, item in bank.items()}
    assert then.keys() <= now.keys()
    lost = {item for item in then if why_not(then[item], now[item])}
    assert lost == MEANT_SOMETHING_ELSE & then.keys()
