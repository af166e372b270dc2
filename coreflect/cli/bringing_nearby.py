"""Files that may be brought in are looked for in one place, by their names alone; none is opened and none is made."""

from __future__ import annotations

from pathlib import Path

EXPORTS = "exports"
ENDING = ".zip"


def files_nearby() -> tuple[str, ...]:
    """The names of files in `exports`, or in the current folder without it, that may be packages, in order."""
    exports = Path(EXPORTS)
    try:
        folder = exports if exports.is_dir() else Path()
        found = [one for one in folder.iterdir() if one.suffix.lower() == ENDING and one.is_file()]
    except OSError:
        return ()
    return tuple(sorted(str(one) for one in found if not one.name.startswith(".")))
