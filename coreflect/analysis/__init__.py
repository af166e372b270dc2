"""One door, published(): whatever leaves this room has been cut by the small-group rule.

The door opens the room when it is called, so that importing it loads no pandas.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coreflect.core.results import Published
    from coreflect.package.package import MergedPackages


def published(merged: MergedPackages, *, release: bool = False) -> Published:
    """Everything that may be shown of merged records.

    Takes what a merge left, aliases not yet applied. Returns rounds by team, then date; nothing of a record in conflict
    is counted. A private round that has not been revealed shows nothing, unless this is a `release`: files laid side by
    side by whoever gathers them.
    """
    from coreflect.analysis.publish import publish

    return publish(merged, release=release)
