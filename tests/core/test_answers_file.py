"""An answers file is read as text that anybody may have written: a fault names its place, and no id of it is taken."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coreflect.core.errors import Refused
from coreflect.core.names import shown
from coreflect.core.reflections.answers_file import (
    LARGEST,
    LONGEST_NOTE,
    AnswersFile,
    is_answers_file,
    read_answers_file,
)
from coreflect.core.reflections.responses import questions
from tests.support.builders.answers_files import answers, answers_file, content, note, revision, secret
from tests.support.builders.examples import a_round, bank

NAME = "answers-a.coreflect.json"
ASKED = questions(a_round(), (bank(),))


def read(**changes: Any) -> AnswersFile:
    return read_answers_file(NAME, content(**changes))


def why(**changes: Any) -> str:
    with pytest.raises(Refused) as fault:
        read(**changes).records(a_round(), ASKED)
    assert fault.value.message.startswith(f"{NAME} ")
    assert fault.value.hint
    return fault.value.message.removeprefix(f"{NAME} ")


def changed(rows: list[dict[str, Any]], **changes: Any) -> list[dict[str, Any]]:
    return [*rows[:1], {**rows[1], **changes}, *rows[2:]]


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"answers": changed(answers(), answer="sideways")}, 'answer 2 has the answer "sideways", which "garden-1-2"'),
        ({"answers": changed(answers(), edition=2)}, 'answer 2 answers edition 2 of "garden-1-2", and its reflection'),
        ({"answers": changed(answers(), item="garden-9")}, 'answer 2 answers "garden-9" of "garden", which its'),
        ({"answers": changed(answers(), item="garden-1-1")}, 'answer 2 has "garden-1-1" twice'),
        ({"answers": changed(answers(), level="often")}, 'answer 2 has "level", which is not known there'),
        (
            {"answers": answers()[:2]},
            'the answers have no answer to 2 questions that its reflection asks, such as "gar',
        ),
        ({"answers": {}}, 'answers holds "{}", where a list of at most 1,000 belongs'),
        ({"answers": changed(answers(), edition=True)}, 'answer 2, edition, holds "True", where a number from 1'),
        ({"answers": ["often"]}, 'answer 1 holds "often", where an object belongs'),
        ({"wording": "klingon"}, 'wording holds "klingon", where one of standard, plain belongs'),
        ({"perspective": "queen"}, 'perspective holds "queen", where one of supported, carer'),
        ({"words": "lantern lantern"}, 'words holds "lantern lantern", where two different words belongs'),
        ({"words": "lantern"}, 'words holds "lantern", where two different words belongs'),
        ({"code": "abc-123"}, 'code holds "abc-123", where a code belongs'),
        ({"help": "robot"}, 'help holds "robot", where one of nothing, chosen, paid belongs'),
        ({"key": "../../etc"}, 'key holds "../../etc", where 24 random letters and digits belongs'),
        ({"revision": "R1"}, 'revision holds "R1", where a revision'),
        ({"replaces": [revision(1)]}, f'replaces holds "{revision(1)}", where an earlier revision belongs'),
        ({"notes": [note(text=" ")]}, 'note 1, text, holds " ", where a note belongs'),
        ({"notes": [note(text="x" * (LONGEST_NOTE + 1))]}, "note 1, text, holds"),
        ({"notes": [note(item="garden-9")]}, 'note 1 answers "garden-9" of "garden", which its'),
        ({"notes": [note(), note()]}, f'the notes has "{secret("n")}" twice'),
        ({"notes": [note(sharing="world")]}, 'note 1, sharing, holds "world", where one of room, facilitator belongs'),
        ({"extra": 1}, 'it has "extra", which is not known there'),
        ({"form": 2}, "is from a newer coreflect: it has form 2"),
        ({"form": "1"}, 'form holds "1", where a number from 1 belongs'),
    ],
)
def test_a_fault_names_its_place_and_what_belongs_there(changes: dict[str, Any], what: str) -> None:
    assert what in why(**changes)


@pytest.mark.parametrize(
    "broken",
    [
        *(b"", content()[:-1], b"[" * 100_000, b'{"a":' * 50_000, b"\xff\xfe{}", content() + b"{}"),
        content().replace(b'"carer"', b"NaN"),
        content().replace(b"carer", b"\\ud800"),
        b"9" * 5000,
    ],
)
def test_what_is_no_whole_file_is_refused_and_nothing_else_happens(broken: bytes) -> None:
    with pytest.raises(Refused, match="is not a whole answers file"):
        read_answers_file(NAME, broken)


def test_a_file_of_any_size_beyond_the_largest_is_not_even_parsed() -> None:
    with pytest.raises(Refused, match="is larger than any answers file"):
        read_answers_file(NAME, b"[" * (LARGEST + 1))


@pytest.mark.parametrize("value", [[], "answers", 7, None, {"coreflect": "package"}, {"coreflect": {"format": 1}}])
def test_other_json_is_refused_with_a_sentence(value: object) -> None:
    with pytest.raises(Refused, match="cannot be read"):
        read_answers_file(NAME, json.dumps(value).encode())


def test_a_name_that_stands_twice_is_found_wherever_it_is() -> None:
    twice = content().replace(b'"edition": 1,', b'"edition": 1, "edition": 2,', 1)
    with pytest.raises(Refused, match='answer 1 has "edition" twice'):
        read_answers_file(NAME, twice)


@pytest.mark.timeout(10)
def test_one_among_very_many_names_that_stands_twice_is_found_at_once() -> None:
    names = ",".join(f'"{number:x}":1' for number in range(80_000))
    with pytest.raises(Refused, match='has "1387f" twice'):
        read_answers_file(NAME, f'{{"coreflect":"answers",{names},"1387f":1}}'.encode())


def test_the_form_of_a_newer_file_is_said_short_however_long_it_is() -> None:
    with pytest.raises(Refused) as caught:
        read_answers_file(NAME, content().replace(b'"form": 1', b'"form": 1' + b"0" * 4000))
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize(
    ("name", "start", "is_one"),
    [
        (NAME, b"", True),
        ("answers-a.coreflect (1).json", b"", True),
        ("answers-a.coreflect.json.txt", b"", True),
        ("download", b'\xef\xbb\xbf {\n "coreflect": "answers"', True),
        ("datapackage.json", b'{"coreflect": {"format": 1}', False),
        ("settings.json", b"{}", False),
        ("coreflect.zip", b"PK", False),
    ],
)
def test_an_answers_file_is_told_by_its_name_or_by_how_it_starts(name: str, start: bytes, is_one: bool) -> None:
    assert is_answers_file(name, start) == is_one


def test_every_id_is_hashed_and_none_of_a_private_round_leads_from_a_note_to_its_answers() -> None:
    file = read(notes=[note()], help="chosen", revision=revision(2), replaces=[revision(1)], removed=[secret("d")])
    records = file.records(a_round(), ASKED)
    (response,), (kept,), (helped,), (gone,) = records.responses, records.notes, records.room, records.withdrawn

    ids = [response.id, kept.id, helped.id, gone.record]
    assert len({*ids, response.revision, kept.revision, helped.revision, kept.replaces, helped.replaces}) == 9
    assert not {*ids, kept.revision, helped.revision} & {secret("k"), secret("n"), secret("d"), revision(2)}
    assert kept.response == ""
    assert file.note_ids == (kept.id, gone.record)
    assert file.records(a_round(privacy="open"), ASKED).notes[0].response == response.id


def test_the_answers_are_in_the_order_of_the_questions() -> None:
    records = read(answers=answers("started")[::-1]).records(a_round(), ASKED)

    assert [answer.item for answer in records.responses[0].answers] == [question.item.id for question in ASKED]


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=50)
@given(st.sampled_from(sorted(answers_file())), anything)
def test_whatever_stands_in_a_place_the_file_is_read_or_refused(name: str, value: object) -> None:
    why_not = ""
    try:
        read_answers_file(NAME, json.dumps({**answers_file(), name: value}).encode()).records(a_round(), ASKED)
    except Refused as fault:
        why_not = str(fault)
    assert why_not == shown(why_not)


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_whatever_the_bytes_are_the_file_is_refused(given_bytes: bytes) -> None:
    with pytest.raises(Refused):
        read_answers_file(NAME, given_bytes)


def test_the_page_on_the_form_names_all_of_it_and_nothing_else() -> None:
    page = (Path(__file__).parents[2] / "docs/answers-file.md").read_text(encoding="utf-8")
    named = {name for row in re.findall(r"^\| (`.+?) \|", page, re.MULTILINE) for name in re.findall(r"`(\w+)`", row)}

    assert named == {*answers_file(), *answers()[0], *note()}
