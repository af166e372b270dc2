"""Asks for a choice, a text or a number: numbered lines once, then one typed line, in the same way everywhere.

If what was typed does not fit, a sentence says so and the prompt asks again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from coreflect.core.errors import CoreflectError, Misuse
from coreflect.core.names import holds_words
from coreflect.core.reflections.responses import Question
from coreflect.core.texts import controls as texts
from coreflect.core.texts.controls import IS_IT_ONLY_YOU
from coreflect.core.texts.words import ended
from coreflect.core.typed_keys import ascii_digits, meant
from coreflect.plain.terminal import Terminal

T = TypeVar("T")
ALWAYS = (".", "h", "?")
"""What can be typed at every choice: hide the screen, or hear the choices again."""


class Left(Exception):
    """The person typed q: they want to leave what they are in."""


class Back(Exception):
    """The person typed b: they want the thing before this one once more."""


@dataclass(frozen=True, slots=True)
class Option(Generic[T]):
    """A choice: the key that is typed for it, its words, and the value that it stands for."""

    key: str
    words: str
    value: T


def numbered(choices: Sequence[tuple[T, str]]) -> tuple[Option[T], ...]:
    """Make options with the keys 1, 2, 3 … from (value, words) pairs."""
    return tuple(Option(str(number), words, value) for number, (value, words) in enumerate(choices, start=1))


def line(option: Option[T]) -> str:
    """Write an option as it is shown."""
    return texts.key_line(option.key, option.words)


def choose(
    terminal: Terminal,
    *introduction: str,
    options: Sequence[Option[T]],
    taken_by_enter: str = "",
    ask: str = texts.TYPE_CHOICE,
    can_leave: bool = False,
    listed: bool = True,
) -> T:
    """Ask the person to choose one option.

    Takes what is shown before the options, the options, the key of the one that Enter alone takes (none where empty),
    whether q leaves, and whether the options are shown at once; h shows them always. A full stop alone clears the
    screen until Enter is pressed. Returns the value chosen.

    Raises:
        Left: q was typed and leaving is offered.
    """
    values = {option.key: option.value for option in options}
    keys = (*values, *(("q",) if can_leave and "q" not in values else ()))

    def show() -> None:
        terminal.pause()
        terminal.say(*introduction)
        for option in options:
            terminal.say(line(option), hang=3)
        if "q" in keys and "q" not in values:
            terminal.say(texts.Q_LEAVES)
        if taken_by_enter:
            terminal.say(texts.enter_takes(taken_by_enter))

    if listed:
        show()
    else:
        terminal.say(*introduction)
    while True:
        typed = terminal.ask_key(ask, (*keys, *ALWAYS)).removesuffix(")")
        typed = typed.removesuffix(".") or typed
        if typed == ".":
            rest(terminal)
            show()
        elif not typed and taken_by_enter:
            return values[taken_by_enter]
        elif typed in values:
            return values[typed]
        elif typed in ("q", "quit") and can_leave:
            raise Left
        elif typed in ("h", "?"):
            show()
        else:
            terminal.say(texts.not_among(typed, keys))


def press_enter(terminal: Terminal, why: str = texts.PRESS_ENTER_TO_GO_ON) -> None:
    """Wait for Enter; a full stop clears the screen first, and anything else that is typed is ignored."""
    if terminal.ask(why) == ".":
        rest(terminal)


def rest(terminal: Terminal) -> None:
    """Clear the screen, and wait until the person is alone with it again."""
    terminal.clear()
    terminal.say(IS_IT_ONLY_YOU)
    terminal.ask(texts.PRESS_ENTER_TO_GO_ON)
    terminal.clear()


def until_saved(terminal: Terminal, save: Callable[[], T]) -> T | None:
    """Save something; where that fails, show why and let the person try again.

    Returns what `save` returns, or None where the person gave up; what was saved before still stands.
    """
    while True:
        try:
            return save()
        except CoreflectError as error:
            terminal.say(str(error))
        if terminal.ask_key(texts.PRESS_ENTER_TO_TRY_AGAIN) == "b":
            return None


def trying(terminal: Terminal, step: Callable[[], object]) -> None:
    """Run a step; if it raises a fault, say it and go on."""
    try:
        step()
    except Left:
        return
    except CoreflectError as error:
        terminal.pause()
        terminal.say(str(error))


MOST = 9_999
LONGEST_NUMBER = 9
NOTHING = "-"


def ask_words(
    terminal: Terminal,
    ask: str,
    *introduction: str,
    now: str = "",
    check: Callable[[str], object] | None = None,
) -> str:
    """Ask for words, in one line, and return them.

    Takes the message in front of the line, what is shown before it, what Enter alone takes, and what raises Misuse
    where the words cannot be taken. A hyphen alone takes off what stands.

    Raises:
        Back: b was typed alone.
        Left: q was typed alone.
    """

    def show() -> None:
        terminal.pause()
        terminal.say(*introduction)
        if now:
            terminal.say(texts.enter_or_hyphen(now))

    show()
    while True:
        typed = " ".join(terminal.ask(ask).split())
        if _is_handled(terminal, typed, show):
            continue
        words = "" if typed == NOTHING else typed or now
        try:
            if check:
                check(words)
        except Misuse as error:
            terminal.say(str(error))
        else:
            return words


def ask_number(terminal: Terminal, ask: str, *introduction: str, now: int | None = None, least: int = 0) -> int | None:
    """Ask for a number and return it. Enter alone takes `now`; None stands for no number.

    Raises:
        Back: b was typed alone.
        Left: q was typed alone.
    """

    def show() -> None:
        if introduction:
            terminal.pause()
            terminal.say(*introduction)

    show()
    while True:
        typed = terminal.ask(ask)
        if _is_handled(terminal, typed, show):
            continue
        if not typed:
            return now
        number = number_in(typed, least, MOST)
        if number is not None:
            return number
        terminal.say(texts.not_a_number(typed, least, MOST))


def number_in(typed: str, least: int, most: int) -> int | None:
    """Read a number between these; None if the text is anything else."""
    typed = ascii_digits(typed)
    if not (typed.isascii() and typed.isdecimal() and len(typed) <= LONGEST_NUMBER):
        return None
    return int(typed) if least <= int(typed) <= most else None


def which_question(terminal: Terminal, asked: Sequence[Question], why: str) -> Question:
    """Ask for one of the questions by its number; each section is named before its questions.

    Raises:
        Left: Enter, b or q was typed alone.
    """

    def show() -> None:
        terminal.pause()
        terminal.say(why)
        section = None
        for number, question in enumerate(asked, start=1):
            if question.section is not section:
                section = question.section
                terminal.say(ended(section.title.say()))
            terminal.say(f"{number}. {ended(question.item.text.say())}", hang=3)
        terminal.say(f"{texts.WHICH_QUESTION} {texts.SLASH_FINDS}")

    show()
    while True:
        typed = terminal.ask_key(texts.TYPE_QUESTION)
        typed = typed.removesuffix(".") or typed
        if typed in ("", "b", "q"):
            raise Left
        if typed == ".":
            rest(terminal)
            show()
        elif typed in ("h", "?"):
            show()
        elif (number := number_in(typed, 1, len(asked))) is not None:
            return asked[number - 1]
        elif not say_found(terminal, typed, [(at, each.item.text.say()) for at, each in enumerate(asked, 1)]):
            terminal.say(texts.not_a_number(typed, 1, len(asked)))


def say_found(terminal: Terminal, typed: str, listed: Sequence[tuple[int, str]]) -> bool:
    """Say which questions hold the words after a slash, with their numbers; those are asked for where it stands alone.

    Takes the typed line, and (number, text) of each question in the list. Returns whether the line began with a slash.
    """
    if not typed.startswith("/"):
        return False
    words = typed[1:].strip() or terminal.ask(texts.TYPE_SOME_WORDS)
    if words:
        fits = [(number, text) for number, text in listed if holds_words(text, words)]
        terminal.say(texts.found(len(fits)))
        for number, text in fits:
            terminal.say(f"{number}. {ended(text)}", hang=3)
    return True


def _is_handled(terminal: Terminal, typed: str, show: Callable[[], None]) -> bool:
    """Handle the keys that work at every prompt, and return whether the line was one of them; b and q raise."""
    key = meant(typed, ("b", "q"))
    if key == "b":
        raise Back
    if key == "q":
        raise Left
    if typed == ".":
        rest(terminal)
        show()
        return True
    return False
