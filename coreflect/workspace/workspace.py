"""The workspace port on a folder: one small file a record, one atomic write a save, reading that changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from coreflect.core.errors import CoreflectError, Damaged
from coreflect.core.model import Action, Note, Records, Reflection, RoomCount
from coreflect.core.ports import Ids
from coreflect.core.workspace import HandedOver, Place, Returning, Turnout
from coreflect.files.atomic import sweep
from coreflect.workspace.folders import RoundFolder, find_folder
from coreflect.workspace.gathering import Gathering, counts_in, take_in, together
from coreflect.workspace.ids import return_mark, spoken
from coreflect.workspace.imports import Imports
from coreflect.workspace.record_files import RecordFiles
from coreflect.workspace.responses import StoredResponses
from coreflect.workspace.room import StoredRoom
from coreflect.workspace.rounds import StoredRounds
from coreflect.workspace.taking_out import Forgetting, TakingOut
from coreflect.workspace.withdrawals import Withdrawals

if TYPE_CHECKING:
    from coreflect.core.banks.bank import Bank, BankFile
    from coreflect.core.reflections.responses import Draft, Finished
    from coreflect.workspace.imports import PackageReader
    from coreflect.workspace.room import Said


def open_workspace(named: str | None = None, reader: PackageReader | None = None) -> Workspace:
    """The workspace in the folder named on the command line, by COREFLECT_WORKSPACE, or in the laptop's own.

    `reader` reads the packages that were brought in. What crashes left is cleared on the way; no response is read.

    Raises:
        Misuse: the named folder can be none.
    """
    from coreflect.workspace.ids import SystemIds

    folder = find_folder(named)
    workspace = Workspace(folder.path, shared=folder.shared, ids=SystemIds(), reader=reader)
    workspace.tidy()
    return workspace


class Workspace:
    """Everything that one folder keeps; the protocol `Workspace` says what its methods promise."""

    def __init__(self, root: Path, *, shared: bool, ids: Ids, reader: PackageReader | None = None) -> None:
        """Takes the folder (it need not exist yet), whether others may open it, ids, and what can read packages."""
        self.root = root
        self._shared = shared
        self._ids = ids
        self._was_there = root.is_dir()
        self.files = RecordFiles(private=not shared)
        self._rounds = StoredRounds(root, self.files)
        self._withdrawals = Withdrawals(self.files, ids)
        self._responses = StoredResponses(self.files, self._withdrawals, ids)
        self._room = StoredRoom(self.files, self._withdrawals, ids)
        self._imports = Imports(root, self.files, reader)
        forgetting = Forgetting(root, self.files, self._responses)
        self.taking_out = TakingOut(self._rounds, self._responses, self._withdrawals, forgetting, self._imports)
        self._gathering = Gathering(self._rounds, self._responses, self._room, self._withdrawals)
        self._days: dict[str, str] = {}

    def place(self) -> Place:
        """Where the answers are kept."""
        return Place(str(self.root), self._shared)

    def rounds(self) -> tuple[Reflection, ...]:
        """Every readable round, newest date first; unreadable ones are in `faults`."""
        return self._rounds.all()

    def round(self, round_id: str) -> Reflection:
        """The round with this id.

        Raises:
            Misuse: there is no such round, or Damaged: it cannot be read.
        """
        return self._rounds.one(round_id)

    def faults(self) -> tuple[str, ...]:
        """One sentence for each file that could not be read and was passed over."""
        if self._was_there and not self.root.is_dir():
            return (f"The folder {self.root} is not there any more. Plug the drive in again, or look where it went.",)
        self._rounds.all()
        return (*self._rounds.in_two_versions(), *self.files.passed_over())

    def turnout(self, round_id: str) -> Turnout:
        """How many have begun and finished, from file names."""
        return self._responses.turnout(self._rounds.folder(round_id))

    def people(self, round_id: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
        """The responses that were begun, finished and taken back in a round, from the names of files."""
        folder = self._rounds.folder(round_id)
        return (*self._responses.people(folder), self._withdrawals.taken_back(folder))

    def banks(self, round_id: str) -> tuple[Bank, ...]:
        """The round's own snapshot of its banks, in the order in which it asks them."""
        return self._rounds.banks(round_id)

    def keep_round(self, reflection: Reflection, bank_files: Sequence[BankFile]) -> None:
        """Keep a new round, or a new revision of its facts, with the files of its banks."""
        self._rounds.keep(reflection, bank_files)
        self._was_there = True
        self._days[reflection.id] = reflection.date

    def keep_draft(self, draft: Draft) -> Draft:
        """Keep unfinished answers; returns the draft as kept, with its new mark."""
        return self._responses.keep_draft(self._rounds.folder(draft.round), draft, self._day(draft.round))

    def finish(self, finished: Finished, draft: Draft) -> None:
        """Keep finished answers in place of the draft that they came from."""
        round_id = finished.response.round
        self._responses.finish(self._rounds.folder(round_id), finished, draft, self._day(round_id))

    def drop_draft(self, draft: Draft) -> None:
        """Forget unfinished answers; finished ones beside them stand."""
        self._responses.drop_drafts(self._rounds.folder(draft.round), draft.response)

    def keep_helped(self, round_id: str, kind: str) -> None:
        """Count one person who had help (`chosen` or `paid`), for the round as a whole."""
        self._room.keep_helped(self._rounds.folder(round_id), kind, self._day(round_id))

    def words_mark(self, round_id: str, words: str) -> str:
        """The mark of two return words in this round, to be kept in `Draft.words`; the words themselves never are."""
        return return_mark(round_id, words)

    def returning(self, words: str) -> Returning | None:
        """What these two return words open, in any round; None where they fit nothing."""
        if not spoken(words):
            return None
        for reflection in self.rounds():
            folder = self._rounds.folder(reflection.id)
            if not self._responses.turnout(folder).begun:
                continue
            response = self._responses.with_mark(folder, return_mark(reflection.id, words))
            if response is not None:
                draft = self._responses.draft(folder, response)
                return Returning(reflection, draft, self._responses.finished(folder, response))
        return None

    def forget(self, round_id: str) -> None:
        """Take all answers and notes of a round out for ever; its facts, agreed levels and actions stay.

        They leave what was brought in as well. Names that were declared to be this round are forgotten with it.

        Raises:
            Misuse: there is no such round, here or in what was brought in.
        """
        self.taking_out.forget(round_id, self._day)

    def is_forgotten(self, round_id: str) -> bool:
        """Whether the answers of this round were taken out, all of them."""
        return self._withdrawals.is_forgotten(self._rounds.folder(round_id))

    def copies(self, round_id: str) -> tuple[HandedOver, ...]:
        """The packages handed over that may hold answers of this round; they cannot be called back."""
        return self._withdrawals.handed_over(self._rounds.folder(round_id))

    def withdraw(self, round_id: str, response_id: str) -> tuple[HandedOver, ...]:
        """Take a response and its notes back for ever; returns the packages handed over that may still hold it."""
        folder = self._rounds.folder(round_id)
        self.taking_out.withdraw(folder, response_id, self._day(round_id))
        return self._withdrawals.handed_over(folder, response_id)

    def room(self, round_id: str) -> tuple[RoomCount, ...]:
        """Every count of the room: tallies, agreed levels, items chosen to talk about; help is not among them."""
        return tuple(row for row in counts_in(self._said(round_id)) if row.kind != "helped")

    def keep_room(self, counts: Sequence[RoomCount]) -> None:
        """Keep one record of the room, all its rows; another terminal's revision is never overwritten."""
        for round_id in {row.round for row in counts}:
            self._room.keep_counts(self._rounds.folder(round_id), counts, self._day(round_id))

    def room_notes(self, round_id: str) -> tuple[Note, ...]:
        """What the room wrote down while it talked, by id; notes of people who answered are not among them."""
        return tuple(said for said in self._said(round_id) if isinstance(said, Note))

    def keep_room_note(self, note: Note) -> None:
        """Keep what the room wrote down about an item, or (with no bank and item) about the meeting."""
        self._room.keep_note(self._rounds.folder(note.round), note, self._day(note.round))

    def actions(self, team: str = "") -> tuple[Action, ...]:
        """Every action of a team's rounds, or of all, by round date and id."""
        rounds = sorted(self.rounds(), key=lambda reflection: (reflection.date, reflection.id))
        said = (one for reflection in rounds if team in ("", reflection.team) for one in self._said(reflection.id))
        return tuple(one for one in said if isinstance(one, Action))

    def keep_action(self, action: Action) -> None:
        """Keep an action, new or as a new revision."""
        self._room.keep_action(self._rounds.folder(action.round), action, self._day(action.round))

    def drafts(self, round_id: str) -> int:
        """How many people have unfinished answers; read from names, so it is cheap enough to ask every two seconds."""
        return self._responses.drafts_left(self._rounds.folder(round_id))

    def records(self, rounds: Sequence[str] | None = None) -> Records:
        """Everything finished in these rounds; drafts are never in it.

        Without `rounds`, every round is meant whose facts and questions can be read; `faults` names the others.

        Raises:
            Misuse: there is no such round.
            Damaged: the facts or the questions of a round that was asked for cannot be read.
        """
        if rounds is None:
            found = [
                part for reflection in self.rounds() if (part := self._records_or_pass_over(reflection.id)) is not None
            ]
        else:
            found = [self._gathering.round(self.round(one).id) for one in dict.fromkeys(rounds)]
        return together(found)

    def revisions(self, round_id: str) -> tuple[Reflection, ...]:
        """Every revision of a round's facts that no other replaces: more than one where two terminals changed them."""
        return self._rounds.standing(round_id)

    def records_of_invitation(self, round_id: str) -> Records:
        """A round's facts, protection and questions, and nothing that anybody answered.

        Raises:
            Misuse: there is no such round.
            Damaged: its facts or questions cannot be read.
        """
        return self._gathering.invitation(self.round(round_id))

    def take_in(self, records: Records) -> None:
        """Keep the rounds of an invitation, as `gathering.take_in` says and raises."""
        take_in(self._rounds, records)
        self._was_there = True

    def note_handed_over(self, round_id: str, file: str, responses: Sequence[str]) -> None:
        """Keep which responses a package held that was written, so that a withdrawal can name it.

        Raises:
            NotKept: it did not reach the disk.
        """
        package = HandedOver(file, tuple(sorted(responses)))
        self._withdrawals.note_handed_over(self._rounds.folder(round_id), package, self._day(round_id))

    def imports(self) -> tuple[Path, ...]:
        """The packages that were brought in, by name."""
        return self._imports.paths()

    def round_folders(self) -> tuple[RoundFolder, ...]:
        """Where each round lies, those that cannot be read among them."""
        return self._rounds.folders()

    def tidy(self) -> None:
        """Clear temporary files older than a day, and what a crash left of what was taken out.

        Reads names only; more where it finds by a name that taking out was begun and not finished.
        """
        sweep(self.root)
        sweep(self.root / "imports")
        for folder in self._rounds.folders():
            for each in (folder.path, *folder.folders):
                sweep(each)
            self.taking_out.sweep(folder)

    def _records_or_pass_over(self, round_id: str) -> Records | None:
        try:
            return self._gathering.round(round_id)
        except Damaged as damage:
            self.files.pass_over(self._rounds.folder(round_id).banks, str(damage))
            return None

    def _said(self, round_id: str) -> tuple[Said, ...]:
        return tuple(one.said for one in self._room.records(self._rounds.folder(round_id)))

    def _day(self, round_id: str) -> str:
        if round_id not in self._days:
            try:
                self._days[round_id] = self.round(round_id).date
            except CoreflectError:
                # The facts may be damaged or the drive away: that is no reason to lose an answer.
                return ""
        return self._days[round_id]
