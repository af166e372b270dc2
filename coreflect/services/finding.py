"""Finds what a typed text means: a reflection, a team, a question, a version of a record, or a file.

A reflection is found by its id or its team's name, and a question by its number or id; a name that is typed whole is
never taken for the beginning of a longer one. If a text means nothing or several things, the fault names the nearest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from difflib import get_close_matches
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

from coreflect.core.banks.toml import nearest
from coreflect.core.errors import Misuse, Refused
from coreflect.core.merging.importing import Joining, SimilarNames
from coreflect.core.model import Alias, Reflection
from coreflect.core.names import folded, name_key, natural_order, quoted, slug
from coreflect.services.all_records import AllRecords
from coreflect.services.imported_reflections import OPENED_HERE, open_here

if TYPE_CHECKING:
    from coreflect.core.reflections.responses import Question
    from coreflect.workspace.workspace import Workspace

_MOST_NAMED = 5
MOST_TEAMS = 20
_QUOTES = ("'", '"')
_HOW = "`coreflect rounds list` shows them all."


class Found(NamedTuple):
    """The reflection that a text means; `notice` says so where it was only in imported files and is opened here now."""

    reflection: Reflection
    notice: str = ""


def find_here(workspace: Workspace, text: str, *, to_read: bool = False) -> Found:
    """Find the reflection that a person means: one of the workspace's own, or otherwise an imported one.

    Packages are opened only if no reflection of the workspace has that whole name. One that is only in imported files
    is opened in the workspace, so that records can be saved for it, unless `to_read` is True.

    Raises:
        Misuse: there is no such reflection, or several; the message names those that are near.
    """
    own = workspace.rounds()
    if _named_whole(own, text) or not workspace.imports():
        return Found(find_reflection(own, text))
    all_records = AllRecords(workspace)
    every = (*own, *all_records.imported_reflections())
    meant = [reflection for reflection in every if reflection.id in _find_ids(every, text)]
    mine = [reflection for reflection in meant if reflection in own]
    if len(mine) == 1 and len({reflection.team for reflection in meant}) == 1:
        return Found(mine[0])  # the others are the team's earlier ones, in files
    try:
        reflection = find_reflection(every, text)
    except Misuse:
        all_records.imported_packages()  # it may be in a damaged package; then say that
        raise
    return (
        Found(reflection)
        if to_read or reflection in own
        else Found(open_here(workspace, reflection.id, all_records), OPENED_HERE)
    )


def find_to_forget(workspace: Workspace, text: str) -> Reflection:
    """Find the reflection whose answers are to be taken out, among all that are here and in imported files.

    Raises:
        Misuse: there is no such reflection, or several; the message names those that are near.
    """
    own = workspace.rounds()
    # A package that cannot be read is reported later, and does not stop people from taking out what is here.
    with suppress(Refused):
        return find_reflection((*own, *AllRecords(workspace).imported_reflections()), text)
    return find_reflection(own, text)


def find_reflection(reflections: Sequence[Reflection], text: str) -> Reflection:
    """Find the one of these reflections that a person means.

    Raises:
        Misuse: there is no such reflection, or several; the message names those that are near.
    """
    if not text.strip():
        raise Misuse("There is no reflection without a name.", _HOW)
    by_id = _by_id(reflections)
    matches = _find_ids(reflections, text)
    if len(matches) == 1:
        return by_id[matches[0]]
    if matches:
        teams = {by_id[name].team for name in matches}
        of_one = f"{quoted(by_id[matches[0]].team_name)} has {len(matches)} reflections."
        raise Misuse(
            of_one if len(teams) == 1 else f"{quoted(text)} can mean {len(matches)} reflections.",
            f"Type more of the id: {some_of(matches, _MOST_NAMED)}.",
        )
    if not by_id:
        raise Misuse(
            f"There is no reflection {quoted(text)} here, and no other.", "`coreflect rounds new` sets one up."
        )
    typed = text.strip().lower()
    beginnings = {name[: max(len(typed), 1)]: name for name in by_id}
    near = get_close_matches(typed[:80], [*beginnings, *by_id], 1, 0.6)
    hint = f"Did you mean {beginnings.get(near[0], near[0])}? " if near else ""
    raise Misuse(f"There is no reflection {quoted(text)} here.", f"{hint}{_HOW}")


def find_team(named: Iterable[tuple[str, str]], text: str) -> str:
    """Find the team with this id or name; where none has it, the one whose name alone begins so, or has such a word.

    Takes the id and the name of each team, once for each name that it goes by.

    Raises:
        Misuse: there is no such team, or several; the message names those that are near.
    """
    every = [*named]
    names = dict(every)
    found = _find_teams(every, text)
    if len(found) == 1:
        return found[0]
    if found:
        listed = some_of(quoted(names[team]) for team in found)
        raise Misuse(f"{quoted(text)} can mean {len(found)} teams.", f"Type more of the name: {listed}.")
    near = get_close_matches(folded(text)[:80], [folded(name) for name in names.values()], 1, 0.6)
    meant = next((quoted(name) for name in names.values() if folded(name) in near), "")
    hint = f"Did you mean {meant}?" if meant else f"There is: {some_of(map(quoted, names.values()))}."
    raise Misuse(f"There is no team {quoted(text)} here.", hint)


def find_aliases(reflections: Sequence[Reflection], same_team: Iterable[str], same_round: Iterable[str]) -> list[Alias]:
    """Read pairs of names to join, each typed as A=B, of the teams and ids of these reflections.

    Raises:
        Misuse: there is no such team or reflection, or one is named twice.
    """
    teams = {reflection.team for reflection in reflections}
    aliases: list[Alias] = []
    for text in same_team:
        name, same_as = (_find_team(part, teams) for part in _pair(text, "--same-team", "A=B"))
        aliases.append(Alias("team", name, same_as))
    for text in same_round:
        name, same_as = (find_reflection(reflections, part).id for part in _pair(text, "--same-round", "A=B"))
        aliases.append(Alias("round", name, same_as))
    for alias in aliases:
        if alias.name == alias.same_as:
            raise Misuse(f"{quoted(alias.name)} is named twice.", "Name two different ones: A=B.")
    return aliases


def find_different(reflections: Sequence[Reflection], different: Iterable[str]) -> tuple[SimilarNames, ...]:
    """Read names that are different, typed as A=B or A=B=C, of the teams or ids of these reflections, as pairs.

    Raises:
        Misuse: there is no such team or reflection, or only one is named.
    """
    labels = {reflection.team: reflection.team_name for reflection in reversed(reflections)}
    found: list[SimilarNames] = []
    for text in different:
        _pair(text, "--different", "A=B")
        parts = [part.strip() for part in text.split("=")]
        are_rounds = all(part in _by_id(reflections) for part in parts)
        names = dict.fromkeys(part if are_rounds else _find_team(part, {*labels}) for part in parts)
        if len(names) < 2:
            raise Misuse(f"{quoted(parts[0])} is named twice.", "Name two different ones: A=B.")
        kind: Joining = "round" if are_rounds else "team"
        found += [
            SimilarNames(kind, other, one, labels.get(other, other), labels.get(one, one))
            for one, other in combinations(names, 2)
        ]
    return tuple(found)


def find_versions(keep: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Read (record, revision) pairs, each typed as RECORD=REVISION.

    Raises:
        Misuse: one of them is no pair.
    """
    return tuple(_pair(text, "--keep", "RECORD=REVISION") for text in keep)


