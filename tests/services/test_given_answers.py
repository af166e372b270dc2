"""What somebody gives on a form is checked whole, stored in one save, and belongs to whoever has the two words."""

from __future__ import annotations

import pytest

from coreflect.core.errors import Misuse
from coreflect.core.model import Reflection
from coreflect.services.app import Services
from coreflect.services.given_answers import given, store_given
from coreflect.services.sitting import (
    NewResponse,
    Sitting,
    first_walkthrough,
    questions_to_answer,
    sitting_at,
    sitting_of,
)
from tests.support.builders.services import TemporaryWorkspace, some_services


@pytest.fixture
def services() -> Services:
    return some_services()[0]


@pytest.fixture
def reflection(services: Services) -> Reflection:
    return services.workspace.rounds()[0]


@pytest.fixture
def words(services: Services, reflection: Reflection) -> str:
    """The two words of somebody who has begun."""
    first = first_walkthrough(services, reflection, questions_to_answer(services, reflection))
    with NewResponse(services, reflection, given(services, first, {"perspective": "carer", "wording": "plain"})) as new:
        return new.begin().words


def store(services: Services, reflection: Reflection, words: str, fields: dict[str, str]) -> Sitting:
    found = services.workspace.bearing_mark(reflection.id, services.workspace.words_mark(reflection.id, words))
    assert found is not None
    sitting = sitting_at(services, reflection, questions_to_answer(services, reflection), found.response)
    assert sitting is not None
    store_given(services, sitting, fields)
    return sitting


def test_what_is_given_bit_by_bit_is_one_persons_and_opens_with_their_words(
    services: Services, reflection: Reflection, words: str
) -> None:
    store(services, reflection, words, {"answer-1": "started", "answer-2": "not-sure"})
    store(services, reflection, words, {"answer-2": "not-sure", "answer-1": "", "note-1": "A note."})

    sitting = sitting_of(services, words)
    assert sitting is not None
    draft = sitting.walkthrough.draft
    assert (draft.perspective, draft.wording) == ("carer", "plain")
    assert [answer for _, answer in sorted(draft.choices)] == ["skipped", "not-sure"]
    assert [(note.text, note.sharing) for note in draft.notes] == [("A note.", "facilitator")]
    assert services.workspace.turnout(reflection.id).begun == 1


def test_it_counts_once_it_is_finished_and_can_be_changed(
    services: Services, reflection: Reflection, words: str
) -> None:
    store(services, reflection, words, {"answer-1": "started", "note-1": "A note."}).finish()
    finished = store(services, reflection, words, {"answer-1": "everywhere", "sharing-1": "room"}).finish()

    assert finished.response.answers[0].answer == "everywhere"
    assert [(note.text, note.sharing) for note in finished.notes] == [("A note.", "room")]
    assert services.workspace.turnout(reflection.id).finished == 1


def test_what_says_nothing_new_leaves_finished_answers_finished(
    services: Services, reflection: Reflection, words: str
) -> None:
    said = {"answer-2": "", "answer-1": "started", "note-1": "A note.", "sharing-1": "room"}
    store(services, reflection, words, said).finish()
    assert not store(services, reflection, words, dict(reversed(said.items()))).has_draft
    assert store(services, reflection, words, {"answer-1": "everywhere"}).has_draft


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("perspective", "queen"), ("wording", "klingon"), ("answer-1", "sideways"), ("answer-1", "skipped")),
        *(("answer-5", "started"), ("answer-0", "started"), ("answer-x", "started"), ("answer-²", "started")),
        *(("sharing-1", "world"), ("note-1", "x" * 4001), ("key", "v"), ("", "")),
    ],
)
def test_what_cannot_be_given_stores_nothing(
    services: Services, reflection: Reflection, words: str, field: str, value: str
) -> None:
    with pytest.raises(Misuse):
        store(services, reflection, words, {"answer-2": "started", field: value})
    sitting = sitting_of(services, words)
    assert sitting is not None
    assert not sitting.walkthrough.draft.choices


def test_without_a_mark_nobody_else_is_ever_opened(reflection: Reflection, services: Services) -> None:
    workspace = services.workspace
    assert isinstance(workspace, TemporaryWorkspace)
    workspace.put_people(reflection.id, begun=2, finished=1)

    assert workspace.bearing_mark(reflection.id, "") is None
