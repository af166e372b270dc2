"""Counts answers. `published` is the only way in, and applies the small-group rule to everything that it returns.

pandas is loaded by the first call, not by the import.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coreflect.core.results import Published
    from coreflect.package.package import MergedPackages


def published(merged: MergedPackages, *, release: bool = False, first_shown: Collection[str] = ()) -> Published:
    """Count merged records, and return everything that may be shown of them.

    Takes the result of a merge, with its aliases not yet applied. Returns rounds ordered by team, then date; records in
    conflict are not counted. A private round that was not revealed shows nothing, unless this is a `release`: files
    that somebody has collected to compare, where nobody can reveal. `first_shown` names rounds that are to be shown for
    the first time: their sides are those of now, also where the records call them revealed already.
    """
    from coreflect.analysis.publish import publish

    return publish(merged, release=release, first_shown=first_shown)
