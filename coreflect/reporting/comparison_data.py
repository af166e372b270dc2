"""The comparison for programs: the published values as plain lists and tables, with nothing added or left out.

Names are those of `core.results`, where each says what it means; what is not there is null. The form only ever grows:
a name keeps its meaning, and new ones are added.
"""

from __future__ import annotations

from typing import Any

from coreflect.core.results import Published
from coreflect.reporting.all_teams import all_teams


def comparison_data(published: Published) -> dict[str, Any]:
    """What is published, ready to be written as JSON: {"rounds": [...], "all_teams": [...]}.

    `rounds` are by team, then date. `all_teams` are the sums of `reporting.all_teams`, one for each item.
    """
    return {**_plain(published), "all_teams": _plain(all_teams(published))}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        if hasattr(value, "_asdict"):
            return {name: _plain(part) for name, part in value._asdict().items()}
        return [_plain(part) for part in value]
    return value
