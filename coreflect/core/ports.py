"""What the faces and rules ask of the world outside, as protocols: clocks, chance, shelf, workspace and packages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from coreflect.core.banks.bank import Bank, BankFile, ShelvedBank
from coreflect.core.model import Action, Note, Reflection, RoomCount
from coreflect.core.names import Ids
from coreflect.core.reflections.responses import Draft, Finished

if TYPE_CHECKING:
    from coreflect.core.merging.importing import Decided, LastImport, Preview, Progress
    from coreflect.core.results import Published, PublishedRound
    from coreflect.core.workspace import HandedOver, Place, Returning, Turnout

    OnProgress = Callable[[Progress], None]


class Clock(Protocol):
    """Today, in the place where the laptop stands."""

    def today(self) -> str:
        """The date as YYYY-MM-DD."""


class Shelf(Protocol):
    """The banks that can be asked: shipped, then the workspace's own."""

    def banks(self) -> tuple[ShelvedBank, ...]:
        """Every bank found, broken ones with their faults."""

    def find(self, bank_id: str) -> ShelvedBank:
        """The bank with this id.

        Raises:
            Misuse: there is none; the message names the nearest.
        """


class Workspace(Protocol):
    """What is kept on disk. Each method that keeps something returns once it is on disk, or raises NotKept."""

    def place(self) -> Place:
        """Where the answers are kept."""

    def rounds(self) -> tuple[Reflection, ...]:
        """Every readable round, newest date first; unreadable ones are in `faults`."""

    def round(self, round_id: str) -> Reflection:
        """The round with this id.

        Raises:
            Misuse: there is no such round, or Damaged: it cannot be read.
        """

    def faults(self) -> tuple[str, ...]:
        """One sentence for each file that could not be read and was passed over."""

    def turnout(self, round_id: str) -> Turnout:
        """How many have begun and finished, from file names."""

    def banks(self, round_id: str) -> tuple[Bank, ...]:
        """The round's own snapshot of its banks, in the order in which it asks them."""

    def keep_round(self, reflection: Reflection, bank_files: Sequence[BankFile]) -> None:
        """Keep a new round, or a new revision of its facts, with the files of its banks."""

    def keep_draft(self, draft: Draft) -> Draft:
        """Keep unfinished answers; returns the draft as kept, with its new mark."""

    def finish(self, finished: Finished, draft: Draft) -> None:
        """Keep finished answers in place of the draft that they came from."""

    def drop_draft(self, draft: Draft) -> None:
        """Forget unfinished answers; finished ones beside them stand."""

    def keep_helped(self, round_id: str, kind: str) -> None:
        """Count one person who had help (`chosen` or `paid`), for the round as a whole."""

    def words_mark(self, round_id: str, words: str) -> str:
        """The mark of two return words in this round, to be kept in `Draft.words`; the words themselves never are."""

    def returning(self, words: str) -> Returning | None:
        """What these two return words open, in any round; None where they fit nothing."""

    def forget(self, round_id: str) -> None:
        """Take all answers and notes of a round out for ever; its facts, agreed levels and actions stay.

        They leave what was brought in as well. Names that were declared to be this round are forgotten with it.

        Raises:
            Misuse: there is no such round, here or in what was brought in.
        """

    def copies(self, round_id: str) -> tuple[HandedOver, ...]:
        """The packages handed over that may hold answers of this round; they cannot be called back."""

    def is_forgotten(self, round_id: str) -> bool:
        """Whether the answers of this round were taken out, all of them."""

    def withdraw(self, round_id: str, response_id: str) -> tuple[HandedOver, ...]:
        """Take a response and its notes back for ever; returns the packages handed over that may still hold it."""

    def room(self, round_id: str) -> tuple[RoomCount, ...]:
        """Every count of the room: tallies, agreed levels, items chosen to talk about; help is not among them."""

    def keep_room(self, counts: Sequence[RoomCount]) -> None:
        """Keep one record of the room, all its rows; another terminal's revision is never overwritten."""

    def room_notes(self, round_id: str) -> tuple[Note, ...]:
        """What the room wrote down while it talked, by id; notes of people who answered are not among them."""

    def keep_room_note(self, note: Note) -> None:
        """Keep what the room wrote down about an item, or (with no bank and item) about the meeting."""

    def actions(self, team: str = "") -> tuple[Action, ...]:
        """Every action of a team's rounds, or of all, by round date and id."""

    def keep_action(self, action: Action) -> None:
        """Keep an action, new or as a new revision."""

    def drafts(self, round_id: str) -> int:
        """How many people have unfinished answers; read from names, so it is cheap enough to ask every two seconds."""


