"""The first page leads everywhere by one typed line, and a fault there is one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from coreflect.core.errors import CoreflectError, NotSaved, Refused
from coreflect.services.app import Services
from tests.support.builders.examples import a_round, bank
from tests.support.builders.services import MadeUpShelf, TemporaryWorkspace, composed, refusing, some_services
from tests.support.screens.typed_keys import CTRL_D, at_home, typed


def no_reflections() -> tuple[Services, TemporaryWorkspace]:
    workspace = TemporaryWorkspace()
    return composed(workspace, MadeUpShelf(bank(), bank("kitchen"))), workspace


def test_reflections_are_numbered_with_their_turnout() -> None:
    services, _ = some_services()
    said = at_home(services, "1", "1", "", "1", "2", "1", "2", "", "1", "q", "", "", "q", "q")
    assert said.code == 0
    assert "1. Mill Lane. About the day centre. Tuesday 12 May 2026. Nobody has begun." in said
    assert "1 has begun, 0 have finished, 1 unfinished." in said


def test_a_place_without_reflections_says_so() -> None:
    services, _ = no_reflections()
    assert "There are no reflections here yet." in at_home(services, "q")


def test_what_fits_nothing_is_said_in_one_sentence() -> None:
    services, _ = some_services()
    said = at_home(services, "99", "abc", "", "\x1b[31m", "q")
    assert said.code == 0
    assert said.text.count("Please type 1, or n, o, i, w, l, v or q, then Enter.") == 4


def test_stopping_ends_with_130_and_no_traceback() -> None:
    services, _ = some_services()
    for keys in ("", "1\r", "n\r", "n\rMill", CTRL_D, f"o\r{CTRL_D}"):
        from coreflect.plain.app import run_home

        said = typed(keys, lambda terminal: run_home(services, terminal))
        assert said.code == 130
        assert said.text.endswith("Stopped. Everything that was shown as saved is saved.\n")


def test_two_words_are_typed_at_home_too() -> None:
    services, _ = some_services()
    first = at_home(services, "1", "1", "", "1", "2", "1", "2", "", "1", "q", "", "", "q", "q")
    words = first.text.split("Your two words are: ")[1].split("\n")[0]
    said = at_home(services, "w", words, "1", "")
    assert "Question 2 of 4." in said


def test_the_invitation_and_the_answers_are_written_and_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    services, workspace = some_services()
    workspace.put_people(a_round().id, begun=1, finished=1)
    said = at_home(services, "1", "5", "1", "6", "1", "b", "q").text.replace("\n", "").replace(" ", "")
    written = sorted(path.name for path in (tmp_path / "exports").iterdir())
    assert len(written) == 2
    assert all(f"exports/{name}" in said for name in written)


def test_an_export_that_cannot_be_written_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    services, workspace = some_services()
    workspace.put_people(a_round().id, begun=1, finished=1)
    fault = NotSaved("The folder exports is read-only.", "Choose another.")
    monkeypatch.setattr(services.packages, "write_export", refusing(fault))
    said = at_home(services, "1", "6", "q")
    assert "The folder exports is read-only. Choose another." in said
    assert said.code == 0


def test_an_invitation_is_opened_and_gone_on_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    elsewhere, _ = some_services()
    invitation = elsewhere.packages.write_invitation(elsewhere.workspace.round(a_round().id))
    services, _ = no_reflections()
    said = at_home(services, "o", invitation, "b", "q")
    assert "Mill Lane. About the day centre." in said
    assert said.code == 0


def test_a_file_that_is_no_invitation_can_be_named_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    services, _ = some_services()
    fault = Refused("notes.zip is cut off.", "Ask for it again.")
    monkeypatch.setattr(services.packages, "open_invitation", refusing(fault))
    said = at_home(services, "o", "notes.zip", "", "q")
    assert "notes.zip is cut off. Ask for it again." in said
    assert said.code == 0


def test_files_that_cannot_be_read_are_named() -> None:
    services, workspace = some_services()
    workspace.unreadable = ("rounds/x/round.json is damaged.",)
    assert "One file was skipped: rounds/x/round.json is damaged." in at_home(services, "q")


def test_a_folder_that_is_gone_is_one_sentence_until_it_is_back() -> None:
    services, workspace = some_services()
    read = workspace.rounds
    there = iter([False, True, True])

    def rounds() -> object:
        if not next(there):
            raise CoreflectError("The folder is gone.", "Put the stick back.")
        return read()

    workspace.rounds = rounds  # type: ignore[method-assign, assignment]
    said = at_home(services, "", "q")
    assert said.text.index("The folder is gone.") < said.text.index("1. Mill Lane.")
    assert said.code == 0


def test_the_questions_can_be_read_before_anything_begins() -> None:
    services, workspace = no_reflections()
    said = at_home(services, "v", "2", "2", "v", "q", "q")
    assert "Question 4. About kitchen-2-2 (easier)." in said
    assert said.text.count("1. Not yet (easier).") == 1
    assert workspace.kept == 0


def test_hostile_names_reach_the_terminal_harmless() -> None:
    reflection = a_round(team_name="\x1b[2J[red]Mill\u202e", about="a\nb\x07", contact="\x1b]0;x\x07")
    services, _ = some_services(reflection)
    said = at_home(services, "1", "1", "", "1", "2", "1", "2", "", "h")
    assert "\x1b" not in said.text
    assert "\x07" not in said.text
    assert "\u202e" not in said.text
    assert "[red]Mill" in said
