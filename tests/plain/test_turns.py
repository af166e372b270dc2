"""Leaving, coming back and handing over: each end is the person's own choice, and nothing of it is left to see."""

from __future__ import annotations

from coreflect.core.answers import LEFT_BLANK
from coreflect.core.errors import Damaged, NotSaved
from coreflect.core.texts.answering import COMES_AFTER
from coreflect.services.app import Services
from tests.support.builders.examples import a_round
from tests.support.builders.services import TemporaryWorkspace, some_services
from tests.support.screens.plain_meeting import a_room
from tests.support.screens.typed_keys import CLEARED, Said, answering

BEGIN = ("", "1", "2", "1", "2", "")
FINISH = ("1", "2", "3", "4", "", "")
HAND_OVER = "Ready for the next person."


def answered(*lines: str) -> tuple[Said, TemporaryWorkspace, Services]:
    services, workspace = some_services()
    return answering(services, a_round(), *BEGIN, *lines), workspace, services


def words(said: Said) -> str:
    return said.text.split("Your two words are: ")[1].split("\n")[0]


def test_coming_back_keeps_the_answers_unfinished() -> None:
    said, workspace, _ = answered("1", "2", "q", "1", "", "q")
    assert said.code == 0
    assert "You have answered 2 of 4. They are saved." in said
    assert f"Your two words bring you back to them: {words(said)}." in said
    assert len(workspace.unfinished) == 1
    assert not workspace.finished


def test_enter_alone_on_leaving_keeps_the_answers_for_later() -> None:
    _, workspace, _ = answered("1", "q", "", "", "q")
    assert len(workspace.unfinished) == 1


def test_saying_enough_counts_what_was_answered() -> None:
    said, workspace, _ = answered("1", "2", "q", "2", "", "q")
    (finished,) = workspace.finished.values()
    assert [one.answer for one in finished.response.answers] == ["not-yet", "started", *[LEFT_BLANK.code] * 2]
    assert "Thank you." in said


def test_answers_are_taken_out_once_that_is_said_twice() -> None:
    said, workspace, _ = answered("1", "q", "3", "2", "", "q")
    assert not workspace.unfinished
    assert "Remove your answers and notes? They will not come back." in said
    assert "Your answers and notes are removed." in said


def test_thinking_again_leads_back_to_the_question() -> None:
    for lines in (("3", ""), ("3", "1"), ("b",)):
        said, workspace, _ = answered("1", "q", *lines, "4")
        assert said.text.count("Question 2 of 4.") == 2
        (draft,) = workspace.unfinished.values()
        assert len(draft.choices) == 2


def test_leaving_with_nothing_answered_asks_nothing() -> None:
    said, workspace, _ = answered("q", "", "q")
    assert "You have answered" not in said
    assert said.code == 0
    assert len(workspace.unfinished) == 1


def test_leaving_is_possible_at_the_end_and_while_trying() -> None:
    assert "You have answered 4 of 4." in answered("1", "2", "3", "4", "q")[0]
    services, workspace = some_services()
    said = answering(services, a_round(), "", "1", "2", "1", "q", "q")
    assert said.code == 0
    assert workspace.kept == 0


def test_the_next_person_sees_nothing_of_the_last_one() -> None:
    said, _, _ = answered("1", "c", "A secret.", "", "1", *FINISH[1:], "")
    page = said.on_screen
    for secret in ("lantern", "secret", "Not yet", "Saved", "carer"):
        assert secret not in page.replace("There are no right or wrong answers", "")
    assert "Welcome." in page


def test_the_page_between_two_people_says_one_thing() -> None:
    said, _, _ = answered(*FINISH, "q")
    assert said.on_screen.strip().startswith(HAND_OVER)
    assert "Welcome" not in said.on_screen


def test_two_people_answer_one_after_the_other_with_words_of_their_own() -> None:
    said, workspace, _ = answered(*FINISH, "", *BEGIN, *FINISH, "q")
    assert said.code == 0
    assert len(workspace.finished) == 2
    assert len({finished.words for finished in workspace.finished.values()}) == 2
    assert said.text.count("Welcome.") == 2


def test_words_that_already_open_something_are_not_given_again() -> None:
    services, _ = some_services()
    pairs = iter([("calm", "otter"), ("calm", "otter"), ("tall", "willow")])
    services.ids.return_words = lambda: next(pairs)  # type: ignore[method-assign]
    said = answering(services, a_round(), *BEGIN, *FINISH, "", *BEGIN, *FINISH, "q")
    assert "Your two words are: calm otter" in said
    assert "Your two words are: tall willow" in said


