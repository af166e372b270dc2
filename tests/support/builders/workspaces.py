"""Workspaces in a folder, with a round on the tiny bank; and a system that fails at the step that a test names."""

from __future__ import annotations

import errno
import os
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from coreflect.core.banks.bank import BankFile
from coreflect.core.model import AskedBank, Reflection
from coreflect.core.reflections.responses import Draft, Finished, Question, finish, questions
from coreflect.core.reflections.rounds import digest
from coreflect.files import atomic
from coreflect.workspace.folders import RoundFolder
from coreflect.workspace.ids import SystemIds, return_mark
from coreflect.workspace.responses import StoredResponses
from coreflect.workspace.withdrawals import Withdrawals
from coreflect.workspace.workspace import Workspace
from tests.support.builders.examples import a_draft, a_round
from tests.support.builders.tiny_bank import tiny, tiny_wording, toml

BANK, WORDING = toml(tiny()), toml(tiny_wording())
ASKED = AskedBank("tiny", "whole", digest(BANK), (("cy", digest(WORDING)),))
FILES = tuple(BankFile(name, content) for name, content in zip(ASKED.file_names(), (BANK, WORDING), strict=True))
LEVELS = ("never", "sometimes", "always")
WORDS = "lantern meadow"


def kept_round(**changes: Any) -> Reflection:
    """The facts of a round on the tiny bank, with one wording beside it."""
    return a_round(banks=(ASKED,), **changes)


def reopened(root: Path, *, shared: bool = False) -> Workspace:
    """The workspace in a folder, as another process would open it."""
    return Workspace(root, shared=shared, ids=SystemIds())


def a_workspace(root: Path, *rounds: Reflection, shared: bool = False) -> Workspace:
    """A workspace that keeps these rounds, or the usual one."""
    workspace = reopened(root, shared=shared)
    for reflection in rounds or (kept_round(),):
        workspace.save_round(reflection, FILES)
    return workspace


def folder_of(workspace: Workspace) -> RoundFolder:
    """The folder of the one round."""
    (folder,) = workspace.round_folders()
    return folder


def responses_of(workspace: Workspace) -> StoredResponses:
    """The responses of a workspace, as they lie on the disk."""
    ids = SystemIds()
    return StoredResponses(workspace.files, Withdrawals(workspace.files, ids), ids)


def asked_in(workspace: Workspace) -> tuple[Question, ...]:
    reflection = kept_round()
    return questions(reflection, workspace.banks(reflection.id))


def answered(draft: Draft, level: str, items: int = 3) -> Draft:
    """The draft with the same level chosen for so many items."""
    keys = [("tiny", item) for item in ("deciding-1", "deciding-2", "doing-1")][:items]
    return replace(draft, choices=tuple((key, level) for key in keys))


def begun(workspace: Workspace, response: str = "kresponse1", words: str = WORDS, **changes: Any) -> Draft:
    """A draft that was kept."""
    reflection = kept_round()
    mark = _mark(reflection.id, words) if words else ""
    return workspace.save_draft(a_draft(response=response, round=reflection.id, words=mark, **changes))


@cache
def _mark(round_id: str, words: str) -> str:
    return return_mark(round_id, words)


def finished_from(workspace: Workspace, draft: Draft, previous: Finished | None = None) -> Finished:
    """What a draft becomes; not kept yet."""
    return finish(draft, asked_in(workspace), kept_round(), previous, SystemIds())


def finished_in(workspace: Workspace, response: str = "kresponse1", level: str = "always", **more: Any) -> Finished:
    """Finished answers that were kept."""
    draft = workspace.save_draft(answered(begun(workspace, response, **more), level))
    finished = finished_from(workspace, draft)
    workspace.finish(finished, draft)
    return finished


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its content, by path."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


class FaultySystem:
    """Stands in for `os` where files are written: counts the steps of a save, and fails at the one that is named.

    It writes 400 bytes at a time, so that a save has several writes.
    """

    def __init__(self, fails_at: int = -1, error: BaseException | None = None) -> None:
        self.steps: list[str] = []
        self._fails_at = fails_at
        self._error = error or OSError(errno.EIO, os.strerror(errno.EIO))

    def __getattr__(self, name: str) -> Any:
        return getattr(os, name)

    def write(self, file: int, content: bytes) -> int:
        self._step("write")
        return os.write(file, content[:400])

    def fsync(self, file: int) -> None:
        self._step("fsync")
        os.fsync(file)

    def replace(self, old: Any, new: Any) -> None:
        self._step("replace")
        os.replace(old, new)  # noqa: PTH105 - it stands in for this very call

    def _step(self, name: str) -> None:
        self.steps.append(name)
        if len(self.steps) == self._fails_at + 1:
            raise self._error


class BrokenSystem(FaultySystem):
    """Fails at every step of one name until it is mended."""

    def __init__(self, name: str, number: int) -> None:
        super().__init__()
        self.name = name
        self.number = number

    def _step(self, name: str) -> None:
        super()._step(name)
        if name == self.name:
            raise OSError(self.number, os.strerror(self.number))


def use_system(monkeypatch: Any, system: Any) -> Any:
    """Let files be written through this system from now on."""
    monkeypatch.setattr(atomic, "os", system)
    return system
