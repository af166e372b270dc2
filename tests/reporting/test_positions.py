"""Where a room stands, in words: a level, or one of the two answers that weigh as much."""

from __future__ import annotations

import pytest

from coreflect.core.banks.bank import EASIER
from coreflect.core.meeting import room
from coreflect.core.texts.results import NOT_WRITTEN_DOWN, TWO_VERSIONS
from coreflect.reporting.results_text import earlier_position_text, position_text, room_positions
from tests.support.builders.examples import CountingIds, bank

SCALE = bank().scales[0]
SCALES = {("garden", "beds"): SCALE, ("garden", "gate"): SCALE}
BEDS, GATE = ("garden", "beds", 1), ("garden", "gate", 2)
IDS = CountingIds()


@pytest.mark.parametrize(
    ("answer", "now", "then"),
    [
        ("some-places", '"Some places".', 'On 12 May 2026 we agreed: "Some places".'),
        (
            "differently",
            "We see this differently, and that is OK.",
            "On 12 May 2026 we saw this differently, and that is OK.",
        ),
        ("not-reached", "We ran out of time.", "On 12 May 2026 we ran out of time."),
    ],
)
def test_it_is_said_for_now_and_for_an_earlier_day(answer: str, now: str, then: str) -> None:
    assert position_text(answer, SCALE) == now
    assert earlier_position_text("2026-05-12", answer, SCALE) == then


def test_a_level_is_said_in_the_wording_that_is_asked_for() -> None:
    assert position_text("started", SCALE, EASIER) == '"Started (easier)".'


def test_a_level_that_the_scale_no_longer_has_is_named_as_it_was_kept() -> None:
    assert position_text("gone\x1b", SCALE) == '"gone\N{REPLACEMENT CHARACTER}".'


def test_what_was_chosen_comes_first_in_its_order_and_keeps_its_edition() -> None:
    rows = (*room.agreed("r", BEDS, "started", (), IDS), *room.to_talk("r", [GATE], (), IDS))

    found = room_positions(rows, SCALES)

    assert [(each.key, each.level, each.text) for each in found] == [
        (GATE, "", NOT_WRITTEN_DOWN),
        (BEDS, "started", '"Started".'),
    ]


def test_a_room_that_took_all_off_again_chose_nothing() -> None:
    assert room_positions(room.to_talk("r", [], (), IDS), SCALES) == ()


def test_two_laptops_that_say_the_same_are_one_and_two_that_differ_are_neither() -> None:
    once, again = room.agreed("r", BEDS, "started", (), IDS), room.agreed("r", BEDS, "started", (), IDS)
    other = room.agreed("r", BEDS, "differently", (), IDS)

    assert [each.text for each in room_positions((*once, *again), SCALES)] == ['"Started".']
    assert [(each.level, each.text) for each in room_positions((*once, *other), SCALES)] == [("", TWO_VERSIONS)]


def test_a_show_of_hands_is_no_standing() -> None:
    assert room_positions(room.tally("r", BEDS, {("everyone", "started"): 7}, (), IDS), SCALES) == ()
