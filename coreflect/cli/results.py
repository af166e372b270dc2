"""Parses `results`: shows one reflection as the room may see it at this moment."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from coreflect.core.errors import ConflictsLeft
from coreflect.core.results import Published
from coreflect.core.texts import commands
from coreflect.reporting.all_teams import comparison_data
from coreflect.reporting.results_text import results_text

if TYPE_CHECKING:
    from coreflect.cli.wiring import Wiring
    from coreflect.core.results import PublishedRound
    from coreflect.services.imported_reflections import StoredReflection


@click.command()
@click.argument("round_id", metavar="ROUND")
@click.option("--json", "as_json", is_flag=True, help="As JSON, for other programs.")
@click.pass_obj
def results(wiring: Wiring, round_id: str, as_json: bool) -> None:
    """Show how the answers of a reflection spread, and what was agreed.

    \b
    Examples:
      coreflect results mill-lane
      coreflect results mill-lane --json
      coreflect --plain results mill-lane      in sentences, to be read aloud

    A reflection without names shows nothing before `coreflect rounds reveal`, and never shows a small group.
    """
    reflection = wiring.reflection(round_id, to_read=True)
    stored, published = wiring.services.results.with_room(reflection)
    click.echo(_as_json(published) if as_json else _as_text(stored, published, aloud=wiring.wants_plain()), nl=as_json)
    if published.withheld == "not revealed":
        click.echo(commands.how_to_reveal(reflection.id), err=True)
    if published.withheld == "in conflict":
        raise ConflictsLeft(commands.FACTS_IN_TWO_VERSIONS, commands.HOW_TO_DECIDE)


def _as_json(published: PublishedRound) -> str:
    (data,) = comparison_data(Published((published,)))["rounds"]
    return json.dumps(data, indent=1, sort_keys=True)


def _as_text(stored: StoredReflection, published: PublishedRound, *, aloud: bool) -> str:
    next_date = stored.reflection.next_date
    return results_text(
        published, stored.room, stored.actions, stored.banks, next_date=next_date, dates=stored.dates, aloud=aloud
    )
