"""A record's file: any TinyDB opens it, and what cannot be read is never written over."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tinydb import TinyDB

from coreflect.core.errors import Damaged
from coreflect.workspace import storage
from coreflect.workspace.storage import NewerFormat, RecordFile, Tables, backup_of
from tests.support.builders.workspaces import FaultySystem, files_in, use_system

TABLES: Tables = {"note": {"kb2": {"text": "é ŵ 🌻", "count": None}, "ka1": {"text": ""}}, "kept": {}}


def test_what_was_kept_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    RecordFile(path).replace(TABLES)
    assert RecordFile(path).content() == TABLES


def test_a_file_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert RecordFile(tmp_path / "record.json").content() is None


def test_the_file_is_one_line_of_utf_8_with_sorted_keys_and_the_number_of_its_format(tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    RecordFile(path).replace(TABLES)
    assert path.read_bytes().decode() == (
        '{"format": {"1": {"number": 1}}, "kept": {}, '
        '"note": {"ka1": {"text": ""}, "kb2": {"count": null, "text": "é ŵ 🌻"}}}\n'
    )


def test_stock_tinydb_opens_the_file(tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    RecordFile(path).replace({"note": {"1": {"text": "é"}}})
    with TinyDB(path, encoding="utf-8") as database:
        assert database.tables() == {"format", "note"}
        assert database.table("note").all() == [{"text": "é"}]


def test_a_save_is_one_write_with_two_fsyncs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    system = use_system(monkeypatch, FaultySystem())
    RecordFile(tmp_path / "record.json").replace(TABLES)
    assert system.steps == ["write", "fsync", "replace", "fsync"]


def test_half_a_pair_of_characters_survives(tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    RecordFile(path).replace({"note": {"ka1": {"text": "\ud83c é"}}})
    assert RecordFile(path).content() == {"note": {"ka1": {"text": "\ud83c é"}}}


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_what_is_no_number_in_json_is_not_written(tmp_path: Path, number: float) -> None:
    with pytest.raises(ValueError, match="Out of range float values"):
        RecordFile(tmp_path / "record.json").replace({"note": {"ka1": {"count": number}}})
    assert files_in(tmp_path) == {}


GOOD = b'{"format": {"1": {"number": 1}}, "note": {"ka1": {"text": "x"}}}\n'
BROKEN = {
    "empty": b"",
    "blank": b" \n",
    "zeros": b"\0" * 200,
    "cut off": GOOD[:40],
    "mixed": GOOD[:30] + GOOD,
    "latin-1": GOOD.replace(b'"x"', b'"\xe9"'),
    "a list": b"[]",
    "a number": b"7",
    "tables that are none": b'{"format": {"1": {"number": 1}}, "note": 5}',
    "documents that are none": b'{"format": {"1": {"number": 1}}, "note": {"ka1": []}}',
    "no format": b'{"note": {"ka1": {"text": "x"}}}',
    "a format that is no number": b'{"format": {"1": {"number": "1"}}, "note": {}}',
    "a format that is true": b'{"format": {"1": {"number": true}}, "note": {}}',
    "a format without a way on": b'{"format": {"1": {"number": -3}}, "note": {}}',
    "NaN": b'{"format": {"1": {"number": 1}}, "note": {"ka1": {"text": NaN}}}',
    "brackets for ever": b'{"format": {"1": {"number": 1}}, "note": {"ka1": {"text": ' + b"[" * 100_000 + b"}}}",
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_damaged_file_is_named_and_never_written_over(tmp_path: Path, name: str) -> None:
    path = tmp_path / "round" / "responses" / "ka1.json"
    path.parent.mkdir(parents=True)
    path.write_bytes(BROKEN[name])
    with pytest.raises(Damaged, match=r"round/responses/ka1\.json cannot be read: [^\n]+\. It is left as it is"):
        RecordFile(path).content()
    with pytest.raises(Damaged):
        RecordFile(path).replace(TABLES)
    assert files_in(path.parent) == {"ka1.json": BROKEN[name]}


def test_what_cannot_be_opened_is_damaged_too(tmp_path: Path) -> None:
    (tmp_path / "record.json").mkdir()
    with pytest.raises(Damaged, match="cannot be read"):
        RecordFile(tmp_path / "record.json").content()


def test_a_newer_format_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    newer = GOOD.replace(b"1}}", b"2}}", 1)
    path.write_bytes(newer)
    with pytest.raises(NewerFormat, match=r"was written by a newer coreflect.*Install the newest coreflect"):
        RecordFile(path).content()
    with pytest.raises(NewerFormat):
        RecordFile(path).replace(TABLES)
    assert files_in(tmp_path) == {"record.json": newer}


def louder(tables: Tables) -> Tables:
    return {"note": {key: {"text": note["text"].upper()} for key, note in tables["note"].items()}}


@pytest.fixture
def _format_two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage, "FORMAT", 2)
    monkeypatch.setitem(storage.UPGRADES, 1, louder)


@pytest.mark.usefixtures("_format_two")
def test_reading_an_older_format_upgrades_what_is_read_and_not_the_file(tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    path.write_bytes(GOOD)
    assert RecordFile(path).content() == {"note": {"ka1": {"text": "X"}}}
    assert files_in(tmp_path) == {"record.json": GOOD}


@pytest.mark.usefixtures("_format_two")
def test_writing_over_an_older_format_keeps_the_old_file_beside(tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    path.write_bytes(GOOD)
    RecordFile(path).replace({"note": {"ka1": {"text": "Y"}}})
    assert backup_of(path).read_bytes() == GOOD
    assert json.loads(path.read_bytes())["format"] == {"1": {"number": 2}}
    RecordFile(path).replace({"note": {"ka1": {"text": "Z"}}})
    assert backup_of(path).read_bytes() == GOOD


@pytest.mark.usefixtures("_format_two")
@pytest.mark.parametrize("step", range(6))
def test_a_fault_while_an_older_file_is_replaced_leaves_it_or_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    path = tmp_path / "record.json"
    path.write_bytes(GOOD)
    use_system(monkeypatch, FaultySystem(fails_at=step))
    with pytest.raises(Exception, match="was not saved"):
        RecordFile(path).replace({"note": {"ka1": {"text": "Y"}}})
    assert RecordFile(path).content() in ({"note": {"ka1": {"text": "X"}}}, {"note": {"ka1": {"text": "Y"}}})


@pytest.mark.usefixtures("_format_two")
def test_an_older_file_that_no_upgrade_understands_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "record.json").write_bytes(b'{"format": {"1": {"number": 1}}, "note": {"ka1": {}}}')
    with pytest.raises(Damaged, match="its format is not known"):
        RecordFile(tmp_path / "record.json").content()
