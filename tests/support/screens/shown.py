"""What a test sees of the full-screen face: its lines of text, and a clock for its keys."""

from __future__ import annotations

from itertools import count
from typing import Any

from textual.app import App

from coreflect.tui.app import Timing


def shown(app: App[Any]) -> str:
    """The screen as lines of text, without colour or trailing blanks."""
    return "\n".join(strip.text.rstrip() for strip in app.screen._compositor.render_strips()).rstrip("\n") + "\n"


def unhurried() -> Timing:
    """A clock on which a second passes between any two looks, so that each key counts."""
    seconds = count()
    return Timing(now=lambda: float(next(seconds)), idle_minutes=10_000)
