"""Files that are written from the faces stand where people find them, and their whole path is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from coreflect.services import output
from coreflect.services.reports import save_asking
from coreflect.services.written import AGREED_REPORT, write
from tests.support.screens.plain_meeting import a_room


@pytest.mark.parametrize("what", ["paper", "slips", "report", AGREED_REPORT, "workbook"])
def test_each_file_is_written_and_named_in_full(what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    services, _, reflection = a_room()
    written = write(services, reflection, what)
    assert Path(written.path).is_absolute()
    assert Path(written.path).read_bytes()
    assert written.path in written.lines[0]
    assert written.is_draft is (what == "report")
    assert "--" not in " ".join(written.lines)


def test_what_the_group_asks_stands_in_every_report_on_it_until_it_asks_something_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    services, _, reflection = a_room()
    page = Path(write(services, reflection, "report").path)
    assert "Nothing is written here yet" in page.read_text(encoding="utf-8")
    save_asking(services, reflection, ("Pay <b>bus</b> fares.",), "in six months", "in person")
    for what in ("report", AGREED_REPORT):
        written = Path(write(services, reflection, what).path).read_text(encoding="utf-8")
        assert "Pay &lt;b&gt;bus&lt;/b&gt; fares." in written
        assert "Please answer us by Thursday 12 November 2026. How: in person." in written
    save_asking(services, reflection, ("",), "", "")
    assert "Pay" not in Path(write(services, reflection, "report").path).read_text(encoding="utf-8")


def test_from_the_home_folder_files_go_among_the_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Path.home())
    assert output.exports_place() == Path.home() / "coreflect"
    (Path.home() / "exports").mkdir()
    assert output.exports_place() == Path("exports")


def test_a_file_opens_on_a_desktop_alone_and_never_in_this_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output.sys, "platform", "linux")
    monkeypatch.setattr(output, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.delenv("SSH_CONNECTION", raising=False)
    assert not output.opens_files()
    monkeypatch.setenv("DISPLAY", ":0")
    assert output.opens_files()
    monkeypatch.setenv("SSH_CONNECTION", "10.0.0.1")
    assert not output.opens_files()
    started = []
    monkeypatch.setattr(output, "Popen", lambda command, **keywords: started.append((command, keywords)))
    output.open_file("report.html")
    ((command, keywords),) = started
    assert command == ["xdg-open", "report.html"]
    assert {keywords[name] for name in ("stdin", "stdout", "stderr")} == {output.DEVNULL}
