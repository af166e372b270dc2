"""A show of hands line by line: groups only where the reflection is open, numbers questioned and never turned down."""

from __future__ import annotations

from dataclasses import replace

from coreflect.core.errors import NotSaved
from coreflect.core.model import RoomCount
from tests.support.builders.examples import a_round
from tests.support.builders.services import TemporaryWorkspace, some_services
from tests.support.screens.plain_meeting import at_meeting
from tests.support.screens.typed_keys import Said

HANDS, QUESTION = "4", "2"
NONE = ""


def counted(*lines: str, **reflection: object) -> tuple[Said, TemporaryWorkspace]:
    services, workspace = some_services(a_round(**reflection))
    return at_meeting(services, a_round(**reflection), HANDS, QUESTION, *lines), workspace


def rows(workspace: TemporaryWorkspace) -> list[tuple[str, str, int]]:
    return [(row.side, row.answer, row.count) for kept in workspace.room_records.values() for row in kept]


def test_hands_that_fit_are_read_back_and_kept() -> None:
    said, workspace = counted("3", NONE, NONE, "4", "1", NONE, NONE, "8", "", "q")
    assert "8 hands counted.\nNot yet: 3. Everywhere: 4. Not sure: 1." in said.text
    assert rows(workspace) == [("everyone", "everywhere", 4), ("everyone", "not-sure", 1), ("everyone", "not-yet", 3)]
    assert "The show of hands is saved." in said
    assert said.code == 0


def test_hands_that_do_not_fit_are_questioned_and_kept_where_the_room_says_so() -> None:
    said, workspace = counted("9", *[NONE] * 6, "8", "1")
    assert "That makes 9 of 8. Count again, or is someone new here?" in said
    assert rows(workspace) == [("everyone", "not-yet", 9)]


def test_enter_alone_never_keeps_hands_that_do_not_fit() -> None:
    said, workspace = counted("9", *[NONE] * 6, "8", "", "", "q", "q")
    assert rows(workspace) == []
    assert said.text.count("Nothing was typed.") == 2


def test_no_hands_at_all_are_not_kept_by_a_held_enter() -> None:
    said, workspace = counted(*[NONE] * 20, "q", "q", invited=None)
    assert "No hands counted yet." in said
    assert rows(workspace) == []


def test_counting_again_starts_from_what_was_counted() -> None:
    said, workspace = counted("9", *[NONE] * 6, "8", "2", "8", *[NONE] * 6, NONE, "")
    assert "Not yet (Enter takes 9): 8" in said
    assert rows(workspace) == [("everyone", "not-yet", 8)]


def test_without_names_hands_are_never_counted_by_group() -> None:
    said, workspace = counted("8", *[NONE] * 6, "8", "")
    assert "How shall we count?" not in said
    assert {side for side, _, _ in rows(workspace)} == {"everyone"}


def test_openly_hands_may_be_counted_by_side() -> None:
    side = ("4", *[NONE] * 6)
    said, workspace = counted("2", *side, *side, "8", "", privacy="open", smallest_group=0)
    assert "Everyone else.\n" in said.text
    assert rows(workspace) == [("everyone-else", "not-yet", 4), ("paid", "not-yet", 4)]
    assert "Staff and leaders. Not yet: 4." in said


def test_an_earlier_show_of_hands_stands_as_a_start_and_is_replaced() -> None:
    services, workspace = some_services()
    at_meeting(services, a_round(), HANDS, QUESTION, "8", *[NONE] * 6, "8", "")
    (before,) = workspace.room_records.values()
    said = at_meeting(services, a_round(), HANDS, QUESTION, "7", "1", *[NONE] * 5, NONE, "")
    (after,) = workspace.room_records.values()
    assert "Not yet (Enter takes 8): 7" in said
    assert after[0].id == before[0].id
    assert after[0].replaces == (before[0].revision,)


def test_what_another_laptop_counted_meanwhile_is_not_taken_as_seen() -> None:
    services, workspace = some_services()
    at_meeting(services, a_round(), HANDS, QUESTION, "8", *[NONE] * 6, "8", "")
    (before,) = workspace.room_records.values()
    look = workspace.room
    looks = iter([None])

    def room(round_id: str) -> tuple[RoomCount, ...]:
        seen = look(round_id)
        for _ in looks:
            workspace.save_room([replace(row, revision="theirs", replaces=(row.revision,)) for row in before])
        return seen

    workspace.room = room  # type: ignore[method-assign]
    at_meeting(services, a_round(), HANDS, QUESTION, "6", "2", *[NONE] * 5, NONE, "")
    (kept,) = workspace.room_records.values()
    assert {row.replaces for row in kept} == {(before[0].revision,)}
    assert len({row.revision for row in kept}) == 2


def test_b_goes_back_one_and_q_keeps_nothing() -> None:
    _, workspace = counted("3", "b", "8", *[NONE] * 6, "8", "")
    assert rows(workspace) == [("everyone", "not-yet", 8)]
    said, workspace = counted("3", "q", "q")
    assert rows(workspace) == []
    assert said.code == 0


def test_what_is_no_number_is_said() -> None:
    said, _ = counted("many", "-1", "99999", "3.5", "²", "0" * 20 + "8", "8", *[NONE] * 6, "8", "", "q")
    assert said.text.count("Please type a number from 0 to 9,999, then Enter.") == 6
    assert said.code == 0


def test_no_question_is_a_way_back() -> None:
    services, _ = some_services()
    for line in ("", "b", "q"):
        assert at_meeting(services, a_round(), HANDS, line, "q").code == 0
    assert "Please type a number from 1 to 4" in at_meeting(
        services, a_round(), HANDS, "5", "x", "0" * 12 + "9", "", "q"
    )


def test_hands_that_cannot_be_kept_say_so() -> None:
    services, workspace = some_services()
    workspace.fails = NotSaved("The disk is full.", "Make room.")
    said = at_meeting(services, a_round(), HANDS, QUESTION, "8", *[NONE] * 6, "8", "", "b", "q")
    assert "The disk is full. Make room." in said
    assert "The show of hands is not saved." in said
    assert said.code == 0
