"""Summarises a comparison in words for a terminal: what people answered differently first, then what moved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coreflect.core.answers import EVERYONE, GROUP_NAMES, SHOW_OF_HANDS
from coreflect.core.names import shown
from coreflect.core.results import Published, PublishedItem, PublishedRound, Spread
from coreflect.core.strips import Row, lay
from coreflect.core.texts.home import ANSWERS_TAKEN_OUT
from coreflect.core.texts.results import (
    ALL_TEAMS_HEADING,
    ALL_TEAMS_INTRO,
    CANNOT_BE_SEEN,
    CANNOT_TELL_HEADING,
    DIFFERENTLY_HEADING,
    HOW_NOT_WHO,
    MOVED_HEADING,
    NOT_COMPARED,
    NOT_THE_SAME_ABOUT,
    NOT_THE_SAME_PEOPLE,
    NOT_THE_SAME_PERIOD,
    NOTHING_TO_COMPARE,
    SIDES_HEADING,
    in_other_words,
    kept_back_sentence,
    named_teams,
    others_not_listed,
)
from coreflect.core.texts.words import begun, counted, plain_date
from coreflect.reporting.agenda import agenda, opening_heading
from coreflect.reporting.all_teams import all_teams, as_spread
from coreflect.reporting.cells import wrapped
from coreflect.reporting.item_text import level_lines, views
from coreflect.reporting.look_back import Team, reworded, teams
from coreflect.reporting.moved import moved_items, moved_lines, says_above
from coreflect.reporting.strips import strip_lines
from coreflect.reporting.text import (
    about_and_period,
    chosen_in_words,
    everyone,
    not_sure_of_all,
    paired_sentences,
    periods,
    subject,
    who_answered,
)

WIDTH = 78
MOST_TEAMS = 3
"""More teams than these are named, and left to the files."""
MOST_NAMED = 200
MOST_TOGETHER = 8
MOST_IN_FULL = 3
"""A room talks about three items at most; the others are listed."""


def summary(published: Published) -> str:
    """Write the summary, ending in a line feed; it is safe for a terminal."""
    listed = teams(published)
    if not listed:
        return f"{NOTHING_TO_COMPARE}\n"
    lines = [*_wrapped(HOW_NOT_WHO)]
    if len(listed) > MOST_TEAMS:
        lines += ["", *_named(listed)]
    else:
        for team in listed:
            lines += ["", *_team(team.rounds)]
    if len(listed) > 1:
        lines += _together(published, len(listed))
    return "\n".join(lines) + "\n"


def _named(listed: Sequence[Team]) -> list[str]:
    """Write a row for each team, by name: its rounds, and how many people answered in each."""
    lines = [named_teams(len(listed))]
    for team in listed[:MOST_NAMED]:
        rounds = ", ".join(f"{plain_date(published.date)} ({_how_many(published)})" for published in team.rounds)
        lines += _wrapped(f"{shown(team.name)}: {rounds}", 2)
    if len(listed) > MOST_NAMED:
        lines.append(f"  and {len(listed) - MOST_NAMED:,} more")
    return lines


def _how_many(published: PublishedRound) -> str:
    return ANSWERS_TAKEN_OUT if published.withheld == "forgotten" else f"{published.finished:,} answered"


def _together(published: Published, many: int) -> Iterator[str]:
    """Write the sums over all teams; items that most teams were asked come first."""
    added = sorted((item for item in all_teams(published) if item.teams > 1), key=lambda item: -item.teams)
    if not added:
        return
    yield from _heading(f"{ALL_TEAMS_HEADING} ({many:,} teams)")
    yield from _wrapped(ALL_TEAMS_INTRO, 2)
    for item in added[:MOST_TOGETHER]:
        yield from _wrapped(shown(item.text), 2)
        yield from _wrapped(f"{item.teams:,} teams. {chosen_in_words(item.levels, as_spread(item))}", 4)
    if len(added) > MOST_TOGETHER:
        questions = counted(len(added) - MOST_TOGETHER, "more question", "more questions")
        yield from _wrapped(f"And {questions}, in comparison-all-teams.csv.", 2)


def _team(rounds: Sequence[PublishedRound]) -> list[str]:
    lines = [shown(rounds[-1].team_name)]
    for published in rounds:
        lines += _wrapped(f"{plain_date(published.date)}: {who_answered(published)}", 2)
        lines += _wrapped(f"{begun(about_and_period(published))}.", 4)
        if kept_back_sentence(published):
            lines += _wrapped(kept_back_sentence(published), 4)
    if len({subject(published) for published in rounds}) > 1:
        lines += _wrapped(NOT_THE_SAME_ABOUT, 2)
    if len(periods(rounds)) > 1:
        lines += _wrapped(NOT_THE_SAME_PERIOD, 2)
    shown_rounds = [published for published in rounds if published.items]
    if shown_rounds:
        lines += _answers(shown_rounds[-1])
        lines += _moves(shown_rounds)
    return lines


def _answers(published: PublishedRound) -> Iterator[str]:
    order = agenda(published)
    for heading, items in ((SIDES_HEADING, order.sides), (DIFFERENTLY_HEADING, order.differently)):
        if items:
            yield from _heading(f"{heading}, {plain_date(published.date)}")
        for item in items[:MOST_IN_FULL]:
            yield from _in_full(item)
            yield from _groups(item)
            yield from _wrapped(views(item, published), 4)
        yield from _also(items[MOST_IN_FULL:])
    if order.cannot_tell:
        yield from _heading(f"{CANNOT_TELL_HEADING}, {plain_date(published.date)}")
        for item in order.cannot_tell:
            yield from _wrapped(f"{shown(item.text)}", 2)
            yield from _not_sure(everyone(item))
        yield from _wrapped(CANNOT_BE_SEEN, 2)
    if order.opening:
        yield from _heading(f"{opening_heading(order.opening)}, {plain_date(published.date)}")
        yield from _in_full(order.opening)


def _not_sure(spread: Spread | None) -> Iterator[str]:
    if spread is not None:
        yield from _wrapped(not_sure_of_all(spread), 4)


def _in_full(item: PublishedItem) -> Iterator[str]:
    yield from _wrapped(shown(item.text), 2)
    spread = everyone(item)
    if spread is not None:
        inside = WIDTH - 4
        (strip,) = strip_lines(lay([Row("", spread, item.break_after)]), [spread], inside)
        yield from (f"    {line}" for line in (*strip, *level_lines(item.levels, spread, inside)))


def _groups(item: PublishedItem) -> Iterator[str]:
    for picture in item.pictures:
        if picture.spread is not None and picture.group not in (EVERYONE, SHOW_OF_HANDS):
            chosen = chosen_in_words(item.levels, picture.spread)
            yield from _wrapped(f"{GROUP_NAMES[picture.group]}: {chosen}", 4)


def _also(items: Sequence[PublishedItem]) -> Iterator[str]:
    for item in items:
        yield from _wrapped(f"Also: {shown(item.text)}", 2)


def _moves(rounds: Sequence[PublishedRound]) -> Iterator[str]:
    """Write what moved in everyone's answers to the latest round that is shown."""
    latest = rounds[-1]
    laid = [item for item in latest.items if item.pictures[0].move.since]
    if not laid:
        return
    yield from _heading(f"{MOVED_HEADING}, to {plain_date(latest.date)}")
    compared = [item for item in laid if item.pictures[0].move.compared]
    found = moved_items(latest)
    dates = {published.round: published.date for published in rounds}
    for line in says_above(latest):
        yield from _wrapped(line, 2)
    for item in found[:MOST_IN_FULL]:
        yield from _wrapped(shown(item.text), 2)
        for line in moved_lines(item, latest, rounds):
            yield from _wrapped(line, 4)
        for sentence in paired_sentences(item, dates):
            yield from _wrapped(sentence, 4)
    yield from _also(found[MOST_IN_FULL:])
    if found and len(found) < len(compared):
        yield from _wrapped(others_not_listed(len(compared) - len(found)), 2)
    for why in dict.fromkeys(item.pictures[0].move.why_not for item in laid if item not in compared):
        questions = counted(sum(item.pictures[0].move.why_not == why for item in laid), "question", "questions")
        yield f"  {begun(NOT_COMPARED)}, {why}: {questions}."
    if in_new_words := reworded(latest, rounds[:-1]):
        yield from _wrapped(in_other_words(len(in_new_words)), 2)
    yield from _wrapped(NOT_THE_SAME_PEOPLE, 2)


def _heading(text: str) -> list[str]:
    return ["", text]


def _wrapped(text: str, indent: int = 0) -> tuple[str, ...]:
    margin = " " * indent
    return wrapped(text, WIDTH, first=margin, then=f"{margin}  " if indent else "")