class ImportsPort(Protocol):
    """Packages brought into the workspace: looked at first, then kept as one file, and taken back whole.

    `on_progress` is called now and then with how far it is; it may raise to stop, and then nothing has changed.
    """

    def nearby(self) -> tuple[str, ...]:
        """Names of files that may be brought in: those in the exports folder, or in the current one without it."""

    def look(self, names: Sequence[str], decided: Decided = ..., on_progress: OnProgress | None = None) -> Preview:
        """What would become of every record in these files and folders; without names, what is in conflict here.

        Raises:
            Misuse: there is no such file, or no package.
        """

    def import_files(
        self, names: Sequence[str], decided: Decided = ..., on_progress: OnProgress | None = None
    ) -> Preview:
        """Bring them in, in one step; returns what has become of the records. Without names it keeps what was decided.

        Where nothing changes, nothing is written.

        Raises:
            Refused: a file has a fault, and it was not decided to go on without; nothing was written.
            NotKept: it did not reach the disk; the workspace is as it was.
        """

    def last(self) -> LastImport | None:
        """The latest bringing-in, if there is one."""

    def undo(self) -> LastImport:
        """Take the latest bringing-in back whole; returns what it was.

        Raises:
            Misuse: nothing has been brought in.
        """


class Results(Protocol):
    """A round as it may be shown at this moment; everything in it has been cut by the small-group rule."""

    def published(self, round_id: str) -> PublishedRound:
        """The round as the room may see it. Before a private round is revealed it holds no items.

        Raises:
            Misuse: there is no such round.
        """

    def turnout(self, round_id: str) -> Turnout:
        """How many have begun and finished a round, those in files that were brought in among them.

        Files are opened once; where they cannot be read, they are left out.
        """

    def side_by_side(self) -> Published:
        """Every round that is here or was brought in, by team, then date, as the room may see it."""

    def imported(self) -> tuple[Reflection, ...]:
        """The rounds that are in files brought in and not among the workspace's own, newest date first."""

    def open_here(self, round_id: str) -> Reflection:
        """Take the facts, questions and room of a round that came in with files into the workspace, and return it.

        Nobody's answers are taken in; they stay in the file.

        Raises:
            Misuse: there is no such round.
            Refused: a file that was brought in is damaged.
            NotKept: it did not reach the disk.
        """

    def reveal(self, round_id: str) -> PublishedRound:
        """Fix who is counted (everyone finished now; drafts stay drafts), and give the round as it may be shown."""


class PackageFilesPort(Protocol):
    """Packages that travel, as the faces need them."""

    def open_invitation(self, file: str) -> Reflection:
        """Take the round of an invitation into the workspace, and return it.

        Raises:
            Refused: the file is no package, or is cut off or altered; nothing was written.
        """

    def write_invitation(self, reflection: Reflection) -> str:
        """Write the round's package without answers; returns the file's path."""

    def write_export(self, reflection: Reflection) -> str:
        """Write the round's package with its finished answers; returns the file's path."""


@dataclass(frozen=True, slots=True)
class Services:
    """All that a face works with."""

    workspace: Workspace
    shelf: Shelf
    packages: PackageFilesPort
    ids: Ids
    clock: Clock
    results: Results
    imports: ImportsPort
