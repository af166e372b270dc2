"""Desks to look back at: results that stand still, of the four rounds or of any others."""

from __future__ import annotations

from coreflect.core.ports import Desk
from coreflect.core.results import Published
from tests.support.memory_workspace import MemoryResults, MemoryWorkspace, a_desk


class StillResults(MemoryResults):
    """Results of a workspace, beside which these stand side by side."""

    def __init__(self, workspace: MemoryWorkspace, published: Published) -> None:
        super().__init__(workspace)
        self.published_now = published

    def side_by_side(self) -> Published:
        return self.published_now


def look_back_desk(published: Published) -> tuple[Desk, StillResults]:
    """A desk with these results to look back at, and them."""
    desk, workspace = a_desk()
    results = StillResults(workspace, published)
    return Desk(**{name: getattr(desk, name) for name in desk.__slots__} | {"results": results}), results
