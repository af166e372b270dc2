"""Of a forgotten round nothing stays but its facts, where the room stands, and what will be done; in no file at all.

What stays of the room is known by how its file begins, so that a file that is damaged, or that a sharing service
copied, stays or goes with the others of its kind.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from coreflect.core.model import Withdrawn
from coreflect.core.names import shown
from coreflect.files.atomic import is_temporary, remove
from coreflect.workspace.layout import SET_ASIDE, RoundFolder, response_name, room_name
from coreflect.workspace.record_files import RecordFiles
from coreflect.workspace.responses_kept import ResponsesKept
from coreflect.workspace.room_documents import read_room_record_of
from coreflect.workspace.room_kept import stays
from coreflect.workspace.storage import named

STAYS = (b'{"action":', b'{"agreed":')
"""How the files of records begin that stay: their table's name stands first, before that of the format."""
_LONGEST_START = max(map(len, STAYS))


class Forgetting:
    """What goes with the answers of a round, and its removal."""

    def __init__(self, root: Path, files: RecordFiles, responses: ResponsesKept) -> None:
        self._root = root
        self._files = files
        self._responses = responses

    def goes(self, folder: RoundFolder) -> set[Withdrawn]:
        """Every record of a round that goes when it is forgotten, as far as its files can be read."""
        found: set[str] = set()
        for name in self._files.names(folder.responses):
            said = response_name(name)
            if said is not None:
                found.add(said.response)
        taken_back: set[Withdrawn] = set()
        for file in self._responses.finished_files(folder):
            found |= {note.id for note in file.finished.notes}
            taken_back |= set(file.finished.withdrawn)
        for name in self._files.names(folder.room):
            of_room = room_name(name)
            if of_room is None:
                continue
            record = self._files.load_or_pass_over(folder.room / name, read_room_record_of(folder.id, of_room[0]))
            if record is not None and not stays(record.head):
                found.add(record.head.id)
        return taken_back | {Withdrawn(record, folder.id) for record in found}

    def leftovers(self, folder: RoundFolder) -> tuple[Path, ...]:
        """Every file that goes and is still there: those of the round, and what was set aside of it."""
        return tuple(self._leftovers(folder))

    def remove(self, folder: RoundFolder) -> None:
        """Remove them.

        Raises:
            NotKept: one of them could not be removed; those before it are gone.
        """
        for path in self._leftovers(folder):
            if path.is_dir() and not path.is_symlink():
                sentence = f"{named(path)} is a folder, which coreflect did not make: look whether answers are in it."
                self._files.pass_over(path, shown(sentence))
            else:
                remove(path)

    def _leftovers(self, folder: RoundFolder) -> Iterator[Path]:
        for each in (folder.responses, folder.handed_over):
            yield from (each / name for name in self._files.names(each))
        for name in self._files.names(folder.room):
            if is_temporary(name) or not _stays(folder.room / name):
                yield folder.room / name
        aside = self._root / SET_ASIDE
        begins = tuple(f"rounds.{folder.id}.{part}." for part in ("responses", "room", "handed-over"))
        for name in self._files.names(aside):
            if name.startswith(begins) and not _stays(aside / name):
                yield aside / name


def _stays(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(_LONGEST_START).startswith(STAYS)
    except OSError:
        return False
