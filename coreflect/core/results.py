"""Defines published results as frozen values; they hold counts, and never a total score, a mean or a percentage.

The small-group rule has been applied already, so everything in them may be shown. They are named tuples because a
programme has hundreds of thousands of them.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from coreflect.core.answers import EVERY_SIDE, EVERYONE, PERSPECTIVES, SHOW_OF_HANDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from coreflect.core.banks.comparable import AsRead
    from coreflect.core.model import Happened, Progress

GROUPS = (EVERYONE, *EVERY_SIDE, *(perspective.code for perspective in PERSPECTIVES), SHOW_OF_HANDS)
"""Every group that a picture can be of, in the order in which they are shown."""

Closeness = Literal["close", "mixed", "far apart", "too few"]
WhyNot = Literal[
    "", "first round", "reworded", "rescaled", "text differs", "no level chosen", "not shown", "groups differ"
]
Shape = Literal["", "further up", "further down", "more at both ends", "closer together", "otherwise"]
Test = Literal["", "people", "pairs"]
Withheld = Literal["", "groups", "all", "not revealed", "in conflict", "questions missing", "forgotten"]
Since = Literal["", "changed", "forgotten", "not here"]
"""What became of the answers since they were shown: some changed or removed, all taken out, or left out of a file."""
PositionKind = Literal["level", "differently", "not-reached"]


class Spread(NamedTuple):
    """How a group's answers to one item are spread.

    `counted` people were asked the item. `levels` holds how many chose each level, the first level first; the next four
    fields count the non-answers. `pairs` is the number of pairs of people who chose a level, and `pairs_far` the number
    of those pairs whose answers are far apart: by at least `far_from(levels)` levels. `middle_low` and `middle_high`
    are the numbers, from 1, of the lower and the upper median level (the same where there is one middle answer); 0
    where nobody chose a level.
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
        """Classify the spread: close where people are alike, far apart where at least 1 pair in 3 is, else mixed.

        It is close where at most 1 pair in 10 is far apart, more than 6 in 10 of those who chose a level chose the same
        one, and at least half of those counted chose a level. It is never far apart where one person is in all pairs
        that are.
        """
        if not self.pairs:
            return "too few"
        if self.pairs_far * 10 <= self.pairs and self.mostly and self.chose * 2 >= self.counted:
            return "close"
        return "far apart" if self.pairs_far * 3 >= self.pairs and not self.one_in_all_far_pairs else "mixed"

    def is_seen_differently(self, *, private: bool) -> bool:
        """Whether the answers are far apart; in a private round never where that would single out one person."""
        return self.closeness == "far apart" and not (private and self.one_stands_alone)

    def alike_at(self, *, private: bool) -> int:
        """Return the number, from 1, of the level that most chose where answers are close; 0 where they are not.

        In a private round it is also 0 where one person would be singled out.
        """
        return self.mostly if self.closeness == "close" and not (private and self.one_stands_alone) else 0

    @property
    def mostly(self) -> int:
        """The number, from 1, of the level that more than 6 in 10 of those who chose a level chose; 0 where none is."""
        most = max(self.levels, default=0)
        return self.levels.index(most) + 1 if most * 10 > self.chose * 6 else 0

    @property
    def is_most_of_all(self) -> bool:
        """Whether the level that most chose is that of more than half of all who were asked."""
        return max(self.levels, default=0) * 2 > self.counted

    @property
    def one_in_all_far_pairs(self) -> bool:
        """Whether pairs are far apart, and one person is in all of them."""
        return self.pairs_far in _far_from_single_people(self.levels)

    @property
    def one_stands_alone(self) -> bool:
        """Whether a person is far apart from everybody else, or is in all pairs that are far apart."""
        far = _far_from_single_people(self.levels)
        return self.pairs_far in far or self.chose - 1 in far

    @property
    def many_cannot_tell(self) -> bool:
        """Whether at least two people, and at least a third of those asked, are not sure."""
        return self.not_sure >= 2 and self.not_sure * 3 >= self.counted


