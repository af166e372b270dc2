"""Writes the files that leave a workspace: where somebody says, to standard output, or into the folder for exports.

It opens them too, on a desktop that has windows.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from shutil import which
from subprocess import DEVNULL, Popen

from platformdirs import user_documents_dir

from coreflect.core.errors import Misuse, NotSaved
from coreflect.core.names import quoted, shown
from coreflect.core.texts.commands import not_written_as
from coreflect.files.atomic import make_folder, not_saved, sweep_dead, write_whole

STANDARD_OUTPUT = "standard output"


def exports_place() -> Path:
    """The folder for what leaves a workspace, which need not be there yet: `exports` under the current folder.

    In the home folder, where terminals open, it is `coreflect` among the person's documents, so that they find it.
    """
    here = Path("exports")
    try:
        if here.is_dir() or Path.cwd() != Path.home():
            return here
    except (OSError, RuntimeError):
        return here
    documents = Path(user_documents_dir())
    return (documents if documents.is_dir() else Path.home()) / "coreflect"


def exports_folder() -> Path:
    """The same folder, made for its owner alone when it is not there yet."""
    folder = exports_place()
    make_folder(folder, private=True)
    return folder


def exports_there() -> Path:
    """Name the folder for exports in full, whether it is there or not."""
    return exports_place().absolute()


def sweep_exports() -> None:
    """Remove what killed saves left in the folder for exports: answers may be in it."""
    sweep_dead(exports_there())


def opens_files() -> bool:
    """Whether this is a desktop on which a file opens in a window, and not a text terminal or a distant one."""
    if os.environ.get("SSH_CONNECTION"):
        return False
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")) and which("xdg-open") is not None


def open_file(path: str) -> None:
    """Open a file or folder with what the desktop opens it with; where that fails, nothing happens.

    Nothing that it starts can write into this terminal.
    """
    if sys.platform == "win32":
        with suppress(OSError):
            os.startfile(path)  # noqa: S606
        return
    opener = "open" if sys.platform == "darwin" else "xdg-open"
    with suppress(OSError):
        Popen([opener, path], stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL, start_new_session=True)  # noqa: S603


def check_ending(path: str | None, *endings: str) -> None:
    """Check that the name of a file to write says what is in it; a name without an ending may stand for anything.

    Raises:
        Misuse: it has another ending than these.
    """
    ending = Path(path or "").suffix
    if path != "-" and ending and ending.lower() not in endings:
        raise Misuse(*not_written_as(ending, endings))


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
            raise Misuse(f"{quoted(output) or 'Nothing'} is not a file that can be written.", "Name a file, or `-`.")
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
        # In the place of an output that was closed stands an empty one, which would take everything.
        if getattr(sys.stdout.buffer, "name", "") == os.devnull:
            raise NotSaved("Standard output is closed, so nothing was written.", "Name a file after -o.")
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
        return
    file = Path(path)
    try:
        if not path or file.is_dir():
            raise Misuse(f"{quoted(path) or 'Nothing'} is not a file that can be written.", "Name a file, or `-`.")
        if not file.parent.is_dir():
            raise Misuse(f"There is no folder {shown(str(file.parent))}.", "Make it first, or name another.")
        if file.exists() and not file.is_file():
            file.write_bytes(content)
            return
    except OSError as error:
        raise not_saved(file, error) from None
    write_whole(file, content)
