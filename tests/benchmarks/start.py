"""How long it takes until something stands on the screen: `python -m tests.benchmarks.start`."""

from __future__ import annotations

import statistics
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.measuring import in_turn, painted_ms, process_ms, say
from tests.benchmarks.workspaces import long_bank, workspace

ROUNDS = 11
BARE_CLICK = "import click\n@click.command()\ndef bare():\n    'Bare.'\nbare(['--help'])"
COREFLECT = ("-m", "coreflect")
SCREEN = ("-m", "tests.benchmarks.anchor_screen")
PROMPT = ("-m", "tests.benchmarks.anchor_prompt")
WELCOME = "Welcome."


def opened(folder: Path, *arguments: str, marker: str, **environment: str) -> float:
    return painted_ms(marker, *COREFLECT, "--workspace", str(folder), *arguments, **environment)


def main() -> None:
    help_ms, click_ms = in_turn(
        lambda: process_ms(sys.executable, *COREFLECT, "--help"),
        lambda: process_ms(sys.executable, "-c", BARE_CLICK),
        21,
    )
    say("--help / a bare click command", help_ms, click_ms, "1.3")
    with TemporaryDirectory() as place:
        few, many, short, long = (Path(place) / name for name in ("few", "many", "short", "long"))
        workspace(few, 0)
        workspace(many, 10_000)
        for folder, items in ((short, 10), (long, 1_000)):
            long_bank(folder, items)
            workspace(folder, 0, "long")
        for name, arguments, marker in (("home", (), "Set up"), ("the welcome", ("answer",), WELCOME)):
            ours, anchor = in_turn(
                lambda arguments=arguments, marker=marker: opened(few, *arguments, marker=marker),
                lambda: painted_ms("ANCHOR", *SCREEN),
                ROUNDS,
            )
            say(f"start to {name} / the same widgets in a bare screen", ours, anchor, "1.15")
        ours, anchor = in_turn(
            lambda: opened(few, "answer", "--plain", marker=WELCOME), lambda: painted_ms("ANCHOR", *PROMPT), ROUNDS
        )
        say("start to the welcome, plain / a questionary prompt", ours, anchor, "1.2")
        for name, arguments, marker in (("home", (), "Set up"), ("the welcome", ("answer",), WELCOME)):
            ours, anchor = in_turn(
                lambda arguments=arguments, marker=marker: opened(many, *arguments, marker=marker),
                lambda arguments=arguments, marker=marker: opened(few, *arguments, marker=marker),
                ROUNDS,
            )
            say(f"start to {name}, 10,000 responses kept / none", ours, anchor, "1.1")
        ours, anchor = in_turn(
            lambda: opened(long, "answer", marker=WELCOME), lambda: opened(short, "answer", marker=WELCOME), ROUNDS
        )
        say("start to the welcome, 1,000 items / 10", ours, anchor, "1.1")
        say("  (a bare interpreter, for comparison)", statistics.median(bare()), click_ms, "-")


def bare() -> list[float]:
    return [process_ms(sys.executable, "-c", "pass") for _ in range(ROUNDS)]


if __name__ == "__main__":
    main()
