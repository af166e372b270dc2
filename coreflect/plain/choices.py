"""Every choice is asked the same way: numbered lines once, then one typed line; a sentence where it fits nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from coreflect.core.errors import CoreflectError
from coreflect.core.names import shown
from coreflect.core.sentences import IS_IT_ONLY_YOU
from coreflect.plain.terminal import Terminal

T = TypeVar("T")

LONGEST_ECHO = 20


class Left(Exception):
    """The person pressed q: they want to leave what they are in."""


class Back(Exception):
    """The person pressed b: they want the thing before this one once more."""


@dataclass(frozen=True, slots=True)
class Option(Generic[T]):
    """One choice: the key that is typed for it, the words, and what it stands for."""

    key: str
    words: str
    value: T


def numbered(choices: Sequence[tuple[T, str]]) -> tuple[Option[T], ...]:
    """Options with the keys 1, 2, 3 … of (value, words) pairs."""
    return tuple(Option(str(number), words, value) for number, (value, words) in enumerate(choices, start=1))


def ended(text: str) -> str:
    """The text with a full stop where it has no mark at its end, so that a voice stops there."""
    text = text.strip()
    return text if not text or text[-1] in ".?!:…”" else f"{text}."


def line(option: Option[T]) -> str:
    """An option as it is said."""
    return f"{option.key}. {ended(option.words)}"


def choose(
    terminal: Terminal,
    *introduction: str,
    options: Sequence[Option[T]],
    taken_by_enter: str = "",
    ask: str = "Your choice:",
    can_leave: bool = False,
    listed: bool = True,
) -> T:
    """Have one option chosen.

    Takes what is said before the options, the options, the key of the one that Enter alone takes (none where empty),
    whether q leaves, and whether the options are said at once; h says them always. A full stop alone clears the screen
    until Enter is pressed. Returns the value chosen.

    Raises:
        Left: q was typed and leaving is offered.
    """
    values = {option.key: option.value for option in options}
    keys = (*values, *(("q",) if can_leave and "q" not in values else ()))

    def say_it() -> None:
        terminal.pause()
        terminal.say(*introduction)
        for option in options:
            terminal.say(line(option), hang=3)
        if "q" in keys and "q" not in values:
            terminal.say("q. Leave.")
        if taken_by_enter:
            terminal.say(f"Enter takes {taken_by_enter}.")

    if listed:
        say_it()
    else:
        terminal.say(*introduction)
    while True:
        typed = terminal.ask(ask).casefold().removesuffix(")")
        typed = typed.removesuffix(".") or typed
        if typed == ".":
            rest(terminal)
            say_it()
        elif not typed and taken_by_enter:
            return values[taken_by_enter]
        elif typed in values:
            return values[typed]
        elif typed in ("q", "quit") and can_leave:
            raise Left
        elif typed in ("h", "?"):
            say_it()
        else:
            terminal.say(not_among(typed, keys))


def not_among(typed: str, keys: Sequence[str]) -> str:
    """What is said when a typed line is none of these keys."""
    numbers = sorted((key for key in keys if key.isdecimal()), key=int)
    letters = [key for key in keys if not key.isdecimal()]
    spoken = [f"a number from {numbers[0]} to {numbers[-1]}" if len(numbers) > 1 else numbers[0]] if numbers else []
    spoken += [letters[0] if len(letters) == 1 else f"{', '.join(letters[:-1])} or {letters[-1]}"] if letters else []
    return f"{echoed(typed)}Please type {', or '.join(spoken)}, then Enter."


def echoed(typed: str) -> str:
    """What was typed, as a short sentence; nothing where nothing was, or where it is too long to read out."""
    if not typed:
        return "Nothing was typed. "
    if len(typed) > LONGEST_ECHO or len(typed.split()) > 1:
        return "That is more than one key. "
    return f"There is no {shown(typed)} here. "


def press_enter(terminal: Terminal, why: str = "Press Enter to go on:") -> None:
    """Wait for Enter; a full stop clears the screen first, whatever else is typed is let go."""
    if terminal.ask(why) == ".":
        rest(terminal)


def rest(terminal: Terminal) -> None:
    """Clear the screen, and wait until the person is alone with it again."""
    terminal.clear()
    terminal.say(IS_IT_ONLY_YOU)
    terminal.ask("Press Enter to go on:")
    terminal.clear()


def until_kept(terminal: Terminal, keep: Callable[[], T]) -> T | None:
    """Do what keeps something; where it fails, say why and let the person try again.

    Returns what `keep` returns, or None where the person gave up; what was kept before still stands.
    """
    while True:
        try:
            return keep()
        except CoreflectError as error:
            terminal.say(str(error))
        if terminal.ask("Press Enter to try again, or type b and Enter to go back:").casefold() == "b":
            return None


def trying(terminal: Terminal, step: Callable[[], object]) -> None:
    """Do something; where it cannot be done, say why in its one sentence and go on."""
    try:
        step()
    except Left:
        return
    except CoreflectError as error:
        terminal.pause()
        terminal.say(str(error))
