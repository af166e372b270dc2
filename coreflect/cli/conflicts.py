"""What stands in two versions is named with what each says, so that people can decide; no answers are shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from coreflect.core.bank_table import quoted
from coreflect.core.errors import ConflictsLeft

if TYPE_CHECKING:
    from coreflect.package.merged import Conflict, Merged

_MOST = 20
_SHOWN = ("rounds", "room", "actions")
"""Tables whose versions are shown; responses and notes are a person's own."""
_NEVER_SHOWN = frozenset({"revision", "replaces"})


def conflicts_left(merged: Merged, *, here: bool = False) -> ConflictsLeft:
    """What is said where revisions stand in conflict: each record, its revisions, and what to do.

    `here` says that they stand in the workspace, and not in files alone.
    """
    conflicts = merged.conflicts
    named = "; ".join(f"{one.table} {quoted(one.record)}: {', '.join(one.revisions)}" for one in conflicts[:_MOST])
    more = f"; and {len(conflicts) - _MOST} more" if len(conflicts) > _MOST else ""
    how = "import" if here else "merge FILE…"
    what = "1 record stands" if len(conflicts) == 1 else f"{len(conflicts)} records stand"
    return ConflictsLeft(
        f"{what} in two versions, and neither version is counted: {named}{more}.",
        f"Decide together which is right, then `coreflect {how} --keep RECORD=REVISION`.",
    )


def versions_told(merged: Merged) -> tuple[str, ...]:
    """One line for each version of what is in conflict: what it says that the others do not."""
    shown = [one for one in merged.conflicts if one.table in _SHOWN]
    return tuple(line for conflict in shown[:_MOST] for line in _versions(merged, conflict))


def _versions(merged: Merged, conflict: Conflict) -> Iterator[str]:
    values = [one for one in getattr(merged.records, conflict.table) if one.id == conflict.record]
    said = {
        revision: _said([one for one in values if one.revision == revision], conflict.table)
        for revision in conflict.revisions
    }
    common = set.intersection(*(set(parts) for parts in said.values()))
    for revision, parts in said.items():
        own = [part for part in parts if part not in common] or ["nothing that the others do not say"]
        yield f"{quoted(conflict.record)}={revision} says {', '.join(own)}"


def _said(values: Sequence[Any], table: str) -> list[str]:
    from coreflect.package.cells import written

    if table == "room":
        return [f"{quoted(' '.join(filter(None, (one.side, one.answer))))} {one.count}" for one in values]
    return [
        f'{field.name.replace("_", " ")} "{quoted(written(getattr(one, field.name)))}"'
        for one in values
        for field in fields(one)
        if field.name not in _NEVER_SHOWN
    ]
