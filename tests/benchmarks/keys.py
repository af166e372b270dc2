"""How long it takes from a key until the screen has changed: `python -m tests.benchmarks.keys`.

The first output after a key is what a person sees change; the last is when all of it is painted.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.measuring import percentile, say
from tests.benchmarks.workspaces import long_bank, workspace
from tests.support.terminal import Terminal, terminal

ITEMS = 120
WARM_UP = 10


def at_the_questions(seat: Terminal) -> None:
    """From the welcome to the first question."""
    for keys, marker in (
        (b"", "Welcome."),
        (b"\r", "helping you"),
        (b"1", "(•) 1"),
        (b"\r", "mainly here as"),
        (b"2", "(•) 2"),
        (b"\r", "one to try"),
        (b"1", "›"),
        (b"\r", "Your two words"),
        (b"\r", "are about timings"),
        (b"\r", "1 of"),
    ):
        if keys:
            seat.type(keys)
        seat.until(marker)
        seat.settled()


def samples(seat: Terminal, items: int) -> dict[str, list[float]]:
    """Milliseconds until the first and the last output after choosing, and after going on."""
    found: dict[str, list[float]] = {name: [] for name in ("choose first", "choose last", "next first", "next last")}
    for number in range(items):
        for key, name in ((str(number % 2 + 1).encode(), "choose"), (b"\r", "next")):
            first, last = seat.press(key)
            found[f"{name} first"].append(first)
            found[f"{name} last"].append(last)
            seat.settled()
    return {name: times[WARM_UP:] for name, times in found.items()}


def main() -> None:
    with TemporaryDirectory() as place:
        folder = Path(place) / "long"
        long_bank(folder, ITEMS + 5)
        workspace(folder, 0, "long")
        with terminal("-m", "tests.benchmarks.anchor_screen") as seat:
            seat.until("ANCHOR")
            seat.settled()
            anchor = samples(seat, ITEMS)
        with terminal("-m", "coreflect", "--workspace", str(folder), "answer") as seat:
            at_the_questions(seat)
            ours = samples(seat, ITEMS)
    for what, name, hold in (
        ("key to repaint", "choose", "1.25 at p95"),
        ("key to the next item", "next", "1.5 at p95"),
    ):
        for share in (50, 95):
            for which in ("first", "last"):
                times = (percentile(each[f"{name} {which}"], share) for each in (ours, anchor))
                say(f"{what}, {which} output, p{share}", *times, hold)


if __name__ == "__main__":
    main()
