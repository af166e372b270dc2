"""One person's turn: every answer that is said to be kept is kept, whatever is typed."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from coreflect.core.answers import LEFT_BLANK
from coreflect.core.banks.bank import EASIER, STANDARD
from coreflect.core.errors import NotSaved
from coreflect.core.model import AskedBank
from coreflect.core.reflections.responses import Draft, Place
from coreflect.services.app import Services
from tests.support.builders.examples import LEVELS, a_round, bank
from tests.support.builders.services import TemporaryWorkspace, some_services, with_other
from tests.support.screens.typed_keys import CountedTimer, Said, answering, entered, typed

BEGIN = ("", "1", "2", "1", "2", "")
"""Welcome, no helper, an unpaid carer, standard words, one answer to try, the two words."""


class Turn(NamedTuple):
    said: Said
    workspace: TemporaryWorkspace

    @property
    def draft(self) -> Draft:
        (draft,) = self.workspace.unfinished.values()
        return draft

    @property
    def answers(self) -> list[str]:
        (finished,) = self.workspace.finished.values()
        return [answer.answer for answer in finished.response.answers]


def turn(*lines: str, begin: tuple[str, ...] = BEGIN) -> Turn:
    services, workspace = some_services()
    return Turn(answering(services, a_round(), *begin, *lines), workspace)


def turn_by_keys(*lines: str) -> Turn:
    services, workspace = some_services()
    return Turn(typed(entered(*BEGIN, *lines), lambda terminal: _answer(services, terminal)), workspace)


def test_a_person_answers_everything_by_keys_and_is_thanked() -> None:
    done = turn_by_keys("1", "2", "3", "4", "", "", "q")
    assert done.answers == list(LEVELS)
    assert done.said.code == 0
    assert "Thank you. Your words are: lantern river" in done.said


def test_every_answer_is_on_disk_before_it_is_said_to_be_kept() -> None:
    done = turn("3", "n")
    assert "Saved: 3. Some places." in done.said
    assert [choice for _, choice in done.draft.choices] == ["some-places", "not-sure"]
    assert done.draft.at == 2


def test_enter_alone_never_passes_a_question_without_an_answer() -> None:
    done = turn("", "", "")
    assert done.said.text.count("Choose an answer, or press s to leave it blank.") == 3
    assert done.draft.at == 0


def test_enter_alone_goes_on_where_an_answer_stands() -> None:
    done = turn("1", "b", "", "b", "")
    assert "Your answer: 1. Not yet. It is saved. Enter goes on." in done.said
    assert done.draft.at == 1


def test_leaving_blank_goes_on_and_is_said_on_coming_back() -> None:
    done = turn("s", "b")
    assert "You left this blank. That is fine. Type s to go on." in done.said
    assert [choice for _, choice in done.draft.choices] == [LEFT_BLANK.code]


def test_the_same_non_answer_again_is_taken_off_and_the_question_stays() -> None:
    done = turn("n", "b", "n")
    assert "Your answer is removed." in done.said
    assert done.draft.choices == ()
    assert done.draft.at == 0


@pytest.mark.parametrize("line", ["0", "5", "99", "abc", "-", "3 4", "[red]", "\x1b[A" * 3 + "z", "answer me " * 50])
def test_what_fits_nothing_is_answered_with_one_sentence_and_changes_nothing(line: str) -> None:
    done = turn_by_keys(line) if "\x1b" in line else turn(line)
    assert "Please type a number from 1 to 4, or n, x, r, s or h for the other keys, then Enter." in done.said
    assert done.draft.choices == ()


def test_text_pasted_in_many_lines_answers_no_question() -> None:
    done = turn_by_keys("\x1b[200~1\n2\n3\x1b[201~")
    assert done.draft.choices == ()


def test_the_first_question_has_none_before_it() -> None:
    assert "This is the first question." in turn("b").said


def test_the_list_of_questions_leads_to_any_and_says_what_stands() -> None:
    done = turn("2", "s", "g", "9", "1")
    assert "1. About garden-1-1. Your answer: 2. Started." in done.said
    assert "2. About garden-1-2. Left blank." in done.said
    assert "3. About garden-2-1. No answer yet." in done.said
    assert "There is no 9 here. Please type one of the numbers that were said" in done.said
    assert done.draft.at == 0


def test_the_list_is_left_with_enter_alone() -> None:
    assert turn("2", "g", "").draft.at == 1
    found = turn("2", "g", "/GARDEN-2", "")
    assert "2 questions\n3. About garden-2-1." in found.said.text
    assert found.draft.at == 1


def test_a_note_is_kept_as_it_was_written_with_its_readers() -> None:
    note = turn("c", "We ate together.", "And [sang] é🌻.", "", "1").draft.notes[0]
    assert (note.text, note.sharing) == ("We ate together.\nAnd [sang] é🌻.", "room")


def test_enter_gives_a_note_to_the_fewest_readers() -> None:
    assert turn("c", "A thing.", "", "").draft.notes[0].sharing == "facilitator"


def test_a_note_that_is_broken_off_is_kept_for_the_fewest_readers() -> None:
    note = turn("c", "Half a thing").draft.notes[0]
    assert (note.text, note.sharing) == ("Half a thing", "facilitator")


def test_a_note_can_be_replaced_left_and_taken_off() -> None:
    assert turn("c", "One", "", "1", "c", "Two", "", "").draft.notes[0].text == "Two"
    left = turn("c", "One", "", "1", "c", "").draft.notes[0]
    assert (left.text, left.sharing) == ("One", "room")
    off = turn("c", "One", "", "1", "c", "-")
    assert off.draft.notes == ()
    assert "The note is removed." in off.said


def test_letters_are_only_letters_in_a_note() -> None:
    assert turn("c", "q", "b", "s", "", "").draft.notes[0].text == "q\nb\ns"


def test_the_wording_changes_the_question_and_no_answer() -> None:
    done = turn("1", "w", "w", "w")
    assert "Part 1 (easier). Question 2 of 4." in done.said
    assert done.draft.wording == EASIER
    assert len(done.draft.choices) == 1


def test_the_easier_wording_can_be_chosen_at_the_start() -> None:
    done = turn("1", begin=("", "1", "2", "2", "2", ""))
    assert done.draft.wording == EASIER
    assert "I don't know." in done.said
    assert "Saved: 1. Not yet (easier)." in done.said


def test_help_says_every_key_the_two_words_and_whom_to_tell() -> None:
    done = turn("h")
    for words in ("b goes back", "g lists", "c writes a note", "w says it", ". clears", "lantern river", "garden desk"):
        assert words in done.said


def test_a_full_stop_clears_the_screen_until_the_person_is_alone() -> None:
    done = turn("3", ".")
    assert done.said.on_screen.strip() == "Stopped. Everything that was shown as saved is saved."
    assert "Is it only you?" in done.said
    assert "Question 2 of 4." in turn(".", "", "3").said


def test_hints_are_said_once_and_the_position_once_an_item() -> None:
    done = turn("1", "2", "h", "9")
    assert done.said.text.count("Type h for the other keys") == 1
    assert done.said.text.count("Question 2 of 4.") == 1
    assert done.said.text.count("It is not part of what we do.") == 3  # to try, at the first question, and asked for


def test_the_answer_to_try_is_never_kept() -> None:
    done = turn()
    assert "First, one to try. We do not keep this answer." in done.said
    assert done.draft.choices == ()


def test_the_end_says_what_is_blank_and_leads_there_and_back() -> None:
    done = turn("1", "s", "3", "s", "g", "", "g", "2", "n", "", "", "q")
    assert "2 left blank. That is fine. Press g to see them, or Enter to finish." in done.said
    assert "1 left blank. That is fine." in done.said
    assert done.answers == ["not-yet", "not-sure", "some-places", LEFT_BLANK.code]


def test_the_end_can_be_gone_back_from() -> None:
    assert turn("1", "2", "3", "4", "b", "1", "", "", "q").answers[-1] == "not-yet"


def test_between_two_banks_the_new_answers_are_said_and_tried() -> None:
    asked = (AskedBank("garden", "short", "0" * 12), AskedBank("kitchen", "short", "1" * 12))
    reflection = a_round(banks=asked)
    services, workspace = some_services(reflection, bank(), bank("kitchen", levels=("never", "sometimes", "always")))
    said = answering(services, reflection, *BEGIN, "1", "2", "3", "3", "4", "2", "", "", "q")
    assert "The next questions have different answers. The kitchen questions." in said
    assert said.text.count("First, one to try.") == 2
    (finished,) = workspace.finished.values()
    assert [one.answer for one in finished.response.answers] == ["not-yet", "started", "always", "sometimes"]


def test_an_answer_that_cannot_be_kept_is_never_said_to_be_and_can_be_tried_again() -> None:
    services, workspace = some_services()
    failing = _FailingAt(workspace, at=3)
    said = answering(failing.services(services), a_round(), *BEGIN, "1", "3", "", "2")
    assert "The disk is full. Make room, then try again." in said
    assert said.text.index("The disk is full.") < said.text.index("Saved: 3.")
    (draft,) = workspace.unfinished.values()
    assert [choice for _, choice in draft.choices] == ["not-yet", "some-places", "started"]


def test_giving_up_on_an_answer_that_cannot_be_kept_leaves_the_question() -> None:
    services, workspace = some_services()
    said = answering(_FailingAt(workspace, at=2).services(services), a_round(), *BEGIN, "3", "b")
    assert "Kept:" not in said
    assert said.text.count("Question 1 of 4.") == 2


def test_help_with_answering_is_counted_for_the_round_alone() -> None:
    done = turn(begin=("", "3", "", "2", "1", "2", ""))
    assert done.workspace.helped == [(a_round().id, "paid")]
    assert "Thank you for helping." in done.said


def test_nothing_is_kept_of_somebody_who_leaves_before_the_first_question() -> None:
    for lines in (
        ("q",),
        ("", "q", "q"),
        ("", "3", "", "q", "q"),
        ("", "1", "2", "q", "q"),
        ("", "1", "2", "", "q", "q"),
    ):
        services, workspace = some_services()
        assert answering(services, a_round(), *lines).code == 0
        assert workspace.kept == 0


def test_the_welcome_says_where_answers_are_kept() -> None:
    services, _ = some_services(place=Place("/mnt/team", shared=True))
    assert "in a folder that may be shared with others" in answering(services, a_round())


@pytest.mark.parametrize("count", range(len(BEGIN) + 6))
def test_stopping_at_any_moment_ends_with_130_and_an_empty_screen(count: int) -> None:
    lines = (*BEGIN, "3", "c", "Half", "", "", "2")[:count]
    for stop in (KeyboardInterrupt, EOFError):
        services, workspace = some_services()
        said = answering(services, a_round(), *lines, stop=stop)
        assert said.code == 130
        assert "Traceback" not in said
        if count:
            assert said.on_screen.strip() == "Stopped. Everything that was shown as saved is saved."
        answers = [choice for draft in workspace.unfinished.values() for _, choice in draft.choices]
        assert len(answers) == said.text.count("Saved:")


def test_a_screen_that_nobody_touches_rests_and_the_answers_come_back_with_the_words() -> None:
    services, workspace = some_services()
    keys = entered(*BEGIN, "3")
    count = _Starts()
    typed(keys, lambda terminal: _answer(services, terminal), timer=count)
    services, workspace = some_services()
    said = typed(keys, lambda terminal: _answer(services, terminal), timer=CountedTimer(up_at=count.started - 1))
    assert said.on_screen.strip().startswith("This screen is resting. Everything is saved.")
    assert "Ready for the next person." in said.on_screen
    (draft,) = workspace.unfinished.values()
    assert len(draft.choices) == 1
    words = _words(said)
    back = answering(services, a_round(), "w", words, "1", "", "4")
    assert "Question 2 of 4." in back
    assert len(workspace.unfinished[draft.response].choices) == 2


def test_a_response_begun_in_the_other_face_goes_on_here() -> None:
    services, workspace = some_services()
    reflection = a_round()
    mark = workspace.words_mark(reflection.id, "calm otter")
    begun = Draft(
        "kother",
        reflection.id,
        "staff",
        wording=STANDARD,
        choices=((("garden", "garden-1-1"), "everywhere"),),
        at=1,
        reached=1,
        words=mark,
    )
    workspace.save_draft(begun)
    said = answering(services, reflection, "w", "calm  Otter", "1", "", "2", "3", "n", "", "", "q")
    assert said.code == 0
    finished = workspace.finished["kother"].response
    assert [one.answer for one in finished.answers] == ["everywhere", "started", "some-places", "not-sure"]
    assert finished.perspective == "staff"


class _Starts(CountedTimer):
    def __init__(self) -> None:
        super().__init__(up_at=0)


class _FailingAt:
    """A workspace whose n-th save finds the disk full, once."""

    def __init__(self, workspace: TemporaryWorkspace, at: int) -> None:
        self._workspace = workspace
        self._left = at

    def __getattr__(self, name: str) -> object:
        return getattr(self._workspace, name)

    def save_draft(self, draft: Draft) -> Draft:
        self._left -= 1
        if self._left == 0:
            raise NotSaved("The disk is full.", "Make room, then try again.")
        return self._workspace.save_draft(draft)

    def services(self, services: Services) -> Services:
        return with_other(services, workspace=self)


def _answer(services: Services, terminal: object) -> int:
    from coreflect.plain.app import run_answer

    return run_answer(services, a_round(), terminal)  # type: ignore[arg-type]


def _words(said: Said) -> str:
    return said.text.split("Your two words are: ")[1].split("\n")[0]
