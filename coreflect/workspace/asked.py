"""Stores what a group asks of a board with its report, each reflection's in a small file of its own under `asked/`.

It says nothing about answers, and belongs to this workspace alone: no export holds it.
"""

from __future__ import annotations

from pathlib import Path

from coreflect.core.errors import Misuse
from coreflect.core.meeting.asking import NOTHING_ASKED, Asking
from coreflect.workspace.folders import locked, safe_id
from coreflect.workspace.storage import DocumentReader, RecordFiles, Tables


class StoredAsking:
    """What the groups of one workspace ask."""

    def __init__(self, root: Path, files: RecordFiles) -> None:
        self.folder = root / "asked"
        self._root = root
        self._files = files

    def read(self, round_id: str) -> Asking:
        """Read what the group of a reflection asks; nothing where nobody has written it.

        Raises:
            Damaged: it cannot be read.
        """
        try:
            path = self._path(round_id)
        except Misuse:  # one that is in files alone may have an id that no file of ours can have
            return NOTHING_ASKED
        return self._files.load(path, read_asked) or NOTHING_ASKED

    def save(self, round_id: str, asking: Asking) -> None:
        """Save what the group of a reflection asks, in place of what it asked before.

        Raises:
            Damaged: what is there cannot be read, so it is not overwritten.
            NotSaved: it did not reach the disk.
        """
        self._files.make_root(self._root)
        self._files.make(self.folder)
        with locked(self.folder):
            self._files.save(self._path(round_id), asked_tables(asking), "")

    def _path(self, round_id: str) -> Path:
        return self.folder / f"{safe_id(round_id)}.json"


def asked_tables(asking: Asking) -> Tables:
    """Write what a group asks as tables."""
    return {"asked": {"1": {**asking._asdict(), "asks": list(asking.asks)}}}


def read_asked(tables: Tables) -> Asking:
    """Read what a group asks from its tables.

    Raises:
        NoRecord: they hold something else.
    """
    _, reader = DocumentReader.only(tables, "asked")
    return Asking(reader.texts("asks"), reader.text("answer_by"), reader.text("answer_how"))
