"""Asks one person the questions, line by line; it says that an answer is kept once it is on disk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from coreflect.core.answers import OFFERED
from coreflect.core.banks.bank import Scale
from coreflect.core.model import Reflection
from coreflect.core.reflections.responses import Question
from coreflect.core.reflections.walkthrough import Walkthrough
from coreflect.core.texts import answering as sentences
from coreflect.core.texts import controls, question_aloud
from coreflect.core.texts.controls import echoed, not_among
from coreflect.core.texts.words import ended, with_period
from coreflect.core.typed_keys import meant
from coreflect.plain.notes import ask_for_code, write_note
from coreflect.plain.prompts import Left, press_enter, rest, say_found, until_saved
from coreflect.plain.terminal import Terminal
from coreflect.services.sitting import Sitting

Ending = Literal["finish", "leave"]


@dataclass(frozen=True, slots=True)
class _Place:
    """The state of the loop: whether at the end, what this person has heard already, and how it ended."""

    at_end: bool = False
    checking: bool = False
    heard: Scale | None = None
    about: str = ""
    to_say: bool = True
    ending: Ending | None = None


def answer(terminal: Terminal, sitting: Sitting) -> Ending:
    """Ask from where the sitting stands until the person finishes or leaves; returns how it ended."""
    place = _Place()
    while place.ending is None:
        place = _ask_at_end(terminal, sitting, place) if place.at_end else _ask_question(terminal, sitting, place)
    return place.ending


def introduce(terminal: Terminal, reflection: Reflection, walk: Walkthrough) -> Walkthrough:
    """Introduce the bank of this question; the question to try comes only if none of the bank is answered yet.

    Raises:
        Left: the person wants to leave.
    """
    bank, wording = walk.question.bank, walk.wording
    terminal.pause()
    terminal.say(ended(bank.title.say(wording)), " ".join(bank.intro.say(wording).split()))
    terminal.say(*filter(None, (sentences.quoted_from(bank, wording),)))
    begun = any(question.bank.id == bank.id and walk.draft.choice(question.key) for question in walk.asked)
    if begun:
        press_enter(terminal)
    else:
        practise(terminal, reflection, walk.question, wording)
    return walk.introduce()


def practise(terminal: Terminal, reflection: Reflection, question: Question, wording: str) -> None:
    """Ask the question to try, with the levels of this question; its answer is not saved.

    Raises:
        Left: the person wants to leave.
    """

    def say_question() -> None:
        terminal.pause()
        terminal.say(
            sentences.PRACTICE_START,
            ended(with_period(question.bank.stem.say(wording), reflection.period)),
            ended(question.bank.practice.say(wording)),
        )
        for line in (*question_aloud.levels(question.scale, wording), *question_aloud.other_answers(wording)):
            terminal.say(line, hang=3)
        terminal.say(sentences.TYPE_AN_ANSWER)

    numbers = _numbers(question)
    say_question()
    while True:
        typed = terminal.ask(controls.TYPE_ANSWER)
        command = understand(typed)
        if isinstance(command, Level) and str(command.number) in numbers:
            tried = question.scale.levels[command.number - 1].id
            terminal.say(question_aloud.you_chose(question, tried, wording))
            break
        if isinstance(command, NonAnswer):
            terminal.say(question_aloud.you_chose(question, command.code, wording))
            break
        if command == "blank":
            terminal.say(sentences.LEFT_BLANK_NOW)
            break
        if command == "leave":
            raise Left
        if command == "go on":
            terminal.say(sentences.CHOOSE_FIRST)
        elif command == "rest":
            rest(terminal)
            say_question()
        elif command == "help":
            say_question()
        elif isinstance(command, (Level, Unknown)):
            terminal.say(not_among(typed, [*numbers, "n", "x", "r", "s"]))
        else:
            terminal.say(sentences.ONLY_TRY)
    terminal.say(sentences.PRACTICE_END)


def _ask_question(terminal: Terminal, sitting: Sitting, place: _Place) -> _Place:
    walk = sitting.walkthrough
    if place.heard and not _is_heard(place, walk) and place.to_say:
        terminal.pause()
        terminal.say(sentences.NEW_LEVELS)
    if walk.introduction is not None:
        try:
            sitting.stand_at(introduce(terminal, sitting.reflection, walk))
        except Left:
            return replace(place, ending="leave")
    if place.to_say:
        place = _say_question(terminal, sitting, place)
    return _act_on(terminal, sitting, place, understand(terminal.ask(controls.TYPE_ANSWER)))


def _say_question(terminal: Terminal, sitting: Sitting, place: _Place) -> _Place:
    walk = sitting.walkthrough
    terminal.pause()
    about, *asked = question_aloud.asked(sitting.reflection, walk.question, walk.wording)
    terminal.say(question_aloud.position(walk), *(() if about == place.about else (about,)), *asked)
    for level in question_aloud.levels_of(walk.question, walk.wording):
        terminal.say(level, hang=3)
    if not _is_heard(place, walk):
        for non_answer in question_aloud.other_answers(walk.wording):
            terminal.say(non_answer, hang=3)
    else:
        terminal.say(question_aloud.other_answers_briefly(walk.wording))
    if place.heard is None:
        terminal.say(sentences.FIRST_HINT)
    terminal.say(*question_aloud.what_stands(walk, sitting.reflection))
    return replace(place, heard=walk.question.scale, about=about, to_say=False)


def _act_on(terminal: Terminal, sitting: Sitting, place: _Place, command: Command) -> _Place:
    walk = sitting.walkthrough
    if isinstance(command, Level):
        changed = walk.choose_level(command.number)
        if changed is not None:
            return _choose_answer(terminal, sitting, place, changed)
        command = Unknown(str(command.number))
    if isinstance(command, NonAnswer):
        return _choose_answer(terminal, sitting, place, walk.choose(command.code))
    if isinstance(command, Unknown):
        terminal.say(not_among(command.typed, [*_numbers(walk.question), "n", "x", "r", "s", sentences.H_FOR_OTHERS]))
        return place
    return _KEYS[command](terminal, sitting, place)


def _choose_answer(terminal: Terminal, sitting: Sitting, place: _Place, changed: Walkthrough) -> _Place:
    if changed.chosen is not None:
        text = question_aloud.spoken_answer(changed.question, changed.chosen, changed.wording)
        return _settle_question(terminal, sitting, place, changed, sentences.answer_kept(text))
    if not _save(terminal, sitting, changed):
        return replace(place, to_say=True)
    terminal.say(sentences.TAKEN_OFF, sentences.CHOOSE_FIRST)
    return place


def _settle_question(terminal: Terminal, sitting: Sitting, place: _Place, changed: Walkthrough, text: str) -> _Place:
    """Save an answer together with the place to go on from, then say so and go on."""
    at_end = place.checking or changed.is_last
    if not _save(terminal, sitting, changed if at_end else changed.forward()):
        return replace(place, to_say=True)
    terminal.say(text)
    return replace(place, at_end=at_end, to_say=True)


def _move_to(terminal: Terminal, sitting: Sitting, place: _Place, changed: Walkthrough) -> _Place:
    _save(terminal, sitting, changed)
    return replace(place, to_say=True, at_end=False)


def _save(terminal: Terminal, sitting: Sitting, changed: Walkthrough) -> bool:
    """Save a changed walkthrough; False if it cannot be saved now, and the person stays where they were."""
    if changed.draft == sitting.walkthrough.draft:
        return True
    return until_saved(terminal, lambda: sitting.save(changed)) is not None


def _go_on(terminal: Terminal, sitting: Sitting, place: _Place) -> _Place:
    walk = sitting.walkthrough
    if not walk.can_go_on:
        terminal.say(sentences.CHOOSE_FIRST)
        return place
    if place.checking or walk.is_last:
        return replace(place, at_end=True)
    return _move_to(terminal, sitting, place, walk.forward())


def _leave_blank(terminal: Terminal, sitting: Sitting, place: _Place) -> _Place:
    return _settle_question(terminal, sitting, place, sitting.walkthrough.leave_blank(), sentences.LEFT_BLANK_NOW)


def _go_back(terminal: Terminal, sitting: Sitting, place: _Place) -> _Place:
    if sitting.walkthrough.at == 0:
        terminal.say(sentences.FIRST_QUESTION)
        return place
    return _move_to(terminal, sitting, place, sitting.walkthrough.back())


def _write_note(terminal: Terminal, sitting: Sitting, place: _Place) -> _Place:
    write_note(terminal, sitting)
    walk = sitting.walkthrough
    terminal.pause()
    terminal.say(sentences.BACK_AT_QUESTION, ended(walk.question.item.text.say(walk.wording)))
    terminal.say(*question_aloud.what_stands(walk, sitting.reflection))
    return place


def _say_again(_: Terminal, __: Sitting, place: _Place) -> _Place:
    return replace(place, to_say=True)


def _change_wording(terminal: Terminal, sitting: Sitting, place: _Place) -> _Place:
    walk = sitting.walkthrough
    if len(walk.wordings()) < 2:
        terminal.say(sentences.ONE_WORDING)
        return place
    return _move_to(terminal, sitting, place, walk.next_wording())


def _say_help(terminal: Terminal, sitting: Sitting, place: _Place) -> _Place:
    for line in question_aloud.help_lines(sitting.walkthrough, sitting.reflection, sitting.words):
        terminal.say(line, hang=3)
    return place


def _rest(terminal: Terminal, _: Sitting, place: _Place) -> _Place:
    rest(terminal)
    return replace(place, to_say=True)


def _leave(_: Terminal, __: Sitting, place: _Place) -> _Place:
    return replace(place, ending="leave")


def _jump(terminal: Terminal, sitting: Sitting, place: _Place) -> _Place:
    walk = sitting.walkthrough
    index = ask_for_question(terminal, walk, range(len(walk.asked)), sentences.ENTER_STAYS)
    return replace(place, to_say=True) if index is None else _move_to(terminal, sitting, place, walk.jump(index))


def _ask_at_end(terminal: Terminal, sitting: Sitting, place: _Place) -> _Place:
    walk = sitting.walkthrough
    terminal.pause()
    terminal.say(sentences.BACK_AT_END if place.checking else sentences.LAST_QUESTION)
    terminal.say(sentences.before_finishing(len(walk.blanks)), sentences.END_KEYS)
    offers_code = sitting.may_take_code
    if offers_code:
        terminal.say(sentences.code_before_finishing(walk.wording, walk.draft.code, again=place.checking))
    place = replace(place, checking=True, at_end=True)
    while True:
        typed = terminal.ask(controls.TYPE_CHOICE)
        command = understand(typed)
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
            ask_for_code(terminal, sitting)
            return place
        if command == "jump":
            # With nothing left blank, g still leads to any question.
            indexes = walk.blanks or range(len(walk.asked))
            index = ask_for_question(terminal, walk, indexes, sentences.ENTER_TO_END)
            return place if index is None else _move_to(terminal, sitting, place, walk.jump(index))
        terminal.say(sentences.end_keys_again(offers_code=offers_code))


def ask_for_question(terminal: Terminal, walk: Walkthrough, indexes: Sequence[int], enter: str) -> int | None:
    """Ask for the question to go to, out of these; returns its index, or None if the person stays.

    `enter` is the sentence on what Enter alone does.
    """

    def say_questions() -> None:
        terminal.pause()
        for line in question_aloud.jump_list(walk, indexes):
            terminal.say(line, hang=3)
        terminal.say(f"{sentences.TYPE_A_NUMBER} {controls.SLASH_FINDS} {enter}")

    say_questions()
    while True:
        typed = terminal.ask(controls.TYPE_QUESTION)
        command = understand(typed)
        if isinstance(command, Level) and command.number - 1 in indexes:
            return command.number - 1
        if command in ("go on", "back", "leave"):
            return None
        if command == "rest":
            rest(terminal)
            say_questions()
        elif not say_found(terminal, typed, [(at + 1, walk.asked[at].item.text.say(walk.wording)) for at in indexes]):
            terminal.say(f"{echoed(typed)}{sentences.ONE_OF_THE_NUMBERS}")


def _is_heard(place: _Place, walk: Walkthrough) -> bool:
    """Whether these are the answers of the question before, in the same words."""
    return place.heard is not None and place.heard.said(walk.wording) == walk.question.scale.said(walk.wording)


def _numbers(question: Question) -> list[str]:
    return [str(number) for number in range(1, len(question.scale.levels) + 1)]


Key = Literal["back", "blank", "note", "jump", "wording", "again", "help", "rest", "leave", "go on"]

_KEYS: dict[Key, Callable[[Terminal, Sitting, _Place], _Place]] = {
    "go on": _go_on,
    "blank": _leave_blank,
    "back": _go_back,
    "note": _write_note,
    "jump": _jump,
    "wording": _change_wording,
    "again": _say_again,
    "help": _say_help,
    "rest": _rest,
    "leave": _leave,
}
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
_OFFERED = {non_answer.key: non_answer.code for non_answer in OFFERED}


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
    """A typed line without a meaning here."""

    typed: str


Command = Level | NonAnswer | Unknown | Key


_KEYS_AT_QUESTION = (*_COMMANDS, *_OFFERED, *"0123456789")


def understand(typed: str) -> Command:
    """Say what a typed line means at a question; case, blanks around it and a stop after it do not matter."""
    text = meant(typed.strip(), _KEYS_AT_QUESTION)
    text = text.removesuffix(".") or text
    if text in _COMMANDS:
        return _COMMANDS[text]
    if text in _OFFERED:
        return NonAnswer(_OFFERED[text])
    if text.isascii() and text.isdecimal() and len(text) <= 3:
        return Level(int(text))
    return Unknown(typed.strip())
