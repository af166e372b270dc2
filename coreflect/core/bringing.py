"""Packages being brought in, as the faces see it: what becomes of every record is known before anything is written."""

from __future__ import annotations

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


class Brought(NamedTuple):
    """One bringing-in that is kept: its file's name under `imports/`, and each (team name, round date) in it."""

    file: str
    rounds: tuple[tuple[str, str], ...]


class Progress(NamedTuple):
    """How far something is: `done` of `whole` steps, and what is being done, in a few words."""

    done: int
    whole: int
    doing: str
