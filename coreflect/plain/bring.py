"""Files from other laptops are chosen by number or name and brought together; what came in last is taken back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from coreflect.core import bringing_sentences as sentences
from coreflect.core.bringing import Preview
from coreflect.core.ports import Desk
from coreflect.plain.asking import number_in
from coreflect.plain.bring_at_work import at_work
from coreflect.plain.bring_deciding import LINES_AT_ONCE, decide_and_bring, fate_lines, in_pages
from coreflect.plain.choices import Option, choose, numbered, rest, trying
from coreflect.plain.terminal import Terminal

TAKE_BACK = "take-back"
HOW_TO_CHOOSE = "Type the numbers of the files you want, such as 1 3 or 2-5."
_BETWEEN = re.compile(r"[\s,;]+")
_RANGE = re.compile(r"(\d{1,6})(?:-(\d{1,6}))?")


def bring_together(desk: Desk, terminal: Terminal) -> None:
    """Ask which files, or what else is to be done, until something was brought in or the person goes back."""
    shown = 0
    brought: list[Preview] = []
    while True:
        files = desk.bringing.nearby()
        _say_choice(desk, terminal, files, shown)
        typed = terminal.ask("Files:")
        key = typed.casefold().removesuffix(".") or typed
        if key in ("", "q", "b"):
            return
        if key == ".":
            rest(terminal)
        elif key == "m" and shown + LINES_AT_ONCE < len(files):
            shown += LINES_AT_ONCE
        elif key == "u":
            trying(terminal, lambda: take_back(desk, terminal))
        elif key == "v":
            trying(terminal, partial(_bring, desk, terminal, (), brought))
        elif key not in ("h", "?", "m"):
            before = len(brought)
            trying(terminal, partial(_bring, desk, terminal, files_meant(typed, files), brought))
            if len(brought) > before:
                return


def files_meant(typed: str, files: Sequence[str]) -> tuple[str, ...]:
    """The files that a line means: all of them, those with these numbers, or one by its name."""
    if typed.casefold() == "a" and files:
        return tuple(files)
    numbers: list[int] = []
    for part in _BETWEEN.split(typed.strip(" ,;")):
        found = _RANGE.fullmatch(part)
        first, last = found.groups() if found else ("", None)
        bounds = [number_in(each, 1, len(files)) for each in (first, last or first)]
        if None in bounds:
            return (_bare(typed),)
        numbers += range(bounds[0] or 0, (bounds[1] or 0) + 1)
    return tuple(files[number - 1] for number in dict.fromkeys(numbers)) or (_bare(typed),)


def take_back(desk: Desk, terminal: Terminal) -> None:
    """Say what came in last, ask once, and take it back.

    Raises:
        CoreflectError: there is nothing to take back, or it cannot be done.
    """
    last = at_work(terminal, sentences.LOOKING, lambda _: desk.bringing.last())
    if last is None:
        raise sentences.nothing_to_take_back()
    said = (f"{line}." for line in sentences.brought_rounds(last, sentences.COMMA))
    options = numbered(sentences.TAKE_BACK_ANSWERS)
    asked = (sentences.TAKE_BACK_QUESTION, *said, sentences.TAKE_BACK_MEANS)
    if choose(terminal, *asked, options=options, taken_by_enter="1", can_leave=True) == TAKE_BACK:
        at_work(terminal, sentences.TAKING_BACK, lambda _: desk.bringing.undo())
        terminal.pause()
        terminal.say(sentences.TAKEN_BACK)


def _say_choice(desk: Desk, terminal: Terminal, files: Sequence[str], shown: int) -> None:
    terminal.pause()
    terminal.say(f"{sentences.TITLE}.", sentences.WHAT_THIS_DOES)
    for number, file in enumerate(files[shown : shown + LINES_AT_ONCE], start=shown + 1):
        terminal.say(f"{number}. {file}", hang=3)
    if files:
        terminal.say(HOW_TO_CHOOSE, "a. All of them.")
    else:
        terminal.say(sentences.NO_FILES)
    if (more := len(files) - shown - LINES_AT_ONCE) > 0:
        terminal.say(f"m. Hear more: {sentences.counted(more, 'file')} left.")
    if last := desk.bringing.last():
        terminal.say(f"u. {sentences.TAKE_BACK_LAST}: {sentences.brought_line(last, sentences.COMMA)}.", hang=3)
    terminal.say(f"v. {sentences.DECIDE_VERSIONS}.")
    terminal.say("Or type the name of a file or folder. Enter alone goes back.")


def _bring(desk: Desk, terminal: Terminal, names: tuple[str, ...], brought: list[Preview]) -> None:
    """Bring these in, put what has become of them with what was `brought`, and say it."""
    preview = decide_and_bring(desk, terminal, names)
    if preview is not None:
        brought.append(preview)
        _say_done(desk, terminal, preview, came_in=bool(names))


def _say_done(desk: Desk, terminal: Terminal, brought: Preview, *, came_in: bool) -> None:
    own = {facts.id for facts in desk.workspace.rounds()}
    terminal.pause()
    terminal.say(f"{sentences.DONE_TITLE if came_in else sentences.DECIDED_TITLE}.")
    terminal.say(*sentences.done(brought, own, sentences.COMMA))
    in_pages(terminal, tuple(fate_lines(brought)))
    options = (
        Option("u", sentences.TAKE_IT_BACK, TAKE_BACK),
        Option("b", sentences.TO_FIRST_PAGE, ""),
    )
    if choose(terminal, options=options, taken_by_enter="b") == TAKE_BACK:
        take_back(desk, terminal)


def _bare(typed: str) -> str:
    """A name without the quotes that a terminal puts around a file that is dragged into it."""
    return typed[1:-1] if len(typed) > 1 and typed[0] in "'\"" and typed[-1] == typed[0] else typed
