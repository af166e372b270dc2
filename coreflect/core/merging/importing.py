"""Values of an import: what would become of every record, and what people decide before anything is written.

Both faces and the command `import` show a `Preview`; `Deciding` says what is asked next, and gathers the answers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

Joining = Literal["team", "round"]


class FilePreview(NamedTuple):
    """A file that was named or found: how many records it holds, or why it is left out.

    `why` is a whole sentence where the file is not used, and `refused` says that it is a package with a fault; a file
    in a folder that is no package is passed over, which is no fault. `same_as` names the file before it that holds the
    same bytes.
    """

    name: str
    records: int
    why: str = ""
    refused: bool = False
    same_as: str = ""


class RoundPreview(NamedTuple):
    """What would become of the records of one reflection in the files; each record is in one of the numbers.

    `new` are not here yet. `same` came more than once or are here already. `replaced` are older than what is here or in
    another of the files. `withdrawn` were taken out. `in_conflict` stand in two versions.
    """

    team_name: str
    round: str
    date: str
    new: int
    same: int
    replaced: int
    withdrawn: int
    in_conflict: int


class SimilarNames(NamedTuple):
    """Two names that may mean one thing; once joined, `name` is read as `same_as`, here and wherever this travels.

    `label` and `same_as_label` are how people call the two.
    """

    kind: Joining
    name: str
    same_as: str
    label: str
    same_as_label: str


class Version(NamedTuple):
    """One of the versions of a record: its revision, where it stands (files, or this laptop), and how it differs.

    `differences` never hold a person's answers, nor words that a person wrote.
    """

    revision: str
    where: tuple[str, ...]
    differences: tuple[str, ...]


class TwoVersions(NamedTuple):
    """A record that stands in two versions or more; `label` is what it is to people, with its team and date."""

    record: str
    label: str
    versions: tuple[Version, ...]


class Decided(NamedTuple):
    """What people decided: names to join, and of records in two versions the (record, revision) to keep."""

    joined: tuple[SimilarNames, ...] = ()
    keep: tuple[tuple[str, str], ...] = ()
    without_refused: bool = False
    """Whether files with a fault are left out; otherwise one of them stops everything."""


class Preview(NamedTuple):
    """What an import would do with these decisions; `conflicts` are those that are left, old ones among them.

    `changes` is False where everything is here already: then importing writes nothing.
    """

    files: tuple[FilePreview, ...]
    rounds: tuple[RoundPreview, ...]
    similar_names: tuple[SimilarNames, ...]
    conflicts: tuple[TwoVersions, ...]
    remarks: tuple[str, ...]
    changes: bool

    @property
    def refused(self) -> tuple[FilePreview, ...]:
        """The files with a fault."""
        return tuple(file for file in self.files if file.refused)


class Imported(NamedTuple):
    """What an import did, and the name of the file that it wrote under `imports/`; empty where it changed nothing.

    `in_files_alone` says that it holds reflections that were neither set up nor opened in this workspace.
    """

    preview: Preview
    file: str = ""
    in_files_alone: bool = False


class LastImport(NamedTuple):
    """The latest import: its file's name under `imports/`, and each (team name, date) of its reflections."""

    file: str
    rounds: tuple[tuple[str, str], ...]


class Progress(NamedTuple):
    """How far something is: `done` of `whole` steps, and what is being done, in a few words."""

    done: int
    whole: int
    doing: str


OnProgress = Callable[[Progress], None]
"""Called now and then with how far something is; it may raise to stop, and then nothing has changed."""

Step = Literal["refused", "names", "look", "versions", "import", "nothing"]

YES, NO, NO_TO_ALL = "yes", "no", "no-to-all"
"""Answers on two similar names."""
LEAVE, LEAVE_ALL = "-leave", "-leave-all"
"""Answers other than a version to keep; they begin with a hyphen, which no revision does."""
STOP, GO_ON = "stop", "go-on"
"""Answers on files with a fault."""

NOTHING_DECIDED = Decided()


