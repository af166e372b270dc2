"""Writes the files that leave a workspace: where somebody says, to standard output, or into the folder `exports`."""

from __future__ import annotations

import sys
from pathlib import Path

from coreflect.core.errors import Misuse
from coreflect.core.names import quoted, shown
from coreflect.files.atomic import make_folder, not_saved, write_whole

STANDARD_OUTPUT = "standard output"


def exports_folder() -> Path:
    """The folder `exports` under the current one, made for its owner alone when it is not there yet."""
    folder = Path("exports")
    make_folder(folder, private=True)
    return folder


def output_name(path: str) -> str:
    """The name under which people know the place that is written to: the path, or standard output for `-`."""
    return STANDARD_OUTPUT if path == "-" else path


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