def added(spreads: Sequence[Spread]) -> Spread:
    """Add up spreads over the same levels; of the sum, pairs and medians are unknown, and 0."""
    return Spread(
        counted=sum(spread.counted for spread in spreads),
        levels=tuple(map(sum, zip(*(spread.levels for spread in spreads), strict=True))),
        not_sure=sum(spread.not_sure for spread in spreads),
        not_applicable=sum(spread.not_applicable for spread in spreads),
        rather_not_say=sum(spread.rather_not_say for spread in spreads),
        left_blank=sum(spread.left_blank for spread in spreads),
        pairs=0,
        pairs_far=0,
        middle_low=0,
        middle_high=0,
    )


def far_from(levels: int) -> int:
    """Return by how many levels two answers differ at least that are far apart, on a scale of so many levels."""
    return 1 if levels == 2 else 2 if levels <= 5 else 3


@lru_cache(maxsize=16_384)
def _far_from_single_people(levels: tuple[int, ...]) -> frozenset[int]:
    """Count, for each person alone on a level, those whose answers are far apart from theirs; 0 is left out."""
    far = far_from(len(levels))
    alone = (at for at, people in enumerate(levels) if people == 1)
    return frozenset(sum(levels) - sum(levels[max(at - far + 1, 0) : at + far]) for at in alone) - {0}


class Move(NamedTuple):
    """How a group's answers to an item differ from those in an earlier round of its team.

    `since` is the id of that round, empty where there is none. Where the two cannot be compared, `why_not` says why,
    and the other fields hold nothing. `chose_before` and `chose` are how many people chose a level then and now.
    `apart` is the earth mover's distance of the two pictures in levels, times both of these numbers, so that it is
    whole; see `distance`. `shape` says which way the answers went, and is empty where the pictures are the same.

    `test` says by what the difference was held against chance: by everyone's answers in both rounds (`people`), by
    those who took a code (`pairs`), or not at all. `by_chance` is how often people who change places would make such a
    difference or a larger one; `listed` says whether it is more than that explains, among all items that were compared;
    and `too_few` that the numbers are too small to show most changes: fewer than 12 people who chose a level in one of
    the two rounds, or fewer than 8 pairs where these were tested. What is not listed is never called the same.

    The shape is *further up* or *further down* where at least three quarters of the distance go that way; otherwise
    *more at both ends* where larger shares chose the first and the last level than then, *closer together* where
    smaller shares chose both, and *otherwise* where neither is so.
    """

    since: str
    why_not: WhyNot
    chose_before: int = 0
    chose: int = 0
    apart: int = 0
    shape: Shape = ""
    test: Test = ""
    by_chance: float | None = None
    listed: bool = False
    too_few: bool = False

    @property
    def compared(self) -> bool:
        """Whether the two pictures can be compared."""
        return bool(self.since) and not self.why_not

    @property
    def distance(self) -> float:
        """How far the answers went, in levels: the earth mover's distance; 0 where nothing is compared."""
        return self.apart / (self.chose_before * self.chose or 1)


def too_few_to_say(moves: Iterable[Move]) -> bool:
    """Whether numbers cannot say if anything changed: no move is listed, and all that were compared are of too few.

    Takes the moves of one group between two rounds.
    """
    compared = [move for move in moves if move.compared]
    return bool(compared) and all(move.too_few and not move.listed for move in compared)


class Picture(NamedTuple):
    """One group's answers to one item in one round; `spread` is None where it may not be shown.

    `move` compares them with the team's round before that shows them, and `move_since_first` with the first round with
    which they can be compared; it is None where that is the same round, or there is none.
    """

    group: str
    spread: Spread | None
    move: Move
    move_since_first: Move | None = None

    @property
    def moves(self) -> tuple[Move, ...]:
        """How they moved since the round before, then since the first one, where that is another."""
        return (self.move, *((self.move_since_first,) if self.move_since_first else ()))


