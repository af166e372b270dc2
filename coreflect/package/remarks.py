"""Finds what people are asked about after a merge: names that look alike, and versions that disagree."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from coreflect.core.merging.importing import SimilarNames
from coreflect.core.merging.revisions import same_names
from coreflect.core.model import Alias, Guard, Reflection
from coreflect.core.names import name_key, quoted

if TYPE_CHECKING:
    from coreflect.package.package import MergedPackages

SIMILAR_FROM = 0.8
"""From which ratio of `difflib.SequenceMatcher` on two names look alike; 1 means that they are equal."""
_NUMBERS = re.compile(r"\d+")


def remarks(rounds: Sequence[Reflection], guards: Iterable[Guard]) -> tuple[str, ...]:
    """Write the sentences on a merge.

    Takes every surviving revision of each round, and one guard for each round.
    """
    return tuple(_privacy_texts(rounds, guards))


def similar_names(rounds: Sequence[Reflection], aliases: Sequence[Alias]) -> tuple[SimilarNames, ...]:
    """Find pairs of teams, then of rounds, that look like the same one and that no alias joins yet."""
    return (*_similar_teams(rounds, aliases), *_similar_rounds(rounds, aliases))


def _privacy_texts(rounds: Sequence[Reflection], guards: Iterable[Guard]) -> Iterator[str]:
    by_round = {guard.round: guard for guard in guards}
    done: set[str] = set()
    for reflection in rounds:
        guard = by_round[reflection.id]
        asked_for = (reflection.privacy, reflection.smallest_group)
        if reflection.id in done or (guard.privacy, guard.smallest_group) == asked_for:
            continue
        done.add(reflection.id)
        how = "without names" if guard.privacy == "private" else "openly"
        yield (
            f"{_name_of(reflection)}: its versions differ on who may see single answers. The strictest holds: {how}, "
            f"smallest group {guard.smallest_group}."
        )


def _similar_teams(rounds: Sequence[Reflection], aliases: Sequence[Alias]) -> Iterator[SimilarNames]:
    same = same_names(aliases, "team")
    names: dict[str, str] = {}
    for reflection in rounds:
        team = same.get(reflection.team, reflection.team)
        names[team] = min(names.get(team, reflection.team_name), reflection.team_name)
    for first, second in _similar_pairs(names):
        yield SimilarNames("team", second, first, names[second], names[first])


def _similar_rounds(rounds: Sequence[Reflection], aliases: Sequence[Alias]) -> Iterator[SimilarNames]:
    team, round_ids = same_names(aliases, "team"), same_names(aliases, "round")
    found: dict[tuple[str, str, str], dict[str, Reflection]] = {}
    for reflection in rounds:
        key = (team.get(reflection.team, reflection.team), reflection.date, name_key(reflection.about))
        found.setdefault(key, {}).setdefault(round_ids.get(reflection.id, reflection.id), reflection)
    for key in sorted(found):
        first, *others = sorted(found[key])
        for other in others:
            yield SimilarNames("round", other, first, _name_of(found[key][other]), _name_of(found[key][first]))


def _name_of(reflection: Reflection) -> str:
    return f"{quoted(reflection.team_name)}, {reflection.date}"


def _similar_pairs(names: Mapping[str, str]) -> list[tuple[str, str]]:
    """List pairs of ids whose names look alike; names with different numbers never do ("Team 1" and "Team 2").

    Only names that are equal after leaving out at most one letter of each are compared, because comparing all pairs
    would take minutes for a thousand teams.
    """
    groups: dict[str, list[str]] = {}
    keys = {name: name_key(text) for name, text in names.items()}
    for name, key in sorted(keys.items()):
        for shorter in {key, *(key[:index] + key[index + 1 :] for index in range(len(key)))}:
            groups.setdefault(shorter, []).append(name)
    pairs = {
        (first, second)
        for group in groups.values()
        for index, first in enumerate(group)
        for second in group[index + 1 :]
        if _NUMBERS.findall(keys[first]) == _NUMBERS.findall(keys[second])
    }
    return sorted(pair for pair in pairs if _similarity(keys[pair[0]], keys[pair[1]]) >= SIMILAR_FROM)


def _similarity(first: str, second: str) -> float:
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def answered_differently(merged: MergedPackages, responses: Collection[str]) -> Mapping[str, tuple[int, int]]:
    """Count, for each of these responses, the items that its versions answer differently, and all that they answer.

    Takes a merge that holds the versions.
    """
    rows = merged.answers[merged.answers["response"].isin(list(responses))]
    given: dict[str, dict[tuple[str, str], dict[str, str]]] = {response: {} for response in responses}
    columns = (rows[name].astype(str).tolist() for name in ("response", "revision", "bank", "item", "answer"))
    for response, revision, bank, item, answer in zip(*columns, strict=True):
        given[response].setdefault((bank, item), {})[revision] = answer
    versions = Counter(version.id for version in merged.records.responses)
    return {
        response: (sum(_differ(answers, versions[response]) for answers in items.values()), len(items))
        for response, items in given.items()
    }


def _differ(answers: Mapping[str, str], versions: int) -> bool:
    return len(set(answers.values())) > 1 or len(answers) < versions
