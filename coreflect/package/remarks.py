"""What people ought to look at after a merge: names that look alike, and revisions that disagree on privacy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from coreflect.core.banks.toml import quoted
from coreflect.core.merging.importing import Alike
from coreflect.core.merging.revisions import same_names
from coreflect.core.model import Alias, Guard, Reflection
from coreflect.core.names import alike

ALIKE_FROM = 0.8
"""How much of two names must be the same, as difflib measures it: 1 is all."""
_NUMBERS = re.compile(r"\d+")


def remarks(rounds: Sequence[Reflection], guards: Iterable[Guard], aliases: Sequence[Alias]) -> tuple[str, ...]:
    """Sentences on the rounds that a merge leaves.

    Takes every surviving revision of their facts, the joined guards, and the aliases that hold.
    """
    return (*_privacy(rounds, guards), *(alike_told(one) for one in names_alike(rounds, aliases)))


def names_alike(rounds: Sequence[Reflection], aliases: Sequence[Alias]) -> tuple[Alike, ...]:
    """Teams, then rounds, that look like one and that no alias joins yet."""
    return (*_teams(rounds, aliases), *_rounds(rounds, aliases))


def alike_told(one: Alike) -> str:
    """The sentence on two names that look alike."""
    if one.kind == "team":
        return (
            f"{quoted(one.same_called)} and {quoted(one.called)} look like one team. "
            f"If they are, merge with --same-team {one.name}={one.same_as}"
        )
    return (
        f"{one.same_called} stands here twice, as if it had been set up on two laptops. "
        f"If it was one, merge with --same-round {one.name}={one.same_as}"
    )


def _privacy(rounds: Sequence[Reflection], guards: Iterable[Guard]) -> Iterator[str]:
    by_round = {guard.round: guard for guard in guards}
    told: set[str] = set()
    for one in rounds:
        guard = by_round[one.id]
        if one.id in told or (guard.privacy, guard.smallest_group) == (one.privacy, one.smallest_group):
            continue
        told.add(one.id)
        how = "without names" if guard.privacy == "private" else "openly"
        yield (
            f"{called(one)}: its versions differ on who may see single answers. The strictest holds: {how}, "
            f"smallest group {guard.smallest_group}."
        )


def _teams(rounds: Sequence[Reflection], aliases: Sequence[Alias]) -> Iterator[Alike]:
    same = same_names(aliases, "team")
    names: dict[str, str] = {}
    for one in rounds:
        team = same.get(one.team, one.team)
        names[team] = min(names.get(team, one.team_name), one.team_name)
    for one_team, other in _look_alike(names):
        yield Alike("team", other, one_team, names[other], names[one_team])


def _rounds(rounds: Sequence[Reflection], aliases: Sequence[Alias]) -> Iterator[Alike]:
    team, round_ids = same_names(aliases, "team"), same_names(aliases, "round")
    found: dict[tuple[str, str, str], dict[str, Reflection]] = {}
    for one in rounds:
        key = (team.get(one.team, one.team), one.date, alike(one.about))
        found.setdefault(key, {}).setdefault(round_ids.get(one.id, one.id), one)
    for key in sorted(found):
        first, *others = sorted(found[key])
        for other in others:
            yield Alike("round", other, first, called(found[key][other]), called(found[key][first]))


def called(reflection: Reflection) -> str:
    """A round as people call it: its team and its date."""
    return f"{quoted(reflection.team_name)}, {reflection.date}"


def _look_alike(names: Mapping[str, str]) -> list[tuple[str, str]]:
    """Pairs of ids whose names look alike; names whose numbers differ never do ("Team 1" and "Team 2").

    Only names that are the same once a letter is left out of each are compared, since to compare all with all would
    take minutes for a thousand teams.
    """
    groups: dict[str, list[str]] = {}
    keys = {name: alike(text) for name, text in names.items()}
    for name, key in sorted(keys.items()):
        for shorter in {key, *(key[:index] + key[index + 1 :] for index in range(len(key)))}:
            groups.setdefault(shorter, []).append(name)
    pairs = {
        (one, other)
        for group in groups.values()
        for index, one in enumerate(group)
        for other in group[index + 1 :]
        if _NUMBERS.findall(keys[one]) == _NUMBERS.findall(keys[other])
    }
    return sorted(pair for pair in pairs if _share(keys[pair[0]], keys[pair[1]]) >= ALIKE_FROM)


def _share(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
