"""`merge` on real files: any order, any number of times; a faulty file stops it whole; conflicts are named."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coreflect.cli.main import main
from coreflect.core.model import Withdrawn
from coreflect.package.read import read_records
from coreflect.package.write import package_bytes
from tests.support.builders.packages import (
    ROUND,
    a_bit_of_everything,
    action,
    files_in,
    hands,
    note,
    records,
    reflection,
    response,
)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str, stdin: bytes = b"") -> Result:
    return CliRunner().invoke(main, ["--workspace", "kept", "merge", *arguments], input=stdin)


def put(name: str, **changes: object) -> str:
    Path(name).write_bytes(package_bytes(records(**changes)))
    return name


def three() -> tuple[str, str, str]:
    return (
        put("a.zip", responses=(response("p1"), response("p2")), notes=(note("n1", response="p1"),)),
        put("b.zip", responses=(response("p2", "everywhere", revision="p2b", replaces=("p2a",)), response("p3"))),
        put("c.zip", withdrawn=(Withdrawn("p1", ROUND),), actions=(action(),)),
    )


def merged(*names: str) -> bytes:
    ran = run(*names, "-o", "-")
    assert ran.exit_code == 0, ran.output
    return ran.stdout_bytes


def test_the_order_the_grouping_and_the_repeating_of_files_make_no_difference(here: Path) -> None:
    names = three()
    whole = merged(*names)
    assert {merged(*order) for order in permutations(names)} == {whole}
    Path("ab.zip").write_bytes(merged("a.zip", "b.zip"))
    Path("bc.zip").write_bytes(merged("b.zip", "c.zip"))
    Path("all.zip").write_bytes(whole)
    assert merged("ab.zip", "c.zip") == whole
    assert merged("a.zip", "bc.zip") == whole
    assert merged("all.zip", "a.zip", "all.zip", "ab.zip") == whole


def test_without_a_name_it_writes_into_exports(here: Path) -> None:
    ran = run(*three())
    assert ran.exit_code == 0
    assert "Wrote exports" in ran.stderr
    assert [one.id for one in read_records(here / "exports" / "merged.zip").responses] == ["p2", "p3"]
    assert ran.stdout == ""


def test_it_says_what_became_of_every_record(here: Path) -> None:
    said = run(*three(), "a.zip").stderr
    assert "a.zip: 4 records" in said
    assert f"Mill Lane, {ROUND}: 13 records: 4 new, 6 duplicates, 1 out of date, 2 removed by the person" in said


def test_the_numbers_are_there_as_json_and_add_up(here: Path) -> None:
    ran = run(*three(), "--json", "-o", "all.zip")
    told = json.loads(ran.stdout)
    assert [one["file"] for one in told["files"]] == ["a.zip", "b.zip", "c.zip"]
    (one,) = told["rounds"]
    fates = ("new", "same", "replaced", "withdrawn", "in_conflict")
    assert sum(one[fate] for fate in fates) == sum(file["records"] for file in told["files"]) == 9
    assert told["written"] == "all.zip"
    assert told["conflicts"] == []


def test_a_dry_run_says_the_same_and_writes_nothing(here: Path) -> None:
    names = three()
    before = sorted(here.iterdir())
    ran = run(*names, "--dry-run", "-o", "all.zip")
    assert ran.exit_code == 0
    assert "removed by the person" in ran.stderr
    assert "Nothing was written, since this was a dry run." in ran.stderr
    assert sorted(here.iterdir()) == before


def test_a_package_comes_from_standard_input_too(here: Path) -> None:
    put("a.zip", responses=(response("p1"),))
    ran = run("a.zip", "-", "-o", "-", stdin=package_bytes(records(responses=(response("p2"),))))
    assert [one.id for one in read_records(ran.stdout_bytes, "x.zip").responses] == ["p1", "p2"]


def test_a_folder_is_searched_one_folder_down_and_what_is_no_package_in_it_is_named(here: Path) -> None:
    folder = here / "gathered"
    (folder / "below").mkdir(parents=True)
    three()
    for name in ("a.zip", "b.zip"):
        (here / name).rename(folder / name)
    (here / "c.zip").rename(folder / "below" / "c.zip")
    (folder / "minutes.txt").write_text("hello", encoding="utf-8")
    with zipfile.ZipFile(folder / "minutes.docx", "w") as zipped:
        zipped.writestr("word/document.xml", "hello")
    ran = run("gathered", "-o", "all.zip")
    assert ran.exit_code == 0, ran.output
    assert [one.id for one in read_records(here / "all.zip").responses] == ["p2", "p3"]
    assert "minutes.txt is not a coreflect file" in ran.stderr
    assert "minutes.docx is not a coreflect file" in ran.stderr


def test_a_faulty_package_in_a_folder_is_refused_and_nothing_is_written(here: Path) -> None:
    folder = here / "gathered"
    folder.mkdir()
    put("gathered/a.zip")
    content = package_bytes(a_bit_of_everything())
    (folder / "cut.zip").write_bytes(content[:-40])
    ran = run("gathered", "-o", "all.zip")
    assert ran.exit_code == 4
    assert "cut.zip is cut off or damaged" in ran.stderr
    assert not (here / "all.zip").exists()


def edited(content: bytes) -> bytes:
    files = files_in(content)
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as file:
        for path, one in files.items():
            file.writestr(path, one.replace(b"started", b"stArted"))
    return zipped.getvalue()


def with_path_outside(content: bytes) -> bytes:
    zipped = io.BytesIO(content)
    with zipfile.ZipFile(zipped, "a") as file:
        file.writestr("../outside.csv", "x")
    return zipped.getvalue()


@pytest.mark.parametrize(
    "attack",
    [
        pytest.param(lambda content: content[: len(content) // 2], id="cut off"),
        pytest.param(lambda content: content[:200] + b"?" + content[201:], id="altered"),
        pytest.param(edited, id="unzipped and edited"),
        pytest.param(with_path_outside, id="a path outside"),
        pytest.param(lambda content: b"", id="empty"),
        pytest.param(lambda content: b"hello", id="something else"),
    ],
)
@pytest.mark.parametrize("output", ["all.zip", "-"])
def test_each_attack_is_refused_by_name_with_4_and_nothing_is_written(attack: object, output: str, here: Path) -> None:
    put("a.zip", responses=(response("p1"),))
    Path("bad.zip").write_bytes(attack(package_bytes(a_bit_of_everything())))  # type: ignore[operator]
    before = sorted(here.iterdir())
    ran = run("a.zip", "bad.zip", "-o", output)
    assert ran.exit_code == 4
    assert "bad.zip " in ran.stderr
    assert "Nothing was written." in ran.stderr
    assert ran.stdout == ""
    assert sorted(here.iterdir()) == before


def test_every_faulty_file_is_named_at_once(here: Path) -> None:
    for name in ("x.zip", "y.zip"):
        Path(name).write_bytes(b"")
    said = run("x.zip", "y.zip").stderr
    assert "x.zip is cut off" in said
    assert "y.zip is cut off" in said


def test_refused_goes_before_in_conflict(here: Path) -> None:
    put("a.zip", actions=(action(),))
    put("b.zip", actions=(action(revision="a1b", what="Paint it"),))
    Path("x.zip").write_bytes(b"")
    assert run("a.zip", "b.zip", "x.zip").exit_code == 4
    assert run("a.zip", "b.zip").exit_code == 3


def test_a_conflict_is_named_and_can_be_ended(here: Path) -> None:
    put("a.zip", actions=(action(),))
    put("b.zip", actions=(action(revision="a1b", what="Paint it"),))
    ran = run("a.zip", "b.zip", "-o", "all.zip")
    assert ran.exit_code == 3
    assert "1 record is in two versions, and neither version is counted: actions a1: a1a, a1b." in ran.stderr
    assert "--keep RECORD=REVISION" in ran.stderr
    assert 'a1=a1a says what "Oil the gate"\n' in ran.stderr
    assert 'a1=a1b says what "Paint it"\n' in ran.stderr
    assert len(read_records(here / "all.zip").actions) == 2
    assert run("a.zip", "b.zip", "--keep", "a1=a1b", "-o", "all.zip").exit_code == 0
    assert [one.what for one in read_records(here / "all.zip").actions] == ["Paint it"]
    assert run("all.zip", "b.zip", "a.zip", "-o", "again.zip").exit_code == 0
    assert (here / "again.zip").read_bytes() == (here / "all.zip").read_bytes()


def test_what_two_counts_of_hands_say_is_shown_and_what_a_person_said_is_not(here: Path) -> None:
    other = tuple(replace(one, revision="h1b", count=one.count + 1) for one in hands("h1", started=3))
    put("a.zip", room=hands("h1", started=3), responses=(response("p1"),), notes=(note(),))
    changed = response("p1", "everywhere", revision="p1b")
    put("b.zip", room=other, responses=(changed,), notes=(note(revision="n1b", text="The gate is light."),))
    said = run("a.zip", "b.zip").stderr
    assert "h1=h1a says started 3\n" in said
    assert "h1=h1b says started 4\n" in said
    assert "everywhere" not in said
    assert "gate" not in said


def test_a_name_for_a_team_is_kept_in_the_package(here: Path) -> None:
    other = reflection(id="mill-lan-2026-05-13-xyz", team="mill-lan", team_name="Mill Lan", date="2026-05-13")
    put("a.zip")
    put("b.zip", rounds=(other,))
    assert "look like one team" in run("a.zip", "b.zip").stderr
    ran = run("a.zip", "b.zip", "--same-team", "Mill Lan=mill-lane", "-o", "all.zip")
    assert "look like one team" not in ran.stderr
    (alias,) = read_records(here / "all.zip").aliases
    assert (alias.kind, alias.name, alias.same_as) == ("team", "mill-lan", "mill-lane")
    assert "look like one team" not in run("all.zip", "b.zip").stderr


def test_a_name_for_a_round_takes_the_beginnings_of_ids(here: Path) -> None:
    put("a.zip")
    put("b.zip", rounds=(reflection(id="quay-2026-05-12-xyz", team="quay", team_name="Quay"),))
    assert run("a.zip", "b.zip", "--same-round", "quay=mill", "-o", "all.zip").exit_code == 0
    (alias,) = read_records(here / "all.zip").aliases
    assert (alias.name, alias.same_as) == ("quay-2026-05-12-xyz", ROUND)


@pytest.mark.parametrize(
    "arguments",
    [
        ["nowhere.zip"],
        ["a.zip", "--same-team", "mill-lane"],
        ["a.zip", "--same-team", "mill-lane=mill-lane"],
        ["a.zip", "--same-team", "nobody=mill-lane"],
        ["a.zip", "--same-round", "nobody=mill"],
        ["a.zip", "--keep", "a1"],
        ["a.zip", "--keep", "a9=a9a"],
        ["a.zip", "--json", "-o", "-"],
        ["empty"],
        [],
    ],
)
def test_what_cannot_be_meant_is_wrong_usage_and_writes_nothing(arguments: list[str], here: Path) -> None:
    put("a.zip")
    (here / "empty").mkdir()
    before = sorted(here.iterdir())
    assert run(*arguments).exit_code == 2
    assert sorted(here.iterdir()) == before


def test_names_from_files_cannot_move_the_cursor(here: Path) -> None:
    put("a.zip", rounds=(reflection(team_name="Mill\x1b[2J Lane"),))
    put("b.zip", rounds=(reflection(id="mill-2", team="mill-2", team_name="Mill\x1b[2J Lanee"),))
    assert "\x1b" not in run("a.zip", "b.zip").output
