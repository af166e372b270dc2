"""`room` opens the meeting of one reflection; without a terminal it records and reads what the room settles.

Numbers that do not fit the people are questioned on stderr and kept: the room counts, not the program.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from coreflect.core.errors import Misuse

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
    from coreflect.cli.choose import one_round
    from coreflect.cli.room_typed import settled_data
    from coreflect.cli.wiring import require_terminal

    if group and not tallies:
        raise Misuse("--group says whose hands were counted.", "Add --tally ITEM=3,4,0,1.")
    is_read = as_json and not tallies and not agreed
    facts = one_round(wiring.workspace(), round_id, to_read=is_read)
    if tallies or agreed:
        _record(wiring, facts.id, tallies, group or "everyone", agreed)
    elif not as_json:
        require_terminal()
        wiring.open_meeting(facts, plain=plain)
    if as_json:
        from coreflect.cli.as_kept import as_kept

        kept, _ = as_kept(wiring.workspace(), facts)
        data = settled_data(kept.room, facts)
        click.echo(json.dumps({"round": facts.id, **data}, ensure_ascii=False, indent=1))


def _record(wiring: Wiring, round_id: str, tallies: tuple[str, ...], group: str, agreed: tuple[str, ...]) -> None:
    """Keep every tally and agreed level, once all of them are understood."""
    from coreflect.cli.room_typed import typed_level, typed_tally
    from coreflect.core.hands import groups, people_here, tally_of
    from coreflect.core.meeting_sentences import hands_counted
    from coreflect.core.names import shown
    from coreflect.core.responses import questions
    from coreflect.core.room import ASK_THE_OTHERS, WHERE_NOW_OTHERS, fits, record_id, tally
    from coreflect.core.room import agreed as where_now

    desk = wiring.desk()
    workspace, facts = desk.workspace, desk.workspace.round(round_id)
    asked = questions(facts, workspace.banks(round_id))
    counted = [typed_tally(text, group, asked, facts) for text in tallies]
    stands = [typed_level(text, asked) for text in agreed]
    for one in counted:
        kept = workspace.room(round_id)
        before, same_way = tally_of(round_id, one.key, kept), dict(groups(one.by))
        beside = {(row.side, row.answer): row.count for row in before if row.side in same_way and row.side != group}
        hands = beside | {(group, answer): number for answer, number in one.hands}
        many = sum(hands.values())
        # Each group comes by itself, so that other shows of hands may count a part of the people.
        here = people_here(facts, one.key, kept) if group == "everyone" else facts.invited
        workspace.keep_room(tally(round_id, one.key, hands, before, desk.ids))
        click.echo(f'Kept for "{shown(one.text)}": {hands_counted(many)}', err=True)
        if here is not None and (group == "everyone" or many > here) and (question := fits(many, here)):
            click.echo(question, err=True)
    for place in stands:
        if place.answer not in dict(WHERE_NOW_OTHERS):
            click.echo(ASK_THE_OTHERS, err=True)
        record = record_id(round_id, "agreed", *place.key[:2])
        before = tuple(row for row in workspace.room(round_id) if row.id == record)
        workspace.keep_room(where_now(round_id, place.key, place.answer, before, desk.ids))
        click.echo(f'Kept for "{shown(place.text)}": {shown(place.words)}.', err=True)
