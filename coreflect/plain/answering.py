"""One person goes through the questions: an answer is said to be kept only once it is on disk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from coreflect.core.answers import OFFERED
from coreflect.core.banks.bank import Scale
from coreflect.core.model import Reflection
from coreflect.core.reflections.responses import Finished, Question
from coreflect.core.reflections.walkthrough import Walkthrough
from coreflect.core.texts.answering import (
    CHOOSE_FIRST,
    NEW_LEVELS,
    PRACTICE_END,
    PRACTICE_START,
    before_finishing,
    code_before_finishing,
    may_take_code,
    stem,
)
from coreflect.plain import question_text as reading
from coreflect.plain.codes import ask_for_code
from coreflect.plain.notes import write_note
from coreflect.plain.prompts import Left, echoed, ended, not_among, press_enter, rest, until_saved
from coreflect.plain.terminal import Terminal
from coreflect.services.app import Services

Ending = Literal["finish", "leave"]


@dataclass(frozen=True, slots=True)
class Sitting:
    """One person at the laptop: the round, the words that this sitting knows, and finished answers being changed."""

    services: Services
    terminal: Terminal
    reflection: Reflection
    words: str = ""
    previous: Finished | None = None

    def keep(self, before: Walkthrough, after: Walkthrough) -> Walkthrough:
        """Keep the later walkthrough's answers; the earlier one where that cannot be done now."""
        if after.draft == before.draft:
            return after
        kept = until_saved(self.terminal, lambda: self.services.workspace.keep_draft(after.draft))
        return before if kept is None else after.kept(kept)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the loop stands: the walkthrough, whether it is at the end, and what this sitting has heard already."""

    walk: Walkthrough
    at_end: bool = False
    checking: bool = False
    heard: Scale | None = None
    to_say: bool = True
    ending: Ending | None = None


def answer(sitting: Sitting, walk: Walkthrough) -> tuple[Ending, Walkthrough]:
    """Ask from where the walkthrough stands until the person finishes or leaves.

    Returns how it ended and the walkthrough as it was kept last.
    """
    place = _Place(walk)
    while place.ending is None:
        place = _at_end(sitting, place) if place.at_end else _at_question(sitting, place)
    return place.ending, place.walk


def _at_question(sitting: Sitting, place: _Place) -> _Place:
    scale = place.walk.question.scale
    if place.heard not in (None, scale) and place.to_say:
        sitting.terminal.pause()
        sitting.terminal.say(NEW_LEVELS)
    if place.walk.introduction is not None:
        try:
            walk = introduce(sitting.terminal, sitting.reflection, place.walk)
        except Left:
            return replace(place, ending="leave")
        place = replace(place, walk=walk)
    if place.to_say:
        place = _say_question(sitting, place)
    return _done(sitting, place, understood(sitting.terminal.ask("Your answer:")))


def _say_question(sitting: Sitting, place: _Place) -> _Place:
    walk, terminal = place.walk, sitting.terminal
    terminal.pause()
    terminal.say(reading.position(walk), *reading.asked(sitting.reflection, walk.question, walk.wording))
    for level in reading.levels_of(walk.question, walk.wording):
        terminal.say(level, hang=3)
    if place.heard != walk.question.scale:
        for non_answer in reading.beside(walk.wording):
            terminal.say(non_answer, hang=3)
    else:
        terminal.say(reading.beside_shortly(walk.wording))
    if place.heard is None:
        terminal.say(reading.FIRST_HINT)
    terminal.say(*reading.standing(walk, sitting.reflection))
    return replace(place, heard=walk.question.scale, to_say=False)


def _done(sitting: Sitting, place: _Place, command: Command) -> _Place:
    walk, terminal = place.walk, sitting.terminal
    if isinstance(command, Level):
        after = walk.choose_level(command.number)
        if after is not None:
            return _chosen(sitting, place, after)
        command = Unknown(str(command.number))
    if isinstance(command, NonAnswer):
        return _chosen(sitting, place, walk.choose(command.code))
    if isinstance(command, Unknown):
        numbers = [str(number) for number in range(1, len(walk.question.scale.levels) + 1)]
        terminal.say(not_among(command.typed, [*numbers, "n", "x", "r", "s", "h for the other keys"]))
        return place
    return _KEYS[command](sitting, place)


def _chosen(sitting: Sitting, place: _Place, after: Walkthrough) -> _Place:
    if after.chosen is not None:
        said = reading.spoken_answer(after.question, after.chosen, after.wording)
        return _settled(sitting, place, after, f"Kept: {said}")
    kept = sitting.keep(place.walk, after)
    if kept is place.walk:
        return replace(place, to_say=True)
    sitting.terminal.say("Your answer is taken off.", CHOOSE_FIRST)
    return replace(place, walk=kept)


def _settled(sitting: Sitting, place: _Place, after: Walkthrough, said: str) -> _Place:
    """Keep what was chosen and the place to go on from in one save, then say so and go on."""
    at_end = place.checking or after.is_last
    kept = sitting.keep(place.walk, after if at_end else after.forward())
    if kept is place.walk:
        return replace(place, to_say=True)
    sitting.terminal.say(said)
    return replace(place, walk=kept, at_end=at_end, to_say=True)


def _moved(sitting: Sitting, place: _Place, after: Walkthrough) -> _Place:
    return replace(place, walk=sitting.keep(place.walk, after), to_say=True, at_end=False)


def _go_on(sitting: Sitting, place: _Place) -> _Place:
    if not place.walk.can_go_on:
        sitting.terminal.say(CHOOSE_FIRST)
        return place
    if place.checking or place.walk.is_last:
        return replace(place, at_end=True)
    return _moved(sitting, place, place.walk.forward())


def _blank(sitting: Sitting, place: _Place) -> _Place:
    return _settled(sitting, place, place.walk.leave_blank(), "Left blank.")


def _back(sitting: Sitting, place: _Place) -> _Place:
    if place.walk.at == 0:
        sitting.terminal.say("This is the first question.")
        return place
    return _moved(sitting, place, place.walk.back())


def _note(sitting: Sitting, place: _Place) -> _Place:
    walk = write_note(sitting.terminal, sitting.reflection, place.walk, sitting.keep, sitting.services.ids.record)
    sitting.terminal.pause()
    sitting.terminal.say("Back at the question.", ended(walk.question.item.text.say(walk.wording)))
    sitting.terminal.say(*reading.standing(walk, sitting.reflection))
    return replace(place, walk=walk)


def _again(_: Sitting, place: _Place) -> _Place:
    return replace(place, to_say=True)


def _wording(sitting: Sitting, place: _Place) -> _Place:
    if len(place.walk.wordings()) < 2:
        sitting.terminal.say("There is one way of saying these questions.")
        return place
    return _moved(sitting, place, place.walk.next_wording())


def _help(sitting: Sitting, place: _Place) -> _Place:
    for said in reading.help_lines(place.walk, sitting.reflection, sitting.words):
        sitting.terminal.say(said, hang=3)
    return place


def _rest(sitting: Sitting, place: _Place) -> _Place:
    rest(sitting.terminal)
    return replace(place, to_say=True)


def _leave(_: Sitting, place: _Place) -> _Place:
    return replace(place, ending="leave")


def _jump(sitting: Sitting, place: _Place) -> _Place:
    index = asked_for(sitting.terminal, place.walk, range(len(place.walk.asked)), "Enter stays here.")
    if index is None:
        return replace(place, to_say=True)
    return _moved(sitting, place, place.walk.jump(index))


def _at_end(sitting: Sitting, place: _Place) -> _Place:
    walk, terminal = place.walk, sitting.terminal
    terminal.pause()
    terminal.say("That was the last question." if not place.checking else "Back at the end.")
    terminal.say(before_finishing(len(walk.blanks)), "Type b to go back, q to leave.")
    offers_code = may_take_code(sitting.reflection, walk.draft.response)
    if offers_code:
        terminal.say(code_before_finishing(walk.wording, walk.draft.code, again=place.checking))
    place = replace(place, checking=True, at_end=True)
    while True:
        typed = terminal.ask("Your choice:")
        command = understood(typed)
        if command == "go on":
            return replace(place, ending="finish")
        if command == "leave":
            return replace(place, ending="leave")
        if command == "back":
            return replace(place, at_end=False, checking=False, to_say=True)
        if command == "rest":
            rest(terminal)
            return place
        if offers_code and typed.casefold().removesuffix(".") == "k":
            return replace(place, walk=ask_for_code(terminal, walk, sitting.keep, sitting.services.ids))
        if command == "jump":
            # With nothing left blank, g still leads to any question.
            indexes = walk.blanks or range(len(walk.asked))
            index = asked_for(terminal, walk, indexes, "Enter goes back to the end.")
            return place if index is None else _moved(sitting, place, walk.jump(index))
        terminal.say(f"Please press Enter to finish, or type g, {'k, ' if offers_code else ''}b or q, then Enter.")


_KEYS: dict[Key, Callable[[Sitting, _Place], _Place]] = {
    "go on": _go_on,
    "blank": _blank,
    "back": _back,
    "note": _note,
    "jump": _jump,
    "wording": _wording,
    "again": _again,
    "help": _help,
    "rest": _rest,
    "leave": _leave,
}


Key = Literal["back", "blank", "note", "jump", "wording", "again", "help", "rest", "leave", "go on"]

_COMMANDS: dict[str, Key] = {
    "": "go on",
    "s": "blank",
    "b": "back",
    "c": "note",
    "g": "jump",
    "w": "wording",
    "a": "again",
    "h": "help",
    "?": "help",
    ".": "rest",
    "q": "leave",
}
_OFFERED = {each.key: each.code for each in OFFERED}


@dataclass(frozen=True, slots=True)
class Level:
    """The number of a level, counted from 1; it may be one that the scale does not have."""

    number: int


@dataclass(frozen=True, slots=True)
class NonAnswer:
    """The code of a non-answer that is offered."""

    code: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """A line that means nothing here."""

    typed: str


Command = Level | NonAnswer | Unknown | Key


def understood(typed: str) -> Command:
    """What a typed line means at a question; case, blanks around it and a stop after it do not matter."""
    text = typed.strip().casefold()
    text = text.removesuffix(".") or text
    if text in _COMMANDS:
        return _COMMANDS[text]
    if text in _OFFERED:
        return NonAnswer(_OFFERED[text])
    if text.isascii() and text.isdecimal() and len(text) <= 3:
        return Level(int(text))
    return Unknown(typed.strip())


def introduce(terminal: Terminal, reflection: Reflection, walk: Walkthrough) -> Walkthrough:
    """Introduce the bank of this question; the one to try comes only while none of the bank is answered.

    Raises:
        Left: the person wants to leave.
    """
    bank, wording = walk.question.bank, walk.wording
    terminal.pause()
    terminal.say(ended(bank.title.say(wording)), " ".join(bank.intro.say(wording).split()))
    begun = any(question.bank.id == bank.id and walk.draft.choice(question.key) for question in walk.asked)
    if begun:
        press_enter(terminal)
    else:
        practise(terminal, reflection, walk.question, wording)
    return walk.introduce()


def practise(terminal: Terminal, reflection: Reflection, question: Question, wording: str) -> None:
    """Ask the question to try, with the levels of this question; nothing of it is kept.

    Raises:
        Left: the person wants to leave.
    """

    def say_it() -> None:
        terminal.pause()
        terminal.say(
            PRACTICE_START,
            ended(stem(question.bank.stem.say(wording), reflection.period)),
            ended(question.bank.practice.say(wording)),
        )
        for said in (*reading.levels(question.scale, wording), *reading.beside(wording)):
            terminal.say(said, hang=3)
        terminal.say("Type a number or a letter, then Enter.")

    numbers = [str(number) for number in range(1, len(question.scale.levels) + 1)]
    say_it()
    while True:
        typed = terminal.ask("Your answer:")
        command = understood(typed)
        if isinstance(command, Level) and str(command.number) in numbers:
            tried = question.scale.levels[command.number - 1].id
            terminal.say(f"You chose {reading.spoken_answer(question, tried, wording)}")
            break
        if isinstance(command, NonAnswer):
            terminal.say(f"You chose: {reading.spoken_answer(question, command.code, wording)}")
            break
        if command == "blank":
            terminal.say("Left blank.")
            break
        if command == "leave":
            raise Left
        if command == "go on":
            terminal.say(CHOOSE_FIRST)
        elif command == "rest":
            rest(terminal)
            say_it()
        elif command == "help":
            say_it()
        elif isinstance(command, (Level, Unknown)):
            terminal.say(not_among(typed, [*numbers, "n", "x", "r", "s"]))
        else:
            terminal.say("That key works at the questions themselves. Here, only try an answer.")
    terminal.say(PRACTICE_END)


def asked_for(terminal: Terminal, walk: Walkthrough, indexes: Sequence[int], enter: str) -> int | None:
    """The index of the question that the person wants to go to, out of these; None where they stay.

    Takes what is said of Enter alone.
    """

    def say_them() -> None:
        terminal.pause()
        for said in reading.jump_list(walk, indexes):
            terminal.say(said, hang=3)
        terminal.say(f"Type the number of a question, then Enter. {enter}")

    say_them()
    while True:
        typed = terminal.ask("Question:")
        command = understood(typed)
        if isinstance(command, Level) and command.number - 1 in indexes:
            return command.number - 1
        if command in ("go on", "back", "leave"):
            return None
        if command == "rest":
            rest(terminal)
            say_them()
        else:
            terminal.say(f"{echoed(typed)}Please type one of the numbers that were said, then Enter.")
