"""How long it takes from a key until the screen has changed: `python -m tests.benchmarks.keys`.

The first output after a key is what a person sees change: an answer is on disk by then, which the anchor's never is.
The last is when all of it is painted; Textual waits for its next frame there, in the anchor too.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.measuring import percentile, say
from tests.benchmarks.workspaces import long_bank, workspace
from tests.support.screens.terminal import Terminal, terminal

ITEMS = 70
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


def samples(ours: Terminal, anchor: Terminal, items: int) -> tuple[dict[str, list[float]], dict[str, list[float]]]:
    """Milliseconds until the first and the last output after choosing, and after going on, in both; taken in turn."""
    names = ("choose first", "choose last", "next first", "next last")
    found: tuple[dict[str, list[float]], ...] = tuple({name: [] for name in names} for _ in range(2))
    for number in range(items):
        for key, name in ((str(number % 2 + 1).encode(), "choose"), (b"\r", "next")):
            for seat, times in zip((ours, anchor), found, strict=True):
                first, last = seat.press(key)
                times[f"{name} first"].append(first)
                times[f"{name} last"].append(last)
                seat.settled()
    kept, bare = ({name: times[WARM_UP:] for name, times in each.items()} for each in found)
    return kept, bare


def main() -> None:
    with TemporaryDirectory() as place:
        folder = Path(place) / "long"
        long_bank(folder, ITEMS + 5)
        workspace(folder, 0, "long")
        with (
            terminal("-m", "tests.benchmarks.anchor_screen") as bare,
            terminal("-m", "coreflect", "--workspace", str(folder), "answer") as seat,
        ):
            bare.until("ANCHOR")
            at_the_questions(seat)
            bare.settled()
            ours, anchor = samples(seat, bare, ITEMS)
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
