"""The whole results as text: who took part, every question once, what was settled, and no word that judges."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from coreflect.core.answers import EVERYONE
from coreflect.core.banks.bank import Bank
from coreflect.core.banks.read import read_bank
from coreflect.core.meeting import actions, room
from coreflect.core.meeting.actions import Planned
from coreflect.core.model import Action, RoomCount
from coreflect.core.results import Picture, PublishedRound
from coreflect.core.texts.results import KEPT_BACK, NO_GROUPS, SIDES_HEADING
from coreflect.reporting.cells import cells_of
from coreflect.reporting.glance import glance_lines
from coreflect.reporting.results_text import results_text
from tests.support.builders.comparisons import FILE, a_comparison
from tests.support.builders.examples import CountingIds
from tests.support.builders.results import an_item, move, picture_of, published_round
from tests.support.readers.goldens import Golden
from tests.support.readers.never_said import never_said_in

IDS = CountingIds()
ROUND = "mill-lane-1"
BEDS, GATE, MONEY, TOOLS = (("garden", item, 1) for item in ("beds", "gate", "money", "tools"))


def garden() -> Bank:
    bank, faults = read_bank("garden.toml", FILE.content)
    assert bank is not None, faults
    return bank


def settled() -> tuple[RoomCount, ...]:
    """Three items chosen: a level on one, one left as it is, one of which nothing was written down; and a fourth."""
    return (
        *room.agreed(ROUND, BEDS, "seldom", (), IDS),
        *room.agreed(ROUND, GATE, "differently", (), IDS),
        *room.agreed(ROUND, TOOLS, "not-reached", (), IDS),
        *room.to_talk(ROUND, [GATE, BEDS, MONEY], (), IDS),
    )


def an_action(**changes: str) -> Action:
    action = actions.new_action(ROUND, Planned("Ask who holds the key", "Ade", "June", "Jo"), IDS)
    return replace(action, **changes)  # type: ignore[arg-type]


def the_round() -> PublishedRound:
    return a_comparison().rounds[0]._replace(helped=3, missing="the night staff")


def whole(*, aloud: bool = False, one: PublishedRound | None = None) -> str:
    done = (an_action(), an_action(progress="dropped", outcome="The key was found."))
    return results_text(one or the_round(), settled(), done, [garden()], next_date="2026-11-10", aloud=aloud)


@pytest.mark.parametrize("aloud", [False, True])
def test_the_results_of_a_round(golden: Golden, aloud: bool) -> None:
    golden(f"results{'-aloud' if aloud else ''}.txt", whole(aloud=aloud))


def test_no_word_is_said_that_judges() -> None:
    withheld = [results_text(published_round(withheld=why)) for why in KEPT_BACK]

    for text in (whole(), whole(aloud=True), *withheld, *(results_text(one) for one in a_comparison().rounds)):
        assert never_said_in(text) == []


def test_how_and_not_who_is_said_first() -> None:
    assert whole().startswith("These answers are about how things are done, not about the people who do them.\n")


def test_every_question_stands_at_a_glance_and_once_in_full() -> None:
    glance, _, answers = whole().partition("What we agreed")[0].partition(SIDES_HEADING)

    for part in (glance.partition("At a glance")[2], answers):
        assert [part.count(f"We choose the {item} together") for item in ("beds", "tools", "money", "gate")] == [1] * 4


@pytest.mark.parametrize("width", [30, 78, 140])
def test_no_line_at_a_glance_is_wider_than_its_place(width: int) -> None:
    many = an_item("many", "Who decides here?" * 3, Picture(EVERYONE, picture_of((20, 4, 9, 30), not_sure=12), move()))
    few = an_item("few", "みんなで一緒に" * 9, Picture(EVERYONE, picture_of((1, 2, 0, 3), not_sure=9), move()))
    for items in ((many, few), (few._replace(break_after=2),)):
        lines = glance_lines(published_round(items=items), width)
        assert max(cells_of(line) for line in lines) <= width


def test_what_was_left_unsettled_has_a_heading_of_its_own_and_as_many_words() -> None:
    agreed, _, unsettled = whole().partition("What we agreed")[2].partition("What we left open")

    assert re.search(r'We choose the beds together\n +"Seldom"\.', agreed)
    assert "We choose the gate together\n    We see this differently, and that is OK." in unsettled
    assert "We choose the tools together\n    We ran out of time." in unsettled


def test_what_was_chosen_to_talk_about_is_never_dropped_quietly() -> None:
    assert "We choose the money together\n    We talked about it but did not write down" in whole()


def test_two_versions_of_where_the_room_stands_are_both_left_open() -> None:
    two = (*room.agreed(ROUND, BEDS, "seldom", (), IDS), *room.agreed(ROUND, BEDS, "always", (), IDS))
    text = results_text(the_round(), two, (), [garden()])

    assert "What we agreed" not in text
    assert "There are two versions. Please look at them together." in text
    assert '"Seldom".' not in text


def test_a_round_that_is_not_revealed_says_how_many_answered_and_no_more() -> None:
    text = results_text(published_round(withheld="not revealed", helped=None), settled(), (), [garden()])

    assert "7 of 8 people answered." in text
    assert "Nothing is shown before the answers are revealed." in text
    assert "We choose" not in text
    assert "Where" not in text
    assert "help" not in text


def test_a_round_that_keeps_its_groups_back_says_so_once() -> None:
    text = results_text(a_comparison().rounds[1])

    assert text.count(NO_GROUPS) == 1
    assert "Everyone else" not in text


def test_how_many_of_each_group_took_part_is_said_where_groups_are_shown() -> None:
    assert "5 who use support, care or are here in another way, 5 staff and leaders.\n" in whole()
    assert "staff and leaders.\n" not in whole(one=the_round()._replace(withheld="groups"))
    assert "3 had help to answer.\nNot here: the night staff.\n" in whole()


def test_an_action_says_how_far_it_is_and_what_came_of_it() -> None:
    text = results_text(published_round(), (), [an_action(progress="done", happened="partly", outcome="A spare one.")])

    assert "Ask who holds the key: Ade, by June. Jo will check that it is done.\n" in text
    assert "Done. Did it happen? Partly. A spare one.\n" in text


def test_the_words_of_a_bank_that_cannot_be_read_are_not_needed() -> None:
    text = results_text(the_round(), room.agreed(ROUND, BEDS, "seldom", (), IDS))

    assert "We choose the beds together" in text
    assert '"seldom".' in text


def test_control_characters_never_reach_the_text() -> None:
    evil = "\x1b[31mred\x07\r\u202e"
    item = an_item("beds", evil, Picture("everyone", picture_of((5, 0, 0, 0)), move()))
    one = published_round(items=(item,), team_name=evil, about=evil, period=evil, missing=evil)
    text = results_text(one, settled(), [an_action(what=evil, who=evil, outcome=evil)], [garden()])

    assert not set(text) & {"\x1b", "\x07", "\r", "\u202e"}
