"""Lets the people in one room answer on their phones: opens the door, knows each phone by a token, and shuts it.

It knows no network: a server passes on what a phone sends. Whatever a phone gives is on the disk before a method
returns. A token opens one person's answers and nothing else; it and the two words are in memory alone, so that after
the program has ended a phone goes on with its two words. Methods may be called from any thread.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from hmac import compare_digest
from secrets import token_urlsafe
from threading import RLock
from time import monotonic
from typing import Literal

from coreflect.core.answers import HELPED
from coreflect.core.codes import read_code
from coreflect.core.errors import CoreflectError, Misuse
from coreflect.core.meeting.room import By, answers, group_of
from coreflect.core.model import Reflection
from coreflect.core.names import two_words
from coreflect.core.reflections.responses import Question
from coreflect.core.texts import phones as texts
from coreflect.core.texts.answering import NO_WORDS_LEFT
from coreflect.services.app import Services
from coreflect.services.given_answers import given, store_given
from coreflect.services.sitting import (
    MOST_DRAWS,
    DrawnWords,
    NewResponse,
    Sitting,
    draw_words,
    first_walkthrough,
    questions_to_answer,
    sitting_at,
)

CODE_LETTERS, KEY_LETTERS = 6, 16
MOST_PHONES = 100
MOST_OF_ONE = 3
"""On how many phones one person can go on at once; from one more on, the first of them has to come in again."""
MOST_WRONG_CODES = 100
MOST_WRONG_WORDS = 20
SECONDS_OPEN = 2 * 60 * 60
MARKING = 2
"""How many two words are marked at once: each takes a core, and 16 MB, which the thread that marks them keeps."""

Shut = Literal["", "revealed", "over"]
"""Why the door is shut: the answers were shown, or the meeting or the time is over. Empty while it is open."""


class NotLetIn(CoreflectError):
    """A code, two words or a token open nothing here."""


class DoorShut(CoreflectError):
    """No answer is taken any more; nothing was stored."""


@dataclass(frozen=True, slots=True)
class Phone:
    """What is known of one phone: whose answers it gives, once they have begun, and whether those were finished."""

    words: str = ""
    response: str = ""
    has_finished: bool = False

    @property
    def has_begun(self) -> bool:
        return bool(self.response)


class PhoneRoom:
    """The door of one reflection for phones.

    `code` is shown in the room and typed, `key` stands in the picture that a phone scans. A new one has others.
    """

    def __init__(self, services: Services, reflection: Reflection, seconds: Callable[[], float] = monotonic) -> None:
        """Takes services that no other thread uses, the reflection, and a clock that only goes forward.

        Raises:
            CoreflectError: the questions cannot be read, or the reflection takes no answers.
        """
        self.asked = questions_to_answer(services, reflection)
        self.code = services.ids.letters(CODE_LETTERS)
        self.key = services.ids.letters(KEY_LETTERS)
        self._services = services
        self._reflection = reflection
        self._seconds = seconds
        self._until = seconds() + SECONDS_OPEN
        self._lock = RLock()
        self._marking = ThreadPoolExecutor(MARKING, "two-words")
        self._drawing: dict[str, Future[DrawnWords]] = {}
        self._spare: list[Future[DrawnWords]] = []
        """What was drawn for phones that went before they began; the next phones take it."""
        self._phones: dict[str, Phone] = {}
        self._finished: dict[str, bool] = {}
        """Of each person who answers here, by their response, whether they have finished."""
        self._wrong: Counter[str] = Counter()
        self._hands: Question | None = None
        self._raised: dict[str, str] = {}

    @property
    def reflection(self) -> Reflection:
        return self._reflection

    @property
    def joined(self) -> int:
        """How many people have begun or gone on here."""
        return len(self._finished)

    @property
    def finished(self) -> int:
        """How many of them have finished."""
        return sum(self._finished.values())

    @property
    def shut(self) -> Shut:
        """Why the door is shut; empty while it is open."""
        with self._lock:
            if self._seconds() >= self._until:
                return "over"
            with suppress(CoreflectError):  # while the drive is away nothing is shut, and nothing can be saved
                self._reflection = self._services.workspace.round(self._reflection.id)
            return "revealed" if self._reflection.state == "revealed" else ""

    def check_open(self) -> None:
        """Check that answers are taken.

        Raises:
            DoorShut: they are not; the message says why.
        """
        if shut := self.shut:
            raise DoorShut(texts.LOOK_UP if shut == "revealed" else texts.IT_IS_OVER)

    def close(self) -> None:
        """Shut the door for good, because the meeting is over; every token is forgotten."""
        with self._lock:
            self._until = self._seconds()
            self._phones.clear()
            self._drawing.clear()
            self._spare.clear()
            self._marking.shutdown(wait=False, cancel_futures=True)
            self.stop_hands()

    # A phone at the door

    def let_in(self, code: str) -> str:
        """Let a phone in by the code or the key; returns its token. Nothing is stored before it begins.

        Raises:
            NotLetIn: it is neither, too many were wrong before, or too many phones are here.
            DoorShut: the door is shut.
        """
        with self._lock:
            self.check_open()
            self._check_code(code)
            token = self._new_token(Phone())
            drawing = self._spare.pop() if self._spare else self._draw(self._rounds())
            self._drawing[_hash(token)] = drawing  # while the person reads the first page
            return token

    def go_on(self, code: str, words: str) -> str:
        """Let the person in who has these two words, from whichever phone or laptop they began on; returns a token.

        Raises:
            NotLetIn: the code or the words open nothing here, too many were wrong before, or too many phones are here.
            DoorShut: the door is shut.
        """
        with self._lock:
            self.check_open()
            self._check_code(code)
            self._check_guesses()
            marking = self._marking.submit(self._services.workspace.words_mark, self._reflection.id, words)
        mark = marking.result()
        with self._lock:
            self.check_open()
            self._check_guesses()
            found = self._services.workspace.bearing_mark(self._reflection.id, mark)
            sitting = found and self._sitting(found.response)
            if sitting is None:
                self._wrong["words"] += 1
                raise NotLetIn(texts.NO_SUCH_WORDS)
            response = sitting.walkthrough.draft.response
            token = self._new_token(Phone(" ".join(two_words(words)), response))
            self._finished[response] = is_finished(sitting)
            return token

    def phone(self, token: str) -> Phone:
        """Return what is known of the phone with this token.

        Raises:
            NotLetIn: no phone here has it.
        """
        with self._lock:
            phone = self._phones.get(_hash(token))
            if phone is None:
                raise NotLetIn(texts.NOT_KNOWN_HERE)
            return replace(phone, has_finished=self._finished.get(phone.response, False))

    def forget(self, token: str) -> None:
        """Forget a phone, so that somebody else can answer on it; what it gave stays."""
        with self._lock:
            self._drop(_hash(token))

    # A person on a phone

    def begin(self, token: str, perspective: str, wording: str, helped: str = "") -> Phone:
        """Begin the answers of a new person, with two words; a phone that has begun is returned as it is.

        Raises:
            NotLetIn: no phone here has the token.
            DoorShut: the door is shut.
            Misuse: a value cannot be given.
            CoreflectError: it could not be saved; nothing is left of it.
        """
        for _ in range(MOST_DRAWS):
            with self._lock:
                if begun := self._begun(token):
                    return begun
                if helped and helped not in HELPED:
                    raise Misuse(texts.NOT_OFFERED)
                first = first_walkthrough(self._services, self._reflection, self.asked)
                walkthrough = given(self._services, first, {"perspective": perspective, "wording": wording})
                rounds = self._rounds()
                drawing = self._drawing.pop(_hash(token), None) or self._draw(rounds)
            drawn = drawing.result()
            with self._lock:
                if begun := self._begun(token):
                    return begun
                if rounds <= drawn.marks.keys() and not self._services.workspace.marks_are_taken(drawn.marks):
                    return self._begin(token, NewResponse(self._services, self._reflection, walkthrough, helped, drawn))
        raise CoreflectError(*NO_WORDS_LEFT)

    def _begun(self, token: str) -> Phone | None:
        """Return a phone that has begun; None where it may begin now."""
        phone = self.phone(token)
        self.check_open()
        return phone if phone.has_begun else None

    def _rounds(self) -> frozenset[str]:
        return frozenset({*self._services.workspace.rounds_begun(), self._reflection.id})

    def _draw(self, rounds: frozenset[str]) -> Future[DrawnWords]:
        return self._marking.submit(draw_words, self._services, rounds)

    def _begin(self, token: str, new: NewResponse) -> Phone:
        with new:
            sitting = new.begin()
        begun = Phone(sitting.words, sitting.walkthrough.draft.response)
        self._phones[_hash(token)] = begun
        self._finished[begun.response] = False
        return begun

    def sitting(self, token: str) -> Sitting:
        """Find where the person on this phone stands.

        Raises:
            NotLetIn: no phone here has the token, or it has not begun, or the answers were taken out.
            CoreflectError: it cannot be read.
        """
        with self._lock:
            phone = self.phone(token)
            sitting = self._sitting(phone.response) if phone.has_begun else None
            if sitting is None:
                self._has_gone(token, phone)
                raise NotLetIn(texts.NOT_KNOWN_HERE)
            return sitting

    def give(self, token: str, fields: Mapping[str, str]) -> Sitting:
        """Store what the person on this phone gave, as `store_given` takes it; returns where they stand.

        Raises:
            NotLetIn: as `sitting`.
            DoorShut: the door is shut.
            Misuse: a field is not known, or holds what cannot be given there.
            CoreflectError: it could not be saved.
        """
        with self._lock:
            sitting = self.sitting(token)
            self.check_open()
            store_given(self._services, sitting, fields)
            self._finished[self.phone(token).response] = is_finished(sitting)
            return sitting

    def finish(self, token: str, code: str = "", *, shown: str = "", new_code: bool = False) -> Sitting:
        """Let the answers of the person on this phone count; finished again without a change, they stay as they are.

        Takes the repeat code as it was typed, empty to remove it, and the one that was `shown` there before; or makes a
        new one. What was typed as it was shown changes nothing, and a page sent twice makes no second code.

        Raises:
            NotLetIn: as `sitting`.
            DoorShut: the door is shut.
            Misuse: the code was mistyped.
            CoreflectError: it could not be saved.
        """
        with self._lock:
            sitting = self.sitting(token)
            self.check_open()
            if sitting.may_take_code:
                typed = read_code(code) if code.strip() else ""
                if typed not in (shown, sitting.walkthrough.draft.code):
                    sitting.save_code(typed)
                elif new_code and sitting.walkthrough.draft.code == shown:
                    sitting.save_new_code()
            if not is_finished(sitting):
                sitting.finish()
            self._finished[self.phone(token).response] = True
            return sitting

    def take_out(self, token: str) -> tuple[str, ...]:
        """Take the answers of the person on this phone out for good; returns what to say about it.

        Raises:
            NotLetIn: as `sitting`.
            CoreflectError: it could not be saved.
        """
        with self._lock:
            says = self.sitting(token).take_out()
            self._has_gone(token, self.phone(token))
            return says

    # A show of hands

    @property
    def hands_asked(self) -> Question | None:
        """The question on which the room shows hands just now; None where it does not."""
        return self._hands

    def ask_for_hands(self, question: Question) -> None:
        """Ask every phone for a hand on a question."""
        with self._lock:
            self._hands, self._raised = question, {}

    def stop_hands(self) -> None:
        """End the show of hands; what the laptop has not taken from it is gone."""
        with self._lock:
            self._hands, self._raised = None, {}

    def raise_hand(self, token: str, item: str, answer: str) -> None:
        """Raise the hand of the person on this phone for an answer, in place of an earlier one.

        It is counted here, and stored when the laptop saves the show of hands.

        Raises:
            NotLetIn: no phone here has the token, or it has not begun.
            DoorShut: the room does not show hands on this item just now.
            Misuse: the question does not offer this answer.
        """
        with self._lock:
            phone = self.phone(token)
            if not phone.has_begun:
                raise NotLetIn(texts.NOT_KNOWN_HERE)
            if self._hands is None or self._hands.item.id != item:
                raise DoorShut(texts.HANDS_ARE_DOWN)
            if answer not in dict(answers(self._hands.scale)):
                raise Misuse(texts.NOT_OFFERED)
            self._raised[phone.response] = answer

    def raised(self, token: str) -> str:
        """The answer for which the hand of the person on this phone is up; empty where it is not."""
        return self._raised.get(self.phone(token).response, "")

    def hands(self, by: By) -> Counter[tuple[str, str]]:
        """Count the hands that are up, by (group, answer), each person's once."""
        with self._lock:
            counted: Counter[tuple[str, str]] = Counter()
            for response, answer in self._raised.items():
                sitting = None if by == "everyone" else self._sitting(response)
                counted[group_of(sitting.walkthrough.draft.perspective if sitting else "", by), answer] += 1
            return counted

    # The rest

    def _sitting(self, response: str) -> Sitting | None:
        return sitting_at(self._services, self._reflection, self.asked, response)

    def _has_gone(self, token: str, phone: Phone) -> None:
        """Forget a phone whose person's answers are not there, and the person with it."""
        self.forget(token)
        self._finished.pop(phone.response, None)
        self._raised.pop(phone.response, None)

    def _drop(self, known: str) -> None:
        """Forget the phone whose token has this hash; nobody has seen its two words, if it has not begun."""
        self._phones.pop(known, None)
        if drawing := self._drawing.pop(known, None):
            self._spare.append(drawing)

    def _new_token(self, phone: Phone) -> str:
        """Make a token. The person's oldest phone, or the one that has waited longest to begin, makes room.

        Raises:
            NotLetIn: all of them have begun.
        """
        own = [known for known, each in self._phones.items() if each.has_begun and each.response == phone.response]
        if len(own) >= MOST_OF_ONE:
            self._drop(own[0])
        if len(self._phones) >= MOST_PHONES:
            waiting = (known for known, each in self._phones.items() if not each.has_begun)
            oldest = next(waiting, None)
            if oldest is None:
                raise NotLetIn(texts.TOO_MANY_PHONES)
            self._drop(oldest)
        token = token_urlsafe()
        self._phones[_hash(token)] = phone
        return token

    def _check_guesses(self) -> None:
        if self._wrong["words"] >= MOST_WRONG_WORDS:
            raise NotLetIn(texts.GO_ON_AT_THE_LAPTOP)

    def _check_code(self, code: str) -> None:
        plain = "".join(filter(str.isalnum, unicodedata.normalize("NFKC", code[:40]).casefold()))
        if compare_digest(plain.encode(), self.key.encode()):
            return
        if self._wrong["code"] >= MOST_WRONG_CODES:
            raise NotLetIn(texts.TOO_MANY_CODES)
        if not compare_digest(plain.encode(), self.code.encode()):
            self._wrong["code"] += 1
            raise NotLetIn(texts.NO_SUCH_CODE)


def is_finished(sitting: Sitting) -> bool:
    """Whether all that a person gave counts: it was finished, and nothing was changed since."""
    return sitting.is_amending and not sitting.has_draft


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
