"""Timings as ratios against an anchor in the same run on the same machine; they print, and never fail."""

from __future__ import annotations

import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence

from tests.support.screens.terminal import terminal

if os.environ.pop("PYTHONDONTWRITEBYTECODE", ""):
    # Once installed coreflect is compiled, as the anchors' libraries are: not to compile it anew in each process.
    _COMPILED = tempfile.TemporaryDirectory(prefix="coreflect-benchmarks-")
    os.environ["PYTHONPYCACHEPREFIX"] = _COMPILED.name


def say(what: str, ours: float, anchor: float, hold: str, unit: str = "ms") -> None:
    """Print one row: what was measured, ours, the anchor, their ratio and the ratio to hold."""
    print(f"{what:58} {ours:9.2f} {unit}  anchor {anchor:9.2f} {unit}  ratio {ours / anchor:5.2f}  hold {hold}")


def percentile(samples: Sequence[float], share: int) -> float:
    """The sample below which this share of a hundred lies."""
    ordered = sorted(samples)
    return ordered[min(len(ordered) - 1, len(ordered) * share // 100)]


def in_turn(first: Callable[[], float], second: Callable[[], float], rounds: int) -> tuple[float, float]:
    """The medians of two measures taken in turn, so that a machine that slows down slows both; one warm-up each."""
    first()
    second()
    pairs = [(first(), second()) for _ in range(rounds)]
    return statistics.median(one for one, _ in pairs), statistics.median(other for _, other in pairs)


def process_ms(*command: str) -> float:
    """Milliseconds for a whole process."""
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    return (time.perf_counter() - start) * 1000


def painted_ms(marker: str, *command: str, **environment: str) -> float:
    """Milliseconds from the start of a process until this text is painted."""
    with terminal(*command, **environment) as opened:
        return opened.until(marker)
