"""Shows one item of a round as lines of plain text, with counts as strips and numbers.

Where the small-group rule allows, each group has a strip; otherwise there is always the same sentence, whatever the
reason. A show of hands is shown separately, and never added to anything. With `aloud` there are no strips and no
columns, because a screen reader would spell them out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from coreflect.core.answers import GROUP_NAMES, SHOW_OF_HANDS
from coreflect.core.names import shown
from coreflect.core.results import PublishedItem, PublishedRound, Spread
from coreflect.core.strips import Row, lay
from coreflect.core.texts.results import BOTH_TRUE, CANNOT_BE_SEEN, NO_ANSWERS, NO_GROUPS, NOBODY, SHOW_OF_HANDS_HEADING
from coreflect.reporting.cells import cells_of, padded, wrapped
from coreflect.reporting.strips import strip_lines
from coreflect.reporting.text import chosen_in_words, everyone, non_answers, shown_groups, two_groups, two_views

WIDTH = 78
_GAP = "  "


def item_lines(
    item: PublishedItem,
    published: PublishedRound,
    width: int = WIDTH,
    *,
    stem: str = "",
    last_time: str = "",
    paired: Sequence[str] = (),
    aloud: bool = False,
    no_groups: str = NO_GROUPS,
) -> tuple[str, ...]:
    """Write an item of a round in full, with an empty line between the parts, and no line longer than the width.

    `stem` is the bank's question before the item, with its period; `last_time` the sentence on where the room stood
    before; `paired` the sentences on people who took a code; and `no_groups` the sentence where no groups may be shown,
    empty if it was shown once for all items.
    """
    spread = everyone(item)
    groups = shown_groups(item, published)
    pictures = (("", spread), *(groups or ())) if spread is not None else ()
    of_everyone, *of_groups = ((),) if aloud or not pictures else _strips(item, pictures, width)
    return _with_gaps(
        (
            (*wrapped(stem, width), *wrapped(item.text, width)),
            of_everyone,
            level_lines(item.levels, spread, width, aloud=aloud) if spread else wrapped(NO_ANSWERS, width),
            _beside(spread, width, aloud=aloud) if spread else (),
            wrapped(views(item, published), width),
            wrapped(no_groups, width) if groups is None and spread else (),
            tuple(line for lines in of_groups for line in lines),
            tuple(line for group in groups or () for line in _aloud(item, *group, width)) if aloud else (),
            _hands(item, width, aloud=aloud),
            tuple(line for sentence in paired for line in wrapped(sentence, width)),
            wrapped(last_time, width),
        )
    )


def views(item: PublishedItem, published: PublishedRound) -> str:
    """Say what both sides chose where they answered differently, or else two levels far apart; empty for neither."""
    if sides := two_groups(item):
        return f"{sides} {BOTH_TRUE}"
    return two_views(item, private=published.privacy == "private") if item.seen_differently else ""


def level_lines(levels: Sequence[str], spread: Spread, width: int = WIDTH, *, aloud: bool = False) -> tuple[str, ...]:
    """Write a row for each level: its number, its name, and how many people chose it."""
    if aloud:
        named = zip(levels, spread.levels, strict=True)
        said = [f"{number}. {label}: {people or NOBODY}." for number, (label, people) in enumerate(named, 1)]
        return tuple(line for sentence in said for line in wrapped(sentence, width))
    longest = max(cells_of(shown(label)) for label in levels)
    rows = []
    for number, (label, people) in enumerate(zip(levels, spread.levels, strict=True), 1):
        first, many = f"{number}  ", f"{people:,}" if people else NOBODY
        if len(first) + longest + len(_GAP) + len(NOBODY) <= width:
            rows.append(f"{first}{padded(shown(label), longest)}{_GAP}{many}")
        else:
            rows += [*wrapped(label, width, first=first), *wrapped(many, width, first=" " * len(first))]
    return tuple(rows)


def _strips(item: PublishedItem, pictures: Sequence[tuple[str, Spread]], width: int) -> tuple[tuple[str, ...], ...]:
    """Draw the strip of each of these groups of people; a group without a code has no name."""
    rows = [Row(GROUP_NAMES.get(group, ""), spread, item.break_after) for group, spread in pictures]
    return strip_lines(lay(rows), [spread for _, spread in pictures], width)


def _beside(spread: Spread, width: int, *, aloud: bool) -> tuple[str, ...]:
    """Say where many are not sure; aloud also who chose no level, which a strip has beside it."""
    sentences = (_other_answers(spread) if aloud else "", CANNOT_BE_SEEN if spread.many_cannot_tell else "")
    return wrapped(" ".join(filter(None, sentences)), width)


def _aloud(item: PublishedItem, group: str, spread: Spread, width: int) -> tuple[str, ...]:
    return wrapped(f"{GROUP_NAMES[group]} ({spread.counted:,}): {chosen_in_words(item.levels, spread)}", width)


def _hands(item: PublishedItem, width: int, *, aloud: bool) -> tuple[str, ...]:
    """Write the show of hands, if there was one and it may be shown."""
    hands = item.spread_of(SHOW_OF_HANDS)
    if hands is None:
        return ()
    if aloud:
        lines = (*level_lines(item.levels, hands, width, aloud=True), *wrapped(_other_answers(hands), width))
    else:
        (lines,) = _strips(item, (("", hands),), width)
    return (*wrapped(f"{SHOW_OF_HANDS_HEADING}:", width), *lines)


def _other_answers(spread: Spread) -> str:
    return " ".join(f"{name}: {number:,}." for name, number in non_answers(spread) if number)


def _with_gaps(parts: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    lines: list[str] = []
    for part in parts:
        lines += ["", *part] if lines and part else part
    return tuple(lines)
