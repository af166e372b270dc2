"""`export` writes finished answers into one file that travels, says what stays here, and keeps what was handed over."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coreflect.core.banks.toml import quoted
from coreflect.core.errors import Misuse
from coreflect.core.names import shown

if TYPE_CHECKING:
    from coreflect.cli.wiring import Wiring
    from coreflect.core.model import Reflection
    from coreflect.package.package import MergedPackages
    from coreflect.workspace.workspace import Workspace

STANDARD_OUTPUT = "standard output"


@click.command()
@click.argument("rounds", metavar="[ROUND]...", nargs=-1)
@click.option("-o", "--output", metavar="FILE", help="The file to write; `-` for standard output.")
@click.option("--flat", metavar="FILE", help="Write one joined CSV for analysts instead; it is not read back.")
@click.option("--excel", is_flag=True, help="Begin the joined CSV so that Excel reads its letters rightly.")
@click.pass_obj
def export(wiring: Wiring, rounds: tuple[str, ...], output: str | None, flat: str | None, excel: bool) -> None:
    """Write finished answers into one file that travels.

    \b
    Examples:
      coreflect export
      coreflect export mill-lane
      coreflect export mill-lane -o mill-lane.zip
      coreflect export --flat answers.csv --excel

    ROUND is a reflection's id, or how it begins. Without one, everything in the workspace goes. Unfinished answers
    never do. Without -o the file goes into the folder exports under the current one.
    """
    if excel and flat is None:
        raise Misuse("--excel is for the joined CSV.", "Add --flat FILE.csv, or leave --excel out.")
    if output == "-" and flat == "-":
        raise Misuse("Two files cannot both go to standard output.", "Name a file for one of them.")
    workspace = wiring.workspace()
    merged = gathered(workspace, rounds)
    if flat is not None:
        _hand_over(workspace, merged, flat, _flat(merged, excel=excel))
    if flat is None or output is not None:
        _hand_over(workspace, merged, output or str(default_path(merged)), _package(merged))
    for line in (*_staying_behind(workspace, merged), *_too_few(merged)):
        click.echo(line, err=True)
    for fault in workspace.faults():
        click.echo(shown(fault), err=True)
    if merged.conflicts:
        from coreflect.services.conflicts import conflicts_left

        raise conflicts_left(merged, here=True)


def write_export(workspace: Workspace, reflection: Reflection) -> Path:
    """Write the package of one round into the folder exports, and keep that it was handed over; returns its path.

    Raises:
        Refused: a package that was brought in cannot be read.
        NotKept: it did not reach the disk.
    """
    merged = gathered(workspace, [reflection.id])
    path = default_path(merged)
    _write(workspace, merged, str(path), _package(merged))
    return path


def gathered(workspace: Workspace, rounds: Sequence[str] = ()) -> MergedPackages:
    """The workspace's own records merged with what was brought in; all of it, or these rounds.

    Raises:
        Misuse: there is no such round, or nothing at all.
        Refused: a package that was brought in cannot be read.
    """
    from coreflect.cli.select import chosen
    from coreflect.package.subset import select_rounds
    from coreflect.services.everything import ImportedPackages

    merged = ImportedPackages(workspace).everything()
    if not merged.records.rounds:
        raise Misuse("There is nothing to export yet.", "`coreflect rounds new` sets a reflection up.")
    if not rounds:
        return merged
    return select_rounds(merged, {chosen(merged.records.rounds, text).id for text in rounds})


def default_path(merged: MergedPackages) -> Path:
    """Where a package goes that nobody gave a name: named by its round, or its team, in the folder exports."""
    from coreflect.services.packages import exports_folder

    rounds = {reflection.id for reflection in merged.records.rounds}
    teams = {reflection.team for reflection in merged.records.rounds}
    names = next((found for found in (rounds, teams) if len(found) == 1), {"reflections"})
    return exports_folder() / f"{names.pop()}.zip"


def write_file(path: str, content: bytes) -> None:
    """Write to a file, whole or not at all, or to standard output for `-`.

    What is no ordinary file, such as /dev/stdout, is written into and never replaced.

    Raises:
        Misuse: a folder is named, or one that is not there.
        NotKept: it did not reach the disk.
    """
    if path == "-":
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
        return
    from coreflect.files.atomic import not_saved, write_whole

    file = Path(path)
    try:
        if not path or file.is_dir():
            raise Misuse(f"{quoted(path) or 'Nothing'} is no file to write to.", "Name a file, or `-`.")
        if not file.parent.is_dir():
            raise Misuse(f"There is no folder {shown(str(file.parent))}.", "Make it first, or name another.")
        if file.exists() and not file.is_file():
            file.write_bytes(content)
            return
    except OSError as error:
        raise not_saved(file, error) from None
    write_whole(file, content)


def _hand_over(workspace: Workspace, merged: MergedPackages, path: str, content: bytes) -> None:
    _write(workspace, merged, path, content)
    responses = len({one.id for one in merged.records.responses})
    rounds = len({one.id for one in merged.records.rounds})
    where = STANDARD_OUTPUT if path == "-" else path
    click.echo(f"Wrote {shown(where)}: {_counted(rounds, 'reflection')}, {_sets(responses)} of answers.", err=True)


def _write(workspace: Workspace, merged: MergedPackages, path: str, content: bytes) -> None:
    """Write what is handed over, once it is kept that it may hold these responses."""
    file = STANDARD_OUTPUT if path == "-" else Path(path).name
    for reflection in workspace.rounds():
        held = sorted({one.id for one in merged.records.responses if one.round == reflection.id})
        if held:
            workspace.note_handed_over(reflection.id, file, held)
    write_file(path, content)


def _package(merged: MergedPackages) -> bytes:
    from coreflect.package.merge import merged_package

    return merged_package(merged)


def _flat(merged: MergedPackages, *, excel: bool) -> bytes:
    from coreflect.package.write import HEADER, flat_rows
    from coreflect.reporting.comparison import csv_bytes

    return csv_bytes(HEADER, flat_rows(merged), excel=excel)


def _staying_behind(workspace: Workspace, merged: MergedPackages) -> list[str]:
    rounds = {one.id for one in merged.records.rounds}
    left = sum(workspace.drafts(reflection.id) for reflection in workspace.rounds() if reflection.id in rounds)
    if not left:
        return []
    return ["1 unfinished set of answers stays here." if left == 1 else f"{left} unfinished sets of answers stay here."]


def _too_few(merged: MergedPackages) -> list[str]:
    """What is said of each private round whose notes can still be matched to people."""
    from coreflect.core.merging.revisions import guards_of

    records = merged.records
    guards = guards_of(records.guards, records.rounds, records.aliases)
    said: list[str] = []
    for reflection in {one.id: one for one in reversed(records.rounds)}.values():
        guard = guards[reflection.id]
        people = len({one.id for one in records.responses if one.round == reflection.id})
        if guard.privacy == "private" and 0 < people < guard.smallest_group and _has_notes(merged, reflection.id):
            said.append(
                f"{quoted(reflection.team_name)}, {reflection.date}: this holds {_sets(people)} of answers, and the "
                f"smallest group is {guard.smallest_group}. Until it is merged with others, its notes can be "
                "matched to people."
            )
    return said


def _has_notes(merged: MergedPackages, round_id: str) -> bool:
    return any(note.round == round_id for note in merged.records.notes)


def _sets(count: int) -> str:
    return _counted(count, "set")


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"
