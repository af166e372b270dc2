"""Parses `room`: opens the meeting of one reflection; without a terminal it saves and reads what the room settles.

Everything typed is checked before anything is saved. Numbers that do not fit the people are questioned on stderr, and
saved all the same.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import click

from coreflect.cli.wiring import require_terminal
from coreflect.core.answers import OFFERED
from coreflect.core.errors import Misuse
from coreflect.core.meeting.room import MOST_HANDS, By, groups, ways
from coreflect.core.model import Reflection
from coreflect.core.names import shown
from coreflect.core.reflections.responses import Question, questions
from coreflect.core.texts import commands
from coreflect.core.texts.actions import kept_for
from coreflect.core.texts.meeting import ASK_THE_OTHERS, hands_counted
from coreflect.services.finding import find_question
from coreflect.services.room import (
    begin_where_now,
    save_hands_of_group,
    save_where_now,
    settled_as_data,
    where_now_words,
)

if TYPE_CHECKING:
    from coreflect.cli.wiring import Wiring
    from coreflect.services.app import Services


@click.command()
@click.argument("round_id", metavar="ROUND")
@click.option("--tally", "tallies", multiple=True, metavar="ITEM=3,4,0,1", help="Hands for each answer, in order.")
@click.option("--group", metavar="GROUP", help="Whose hands, if the group is able to see: a group or a perspective.")
@click.option("--agreed", multiple=True, metavar="ITEM=LEVEL", help="What we agreed on a question.")
@click.option("--json", "as_json", is_flag=True, help="What was agreed, as JSON.")
@click.option("--phones", is_flag=True, help="Begin with phones: everyone answers at once, each on their own.")
@click.option("--plain", is_flag=True, help="Line by line, for screen readers, Braille displays and slow links.")
@click.pass_obj
def room(
    wiring: Wiring,
    round_id: str,
    tallies: tuple[str, ...],
    group: str | None,
    agreed: tuple[str, ...],
    as_json: bool,
    phones: bool,
    plain: bool,
) -> None:
    """Run the meeting of a reflection.

    \b
    Examples:
      coreflect room mill-lane
      coreflect room mill-lane --phones
      coreflect room mill-lane --plain
      coreflect room mill-lane --tally 3=2,4,0,1
      coreflect room mill-lane --tally 3=2,4,0,1:not-sure=1
      coreflect room mill-lane --tally 3=2,1,0,0 --group staff
      coreflect room mill-lane --agreed 3=differently
      coreflect room mill-lane --json

    ITEM is the number of a question, or its id. LEVEL is the number of an answer or its id; `differently` if you see it
    differently, and that is OK; or `not-reached` if you ran out of time. GROUP is everyone, lived, paid, or a
    perspective: supported, carer, staff, leader, other, not-said.
    """
    if group and not tallies:
        raise Misuse(*commands.GROUP_WITHOUT_TALLY)
    is_read = as_json and not tallies and not agreed
    reflection = wiring.reflection(round_id, to_read=is_read)
    if tallies or agreed:
        _save(wiring.services, reflection, tallies, group or "everyone", agreed)
    elif not as_json:
        require_terminal()
        wiring.open_meeting(reflection, plain=plain, phones=phones)
    if as_json:
        data = settled_as_data(wiring.services, reflection)
        click.echo(json.dumps({"round": reflection.id, **data}, ensure_ascii=False, indent=1))


def _save(
    services: Services, reflection: Reflection, tallies: Sequence[str], group: str, agreed: Sequence[str]
) -> None:
    """Save every show of hands and where the room stands, once all of them are understood."""
    asked = questions(reflection, services.workspace.banks(reflection.id))
    shows = [typed_tally(text, group, asked, reflection) for text in tallies]
    levels = [typed_level(text, asked) for text in agreed]
    for show in shows:
        total, doubt = save_hands_of_group(services, reflection, show.question, show.by, group, dict(show.hands))
        click.echo(kept_for(show.question.item.text.say(), hands_counted(total)), err=True)
        if doubt:
            click.echo(doubt, err=True)
    for level in levels:
        where = begin_where_now(services, reflection, level.question)
        if where.asks_the_others(level.answer):
            click.echo(ASK_THE_OTHERS, err=True)
        save_where_now(services, where, level.answer)
        click.echo(kept_for(level.question.item.text.say(), f"{shown(level.words)}."), err=True)


class TypedTally(NamedTuple):
    """A show of hands as typed: hands by answer, and the way of counting that its group belongs to."""

    question: Question
    by: By
    hands: tuple[tuple[str, int], ...]


class TypedLevel(NamedTuple):
    """Where the room stands, as typed: an answer, and the words for it."""

    question: Question
    answer: str
    words: str


def typed_tally(text: str, group: str, asked: Sequence[Question], reflection: Reflection) -> TypedTally:
    """Read a show of hands from ITEM=3,4,0,1[:not-sure=1].

    Raises:
        Misuse: it cannot be understood, or the round does not count this group by itself.
    """
    question, counts = _split(text, asked, commands.HOW_TALLY)
    by = next((way for way in ways(reflection) if group in dict(groups(way))), None)
    if by is None and reflection.is_private:
        raise Misuse(*commands.HANDS_TOGETHER)
    if by is None:
        known = dict.fromkeys(name for way in ways(reflection) for name, _ in groups(way))
        raise Misuse(*commands.no_such_group(group, known))
    at_levels, *others = counts.split(":")
    levels = question.scale.level_ids
    numbers = [_number(number, text) for number in at_levels.split(",")]
    if len(numbers) != len(levels):
        raise Misuse(*commands.other_levels(text, len(numbers), levels))
    hands = dict(zip(levels, numbers, strict=True))
    for typed in others:
        answer, _, number = typed.partition("=")
        if answer not in {offered.code for offered in OFFERED} or answer in hands:
            raise Misuse(*commands.not_after_levels(typed, (f"{offered.code}=1" for offered in OFFERED)))
        hands[answer] = _number(number, text)
    return TypedTally(question, by, tuple(hands.items()))


def typed_level(text: str, asked: Sequence[Question]) -> TypedLevel:
    """Read where the room stands from ITEM=LEVEL, ITEM=differently or ITEM=not-reached.

    Raises:
        Misuse: it cannot be understood.
    """
    question, answer = _split(text, asked, commands.HOW_AGREED)
    by_number = {str(number): level for number, level in enumerate(question.scale.level_ids, 1)}
    known = where_now_words(question)
    chosen = by_number.get(answer, answer)
    if chosen not in known:
        raise Misuse(*commands.no_such_level(answer, known))
    return TypedLevel(question, chosen, known[chosen])


def _split(text: str, asked: Sequence[Question], how: str) -> tuple[Question, str]:
    item, equals, rest = text.partition("=")
    if not equals or not rest.strip():
        raise Misuse(commands.not_understood(text), how)
    return find_question(asked, item), rest.strip()


def _number(text: str, whole: str) -> int:
    typed = text.strip()
    if not (typed.isascii() and typed.isdecimal() and len(typed) < 10 and int(typed) <= MOST_HANDS):
        raise Misuse(commands.no_number(text, whole), commands.HOW_TALLY)
    return int(typed)
