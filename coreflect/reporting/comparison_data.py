"""The comparison for programmes: the published values as plain lists and tables, with nothing added or left out."""

from __future__ import annotations

from typing import Any

from coreflect.core.results import Published


def comparison_data(published: Published) -> dict[str, Any]:
    """What is published, ready to be written as JSON: {"rounds": [...]}; names as in `core.results`."""
    data: dict[str, Any] = _plain(published)
    return data


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        if hasattr(value, "_asdict"):
            return {name: _plain(part) for name, part in value._asdict().items()}
        return [_plain(part) for part in value]
    return value
