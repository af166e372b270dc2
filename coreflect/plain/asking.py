"""Words and numbers are asked for until they can be taken; b alone goes back one, q alone leaves."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from coreflect.core.errors import Misuse
from coreflect.core.responses import Question
from coreflect.plain.choices import Back, Left, echoed, ended, rest
from coreflect.plain.terminal import Terminal

GO_BACK_OR_LEAVE = "Type b alone to go back one, q alone to leave."
MOST = 9_999
LONGEST_NUMBER = 9
NOTHING = "-"


def ask_words(
    terminal: Terminal,
    ask: str,
    *said: str,
    now: str = "",
    check: Callable[[str], object] | None = None,
) -> str:
    """The words that were typed, in one line.

    Takes the message in front of the line, what is said before it, what Enter alone takes, and what raises Misuse where
    the words cannot be taken. A hyphen alone takes off what stands.

    Raises:
        Back: b was typed alone.
        Left: q was typed alone.
    """

    def say_it() -> None:
        terminal.pause()
        terminal.say(*said)
        if now:
            terminal.say(f"Enter takes: {ended(now)} A hyphen alone takes it off.")

    say_it()
    while True:
        typed = " ".join(terminal.ask(ask).split())
        if _is_handled(terminal, typed, say_it):
            continue
        words = "" if typed == NOTHING else typed or now
        try:
            if check:
                check(words)
        except Misuse as error:
            terminal.say(str(error))
        else:
            return words


def ask_number(terminal: Terminal, ask: str, *said: str, now: int | None = None, least: int = 0) -> int | None:
    """The number that was typed; what Enter alone takes is `now`, and None stands for no number.

    Raises:
        Back: b was typed alone.
        Left: q was typed alone.
    """

    def say_it() -> None:
        if said:
            terminal.pause()
            terminal.say(*said)

    say_it()
    while True:
        typed = terminal.ask(ask)
        if _is_handled(terminal, typed, say_it):
            continue
        if not typed:
            return now
        number = number_in(typed, least, MOST)
        if number is not None:
            return number
        terminal.say(f"{echoed(typed)}Please type a number from {least} to {MOST:,}, then Enter.")


def number_in(typed: str, least: int, most: int) -> int | None:
    """The number that was typed, where it lies between these; else None."""
    if not (typed.isascii() and typed.isdecimal() and len(typed) <= LONGEST_NUMBER):
        return None
    return int(typed) if least <= int(typed) <= most else None


def which_question(terminal: Terminal, asked: Sequence[Question], why: str) -> Question:
    """One of all questions, by its number; each section is named before its questions.

    Raises:
        Left: Enter, b or q was typed alone.
    """

    def say_it() -> None:
        terminal.pause()
        terminal.say(why)
        section = None
        for number, question in enumerate(asked, start=1):
            if question.section is not section:
                section = question.section
                terminal.say(ended(section.title.say()))
            terminal.say(f"{number}. {ended(question.item.text.say())}", hang=3)
        terminal.say("Type the number of a question, then Enter. Enter alone goes back.")

    say_it()
    while True:
        typed = terminal.ask("Question:").casefold()
        typed = typed.removesuffix(".") or typed
        if typed in ("", "b", "q"):
            raise Left
        if typed == ".":
            rest(terminal)
            say_it()
        elif typed in ("h", "?"):
            say_it()
        elif (number := number_in(typed, 1, len(asked))) is not None:
            return asked[number - 1]
        else:
            terminal.say(f"{echoed(typed)}Please type a number from 1 to {len(asked)}, then Enter.")


def _is_handled(terminal: Terminal, typed: str, say_it: Callable[[], None]) -> bool:
    """Whether the line was a key that works in front of every line; b and q raise what they mean."""
    if typed.casefold() == "b":
        raise Back
    if typed.casefold() == "q":
        raise Left
    if typed == ".":
        rest(terminal)
        say_it()
        return True
    return False
