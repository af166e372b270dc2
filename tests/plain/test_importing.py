"""The plain face brings files together line by line: the same things are asked in the same order as on the screen."""

from __future__ import annotations

import pytest

from coreflect.core.errors import Misuse, NotSaved
from coreflect.core.merging.importing import Decided, FilePreview, Preview, Progress, RoundPreview, TwoVersions, Version
from coreflect.core.texts import importing as texts
from coreflect.plain.importing import at_work, files_meant
from tests.support.builders.import_services import (
    ACTION,
    AGREED,
    ALL_HERE,
    CLEAN,
    NEAR,
    SIMILAR_TEAMS,
    SIX,
    DecidedImports,
    import_services,
)
from tests.support.readers.goldens import Golden
from tests.support.screens.meeting_services import AS_SHOWN, HOSTILE
from tests.support.screens.typed_keys import Said, at_home, entered, typed


def imports(importing: DecidedImports, *lines: str) -> Said:
    """Go to the page from home with its letter, and hear these lines; then leave."""
    return at_home(import_services(importing)[0], "i", *lines, "q")


def test_the_whole_way_reads_as_it_did(golden: Golden) -> None:
    importing = DecidedImports()
    said = imports(importing, "a", "2", "1", "2", "3", "1", "")
    golden("plain-bringing.txt", said.text)
    decided = Decided((SIMILAR_TEAMS,), (("agreed-1", "w2"), ("action-1", "k3")), without_refused=True)
    assert importing.imported == [(NEAR, decided)]
    assert said.code == 0


def test_real_keys_do_the_same() -> None:
    importing = DecidedImports(CLEAN)
    services, _ = import_services(importing)
    from coreflect.plain.app import run_home

    said = typed(entered("i", "1", "1", "b", "q"), lambda terminal: run_home(services, terminal))
    assert said.code == 0
    assert importing.imported == [(NEAR[:1], Decided())]


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("1 3", ("a", "c")),
        ("2-4, 1", ("b", "c", "d", "a")),
        ("2;2", ("b",)),
        ("a", ("a", "b", "c", "d")),
        ("5", ("5",)),
        ("0", ("0",)),
        ("3-1", ("3-1",)),
        ("'my file.zip'", ("my file.zip",)),
        ("/media/stick", ("/media/stick",)),
        (",", (",",)),
    ],
)
def test_a_line_means_files_by_number_or_one_by_its_name(line: str, meant: tuple[str, ...]) -> None:
    assert files_meant(line, ("a", "b", "c", "d")) == meant


def test_nothing_is_written_before_it_was_heard_and_agreed() -> None:
    importing = DecidedImports(CLEAN)
    assert "28 new, 1 changed, 2 removed, 6 here already" in imports(importing, "1", "2", "")
    assert importing.imported == []


def test_without_yes_to_the_refused_files_nothing_is_written() -> None:
    importing = DecidedImports()
    said = imports(importing, "a", "", "")
    assert "exports/brook-cut.zip is cut off or damaged: the zip cannot be opened." in said
    assert importing.imported == []


def test_q_leaves_wherever_something_is_asked_and_nothing_is_written() -> None:
    for lines in (("a",), ("a", "2"), ("a", "2", "1"), ("a", "2", "1", "2"), ("a", "2", "1", "2", "3")):
        importing = DecidedImports()
        said = imports(importing, *lines, "q", "")
        assert said.code == 0
        assert importing.imported == []


def test_names_that_are_two_stay_two_and_versions_may_be_left() -> None:
    importing = DecidedImports()
    said = imports(importing, "a", "2", "2", "4", "1", "b")
    assert importing.imported == [(NEAR, Decided(different=(SIMILAR_TEAMS,), without_refused=True))]
    assert "2 things are in two versions, and not counted yet." in said


def test_no_to_one_pair_of_names_may_be_no_to_all_of_them() -> None:
    many = tuple(SIMILAR_TEAMS._replace(name=f"team-{number}") for number in range(500))
    importing = DecidedImports(CLEAN._replace(similar_names=many))
    assert "3. No, and none of the other 499 either." in imports(importing, "1", "3", "1", "b")
    assert len(importing.imported) == 1


def test_with_everything_here_already_that_is_said_and_nothing_is_asked() -> None:
    importing = DecidedImports(ALL_HERE)
    assert f"{texts.NOTHING_TO_IMPORT} {texts.ALL_HERE}" in imports(importing, "1", "", "")
    assert importing.imported == []


def test_what_stands_in_two_versions_here_is_decided_without_any_file() -> None:
    importing = DecidedImports(here=(AGREED, ACTION))
    said = imports(importing, "v", "2", "4", "1", "b", "")
    assert importing.imported == [((), Decided(keep=(("agreed-1", "w2"),)))]
    assert "Decided. 1 thing is in two versions" in said


