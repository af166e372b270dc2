"""The commands about question banks: what there is, what one asks, and what is wrong with a file.

What was asked for goes to stdout, all else to stderr; a broken bank is shown beside the others and stops nothing.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coreflect.banks.check import check_file, check_text
from coreflect.banks.shelf import Shelf
from coreflect.cli.bank_pages import bank_as_data, bank_as_page, faults_as_data, shelf_as_data, shelf_as_page
from coreflect.core.banks.bank import STANDARD, Bank, BankFile, Fault
from coreflect.core.banks.read import read_bank
from coreflect.core.banks.toml import LARGEST, nearest, quoted
from coreflect.core.errors import CoreflectError, Misuse
from coreflect.core.names import shown

if TYPE_CHECKING:
    from coreflect.cli.wiring import Wiring

STANDARD_INPUT = "standard input"


@click.group(
    "banks",
    help="""\b
Examples:
  coreflect banks list
  coreflect banks show nesta-principles --wording plain
  coreflect banks check our-bank.toml

A bank holds the questions of a reflection. Four come with coreflect; a team's own stand in the folder banks of its
workspace.""",
)
def banks() -> None:
    """The verbs about question banks."""


@banks.command(
    "list",
    short_help="Every bank that can be asked.",
    help="""\b
Examples:
  coreflect banks list
  coreflect banks list --json

Shows every bank: those that come with coreflect, then the team's own. A bank that cannot be used is named too.""",
)
@click.option("--json", "as_json", is_flag=True, help="Write JSON instead of a page.")
@click.pass_obj
def list_banks(wiring: Wiring, as_json: bool) -> None:
    """Write what is on the shelf."""
    shelf = wiring.services.shelf.banks()
    _write(_json(shelf_as_data(shelf)) if as_json else shelf_as_page(shelf))
    broken = [quoted(one.id) for one in shelf if one.bank is None]
    if broken:
        click.echo(f"Cannot be used: {', '.join(broken)}. `coreflect banks show ID` says why.", err=True)


@banks.command(
    "show",
    short_help="What a bank asks, in full.",
    help="""\b
Examples:
  coreflect banks show nesta-principles
  coreflect banks show nesta-principles --wording plain
  coreflect banks show nesta-principles --json

Shows one bank: what it asks, the answers to choose from, and where its idea comes from.""",
)
@click.argument("bank_id", metavar="ID")
@click.option("--wording", default="", help="The wording to show, such as plain; with --json, the only one to write.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON instead of a page.")
@click.pass_obj
def show_bank(wiring: Wiring, bank_id: str, wording: str, as_json: bool) -> None:
    """Write one bank.

    Raises:
        Misuse: there is no such bank, or no such wording of it.
        CoreflectError: the bank cannot be used; its faults stand on stderr.
    """
    shelved = wiring.services.shelf.find(bank_id)
    for fault in shelved.faults:
        click.echo(_line(fault), err=True)
    bank = shelved.bank
    if bank is None:
        raise CoreflectError(f"The bank {quoted(bank_id)} cannot be used.", "Mend what is named above.")
    offered = dict(bank.wordings)
    if wording and wording not in offered:
        like = nearest(wording, tuple(offered))
        hint = f"Did you mean {like}?" if like else f"It has {', '.join(offered)}."
        raise Misuse(f"The bank {bank.id} has no wording {quoted(wording)}.", hint)
    if as_json:
        _write(_json(bank_as_data(bank, wording)))
    else:
        _write(bank_as_page(bank, wording or STANDARD))


