"""The choice of colours is kept in the system's folder for settings, and a file that cannot be read costs nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from coreflect.core.errors import NotSaved
from coreflect.services.settings import Settings


def test_what_was_kept_is_there_next_time(tmp_path: Path) -> None:
    file = tmp_path / "new" / "settings.json"
    assert Settings(file).theme() == ""
    Settings(file).save_theme("light")
    assert Settings(file).theme() == "light"
    assert file.stat().st_mode & 0o777 == 0o600


def test_it_lies_where_the_system_keeps_settings() -> None:
    from platformdirs import user_config_path

    Settings().save_theme("high-contrast-dark")
    file = user_config_path("coreflect", appauthor=False) / "settings.json"
    assert json.loads(file.read_text()) == {"theme": "high-contrast-dark"}


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"theme": 3}', b'{"theme": "pink"}', b"\xff\xfe\x00", b"[" * 200_000]
)
def test_a_file_that_says_nothing_of_use_is_as_none(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "settings.json"
    file.write_bytes(content)
    assert Settings(file).theme() == ""
    Settings(file).save_theme("light")
    assert Settings(file).theme() == "light"


def test_what_else_stands_in_it_is_left(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text('{"later": [1], "theme": "dark"}')
    Settings(file).save_theme("light")
    assert json.loads(file.read_text()) == {"later": [1], "theme": "light"}


def test_what_cannot_be_kept_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(NotSaved):
        Settings(tmp_path / "file" / "settings.json").save_theme("light")
