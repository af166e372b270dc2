"""What every shipped bank keeps to, so far as a program can see it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from textwrap import wrap

import pytest

from coreflect.banks import shelf as locate
from coreflect.banks.shelf import FIRST, Shelf
from coreflect.core.banks.bank import Bank, Item, Words
from coreflect.core.banks.read import TAGS

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
        ("right-preparation", 15, 5, 5),
        ("strengths-based-areas", 12, 4, 4),
    ],
)
def test_each_bank_asks_so_many_items(bank_id: str, items: int, sections: int, short: int) -> None:
    bank = shipped(bank_id)
    assert (len(bank.items()), len(bank.sections), len(bank.items("short"))) == (items, sections, short)
    assert tuple(section.title.say() for section in bank.sections) == TITLES[bank_id]


def test_there_are_no_other_banks_and_no_other_files() -> None:
    folder = Path(str(locate.shipped_folder()))
    assert sorted(path.stem for path in folder.glob("*.toml")) == sorted(FIRST)
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
    assert bank.wordings == (("standard", "Standard words"), ("plain", "Easier words"))
    for section in bank.sections:
        assert dict(section.title.by_wording).keys() == {"standard", "plain"}
        for item in section.items:
            assert dict(item.text.by_wording).keys() == {"standard", "plain"}
            assert item.text.say() != item.text.say("plain")
    assert bank.title.say("plain") != bank.title.say()
    assert len(bank.intro.say("plain").split()) <= len(bank.intro.say().split()) + 10


def test_there_are_four_levels_and_the_first_takes_in_what_is_not_done(bank: Bank) -> None:
    (scale,) = bank.scales
    assert len(scale.levels) == 4
    for wording in ("standard", "plain"):
        meaning = scale.levels[0].meaning.say(wording)
        assert re.search(r"not done|nobody|no steps|nothing|not talked", meaning, re.IGNORECASE), meaning
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


def test_every_item_is_in_its_first_edition_and_has_a_principle_among_its_tags(bank: Bank) -> None:
    for section, item in bank.items():
        assert item.edition == 1
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
    assert len(ids) == len(set(ids)) == 49


def test_the_two_banks_about_an_area_share_their_answers() -> None:
    one, other = shipped("scie-statements"), shipped("strengths-based-areas")
    assert one.scales == other.scales
    assert one.stem == other.stem
    assert one.practice == other.practice
