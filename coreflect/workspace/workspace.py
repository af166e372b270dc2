"""Opens a workspace: the folder that stores everything, with one small file for each record.

The methods that begin with `save_`, `finish`, `drop_`, `forget`, `withdraw` or `note_` write to the disk before they
return, and raise NotSaved where they could not. `tidy` removes what crashes left. All other methods only read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from coreflect.core.errors import CoreflectError, Damaged, NotSaved
from coreflect.core.merging.revisions import settle
from coreflect.core.model import Action, Note, Records, Reflection, Response, RoomCount, Withdrawn
from coreflect.core.names import shown
from coreflect.core.ports import Ids
from coreflect.core.reflections.responses import CameInFile, Finished, HandedOver, Place, Returning, Turnout
from coreflect.core.texts.words import begun
from coreflect.files.atomic import sweep
from coreflect.workspace.file_words import StoredFileWords
from coreflect.workspace.folders import RoundFolder, find_folder
from coreflect.workspace.ids import SystemIds, return_mark, spoken
from coreflect.workspace.responses import StoredResponses
from coreflect.workspace.room import RoomContent, StoredRoom
from coreflect.workspace.rounds import StoredRounds
from coreflect.workspace.storage import RecordFiles
from coreflect.workspace.taking_out import Forgetting, ImportedPackages, PackageReader, TakingOut
from coreflect.workspace.withdrawals import Withdrawals

if TYPE_CHECKING:
    from coreflect.core.banks.bank import Bank, BankFile
    from coreflect.core.merging.shown_counts import ShownCounts
    from coreflect.core.reflections.responses import Draft
    from coreflect.workspace.asked import StoredAsking
    from coreflect.workspace.different_names import DifferentNames
    from coreflect.workspace.released import StoredReleases
    from coreflect.workspace.shown_counts import StoredShownCounts


def open_workspace(named: str | None = None, reader: PackageReader | None = None) -> Workspace:
    """Open the workspace in the folder named on the command line, by COREFLECT_WORKSPACE, or in the laptop's own.

    `reader` reads imported packages. Files that crashes left are removed; no response is read.

    Raises:
        Misuse: the named folder cannot be a workspace.
    """
    folder = find_folder(named)
    workspace = Workspace(folder.path, shared=folder.shared, ids=SystemIds(), reader=reader)
    workspace.tidy()
    return workspace


class Workspace:
    """Stores and reads everything: reflections with their questions, responses, room records, and imports."""

    def __init__(self, root: Path, *, shared: bool, ids: Ids, reader: PackageReader | None = None) -> None:
        """Take the folder (it need not exist yet), whether others may open it, ids, and a reader of packages."""
        self.root = root
        self._shared = shared
        self._was_there = root.is_dir()
        self.files = RecordFiles(private=not shared, why_gone=self._gone)
        self._rounds = StoredRounds(root, self.files)
        self._withdrawals = Withdrawals(self.files, ids)
        self._responses = StoredResponses(self.files, self._withdrawals, ids)
        self._file_words = StoredFileWords(self.files, self._withdrawals)
        self._room = StoredRoom(self.files, self._withdrawals, ids)
        self._imports = ImportedPackages(root, self.files, reader)
        forgetting = Forgetting(root, self.files, self._responses, lambda: self._shown_counts)
        self.taking_out = TakingOut(
            *(self._rounds, self._responses, self._file_words, self._withdrawals, forgetting, self._imports)
        )
        self._days: dict[str, str] = {}

    def place(self) -> Place:
        """Return where the answers are stored."""
        return Place(str(self.root), self._shared)

    def rounds(self) -> tuple[Reflection, ...]:
        """List every reflection that can be read, newest date first; `faults` names the others."""
        return self._rounds.all()

    def round(self, round_id: str) -> Reflection:
        """Return the reflection with this id.

        Raises:
            Misuse: there is no such round.
            Damaged: it cannot be read, or the folder of the workspace is gone.
        """
        if gone := self._gone():
            raise Damaged(*gone)
        return self._rounds.get(round_id)

    def faults(self) -> tuple[str, ...]:
        """Return a sentence for each file that could not be read and was passed over."""
        if gone := self._gone():
            return (" ".join(gone),)
        self._rounds.all()
        return (*self._rounds.in_two_versions(), *self.files.passed_over())

    def turnout(self, round_id: str) -> Turnout:
        """Count the people who have begun and finished, from the names of files."""
        begun, finished = self._responses.people(self._rounds.folder(round_id))
        return Turnout(len(begun), len(finished))

    def people(self, round_id: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
        """Return the ids of a round's begun, finished and withdrawn responses, from the names of files."""
        folder = self._rounds.folder(round_id)
        return (*self._responses.people(folder), self._withdrawals.withdrawn_ids(folder))

    def banks(self, round_id: str) -> tuple[Bank, ...]:
        """Return the banks of a reflection in order, as it asks them; they are stored with it."""
        return self._rounds.banks(round_id)

    def save_round(self, reflection: Reflection, bank_files: Sequence[BankFile]) -> None:
        """Save a reflection, new or as a new revision, with the files of its banks."""
        self._rounds.save(reflection, bank_files)
        self._was_there = True
        self._days[reflection.id] = reflection.date

    def delete_round(self, round_id: str) -> None:
        """Delete a reflection that nobody has begun and in which nothing was settled.

        Raises:
            Misuse: there is something in it.
            NotSaved: it could not be deleted.
        """
        self._rounds.delete(round_id)

    def save_draft(self, draft: Draft) -> Draft:
        """Save a draft; returns it as it is stored, with its new mark."""
        return self._responses.save_draft(self._rounds.folder(draft.round), draft, self._day(draft.round))

    def finish(self, finished: Finished, draft: Draft) -> None:
        """Save a finished response, and remove the draft that it came from."""
        round_id = finished.response.round
        if finished.response.replaces:
            self._shown_counts.cut_for(self._rounds.folder(round_id), finished.response.id, self._day(round_id))
        self._responses.finish(self._rounds.folder(round_id), finished, draft, self._day(round_id))

    def drop_draft(self, draft: Draft) -> None:
        """Remove a draft; a finished response of the same person stays."""
        self._responses.drop_drafts(self._rounds.folder(draft.round), draft.response)

    def save_helped(self, round_id: str, kind: str, record: str = "") -> None:
        """Save that one person had help (`chosen` or `paid`), for the round as a whole.

        `record` is the id of this count; saved again with the same id, it still counts one person.
        """
        self._room.save_helped(self._rounds.folder(round_id), kind, record, self._day(round_id))

    def drop_helped(self, round_id: str, record: str) -> None:
        """Remove one count of a person who had help."""
        self._room.drop_helped(self._rounds.folder(round_id), record)

    def words_mark(self, round_id: str, words: str) -> str:
        """Return the mark of two words in this round, for `Draft.words`; the words themselves are not stored."""
        return return_mark(round_id, words)

    def marks(self, round_id: str) -> Mapping[str, str]:
        """Map the responses of a round to the marks of their two words; empty for one that has none, as on paper."""
        folder = self._rounds.folder(round_id)
        gone = self._withdrawals.withdrawn_ids(folder)
        came = {each.response: each.words for each in self._file_words.every(folder, gone)}
        return came | self._responses.marks(folder)

    def save_file_words(self, came: CameInFile) -> None:
        """Save which two words answers have that come in a file, before the import that holds the answers."""
        self._file_words.save(self._rounds.folder(came.round), came, self._day(came.round))

    def returning(self, words: str) -> Returning | None:
        """Find what two words open, in any round; None if that is nothing, or the answers of several people.

        Raises:
            Damaged: what they open cannot be read, or the folder of the workspace is gone.
        """
        if gone := self._gone():
            raise Damaged(*gone)
        found = (self._returning(*each) for each in self._bearing(words))
        return next((each for each in found if each), None)

    def bearing_mark(self, round_id: str, mark: str) -> Returning | None:
        """Find what the two words with this mark open in a round; None if that is nothing, or several people's."""
        responses = frozenset(response for response, known in self.marks(round_id).items() if mark and known == mark)
        return self._returning(self.round(round_id), self._rounds.folder(round_id), responses)

    def answers_of(self, round_id: str, response: str) -> Returning | None:
        """Find one person's answers in a round, by the id of their response; None where they are not there any more."""
        folder = self._rounds.folder(round_id)
        if {response, folder.id} & self._withdrawals.withdrawn_ids(folder):
            return None
        return self._returning(self.round(round_id), folder, frozenset({response}))

    def rounds_begun(self) -> tuple[str, ...]:
        """List the rounds in which somebody's answers bear two words."""
        return tuple(reflection.id for reflection, _, _ in self._begun())

    def marks_are_taken(self, marks: Mapping[str, str]) -> bool:
        """Whether anybody's answers here bear one of these marks of two words, each in its round."""
        return any(
            mark in {each.words for each in came} or self._responses.with_mark(folder, mark)
            for reflection, folder, came in self._begun()
            if (mark := marks.get(reflection.id))
        )

    def forget(self, round_id: str, *, counts_too: bool = False) -> None:
        """Take out all answers and notes of a round for good; the reflection, agreed levels and actions stay.

        They are removed from imported packages too, and the round's aliases are forgotten with it. The counts that were
        shown stay, unless they are to go too.

        Raises:
            Misuse: there is no such round, here or in an imported package.
            NotSaved: the folder of the workspace is gone.
        """
        if gone := self._gone():
            raise NotSaved(*gone)
        self.taking_out.forget(round_id, self._day, counts_too=counts_too)

    def is_forgotten(self, round_id: str) -> bool:
        """Whether all answers of this round were taken out."""
        return self._withdrawals.is_forgotten(self._rounds.folder(round_id))

    def copies(self, round_id: str) -> tuple[HandedOver, ...]:
        """List the packages that were handed over and may hold answers of this round; they cannot be called back."""
        return self._withdrawals.handed_over(self._rounds.folder(round_id))

    def shown_counts(self, round_id: str) -> tuple[ShownCounts, ...]:
        """List the shown counts of every reveal of a round that are stored here."""
        folder = self._rounds.folder(round_id)
        return self._shown_counts.revealed(folder, self._rounds.revisions(round_id))

    def save_shown_counts(self, record: ShownCounts) -> None:
        """Save the counts that a reveal shows; before the reveal itself, so that none is ever without them."""
        self._shown_counts.save(self._rounds.folder(record.round), record, self._day(record.round))

    def drop_shown_counts(self, round_id: str, unseen: Collection[str] = ()) -> None:
        """Remove the counts of reveals that never were, and those of these reveals, which nobody saw."""
        self._shown_counts.drop(self._rounds.folder(round_id), self._rounds.revisions(round_id), unseen)

    def withdraw(self, round_id: str, response_id: str) -> tuple[HandedOver, ...]:
        """Withdraw a response and its notes for good; returns the handed-over packages that may still hold it."""
        folder = self._rounds.folder(round_id)
        day = self._day(round_id)
        self._shown_counts.cut_for(folder, response_id, day)
        self.taking_out.withdraw(folder, response_id, day)
        return self._withdrawals.handed_over(folder, response_id)

    def room(self, round_id: str) -> tuple[RoomCount, ...]:
        """List every count of the room: tallies, agreed levels and items chosen to talk about, but not help."""
        return tuple(row for row in _counts_in(self._room_of(round_id)) if row.kind != "helped")

    def save_room(self, counts: Sequence[RoomCount]) -> None:
        """Save one count of the room with all its rows; another terminal's revision is never overwritten."""
        for round_id in {row.round for row in counts}:
            self._room.save_counts(self._rounds.folder(round_id), counts, self._day(round_id))

    def drop_room_record(self, round_id: str, record: str, revision: str) -> None:
        """Remove a record of the room as if it had never been saved, where this revision of it still stands.

        Raises:
            NotSaved: it could not be removed.
        """
        self._room.drop(self._rounds.folder(round_id), record, revision)

    def room_notes(self, round_id: str) -> tuple[Note, ...]:
        """List the room's own notes, by id, but not the notes of people who answered."""
        return tuple(note for note in self._room_of(round_id) if isinstance(note, Note))

    def save_room_note(self, note: Note) -> None:
        """Save a note of the room on an item, or (without bank and item) on the meeting."""
        self._room.save_note(self._rounds.folder(note.round), note, self._day(note.round))

    def actions(self, team: str = "") -> tuple[Action, ...]:
        """List every action of a team's rounds, or of all rounds, by date and id of the round."""
        rounds = sorted(self.rounds(), key=lambda reflection: (reflection.date, reflection.id))
        of_team = (reflection.id for reflection in rounds if team in ("", reflection.team))
        contents = (content for round_id in of_team for content in self._room_of(round_id))
        return tuple(action for action in contents if isinstance(action, Action))

    def save_action(self, action: Action) -> None:
        """Save an action, new or as a new revision."""
        self._room.save_action(self._rounds.folder(action.round), action, self._day(action.round))

    def drafts(self, round_id: str) -> int:
        """Count the people who have a draft, mostly from names, so that it can be called every two seconds."""
        return self._responses.drafts_left(self._rounds.folder(round_id))

    def records(self, rounds: Sequence[str] | None = None) -> Records:
        """Collect all finished records of these rounds, with all versions of those in conflict, and no drafts.

        Without `rounds`, those of every round that can be read with its questions; `faults` names the others.

        Raises:
            Misuse: there is no such round.
            Damaged: a round that was asked for, or its questions, cannot be read.
        """
        if rounds is None:
            parts = (self._records_or_pass_over(reflection.id) for reflection in self.rounds())
            return Records.joined([part for part in parts if part is not None])
        return Records.joined([self._records(self.round(round_id).id) for round_id in dict.fromkeys(rounds)])

    def revisions(self, round_id: str) -> tuple[Reflection, ...]:
        """List the revisions of a reflection that no other replaces: several if two terminals changed it."""
        return self._rounds.surviving(round_id)

    def records_of_invitation(self, round_id: str) -> Records:
        """Collect a reflection with its guard and bank files, and nothing that anybody answered.

        Raises:
            Misuse: there is no such round.
            Damaged: it or its questions cannot be read.
        """
        reflection = self.round(round_id)
        return self._round_alone(reflection.id, (reflection,))

    def save_rounds(self, records: Records) -> None:
        """Save the reflections of a package with their questions and guards.

        A reflection that is here already takes over a later revision, and is otherwise left as it is.

        Raises:
            Refused: a file is not the one that a round names, or a revision says something else here.
        """
        self._rounds.save_all(records)
        self._was_there = True

    def note_handed_over(self, round_id: str, file: str, responses: Sequence[str], folder: str = "") -> None:
        """Save which responses a written package holds, so that a later withdrawal can name the package.

        `folder` is the whole path of its folder: a save that is killed there may leave answers behind.
        """
        package = HandedOver(file, tuple(sorted(responses)), folder)
        self._withdrawals.note_handed_over(self._rounds.folder(round_id), package, self._day(round_id))

    def imports(self) -> tuple[Path, ...]:
        """List the imported packages, by name."""
        return self._imports.paths()

    def folders_handed_over(self) -> frozenset[Path]:
        """Return the folders to which packages were written."""
        of_rounds = (self._withdrawals.folders_handed_over(folder) for folder in self._rounds.folders())
        return frozenset[Path]().union(*of_rounds)

    def round_folders(self) -> tuple[RoundFolder, ...]:
        """List the folder of each round, including rounds that cannot be read."""
        return self._rounds.folders()

    def tidy(self) -> None:
        """Remove temporary files older than a day, and what a crash left of withdrawn records.

        Reads only names, unless one says that a withdrawal was begun and not finished.
        """
        sweep(self.root)
        sweep(self.root / "imports")
        sweep(self.root / "different")
        sweep(self.root / "asked")
        for folder in self._rounds.folders():
            for each in (folder.path, *folder.folders):
                sweep(each)
            self.taking_out.sweep(folder)

    def _gone(self) -> tuple[str, str] | None:
        """Say that the folder was there and is not any more, and what to do; None while it is, or before it is made."""
        if not self._was_there or self.root.is_dir():
            return None
        folder = f"the folder {shown(str(self.root))}"
        if self.root.exists():
            return f"There is a file where {folder} was.", "Look where the folder went, and move the file away."
        return f"{begun(folder)} is not there any more.", "Plug the drive in again, or look where it went."

    @cached_property
    def releases(self) -> StoredReleases:
        """What this workspace remembers of results that were made to be handed on."""
        from coreflect.workspace.released import StoredReleases  # whoever starts or answers needs none of it

        return StoredReleases(self.root, self.files)

    @cached_property
    def asked(self) -> StoredAsking:
        """What groups ask of a board with their reports."""
        from coreflect.workspace.asked import StoredAsking  # whoever starts or answers needs none of it

        return StoredAsking(self.root, self.files)

    @cached_property
    def different_names(self) -> DifferentNames:
        """The names that look alike and were said to be different."""
        from coreflect.workspace.different_names import DifferentNames  # whoever starts or answers needs none of them

        return DifferentNames(self.root, self.files)

    @cached_property
    def _shown_counts(self) -> StoredShownCounts:
        from coreflect.workspace.shown_counts import StoredShownCounts  # whoever starts or answers needs none of it

        return StoredShownCounts(self.files, self._withdrawals)

    def _bearing(self, words: str) -> Iterator[tuple[Reflection, RoundFolder, frozenset[str]]]:
        """Yield each round in which somebody has begun, with the responses saved with these two words."""
        if not spoken(words):
            return
        for reflection, folder, came in self._begun():
            mark = return_mark(reflection.id, words)
            in_files = {each.response for each in came if each.words == mark}
            yield reflection, folder, self._responses.with_mark(folder, mark) | in_files

    def _begun(self) -> Iterator[tuple[Reflection, RoundFolder, tuple[CameInFile, ...]]]:
        """Yield each round in which somebody has begun, or whose answers came in a file, with the words of those."""
        for reflection in self.rounds():
            folder = self._rounds.folder(reflection.id)
            gone = self._withdrawals.withdrawn_ids(folder)
            came = self._file_words.every(folder, gone) if folder.id not in gone else ()
            if came or any(self._responses.people(folder)):
                yield reflection, folder, came

    def _returning(self, reflection: Reflection, folder: RoundFolder, responses: frozenset[str]) -> Returning | None:
        if len(responses) != 1:
            return None
        (response,) = responses
        draft = self._responses.draft(folder, response)
        finished = self._responses.finished(folder, response) or self._finished_in_imports(folder, response)
        return Returning(reflection, draft, finished) if draft or finished else None

    def _finished_in_imports(self, folder: RoundFolder, response: str) -> Finished | None:
        came = self._file_words.of(folder, response)
        if came is None:
            return None
        records = self._imports.records()
        standing = settle((each for each in records.responses if each.id == response), ()).survivors
        gone = {withdrawn.record for withdrawn in records.withdrawn}
        notes = settle((note for note in records.notes if note.id in came.notes), gone).survivors
        return Finished(standing[0], notes, (), came.words) if standing else None

    def _records(self, round_id: str) -> Records:
        folder = self._rounds.folder(round_id)
        responses: list[Response] = []
        notes: dict[tuple[str, str], Note] = {}
        withdrawn: set[Withdrawn] = set(self._withdrawals.records(folder))
        for file in self._responses.finished_files(folder):
            responses.append(file.finished.response)
            notes |= {(note.id, note.revision): note for note in file.finished.notes}
            withdrawn |= set(file.finished.withdrawn)
        room = self._room_of(round_id)
        notes |= {(note.id, note.revision): note for note in room if isinstance(note, Note)}
        return replace(
            self._round_alone(round_id, self._rounds.revisions(round_id)),
            responses=tuple(responses),
            room=_counts_in(room),
            notes=tuple(notes[key] for key in sorted(notes)),
            actions=tuple(action for action in room if isinstance(action, Action)),
            shown_counts=tuple(count for record in self.shown_counts(round_id) for count in record.counts()),
            withdrawn=tuple(sorted(withdrawn, key=lambda each: each.record)),
        )

    def _records_or_pass_over(self, round_id: str) -> Records | None:
        try:
            return self._records(round_id)
        except Damaged as damage:
            self.files.pass_over(self._rounds.folder(round_id).banks, str(damage))
            return None

    def _round_alone(self, round_id: str, revisions: tuple[Reflection, ...]) -> Records:
        guard = self._rounds.guard(round_id)
        files = {file.name: file for reflection in revisions for file in self._rounds.bank_files(reflection)}
        return Records(rounds=revisions, guards=(guard,) if guard else (), bank_files=tuple(files.values()))

    def _room_of(self, round_id: str) -> tuple[RoomContent, ...]:
        return tuple(record.content for record in self._room.records(self._rounds.folder(round_id)))

    def _day(self, round_id: str) -> str:
        if round_id not in self._days:
            try:
                self._days[round_id] = self.round(round_id).date
            except CoreflectError:
                # The reflection may be damaged, or the drive unplugged; that is no reason to lose an answer.
                return ""
        return self._days[round_id]


def _counts_in(room: Sequence[RoomContent]) -> tuple[RoomCount, ...]:
    return tuple(row for content in room if isinstance(content, tuple) for row in content)
