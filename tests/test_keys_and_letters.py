"""One letter has one meaning wherever it is pressed or typed; this is the table of all of them."""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from inspect import getsource

from textual.binding import Binding
from textual.dom import DOMNode

import coreflect.plain
import coreflect.tui
from coreflect.core.texts import answering, meeting, results

MEANINGS = {
    "a": {"actions", "add", "add_action"},
    "b": {"back", "close", "leave"},
    "c": {"note"},
    "d": {"by_part", "switch"},
    "e": {"where_now"},
    "f": {"faults"},
    "g": {"jump", "blanks", "glance", "close"},
    "i": {"import_files"},
    "j": {"join", "stop_phones", "take_hands"},
    "k": {"code", "clock"},
    "l": {"look_back"},
    "m": {"more", "one_more"},
    "n": {"choose_offered('not-sure')", "set_up", "set_up_next", "next"},
    "o": {"open", "open_here", "another"},
    "p": {"prompt"},
    "q": {"leave"},
    "r": {"choose_offered('rather-not-say')"},
    "s": {"leave_blank", "hands"},
    "t": {"meeting", "choose_to_talk"},
    "u": {"take_back", "undo"},
    "v": {"read"},
    "w": {"words", "wording"},
    "x": {"choose_offered('not-applicable')"},
}
"""What each letter does: a note, back, the list of questions, other words … `n` and `s` are an answer and a blank at a
question, and in the room what comes next and a show of hands. `j` is phones. No page gives a letter two of these."""
OF_FILES = {"a": {"all"}, "g": {"go_on"}, "v": {"decide", "versions"}, "r": {"refused"}, "j": {"names"}}
OF_FILES |= {"y": {"answer(0)"}, "n": {"answer(1)"}}
"""On the pages where files are combined, which few people see."""
PLAIN = {"a", "b", "c", "d", "g", "h", "i", "k", "l", "m", "n", "o", "q", "r", "s", "t", "u", "v", "w", "x"}
"""The letters that the plain face takes: the same, and `h` says what can be typed."""


def bound() -> Iterator[tuple[str, str, str]]:
    """(page or widget, key, action) of every binding of ours."""
    for module in pkgutil.walk_packages(coreflect.tui.__path__, "coreflect.tui."):
        for each in vars(import_module(module.name)).values():
            if isinstance(each, type) and issubclass(each, DOMNode) and each.__module__ == module.name:
                for binding in each.__dict__.get("BINDINGS", ()):
                    if isinstance(binding, Binding):
                        yield from ((each.__module__, key, binding.action) for key in binding.key.split(","))


def test_every_letter_on_every_page_does_what_the_table_says() -> None:
    others = []
    for module, key, action in bound():
        of_files = OF_FILES.get(key, set()) if ".importing." in module else set()
        if len(key) == 1 and key.isalpha() and action not in MEANINGS.get(key, set()) | of_files:
            others.append((module, key, action))
    assert others == []


def test_a_digit_chooses_and_does_nothing_else() -> None:
    digits = {action for _, key, action in bound() if key.isdigit()}
    assert all(re.fullmatch(r"(choose|choose_digit|screen\.progress)\(.*\)", action) for action in digits)


def test_every_letter_of_the_plain_face_is_in_the_table() -> None:
    letters = set()
    for module in pkgutil.iter_modules(coreflect.plain.__path__, "coreflect.plain."):
        source = getsource(import_module(module.name))
        letters |= set(re.findall(r'Option\("([a-z])"', source)) | set(re.findall(r'typed == "([a-z])"', source))
    assert letters <= PLAIN


def test_the_sentences_that_name_letters_name_those_of_the_table() -> None:
    said = (answering.GATE_KEYS, meeting.RESULTS_KEYS, results.look_back_keys(3, can_open=True, can_follow=True))
    for sentence in said:
        letters = set(re.findall(r"\b([a-z])\b(?! (?:few|question|reflection))", sentence)) - {"a"}
        assert letters <= PLAIN
