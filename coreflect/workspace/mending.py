"""Mending destroys nothing that a person wrote and nobody took out: what cannot be read goes to `set-aside`, whole."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from coreflect.core.model import Withdrawn
from coreflect.files.atomic import make_folder, not_kept, remove, write_whole
from coreflect.workspace.doctor import Doctor
from coreflect.workspace.documents import withdrawn_tables
from coreflect.workspace.findings import Finding
from coreflect.workspace.layout import SET_ASIDE
from coreflect.workspace.storage import backup_of, encode
from coreflect.workspace.store import FolderWorkspace


def mend(workspace: FolderWorkspace, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Mend what can be mended of these findings, and return what is found afterwards.

    Raises:
        NotKept: a file could not be written, moved or removed.
    """
    # A file is closed before it is moved, so that it lies closed where it goes.
    for finding in sorted(findings, key=lambda one: one.remedy != "close"):
        _mend(workspace, finding, workspace.root / finding.file)
    return Doctor(workspace).examine()


def _mend(workspace: FolderWorkspace, finding: Finding, path: Path) -> None:
    private = workspace.files.private
    match finding.remedy:
        case "remove":
            remove(path)
        case "close":
            _close(path)
        case "set-aside":
            _move(path, _aside(workspace.root, path, private=private))
        case "restore":
            _copy(path, _aside(workspace.root, path, private=private), private=private)
            _move(backup_of(path), path)
        case "rewrite":
            _copy(path, _aside(workspace.root, path, private=private), private=private)
            gone = Withdrawn(path.name.partition(".")[0], path.parent.parent.name)
            write_whole(path, encode(withdrawn_tables([gone])), private=private)
        case "take-out":
            workspace.taking_out.clear_packages()
        case "":
            return


def _aside(root: Path, path: Path, *, private: bool) -> Path:
    folder = root / SET_ASIDE
    make_folder(folder, private=private)
    name = ".".join(path.relative_to(root).parts)
    target = folder / name
    number = 1
    while target.exists():
        number += 1
        target = folder / f"{name}.{number}"
    return target


def _move(path: Path, target: Path) -> None:
    try:
        path.replace(target)
    except FileNotFoundError:
        return
    except OSError as error:
        raise not_kept(target, error) from error


def _copy(path: Path, target: Path, *, private: bool) -> None:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise not_kept(target, error) from error
    write_whole(target, content, private=private)


def _close(path: Path) -> None:
    try:
        path.chmod(0o700 if path.is_dir() else 0o600)
    except OSError as error:
        raise not_kept(path, error) from error
