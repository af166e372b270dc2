"""Makes the pictures of a report: every question at a glance, and a closer look at those that were talked about.

A closer look has both groups' strips, those of everyone in each reflection, what people wrote, and what the room agreed
with the answers behind it. Strips come from `reporting.strips`, as on every other page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from coreflect.core.answers import EVERYONE, GROUP_NAMES, NON_ANSWERS, SHOW_OF_HANDS
from coreflect.core.results import PublishedItem, PublishedRound, Spread
from coreflect.core.strips import SIGNS, Row, Strips, lay, lay_pairs, within
from coreflect.core.texts import report as texts
from coreflect.core.texts.answering import AS_PUBLISHED
from coreflect.core.texts.results import (
    AT_A_GLANCE,
    CANNOT_BE_SEEN,
    NO_ANSWERS,
    NO_GROUPS,
    SHOW_OF_HANDS_HEADING,
    chose_a_level,
)
from coreflect.core.texts.words import plain_date, with_period
from coreflect.reporting.agenda import agenda, item_key
from coreflect.reporting.glance import at_a_glance, marks_text
from coreflect.reporting.moved import moved_lines
from coreflect.reporting.report_front import position_sentence, settled
from coreflect.reporting.report_values import (
    GlanceLine,
    GlancePart,
    ReportGlance,
    ReportLegend,
    ReportLevel,
    ReportQuestion,
    StripPicture,
    StripRow,
    safe_line,
)
from coreflect.reporting.strip_svg import PAIR_SIGNS
from coreflect.reporting.strips import beside, bracket
from coreflect.reporting.text import chosen_in_words, earlier_words, everyone, not_sure_of_all, shown_groups

WIDEST = 44
"""In more cells than these the numbers would not be read on paper; wider strips are cut in proportion."""
MOST_LOOKED_AT = 3
"""Where nothing is written down of what a room talked about, so many of those that it would look at first."""


def looked_at(published: PublishedRound) -> tuple[int, ...]:
    """List the numbers of the questions that are looked at more closely.

    Those that were talked about come in the order asked: the room agreed or left something there, or will do something.
    """
    numbers = {item_key(item): number for number, item in enumerate(published.items, 1)}
    talked = {(position.bank, position.item) for position in settled(published) if position.how != "not-reached"}
    talked |= {(action.bank, action.item) for action in published.doings}
    found = [number for (bank, item, _), number in numbers.items() if (bank, item) in talked]
    order = agenda(published)
    apart = (*order.sides, *order.differently, *order.cannot_tell)
    return tuple(found) or tuple(dict.fromkeys(numbers[item_key(item)] for item in apart))[:MOST_LOOKED_AT]


def glance(published: PublishedRound, closer: Sequence[int]) -> ReportGlance | None:
    """Put every question on one page; None where no answers are shown. `closer` are those looked at below."""
    found = at_a_glance(published)
    strips = _on_paper(found.strips)
    if not found.sections:
        return None
    numbers = {item_key(item): number for number, item in enumerate(published.items, 1)}
    parts = []
    for section in found.sections:
        lines = []
        for one in section.rows:
            number, spread = numbers[item_key(one.item)], everyone(one.item)
            if spread is not None:
                row = _row("", GROUP_NAMES[EVERYONE], one.item, spread, strips, one.at)
                text, marks = safe_line(one.item.text), marks_text(one.marks)
                lines.append(GlanceLine(number, text, row, marks, number in closer))
        legend = legend_of(section.rows[0].item) if section.legend else None
        parts.append(GlancePart(safe_line(section.title), legend, tuple(lines)))
    return ReportGlance(AT_A_GLANCE, (_how_read(strips),), strips, tuple(parts))


def _how_read(strips: Strips) -> str:
    given = {code for row in strips.rows for code, _ in row.others}
    signs = {SIGNS[answer.code]: answer.label.lower() for answer in NON_ANSWERS if answer.code in given}
    return texts.how_strips_are_read(signs, has_break=strips.break_at is not None, in_proportion=strips.in_proportion)


def closer_look(
    published: PublishedRound, before: Sequence[PublishedRound], numbers: Sequence[int]
) -> tuple[ReportQuestion, ...]:
    """Look at the questions with these numbers more closely; a stem that several share stands with the first."""
    found: list[ReportQuestion] = []
    last = ""
    for number in numbers:
        item = published.items[number - 1]
        stem = stem_of(item, published)
        found.append(_question(number, item, published, before, stem if stem != last else ""))
        last = stem
    return legends_once(found)


def legends_once(questions: Iterable[ReportQuestion]) -> tuple[ReportQuestion, ...]:
    """Leave the legend of a question out where one of the questions before it has the same."""
    found: dict[ReportLegend | None, ReportQuestion] = {}
    return tuple(
        question if found.setdefault(question.legend, question) is question else question._replace(legend=None)
        for question in questions
    )


def _question(
    number: int, item: PublishedItem, published: PublishedRound, before: Sequence[PublishedRound], stem: str
) -> ReportQuestion:
    key = (item.bank, item.item)
    came = (position for position in settled(published) if (position.bank, position.item) == key)
    return ReportQuestion(
        number,
        stem,
        safe_line(item.text),
        tuple(_pictures(item, published, before)),
        paragraphs(_lines(item, published), moved_lines(item, published, (*before, published))),
        tuple(safe_line(note.text) for note in published.notes if (note.bank, note.item) == key),
        " ".join(map(position_sentence, came)),
        legend_of(item),
    )


def _pictures(
    item: PublishedItem, published: PublishedRound, before: Sequence[PublishedRound]
) -> Iterator[StripPicture]:
    """Draw the groups, as far as they are shown, everyone each time, and a show of hands; then people with a code."""
    if everyone(item) is None:
        return
    groups = [(GROUP_NAMES[group], "", spread) for group, spread in shown_groups(item, published) or ()]
    hands = item.spread_of(SHOW_OF_HANDS)
    each_time = _everyone_each_time(item, published, before)
    laid = _picture(item, (*groups, *each_time, *(((SHOW_OF_HANDS_HEADING, "", hands),) if hands else ())))
    two = laid.strips._replace(rows=laid.strips.rows[:2])
    yield laid._replace(between=bracket(item, two) if len(groups) == len(two.rows) else None)
    if item.paired is not None:
        with_a_code = lay_pairs(item.paired)
        row = StripRow(texts.PAIRS, with_a_code.rows[0], texts.PAIRS_READ, texts.PAIRS)
        yield StripPicture(with_a_code, (row,), signs=PAIR_SIGNS)


def over_time(item: PublishedItem, published: PublishedRound, before: Sequence[PublishedRound]) -> StripPicture:
    """Draw everyone's answers in each reflection with which an item is compared."""
    return _picture(item, _everyone_each_time(item, published, before))


