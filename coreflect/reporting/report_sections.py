"""Makes the sections of a report after its pictures: what moved, what came of last time, notes, the sheet, all tables.

Every number comes from published results. People's own words are quoted unchanged. Of two rounds that differ, neither
is called better, nor are their people said to be the same. A section with nothing in it is None.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby

from coreflect.core.answers import EVERYONE, GROUP_NAMES, SHOW_OF_HANDS
from coreflect.core.meeting.room import ItemKey
from coreflect.core.results import PublishedItem, PublishedRound, Spread
from coreflect.core.texts import report as texts
from coreflect.core.texts.results import (
    ACTIONS_HEADING,
    KEPT_BACK,
    MOVED_HEADING,
    SHOW_OF_HANDS_HEADING,
    in_other_words,
    others_not_listed,
)
from coreflect.core.texts.words import plain_date, spoken_date
from coreflect.reporting.agenda import agenda, item_key
from coreflect.reporting.by_part import by_part
from coreflect.reporting.look_back import reworded
from coreflect.reporting.moved import moved_in_short, moved_items, moved_lines, says_above
from coreflect.reporting.report_front import came_of_it, due, is_open
from coreflect.reporting.report_pictures import (
    as_published,
    asked_before,
    legend_of,
    legends_once,
    levels_of,
    over_time,
    paragraphs,
    stem_of,
    words_before,
)
from coreflect.reporting.report_values import (
    Point,
    ReportQuestion,
    ReportRow,
    ReportSection,
    ReportTable,
    TableBody,
    ended,
    safe_line,
)
from coreflect.reporting.text import everyone, non_answers, paired_sentences, periods, shown_groups, subject

MOST_SEEN = 3


def moved(
    published: PublishedRound,
    before: Sequence[PublishedRound],
    above: Collection[int],
    *,
    draft: bool,
) -> ReportSection | None:
    """Make the section on what moved in everyone's answers; None where no answers are shown, or none before.

    `above` are the numbers of the questions that were looked at already. A draft asks the group what it would say has
    changed, where numbers cannot say it.
    """
    if not published.items or not before:
        return None
    if not any(earlier_round.items for earlier_round in before):
        return ReportSection("moved", MOVED_HEADING, (texts.NOTHING_SHOWN,))
    laid = _laid(published, before)
    changed = [item for item in moved_items(published) if item in laid]
    numbers = {item_key(item): number for number, item in enumerate(published.items, 1)}
    found = [(numbers[item_key(item)], item) for item in changed]
    in_new_words = reworded(published, before)
    intro = paragraphs(
        says_above(published, asks=draft),
        (
            *(() if laid else (texts.NOTHING_LAID,)),
            *_what_differs(published, before),
            *((in_other_words(len(in_new_words)),) if in_new_words else ()),
        ),
    )
    if not intro and not found:
        return None
    return ReportSection(
        "moved",
        MOVED_HEADING,
        intro,
        points=tuple(
            Point(safe_line(item.text), paragraphs(moved_in_short(item, (*before, published))), number=number)
            for number, item in found
            if number in above
        ),
        questions=legends_once(
            _moved_question(number, item, published, before) for number, item in found if number not in above
        ),
        closing=(others_not_listed(len(laid) - len(changed)),) if changed and len(laid) > len(changed) else (),
    )


def _moved_question(
    number: int, item: PublishedItem, published: PublishedRound, before: Sequence[PublishedRound]
) -> ReportQuestion:
    pictures = (over_time(item, published, before),)
    lines = paragraphs(moved_lines(item, published, (*before, published)), words_before(item, before))
    return ReportQuestion(number, "", safe_line(item.text), pictures, lines, legend=legend_of(item))


def _laid(published: PublishedRound, before: Sequence[PublishedRound]) -> list[PublishedItem]:
    """List the items that are compared with an earlier round."""
    rounds = {earlier_round.round for earlier_round in before}
    return [
        item
        for item in published.items
        if item.pictures and item.pictures[0].move.since in rounds and item.pictures[0].move.compared
    ]


def _what_differs(published: PublishedRound, before: Sequence[PublishedRound]) -> tuple[str, ...]:
    """Say what the previous round was about, where that or its period was different."""
    last = before[-1]
    lines = []
    if subject(last) != subject(published):
        lines.append(texts.another_subject(safe_line(subject(last)), safe_line(subject(published))))
    if len(periods((last, published))) > 1:
        lines.append(texts.another_period(safe_line(last.period), safe_line(published.period)))
    return tuple(lines)


def notes(published: PublishedRound, above: Collection[int]) -> ReportSection | None:
    """Make the section of the notes that everyone may read, each under its item, but those that were quoted above."""
    numbers = {(item.bank, item.item): number for number, item in enumerate(published.items, 1)}
    questions = {(item.bank, item.item): safe_line(item.text) for item in published.items}
    by_item: dict[str, list[str]] = {}
    for note in published.notes:
        if numbers.get((note.bank, note.item)) not in above:
            about = questions.get((note.bank, note.item), texts.WHOLE_MEETING)
            by_item.setdefault(about, []).append(safe_line(note.text))
    points = tuple(Point(about, quotes=tuple(quotes)) for about, quotes in by_item.items())
    return ReportSection("notes", texts.NOTES_HEADING, (texts.NOTES_INTRO,), points) if points else None


def last_time(before: Sequence[PublishedRound]) -> ReportSection | None:
    """Make the section on the actions of the previous round and the open ones of earlier rounds."""
    if not before:
        return None
    *older, last = before
    points = [came_of_it(action, earlier) for earlier in older for action in earlier.doings if is_open(action)]
    points += [came_of_it(action, last) for action in last.doings]
    return ReportSection("last-time", texts.LAST_TIME_HEADING, points=tuple(points)) if points else None


def sheet(published: PublishedRound) -> ReportSection:
    """Make the page in easier words for everyone who was there: what was seen, and what will be done."""
    saw = tuple(_saw(published))
    heading = texts.THREE_THINGS if len(saw) == MOST_SEEN else texts.THINGS_SEEN
    points = [Point(heading, saw or (KEPT_BACK.get(published.withheld, texts.NONE_WRITTEN),))]
    to_do = [action for action in published.doings if is_open(action)]
    if not to_do:
        points.append(Point(ACTIONS_HEADING, (texts.NONE_WRITTEN,)))
    points += [
        Point(texts.we_will(ended(safe_line(action.what))), (texts.who(safe_line(action.who)), texts.when(due(action))))
        for action in to_do
    ]
    if published.next_date:
        points.append(Point(texts.MEET_AGAIN, (spoken_date(published.next_date),)))
    intro = (f"{safe_line(published.team_name)}, {spoken_date(published.date)}", texts.SHEET_INTRO)
    return ReportSection("sheet", texts.SHEET_HEADING, intro, tuple(points))


def _saw(published: PublishedRound) -> Iterator[str]:
    """Write up to three things in easier words: answered differently, where many are not sure, where answers agree."""
    order = agenda(published)
    kinds: tuple[tuple[str, Iterable[PublishedItem]], ...] = (
        (texts.SIDES_DIFFER, order.sides),
        (texts.ANSWERS_DIFFER, order.differently),
        (texts.MANY_NOT_SURE, order.cannot_tell),
        *(((_mostly(order.opening), (order.opening,)),) if order.opening else ()),
    )
    firsts = [(how, item) for how, items in kinds for item in list(items)[:1]]
    others = [(how, item) for how, items in kinds for item in list(items)[1:]]
    named: dict[ItemKey, str] = {}
    for how, item in (*firsts, *others):
        named.setdefault(item_key(item), f"{how}: {safe_line(item.easier or item.text)}")
    yield from list(named.values())[:MOST_SEEN]


def _mostly(item: PublishedItem) -> str:
    spread = everyone(item)
    return texts.mostly(safe_line(item.levels[item.mostly - 1]), of_all=spread is None or spread.is_most_of_all)


def annex(published: PublishedRound, before: Sequence[PublishedRound]) -> tuple[ReportSection, ...]:
    """Make the sections of all tables: every count, answers by principle, and each question with the time before."""
    if not published.items:
        return ()
    sections = (_every_question(published, before), _by_principle(published), _compared(published, before))
    return tuple(section for section in sections if section is not None)


def _every_question(published: PublishedRound, before: Sequence[PublishedRound]) -> ReportSection:
    """Make the section with all items as they were asked, every count, and those of earlier rounds if comparable."""
    tables = []
    for _, alike_asked in groupby(published.items, key=lambda item: (item.bank, item.levels, item.meanings)):
        items = list(alike_asked)
        bodies = (TableBody(safe_line(item.text), tuple(_rows(item, published, before))) for item in items)
        tables.append(ReportTable(_caption(items[0], published), levels_of(items[0]), tuple(bodies)))
    intro = (
        texts.EVERY_QUESTION_INTRO,
        *((texts.WITH_EARLIER,) if any(earlier_round.items for earlier_round in before) else ()),
    )
    quotes = [f"{ended(safe_line(item.text))} {quote}" for item in published.items for quote in as_published(item)]
    sources = tuple(dict.fromkeys(safe_line(quote) for bank in published.banks for quote in bank.quotes))
    quotes += [texts.quoted(sources)] if sources else []
    return ReportSection("every-question", texts.EVERY_QUESTION, intro, tables=tuple(tables), closing=tuple(quotes))


def _by_principle(published: PublishedRound) -> ReportSection | None:
    """Make the section on all answers about each principle, or else to each section; None where there is one row."""
    way = next(iter(by_part(published)), None)
    if way is None:
        return None
    points = tuple(Point(safe_line(row.name), (safe_line(row.answers),)) for row in way.rows)
    return ReportSection("by-principle", way.heading, (way.intro,), points)


def _compared(published: PublishedRound, before: Sequence[PublishedRound]) -> ReportSection | None:
    """Make the section on each question: why it is not compared, its words before, how people with a code answered.

    A sentence on these people that is the same for many questions stands with the first of them.
    """
    if not any(earlier_round.items for earlier_round in before):
        return None
    dates = {earlier_round.round: earlier_round.date for earlier_round in before}
    laid = _laid(published, before)
    points = []
    already_said: set[str] = set()
    for item in published.items:
        if item not in laid:
            why_not = item.pictures[0].move.why_not if item.pictures else ""
            points.append(Point(safe_line(item.text), (texts.WHY_NOT_LAID[why_not or "first round"],)))
            continue
        said = paired_sentences(item, dates, already_said)
        already_said.update(said)
        if lines := paragraphs(words_before(item, before), said):
            points.append(Point(safe_line(item.text), lines))
    return ReportSection("compared", texts.COMPARED_HEADING, points=tuple(points)) if points else None


def _rows(item: PublishedItem, published: PublishedRound, before: Sequence[PublishedRound]) -> Iterator[ReportRow]:
    spread = everyone(item)
    if spread is not None:
        yield row(GROUP_NAMES[EVERYONE], spread)
        for group, its_spread in shown_groups(item, published) or ():
            yield row(GROUP_NAMES[group], its_spread)
        if hands := item.spread_of(SHOW_OF_HANDS):
            yield row(SHOW_OF_HANDS_HEADING, hands)
    for earlier_round, then in asked_before(item, before):
        if (spread_then := everyone(then)) is not None:
            yield row(plain_date(earlier_round.date), spread_then)


def row(name: str, spread: Spread) -> ReportRow:
    """Make a row of a table: who was asked and how many, what they chose, and their non-answers in words."""
    other_answers = " ".join(f"{label}: {people:,}." for label, people in non_answers(spread) if people)
    return ReportRow(f"{name} ({spread.counted:,})", spread.levels, other_answers)


def _caption(item: PublishedItem, published: PublishedRound) -> str:
    title = next((safe_line(bank.title) for bank in published.banks if bank.bank == item.bank), "")
    return ": ".join(part for part in (title, stem_of(item, published)) if part) or texts.HOW_ANSWERED
