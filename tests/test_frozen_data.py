"""What an earlier coreflect wrote is read as it was meant, value by value, and reading it changes no byte.

What stands in tests/data is never made again (see its README): where one of these tests fails, the code is wrong.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import shutil
import sys
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from coreflect.cli.main import main
from coreflect.core.texts.words import plain_date
from coreflect.services.settings import Settings
from coreflect.workspace.workspace import open_workspace
from tests.support.builders.searching import in_ci
from tests.support.readers.goldens import Golden
from tests.support.readers.printed import Printed
from tests.support.readers.results_of_then import HANDS, printed_results
from tests.support.readers.words_of_then import joined, said_now

DATA = Path(__file__).parent / "data"
EXPECTED = DATA / "expected"
PACKAGES = DATA / "packages"
RELEASED = DATA / "released"
WORKSPACE, TWO_VERSIONS, CUT_OFF = "workspace", "workspace-in-two-versions", "workspace-cut-off"

REVEALED, UNDER_ANOTHER_NAME = "teapot-lane-2026-02-10-wfnffg", "teapot-ln-2026-02-10-ncrcpg"
SECOND = "teapot-lane-2026-08-11-mgctvj"
OPEN = "zoe-s-yard-tphxdg-2026-03-03-btrnkj"
NOT_REVEALED = "kestrel-row-2026-05-05-zbmjbw"
FORGOTTEN = "marzipan-mill-2025-01-14-nmdvhp"
ITS_DAY_HAS_COME = "marzipan-mill-2025-06-10-cmftgt"
PAIRED_FIRST, PAIRED = "pear-court-2026-03-17-xfrkxq", "pear-court-2026-09-22-hbvzhp"
BROUGHT_IN = "marmalade-quay-2026-09-15-vjwdpv"
CHANGED_TWICE = "two-windows-2026-04-07-txmstt"
TAKEN_OUT = "cdvjxk9s2p"
ROUNDS = (
    *(REVEALED, UNDER_ANOTHER_NAME, SECOND, OPEN, NOT_REVEALED, FORGOTTEN, ITS_DAY_HAS_COME),
    *(PAIRED_FIRST, PAIRED, BROUGHT_IN),
)

WORDS = {
    "lantern meadow": WORKSPACE,
    "harp kettle": WORKSPACE,
    "river window": WORKSPACE,
    "comet saddle": WORKSPACE,
    "summer bugle": WORKSPACE,
    "piano ladder": WORKSPACE,
    "velvet tuba": WORKSPACE,
    "glove ticket": WORKSPACE,
    "kite harbour": TWO_VERSIONS,
    "pebble quilt": TWO_VERSIONS,
}
"""Two return words each, and the workspace in which they open somebody's answers."""

LOOKED_FOR = ("lantern meadow", "kite harbour")
"""Those of each workspace that every run looks for; CI looks for all of them."""

READ = {
    "rounds-list": ("rounds", "list"),
    "actions-list": ("actions", "list"),
    "own-bank": ("banks", "show", "our-yard"),
    "doctor": ("doctor",),
    "in-two-versions": ("import", "--dry-run"),
    "what-undo-would-take-back": ("import", "--undo", "--dry-run"),
    **{f"show-{one}": ("rounds", "show", one) for one in ROUNDS},
    **{f"results-{one}": ("results", one) for one in ROUNDS},
    **{f"room-{one}": ("room", one, "--json") for one in (REVEALED, SECOND, OPEN)},
    # Nothing is taken out where nobody can be asked; the copies that were handed over are named before.
    **{f"copies-of-{one}": ("rounds", "forget", one) for one in ROUNDS if one != FORGOTTEN},
}
"""Commands that read the workspace, by the name of the file that holds what they print."""

READ_IN_TWO_VERSIONS = {
    "two-versions-doctor": ("doctor",),
    "two-versions-named": ("import", "--dry-run"),
    "two-versions-show": ("rounds", "show", CHANGED_TWICE),
    "two-versions-results": ("results", CHANGED_TWICE),
    "two-versions-actions": ("actions", "list"),
}

