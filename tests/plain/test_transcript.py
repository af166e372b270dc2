"""A whole turn as it is read aloud; and the words that are never said, looked for in everything that is."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

import coreflect.plain
from coreflect.core.banks.read import read_bank
from coreflect.core.model import AskedBank
from coreflect.plain.app import run_answer
from tests.support.builders.examples import a_round
from tests.support.builders.services import some_services
from tests.support.readers.goldens import Golden
from tests.support.screens.typed_keys import Said, answering, at_home, entered, typed

ROOT = Path(__file__).resolve().parents[2]
NEVER = re.compile(
    r"\b(improved?|declined?|better|worse|best|worst|scores?|scored|users?|skipped|disagree\w*|consensus|outliers?|"
    r"average|mean score|percent\w*|survey|fail(ed|s|ure)?|wrong|invalid|error|N/A|missing|refused|no opinion|"
    r"tally|bank|round|item|private|floor|session|abort\w*|crash\w*|gap|strengths?|weakness\w*)\b|%",
    re.IGNORECASE,
)


@cache
def a_whole_turn(wording_line: str, *, by_keys: bool = False) -> Said:
    files = [ROOT / "question_banks" / f"{name}.toml" for name in ("nesta-principles", "scie-statements")]
    banks = [read_bank(file.name, file.read_bytes())[0] for file in files]
    asked = tuple(AskedBank(one.id, "short", "0" * 12) for one in banks if one)
    reflection = a_round(banks=asked, contact="Rosa at the desk")
    services, _ = some_services(reflection, *[one for one in banks if one])
    lines = (
        *("", "2", "", "3", wording_line),
        *("", "2", ""),  # to try, the two words
        *("3", "9", "", "n", "b", ""),
        *("c", "We wrote it together.", "", "1", "4"),
        *("h", "s", ".", "", "1", "w", "w", "2"),
        *("2", "1", "x", "3", "3", "3"),  # the next questions: to try, then the real ones
        *("g", "", "", "", "q"),
    )
    if by_keys:
        return typed(entered(*lines), lambda terminal: run_answer(services, reflection, terminal))
    return answering(services, reflection, *lines)


@pytest.mark.parametrize(("line", "name"), [("1", "standard"), ("2", "easier")])
def test_a_whole_turn_makes_sense_read_aloud(golden: Golden, line: str, name: str) -> None:
    said = a_whole_turn(line)
    assert said.code == 0
    golden(f"plain-turn-{name}.txt", "\n".join(one.rstrip() for one in said.text.splitlines()) + "\n")


def test_a_whole_turn_by_keys_is_the_turn_that_its_lines_make() -> None:
    assert a_whole_turn("1", by_keys=True) == a_whole_turn("1")


def test_a_set_up_makes_sense_read_aloud(golden: Golden) -> None:
    services, _ = some_services()
    lines = ("n", "Otter House", "b", "", "our short breaks", "", "", "2026-06-01", "ten", "9", "2", "", "4", "Rosa")
    said = at_home(services, *lines, "", "2", "6", "8", "1", "b", "v", "1", "1", "q")
    assert said.code == 0
    golden("plain-set-up.txt", "\n".join(one.rstrip() for one in said.text.splitlines()) + "\n")


def test_no_word_is_said_that_is_never_to_be_said() -> None:
    for line in ("1", "2"):
        own = a_whole_turn(line).text
        assert sorted({found.group() for found in NEVER.finditer(own)} - _in_banks()) == []


def test_no_sentence_in_the_code_of_the_plain_face_holds_such_a_word() -> None:
    found = {
        f"{file.name}: {word.group()!r} in {text!r}"
        for file in Path(coreflect.plain.__path__[0]).glob("*.py")
        for text in _sentences(file)
        for word in NEVER.finditer(text)
    }
    assert found == set()


def test_nothing_said_depends_on_colour_or_moves_the_cursor() -> None:
    assert "\x1b" not in a_whole_turn("1").text


def _in_banks() -> set[str]:
    text = " ".join(file.read_text(encoding="utf-8") for file in (ROOT / "question_banks").glob("*.toml"))
    return {found.group() for found in NEVER.finditer(text)}


def _sentences(file: Path) -> list[str]:
    """Every text in a module that a person may read: more than one word, and no docstring."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    documents = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef))
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and " " in node.value.strip()
        and id(node) not in documents
    ]
