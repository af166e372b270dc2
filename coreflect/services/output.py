"""Writes the files that leave a workspace: where somebody says, to standard output, or into the folder `exports`."""

from __future__ import annotations

import sys
from pathlib import Path

from coreflect.core.errors import Misuse, NotSaved
from coreflect.core.names import quoted, shown
from coreflect.files.atomic import make_folder, not_saved, sweep_dead, write_whole

STANDARD_OUTPUT = "standard output"


def exports_folder() -> Path:
    """The folder `exports` under the current one, made for its owner alone when it is not there yet."""
    folder = Path("exports")
    make_folder(folder, private=True)
    return folder


def exports_there() -> Path:
    """Name the folder `exports` under the current one, whether it is there or not."""
    return Path("exports").absolute()


def sweep_exports() -> None:
    """Remove what killed saves left in the folder `exports` under the current one: answers may be in it."""
    sweep_dead(exports_there())


def output_name(path: str) -> str:
    """The name under which people know the place that is written to: the path, or standard output for `-`."""
    return STANDARD_OUTPUT if path == "-" else path


def output_place(output: str | None, usual: str) -> tuple[str, Path]:
    """Return the file to write to, and the folder that remembers what is released: that of the file, or `exports`.

    Takes what was typed, None for a file with its `usual` name in the folder `exports`, and `-` for standard output.

    Raises:
        Misuse: it is no file, or its folder is not there.
        NotSaved: it cannot be looked at.
    """
    if output is None:
        return str(exports_folder() / usual), exports_folder()
    if output == "-":
        return output, exports_folder()
    path = Path(output)
    try:
        if not output.strip() or path.is_dir():
            raise Misuse(f"{quoted(output) or 'Nothing'} is no file to write to.", "Name a file, or `-`.")
        if not path.parent.is_dir():
            raise Misuse(f"There is no folder {shown(str(path.parent))}.", "Make it first, or name another.")
        is_usual = path.is_file() or not path.exists()
    except OSError as error:
        raise NotSaved(f"{quoted(output)} cannot be written: {error.strerror}.", "Name another file.") from None
    return output, path.parent if is_usual else exports_folder()


def write_file(path: str, content: bytes) -> None:
    """Write to a file, whole or not at all, or to standard output for `-`.

    What is no ordinary file, such as /dev/stdout, is written into and never replaced.

    Raises:
        Misuse: a folder is named, or one that is not there.
        NotSaved: it did not reach the disk.
    """
    if path == "-":
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
        return
    file = Path(path)
    try:
        if not path or file.is_dir():
            raise Misuse(f"{quoted(path) or 'Nothing'} is no file to write to.", "Name a file, or `-`.")
        if not file.parent.is_dir():
            raise Misuse(f"There is no folder {shown(str(file.parent))}.", "Make it first, or name another.")
        if file.exists() and not file.is_file():
            file.write_bytes(content)
            return
    except OSError as error:
        raise not_saved(file, error) from None
    write_whole(file, content)
