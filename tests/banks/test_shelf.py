"""The shelf lists what there is, shipped banks first; a broken bank is listed with its faults and stops nothing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from coreflect.banks import shelf as locate
from coreflect.banks.shelf import FIRST, Shelf
from coreflect.core.banks.bank import BankFile
from coreflect.core.banks.toml import LARGEST
from coreflect.core.errors import CoreflectError, Misuse
from coreflect.services.banks import check_file, check_text
from tests.support.builders.tiny_bank import tiny, tiny_wording, toml


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "banks"
    folder.mkdir()
    return folder


def put(folder: Path, name: str, content: bytes = b"") -> Path:
    path = folder / name
    path.write_bytes(content or toml(tiny(id=name.partition(".")[0])))
    return path


def test_shipped_banks_stand_first_and_in_their_order(own: Path) -> None:
    put(own, "zebra.toml")
    put(own, "apple.toml")
    banks = Shelf(own).banks()
    assert [bank.id for bank in banks] == [*FIRST, "apple", "zebra"]
    assert [bank.origin for bank in banks] == ["shipped"] * 4 + ["own"] * 2
    assert all(bank.bank is not None for bank in banks)


def test_a_folder_that_is_not_there_holds_no_banks(tmp_path: Path) -> None:
    assert len(Shelf(tmp_path / "nowhere").banks()) == len(Shelf().banks()) == 4


def test_a_folder_that_is_none_is_a_fault_beside_the_shipped_banks(tmp_path: Path) -> None:
    (tmp_path / "banks").write_text("x")
    *shipped, fault = Shelf(tmp_path / "banks").banks()
    assert len(shipped) == 4
    assert fault.bank is None
    assert "cannot be read" in fault.faults[0].what


def test_a_broken_bank_is_listed_with_its_faults_beside_the_others(own: Path) -> None:
    put(own, "broken.toml", b"titlex = 3")
    put(own, "whole.toml")
    broken, whole = Shelf(own).banks()[4:]
    assert broken.id == "broken"
    assert broken.bank is None
    assert broken.faults
    assert broken.files == (BankFile("broken.toml", b"titlex = 3"),)
    assert whole.bank is not None


def test_a_banks_files_are_its_own_then_its_wordings_with_their_names_on_disk(own: Path) -> None:
    put(own, "tiny.toml")
    put(own, "tiny.cy.toml", toml(tiny_wording()))
    found = Shelf(own).find("tiny")
    assert found.faults == ()
    assert [file.name for file in found.files] == ["tiny.toml", "tiny.cy.toml"]
    assert found.files[1].content == toml(tiny_wording())
    assert found.bank is not None
    assert ("cy", "Cymraeg") in found.bank.wordings


def test_a_team_may_add_a_wording_to_a_shipped_bank(own: Path) -> None:
    put(own, "nesta-principles.cy.toml", toml(tiny_wording(bank="nesta-principles")))
    found = Shelf(own).find("nesta-principles")
    assert found.bank is not None
    assert [file.name for file in found.files] == ["nesta-principles.toml", "nesta-principles.cy.toml"]
    assert {fault.file for fault in found.faults} == {"nesta-principles.cy.toml"}
    assert len(Shelf(own).banks()) == 4


def test_a_wording_without_its_bank_is_named(own: Path) -> None:
    put(own, "lost.cy.toml", toml(tiny_wording(bank="lost")))
    stray = Shelf(own).banks()[-1]
    assert (stray.id, stray.bank) == ("lost.cy", None)
    assert "which is not here" in stray.faults[0].what


def test_an_own_bank_may_not_take_a_shipped_id(own: Path) -> None:
    put(own, "scie-statements.toml")
    mine = Shelf(own).banks()[-1]
    assert (mine.id, mine.origin, mine.bank) == ("scie-statements", "own", None)
    assert "comes with coreflect" in mine.faults[0].what
    found = Shelf(own).find("scie-statements")
    assert found.origin == "shipped"
    assert found.bank is not None
    assert len(found.bank.items()) == 4


def test_an_own_bank_whose_file_has_another_name_than_its_id_is_a_fault(own: Path) -> None:
    put(own, "copy.toml", toml(tiny()))
    found = Shelf(own).find("copy")
    assert found.bank is None
    assert "tiny.toml" in found.faults[0].mend


def test_what_cannot_be_read_as_a_file_is_a_fault(own: Path) -> None:
    (own / "folder.toml").mkdir()
    (own / "nowhere.toml").symlink_to(own / "gone")
    if hasattr(os, "mkfifo"):
        os.mkfifo(own / "pipe.toml")
    for found in Shelf(own).banks()[4:]:
        assert found.bank is None
        assert found.files == ()
        assert len(found.faults) == 1


def test_a_file_of_more_than_5_mb_is_not_read_whole(own: Path) -> None:
    with (own / "large.toml").open("wb") as file:
        file.truncate(LARGEST * 1_000)
    found = Shelf(own).find("large")
    assert found.files == ()
    assert "larger than 5 MB" in found.faults[0].what


def test_hidden_files_and_other_kinds_of_files_are_left_alone(own: Path) -> None:
    for name in ("._tiny.toml", ".tiny.toml", "README.md", "tiny.toml~"):
        put(own, name, b"x")
    assert len(Shelf(own).banks()) == 4


def test_a_name_that_could_steer_a_terminal_is_made_safe(own: Path) -> None:
    put(own, "a\x1b[2Jb.toml", b"x")
    found = Shelf(own).banks()[-1]
    assert found.id.isprintable()
    assert all(str(fault).isprintable() for fault in found.faults)


def test_an_unknown_id_names_the_nearest() -> None:
    with pytest.raises(Misuse) as misuse:
        Shelf().find("nesta-principals")
    assert "Did you mean nesta-principles?" in misuse.value.hint


@pytest.mark.parametrize("bank_id", ["", "../nesta-principles", "nesta-principles.toml", "a\x1bb", "x" * 5_000])
def test_an_id_that_could_never_be_one_is_unknown_too(bank_id: str) -> None:
    with pytest.raises(Misuse) as misuse:
        Shelf().find(bank_id)
    assert misuse.value.message.isprintable()


def test_finding_one_bank_reads_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    real = locate.read_file

    def noting(place: Path, name: str) -> object:
        read.append(name)
        return real(place, name)

    monkeypatch.setattr(locate, "read_file", noting)
    assert read == []
    Shelf().find("scie-statements")
    assert read == ["scie-statements.toml"]


def test_once_installed_the_banks_inside_the_package_are_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(locate, "files", lambda _: tmp_path / "coreflect")
    inside = tmp_path / "coreflect" / "question_banks"
    beside = tmp_path / "question_banks"
    with pytest.raises(CoreflectError, match="missing"):
        Shelf().banks()
    beside.mkdir()
    put(beside, "beside.toml")
    assert [bank.id for bank in Shelf().banks()] == ["beside"]
    inside.mkdir(parents=True)
    put(inside, "inside.toml")
    assert [bank.id for bank in Shelf().banks()] == ["inside"]


def test_checking_a_bank_checks_the_wordings_beside_it(own: Path) -> None:
    put(own, "tiny.cy.toml", toml(tiny_wording(stem="{x} {period}")))
    (fault,) = check_file(put(own, "tiny.toml"), Shelf())
    assert fault.file == str(own / "tiny.cy.toml")
    assert check_file(own / "tiny.cy.toml", Shelf()) == (fault,)


def test_checking_a_wording_finds_its_bank_on_the_shelf(tmp_path: Path) -> None:
    path = put(tmp_path, "scie-statements.cy.toml", toml(tiny_wording(bank="scie-statements")))
    assert any("items.scie-leaders.text" in fault.place for fault in check_file(path, Shelf()))
    lost = put(tmp_path, "lost.cy.toml", toml(tiny_wording(bank="lost")))
    assert "no bank called lost" in check_file(lost, Shelf())[0].what


def test_checking_warns_of_a_shipped_id_but_not_in_the_shipped_file(tmp_path: Path) -> None:
    path = put(tmp_path, "scie-statements.toml")
    (warning,) = check_file(path, Shelf())
    assert warning.warning
    shipped = Shelf().find("scie-statements").files[0]
    path.write_bytes(shipped.content)
    assert check_file(path, Shelf()) == ()


def test_a_text_that_stands_in_no_file_is_checked_whatever_its_id() -> None:
    assert check_text("standard input", toml(tiny()), Shelf()) == ()


def test_the_bank_in_the_readme_and_its_wording_have_no_faults(tmp_path: Path) -> None:
    """Whoever copies them from there starts from something that works."""
    readme = Path(str(locate.shipped_folder())) / "README.md"
    blocks = [part.partition("\n```")[0] for part in readme.read_text(encoding="utf-8").split("```toml\n")[1:]]
    assert len(blocks) == 2
    path = put(tmp_path, "our-garden.toml", blocks[0].encode())
    put(tmp_path, "our-garden.short-words.toml", blocks[1].encode())
    assert check_file(path, Shelf()) == ()
    bank = Shelf(tmp_path).find("our-garden").bank
    assert bank is not None
    assert [name for _, name in bank.wordings] == ["Standard words", "Short words"]
