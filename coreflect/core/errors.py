"""Defines every fault that a person can cause or mend: a sentence, a hint and an exit code, never a traceback."""

from __future__ import annotations

from coreflect.core.names import shown

ASK_AGAIN = "Ask for the file again, and pass it on as it is: it cannot be edited."


class CoreflectError(Exception):
    """Something that a person can cause or mend.

    `message` is one sentence that says what happened and to what; `hint` says what to do.
    """

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class Misuse(CoreflectError):
    """A command, or what was typed into a form, cannot be taken as it stands.

    `field` names the form's field that it is about, so that a face can move there; empty where there is none.
    """

    exit_code = 2

    def __init__(self, message: str, hint: str = "", field: str = "") -> None:
        super().__init__(message, hint)
        self.field = field


class ConflictsLeft(CoreflectError):
    """The work is done, but some record still has two revisions of which neither replaces the other."""

    exit_code = 3


class Refused(CoreflectError):
    """An input file is cut off, altered, unsafe or no package; nothing was written."""

    exit_code = 4


class NoPackage(Refused):
    """A file is something else than a package: no zip, or a zip of other things."""


class NotSaved(CoreflectError):
    """A save did not reach the disk: what was saved before still stands, and the person may try again."""


class Damaged(CoreflectError):
    """A file in the workspace cannot be read; it is named, passed over and left as it is."""


def refused(name: str, what: str, hint: str = ASK_AGAIN) -> Refused:
    """Make the refusal of a package: a sentence that begins with its name, made safe to show, and ends with `what`."""
    return Refused(f"{shown(name)} {what}", hint)


def no_package(name: str, what: str) -> NoPackage:
    """Make the refusal of a file that is no package at all."""
    return NoPackage(f"{shown(name)} {what}", "A package is a file that `coreflect export` or `coreflect merge` wrote.")