@banks.command(
    "check",
    short_help="What is wrong in a bank's file, all at once.",
    help="""\b
Examples:
  coreflect banks check our-bank.toml
  coreflect banks check our-bank.toml our-bank.cy.toml
  coreflect banks check --json - < our-bank.toml

Names every fault in each FILE with its place and how to mend it. A bank is checked with the wordings beside it, a
wording with its bank. Warnings keep no bank from being used. Ends with 1 if there is any fault.""",
)
@click.argument("names", metavar="FILE...", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Write JSON instead of lines.")
@click.pass_context
def check_banks(context: click.Context, names: tuple[str, ...], as_json: bool) -> None:
    """Write the faults of these files; end with 1 if there are any."""
    wiring: Wiring = context.obj
    faults = tuple(dict.fromkeys(fault for name in names for fault in _check(name, wiring.services.shelf)))
    if as_json:
        _write(_json({"faults": faults_as_data(faults)}))
    else:
        _write("".join(f"{_line(fault)}\n" for fault in faults))
    hard = sum(not fault.warning for fault in faults)
    click.echo(f"Checked: {len(names)}. Faults: {hard}. Warnings: {len(faults) - hard}.", err=True)
    context.exit(1 if hard else 0)


@banks.command(
    "diff",
    short_help="What changed between two editions of a bank.",
    help="""\b
Examples:
  coreflect banks diff our-bank-2025.toml our-bank.toml
  coreflect banks diff mill-lane nesta-principles       a reflection's bank, and today's
  coreflect banks diff may.zip our-bank.toml --json

OLD and NEW are each a bank's file, an id from `coreflect banks list`, a reflection, or a file that `coreflect export`
wrote. Shows what was added, dropped, moved and reworded, and what a comparison over time will say of it. Warns where
words changed and the edition did not, or the other way round.""",
)
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--json", "as_json", is_flag=True, help="Write JSON instead of a page.")
@click.pass_obj
def diff_banks(wiring: Wiring, old: str, new: str, as_json: bool) -> None:
    """Write what is different; warnings and faults stand on stderr.

    Raises:
        Misuse: a name means no bank.
        Unusable: one of them cannot be used; its faults stand on stderr.
    """
    from coreflect.cli.bank_pages import changes_as_data, changes_as_page
    from coreflect.core.banks.diff import bank_changes

    try:
        before, now = two_banks(old, new, wiring)
    except Unusable as unusable:
        for fault in unusable.faults:
            click.echo(_line(fault), err=True)
        raise
    changes = bank_changes(before, now)
    _write(_json(changes_as_data(changes)) if as_json else changes_as_page(changes))
    for warning in changes.warnings:
        click.echo(f"warning: {warning}", err=True)


def _check(name: str, shelf: Shelf) -> tuple[Fault, ...]:
    if name != "-":
        return check_file(Path(name), shelf)
    content = sys.stdin.buffer.read(LARGEST + 1)
    return check_text(STANDARD_INPUT, content, shelf)


def _line(fault: Fault) -> str:
    return shown(f"{'warning' if fault.warning else 'fault'}: {fault}")


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _write(text: str) -> None:
    click.echo(text, nl=False)


class Unusable(CoreflectError):
    """A bank that cannot be used; `faults` say why."""

    def __init__(self, name: str, faults: Sequence[Fault]) -> None:
        super().__init__(f"The bank {quoted(name)} cannot be used.", "Mend what is named above.")
        self.faults = tuple(faults)


def two_banks(old: str, new: str, wiring: Wiring) -> tuple[Bank, Bank]:
    """The banks that two names mean.

    Raises:
        Misuse: a name means none, or it is not plain which one.
        Unusable: a bank has faults.
        Refused: a package cannot be read.
    """
    if old == new == "-":
        raise Misuse("Both banks cannot come from standard input.", "Name a file for one of them.")
    before, now = _banks(old, wiring), _banks(new, wiring)
    if len(before) == len(now) == 1:
        return before[0], now[0]
    shared = [(one, other) for one in before for other in now if one.id == other.id]
    if len(shared) == 1:
        return shared[0]
    name, several = (old, before) if len(before) > 1 else (new, now)
    ids = ", ".join(quoted(one.id) for one in several)
    if shared:
        raise Misuse(f"{quoted(name)} holds more than one bank: {ids}.", "Name one of them, by its id or its file.")
    raise Misuse(f"{quoted(old)} and {quoted(new)} have no bank in common.", f"{quoted(name)} holds {ids}.")


def _banks(name: str, wiring: Wiring) -> tuple[Bank, ...]:
    if name == "-":
        return (_read(STANDARD_INPUT, sys.stdin.buffer.read(), ()),)
    path = Path(name)
    if _is_there(path):
        return _of_package(path) if path.suffix.lower() == ".zip" else (_of_file(path),)
    try:
        shelved = wiring.services.shelf.find(name)
    except Misuse as unknown:
        return _of_round(name, wiring, unknown)
    if shelved.bank is None:
        raise Unusable(name, shelved.faults)
    return (shelved.bank,)


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _of_file(path: Path) -> Bank:
    from coreflect.banks.check import beside
    from coreflect.banks.shelf import read_file

    name = quoted(str(path))
    file = read_file(path, name)
    if isinstance(file, Fault):
        raise Unusable(str(path), (file,))
    return _read(name, file.content, beside(path))


def _read(name: str, content: bytes, wordings: Sequence[BankFile]) -> Bank:
    # A copy may have any name, so that name is not held against what the file holds.
    bank, faults = read_bank(f"“{name}”", content, wordings)
    if bank is None:
        raise Unusable(name, [fault for fault in faults if not fault.warning])
    return bank


def _of_package(path: Path) -> tuple[Bank, ...]:
    from coreflect.package.read import open_package

    files = {file.name: file for file in open_package(path).records.bank_files}
    found: dict[str, Bank] = {}
    for name, file in sorted(files.items()):
        bank_id, *others = name.split(".")
        if len(others) == 2:
            wordings = [
                BankFile(f"{bank_id}.{its.split('.')[1]}.toml", files[its].content)
                for its in sorted(files)
                if its.startswith(f"{bank_id}.") and its.count(".") == 3
            ]
            if bank_id in found:
                raise Misuse(f"{quoted(str(path))} holds {quoted(bank_id)} twice.", "Name a file of one of the two.")
            found[bank_id] = _read(name, file.content, wordings)
    if not found:
        raise Misuse(f"{quoted(str(path))} holds no bank.", "Name another file.")
    return tuple(found.values())


def _of_round(name: str, wiring: Wiring, unknown: Misuse) -> tuple[Bank, ...]:

    workspace = wiring.services.workspace
    try:
        reflection = wiring.reflection(name)
    except Misuse:
        if any(one.id.startswith(name.strip().lower() or "-") for one in workspace.rounds()):
            raise
        what = f"There is no file, no bank and no reflection called {quoted(name)}."
        hint = unknown.hint or "`coreflect banks list` shows the banks."
        raise Misuse(what, hint) from None
    return workspace.banks(reflection.id)
