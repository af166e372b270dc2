"""Every page has its help, in short plain words, for somebody who has never used a terminal.

A help says what the page is, what its keys do, and that nothing can be broken. It is found by the name of the page's
class; the question page adds what belongs to its reflection.
"""

from __future__ import annotations

from coreflect.tui.help_bringing import BRINGING
from coreflect.tui.help_look_back import LOOK_BACK
from coreflect.tui.help_meeting import MEETING
from coreflect.tui.help_pages import PAGES
from coreflect.tui.help_words import HelpText

HELP: dict[str, HelpText] = PAGES | MEETING | BRINGING | LOOK_BACK


def help_on(kind: type) -> HelpText | None:
    """The help of a page, or of the page that it is a kind of; None where there is none."""
    return next((HELP[each.__name__] for each in kind.__mro__ if each.__name__ in HELP), None)
