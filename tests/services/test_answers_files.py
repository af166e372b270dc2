"""Answers files come in as packages do, and nobody's answers are ever merged with another person's."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest

from coreflect.core.errors import Refused
from coreflect.core.merging.importing import Decided
from coreflect.core.texts import answers_file as texts
from coreflect.package.merge import merged_package
from coreflect.package.write import package_bytes
from coreflect.services.all_records import AllRecords
from coreflect.services.app import Services
from coreflect.services.imports import Imports
from coreflect.services.merging import merge_files
from coreflect.services.sitting import find_answers, sitting_of, take_out
from coreflect.workspace.doctor import Doctor
from tests.support.builders.answers_files import ROUND, answers, note, revision, secret, write
from tests.support.builders.examples import a_round
from tests.support.builders.services import TemporaryWorkspace, composed, some_services
from tests.support.builders.workspaces import files_in

ENDING = ".coreflect.json"


@pytest.fixture
def here() -> tuple[Services, TemporaryWorkspace]:
    return some_services()


def imported(services: Services, *names: str) -> None:
    Imports(services.workspace).import_files(names)


def refused(services: Services, name: str) -> str:
    """Why a file is refused; checks that nothing was written for it."""
    before = files_in(services.workspace.root)
    with pytest.raises(Refused) as fault:
        imported(services, name)
    assert files_in(services.workspace.root) == before
    assert fault.value.exit_code == 4
    return str(fault.value)


def standing(services: Services) -> dict[str, tuple[str, ...]]:
    """The answers that stand, by the revision of their response."""
    merged = AllRecords(services.workspace).merged()
    frame = merged.answers
    return {
        each.revision: tuple(frame[frame["response"] == each.id]["answer"].astype(str))
        for each in merged.records.responses
    }


def notes_of(services: Services) -> set[str]:
    return {each.text for each in AllRecords(services.workspace).merged().records.notes}


def test_a_file_becomes_a_response_with_a_note_and_a_count_of_help(here: Any, tmp_path: Path) -> None:
    services, workspace = here
    imported(services, write(tmp_path / f"answers-a{ENDING}", help="paid", notes=[note()]))

    records = AllRecords(workspace).merged().records
    assert standing(services) == {revision(1): ("started", "not-sure", "skipped", "skipped")}
    assert [(each.perspective, each.wording) for each in records.responses] == [("carer", "standard")]
    assert [(each.text, each.response) for each in records.notes] == [("Ask Ana's group.", "")]
    assert [(row.kind, row.answer, row.count) for row in records.room] == [("helped", "paid", 1)]
    assert services.results.turnout(ROUND).finished == 1


def test_neither_the_file_nor_its_words_nor_its_secrets_are_stored(here: Any, tmp_path: Path) -> None:
    services, workspace = here
    imported(services, write(tmp_path / f"answers-a{ENDING}", notes=[note()]))

    stored = b"".join(files_in(workspace.root).values())
    for hidden in (b"lantern", b"meadow", secret("k").encode(), secret("n").encode()):
        assert hidden not in stored


def test_the_same_file_twice_adds_nothing(here: Any, tmp_path: Path) -> None:
    services, workspace = here
    first = write(tmp_path / f"answers-a{ENDING}", notes=[note()])
    again = write(tmp_path / "answers-a.coreflect (1).json", notes=[note()])
    seen = Imports(workspace).look([str(tmp_path)])
    assert [file.same_as for file in seen.files] == ["", again]
    imported(services, first)
    before = files_in(workspace.root)
    for names in ([first], [again], [str(tmp_path)]):
        assert not Imports(workspace).import_files(names).preview.changes
    assert files_in(workspace.root) == before


@pytest.mark.parametrize("together", [True, False])
def test_a_changed_file_replaces_in_any_order_and_its_notes_with_it(here: Any, tmp_path: Path, together: bool) -> None:
    services, _ = here
    old = write(tmp_path / f"b{ENDING}", notes=[note("n"), note("d", "Gone.")], help="chosen")
    new = write(
        tmp_path / f"a{ENDING}",
        **{"revision": revision(2), "replaces": [revision(1)], "answers": answers("everywhere")},
        notes=[note("n", "Another.")],
        removed=[secret("d")],
    )
    for names in [[new, old]] if together else [[new], [old]]:
        imported(services, *names)

    assert standing(services) == {revision(2): ("everywhere", "skipped", "skipped", "skipped")}
    assert notes_of(services) == {"Another."}
    records = AllRecords(services.workspace).merged().records
    assert sum(row.count for row in records.room if row.kind == "helped") == 0


def test_a_changed_file_with_other_words_is_refused(here: Any, tmp_path: Path) -> None:
    services, _ = here
    imported(services, write(tmp_path / f"a{ENDING}"))
    changed = {"revision": revision(2), "replaces": [revision(1)]}

    why = refused(services, write(tmp_path / f"b{ENDING}", **changed, words="copper basin"))

    assert f"b{ENDING} {texts.WORDS_DO_NOT_FIT}" in why
    imported(services, write(tmp_path / f"c{ENDING}", **changed))
    assert list(standing(services)) == [revision(2)]


def test_words_of_somebody_else_are_refused_whether_they_came_in_a_file_or_were_given_here(
    here: Any, tmp_path: Path
) -> None:
    services, _ = here
    imported(services, write(tmp_path / f"a{ENDING}"))
    why = refused(services, write(tmp_path / f"b{ENDING}", key=secret("z"), words="meadow lantern"))

    assert texts.OTHER_PERSONS_WORDS in why
    assert texts.CHOOSE_OTHER_WORDS in why
    imported(services, write(tmp_path / f"b{ENDING}", key=secret("z"), words="meadow lake"))
    assert services.results.turnout(ROUND).finished == 2


def test_two_people_with_the_same_words_in_one_go_are_never_merged(here: Any, tmp_path: Path) -> None:
    services, workspace = here
    names = [write(tmp_path / f"{letter}{ENDING}", key=secret(letter)) for letter in "bc"]
    seen = Imports(workspace).look(names)

    assert [file.refused for file in seen.files] == [False, True]
    Imports(workspace).import_files(names, Decided(without_refused=True))
    assert services.results.turnout(ROUND).finished == 1


def test_answers_that_came_otherwise_are_changed_by_no_file(here: Any, tmp_path: Path) -> None:
    services, workspace = here
    name = write(tmp_path / f"a{ENDING}")
    imported(services, name)
    exported = tmp_path / "export.zip"
    exported.write_bytes(merged_package(AllRecords(workspace).merged()))
    other = TemporaryWorkspace()
    Imports(other).import_files([str(exported), name])
    changed = write(tmp_path / f"b{ENDING}", revision=revision(2), replaces=[revision(1)])

    assert texts.WORDS_NOT_KNOWN in refused(composed(other, services.shelf), changed)


def test_the_two_words_open_the_answers_at_the_laptop_to_change_them(here: Any, tmp_path: Path) -> None:
    services, workspace = here
    imported(services, write(tmp_path / f"a{ENDING}", notes=[note()]))
    sitting = sitting_of(services, "Meadow and lantern")

    assert sitting is not None
    assert sitting.is_amending
    assert [each.text for each in sitting.walkthrough.draft.notes] == ["Ask Ana's group."]
    sitting.save(sitting.walkthrough.choose("everywhere"))
    sitting.finish()
    assert [given[0] for given in standing(services).values()] == ["everywhere"]
    assert services.results.turnout(ROUND).finished == 1
    assert workspace.returning("lantern meadow").finished.response.answers[0].answer == "everywhere"


def test_the_two_words_take_the_answers_out_for_good(here: Any, tmp_path: Path) -> None:
    services, workspace = here
    name = write(tmp_path / f"a{ENDING}", notes=[note(), note("d", "Old.", "garden-1-2")])
    imported(services, name)
    take_out(services, find_answers(services, "lantern meadow"))

    assert (standing(services), notes_of(services)) == ({}, set())
    assert workspace.returning("lantern meadow") is None
    assert not any("words" in path for path in files_in(workspace.root))
    Imports(workspace).import_files([name])
    assert standing(services) == {}
    assert Doctor(workspace).examine() == ()


def test_an_undone_import_leaves_words_that_nobody_has(here: Any, tmp_path: Path) -> None:
    services, workspace = here
    imported(services, write(tmp_path / f"a{ENDING}"))
    Imports(workspace).undo()

    assert standing(services) == {}
    imported(services, write(tmp_path / f"b{ENDING}", key=secret("z")))
    assert len(standing(services)) == 1


def test_a_round_that_is_forgotten_forgets_them(here: Any, tmp_path: Path) -> None:
    services, workspace = here
    imported(services, write(tmp_path / f"a{ENDING}", notes=[note()]))
    workspace.forget(ROUND)

    assert (standing(services), notes_of(services)) == ({}, set())
    assert not any("words" in path for path in files_in(workspace.root))


def test_files_that_come_after_the_answers_were_shown_are_late_ones(here: Any, tmp_path: Path) -> None:
    services, _ = here
    for number, letter in enumerate("bcdfgh"):
        key = {"key": secret(letter), "words": f"copper basin{letter}"}
        imported(services, write(tmp_path / f"{number}{ENDING}", **key))
    services.results.reveal(ROUND)
    imported(services, write(tmp_path / f"late{ENDING}"))

    published = services.results.published(ROUND)
    assert (published.counted, published.finished) == (6, 7)


def test_another_round_is_refused_and_known_once_its_invitation_was_opened(here: Any, tmp_path: Path) -> None:
    services, workspace = here
    name = write(tmp_path / f"a{ENDING}")
    other = TemporaryWorkspace()
    why = refused(composed(other, services.shelf), name)
    assert texts.OTHER_ROUND in why
    invitation = services.packages.write_invitation(workspace.round(ROUND), str(tmp_path / "invitation.zip"))
    composed(other, services.shelf).packages.open_invitation(invitation)
    imported(composed(other, services.shelf), name)
    assert list(standing(composed(other, services.shelf))) == [revision(1)]


def test_merge_takes_them_with_the_file_that_holds_their_round(here: Any, tmp_path: Path) -> None:
    _, workspace = here
    name = write(tmp_path / f"a{ENDING}")
    with pytest.raises(Refused, match="is not here"):
        merge_files([name], lambda _: None)
    (tmp_path / "round.zip").write_bytes(package_bytes(workspace.records_of_invitation(ROUND)))
    merged = merge_files([str(tmp_path)], lambda _: None).merged
    assert [response.revision for response in merged.records.responses] == [revision(1)]
    with pytest.raises(Refused, match="somebody else's"):
        merge_files([str(tmp_path), write(tmp_path / f"b{ENDING}", key=secret("z"))], lambda _: None)


@pytest.mark.parametrize("place", ["", "from Ben/"])
def test_a_file_of_ours_that_cannot_be_used_is_never_passed_over(here: Any, tmp_path: Path, place: str) -> None:
    services, _ = here
    (tmp_path / place).mkdir(exist_ok=True)
    for name in ("answers.coreflect.json", "answers.coreflect (2).JSON", "answers.coreflect.json.txt", "renamed.json"):
        file = tmp_path / place / name
        file.write_bytes(b'{"coreflect": "answers", "form": 1, "round": "mill')
        assert texts.NOT_WHOLE in refused(services, str(tmp_path))
        file.unlink()


def test_answers_files_packed_together_say_that_they_are_to_be_unpacked(here: Any, tmp_path: Path) -> None:
    services, _ = here
    with zipfile.ZipFile(tmp_path / "mail.zip", "w") as packed:
        packed.write(write(tmp_path / f"a{ENDING}"), f"mail/a{ENDING}")
    (tmp_path / f"a{ENDING}").unlink()

    assert texts.UNPACK_IT in refused(services, str(tmp_path))


def test_a_stricter_copy_of_the_round_makes_notes_lead_to_nobody(tmp_path: Path) -> None:
    services, workspace = some_services(a_round(privacy="open", smallest_group=0))
    imported(services, write(tmp_path / f"a{ENDING}", notes=[note()]))
    (first,) = AllRecords(workspace).merged().records.notes
    assert first.response
