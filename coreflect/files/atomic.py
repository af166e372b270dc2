"""Writes, renames and removes files atomically: after a crash a file is the old one or the new one, never a mixture.

New content is written to a temporary file in the same folder, fsynced, and renamed over the old file; then the folder
is fsynced. A function returns only once its change is on the disk, after two fsyncs at most.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from coreflect.core.errors import NotSaved
from coreflect.core.names import shown

PREFIX = ".coreflect-"
SUFFIX = ".tmp"
DAY = 24 * 60 * 60.0
"""After this many seconds a temporary file cannot belong to a save that is still under way."""
SAVE_TAKES = 600.0
"""The same, where the system cannot say who is writing a file."""

REPLACE_PATIENCE = 2.0
"""For how many seconds a rename is tried again that Windows refuses because another program has the file open."""
_PAUSE = 0.02

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_LOCKED_AWAY = {errno.EROFS, errno.EACCES, errno.EPERM}
_GONE = {errno.ENOENT, errno.ENOTDIR, errno.ENODEV, errno.ENXIO, errno.ESTALE}
_NO_FOLDER_FSYNC = {errno.EINVAL, errno.ENOTSUP, errno.EBADF}
_TRY_AGAIN = "Nothing saved before is lost."


def write_whole(path: Path, content: bytes, *, private: bool = True, modified: float | None = None) -> None:
    """Put `content` into the file at `path`, whole or not at all.

    Args:
        path: the file; its folder must exist.
        content: every byte of it.
        private: for the owner alone (0600); otherwise the file keeps the mode of the file it replaces, or the default.
        modified: the modification time to set, in seconds since 1970; None leaves the present time.

    Raises:
        NotSaved: it did not reach the disk. The old file is unchanged, or, if only the folder's fsync failed, replaced.
    """
    temporary = path.with_name(f"{PREFIX}{os.urandom(8).hex()}{SUFFIX}")
    try:
        with _written_new(temporary, content, None if private else _mode_of(path), private=private):
            _replace(temporary, path)
        if modified is not None:
            with suppress(OSError):
                os.utime(path, (modified, modified))
        _sync_folder(path.parent)
    except BaseException as error:
        with suppress(OSError):
            temporary.unlink()
        if isinstance(error, OSError):
            raise not_saved(path, error) from error
        raise


def remove(path: Path) -> None:
    """Remove a file, if it exists, so that it does not come back after a power cut.

    Raises:
        NotSaved: it could not be removed.
    """
    try:
        path.unlink()
        _sync_folder(path.parent)
    except FileNotFoundError:
        return
    except OSError as error:
        message = f"{shown(path.name)} was not removed from {shown(str(path.parent))}: {_reason(error)}."
        raise NotSaved(message, "Look at who may write there, then try again.") from error


def rename(old: Path, new: Path) -> None:
    """Rename a file within its folder, replacing any file of the new name, so that this survives a power cut.

    Raises:
        NotSaved: it could not be renamed.
    """
    try:
        _replace(old, new)
        _sync_folder(new.parent)
    except OSError as error:
        raise not_saved(new, error) from error


def make_folder(folder: Path, *, private: bool = True) -> None:
    """Make a folder, if it does not exist, so that it survives a power cut. The folder above it must exist.

    Raises:
        NotSaved: it could not be made.
    """
    try:
        folder.mkdir(mode=0o700 if private else 0o777)
        _sync_folder(folder.parent)
    except FileExistsError:
        if not folder.is_dir():
            raise NotSaved(
                f"There is a file where a folder is needed: {shown(str(folder))}.", "Move it away."
            ) from None
    except OSError as error:
        raise not_saved(folder, error) from error


def make_parents(folder: Path) -> None:
    """Make the folders above a folder, with the system's default mode.

    Raises:
        NotSaved: they could not be made.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise not_saved(folder, error) from error


def sweep(folder: Path, older_than: float = DAY) -> int:
    """Remove the temporary files that killed saves left in a folder, if they are older than `older_than` seconds.

    Returns how many were removed. Files that cannot be read or removed stay, and nothing is raised.
    """
    removed = 0
    for temporary in stray(folder, older_than):
        with suppress(OSError):
            temporary.unlink()
            removed += 1
    return removed


