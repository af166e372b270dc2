"""Stores which two words answers have that came in an answers file, by their mark, and which notes came with them.

The answers themselves are in an imported package. An undone import leaves this file: it opens nothing by itself, and
the same answers fit it when they come again.
"""

from __future__ import annotations

from collections.abc import Collection

from coreflect.core.reflections.responses import CameInFile
from coreflect.workspace.folders import RoundFolder, locked, record_name
from coreflect.workspace.storage import DocumentReader, RecordFiles, Tables
from coreflect.workspace.withdrawals import Withdrawals


class StoredFileWords:
    """Stores and reads the words of a workspace's answers that came in files."""

    def __init__(self, files: RecordFiles, withdrawals: Withdrawals) -> None:
        self._files = files
        self._withdrawals = withdrawals

    def save(self, folder: RoundFolder, came: CameInFile, day: str) -> None:
        """Save the words of one response; notes that came with it before stay named. Withdrawn ones are passed over.

        Raises:
            NotSaved: it did not reach the disk.
        """
        self._files.make(folder.words)
        with locked(folder.words):
            if self._withdrawals.is_forgotten(folder) or self._withdrawals.holds(folder, came.response):
                return
            before = self.of(folder, came.response)
            notes = tuple(sorted({*came.notes, *(before.notes if before else ())}))
            if before != came._replace(notes=notes):
                tables = words_tables(came._replace(notes=notes))
                self._files.save(folder.words_of(came.response), tables, day)

    def of(self, folder: RoundFolder, response: str) -> CameInFile | None:
        """Read the words of one response; None where it did not come in a file."""
        names = self._files.names(folder.words)
        if folder.words_of(response).name not in names:
            return None
        came = self._files.load_or_pass_over(folder.words_of(response), read_words)
        return came if came and (came.round, came.response) == (folder.id, response) else None

    def every(self, folder: RoundFolder, withdrawn: Collection[str] = ()) -> tuple[CameInFile, ...]:
        """List the words of every response of a round that came in a file, but of these withdrawn ones."""
        ids = (record_name(name) for name in self._files.names(folder.words))
        found = (self.of(folder, response) for response in ids if response and response not in withdrawn)
        return tuple(came for came in found if came)


def words_tables(came: CameInFile) -> Tables:
    """Write the words of a response as the tables of its file."""
    return {"words": {came.response: {"round": came.round, "words": came.words, "notes": list(came.notes)}}}


def read_words(tables: Tables) -> CameInFile:
    """Read the words of a response from the tables of its file.

    Raises:
        NoRecord: they hold none.
    """
    response, values = DocumentReader.only(tables, "words")
    return CameInFile(response, values.text("round"), values.text("words"), values.texts("notes"))
