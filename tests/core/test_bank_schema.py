"""A bank is read whole or not at all; whatever a file holds, reading it ends in faults that say how to mend it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from coreflect.core.banks.bank import Bank, Fault
from coreflect.core.banks.read import TAGS, read_bank
from coreflect.core.banks.toml import LARGEST
from tests.support.builders.tiny_bank import tiny, toml

Spoil = Callable[[dict[str, Any]], object]


def read(values: dict[str, Any]) -> tuple[Bank | None, tuple[Fault, ...]]:
    return read_bank("tiny.toml", toml(values))


def good(values: dict[str, Any]) -> Bank:
    bank, faults = read(values)
    assert bank is not None, faults
    assert faults == ()
    return bank


def first_item(values: dict[str, Any]) -> dict[str, Any]:
    item: dict[str, Any] = values["sections"][0]["items"][0]
    return item


def first_level(values: dict[str, Any]) -> dict[str, Any]:
    level: dict[str, Any] = values["scales"][0]["levels"][0]
    return level


def test_a_bank_without_faults_is_read_in_both_wordings() -> None:
    bank = good(tiny())
    assert bank.wordings == (("standard", "Standard words"), ("plain", "Easier words"))
    section, item = bank.items()[0]
    assert (section.id, item.id, section.scale) == ("deciding", "deciding-1", "how-true")
    assert (item.text.say(), item.text.say("plain")) == ("We did deciding-1 together.", "We did deciding-1.")
    assert bank.scale("how-true").levels[0].meaning.say("plain") == "So."
    assert [each.id for _, each in bank.items("short")] == ["deciding-1", "doing-1"]


def test_a_bank_without_easier_words_is_whole() -> None:
    values = tiny()
    for key in ("plain_stem", "plain_intro"):
        del values[key]
    del values["practice"]["plain"]
    for level in values["scales"][0]["levels"]:
        del level["plain_label"], level["plain_meaning"]
    for section in values["sections"]:
        for item in section["items"]:
            del item["plain"]
    assert [code for code, _ in good(values).wordings] == ["standard"]


def test_easier_words_that_are_not_complete_are_not_offered_and_what_is_missing_is_named() -> None:
    values = tiny()
    del first_item(values)["plain"], first_level(values)["plain_label"]
    bank, (fault,) = read(values)
    assert bank is not None
    assert [code for code, _ in bank.wordings] == ["standard"]
    assert bank.items()[1][1].text.by_wording == (("standard", "We did deciding-2 together."),)
    assert fault.warning
    assert 'plain_label in level "never"' in fault.what
    assert 'plain in item "deciding-1"' in fault.what


def test_white_space_of_long_texts_is_joined() -> None:
    assert good(tiny(intro="\n  One\r\n  two\tthree. ")).intro.say() == "One two three."


@pytest.mark.parametrize(
    ("spoil", "place", "what", "mend"),
    [
        (lambda v: v.pop("title"), "", '"title" is missing', 'title = "..."'),
        (lambda v: v.update(titlex="x"), "", '"titlex" is not known', 'Did you mean "title"?'),
        (lambda v: v.update(title=3), "", '"title" must be a text, and is a whole number', 'title = "..."'),
        (lambda v: v.update(title="  "), "", '"title" is empty', "Write"),
        (lambda v: v.update(title="a\u001bb"), "", '"title" holds a control character', "anew"),
        (lambda v: v.update(intro="a\u202eb"), "", '"intro" holds a control character', "anew"),
        (lambda v: v.update(id="Tiny"), "", '"Tiny" cannot be an id', "small letters"),
        (lambda v: v.update(id="other"), "", 'a file called "tiny.toml" holds "other"', "other.toml"),
        (lambda v: v.update(stem="{Perxiod}, so?"), "", '"stem" holds "{Perxiod}"', "{Period}"),
        (lambda v: v.update(plain_stem="so { far"), "", '"plain_stem" holds', "{period}"),
        (lambda v: v.update(scale="how-treu"), "", 'there is no scale "how-treu"', '"how-true"'),
        (lambda v: v.update(sections=[]), "", "there are no sections", "[[sections]]"),
        (lambda v: v.update(sections=[1]), "", "something that is not a table", "[[sections]]"),
        (lambda v: v.update(sections="x"), "", '"sections" must be a list', "[[sections]]"),
        (lambda v: v.pop("practice"), "", '"practice" is missing', "[practice]"),
        (lambda v: v["practice"].pop("text"), "the practice item", '"text" is missing', "text"),
        (lambda v: v["source"].update(tested="nope"), "the source", '"tested" cannot be "nope"', '"no"'),
        (lambda v: v["source"].update(year=2012), "the source", '"year" must be a text', 'year = "..."'),
        (lambda v: v["scales"][0]["levels"].clear(), 'scale "how-true"', "there are no levels", "levels"),
        (lambda v: v["scales"][0].pop("levels"), 'scale "how-true"', "there are no levels", "[[scales.levels]]"),
        (lambda v: v["scales"][0].update(levels=[first_level(v)]), 'scale "how-true"', "has 1 level", "2 to 7"),
        (lambda v: v.pop("scales"), "", "there are no scales", "[[scales]]"),
        (lambda v: first_level(v).update(id="always"), 'level "always"', '"always" is used already', "another id"),
        (lambda v: first_level(v).update(id="not-sure"), 'level "not-sure"', "not a level", "another id"),
        (lambda v: v["scales"].append(v["scales"][0]), 'scale "how-true"', "used already", "another id"),
        (lambda v: v["sections"][1].update(id="deciding"), 'section "Doing"', "used already", "another id"),
        (lambda v: v["sections"][1].update(items=[]), 'section "Doing"', "no items", "[[sections.items]]"),
        (lambda v: v["sections"][1].pop("items"), 'section "Doing"', "no items", "[[sections.items]]"),
        (lambda v: v["sections"][1].update(scale="x"), 'section "Doing"', 'no scale "x"', "how-true"),
        (lambda v: v["sections"][1].pop("title"), "section 2", '"title" is missing', "title"),
        (
            lambda v: v["sections"][1]["items"][0].update(id="deciding-2"),
            'section "Doing", item 1 ("deciding-2")',
            'used already in section "Deciding", item 2 ("deciding-2")',
            "another id",
        ),
        (
            lambda v: first_item(v).update(edition="1"),
            'section "Deciding", item 1 ("deciding-1")',
            '"edition" must be a whole number, and is a text',
            "edition = 1",
        ),
        (lambda v: first_item(v).update(edition=True), "item 1", '"edition" must be a whole number', "edition = 1"),
        (lambda v: first_item(v).update(edition=0), "item 1", '"edition" is less than 1', "1 or more"),
        (lambda v: first_item(v).update(short=1), "item 1", '"short" must be true or false', "short = true"),
        (lambda v: first_item(v).update(id="true"), "item 1", '"true" cannot be an id', "spreadsheet"),
        (lambda v: first_item(v).update(id="a" * 41), "item 1", "cannot be an id", "40 characters"),
        (lambda v: first_item(v).update(tags=["role"]), "item 1", '"tags" cannot hold "role"', '"roles"'),
        (lambda v: first_item(v).update(tags=[["x"]]), "item 1", '"tags" cannot hold "a list"', "assets"),
        (lambda v: first_item(v).update(tags=["money", "money"]), "item 1", '"money" twice', "Remove one"),
        (lambda v: first_item(v).update(txt="x"), "item 1", '"txt" is not known', 'Did you mean "text"?'),
    ],
)
def test_each_fault_names_its_place_and_its_mending(spoil: Spoil, place: str, what: str, mend: str) -> None:
    values = tiny()
    spoil(values)
    bank, faults = read(values)
    assert bank is None
    hard = [fault for fault in faults if not fault.warning]
    assert len(hard) == 1, hard
    assert hard[0].file == "tiny.toml"
    assert place in hard[0].place
    assert bool(place) == bool(hard[0].place)
    assert what in hard[0].what
    assert mend in hard[0].mend


def test_eight_levels_are_too_many_and_seven_are_not() -> None:
    def levels(count: int) -> list[dict[str, Any]]:
        return [first_level(tiny()) | {"id": f"level-{number}x"} for number in range(count)]

    assert len(good(tiny(scales=[{"id": "how-true", "levels": levels(7)}])).scales[0].levels) == 7
    _, (fault,) = read(tiny(scales=[{"id": "how-true", "levels": levels(8)}]))
    assert "8 levels" in fault.what


def test_a_short_form_without_items_is_a_fault() -> None:
    values = tiny()
    for section in values["sections"]:
        for item in section["items"]:
            item["short"] = False
    bank, (fault,) = read(values)
    assert bank is None
    assert "short form has no items" in fault.what


def test_all_faults_are_found_in_one_reading() -> None:
    values = tiny(titlex="x", stem="{x}")
    first_item(values).update(tags=["role"], edition=0)
    del first_level(values)["label"]
    assert len(read(values)[1]) == 5


def test_a_section_may_be_answered_on_another_scale() -> None:
    values = tiny(scale="how-true")
    values["scales"].append(values["scales"][0] | {"id": "second"})
    values["sections"][1]["scale"] = "second"
    assert [section.scale for section in good(values).sections] == ["how-true", "second"]


def test_with_two_scales_the_bank_has_to_say_which_is_its_own() -> None:
    values = tiny()
    values["scales"].append(values["scales"][0] | {"id": "second"})
    bank, (fault,) = read(values)
    assert bank is None
    assert fault.what == '"scale" is missing.'


@pytest.mark.parametrize(
    ("key", "most"), [("text", 20), ("plain", 15), ("lowest", 12), ("highest", 12), ("prompt", 15)]
)
def test_texts_that_are_too_long_are_warned_of_and_still_used(key: str, most: int) -> None:
    values = tiny()
    first_item(values)[key] = " ".join(["word"] * most)
    good(values)
    first_item(values)[key] += " more"
    bank, (fault,) = read(values)
    assert bank is not None
    assert fault.warning
    assert f"{most + 1} words" in fault.what


def test_syntax_faults_have_line_and_column() -> None:
    bank, (fault,) = read_bank("tiny.toml", b'format = 1\ntitle = Tiny"\n')
    assert bank is None
    assert fault.place == "line 2, column 9"


def test_curly_quotation_marks_are_named_as_what_they_are() -> None:
    _, (fault,) = read_bank("tiny.toml", "title = \u201cTiny\u201d\n".encode())
    assert "curly" in fault.mend


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"\xff\xfet\x00", "not UTF-8"),
        (b'title = "', "not valid TOML"),
        (b"a = " + b"[" * 100_000, "too deeply"),
        (b"a." * 100_000 + b"b = 1", "too many parts"),
        (b"a = " + b"1" * 5_000, "not valid TOML"),
        (b"a" * (LARGEST + 1), "larger than 5 MB"),
        (b"format = 3\nnew_key = 3\n", "newer than 2"),
        (b"format = 0x" + b"f" * 9_000, "newer than 2"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_fault(content: bytes, what: str) -> None:
    bank, (fault,) = read_bank("tiny.toml", content)
    assert bank is None
    assert what in fault.what


def test_a_mark_before_the_text_as_some_editors_write_it_is_no_fault() -> None:
    bank, faults = read_bank("tiny.toml", b"\xef\xbb\xbf" + toml(tiny()).replace(b"\n", b"\r\n"))
    assert bank is not None
    assert faults == ()


def test_the_tags_are_the_six_principles_and_four_subjects() -> None:
    assert len(TAGS) == len(set(TAGS)) == 10
