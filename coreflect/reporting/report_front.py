"""Makes the first page of a report: who took part, four boxes, and how all of it is to be read.

Read alone, it tells what was found, agreed, planned and asked. What the room left unsettled stands beside what it
agreed, at the same length, and the page says what it is not before anybody reads further.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from coreflect.core.answers import EVERYONE_ELSE, GROUP_NAMES, LIVED, PAID
from coreflect.core.meeting.asking import Asking
from coreflect.core.results import PublishedAction, PublishedBank, PublishedItem, PublishedPosition, PublishedRound
from coreflect.core.texts import report as texts
from coreflect.core.texts.actions import HAPPENED, PROGRESS, how_we_know
from coreflect.core.texts.meeting import WHERE_NOW_OTHERS
from coreflect.core.texts.results import (
    ACTIONS_HEADING,
    AGREE_HEADING,
    BOTH_TRUE,
    DIFFERENTLY_HEADING,
    HOW_NOT_WHO,
    KEPT_BACK,
    NO_ANSWERS,
    NOT_THE_SAME_PEOPLE,
    as_shown,
    counted_here,
    had_help,
    mix,
)
from coreflect.core.texts.words import begun, listed, plain_date
from coreflect.reporting.agenda import agenda
from coreflect.reporting.item_text import views
from coreflect.reporting.report_values import Point, ReportSection, ended, safe_line
from coreflect.reporting.results_text import group_sizes
from coreflect.reporting.text import about_and_period, everyone, of_all

MOST_IN_A_BOX = 3
"""So many questions that were answered differently are named in their box; the others are seen at a glance."""


def who_took_part(published: PublishedRound, came_later: int = 0) -> tuple[str, ...]:
    """Write the lines under the title: what it is about, who took part, and who was not there."""
    later = texts.came_later(came_later) if came_later else ""
    lines = (
        ended(begun(about_and_period(published, safe_line))),
        " ".join(part for part in (took_part(published), later, *_groups(published)) if part),
        " ".join(part for part in (had_help(published.helped), _not_here(published)) if part),
        KEPT_BACK[published.withheld] if published.withheld not in ("", "groups") else "",
    )
    return tuple(line for line in lines if line)


def took_part(published: PublishedRound) -> str:
    """Say how many people took part, of how many who were invited, and when."""
    if published.withheld == "forgotten":
        return texts.what_is_left(published.date)
    text = texts.took_part(published.finished, published.invited, published.date)
    if published.items and published.counted != published.finished:
        text = f"{text} {counted_here(published.counted)}"
    return f"{text} {as_shown(published)}".rstrip()


def boxes(published: PublishedRound, asking: Asking, closer: Collection[int], *, draft: bool) -> list[ReportSection]:
    """Make the boxes of the first page; empty ones are left out. `closer` are the questions looked at below."""
    every = (
        _agree(published, closer),
        _differ(published, closer),
        will_do(published),
        asked(asking, draft=draft),
    )
    return [box for box in every if box.points or box.closing or box.intro]


def reading(published: PublishedRound, agreed_on: str, *, has_earlier: bool) -> ReportSection:
    """Make the box on how the report is to be read: all that it is not, and what is not shown, to protect people."""
    hidden = sum(everyone(item) is None for item in published.items)
    lines = [texts.NOT_A_SCORE, HOW_NOT_WHO, *((texts.EACH_VIEW, texts.AGREEING) if published.items else ())]
    lines += [NOT_THE_SAME_PEOPLE] if has_earlier and published.items else []
    if published.withheld == "groups":
        lines.append(KEPT_BACK["groups"])
    elif not published.withheld:
        is_open = published.privacy == "open"
        lines.append(texts.ANSWERED_OPENLY if is_open else texts.no_small_group(published.smallest_group))
    lines += [texts.hidden_questions(hidden, NO_ANSWERS)] if hidden else []
    lines += [texts.NOTES_CHOSEN] if published.items else []
    return ReportSection(
        "reading",
        texts.READING_HEADING,
        (
            " ".join((*lines, texts.DO_NOT_GUESS)),
            _ideas(published.banks),
            texts.read_on(agreed_on) if agreed_on else texts.NOT_READ,
        ),
    )


def _agree(published: PublishedRound, closer: Collection[int]) -> ReportSection:
    """Make the box on the question on which answers agree, and on what the room agreed after talking."""
    opening = agenda(published).opening
    found = {(opening.bank, opening.item): (safe_line(opening.text), _mostly(opening))} if opening else {}
    points = tuple(_points(published, found, "level", closer))
    return ReportSection("agree", AGREE_HEADING, points=points)


def _differ(published: PublishedRound, closer: Collection[int]) -> ReportSection:
    """Make the box on what was answered differently, what the room left unsettled, and where many are not sure."""
    order = agenda(published)
    apart = (*order.sides, *order.differently)
    found = {
        (item.bank, item.item): (safe_line(item.text), views(item, published).removesuffix(BOTH_TRUE).rstrip())
        for item in apart[:MOST_IN_A_BOX]
    }
    no_time = [position.text for position in settled(published) if position.how == "not-reached"]
    unsure = [item.text for item in order.cannot_tell[:MOST_IN_A_BOX]]
    closing = (
        texts.more_differ(len(apart) - MOST_IN_A_BOX) if len(apart) > MOST_IN_A_BOX else "",
        BOTH_TRUE if any(words for _, words in found.values()) else "",
        _named(texts.NO_TIME_FOR, no_time),
        _named(texts.MANY_NOT_SURE_ABOUT, unsure),
    )
    points = tuple(_points(published, found, "differently", closer))
    return ReportSection("differ", DIFFERENTLY_HEADING, points=points, closing=tuple(filter(None, closing)))


def _named(before: str, questions: Sequence[str]) -> str:
    quoted = [f'"{safe_line(text)}"' for text in questions]
    return f"{before} {ended(listed(quoted))}" if questions else ""


def _points(
    published: PublishedRound, found: Mapping[tuple[str, str], tuple[str, str]], how: str, closer: Collection[int]
) -> Iterator[Point]:
    """Write a point a question: what was answered, and what came of talking about it; `how` it was settled."""
    numbers = {(item.bank, item.item): number for number, item in enumerate(published.items, 1)}
    here = [position for position in settled(published) if position.how == how]
    came = {(position.bank, position.item): position_sentence(position) for position in here}
    every = {(position.bank, position.item): (safe_line(position.text), "") for position in here} | dict(found)
    for key in dict.fromkeys((*found, *every)):
        (text, words), number = every[key], numbers.get(key, 0)
        lines = (words, came.get(key, ""))
        yield Point(text, tuple(line for line in lines if line), number=number if number in closer else 0)


def settled(published: PublishedRound) -> tuple[PublishedPosition, ...]:
    """List what the room agreed or left unsettled; nothing before the answers are revealed."""
    return published.settled if published.withheld != "not revealed" else ()


def position_sentence(position: PublishedPosition) -> str:
    """Say what the room agreed on a question, or that it left it unsettled."""
    if position.how == "level":
        return texts.we_agreed(safe_line(position.level))
    return f"{dict(WHERE_NOW_OTHERS)[position.how]}."


def will_do(published: PublishedRound) -> ReportSection:
    """Make the box on the actions of this round, and the date of the next reflection.

    In a report on an earlier round, actions that were done or dropped since are shown with their outcome.
    """
    points = tuple(
        _will_be_done(action) if is_open(action) else came_of_it(action, published) for action in published.doings
    )
    closing = (texts.next_reflection(published.next_date),) if published.next_date else ()
    return ReportSection("will-do", ACTIONS_HEADING, points=points, closing=closing)


def asked(asking: Asking, *, draft: bool) -> ReportSection:
    """Make the box on what is asked of a board; a draft that asks nothing says that this is still open."""
    if not asking.asks:
        return ReportSection("asked", texts.ASK_HEADING, (texts.ASK_DRAFT,) if draft else ())
    how = ended(safe_line(asking.answer_how)) if asking.answer_how.strip() else ""
    answer = texts.please_answer(asking.answer_by, how)
    points = tuple(Point(safe_line(sentence)) for sentence in asking.asks)
    return ReportSection("asked", texts.ASK_HEADING, points=points, closing=(answer,))


def is_open(action: PublishedAction) -> bool:
    """Whether an action is still to be done, so far as anybody has said."""
    return action.progress != "dropped" and action.happened != "yes"


def came_of_it(action: PublishedAction, published: PublishedRound) -> Point:
    """Write what was agreed in a round, and what the person said about it who was to check it."""
    who_checks = safe_line(action.checked_by)
    outcome = ended(safe_line(action.outcome)) if action.outcome.strip() else ""
    if action.progress == "dropped":
        came = texts.dropped(outcome)
    elif action.happened:
        came = texts.happened(who_checks, dict(HAPPENED)[action.happened], outcome)
    else:
        came = texts.not_said_yet(dict(PROGRESS)[action.progress], who_checks, outcome)
    agreed = texts.we_said(published.date, ended(safe_line(action.what)))
    return Point(agreed, (f"{ended(texts.who(safe_line(action.who)))} {came}",))


def due(action: PublishedAction) -> str:
    """Say by when an action is to be done, as it was typed where that is no date."""
    if action.due.strip() and plain_date(action.due) != action.due:
        return plain_date(action.due)
    return safe_line(action.due) or texts.NO_DAY


def _will_be_done(action: PublishedAction) -> Point:
    lines = (
        f"{ended(texts.who(safe_line(action.who)))} {texts.by_when(due(action))}",
        texts.who_checks(safe_line(action.checked_by)),
        *((how_we_know(safe_line(action.known_by)),) if action.known_by.strip() else ()),
    )
    return Point(safe_line(action.what), lines)


def _mostly(item: PublishedItem) -> str:
    spread = everyone(item)
    if spread is None:
        return ""
    at = item.mostly - 1
    return texts.chose_it(of_all(spread.levels[at], spread.counted, spread.chose), safe_line(item.levels[at]))


def _groups(published: PublishedRound) -> tuple[str, ...]:
    sizes = dict(group_sizes(published))
    if sizes.keys() == {LIVED, PAID}:
        return (f"{texts.AMONG_THEM} {mix(sizes[LIVED], sizes[PAID])}",)
    lines = tuple(f"{GROUP_NAMES[group]}: {people:,}." for group, people in sizes.items())
    return (*lines, texts.WHO_ELSE) if EVERYONE_ELSE in sizes else lines


def _not_here(published: PublishedRound) -> str:
    missing = published.missing
    return ended(texts.not_here(safe_line(missing))) if missing.strip() else texts.NOBODY_NAMED


def _ideas(banks: Sequence[PublishedBank]) -> str:
    """Say whose ideas the questions are based on, and that these people have not checked them."""
    publishers = tuple(dict.fromkeys(safe_line(bank.publisher) for bank in banks if bank.publisher.strip()))
    sentences = [texts.ideas_published(publishers)] if publishers else []
    sentences += [
        texts.idea_unpublished(safe_line(bank.title), ended(safe_line(bank.idea)))
        for bank in banks
        if not bank.publisher.strip()
    ]
    return " ".join(sentences) or texts.IDEAS_NOT_KNOWN
