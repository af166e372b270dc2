"""What is said once a file for others is written: what it holds, what stays behind, and what it cannot hide."""

from __future__ import annotations

from coreflect.core.kept import Turnout
from coreflect.core.model import Round
from coreflect.core.names import shown
from coreflect.core.sentences import people


def invitation_written(file: str) -> tuple[str, ...]:
    """What is said once an invitation is written."""
    return (
        f"The invitation is written: {shown(file)}",
        "It holds the questions and no answers. Copy it to each other laptop and open it there, from the first screen.",
    )


def export_written(file: str, turnout: Turnout, facts: Round) -> tuple[str, ...]:
    """What is said once an export is written: what it holds, what stays behind, and what it cannot hide."""
    said = [
        f"The export is written: {shown(file)}",
        f"It holds the answers of {people(turnout.finished)}. {_stay_behind(turnout)}The file is not locked.",
    ]
    if facts.is_private and turnout.finished < facts.smallest_group:
        said.append(
            f"It holds fewer people than the smallest group of {facts.smallest_group}, so until it is merged with "
            "others, whoever opens it can match notes to people. Hand it over yourself."
        )
    return tuple(said)


def _stay_behind(turnout: Turnout) -> str:
    if turnout.unfinished <= 0:
        return ""
    return f"The unfinished answers of {people(turnout.unfinished)} stay behind. "
