"""The parts of a report that hold answers: every number is published, and what is withheld is said in one way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from coreflect.core.answers import GROUP_NAMES, SHOW_OF_HANDS
from coreflect.core.meeting.actions import DID_IT_HAPPEN, HAPPENED, PROGRESS, QUESTIONS
from coreflect.core.meeting.room import WHERE_NOW_OTHERS, ItemKey
from coreflect.core.results import Doing, PublishedItem, PublishedRound, Settled, Spread, WhyNot
from coreflect.core.texts.answering import period_phrase, stem
from coreflect.core.texts.words import counted, plain_date, spoken_date
from coreflect.reporting.agenda import (
    ALIKE_HEADING,
    CANNOT_TELL_HEADING,
    DIFFERENTLY_HEADING,
    agenda,
    item_key,
)
from coreflect.reporting.item_text import SHOW_OF_HANDS_HEADING, shown_groups
from coreflect.reporting.look_back import moved as moved_items
from coreflect.reporting.report_values import Body, Level, Point, Question, Row, Section, Table, safe, sentence
from coreflect.reporting.results_text import ACTIONS_HEADING, AGREED_HEADING, UNSETTLED_HEADING
from coreflect.reporting.text import (
    CANNOT_BE_SEEN,
    KEPT_BACK,
    NO_ANSWERS,
    NO_GROUPS,
    NOT_THE_SAME_PEOPLE,
    everyone,
    item_pairs_said,
    non_answers,
    then_and_now,
    two_views,
)

NOTHING_TO_SHOW = "There is no question to show here."
DIFFERENTLY_INTRO = "People chose answers far apart here. Each view stands as it was given, and none is the right one."
CANNOT_TELL_INTRO = 'Many people answered "Not sure" here.'
ALIKE_INTRO = "People chose answers close to each other here. That says nothing about which answer it is."
PROTECTS = "This protects people."
DO_NOT_GUESS = "Please do not try to work out who said what."
ANSWERED_OPENLY = "People answered openly: the group agreed that the room sees what each group answered."
NOTES_CHOSEN = "A note stands here where its writer chose that everyone may read it."
EVERY_QUESTION = "Every question"
WITH_EARLIER = "Rows that begin with a day are what everyone answered in an earlier reflection."
HOW_ANSWERED = "How people answered"


def differently(one: PublishedRound) -> Section | None:
    """Where it is seen differently, most apart first."""
    if not one.items:
        return None
    found = agenda(one).differently
    intro = DIFFERENTLY_INTRO if found else NOTHING_TO_SHOW
    return Section("differently", DIFFERENTLY_HEADING, (intro,), questions=tuple(question(item, one) for item in found))


def cannot_tell(one: PublishedRound) -> Section | None:
    """Where many are not sure; a question that is seen differently too stands there, and is named here."""
    if not one.items:
        return None
    order = agenda(one)
    above = {item_key(item) for item in order.differently}
    intro = CANNOT_TELL_INTRO if order.cannot_tell else NOTHING_TO_SHOW
    return Section(
        "cannot-tell",
        CANNOT_TELL_HEADING,
        (intro,),
        questions=tuple(question(item, one) for item in order.cannot_tell if item_key(item) not in above),
        points=tuple(
            Point(safe(item.text), (_not_sure(spread),))
            for item in order.cannot_tell
            if item_key(item) in above and (spread := everyone(item)) is not None
        ),
    )


def alike(one: PublishedRound) -> Section | None:
    """Something that is seen alike, whatever its level."""
    if not one.items:
        return None
    opening = agenda(one).opening
    if opening is None:
        return Section("alike", ALIKE_HEADING, (NOTHING_TO_SHOW,))
    return Section("alike", ALIKE_HEADING, (ALIKE_INTRO,), questions=(question(opening, one),))


def not_shown(one: PublishedRound) -> Section:
    """What is not shown, and that this protects people."""
    hidden = sum(everyone(item) is None for item in one.items)
    if one.withheld:
        said = [KEPT_BACK[one.withheld]]
    elif one.privacy == "open":
        said = [ANSWERED_OPENLY]
    else:
        said = [f"No group of fewer than {one.smallest_group:,} people is shown by itself. {PROTECTS}"]
    if hidden:
        said.append(f"Of {counted(hidden, 'question', 'questions')}: {NO_ANSWERS}")
    if one.items:
        said.append(NOTES_CHOSEN)
    return Section("not-shown", "What is not shown, to protect people", (*said, DO_NOT_GUESS))


def every_question(one: PublishedRound, before: Sequence[PublishedRound]) -> Section | None:
    """All questions as they were asked, with every count, and the same counts of earlier rounds where they compare."""
    if not one.items:
        return None
    tables = []
    for _, alike_asked in groupby(one.items, key=lambda item: (item.bank, item.levels, item.meanings)):
        items = list(alike_asked)
        bodies = (Body(safe(item.text), (*_rows(item, one), *earlier(item, before))) for item in items)
        tables.append(Table(_caption(items[0], one), levels_of(items[0]), tuple(bodies)))
    intro = "The counts of all questions, in the order in which they were asked."
    said = (intro, WITH_EARLIER) if any(one.items for one in before) else (intro,)
    return Section("every-question", EVERY_QUESTION, said, tables=tuple(tables), page=True)


def question(item: PublishedItem, one: PublishedRound) -> Question:
    """One question with its picture and what is said of it."""
    spread = everyone(item)
    said = [NO_ANSWERS] if spread is None else []
    if item.seen_differently:
        said.append(two_views(item, private=one.privacy == "private"))
    if spread is not None and spread.many_cannot_tell:
        said.append(f"{_not_sure(spread)} {CANNOT_BE_SEEN}")
    if spread is not None and not one.withheld and shown_groups(item, one) is None:
        said.append(NO_GROUPS)
    table = Table(HOW_ANSWERED, levels_of(item), (Body("", tuple(_rows(item, one))),)) if spread is not None else None
    return Question(stem_of(item, one), safe(item.text), table, tuple(each for each in said if each))


def earlier(item: PublishedItem, before: Sequence[PublishedRound]) -> tuple[Row, ...]:
    """The counts of everyone in the earlier rounds that this one is laid beside, first to last."""
    rounds = {one.round: one for one in before}
    rows: list[Row] = []
    now = item
    while now.pictures and now.pictures[0].move.steps is not None:
        one = rounds.pop(now.pictures[0].move.since, None)
        then = next((each for each in one.items if item_key(each) == item_key(now)), None) if one else None
        spread = everyone(then) if then is not None else None
        if one is None or then is None or spread is None:
            break
        rows.append(row(plain_date(one.date), spread))
        now = then
    return tuple(reversed(rows))


def row(name: str, spread: Spread) -> Row:
    """A row of a table: who and how many were asked, what they chose, and their other answers in words."""
    beside = " ".join(f"{label}: {people:,}." for label, people in non_answers(spread) if people)
    return Row(f"{name} ({spread.counted:,})", spread.levels, beside)


def levels_of(item: PublishedItem) -> tuple[Level, ...]:
    """The answers that could be chosen, with what each means."""
    meanings = item.meanings or ("",) * len(item.levels)
    return tuple(Level(safe(label), safe(meaning)) for label, meaning in zip(item.levels, meanings, strict=True))


def stem_of(item: PublishedItem, one: PublishedRound) -> str:
    """The bank's question before the item, with the round's period."""
    return next((safe(stem(bank.stem, one.period)) for bank in one.banks if bank.bank == item.bank), "")


def _rows(item: PublishedItem, one: PublishedRound) -> Iterator[Row]:
    spread = everyone(item)
    if spread is None:
        return
    yield row("Everyone", spread)
    for group, its_spread in shown_groups(item, one) or ():
        yield row(GROUP_NAMES[group], its_spread)
    for picture in item.pictures:
        if picture.group == SHOW_OF_HANDS and picture.spread is not None:
            yield row(SHOW_OF_HANDS_HEADING, picture.spread)


def _not_sure(spread: Spread) -> str:
    return f"Not sure: {spread.not_sure:,} of {spread.counted:,}."


def _caption(item: PublishedItem, one: PublishedRound) -> str:
    title = next((safe(bank.title) for bank in one.banks if bank.bank == item.bank), "")
    return ": ".join(part for part in (title, stem_of(item, one)) if part) or HOW_ANSWERED


HEADING = "What moved since last time"
HOW_EVERYONE_ANSWERED = "How everyone answered, each time"
NOTHING_BEFORE = "There is no earlier reflection to lay beside this one."
MUCH_AS_BEFORE = "Much as before."
NOTHING_SHOWN = "No earlier reflection is shown, so nothing is laid beside this one."
NOTHING_LAID = "No question of this reflection can be laid beside an earlier one."
WHY_NOT: dict[WhyNot, str] = {
    "reworded": "Its meaning has changed since, so it is not laid side by side.",
    "rescaled": "The answers to choose from have changed since, so it is not laid side by side.",
    "text differs": "Its words have changed since, so it is not laid side by side.",
    "no level chosen": "Nobody chose one of the answers, then or now, so it is not laid side by side.",
    "not shown": "One of the two is not shown, to protect people, so it is not laid side by side.",
    "first round": "It was not asked before, as far as that is shown.",
}


def moved(one: PublishedRound, before: Sequence[PublishedRound]) -> Section | None:
    """What moved in the answers of everyone together; None where no answers are shown."""
    if not one.items:
        return None
    if not before:
        return Section("moved", HEADING, (NOTHING_BEFORE,))
    if not any(each.items for each in before):
        return Section("moved", HEADING, (NOTHING_SHOWN,))
    dates = {each.round: each.date for each in before}
    laid = [item for item in one.items if _since(item) in dates and item.pictures[0].move.steps is not None]
    apart = [item for item in one.items if item not in laid and item.pictures]
    changed = [item for item in moved_items(one) if item in laid]
    as_before = [item for item in laid if item not in changed]
    pairs = _pairs((*changed, *as_before), dates)
    return Section(
        "moved",
        HEADING,
        (NOT_THE_SAME_PEOPLE if laid else NOTHING_LAID, *_not_alike(one, before)),
        questions=tuple(_question(item, one, before, pairs[item_key(item)]) for item in changed),
        points=(
            *(Point(safe(item.text), (MUCH_AS_BEFORE, *pairs[item_key(item)])) for item in as_before),
            *(Point(safe(item.text), (WHY_NOT[item.pictures[0].move.why_not or "first round"],)) for item in apart),
        ),
    )


def _question(
    item: PublishedItem, one: PublishedRound, before: Sequence[PublishedRound], pairs: tuple[str, ...]
) -> Question:
    """A question that moved: its answers in each round that compares, and the sentence on what changed most."""
    now = everyone(item)
    dates = {each.round: each.date for each in before}
    then = next(
        (
            spread
            for each in before
            if each.round == _since(item)
            for asked in each.items
            if (asked.bank, asked.item) == (item.bank, item.item) and (spread := everyone(asked)) is not None
        ),
        None,
    )
    said = [then_and_now(item, then, dates[_since(item)], one.date)] if then else []
    steps = item.pictures[0].move.steps or 0
    said.append(f"The pictures differ as if {counted(steps, 'answer', 'answers')} had moved by one level.")
    rows = (*earlier(item, before), *((row(plain_date(one.date), now),) if now else ()))
    levels = tuple(level._replace(meaning="") for level in levels_of(item))
    table = Table(HOW_EVERYONE_ANSWERED, levels, (Body("", rows),))
    return Question("", safe(item.text), table, (*said, *pairs))


def _pairs(items: Sequence[PublishedItem], dates: Mapping[str, str]) -> dict[ItemKey, tuple[str, ...]]:
    """What is said of each item's pairing; what is the same for many is said with the first."""
    said: dict[ItemKey, tuple[str, ...]] = {}
    heard: list[str] = []
    for item in items:
        said[item_key(item)] = item_pairs_said(item, dates, heard)
        heard += said[item_key(item)]
    return said


