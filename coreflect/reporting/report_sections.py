"""Makes the sections of a report: answers, what moved, what the room agreed or left unsettled, actions and requests.

Every number comes from published results, and everything that is withheld has the same wording. People's own words are
quoted unchanged. Of two rounds that differ, neither is called better, nor are their people said to be the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from coreflect.core.answers import EVERYONE, GROUP_NAMES, SHOW_OF_HANDS
from coreflect.core.meeting.room import ItemKey
from coreflect.core.results import PublishedAction, PublishedItem, PublishedPosition, PublishedRound, Spread
from coreflect.core.texts import report as texts
from coreflect.core.texts.actions import HAPPENED, PROGRESS, how_we_know
from coreflect.core.texts.answering import AS_PUBLISHED
from coreflect.core.texts.meeting import WHERE_NOW_OTHERS
from coreflect.core.texts.results import (
    ACTIONS_HEADING,
    AGREE_HEADING,
    AGREED_HEADING,
    CANNOT_BE_SEEN,
    CANNOT_TELL_HEADING,
    DIFFERENTLY_HEADING,
    KEPT_BACK,
    MOVED_HEADING,
    NO_ANSWERS,
    NO_GROUPS,
    NOT_THE_SAME_PEOPLE,
    SHOW_OF_HANDS_HEADING,
    SIDES_HEADING,
    UNSETTLED_HEADING,
    in_other_words,
    others_not_listed,
)
from coreflect.core.texts.words import period_phrase, plain_date, spoken_date, with_period
from coreflect.reporting.agenda import agenda, item_key, opening_heading
from coreflect.reporting.by_part import by_part
from coreflect.reporting.item_text import views
from coreflect.reporting.look_back import reworded
from coreflect.reporting.moved import moved_items, moved_lines, says_above
from coreflect.reporting.report_values import (
    Point,
    ReportLevel,
    ReportQuestion,
    ReportRow,
    ReportSection,
    ReportTable,
    TableBody,
    ended,
    safe_line,
)
from coreflect.reporting.text import (
    earlier_words,
    everyone,
    non_answers,
    not_sure_of_all,
    paired_sentences,
    periods,
    shown_groups,
    subject,
)

MOST_SEEN = 3


class Asking(NamedTuple):
    """What a group asks of a board, by which ISO date the board is to answer, and how."""

    asks: tuple[str, ...] = ()
    answer_by: str = ""
    answer_how: str = ""


def sides(published: PublishedRound) -> ReportSection | None:
    """Make the section on items that the two sides answered differently; None where there are none."""
    found = agenda(published).sides
    if not found:
        return None
    questions = tuple(question(item, published) for item in found)
    return ReportSection("sides", SIDES_HEADING, (texts.SIDES_INTRO,), questions=questions)


def differently(published: PublishedRound) -> ReportSection | None:
    """Make the section on other items whose answers are far apart, those furthest apart first.

    None where there are only those that the two sides answered differently, which have a section of their own.
    """
    order = agenda(published)
    if not published.items or (order.sides and not order.differently):
        return None
    intro = texts.DIFFERENTLY_INTRO if order.differently else texts.NOTHING_TO_SHOW
    questions = tuple(question(item, published) for item in order.differently)
    return ReportSection("differently", DIFFERENTLY_HEADING, (intro,), questions=questions)


def cannot_tell(published: PublishedRound) -> ReportSection | None:
    """Make the section on items where many are not sure; those that are in a section before it are only named."""
    if not published.items:
        return None
    order = agenda(published)
    above = {item_key(item) for item in (*order.sides, *order.differently)}
    intro = texts.CANNOT_TELL_INTRO if order.cannot_tell else texts.NOTHING_TO_SHOW
    return ReportSection(
        "cannot-tell",
        CANNOT_TELL_HEADING,
        (intro,),
        questions=tuple(question(item, published) for item in order.cannot_tell if item_key(item) not in above),
        points=tuple(
            Point(safe_line(item.text), (not_sure_of_all(spread),))
            for item in order.cannot_tell
            if item_key(item) in above and (spread := everyone(item)) is not None
        ),
    )


def agree(published: PublishedRound) -> ReportSection | None:
    """Make the section on the item on which answers agree; its heading says which answer most people chose."""
    if not published.items:
        return None
    opening = agenda(published).opening
    if opening is None:
        return ReportSection("agree", AGREE_HEADING, (texts.NOTHING_TO_SHOW,))
    heading, questions = safe_line(opening_heading(opening)), (question(opening, published),)
    return ReportSection("agree", heading, (texts.AGREE_INTRO,), questions=questions)


def by_principle(published: PublishedRound) -> ReportSection | None:
    """Make the section on all answers about each principle, or else to each section; None where there is one row."""
    way = next(iter(by_part(published)), None)
    if way is None:
        return None
    points = tuple(Point(safe_line(row.name), (safe_line(row.answers),)) for row in way.rows)
    return ReportSection("by-principle", way.heading, (way.intro,), points)


def not_shown(published: PublishedRound) -> ReportSection:
    """Make the section that says what is not shown, and that this protects people."""
    hidden = sum(everyone(item) is None for item in published.items)
    if published.withheld:
        lines = [KEPT_BACK[published.withheld]]
    elif published.privacy == "open":
        lines = [texts.ANSWERED_OPENLY]
    else:
        lines = [texts.no_small_group(published.smallest_group)]
    if hidden:
        lines.append(texts.hidden_questions(hidden, NO_ANSWERS))
    if published.items:
        lines.append(texts.NOTES_CHOSEN)
    return ReportSection("not-shown", texts.NOT_SHOWN_HEADING, (*lines, texts.DO_NOT_GUESS))


def every_question(published: PublishedRound, before: Sequence[PublishedRound]) -> ReportSection | None:
    """Make the section with all items as they were asked, every count, and those of earlier rounds if comparable."""
    if not published.items:
        return None
    tables = []
    for _, alike_asked in groupby(published.items, key=lambda item: (item.bank, item.levels, item.meanings)):
        items = list(alike_asked)
        bodies = (TableBody(safe_line(item.text), (*_rows(item, published), *earlier(item, before))) for item in items)
        tables.append(ReportTable(_caption(items[0], published), levels_of(items[0]), tuple(bodies)))
    intro = (
        texts.EVERY_QUESTION_INTRO,
        *((texts.WITH_EARLIER,) if any(earlier_round.items for earlier_round in before) else ()),
    )
    quotes = [f"{ended(safe_line(item.text))} {quote}" for item in published.items for quote in _as_published(item)]
    return ReportSection(
        "every-question", texts.EVERY_QUESTION, intro, tables=tuple(tables), closing=tuple(quotes), page=True
    )


def _as_published(item: PublishedItem) -> tuple[str, ...]:
    """Quote the item in its publisher's words, where the bank does."""
    return (f'{AS_PUBLISHED}: "{safe_line(item.published)}"',) if item.published else ()


