"""Counts answers behind one door, `published`: whatever leaves this room has been put to the small-group rule.

Importing it loads no pandas; the first call does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coreflect.core.results import Published
    from coreflect.package.package import MergedPackages


def published(merged: MergedPackages, *, release: bool = False) -> Published:
    """Count merged records, and give everything that may be shown of them.

    Takes what a merge left, aliases not yet applied. Returns rounds by team, then date; nothing of a record in conflict
    is counted. A private round that has not been revealed shows nothing, unless this is a `release`: files laid side by
    side by whoever gathers them.
    """
    from coreflect.analysis.publish import publish

    return publish(merged, release=release)
