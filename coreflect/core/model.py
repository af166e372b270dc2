"""Defines the records of coreflect as frozen values: reflections, responses, notes, room counts, actions and more.

A record that can be changed has a random `revision`, new with each change, and `replaces`, which lists every earlier
revision of it.
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
    """A bank that a round asks, whole or in its short form, with the exact files that it is asked from.

    `digest` is the first 12 hex digits of the bank file's sha256; `wordings` holds (wording, digest) for each of the
    bank's wording files.
    """

    bank: str
    form: Form
    digest: str
    wordings: tuple[tuple[str, str], ...] = ()

    def file_names(self) -> tuple[str, ...]:
        """List the names under which the files are stored and packed: the bank's, then those of its wordings."""
        return (
            f"{self.bank}.{self.digest}.toml",
            *(f"{self.bank}.{wording}.{digest}.toml" for wording, digest in self.wordings),
        )


@dataclass(frozen=True, slots=True)
class Reflection:
    """One dated occasion on which a team answers one or more banks about something named, over a period.

    `date` and `keep_until` are ISO dates. `invited` is the number of people invited, None where nobody counted. A
    reveal sets `counted` (the ids of the responses that are counted from then on), `counted_as` (their revisions) and
    `helped` (how many people had had help by then). `joined` holds the ids, among `counted`, that a later reveal added.
    `next_date` is the day of the next reflection, once agreed.
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
    """One person's finished answers to all banks of a round; `code` is the person's pairing code, or empty."""

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
    """One row of a record that the room made in a meeting; the rows of a record share its id and revision.

    The meaning of a row depends on its `kind`. `tally`: in a show of hands, `count` people of the group `side`
    (everyone, a side or a perspective) chose `answer`. `agreed`: `answer` is the agreed level's id, or `differently` or
    `not-reached`; `count` is 1. `to-talk`: an item that was chosen to talk about, and its place, from 1, in `count`; a
    row with no item and count 0 says that none was chosen. `helped`: `count` people had help with answering.
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
    """An action that the room agreed: what will be done, who does it, by when, and who will check that it is done.

    `happened` is the answer that `checked_by` gave when asked whether it was done; `outcome` says in words what came of
    it, or why it was dropped. `known_by` says how people will know that it happened; it may be empty.
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
    known_by: str = ""


@dataclass(frozen=True, slots=True)
class ShownCount:
    """One row of the shown counts of a reveal, the published counts as the room saw them; its rows share a revision.

    The row without an item is the first of its record, and alone says which reveal it was (`reveal`, a revision of the
    round), the round's date then, under which protection it was shown, whose answers are counted (`counted`, each
    `response:revision`), how many of them had help, and which two groups the round has (`groups`; none in an open
    round). Every other row is what one group answered to one item: `levels` counts the people who chose each level, the
    first level first, and the last four fields those who chose none.
    """

    id: str
    revision: str
    replaces: tuple[str, ...]
    round: str
    reveal: str
    shown_on: str
    privacy: str
    smallest_group: int | None
    counted: tuple[str, ...]
    helped: int | None
    groups: tuple[str, ...]
    group: str
    bank: str
    item: str
    edition: int | None
    levels: tuple[int, ...]
    not_sure: int | None
    not_applicable: int | None
    rather_not_say: int | None
    left_blank: int | None


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A record that was withdrawn; no merge brings it back. Where `record` is the round itself, all answers are."""

    record: str
    round: str


@dataclass(frozen=True, slots=True)
class Alias:
    """A decision that two ids mean one team or one round: `name` is read as `same_as` in this and every later merge."""

    kind: Literal["team", "round"]
    name: str
    same_as: str


@dataclass(frozen=True, slots=True)
class Guard:
    """The strictest protection that any revision of a round has asked for; it is never relaxed."""

    round: str
    privacy: Privacy
    smallest_group: int

    def joined(self, other: Guard) -> Guard:
        """Join two guards to one: the stricter of the two in each respect."""
        privacy: Privacy = "private" if "private" in (self.privacy, other.privacy) else "open"
        return Guard(self.round, privacy, max(self.smallest_group, other.smallest_group))


@dataclass(frozen=True, slots=True)
class Records:
    """All finished records of a workspace, or some of them: what an export writes. Drafts are never included."""

    rounds: tuple[Reflection, ...] = ()
    responses: tuple[Response, ...] = ()
    room: tuple[RoomCount, ...] = ()
    notes: tuple[Note, ...] = ()
    actions: tuple[Action, ...] = ()
    shown_counts: tuple[ShownCount, ...] = ()
    withdrawn: tuple[Withdrawn, ...] = ()
    aliases: tuple[Alias, ...] = ()
    guards: tuple[Guard, ...] = ()
    bank_files: tuple[BankFile, ...] = ()

    @classmethod
    def joined(cls, parts: Sequence[Records]) -> Records:
        """Join the records of several rounds; a bank file that several of them use is held once."""
        every = {
            field.name: tuple(chain.from_iterable(getattr(part, field.name) for part in parts)) for field in fields(cls)
        }
        files = {file.name: file for file in every.pop("bank_files")}
        return cls(**every, bank_files=tuple(files.values()))
