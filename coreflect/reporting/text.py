"""Puts counts into words, dots and whole numbers; never into a percentage or a mean, and never with a judgement.

People who took a code chose a level further up or down the scale than before, never a better or worse one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import lru_cache

from coreflect.core.answers import EVERYONE, EVERYONE_ELSE, GROUP_NAMES, SHOW_OF_HANDS, SIDE_OF, SIDES, SIDES_BEFORE
from coreflect.core.banks.comparable import in_other_words
from coreflect.core.names import shown
from coreflect.core.results import Paired, PublishedItem, PublishedRound, Spread, far_from
from coreflect.core.texts import results as texts
from coreflect.core.texts.report import not_sure
from coreflect.core.texts.results import (
    ANSWERED_NOT_KEPT,
    BOTH_TRUE,
    LAST_TIME,
    NOBODY,
    NOTICES_MORE,
    answered,
    counted_here,
    not_paired,
    paired_chose,
    paired_chose_none,
)
from coreflect.core.texts.words import listed, period_phrase, phrase, plain_date

MOST_DOTS = 40
"""More people than these are a number without dots."""


def dots(people: int) -> str:
    """Write a dot for each person; nothing where there are too many to take in at a glance."""
    return "•" * people if people <= MOST_DOTS else ""


def dots_and_number(people: int) -> str:
    """Write a dot for each person, and how many they are."""
    return f"{dots(people)} {people:,}".lstrip() if people else NOBODY


def who_answered(published: PublishedRound) -> str:
    """Say how many people answered, of how many who were invited if that is known, and how many are counted here."""
    if published.withheld == "forgotten":
        return ANSWERED_NOT_KEPT
    text = answered(published.finished, published.invited)
    return (
        f"{text} {counted_here(published.counted)}"
        if published.items and published.counted != published.finished
        else text
    )


def everyone(item: PublishedItem) -> Spread | None:
    """Return the picture of everyone together, if it may be shown."""
    return item.pictures[0].spread if item.pictures else None


def shown_groups(item: PublishedItem, published: PublishedRound) -> tuple[tuple[str, Spread], ...] | None:
    """List each group with its answers; None if one of them may not be shown, so that it cannot be worked out."""
    groups = [picture for picture in item.pictures if picture.group not in (EVERYONE, SHOW_OF_HANDS)]
    seen = tuple((picture.group, picture.spread) for picture in groups if picture.spread is not None)
    if (
        published.withheld
        or everyone(item) is None
        or len(seen) < len(groups)
        or (published.privacy == "private" and not seen)
    ):
        return None
    return seen


def non_answers(spread: Spread) -> tuple[tuple[str, int], ...]:
    """List all four non-answers, with how many people gave each."""
    return (
        ("Not sure", spread.not_sure),
        ("Doesn't apply here", spread.not_applicable),
        ("Rather not say", spread.rather_not_say),
        ("Left blank", spread.left_blank),
    )


def not_sure_of_all(spread: Spread) -> str:
    """Say how many people are not sure, of all, and how many more chose no level."""
    _, *others = non_answers(spread)
    return not_sure(spread.not_sure, spread.counted, others)


def subject(published: PublishedRound) -> str:
    """What a round is about: what was set up, or the one thing that all of its banks are always about."""
    subjects = {bank.object or published.about for bank in published.banks}
    return subjects.pop() if len(subjects) == 1 else published.about


def about_and_period(published: PublishedRound, safe: Callable[[str], str] = shown) -> str:
    """Say what a round is about, and over which period where one of its banks asks of one, to stand in a sentence.

    `safe` makes each part safe to show.
    """
    about = f"about {phrase(safe(subject(published)))}"
    over = [safe(period_phrase(period)) for period in periods((published,))]
    return ", ".join((about, *over))


def periods(rounds: Iterable[PublishedRound]) -> set[str]:
    """The periods over which these rounds ask; a round whose banks all ask of none has none."""
    return {
        published.period
        for published in rounds
        if any(bank.has_period for bank in published.banks) or not published.banks
    }


def in_one_line(levels: Sequence[str], spread: Spread) -> str:
    """Write a picture as one line: each level with its number of people, then the non-answers that were given."""
    parts = [f"{_label(label)}: {number}" for label, number in zip(levels, spread.levels, strict=True)]
    parts += [f"{name}: {number}" for name, number in non_answers(spread) if number]
    return "; ".join(parts)


def chosen_in_words(levels: Sequence[str], spread: Spread) -> str:
    """Write a group's picture as a sentence: each level that was chosen and by how many, then the non-answers."""
    chose = [
        f'{people:,} chose "{_label(label)}"' for label, people in zip(levels, spread.levels, strict=True) if people
    ]
    others = [f"{name}: {number:,}" for name, number in non_answers(spread) if number]
    return "".join(f"{part}. " for part in ("; ".join(chose), "; ".join(others)) if part).rstrip()


def two_views(item: PublishedItem, *, private: bool) -> str:
    """Write the sentence on an item that is seen differently: the two levels far apart that most people chose.

    Empty where there are none, or where one of the two was chosen by a single person of a private round.
    """
    spread = everyone(item)
    if spread is None:
        return ""
    fewest = 2 if private else 1
    pairs = [
        (min(low, high), low + high, -first, first, second)
        for first, low in enumerate(spread.levels)
        for second, high in enumerate(spread.levels)
        if second >= first + far_from(len(spread.levels)) and min(low, high) >= fewest
    ]
    if not pairs:
        return ""
    *_, first, second = max(pairs)
    return (
        f'{of_all(spread.levels[first], spread.counted, spread.chose)} chose "{shown(item.levels[first])}". '
        f'{spread.levels[second]} chose "{shown(item.levels[second])}". {BOTH_TRUE}'
    )


