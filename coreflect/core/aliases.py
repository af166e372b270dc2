"""Names that people declared to be one team or one round are read as one, whoever declared them and in what order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from coreflect.core.model import Alias, Guard, Round
from coreflect.core.revisions import guarded


def same_names(aliases: Iterable[Alias], kind: Literal["team", "round"]) -> Mapping[str, str]:
    """The one name as which each aliased name is read; a name that is not in it is read as itself.

    All names that aliases join, directly or over others, are read as one: the name that is itself read as no other. Of
    several such, or of none (a circle), the first in the alphabet is taken.
    """
    neighbours: dict[str, set[str]] = {}
    read_as_other: set[str] = set()
    for alias in aliases:
        if alias.kind != kind or alias.name == alias.same_as:
            continue
        neighbours.setdefault(alias.name, set()).add(alias.same_as)
        neighbours.setdefault(alias.same_as, set()).add(alias.name)
        read_as_other.add(alias.name)
    found: dict[str, str] = {}
    for name in sorted(neighbours):
        if name in found:
            continue
        joined = _joined(name, neighbours)
        chosen = min(joined - read_as_other, default=min(joined))
        found.update(dict.fromkeys(joined, chosen))
    return found


def guards_of(guards: Iterable[Guard], rounds: Iterable[Round], aliases: Iterable[Alias]) -> Mapping[str, Guard]:
    """The strictest protection that holds for each round, under its own id and under every id that it shares."""
    same = same_names(aliases, "round")
    joined: dict[str, Guard] = {}
    each = guarded(guards, rounds)
    for guard in each:
        name = same.get(guard.round, guard.round)
        joined[name] = guard.joined(joined[name]) if name in joined else guard
    ids = {*same, *(guard.round for guard in each)}
    return {one: joined[same.get(one, one)] for one in sorted(ids) if same.get(one, one) in joined}


def _joined(start: str, neighbours: Mapping[str, set[str]]) -> set[str]:
    found = {start}
    waiting = [start]
    while waiting:
        for name in neighbours[waiting.pop()] - found:
            found.add(name)
            waiting.append(name)
    return found
