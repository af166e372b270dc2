"""Imported files, in any order and grouping, are the merge of all; twice is once; undone is as it was before."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from coreflect.core.merging.importing import Decided
from coreflect.core.model import Records, Withdrawn
from coreflect.package.merge import merge, merged_package
from coreflect.package.read import open_package
from coreflect.package.write import package_bytes
from coreflect.services.imports import Imports
from coreflect.workspace.ids import SystemIds
from coreflect.workspace.workspace import Workspace
from tests.support.builders.histories import histories
from tests.support.builders.importing import everything
from tests.support.builders.searching import searched
from tests.support.builders.workspaces import files_in


class Holding(Workspace):
    """A workspace whose own records are these; what is brought in lies in its folder."""

    def __init__(self, root: Path, own: Records) -> None:
        super().__init__(root, shared=False, ids=SystemIds())
        self._own = own

    def records(self, rounds: Sequence[str] | None = None) -> Records:
        return self._own


@contextmanager
def laptops_files(laptops: Sequence[Records]) -> Iterator[tuple[Holding, list[str]]]:
    """A workspace that holds what the first laptop has, and a file from each of the others."""
    own, *others = laptops
    with tempfile.TemporaryDirectory() as folder:
        names = [str(Path(folder, f"{number}.zip")) for number in range(len(others))]
        for name, records in zip(names, others, strict=True):
            Path(name).write_bytes(package_bytes(records))
        yield Holding(Path(folder, "kept"), own), names


@searched(25)
@given(histories(4), st.permutations((0, 1, 2)), st.integers(1, 3))
def test_any_order_and_grouping_is_the_merge_of_all_and_again_is_nothing(
    laptops: tuple[Records, ...], order: list[int], first: int
) -> None:
    whole = merged_package(
        merge([open_package(package_bytes(one), f"{number}.zip") for number, one in enumerate(laptops)])
    )
    with laptops_files(laptops) as (workspace, names):
        imports = Imports(workspace)
        states: list[dict[str, bytes]] = []
        for part in (order[:first], order[first:]):
            before = files_in(workspace.root) if workspace.root.exists() else {}
            named = [names[number] for number in part]
            if named and imports.import_files(named).preview.changes:
                states.append(before)
        assert everything(workspace) == whole
        exported = Path(workspace.root.parent, "exported.zip")
        exported.write_bytes(everything(workspace))
        for again in (names, names[::-1], [str(exported)], [*names, str(exported), names[0]]):
            assert not imports.look(again).changes
        while states:
            withdrawn = withdrawn_in(workspace)
            imports.undo()
            there = {name: content for name, content in files_in(workspace.root).items() if "outlives-" not in name}
            assert there == states.pop()
            assert withdrawn_in(workspace) == withdrawn, "what somebody took out never counts again"
        assert imports.last() is None


def withdrawn_in(workspace: Workspace) -> set[Withdrawn]:
    return {*open_package(everything(workspace)).records.withdrawn}


@searched(25)
@given(histories(3))
def test_every_record_of_the_files_is_in_one_number_and_every_conflict_can_be_ended(
    laptops: tuple[Records, ...],
) -> None:
    with laptops_files(laptops) as (workspace, names):
        imports = Imports(workspace)
        seen = imports.import_files([*names, names[0]]).preview
        counted = sum(one.new + one.same + one.replaced + one.withdrawn + one.in_conflict for one in seen.rounds)
        assert counted == sum(one.records for one in seen.files)
        left = imports.look(())
        assert not left.changes
        assert [one.record for one in left.conflicts] == [one.record for one in seen.conflicts]
        decided = tuple((one.record, one.versions[-1].revision) for one in left.conflicts)
        assert imports.import_files((), Decided(keep=decided)).preview.conflicts == ()
        assert imports.look(names).conflicts == ()
        assert not imports.look(names).changes
