"""Summarises a comparison in words for a terminal: what is seen alike first, then what is seen differently."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from coreflect.core.answers import EVERYONE, GROUP_NAMES, SHOW_OF_HANDS
from coreflect.core.names import shown
from coreflect.core.results import Published, PublishedItem, PublishedRound, Spread
from coreflect.core.texts.home import ANSWERS_TAKEN_OUT
from coreflect.core.texts.results import (
    ALL_TEAMS_HEADING,
    ALL_TEAMS_INTRO,
    CANNOT_BE_SEEN,
    HOW_NOT_WHO,
    NOT_THE_SAME_ABOUT,
    NOT_THE_SAME_PEOPLE,
    NOT_THE_SAME_PERIOD,
    NOTHING_TO_COMPARE,
    kept_back_sentence,
)
from coreflect.core.texts.words import counted, period_phrase, plain_date
from coreflect.reporting.agenda import ALIKE_HEADING, CANNOT_TELL_HEADING, DIFFERENTLY_HEADING, agenda
from coreflect.reporting.all_teams import all_teams, as_spread
from coreflect.reporting.look_back import Team, moved, teams
from coreflect.reporting.text import (
    chosen_in_words,
    everyone,
    in_dots,
    paired_sentences,
    then_and_now,
    two_views,
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
    found = teams(published)
    if not found:
        return f"{NOTHING_TO_COMPARE}\n"
    lines = _wrapped(HOW_NOT_WHO)
    if len(found) > MOST_TEAMS:
        lines += ["", *_named(found)]
    else:
        for each in found:
            lines += ["", *_team(each.rounds)]
    if len(found) > 1:
        lines += _together(published, len(found))
    return "\n".join(lines) + "\n"


def _named(found: Sequence[Team]) -> list[str]:
    """Write a row for each team, by name: its rounds, and how many people answered in each."""
    lines = [f"{len(found):,} teams. What each of them said is in the files."]
    for each in found[:MOST_NAMED]:
        rounds = ", ".join(f"{plain_date(published.date)} ({_how_many(published)})" for published in each.rounds)
        lines += _wrapped(f"{shown(each.name)}: {rounds}", 2)
    if len(found) > MOST_NAMED:
        lines.append(f"  and {len(found) - MOST_NAMED:,} more")
    return lines


def _how_many(published: PublishedRound) -> str:
    return ANSWERS_TAKEN_OUT if published.withheld == "forgotten" else f"{published.finished:,} answered"


def _together(published: Published, many: int) -> Iterator[str]:
    """Write the sums over all teams; items that most teams were asked come first."""
    added = sorted((each for each in all_teams(published) if each.teams > 1), key=lambda each: -each.teams)
    if not added:
        return
    yield from _heading(f"{ALL_TEAMS_HEADING} ({many:,} teams)")
    yield from _wrapped(ALL_TEAMS_INTRO, 2)
    for each in added[:MOST_TOGETHER]:
        yield from _wrapped(shown(each.text), 2)
        yield from _wrapped(f"{each.teams:,} teams. {chosen_in_words(each.levels, as_spread(each))}", 4)
    if len(added) > MOST_TOGETHER:
        questions = counted(len(added) - MOST_TOGETHER, "more question", "more questions")
        yield from _wrapped(f"And {questions}, in comparison-all-teams.csv.", 2)


def _team(rounds: Sequence[PublishedRound]) -> list[str]:
    lines = [shown(rounds[-1].team_name)]
    for published in rounds:
        lines += _wrapped(f"{plain_date(published.date)}: {who_answered(published)}", 2)
        lines += _wrapped(f"About {shown(published.about)}, {shown(period_phrase(published.period))}.", 4)
        if kept_back_sentence(published):
            lines += _wrapped(kept_back_sentence(published), 4)
    if len({published.about for published in rounds}) > 1:
        lines += _wrapped(NOT_THE_SAME_ABOUT, 2)
    if len({published.period for published in rounds}) > 1:
        lines += _wrapped(NOT_THE_SAME_PERIOD, 2)
    seen = [published for published in rounds if published.items]
    if seen:
        lines += _answers(seen[-1])
        lines += _moves(seen)
    return lines


def _answers(published: PublishedRound) -> Iterator[str]:
    order = agenda(published)
    if order.opening:
        yield from _heading(f"{ALIKE_HEADING}, {plain_date(published.date)}")
        yield from _in_full(order.opening)
    if order.differently:
        yield from _heading(f"{DIFFERENTLY_HEADING}, {plain_date(published.date)}")
        for item in order.differently[:MOST_IN_FULL]:
            yield from _in_full(item)
            yield from _groups(item)
            yield from _wrapped(two_views(item, private=published.privacy == "private"), 4)
        yield from _also(order.differently[MOST_IN_FULL:])
    if order.cannot_tell:
        yield from _heading(f"{CANNOT_TELL_HEADING}, {plain_date(published.date)}")
        for item in order.cannot_tell:
            yield from _wrapped(f"{shown(item.text)}", 2)
            yield from _not_sure(everyone(item))
        yield from _wrapped(CANNOT_BE_SEEN, 2)


def _not_sure(spread: Spread | None) -> Iterator[str]:
    if spread is not None:
        yield from _wrapped(f"Not sure: {spread.not_sure} of {spread.counted}.", 4)


def _in_full(item: PublishedItem) -> Iterator[str]:
    yield from _wrapped(shown(item.text), 2)
    spread = everyone(item)
    if spread is not None:
        yield from (f"    {line}" for line in in_dots(item.levels, spread))


def _groups(item: PublishedItem) -> Iterator[str]:
    for picture in item.pictures:
        if picture.spread is not None and picture.group not in (EVERYONE, SHOW_OF_HANDS):
            chosen = chosen_in_words(item.levels, picture.spread)
            yield from _wrapped(f"{GROUP_NAMES[picture.group]}: {chosen}", 4)


def _also(items: Sequence[PublishedItem]) -> Iterator[str]:
    for item in items:
        yield from _wrapped(f"Also: {shown(item.text)}", 2)


def _moves(rounds: Sequence[PublishedRound]) -> Iterator[str]:
    """Write what moved in everyone's answers from the previous round to the latest one that is shown."""
    latest = rounds[-1]
    earlier = {
        (published.round, item.bank, item.item): (published, spread)
        for published in rounds
        for item in published.items
        if (spread := everyone(item)) is not None
    }
    laid = [item for item in latest.items if item.pictures[0].move.since]
    if not laid:
        return
    yield from _heading(f"What moved, to {plain_date(latest.date)}")
    compared = [item for item in laid if item.pictures[0].move.steps is not None]
    found = moved(latest)
    dates = {published.round: published.date for published in rounds}
    for item in found[:MOST_IN_FULL]:
        before, spread = earlier[item.pictures[0].move.since, item.bank, item.item]
        yield from _wrapped(shown(item.text), 2)
        yield from _wrapped(then_and_now(item, spread, before.date, latest.date), 4)
        for sentence in paired_sentences(item, dates):
            yield from _wrapped(sentence, 4)
    yield from _also(found[MOST_IN_FULL:])
    if len(found) < len(compared):
        questions = counted(len(compared) - len(found), "question", "questions")
        yield f"  Much as before: {questions}."
    for why in dict.fromkeys(item.pictures[0].move.why_not for item in laid if item not in compared):
        questions = counted(sum(item.pictures[0].move.why_not == why for item in laid), "question", "questions")
        yield f"  Not laid side by side, {why}: {questions}."
    yield from _wrapped(NOT_THE_SAME_PEOPLE, 2)


def _heading(text: str) -> list[str]:
    return ["", text]


def _wrapped(text: str, indent: int = 0) -> list[str]:
    margin = " " * indent
    return textwrap.wrap(text, WIDTH, initial_indent=margin, subsequent_indent=f"{margin}  " if indent else "")
