"""Releases results: what is made to be handed on is checked against earlier releases, which the workspace remembers.

Comparing two releases could reveal the answers of people who are in only one of them. So the workspace (the laptop's
own where only files are named) remembers which responses each release counted, in tables and reports alike and wherever
they went, and a new release is refused if a combination of all of them would be about fewer people than the smallest
group. Earlier versions remembered it in the folder of the release, with ids: such a file is read, and to be deleted.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coreflect.core.answers import EVERY_SIDE, NO_SIDE, SIDE_OF, SIDES, SIDES_BEFORE, is_on
from coreflect.core.errors import ConflictsLeft, CoreflectError, Damaged
from coreflect.core.merging.shown_counts import shown_revisions
from coreflect.core.model import Records
from coreflect.core.names import quoted, shown
from coreflect.core.reflections.rounds import shows, smallest_of
from coreflect.core.results import Published, PublishedRound
from coreflect.core.small_groups import Release, reveals_few_people
from coreflect.core.texts.commands import delete_old_memory
from coreflect.core.texts.packages import alike_lines, in_two_versions
from coreflect.core.texts.results import NOT_REVEALED

if TYPE_CHECKING:
    from coreflect.package.package import MergedPackages
    from coreflect.workspace.released import StoredReleases

OLD_MEMORY = "comparison.released.json"
FORMAT = 1
_MOST_NAMED = 20

Notify = Callable[[str], None]
"""Is handed each sentence for the person who waits."""
OnProgress = Callable[[str, float], None]
"""Is called with what is being done, and how many hundredths of the whole are done."""
WHOLE = 100

Person = tuple[str, str]
"""A response as it was counted: (id, revision)"""


def steps_of(on_progress: OnProgress, doing: str, begin: int, end: int) -> Callable[[int, int], None]:
    """Report the steps of one part of the work, which takes it from one hundredth to another."""
    return lambda done, steps: on_progress(doing, begin + (end - begin) * done / max(steps, 1))


def conflicts_left(merged: MergedPackages, *, here: bool = False) -> ConflictsLeft:
    """Make the fault that ends a command which leaves conflicts: each record, its revisions, and what to do.

    `here` says that they stand in the workspace, and not in files alone.
    """
    conflicts = merged.conflicts
    named = "; ".join(
        f"{conflict.table} {quoted(conflict.record)}: {', '.join(conflict.revisions)}"
        for conflict in conflicts[:_MOST_NAMED]
    )
    more = f"; and {len(conflicts) - _MOST_NAMED} more" if len(conflicts) > _MOST_NAMED else ""
    how = "import" if here else "merge FILE…"
    return ConflictsLeft(
        f"{in_two_versions(len(conflicts))}: {named}{more}.",
        f"Decide together which is right, then `coreflect {how} --keep RECORD=REVISION`.",
    )


def check_release(
    published: Published, merged: MergedPackages, memory: StoredReleases, folders: Iterable[Path], *, again: bool
) -> tuple[str, ...]:
    """Check a release against all that the workspace remembers, and against what files in its folders do.

    Such a file of an earlier version is taken over. With `again` the release may differ from others by few people.

    Returns a sentence on each of these files, that names it for deletion.

    Raises:
        CoreflectError: an earlier release differs by too few people.
        Damaged: what is remembered cannot be read.
        NotSaved: what the file remembers did not reach the disk.
    """
    found = tuple(filter(None, [_take_over(memory, folder, again=again) for folder in dict.fromkeys(folders)]))
    side_of = {response.id: SIDE_OF.get(response.perspective, NO_SIDE) for response in merged.records.responses}
    remembered = memory.read()
    shown_before = map(remembered.seal.release, reveals(merged.as_read.records, side_of))
    sealed = {remembered.seal.response(response): side for response, side in side_of.items()}
    before = (*remembered.releases, *shown_before)
    near = () if again else too_near(published, before, sealed, remembered.seal.release)
    if near:
        message, hint = refusal(near)
        raise CoreflectError(message, " ".join((hint, *found)))
    return found


def remember_release(memory: StoredReleases, published: Published) -> None:
    """Remember a release: before it is written, so that none is ever there unremembered."""
    memory.remember(releases(published))


def _take_over(memory: StoredReleases, folder: Path, *, again: bool) -> str:
    """Remember what a file of an earlier version in this folder does; returns the sentence that names it."""
    file = folder / OLD_MEMORY
    try:
        if not file.is_file():
            return ""
        memory.remember(read_releases(file.read_bytes()))
    except Damaged:
        if not again:
            raise
    except OSError as error:
        raise CoreflectError(f"{shown(str(file))} cannot be read: {error.strerror}.", "Use another folder.") from None
    return delete_old_memory(str(file))


def release_notices(rounds: Sequence[PublishedRound], merged: MergedPackages, *, here: bool) -> tuple[str, ...]:
    """What is said once a release of these rounds is written: remarks on privacy and their names, and how to reveal.

    `here` is True where the records are those of a workspace, which remembers which names are different.
    """
    names = {name for each in rounds for name in (each.team, each.round)}
    similar = [pair for pair in merged.report.similar if names & {pair.name, pair.same_as}]
    remarks = tuple(map(shown, (*merged.report.remarks, *alike_lines(similar, in_workspace=here))))
    return (*remarks, NOT_REVEALED) if any(each.withheld == "not revealed" for each in rounds) else remarks


def releases(published: Published) -> tuple[Release, ...]:
    """What these results show of each private round; rounds of which nothing is shown are left out."""
    return tuple(
        Release(
            each.round,
            dict(zip(each.counted_responses, each.counted_revisions, strict=True)),
            _sizes_shown(each),
            each.in_pairs,
        )
        for each in published.rounds
        if each.privacy == "private" and each.items
    )


def reveals(records: Records, side_of: Mapping[str, str]) -> tuple[Release, ...]:
    """What was shown of the rounds among these records as they were revealed, wherever that was.

    Takes the side of each response, too. Where shown counts say what a reveal showed, they are taken; else those whose
    answers have changed since are others than those who were shown.
    """
    shown_counts = [record for record in shown_revisions(records.shown_counts) if record.was_revealed(records.rounds)]
    revisions = {response.id: response.revision for response in records.responses}
    found = [
        Release(record.round, record.people, {side: record.sizes[side] for side in EVERY_SIDE if side in record.sizes})
        for record in shown_counts
        if record.is_private
    ]
    for reflection in records.rounds:
        if any(record.is_of(reflection) for record in shown_counts):
            continue
        if shows(reflection):
            fixed = reflection.counted_as or revisions.values()
            then = {each: now if (now := revisions.get(each, "")) in fixed else "" for each in reflection.counted}
            of_people = [side_of[response] for response, now in then.items() if now]
            sides = {side: sum(is_on(side, of_person) for of_person in of_people) for side in SIDES_BEFORE}
            are_shown = len(of_people) == len(then) and min(sides.values()) >= smallest_of(reflection.smallest_group)
            found.append(Release(reflection.id, then, sides if are_shown else {}))
    return tuple(found)


def too_near(
    published: Published,
    before: Iterable[Release],
    side_of: Mapping[str, str],
    sealed: Callable[[Release], Release] = lambda release: release,
) -> tuple[PublishedRound, ...]:
    """Find the private rounds in which this release differs from earlier ones by too few people.

    Takes what is to be released, earlier releases, and the side of each response counted; where these are sealed,
    `sealed` seals a release in the same way. Releases belong together by the people in them, whatever their round was
    called. What was released before just as it is says nothing new.
    """
    by_person: dict[str, list[Release]] = {}
    for release in before:
        for person in release.counted:
            by_person.setdefault(person, []).append(release)
    smallest = {each.round: smallest_of(each.smallest_group) for each in published.rounds}
    near = {
        now.round
        for now in map(sealed, releases(published))
        if _gives_away(_sharing(now, by_person), now, smallest[now.round], side_of)
    }
    return tuple(each for each in published.rounds if each.round in near)


def read_releases(content: bytes) -> tuple[Release, ...]:
    """Read the releases that a file of an earlier version remembers.

    Raises:
        Damaged: it is no such file, or from a newer version.
    """
    try:
        data = json.loads(content)
        if data["format"] != FORMAT:
            raise ValueError(data["format"])
        return tuple(_read(release) for release in data["releases"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Damaged(
            f"The file {OLD_MEMORY} cannot be read, so it cannot be told what was released before.",
            "Use another folder, or --again if nobody holds an earlier comparison.",
        ) from None


def refusal(near: Iterable[PublishedRound]) -> tuple[str, str]:
    """Make the fault of a refused release: the sentence, and what to do."""
    named = ", ".join(f"{shown(each.team_name)} on {shown(each.date)}" for each in near)
    return (
        f"What was made before to be handed on differs by too few people: {named}.",
        "Whoever compares the two could tell what those people said. Nothing was written. If that may be, use --again.",
    )


def _sharing(now: Release, by_person: Mapping[str, list[Release]]) -> list[Release]:
    """List every earlier release that shares people with this one, directly or through others, each once."""
    found: dict[int, Release] = {}
    waiting = [now]
    while waiting:
        for person in waiting.pop().counted:
            for then in by_person.get(person, ()):
                if id(then) not in found:
                    found[id(then)] = then
                    waiting.append(then)
    return list(found.values())


def _gives_away(before: Sequence[Release], now: Release, smallest: int, side_of: Mapping[str, str]) -> bool:
    """Whether some combination of pictures is about fewer people than the smallest group."""
    if any(_says_as_much(then, now) for then in before):
        return False
    if any(_few_differ(then, now, smallest) for then in before):
        return True
    # Where all in pairs answered alike, those who came or went could be told by the other round.
    if any((then.pairs or now.pairs) and then.counted != now.counted for then in before):
        return True
    if not now.counted.keys() <= side_of.keys():
        return True
    sides = {person: side_of[person[0]] for person in now.counted.items()}
    for then in before:
        if then.sides and not _found_sides(then, before, sides):
            return True
    known = [picture for release in (*before, now) for picture in _pictures(release, sides)]
    # Who changed an answer is one person, before and after: what changed would be theirs.
    return reveals_few_people(known, smallest, of=lambda person: person[0])


def _says_as_much(then: Release, now: Release) -> bool:
    """Whether all that one release says was said by an earlier one."""
    return (
        dict(then.counted) == dict(now.counted)
        and now.sides.items() <= then.sides.items()
        and {*now.pairs} <= {*then.pairs}
    )


def _few_differ(then: Release, now: Release, smallest: int) -> bool:
    """Whether only a few people joined, or only a few left: a larger number in the other direction hides them badly."""
    came, went = now.counted.items() - then.counted.items(), then.counted.items() - now.counted.items()
    return 0 < len(came) < smallest or 0 < len(went) < smallest


def _found_sides(then: Release, before: Sequence[Release], sides: dict[Person, str]) -> bool:
    """Find the sides of an earlier release's people who are not in this one; False where that cannot be done.

    Only how many stood on each side is remembered. That is enough where all of them stood on one, or where they are in
    the same earlier releases, since then it makes no difference who of them is who.
    """
    people = then.counted.items()
    unknown = sorted(person for person in people if person not in sides)
    if unknown and any(set(other.sides) not in (set(), set(then.sides)) for other in before):
        return False
    known = [sides[person] for person in people if person in sides]
    left = {side: size - sum(is_on(side, of_person) for of_person in known) for side, size in then.sides.items()}
    left[NO_SIDE] = len(unknown) - sum(left.values())
    kinds = {tuple(person in other.counted.items() for other in before) for person in unknown}
    if min(left.values()) < 0 or (len(kinds) > 1 and sum(many > 0 for many in left.values()) > 1):
        return False
    sides.update(zip(unknown, (side for side, many in left.items() for _ in range(many)), strict=True))
    return True


def _pictures(release: Release, sides: Mapping[Person, str]) -> list[frozenset[Person]]:
    """List the people behind each picture; a person who changed an answer counts as another person."""
    people = frozenset(release.counted.items())
    return [
        people,
        *(frozenset(person for person in people if is_on(side, sides[person])) for side in release.sides),
        *(frozenset((response, release.counted[response]) for response in pairing) for pairing in release.pairs),
    ]


def _sizes_shown(published: PublishedRound) -> dict[str, int]:
    """Count the people on each side that is shown."""
    sizes: dict[str, int] = {}
    for item in published.items:
        for picture in item.pictures:
            if picture.group in EVERY_SIDE and picture.spread is not None:
                sizes[picture.group] = picture.spread.counted
    return sizes


def _read(data: Any) -> Release:
    counted = {str(person): str(revision) for person, revision in data["counted"].items()}
    sizes = {side: int(size) for side, size in data["sides"].items()}
    if set(sizes) not in (set(), {*SIDES}, {*SIDES_BEFORE}):
        raise ValueError(sizes)
    pairs = tuple(
        tuple(response for response in map(str, pairing) if response in counted) for pairing in data.get("pairs", ())
    )
    return Release(str(data["round"]), counted, sizes, pairs)