def question(item: PublishedItem, published: PublishedRound) -> ReportQuestion:
    """Make one question with its picture and the sentences on it."""
    spread = everyone(item)
    lines = [NO_ANSWERS] if spread is None else []
    lines.append(views(item, published))
    if spread is not None and spread.many_cannot_tell:
        lines.append(f"{not_sure_of_all(spread)} {CANNOT_BE_SEEN}")
    if spread is not None and not published.withheld and shown_groups(item, published) is None:
        lines.append(NO_GROUPS)
    lines += _as_published(item)
    table = (
        ReportTable(texts.HOW_ANSWERED, levels_of(item), (TableBody("", tuple(_rows(item, published))),))
        if spread is not None
        else None
    )
    return ReportQuestion(stem_of(item, published), safe_line(item.text), table, tuple(line for line in lines if line))


def earlier(item: PublishedItem, before: Sequence[PublishedRound]) -> tuple[ReportRow, ...]:
    """Make the rows of everyone's counts in the earlier rounds that are compared with this one, in order."""
    rounds = {earlier_round.round: earlier_round for earlier_round in before}
    rows: list[ReportRow] = []
    now = item
    while now.pictures and now.pictures[0].move.compared:
        published = rounds.pop(now.pictures[0].move.since, None)
        items = published.items if published else ()
        then = next((candidate for candidate in items if item_key(candidate) == item_key(now)), None)
        spread = everyone(then) if then is not None else None
        if published is None or then is None or spread is None:
            break
        rows.append(row(plain_date(published.date), spread))
        now = then
    return tuple(reversed(rows))


