"""Defines the records of coreflect as frozen values: rounds, responses, notes, counts, actions and withdrawals.

Every record that can be finished, replaced or in conflict has a random `revision`, and `replaces`: every earlier
revision of the same record, all the way back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from itertools import chain
from typing import Literal

from coreflect.core.banks.bank import BankFile, Form

Privacy = Literal["private", "open"]
State = Literal["running", "revealed"]
Sharing = Literal["room", "facilitator"]
RoomKind = Literal["tally", "agreed", "to-talk", "helped"]
Progress = Literal["to-do", "doing", "done", "dropped"]
Happened = Literal["", "yes", "partly", "no", "not-sure"]


@dataclass(frozen=True, slots=True)
class AskedBank:
    """A bank that a round asks, whole or in its short form, and the exact files in which it is asked.

    `digest` is the first 12 hex digits of the bank file's sha256; `wordings` holds (wording, digest) of each wording
    file beside it.
    """

    bank: str
    form: Form
    digest: str
    wordings: tuple[tuple[str, str], ...] = ()

    def file_names(self) -> tuple[str, ...]:
        """Return the names under which its files are stored and travel: the bank's, then its wordings'."""
        return (
            f"{self.bank}.{self.digest}.toml",
            *(f"{self.bank}.{wording}.{digest}.toml" for wording, digest in self.wordings),
        )


@dataclass(frozen=True, slots=True)
class Reflection:
    """One dated occasion on which a team answers one or more banks about something named, over a period.

    `date` and `keep_until` are ISO dates. `invited` is None where nobody counted. `counted` holds the ids of the
    responses that a reveal fixed, `counted_as` their revisions, and `helped` how many had had help by then; before it,
    they are empty. `joined` are those of them whom a later reveal added to others who had been shown. `next_date` is
    the day of the next reflection, once agreed.
    """

    id: str
    revision: str
    replaces: tuple[str, ...]
    team: str
    team_name: str
    about: str
    period: str
    date: str
    banks: tuple[AskedBank, ...]
    privacy: Privacy
    smallest_group: int
    state: State
    counted: tuple[str, ...]
    invited: int | None
    missing: str
    contact: str
    keep_until: str
    next_date: str = ""
    counted_as: tuple[str, ...] = ()
    helped: int | None = None
    joined: tuple[str, ...] = ()

    @property
    def is_private(self) -> bool:
        return self.privacy == "private"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: a level's id, or a non-answer's code."""

    bank: str
    item: str
    edition: int
    answer: str


@dataclass(frozen=True, slots=True)
class Response:
    """One person's finished answers in one round, over all its banks. `code` pairs rounds, where a person took one."""

    id: str
    revision: str
    replaces: tuple[str, ...]
    round: str
    perspective: str
    code: str
    wording: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A note on an item. `response` is empty in a private round, so that no note leads to a person's answers."""

    id: str
    revision: str
    replaces: tuple[str, ...]
    round: str
    bank: str
    item: str
    response: str
    sharing: Sharing
    text: str


@dataclass(frozen=True, slots=True)
class RoomCount:
    """One count of the room; one record may hold many, a row each.

    `tally`: hands up at an answer, in a group (everyone, a side, or a perspective). `agreed`: where the room stands (a
    level's id, `differently` or `not-reached`; count 1). `to-talk`: an item chosen to talk about, its place in `count`;
    a row with no item and count 0 says that none is.
    `helped`: people who had help with answering.
    """

    id: str
    revision: str
    replaces: tuple[str, ...]
    round: str
    kind: RoomKind
    bank: str
    item: str
    edition: int | None
    side: str
    answer: str
    count: int


@dataclass(frozen=True, slots=True)
class Action:
    """What will be done, by whom, by when, and who will say that it is done.

    `happened` is what that person answered when asked; `outcome` is what came of it, in words, and the reason where it
    was dropped.
    """

    id: str
    revision: str
    replaces: tuple[str, ...]
    round: str
    bank: str
    item: str
    what: str
    who: str
    due: str
    checked_by: str
    progress: Progress
    happened: Happened
    outcome: str


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A record that was withdrawn: it never returns, by any merge."""

    record: str
    round: str


@dataclass(frozen=True, slots=True)
class Alias:
    """Two names for one team or one round: `name` is read as `same_as`, here and in every later merge."""

    kind: Literal["team", "round"]
    name: str
    same_as: str


@dataclass(frozen=True, slots=True)
class Guard:
    """The strictest protection that any revision of a round has asked for; it only ever grows."""

    round: str
    privacy: Privacy
    smallest_group: int

    def joined(self, other: Guard) -> Guard:
        """Join two guards to one: the stricter of the two in each respect."""
        privacy: Privacy = "private" if "private" in (self.privacy, other.privacy) else "open"
        return Guard(self.round, privacy, max(self.smallest_group, other.smallest_group))


@dataclass(frozen=True, slots=True)
class Records:
    """Everything finished that a workspace holds, or a part of it: what an export writes. Drafts are never in it."""

    rounds: tuple[Reflection, ...] = ()
    responses: tuple[Response, ...] = ()
    room: tuple[RoomCount, ...] = ()
    notes: tuple[Note, ...] = ()
    actions: tuple[Action, ...] = ()
    withdrawn: tuple[Withdrawn, ...] = ()
    aliases: tuple[Alias, ...] = ()
    guards: tuple[Guard, ...] = ()
    bank_files: tuple[BankFile, ...] = ()

    @classmethod
    def joined(cls, parts: Sequence[Records]) -> Records:
        """Put the records of several rounds together, each bank's file once."""
        every = {
            field.name: tuple(chain.from_iterable(getattr(part, field.name) for part in parts)) for field in fields(cls)
        }
        files = {file.name: file for file in every.pop("bank_files")}
        return cls(**every, bank_files=tuple(files.values()))