WORDED_ANEW = tuple(f"results-{round_id}" for round_id in ROUNDS if round_id not in (FORGOTTEN, NOT_REVEALED))
"""What says its counts in another order and in other sentences now; the counts are held against those of then."""

LISTED_ANEW = ("rounds-list", "actions-list", "two-versions-actions")
"""What is listed in another order now, with its team and date; every word of then still stands in it."""

NAMED_NOW = {"Staff, leaders and commissioners": "Staff and leaders"}
"""The names of groups that are worded otherwise on purpose, by how they were worded then."""

SHOWN_IN_ROWS = ("two-versions-show", *(f"show-{round_id}" for round_id in ROUNDS))
"""What reads a set-up back in rows; the rest is said as then."""

Tables = dict[str, list[dict[str, str]]]


def run(workspace: Path | None, *arguments: str | Path, ends: int | None = 0) -> Result:
    """Run a command as a person types it."""
    where = ["--workspace", str(workspace)] if workspace else []
    ended = CliRunner().invoke(main, [*where, *map(str, arguments)])
    assert ends is None or ended.exit_code == ends, (arguments, ended.output, ended.exception)
    return ended


def said(workspace: Path, arguments: Sequence[str]) -> str:
    """All that a command prints, and how it ends; the place where the workspace lies is no part of it."""
    ended = run(workspace, *arguments, ends=None)
    return f"{ended.output.replace(str(workspace), 'WORKSPACE')}\nends with {ended.exit_code}\n"


def words_lost(then: str, now: str) -> Counter[str]:
    """The words that were said then and are not said as often now; a date may be written out."""
    dated = re.sub(r"\b\d{4}-\d\d-\d\d\b(?!-)", lambda day: plain_date(day[0]), then)
    return Counter(re.findall(r"[\w-]+", dated)) - Counter(re.findall(r"[\w-]+", now))


def assert_shown_in_rows(now: str, then: str) -> None:
    """Every word of the set-up is there, and what stands below it is the same."""
    assert not words_lost(then, now)
    assert joined(now.partition("\n\n")[2]) == joined(then.partition("\n\n")[2])


def expected(name: str) -> str:
    return (EXPECTED / f"{name}.txt").read_bytes().decode()


def copied(name: str, to: Path) -> Path:
    """A copy of a frozen workspace, to be worked in."""
    return Path(shutil.copytree(DATA / name, to / name))


