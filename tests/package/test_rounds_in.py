"""The rounds of a package are told without opening the rest of it, and a damaged one tells of none."""

from __future__ import annotations

from pathlib import Path

import pytest

from coreflect.package.read import rounds_in
from coreflect.package.write import package_bytes
from tests.support.builders.packages import a_bit_of_everything, files_in, reflection, zip_of


def test_the_facts_are_read_from_one_table_alone(tmp_path: Path) -> None:
    files = files_in(package_bytes(a_bit_of_everything()))
    (tmp_path / "a.zip").write_bytes(zip_of({"rounds.csv": files["rounds.csv"]}))
    assert rounds_in(tmp_path / "a.zip") == (reflection(),)


@pytest.mark.parametrize(
    "content", [b"", b"hello", b"PK\x03\x04torn", zip_of({"x": b""}), zip_of({"rounds.csv": b"x"})]
)
def test_what_cannot_be_read_tells_of_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.zip").write_bytes(content)
    assert rounds_in(tmp_path / "a.zip") == ()
    assert rounds_in(tmp_path / "nowhere.zip") == ()