@dataclass(frozen=True, slots=True)
class Deciding:
    """The files to import, the preview of them, and what is decided so far.

    `similar_names` and `versions` are all that there is to decide, what is decided already among it. `asked_names` and
    `asked_records` are those of them that somebody has been asked about, whatever the answer.
    """

    files: tuple[str, ...]
    preview: Preview
    looked_with: Decided = NOTHING_DECIDED
    decided: Decided = NOTHING_DECIDED
    similar_names: tuple[SimilarNames, ...] = ()
    versions: tuple[TwoVersions, ...] = ()
    asked_names: frozenset[SimilarNames] = frozenset()
    asked_records: frozenset[str] = frozenset()

    @property
    def step(self) -> Step:
        """What comes next."""
        if self.is_empty:
            return "nothing"
        if self.preview.refused and not self.decided.without_refused:
            return "refused"
        if self.open_names:
            return "names"
        if self.decided.joined != self.looked_with.joined:
            return "look"
        if self.open_versions:
            return "versions"
        if self.decided != self.looked_with:
            return "look"
        return "import" if self.preview.changes else "nothing"

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to import and nothing to decide."""
        return not (self.preview.changes or self.similar_names or self.versions)

    @property
    def open_names(self) -> tuple[SimilarNames, ...]:
        """The similar names that nobody has been asked about."""
        return tuple(pair for pair in self.similar_names if pair not in self.asked_names)

    @property
    def open_versions(self) -> tuple[TwoVersions, ...]:
        """The records in two versions that nobody has been asked about."""
        return tuple(record for record in self.versions if record.record not in self.asked_records)

    def kept_revision(self, record: str) -> str:
        """The revision that is to be kept of a record; empty where that is left for now."""
        return dict(self.decided.keep).get(record, "")

    def looked(self, preview: Preview) -> Deciding:
        """Take the preview of another look, which was made with all that is decided."""
        keep = dict(self.decided.keep)
        before = {record.record: record for record in self.versions if record.record in keep}
        versions = before | {record.record: record for record in preview.conflicts}
        order = dict.fromkeys((*(record.record for record in self.versions), *versions))
        return replace(
            self,
            preview=preview,
            looked_with=self.decided,
            similar_names=tuple(dict.fromkeys((*self.similar_names, *preview.similar_names))),
            versions=tuple(versions[record] for record in order if record in versions),
        )

    def without_refused(self, *, yes: bool = True) -> Deciding:
        """Leave files with a fault out; or do not, so that they stop everything."""
        return replace(self, decided=self.decided._replace(without_refused=yes))

    def join(self, pair: SimilarNames, *, yes: bool) -> Deciding:
        """Join two names, or do not; where that changes something, versions are asked about again."""
        joined = tuple(other for other in self.decided.joined if other != pair) + ((pair,) if yes else ())
        asked = self.asked_names | {pair}
        if joined == self.decided.joined:
            return replace(self, asked_names=asked)
        decided = self.decided._replace(joined=joined, keep=())
        return replace(self, decided=decided, asked_names=asked, asked_records=frozenset(), versions=())

    def answer_names(self, pairs: Sequence[SimilarNames], answer: str) -> Deciding:
        """Take the answer to the first of these pairs: YES, NO, or NO_TO_ALL for all of them."""
        state = self.join(pairs[0], yes=answer == YES)
        for pair in pairs[1:] if answer == NO_TO_ALL else ():
            state = state.join(pair, yes=False)
        return state

    def keep(self, record: str, revision: str) -> Deciding:
        """Keep this version of a record; an empty revision leaves that for now."""
        others = tuple(pair for pair in self.decided.keep if pair[0] != record)
        keep = (*others, (record, revision)) if revision else others
        return replace(self, decided=self.decided._replace(keep=keep), asked_records=self.asked_records | {record})

    def answer_versions(self, records: Sequence[TwoVersions], answer: str) -> Deciding:
        """Take the answer to the first of these records: the revision to keep, LEAVE, or LEAVE_ALL for all of them."""
        state = self.keep(records[0].record, "" if answer in (LEAVE, LEAVE_ALL) else answer)
        for record in records[1:] if answer == LEAVE_ALL else ():
            state = state.keep(record.record, "")
        return state


def deciding(files: tuple[str, ...], preview: Preview) -> Deciding:
    """Begin to decide, after the first look at these files."""
    return Deciding(files, preview).looked(preview)
