"""A round is named by the beginning of its id, or by its team's name, wherever that leaves no doubt."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Protocol

from coreflect.core.bank_table import quoted
from coreflect.core.errors import Misuse
from coreflect.core.model import Round
from coreflect.core.names import slug

_SHOWN = 5
_HOW = "`coreflect rounds list` shows them all."


class HasRounds(Protocol):
    """What is needed of a workspace here."""

    def rounds(self) -> tuple[Round, ...]:
        """Every readable round, newest date first."""


def one_round(workspace: HasRounds, text: str) -> Round:
    """The one round of the workspace that a person means.

    Takes the round's id, an unambiguous beginning of it, or its team's name.

    Raises:
        Misuse: there is no such round, or several; the message names those that are near.
    """
    return chosen(workspace.rounds(), text)


def chosen(rounds: Sequence[Round], text: str) -> Round:
    """The one of these rounds that a person means; raises as `one_round` does."""
    if not text.strip():
        raise Misuse("There is no reflection without a name.", _HOW)
    by_id = {one.id: one for one in reversed(rounds)}
    typed = text.strip().lower()
    if typed in by_id:
        return by_id[typed]
    of_team = [one for one, facts in by_id.items() if facts.team in (typed, slug(text))]
    found = of_team if len(of_team) == 1 else [one for one in by_id if typed and one.startswith(typed)] or of_team
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
