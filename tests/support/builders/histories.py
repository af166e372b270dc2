"""Made-up histories of a round on several laptops, as Hypothesis draws them: any part of them can be in any package.

A later revision replaces some of the earlier ones, whichever the laptop had seen, so that there are gaps and forks.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from hypothesis import strategies as st

from coreflect.core.model import Alias, Guard, Records, RoomCount, Withdrawn
from tests.support.builders.packages import BANK_FILE, LEVELS, ROUND, action, hands, note, reflection, response

NAMES = ("mill-lane", "mill-lanes", "quay-side", "old-mill")


@dataclass(frozen=True)
class Laptop:
    """What one laptop would export."""

    records: Records


def _revisions(record: Any, draw: st.DrawFn, **changes: st.SearchStrategy[Any]) -> list[Any]:
    """Up to four revisions of a record, each replacing some of those before it."""
    made: list[Any] = []
    for number in range(draw(st.integers(1, 4))):
        earlier = [one.revision for one in made]
        replaces = draw(st.lists(st.sampled_from(earlier), unique=True)) if earlier else []
        drawn = {name: draw(values) for name, values in changes.items()}
        made.append(replace(record, revision=f"{record.id}r{number}"[-40:], replaces=tuple(replaces), **drawn))
    return made


@st.composite
def histories(draw: st.DrawFn, laptops: int = 3) -> tuple[Records, ...]:
    """What so many laptops would export of one round, each having seen a part of what happened."""
    rounds = _revisions(
        reflection(id=ROUND),
        draw,
        team_name=st.sampled_from(("Mill Lane", "Mill-Lane", "Quay")),
        privacy=st.sampled_from(("private", "open")),
        smallest_group=st.sampled_from((0, 3, 5)),
    )
    levels = st.sampled_from((*LEVELS, "not-sure", "skipped"))
    responses = [
        revision
        for number in range(draw(st.integers(0, 3)))
        for revision in _with_answers(_revisions(response(f"p{number}"), draw, wording=levels))
    ]
    notes = [
        revision
        for number in range(draw(st.integers(0, 2)))
        for revision in _revisions(
            note(f"n{number}", response=draw(st.sampled_from(("", "p0", "p1")))), draw, text=st.text(max_size=8)
        )
    ]
    room = [
        tuple(replace(row, revision=f"h1r{number}", replaces=tuple(f"h1r{one}" for one in replaced)) for row in rows)
        for number in range(draw(st.integers(0, 3)))
        for rows in (_counts(draw),)
        for replaced in (draw(st.lists(st.sampled_from(range(number)), unique=True)) if number else [],)
    ]
    actions = _revisions(action("a1"), draw, progress=st.sampled_from(("to-do", "done"))) if draw(st.booleans()) else []
    withdrawn = [Withdrawn(one, ROUND) for one in ("p0", "p1", "n0", "h1", "a1")]
    names = st.sampled_from(NAMES)
    aliases = [Alias("team", draw(names), draw(names)) for _ in range(draw(st.integers(0, 2)))]
    guards = st.builds(Guard, st.just(ROUND), st.sampled_from(("private", "open")), st.sampled_from((0, 4)))

    def some(values: list[Any], fewest: int = 0) -> tuple[Any, ...]:
        if not values:
            return ()
        return tuple(draw(st.lists(st.sampled_from(values), min_size=fewest, unique=True)))

    return tuple(
        Records(
            rounds=some(rounds, 1),
            responses=some(responses),
            notes=some(notes),
            room=tuple(row for rows in some(room) for row in rows),
            actions=some(actions),
            withdrawn=some(withdrawn) if draw(st.booleans()) else (),
            aliases=some(aliases),
            guards=(draw(guards),) if draw(st.booleans()) else (),
            bank_files=(BANK_FILE,),
        )
        for _ in range(laptops)
    )


def _with_answers(revisions: list[Any]) -> list[Any]:
    """Each revision with answers that follow from its drawn wording, so that people with equal answers occur."""
    return [
        replace(one, wording="standard", answers=tuple(replace(a, answer=one.wording) for a in one.answers))
        for one in revisions
    ]


def _counts(draw: st.DrawFn) -> tuple[RoomCount, ...]:
    return hands("h1", **{level.replace("-", "_"): draw(st.integers(0, 9)) for level in LEVELS})
