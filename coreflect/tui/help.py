"""Shows the help of a page: what the page is and what each key does, in short plain words.

The texts stand in `help.toml`, by the name of the page's class, and are read when the first help is opened. Beside a
question, the help also says whom to tell where someone is not safe, where answers are kept, and how the question was
published.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from coreflect.core.answers import OFFERED
from coreflect.core.model import Reflection
from coreflect.core.reflections.responses import Place, Question
from coreflect.core.texts import answering as sentences
from coreflect.core.texts.controls import help_title
from coreflect.tui.frame import Framed, Key
from coreflect.tui.pages import Page
from coreflect.tui.widgets.text import Hanging, safe

Keys = tuple[tuple[str, str], ...]
"""(key as it stands on the keyboard, what it does)"""


@dataclass(frozen=True, slots=True)
class HelpText:
    """The help of one page: its name, what it is, and what its keys do."""

    title: str
    what: str
    keys: Keys


@dataclass(frozen=True, slots=True)
class HelpTexts:
    """The help of every page by the name of its class, and the keys and paragraphs at the end of each."""

    pages: Mapping[str, HelpText]
    everywhere: Keys
    paragraphs: tuple[str, ...]


@cache
def texts() -> HelpTexts:
    """Read the help texts, once."""
    tables = tomllib.loads((files("coreflect.tui") / "help.toml").read_text(encoding="utf-8"))
    lines, everywhere = tables.pop("lines"), tables.pop("everywhere")

    def keys(listed: Iterable[str | Sequence[str]]) -> Keys:
        return tuple((key, what) for key, what in (lines[line] if isinstance(line, str) else line for line in listed))

    pages = {
        name: HelpText(table["title"], _unwrapped(table["what"]), keys(table.get("keys", ())))
        for name, table in tables.items()
    }
    return HelpTexts(pages, keys(everywhere["keys"]), tuple(map(_unwrapped, everywhere["paragraphs"])))


KEYS = {
    "Enter": "enter",
    "Esc": "escape",
    "Space": "space",
    "←": "left",
    "→": "right",
    ".": "full_stop",
    "F2": "f2",
    "/": "slash",
    "F12": "f12",
    "Ctrl and s": "ctrl+s",
}
"""Keys as helps and footers name them, and as Textual does; a letter is named by itself."""


def named(keys: str) -> list[str]:
    """List the single keys that a line of a help names."""
    if keys in KEYS or keys == "Any key":
        return [keys]
    parts = keys.replace(" or ", ", ").split(", ")
    return [key for part in parts for key in ([part] if part in KEYS else part.split())]


def done_on(page: Framed[Any]) -> tuple[Key, ...]:
    """List all that can be done on a page by its own keys: what its footer says, then what its help says besides."""
    by_key = {key: binding.action for key, binding in page._bindings}
    done = {action.removeprefix("screen."): (key, what, action) for key, what, action in page.keys if key}
    said = {what for _, what, _ in done.values()}
    text = help_on(type(page))
    for keys, what in text.keys if text else ():
        key = named(keys)[0]
        action = by_key.get(KEYS.get(key, key), "")
        in_short = re.split("[;:]", what)[0]
        if action and not key.isdecimal() and action not in done and in_short not in said:
            done[action] = (key, in_short, f"screen.{action}")
    return tuple(done.values())


def help_on(kind: type) -> HelpText | None:
    """The help of a page, or of the page that it is a kind of; None where there is none."""
    pages = texts().pages
    return next((pages[base.__name__] for base in kind.__mro__ if base.__name__ in pages), None)


def _unwrapped(paragraph: str) -> str:
    return " ".join(paragraph.split())


class HelpPage(Page[None]):
    """The help of any page. Closing it leads back to the page as it was."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter,question_mark,f1,b", "close", show=False)]

    def __init__(self, help_text: HelpText) -> None:
        super().__init__()
        self._help = help_text

    @property
    def where(self) -> tuple[str, ...]:
        return (help_title(self._help.title),)

    @property
    def keys(self) -> tuple[Key, ...]:
        return ("Esc", "close", "screen.close"), ("↑ ↓", "read on", "screen.read_on"), ("?", "close", "screen.close")

    def compose_content(self) -> ComposeResult:
        with VerticalScroll(id="body"):
            if self._help.what:
                yield Static(safe(self._help.what), classes="paragraphs")
            if keys := self.listed_keys():
                yield Static(_table(keys), classes="paragraphs")
            for paragraph in self.more():
                yield Static(safe(paragraph), classes="paragraphs")
            yield Static(_table(texts().everywhere), classes="paragraphs")
            for paragraph in texts().paragraphs:
                yield Static(safe(paragraph), classes="paragraphs")

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()

    def listed_keys(self) -> Keys:
        """The keys of the page, in order."""
        return self._help.keys

    def more(self) -> Sequence[str]:
        """The paragraphs under the keys, before those of every help."""
        return ()

    def action_close(self) -> None:
        self.dismiss(None)

    def action_read_on(self) -> None:
        self.query_one(VerticalScroll).scroll_page_down(animate=False)


class QuestionHelpPage(HelpPage):
    """The help of the question page: the answers, whom to tell, where answers are kept, and how it was published."""

    def __init__(self, reflection: Reflection, question: Question, wording: str, place: Place) -> None:
        # What a question is stands on the page itself; whom to tell has to be in sight at once.
        super().__init__(replace(texts().pages["QuestionPage"], what=""))
        self._reflection = reflection
        self._question = question
        self._wording = wording
        self._place = place

    def listed_keys(self) -> Keys:
        first, *others = super().listed_keys()
        offered = ((answer.key, f"{answer.say(self._wording)}: {answer.help}") for answer in OFFERED)
        return (first, *offered, *others)

    def more(self) -> Sequence[str]:
        published = sentences.as_published(self._question, self._wording)
        return (
            sentences.whom_to_tell(self._reflection),
            sentences.kept_without_name(self._place),
            *((published,) if published else ()),
        )


def _table(lines: Keys) -> Hanging:
    width = max(len(key) for key, _ in lines)
    return Hanging(tuple((Content.styled(f"{key:<{width}}   ", "bold"), safe(what)) for key, what in lines))
