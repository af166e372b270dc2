"""Files that are named are merged as they are, whatever a workspace holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from coreflect.core.errors import Misuse, Refused
from coreflect.package.read import read_records
from coreflect.services.merging import merge_files
from tests.support.builders.importing import put
from tests.support.builders.packages import action, response


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_folder_is_merged_and_what_is_no_package_in_it_is_named() -> None:
    Path("folder").mkdir()
    put("folder/a.zip", responses=(response("p1"),))
    put("folder/b.zip", responses=(response("p1"), response("p2")))
    Path("folder/notes.txt").write_text("Tea at four.")
    notices: list[str] = []
    merged = merge_files(["folder"], notices.append)
    assert [notice.startswith("Skipped: ") and "notes.txt" in notice for notice in notices] == [True]
    assert merged.write(None) == str(Path("exports/merged.zip"))
    assert {one.id for one in read_records(Path("exports/merged.zip")).responses} == {"p1", "p2"}
    assert [file["records"] for file in merged.as_data("")["files"]] == [2, 3]
    assert merged.conflicts is None


def test_every_faulty_file_is_named_at_once() -> None:
    put("a.zip")
    for name in ("b.zip", "c.zip"):
        Path(name).write_bytes(Path("a.zip").read_bytes()[:200])
    with pytest.raises(Refused) as refused:
        merge_files(["a.zip", "b.zip", "c.zip"], pytest.fail)
    assert [line.split()[0] for line in refused.value.message.splitlines()] == ["b.zip", "c.zip"]


def test_what_stands_in_two_versions_is_left_until_one_is_kept() -> None:
    put("a.zip", actions=(action(),))
    put("b.zip", actions=(action(revision="a1b", what="Paint it"),))
    merged = merge_files(["a.zip", "b.zip"], pytest.fail)
    assert merged.conflicts is not None
    assert "1 record is in two versions" in merged.conflicts.message
    assert len(merged.version_lines) == 2
    assert merge_files(["a.zip", "b.zip"], pytest.fail, keep=["a1=a1b"]).conflicts is None
    with pytest.raises(Misuse, match="--keep takes RECORD=REVISION"):
        merge_files(["a.zip"], pytest.fail, keep=["a1"])
