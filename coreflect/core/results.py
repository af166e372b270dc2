"""Defines published results as frozen values: counts, never a total, a mean or a percentage.

The small-group rule has been applied, so all of a value may be shown. They are named tuples, since a programme has
hundreds of thousands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from coreflect.core.answers import EVERYONE, PERSPECTIVES, SHOW_OF_HANDS, SIDES

if TYPE_CHECKING:
    from coreflect.core.model import Happened, Progress

GROUPS = (EVERYONE, *SIDES, *(each.code for each in PERSPECTIVES), SHOW_OF_HANDS)
"""Every group that a picture can be of, in the order in which they are shown."""

Closeness = Literal["close", "mixed", "far apart", "too few"]
WhyNot = Literal["", "first round", "reworded", "rescaled", "text differs", "no level chosen", "not shown"]
Withheld = Literal["", "groups", "all", "not revealed", "in conflict", "questions missing", "forgotten"]
PositionKind = Literal["level", "differently", "not-reached"]


class Spread(NamedTuple):
    """How the answers of a group to one item spread.

    `counted` people were asked the item; `levels` holds how many chose each level, the first level first; the four
    non-answers stand beside. `pairs` is the number of pairs of people who chose a level, `pairs_far` those whose
    answers are two or more levels apart. `middle_low` and `middle_high` are the numbers, from 1, of the levels in the
    middle of the answers in order (the same where there is one middle); 0 where nobody chose a level.
    """

    counted: int
    levels: tuple[int, ...]
    not_sure: int
    not_applicable: int
    rather_not_say: int
    left_blank: int
    pairs: int
    pairs_far: int
    middle_low: int
    middle_high: int

    @property
    def chose(self) -> int:
        """How many people chose a level."""
        return sum(self.levels)

    @property
    def closeness(self) -> Closeness:
        """Close: at most 1 pair in 10 is far apart; far apart: 1 in 3 or more; else mixed."""
        if not self.pairs:
            return "too few"
        if self.pairs_far * 10 <= self.pairs:
            return "close"
        return "far apart" if self.pairs_far * 3 >= self.pairs else "mixed"

    @property
    def many_cannot_tell(self) -> bool:
        """Whether a third or more of those asked, and at least two people, are not sure."""
        return self.not_sure >= 2 and self.not_sure * 3 >= self.counted


class Move(NamedTuple):
    """What moved since the team's round before.

    `since` is that round's id, empty where there is none. `steps` is how many answers would have to change by one level
    to turn the earlier picture into the later one, counted in people of the later round; None where the two cannot be
    compared, and `why_not` says why.
    """

    since: str
    steps: int | None
    why_not: WhyNot


class Picture(NamedTuple):
    """One group's answers to one item in one round; `spread` is None where it may not be shown."""

    group: str
    spread: Spread | None
    move: Move

    @property
    def moved(self) -> bool:
        """Whether as many answers moved by one level as half of the people who chose one; less is much as before."""
        return bool(self.spread and self.move.steps and self.move.steps * 2 >= self.spread.chose)


class Paired(NamedTuple):
    """How people who took a pairing code answered an item in this round and in the one before, `since`.

    `pairs` people answered both rounds under one code. `higher`, `same` and `lower` of them chose a later, the same or
    an earlier level than then; the others of them chose no level in one of the two. `unmatched_before` and
    `unmatched_now` are the people counted in one round alone, as far as codes tell.
    """

    since: str
    pairs: int
    higher: int
    same: int
    lower: int
    unmatched_before: int
    unmatched_now: int


class PublishedPosition(NamedTuple):
    """Where the room stands on an item after talking: on a level (its label), seeing it differently, or not reached."""

    bank: str
    item: str
    text: str
    how: PositionKind
    level: str


class PublishedNote(NamedTuple):
    """A note whose writer chose that everyone may read it; without a bank and item it is about the whole meeting."""

    bank: str
    item: str
    text: str


class PublishedAction(NamedTuple):
    """What was agreed to be done, as `core.model.Action` says it, in its latest version."""

    action: str
    bank: str
    item: str
    what: str
    who: str
    due: str
    checked_by: str
    progress: Progress
    happened: Happened
    outcome: str


class PublishedBank(NamedTuple):
    """A bank that a round asked, with whose ideas it follows; words are in the standard wording."""

    bank: str
    title: str
    stem: str
    idea: str
    publisher: str
    year: str


class PublishedItem(NamedTuple):
    """One item of one round with the pictures that may be shown: everyone first, then groups, then a show of hands.

    `section` is the title of its section, `levels` holds the labels of its levels, the first level first, and
    `meanings` what each of them means; all words are in the standard wording, but `easier`, the text in easier words.
    `seen_differently` is False in a private round where one person stands alone. `paired` is None where nobody took a
    code, and where it may not be shown.
    """

    bank: str
    section: str
    item: str
    edition: int
    text: str
    levels: tuple[str, ...]
    pictures: tuple[Picture, ...]
    seen_differently: bool
    meanings: tuple[str, ...] = ()
    paired: Paired | None = None
    easier: str = ""


class PublishedRound(NamedTuple):
    """One round as it may be shown.

    `finished` is how many responses there are, `counted` how many of them these pictures count; `counted_responses` and
    `counted_revisions` name them, in one order. `withheld` says what may not be shown: with "" nothing is kept back,
    with `groups` the sides are; with every other word there are no items, and nothing but `finished` may be said of the
    answers. `helped` is how many had help; None where that may not be said. What the room settled, what it will do, and
    the notes that everyone may read (where answers are shown) stand in `settled`, `doings` and `notes`. `in_pairs`
    names, for each pairing with another round that is shown, the responses of this one that are in it.
    """

    round: str
    team: str
    team_name: str
    about: str
    period: str
    date: str
    privacy: Literal["private", "open"]
    smallest_group: int
    invited: int | None
    missing: str
    finished: int
    counted: int
    counted_responses: tuple[str, ...]
    counted_revisions: tuple[str, ...]
    helped: int | None
    withheld: Withheld
    items: tuple[PublishedItem, ...]
    banks: tuple[PublishedBank, ...] = ()
    settled: tuple[PublishedPosition, ...] = ()
    notes: tuple[PublishedNote, ...] = ()
    doings: tuple[PublishedAction, ...] = ()
    next_date: str = ""
    in_pairs: tuple[tuple[str, ...], ...] = ()


class Published(NamedTuple):
    """Everything that may be shown of some records: rounds by team, then date."""

    rounds: tuple[PublishedRound, ...]