def _not_alike(one: PublishedRound, before: Sequence[PublishedRound]) -> tuple[str, ...]:
    """What the round before was about, where that was another thing or another time."""
    last = before[-1]
    said = []
    if last.about != one.about:
        said.append(f"Last time was about {safe(last.about)}; this time is about {safe(one.about)}.")
    if last.period != one.period:
        then, now = safe(period_phrase(last.period)), safe(period_phrase(one.period))
        said.append(f"Last time looked back {then}; this time looks back {now}.")
    return tuple(said)


def _since(item: PublishedItem) -> str:
    return item.pictures[0].move.since if item.pictures else ""


NONE_WRITTEN = "Nothing is written down here."
NOTES_HEADING = "What people wrote for everyone to read"
NOTES_INTRO = "These are people's own words. Who wrote them is not said."
LAST_TIME_HEADING = "What we said last time, and what came of it"
ASK_HEADING = "What we ask of this board"
ASK_DRAFT = (
    "Nothing is written here yet. The group decides together what it asks, by when, and how it wants to be answered."
)
SHEET_HEADING = "To take home"
SHEET_INTRO = "This is about how we do things. It is not about people."
MOST_SEEN = 3


class Asking(NamedTuple):
    """What a group asks of a board, by which day (an ISO date) it is to answer, and how."""

    asks: tuple[str, ...] = ()
    answer_by: str = ""
    answer_how: str = ""