def row(name: str, spread: Spread) -> ReportRow:
    """Make a row of a table: who was asked and how many, what they chose, and their non-answers in words."""
    other_answers = " ".join(f"{label}: {people:,}." for label, people in non_answers(spread) if people)
    return ReportRow(f"{name} ({spread.counted:,})", spread.levels, other_answers)


def levels_of(item: PublishedItem) -> tuple[ReportLevel, ...]:
    """List the levels of an item with their meanings."""
    meanings = item.meanings or ("",) * len(item.levels)
    return tuple(
        ReportLevel(safe_line(label), safe_line(meaning)) for label, meaning in zip(item.levels, meanings, strict=True)
    )


def stem_of(item: PublishedItem, published: PublishedRound) -> str:
    """Return the stem of the item's bank, with the round's period."""
    return next(
        (safe_line(with_period(bank.stem, published.period)) for bank in published.banks if bank.bank == item.bank), ""
    )


def _rows(item: PublishedItem, published: PublishedRound) -> Iterator[ReportRow]:
    spread = everyone(item)
    if spread is None:
        return
    yield row(GROUP_NAMES[EVERYONE], spread)
    for group, its_spread in shown_groups(item, published) or ():
        yield row(GROUP_NAMES[group], its_spread)
    if hands := item.spread_of(SHOW_OF_HANDS):
        yield row(SHOW_OF_HANDS_HEADING, hands)


def _caption(item: PublishedItem, published: PublishedRound) -> str:
    title = next((safe_line(bank.title) for bank in published.banks if bank.bank == item.bank), "")
    return ": ".join(part for part in (title, stem_of(item, published)) if part) or texts.HOW_ANSWERED


def moved(published: PublishedRound, before: Sequence[PublishedRound], *, draft: bool) -> ReportSection | None:
    """Make the section on what moved in everyone's answers; None where no answers are shown.

    A draft asks the group what it would say has changed, where numbers cannot say it.
    """
    if not published.items:
        return None
    if not before:
        return ReportSection("moved", MOVED_HEADING, (texts.NOTHING_BEFORE,))
    if not any(earlier_round.items for earlier_round in before):
        return ReportSection("moved", MOVED_HEADING, (texts.NOTHING_SHOWN,))
    dates = {earlier_round.round: earlier_round.date for earlier_round in before}
    laid = [item for item in published.items if _since(item) in dates and item.pictures[0].move.compared]
    apart = [item for item in published.items if item not in laid and item.pictures]
    changed = [item for item in moved_items(published) if item in laid]
    others = [item for item in laid if item not in changed]
    pairs = _pairs((*changed, *others), dates)
    in_new_words = reworded(published, before)
    return ReportSection(
        "moved",
        MOVED_HEADING,
        (
            *says_above(published, asks=draft),
            NOT_THE_SAME_PEOPLE if laid else texts.NOTHING_LAID,
            *_what_differs(published, before),
            *((in_other_words(len(in_new_words)),) if in_new_words else ()),
        ),
        questions=tuple(_question(item, published, before, pairs[item_key(item)]) for item in changed),
        points=(
            *(Point(safe_line(item.text), paired) for item in others if (paired := pairs[item_key(item)])),
            *(
                Point(safe_line(item.text), (texts.WHY_NOT_LAID[item.pictures[0].move.why_not or "first round"],))
                for item in apart
            ),
        ),
        closing=(others_not_listed(len(others)),) if changed and others else (),
    )


