"""Stores reflections, each with the bank files that it asks and its guard.

The bank files are saved before the reflection, so that a stored reflection always has its questions. A reflection that
another terminal has changed is never overwritten: the later revision goes to a second file, and both are reported.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from shutil import rmtree
from typing import Literal, cast

from coreflect.core.banks.bank import Bank, BankFile
from coreflect.core.errors import Damaged, Misuse, Refused
from coreflect.core.merging.revisions import guarded
from coreflect.core.model import AskedBank, Guard, Privacy, Records, Reflection, State
from coreflect.core.names import natural_order, shown
from coreflect.core.reflections.rounds import digest
from coreflect.files.atomic import remove, write_whole
from coreflect.files.regular import read_regular
from coreflect.workspace.folders import RoundFolder, is_bank_file_name, locked, safe_id
from coreflect.workspace.storage import DocumentReader, RecordFiles, Tables, expected, named, without_field

_ASK_AGAIN = "Open its questions file again: that brings the questions back and leaves the answers as they are."

_ROUND_TEXTS = ("revision", "team", "team_name", "about", "period", "date", "missing", "contact", "keep_until")
_PRIVACIES = ("private", "open")
_STATES = ("running", "revealed")
_FORMS = ("whole", "short")


class StoredRounds:
    """Stores and reads the reflections of one workspace, with the questions as they were asked."""

    def __init__(self, root: Path, files: RecordFiles) -> None:
        self._root = root
        self._files = files
        self._folders: dict[str, RoundFolder] = {}
        self._tried: dict[Path, str] = {}

    def folder(self, round_id: str) -> RoundFolder:
        """Return the folder of a round; it need not exist yet.

        Raises:
            Misuse: this cannot be a round's id.
        """
        if round_id not in self._folders:
            self._folders[round_id] = RoundFolder(self._root / "rounds" / safe_id(round_id))
        return self._folders[round_id]

    def folders(self) -> tuple[RoundFolder, ...]:
        """List the folder of every round, by id; a folder with another name is left out."""
        rounds = self._root / "rounds"
        names = self._files.names(rounds)
        return tuple(self.folder(name) for name in names if not name.startswith(".") and _is_id(name))

    def all(self) -> tuple[Reflection, ...]:
        """List every reflection that can be read, newest date first."""
        found: list[Reflection] = []
        for folder in self.folders():
            file = self._readable_file(folder.reflection)
            if file is not None:
                found.append(file.reflection)
            elif not folder.reflection.exists() and self._files.names(folder.responses):
                message = (
                    f"{named(folder.reflection)} is not there, though answers are; it may still be on its way here."
                )
                self._files.pass_over(folder.path, message)
        found.sort(key=lambda reflection: natural_order(reflection.id))
        return tuple(sorted(found, key=lambda reflection: reflection.date, reverse=True))

    def get(self, round_id: str) -> Reflection:
        """Read the reflection with this id.

        Raises:
            Misuse: there is no such round.
            Damaged: its file cannot be read.
        """
        file = self._load(self.folder(round_id))
        if file is None:
            raise Misuse(f"There is no reflection {shown(round_id)} here.", "`coreflect rounds list` shows those here.")
        return file.reflection

    def revisions(self, round_id: str) -> tuple[Reflection, ...]:
        """List every stored revision of a round that can be read, the one in use first."""
        return tuple(file.reflection for file in self._readable(self.folder(round_id)))

    def surviving(self, round_id: str) -> tuple[Reflection, ...]:
        """List the revisions of a round that no other replaces."""
        found = self.revisions(round_id)
        replaced = {revision for reflection in found for revision in reflection.replaces}
        return tuple(reflection for reflection in found if reflection.revision not in replaced)

    def guard(self, round_id: str) -> Guard | None:
        """Return the strictest protection that any stored revision asked for; None where none can be read."""
        guard: Guard | None = None
        for file in self._readable(self.folder(round_id)):
            guard = file.guard if guard is None else guard.joined(file.guard)
        return guard

    def in_two_versions(self) -> tuple[str, ...]:
        """Write a sentence for each round that was changed in two places at once."""
        sentences: list[str] = []
        for folder in self.folders():
            first, *others = [*self._readable(folder), None]
            if first and others[:-1]:
                name = f"{shown(first.reflection.team_name)}, {first.reflection.date} ({folder.id})"
                sentences.append(f"The set-up of {name} was changed in two places: both versions are saved.")
        return tuple(sentences)

    def save(self, reflection: Reflection, bank_files: Sequence[BankFile], guard: Guard | None = None) -> None:
        """Save a reflection, new or as a new revision, after the files of its banks.

        Takes the reflection, the files of its banks (those that are stored already may be left out), and a guard from
        elsewhere, such as a package, that is joined to the one here.

        Raises:
            Misuse: an id in it cannot be part of a file's name.
            Refused: a file is not the one that the reflection names, or the same revision is different here.
            Damaged: the reflection stored here cannot be read, so it is not overwritten.
            NotSaved: it did not reach the disk.
        """
        folder = self.folder(reflection.id)
        safe_id(reflection.revision)
        self._make(folder)
        self._save_banks(folder, reflection, bank_files)
        with locked(folder.path):
            self._save_reflection(folder, reflection, guard)

    def delete(self, round_id: str) -> None:
        """Delete a reflection that nobody has begun and in which nothing was settled.

        Raises:
            Misuse: there is something in it.
            NotSaved: it could not be deleted.
        """
        folder = self.folder(round_id)
        with locked(folder.path):
            for inside in folder.folders:
                if inside != folder.banks and self._files.names(inside):
                    raise Misuse("Somebody has begun it meanwhile, so it is not deleted.", "Look at it again.")
            # Without its facts it is no reflection any more, even if the power fails before the rest is gone.
            remove(folder.reflection)
            rmtree(folder.path, ignore_errors=True)

    def save_all(self, records: Records) -> None:
        """Save the reflections of a package with their questions and guards; raises as `keep` does."""
        guards = {guard.round: guard for guard in guarded(records.guards, ())}
        for reflection in records.rounds:
            self.save(reflection, records.bank_files, guards.get(reflection.id))

    def bank_files(self, reflection: Reflection) -> tuple[BankFile, ...]:
        """Read the bank files of a reflection, byte for byte, with the names that they have in packages.

        Raises:
            Damaged: one of them is missing or altered.
        """
        folder = self.folder(reflection.id)
        return tuple(_read_bank_file(folder, name) for asked in reflection.banks for name in asked.file_names())

    def banks(self, round_id: str) -> tuple[Bank, ...]:
        """Read the banks of a round as it asks them, in its order.

        Raises:
            Misuse: there is no such round.
            Damaged: it or its questions cannot be read.
        """
        reflection = self.get(round_id)
        return tuple(_bank(self.folder(round_id), asked) for asked in reflection.banks)

    def _make(self, folder: RoundFolder) -> None:
        self._files.make_root(self._root)
        for each in (folder.path.parent, folder.path, *folder.folders):
            self._files.make(each)

    def _save_banks(self, folder: RoundFolder, reflection: Reflection, bank_files: Sequence[BankFile]) -> None:
        given = {file.name: file.content for file in bank_files}
        for asked in reflection.banks:
            for name, wanted in zip(asked.file_names(), _digests(asked), strict=True):
                content = given.get(name)
                if content is None:
                    _read_bank_file(folder, name)
                elif not is_bank_file_name(name) or digest(content) != wanted:
                    raise Refused(f"{shown(name)} is not the file that the reflection names.", "Ask for it again.")
                elif not _is_there(folder.banks / name, content):
                    write_whole(folder.banks / name, content, private=self._files.private)

    def _save_reflection(self, folder: RoundFolder, reflection: Reflection, guard: Guard | None) -> None:
        own = Guard(reflection.id, reflection.privacy, reflection.smallest_group)
        joined = own if guard is None else own.joined(guard)
        here = self._load(folder)
        if here is None:
            self._save(folder.reflection, RoundFile(reflection, joined))
            return
        joined = joined.joined(here.guard)
        if here.reflection.revision == reflection.revision and here.reflection != reflection:
            message = f"{shown(reflection.id)} says something else here under the same revision."
            raise Refused(message, "One of the two was changed; ask whoever set it up.")
        if reflection.revision in here.reflection.replaces:
            self._save(folder.reflection, RoundFile(here.reflection, joined))
        elif here.reflection.revision in (
            *reflection.replaces,
            reflection.revision,
            self._tried.get(folder.reflection),
        ):
            self._save(folder.reflection, RoundFile(reflection, joined))
        else:
            self._save(folder.second_reflection(safe_id(reflection.revision)), RoundFile(reflection, joined))
        self._clear_replaced(folder, reflection)

    def _save(self, path: Path, file: RoundFile) -> None:
        # A save whose last fsync failed may be on the disk all the same; trying again must not make a second version.
        self._tried[path] = file.reflection.revision
        self._files.save(path, round_tables(file), file.reflection.date)
        del self._tried[path]

    def _clear_replaced(self, folder: RoundFolder, reflection: Reflection) -> None:
        for revision in reflection.replaces:
            if _is_id(revision):
                with suppress(OSError):
                    folder.second_reflection(revision).unlink(missing_ok=True)

    def _load(self, folder: RoundFolder) -> RoundFile | None:
        return self._files.load(folder.reflection, read_round_of(folder.id))

    def _readable_file(self, path: Path) -> RoundFile | None:
        return self._files.load_or_pass_over(path, read_round_of(path.parent.name))

    def _readable(self, folder: RoundFolder) -> list[RoundFile]:
        paths = [folder.reflection, *sorted(folder.path.glob(folder.second_reflection().name))]
        return [file for path in paths if (file := self._readable_file(path)) is not None]


@dataclass(frozen=True, slots=True)
class RoundFile:
    """The contents of a reflection's file: the reflection, and its guard."""

    reflection: Reflection
    guard: Guard


