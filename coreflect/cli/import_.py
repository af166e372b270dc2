"""`import` says what would become of every record before it writes one file; `--undo` removes that file again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from coreflect.cli.merge import deciding_options, records_counted, round_told
from coreflect.cli.progress import progress
from coreflect.core.errors import ConflictsLeft, Misuse
from coreflect.core.names import shown
from coreflect.services.releases import WHOLE

if TYPE_CHECKING:
    from coreflect.cli.wiring import Wiring
    from coreflect.core.merging.importing import Decided, LastImport, Preview, Progress, TwoVersions
    from coreflect.services.imports import Imports

_MOST = 20
_OTHERWISE = "one of the versions"


@click.command("import")
@click.argument("files", metavar="[FILE]...", nargs=-1)
@click.option("--dry-run", is_flag=True, help="Say what would be done, and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Say it as JSON on standard output.")
@deciding_options
@click.option("--without-refused", is_flag=True, help="Go on without files that have a fault.")
@click.option("--undo", is_flag=True, help="Take back what was brought in last, whole.")
@click.pass_obj
def import_(
    wiring: Wiring,
    files: tuple[str, ...],
    dry_run: bool,
    as_json: bool,
    same_team: tuple[str, ...],
    same_round: tuple[str, ...],
    keep: tuple[str, ...],
    without_refused: bool,
    undo: bool,
) -> None:
    """Bring files into this workspace, or take them back.

    \b
    Examples:
      coreflect import exports --dry-run
      coreflect import exports/*.zip
      coreflect import lantern.zip --same-team mill-ln=mill-lane
      coreflect import --keep k3jd82hx0c=w9dk2lmq4t
      coreflect import --undo

    FILE is what `coreflect export` wrote, a folder that holds some (not searched below), or `-` for standard input. It
    says what would become of every record, then keeps what is not here yet as one file; the same file twice, or in
    another order, changes nothing. Without FILE, --keep decides what stands in two versions here. Ends with 3 where a
    record is left in two versions, with 4 where a file was refused; then nothing is written, unless --without-refused.
    --dry-run without FILE names what stands in two versions here.
    """
    from coreflect.core.merging.importing import Decided
    from coreflect.services.finding import find_versions
    from coreflect.services.imports import Imports

    imports = Imports(wiring.services.workspace)
    deciding = any((same_team, same_round, keep))
    if undo:
        if files or deciding or without_refused:
            raise Misuse("--undo goes with no files and no decisions.", "Type `coreflect import --undo` alone.")
        _undo(imports, dry_run=dry_run, as_json=as_json)
        return
    if not files and not deciding and not dry_run:
        raise Misuse("There is no file to bring in.", "Name one, or a folder with some: `coreflect import exports`.")
    joined = _joined(imports, files, same_team, same_round)
    decided = Decided(joined, find_versions(keep), without_refused)
    _bring(imports, files, decided, dry_run=dry_run, as_json=as_json)


def _bring(imports: Imports, files: tuple[str, ...], decided: Decided, *, dry_run: bool, as_json: bool) -> None:
    def say(preview: Preview) -> None:
        bar.finish()
        if not as_json:
            for line in _told(preview, left_out=decided.without_refused):
                click.echo(shown(line), err=True)

    def on_progress(so_far: Progress) -> None:
        bar(so_far.doing, WHOLE * so_far.done / max(so_far.whole, 1))

    with progress() as bar:
        if dry_run:
            preview, written = imports.look(files, decided, on_progress), ""
            say(preview)
        else:
            preview, written = imports.brought(files, decided, on_progress, say)
    if as_json:
        click.echo(json.dumps(_as_data(preview, written), indent=2, ensure_ascii=True))
    click.echo(_ended(preview, written, dry_run=dry_run), err=True)
    if dry_run and preview.refused and not decided.without_refused:
        from coreflect.services.package_files import all_refused

        raise all_refused([one.why for one in preview.refused])
    if preview.conflicts:
        for line in _versions_told(preview):
            click.echo(shown(line), err=True)
        raise _left(preview)


def _undo(imports: Imports, *, dry_run: bool, as_json: bool) -> None:
    brought = imports.last() if dry_run else imports.undo()
    if brought is None:
        raise Misuse("Nothing has been brought in, so nothing can be taken back.")
    if as_json:
        rounds = [{"team": team, "date": date} for team, date in brought.rounds]
        click.echo(json.dumps({"file": brought.file, "rounds": rounds, "undone": not dry_run}, indent=2))
    begins = "This would be taken back" if dry_run else "Taken back"
    click.echo(f"{begins}: {shown(brought.file)}: {_rounds(brought)}.", err=True)


def _rounds(brought: LastImport) -> str:
    from coreflect.core.texts.words import plain_date

    named = [f"{shown(team)}, {plain_date(date)}" for team, date in brought.rounds[:_MOST]]
    more = [f"and {len(brought.rounds) - _MOST:,} more"] if len(brought.rounds) > _MOST else []
    return "; ".join([*named, *more]) or "what was decided"


def _joined(
    imports: Imports, files: tuple[str, ...], same_team: tuple[str, ...], same_round: tuple[str, ...]
) -> tuple[Any, ...]:
    from coreflect.core.merging.importing import Alike

    if not same_team and not same_round:
        return ()
    from coreflect.services.finding import find_aliases

    found = find_aliases(imports.reflections(files), same_team, same_round)
    return tuple(Alike(one.kind, one.name, one.same_as, one.name, one.same_as) for one in found)


def _told(preview: Preview, *, left_out: bool) -> Iterator[str]:
    for one in preview.files:
        if one.same_as:
            yield f"{one.name}: {records_counted(one.records)}, the same as {one.same_as}"
        elif one.refused:
            yield from [f"Left out: {one.why}"] if left_out else []
        else:
            yield f"Passed over: {one.why}" if one.why else f"{one.name}: {records_counted(one.records)}"
    for tally in preview.rounds:
        yield round_told(tally.team_name, tally, "here already or more than once")
    for pair in preview.alike:
        what = "team" if pair.kind == "team" else "reflection"
        join = f"--same-{'team' if pair.kind == 'team' else 'round'} {pair.name}={pair.same_as}"
        yield f"{pair.same_called} and {pair.called} look like one {what}. If they are, add {join}"
    yield from preview.remarks


def _ended(preview: Preview, written: str, *, dry_run: bool) -> str:
    if written and not preview.files:
        return f"Kept, as imports/{written}. `coreflect import --undo` takes it back."
    if written:
        return f"Brought in, as imports/{written}. `coreflect import --undo` takes it back."
    if not preview.files and not preview.changes:
        return "Nothing stands in two versions here." if not preview.conflicts else "Nothing was changed."
    if not preview.changes:
        return "All of it is here already, so nothing was written."
    return "Nothing was written, since this was a dry run." if dry_run else "Nothing was written."


def _versions_told(preview: Preview) -> Iterator[str]:
    for conflict in preview.conflicts[:_MOST]:
        yield f"In two versions: {conflict.called}"
        for version in conflict.versions:
            says = "; ".join(version.says) or "nothing that the others do not say"
            yield f"  {', '.join(version.where) or _OTHERWISE}: {says}"
            yield f"    to keep it: {_command(conflict, version.revision)}"


def _left(preview: Preview) -> ConflictsLeft:
    conflicts = preview.conflicts
    what = "1 record stands" if len(conflicts) == 1 else f"{len(conflicts)} records stand"
    more = f" {_MOST} of them are named above." if len(conflicts) > _MOST else ""
    first = conflicts[0]
    return ConflictsLeft(
        f"{what} in two versions, and neither version is counted.{more}",
        f"Decide together which is right, then `{_command(first, first.versions[0].revision)}`, or the other.",
    )


def _command(conflict: TwoVersions, revision: str) -> str:
    return f"coreflect import --keep {conflict.record}={revision}"


def _as_data(preview: Preview, written: str) -> dict[str, Any]:
    return {
        "files": [one._asdict() for one in preview.files],
        "rounds": [one._asdict() for one in preview.rounds],
        "alike": [one._asdict() for one in preview.alike],
        "conflicts": [
            {**one._asdict(), "versions": [version._asdict() for version in one.versions]} for one in preview.conflicts
        ],
        "remarks": list(preview.remarks),
        "changes": preview.changes,
        "written": written,
    }
