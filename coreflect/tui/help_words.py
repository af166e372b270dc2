"""What a help is made of: short plain words, the same for the same key on every page."""

from __future__ import annotations

from dataclasses import dataclass

Keys = tuple[tuple[str, str], ...]
"""(key as it stands on the keyboard, what it does)"""

NOTHING_BREAKS = (
    "Nothing can be broken here. Press keys to see what they do. Everything that was shown as kept is kept."
)
NO_MOUSE = (
    "You need no mouse. Press one key, then look. Nothing has to be quick. Where words stand beside a line to type on, "
    "letters are only letters; Tab or Esc leads away from there."
)
EVERYWHERE: Keys = (
    ("F1", "this help, on every page"),
    ("F3", "other colours, on every page"),
    ("Ctrl and q", "leave, from every page; always safe"),
)
ENTER, ESC = "Enter", "Esc"
ARROWS = ("↑ ↓", "go from line to line")
ARROWS_READ = ("↑ ↓", "read on, where there is more than fits")
HIDE = (".", "hide this page at once")
TAB = ("Tab", "go to the next place; Shift and Tab goes back")


@dataclass(frozen=True, slots=True)
class HelpText:
    """The help of one page: its name, what it is, and what its keys do."""

    title: str
    what: str
    keys: Keys


CARD = HelpText(
    "A card",
    "This card says something, or asks one thing. Nothing happens before you choose.",
    (
        ARROWS,
        ("1 2 3 …", "choose the line with that number"),
        (ENTER, "choose the line with the sign ›"),
        (ESC, "close; nothing is changed"),
    ),
)
KEPT = (("F2 or Ctrl and s", "keep what stands here"), (ESC, "close; where something is not kept yet, you are asked"))