def settled(one: PublishedRound) -> tuple[Section, ...]:
    """Where the room stands, and with the same weight what it left unsettled."""
    if one.withheld == "not revealed":
        return ()
    agreed = tuple(_stands(each) for each in one.settled if each.how == "level")
    unsettled = tuple(_stands(each) for each in one.settled if each.how != "level")
    return (
        Section("agreed", AGREED_HEADING, () if agreed else (NONE_WRITTEN,), agreed),
        Section("unsettled", UNSETTLED_HEADING, () if unsettled else (NONE_WRITTEN,), unsettled),
    )


def notes(one: PublishedRound) -> Section | None:
    """The notes that everyone may read, under their questions."""
    texts = {(item.bank, item.item): safe(item.text) for item in one.items}
    by_item: dict[str, list[str]] = {}
    for note in one.notes:
        about = texts.get((note.bank, note.item), "About the whole meeting")
        by_item.setdefault(about, []).append(safe(note.text))
    points = tuple(Point(about, quotes=tuple(quotes)) for about, quotes in by_item.items())
    return Section("notes", NOTES_HEADING, (NOTES_INTRO,), points) if points else None


def last_time(before: Sequence[PublishedRound]) -> Section | None:
    """What was agreed in the round before, and what is open from earlier ones, with what came of it."""
    if not before:
        return None
    *older, last = before
    points = [_came_of_it(each, one) for one in older for each in one.doings if _is_open(each)]
    points += [_came_of_it(each, last) for each in last.doings]
    return Section("last-time", LAST_TIME_HEADING, () if points else (NONE_WRITTEN,), tuple(points))


