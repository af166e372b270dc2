"""A count of the room is one record in several rows: they are replaced, kept and in conflict together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from operator import attrgetter

from coreflect.core.model import RoomCount


@dataclass(frozen=True, slots=True)
class RoomRecord:
    """One revision of a count of the room; its rows, sorted, are without what they replace."""

    id: str
    revision: str
    replaces: tuple[str, ...]
    round: str
    rows: tuple[RoomCount, ...]

    def counts(self) -> tuple[RoomCount, ...]:
        """Its rows, as rows of this revision."""
        return tuple(replace(row, revision=self.revision, replaces=self.replaces) for row in self.rows)


def room_records(counts: Iterable[RoomCount]) -> tuple[RoomRecord, ...]:
    """The records that the rows of one package make."""
    rows: dict[tuple[str, str], list[RoomCount]] = {}
    for count in counts:
        rows.setdefault((count.id, count.revision), []).append(count)
    order = attrgetter("kind", "bank", "item", "side", "answer", "count")
    return tuple(
        RoomRecord(
            record,
            revision,
            tuple(sorted({earlier for row in its for earlier in row.replaces})),
            its[0].round,
            tuple(sorted((replace(row, replaces=()) for row in its), key=order)),
        )
        for (record, revision), its in rows.items()
    )
