"""The commands about question banks: list them, show one, check files, and compare two.

What was asked for goes to stdout, all else to stderr. A broken bank is listed with the others and stops nothing.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from coreflect.core.banks.bank import STANDARD, Fault
from coreflect.core.banks.diff import bank_changes
from coreflect.core.names import quoted, shown
from coreflect.core.texts import commands
from coreflect.reporting.bank_pages import (
    bank_as_data,
    bank_as_page,
    changes_as_data,
    changes_as_page,
    faults_as_data,
    shelf_as_data,
    shelf_as_page,
)
from coreflect.services.banks import UnusableBank, bank_and_faults, two_banks
from coreflect.services.banks import check_banks as check_files

if TYPE_CHECKING:
    from coreflect.cli.wiring import Wiring


@click.group(
    "banks",
    help="""\b
Examples:
  coreflect banks list
  coreflect banks show nesta-principles --wording plain
  coreflect banks check our-bank.toml

A bank is a set of questions. Four come with coreflect; a team's own are in the folder banks of its workspace.""",
)
def banks() -> None:
    """Groups the commands about question banks."""


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
    broken = [quoted(shelved.id) for shelved in shelf if shelved.bank is None]
    if broken:
        click.echo(commands.cannot_be_used(broken), err=True)


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
        UnusableBank: it cannot be used; its faults stand on stderr.
    """
    with _faults_shown():
        bank, warnings = bank_and_faults(wiring.services, bank_id, wording)
    _write_faults(warnings)
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

Names every fault in each FILE, where it is and how to mend it. A bank is checked with the wordings beside it, a wording
with its bank. A bank with warnings can still be used. Ends with 1 if there is any fault.""",
)
@click.argument("names", metavar="FILE...", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Write JSON instead of lines.")
@click.pass_context
def check_banks(context: click.Context, names: tuple[str, ...], as_json: bool) -> None:
    """Write the faults of these files; end with 1 if there are any."""
    wiring: Wiring = context.obj
    faults = check_files(wiring.services, names, sys.stdin.buffer.read)
    if as_json:
        _write(_json({"faults": faults_as_data(faults)}))
    else:
        _write("".join(f"{_line(fault)}\n" for fault in faults))
    hard = sum(not fault.warning for fault in faults)
    click.echo(commands.checked(len(names), hard, len(faults) - hard), err=True)
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
wrote. Shows what was added, dropped, moved and reworded, and whether answers can still be compared over time. Warns
where words changed and the edition did not, or the other way round.""",
)
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--json", "as_json", is_flag=True, help="Write JSON instead of a page.")
@click.pass_obj
def diff_banks(wiring: Wiring, old: str, new: str, as_json: bool) -> None:
    """Write what is different; warnings and faults stand on stderr.

    Raises:
        Misuse: a name means no bank.
        UnusableBank: one of them cannot be used; its faults stand on stderr.
    """
    with _faults_shown():
        before, now = two_banks(wiring.services, old, new, sys.stdin.buffer.read, wiring.reflection)
    changes = bank_changes(before, now)
    _write(_json(changes_as_data(changes)) if as_json else changes_as_page(changes))
    for warning in changes.warnings:
        click.echo(f"warning: {warning}", err=True)


@contextmanager
def _faults_shown() -> Iterator[None]:
    """Write the faults of a bank that cannot be used, and let its error pass."""
    try:
        yield
    except UnusableBank as unusable:
        _write_faults(unusable.faults)
        raise


def _write_faults(faults: Sequence[Fault]) -> None:
    for fault in faults:
        click.echo(_line(fault), err=True)


def _line(fault: Fault) -> str:
    return shown(f"{'warning' if fault.warning else 'fault'}: {fault}")


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _write(text: str) -> None:
    click.echo(text, nl=False)
