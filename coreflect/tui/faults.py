"""An unforeseen error is told and logged by its kind and place alone: values are people's answers."""

from __future__ import annotations

import traceback
from pathlib import Path


def place_of(error: BaseException) -> str:
    """The kind of an error and where in the program it arose, as in "KeyError in question, line 41"."""
    frames = traceback.extract_tb(error.__traceback__, limit=-1)
    where = f" in {Path(frames[-1].filename).stem}, line {frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{where}"


def path_of(error: BaseException) -> str:
    """The way to an error, a line a call, and the errors behind it: files, lines and functions, no values."""
    lines: list[str] = []
    seen: BaseException | None = error
    while seen is not None:
        lines.append(type(seen).__name__)
        lines.extend(
            f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(seen.__traceback__)
        )
        seen = seen.__cause__ or seen.__context__
    return "\n".join(lines) + "\n"


def log(error: BaseException) -> Path | None:
    """Write the way to an error into this user's log; returns the log's path, or None where it cannot be written."""
    import platformdirs

    try:
        folder = platformdirs.user_log_path("coreflect", ensure_exists=True)
        path = folder / "coreflect.log"
        with path.open("a", encoding="utf-8") as file:
            file.write(path_of(error))
    except OSError:
        return None
    return path


def told(error: BaseException) -> str:
    """What is said after an unforeseen error: what happened, that answers stand, and where the log is."""
    path = log(error)
    where = f" What happened is written in {path}, without any answers." if path else ""
    return (
        f"Something went wrong that we did not foresee ({place_of(error)}). "
        f"Every answer that was shown as kept is kept: start coreflect again and go on.{where}"
    )
