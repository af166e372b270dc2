"""The parts of a report that hold answers: every number is published, and what is withheld is said in one way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from coreflect.core.answers import GROUP_NAMES, SHOW_OF_HANDS
from coreflect.core.results import PublishedItem, PublishedRound, Spread
from coreflect.core.sentences import stem
from coreflect.reporting.agenda import (
    ALIKE_HEADING,
    CANNOT_TELL_HEADING,
    DIFFERENTLY_HEADING,
    agenda,
    item_key,
)
from coreflect.reporting.item_text import SHOW_OF_HANDS_HEADING, shown_groups
from coreflect.reporting.report_values import Body, Level, Point, Question, Row, Section, Table, safe
from coreflect.reporting.text import (
    CANNOT_BE_SEEN,
    KEPT_BACK,
    NO_ANSWERS,
    NO_GROUPS,
    counted,
    day,
    everyone,
    non_answers,
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
        rows.append(row(day(one.date), spread))
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
