"""The command `doctor`: prints what is wrong in the workspace, and mends it only when asked to."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from coreflect.cli.doctor_phones import check_phones
from coreflect.core.errors import Misuse
from coreflect.core.texts import commands
from coreflect.services.doctor import check_up

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coreflect.cli.wiring import Wiring
    from coreflect.services.doctor import Finding


@click.command(
    "doctor",
    help="""\b
Examples:
  coreflect doctor
  coreflect doctor --mend
  coreflect doctor --phones
  coreflect --workspace /media/stick doctor

Looks through everything that is saved: damaged files, what a crash left, two versions of the same thing, files from a
newer coreflect, files that others can open. Says what each means and what --mend would do. Looking changes nothing.
Mending moves what cannot be read to the folder set-aside. Ends with 1 if something is left to do.

--phones says instead whether phones could reach this laptop, on which addresses, and what may be in the way. In a
terminal it shows phones a page with one sentence, and waits up to a minute for a phone.""",
)
@click.option("--mend", "asked_to_mend", is_flag=True, help="Mend what can be mended.")
@click.option("--phones", is_flag=True, help="Try whether phones reach this laptop.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON instead of lines.")
@click.pass_obj
def doctor(wiring: Wiring, asked_to_mend: bool, phones: bool, as_json: bool) -> None:
    """Write what is found, or what is left after mending; end with 1 if there is anything.

    Raises:
        NotSaved: a file could not be mended.
        Misuse: phones are to be mended.
    """
    if phones:
        if asked_to_mend:
            raise Misuse(*commands.PHONES_ARE_NOT_MENDED)
        raise SystemExit(0 if check_phones(as_json=as_json) else 1)
    folder, mended, left = check_up(wiring.services, mending=asked_to_mend)
    if as_json:
        _write_json(folder, mended, left)
    else:
        _write_lines(folder, mended, left, mending=asked_to_mend)
    raise SystemExit(1 if left else 0)


def _write_json(folder: str, mended: Sequence[Finding], left: Sequence[Finding]) -> None:
    data = {
        "folder": folder,
        "mended": [asdict(finding) for finding in mended],
        "left": [asdict(finding) for finding in left],
    }
    click.echo(json.dumps(data, indent=2, ensure_ascii=True))


def _write_lines(folder: str, mended: Sequence[Finding], left: Sequence[Finding], *, mending: bool) -> None:
    for finding in mended:
        click.echo(commands.mended(finding.file, finding.what, finding.mending))
    for finding in left:
        for line in commands.left_to_mend(finding.file, finding.what, finding.mending):
            click.echo(line)
    mendable = sum(bool(finding.mending) for finding in left)
    click.echo(commands.checked_up(folder, len(mended), len(left), mendable, mending=mending), err=True)