def round_tables(file: RoundFile) -> Tables:
    """Write a round as the tables of its file."""
    fields = asdict(file.reflection)
    key = fields.pop("id")
    return {"round": {key: fields}, "guard": {key: without_field(asdict(file.guard), "round")}}


def read_round_of(round_id: str) -> Callable[[Tables], RoundFile]:
    """Return the function that reads this round from its file's tables; it raises NoRecord where they lack it."""
    return lambda tables: expected(read_round(tables), lambda file: file.reflection.id == round_id)


def read_round(tables: Tables) -> RoundFile:
    """Read a round from the tables of its file.

    Raises:
        NoRecord: they hold none.
    """
    key, values = DocumentReader.only(tables, "round")
    _, guard = DocumentReader.only(tables, "guard")
    reflection = Reflection(
        id=key,
        replaces=values.texts("replaces"),
        banks=tuple(_asked_bank(fields) for fields in values.many("banks")),
        privacy=cast("Privacy", values.one_of("privacy", _PRIVACIES)),
        smallest_group=values.whole("smallest_group"),
        state=cast("State", values.one_of("state", _STATES)),
        counted=values.texts("counted"),
        invited=values.whole_or_none("invited"),
        next_date=values.text_if_there("next_date"),
        counted_as=values.texts_if_there("counted_as"),
        helped=values.whole_if_there("helped"),
        joined=values.texts_if_there("joined"),
        **{name: values.text(name) for name in _ROUND_TEXTS},
    )
    privacy = cast("Privacy", guard.one_of("privacy", _PRIVACIES))
    return RoundFile(reflection, Guard(key, privacy, guard.whole("smallest_group")))


