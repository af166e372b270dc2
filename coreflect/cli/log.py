"""An unforeseen error leaves a trail of places in the code, and never a value: values are people's answers."""

from __future__ import annotations

import traceback
from datetime import UTC, datetime
from pathlib import Path


def noted(fault: BaseException) -> tuple[str, Path | None]:
    """Write down where an error arose.

    Takes the error. Returns its kind and place in a few words, and the log file, or None where it could not be written.
    The log holds file names of this package and its libraries, line numbers and the kind of error; no message of an
    error, since messages quote values.
    """
    steps = _steps(fault)
    where = f"{type(fault).__name__} at {steps[-1]}" if steps else type(fault).__name__
    lines: list[str] = []
    seen: BaseException | None = fault
    while seen is not None:
        lines += [f"{type(seen).__module__}.{type(seen).__qualname__}", *_steps(seen)]
        seen = seen.__cause__ or seen.__context__
    return where, _written(lines)


def _steps(fault: BaseException) -> list[str]:
    frames = traceback.extract_tb(fault.__traceback__)
    return [f"{'/'.join(Path(frame.filename).parts[-3:])}:{frame.lineno} in {frame.name}" for frame in frames]


def _written(lines: list[str]) -> Path | None:
    from platformdirs import user_log_path

    try:
        folder = user_log_path("coreflect", appauthor=False, ensure_exists=True)
        log = folder / "errors.log"
        with log.open("a", encoding="utf-8", newline="\n") as out:
            out.write("\n".join([f"{datetime.now(UTC):%Y-%m-%d}", *lines, "", ""]))
    except OSError:
        return None
    return log
