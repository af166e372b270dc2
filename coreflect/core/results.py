"""Defines published results as frozen values; they hold counts, and never a total score, a mean or a percentage.

The small-group rule has been applied already, so everything in them may be shown. They are named tuples because a
programme has hundreds of thousands of them.
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
Since = Literal["", "changed", "forgotten", "not here"]
"""What became of the answers since they were shown: some changed or removed, all taken out, or left out of a file."""
PositionKind = Literal["level", "differently", "not-reached"]


class Spread(NamedTuple):
    """How a group's answers to one item are spread.

    `counted` people were asked the item. `levels` holds how many chose each level, the first level first; the next four
    fields count the non-answers. `pairs` is the number of pairs of people who chose a level, and `pairs_far` the number
    of those pairs whose answers are two or more levels apart. `middle_low` and `middle_high` are the numbers, from 1,
    of the lower and the upper median level (the same where there is one middle answer); 0 where nobody chose a level.
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
        """Classify the spread: close where at most 1 pair in 10 is far apart, far apart from 1 in 3, else mixed."""
        if not self.pairs:
            return "too few"
        if self.pairs_far * 10 <= self.pairs:
            return "close"
        return "far apart" if self.pairs_far * 3 >= self.pairs else "mixed"

    @property
    def many_cannot_tell(self) -> bool:
        """Whether at least two people, and at least a third of those asked, are not sure."""
        return self.not_sure >= 2 and self.not_sure * 3 >= self.counted


class Move(NamedTuple):
    """How a picture changed since the team's previous round.

    `since` is the id of that round, empty where there is none. `steps` is the number of answers that would have to
    change by one level to turn the earlier picture into the later one, counted in people of the later round. It is None
    where the two cannot be compared; `why_not` then says why.
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
        """Whether at least half as many answers moved by one level as people chose one; less is "much as before"."""
        return bool(self.spread and self.move.steps and self.move.steps * 2 >= self.spread.chose)


class Paired(NamedTuple):
    """How people who took a pairing code answered an item in this round and in the previous one, `since`.

    `pairs` people answered in both rounds under the same code. `higher`, `same` and `lower` count those of them who
    chose a later level than before, the same, or an earlier one; the rest chose no level in one of the two rounds.
    `unmatched_before` and `unmatched_now` count the people of each round whose code has no match in the other.
    """

    since: str
    pairs: int
    higher: int
    same: int
    lower: int
    unmatched_before: int
    unmatched_now: int


class PublishedPosition(NamedTuple):
    """What the room agreed on an item after talking: a level (its label), that it sees it differently, or not reached.

    `how` says which of the three; `level` is empty for the other two.
    """

    bank: str
    item: str
    text: str
    how: PositionKind
    level: str


class PublishedNote(NamedTuple):
    """A note that its writer chose to share with everyone; without a bank and item it is about the whole meeting."""

    bank: str
    item: str
    text: str


class PublishedAction(NamedTuple):
    """The latest version of an action that the room agreed: what, who, by when, and who will say that it is done.

    `happened` is what that person answered, and `outcome` what came of it, or why it was dropped.
    """

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
    """A bank that a round asked, and where its ideas come from; texts are in the standard wording."""

    bank: str
    title: str
    stem: str
    idea: str
    publisher: str
    year: str


class PublishedItem(NamedTuple):
    """One item of one round with the pictures that may be shown: everyone first, then groups, then a show of hands.

    `section` is the title of the item's section. `levels` holds the labels of its levels, the first level first, and
    `meanings` the meaning of each. Texts are in the standard wording, except `easier`, which is the text in easier
    words. `seen_differently` is always False in a private round where it would single out one person. `paired` is None
    where nobody took a code, or where it may not be shown.
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

    `finished` is the number of responses, `counted` the number of them that the pictures count; `counted_responses` and
    `counted_revisions` are their ids and revisions, in the same order. `withheld` says what may not be shown: nothing
    is withheld where it is "", and the sides are where it is `groups`; with any other value there are no items, and
    `finished` is the only number about the answers that may be shown. `helped` is how many people had help; None where
    that may not be shown. `settled` holds what the room agreed on each item, `doings` the actions, and `notes` those
    that everyone may read (empty where answers are withheld). `in_pairs` lists, for each pairing with another round
    that is shown, the ids of this round's responses in it. `as_shown_on` is the date (ISO) of the reveal whose counts
    these are, where the answers behind them are not all here unchanged any more, and `since` says why; both are empty
    where they are.
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
    as_shown_on: str = ""
    since: Since = ""


class Published(NamedTuple):
    """Everything that may be shown of some records; rounds are ordered by team, then date."""

    rounds: tuple[PublishedRound, ...]
