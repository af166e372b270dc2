"""The sentences that stand on any page of the full screen: what was not saved, cards, colours and the palette."""

from __future__ import annotations

CLOSE = "Close"
ONE_MOMENT = "One moment …"
CHOOSE_ONE = "Choose one, then press Enter."

DID_NOT_WORK = "This did not work"
NOT_SAVED_YET = "Not kept yet: "
CLOSE_ANYWAY = "Enter tries again; q closes coreflect as it is."
NOT_SAVED_TITLE = "This is not kept yet"
KEEP_IT, LEAVE_IT_OUT, GO_ON_WITH_IT = "Keep it", "Leave it out", "Go on with it"

IS_IT_ONLY_YOU = "Is it only you?"
HOW_ON = "Any key brings your page back. The full stop keeps it hidden."

COLOURS_TITLE = "Colours"
COLOURS_HELP = "The arrows show each of them. Enter keeps the one you see, here and for next time."

PALETTE = {
    "help": ("Help", "What this page is, and what the keys do here"),
    "colours": ("Colours", "Dark, light, or high contrast"),
    "quit": ("Leave", "Leave this page; everything that was shown as kept is kept"),
}
"""(name, what it does) of each entry of the palette, by the app's action."""


def help_title(page: str) -> str:
    """The title over the help of a page."""
    return f"Help · {page}"
