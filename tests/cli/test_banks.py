"""`coreflect banks`: what was asked for stands on stdout, talk on stderr, and no file can steer the terminal."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from coreflect.banks.shelf import EARLIER, Shelf, shipped_folder
from coreflect.cli.banks import banks
from coreflect.cli.wiring import Wiring as ProgramWiring
from coreflect.core.errors import CoreflectError, Misuse
from coreflect.services.app import Services, services_of
from tests.support.builders.tiny_bank import tiny, tiny_wording, toml
from tests.support.builders.workspaces import a_workspace, kept_round, reopened


class Wiring:
    """What the commands need of the program around them."""

    def __init__(self, own: Path) -> None:
        self._own = own

    @property
    def services(self) -> Services:
        services = Services()
        services.shelf = Shelf(self._own)
        return services

    reflection = ProgramWiring.reflection


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "banks"
    folder.mkdir()
    return folder


def run(own: Path, *arguments: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(banks, arguments, input=stdin, obj=Wiring(own))


def put(folder: Path, name: str, values: dict[str, Any]) -> str:
    path = folder / name
    path.write_bytes(toml(values))
    return str(path)


def test_list_names_every_bank_and_how_long_it_is(own: Path) -> None:
    put(own, "tiny.toml", tiny())
    result = run(own, "list")
    assert result.exit_code == 0
    assert (
        "nesta-principles\n    Six principles of co-production\n    18 questions, 6 in the short form." in result.stdout
    )
    assert "tiny (your own)\n" in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 80
    assert result.stderr == ""


def test_list_names_a_broken_bank_and_goes_on(own: Path) -> None:
    put(own, "tiny.toml", tiny(title=3))
    result = run(own, "list")
    assert result.exit_code == 0
    assert "scie-statements" in result.stdout
    assert "Cannot be used: 1 fault." in result.stdout
    assert "tiny" in result.stderr


def test_list_as_json_holds_what_the_page_holds(own: Path) -> None:
    put(own, "tiny.toml", tiny(title=3))
    listed = json.loads(run(own, "list", "--json").stdout)["banks"]
    assert [one["usable"] for one in listed] == [True] * 4 + [False]
    assert (listed[0]["items"], listed[0]["items_in_short_form"]) == (18, 6)
    assert listed[0]["wordings"][1] == {"id": "plain", "name": "Easier words"}
    assert listed[4]["faults"][0]["what"].startswith('"title" must be a text')


def test_show_holds_every_item_with_its_answers_and_its_source(own: Path) -> None:
    result = run(own, "show", "nesta-principles")
    assert result.exit_code == 0
    assert "Over the last six months, how has this been done here?" in result.stdout
    assert "  4 Done together as equals: Shared as a rule" in result.stdout
    assert "Principle 5: Blurred roles (Breaking down barriers" in result.stdout
    bank = Shelf().find("nesta-principles").bank
    assert bank is not None
    assert all(item.id in result.stdout for section in bank.sections for item in section.items)
    assert "Not yet tried out." in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_show_in_easier_words_says_them_throughout(own: Path) -> None:
    page = run(own, "show", "nesta-principles", "--wording", "plain").stdout
    assert "How have things been done here over the last six months?" in page
    assert "Principle 5: Who does what\n" in page
    assert "  1 People have no part in it: Staff do it alone" in page
    assert "Deciding how money is spent" not in page


def test_show_as_json_gives_texts_by_wording_or_one_alone(own: Path) -> None:
    both = json.loads(run(own, "show", "scie-statements", "--json").stdout)
    assert both["title"] == {
        "standard": "Where is our area on co-production?",
        "plain": "How is our area doing?",
        "published": "Where is your area on co-production?",
    }
    assert (both["object"]["standard"], both["has_period"]) == ("our area", False)
    assert both["quotations"][0]["wording"] == "published"
    assert len(both["sections"][0]["items"]) == 4
    one = json.loads(run(own, "show", "scie-statements", "--json", "--wording", "plain").stdout)
    assert one["title"] == {"plain": "How is our area doing?"}
    assert one["wordings"] == both["wordings"]


def test_show_names_a_quotation_its_source_and_what_each_item_says_as_published(own: Path) -> None:
    page = " ".join(run(own, "show", "scie-statements").stdout.split())
    assert 'The wording "As published" is a quotation. Quoted from: What next for strengths-based areas?' in page
    assert 'As published: "Leaders set expectations that people are involved' in page
    assert "It is always about our area" in page
    assert "To try: " in page


def test_diff_of_a_shipped_bank_says_of_each_question_whether_a_line_is_drawn(own: Path) -> None:
    before = str(shipped_folder() / EARLIER / "0.1.0" / "right-preparation.toml")
    changes = json.loads(diff(own, before, "right-preparation", "--json").stdout)
    compared = {item["item"]: item["compared"] for item in changes["items"] if item["change"] == "changed"}
    assert [item for item, is_compared in compared.items() if not is_compared] == ["definition-beginning"]
    assert len(compared) > 8
    assert not [warning for warning in changes["warnings"] if "raise the edition" in warning]
    assert "answers before and now are compared" in diff(own, before, "right-preparation").stdout


def test_show_of_an_unknown_bank_or_wording_names_the_nearest(own: Path) -> None:
    unknown = run(own, "show", "scie-statement")
    assert isinstance(unknown.exception, Misuse)
    assert "scie-statements" in unknown.exception.hint
    wording = run(own, "show", "scie-statements", "--wording", "plane")
    assert isinstance(wording.exception, Misuse)
    assert "plain" in wording.exception.hint


def test_show_of_a_broken_bank_says_what_is_wrong(own: Path) -> None:
    put(own, "tiny.toml", tiny(titlex="x"))
    result = run(own, "show", "tiny")
    assert isinstance(result.exception, CoreflectError)
    assert result.stdout == ""
    assert 'fault: tiny.toml: "titlex" is not known here.' in result.stderr


def test_check_of_a_whole_bank_ends_with_0(own: Path) -> None:
    result = run(own, "check", put(own, "tiny.toml", tiny()))
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "Checked: 1. Faults: 0. Warnings: 0.\n"


def test_check_names_all_faults_of_all_files_and_ends_with_1(own: Path) -> None:
    first = put(own, "tiny.toml", tiny(titlex="x", stem="{x}"))
    second = put(own, "other.toml", tiny(id="other", intro=1))
    result = run(own, "check", first, second)
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert len(lines) == 3
    assert all(line.startswith(f"fault: {own}") for line in lines)
    assert "Faults: 3." in result.stderr


def test_check_with_warnings_only_ends_with_0(own: Path) -> None:
    values = tiny()
    values["sections"][0]["items"][0]["prompt"] = "word " * 16
    result = run(own, "check", put(own, "tiny.toml", values))
    assert result.exit_code == 0
    assert result.stdout.startswith("warning: ")


def test_check_names_the_fault_of_a_wording_once_where_both_files_are_given(own: Path) -> None:
    bank = put(own, "tiny.toml", tiny())
    wording = put(own, "tiny.cy.toml", tiny_wording(title=3))
    assert len(run(own, "check", bank, wording).stdout.splitlines()) == 1


def test_check_reads_standard_input_and_writes_json(own: Path) -> None:
    result = run(own, "check", "--json", "-", stdin=toml(tiny(titlex="x")))
    assert result.exit_code == 1
    (fault,) = json.loads(result.stdout)["faults"]
    assert fault["file"] == "standard input"
    assert fault["warning"] is False


@pytest.mark.parametrize("name", ["nowhere.toml", ".", "", "a\nb\x1b[2J.toml", "x" * 5_000])
def test_check_of_what_is_no_file_is_a_fault_and_no_traceback(own: Path, name: str) -> None:
    result = run(own, "check", name)
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert result.stdout.startswith("fault: ")
    assert result.stdout.rstrip("\n").isprintable()


def test_check_of_a_binary_file_is_one_fault(own: Path) -> None:
    path = own / "tiny.toml"
    path.write_bytes(bytes(range(256)) * 10)
    result = run(own, "check", str(path))
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 1


def test_no_text_of_a_file_can_steer_the_terminal(own: Path) -> None:
    put(own, "tiny.toml", tiny(title="[red]\u001b[2J", **{"a\u001b": 1}))
    path = str(own / "tiny.toml")
    for arguments in (["list"], ["list", "--json"], ["show", "tiny"], ["check", path], ["check", "--json", path]):
        result = run(own, *arguments)
        assert "\x1b" not in result.output
        assert "\\u001b" not in result.output


def test_markup_in_a_title_is_shown_as_typed(own: Path) -> None:
    put(own, "tiny.toml", tiny(title="[red]Not red[/]"))
    assert "[red]Not red[/]" in run(own, "list").stdout


@pytest.mark.parametrize("command", [[], ["list"], ["show"], ["check"]])
def test_help_begins_with_examples(own: Path, command: list[str]) -> None:
    lines = run(own, *command, "--help").stdout.splitlines()
    assert lines[2].strip() == "Examples:"
    assert lines[3].strip().startswith("coreflect banks ")


def test_these_commands_load_neither_pandas_nor_a_face() -> None:
    code = (
        "import sys; from pathlib import Path; from coreflect.banks.shelf import Shelf; import coreflect.cli.banks;"
        "Shelf(Path('.')).banks();"
        "print([m for m in ('pandas', 'textual', 'questionary', 'tinydb', 'numpy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


class WithWorkspace(Wiring):
    """The same with a workspace beside the shelf."""

    @property
    def services(self) -> Services:
        return services_of(reopened(self._own.parent / "kept", shared=True), Shelf(self._own))


def diff(own: Path, *arguments: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(banks, ("diff", *arguments), input=stdin, obj=WithWorkspace(own))


def test_diff_shows_old_and_new_words_and_warns_on_stderr(own: Path, tmp_path: Path) -> None:
    values = tiny()
    values["sections"][0]["items"][0]["text"] = "We [red]al did it."
    old, new = put(tmp_path, "tiny.toml", tiny()), put(own, "tiny-new.toml", values)
    result = diff(own, old, new)
    assert result.exit_code == 0
    assert "old: We did deciding-1 together." in result.stdout
    assert "new: We [red]al did it." in result.stdout
    assert "a comparison says: text differs" in result.stdout
    assert "  deciding-2: answers before and now are compared" in result.stdout.splitlines()
    assert result.stderr.startswith("warning: deciding-1: the words changed and the edition did not.")
    assert max(map(len, result.stdout.splitlines())) <= 80
    data = json.loads(diff(own, old, new, "--json").stdout)
    assert data["different"] is True
    assert data["items"][0]["why_not"] == "text differs"
    assert data["warnings"] == [result.stderr.strip().removeprefix("warning: ")]


def test_diff_takes_a_file_an_id_a_reflection_a_package_and_standard_input(own: Path, tmp_path: Path) -> None:
    workspace = a_workspace(tmp_path / "kept", kept_round(), shared=True)
    put(own, "tiny.toml", tiny())
    put(own, "tiny.cy.toml", tiny_wording())
    from coreflect.package.write import write_package

    write_package(workspace.records(), tmp_path / "may.zip")
    for other in (kept_round().id, kept_round().team, str(tmp_path / "may.zip"), str(own / "tiny.toml")):
        result = diff(own, other, "tiny")
        assert (result.exit_code, result.stdout, result.stderr) == (0, "Nothing is different.\n", ""), other
    piped = diff(own, "tiny", "-", stdin=toml(tiny(intro="Other.")))
    assert piped.exit_code == 0
    assert "No longer offered: cy" in piped.stdout
    assert "new: Other." in piped.stdout


@pytest.mark.parametrize(
    ("words", "code", "part"),
    [
        (("nosuch", "tiny"), 2, "There is no file, no bank and no reflection called nosuch."),
        (("nesta-principle", "tiny"), 2, "Did you mean nesta-principles?"),
        (("-", "-"), 2, "Both banks cannot come from standard input."),
        (("{own}", "tiny"), 1, "this is a folder"),
        (("{own}/broken.toml", "tiny"), 1, "cannot be used."),
        (("{own}/torn.zip", "tiny"), 4, "torn.zip"),
        (("\x1b[31m", "tiny"), 2, "There is no file, no bank"),
        (("x" * 300, "tiny"), 2, "There is no file, no bank"),
        (("", "tiny"), 1, "this is a folder"),
    ],
)
def test_diff_typed_wrongly_is_a_sentence(own: Path, words: tuple[str, str], code: int, part: str) -> None:
    put(own, "tiny.toml", tiny())
    put(own, "broken.toml", tiny(title=3))
    (own / "torn.zip").write_bytes(b"PK\x03\x04torn")
    failed = diff(own, *(word.format(own=own) for word in words), stdin=b"")
    assert failed.exit_code in (code, 1)
    fault = failed.exception
    assert isinstance(fault, CoreflectError)
    assert fault.exit_code == code
    assert part in f"{fault} {failed.stderr}"
    assert "\x1b" not in f"{fault} {failed.stderr}"
    assert failed.stdout == ""