def _on_paper(strips: Strips) -> Strips:
    """Cut strips in proportion where they would be too wide with those who chose no level."""
    too_wide = not strips.in_proportion and strips.width + strips.most_others > WIDEST
    return within(strips, min(WIDEST, strips.width - 1) if too_wide else WIDEST)


def _everyone_each_time(
    item: PublishedItem, published: PublishedRound, before: Sequence[PublishedRound]
) -> tuple[tuple[str, str, Spread], ...]:
    """List everyone's answers in each reflection, with the name at the left and the name in words where it differs."""
    asked = (*asked_before(item, before), (published, item))
    if len(asked) == 1:
        return tuple((GROUP_NAMES[EVERYONE], "", spread) for spread in (everyone(item),) if spread is not None)
    return tuple(
        (texts.everyone_on(one.date), plain_date(one.date), spread)
        for one, then in asked
        if (spread := everyone(then)) is not None
    )


def _picture(item: PublishedItem, rows: Sequence[tuple[str, str, Spread]]) -> StripPicture:
    """Draw rows with one column for the break of the item's scale; its levels were the same in all of them."""
    laid = _on_paper(lay(tuple(Row(name, spread, item.break_after) for name, _, spread in rows)))
    drawn = (_row(name, in_words or name, item, spread, laid, at) for at, (name, in_words, spread) in enumerate(rows))
    return StripPicture(laid, tuple(drawn))


def asked_before(
    item: PublishedItem, before: Sequence[PublishedRound]
) -> tuple[tuple[PublishedRound, PublishedItem], ...]:
    """List the earlier rounds that are compared with this one and shown, each with the item as asked, oldest first."""
    rounds = {earlier.round: earlier for earlier in before}
    found: list[tuple[PublishedRound, PublishedItem]] = []
    now = item
    while now.pictures and now.pictures[0].move.compared:
        published = rounds.pop(now.pictures[0].move.since, None)
        items = published.items if published else ()
        then = next((candidate for candidate in items if item_key(candidate) == item_key(now)), None)
        if published is None or then is None or everyone(then) is None:
            break
        found.append((published, then))
        now = then
    return tuple(reversed(found))


def words_before(item: PublishedItem, before: Sequence[PublishedRound]) -> tuple[str, ...]:
    """Say how an item was worded the time before, where that was otherwise."""
    since = item.pictures[0].move.since if item.pictures else ""
    last = next((earlier for earlier in before if earlier.round == since), None)
    asked_then = last.item_asked(item.bank, item.item) if last else None
    sentences = earlier_words(asked_then, item) if asked_then else ()
    return tuple(f"On {plain_date(last.date)} {sentence}" for sentence in sentences) if last else ()


def paragraphs(*parts: Iterable[str]) -> tuple[str, ...]:
    """Join the sentences of each part to a paragraph; empty parts have none."""
    return tuple(paragraph for part in parts if (paragraph := " ".join(part)))


def stem_of(item: PublishedItem, published: PublishedRound) -> str:
    """Return the stem of the item's bank, with the round's period."""
    return next(
        (safe_line(with_period(bank.stem, published.period)) for bank in published.banks if bank.bank == item.bank), ""
    )


def levels_of(item: PublishedItem) -> tuple[ReportLevel, ...]:
    """List the levels of an item with their meanings."""
    meanings = item.meanings or ("",) * len(item.levels)
    return tuple(
        ReportLevel(safe_line(label), safe_line(meaning)) for label, meaning in zip(item.levels, meanings, strict=True)
    )


def legend_of(item: PublishedItem) -> ReportLegend:
    """Return the levels by which an item's strips are read."""
    return ReportLegend(levels_of(item), item.break_after)


def as_published(item: PublishedItem) -> tuple[str, ...]:
    """Quote the item in its publisher's words, where the bank does."""
    return (f'{AS_PUBLISHED}: "{safe_line(item.published)}"',) if item.published else ()


def _lines(item: PublishedItem, published: PublishedRound) -> Iterator[str]:
    spread = everyone(item)
    if spread is None:
        yield NO_ANSWERS
        return
    if spread.many_cannot_tell:
        yield f"{not_sure_of_all(spread)} {CANNOT_BE_SEEN}"
    if not published.withheld and shown_groups(item, published) is None:
        yield NO_GROUPS


def _row(name: str, in_words: str, item: PublishedItem, spread: Spread, strips: Strips, at: int) -> StripRow:
    said = chosen_in_words(item.levels, spread) or f"{chose_a_level(0)}."
    return StripRow(name, strips.rows[at], beside(spread), f"{in_words} ({spread.counted:,}): {said}")
