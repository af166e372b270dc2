"""Sentences on package files: what an invitation or an export holds, and what a merge made of every record."""

from __future__ import annotations

from coreflect.core.banks.toml import quoted
from coreflect.core.model import Reflection
from coreflect.core.names import shown
from coreflect.core.texts.words import chosen, counted, people
from coreflect.core.workspace import Turnout


def invitation_written(file: str) -> tuple[str, ...]:
    """Say that an invitation is written, and what to do with it."""
    return (
        f"The invitation is written: {shown(file)}",
        "It holds the questions and no answers. Copy it to each other laptop and open it there, from the first screen.",
    )


def export_written(file: str, turnout: Turnout, reflection: Reflection) -> tuple[str, ...]:
    """Say that an export is written: what it holds, what stays behind, and what it cannot hide."""
    lines = [
        f"The export is written: {shown(file)}",
        f"It holds the answers of {people(turnout.finished)}. {_stay_behind(turnout)}The file is not locked.",
    ]
    if reflection.is_private and turnout.finished < reflection.smallest_group:
        lines.append(
            f"It holds fewer people than the smallest group of {reflection.smallest_group}, so until it is merged with "
            "others, whoever opens it can match notes to people. Hand it over yourself."
        )
    return tuple(lines)


def _stay_behind(turnout: Turnout) -> str:
    if turnout.unfinished <= 0:
        return ""
    return f"The unfinished answers of {people(turnout.unfinished)} stay behind. "


def wrote_export(name: str, reflections: int, responses: int) -> str:
    """The line of `export` on a file that it wrote."""
    return f"Wrote {shown(name)}: {counted(reflections, 'reflection')}, {counted(responses, 'set')} of answers."


def unfinished_stay(number: int) -> str:
    """The line of `export` on unfinished responses, which never travel."""
    sets = counted(number, "unfinished set")
    return f"{sets} of answers {chosen(number, 'stays', 'stay')} here."


def small_export(reflection: Reflection, responses: int, smallest_group: int) -> str:
    """The line of `export` on a private reflection whose notes can still be matched to people."""
    return (
        f"{quoted(reflection.team_name)}, {reflection.date}: this holds {counted(responses, 'set')} of answers, and "
        f"the smallest group is {smallest_group}. Until it is merged with others, its notes can be matched to people."
    )
