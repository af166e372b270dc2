"""Stores which names that look alike were said to be different, so that nobody is asked about them again.

Each pair has a small file of its own under `different/`, named by the pair, so that two terminals cannot disagree. It
says nothing about answers, and belongs to this workspace alone: no export holds it.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from coreflect.core.names import hashed_letters
from coreflect.workspace.folders import record_name
from coreflect.workspace.storage import DocumentReader, RecordFiles, Tables, expected

KINDS = ("team", "round")

Pair = tuple[str, str, str]
"""A kind, and the two ids in order."""


class DifferentNames:
    """The pairs of names that were said to be different in one workspace."""

    def __init__(self, root: Path, files: RecordFiles) -> None:
        self.folder = root / "different"
        self._root = root
        self._files = files

    def all(self) -> frozenset[Pair]:
        """List every pair that can be read; one that cannot is asked about again, and named among the faults."""
        names = (name for name in self._files.names(self.folder) if record_name(name) is not None)
        found = (self._files.load_or_pass_over(self.folder / name, read_different) for name in names)
        return frozenset(pair for pair in found if pair is not None)

    def save(self, pairs: Iterable[Pair]) -> None:
        """Save pairs.

        Raises:
            NotSaved: one of them did not reach the disk.
        """
        for kind, *ids in pairs:
            first, second = sorted(ids)
            for folder in (self._root, self.folder):
                self._files.make(folder)
            key = hashed_letters("\n".join((kind, first, second)), 10)
            self._files.save(self.folder / f"{key}.json", different_tables((kind, first, second)), "")


def different_tables(pair: Pair) -> Tables:
    """Write a pair as tables."""
    kind, first, second = pair
    return {"different": {"1": {"kind": kind, "first": first, "second": second}}}


def read_different(tables: Tables) -> Pair:
    """Read a pair from its tables.

    Raises:
        NoRecord: they hold something else.
    """
    _, reader = DocumentReader.only(tables, "different")
    pair = (reader.one_of("kind", KINDS), reader.text("first"), reader.text("second"))
    return expected(pair, lambda read: read[1] < read[2])
