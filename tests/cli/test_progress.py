"""A bar is shown where people look on and it takes long, and nowhere else."""

from __future__ import annotations

import io
import sys

import pytest

from coreflect.cli.progress import Bar, progress
from coreflect.services.releases import steps_of


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_what_is_over_at_once_shows_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", Terminal())
    with progress() as bar:
        bar("Reading the files", 50)
    assert sys.stderr.getvalue() == ""


def test_what_takes_long_shows_how_far_it_is_and_how_long_it_still_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", Terminal())
    bar = Bar()
    bar._began -= 30
    on_progress = steps_of(bar, "Reading the files", 0, 70)
    on_progress(1, 4)
    on_progress(2, 4)
    bar("Combining them", 70)
    bar.finish()
    shown = sys.stderr.getvalue()
    assert "Reading the files" in shown
    filled = [line.count("#") for line in shown.split("\r") if "[" in line]
    assert filled == sorted(filled)
    assert 0 < filled[0] < filled[-1]
    assert "%" not in shown
    assert "00:02:" in shown
    assert shown.endswith("\n")


def test_nobody_looks_on_where_the_error_stream_is_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    bar = Bar()
    bar._began -= 30
    bar("Reading the files", 50)
    bar.finish()
    assert sys.stderr.getvalue() == ""
