"""Two releases laid side by side give away whoever is in one of them alone, so each is remembered beside its files.

A release names the responses that it counted. The next one into the same folder is held against all that were made
there: people who came or went must be none, or as many as the smallest group, for everyone and for each side.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from coreflect.core.answers import SIDES
from coreflect.core.errors import Damaged
from coreflect.core.names import shown
from coreflect.core.results import Published, PublishedRound

FILE_NAME = "comparison.released.json"
FORMAT = 1


class Release(NamedTuple):
    """What was shown of one private round: the revision of each response counted, and the size of each side shown."""

    round: str
    counted: Mapping[str, str]
    sides: Mapping[str, int]


def releases(published: Published) -> tuple[Release, ...]:
    """What these results show of each private round; rounds of which nothing is shown are left out."""
    return tuple(
        Release(one.round, dict(zip(one.counted_responses, one.counted_revisions, strict=True)), _sides(one))
        for one in published.rounds
        if one.privacy == "private" and one.items
    )


def too_near(published: Published, before: Iterable[Release], side_of: Mapping[str, str]) -> tuple[PublishedRound, ...]:
    """The private rounds that differ from an earlier release by fewer than their smallest group.

    Takes what is to be released, earlier releases, and the side of each response counted. Releases are held together by
    the people in them, whatever their round was called.
    """
    by_person: dict[str, list[Release]] = {}
    for release in before:
        for person in release.counted:
            by_person.setdefault(person, []).append(release)
    smallest = {one.round: one.smallest_group for one in published.rounds}
    near = {
        now.round
        for now in releases(published)
        for then in _sharing(now, by_person)
        if _gives_away(then, now, smallest[now.round], side_of)
    }
    return tuple(one for one in published.rounds if one.round in near)


def read_releases(content: bytes) -> tuple[Release, ...]:
    """The releases that a file remembers.

    Raises:
        Damaged: it is no such file, or from a newer version.
    """
    try:
        data = json.loads(content)
        if data["format"] != FORMAT:
            raise ValueError(data["format"])
        return tuple(_read(one) for one in data["releases"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Damaged(
            f"The file {FILE_NAME} cannot be read, so it cannot be told what was released before.",
            "Use another folder, or --again if nobody holds an earlier comparison.",
        ) from None


def written_releases(before: Iterable[Release], published: Published) -> bytes:
    """The file that remembers these releases and the new ones, each once."""
    each = {json.dumps(_data(one), sort_keys=True): _data(one) for one in (*before, *releases(published))}
    data = {"format": FORMAT, "releases": list(each.values())}
    return (json.dumps(data, indent=1, sort_keys=True) + "\n").encode()


def refusal(near: Iterable[PublishedRound], folder: str) -> tuple[str, str]:
    """What is said when a release is held back: the sentence, and what to do."""
    named = ", ".join(f"{shown(one.team_name)} on {shown(one.date)}" for one in near)
    return (
        f"The folder {shown(folder)} holds an earlier comparison that differs by too few people: {named}.",
        "Whoever lays the two side by side could tell what those people said. Nothing was written. "
        "If that may be, use --again.",
    )


def _sharing(now: Release, by_person: Mapping[str, list[Release]]) -> Iterator[Release]:
    """Every earlier release with at least one of the same people, each once."""
    seen: set[int] = set()
    for person in now.counted:
        for then in by_person.get(person, ()):
            if id(then) not in seen:
                seen.add(id(then))
                yield then


def _gives_away(then: Release, now: Release, smallest: int, side_of: Mapping[str, str]) -> bool:
    """Whether some difference of pictures of the two is about fewer people than the smallest group.

    Someone who changed an answer both came and went.
    """
    came = now.counted.items() - then.counted.items()
    went = then.counted.items() - now.counted.items()
    if 0 < len(came) < smallest or 0 < len(went) < smallest:
        return True
    if came and went:
        return bool(then.sides or now.sides)
    here = Counter(side_of[person] for person in now.counted)
    if came and now.sides:
        joined = Counter(side_of[person] for person, _ in came)
        return _few_are_left_over(here - joined, joined, smallest, both_show_sides=bool(then.sides))
    if went and then.sides:
        gone = Counter(then.sides) - here
        return _few_are_left_over(here, gone, smallest, both_show_sides=bool(now.sides))
    return False


def _few_are_left_over(
    inner: Mapping[str, int], more: Mapping[str, int], smallest: int, *, both_show_sides: bool
) -> bool:
    """Whether the sides of a larger release, less a smaller one within it, leave few people.

    Takes how many of each side are in the smaller release, and how many more are in the larger one, which shows sides.
    """
    if both_show_sides:
        return any(0 < number < smallest for number in more.values())
    one, other = SIDES
    return min(inner[one] + more[other], inner[other] + more[one]) < smallest


def _sides(one: PublishedRound) -> dict[str, int]:
    sizes: dict[str, int] = {}
    for item in one.items:
        for picture in item.pictures:
            if picture.group in SIDES and picture.spread is not None:
                sizes[picture.group] = picture.spread.counted
    return sizes


def _data(release: Release) -> dict[str, Any]:
    return {"round": release.round, "counted": dict(release.counted), "sides": dict(release.sides)}


def _read(data: Any) -> Release:
    counted = {str(person): str(revision) for person, revision in data["counted"].items()}
    sizes = {side: int(data["sides"][side]) for side in SIDES} if data["sides"] else {}
    return Release(str(data["round"]), counted, sizes)
