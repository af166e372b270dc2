"""Every sentence that the program says, wherever it stands in the code, has the one word that we use for each thing."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import coreflect

ROOT = Path(coreflect.__file__).parent
SAID_OTHERWISE = {
    r"return[- ]words?|password words": "your two words",
    r"pairing code": "repeat code",
    r"brought in|bring(s|ing)? (files|it|them) together|brought together": "added, combined",
    r"taken? (it|them|this) back|take[ns]? back|taken out|takes? (it|them) out": "undo, removed",
    r"passed over": "skipped",
    r"laid (beside|side)|lays? (beside|side)|side by side|beside another": "compared with",
    r"where the room stands|stood at|settled?": "what we agreed",
    r"\bkey(ed|ing)? in\b|\bkey in\b": "type in",
    r"altered": "changed after it was made",
    r"(?<!there )(is|are) no (package|zip|file|level|code|text|regular)": "is not a",
    r"two sides|both sides": "the two groups",
    r"seldom": "not often",
    r"which (one )?holds": "which is right",
    r"for ever": "for good",
    r"stands? (in two versions|here|where|at|in|beside|by|apart)": "is",
    r"people of [A-Z]": "people from",
}
"""Patterns of what we do not say, with the words that we do."""


def _said() -> Iterator[tuple[str, str]]:
    """Every text of the code but docstrings that no command shows, and of the help, with where it stands.

    What says what the tables of a package hold is for those who program, and is left out.
    """
    for path in sorted(ROOT.rglob("*.py")):
        if path.parent.name == "package" and path.name in ("schema.py", "subset.py"):
            continue
        tree = ast.parse(path.read_text("utf-8"))
        for at in ast.walk(tree):
            if isinstance(at, ast.Expr):
                at.value = ast.Constant(None)
        for at in ast.walk(tree):
            if isinstance(at, ast.Constant) and isinstance(at.value, str) and " " in at.value.strip():
                yield f"{path.relative_to(ROOT)}:{at.lineno}", at.value
    for path in sorted((ROOT / "cli").glob("*.py")):
        for at in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(at, ast.FunctionDef) and at.decorator_list:
                yield f"{path.relative_to(ROOT)}:{at.name}", ast.get_docstring(at) or ""
    for name, page in tomllib.loads((ROOT / "tui" / "help.toml").read_text("utf-8")).items():
        yield f"help.toml:{name}", repr(page)
    for path in sorted((ROOT / "reporting" / "templates").glob("*.html")):
        yield path.name, re.sub(r"\{#.*?#\}", "", path.read_text("utf-8"), flags=re.DOTALL)


SAID = list(_said())


def test_there_are_sentences_to_look_at() -> None:
    assert len(SAID) > 1500


@pytest.mark.parametrize("pattern", SAID_OTHERWISE)
def test_no_sentence_has_another_word(pattern: str) -> None:
    otherwise = re.compile(rf"\b({pattern})\b", re.IGNORECASE)
    found = [f"{where}: {text.strip()[:200]}" for where, text in SAID if otherwise.search(text)]
    assert not found, f"we say: {SAID_OTHERWISE[pattern]}"
