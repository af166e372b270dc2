"""Finds the reflection that a command is about, and says so where it was opened from an imported file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from coreflect.services.finding import find_here

if TYPE_CHECKING:
    from coreflect.core.model import Reflection
    from coreflect.workspace.workspace import Workspace


def one_round(workspace: Workspace, text: str, *, to_read: bool = False) -> Reflection:
    """The one reflection that a person means; raises as `find_here` does."""
    found = find_here(workspace, text, to_read=to_read)
    if found.is_opened:
        from coreflect.services.imported_reflections import OPENED_HERE

        click.echo(OPENED_HERE, err=True)
    return found.reflection
