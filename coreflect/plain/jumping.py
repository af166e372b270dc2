"""Any question is one number away: the list says what stands for each, and nothing is changed by going there."""

from __future__ import annotations

from collections.abc import Sequence

from coreflect.core.walkthrough import Walkthrough
from coreflect.plain import reading
from coreflect.plain.choices import echoed, rest
from coreflect.plain.commands import Level, understood
from coreflect.plain.terminal import Terminal


def asked_for(terminal: Terminal, walk: Walkthrough, indexes: Sequence[int], enter: str) -> int | None:
    """The index of the question that the person wants to go to, out of these; None where they stay.

    Takes what is said of Enter alone.
    """

    def say_them() -> None:
        terminal.pause()
        for said in reading.jump_list(walk, indexes):
            terminal.say(said, hang=3)
        terminal.say(f"Type the number of a question, then Enter. {enter}")

    say_them()
    while True:
        typed = terminal.ask("Question:")
        command = understood(typed)
        if isinstance(command, Level) and command.number - 1 in indexes:
            return command.number - 1
        if command in ("go on", "back", "leave"):
            return None
        if command == "rest":
            rest(terminal)
            say_them()
        else:
            terminal.say(f"{echoed(typed)}Please type one of the numbers that were said, then Enter.")