def two_groups(item: PublishedItem) -> str:
    """Write the sentence on an item that the two sides answered differently: how many of each are on which part.

    The levels are cut in two at the break of the scale, or else where the sides lie furthest apart. Empty where the
    sides are not said to differ.
    """
    between, sides = item.between_sides, _sides(item)
    if between is None or not between.listed or any(sum(levels) == 0 for _, levels in sides.values()):
        return ""
    cut = between.break_after or _widest_cut(*(levels for _, levels in sides.values()))
    return " ".join(_of_side(item, side, *sides[side], cut, between.further_up) for side in sides)


def _sides(item: PublishedItem) -> dict[str, tuple[int, tuple[int, ...]]]:
    """Add up, for each side or the perspectives on it, how many people were asked and how many chose each level."""
    was_before = any(picture.group == EVERYONE_ELSE for picture in item.pictures)
    found = {side: (0, (0,) * len(item.levels)) for side in (SIDES_BEFORE if was_before else SIDES)}
    for picture in item.pictures:
        side = SIDE_OF.get(picture.group, picture.group)
        if side in found and picture.spread is not None:
            asked, levels = found[side]
            both = zip(levels, picture.spread.levels, strict=True)
            found[side] = (asked + picture.spread.counted, tuple(some + more for some, more in both))
    return found


def _widest_cut(first: Sequence[int], second: Sequence[int]) -> int:
    """Return the level up to which the shares of the two sides differ most."""
    apart = [abs(sum(first[:at]) * sum(second) - sum(second[:at]) * sum(first)) for at in range(1, len(first))]
    return apart.index(max(apart)) + 1


def _of_side(item: PublishedItem, side: str, asked: int, levels: Sequence[int], cut: int, further_up: str) -> str:
    part = range(cut, len(levels)) if side == further_up else range(cut)
    people = sum(levels[at] for at in part)
    named = [f'"{shown(item.levels[at])}"' for at in part if levels[at]]
    return f"{GROUP_NAMES[side]}: {of_all(people, asked, sum(levels))} chose {listed(named, 'or')}."


def of_all(number: int, asked: int, chose: int) -> str:
    """Say how many of all, or of those who chose a level where others did not."""
    whom = f"{asked:,}" if chose == asked else f"the {chose:,} who chose a level"
    return f"{_number_or_nobody(number)} of {whom}"


def words_differ(before: PublishedItem, now: PublishedItem) -> bool:
    """Whether an item is compared with an earlier round although its words changed, since its meaning did not."""
    return bool(before.read and now.read and in_other_words(before.read, now.read))


def earlier_words(before: PublishedItem, now: PublishedItem) -> tuple[str, ...]:
    """Say how an item was worded before, each sentence to stand after the date: its text, answers and examples."""
    sentences = [texts.earlier_text(shown(before.text))] if before.text != now.text else []
    if before.read and now.read and words_differ(before, now):
        labels = zip(before.read.labels, now.read.labels, strict=True)
        others = [(number, shown(old)) for number, (old, new) in enumerate(labels, 1) if old != new]
        ends = ((before.read.lowest, now.read.lowest), (before.read.highest, now.read.highest))
        examples = [shown(old) for old, new in ends if old != new]
        sentences += [texts.earlier_answers(others)] if others else []
        sentences += [texts.earlier_examples(examples)] if examples else []
    return tuple(sentences)


@lru_cache(maxsize=1024)
def _label(text: str) -> str:
    return shown(text)


def paired_sentences(
    item: PublishedItem, dates: Mapping[str, str], already_said: Collection[str] = ()
) -> tuple[str, ...]:
    """Write the sentences on an item's pairing; none where it has no pairing.

    `dates` holds each round's ISO date by its id; a round without one is called "last time". Sentences in
    `already_said` are left out, because many items share them.
    """
    if item.paired is None:
        return ()
    others = (sentence for sentence in _not_among_pairs(item.paired) if sentence not in already_said)
    return (*_of_pairs(item.paired, dates.get(item.paired.since, "")), *others)


def _of_pairs(paired: Paired, before_date: str) -> tuple[str, ...]:
    then = f"on {plain_date(before_date)}" if before_date else LAST_TIME
    # Those who chose no level are said with the rest, so that the numbers are seen to add up.
    chose_none = paired.pairs - paired.higher - paired.same - paired.lower
    higher, same, lower = map(_number_or_nobody, (paired.higher, paired.same, paired.lower))
    sentence = paired_chose(paired.pairs, then, higher, same, lower)
    return (sentence, paired_chose_none(chose_none)) if chose_none else (sentence,)


def _not_among_pairs(paired: Paired) -> tuple[str, ...]:
    unpaired = not_paired(_number_or_nobody(paired.unmatched_before), _number_or_nobody(paired.unmatched_now))
    any_unpaired = paired.unmatched_before or paired.unmatched_now
    return (*((unpaired,) if any_unpaired else ()), *((NOTICES_MORE,) if paired.lower else ()))


def _number_or_nobody(number: int) -> str:
    return f"{number:,}" if number else NOBODY