def sweep_dead(folder: Path) -> None:
    """Remove what killed saves left in a folder, however young it is; a save under way keeps its own file."""
    for temporary in dead(folder):
        with suppress(OSError):
            temporary.unlink()


def dead(folder: Path) -> tuple[Path, ...]:
    """List the temporary files in a folder that no process is writing."""
    return tuple(path for path in stray(folder, -DAY) if not _is_being_written(path))


def stray(folder: Path, older_than: float = DAY) -> tuple[Path, ...]:
    """List the temporary files in a folder that are older than `older_than` seconds."""
    before = time.time() - older_than
    found: list[Path] = []
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if is_temporary(entry.name):
                with suppress(OSError):
                    if entry.stat(follow_symlinks=False).st_mtime < before:
                        found.append(Path(entry.path))
    return tuple(sorted(found))


def is_temporary(name: str) -> bool:
    """Whether a file with this name is temporary: a save under way, or what is left of one."""
    return name.startswith(PREFIX) and name.endswith(SUFFIX)


def not_saved(path: Path, error: OSError) -> NotSaved:
    """Make the fault of a file or folder that could not be saved: a sentence that names it, and a remedy."""
    folder, name = shown(str(path.parent)), shown(path.name)
    if error.errno in _FULL:
        return NotSaved(
            f"The disk is full: {name} was not saved in {folder}.", f"{_TRY_AGAIN} Make room, then try again."
        )
    if error.errno in _LOCKED_AWAY:
        hint = f"{_TRY_AGAIN} Let this folder be written to, or use another one."
        return NotSaved(f"Nothing can be written to {folder}: {name} was not saved.", hint)
    if error.errno in _GONE:
        hint = f"{_TRY_AGAIN} Plug the drive in again, or look where the folder went, then try again."
        return NotSaved(f"The folder {folder} is not there any more: {name} was not saved.", hint)
    return NotSaved(
        f"{name} was not saved in {folder}: {_reason(error)}.", f"{_TRY_AGAIN} Look at the disk, then try again."
    )


def _mode_of(path: Path) -> int | None:
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        return None


@contextmanager
def _written_new(temporary: Path, content: bytes, mode: int | None, *, private: bool) -> Iterator[None]:
    """Write a new file, which is seen to be under way for as long as the context lasts."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    file = os.open(temporary, flags, 0o600 if private else 0o666)
    try:
        _mark(file)
        if mode is not None and hasattr(os, "fchmod"):
            with suppress(OSError):
                os.fchmod(file, mode)
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(file, rest) :]
        os.fsync(file)
        if sys.platform != "win32":
            yield
    finally:
        os.close(file)
    if sys.platform == "win32":
        yield  # an open file cannot be renamed there


if sys.platform == "win32":

    def _mark(file: int) -> None:
        """Do nothing: this system has no such locks."""

    def _is_being_written(temporary: Path) -> bool:
        with suppress(OSError):
            return time.time() - temporary.stat().st_mtime < SAVE_TAKES
        return False

else:
    import fcntl

    def _mark(file: int) -> None:
        """Mark a file as being written, for as long as it is open."""
        with suppress(OSError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _is_being_written(temporary: Path) -> bool:
        """Whether a process is writing this file; where the system cannot tell, whether it is young."""
        try:
            file = os.open(temporary, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        except OSError:
            return False
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        except OSError:
            return time.time() - os.fstat(file).st_mtime < SAVE_TAKES
        finally:
            os.close(file)
        return False


def _replace(temporary: Path, path: Path) -> None:
    give_up = time.monotonic() + REPLACE_PATIENCE
    while True:
        try:
            os.replace(temporary, path)  # noqa: PTH105 - tests put a fault into it here
        except PermissionError as error:
            refused_by_windows = getattr(error, "winerror", None) is not None
            if not refused_by_windows or time.monotonic() >= give_up:
                raise
            time.sleep(_PAUSE)
        else:
            return


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _NO_FOLDER_FSYNC:
            raise
    finally:
        os.close(handle)


def _reason(error: OSError) -> str:
    return shown(error.strerror or type(error).__name__)
