"""Rooms that look at their answers, and workspaces as they were before the counts of a reveal were stored."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from coreflect.banks.shelf import Shelf
from coreflect.core.merging.shown_counts import ShownCounts, made_shown_counts, shown_counts_id
from coreflect.core.model import ShownCount
from coreflect.core.results import PublishedItem, PublishedRound, Spread
from coreflect.package.package import Package
from coreflect.package.read import open_package
from coreflect.services.app import Services, package_reader, services_of
from coreflect.workspace.ids import SystemIds
from coreflect.workspace.workspace import Workspace
from tests.support.builders.workspaces import FILES, finished_in, folder_of, kept_round

ROUND = kept_round().id
SEVEN = ("always", "always", "never", "sometimes", "never", "always", "sometimes")


@dataclass(frozen=True)
class LookedAt:
    """One workspace with a private round, in which people have answered the three questions of the tiny bank."""

    root: Path

    @property
    def workspace(self) -> Workspace:
        """The workspace as another process opens it."""
        return Workspace(self.root, shared=False, ids=SystemIds(), reader=package_reader())

    @property
    def services(self) -> Services:
        return services_of(self.workspace, Shelf())

    def answer(self, levels: Sequence[str], start: int = 1, perspective: str = "carer") -> None:
        """Let one person answer with each of these levels, on all questions."""
        for number, level in enumerate(levels, start):
            finished_in(self.workspace, f"kresponse{number}", level, perspective=perspective)

    def reveal(self) -> PublishedRound:
        return self.services.results.reveal(ROUND)

    def look(self) -> PublishedRound:
        return self.services.results.published(ROUND)

    def take_out(self, number: int) -> None:
        """Let a person take their answers out, as both faces do."""
        from coreflect.services.shown_counts import store_before_change

        workspace = self.workspace
        store_before_change(workspace, ROUND)
        workspace.withdraw(ROUND, f"kresponse{number}")

    def export(self) -> Package:
        """What `export` hands over."""
        from coreflect.package.merge import merged_package

        return open_package(merged_package(self.services.packages.export().merged), "export.zip")

    def forget_shown_counts(self) -> None:
        """Leave the workspace as coreflect left it before it stored what a reveal showed."""
        shutil.rmtree(folder_of(self.workspace).shown_counts)

    @property
    def stored(self) -> tuple[ShownCounts, ...]:
        return self.workspace.shown_counts(ROUND)


def shown_counts(
    round_id: str,
    reveal: str,
    items: Mapping[tuple[str, str], tuple[int, ...]],
    *,
    groups: Mapping[str, Mapping[tuple[str, str], tuple[int, ...]]] | None = None,
    privacy: str = "private",
    smallest: int = 3,
    people: Sequence[str] = (),
) -> ShownCounts:
    """The shown counts of a reveal, made by hand: how many people chose each level of each item (bank, item).

    `groups` says the same of each group besides everyone. Each of the people has the id `p1` and so on, and the
    revision `p1a`, unless others are given.
    """
    many = max(sum(levels) for levels in items.values())
    named = people or [f"p{number}" for number in range(1, many + 1)]
    every = {"everyone": items, **(groups or {})}
    rows = [
        shown_row(group=group, bank=bank, item=item, edition=1, levels=levels)
        for group, of_group in every.items()
        for (bank, item), levels in of_group.items()
    ]
    head = shown_row(
        id=shown_counts_id(reveal),
        round=round_id,
        reveal=reveal,
        shown_on="2026-05-12",
        privacy=privacy,
        smallest_group=smallest if privacy == "private" else 0,
        counted=tuple(sorted(f"{person}:{person}a" for person in named)),
        helped=0,
        groups=("everyone-else", "paid") if privacy == "private" else (),
    )
    return made_shown_counts(head, rows)


def shown_row(**cells: Any) -> ShownCount:
    """One row of shown counts; whatever is not given is empty, and nobody chose a non-answer in a row of an item."""
    none = 0 if cells.get("item") else None
    empty: dict[str, Any] = {field.name: "" for field in fields(ShownCount)}
    empty |= dict.fromkeys(("replaces", "counted", "groups", "levels"), ())
    empty |= dict.fromkeys(("smallest_group", "helped", "edition"))
    empty |= dict.fromkeys(("not_sure", "not_applicable", "rather_not_say", "left_blank"), none)
    return ShownCount(**(empty | cells))


def looked_at(root: Path, **changes: object) -> LookedAt:
    """A workspace with one private round, or with one changed like this, in which nobody has answered yet."""
    room = LookedAt(root)
    room.workspace.save_round(kept_round(**changes), FILES)
    return room


def spread_of(published: PublishedRound, group: str = "everyone") -> Spread | None:
    """How a group answered the first question, where that is shown."""
    items: Sequence[PublishedItem] = published.items
    return next((picture.spread for item in items[:1] for picture in item.pictures if picture.group == group), None)
