"""What is wrong with how the screen that is open says its keys, in words: in its palette and in its help."""

from __future__ import annotations

from typing import Any

from textual.app import App

from coreflect.core.texts.words import begun
from coreflect.tui.frame import Framed
from coreflect.tui.help import done_on, help_on, named

NOT_SAID = {"help", "leave", "leave_field", "back"}
"""Actions that the palette has by another name, and those that lead out of a field or that a page may refuse."""


def palette_faults(app: App[Any]) -> list[str]:
    """What the palette or the help leaves out; nothing where the screen has no frame by intention."""
    page = app.screen
    if not isinstance(page, Framed):
        return []
    offered = {action.removeprefix("screen.") for _, _, action in done_on(page)} | NOT_SAID
    bound = {active.binding.action for active in page.active_bindings.values() if active.node is page}
    faults = [
        f"the palette leaves out {action}"
        for action in bound - offered
        if "." not in action and not action.startswith(("choose_", "answer("))
    ]
    titles = [command.title for command in app.get_system_commands(page)]
    if len(titles) != len(set(titles)):
        faults.append("the palette says something twice")
    named_below = {begun(what) for key, what, action in page.keys if key and action != "screen.leave"}
    faults += [f"the palette leaves out {what!r} of the footer" for what in named_below - set(titles)]
    text = help_on(type(page))
    told = {key for keys, _ in text.keys for key in named(keys)} if text else set()
    unsaid = [key for keys, _, _ in page.keys for key in named(keys) if key not in {*told, "?", "↑", "↓"}]
    return [*faults, *(f"the help leaves out the key {key}" for key in unsaid)]
