"""`room` opens the meeting of one reflection; without a terminal it records and reads what the room settles.

Numbers that do not fit the people are questioned on stderr and kept: the room counts, not the program.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from coreflect.core.answers import EVERYONE, OFFERED
from coreflect.core.banks.toml import nearest
from coreflect.core.errors import Misuse
from coreflect.core.meeting.room import MOST_HANDS, WHERE_NOW_OTHERS, By, ItemKey, groups, ways
from coreflect.core.model import Reflection, RoomCount
from coreflect.core.names import quoted
from coreflect.core.reflections.responses import Question
from coreflect.core.reflections.rounds import SMALLEST_GROUPS

if TYPE_CHECKING:
    from coreflect.cli.wiring import Wiring


@click.command()
@click.argument("round_id", metavar="ROUND")
@click.option("--tally", "tallies", multiple=True, metavar="ITEM=3,4,0,1", help="Hands at each level, in order.")
@click.option("--group", metavar="GROUP", help="Whose hands, where the reflection is open: a side or a perspective.")
@click.option("--agreed", multiple=True, metavar="ITEM=LEVEL", help="Where the room stands now on a question.")
@click.option("--json", "as_json", is_flag=True, help="What the room has settled, as JSON.")
@click.option("--plain", is_flag=True, help="Line by line, for screen readers, Braille displays and slow links.")
@click.pass_obj
def room(
    wiring: Wiring,
    round_id: str,
    tallies: tuple[str, ...],
    group: str | None,
    agreed: tuple[str, ...],
    as_json: bool,
    plain: bool,
) -> None:
    """Lead the meeting of a reflection.

    \b
    Examples:
      coreflect room mill-lane
      coreflect room mill-lane --plain
      coreflect room mill-lane --tally 3=2,4,0,1
      coreflect room mill-lane --tally 3=2,4,0,1:not-sure=1
      coreflect room mill-lane --tally 3=2,1,0,0 --group staff
      coreflect room mill-lane --agreed 3=differently
      coreflect room mill-lane --json

    ITEM is the number of a question, or its id. LEVEL is the number of a level or its id, `differently` where the
    room sees it differently and leaves it so, or `not-reached`. GROUP is everyone, everyone-else, paid, or a
    perspective: supported, carer, staff, leader, other, not-said.
    """
    from coreflect.cli.wiring import require_terminal

    if group and not tallies:
        raise Misuse("--group says whose hands were counted.", "Add --tally ITEM=3,4,0,1.")
    is_read = as_json and not tallies and not agreed
    reflection = wiring.reflection(round_id, to_read=is_read)
    if tallies or agreed:
        _record(wiring, reflection.id, tallies, group or "everyone", agreed)
    elif not as_json:
        require_terminal()
        wiring.open_meeting(reflection, plain=plain)
    if as_json:
        from coreflect.services.imported_reflections import merged_reflection

        stored = merged_reflection(wiring.services.workspace, reflection)
        data = settled_data(stored.room, reflection)
        click.echo(json.dumps({"round": reflection.id, **data}, ensure_ascii=False, indent=1))


def _record(wiring: Wiring, round_id: str, tallies: tuple[str, ...], group: str, agreed: tuple[str, ...]) -> None:
    """Keep every tally and agreed level, once all of them are understood."""
    from coreflect.core.meeting.room import ASK_THE_OTHERS, fits, people_here, record_id, tally, tally_of
    from coreflect.core.meeting.room import agreed as where_now
    from coreflect.core.names import shown
    from coreflect.core.reflections.responses import questions
    from coreflect.core.texts.meeting import hands_counted

    services = wiring.services
    workspace, reflection = services.workspace, services.workspace.round(round_id)
    asked = questions(reflection, workspace.banks(round_id))
    counted = [typed_tally(text, group, asked, reflection) for text in tallies]
    stands = [typed_level(text, asked) for text in agreed]
    for one in counted:
        kept = workspace.room(round_id)
        before, same_way = tally_of(round_id, one.key, kept), dict(groups(one.by))
        beside = {(row.side, row.answer): row.count for row in before if row.side in same_way and row.side != group}
        hands = beside | {(group, answer): number for answer, number in one.hands}
        many = sum(hands.values())
        # Each group comes by itself, so that other shows of hands may count a part of the people.
        here = people_here(reflection, one.key, kept) if group == "everyone" else reflection.invited
        workspace.keep_room(tally(round_id, one.key, hands, before, services.ids))
        click.echo(f'Kept for "{shown(one.text)}": {hands_counted(many)}', err=True)
        if here is not None and (group == "everyone" or many > here) and (question := fits(many, here)):
            click.echo(question, err=True)
    for place in stands:
        if place.answer not in dict(WHERE_NOW_OTHERS):
            click.echo(ASK_THE_OTHERS, err=True)
        record = record_id(round_id, "agreed", *place.key[:2])
        before = tuple(row for row in workspace.room(round_id) if row.id == record)
        workspace.keep_room(where_now(round_id, place.key, place.answer, before, services.ids))
        click.echo(f'Kept for "{shown(place.text)}": {shown(place.words)}.', err=True)


_HOW_TALLY = "Type a show of hands as ITEM=3,4,0,1: a number for each level, in order."
_HOW_AGREED = "Type where the room stands as ITEM=LEVEL, ITEM=differently or ITEM=not-reached."


class TypedTally(NamedTuple):
    """A show of hands as typed: hands by answer, and the way of counting that its group belongs to."""

    key: ItemKey
    text: str
    by: By
    hands: tuple[tuple[str, int], ...]


class TypedLevel(NamedTuple):
    """Where the room stands, as typed: an answer, and the words for it."""

    key: ItemKey
    text: str
    answer: str
    words: str


def typed_tally(text: str, group: str, asked: Sequence[Question], reflection: Reflection) -> TypedTally:
    """A show of hands from ITEM=3,4,0,1[:not-sure=1].

    Raises:
        Misuse: it cannot be understood, or the round does not count this group by itself.
    """
    question, counts = _split(text, asked, _HOW_TALLY)
    by = next((way for way in ways(reflection) if group in dict(groups(way))), None)
    if by is None and reflection.is_private:
        raise Misuse("In a reflection without names, hands are counted together.", "Leave --group out.")
    if by is None:
        known = ", ".join(dict.fromkeys(name for way in ways(reflection) for name, _ in groups(way)))
        raise Misuse(f"There is no group {quoted(group)}.", f"The groups are {known}.")
    at_levels, *beside = counts.split(":")
    levels = question.scale.level_ids
    numbers = [_number(one, text) for one in at_levels.split(",")]
    if len(numbers) != len(levels):
        what = f"{quoted(text)} counts {len(numbers)} levels, and this question has {len(levels)}."
        raise Misuse(what, f"They are {', '.join(levels)}.")
    hands = dict(zip(levels, numbers, strict=True))
    for one in beside:
        answer, _, number = one.partition("=")
        if answer not in {each.code for each in OFFERED} or answer in hands:
            raise Misuse(f"{quoted(one)} cannot stand there.", f"After the levels: {', '.join(_beside())}.")
        hands[answer] = _number(number, text)
    return TypedTally(_key(question), question.item.text.say(), by, tuple(hands.items()))


def typed_level(text: str, asked: Sequence[Question]) -> TypedLevel:
    """Where the room stands, from ITEM=LEVEL, ITEM=differently or ITEM=not-reached.

    Raises:
        Misuse: it cannot be understood.
    """
    question, answer = _split(text, asked, _HOW_AGREED)
    levels = {level.id: level.label.say() for level in question.scale.levels}
    by_number = {str(number): level for number, level in enumerate(levels, 1)}
    known = {**levels, **dict(WHERE_NOW_OTHERS)}
    found = by_number.get(answer, answer)
    if found not in known:
        what = f"{quoted(answer)} is no level of this question."
        raise Misuse(what, f"Type one of: {', '.join(known)}.")
    return TypedLevel(_key(question), question.item.text.say(), found, known[found])


def one_item(text: str, asked: Sequence[Question]) -> Question:
    """The question with this number, this id, or an id that alone begins so.

    Raises:
        Misuse: there is none, or there are several.
    """
    typed = text.strip().lower()
    if typed.isdecimal() and typed.isascii() and 1 <= int(typed[:9]) <= len(asked):
        return asked[int(typed[:9]) - 1]
    found = [one for one in asked if typed in (one.item.id, f"{one.bank.id}/{one.item.id}")]
    found = found or [one for one in asked if typed and one.item.id.startswith(typed)]
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(f"{one.bank.id}/{one.item.id}" for one in found[:5])
        raise Misuse(f"{quoted(text)} can mean {len(found)} questions.", f"Type one of them: {names}.")
    near = nearest(typed[:80], [one.item.id for one in asked])
    hint = f"Did you mean {near}? " if near else ""
    raise Misuse(f"There is no question {quoted(text)} here.", f"{hint}Type its number, 1 to {len(asked)}, or its id.")


def settled_data(counts: Sequence[RoomCount], reflection: Reflection) -> dict[str, Any]:
    """What the room has settled, ready to be written as JSON; two versions of one thing stand as two entries.

    Without names, fewer hands than the smallest group are held back, as in results.
    """
    records: dict[tuple[str, str], list[RoomCount]] = {}
    for row in counts:
        records.setdefault((row.id, row.revision), []).append(row)
    versions = [record for record, _ in records]
    data: dict[str, Any] = {"to_talk": [], "hands": [], "agreed": []}
    for (record, _), rows in records.items():
        first = rows[0]
        several = {"versions": versions.count(record)} if versions.count(record) > 1 else {}
        if first.kind == "to-talk":
            chosen = sorted((row for row in rows if row.item), key=lambda row: row.count)
            data["to_talk"] += [_item(row) | several for row in chosen]
        elif first.kind == "tally":
            data["hands"].append(_item(first) | _hands(rows, reflection) | several)
        elif first.kind == "agreed":
            data["agreed"].append(_item(first) | {"stands": first.answer} | several)
    return data


def _hands(rows: Sequence[RoomCount], reflection: Reflection) -> dict[str, Any]:
    """The hands of each group; without names those of all together, from the smallest group on."""
    if reflection.is_private:
        together: Counter[str] = Counter()
        for row in rows:
            together[row.answer] += row.count
        if together.total() < max(reflection.smallest_group, min(SMALLEST_GROUPS)):
            return {"counted": [], "withheld": "all"}
        return {"counted": [_up(EVERYONE, answer, hands) for answer, hands in together.items() if answer]}
    return {"counted": [_up(row.side, row.answer, row.count) for row in rows if row.answer]}


def _up(group: str, answer: str, hands: int) -> dict[str, Any]:
    return {"group": group, "answer": answer, "hands": hands}


def _split(text: str, asked: Sequence[Question], how: str) -> tuple[Question, str]:
    item, equals, rest = text.partition("=")
    if not equals or not rest.strip():
        raise Misuse(f"{quoted(text)} cannot be understood.", how)
    return one_item(item, asked), rest.strip()


def _number(text: str, whole: str) -> int:
    typed = text.strip()
    if not (typed.isascii() and typed.isdecimal() and len(typed) < 10 and int(typed) <= MOST_HANDS):
        raise Misuse(f"{quoted(text)} in {quoted(whole)} is no number of hands.", _HOW_TALLY)
    return int(typed)


def _beside() -> list[str]:
    return [f"{each.code}=1" for each in OFFERED]


def _key(question: Question) -> ItemKey:
    return (question.bank.id, question.item.id, question.item.edition)


def _item(row: RoomCount) -> dict[str, Any]:
    return {"bank": row.bank, "item": row.item, "item_edition": row.edition}
