"""Everything that is different between two editions of a bank is named once, with what a comparison will say of it."""

from __future__ import annotations

import copy
from collections.abc import Callable
from itertools import permutations
from typing import Any

import pytest

from coreflect.analysis.asked import NumberedItems
from coreflect.core.banks.bank import Bank, BankFile
from coreflect.core.banks.comparable import why_not
from coreflect.core.banks.diff import BankChanges, TextChange, bank_changes
from coreflect.core.banks.read import read_bank
from coreflect.core.model import AskedBank
from coreflect.core.reflections.rounds import digest
from tests.support.builders.tiny_bank import tiny, tiny_wording, toml

Values = dict[str, Any]


def bank(values: Values, wording: Values | None = None) -> Bank:
    wordings = [BankFile("tiny.cy.toml", toml(wording))] if wording else []
    found, faults = read_bank("bank", toml(values), wordings)
    assert found is not None, faults
    return found


def changed(change: Callable[[Values], object]) -> BankChanges:
    """What is different once this change was made to the tiny bank."""
    values = tiny()
    change(values)
    return bank_changes(bank(tiny()), bank(values))


def item(values: Values, section: int = 0, number: int = 0) -> Values:
    found: Values = values["sections"][section]["items"][number]
    return found


def level(values: Values, number: int = 0) -> Values:
    found: Values = values["scales"][0]["levels"][number]
    return found


def test_a_bank_that_is_the_same_has_no_changes() -> None:
    changes = bank_changes(bank(tiny(), tiny_wording()), bank(tiny(), tiny_wording()))
    assert not changes.any
    assert changes.warnings == ()


def test_items_that_were_added_and_dropped_are_named_with_their_words() -> None:
    changes = changed(lambda values: item(values).update(id="deciding-9", text="We did it anew."))
    assert [(one.item, one.change) for one in changes.items] == [("deciding-9", "added"), ("deciding-1", "dropped")]
    added, dropped = changes.items
    assert added.texts == (TextChange("words", "standard", "", "We did it anew."),)
    assert dropped.texts == (TextChange("words", "standard", "We did deciding-1 together.", ""),)
    assert changes.warnings == ()


def test_an_item_in_another_section_has_moved_and_the_others_have_not() -> None:
    def move(values: Values) -> None:
        values["sections"][1]["items"].append(values["sections"][0]["items"].pop(0))

    (moved,) = changed(move).items
    assert (moved.item, moved.moved_from, moved.section) == ("deciding-1", "Deciding", "Doing")
    assert moved.compared == ""


@pytest.mark.parametrize("order", list(permutations(range(5)))[::7])
def test_of_another_order_as_few_as_can_be_have_moved(order: tuple[int, ...]) -> None:
    values = tiny()
    first = item(values)
    items = [{**copy.deepcopy(first), "id": f"item-{number}"} for number in range(5)]
    values["sections"][0]["items"] = items
    before = bank(values)
    values["sections"][0]["items"] = [items[number] for number in order]
    moved = {one.item for one in bank_changes(before, bank(values)).items}
    stays = [number for number in order if f"item-{number}" not in moved]
    assert stays == sorted(stays)
    longest = max((keep for keep in _parts(order) if list(keep) == sorted(keep)), key=len)
    assert len(stays) == len(longest)


def _parts(order: tuple[int, ...]) -> list[tuple[int, ...]]:
    return [tuple(one for at, one in enumerate(order) if mask >> at & 1) for mask in range(2 ** len(order))]


def test_old_and_new_words_stand_beside_each_other() -> None:
    (one,) = changed(lambda values: item(values).update(text="We all did it.", edition=2)).items
    assert one.texts == (TextChange("words", "standard", "We did deciding-1 together.", "We all did it."),)
    assert (one.editions, one.compared) == ((1, 2), "reworded")


@pytest.mark.parametrize(
    ("change", "part"),
    [
        (
            lambda values: item(values).update(text="We all did it."),
            "deciding-1: the words changed and the edition did",
        ),
        (lambda values: item(values).update(lowest="Nobody."), "deciding-1: the words changed and the edition did not"),
        (lambda values: item(values).update(edition=2), "deciding-1: the edition rose to 2 and no word changed"),
        (lambda values: values.update(stem="{Period}, was it?"), "of 3 questions whose edition did not rise"),
        (lambda values: level(values).update(label="Not once"), "of 3 questions whose edition did not rise"),
        (lambda values: values.update(id="other"), 'These are two banks, "tiny" and "other"'),
    ],
)
def test_words_and_editions_that_do_not_go_together_are_warned_of(
    change: Callable[[Values], object], part: str
) -> None:
    (warning,) = changed(change).warnings
    assert part in warning