def _asked_bank(fields: object) -> AskedBank:
    values = DocumentReader(fields)
    wordings = tuple((wording, digest) for wording, digest in values.rows("wordings", 2))
    form = cast("Literal['whole', 'short']", values.one_of("form", _FORMS))
    return AskedBank(values.text("bank"), form, values.text("digest"), wordings)


def _bank(folder: RoundFolder, asked: AskedBank) -> Bank:
    # Whoever only lists rounds waits for no reader of banks.
    from coreflect.core.banks.read import read_asked

    bank, faults = read_asked(asked, [_read_bank_file(folder, name).content for name in asked.file_names()])
    if bank is None:
        fault = next(str(fault) for fault in faults if not fault.warning)
        raise Damaged(f"The questions of {folder.id} cannot be used: {fault}", "A newer coreflect may read them.")
    return bank


def _read_bank_file(folder: RoundFolder, name: str) -> BankFile:
    path = folder.banks / name
    if not is_bank_file_name(name):
        raise Refused(f"{shown(name)} cannot be the name of a bank's file.", "Ask for the questions file again.")
    try:
        content = read_regular(path)
    except FileNotFoundError:
        raise Damaged(f"The questions {named(path)} are missing.", _ASK_AGAIN) from None
    except OSError as error:
        reason = shown(error.strerror or "no reason given")
        raise Damaged(f"The questions {named(path)} cannot be read: {reason}.", _ASK_AGAIN) from error
    if digest(content) != name.split(".")[-2]:
        raise Damaged(f"The questions {named(path)} were changed or cut off.", _ASK_AGAIN)
    return BankFile(name, content)


def _is_there(path: Path, content: bytes) -> bool:
    try:
        return read_regular(path) == content
    except OSError:
        return False


def _digests(asked: AskedBank) -> tuple[str, ...]:
    return (asked.digest, *(digest for _, digest in asked.wordings))


def _is_id(name: str) -> bool:
    try:
        return bool(safe_id(name))
    except Misuse:
        return False
