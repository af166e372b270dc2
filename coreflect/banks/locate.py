"""A bank is found by the name of its file alone, and the file is read only when asked for.

The name is `<bank>.toml`, or `<bank>.<wording>.toml` for a further wording of that bank.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from coreflect.core.bank import BankFile, Fault
from coreflect.core.bank_text import LARGEST, too_large
from coreflect.core.errors import CoreflectError
from coreflect.core.names import shown

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

FOLDER = "question_banks"
SUFFIX = ".toml"


@dataclass(frozen=True, slots=True)
class Found:
    """A bank's file, or one of its wordings', by name."""

    place: Traversable

    @property
    def name(self) -> str:
        return self.place.name

    @property
    def bank(self) -> str:
        return self.stem.partition(".")[0]

    @property
    def stem(self) -> str:
        return self.name[: -len(SUFFIX)]

    @property
    def is_wording(self) -> bool:
        return "." in self.stem

    @property
    def is_toml(self) -> bool:
        return self.name.lower().endswith(SUFFIX) and not self.name.startswith(".")

    def read(self, name: str = "") -> BankFile | Fault:
        """The file byte for byte, under this name or its own, or the fault that keeps it from being read."""
        return read_file(self.place, name or shown(self.name))


def shipped_folder() -> Traversable:
    """The folder of the banks that come with coreflect: inside the package once installed, beside it in a checkout.

    Raises:
        CoreflectError: there is none.
    """
    package = files("coreflect")
    inside = package / FOLDER
    if inside.is_dir():
        return inside
    beside = Path(str(package)).parent / FOLDER
    if beside.is_dir():
        return beside
    raise CoreflectError("The questions that come with coreflect are missing.", "Install coreflect again.")


def toml_files(folder: Traversable) -> tuple[Found, ...]:
    """Every TOML file of a folder by name, banks before their wordings; hidden files are somebody else's.

    Raises:
        OSError: the folder cannot be read.
    """
    names: Iterable[Traversable] = folder.iterdir()
    found = [one for one in map(Found, names) if one.is_toml]
    return tuple(sorted(found, key=lambda one: (one.bank, one.is_wording, one.name)))


def read_file(place: Traversable, name: str) -> BankFile | Fault:
    """Read a file, but never more than a bank may hold.

    Takes the file and the name under which it is spoken of. Returns its bytes under that name, or a fault.
    """
    try:
        if place.is_dir():
            return Fault(name, "", "this is a folder.", "Name the bank's file in it.")
        if not place.is_file():
            return Fault(name, "", "there is no such file, or it is no ordinary one.", "Look at its name.")
        with place.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        return Fault(
            name, "", f"the file cannot be read: {error.strerror or 'no reason given'}.", "Look at who may open it."
        )
    except ValueError:
        return Fault(name, "", "this cannot be a file's name.", "Look at how it is written.")
    return too_large(name) if len(content) > LARGEST else BankFile(name, content)
