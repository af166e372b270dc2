"""What people read while files are brought together: plain counts, any text, and never the words that we avoid."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coreflect.core.merging.importing import (
    FilePreview,
    Imported,
    LastImport,
    PeopleCount,
    Preview,
    Progress,
    RoundPreview,
    SimilarNames,
    TwoVersions,
    Version,
    deciding,
)
from coreflect.core.texts import importing as texts
from tests.support.builders.import_services import ALL_HERE, CLEAN, FILES, SIMILAR_ROUNDS, SIMILAR_TEAMS, SIX

UNWANTED = ("package", "merge", "conflict", "withdrawn", "score", "users", "%", "skipped", "improved", "missing data")


def test_every_number_of_a_reflection_is_said_once_and_none_that_is_nothing() -> None:
    none = RoundPreview("Mill Lane", "m", "2026-05-12", 0, 0, 0, 0, 0)
    said = texts.round_outcomes(none._replace(people=PeopleCount(1200, 0, 1, 2, 3)))
    assert said == "answers of 1,206 people: 1,200 new · 1 removed · 2 in two versions · 3 here already"
    assert texts.round_outcomes(none) == "no answers"
    assert texts.round_outcomes(none._replace(others=1), texts.COMMA) == "no answers, 1 note, count or action is new"


def test_all_reflections_are_summed() -> None:
    said = "36 new · 1 changed · 2 removed · 6 here already · 9 notes, counts or actions are new"
    assert texts.totals(SIX) == f"3 files, 2 reflections, answers of 45 people: {said}"
    assert texts.totals(Preview(FILES[:1], (), (), (), (), changes=False)) == "1 file"


def test_sentences_of_one_reflection_say_one_and_many_rightly() -> None:
    preview = RoundPreview("Mill Lane", "m", "2026-05-12", 1, 2, 1, 1, 0, PeopleCount(1, 2, 1), 2)
    assert texts.round_sentences(preview) == (
        "The answers of 1 person are new: not here yet.",
        "The answers of 2 people have changed; the newer ones count.",
        "The answers of 1 person were removed, and stay out.",
        "2 notes, counts or actions are new.",
    )
    assert texts.round_sentences(preview._replace(people=PeopleCount(), others=0)) == ("There are no answers in it.",)


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (FILES[0], "exports/mill-lane-a.zip: answers of 20 people"),
        (FILES[1], "exports/mill-lane-a copy.zip: The same as exports/mill-lane-a.zip, so it counts once."),
        (FilePreview("a.zip", 0, "a.zip is cut off.", refused=True), "a.zip is cut off."),
        (FilePreview("a.zip", 1), "a.zip: no answers"),
    ],
)
def test_each_file_says_what_became_of_it_and_its_name_once(file: FilePreview, said: str) -> None:
    assert texts.file_line(file) == said


def test_files_with_a_fault_stand_first() -> None:
    order = texts.files_in_order(FILES)
    assert [one.refused for one in order] == [True, True, False, False, False, False]
    assert order[2].name == "exports/notes.txt"


def test_two_reflections_called_the_same_are_told_apart_by_their_short_names() -> None:
    first, second = texts.similar_names_labels(SIMILAR_ROUNDS)
    assert first != second
    assert "mill-lane-2025-11-04-b" in first
    assert texts.similar_names_labels(SIMILAR_TEAMS) == ("Mill-Lane", "Mill Lane")


def test_where_nothing_is_to_be_imported_that_is_said_and_whether_it_is_all_here() -> None:
    assert texts.heading(deciding(("a",), ALL_HERE))[:2] == (texts.NOTHING_TO_IMPORT, texts.ALL_HERE)
    refused = Preview(FILES[3:4], (), (), (), (), changes=False)
    assert texts.heading(deciding(("a",), refused)) == (texts.NOTHING_TO_IMPORT, texts.NONE_CAN_BE_USED)
    beside = ALL_HERE._replace(files=(*ALL_HERE.files, FILES[3]))
    assert texts.heading(deciding(("a", "b"), beside))[:2] == (texts.NOTHING_TO_IMPORT, texts.NOTHING_NEW)
    taken_out = ALL_HERE._replace(rounds=(ALL_HERE.rounds[0]._replace(withdrawn=1),))
    assert texts.heading(deciding(("a",), taken_out))[1] == texts.NOTHING_NEW
    assert texts.heading(deciding((), Preview((), (), (), (), (), changes=False))) == (texts.NOTHING_TO_DECIDE,)


def test_people_are_told_where_to_look_only_for_reflections_that_were_not_set_up_here() -> None:
    assert texts.WHERE_TO_LOOK in texts.done(Imported(CLEAN, "0001.zip", in_files_alone=True))
    assert texts.WHERE_TO_LOOK not in texts.done(Imported(CLEAN, "0001.zip"))
    assert "2 things are in two versions" in " ".join(texts.done(Imported(SIX, "0001.zip")))


def test_of_many_reflections_five_are_named_and_the_others_counted() -> None:
    many = LastImport("a.zip", tuple((f"Team {number}", "2026-05-12") for number in range(500)))
    assert texts.imported_rounds(many)[-1] == "and 495 more"
    assert len(texts.imported_rounds(many)) == 6
    assert texts.imported_line(many) == "Team 0 · Tuesday 12 May 2026 and 499 more"
    assert texts.imported_line(LastImport("a.zip", ())) == "What was decided together"


@pytest.mark.parametrize(
    ("done", "seconds", "said"),
    [
        (0, 100.0, ""),
        (10, 4.0, ""),
        (10, 10.0, "about 2 minutes left"),
        (50, 10.0, "less than a minute left"),
        (100, 10.0, ""),
    ],
)
def test_how_long_it_takes_is_said_once_that_can_be_told(done: int, seconds: float, said: str) -> None:
    assert texts.time_left(Progress(done, 100, "looking"), seconds) == said


@given(st.text(), st.text())
def test_no_text_from_a_file_reaches_a_terminal_as_it_is(first: str, second: str) -> None:
    version = Version("r", (first,), (second,))
    said = (
        texts.file_line(FilePreview(first, 0, second, refused=True)),
        texts.file_outcome(FilePreview(first, 0, same_as=second)),
        texts.reflection_name(first, second),
        *texts.similar_names_labels(SimilarNames("team", first, second, first, second)),
        texts.version_name(version),
        *texts.version_differences(version),
        texts.record_label(TwoVersions("r", first, ())),
    )
    assert not any(character in line for line in said for character in "\x1b\u202e\n\x07")


def test_no_sentence_holds_a_word_that_we_avoid() -> None:
    every = vars(texts).items()
    said = " ".join(str(value) for name, value in every if name.isupper()).casefold()
    assert not [word for word in UNWANTED if word in said]
