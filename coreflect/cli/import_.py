"""The command `import`: says what would become of every record, then writes one file; `--undo` removes it again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from coreflect.cli.merge import deciding_options
from coreflect.cli.progress import progress
from coreflect.core.errors import Misuse
from coreflect.core.merging.importing import Imported
from coreflect.core.names import shown
from coreflect.core.texts import commands
from coreflect.core.texts.importing import import_ended
from coreflect.core.texts.packages import (
    all_refused,
    files_left_out,
    nothing_to_undo,
    preview_lines,
    said_different,
    undone,
    version_lines,
    versions_left,
)
from coreflect.services.releases import WHOLE

if TYPE_CHECKING:
    from coreflect.cli.wiring import Wiring
    from coreflect.core.merging.importing import Decided, Preview, Progress
    from coreflect.services.imports import Imports


@click.command("import")
@click.argument("files", metavar="[FILE]...", nargs=-1)
@click.option("--dry-run", is_flag=True, help="Say what would change, and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Say it as JSON on standard output.")
@deciding_options
@click.option(
    "--different", metavar="A=B", multiple=True, help="These names look alike but are different; do not ask again."
)
@click.option("--without-refused", is_flag=True, help="Go on without the files that are refused.")
@click.option("--undo", is_flag=True, help="Undo all that was added last.")
@click.pass_obj
def import_(
    wiring: Wiring,
    files: tuple[str, ...],
    dry_run: bool,
    as_json: bool,
    same_team: tuple[str, ...],
    same_round: tuple[str, ...],
    keep: tuple[str, ...],
    different: tuple[str, ...],
    without_refused: bool,
    undo: bool,
) -> None:
    """Add files to this workspace, or undo that.

    \b
    Examples:
      coreflect import exports --dry-run
      coreflect import exports/*.zip
      coreflect import lantern.zip --same-team mill-ln=mill-lane
      coreflect import --different "Harbour=Harbours"
      coreflect import --keep k3jd82hx0c=w9dk2lmq4t
      coreflect import --undo

    FILE is what `coreflect export` wrote, packed or unpacked; an answers file saved from a sheet; a folder that holds
    some (searched one folder down); or `-` for standard input. It says what the files would change here, then saves
    what is new as one file; the same file twice, or in another order, makes no difference. Without FILE, --dry-run
    names what is here in two versions, and --keep chooses one. Ends with 3 if something is left in two versions; with 4
    if a file was refused: then nothing is written, unless --without-refused leaves that file out.
    """
    imports = wiring.services.imports
    decides = any((same_team, same_round, keep, different))
    if undo:
        if files or decides or without_refused:
            raise Misuse(*commands.UNDO_ALONE)
        _undo(imports, dry_run=dry_run, as_json=as_json)
        return
    if not files and not decides and not dry_run:
        raise Misuse(*commands.NOTHING_TO_IMPORT)
    decided = imports.decisions(files, same_team, same_round, keep, different, without_refused=without_refused)
    _import(imports, files, decided, dry_run=dry_run, as_json=as_json)


def _import(imports: Imports, files: tuple[str, ...], decided: Decided, *, dry_run: bool, as_json: bool) -> None:
    def on_preview(preview: Preview) -> None:
        bar.finish()
        if not as_json:
            for line in preview_lines(preview, left_out=decided.without_refused):
                click.echo(shown(line), err=True)

    def on_progress(so_far: Progress) -> None:
        bar(so_far.doing, WHOLE * so_far.done / max(so_far.whole, 1))

    with progress() as bar:
        if dry_run:
            imported = Imported(imports.look(files, decided, on_progress))
            on_preview(imported.preview)
        else:
            imported = imports.import_files(files, decided, on_progress, on_preview)
    preview = imported.preview
    if as_json:
        click.echo(json.dumps(_as_data(imported), indent=2, ensure_ascii=True))
    for line in () if dry_run else said_different(decided.different):
        click.echo(shown(line), err=True)
    if dry_run and preview.refused and not decided.without_refused:
        raise all_refused(file.why for file in preview.refused)
    if preview.files or not decided.different or imported.file:
        click.echo(import_ended(imported, dry_run=dry_run), err=True)
    if preview.conflicts:
        for line in version_lines(preview):
            click.echo(shown(line), err=True)
        raise versions_left(preview)
    if preview.refused:
        raise files_left_out(len(preview.refused))


def _undo(imports: Imports, *, dry_run: bool, as_json: bool) -> None:
    last = imports.last() if dry_run else imports.undo()
    if last is None:
        raise nothing_to_undo()
    if as_json:
        rounds = [{"team": team_name, "date": date} for team_name, date in last.rounds]
        click.echo(json.dumps({"file": last.file, "rounds": rounds, "undone": not dry_run}, indent=2))
    click.echo(undone(last, dry_run=dry_run), err=True)


def _as_data(imported: Imported) -> dict[str, Any]:
    preview = imported.preview
    return {
        "files": [file._asdict() for file in preview.files],
        "rounds": [round_preview._asdict() for round_preview in preview.rounds],
        "similar_names": [pair._asdict() for pair in preview.similar_names],
        "conflicts": [
            {**record._asdict(), "versions": [version._asdict() for version in record.versions]}
            for record in preview.conflicts
        ],
        "remarks": list(preview.remarks),
        "changes": preview.changes,
        "written": imported.file,
    }
