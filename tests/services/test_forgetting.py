"""All answers of a reflection are taken out once what means it was typed; what stays is shown afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest

from coreflect.banks.shelf import Shelf
from coreflect.core.errors import Misuse
from coreflect.core.texts.home import TAKEN_OUT, WHAT_STAYS
from coreflect.services.app import services_of
from coreflect.services.finding import find_to_forget
from coreflect.services.forgetting import (
    before_forgetting,
    check_meant,
    check_takes_answers,
    forget,
    what_stays,
)
from tests.support.builders.examples import a_round
from tests.support.builders.workspaces import a_workspace, finished_in, kept_round


@pytest.mark.parametrize("typed", ["", " ", "y", "yes", "cafe", "forget it", "\x1b"])
def test_what_does_not_mean_it_takes_nothing_out(typed: str) -> None:
    with pytest.raises(Misuse, match="Nothing was removed"):
        check_meant(typed, a_round(team_name="Café North"))


def test_the_whole_way_from_the_team_s_name_to_what_stays(tmp_path: Path) -> None:
    workspace = a_workspace(tmp_path / "w", kept_round())
    finished_in(workspace)
    services = services_of(workspace, Shelf())
    reflection = find_to_forget(services.workspace, kept_round().team_name)
    assert any("1 person has begun to answer." in line for line in before_forgetting(services, reflection))
    check_meant("forget", reflection)
    check_meant(kept_round().team_name.upper(), reflection)
    assert not workspace.is_forgotten(reflection.id)

    assert check_takes_answers(services, reflection) == reflection

    (line,) = forget(services, reflection)

    assert line.startswith("The answers and notes are removed.")
    assert workspace.is_forgotten(reflection.id)
    assert services.results.turnout(reflection.id).begun == 0
    with pytest.raises(Misuse, match="it takes no new ones"):
        check_takes_answers(services, reflection)
    assert what_stays(services, reflection) == (f"{TAKEN_OUT} {WHAT_STAYS}",)


def test_an_imported_file_that_cannot_be_read_keeps_nobody_from_it(tmp_path: Path) -> None:
    workspace = a_workspace(tmp_path / "w", kept_round())
    (tmp_path / "w" / "imports").mkdir()
    (tmp_path / "w" / "imports" / "0001.zip").write_bytes(b"PK torn")
    services = services_of(workspace, Shelf())
    assert find_to_forget(services.workspace, kept_round().team) == kept_round()
    with pytest.raises(Misuse, match="There is no reflection"):
        find_to_forget(services.workspace, "zzz")
