"""Examines everything that the workspace stores and, if asked to, mends what can be mended."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from coreflect.services.output import exports_there
from coreflect.workspace.doctor import Doctor, mend

if TYPE_CHECKING:
    from coreflect.services.app import Services
    from coreflect.workspace.doctor import Finding as Finding


class Checkup(NamedTuple):
    """What was mended in a workspace, and what is left to do."""

    folder: str
    mended: tuple[Finding, ...]
    left: tuple[Finding, ...]


def check_up(services: Services, *, mending: bool) -> Checkup:
    """Look for damaged files and the like; looking alone changes nothing.

    Raises:
        NotSaved: a file could not be mended.
    """
    workspace = services.workspace
    beside = (exports_there(),)
    findings = Doctor(workspace, beside).examine()
    left = mend(workspace, findings, beside) if mending else findings
    return Checkup(workspace.place().folder, tuple(finding for finding in findings if finding not in left), left)
