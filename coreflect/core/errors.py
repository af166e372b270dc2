"""Defines every fault that a person can cause or mend: a sentence, a hint and an exit code, never a traceback."""

from __future__ import annotations

from coreflect.core.names import shown

ASK_AGAIN = "Ask for the file again, and pass it on as it is: it cannot be edited."


class CoreflectError(Exception):
    """A fault that a person can cause or mend.

    `message` is one sentence that says what happened, and to what; `hint` says what to do about it.
    """

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class Misuse(CoreflectError):
    """A command, or the text of a form's field, is not valid.

    `field` names the field, so that a face can move there; it is empty where no field is meant.
    """

    exit_code = 2

    def __init__(self, message: str, hint: str = "", field: str = "") -> None:
        super().__init__(message, hint)
        self.field = field


class ConflictsLeft(CoreflectError):
    """The work is done, but a record is still in conflict: it has two revisions, and neither replaces the other."""

    exit_code = 3


class Refused(CoreflectError):
    """An input file is cut off, altered, unsafe or not a package; nothing was written."""

    exit_code = 4


class NoPackage(Refused):
    """A file is not a package at all: it is not a zip, or the zip holds other things."""


class NotSaved(CoreflectError):
    """A save did not reach the disk. What was saved before is unchanged, and the person may try again."""


class Damaged(CoreflectError):
    """A file in the workspace cannot be read. It is reported, skipped and left as it is."""


def refused(name: str, what: str, hint: str = ASK_AGAIN) -> Refused:
    """Make the fault of a refused package: a sentence of its name, made safe to show, and `what` is wrong with it."""
    return Refused(f"{shown(name)} {what}", hint)


def no_package(name: str, what: str) -> NoPackage:
    """Make the fault of a file that is not a package at all."""
    return NoPackage(
        f"{shown(name)} {what}", "A coreflect file is one that `coreflect export` or `coreflect merge` wrote."
    )