@pytest.fixture(scope="module")
def to_read(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """One copy of each frozen workspace for all that read it: each test sees afterwards that no byte has changed."""
    return cache(lambda name: copied(name, tmp_path_factory.mktemp("to-read")))


@cache
def bytes_of_then(name: str) -> dict[str, bytes]:
    """Every byte of a frozen workspace."""
    return every_byte(DATA / name)


def every_byte(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def tables(package: Path) -> Tables:
    """The rows of each table of a package, read without coreflect."""
    with zipfile.ZipFile(package) as zipped:
        found = {name: zipped.read(name).decode() for name in zipped.namelist() if name.endswith(".csv")}
    return {name: list(csv.DictReader(io.StringIO(text, newline=""))) for name, text in found.items()}


def bank_files(package: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(package) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist() if name.endswith(".toml")}


def in_columns_of(frozen: Tables, now: Tables) -> Tables:
    """What is there now in the tables and columns that were there then: later ones may stand beside them."""
    columns = {name: list(rows[0]) if rows else [] for name, rows in frozen.items()}
    return {name: [{each: row[each] for each in columns[name] or row} for row in now[name]] for name in frozen}


def assert_holds_the_same(now: Path, frozen: Path) -> None:
    then = tables(frozen)
    assert in_columns_of(then, tables(now)) == then
    assert bank_files(now) == bank_files(frozen)


def leaves(value: Any) -> list[str]:
    """Every value in a record that says something, in no order: what its fields are called makes no difference."""

    def found(one: Any) -> Iterator[str]:
        if is_dataclass(one):
            for field in fields(one):
                yield from found(getattr(one, field.name))
        elif isinstance(one, tuple) and any(map(is_dataclass, one)):
            for each in one:
                yield from found(each)
        elif one:
            yield json.dumps(one, ensure_ascii=False)

    return sorted(found(value))


def packages(*names: str) -> list[Path]:
    return [PACKAGES / f"{name}.zip" for name in names]


COMPARED = packages("paired", "revealed", "second-with-codes", "open", "not-revealed")
ASKED_OF_A_BOARD = (
    *("--round", SECOND, "--team", "Teapot Lane", "--agreed-on", "2026-09-01"),
    *("--ask", "Pay people's bus fares: café à midi.", "--answer-by", "2026-10-01"),
)
WRITTEN = (("notes.csv", "text"), ("actions.csv", "what"), ("actions.csv", "who"), ("actions.csv", "outcome"))
EVERY_PACKAGE = sorted(path.stem for path in PACKAGES.glob("*.zip"))
IN_TWO_VERSIONS = ("in-two-versions",)


def test_no_frozen_file_was_changed_added_or_lost() -> None:
    named = dict(reversed(line.split("  ", 1)) for line in (DATA / "sha256.txt").read_text("utf-8").splitlines())
    there = every_byte(DATA)
    frozen = {name for name in there if not name.startswith("expected/") and name not in ("README.md", "sha256.txt")}
    assert {name: hashlib.sha256(there[name]).hexdigest() for name in frozen} == named


@pytest.mark.parametrize("name", READ)
def test_what_a_command_says_of_the_frozen_workspace_is_what_it_said_then(
    name: str, to_read: Callable[[str], Path], golden: Golden
) -> None:
    workspace = to_read(WORKSPACE)
    now, then = said(workspace, READ[name]), expected(name)
    if name in WORDED_ANEW:
        assert printed_results(now) == printed_results(said_now(then))
        golden(f"frozen/{name}.txt", now)
    elif name in LISTED_ANEW:
        assert not words_lost(said_now(then), now)
    elif name in SHOWN_IN_ROWS:
        assert_shown_in_rows(now, said_now(then))
    else:
        assert joined(now) == joined(said_now(then))
    assert every_byte(workspace) == bytes_of_then(WORKSPACE), "reading changed a file"


def test_counts_and_texts_of_then_are_read_whole_and_a_changed_one_is_seen() -> None:
    for name in WORDED_ANEW:
        then = expected(name)
        read = printed_results(then)
        assert len(read.questions) == then.count("\n  1  ") - then.count(HANDS), "one for each list of levels"
        for number in re.finditer(r"(?<=• )\d+", then):
            other = f"{then[: number.start()]}{int(number[0]) + 1}{then[number.end() :]}"
            assert printed_results(other) != read, then[number.start() - 40 : number.end()]


@pytest.mark.parametrize("name", READ_IN_TWO_VERSIONS)
def test_both_of_two_versions_are_read_as_they_were_then(name: str, to_read: Callable[[str], Path]) -> None:
    workspace = to_read(TWO_VERSIONS)
    now, then = said(workspace, READ_IN_TWO_VERSIONS[name]), expected(name)
    if name in LISTED_ANEW:
        assert not words_lost(said_now(then), now)
    elif name in SHOWN_IN_ROWS:
        assert_shown_in_rows(now, said_now(then))
    else:
        assert joined(now) == joined(said_now(then))
    assert every_byte(workspace) == bytes_of_then(TWO_VERSIONS), "reading changed a file"


def test_the_doctor_finds_nothing_wrong_in_the_frozen_workspace(tmp_path: Path) -> None:
    assert "Nothing is wrong in " in run(copied(WORKSPACE, tmp_path), "doctor").output


def test_the_frozen_workspace_is_found_where_the_environment_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COREFLECT_WORKSPACE", str(copied(WORKSPACE, tmp_path)))
    assert not words_lost(
        said_now(expected("rounds-list")).removesuffix("\nends with 0\n"), run(None, "rounds", "list").output
    )


@pytest.mark.skipif(sys.platform != "linux", reason="each system has its own folders")
def test_workspace_and_settings_are_found_in_the_folders_that_the_system_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    shutil.copytree(DATA / WORKSPACE, tmp_path / "data" / "coreflect")
    (tmp_path / "config" / "coreflect").mkdir(parents=True)
    shutil.copy(DATA / "settings.json", tmp_path / "config" / "coreflect" / "settings.json")
    assert not words_lost(
        said_now(expected("rounds-list")).removesuffix("\nends with 0\n"), run(None, "rounds", "list").output
    )
    assert Settings().theme() == "high-contrast-light"


def test_every_record_of_the_workspace_travels_in_an_export_with_its_values_of_then(tmp_path: Path) -> None:
    run(copied(WORKSPACE, tmp_path), "export", "-o", tmp_path / "now.zip")
    assert_holds_the_same(tmp_path / "now.zip", PACKAGES / "whole-workspace.zip")


def test_unfinished_answers_stay_behind_and_are_counted(tmp_path: Path) -> None:
    ended = run(copied(WORKSPACE, tmp_path), "export", "-o", tmp_path / "now.zip")
    assert "4 unfinished sets of answers stay here." in ended.stderr


def test_the_joined_table_for_analysts_is_the_same_to_the_byte(tmp_path: Path) -> None:
    run(copied(WORKSPACE, tmp_path), "export", "--flat", tmp_path / "flat.csv")
    assert (tmp_path / "flat.csv").read_bytes() == (RELEASED / "flat.csv").read_bytes()


def test_the_table_of_actions_is_the_same_to_the_byte(tmp_path: Path) -> None:
    run(copied(WORKSPACE, tmp_path), "actions", "list", "--csv", tmp_path / "actions.csv")
    assert (tmp_path / "actions.csv").read_bytes() == (RELEASED / "actions.csv").read_bytes()


@pytest.mark.parametrize("words", [*LOOKED_FOR, *in_ci(*(one for one in WORDS if one not in LOOKED_FOR))])
def test_two_return_words_open_what_the_person_answered_and_wrote(words: str, to_read: Callable[[str], Path]) -> None:
    workspace = to_read(WORDS[words])
    first, second = words.split()
    opened = open_workspace(str(workspace)).returning(f"{second.upper()}, and {first}")
    assert leaves(opened) == json.loads((EXPECTED / "by-words.json").read_bytes())[words]
    assert every_byte(workspace) == bytes_of_then(WORDS[words]), "reading changed a file"


def test_two_return_words_still_take_a_persons_answers_out(tmp_path: Path) -> None:
    workspace = copied(WORKSPACE, tmp_path)
    run(workspace, "withdraw", "harp", "kettle", "--yes")
    run(workspace, "export", "-o", tmp_path / "now.zip")
    then, now = (tables(path)["responses.csv"] for path in (PACKAGES / "whole-workspace.zip", tmp_path / "now.zip"))
    assert [row for row in then if row not in now] == [row for row in then if row["response"] == "ww7vkwp4zq"]


def test_the_words_of_somebody_who_took_the_answers_out_open_nothing(tmp_path: Path) -> None:
    run(copied(WORKSPACE, tmp_path), "withdraw", "oak", "umbrella", "--yes", ends=1)


def test_a_forgotten_round_takes_no_new_answers(tmp_path: Path) -> None:
    ended = run(copied(WORKSPACE, tmp_path), "rounds", "invite", FORGOTTEN, "-o", tmp_path / "now.zip", ends=2)
    assert "The answers to this reflection were removed" in ended.output


def test_a_person_who_came_later_is_counted_once_the_round_is_revealed_again_and_not_before(tmp_path: Path) -> None:
    workspace = copied(WORKSPACE, tmp_path)
    ended = run(workspace, "rounds", "reveal", SECOND, ends=1)
    assert "1 person finished later." in ended.output
    assert "These answers were shown before." in run(workspace, "rounds", "reveal", REVEALED, ends=2).output


def test_the_latest_bringing_in_can_still_be_taken_back(tmp_path: Path) -> None:
    workspace = copied(WORKSPACE, tmp_path)
    for _ in range(4):
        run(workspace, "import", "--undo")
    run(workspace, "import", "--undo", ends=2)
    assert "teapot-ln" not in run(workspace, "rounds", "list").output


def test_a_new_round_asks_the_workspaces_own_bank_as_it_was_asked_then(tmp_path: Path) -> None:
    workspace = copied(WORKSPACE, tmp_path)
    about = ("--about", "it", "--contact", "us", "--date", "2026-12-01", "--bank", "our-yard")
    made = run(workspace, "rounds", "new", "--team", "New", *about).stdout.strip()
    run(workspace, "rounds", "invite", made, "-o", tmp_path / "now.zip")
    then = bank_files(PACKAGES / "not-revealed.zip")
    assert bank_files(tmp_path / "now.zip") == then
    assert len(then) == 2


def test_what_was_being_taken_out_when_the_battery_went_flat_never_comes_back(tmp_path: Path) -> None:
    workspace = copied(CUT_OFF, tmp_path)
    run(workspace, "export", "-o", tmp_path / "now.zip")
    found = tables(tmp_path / "now.zip")
    assert [row["response"] for row in found["responses.csv"]] == ["m2bg3sn33x", "tw7dj87q3t"]
    assert TAKEN_OUT in {row["record"] for row in found["withdrawn.csv"]}
    assert sorted(row["text"] for row in found["notes.csv"]) == ["note 0", "note 2"]


def test_the_versions_of_every_record_in_two_versions_travel_in_an_export(tmp_path: Path) -> None:
    run(copied(TWO_VERSIONS, tmp_path), "export", "-o", tmp_path / "now.zip", ends=3)
    assert_holds_the_same(tmp_path / "now.zip", PACKAGES / "in-two-versions.zip")


@pytest.mark.parametrize("name", EVERY_PACKAGE)
def test_a_package_is_read_and_written_again_with_all_that_it_holds(name: str, tmp_path: Path) -> None:
    run(None, "merge", PACKAGES / f"{name}.zip", "-o", tmp_path / "now.zip", ends=3 if name in IN_TWO_VERSIONS else 0)
    assert_holds_the_same(tmp_path / "now.zip", PACKAGES / f"{name}.zip")


@pytest.mark.parametrize("name", EVERY_PACKAGE)
def test_a_package_brought_into_an_empty_workspace_is_kept_with_all_that_it_holds(name: str, tmp_path: Path) -> None:
    ends = 3 if name in IN_TWO_VERSIONS else 0
    run(tmp_path / "empty", "import", PACKAGES / f"{name}.zip", ends=ends)
    run(tmp_path / "empty", "export", "-o", tmp_path / "now.zip", ends=ends)
    assert_holds_the_same(tmp_path / "now.zip", PACKAGES / f"{name}.zip")


def test_packages_make_the_merged_one_of_then_in_any_order_and_any_number_of_times(tmp_path: Path) -> None:
    orders = (COMPARED, COMPARED[::-1], [*COMPARED[2:], *COMPARED[:3]])
    made = [tmp_path / f"{number}.zip" for number in range(len(orders))]
    for path, order in zip(made, orders, strict=True):
        run(None, "merge", *order, "-o", path)
    assert len({path.read_bytes() for path in made}) == 1
    assert_holds_the_same(made[0], PACKAGES / "merged.zip")


def test_a_package_from_before_a_withdrawal_brings_nothing_back(tmp_path: Path) -> None:
    run(None, "merge", *packages("before-a-withdrawal", "revealed"), "-o", tmp_path / "now.zip")
    assert len(tables(PACKAGES / "before-a-withdrawal.zip")["responses.csv"]) == 11
    assert_holds_the_same(tmp_path / "now.zip", PACKAGES / "revealed.zip")


def test_two_versions_in_two_packages_are_in_conflict_until_one_is_kept(tmp_path: Path) -> None:
    both = packages("laptop-b", "laptop-b-copy")
    assert "1 record is in two versions" in run(None, "merge", *both, "--dry-run", ends=3).output
    first, second = ({(row["response"], row["revision"]) for row in tables(one)["responses.csv"]} for one in both)
    ((record, revision),) = first - second
    run(None, "merge", *both, "--keep", f"{record}={revision}", "-o", tmp_path / "now.zip")
    answers = [row["answer"] for row in tables(both[0])["answers.csv"] if row["response"] == record]
    assert [
        row["answer"] for row in tables(tmp_path / "now.zip")["answers.csv"] if row["response"] == record
    ] == answers


def test_an_invitation_is_brought_in_with_its_questions(tmp_path: Path) -> None:
    workspace = tmp_path / "empty"
    open_workspace(str(workspace))
    run(workspace, "import", PACKAGES / "invitation.zip")
    assert "(4 questions)" in run(workspace, "rounds", "show", REVEALED).output


def csv_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a table."""
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode(), newline="")))


def test_a_comparison_of_the_frozen_packages_holds_in_its_columns_of_then_what_it_held_then(tmp_path: Path) -> None:
    run(None, "compare", *COMPARED[::-1], "-o", tmp_path / "board")
    for name in ("comparison.csv", "comparison-all-teams.csv"):
        then, now = (csv_rows(folder / name) for folder in (RELEASED, tmp_path / "board"))
        columns = list(then[0])
        assert list(now[0])[: len(columns)] == columns, "new columns stand at the end"
        worded = [{column: NAMED_NOW.get(text, text) for column, text in row.items()} for row in then]
        assert [{column: row[column] for column in columns} for row in now] == worded, name


def test_the_release_of_then_is_remembered_and_may_be_made_again(tmp_path: Path) -> None:
    board = Path(shutil.copytree(RELEASED, tmp_path / "board"))
    remembered = "comparison.released.json"
    ended = run(None, "compare", *COMPARED, "-o", board)
    assert f"Delete {board / remembered}" in ended.output
    assert (board / remembered).read_bytes() == (RELEASED / remembered).read_bytes()


def test_a_release_that_differs_by_two_people_from_one_of_then_is_held_back(tmp_path: Path) -> None:
    board = Path(shutil.copytree(DATA / "released-early", tmp_path / "board"))
    more = packages("before-a-withdrawal", "laptop-b")
    for folder in (board, tmp_path / "elsewhere"):
        ended = run(None, "compare", *more, "-o", folder, ends=1)
        assert "differs by too few people: Teapot Lane on 2026-02-10" in ended.output
    assert every_byte(board) == every_byte(DATA / "released-early")


def counts_by_question(report: str) -> dict[str, set[str]]:
    """The rows of all tables of a report under each question, with the names that groups have now.

    Where a question moved, the day of the report's own round stands before the counts of everyone.
    """
    found: dict[str, set[str]] = {}
    question, columns = "", ""
    for line in report.splitlines():
        question = line.lstrip("# ") if line.startswith("#") else question
        if line.startswith(("| Who ", "| Question ")):
            columns = line
        # Beside the tables of counts, strips stand in tables whose second column is called Answers.
        elif line.startswith("| ") and not line.startswith("| --- ") and "| Answers |" not in columns:
            row = line.replace("| 11 August 2026 (", "| Everyone (")
            for then, now in NAMED_NOW.items():
                row = row.replace(then, now)
            found.setdefault(question, set()).add(row)
    return found


def test_the_report_on_the_frozen_packages_holds_every_count_and_every_text_of_then(tmp_path: Path) -> None:
    """Its own sentences may be said otherwise; a row of counts, and what people wrote, may not be lost."""
    for name, how in (("report.md", ("--full",)), ("report.html", ())):
        run(None, "report", *COMPARED, *ASKED_OF_A_BOARD, *how, "-o", tmp_path / name)
    then, now = (counts_by_question((folder / "report.md").read_bytes().decode()) for folder in (RELEASED, tmp_path))
    assert now == then
    texts = [row[column] for name, column in WRITTEN for row in tables(PACKAGES / "merged.zip")[name] if row[column]]
    told, tells = (Printed((folder / "report.html").read_bytes().decode()).text for folder in (RELEASED, tmp_path))
    written = [text for text in (*texts, *ASKED_OF_A_BOARD) if text in told]
    assert len(written) > 3
    assert [text for text in written if text not in tells] == []


def test_the_chosen_colours_are_read_and_what_else_stands_in_the_settings_stays(tmp_path: Path) -> None:
    file = Path(shutil.copy(DATA / "settings.json", tmp_path / "settings.json"))
    assert Settings(file).theme() == "high-contrast-light"
    Settings(file).save_theme("light")
    assert json.loads(file.read_bytes()) == {"theme": "light", "size of type": "grand, très"}