def test_with_nothing_in_two_versions_that_is_said() -> None:
    assert texts.NOTHING_TO_DECIDE in imports(DecidedImports(), "v", "", "")


def test_it_is_undone_whole_after_being_asked_once() -> None:
    importing = DecidedImports(CLEAN)
    said = imports(importing, "1", "1", "u", "2")
    assert texts.UNDONE in said
    assert importing.imported == []
    importing.imported.append((("a.zip",), Decided()))
    said = imports(importing, "u", "", "u", "2", "u", "")
    assert "u. Undo what was added last: Garden, Tuesday 12 May 2026." in said
    assert said.text.count(texts.UNDONE) == 1
    assert "Nothing has been added, so there is nothing to undo." in said
    assert importing.imported == []


def test_what_cannot_be_done_is_one_sentence_and_can_be_tried_again() -> None:
    importing = DecidedImports(CLEAN)
    importing.fails = Misuse("There is no file nowhere.zip.", "Check its name.")
    assert "There is no file nowhere.zip. Check its name." in imports(importing, "nowhere.zip", "")
    importing.fails = NotSaved("The disk is full.", "Make room.")
    assert "The disk is full. Make room." in imports(importing, "1", "")
    importing.fails = None
    imports(importing, "1", "1", "b")
    assert len(importing.imported) == 1


def test_a_place_without_files_says_so_and_takes_a_typed_one() -> None:
    importing = DecidedImports(CLEAN)
    importing.near = ()
    assert texts.NO_FILES in imports(importing, "a.zip", "1", "b")
    assert importing.imported == [(("a.zip",), Decided())]


def test_five_hundred_files_and_reflections_are_said_a_page_at_a_time() -> None:
    files = tuple(FilePreview(f"{number:03}.zip", 9) for number in range(500))
    rounds = tuple(
        RoundPreview(f"Team {number:03}", f"r{number}", "2026-05-12", 9, 0, 0, 0, 0) for number in range(500)
    )
    importing = DecidedImports(Preview(files, rounds, (), (), (), changes=True))
    importing.near = tuple(one.name for one in files)
    said = imports(importing, "m", "a", "", "q", "1", "q", "b")
    assert "m. Hear more: 480 files left." in said
    assert "40. 039.zip" in said
    assert "There are 982 more lines. Press Enter to hear them" in said
    assert len(said.text.splitlines()) < 250
    assert len(importing.imported[0][0]) == 500


def test_any_text_stays_text() -> None:
    long = f"{HOSTILE} {'x' * 300}"
    versions = tuple(Version(revision, (long, HOSTILE), (long, HOSTILE)) for revision in ("v1", "v2"))
    preview = SIX._replace(
        files=(FilePreview(HOSTILE, 0, f"{HOSTILE} is cut off.", refused=True), FilePreview(long, 2)),
        similar_names=(SIMILAR_TEAMS._replace(label=HOSTILE, same_as_label=long),),
        conflicts=(TwoVersions("record", long, versions),),
        remarks=(long,),
    )
    importing = DecidedImports(preview)
    importing.near = (HOSTILE, long)
    said = imports(importing, "a", "2", "1", "1", "1", "b")
    assert AS_SHOWN in said
    assert "\x1b" not in said.text
    assert "\u202e" not in said.text
    assert len(importing.imported) == 1


def test_what_takes_long_says_how_far_it_is_now_and_then_and_what_is_quick_says_nothing() -> None:
    def work(on_progress: object) -> str:
        for done in range(101):
            on_progress(Progress(done, 100, "looking at the files"))  # type: ignore[operator]
        return "done"

    def run(step: float) -> str:
        clock = iter(range(1000))
        given: list[str] = []

        def heard(terminal: object) -> int:
            given.append(at_work(terminal, "Looking at the files", work, lambda: next(clock) * step))  # type: ignore[arg-type]
            return 0

        said = typed("", heard)
        assert given == ["done"]
        return said.text

    assert run(0.001) == ""
    slow = run(0.5)
    assert "Looking at the files: 1 of 100." in slow
    assert "less than a minute left." in slow
    assert len(slow.splitlines()) == 10


def test_stopping_while_it_looks_ends_with_130_and_writes_nothing() -> None:
    class Interrupted(DecidedImports):
        def look(self, *_: object, **__: object) -> Preview:
            raise KeyboardInterrupt

    importing = Interrupted(CLEAN)
    said = imports(importing, "1")
    assert said.code == 130
    assert importing.imported == []
