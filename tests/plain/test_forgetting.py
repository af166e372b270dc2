"""Taking all answers out line by line: what goes is said first, the name is typed, and nothing is asked after it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coreflect.core.errors import Misuse, NotSaved
from coreflect.core.meeting.room import agreed
from coreflect.plain.terminal import Terminal
from coreflect.plain.turn import take_turns
from coreflect.workspace.ids import SystemIds
from tests.support.builders.examples import a_draft, a_round, bank
from tests.support.builders.services import TemporaryWorkspace, some_services
from tests.support.readers.goldens import Golden
from tests.support.screens.plain_meeting import at_meeting, finish
from tests.support.screens.typed_keys import at_home, typed

ROUND = a_round().id


def filled(workspace: TemporaryWorkspace) -> None:
    finish(workspace, 3)
    workspace.put_draft(a_draft(response="d1"))
    workspace.save_room(agreed(ROUND, ("garden", "garden-1-1", 1), "differently", (), SystemIds()))
    workspace.note_handed_over(ROUND, "may.zip", ["p1"])


def test_the_whole_of_it_read_aloud(golden: Golden) -> None:
    services, workspace = some_services(a_round(keep_until="2026-05-12"))
    filled(workspace)
    said = at_home(services, "1", "8", "", "1", "8", "Mill Street", "mill lane", "", "1", "2", "q")
    assert said.code == 0
    assert workspace.is_forgotten(ROUND)
    assert workspace.finished == workspace.unfinished == {}
    golden("plain-forgetting.txt", "\n".join(one.rstrip() for one in said.text.splitlines()) + "\n")


def test_what_cannot_be_taken_out_is_one_sentence() -> None:
    services, workspace = some_services()
    filled(workspace)
    workspace.fails = NotSaved("The disk is full.", "Make room, then try again.")
    said = at_home(services, "1", "8", "forget", "q")
    assert "The disk is full. Make room, then try again." in said
    assert not workspace.is_forgotten(ROUND)
    assert said.code == 0


def test_a_reflection_that_was_forgotten_meanwhile_takes_no_answers() -> None:
    services, workspace = some_services()
    workspace.forget(ROUND)

    def answer(terminal: Terminal) -> int:
        with pytest.raises(Misuse, match="it takes no new ones"):
            take_turns(services, terminal, workspace.round(ROUND))
        return 7

    assert typed("", answer).code == 7


def test_the_meeting_of_a_forgotten_reflection_offers_only_what_will_be_done() -> None:

    services, workspace = some_services()
    workspace.forget(ROUND)
    said = at_meeting(services, workspace.round(ROUND), "q")
    assert "The answers to this reflection were removed, as agreed." in said
    assert "Answer on this laptop" not in said
    assert "What we will do" in said


def test_the_first_page_names_several_whose_day_has_come() -> None:
    services, workspace = some_services(a_round(keep_until="2026-05-01"))
    for number in range(2):
        workspace.put(replace(a_round(), id=f"other-{number}", keep_until="2026-05-12"), bank())
    said = at_home(services, "q")
    assert (
        "of Mill Lane, 12 May 2026, and of 2 other reflections, as we said we would. Choose it to remove them." in said
    )
