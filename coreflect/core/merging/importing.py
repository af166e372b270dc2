"""Defines the values of an import: what it would do with every record, and what people decide before it is written.

Both faces and the command `import` show a `Preview`. `Deciding` says what to ask next, and collects the decisions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

Joining = Literal["team", "round"]


class PeopleCount(NamedTuple):
    """How many people's answers to one reflection would be what after an import; every person is counted once.

    `new`: not here before. `changed`: here before, with other answers. `removed`: taken out, here or on their way.
    `in_conflict`: in two versions. `same`: here already, as they are in the files.
    """

    new: int = 0
    changed: int = 0
    removed: int = 0
    in_conflict: int = 0
    same: int = 0


NOBODY = PeopleCount()


class FilePreview(NamedTuple):
    """A file to import: how many records it holds, and the answers of how many people, or why it is left out.

    Where the file is not used, `why` is a whole sentence that says so. `refused` is True where the file is a package
    with a fault; a file in a folder that is not a package is skipped without being a fault. `same_as` is the name of an
    earlier file with the same bytes.
    """

    name: str
    records: int
    why: str = ""
    refused: bool = False
    same_as: str = ""
    people: int = 0


class RoundPreview(NamedTuple):
    """How many of the files' records of one reflection have each outcome, and what becomes of people's answers.

    Every record is counted once. `others` are the notes, counts of the room and actions that are not here yet.

    `new`: not here yet. `same`: here already, or in the files more than once. `replaced`: older than a revision that is
    here or in another file. `withdrawn`: taken out. `in_conflict`: in two versions.
    """

    team_name: str
    round: str
    date: str
    new: int
    same: int
    replaced: int
    withdrawn: int
    in_conflict: int
    people: PeopleCount = NOBODY
    others: int = 0


class SimilarNames(NamedTuple):
    """Two ids that may mean one team or one reflection; once joined, `name` is read as `same_as`, in exports too.

    `label` and `same_as_label` are the names that people know.
    """

    kind: Joining
    name: str
    same_as: str
    label: str
    same_as_label: str


def pair_of(pair: SimilarNames) -> tuple[str, str, str]:
    """Return the kind of two similar names, and their ids in order, whichever would be read as the other."""
    first, second = sorted((pair.name, pair.same_as))
    return pair.kind, first, second


def alike_groups(pairs: Sequence[SimilarNames]) -> tuple[tuple[SimilarNames, ...], ...]:
    """Put all names that look alike together: groups of pairs, of which each has a name with another one in common."""
    groups: list[list[SimilarNames]] = []
    for pair in pairs:
        ids = {pair.name, pair.same_as}
        near = [
            group
            for group in groups
            if group[0].kind == pair.kind and any(ids & {other.name, other.same_as} for other in group)
        ]
        groups = [group for group in groups if group not in near]
        groups.append([*(other for group in near for other in group), pair])
    return tuple(map(tuple, groups))


def alike_with_first(pairs: Sequence[SimilarNames]) -> tuple[SimilarNames, ...]:
    """List the pairs after the first of these whose names look alike with its own, directly or through others."""
    group = next(group for group in alike_groups(pairs) if pairs[0] in group)
    return tuple(pair for pair in pairs[1:] if pair in group)


class Version(NamedTuple):
    """One version of a record in conflict: its revision, where it is (files, or this laptop), and how it differs.

    `differences` never contain a person's answers or a person's own words.
    """

    revision: str
    where: tuple[str, ...]
    differences: tuple[str, ...]


class TwoVersions(NamedTuple):
    """A record in conflict, in two versions or more; `label` describes it to people, with its team and date."""

    record: str
    label: str
    versions: tuple[Version, ...]


class Decided(NamedTuple):
    """What people decided: the names to join, and (record, revision) of each version to keep."""

    joined: tuple[SimilarNames, ...] = ()
    keep: tuple[tuple[str, str], ...] = ()
    different: tuple[SimilarNames, ...] = ()
    """Names that look alike and are different: they are asked about no more."""
    without_refused: bool = False
    """Whether files with a fault are left out; otherwise a single one of them stops the import."""


class Preview(NamedTuple):
    """What an import would do with the decisions so far; `conflicts` are those that remain, earlier ones included.

    `changes` is False where everything is here already, so that importing would write nothing.
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

    @property
    def used(self) -> tuple[FilePreview, ...]:
        """The files that were read; of any other nobody can say what is in it."""
        return tuple(file for file in self.files if not file.why)

    @property
    def is_all_here(self) -> bool:
        """Whether every file was read, and each record in them is here already."""
        others = (number for seen in self.rounds for number in (seen.new, seen.replaced, seen.withdrawn))
        return bool(self.rounds) and len(self.used) == len(self.files) and not any(others)


