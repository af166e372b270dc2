"""Workspaces of any size for timings, written by the workspace itself; only the fsyncs are left out."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from unittest import mock

from coreflect.banks.shelf import Shelf
from coreflect.core.model import Reflection
from coreflect.core.reflections.responses import Draft, finish, questions
from coreflect.core.reflections.rounds import Plan, new_round
from coreflect.workspace.ids import SystemIds
from coreflect.workspace.workspace import Workspace, open_workspace

_BANK = """format = 1
id = "long"
title = "A long bank"
stem = "How far is this happening?"
intro = "These questions are about timings."
practice = {{ text = "Choosing the drinks" }}
source = {{ idea = "timings", wording = "own", tested = "no" }}
[[scales]]
id = "how-far"
levels = [
  {{ id = "not-yet", label = "Not yet", meaning = "Nobody has started." }},
  {{ id = "everywhere", label = "Everywhere", meaning = "In all the places we know." }},
]
[[sections]]
id = "all"
title = "All of it"
items = [
{items}
]
"""
_ITEM = (
    '  {{ id = "item-{at}", edition = 1, short = {short}, text = "Number {at} is done", lowest = "None.", '
    'highest = "All.", prompt = "What have you seen?" }},'
)


def long_bank(folder: Path, items: int) -> None:
    """Put a bank with so many items on the workspace's own shelf, under the id `long`."""
    (folder / "banks").mkdir(parents=True, exist_ok=True)
    listed = "\n".join(_ITEM.format(at=at, short="true" if at == 0 else "false") for at in range(items))
    (folder / "banks" / "long.toml").write_text(_BANK.format(items=listed), encoding="utf-8")


def workspace(folder: Path, responses: int, bank: str = "nesta-principles") -> tuple[Workspace, Reflection]:
    """A workspace with one round on this bank and so many finished responses."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = open_workspace(str(folder))
    ids = SystemIds()
    plan = Plan("Timings", "the clock", "2026-05-12", ((bank, "whole"),), "nobody", "2027-05-12")
    made = new_round(plan, Shelf(folder / "banks").banks(), ids)
    with mock.patch.object(os, "fsync"):
        kept.save_round(made.reflection, made.bank_files)
        asked = questions(made.reflection, kept.banks(made.reflection.id))
        for _ in range(responses):
            draft = Draft(ids.record(), made.reflection.id, "carer", words="m" * 32)
            draft = replace(draft, choices=tuple((one.key, one.scale.level_ids[1]) for one in asked))
            kept.finish(finish(draft, asked, made.reflection, None, ids), draft)
    return kept, made.reflection