@pytest.mark.parametrize(
    "change",
    [
        lambda values: item(values).update(text="We all did it.", edition=2),
        lambda values: item(values).update(prompt="Who says so?"),
        lambda values: item(values).update(plain="We did."),
        lambda values: item(values).update(short=False) or item(values, 0, 1).update(short=True),
        lambda values: values.update(intro="All about us."),
        lambda values: level(values).update(id="not-once"),
    ],
)
def test_what_goes_together_is_not_warned_of(change: Callable[[Values], object]) -> None:
    changes = changed(change)
    assert changes.any
    assert changes.warnings == ()


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda values: item(values)["try"].append("Ask who is missing."), "things to try"),
        (lambda values: item(values).update(published="We did it."), "words as published"),
        (lambda values: values["scales"][0].update(break_after=1), "where the answers are cut in two"),
        (lambda values: values.update(period="none"), "period"),
        (lambda values: values.update(object="our area"), "what it is about"),
    ],
)
def test_what_nobody_reads_while_answering_is_named_and_compares_as_before(
    change: Callable[[Values], object], what: str
) -> None:
    values = tiny(format=2, stem="How far was this true?", plain_stem="Was this so?")
    item(values)["try"] = ["Go and look together."]
    before = bank(values)
    change(values)
    changes = bank_changes(before, bank(values))
    texts = (*changes.texts, *(text for part in (*changes.items, *changes.scales) for text in part.texts))
    assert [text.what for text in texts] == [what]
    assert {part.compared for part in changes.items} <= {""}
    assert changes.warnings == ()


def test_an_edition_that_fell_is_warned_of() -> None:
    values = tiny()
    item(values)["edition"] = 3
    assert "the edition fell from 3 to 1" in bank_changes(bank(values), bank(tiny())).warnings[0]


def test_levels_that_changed_are_named_with_their_texts() -> None:
    def change(values: Values) -> None:
        level(values, 1).update(id="now-and-then")
        level(values, 0).update(meaning="It was not so.")

    changes = changed(change)
    (scale,) = changes.scales
    assert scale.levels == (("never", "sometimes", "always"), ("never", "now-and-then", "always"))
    assert scale.texts == (TextChange('meaning of "never"', "standard", "It was never so.", "It was not so."),)
    assert {one.compared for one in changes.items} == {"rescaled"}


def test_wordings_that_came_went_or_changed_are_named() -> None:
    with_wording, other = bank(tiny(), tiny_wording()), tiny_wording()
    other["items"]["doing-1"]["text"] = "GWNEUD"
    changes = bank_changes(with_wording, bank(tiny(), other))
    assert [(one.item, one.texts) for one in changes.items] == [
        ("doing-1", (TextChange("words", "cy", "DOING-1", "GWNEUD"),))
    ]
    assert changes.items[0].compared == ""
    assert changes.warnings == ()
    assert bank_changes(with_wording, bank(tiny())).wordings == (("cy",), ())
    assert bank_changes(bank(tiny()), with_wording).wordings == ((), ("cy",))


CHANGES: tuple[Callable[[Values], object], ...] = (
    lambda values: None,
    lambda values: item(values).update(edition=2),
    lambda values: item(values).update(edition=2, text="Other."),
    lambda values: item(values).update(text="Other."),
    lambda values: item(values).update(highest="Other."),
    lambda values: item(values).update(prompt="Other?"),
    lambda values: item(values).update(plain="Other."),
    lambda values: values.update(stem="{Period}, was it?"),
    lambda values: level(values).update(label="Not once"),
    lambda values: level(values).update(meaning="Not once."),
    lambda values: level(values).update(id="not-once"),
    lambda values: values["scales"][0]["levels"].reverse(),
    lambda values: values["scales"][0]["levels"].pop(),
)


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_said_of_each_item_is_what_a_comparison_says(change: Callable[[Values], object]) -> None:
    before, now = tiny(), tiny()
    change(now)
    said = {one.item: one.compared for one in bank_changes(bank(before), bank(now)).items}
    asked = [_asked(values) for values in (before, now)]
    for key in asked[0]:
        assert said.get(key, "") == why_not(asked[0][key].read, asked[1][key].read)


def _asked(values: Values) -> dict[str, Any]:
    content = toml(values)
    one = AskedBank("tiny", "whole", digest(content))
    items = NumberedItems([BankFile(one.file_names()[0], content)])
    items.numbers((one,))
    return {each.item: each for each in items.items}