class Imported(NamedTuple):
    """What an import did, and the name of the file that it wrote under `imports/`; empty where nothing changed.

    `in_files_alone` is True where it holds a reflection that was neither set up nor opened in this workspace.
    """

    preview: Preview
    file: str = ""
    in_files_alone: bool = False


class LastImport(NamedTuple):
    """The latest import: its file's name under `imports/`, and each (team name, date) of its reflections."""

    file: str
    rounds: tuple[tuple[str, str], ...]


class Progress(NamedTuple):
    """The progress of some work: `done` of `whole` steps, and what is being done, in a few words."""

    done: int
    whole: int
    doing: str


OnProgress = Callable[[Progress], None]
"""Called with the progress from time to time; it may raise an exception to stop, and then nothing has changed."""

Step = Literal["refused", "names", "look", "versions", "import", "nothing"]

YES, YES_TO_ALIKE, NO, NO_TO_ALL = "yes", "yes-to-alike", "no", "no-to-all"
"""Answers on two similar names."""
LEAVE, LEAVE_ALL = "-leave", "-leave-all"
"""Answers that keep no version; they begin with a hyphen, so that they cannot be a revision."""
STOP, GO_ON = "stop", "go-on"
"""Answers on files with a fault."""

NOTHING_DECIDED = Decided()


@dataclass(frozen=True, slots=True)
class Deciding:
    """The files to import, their preview, and what has been decided so far.

    `similar_names` and `versions` hold everything that is, or was, to be decided; `asked_names` and `asked_records`
    those of them about which somebody has been asked, whatever the answer was.
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
        """Say which step comes next."""
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
        """The similar names that nobody has been asked about yet."""
        return tuple(pair for pair in self.similar_names if pair not in self.asked_names)

    @property
    def with_different(self) -> Decided:
        """What was decided, with the names that somebody said are different."""
        different = tuple(
            pair for pair in self.similar_names if pair in self.asked_names and pair not in self.decided.joined
        )
        return self.decided._replace(different=different)

    @property
    def open_versions(self) -> tuple[TwoVersions, ...]:
        """The records in two versions that nobody has been asked about yet."""
        return tuple(record for record in self.versions if record.record not in self.asked_records)

    def kept_revision(self, record: str) -> str:
        """Return the revision of a record that is to be kept; empty where the record is left in conflict."""
        return dict(self.decided.keep).get(record, "")

    def looked(self, preview: Preview) -> Deciding:
        """Take a new preview, which was made with the decisions so far."""
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
        """Decide whether files with a fault are left out, or stop the import."""
        return replace(self, decided=self.decided._replace(without_refused=yes))

    def join(self, pair: SimilarNames, *, yes: bool) -> Deciding:
        """Decide whether two names are joined; if that changes anything, versions are asked about again."""
        joined = tuple(other for other in self.decided.joined if other != pair) + ((pair,) if yes else ())
        asked = self.asked_names | {pair}
        if joined == self.decided.joined:
            return replace(self, asked_names=asked)
        decided = self.decided._replace(joined=joined, keep=())
        return replace(self, decided=decided, asked_names=asked, asked_records=frozenset(), versions=())

    def answer_names(self, pairs: Sequence[SimilarNames], answer: str) -> Deciding:
        """Take the answer to the first of these pairs: YES, NO, or one for others too.

        YES_TO_ALIKE is for all that look alike with it, and NO_TO_ALL for all of these pairs.
        """
        is_one = answer in (YES, YES_TO_ALIKE)
        others = alike_with_first(pairs) if answer == YES_TO_ALIKE else pairs[1:] if answer == NO_TO_ALL else ()
        state = self.join(pairs[0], yes=is_one)
        for pair in others:
            state = state.join(pair, yes=is_one)
        return state

    def keep(self, record: str, revision: str) -> Deciding:
        """Decide which version of a record is kept; an empty revision leaves the record in conflict."""
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
