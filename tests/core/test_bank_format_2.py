"""Format 2: what a bank is about, where a scale is cut in two, published words, and things to try."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from coreflect.core.banks.bank import Bank, BankFile, Fault, Quotation
from coreflect.core.banks.read import read_bank
from tests.support.builders.tiny_bank import tiny, tiny_wording, toml

Spoil = Callable[[dict[str, Any]], object]


def tiny_2(**changes: Any) -> dict[str, Any]:
    """The tiny bank in format 2, with each key that came with it."""
    values = tiny(format=2, object="our area", period="none", stem="How far is this so?", plain_stem="Is this so?")
    values["scales"][0]["break_after"] = 2
    first_item(values).update(published="Words of somebody else.", **{"try": ["Ask one more person.", "Meet outside."]})
    return values | changes


def first_item(values: dict[str, Any]) -> dict[str, Any]:
    item: dict[str, Any] = values["sections"][0]["items"][0]
    return item


def read(values: dict[str, Any], *wordings: dict[str, Any]) -> tuple[Bank | None, tuple[Fault, ...]]:
    files = [BankFile(f"tiny.{each['wording']}.toml", toml(each)) for each in wordings]
    return read_bank("tiny.toml", toml(values), files)


def good(values: dict[str, Any], *wordings: dict[str, Any]) -> Bank:
    bank, faults = read(values, *wordings)
    assert bank is not None, faults
    assert faults == ()
    return bank


def test_a_bank_of_format_2_says_what_it_is_about_and_where_its_answers_are_cut() -> None:
    bank = good(tiny_2())
    assert bank.object is not None
    assert bank.object.say() == "our area"
    assert not bank.has_period
    assert bank.scales[0].break_after == 2
    item = bank.items()[0][1]
    assert item.published == "Words of somebody else."
    assert [words.say("plain") for words in item.tries] == ["Ask one more person.", "Meet outside."]


@pytest.mark.parametrize("number", [1, 2])
def test_without_these_keys_either_format_reads_the_same(number: int) -> None:
    bank = good(tiny(format=number))
    assert (bank.object, bank.has_period, bank.scales[0].break_after) == (None, True, 0)
    assert (bank.items()[0][1].published, bank.items()[0][1].tries) == ("", ())


@pytest.mark.parametrize("key", ["object", "period", "break_after", "published", "try"])
def test_a_file_of_format_1_that_holds_a_newer_key_has_to_name_the_newer_format(key: str) -> None:
    bank, faults = read(tiny_2(format=1))
    assert bank is None
    (fault,) = [fault for fault in faults if f'"{key}"' in fault.what]
    assert (fault.what, fault.mend) == (
        f'"{key}" came with format 2.',
        "Write format = 2 at the top of the file.",
    )


@pytest.mark.parametrize(
    ("spoil", "what"),
    [
        (lambda v: v["scales"][0].update(break_after=3), '"break_after" is 3, and nothing comes after that level'),
        (lambda v: v["scales"][0].update(break_after=0), '"break_after"'),
        (lambda v: v.update(period="never"), '"period" cannot be "never"'),
        (lambda v: v.update(stem="{Period}, is it so?"), '"stem" names a period'),
        (lambda v: v.update(plain_stem="Is it so {period}?"), '"plain_stem" names a period'),
        (lambda v: v.update(object=""), '"object" is empty'),
        (lambda v: first_item(v).update({"try": "Ask."}), '"try" must be a list'),
        (lambda v: first_item(v).update({"try": ["Ask."] * 4}), '"try" has 4 texts'),
        (lambda v: first_item(v).update({"try": [3]}), '"try 1" must be a text'),
        (lambda v: first_item(v).update(published=3), '"published" must be a text'),
    ],
)
def test_a_key_of_format_2_is_checked_like_every_other(spoil: Spoil, what: str) -> None:
    values = tiny_2()
    spoil(values)
    bank, faults = read(values)
    assert bank is None
    assert any(what in fault.what for fault in faults), faults


def test_a_long_thing_to_try_is_a_warning_and_a_long_quotation_is_none() -> None:
    values = tiny_2()
    first_item(values).update(published="word " * 40, **{"try": ["word " * 15]})
    bank, faults = read(values)
    assert bank is not None
    assert [(fault.what, fault.warning) for fault in faults] == [('"try 1" has 15 words.', True)]


def test_a_wording_may_say_what_the_bank_is_about_and_what_to_try() -> None:
    wording = tiny_wording(format=2, stem="STEM", object="OUR AREA")
    wording["items"]["deciding-1"]["try"] = ["ASK"]
    bank = good(tiny_2(), wording)
    assert bank.object is not None
    assert bank.object.say("cy") == "OUR AREA"
    assert [words.say("cy") for words in bank.items()[0][1].tries] == ["ASK", "Meet outside."]


def test_a_wording_with_a_source_is_a_quotation_of_any_length_and_its_items_hold_it() -> None:
    wording = tiny_wording(format=2, stem="STEM", source="A report, 2022", licence="Not ours to give.")
    wording["items"]["deciding-2"]["text"] = "published " * 30
    bank = good(tiny_2(), wording)
    assert bank.quotations == (Quotation("cy", "A report, 2022", "Not ours to give."),)
    published = [item.published for _, item in bank.items()]
    assert published == ["Words of somebody else.", ("published " * 30).strip(), "DOING-1"]


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"source": "A report"}, '"source" came with format 2'),
        ({"format": 2, "licence": 3, "stem": "STEM"}, '"licence" must be a text'),
        ({"format": 2}, '"stem" names a period'),
    ],
)
def test_a_wording_with_a_fault_in_these_keys_is_not_offered(changes: dict[str, Any], what: str) -> None:
    bank, faults = read(tiny_2(), tiny_wording(**changes))
    assert bank is not None
    assert [code for code, _ in bank.wordings] == ["standard", "plain"]
    assert any(what in fault.what for fault in faults), faults
