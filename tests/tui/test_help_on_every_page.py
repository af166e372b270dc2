"""Every page has a help that says what it is and what its keys do, in short plain words that are true."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from importlib import import_module

import pytest
from textual.binding import Binding
from textual.screen import Screen

import coreflect.tui
from coreflect.tui.cards import Card
from coreflect.tui.frame import ClosesOnce, Framed
from coreflect.tui.help import KEYS, help_on, named, texts
from coreflect.tui.pages import ListsQuestions, Page, RoomPage
from coreflect.tui.paper.keying import CODE_KEY, NOTE_KEY
from tests.support.builders.searching import in_ci
from tests.support.readers.goldens import Golden
from tests.support.screens.every_screen import opened
from tests.support.screens.home_services import until
from tests.support.screens.shown import shown

HELP = texts().pages
OF_ANOTHER = {"Tab", "Enter", "Letters", "↑", "↓", "Any key", "Backspace", "←", "→", "…", *"0123456789"}
"""Keys that the widgets of a page answer to, and not the page itself."""
OF_ITS_ROWS = {"KeyingPage": {NOTE_KEY, CODE_KEY}}
"""Letters that the rows of a page take, as they take those of the answers."""
LONGEST_SENTENCE = 32


BASES = {ClosesOnce, Framed, Page, RoomPage, ListsQuestions, Card}
"""What pages are made of; each page has a help of its own."""


def screen_classes() -> Iterator[type[Screen[object]]]:
    for module in pkgutil.walk_packages(coreflect.tui.__path__, "coreflect.tui."):
        for each in vars(import_module(module.name)).values():
            if (
                isinstance(each, type)
                and issubclass(each, Screen)
                and each.__module__ == module.name
                and each not in BASES
            ):
                yield each


CLASSES = sorted(set(screen_classes()), key=lambda each: each.__name__)


def bound(kind: type[Screen[object]]) -> set[str]:
    """Every key that a page answers to by itself."""
    found: set[str] = set()
    for each in kind.__mro__:
        for binding in getattr(each, "BINDINGS", ()):
            keys = binding.key if isinstance(binding, Binding) else binding[0]
            found |= set(keys.split(","))
    return found


@pytest.mark.parametrize("kind", CLASSES)
def test_every_screen_has_a_help_of_its_own(kind: type[Screen[object]]) -> None:
    assert kind.__name__ in HELP


def test_every_help_is_that_of_a_screen() -> None:
    assert set(HELP) == {each.__name__ for each in CLASSES}


@pytest.mark.parametrize(
    "kind", [each for each in CLASSES if each.__name__ not in ("BlankPage", "AnsweringScreen", "SavingPage")]
)
def test_a_help_names_no_key_that_the_page_does_not_answer_to(kind: type[Screen[object]]) -> None:
    answered = bound(kind) | OF_ITS_ROWS.get(kind.__name__, set())
    for keys, _ in HELP[kind.__name__].keys:
        for key in named(keys):
            assert key in OF_ANOTHER or KEYS.get(key, key) in answered, f"{kind.__name__}: {key}"


@pytest.mark.parametrize("name", HELP)
def test_a_help_is_short_and_plain(name: str) -> None:
    text = HELP[name]
    for sentence in text.what.replace("?", ".").replace(":", ".").split(". "):
        assert len(sentence.split()) <= LONGEST_SENTENCE, sentence
    said = " ".join((text.title, text.what, *(what for _, what in text.keys))).casefold()
    for jargon in ("dialog", "modal", "cursor", "toggle", "submit", "invalid", "widget", "press any", "user"):
        assert jargon not in said


def test_a_page_without_a_help_has_that_of_what_it_is_a_kind_of() -> None:
    kind = type("Another", (CLASSES[[each.__name__ for each in CLASSES].index("ChoiceCard")],), {})
    assert help_on(kind) == HELP["ChoiceCard"]
    assert help_on(Screen) is None


@pytest.mark.parametrize(
    "screen", ["home", "round-card", "hand-over", *in_ci("reader", "finishing", "perspective", "leaving")]
)
async def test_the_question_mark_opens_the_help_of_the_page_and_esc_leads_back(screen: str) -> None:
    async with opened(screen) as at:
        kind, before = type(at.app.screen), shown(at.app)
        await at.press("question_mark")
        await until(at.pilot, f"Help · {HELP[kind.__name__].title}")
        await at.press("escape")
        assert shown(at.app) == before


@pytest.mark.parametrize("screen", ["note", *in_ci("set-up", "open-file", "home-said")])
async def test_f1_opens_the_help_also_where_letters_are_typed(screen: str) -> None:
    async with opened(screen) as at:
        kind = type(at.app.screen)
        await at.press("f1")
        await until(at.pilot, f"Help · {HELP[kind.__name__].title}")
        await at.press("escape")
        assert type(at.app.screen) is kind


async def test_a_question_mark_stays_a_letter_in_a_text_field() -> None:
    async with opened("note") as at:
        await at.press("question_mark", "h")
        await until(at.pilot, "?h")


async def test_a_hidden_page_stays_hidden_whatever_key_asks_for_help() -> None:
    async with opened("question") as at:
        await at.press("full_stop", "f1")
        seen = shown(at.app)
        assert "Is it only you?" in seen
        assert "Help" not in seen


async def test_a_help_says_that_nothing_can_be_broken_and_can_be_read_to_its_end() -> None:
    async with opened("page-help") as at:
        await at.press("pagedown", "pagedown")
        await until(at.pilot, texts().paragraphs[0])


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_help_of_the_first_page_looks_as_it_did(size: tuple[int, int], golden: Golden) -> None:
    async with opened("page-help", size=size) as at:
        golden(f"tui-help-home{'' if size == (80, 24) else '-120x40'}.txt", shown(at.app))
