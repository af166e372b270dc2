"""Holds one person at the questions, for both faces: begins a response, saves, finishes and takes it out.

What a person does is saved before a face shows it as saved. What could not be saved is tried again and never dropped.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import NamedTuple, Self

from coreflect.core.codes import new_code
from coreflect.core.errors import CoreflectError, Misuse
from coreflect.core.model import Reflection, Sharing
from coreflect.core.names import two_words
from coreflect.core.reflections.responses import Draft, Finished, Question, Returning, finish, questions
from coreflect.core.reflections.walkthrough import Walkthrough
from coreflect.core.texts import answering as sentences
from coreflect.core.texts import home
from coreflect.core.texts.controls import NOT_SAVED_YET
from coreflect.core.texts.home import WORDS_NOT_FOUND
from coreflect.core.texts.meeting import if_changed
from coreflect.services.app import Services
from coreflect.workspace.ids import RETURN_WORDS

MOST_DRAWS = 20
"""With ten thousand people in a workspace, twenty draws are all taken less than once in 10^22 beginnings."""


def reflection_in_progress(services: Services) -> Reflection:
    """Find the one reflection that takes answers and was not shown yet.

    Raises:
        Misuse: there is none, or there are several; the message names them.
    """
    workspace = services.workspace
    running = [reflection for reflection in workspace.rounds() if reflection.state == "running"]
    in_progress = [reflection for reflection in running if not workspace.is_forgotten(reflection.id)]
    if not in_progress:
        raise Misuse(home.NONE_IN_PROGRESS, home.HOW_TO_BEGIN)
    if len(in_progress) > 1:
        raise Misuse(home.SEVERAL_IN_PROGRESS, home.answer_one_of(in_progress))
    return in_progress[0]


def reflection_for_next(services: Services, reflection: Reflection) -> Reflection:
    """Read a reflection again for the next person, since its answers may have been shown meanwhile.

    Where it cannot be read it is as it was, and whoever begins is told what is wrong.
    """
    try:
        return services.workspace.round(reflection.id)
    except CoreflectError:
        return reflection


def questions_to_answer(services: Services, reflection: Reflection) -> tuple[Question, ...]:
    """The questions of a reflection, for somebody who is about to answer them.

    Raises:
        CoreflectError: they cannot be read, or the answers of this reflection were taken out, so that nobody can begin.
    """
    if services.workspace.is_forgotten(reflection.id):
        raise Misuse(home.NO_NEW_ONES, home.WHAT_STAYS)
    return questions(reflection, services.workspace.banks(reflection.id))


class DrawnWords(NamedTuple):
    """Two words that were drawn for a new person, and their mark in each round in which somebody could bear it."""

    words: str
    marks: Mapping[str, str]


def draw_words(services: Services, rounds: Iterable[str]) -> DrawnWords:
    """Draw two words and mark them in these rounds, which is slow by intent; reads no file, so that nobody waits."""
    words = " ".join(services.ids.return_words())
    return DrawnWords(words, {round_id: services.workspace.words_mark(round_id, words) for round_id in rounds})


def unused_words(services: Services, reflection: Reflection) -> DrawnWords:
    """Draw two words for this reflection that nobody's answers in this workspace bear.

    Raises:
        CoreflectError: none were found.
    """
    for _ in range(MOST_DRAWS):
        drawn = draw_words(services, {*services.workspace.rounds_begun(), reflection.id})
        if not services.workspace.marks_are_taken(drawn.marks):
            return drawn
    raise CoreflectError(*sentences.NO_WORDS_LEFT)


class Sitting:
    """Where one person stands in the questions, and whether that is on disk.

    `words` are the person's two words, where this sitting knows them. `not_saved` is empty, or says why the last
    change is not on disk yet.
    """

    def __init__(
        self,
        services: Services,
        reflection: Reflection,
        walkthrough: Walkthrough,
        previous: Finished | None = None,
        words: str = "",
    ) -> None:
        """Takes the walkthrough to start from, and the finished answers that it amends, if there are any."""
        self.reflection = reflection
        self.walkthrough = walkthrough
        self.words = words
        self.not_saved = ""
        self._services = services
        self._previous = previous
        self._done: tuple[Draft, Finished] | None = None

    @property
    def is_saved(self) -> bool:
        return not self.not_saved

    @property
    def is_finished(self) -> bool:
        """Whether these very answers were finished in this sitting."""
        return self._done is not None and self._done[0] == self.walkthrough.draft.content

    @property
    def is_amending(self) -> bool:
        """Whether this person has finished answers, which stand until they are finished once more."""
        return self._previous is not None

    @property
    def has_draft(self) -> bool:
        """Whether this person has unfinished answers; not where finished ones are opened and nothing was changed."""
        draft = self.walkthrough.draft
        return draft.based_on is None or bool(draft.mark)

    @property
    def may_take_code(self) -> bool:
        """Whether this person is offered a code."""
        return not (self.reflection.is_private and if_changed(self.reflection, self.walkthrough.draft.response))

    def stand_at(self, walkthrough: Walkthrough) -> None:
        """Go there without saving it, for a screen that shows a question first and saves the place afterwards."""
        self.walkthrough = walkthrough

    def save(self, changed: Walkthrough | None = None) -> Walkthrough:
        """Save a changed walkthrough (or the present one) and stand there; returns it as it was saved.

        Raises:
            CoreflectError: it could not be saved; the person stands where they stood.
        """
        walkthrough = changed or self.walkthrough
        if self._done and self._done[0] == walkthrough.draft.content and not self._is_taken_out():
            self.walkthrough = walkthrough  # finished answers need no draft: a place alone is not worth one
        else:
            self.walkthrough = walkthrough.saved(self._services.workspace.save_draft(walkthrough.draft))
        self.not_saved = ""
        return self.walkthrough

    def stand_and_save(self, changed: Walkthrough) -> bool:
        """Stand at a changed walkthrough, saved or not; returns whether it is on disk, else `not_saved` says why."""
        self.walkthrough = changed
        try:
            self.save()
        except CoreflectError as error:
            self.not_saved = f"{NOT_SAVED_YET}{error}"
        return self.is_saved

    def save_again(self) -> bool:
        """Try once more to save what was not saved; returns whether all is on disk."""
        return self.is_saved or self.stand_and_save(self.walkthrough)

    def with_note(self, text: str, sharing: Sharing) -> Walkthrough:
        """The walkthrough with this note on the question in front of the person; without text the note is taken off."""
        return self.walkthrough.noted(text, sharing, self._services.ids.record())

    def save_code(self, code: str) -> Walkthrough:
        """Save this code, or (empty) that there is none; returns the walkthrough as it was saved.

        Raises:
            CoreflectError: it could not be saved; the one from before stands.
        """
        return self.save(self.walkthrough.coded(code))

    def save_new_code(self) -> Walkthrough:
        """Save a code that chance makes; returns the walkthrough as it was saved.

        Raises:
            CoreflectError: it could not be saved; the one from before stands.
        """
        return self.save_code(new_code(self._services.ids))

    def finish(self) -> Finished:
        """Let the answers count; returns them as they were saved.

        The same answers finished again are the same response: no further revision is saved.

        Raises:
            CoreflectError: it could not be saved.
        """
        at = self.walkthrough
        if self._done and self.is_finished and not self._is_taken_out():
            return self._done[1]
        if self.is_amending:
            _store_what_was_shown(self._services, self.reflection)
        draft = replace(at.draft, based_on=self._done[1].response) if self._done else at.draft
        finished = finish(draft, at.asked, self.reflection, self._previous, self._services.ids)
        self._services.workspace.finish(finished, draft)
        self._previous, self._done = finished, (at.draft.content, finished)
        return finished

    def _is_taken_out(self) -> bool:
        *_, withdrawn = self._services.workspace.people(self.reflection.id)
        return bool({self.walkthrough.draft.response, self.reflection.id} & withdrawn)

    def take_out(self) -> tuple[str, ...]:
        """Take the answers and notes back for ever; returns what to say about it.

        They are taken back on every screen, also where another one has finished them meanwhile.

        Raises:
            CoreflectError: it could not be saved.
        """
        response = self.walkthrough.draft.response
        _store_what_was_shown(self._services, self.reflection)
        return _withdraw(self._services, self.reflection.id, response)


def first_walkthrough(services: Services, reflection: Reflection, asked: tuple[Question, ...]) -> Walkthrough:
    """The walkthrough of a new person, with nothing chosen; nothing of it is saved until `NewResponse` begins."""
    return Walkthrough(asked, Draft(services.ids.record(), reflection.id, ""))


class NewResponse:
    """The response of one new person, until it has begun: two words, the first draft and the count of help.

    All of it is saved, or none. A new one is made for each person, and `begin` may be tried again: it saves what is not
    on disk yet, and nothing twice. Where it has not succeeded by the end of the `with`, nothing of it is left on disk.
    """

    def __init__(
        self,
        services: Services,
        reflection: Reflection,
        walkthrough: Walkthrough,
        helped: str = "",
        drawn: DrawnWords | None = None,
    ) -> None:
        """Takes the walkthrough to start from, and which help the person has, if any: `chosen` or `paid`.

        Two words that were drawn before are taken as they are; else they are drawn here.
        """
        self._services = services
        self._reflection = reflection
        self._walkthrough = walkthrough
        self._helped = helped
        self._drawn = drawn
        self._help_id = ""
        self._sitting: Sitting | None = None
        self._has_begun = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if not self._has_begun:
            self._clear()

    def begin(self) -> Sitting:
        """Save everything that belongs to a beginning.

        Raises:
            CoreflectError: not all of it could be saved.
        """
        workspace, reflection = self._services.workspace, self._reflection
        if self._sitting is None:
            words, marks = self._drawn or unused_words(self._services, reflection)
            draft = replace(self._walkthrough.draft, words=marks[reflection.id])
            self._sitting = Sitting(self._services, reflection, replace(self._walkthrough, draft=draft), words=words)
        # The draft first: a count of help without a response would be shown in the results.
        if not self._sitting.walkthrough.draft.mark:
            self._sitting.save()
        if self._helped:
            self._help_id = self._help_id or self._services.ids.record()
            workspace.save_helped(reflection.id, self._helped, self._help_id)
        self._has_begun = True
        return self._sitting

    def _clear(self) -> None:
        workspace = self._services.workspace
        with suppress(CoreflectError):
            if self._help_id:
                workspace.drop_helped(self._reflection.id, self._help_id)
        with suppress(CoreflectError):
            if self._sitting:
                workspace.drop_draft(self._sitting.walkthrough.draft)


def words_not_found(typed: str) -> str:
    """Say that two words open nothing here, and what to mend in them.

    That is told by the list of words alone, so that nobody learns which words somebody has.
    """
    from difflib import get_close_matches  # few people mistype

    words = two_words(typed)
    wrong = [(word, get_close_matches(word, RETURN_WORDS, 1)) for word in words if word not in RETURN_WORDS]
    says = [home.not_our_word(word, near[0] if near else "") for word, near in wrong[:2]]
    return " ".join((WORDS_NOT_FOUND, *says, *([home.ONE_WORD_ALONE] if len(words) == 1 else [])))


def find_answers(services: Services, words: str) -> Returning:
    """Find the answers that two words open, to take them out.

    Raises:
        CoreflectError: they open nothing here, or what they open cannot be read.
    """
    found = services.workspace.returning(words)
    if found is None:
        raise CoreflectError(words_not_found(words))
    return found


def take_out(services: Services, found: Returning) -> tuple[str, ...]:
    """Take answers and notes out for ever; returns what to say about it.

    Raises:
        CoreflectError: it could not be saved.
    """
    _store_what_was_shown(services, found.round)
    return _withdraw(services, found.round.id, found.response)


def sitting_of(services: Services, typed: str) -> Sitting | None:
    """The sitting of the person who has typed their two words; None where they open nothing here.

    Raises:
        CoreflectError: what they open cannot be read.
    """
    found = services.workspace.returning(typed)
    if found is None:
        return None
    asked = questions(found.round, services.workspace.banks(found.round.id))
    return _sitting(services, asked, found, " ".join(two_words(typed)))


def sitting_at(
    services: Services, reflection: Reflection, asked: tuple[Question, ...], response: str
) -> Sitting | None:
    """The sitting of the person whose response has this id, at these questions; None where their answers are gone.

    Raises:
        CoreflectError: their answers cannot be read.
    """
    found = services.workspace.answers_of(reflection.id, response)
    return found and _sitting(services, asked, found)


def _sitting(services: Services, asked: tuple[Question, ...], found: Returning, words: str = "") -> Sitting | None:
    draft = found.to_go_on
    return Sitting(services, found.round, Walkthrough(asked, draft), found.finished, words) if draft else None


def _withdraw(services: Services, round_id: str, response: str) -> tuple[str, ...]:
    from coreflect.services.output import sweep_exports  # answering loads this module

    held = services.workspace.withdraw(round_id, response)
    sweep_exports()
    return sentences.taken_out(held)


def _store_what_was_shown(services: Services, reflection: Reflection) -> None:
    from coreflect.services.shown_counts import store_before_change  # answering loads this module

    store_before_change(services.workspace, reflection.id)
