"""One person at the questions, on a real workspace: together or not at all, once, and never with another's words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, count, repeat
from pathlib import Path

import pytest

from coreflect.banks.shelf import Shelf
from coreflect.core.answers import LEFT_BLANK
from coreflect.core.errors import CoreflectError, Damaged, Misuse, NotSaved
from coreflect.core.model import RoomCount, Withdrawn
from coreflect.services.app import Services, services_of
from coreflect.services.sitting import (
    NewResponse,
    Sitting,
    find_answers,
    first_walkthrough,
    questions_to_answer,
    reflection_in_progress,
    sitting_of,
    take_out,
    unused_words,
    words_not_found,
)
from tests.support.builders.workspaces import (
    FILES,
    FaultySystem,
    a_workspace,
    begun,
    files_in,
    finished_in,
    kept_round,
    reopened,
    use_system,
)

ROUND = kept_round()


@pytest.fixture
def services(tmp_path: Path) -> Services:
    workspace = a_workspace(tmp_path / "w")
    return services_of(workspace, Shelf(workspace.root / "banks"))


@dataclass
class DrawnWords:
    """Ids whose return words are these, the last of them for ever."""

    services: Services
    pairs: tuple[tuple[str, str], ...]

    def __post_init__(self) -> None:
        self._left = chain(self.pairs, repeat(self.pairs[-1]))

    def return_words(self) -> tuple[str, str]:
        return next(self._left)

    def record(self) -> str:
        return self.services.ids.record()

    def letters(self, count: int) -> str:
        return self.services.ids.letters(count)


def drawing(services: Services, *pairs: tuple[str, str]) -> Services:
    drawn = services_of(services.workspace, services.shelf)
    drawn.ids = DrawnWords(services, pairs)
    return drawn


def new_response(services: Services, helped: str = "") -> NewResponse:
    asked = questions_to_answer(services, ROUND)
    walkthrough = first_walkthrough(services, ROUND, asked).from_perspective("carer")
    return NewResponse(services, ROUND, walkthrough, helped)


def begin(services: Services, helped: str = "") -> Sitting:
    with new_response(services, helped) as new:
        return new.begin()


def on_disk(services: Services) -> tuple[int, int]:
    """How many drafts there are, and how many people who had help, as somebody else finds them."""
    fresh = reopened(services.workspace.root)
    helped = [row for row in fresh.records().room if row.kind == "helped"]
    assert fresh.faults() == ()
    return fresh.drafts(ROUND.id), sum(row.count for row in helped)


def test_a_beginning_gives_words_that_open_the_first_draft(services: Services) -> None:
    sitting = begin(services)
    assert sitting.has_draft
    assert not sitting.is_amending
    first, second = sitting.words.upper().split()
    found = sitting_of(services, f"  {first},  and {second}.")
    assert found is not None
    assert found.words == sitting.words
    assert found.walkthrough == sitting.walkthrough
    assert found.walkthrough.draft.perspective == "carer"
    assert on_disk(services) == (1, 0)


def test_somebody_who_had_help_is_counted_with_the_first_draft(services: Services) -> None:
    begin(services, "paid")
    begin(services)
    assert on_disk(services) == (2, 1)
    (row,) = [row for row in services.workspace.records().room if isinstance(row, RoomCount)]
    assert (row.answer, row.count) == ("paid", 1)


def failing_at_each_step(services: Services, monkeypatch: pytest.MonkeyPatch) -> Iterator[NewResponse]:
    """For each step of a beginning, one that has failed there."""
    for step in count():
        new = new_response(services, "chosen")
        with monkeypatch.context() as patch:
            use_system(patch, FaultySystem(fails_at=step))
            try:
                new.begin()
            except NotSaved:
                failed = True
            else:
                failed = False
        if not failed:
            assert step > 5
            return
        yield new


def test_a_beginning_that_failed_is_tried_again_and_counted_once(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    for tries, new in enumerate(failing_at_each_step(services, monkeypatch), start=1):
        new.begin()
        assert on_disk(services) == (tries, tries)


def test_a_beginning_that_failed_and_is_given_up_leaves_nothing(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    for new in failing_at_each_step(services, monkeypatch):
        with new:
            pass
        assert on_disk(services) == (0, 0)
        assert services.workspace.turnout(ROUND.id).begun == 0


def test_a_beginning_that_failed_keeps_the_words_that_it_drew(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = new_response(drawing(services, ("calm", "otter"), ("tall", "willow")))
    with monkeypatch.context() as patch:
        use_system(patch, FaultySystem(fails_at=0))
        with pytest.raises(NotSaved):
            new.begin()
    assert new.begin().words == "calm otter"


def test_words_that_open_somebodys_answers_are_not_given_again(services: Services) -> None:
    begun(services.workspace, "kresponse1", "calm otter")
    finished_in(services.workspace, "kresponse2", words="tall willow")
    drawn = drawing(services, ("otter", "calm"), ("tall", "willow"), ("slow", "river"))
    assert unused_words(drawn, kept_round()).words == "slow river"


def test_words_that_two_people_bear_already_are_not_given_to_a_third(services: Services) -> None:
    begun(services.workspace, "kresponse1", "calm otter")
    begun(services.workspace, "kresponse2", "calm otter")
    assert services.workspace.returning("calm otter") is None
    assert unused_words(drawing(services, ("calm", "otter"), ("slow", "river")), kept_round()).words == "slow river"


def test_where_all_words_are_taken_nothing_is_begun_and_that_is_said(services: Services) -> None:
    begun(services.workspace, "kresponse1", "calm otter")
    before = files_in(services.workspace.root)
    with pytest.raises(CoreflectError, match="is in use here already"):
        begin(drawing(services, ("calm", "otter")), "paid")
    assert files_in(services.workspace.root) == before


def test_words_of_answers_that_were_taken_out_may_be_given_again(services: Services) -> None:
    drawn = drawing(services, ("calm", "otter"))
    begin(drawn).take_out()
    assert begin(drawn).words == "calm otter"


def test_what_could_not_be_saved_stands_and_is_saved_later(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    sitting = begin(services)
    with monkeypatch.context() as patch:
        use_system(patch, FaultySystem(fails_at=0))
        chosen = sitting.walkthrough.leave_blank()
        assert not sitting.stand_and_save(chosen)
    assert sitting.not_saved.startswith("Not saved yet: ")
    assert sitting.walkthrough == chosen
    assert sitting.save_again()
    assert sitting.not_saved == ""
    found = sitting_of(reopened_services(services), sitting.words)
    assert found is not None
    assert found.walkthrough.was_left_blank


def test_a_save_that_fails_leaves_the_person_where_they_stood(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    sitting = begin(services)
    before = sitting.walkthrough
    with monkeypatch.context() as patch:
        use_system(patch, FaultySystem(fails_at=0))
        with pytest.raises(NotSaved):
            sitting.save(before.leave_blank())
    with monkeypatch.context() as patch:
        use_system(patch, FaultySystem(fails_at=0))
        with pytest.raises(NotSaved):
            sitting.save_new_code()
    assert sitting.walkthrough == before


def test_a_note_and_a_code_come_back_with_the_words(services: Services) -> None:
    sitting = begin(services)
    sitting.save(sitting.with_note("We ate together.", "room"))
    sitting.save_new_code()
    found = sitting_of(reopened_services(services), sitting.words)
    assert found is not None
    note = found.walkthrough.note
    assert note is not None
    assert (note.text, note.sharing) == ("We ate together.", "room")
    assert found.walkthrough.draft.code == sitting.walkthrough.draft.code != ""
    found.save(found.with_note("", "room"))
    assert found.walkthrough.note is None


def test_finished_answers_stand_until_their_amendment_is_finished(services: Services) -> None:
    first = begin(services)
    first.finish()
    again = sitting_of(services, first.words)
    assert again is not None
    assert again.is_amending
    assert not again.has_draft
    again.save(again.walkthrough.choose_level(1))
    (response,) = services.workspace.records().responses
    assert {answer.answer for answer in response.answers} == {LEFT_BLANK.code}
    again = sitting_of(services, first.words)
    assert again is not None
    assert again.is_amending
    assert again.has_draft
    again.finish()
    (amended,) = services.workspace.records().responses
    assert amended.replaces == (response.revision,)
    assert amended.answers[0].answer != LEFT_BLANK.code


def test_finishing_the_same_answers_again_is_no_new_revision_and_leaves_no_draft(services: Services) -> None:
    sitting = begin(services)
    sitting.save(sitting.walkthrough.choose_level(1))
    first = sitting.finish()
    sitting.save(sitting.walkthrough.forward())
    assert sitting.finish() == first
    assert on_disk(services) == (0, 0)
    sitting.save(sitting.walkthrough.choose_level(2))
    assert not sitting.is_finished
    second = sitting.finish()
    assert second.response.replaces == (first.response.revision,)
    assert services.workspace.records().responses == (second.response,)


def test_a_finish_that_failed_is_tried_again_and_counts_once(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    for step in range(4):
        sitting = begin(services)
        with monkeypatch.context() as patch:
            use_system(patch, FaultySystem(fails_at=step))
            with pytest.raises(NotSaved):
                sitting.finish()
        sitting.finish()
    assert len(services.workspace.records().responses) == 4
    assert on_disk(services) == (0, 0)


@pytest.mark.parametrize("how", ["unfinished", "finished", "finished elsewhere"])
def test_taking_out_leaves_nothing_and_no_screen_keeps_more(services: Services, how: str) -> None:
    sitting = begin(services)
    other = sitting_of(services, sitting.words)
    assert other is not None
    if how == "finished":
        sitting.finish()
        sitting = sitting_of(services, sitting.words) or sitting
    if how == "finished elsewhere":
        other.finish()
    assert sitting.take_out() == ("Your answers and notes are removed. They will not come back.",)
    assert sitting_of(services, sitting.words) is None
    assert services.workspace.records().responses == ()
    assert Withdrawn(sitting.walkthrough.draft.response, ROUND.id) in services.workspace.records().withdrawn
    with pytest.raises(NotSaved, match="removed on another screen"):
        other.save()


def test_words_that_open_nothing_open_no_sitting(services: Services) -> None:
    begin(services)
    assert sitting_of(services, "no words") is None
    assert sitting_of(services, "") is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("lantern  Lavendar", 'this up. "lavendar" is not one of our words: is it "lavender"?'),
        ("Lantern qqqq", 'this up. "qqqq" is not one of our words.'),
        ("lantern", "this up. Please type both words."),
        ("lantern, meadow", "this up."),
    ],
)
def test_words_with_a_slip_are_named_by_the_list_of_words_alone(typed: str, said: str) -> None:
    assert words_not_found(typed).endswith(said)


def test_answers_are_taken_out_by_their_words_also_where_the_questions_cannot_be_read(services: Services) -> None:
    words = begin(services).words
    for path in services.workspace.root.rglob("*.toml"):
        path.write_text("[", encoding="utf-8")
    again = reopened_services(services)
    assert take_out(again, find_answers(again, words)) == (
        "Your answers and notes are removed. They will not come back.",
    )
    assert reopened(services.workspace.root).drafts(ROUND.id) == 0
    with pytest.raises(CoreflectError, match="could not find those two words"):
        find_answers(again, words)


def test_the_reflection_in_progress_is_found_where_it_is_the_only_one(services: Services) -> None:
    assert reflection_in_progress(services).id == ROUND.id
    services.workspace.save_round(kept_round(id="other", revision="other-1"), FILES)
    with pytest.raises(Misuse, match="More than one") as several:
        reflection_in_progress(services)
    assert "coreflect answer other " in several.value.hint
    services.workspace.forget("other")
    assert reflection_in_progress(services).id == ROUND.id
    services.workspace.forget(ROUND.id)
    with pytest.raises(Misuse, match="No reflection is in progress here"):
        reflection_in_progress(services)


def test_nobody_begins_where_the_answers_were_taken_out(services: Services) -> None:
    services.workspace.forget(ROUND.id)
    with pytest.raises(Misuse):
        questions_to_answer(services, ROUND)


def test_questions_that_cannot_be_read_are_said(services: Services) -> None:
    for path in services.workspace.root.rglob("*.toml"):
        path.write_text("[", encoding="utf-8")
    with pytest.raises(Damaged):
        questions_to_answer(reopened_services(services), ROUND)


def reopened_services(services: Services) -> Services:
    workspace = reopened(services.workspace.root)
    return services_of(workspace, Shelf(workspace.root / "banks"))
