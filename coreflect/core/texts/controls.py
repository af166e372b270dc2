"""The sentences by which either face is worked, on any page: what to press or to type, and what it does."""

from __future__ import annotations

from collections.abc import Sequence

from coreflect.core.names import shown
from coreflect.core.texts.words import counted, ended, listed

# The full screen: cards, colours and the palette

CLOSE = "Close"
ONE_MOMENT = "One moment …"
CHOOSE_ONE = "Choose one, then press Enter."

DID_NOT_WORK = "This did not work"
NOT_SAVED_YET = "Not saved yet: "
CLOSE_ANYWAY = "Enter tries again; q closes coreflect as it is."
LEAVE_IT_SO = "Press Esc again to leave it for now."
STANDS_HERE_AGAIN = "It is not saved yet. It will be here when you come back."

IS_IT_ONLY_YOU = "Is it only you?"
HOW_ON = "Any key brings your page back. The full stop keeps it hidden."

COLOURS_TITLE = "Colours"
COLOURS_HELP = "The arrows show each of them. Enter keeps the one you see, now and next time."

PALETTE = {
    "help": ("Help", "What this page is, and what the keys do here"),
    "colours": ("Colours", "Dark, light, or high contrast"),
    "quit": ("Leave", "Leave this page; everything that was shown as saved is saved"),
}
"""(name, what it does) of each entry of the palette, by the app's action."""


FIND_QUESTION = "Find a question"
SOME_WORDS = "some of its words"
TYPE_SOME_WORDS = "Some of its words:"
SLASH_FINDS = "Type / and a word to find a question."


def found(questions: int) -> str:
    """Say how many questions hold the words that were typed."""
    return counted(questions, "question") if questions else "No question has these words."


def no_such_key(key: str) -> str:
    """Say, once for each key that does nothing here, where to read which keys do something."""
    return f"{shown(key)} does nothing here. F1 says what the keys do."


def help_title(page: str) -> str:
    """Write the title over the help of a page."""
    return f"Help · {page}"


# Line by line: what to type, what Enter takes, and what fits nothing

WAIT_A_MOMENT = "One moment."
BACK = "Back"
TYPE_CHOICE = "Your choice:"
TYPE_ANSWER = "Your answer:"
TYPE_QUESTION = "Question:"
TYPE_NOTE = "Note:"
TYPE_CODE = "Code:"
TYPE_WORDS = "Your two words:"
PRESS_ENTER = "Press Enter:"
PRESS_ENTER_TO_GO_ON = "Press Enter to go on:"
PRESS_ENTER_TO_GO_BACK = "Press Enter to go back:"
PRESS_ENTER_TO_TRY_AGAIN = "Press Enter to try again, or type b and Enter to go back:"
GO_BACK_OR_LEAVE = "Type b alone to go back one, q alone to leave."
Q_LEAVES = "q. Leave."
WHICH_QUESTION = "Type the number of a question, then Enter. Enter alone goes back."
STOPPED = "Stopped. Everything that was shown as saved is saved."
LONGEST_ECHO = 20
_MANY = 3
"""From so many numbers on, the first and the last are said in place of all."""


def key_line(key: str, words: str) -> str:
    """Write a choice as it is listed: the key that is typed for it, and its words."""
    return f"{key}. {ended(words)}"


def enter_takes(key: str) -> str:
    """Say which choice Enter alone takes."""
    return f"Press Enter for {key}."


def enter_takes_words(now: str) -> str:
    """Say which words Enter alone takes."""
    return f"Press Enter to keep: {ended(now)}"


def enter_or_hyphen(now: str) -> str:
    """Say which words Enter alone takes, and what takes them off."""
    return f"{enter_takes_words(now)} A hyphen alone removes it."


def not_among(typed: str, keys: Sequence[str]) -> str:
    """Say what can be typed, where a typed line is none of these keys."""
    numbers = sorted((key for key in keys if key.isdecimal()), key=int)
    letters = [key for key in keys if not key.isdecimal()]
    few = listed(numbers, "or") if len(numbers) < _MANY else f"a number from {numbers[0]} to {numbers[-1]}"
    spoken = [few] if numbers else []
    spoken += [letters[0] if len(letters) == 1 else f"{', '.join(letters[:-1])} or {letters[-1]}"] if letters else []
    return f"{echoed(typed)}Please type {', or '.join(spoken)}, then Enter."


def not_a_number(typed: str, least: int, most: int, or_else: str = "") -> str:
    """Ask for a number between these, where something else was typed; `or_else` are the letters that work too."""
    return f"{echoed(typed)}Please type a number from {least} to {most:,}{or_else}, then Enter."


def none_of_them(typed: str) -> str:
    """Ask for one of the things that were said, where something else was typed."""
    return f"{echoed(typed)}Please type one of these, then Enter."


def echoed(typed: str) -> str:
    """Say again what was typed, as a short sentence, unless it was nothing or is too long to read out."""
    if not typed:
        return "Nothing was typed. "
    if len(typed) > LONGEST_ECHO or len(typed.split()) > 1:
        return "That is more than one key. "
    return f"There is no {shown(typed)} here. "
