"""Sentences on package files: on invitations and exports, and the lines that `export`, `merge` and `import` print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from coreflect.core.errors import ConflictsLeft, Misuse, Refused
from coreflect.core.merging.importing import LastImport, Preview, RoundPreview, SimilarNames, TwoVersions, alike_groups
from coreflect.core.model import Reflection
from coreflect.core.names import natural_order, quoted, shown
from coreflect.core.reflections.responses import Turnout
from coreflect.core.texts.importing import rounds_outcomes, totals
from coreflect.core.texts.words import bare, chosen, counted, listed, people, plain_date

_MOST = 20
"""So many reflections or records are named; of the others only how many."""
_OUTCOMES = ("new", "duplicates", "out of date", "removed by the person", "in two versions")
"""By the order of the numbers of RoundPreview."""


def invitation_written(file: str) -> tuple[str, ...]:
    """Say that an invitation is written, and what to do with it."""
    return (
        f"The questions file is written: {shown(file)}",
        "It holds the questions and no answers. Copy it to each other laptop and open it there, from the first screen.",
    )


def export_written(file: str, turnout: Turnout, reflection: Reflection) -> tuple[str, ...]:
    """Say that an export is written: what it holds, what stays behind, and what it cannot hide."""
    lines = [
        f"The answers file is written: {shown(file)}",
        f"It holds the answers of {people(turnout.finished)}. {_stay_behind(turnout)}The file is not locked.",
    ]
    if reflection.is_private and turnout.finished < reflection.smallest_group:
        lines.append(
            f"It holds the answers of fewer people than the smallest group, {reflection.smallest_group}. Until it is "
            "combined with others, whoever opens it may match notes to people. Hand it over yourself."
        )
    return tuple(lines)


def _stay_behind(turnout: Turnout) -> str:
    if turnout.unfinished <= 0:
        return ""
    return f"The unfinished answers of {people(turnout.unfinished)} stay behind. "


def wrote_counts(name: str) -> str:
    """That a file was written with counts alone."""
    return f"Wrote {shown(name)}: what was shown, and nobody's single answers."


def wrote_export(name: str, reflections: int, responses: int) -> str:
    """Write the line of `export` on a file that it wrote."""
    return f"Wrote {shown(name)}: {counted(reflections, 'reflection')}, {counted(responses, 'set')} of answers."


def unfinished_stay(number: int) -> str:
    """Write the line of `export` on unfinished responses, which never travel."""
    sets = counted(number, "unfinished set")
    return f"{sets} of answers {chosen(number, 'stays', 'stay')} here."


def single_answers(reflection: Reflection) -> str:
    """Write the line of `export --flat` on a private reflection, of which it hands over what each person answered."""
    shown_yet = "" if reflection.state == "revealed" else ", which were not shown yet"
    return (
        f"{bare(quoted(reflection.team_name))}, {reflection.date}: this table holds the single answers of a reflection "
        f"without names{shown_yet}. Give it only to somebody who may read them."
    )


def small_export(reflection: Reflection, responses: int, smallest_group: int) -> str:
    """Write the line of `export` on a private reflection whose notes can still be matched to people."""
    team_name = bare(quoted(reflection.team_name))
    holds = f"{team_name}, {reflection.date}: this holds {counted(responses, 'set')} of answers"
    return (
        f"{holds}, and the smallest group is {smallest_group}. Until it is combined with others, whoever opens it may "
        "match notes to people."
    )


def round_line(team_name: str, round_id: str, numbers: Sequence[int]) -> str:
    """Write a line on what became of the records of a reflection; takes the numbers by the order of RoundPreview."""
    parts = [f"{number:,} {word}" for number, word in zip(numbers, _OUTCOMES, strict=True) if number]
    return f"{quoted(team_name)}, {round_id}: {counted(sum(numbers), 'record')}: {', '.join(parts)}"


def all_refused(sentences: Iterable[str], hint: str = "Nothing was written.") -> Refused:
    """Return the fault for several files: each sentence on one of them, once."""
    return Refused("\n".join(dict.fromkeys(sentences)), hint)


def merge_ended(written: str) -> str:
    """Write the line with which `merge` ends; `written` is the file that it wrote, if any."""
    return f"Wrote {shown(written)}." if written else "Nothing was written, since this was a dry run."


def in_two_versions(number: int) -> str:
    """Say how many records stand in two versions; without a full stop."""
    return f"{counted(number, 'record')} {chosen(number, 'is', 'are')} in two versions, and neither version is counted"


def preview_lines(preview: Preview, *, left_out: bool) -> Iterator[str]:
    """Write the lines of `import` on what it found; `left_out` says that files with a fault are left out."""
    if preview.used or preview.rounds:
        yield f"{totals(preview)}."
    yield from _some(f"{file.name}: the same as {file.same_as}" for file in preview.files if file.same_as)
    yield from (f"Left out: {file.why}" for file in preview.refused if left_out)
    yield from _some(f"Skipped: {file.why}" for file in preview.files if file.why and not file.refused)
    yield from _team_lines(preview.rounds)
    yield from alike_lines(preview.similar_names)
    yield from preview.remarks


def alike_lines(pairs: Sequence[SimilarNames], *, in_workspace: bool = True) -> Iterator[str]:
    """Write a line on each group of names that look alike: how to say that they are one, or that they are different.

    What is said to be different is remembered in a workspace; where only files are merged, nothing is.
    """
    for group in alike_groups(pairs):
        what, option = ("team", "--same-team") if group[0].kind == "team" else ("reflection", "--same-round")
        labels = {name: label for pair in group for name, label in _labels(pair)}
        first, *others = sorted(labels, key=lambda name: (natural_order(labels[name]), name))
        if what == "team":
            alike = f"{listed([quoted(labels[name]) for name in (first, *others)])} look like one team."
        else:
            alike = f"{quoted(labels[first])} is here {counted(len(labels), 'time')}, as if set up on several laptops."
        join = " ".join(f"{option} {name}={first}" for name in others)
        apart = f"--different {'='.join((first, *others))}"
        if in_workspace:
            yield f"{alike} If so: `coreflect import {join}`. If not: `coreflect import {apart}`."
        else:
            yield f"{alike} If so, merge with {join}"


def _labels(pair: SimilarNames) -> tuple[tuple[str, str], ...]:
    return (pair.same_as, pair.same_as_label), (pair.name, pair.label)


def said_different(pairs: Sequence[SimilarNames]) -> Iterator[str]:
    """Say which names are remembered as different."""
    for group in alike_groups(pairs):
        names = dict.fromkeys(quoted(label) for pair in group for _, label in _labels(pair))
        yield f"Remembered: {listed([*names])} are different."


def _some(lines: Iterable[str]) -> Iterator[str]:
    """List the first lines, and how many more there are."""
    every = [*lines]
    yield from every[:_MOST]
    if len(every) > _MOST:
        yield f"and {len(every) - _MOST:,} more"


def _team_lines(rounds: Sequence[RoundPreview]) -> Iterator[str]:
    """Write a line on each team of which something is new or changes, then how many there are of which nothing does."""
    teams: dict[str, list[RoundPreview]] = {}
    for seen in rounds:
        teams.setdefault(seen.team_name, []).append(seen)
    changed = [team for team, of_team in teams.items() if any(seen.others or any(seen.people[:-1]) for seen in of_team)]
    for team in changed:
        yield f"{quoted(team)}: {rounds_outcomes(teams[team])}"
    if changed and len(teams) > len(changed):
        yield f"Nothing new from {counted(len(teams) - len(changed), 'other team')}."


def version_lines(preview: Preview) -> Iterator[str]:
    """Write the lines of `import` on each record in two versions: where each version stands, and how to keep it."""
    for record in preview.conflicts[:_MOST]:
        yield f"In two versions: {record.label}"
        for version in record.versions:
            differences = "; ".join(version.differences) or "nothing extra"
            yield f"  {', '.join(version.where) or 'one of the versions'}: {differences}"
            yield f"    to keep it: {_keep_command(record, version.revision)}"


def versions_left(preview: Preview) -> ConflictsLeft:
    """Return the fault that ends an `import` which leaves records in two versions."""
    conflicts = preview.conflicts
    more = f" {_MOST} of them are named above." if len(conflicts) > _MOST else ""
    first = conflicts[0]
    return ConflictsLeft(
        f"{in_two_versions(len(conflicts))}.{more}",
        f"Decide together which is right, then `{_keep_command(first, first.versions[0].revision)}`, or the other.",
    )


def files_left_out(number: int) -> Refused:
    """Return the fault that ends an `import` which went on without files that have a fault."""
    were = chosen(number, "was", "were")
    return Refused(
        f"{counted(number, 'file')} {were} left out, and nothing in {chosen(number, 'it', 'them')} counts here."
    )


def undone(last: LastImport, *, dry_run: bool) -> str:
    """Write the line of `import --undo`."""
    named = [f"{shown(team_name)}, {plain_date(date)}" for team_name, date in last.rounds[:_MOST]]
    more = [f"and {len(last.rounds) - _MOST:,} more"] if len(last.rounds) > _MOST else []
    what = "; ".join([*named, *more]) or "what was decided"
    return f"{'This would be undone' if dry_run else 'Undone'}: {shown(last.file)}: {what}."


def nothing_to_undo() -> Misuse:
    """Return the fault of `import --undo` where nothing has been imported."""
    return Misuse("Nothing has been added, so there is nothing to undo.")


def _keep_command(record: TwoVersions, revision: str) -> str:
    return f"coreflect import --keep {record.record}={revision}"
