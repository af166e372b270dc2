"""Every fault that a person can cause is one of these: a sentence, a hint and an exit code, never a traceback."""

from __future__ import annotations


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
    """The command, or what was typed into a form, cannot be taken as it stands.

    `field` names the field of the form that it is about, so that a face can lead there; empty where there is none.
    """

    exit_code = 2

    def __init__(self, message: str, hint: str = "", field: str = "") -> None:
        super().__init__(message, hint)
        self.field = field


class ConflictsLeft(CoreflectError):
    """The work is done, but two revisions of one record are left that neither replaces the other."""

    exit_code = 3


class Refused(CoreflectError):
    """An input file is cut off, altered, unsafe or no package; nothing was written."""

    exit_code = 4


class NotSaved(CoreflectError):
    """A save did not reach the disk: what was kept before still stands, and the person may try again."""


class Damaged(CoreflectError):
    """A file in the workspace cannot be read; it is named, passed over and left as it is."""
