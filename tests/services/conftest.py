"""What tests of imports begin with: six files in the current folder, and an empty workspace beside them."""

from __future__ import annotations

from pathlib import Path

import pytest

from coreflect.services.imports import Imports
from coreflect.workspace.workspace import Workspace, open_workspace
from tests.support.builders.six_files import NAMES, six_files


@pytest.fixture
def six(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    monkeypatch.chdir(tmp_path)
    six_files(tmp_path)
    return NAMES


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return open_workspace(str(tmp_path / "kept"))


@pytest.fixture
def imports(workspace: Workspace) -> Imports:
    return Imports(workspace)
