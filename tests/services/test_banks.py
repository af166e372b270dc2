"""Banks are read wherever a person may name one, and what cannot be used is named with its faults."""

from __future__ import annotations

from pathlib import Path

import pytest

from coreflect.banks.shelf import Shelf
from coreflect.core.errors import Misuse
from coreflect.core.model import Reflection
from coreflect.package.write import write_package
from coreflect.services.app import Services, services_of
from coreflect.services.banks import UnusableBank, bank_and_faults, check_banks, two_banks
from tests.support.builders.tiny_bank import tiny, tiny_wording, toml
from tests.support.builders.workspaces import a_workspace, kept_round


@pytest.fixture
def services(tmp_path: Path) -> Services:
    (tmp_path / "banks").mkdir()
    (tmp_path / "banks" / "tiny.toml").write_bytes(toml(tiny()))
    (tmp_path / "banks" / "tiny.cy.toml").write_bytes(toml(tiny_wording()))
    (tmp_path / "banks" / "broken.toml").write_bytes(toml(tiny(title=3)))
    return services_of(a_workspace(tmp_path / "w", kept_round()), Shelf(tmp_path / "banks"))


def no_input(_: int) -> bytes:
    raise AssertionError("standard input was read")


def none_here(text: str) -> Reflection:
    raise Misuse(f"There is no reflection {text} here.")


def test_a_bank_comes_with_its_warnings_or_not_at_all(services: Services) -> None:
    bank, faults = bank_and_faults(services, "tiny")
    assert (bank.id, faults) == ("tiny", ())
    with pytest.raises(Misuse, match="has no wording welsh"):
        bank_and_faults(services, "tiny", "welsh")
    with pytest.raises(UnusableBank) as unusable:
        bank_and_faults(services, "broken")
    assert unusable.value.faults


def test_files_and_standard_input_are_checked_and_each_fault_comes_once(services: Services, tmp_path: Path) -> None:
    broken = str(tmp_path / "banks" / "broken.toml")
    once = check_banks(services, (broken,), no_input)
    assert once
    assert check_banks(services, (broken, broken), no_input) == once
    assert check_banks(services, ("-",), lambda _: toml(tiny())) == ()


def test_a_reflection_and_a_package_hold_the_banks_that_they_asked(services: Services, tmp_path: Path) -> None:
    write_package(services.workspace.records(), tmp_path / "may.zip")

    def find(text: str) -> Reflection:
        assert text == "mill"
        return kept_round()

    for name in ("mill", str(tmp_path / "may.zip"), str(tmp_path / "banks" / "tiny.toml")):
        before, now = two_banks(services, name, "tiny", no_input, find)
        assert before.sections == now.sections


@pytest.mark.parametrize(
    ("old", "message"),
    [("-", "Both banks cannot come"), ("nowhere", "There is no file, no bank and no reflection called nowhere")],
)
def test_a_name_that_means_no_bank_is_said_to_mean_none(services: Services, old: str, message: str) -> None:
    with pytest.raises(Misuse, match=message):
        two_banks(services, old, "-" if old == "-" else "tiny", no_input, none_here)
