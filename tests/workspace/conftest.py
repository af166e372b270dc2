"""What most tests of the workspace begin with: one with a reflection, in a folder of the test's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from coreflect.workspace.workspace import Workspace
from tests.support.builders.workspaces import a_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return a_workspace(tmp_path / "w")
