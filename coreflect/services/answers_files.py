"""Takes answers files in at the door: each becomes a package of our own, which is merged as any other.

The two words of a file become the mark by which they are stored; the file itself is stored nowhere. A file whose words
are somebody else's in its round, or do not fit the answers that it changes, is refused, so that nobody's answers are
ever merged with another person's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from coreflect.core.banks.bank import Bank, BankFile
from coreflect.core.banks.read import read_asked
from coreflect.core.errors import CoreflectError, Refused, refused
from coreflect.core.merging.revisions import guarded
from coreflect.core.model import Records, Reflection
from coreflect.core.reflections.answers_file import AnswersFile
from coreflect.core.reflections.responses import CameInFile, Question, questions
from coreflect.core.texts import answers_file as texts
from coreflect.package.package import Package, Shared
from coreflect.package.read import open_package
from coreflect.package.write import package_bytes
from coreflect.workspace.ids import return_mark

if TYPE_CHECKING:
    from coreflect.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Taken:
    """An answers file as a package; `came` is to be stored with it, None where its round is not set up here."""

    package: Package
    came: CameInFile | None


class AnswersDoor:
    """Takes in answers files, into a workspace or (without one) into a merge of files alone."""

    def __init__(
        self, workspace: Workspace | None = None, imported: Callable[[], Sequence[Package]] = lambda: ()
    ) -> None:
        """Takes the workspace, and what lists the packages that were imported into it."""
        self._workspace = workspace
        self._imported = imported
        self._marks: dict[tuple[str, str], str] = {}

    def take(
        self, files: Iterable[AnswersFile], packages: Sequence[Package], shared: Shared
    ) -> Iterator[Taken | Refused]:
        """Turn each file into a package, in order, or say why it is refused.

        Takes the files, the packages that are opened with them, and what all of these have in common.
        """
        rounds: dict[str, _Round | None] = {}
        for file in files:
            try:
                if file.round not in rounds:
                    rounds[file.round] = self._round(file.round, packages)
                yield self._take(file, rounds[file.round], shared)
            except CoreflectError as fault:
                yield fault if isinstance(fault, Refused) else Refused(f"{file.name} {texts.NOT_USED}", str(fault))

    def _take(self, file: AnswersFile, round_: _Round | None, shared: Shared) -> Taken:
        if round_ is None:
            raise refused(file.name, texts.OTHER_ROUND, texts.WHERE_ITS_ROUND_IS)
        records = file.records(round_.guarded, round_.asked)
        mark = self._mark(file)
        round_.check(file, mark)
        content = package_bytes(
            replace(records, rounds=(round_.reflection,), guards=round_.records.guards, bank_files=round_.bank_files)
        )
        came = CameInFile(file.response, file.round, mark, file.note_ids) if round_.is_own else None
        return Taken(open_package(content, file.name, shared), came)

    def _mark(self, file: AnswersFile) -> str:
        """Return the mark of a file's two words, which takes long to make, so that nobody can try many."""
        key = (file.round, file.words)
        if key not in self._marks:
            self._marks[key] = return_mark(*key)
        return self._marks[key]

    def _round(self, round_id: str, packages: Sequence[Package]) -> _Round | None:
        workspace = self._workspace
        if workspace and not any(reflection.id == round_id for reflection in workspace.rounds()):
            workspace = None
        own = [workspace.records([round_id])] if workspace else []
        others = (_of_round(package.records, round_id) for package in (*self._imported(), *packages))
        records = Records.joined([*own, *(each for each in others if each is not None)])
        if not records.rounds:
            return None
        marks: dict[str, str] = {}
        if workspace:
            # The words of an import that was undone are nobody's.
            here = {response.id for response in records.responses} | workspace.people(round_id)[0]
            marks = {response: mark for response, mark in workspace.marks(round_id).items() if response in here}
        return _Round(records, marks, is_own=workspace is not None)


class _Round:
    """What is known of a round to which answers files belong, while they are taken in."""

    def __init__(self, records: Records, marks: dict[str, str], *, is_own: bool) -> None:
        """Takes its records from everywhere, and the marks of two words that are known, by response."""
        self.records = replace(records, guards=guarded(records.guards, records.rounds))
        self.is_own = is_own
        replaced = {revision for reflection in records.rounds for revision in reflection.replaces}
        self.reflection = next((each for each in records.rounds if each.revision not in replaced), records.rounds[0])
        self._revisions: dict[str, set[str]] = {}
        for response in records.responses:
            self._revisions.setdefault(response.id, set()).update((response.revision, *response.replaces))
        self._marks = marks

    @property
    def guarded(self) -> Reflection:
        """The reflection, as private as any revision of it has asked for."""
        return replace(self.reflection, privacy=self.records.guards[0].privacy)

    @cached_property
    def bank_files(self) -> tuple[BankFile, ...]:
        names = {name for asked in self.reflection.banks for name in asked.file_names()}
        return tuple(file for file in self.records.bank_files if file.name in names)

    @cached_property
    def asked(self) -> tuple[Question, ...]:
        return questions(self.reflection, _banks(self.reflection, self.bank_files))

    def check(self, file: AnswersFile, mark: str) -> None:
        """Check that a file's two words are nobody else's, and fit the answers that it changes, if there are any.

        Raises:
            Refused: they are, or do not.
        """
        response = file.response
        others = {other for other, known in self._marks.items() if known == mark} - {response}
        if others:
            raise refused(file.name, texts.OTHER_PERSONS_WORDS, texts.CHOOSE_OTHER_WORDS)
        if response in self._marks and self._marks[response] != mark:
            raise refused(file.name, texts.WORDS_DO_NOT_FIT, texts.SENT_BY_ITS_OWNER)
        known = self._revisions.setdefault(response, set())
        if response not in self._marks and known and file.revision not in known:
            raise refused(file.name, texts.WORDS_NOT_KNOWN, texts.WHERE_WORDS_ARE_KNOWN)
        self._marks[response] = mark
        known.update((file.revision, *file.replaces))


def _of_round(records: Records, round_id: str) -> Records | None:
    rounds = tuple(reflection for reflection in records.rounds if reflection.id == round_id)
    if not rounds:
        return None
    names = {name for reflection in rounds for asked in reflection.banks for name in asked.file_names()}
    return Records(
        rounds=rounds,
        responses=tuple(response for response in records.responses if response.round == round_id),
        guards=tuple(guard for guard in records.guards if guard.round == round_id),
        bank_files=tuple(file for file in records.bank_files if file.name in names),
    )


def _banks(reflection: Reflection, files: Sequence[BankFile]) -> tuple[Bank, ...]:
    content = {file.name: file.content for file in files}
    banks = []
    for asked in reflection.banks:
        bank, faults = read_asked(asked, [content[name] for name in asked.file_names()])
        if bank is None:
            raise Refused(f"The questions of {reflection.id} cannot be used: {faults[0]}")
        banks.append(bank)
    return tuple(banks)