def find_file(text: str) -> str:
    """Read the path of a file as it was typed or dragged into a terminal.

    Removes the quotes, the `file://` or the backslashes before spaces that terminals add to the name of a dragged file.
    In a path that begins with a Windows drive, backslashes stay.
    """
    name = text.strip()
    if len(name) > 1 and name[0] in _QUOTES and name[-1] == name[0]:
        return name[1:-1]
    if name.lower().startswith("file://"):
        return unquote(urlsplit(name).path)
    if name[1:3] == ":\\":
        return name
    for mark in " ()[]&'":
        name = name.replace(f"\\{mark}", mark)
    return name


def find_question(asked: Sequence[Question], text: str) -> Question:
    """Find the question with this number, this id, or an id that alone begins so.

    Raises:
        Misuse: there is none, or there are several.
    """
    typed = text.strip().lower()
    if typed.isdecimal() and typed.isascii() and 1 <= int(typed[:9]) <= len(asked):
        return asked[int(typed[:9]) - 1]
    matches = [question for question in asked if typed in (question.item.id, f"{question.bank.id}/{question.item.id}")]
    matches = matches or [question for question in asked if typed and question.item.id.startswith(typed)]
    if len(matches) == 1:
        return matches[0]
    if matches:
        names = ", ".join(f"{question.bank.id}/{question.item.id}" for question in matches[:5])
        raise Misuse(f"{quoted(text)} can mean {len(matches)} questions.", f"Type one of them: {names}.")
    near = nearest(typed[:80], [question.item.id for question in asked])
    hint = f"Did you mean {near}? " if near else ""
    raise Misuse(f"There is no question {quoted(text)} here.", f"{hint}Type its number, 1 to {len(asked)}, or its id.")