def test_two_words_open_answers_to_go_on_with() -> None:
    first, workspace, services = answered("1", "q", "1", "", "q")
    said = answering(services, a_round(), "w", words(first).upper(), "1", "", "2", "3", "4", "", "", "q")
    (finished,) = workspace.finished.values()
    assert [one.answer for one in finished.response.answers] == ["not-yet", "started", "some-places", "everywhere"]
    assert "First, one to try." not in said


def test_what_opens_with_two_words_clears_them_from_the_screen() -> None:
    first, _, services = answered("1", "q", "1", "", "q")
    said = answering(services, a_round(), "w", words(first))
    assert words(first) not in said.text.split(f" Your two words: {words(first)}")[1].split(CLEARED, 1)[1]


def test_finished_answers_stand_until_the_change_is_finished() -> None:
    first, workspace, services = answered(*FINISH, "q")
    answering(services, a_round(), "w", words(first), "1", "", "4", "q", "1", "", "q")
    (finished,) = workspace.finished.values()
    assert finished.response.answers[0].answer == "not-yet"
    answering(services, a_round(), "w", words(first), "1", "", "g", "4", "", "", "", "q")
    (changed,) = workspace.finished.values()
    assert changed.response.answers[0].answer == "everywhere"
    assert changed.response.replaces == (finished.response.revision,)


def test_finished_answers_are_taken_out_with_the_words_and_copies_are_named() -> None:
    first, workspace, services = answered(*FINISH, "q")
    (response,) = workspace.finished
    workspace.note_handed_over(a_round().id, "mill-lane.zip", [response])
    said = answering(services, a_round(), "w", words(first), "2", "2", "", "q")
    assert not workspace.finished
    assert [one.record for one in workspace.withdrawn] == [response]
    assert "Copies already handed over may still hold them: mill-lane.zip." in said


def test_answers_that_are_opened_can_be_left_as_they_are() -> None:
    first, workspace, services = answered(*FINISH, "q")
    kept = workspace.kept
    for lines in (("3",), ("2", "1")):
        said = answering(services, a_round(), "w", words(first), *lines, "", "q")
        assert "Nothing was changed. Your answers are saved.\n" in said.text
    assert workspace.kept == kept
    assert len(workspace.finished) == 1


def test_words_that_open_nothing_are_asked_for_again() -> None:
    services, _ = some_services()
    said = answering(services, a_round(), "w", "wrong words", "one", "", "q")
    assert said.text.count("We could not find those two words.") == 2
    assert said.code == 0
    assert "wrong" not in said.on_screen


def test_what_fits_nothing_between_two_people_is_said_in_one_sentence() -> None:
    services, _ = some_services()
    said = answering(services, a_round(), "99", "abc", ".", "", "q")
    assert said.text.count("Please type w or q, then Enter.") == 2
    assert said.code == 0


def test_finishing_that_cannot_be_kept_is_tried_again() -> None:
    services, workspace = some_services()
    keep = workspace.finish
    tries = iter([False, True])

    def finish(*given: object) -> None:
        if not next(tries):
            raise NotSaved("The folder is gone.", "Put the stick back, then try again.")
        keep(*given)  # type: ignore[arg-type]

    workspace.finish = finish  # type: ignore[method-assign]
    said = answering(services, a_round(), *BEGIN, "1", "2", "3", "4", "", "", "", "q")
    assert said.text.index("The folder is gone.") < said.text.index("Thank you.")
    assert len(workspace.finished) == 1


def test_a_fault_in_one_turn_does_not_end_the_next() -> None:
    services, workspace = some_services()
    banks = workspace.banks
    faults = iter([None, Damaged("The questions cannot be read.", "Put the stick back."), None])

    def read(round_id: str) -> object:
        fault = next(faults)
        if fault:
            raise fault
        return banks(round_id)

    workspace.banks = read  # type: ignore[method-assign, assignment]
    said = answering(services, a_round(), "", "", "", "1", "2", "1", "2", "", "1")
    assert said.text.index("The questions cannot be read.") < said.text.index(HAND_OVER)
    assert "Saved: 1. Not yet." in said


def test_whoever_begins_after_the_answers_were_shown_meanwhile_is_told_that_theirs_come_after() -> None:
    services, _, before = a_room(revealed=False)
    services.results.reveal(before.id)
    assert COMES_AFTER in answering(services, before, "q")
