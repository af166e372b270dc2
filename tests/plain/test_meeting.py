"""A meeting, line by line: how many and never who, nothing before the answers are shown, and no dead end."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from coreflect.core.errors import CoreflectError, Misuse
from coreflect.core.meeting.asking import Asking
from coreflect.core.model import Action, Note, Reflection
from tests.support.builders.examples import a_round
from tests.support.builders.services import TemporaryWorkspace, some_services
from tests.support.screens.plain_meeting import APART, a_room, at_meeting, begin, finish
from tests.support.screens.typed_keys import CTRL_D, at_home, heard, typed

ONE_SHEET = ("2", "", "", "111 1234", "", "", "q")
LEVELS = ("Started", "Some places", "Everywhere", "Not sure")


def after_the_first_look(workspace: TemporaryWorkspace, happens: Callable[[], object]) -> None:
    """Have something happen on another laptop once this one has looked at the round."""
    look = workspace.people
    looks = iter([None])

    def people(round_id: str) -> object:
        seen = look(round_id)
        for _ in looks:
            happens()
        return seen

    workspace.people = people  # type: ignore[method-assign, assignment]


def test_a_meeting_says_how_many_and_enter_asks_again() -> None:
    services, workspace, reflection = a_room(people=5, revealed=False)
    begin(workspace, 2)
    after_the_first_look(workspace, lambda: [workspace.drop_draft(draft) for draft in workspace.unfinished.values()])
    said = at_meeting(services, reflection, "", "q")
    assert said.code == 0
    first, again = said.text.split("Your choice:")[:2]
    assert "7 have begun, 5 have finished. 8 were invited." in first
    assert "5 have begun, 5 have finished. 8 were invited." in again
    assert "Type in paper answers" not in again


def test_nothing_of_an_answer_is_said_before_the_answers_are_shown() -> None:
    services, _, reflection = a_room(people=7, revealed=False)
    said = at_meeting(services, reflection, "", "3", "1", "6", "", "5", "b", "h", "q")
    assert said.code == 0
    assert not [label for label in LEVELS if label in said]


def test_the_results_of_a_round_that_is_not_shown_yet_are_kept_back_whoever_asks() -> None:
    services, workspace, reflection = a_room(people=7, revealed=True)
    workspace.put(a_round(), *workspace.banks(reflection.id))
    running = workspace.round(reflection.id)
    workspace.round = lambda _: running  # type: ignore[method-assign]
    from coreflect.plain.results import look_together

    said = heard(("",), lambda terminal: look_together(services, terminal, running) or 0)
    assert "Nothing is shown before the answers are revealed." in said
    assert not [label for label in LEVELS if label in said]


def test_those_who_have_not_finished_are_asked_about_and_enter_waits() -> None:
    services, workspace, reflection = a_room(people=5, revealed=False)
    begin(workspace, 2)
    said = at_meeting(services, reflection, "3", "", "q")
    assert "2 have begun and not finished." in said
    assert "Wait for them, or go on without them?" in said
    assert workspace.round(reflection.id).state == "running"


def test_leaving_them_out_shows_the_answers_and_their_drafts_stay() -> None:
    services, workspace, reflection = a_room(people=5, revealed=False)
    begin(workspace, 2)
    said = at_meeting(services, reflection, "3", "2", "", "b", "q")
    assert said.code == 0
    assert len(workspace.round(reflection.id).counted) == 5
    assert len(workspace.unfinished) == 2
    assert "The answers have been shown. 5 people had finished by then." in said


def test_who_finishes_while_it_is_asked_is_told_of_before_anything_is_shown() -> None:
    services, workspace, reflection = a_room(people=5, revealed=False)
    seen = iter(range(4))
    look = workspace.people

    def people(round_id: str) -> object:
        if next(seen, None) == 3:
            finish(workspace, 6)
        return look(round_id)

    workspace.people = people  # type: ignore[method-assign, assignment]
    said = at_meeting(services, reflection, "3", "2", "2", "", "b", "q")
    assert said.text.index("the 5 people who have finished") < said.text.index("the 6 people who have finished")
    assert len(workspace.round(reflection.id).counted) == 6


def test_with_nobody_finished_there_is_nothing_to_show() -> None:
    services, workspace, reflection = a_room(people=0, revealed=False)
    said = at_meeting(services, reflection, "3", "q")
    assert "Nobody has finished yet, so there is nothing to show." in said
    assert workspace.round(reflection.id).state == "running"


def test_this_terminal_follows_where_another_shows_the_answers() -> None:
    services, workspace, reflection = a_room(people=7, revealed=False)
    after_the_first_look(workspace, lambda: services.results.reveal(reflection.id))
    said = at_meeting(services, reflection, "2", "", "b", "q")
    assert "Another laptop has shown the answers to everyone in the meantime." in said
    assert "Where our answers differ." in said
    assert "How many sheets are there?" not in said
    assert said.code == 0


def test_leaving_is_never_stood_in_the_way_of() -> None:
    services, workspace, reflection = a_room(people=7, revealed=False)
    after_the_first_look(workspace, lambda: services.results.reveal(reflection.id))
    said = at_meeting(services, reflection, "q")
    assert said.code == 0
    assert "Meanwhile" not in said


def test_stopping_at_any_line_ends_with_130_and_no_traceback() -> None:
    for lines in ((), ("1",), ("2",), ("2", "", ""), ("2", "", "", "11"), ("4",), ("4", "1"), ("5", "a"), ("7",)):
        services, _, reflection = a_room(people=7, revealed=False)
        said = at_meeting(services, reflection, *lines)
        assert said.code == 130
        assert said.text.endswith("Stopped. Everything that was shown as saved is saved.\n")
    for lines in (("3",), ("3", ""), ("3", "", "t"), ("3", "", "2", "2", "words"), ("3", "", "2", "5", "what", "who")):
        services, _, reflection = a_room()
        assert at_meeting(services, reflection, *lines).code == 130
    services, _, reflection = a_room()
    from coreflect.plain.app import run_meeting

    assert typed(f"3\r{CTRL_D}", lambda terminal: run_meeting(services, reflection, terminal)).code == 130


@pytest.mark.parametrize(
    ("broken", "lines"),
    [
        ("banks", ("4", "2")),
        ("room", ("4", "1")),
        ("room_notes", ("3", "", "2", "2", "", "b")),
        ("actions", ("5",)),
    ],
)
def test_what_cannot_be_read_is_one_sentence_and_the_meeting_goes_on(broken: str, lines: tuple[str, ...]) -> None:
    services, workspace, reflection = a_room()

    def gone(*_: object) -> object:
        raise CoreflectError("The folder is gone.", "Put the stick back.")

    setattr(workspace, broken, gone)
    said = at_meeting(services, reflection, *lines, "q")
    assert "The folder is gone. Put the stick back." in said
    assert said.code == 0


def test_a_round_that_is_gone_can_be_looked_for_again() -> None:
    services, workspace, reflection = a_room()
    read = workspace.round
    tries = iter([False])

    def round_of(round_id: str) -> Reflection:
        if not next(tries, True):
            raise Misuse("There is no such reflection.", "Look at those there are.")
        return read(round_id)

    workspace.round = round_of  # type: ignore[method-assign]
    said = at_meeting(services, reflection, "", "q")
    assert said.text.index("There is no such reflection.") < said.text.index("The answers have been shown.")
    assert said.code == 0


def test_results_that_cannot_be_counted_are_one_sentence() -> None:
    services, _, reflection = a_room(revealed=False)

    def reveal(*_: object) -> object:
        raise CoreflectError("The disk is full.", "Make room.")

    services.results.reveal = reveal  # type: ignore[method-assign, assignment]
    said = at_meeting(services, reflection, "3", "2", "q")
    assert "This did not work, and nothing is shown yet." in said
    assert "The disk is full. Make room." in said
    assert said.code == 0


def test_the_plan_of_the_meeting_is_a_suggestion() -> None:
    services, _, reflection = a_room(revealed=False)
    said = at_meeting(services, reflection, "6", "", "q")
    assert "Talk about three questions, 15 minutes each: 45 min." in said
    assert "This is a suggestion." in said


def test_people_answer_from_the_meeting_and_come_back_to_it() -> None:
    services, _ = some_services()
    said = at_meeting(services, a_round(), "1", "", "1", "2", "1", "2", "", "1", "q", "", "", "q", "", "q")
    assert "1 has begun, 0 have finished." in said
    assert said.code == 0


def test_home_leads_to_the_meeting_and_once_shown_enter_does() -> None:
    services, _, _ = a_room(revealed=False)
    assert "The meeting. Mill Lane." in at_home(services, "1", "2", "q", "q")
    services, _, _ = a_room()
    assert "The meeting. Mill Lane." in at_home(services, "1", "", "q", "q")


def test_home_says_when_the_next_reflection_is_due() -> None:
    services, _, _ = a_room(next_date="2026-11-12")
    said = at_home(services, "q")
    assert "Looked at together. The next one is on Thursday 12 November 2026." in said


def test_hostile_words_reach_the_terminal_harmless() -> None:
    hostile = "\x1b[2J[red]a\u202e%s{0}\x07"
    services, workspace, reflection = a_room(team_name=hostile, about=hostile, contact=hostile, missing=hostile)
    key = {"bank": "garden", "item": APART}
    action = Action(
        "ka", "ka1", (), reflection.id, **key, what=hostile, who=hostile, due=hostile, checked_by=f"{hostile}2",
        progress="done", happened="partly", outcome=hostile, known_by=hostile,
    )  # fmt: skip
    workspace.save_action(action)
    workspace.save_room_note(
        Note("kn", "kn1", (), reflection.id, **key, response="", sharing="room", text=f"{hostile}\n{hostile}")
    )
    lines = ("3", "", "2", "2", "", "", "b", "5", "1", "6", "b", "7", "", "", "", "b", "q")
    said = at_meeting(services, reflection, *lines)
    assert not {"\x1b", "\x07", "\u202e"} & set(said.text)
    assert said.text.count("[red]a") >= 12
    assert said.code == 0


def test_what_is_typed_is_kept_as_typed_without_marks_that_no_terminal_should_get() -> None:
    services, workspace, reflection = a_room()
    odd = "[/ops] %s {0} \u202e café 🌻"
    said = at_meeting(
        services, reflection, "3", "", "2", "2", odd, "", "1", "5", odd, odd, odd, f"{odd}2", odd, "", "9", "b", "q"
    )
    (note,) = workspace.notes_of_room.values()
    (action,) = workspace.planned.values()
    assert note.text == action.what == action.known_by == "[/ops] %s {0} \ufffd café 🌻"
    assert said.code == 0


def test_a_meeting_loads_no_textual_and_pandas_only_for_results() -> None:
    code = (
        "import sys\n"
        "from tests.support.builders.services import some_services\n"
        "from tests.support.screens.plain_meeting import at_meeting\n"
        "from tests.support.builders.examples import a_round\n"
        "services, _ = some_services(a_round())\n"
        f"at_meeting(services, a_round(), *{ONE_SHEET!r}, '4', '1', 'q', '5', 'b', '6', '', '7', 'q', 'q')\n"
        "print([name for name in ('textual', 'pandas', 'rich') if name in sys.modules])\n"
        "at_meeting(services, a_round(), '3', '2')\n"
        "print([name for name in ('textual', 'pandas', 'rich') if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=100)
    assert done.stdout.splitlines() == ["[]", "['pandas']"]


def test_after_the_report_the_room_writes_what_it_asks_of_the_board_and_the_draft_holds_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    services, workspace, reflection = a_room()
    closing = ("7", "", "", "", "1")
    said = at_meeting(services, reflection, *closing, "1", "Pay bus fares.", "", "soon", "in six months", "", "b", "q")
    assert "“soon” is not a date." in said
    assert workspace.asked.read(reflection.id) == Asking(("Pay bus fares.",), "2026-11-12")
    (file,) = (tmp_path / "exports").glob("*report.html")
    assert "Pay bus fares." in file.read_text(encoding="utf-8")

    again = at_meeting(services, reflection, *closing, "1", "-", "", "b", "q")
    assert "Pay bus fares." in again
    assert workspace.asked.read(reflection.id) == Asking()

    at_meeting(services, reflection, *closing, "1", "Come.", "b", "b", "q")
    assert workspace.asked.read(reflection.id) == Asking()
