"""Which rounds a package holds is told from that one table, so that a large package need not be read whole."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from coreflect.core.errors import Refused
from coreflect.package.schema import ROUNDS
from coreflect.package.tables import read_values

if TYPE_CHECKING:
    from coreflect.core.model import Round

LONGEST = 1 << 26


def rounds_in(package: Path) -> tuple[Round, ...]:
    """The facts of the rounds in a package of our own; none where they cannot be read."""
    try:
        with zipfile.ZipFile(package) as zipped, zipped.open(ROUNDS.path) as table:
            content = table.read(LONGEST)
        values, _ = read_values(package.name, ROUNDS, content)
    except (Refused, OSError, ValueError, KeyError, NotImplementedError, zipfile.BadZipFile, EOFError):
        return ()
    return values
