"""What a room agreed, left unsettled, wrote, did, will do and asks: in its own words, and none of them weighed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from coreflect.core.actions import DID_IT_HAPPEN, HAPPENED, PROGRESS, QUESTIONS
from coreflect.core.results import Doing, PublishedItem, PublishedRound, Settled
from coreflect.core.room import WHERE_NOW_OTHERS
from coreflect.core.sentences import spoken_date
from coreflect.reporting.agenda import agenda, item_key
from coreflect.reporting.report_values import Point, Section, safe, sentence
from coreflect.reporting.results_text import ACTIONS_HEADING, AGREED_HEADING, UNSETTLED_HEADING
from coreflect.reporting.text import KEPT_BACK, day

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
    return Point(f"On {day(one.date)} we said: {sentence(safe(each.what))}", (f"Who: {safe(each.who)}.", said))


def _will_be_done(each: Doing) -> Point:
    return Point(
        safe(each.what),
        (f"Who: {safe(each.who)}.", f"By when: {_due(each)}.", f"{QUESTIONS['checked_by']} {safe(each.checked_by)}."),
    )


def _due(each: Doing) -> str:
    return day(each.due) if each.due.strip() and day(each.due) != each.due else safe(each.due) or "no day yet"


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
