"""A workspace in which one reflection has left answers and notes in every kind of place, here and in what came in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from coreflect.core.meeting.actions import Planned, new_action
from coreflect.core.meeting.room import agreed, tally, to_talk
from coreflect.core.model import Action, Answer, Note, Records, Reflection, Response
from coreflect.core.reflections.responses import DraftNote
from coreflect.files.atomic import PREFIX, SUFFIX
from coreflect.package.write import write_package
from coreflect.services.app import package_reader
from coreflect.workspace.folders import RoundFolder
from coreflect.workspace.ids import SystemIds
from coreflect.workspace.workspace import Workspace
from tests.support.builders.workspaces import FILES, a_workspace, answered, begun, finished_from, kept_round

ROUND = kept_round().id
OTHER = "quay-2026-05-12-bcdfgh"
KEY = ("tiny", "doing-1", 1)
SECRETS = ("Dave is rough", "the room wrote", "from the other laptop", "set aside of it")
"""What people wrote, in each place."""
ANSWERED = ("kresponse1", "kdraft1", "kfaraway")
"""The ids of those whose answers are kept."""


def with_reader(root: Path) -> Workspace:
    """The workspace as the program opens it, with what can read packages."""
    return Workspace(root, shared=False, ids=SystemIds(), reader=package_reader())


def other_round() -> Reflection:
    """A round of another team."""
    return kept_round(id=OTHER, team="quay", team_name="Quay")


def filled(root: Path) -> Workspace:
    """A workspace whose usual round has answers, notes, counts, copies and leftovers, and another round beside it."""
    a_workspace(root, kept_round(), other_round())
    workspace, ids = with_reader(root), SystemIds()
    draft = workspace.save_draft(
        replace(begun(workspace), notes=(DraftNote(("tiny", "doing-1"), "knote1", "Dave is rough", "room"),))
    )
    workspace.finish(finished_from(workspace, draft), draft)
    workspace.save_draft(answered(begun(workspace, "kdraft1", words="harbour maple"), "always"))
    workspace.save_helped(ROUND, "paid")
    workspace.save_room(tally(ROUND, KEY, {("everyone", "always"): 3}, (), ids))
    workspace.save_room(agreed(ROUND, KEY, "differently", (), ids))
    workspace.save_room(to_talk(ROUND, [KEY], (), ids))
    workspace.save_room_note(Note("kroom1", "kroom1a", (), ROUND, "tiny", "doing-1", "", "room", "the room wrote"))
    workspace.save_action(new_action(ROUND, Planned("A bench", "Priya", "", "Tom"), ids))
    workspace.note_handed_over(ROUND, "may.zip", ["kresponse1"])
    folder = next(one for one in workspace.round_folders() if one.id == ROUND)
    _leave_about(root, folder)
    (root / "imports").mkdir()
    write_package(from_elsewhere(), root / "imports" / "0001.zip")
    return workspace


def from_elsewhere() -> Records:
    """What another laptop handed over: of the same round answers, notes, an agreed level, an action; and one more."""
    agreed_there = agreed(ROUND, ("tiny", "deciding-1", 1), "not-reached", (), SystemIds())
    return Records(
        rounds=(kept_round(), other_round()),
        responses=(_response("kfaraway", ROUND), _response("kstays", OTHER), _response("kresponse1", ROUND)),
        notes=(
            Note("knote2", "knote2a", (), ROUND, "tiny", "doing-1", "", "room", "from the other laptop"),
            Note("knote3", "knote3a", (), OTHER, "tiny", "doing-1", "", "room", "of the quay"),
        ),
        room=agreed_there,
        actions=(Action("kact2", "kact2a", (), ROUND, "", "", "A gate", "Sam", "", "Ada", "to-do", "", ""),),
        bank_files=FILES,
    )


def everything_in(root: Path) -> bytes:
    """Every byte under a folder, names of files too; what packages hold is stored, not compressed."""
    paths = sorted(path for path in root.rglob("*"))
    return b"\n".join(str(path).encode() + (path.read_bytes() if path.is_file() else b"") for path in paths)


def answers_left(root: Path) -> list[str]:
    """The secrets that are still on the disk, and the people of whom there is more than an id that was taken back."""
    found = [secret for secret in SECRETS if secret.encode() in everything_in(root)]
    for person in ANSWERED:
        for path in root.rglob("*"):
            if not path.is_file() or path.parent.name == "withdrawn":
                continue
            content = path.read_bytes()
            if person in path.name or f"{person},k".encode() in content or f'"{person}"'.encode() in content:
                found.append(f"{person} in {path.name}")
    return found


def _response(name: str, round_id: str) -> Response:
    given = tuple(Answer("tiny", item, 1, "always") for item in ("deciding-1", "deciding-2", "doing-1"))
    return Response(name, f"k{name}a", (), round_id, "carer", "", "standard", given)


def _leave_about(root: Path, folder: RoundFolder) -> None:
    secret = b'{"format": {}, "note": "Dave is rough"}'
    (folder.responses / "kresponse1.json.bak").write_bytes(secret)
    (folder.responses / "kresponse1 (copy of Anna).json").write_bytes(secret)
    (folder.responses / f"{PREFIX}0123{SUFFIX}").write_bytes(secret)
    (folder.room / f"{PREFIX}4567{SUFFIX}").write_bytes(secret)
    (folder.room / "kroom9.json").write_bytes(b'{"format": {"1": {"number": 1}}, "note": {"kroom9": "the room wro')
    (folder.room / "kroom8.json").write_bytes(b'{"action": {"kroom8": {"what": "cut o')
    (root / "set-aside").mkdir()
    (root / "set-aside" / f"rounds.{ROUND}.responses.kresponse5.json").write_bytes(b"set aside of it")
    (root / "set-aside" / f"rounds.{OTHER}.responses.kresponse5.json").write_bytes(b"set aside of the other")
