"""A round is named by the beginning of its id, or by its team's name, wherever that leaves no doubt."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

import click

from coreflect.core.banks.toml import quoted
from coreflect.core.errors import Misuse
from coreflect.core.model import Reflection
from coreflect.core.names import slug

if TYPE_CHECKING:
    from coreflect.workspace.workspace import Workspace

_SHOWN = 5
_HOW = "`coreflect rounds list` shows them all."


def one_round(workspace: Workspace, text: str, *, to_read: bool = False) -> Reflection:
    """The one round that a person means: one of the workspace's own, or else one that came with files brought in.

    Takes the round's id, an unambiguous beginning of it, or its team's name. Packages are opened where no round of the
    workspace has the name. One that came with files alone is opened here, so that something can be kept for it, unless
    it is `to_read`.

    Raises:
        Misuse: there is no such round, or several; the message names those that are near.
    """
    own = workspace.rounds()
    if _meant(own, text) or not workspace.imports():
        return chosen(own, text)
    return _imported(workspace, own, text, to_read=to_read)


def chosen(rounds: Sequence[Reflection], text: str) -> Reflection:
    """The one of these rounds that a person means; raises as `one_round` does."""
    if not text.strip():
        raise Misuse("There is no reflection without a name.", _HOW)
    by_id = {one.id: one for one in reversed(rounds)}
    typed = text.strip().lower()
    found = _meant(rounds, text)
    if len(found) == 1:
        return by_id[found[0]]
    if found:
        more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
        raise Misuse(
            f"{quoted(text)} begins the ids of {len(found)} reflections.",
            f"Type more of the id: {', '.join(sorted(found)[:_SHOWN])}{more}.",
        )
    if not by_id:
        raise Misuse(
            f"There is no reflection {quoted(text)} here, and no other.", "`coreflect rounds new` sets one up."
        )
    beginnings = {one[: max(len(typed), 1)]: one for one in by_id}
    near = get_close_matches(typed[:80], [*beginnings, *by_id], 1, 0.6)
    hint = f"Did you mean {beginnings.get(near[0], near[0])}? " if near else ""
    raise Misuse(f"There is no reflection {quoted(text)} here.", f"{hint}{_HOW}")


def _meant(rounds: Sequence[Reflection], text: str) -> list[str]:
    """The ids of the rounds that this text may mean."""
    by_id = {one.id: one for one in reversed(rounds)}
    typed = text.strip().lower()
    if typed in by_id:
        return [typed]
    of_team = [one for one, reflection in by_id.items() if text.strip() and reflection.team in (typed, slug(text))]
    return of_team if len(of_team) == 1 else [one for one in by_id if typed and one.startswith(typed)] or of_team


def _imported(workspace: Workspace, own: Sequence[Reflection], text: str, *, to_read: bool) -> Reflection:
    from coreflect.services.everything import ImportedPackages
    from coreflect.services.results import OPENED, open_here

    imported = ImportedPackages(workspace)
    try:
        reflection = chosen((*own, *imported.rounds()), text)
    except Misuse:
        imported.packages()  # it may be in one that is damaged, and then that is what to say
        raise
    if to_read:
        return reflection
    opened = open_here(workspace, reflection.id, imported)
    click.echo(OPENED, err=True)
    return opened
