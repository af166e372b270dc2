"""The workspace lies where a person said, or else in the folder that the system gives each of its users for data.

A folder that was named may be a USB stick or a shared drive: others may open it, and its own modes are kept.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from coreflect.core.errors import Misuse
from coreflect.core.names import shown

VARIABLE = "COREFLECT_WORKSPACE"


@dataclass(frozen=True, slots=True)
class WorkspaceFolder:
    """Where a workspace lies, and whether others may open it."""

    path: Path
    shared: bool


def find_folder(named: str | None, environment: Mapping[str, str] = os.environ) -> WorkspaceFolder:
    """Where the workspace lies.

    Takes the folder named on the command line, if any, and the environment, whose COREFLECT_WORKSPACE comes next. The
    folder need not exist yet, but the one above a named folder must.

    Raises:
        Misuse: the named folder can be none.
    """
    by_hand = named or environment.get(VARIABLE)
    if by_hand:
        return WorkspaceFolder(_checked(by_hand), shared=True)
    # Finding the system's folder costs as much as the rest of a start, so it is looked for only here.
    from platformdirs import user_data_dir

    return WorkspaceFolder(Path(user_data_dir("coreflect", appauthor=False)), shared=False)


def workspace_folder(named: str | None) -> Path:
    """The folder alone, for what needs no more than to know where it lies.

    Raises:
        Misuse: the named folder can be none.
    """
    return find_folder(named).path


def _checked(named: str) -> Path:
    try:
        if "\0" in named:
            raise ValueError(named)
        path = Path(named).expanduser().absolute()
        if path.exists() and not path.is_dir():
            raise Misuse(f"{shown(named)} is a file, so it cannot be the workspace.", "Name a folder.")
        if not path.parent.is_dir():
            raise Misuse(f"There is no folder {shown(str(path.parent))}.", "Make it first, or name another folder.")
    except (RuntimeError, ValueError):
        raise Misuse(f"{shown(named)} cannot be a folder.", "Look at how it is written.") from None
    except OSError as error:
        reason = shown(error.strerror or "no reason given")
        raise Misuse(f"The folder {shown(named)} cannot be opened: {reason}.", "Name another folder.") from None
    return path
