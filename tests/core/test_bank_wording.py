"""A wording says a whole bank under the same ids, or it is not offered; its bank stands either way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from coreflect.core.banks.bank import Bank, BankFile, Fault
from coreflect.core.banks.read import read_bank
from tests.support.builders.tiny_bank import tiny, tiny_wording, toml


def read(*wordings: dict[str, Any]) -> tuple[Bank, tuple[Fault, ...]]:
    files = [BankFile(f"tiny.{each['wording']}.toml", toml(each)) for each in wordings]
    bank, faults = read_bank("tiny.toml", toml(tiny()), files)
    assert bank is not None
    return bank, faults


def test_a_wording_that_says_the_whole_bank_is_offered() -> None:
    bank, faults = read(tiny_wording())
    assert faults == ()
    assert bank.wordings[-1] == ("cy", "Cymraeg")
    item = bank.items()[0][1]
    assert item.text.say("cy") == "DECIDING-1"
    assert item.prompt.say("cy") == "What next?"
    assert bank.sections[0].title.say("cy") == "DECIDING"
    assert bank.scales[0].levels[0].label.say("cy") == "NEVER"
    assert bank.stem.say("cy") == "STEM {period}"


@pytest.mark.parametrize(
    ("spoil", "place", "what"),
    [
        (lambda v: v.pop("stem"), "stem", "missing"),
        (lambda v: v.pop("practice"), "practice", "missing"),
        (lambda v: v["items"].pop("doing-1"), "items.doing-1.text", "missing"),
        (lambda v: v["scales"]["how-true"].pop("never"), "scales.how-true.never", "missing"),
        (lambda v: v["items"].update(extra={"text": "x"}), "items", '"extra" is not known'),
        (lambda v: v["sections"].update(extra="x"), "sections", '"extra" is not known'),
        (lambda v: v["scales"].update(extra={}), "scales", '"extra" is not known'),
        (lambda v: v.update(bank="other"), "", '"bank" is not "tiny"'),
        (lambda v: v.update(stem="{perio}"), "", "nothing fills in"),
        (lambda v: v.update(format=3), "", "newer than 2"),
        (lambda v: v.update(name="a\u0007"), "", "control character"),
        (lambda v: v["items"]["doing-1"].update(text=3), "items.doing-1", "must be a text"),
        (lambda v: v.update(wording="plain"), "", "already"),
    ],
)
def test_a_wording_with_a_fault_is_not_offered_and_its_bank_stands(
    spoil: Callable[[dict[str, Any]], object], place: str, what: str
) -> None:
    wording = tiny_wording()
    spoil(wording)
    bank, faults = read(wording)
    assert [code for code, _ in bank.wordings] == ["standard", "plain"]
    assert any(place in fault.place and what in fault.what for fault in faults), faults
    assert {fault.file for fault in faults} <= {"tiny.cy.toml", "tiny.plain.toml"}


def test_of_two_files_with_one_wording_the_second_is_not_offered() -> None:
    bank, faults = read(tiny_wording(), tiny_wording())
    assert [code for code, _ in bank.wordings] == ["standard", "plain", "cy"]
    assert "already" in faults[0].what


def test_the_wordings_of_a_broken_bank_are_still_looked_at() -> None:
    wording = BankFile("tiny.cy.toml", b"= 1")
    _, faults = read_bank("tiny.toml", toml(tiny(titlex="x")), [wording])
    assert [fault.file for fault in faults] == ["tiny.toml", "tiny.cy.toml"]
