"""A room of five staff and five others that lie one level apart: it is said first, and never where it may not be."""

from __future__ import annotations

from typing import Any

import pytest

from coreflect.core.answers import EVERYONE_ELSE, GROUP_NAMES, PAID, PERSPECTIVES, SIDE_OF
from coreflect.core.reflections.responses import Finished
from coreflect.core.results import PublishedRound
from coreflect.core.texts.results import (
    AGREE_HEADING,
    CANNOT_TELL_HEADING,
    NO_GROUPS,
    SIDES_HEADING,
    sides_come_first,
)
from coreflect.reporting.agenda import agenda
from coreflect.reporting.look_back import parts, teams
from coreflect.reporting.look_back_text import entry_line
from coreflect.reporting.report import report, report_text
from coreflect.reporting.results_text import results_text
from coreflect.reporting.summary import summary
from coreflect.services.app import Services
from coreflect.services.discussion import Discussion
from coreflect.tui.meeting.results import OpeningPage, result_lines
from tests.support.builders.examples import a_response, a_round, bank
from tests.support.builders.services import some_services
from tests.support.builders.talking import ALIKE, APART, MIXED, UNSURE
from tests.support.screens.meeting_services import at_page
from tests.support.screens.plain_meeting import at_meeting
from tests.tui.test_meeting import at_two

OTHERS_AND_STAFF = ("supported", "carer", "supported", "other", "carer", "staff", "staff", "leader", "staff", "staff")
SAID = (
    'People who use support, carers and others: 5 of 5 chose "Started". Staff and leaders: 5 of 5 chose "Some places".'
)


def a_room(perspectives: tuple[str, ...] = OTHERS_AND_STAFF, **reflection: object) -> tuple[Services, PublishedRound]:
    """A revealed reflection in which all staff chose one level further up than all others, to one question."""
    services, workspace = some_services(a_round(invited=None, **reflection), bank())
    for number, perspective in enumerate(perspectives):
        further_up = "some-places" if SIDE_OF[perspective] == PAID else "started"
        answers = {
            APART: further_up,
            ALIKE: "started",
            UNSURE: "not-sure" if number % 2 else "started",
            MIXED: ("not-yet", "started", "some-places")[number % 3],
        }
        workspace.put_finished(Finished(a_response(number, answers, perspective=perspective), (), (), ""))
    services.results.reveal(a_round().id)
    return services, services.results.published(a_round().id)


def heard(services: Services) -> str:
    """What the plain face opens with, and its list."""
    reflection = services.workspace.round(a_round().id)
    return " ".join(at_meeting(services, reflection, "3", "", "q").text.split())


def everything_said(services: Services) -> str:
    """All that both faces, the commands and the report say of the room, in one line."""
    published = services.results.published(a_round().id)
    discussion = Discussion(services, services.workspace.round(published.round), published)
    (team,) = teams(services.results.side_by_side())
    said = [
        results_text(published),
        report_text(report([published])),
        summary(services.results.side_by_side()),
        heard(services),
        *(f"{line.name} {line.detail}" for line in result_lines(discussion) if line),
        *(f"{part.heading} {entry_line(team, entry)}" for part in parts(team) for entry in part.entries),
    ]
    return " ".join(" ".join(said).split())


def test_it_is_what_results_report_and_both_lists_say_first() -> None:
    services, published = a_room()
    discussion = Discussion(services, services.workspace.round(published.round), published)
    heading, first, *_ = [line for line in result_lines(discussion) if line]

    assert heading.name == SIDES_HEADING
    assert first.name == f"About {APART}"
    (differ,) = (box for box in report([published]).boxes if box.name == "differ")
    assert differ.points[0].text == f"About {APART}"
    for said in (results_text(published), heard(services).partition("all questions:")[2]):
        at = [said.index(each) for each in (SIDES_HEADING, CANNOT_TELL_HEADING, AGREE_HEADING)]
        assert at == sorted(at)
        assert SAID in " ".join(said.split())


async def test_the_opening_screen_says_that_it_comes_and_what_answers_agree_on() -> None:
    services, published = a_room()
    async with at_page(services, OpeningPage(published, at_two())) as page:
        assert sides_come_first(1) in page.line
        assert f'{AGREE_HEADING}: mostly "Started" About {ALIKE}' in page.line
        assert APART not in page.line


def test_the_plain_face_says_so_before_the_list() -> None:
    services, _ = a_room()
    opening = heard(services).partition("Press Enter to go on")[0]
    assert sides_come_first(1) in opening
    assert APART not in opening


def test_it_is_never_called_agreement() -> None:
    _, published = a_room()
    order = agenda(published)

    assert [item.item for item in order.sides] == [APART]
    assert order.opening is not None
    assert order.opening.item == ALIKE
    assert not next(item for item in published.items if item.item == APART).mostly


@pytest.mark.parametrize(
    "room",
    [{"smallest_group": 6}, {"perspectives": (*OTHERS_AND_STAFF[:4], *OTHERS_AND_STAFF[5:])}],
    ids=["a larger smallest group", "one person fewer"],
)
def test_where_the_groups_may_not_be_shown_there_is_no_word_of_it_anywhere(room: dict[str, Any]) -> None:
    services, published = a_room(**room)
    said = everything_said(services)

    assert all(item.between_sides is None for item in published.items)
    assert APART in said
    for words in (SIDES_HEADING, "staff", "two groups", GROUP_NAMES[PAID], GROUP_NAMES[EVERYONE_ELSE]):
        assert words.lower() not in said.lower().replace(NO_GROUPS.lower(), "")


def test_where_people_answered_openly_the_perspectives_of_each_group_are_added_up() -> None:
    services, published = a_room(privacy="open", smallest_group=0)

    assert {picture.group for picture in published.items[0].pictures} > {each.code for each in PERSPECTIVES[:4]}
    assert SAID in everything_said(services)
