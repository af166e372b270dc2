"""What the documents say is true: every command in them exists, every file they name is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from coreflect.cli.main import COMMANDS, main
from tests.support.pages.package_page import PAGE, page

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), ROOT / "question_banks" / "README.md"])
README = (ROOT / "README.md").read_text(encoding="utf-8")


def commands_in(text: str) -> list[list[str]]:
    """Each command line that a document names, in a block of code or between backticks."""
    blocks = "\n".join(re.findall(r"```sh\n(.*?)```", text, re.DOTALL))
    inline = "\n".join(re.findall(r"`(coreflect[^`]*)`", text))
    lines = [line.strip() for line in f"{blocks}\n{inline}".splitlines()]
    return [line.split() for line in lines if line.startswith("coreflect")]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_in_a_document_exists_with_its_options(document: Path) -> None:
    for _, *words in commands_in(document.read_text(encoding="utf-8")):
        names = [word for word in words if re.fullmatch(r"[a-z]+", word)]
        options = [word.split("=")[0] for word in words if word.startswith("-")]
        path = names[:2] if names[:1] in (["actions"], ["banks"], ["rounds"]) else names[:1]
        shown = CliRunner().invoke(main, [*path, "--help"])
        assert shown.exit_code == 0, words
        for option in options:
            assert re.search(rf"(?<![\w-]){option}(?![\w-])", shown.output), words


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_is_named_in_the_readme(command: str) -> None:
    assert re.search(rf"coreflect {command}\b|`{command}`|`{command} ", README)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_file_that_a_document_links_to_is_there(document: Path) -> None:
    for target in re.findall(r"\]\((?!https?://|#)([^)#]+)", document.read_text(encoding="utf-8")):
        assert (document.parent / target).exists(), target


def test_the_two_commands_use_nothing_but_python() -> None:
    for mark in ("open", "tests"):
        block = re.search(rf"<!-- {mark} -->\n```sh\n(.*?)\n```", README, re.DOTALL)
        assert block is not None
        assert block[1].startswith("python3 -m venv .venv && .venv/bin/pip install ")
        assert "\n" not in block[1]


def test_the_picture_is_of_a_question() -> None:
    picture = (ROOT / "docs" / "question.svg").read_text(encoding="utf-8")
    assert "Done&#160;together&#160;as&#160;equals" in picture
    assert "http" not in re.sub(r'xmlns(:\w+)?="[^"]*"', "", picture)


def test_the_picture_of_results_is_of_every_question_at_a_glance_beside_one_of_them() -> None:
    picture = (ROOT / "docs" / "results.svg").read_text(encoding="utf-8")
    for said in ("At&#160;a&#160;glance", "Capabilities", "The&#160;two&#160;groups&#160;answered&#160;differently."):
        assert said in picture, said
    assert "http" not in re.sub(r'xmlns(:\w+)?="[^"]*"', "", picture)


def test_the_minute_in_text_is_what_is_heard_line_by_line() -> None:
    transcript = re.search(r"<!-- transcript -->\n```text\n(.*?)\n```", README, re.DOTALL)
    assert transcript is not None
    heard = {
        line
        for name in ("plain-turn-standard.txt", "plain-meeting.txt")
        for line in (ROOT / "tests" / "goldens" / name).read_text(encoding="utf-8").splitlines()
    }
    assert [line for line in transcript[1].splitlines() if line not in heard and line != "…"] == []


def test_the_page_on_the_package_says_what_the_schema_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()