class BetweenSides(NamedTuple):
    """How differently the two sides answered an item; there is none where one of them may not be shown.

    Of all `pairs` of one person from each side who chose a level, `ahead` is by how many more the person of the side
    `further_up` chose further up than the other; see `delta`. `further_up` is empty where neither side is. With a
    `break_after` all of this is about the two halves into which the scale's break cuts the levels: those up to this
    number, and the rest. `by_chance` is how often such a difference or a larger one is found when the same answers are
    dealt to the sides by chance; `listed` says whether the sides are to be named as having answered differently. What
    is not listed is never called the same.
    """

    further_up: str
    ahead: int
    pairs: int
    break_after: int
    by_chance: float
    listed: bool

    @property
    def delta(self) -> float:
        """Cliff's delta, from 0 to 1."""
        return self.ahead / self.pairs


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
    """The latest version of an action that the room agreed: what, who, by when, and who will check that it is done.

    `happened` is what that person answered, `outcome` what came of it, or why it was dropped, and `known_by` how people
    will know that it happened.
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
    known_by: str = ""


class PublishedBank(NamedTuple):
    """A bank that a round asked, and where its ideas come from; texts are in the standard wording.

    `object` is what the bank is always about, empty where that is what the round is about; `has_period` is False where
    it asks of no period. `quotes` names the sources of its items' published texts, and their licences.
    """

    bank: str
    title: str
    stem: str
    idea: str
    publisher: str
    year: str
    object: str = ""
    has_period: bool = True
    quotes: tuple[str, ...] = ()


class PublishedItem(NamedTuple):
    """One item of one round with the pictures that may be shown: everyone first, then groups, then a show of hands.

    `section` is the title of the item's section. `levels` holds the labels of its levels, the first level first, and
    `meanings` the meaning of each. Texts are in the standard wording, except `easier`, which is the text in easier
    words, and `published`, which is another's and quoted; `read` is all that a person read. `break_after` is the number
    of the level after which the scale breaks, and 0 where it does not. `seen_differently` says
    that everyone's answers are far apart; it is always False in a private round where it would single out one person.
    `mostly` is the number, from 1, of the level that most chose where answers are alike, and 0 elsewhere: also where
    the sides answered differently, or where that would single out one person in a private round.
    `paired` is None where nobody took a code, or where it may not be shown. `tags` name the principles of co-production
    that the item is about, and its subjects.
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
    tags: tuple[str, ...] = ()
    mostly: int = 0
    between_sides: BetweenSides | None = None
    published: str = ""
    read: AsRead | None = None
    break_after: int = 0

    def picture_of(self, group: str) -> Picture | None:
        """Return a group's picture; None where there is none."""
        return next((picture for picture in self.pictures if picture.group == group), None)

    def spread_of(self, group: str) -> Spread | None:
        """Return how a group's answers are spread; None where that may not be shown."""
        picture = self.picture_of(group)
        return picture.spread if picture else None


class PublishedRound(NamedTuple):
    """One round as it may be shown.

    `finished` is the number of responses, `counted` the number of them that the pictures count; `counted_responses` and
    `counted_revisions` are their ids and revisions, in the same order. `withheld` says what may not be shown: nothing
    is withheld where it is "", and the sides are where it is `groups`; with any other value there are no items, and
    `finished` is the only number about the answers that may be shown. `helped` is how many people had help; None where
    that may not be shown. `settled` holds what the room agreed on each item, `doings` the actions, and `notes` those
    that everyone may read (empty where answers are withheld). `in_pairs` lists, for each pairing with another round
    that is shown, the ids of this round's responses in it. `sides` are its two sides, shown or not; an open round has
    none. `as_shown_on` is the date (ISO) of the reveal whose counts these are, where the answers behind them are not
    all here unchanged any more, and `since` says why; both are empty where they are. `easier` is how many of the people
    counted read the questions in easier words; None where that may not be shown.
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
    sides: tuple[str, ...] = ()
    as_shown_on: str = ""
    since: Since = ""
    easier: int | None = None

    def item_asked(self, bank: str, item: str) -> PublishedItem | None:
        """Return an item, in whichever edition it was asked; None where it was not."""
        return next((asked for asked in self.items if (asked.bank, asked.item) == (bank, item)), None)


class Published(NamedTuple):
    """Everything that may be shown of some records; rounds are ordered by team, then date."""

    rounds: tuple[PublishedRound, ...]
