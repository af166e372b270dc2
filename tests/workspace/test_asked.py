"""What a group asks of a board is stored by reflection, is on disk once it is saved, and leaves with no export."""

from __future__ import annotations

import pytest

from coreflect.core.errors import Damaged, Misuse
from coreflect.core.meeting.asking import NOTHING_ASKED, Asking
from coreflect.workspace.doctor import Doctor, mend
from coreflect.workspace.workspace import Workspace
from tests.support.builders.workspaces import kept_round, reopened

ROUND = kept_round().id
ASKING = Asking(("Pay bus fares.", "=1+1"), "2026-11-12", "in person")


def test_what_is_asked_is_read_again_from_the_disk_and_the_last_one_holds(workspace: Workspace) -> None:
    assert workspace.asked.read(ROUND) == NOTHING_ASKED
    workspace.asked.save(ROUND, Asking(("Come.",)))
    workspace.asked.save(ROUND, ASKING)
    assert reopened(workspace.root).asked.read(ROUND) == ASKING
    assert workspace.asked.read("another") == NOTHING_ASKED


def test_no_file_is_named_by_an_id_that_is_a_path(workspace: Workspace) -> None:
    assert workspace.asked.read("../round") == NOTHING_ASKED
    with pytest.raises(Misuse):
        workspace.asked.save("../round", ASKING)


def test_a_damaged_file_is_never_overwritten_and_the_doctor_finds_and_mends_it(workspace: Workspace) -> None:
    workspace.asked.save(ROUND, ASKING)
    (file,) = workspace.asked.folder.glob("*.json")
    file.write_text("{", encoding="utf-8")
    again = reopened(workspace.root)
    with pytest.raises(Damaged):
        again.asked.read(ROUND)
    with pytest.raises(Damaged):
        again.asked.save(ROUND, ASKING)
    (finding,) = [found for found in Doctor(again).examine() if "asked" in found.file]
    assert finding.kind == "damaged"
    assert not [found for found in mend(again, [finding]) if "asked" in found.file]
    assert reopened(workspace.root).asked.read(ROUND) in (NOTHING_ASKED, ASKING)
