"""The command `coreflect` and its options; each subcommand is imported when it is called, so that help comes at once.

Every fault ends here as one sentence and an exit code: 0 done, 1 failed, 2 wrong usage, 3 conflicts left, 4 an input
file was refused, 130 interrupted. No traceback with people's answers in it reaches a terminal or a log.
"""

from __future__ import annotations

import gc
import io
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any, TextIO

import click

from coreflect.cli.faults import FaultMessage, faults_as_messages
from coreflect.services.settings import THEMES

if TYPE_CHECKING:
    from coreflect.cli.wiring import Wiring

COMMANDS = {
    "actions": "List, add and update what teams will do.",
    "answer": "Answer the questions of a reflection.",
    "banks": "Look at question banks, and check your own.",
    "compare": "Compare answers over time.",
    "demo": "Try it all on made-up teams.",
    "doctor": "Look for damaged files, and mend them.",
    "export": "Write finished answers into one answers file, to hand over.",
    "import": "Add files to this workspace, or undo that.",
    "merge": "Combine many answers files into one.",
    "paper": "Print the questions, to fill in with a pen.",
    "report": "Write a report for the group and for a board.",
    "results": "Show how the answers of a reflection spread.",
    "room": "Run the meeting: show of hands, what was agreed.",
    "rounds": "Set up a reflection, correct it, show its answers.",
    "withdraw": "Remove your answers.",
}
"""Each command with its one line in the help."""


_ELSEWHERE = {"import": ("import_", "import_"), "withdraw": ("answer", "withdraw")}
"""Commands whose module or function has another name: `import` can be neither in Python."""


def command_called(name: str) -> click.Command:
    """Load the command with this name."""
    module, function = _ELSEWHERE.get(name, (name, name))
    command: click.Command = getattr(import_module(f"coreflect.cli.{module}"), function)
    return command


class CommandsWhenCalled(click.Group):
    """A group that imports a command when it is called, and prints every fault as a sentence."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own signature
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:  # noqa: ARG002 - click's own signature
        if name not in COMMANDS:
            return None
        return command_called(name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name]) for name in self.list_commands(ctx)])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS, 1)
            hint = f"Did you mean `coreflect {near[0]}`?" if near else "`coreflect --help` lists the commands."
            raise FaultMessage(f"There is no command called {args[0]}.", hint, 2)
        return super().resolve_command(ctx, args)

    def main(self, *args: Any, **extra: Any) -> Any:
        make_ready()
        return super().main(*args, **extra)

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        with faults_as_messages():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        with faults_as_messages():
            return super().invoke(ctx)


@click.command(
    cls=CommandsWhenCalled,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option("--workspace", metavar="DIR", help="Where answers are saved: a folder, a USB stick, a shared drive.")
@click.option("--plain", is_flag=True, help="Line by line, for screen readers, Braille displays and slow links.")
@click.option(
    "--theme",
    type=click.Choice([name for name, _ in THEMES]),
    help="The colours of the full screen, now and next time.",
)
@click.version_option(package_name="coreflect", message="coreflect %(version)s")
@click.pass_context
def main(ctx: click.Context, workspace: str | None, plain: bool, theme: str | None) -> None:
    """Reflect together on how deeply you co-produce.

    \b
    Examples:
      coreflect              open the app
      coreflect --plain      the same, line by line
      coreflect demo         see it all on made-up teams
      coreflect answer       go straight to the questions

    Exit codes: 0 done, 1 failed, 2 wrong usage, 3 conflicts left, 4 a file was refused, 130 interrupted.
    """
    # What is imported stays for good: looking through it for garbage, again and again, takes a fifth of a start.
    gc.disable()
    ctx.call_on_close(gc.enable)
    wiring = _wiring(workspace, plain, theme or "")
    ctx.obj = wiring
    if ctx.invoked_subcommand is None:
        wiring.open_home()


def _wiring(workspace: str | None, plain: bool, theme: str) -> Wiring:
    from coreflect.cli.wiring import Wiring

    return Wiring(workspace, plain, theme)


def make_ready() -> None:
    """Replace closed streams by empty ones, and never fail on a letter that the output cannot encode.

    What is piped on is UTF-8, unless PYTHONIOENCODING says otherwise: Windows would pipe in a code page that lacks most
    letters. A terminal keeps its own, and shows a question mark for what it does not know.
    """
    if sys.stdin is None:
        sys.stdin = _open_null("r")
    if sys.stdout is None:
        sys.stdout = _open_null("w")
    if isinstance(sys.stdout, io.TextIOWrapper):
        piped = not sys.stdout.isatty() and not os.environ.get("PYTHONIOENCODING")
        sys.stdout.reconfigure(encoding="utf-8" if piped else None, errors="replace")


def _open_null(mode: str) -> TextIO:
    return io.TextIOWrapper(io.FileIO(os.devnull, mode), encoding="utf-8")
