"""The plain face loads what it needs when it needs it."""

from __future__ import annotations

import subprocess
import sys

HEAVY = ("pandas", "prompt_toolkit", "questionary", "rich", "textual")
LOADED = f"print(','.join(name for name in {HEAVY} if name in sys.modules))"


def loaded_after(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", f"import sys\n{code}\n{LOADED}"], capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout.splitlines()[-1]


def test_opening_the_plain_face_loads_no_questionary_before_a_line_is_heard() -> None:
    code = "import coreflect.plain.app, coreflect.plain.turn, coreflect.plain.set_up"
    assert loaded_after(code) == ""


def test_a_whole_visit_loads_neither_textual_nor_pandas() -> None:
    code = (
        "from tests.support.builders.services import some_services\n"
        "from tests.support.screens.typed_keys import at_home, answering\n"
        "from tests.support.builders.examples import a_round\n"
        "answering(some_services()[0], a_round(), '', '1', 'q', 'q')"
    )
    assert loaded_after(code) == "prompt_toolkit,questionary"