def will_do(one: PublishedRound) -> Section:
    """What will be done, who, by when, and who will say that it is done; and the day of the next reflection.

    In a report on an earlier round, some of it has been done or dropped since: then it says what came of it.
    """
    points = tuple(_will_be_done(each) if _is_open(each) else _came_of_it(each, one) for each in one.doings)
    after = (f"The next reflection: {spoken_date(one.next_date)}.",) if one.next_date else ()
    return Section("will-do", ACTIONS_HEADING, () if points else (NONE_WRITTEN,), points, after=after)


def asked(asking: Asking, *, draft: bool) -> Section | None:
    """What is asked of a board, by when, and how it will answer; in a draft that asks nothing, that this is open."""
    if not asking.asks:
        return Section("asked", ASK_HEADING, (ASK_DRAFT,)) if draft else None
    by = f"by {spoken_date(asking.answer_by)}" if asking.answer_by else ""
    how = sentence(safe(asking.answer_how)) if asking.answer_how.strip() else ""
    if by and how:
        answer = f"Please answer us {by}. How: {how}"
    elif by:
        answer = f"Please answer us {by}, and tell us how you will."
    else:
        answer = " ".join(part for part in ("Please tell us by when you will answer.", how and f"How: {how}") if part)
    return Section("asked", ASK_HEADING, (), tuple(Point(safe(each)) for each in asking.asks), after=(answer,))