def _question(
    item: PublishedItem, published: PublishedRound, before: Sequence[PublishedRound], pairs: tuple[str, ...]
) -> ReportQuestion:
    """Make a question that moved, with its answers in each comparable round, and a line for each time since then."""
    now = everyone(item)
    last = next((earlier_round for earlier_round in before if earlier_round.round == _since(item)), None)
    asked_then = last.item_asked(item.bank, item.item) if last else None
    words_then = (
        [f"On {plain_date(last.date)} {words}" for words in earlier_words(asked_then, item)]
        if last and asked_then
        else []
    )
    rows = (*earlier(item, before), *((row(plain_date(published.date), now),) if now else ()))
    levels = tuple(level._replace(meaning="") for level in levels_of(item))
    table = ReportTable(texts.HOW_EVERYONE_ANSWERED, levels, (TableBody("", rows),))
    return ReportQuestion(
        "", safe_line(item.text), table, (*moved_lines(item, published, (*before, published)), *words_then, *pairs)
    )


def _pairs(items: Sequence[PublishedItem], dates: Mapping[str, str]) -> dict[ItemKey, tuple[str, ...]]:
    """Write the sentences on each item's pairing; one that is the same for many items is written once."""
    lines: dict[ItemKey, tuple[str, ...]] = {}
    already_said: list[str] = []
    for item in items:
        lines[item_key(item)] = paired_sentences(item, dates, already_said)
        already_said += lines[item_key(item)]
    return lines


def _what_differs(published: PublishedRound, before: Sequence[PublishedRound]) -> tuple[str, ...]:
    """Say what the previous round was about, where that or its period was different."""
    last = before[-1]
    lines = []
    if subject(last) != subject(published):
        lines.append(texts.another_subject(safe_line(subject(last)), safe_line(subject(published))))
    if len(periods((last, published))) > 1:
        then, now = safe_line(period_phrase(last.period)), safe_line(period_phrase(published.period))
        lines.append(texts.another_period(then, now))
    return tuple(lines)


def _since(item: PublishedItem) -> str:
    return item.pictures[0].move.since if item.pictures else ""


def settled(published: PublishedRound) -> tuple[ReportSection, ...]:
    """Make the section on what the room agreed, and with the same weight on what it left unsettled."""
    if published.withheld == "not revealed":
        return ()
    agreed = tuple(_position_point(position) for position in published.settled if position.how == "level")
    unsettled = tuple(_position_point(position) for position in published.settled if position.how != "level")
    return (
        ReportSection("agreed", AGREED_HEADING, () if agreed else (texts.NONE_WRITTEN,), agreed),
        ReportSection("unsettled", UNSETTLED_HEADING, () if unsettled else (texts.NONE_WRITTEN,), unsettled),
    )


def notes(published: PublishedRound) -> ReportSection | None:
    """Make the section of the notes that everyone may read, each under its item."""
    questions = {(item.bank, item.item): safe_line(item.text) for item in published.items}
    by_item: dict[str, list[str]] = {}
    for note in published.notes:
        about = questions.get((note.bank, note.item), texts.WHOLE_MEETING)
        by_item.setdefault(about, []).append(safe_line(note.text))
    points = tuple(Point(about, quotes=tuple(quotes)) for about, quotes in by_item.items())
    return ReportSection("notes", texts.NOTES_HEADING, (texts.NOTES_INTRO,), points) if points else None


def last_time(before: Sequence[PublishedRound]) -> ReportSection | None:
    """Make the section on the actions of the previous round and the open ones of earlier rounds."""
    if not before:
        return None
    *older, last = before
    points = [_came_of_it(action, earlier) for earlier in older for action in earlier.doings if _is_open(action)]
    points += [_came_of_it(action, last) for action in last.doings]
    return ReportSection("last-time", texts.LAST_TIME_HEADING, () if points else (texts.NONE_WRITTEN,), tuple(points))


