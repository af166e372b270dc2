"""Shows one item of a round as lines of plain text, with counts as dots and numbers.

Where the small-group rule allows, each group has a row; otherwise there is always the same sentence, whatever the
reason. A show of hands is shown separately, and never added to anything. With `aloud` there are no dots and no columns,
because a screen reader would spell them out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from textwrap import wrap

from coreflect.core.answers import EVERYONE, GROUP_NAMES, SHOW_OF_HANDS
from coreflect.core.names import shown
from coreflect.core.results import PublishedItem, PublishedRound, Spread
from coreflect.core.texts.results import BOTH_TRUE, CANNOT_BE_SEEN, NO_ANSWERS, NO_GROUPS, NOBODY, SHOW_OF_HANDS_HEADING
from coreflect.reporting.text import chosen_in_words, dots_and_number, everyone, non_answers, two_groups, two_views

WIDTH = 78
_NONE_IN_TABLE = "-"
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
    parts = (
        wording_lines(item, width, stem=stem),
        answer_lines(item, width, aloud=aloud),
        beside_lines(item, width),
        view_lines(item, published, width),
        group_lines(item, published, width, aloud=aloud, no_groups=no_groups),
        hands_lines(item, width, aloud=aloud),
        paired_lines(paired, width),
        _wrapped(last_time, width),
    )
    return _with_gaps(parts)


def wording_lines(item: PublishedItem, width: int = WIDTH, *, stem: str = "") -> tuple[str, ...]:
    """Write the whole text that was asked: the stem, if it is given, and the item."""
    return (*_wrapped(stem, width), *_wrapped(item.text, width))


def answer_lines(item: PublishedItem, width: int = WIDTH, *, aloud: bool = False) -> tuple[str, ...]:
    """Write everyone's answers: a row for each level, with its number, a dot for each person, and how many they are."""
    spread = everyone(item)
    if spread is None:
        return _wrapped(NO_ANSWERS, width)
    return _levels(item.levels, spread, width, aloud=aloud)


def beside_lines(item: PublishedItem, width: int = WIDTH) -> tuple[str, ...]:
    """Write the non-answers that were given, and a sentence where many are not sure; nothing where there are none."""
    spread = everyone(item)
    if spread is None:
        return ()
    text = _other_answers(spread)
    return _wrapped(f"{text} {CANNOT_BE_SEEN}" if spread.many_cannot_tell else text, width)


def view_lines(item: PublishedItem, published: PublishedRound, width: int = WIDTH) -> tuple[str, ...]:
    """Write the sentence on an item that the two sides answered differently, or else whose answers are far apart."""
    return _wrapped(views(item, published), width)


def views(item: PublishedItem, published: PublishedRound) -> str:
    """Say what both sides chose where they answered differently, or else two levels far apart; empty for neither."""
    if sides := two_groups(item):
        return f"{sides} {BOTH_TRUE}"
    return two_views(item, private=published.privacy == "private") if item.seen_differently else ""


def group_lines(
    item: PublishedItem,
    published: PublishedRound,
    width: int = WIDTH,
    *,
    aloud: bool = False,
    no_groups: str = NO_GROUPS,
) -> tuple[str, ...]:
    """Write a row for each side or perspective, or the sentence that they may not be shown."""
    groups = shown_groups(item, published)
    if groups is None:
        return _wrapped(no_groups, width) if everyone(item) is not None else ()
    table = () if aloud else _table(item.levels, groups, width)
    return table or tuple(line for group, spread in groups for line in _group(item.levels, group, spread, width))


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


def hands_lines(item: PublishedItem, width: int = WIDTH, *, aloud: bool = False) -> tuple[str, ...]:
    """Write the show of hands, if there was one and it may be shown."""
    hands = item.spread_of(SHOW_OF_HANDS)
    if hands is None:
        return ()
    return (
        *_wrapped(f"{SHOW_OF_HANDS_HEADING}:", width),
        *_levels(item.levels, hands, width, aloud=aloud),
        *_wrapped(_other_answers(hands), width),
    )


def paired_lines(paired: Sequence[str], width: int = WIDTH) -> tuple[str, ...]:
    """Write how people who took a code answered then and now; each sentence begins a line."""
    return tuple(line for text in paired for line in _wrapped(text, width))


def _levels(levels: Sequence[str], spread: Spread, width: int, *, aloud: bool) -> tuple[str, ...]:
    numbered = [
        (f"{number}", shown(label), people)
        for number, (label, people) in enumerate(zip(levels, spread.levels, strict=True), start=1)
    ]
    if aloud:
        return tuple(
            line for n, label, people in numbered for line in _wrapped(f"{n}. {label}: {people or NOBODY}.", width)
        )
    longest = max(len(label) for _, label, _ in numbered)
    rows = tuple(f"{n}  {label:<{longest}}{_GAP}{dots_and_number(people)}" for n, label, people in numbered)
    if max(map(len, rows)) <= width:
        return rows
    return tuple(
        line
        for n, label, people in numbered
        for line in (*_wrapped(label, width, first=f"{n}  "), *_wrapped(dots_and_number(people), width, first="   "))
    )


def _table(levels: Sequence[str], groups: Sequence[tuple[str, Spread]], width: int) -> tuple[str, ...]:
    """Write a table with a row for each group and a column for each level; empty where it would be too wide."""
    names = [_named(group, spread) for group, spread in groups]
    for cell, even in ((_dotted_cell, True), (_dotted_cell, False), (_number_cell, True)):
        rows = [("", *(f"{number}" for number in range(1, len(levels) + 1)))]
        rows += [(name, *map(cell, spread.levels)) for name, (_, spread) in zip(names, groups, strict=True)]
        first, *others = (max(map(len, column)) for column in zip(*rows, strict=True))
        widths = [first, *([max(others)] * len(others) if even else others)]
        if sum(widths) + len(_GAP) * len(levels) <= width:
            lines = [
                _GAP.join(f"{text:<{published}}" for text, published in zip(row, widths, strict=True)).rstrip()
                for row in rows
            ]
            beside = [(), *(_wrapped(_other_answers(spread), width, first=_GAP) for _, spread in groups)]
            return tuple(line for row, more in zip(lines, beside, strict=True) for line in (row, *more))
    return ()


def _group(levels: Sequence[str], group: str, spread: Spread, width: int) -> tuple[str, ...]:
    return _wrapped(f"{_named(group, spread)}: {chosen_in_words(levels, spread)}", width)


def _named(group: str, spread: Spread) -> str:
    return f"{GROUP_NAMES[group]} ({spread.counted:,})"


def _other_answers(spread: Spread) -> str:
    return " ".join(f"{name}: {number:,}." for name, number in non_answers(spread) if number)


def _dotted_cell(people: int) -> str:
    return dots_and_number(people) if people else _NONE_IN_TABLE


def _number_cell(people: int) -> str:
    return f"{people:,}" if people else _NONE_IN_TABLE


def _wrapped(text: str, width: int, *, first: str = "") -> tuple[str, ...]:
    return tuple(wrap(shown(text), width, initial_indent=first, subsequent_indent=" " * len(first)))


def _with_gaps(parts: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    lines: list[str] = []
    for part in parts:
        lines += ["", *part] if lines and part else part
    return tuple(lines)