def sheet(one: PublishedRound) -> Section:
    """One page in easier words for everyone who was there: what was seen, what will be done, who, and when."""
    saw = tuple(_saw(one))
    heading = "Three things we saw" if len(saw) == MOST_SEEN else "What we saw"
    points = [Point(heading, saw or (KEPT_BACK.get(one.withheld, NONE_WRITTEN),))]
    to_do = [each for each in one.doings if _is_open(each)]
    if not to_do:
        points.append(Point(ACTIONS_HEADING, (NONE_WRITTEN,)))
    points += [
        Point(f"We will do this: {sentence(safe(each.what))}", (f"Who: {safe(each.who)}", f"When: {_due(each)}"))
        for each in to_do
    ]
    if one.next_date:
        points.append(Point("We meet again", (spoken_date(one.next_date),)))
    said = (f"{safe(one.team_name)}, {spoken_date(one.date)}", SHEET_INTRO)
    return Section("sheet", SHEET_HEADING, said, tuple(points), page=True)


def _stands(each: Settled) -> Point:
    said = safe(each.level) if each.how == "level" else dict(WHERE_NOW_OTHERS)[each.how]
    return Point(safe(each.text), (f'"{said}".' if each.how == "level" else f"{said}.",))


def _is_open(each: Doing) -> bool:
    return each.progress != "dropped" and each.happened != "yes"


def _came_of_it(each: Doing, one: PublishedRound) -> Point:
    """What was said, and what the person says of it for whom it was to be done."""
    who = safe(each.checked_by)
    outcome = sentence(safe(each.outcome)) if each.outcome.strip() else ""
    if each.progress == "dropped":
        said = f"Dropped. Why: {outcome}" if outcome else "Dropped."
    elif each.happened:
        said = f"{DID_IT_HAPPEN} {who} says: {dict(HAPPENED)[each.happened]}. {outcome}".rstrip()
    else:
        said = f"{dict(PROGRESS)[each.progress]}. {who} has not said yet whether it happened. {outcome}".rstrip()
    return Point(f"On {plain_date(one.date)} we said: {sentence(safe(each.what))}", (f"Who: {safe(each.who)}.", said))


def _will_be_done(each: Doing) -> Point:
    return Point(
        safe(each.what),
        (f"Who: {safe(each.who)}.", f"By when: {_due(each)}.", f"{QUESTIONS['checked_by']} {safe(each.checked_by)}."),
    )


def _due(each: Doing) -> str:
    return (
        plain_date(each.due)
        if each.due.strip() and plain_date(each.due) != each.due
        else safe(each.due) or "no day yet"
    )


def _saw(one: PublishedRound) -> Iterator[str]:
    """Up to three things, in easier words: one seen differently, one that many cannot tell, one seen alike."""
    order = agenda(one)
    kinds: tuple[tuple[str, Iterable[PublishedItem]], ...] = (
        ("We do not all see this the same way", order.differently),
        ("Many of us can't tell", order.cannot_tell),
        ("We see this much the same way", [order.opening] if order.opening else []),
    )
    firsts = [(said, item) for said, items in kinds for item in list(items)[:1]]
    more = [(said, item) for said, items in kinds for item in list(items)[1:]]
    named: dict[tuple[str, str, int], str] = {}
    for said, item in (*firsts, *more):
        named.setdefault(item_key(item), f"{said}: {safe(item.easier or item.text)}")
    yield from list(named.values())[:MOST_SEEN]
