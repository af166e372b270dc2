"""A package is refused by its name, with what is wrong and what to do; text from the file is made safe to show."""

from __future__ import annotations

from coreflect.core.errors import Refused
from coreflect.core.names import shown

ASK_AGAIN = "Ask for the file again, and pass it on as it is: it cannot be edited."


class NoPackage(Refused):
    """The file is something else than a package: no zip, or a zip of other things."""


def refused(name: str, what: str, hint: str = ASK_AGAIN) -> Refused:
    """The refusal of the package with this name; `what` goes on the sentence that its name begins."""
    return Refused(f"{shown(name)} {what}", hint)


def no_package(name: str, what: str) -> NoPackage:
    """The refusal of a file that is no package at all."""
    return NoPackage(f"{shown(name)} {what}", "A package is a file that `coreflect export` or `coreflect merge` wrote.")
