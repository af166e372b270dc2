"""Writes the sentences that stand beside the pictures of a team's rounds.

The rounds stand under each other, the oldest first; `tui.widgets.pictures` draws their strips.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from coreflect.core.answers import EVERYONE
from coreflect.core.model import Reflection
from coreflect.core.names import shown
from coreflect.core.results import PublishedItem
from coreflect.core.texts.results import (
    EACH_TIME,
    NO_ANSWERS,
    NOT_ASKED_SHORT,
    NOT_SHOWN_SHORT,
    NOT_THE_SAME_ABOUT,
    NOT_THE_SAME_PERIOD,
    WHAT_WE_AGREED,
    WHERE_STOOD,
    why_not_laid,
)
from coreflect.core.texts.words import begun, period_phrase, phrase, plain_date
from coreflect.reporting.look_back import (
    Entry,
    Key,
    RoundColumn,
    Team,
    actions_in_words,
    earlier_positions,
    is_first,
    kept_back,
    laid_in_other_words,
    not_compared,
    not_shown,
    pairs,
    reason,
    round_columns,
    what_moved,
    what_moved_says,
    words_before,
)
from coreflect.reporting.moved import moved_in_short, moved_lines
from coreflect.reporting.text import chosen_in_words, everyone, periods, subject, two_groups, who_answered, words_differ


class Piece(NamedTuple):
    """Sentences that belong together, how strongly they are shown, and whether the first of them is a heading."""

    texts: tuple[str, ...]
    tone: Literal["", "quiet", "bold"] = ""
    headed: bool = False


def round_texts(team: Team) -> tuple[str, ...]:
    """Say of each round of a team, the oldest first, how many answered; then what they are about, and what is kept.

    What is the same each time is said once.
    """
    subjects, asked_over = {subject(published) for published in team.rounds}, periods(team.rounds)
    rounds = []
    for published in team.rounds:
        about = f"About {phrase(shown(subject(published)))}. " if len(subjects) > 1 else ""
        over = f"{begun(shown(period_phrase(published.period)))}. " if len(asked_over) > 1 else ""
        rounds.append(f"{plain_date(published.date)}: {about}{over}{who_answered(published)}")
    same = [f"about {phrase(shown(subject(team.rounds[0])))}"] if len(subjects) == 1 else []
    same += [shown(period_phrase(period)) for period in asked_over if len(asked_over) == 1]
    each = f"{EACH_TIME} {', '.join(same)}." if len(team.rounds) > 1 else f"{begun(', '.join(same))}."
    return (*rounds, *((each,) if same else ()), *differences(team), *kept_back(team.rounds))


def differences(team: Team) -> tuple[str, ...]:
    """Say that a team's rounds are about different things, and that they cover different periods, where that is so."""
    about = len({subject(published) for published in team.rounds}) > 1
    over = len(periods(team.rounds)) > 1
    return (*((NOT_THE_SAME_ABOUT,) if about else ()), *((NOT_THE_SAME_PERIOD,) if over else ()))


def team_pieces(team: Team) -> tuple[Piece, ...]:
    """Write what comes before a team's items: its rounds, what numbers say of a change, and what is not compared."""
    texts = (*what_moved_says(team), not_compared(team), laid_in_other_words(team))
    return tuple(
        piece for piece in (Piece(round_texts(team)), Piece(tuple(text for text in texts if text))) if piece.texts
    )


def team_line(team: Team) -> str:
    """Describe a team's rounds in one line: how many, and the dates of the first and the latest."""
    first, latest = team.rounds[0], team.rounds[-1]
    if first is latest:
        return plain_date(latest.date)
    return f"{len(team.rounds):,} reflections, {plain_date(first.date)} to {plain_date(latest.date)}"


def entry_line(team: Team, entry: Entry) -> str:
    """Write the line under an item in the list: what moved, in people, or how the answers are spread."""
    item, published = entry
    spread = everyone(item)
    if spread is None:
        return NO_ANSWERS
    chose = two_groups(item) or chosen_in_words(item.levels, spread)
    if why := reason(item, is_first=is_first(team, published)):
        chose = f"{chose} {why_not_laid(why)}"
    return " ".join(moved_lines(item, published, team.rounds)) or chose


def remarks(team: Team, entry: Entry) -> tuple[str, str]:
    """Say in a few words what moved in an item, and why it is not compared with the time before; empty if neither."""
    item, published = entry
    why = reason(item, is_first=is_first(team, published))
    return " ".join(moved_in_short(item, team.rounds)), why_not_laid(why) if why else ""


def reflection_line(reflection: Reflection) -> str:
    """Name a round by its date and what it is about."""
    return f"{plain_date(reflection.date)}, {reflection.about}"


def what_we_did(team: Team) -> Piece | None:
    """Write the sentences on a team's actions under their heading; None where it has none."""
    piece = _headed(WHAT_WE_AGREED, actions_in_words(team.rounds))
    return piece if piece.texts else None


def item_pieces(team: Team, key: Key, group: str) -> tuple[Piece, ...]:
    """Write the sentences on an item's rounds: what moved, what is not shown, earlier words, and what came of it."""
    every = round_columns(team, key, group)
    pieces = (
        Piece((*what_moved(team, every, group), *not_shown(every))),
        Piece(differences(team)),
        Piece(words_before(every), "quiet"),
        Piece(pairs(team, every) if group == EVERYONE else ()),
        _headed(WHERE_STOOD, earlier_positions(every, key)),
        _headed(WHAT_WE_AGREED, actions_in_words(team.rounds, key)),
    )
    return tuple(piece for piece in pieces if piece.texts)


def runs(columns: Sequence[RoundColumn]) -> Iterator[list[RoundColumn]]:
    """Cut the rounds of an item wherever its levels begin to mean something else."""
    run: list[RoundColumn] = []
    before: PublishedItem | None = None
    for column in columns:
        item = column.item
        if item and before and item.levels != before.levels and not words_differ(before, item):
            yield run
            run = []
        before = item or before
        run.append(column)
    if run:
        yield run


def why_none(column: RoundColumn) -> str:
    """Say in two words why a round has no strip."""
    return NOT_SHOWN_SHORT if column.item or not column.published.items else NOT_ASKED_SHORT


def _headed(heading: str, sentences: Sequence[str]) -> Piece:
    return Piece((heading, *sentences) if sentences else (), headed=True)
