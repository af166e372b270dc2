"""`coreflect doctor --phones`: whether phones reach this laptop, what may be in the way, and one that comes."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

import pytest
from click.testing import CliRunner, Result

from coreflect.cli import doctor_phones
from coreflect.cli.doctor import doctor
from coreflect.cli.main import main
from coreflect.core.errors import Misuse
from coreflect.web import addresses
from coreflect.web.addresses import Address
from coreflect.web.trial import Trial, try_addresses
from tests.support.builders.phones import LOOPBACK, Phone

NOT_HERE = "192.0.2.7"


@pytest.fixture(autouse=True)
def on_the_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    there(monkeypatch, Address(LOOPBACK, "Wi-Fi"))


def there(monkeypatch: pytest.MonkeyPatch, *found: Address) -> None:
    monkeypatch.setattr(addresses, "addresses", lambda: found)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(doctor, ["--phones", *arguments])


def in_a_terminal(monkeypatch: pytest.MonkeyPatch, phones: Sequence[str] = ()) -> None:
    """Let the command take its streams for a terminal, and phones open these pages while it waits."""
    monkeypatch.setattr(doctor_phones, "is_terminal", lambda: True)

    def came(trial: Trial, _: float) -> bool:
        for path in phones:
            Phone(trial.host).open(path)
        return trial._came.is_set()

    monkeypatch.setattr(Trial, "came", came)


def test_it_says_that_the_laptop_listens_and_reaches_itself_and_without_a_terminal_waits_for_nobody() -> None:
    done = run()
    assert done.exit_code == 0
    assert done.output == (
        f"What serves phones is installed.\n{LOOPBACK}, Wi-Fi: this laptop listens here, and reaches itself.\n"
    )


def test_an_address_that_cannot_be_listened_on_is_said_and_the_sheet_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    there(monkeypatch, Address(NOT_HERE, "gone"))
    done = run()
    assert done.exit_code == 1
    assert "192.0.2.7, gone: this laptop cannot listen here." in done.output
    assert "coreflect paper ROUND" in done.output


def test_an_address_that_the_internet_may_reach_is_warned_of(monkeypatch: pytest.MonkeyPatch) -> None:
    there(monkeypatch, Address(LOOPBACK, "Wi-Fi"), Address("8.8.8.8", "eth0"))
    done = run()
    assert done.exit_code == 0
    assert "the internet may reach this address too" in done.output


def test_in_no_network_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    there(monkeypatch)
    done = run()
    assert done.exit_code == 1
    assert "This laptop is not on a network." in done.output


def test_in_a_terminal_a_phone_that_comes_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    in_a_terminal(monkeypatch, ("/",))
    done = run()
    assert done.exit_code == 0
    assert "█" in done.output
    assert f"open http://{LOOPBACK}:" in done.output
    assert done.output.endswith("A phone came through: phones can be used here.\n")


def test_where_none_comes_it_says_what_may_be_in_the_way_and_offers_the_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    in_a_terminal(monkeypatch)
    done = run()
    assert done.exit_code == 1
    for said in ("guest network", "firewall", "mobile data", "coreflect paper ROUND"):
        assert said in done.output


def test_that_the_laptop_reaches_itself_is_no_phone_that_came() -> None:
    with Trial(LOOPBACK) as trial:
        assert trial.reaches_itself()
        assert not trial.came(0)
        seen = Phone(trial.host).open("/")
        assert "It works: this phone reaches the laptop." in seen.text
        assert trial.came(0)


def test_json_holds_every_address_and_waits_for_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    there(monkeypatch, Address(LOOPBACK, "Wi-Fi"), Address(NOT_HERE, "gone"))
    in_a_terminal(monkeypatch)
    done = run("--json")
    assert done.exit_code == 0
    assert json.loads(done.output) == {
        "installed": True,
        "how_to_install": "",
        "addresses": [each._asdict() for each in try_addresses()],
    }


@pytest.mark.parametrize("arguments", [(), ("--json",)])
def test_without_the_libraries_one_sentence_says_how_to_get_them(
    monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.delattr("coreflect.web.server")
    monkeypatch.setitem(sys.modules, "coreflect.web.server", None)
    done = run(*arguments)
    assert done.exit_code == 1
    assert 'pip install "coreflect[web]"' in (json.loads(done.output)["how_to_install"] if arguments else done.output)


def test_the_command_room_says_so_too_before_it_opens_anything(
    monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    from tests.support.builders.workspaces import a_workspace

    workspace = a_workspace(tmp_path / "w")  # type: ignore[operator]
    monkeypatch.delattr("coreflect.web.server")
    monkeypatch.setitem(sys.modules, "coreflect.web.server", None)
    monkeypatch.setattr("coreflect.cli.room.require_terminal", lambda: None)
    done = CliRunner().invoke(main, ["--workspace", str(workspace.root), "room", "mill-lane", "--phones"])
    assert done.exit_code == 1
    assert 'Get it with: pip install "coreflect[web]"' in done.output
    assert "Traceback" not in done.output


def test_phones_are_not_mended() -> None:
    done = run("--mend")
    assert isinstance(done.exception, Misuse)
