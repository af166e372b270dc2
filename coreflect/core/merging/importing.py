"""Packages being brought in, as the faces see it: what becomes of every record is known before anything is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

Joining = Literal["team", "round"]


class SeenFile(NamedTuple):
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


class SeenRound(NamedTuple):
    """What would become of the records of one round in the files; they are all in one of the numbers.

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


class Alike(NamedTuple):
    """Two names that look like one; joined, `name` is read as `same_as`, from now on and wherever this travels.

    `called` and `same_called` are how people call the two.
    """

    kind: Joining
    name: str
    same_as: str
    called: str
    same_called: str


class Version(NamedTuple):
    """One of the versions of a record: its revision, where it stands (files, or this laptop), and what it alone says.

    What it says never holds a person's answers, nor words that a person wrote.
    """

    revision: str
    where: tuple[str, ...]
    says: tuple[str, ...]


class TwoVersions(NamedTuple):
    """A record that stands in two versions or more: `called` is what it is to people, with its team and date."""

    record: str
    called: str
    versions: tuple[Version, ...]


class Decided(NamedTuple):
    """What people decided: names to join, and for each record in two versions the (record, revision) that is kept."""

    joined: tuple[Alike, ...] = ()
    kept: tuple[tuple[str, str], ...] = ()
    without_refused: bool = False
    """Whether files with a fault are left out; otherwise one of them stops everything."""


class Preview(NamedTuple):
    """What would be, were this brought in now; `conflicts` are those that the decisions leave, old ones among them.

    `changes` is False where all of it is here already: then bringing it in writes nothing.
    """

    files: tuple[SeenFile, ...]
    rounds: tuple[SeenRound, ...]
    alike: tuple[Alike, ...]
    conflicts: tuple[TwoVersions, ...]
    remarks: tuple[str, ...]
    changes: bool

    @property
    def refused(self) -> tuple[SeenFile, ...]:
        """The files with a fault."""
        return tuple(one for one in self.files if one.refused)


class LastImport(NamedTuple):
    """One bringing-in that is kept: its file's name under `imports/`, and each (team name, round date) in it."""

    file: str
    rounds: tuple[tuple[str, str], ...]


class Progress(NamedTuple):
    """How far something is: `done` of `whole` steps, and what is being done, in a few words."""

    done: int
    whole: int
    doing: str


OnProgress = Callable[[Progress], None]
"""Called now and then with how far something is; it may raise to stop, and then nothing has changed."""

Step = Literal["refused", "alike", "look", "versions", "bring", "nothing"]

NOTHING_DECIDED = Decided()


@dataclass(frozen=True, slots=True)
class Deciding:
    """The files, what would be, and what is decided so far.

    `offered` are the names that look alike and `versions` the records in two versions, those decided among them.
    `asked` and `weighed` are those of them that somebody has been asked about, whatever the answer.
    """

    names: tuple[str, ...]
    preview: Preview
    looked_with: Decided = NOTHING_DECIDED
    decided: Decided = NOTHING_DECIDED
    offered: tuple[Alike, ...] = ()
    versions: tuple[TwoVersions, ...] = ()
    asked: frozenset[Alike] = frozenset()
    weighed: frozenset[str] = frozenset()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to bring in and nothing to decide."""
        return not (self.preview.changes or self.offered or self.versions)

    @property
    def step(self) -> Step:
        """What comes next."""
        if self.is_empty:
            return "nothing"
        if self.preview.refused and not self.decided.without_refused:
            return "refused"
        if self.unasked:
            return "alike"
        if self.decided.joined != self.looked_with.joined:
            return "look"
        if self.unweighed:
            return "versions"
        if self.decided != self.looked_with:
            return "look"
        return "bring" if self.preview.changes else "nothing"

    @property
    def unasked(self) -> tuple[Alike, ...]:
        """Names that look alike and that nobody has been asked about."""
        return tuple(one for one in self.offered if one not in self.asked)

    @property
    def unweighed(self) -> tuple[TwoVersions, ...]:
        """Records in two versions that nobody has been asked about."""
        return tuple(one for one in self.versions if one.record not in self.weighed)

    def kept(self, record: str) -> str:
        """The revision that is kept of a record; empty where that is left for now."""
        return dict(self.decided.kept).get(record, "")

    def looked(self, preview: Preview) -> Deciding:
        """The same after another look, made with all that is decided."""
        offered = dict.fromkeys((*self.offered, *preview.alike))
        kept = dict(self.decided.kept)
        before = {one.record: one for one in self.versions if one.record in kept}
        versions = before | {one.record: one for one in preview.conflicts}
        order = dict.fromkeys((*(one.record for one in self.versions), *versions))
        return replace(
            self,
            preview=preview,
            looked_with=self.decided,
            offered=tuple(offered),
            versions=tuple(versions[record] for record in order if record in versions),
        )

    def without_refused(self, *, yes: bool = True) -> Deciding:
        """Files with a fault are left out; or they are not, and stop everything."""
        return replace(self, decided=self.decided._replace(without_refused=yes))

    def joined(self, alike: Alike, *, yes: bool) -> Deciding:
        """Two names are one, or they are not; what was decided on versions is asked again where that changes."""
        joined = tuple(one for one in self.decided.joined if one != alike) + ((alike,) if yes else ())
        asked = self.asked | {alike}
        if joined == self.decided.joined:
            return replace(self, asked=asked)
        decided = self.decided._replace(joined=joined, kept=())
        return replace(self, decided=decided, asked=asked, weighed=frozenset(), versions=())

    def keeping(self, record: str, revision: str) -> Deciding:
        """This version of a record is kept; with an empty one that is left for now."""
        others = tuple(pair for pair in self.decided.kept if pair[0] != record)
        kept = (*others, (record, revision)) if revision else others
        return replace(self, decided=self.decided._replace(kept=kept), weighed=self.weighed | {record})

    def leaving(self) -> Deciding:
        """All that nobody has been asked about is left as it is: no more names joined, no more versions chosen."""
        weighed = self.weighed | {one.record for one in self.versions}
        return replace(self, asked=self.asked | set(self.offered), weighed=weighed)


def deciding(names: tuple[str, ...], preview: Preview) -> Deciding:
    """What there is to decide after the first look at these files."""
    return Deciding(names, preview).looked(preview)
