"""Only regular files are read: a pipe or a link to itself is named at once, and never waited for."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from coreflect.files.regular import holds_nothing, is_stream, read_regular

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no pipes in folders")


def test_a_file_is_read_whole_and_a_link_to_it_too(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"\r\nall")
    (tmp_path / "b").symlink_to("a")
    assert read_regular(tmp_path / "a") == read_regular(tmp_path / "b") == b"\r\nall"
    assert not holds_nothing(tmp_path / "b")


def test_what_is_no_regular_file_is_an_error_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to("loop")
    for path in (tmp_path / "pipe", tmp_path / "loop", tmp_path, Path(os.devnull)):
        with pytest.raises(OSError, match=r"ordinary|symbolic|directory"):
            read_regular(path)
        assert holds_nothing(path)
    assert is_stream(tmp_path / "pipe")
    assert not holds_nothing(tmp_path / "not there")
