"""What somebody gives on a form is checked whole, stored in one save, and belongs to whoever has the two words."""

from __future__ import annotations

import pytest

from coreflect.core.errors import Misuse
from coreflect.core.model import Reflection
from coreflect.services.app import Services
from coreflect.services.given_answers import store_given
from coreflect.services.sitting import sitting_of
from tests.support.builders.services import TemporaryWorkspace, some_services


@pytest.fixture
def services() -> Services:
    return some_services()[0]


@pytest.fixture
def reflection(services: Services) -> Reflection:
    return services.workspace.rounds()[0]


@pytest.fixture
def mark(services: Services, reflection: Reflection) -> str:
    return services.workspace.words_mark(reflection.id, "lantern meadow")


def test_what_is_given_bit_by_bit_is_one_persons_and_opens_with_their_words(
    services: Services, reflection: Reflection, mark: str
) -> None:
    store_given(services, reflection, mark, {"perspective": "carer", "wording": "plain"})
    store_given(services, reflection, mark, {"answer-1": "started", "answer-2": "not-sure"})
    store_given(services, reflection, mark, {"answer-2": "not-sure", "answer-1": "", "note-1": "A note."})

    sitting = sitting_of(services, "meadow lantern")
    assert sitting is not None
    draft = sitting.walkthrough.draft
    assert (draft.perspective, draft.wording) == ("carer", "plain")
    assert [answer for _, answer in sorted(draft.choices)] == ["skipped", "not-sure"]
    assert [(note.text, note.sharing) for note in draft.notes] == [("A note.", "facilitator")]
    assert services.workspace.turnout(reflection.id).begun == 1


def test_it_counts_once_it_is_finished_and_can_be_changed(
    services: Services, reflection: Reflection, mark: str
) -> None:
    store_given(services, reflection, mark, {"answer-1": "started", "note-1": "A note."}).finish()
    finished = store_given(services, reflection, mark, {"answer-1": "everywhere", "sharing-1": "room"}).finish()

    assert finished.response.answers[0].answer == "everywhere"
    assert finished.response.perspective == "not-said"
    assert [(note.text, note.sharing) for note in finished.notes] == [("A note.", "room")]
    assert services.workspace.turnout(reflection.id).finished == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("perspective", "queen"), ("wording", "klingon"), ("answer-1", "sideways"), ("answer-1", "skipped")),
        *(("answer-5", "started"), ("answer-0", "started"), ("answer-x", "started"), ("answer-²", "started")),
        *(("sharing-1", "world"), ("note-1", "x" * 4001), ("key", "v"), ("", "")),
    ],
)
def test_what_cannot_be_given_stores_nothing(
    services: Services, reflection: Reflection, mark: str, field: str, value: str
) -> None:
    with pytest.raises(Misuse):
        store_given(services, reflection, mark, {"answer-2": "started", field: value})
    assert services.workspace.turnout(reflection.id).begun == 0


def test_without_a_mark_nobody_else_is_ever_opened(reflection: Reflection, services: Services) -> None:
    workspace = services.workspace
    assert isinstance(workspace, TemporaryWorkspace)
    workspace.put_people(reflection.id, begun=2, finished=1)

    assert workspace.bearing_mark(reflection.id, "") is None