def will_do(published: PublishedRound) -> ReportSection:
    """Make the section on the actions of this round, and the date of the next reflection.

    In a report on an earlier round, actions that were done or dropped since are shown with their outcome.
    """
    points = tuple(
        _will_be_done(action) if _is_open(action) else _came_of_it(action, published) for action in published.doings
    )
    closing = (texts.next_reflection(published.next_date),) if published.next_date else ()
    return ReportSection("will-do", ACTIONS_HEADING, () if points else (texts.NONE_WRITTEN,), points, closing=closing)


def asked(asking: Asking, *, draft: bool) -> ReportSection | None:
    """Make the section on what is asked of a board; a draft that asks nothing says that this is still open."""
    if not asking.asks:
        return ReportSection("asked", texts.ASK_HEADING, (texts.ASK_DRAFT,)) if draft else None
    how = ended(safe_line(asking.answer_how)) if asking.answer_how.strip() else ""
    answer = texts.please_answer(asking.answer_by, how)
    return ReportSection(
        "asked", texts.ASK_HEADING, (), tuple(Point(safe_line(sentence)) for sentence in asking.asks), closing=(answer,)
    )


def sheet(published: PublishedRound) -> ReportSection:
    """Make the page in easier words for everyone who was there: what was seen, and what will be done."""
    saw = tuple(_saw(published))
    heading = texts.THREE_THINGS if len(saw) == MOST_SEEN else texts.THINGS_SEEN
    points = [Point(heading, saw or (KEPT_BACK.get(published.withheld, texts.NONE_WRITTEN),))]
    to_do = [action for action in published.doings if _is_open(action)]
    if not to_do:
        points.append(Point(ACTIONS_HEADING, (texts.NONE_WRITTEN,)))
    points += [
        Point(
            texts.we_will(ended(safe_line(action.what))), (texts.who(safe_line(action.who)), texts.when(_due(action)))
        )
        for action in to_do
    ]
    if published.next_date:
        points.append(Point(texts.MEET_AGAIN, (spoken_date(published.next_date),)))
    intro = (f"{safe_line(published.team_name)}, {spoken_date(published.date)}", texts.SHEET_INTRO)
    return ReportSection("sheet", texts.SHEET_HEADING, intro, tuple(points), page=True)


def _mostly(item: PublishedItem) -> str:
    spread = everyone(item)
    return texts.mostly(safe_line(item.levels[item.mostly - 1]), of_all=spread is None or spread.is_most_of_all)


def _position_point(position: PublishedPosition) -> Point:
    answer = f'"{safe_line(position.level)}"' if position.how == "level" else dict(WHERE_NOW_OTHERS)[position.how]
    return Point(safe_line(position.text), (f"{answer}.",))


def _is_open(action: PublishedAction) -> bool:
    return action.progress != "dropped" and action.happened != "yes"


def _came_of_it(action: PublishedAction, published: PublishedRound) -> Point:
    """Write what was agreed, and what the person said about it who was to check it."""
    who_checks = safe_line(action.checked_by)
    outcome = ended(safe_line(action.outcome)) if action.outcome.strip() else ""
    if action.progress == "dropped":
        came = texts.dropped(outcome)
    elif action.happened:
        came = texts.happened(who_checks, dict(HAPPENED)[action.happened], outcome)
    else:
        came = texts.not_said_yet(dict(PROGRESS)[action.progress], who_checks, outcome)
    agreed = texts.we_said(published.date, ended(safe_line(action.what)))
    return Point(agreed, (f"{texts.who(safe_line(action.who))}.", came))


def _will_be_done(action: PublishedAction) -> Point:
    lines = (
        f"{texts.who(safe_line(action.who))}.",
        texts.by_when(_due(action)),
        texts.who_checks(safe_line(action.checked_by)),
        *((how_we_know(safe_line(action.known_by)),) if action.known_by.strip() else ()),
    )
    return Point(safe_line(action.what), lines)


def _due(action: PublishedAction) -> str:
    if action.due.strip() and plain_date(action.due) != action.due:
        return plain_date(action.due)
    return safe_line(action.due) or texts.NO_DAY


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
