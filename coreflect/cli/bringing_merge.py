"""Files are merged with what is here; one whose records cannot stand beside the others is left out, and named.

Where two files contradict each other under one revision nobody can tell which is right, so both are left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from coreflect.core.errors import Refused

if TYPE_CHECKING:
    from coreflect.cli.bringing_files import Files
    from coreflect.core.model import Alias
    from coreflect.package.merged import Merged
    from coreflect.package.opened import Opened


class Together(NamedTuple):
    """The files that could be merged, with those named that could not; and the merge of everything."""

    files: Files
    whole: Merged


def together(
    here: Sequence[Opened], files: Files, aliases: Sequence[Alias], keep: Sequence[tuple[str, str]]
) -> Together:
    """Merge what is here with the files.

    Takes the packages that are here, the files, names that are declared to be the same, and the (record, revision) of
    each conflict that is ended.

    Raises:
        Refused: what is here cannot be merged by itself.
        Misuse: `keep` names a record or a revision that is not there.
    """
    from coreflect.package.merge import merge

    while True:
        try:
            return Together(files, merge([*here, *files.packages], aliases=aliases, keep=keep))
        except Refused:
            at_fault = _at_fault(here, files.packages)
            if not at_fault:
                raise
            files = files.without(at_fault)


def _at_fault(here: Sequence[Opened], packages: Sequence[Opened]) -> Mapping[str, str]:
    """The packages by name, with why, that the first fault is about; none where what is here is at fault itself."""
    if not packages or _fault(here, ()):
        return {}
    # The first so many without a fault, found by halving: merging ten thousand files once for each takes too long.
    least, most = 0, len(packages)
    while most - least > 1:
        half = (least + most) // 2
        least, most = (least, half) if _fault(here, packages[:half]) else (half, most)
    last = packages[most - 1]
    alone = _fault(here, (last,))
    if alone:
        return {last.name: alone}
    first, end = 0, most - 1
    while end - first > 1:
        half = (first + end) // 2
        first, end = (half, end) if _fault(here, packages[half:most]) else (first, half)
    other = packages[first]
    why = _fault(here, packages[first:most])
    return {other.name: why, last.name: why}


def _fault(here: Sequence[Opened], packages: Sequence[Opened]) -> str:
    """Why these cannot be merged with what is here; empty where they can."""
    from coreflect.package.merge import merge

    if not (here or packages):
        return ""
    try:
        merge([*here, *packages])
    except Refused as fault:
        return str(fault)
    return ""


def where_they_stand(whole: Merged, named: Sequence[tuple[str, Opened]]) -> dict[tuple[str, str], list[str]]:
    """Where each (record, revision) in conflict stands.

    Takes the merge, and the packages with the name under which people know each.
    """
    doubted = {(one.table, one.record) for one in whole.conflicts}
    found: dict[tuple[str, str], list[str]] = {}
    for table in {table for table, _ in doubted}:
        for name, package in named:
            for one in getattr(package.records, table):
                if (table, one.id) in doubted:
                    names = found.setdefault((one.id, one.revision), [])
                    if name not in names:
                        names.append(name)
    return found