def _begins(name: str, typed: str) -> bool:
    """Whether a typed text begins a name, and does not end within a number of it: 1 is no beginning of 10."""
    is_in_number = typed[-1:].isdecimal() and name[len(typed) : len(typed) + 1].isdecimal()
    return bool(typed) and name.startswith(typed) and not is_in_number


def _from_each_word(name: str) -> Iterator[str]:
    words = name.split()
    return (" ".join(words[place:]) for place in range(len(words)))


def some_of(names: Iterable[str], most: int = MOST_TEAMS) -> str:
    """List names as people count, the first of them, and how many more there are."""
    listed = sorted(names, key=natural_order)
    more = f" and {len(listed) - most} more" if len(listed) > most else ""
    return f"{', '.join(listed[:most])}{more}"


def _by_id(reflections: Sequence[Reflection]) -> dict[str, Reflection]:
    return {reflection.id: reflection for reflection in reversed(reflections)}


def _find_ids(reflections: Sequence[Reflection], text: str) -> list[str]:
    """List the ids of the reflections that this text may mean, those of each team by date."""
    by_id = _by_id(reflections)
    typed = text.strip().lower()
    found = _named_whole(reflections, text) or [
        name for name, each in by_id.items() if name.startswith(typed) and _begins(each.team, typed[: len(each.team)])
    ]
    if not found:
        teams = _find_teams([(reflection.team, reflection.team_name) for reflection in reflections], text)
        found = [name for name, reflection in by_id.items() if reflection.team in teams]
    return sorted(found, key=natural_order)


def _named_whole(reflections: Sequence[Reflection], text: str) -> list[str]:
    """List the ids of the reflections that have this id, or whose team has this id or name."""
    by_id = _by_id(reflections)
    typed = text.strip().lower()
    if typed in by_id:
        return [typed]
    return [name for name, reflection in by_id.items() if text.strip() and reflection.team in (typed, slug(text))]


def _find_teams(named: Sequence[tuple[str, str]], text: str) -> list[str]:
    """List the teams that this text may mean: by the whole name, else how it is spelt, begins or what word is in it."""
    typed, key = folded(text), name_key(text)
    ways: tuple[Callable[[str, str], bool], ...] = (
        lambda team, name: typed in (team, folded(name)),
        lambda _, name: name_key(name) == key,
        lambda _, name: _begins(name_key(name), key),
        lambda _, name: any(_begins(words, typed) for words in _from_each_word(folded(name))),
    )
    found = (dict.fromkeys(team for team, name in named if key and is_meant(team, name)) for is_meant in ways)
    return next((sorted(teams, key=natural_order) for teams in found if teams), [])


def _find_team(text: str, teams: set[str]) -> str:
    for name in (text.strip(), slug(text)):
        if name in teams:
            return name
    raise Misuse(f"There is no team {quoted(text)} in these files.", f"There are: {some_of(teams)}.")


def _pair(text: str, option: str, form: str) -> tuple[str, str]:
    first, equals, second = text.partition("=")
    if not equals or not first.strip() or not second.strip():
        raise Misuse(f"{option} takes {form}, not {quoted(text)}.", f"Type {option} {form}.")
    return first.strip(), second.strip()
