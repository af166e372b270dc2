"""Decides whom a reveal counts, and what a reflection may show once they are counted.

A reveal of a private reflection fixes who is counted. People who finish later are not shown until a later reveal, which
counts them only where the small-group rule alone would count them too, and show the same groups.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from coreflect.analysis import published
from coreflect.core.errors import CoreflectError, Misuse
from coreflect.core.merging.revisions import same_names
from coreflect.core.reflections.rounds import revealed

if TYPE_CHECKING:
    from coreflect.core.model import Reflection, Response
    from coreflect.core.ports import Ids
    from coreflect.core.results import PublishedRound
    from coreflect.package.package import MergedPackages


class TurnoutChanged(CoreflectError):
    """Somebody has begun or finished since the person who reveals was shown how many have; nothing was changed."""


def published_round(merged: MergedPackages, round_id: str, *, release: bool = False) -> PublishedRound:
    """Give a reflection as it may be shown, from merged records; who came after a private reveal is left out.

    With `release` those who came later are counted where a release of them all may count them.
    """
    return rounds_until(merged, round_id, release=release)[-1]


def rounds_until(merged: MergedPackages, round_id: str, *, release: bool = False) -> tuple[PublishedRound, ...]:
    """Give the reflections of a team up to this one, the oldest first, each as `published_round` gives it."""
    name = _name_of(merged, round_id)
    rounds = published(merged, release=release).rounds
    at = next(at for at, reflection in enumerate(rounds) if reflection.round == name)
    return tuple(reflection for reflection in rounds[: at + 1] if reflection.team == rounds[at].team)


def revealed_now(merged: MergedPackages, reflection: Reflection, ids: Ids) -> Reflection | None:
    """Reveal a reflection as things stand, as a new revision of it; None where that would change nothing.

    Raises:
        Misuse: nobody has finished.
    """
    counted = responses_to_count(merged, reflection.id)
    if reflection.state == "revealed" and set(counted) in (set(reflection.counted), _counted(merged, reflection.id)):
        return None
    revisions, helped = _as_they_are(merged, reflection.id, set(counted))
    return revealed(reflection, counted, ids, revisions=revisions, helped=helped)


def responses_to_count(merged: MergedPackages, round_id: str) -> tuple[str, ...]:
    """Find the responses that a reveal counts now: every finished one.

    Where the reflection was revealed before, whoever came later joins only where a release of all of them, held against
    what was shown, counts everyone and shows the same groups as fixing them would; otherwise those counted before stay.

    Raises:
        Misuse: nobody has finished.
    """
    finished = {response.id for response in _responses(merged, round_id)}
    if not finished:
        raise Misuse("Nobody has finished yet.", "Reveal once people have answered.")
    before = _counted(merged, round_id)
    if before is None:
        return tuple(sorted(finished))
    together = before | finished
    by_rule = published_round(merged, round_id, release=True)
    fixed = published_round(_counting(merged, round_id, together), round_id)
    same = by_rule.withheld == fixed.withheld and by_rule.counted_responses == fixed.counted_responses
    may_join = by_rule.privacy == "open" or (same and together == {*by_rule.counted_responses})
    return tuple(sorted(together if may_join else before))


def _counting(merged: MergedPackages, round_id: str, counted: set[str]) -> MergedPackages:
    """The same records, with this reflection revealed and these responses counted in it as they are."""
    name = _name_of(merged, round_id)
    revisions, helped = _as_they_are(merged, round_id, counted)

    def as_if_revealed(reflection: Reflection) -> Reflection:
        return replace(
            reflection, state="revealed", counted=tuple(sorted(counted)), counted_as=revisions, helped=helped
        )

    rounds = tuple(
        as_if_revealed(reflection) if _name_of(merged, reflection.id) == name else reflection
        for reflection in merged.records.rounds
    )
    return replace(merged, records=replace(merged.records, rounds=rounds))


def _as_they_are(merged: MergedPackages, round_id: str, counted: set[str]) -> tuple[tuple[str, ...], int]:
    """The revisions of these responses, sorted, and how many people of the reflection had help."""
    name = _name_of(merged, round_id)
    room = (row for row in merged.records.room if _name_of(merged, row.round) == name)
    helped = sum(row.count for row in room if row.kind == "helped")
    revisions = (response.revision for response in merged.records.responses if response.id in counted)
    return tuple(sorted(revisions)), helped


def _counted(merged: MergedPackages, round_id: str) -> set[str] | None:
    """The responses that reveals of a reflection have fixed; None where it was never revealed."""
    name = _name_of(merged, round_id)
    found = [
        reflection
        for reflection in merged.records.rounds
        if reflection.state == "revealed" and _name_of(merged, reflection.id) == name
    ]
    return {response for reflection in found for response in reflection.counted} if found else None


def _responses(merged: MergedPackages, round_id: str) -> list[Response]:
    name = _name_of(merged, round_id)
    return [response for response in merged.records.responses if _name_of(merged, response.round) == name]


def _name_of(merged: MergedPackages, round_id: str) -> str:
    """The one name under which a reflection is shown, whatever names were declared to be the same."""
    return same_names(merged.records.aliases, "round").get(round_id, round_id) if merged.records.aliases else round_id
