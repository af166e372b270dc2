"""A team's workspace on a folder with the commands of the meeting, run as a person types them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from coreflect.cli.main import main
from coreflect.core.model import Reflection
from coreflect.core.reflections.responses import finish, questions
from coreflect.workspace.workspace import Workspace
from tests.support.builders.examples import CountingIds, a_draft
from tests.support.builders.workspaces import FILES, kept_round


@dataclass
class Meeting:
    """A workspace with one round on the tiny bank: three questions, `never`, `sometimes`, `always`."""

    root: Path
    reflection: Reflection
    workspace: Workspace
    ids: CountingIds

    def run(self, *arguments: str) -> Result:
        """Run a command on this workspace; `ROUND` stands for the round's id."""
        typed = [self.reflection.id if one == "ROUND" else one for one in arguments]
        return CliRunner().invoke(main, ["--workspace", str(self.root), *typed])

    def done(self, *arguments: str) -> Result:
        """Run a command that must end well."""
        ended = self.run(*arguments)
        assert ended.exit_code == 0, (arguments, ended.output, ended.exception)
        return ended

    def data(self, *arguments: str) -> Any:
        """What a command that must end well writes as JSON."""
        return json.loads(self.done(*arguments).stdout)

    def begins(self, name: str, perspective: str = "carer") -> None:
        """Somebody has begun, and not finished."""
        self.workspace.save_draft(a_draft(response=name, round=self.reflection.id, perspective=perspective))

    def answers(self, name: str, perspective: str, levels: Sequence[str]) -> None:
        """Somebody finishes with these answers, one a question."""
        asked = questions(self.reflection, self.workspace.banks(self.reflection.id))
        choices = tuple((one.key, level) for one, level in zip(asked, levels, strict=True))
        draft = a_draft(response=name, round=self.reflection.id, perspective=perspective, choices=choices)
        kept = self.workspace.save_draft(draft)
        self.workspace.finish(finish(kept, asked, self.reflection, None, CountingIds(f"r{name}")), kept)


def a_meeting(root: Path, **reflection: Any) -> Meeting:
    """A meeting of the usual team in this folder; private, smallest group 5, unless changed."""
    ids = CountingIds()
    workspace = Workspace(root, shared=True, ids=ids)
    one = kept_round(**reflection)
    workspace.save_round(one, FILES)
    return Meeting(root, one, workspace, ids)
