"""A code in the plain face: kept before it is said, said character by character, and never asked for."""

from __future__ import annotations

import re

from coreflect.core.codes import MISTYPED, NOT_A_CODE, read_code
from coreflect.core.errors import NotSaved
from coreflect.core.reflections.responses import finish, questions
from tests.support.builders.examples import CountingIds, a_draft, a_round, bank
from tests.support.builders.services import TemporaryWorkspace, some_services
from tests.support.screens.plain_meeting import at_meeting
from tests.support.screens.typed_keys import CLEARED, Said, answering, at_home

BEGIN = ("", "1", "2", "1", "2", "")
ANSWERS = ("1", "2", "3", "4")
GIVEN = "rkm-364"
CODE = re.compile(r"\b[fhkmrtwx]{3}-[2-9]{3}\b")


def turn(*lines: str) -> tuple[Said, TemporaryWorkspace]:
    services, workspace = some_services()
    return answering(services, a_round(), *BEGIN, *ANSWERS, *lines), workspace


def code_of(workspace: TemporaryWorkspace) -> str:
    (finished,) = workspace.finished.values()
    return finished.response.code


def test_who_does_not_care_types_nothing_more() -> None:
    said, workspace = turn("", "", "q")
    assert said.text.count("A repeat code lets") == 1
    assert code_of(workspace) == ""
    assert not CODE.search(said.text)


def test_a_new_code_is_said_twice_in_all_and_character_by_character() -> None:
    said, workspace = turn("k", "2", "", "", "", "q")
    code = code_of(workspace)
    assert read_code(code) == code
    assert said.text.count(code) == 2
    assert "Your words are: lantern" in said
    assert f"Your repeat code is: {code}. Character by character: {', '.join(code).replace('-', 'hyphen')}." in said
    assert "Your words are: lantern river1. With them" in said or "Your words are: lantern" in said
    assert f"Your repeat code for next time is: {code}. It is not the same as your two words." in said
    assert code not in said.on_screen


def test_enter_alone_takes_none_and_goes_back_to_the_end() -> None:
    said, workspace = turn("k", "", "", "", "q")
    assert "Press Enter for 1." in said
    assert code_of(workspace) == ""


def test_a_code_from_last_time_is_read_however_it_is_typed() -> None:
    said, workspace = turn("k", "3", "lantern river", "RKM365", " rKm 364 ", "", "", "q")
    assert NOT_A_CODE in said
    assert MISTYPED in said
    assert code_of(workspace) == GIVEN


def test_going_back_from_typing_it_takes_none() -> None:
    _, workspace = turn("k", "3", "", "", "", "q")
    assert code_of(workspace) == ""


def test_a_code_that_cannot_be_kept_is_not_said() -> None:
    services, workspace = some_services()
    keep = workspace.save_draft

    def fails(draft: object) -> object:
        if getattr(draft, "code", ""):
            raise NotSaved("The disk is full.")
        return keep(draft)  # type: ignore[arg-type]

    workspace.save_draft = fails  # type: ignore[assignment,method-assign]
    said = answering(services, a_round(), *BEGIN, *ANSWERS, "k", "2", "b")
    assert "The disk is full." in said
    assert not CODE.search(said.text)


def back(*lines: str, **reflection: object) -> tuple[Said, TemporaryWorkspace]:
    """Somebody who finished with a code, and comes back with their words."""
    services, workspace = some_services(a_round(**reflection))
    asked = questions(a_round(), (bank(),))
    choices = tuple((each.key, "started") for each in asked)
    mark = workspace.words_mark(a_round().id, "lantern river")
    draft = a_draft(words=mark, choices=choices, code=GIVEN)
    workspace.put_finished(finish(draft, asked, a_round(), None, CountingIds("f")))
    return at_home(services, "w", "lantern river", "1", "1", "g", "4", "4", *lines), workspace


def test_who_comes_back_keeps_the_code_changes_it_or_has_none_any_more() -> None:
    said, workspace = back("k", "", "", "")
    assert "1. Keep the code that I have." in said
    assert code_of(workspace) == GIVEN
    _, workspace = back("k", "2", "", "", "")
    assert code_of(workspace) not in ("", GIVEN)
    said, workspace = back("k", "4", "", "")
    assert "You have no repeat code now." in said
    assert code_of(workspace) == ""


def test_once_the_answers_were_shown_no_code_is_offered_that_would_hide_them() -> None:
    said, _ = back("k", state="revealed", counted=("kresponse1", "k2", "k3", "k4", "k5"))
    assert "Please press Enter to finish, or type g, b or q, then Enter." in said
    assert "code" not in said.text


def test_a_code_on_a_paper_sheet_is_keyed_in() -> None:
    services, workspace = some_services()
    said = at_meeting(services, a_round(), "2", "1", "1", "3", "1", "1", *"1234", "", "k", "rkm 365", "rkm364", "", "q")
    assert MISTYPED in said
    assert code_of(workspace) == GIVEN
    assert GIVEN not in said.text.rsplit(CLEARED, 1)[-1]
