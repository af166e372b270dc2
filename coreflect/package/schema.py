"""Defines the tables of a package; writer, reader, descriptor and documentation all follow this definition.

The columns of a table are in the order of the fields of the value in `core.model` that a row becomes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, Literal, get_args

from coreflect.core.answers import PERSPECTIVES
from coreflect.core.model import (
    Action,
    Alias,
    Guard,
    Note,
    Reflection,
    Response,
    RoomCount,
    RoomKind,
    ShownCount,
    Withdrawn,
)
from coreflect.core.texts.actions import HAPPENED

FORMAT = 1
DESCRIPTOR = "datapackage.json"
BANKS_FOLDER = "banks/"
LONGEST_ID = 80

Kind = Literal["id", "ids", "banks", "versions", "choice", "count", "counts", "edition", "date", "text"]
"""What a cell holds: an id; ids separated by spaces; banks separated by spaces (each `bank:form:digest`, followed by
`:wording=digest` for each further wording); records with their revisions, separated by spaces (each `record:revision`);
one of the column's choices; a number from 0; such numbers separated by spaces; a number from 1; an ISO date; or free
text."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: what a cell holds and means, and whether a cell may be empty.

    `came_later` marks a column that the first packages did not have; where it is missing, its cells are read as empty.
    """

    name: str
    kind: Kind
    meaning: str
    may_be_empty: bool = False
    choices: tuple[str, ...] = ()
    came_later: bool = False


@dataclass(frozen=True)
class Table:
    """One table: `row` says what a row is, and `key` names the columns that together identify a row.

    `leads_to` names the columns that in every package lead to a row of another table, and that table.

    `made_of` makes the value of `core.model` from the cells of a row, in order; None where rows are read otherwise.
    `came_later` marks a table that the first packages did not have; where it is missing, it has no rows, and it is
    written only where it has some.
    """

    name: str
    row: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    made_of: Callable[..., Any] | None = None
    came_later: bool = False
    leads_to: tuple[tuple[str, ...], str] | None = None

    @property
    def path(self) -> str:
        return f"{self.name}.csv"

    @cached_property
    def header(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @cached_property
    def first_line(self) -> bytes:
        """The bytes of the header line, which are all of a table without rows."""
        return (",".join(self.header) + "\n").encode()


_REVISION = (
    Column("revision", "id", "This version of the record; new each time that the record changes."),
    Column("replaces", "ids", "Every earlier revision of the same record.", may_be_empty=True),
)
_ROUND = Column("round", "id", "The round that it belongs to.")
_TO_ROUND = (("round",), "rounds")
_ITEM = (
    Column("bank", "id", "The question bank.", may_be_empty=True),
    Column("item", "id", "The item of that bank.", may_be_empty=True),
)

ROUNDS = Table(
    "rounds",
    "a round's facts: who reflected, when, about what, and how far it may be shown",
    (
        Column("round", "id", "The round; made once, by whoever set it up."),
        *_REVISION,
        Column("team", "id", "The team, the same on every laptop."),
        Column("team_name", "text", "The team's name as it was typed."),
        Column("about", "text", "What the reflection is about."),
        Column("period", "text", "The time that it looks back on."),
        Column("date", "date", "The day of the reflection."),
        Column("banks", "banks", "The banks asked: bank:form:digest, then :wording=digest for each further wording."),
        Column(
            "privacy", "choice", "private: no single answers are shown; open: they are.", choices=("private", "open")
        ),
        Column("smallest_group", "count", "The smallest group of people that is shown by itself; 0 in an open round."),
        Column("state", "choice", "Whether results were shown.", choices=("running", "revealed")),
        Column("counted", "ids", "The responses that showing the results fixed.", may_be_empty=True),
        Column("invited", "count", "How many people were invited, where somebody counted.", may_be_empty=True),
        Column("missing", "text", "Who was not there.", may_be_empty=True),
        Column("contact", "text", "Whom to turn to."),
        Column("keep_until", "date", "The day until which the answers are kept."),
        Column("next_date", "date", "The day of the next reflection, once agreed.", may_be_empty=True, came_later=True),
        Column("counted_as", "ids", "The revisions of those responses then.", may_be_empty=True, came_later=True),
        Column("helped", "count", "How many had had help to answer by then.", may_be_empty=True, came_later=True),
        Column("joined", "ids", "Those of `counted` whom a later showing added.", may_be_empty=True, came_later=True),
    ),
    ("round", "revision"),
    Reflection,
)
RESPONSES = Table(
    "responses",
    "a person's response: one set of finished answers",
    (
        Column("response", "id", "The response; random, it leads to nobody."),
        *_REVISION,
        _ROUND,
        Column(
            "perspective", "choice", "From where the person spoke.", choices=tuple(each.code for each in PERSPECTIVES)
        ),
        Column("code", "text", "What pairs one person's responses over rounds, if chosen.", may_be_empty=True),
        Column("wording", "id", "The wording in which the questions were read."),
    ),
    ("response", "revision"),
    partial(Response, answers=()),
    leads_to=_TO_ROUND,
)
ANSWERS = Table(
    "answers",
    "a person's answer to an item",
    (
        Column("response", "id", "The response that it belongs to."),
        Column("revision", "id", "The revision of that response."),
        Column("bank", "id", "The question bank."),
        Column("item", "id", "The item of that bank."),
        Column("item_edition", "edition", "The edition of the item; it rises when the item's meaning changes."),
        Column("answer", "id", "A level's id, or not-sure, not-applicable, rather-not-say, skipped (left blank)."),
    ),
    ("response", "revision", "bank", "item"),
    leads_to=(("response", "revision"), "responses"),
)
ROOM = Table(
    "room",
    "a count of the room: hands up at a level, where the room stands, an item to talk about, or people who had help",
    (
        Column("record", "id", "The record; several rows may share it, a row each count."),
        *_REVISION,
        _ROUND,
        Column(
            "kind",
            "choice",
            "tally: hands up; agreed: where the room stands; to-talk: an item that it chose to talk about; helped: "
            "people who had help.",
            choices=get_args(RoomKind),
        ),
        *_ITEM,
        Column("item_edition", "edition", "The edition of the item.", may_be_empty=True),
        Column("side", "id", "Whose hands were counted: everyone, a side or a perspective.", may_be_empty=True),
        Column(
            "answer",
            "id",
            "The level; differently or not-reached, where the room agreed on none; which kind of help.",
            may_be_empty=True,
        ),
        Column("count", "count", "How many; the place, of an item to talk about."),
    ),
    ("record", "revision", "kind", "bank", "item", "side", "answer"),
    RoomCount,
    leads_to=_TO_ROUND,
)
NOTES = Table(
    "notes",
    "a note on an item",
    (
        Column("note", "id", "The note; random, it leads to nobody."),
        *_REVISION,
        _ROUND,
        *_ITEM,
        Column("response", "id", "Whose note it is; always empty in a private round.", may_be_empty=True),
        Column("sharing", "choice", "Who may read it.", choices=("room", "facilitator")),
        Column("text", "text", "The note.", may_be_empty=True),
    ),
    ("note", "revision"),
    Note,
    leads_to=_TO_ROUND,
)
ACTIONS = Table(
    "actions",
    "what will be done",
    (
        Column("action", "id", "The action."),
        *_REVISION,
        _ROUND,
        *_ITEM,
        Column("what", "text", "What will be done."),
        Column("who", "text", "Who does it.", may_be_empty=True),
        Column("due", "text", "By when.", may_be_empty=True),
        Column("checked_by", "text", "Who will check that it is done.", may_be_empty=True),
        Column("progress", "choice", "How far it is.", choices=("to-do", "doing", "done", "dropped")),
        Column(
            "happened",
            "choice",
            "What the one who was to say so answered, when asked whether it happened.",
            may_be_empty=True,
            choices=tuple(code for code, _ in HAPPENED),
            came_later=True,
        ),
        Column("outcome", "text", "What came of it; why it was dropped.", may_be_empty=True),
        Column("known_by", "text", "How people will know that it happened.", may_be_empty=True, came_later=True),
    ),
    ("action", "revision"),
    Action,
    leads_to=_TO_ROUND,
)
SHOWN_COUNTS = Table(
    "shown_counts",
    "a group's answers to an item, counted, as a reveal showed them; in the row without an item, whose they are",
    (
        Column("record", "id", "The record; all rows of a reveal share it."),
        *_REVISION,
        _ROUND,
        Column("reveal", "id", "The revision of the round that showed them.", may_be_empty=True),
        Column("shown_on", "date", "The date of the round then.", may_be_empty=True),
        Column("privacy", "choice", "How they were shown.", may_be_empty=True, choices=("private", "open")),
        Column("smallest_group", "count", "The smallest group then; 0 in an open round.", may_be_empty=True),
        Column("counted", "versions", "The responses that are counted.", may_be_empty=True),
        Column("helped", "count", "How many of them had had help, where that was shown.", may_be_empty=True),
        Column("groups", "ids", "The two groups of the round; none in an open one.", may_be_empty=True),
        Column("group", "id", "Whose answers: everyone, a group, or a perspective.", may_be_empty=True),
        *_ITEM,
        Column("item_edition", "edition", "The edition of the item.", may_be_empty=True),
        Column("levels", "counts", "How many chose each level, the first level first.", may_be_empty=True),
        Column("not_sure", "count", "How many were not sure.", may_be_empty=True),
        Column("not_applicable", "count", "How many said that it does not apply.", may_be_empty=True),
        Column("rather_not_say", "count", "How many would rather not say.", may_be_empty=True),
        Column("left_blank", "count", "How many left it blank.", may_be_empty=True),
    ),
    ("record", "revision", "group", "bank", "item"),
    ShownCount,
    came_later=True,
    leads_to=_TO_ROUND,
)
WITHDRAWN = Table(
    "withdrawn",
    "a record taken back, for ever",
    (Column("record", "id", "The record."), Column("round", "id", "The round that it belonged to.")),
    ("record", "round"),
    Withdrawn,
)
ALIASES = Table(
    "aliases",
    "two names for one team or one round",
    (
        Column("kind", "choice", "What is named.", choices=("team", "round")),
        Column("name", "id", "The name that is read as the other."),
        Column("same_as", "id", "The other."),
    ),
    ("kind", "name", "same_as"),
    Alias,
)
GUARDS = Table(
    "guards",
    "the strictest protection that any revision of a round has asked for",
    (
        Column("round", "id", "The round."),
        Column("privacy", "choice", "private once any revision was.", choices=("private", "open")),
        Column("smallest_group", "count", "The largest smallest group of any revision."),
    ),
    ("round",),
    Guard,
)

TABLES = (ROUNDS, RESPONSES, ANSWERS, ROOM, NOTES, ACTIONS, SHOWN_COUNTS, WITHDRAWN, ALIASES, GUARDS)
VALUE_TABLES = tuple(table for table in TABLES if table.made_of is not None)
"""The tables whose rows are values of `core.model`, under the name of a field of `Records`."""
BY_PATH = {table.path: table for table in TABLES}
BY_NAME = {table.name: table for table in TABLES}
