"""A package that is cut off, altered, unsafe or senseless is refused by its name before anything in it is used."""

from __future__ import annotations

import io
import json
import struct
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coreflect.core.errors import NoPackage, Refused
from coreflect.core.model import Records
from coreflect.package.merge import merge
from coreflect.package.package import Shared
from coreflect.package.read import open_package, read_records
from coreflect.package.write import package_bytes
from tests.support.builders.packages import (
    BANK_FILE,
    a_bit_of_everything,
    files_in,
    records,
    reflection,
    relisted,
    response,
    zip_of,
)

PACKAGE = package_bytes(a_bit_of_everything())
FILES = files_in(PACKAGE)


def used(content: bytes) -> None:
    """Open a package and use it both ways, as an invitation and in a merge."""
    opened = open_package(content, "mill.zip")
    merge([opened])
    read_records(content, "mill.zip")


def refusal(content: bytes) -> str:
    with pytest.raises(Refused) as fault:
        used(content)
    assert fault.value.exit_code == 4
    assert fault.value.message.startswith("mill.zip ")
    assert fault.value.hint
    return fault.value.message


def both_ways(content: bytes) -> str:
    """The refusal in a merge, which must be the one that reading the package by itself gives."""
    message = refusal(content)
    with pytest.raises(Refused) as fault:
        read_records(content, "mill.zip")
    assert fault.value.message == message
    return message


def test_the_package_that_is_tampered_with_here_is_fine_as_it_is() -> None:
    used(PACKAGE)
    used(zip_of(FILES))
    used(relisted(FILES))


@pytest.mark.parametrize("length", range(0, len(PACKAGE), 97))
def test_a_package_cut_off_anywhere_is_refused(length: int) -> None:
    refusal(PACKAGE[:length])


@pytest.mark.parametrize("path", sorted(FILES))
def test_one_altered_byte_in_any_file_is_noticed(path: str) -> None:
    at = PACKAGE.index(FILES[path])
    for place in (at, at + len(FILES[path]) // 2, at + len(FILES[path]) - 1):
        altered = bytearray(PACKAGE)
        altered[place] ^= 1
        assert "cut off or damaged" in refusal(bytes(altered))


@pytest.mark.parametrize("path", sorted(set(FILES) - {"datapackage.json"}))
def test_a_package_unzipped_edited_and_zipped_again_is_refused(path: str) -> None:
    assert f"{path} is longer than it says" in refusal(zip_of({**FILES, path: FILES[path] + b"\n"}))
    assert f"{path} is not as it was" in refusal(zip_of({**FILES, path: FILES[path][:-1]}))
    assert f"{path} is not as it was" in refusal(zip_of({**FILES, path: FILES[path].replace(b"e", b"o", 1)}))


@settings(max_examples=150)
@given(st.data())
def test_no_altered_package_is_anything_but_fine_or_refused(data: st.DataObject) -> None:
    altered = bytearray(PACKAGE)
    for _ in range(data.draw(st.integers(1, 4))):
        altered[data.draw(st.integers(0, len(altered) - 1))] = data.draw(st.integers(0, 255))
    try:
        used(bytes(altered))
    except Refused:
        return
    assert open_package(bytes(altered), "mill.zip") == open_package(PACKAGE, "mill.zip")


@settings(max_examples=100)
@given(st.binary(max_size=300))
def test_no_other_file_is_anything_but_refused(content: bytes) -> None:
    for start in (b"", b"PK\x03\x04"):
        with pytest.raises(Refused):
            open_package(start + content, "mill")


@pytest.mark.parametrize(
    "path",
    [
        "../rounds.csv",
        "banks/../../x.csv",
        "/etc/x.csv",
        "C:/x.csv",
        "banks\\x.toml",
        "a//b.csv",
        "./x.csv",
        "x\x1b.csv",
    ],
)
def test_a_path_outside_the_package_is_refused(path: str) -> None:
    message = refusal(zip_of({**FILES, path: b"x"}))
    assert "is not safe to open" in message
    assert "\x1b" not in message


def test_a_file_that_is_there_twice_is_refused() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as zipped:
        for path, file in FILES.items():
            zipped.writestr(path, file)
        with pytest.warns(UserWarning, match="Duplicate"):
            zipped.writestr("notes.csv", FILES["notes.csv"])
    assert "holds notes.csv twice" in refusal(content.getvalue())


def test_a_file_that_goes_by_two_names_is_refused() -> None:
    """Tools that unpack by one name and tools that unpack by the other would see different packages."""
    altered = PACKAGE.replace(b"aliases.csv", b"aliasez.csv", 1)
    assert "aliases.csv in it cannot be unpacked" in refusal(altered)


def test_a_bank_that_was_altered_is_refused_beside_one_that_was_not() -> None:
    """Banks that many packages share are hashed once, and compared after that."""
    shared = Shared()
    open_package(PACKAGE, "whole.zip", shared)
    assert list(shared.banks.values()) == [BANK_FILE.content]
    path = f"banks/{BANK_FILE.name}"
    other = zip_of({**FILES, path: BANK_FILE.content.replace(b"The garden", b"Our garden")})
    with pytest.raises(Refused, match=r"mill\.zip was changed after it was made"):
        open_package(other, "mill.zip", shared)
    assert list(shared.banks.values()) == [BANK_FILE.content]


def test_a_link_is_refused() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as zipped:
        for path, file in FILES.items():
            zipped.writestr(path, file)
        link = zipfile.ZipInfo("more.csv")
        link.external_attr = 0o120777 << 16
        zipped.writestr(link, "/etc/passwd")
    assert "is a link" in refusal(content.getvalue())


def test_a_file_that_says_it_is_locked_is_refused() -> None:
    locked = bytearray(PACKAGE)
    directory = PACKAGE.index(b"PK\x01\x02")
    locked[directory + 8] |= 1
    assert "locked with a password" in refusal(bytes(locked))


def bomb(**listed: int) -> bytes:
    """A package whose notes unpack to 300 MB of one letter, with whatever the descriptor says of them."""
    notes = b"a" * 300_000_000
    content = io.BytesIO()
    descriptor = json.loads(FILES["datapackage.json"])
    for one in descriptor["resources"]:
        if one["path"] == "notes.csv":
            one |= listed
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as zipped:
        for path, file in FILES.items():
            told = json.dumps(descriptor).encode() if path == "datapackage.json" else file
            zipped.writestr(path, notes if path == "notes.csv" else told)
    return content.getvalue()


def test_a_bomb_is_refused_and_never_unpacked() -> None:
    assert "longer than it says" in refusal(bomb())
    assert "far more than it is" in refusal(bomb(bytes=300_000_000))


def test_a_descriptor_that_is_a_bomb_is_refused() -> None:
    content = zip_of({**FILES, "datapackage.json": b" " * 50_000_000})
    assert "longer than it says" in refusal(content)


def test_sizes_in_the_zip_itself_are_not_believed() -> None:
    packed = bytearray(bomb())
    entry = packed.index(b"notes.csv", packed.index(b"PK\x01\x02")) - 46
    packed[entry + 24 : entry + 28] = struct.pack("<L", len(FILES["notes.csv"]))
    assert "longer than it says" in refusal(bytes(packed))


def test_a_file_that_is_not_listed_is_refused() -> None:
    assert "more.csv, which it does not list" in refusal(zip_of({**FILES, "more.csv": b"a\n1\n"}))


def test_a_file_that_is_listed_and_not_there_is_refused() -> None:
    files = {path: file for path, file in FILES.items() if path != "notes.csv"}
    assert "notes.csv is missing" in refusal(zip_of(files))
    assert "table notes is missing" in refusal(relisted(files))


@pytest.mark.parametrize(
    ("descriptor", "said"),
    [
        (b"", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"\xff", "not JSON"),
        (b"[]", "not coreflect's"),
        (b'{"coreflect": {"format": 2}}', "newer coreflect"),
        (b'{"coreflect": {"format": "x"}}', "does not say its format"),
        (b'{"coreflect": {"format": 1}}', "table rounds is missing"),
        (b'{"coreflect": {"format": 1}, "resources": [7]}', "neither table nor bank"),
        (b'{"coreflect": {"format": 1}, "resources": [{"path": "../x.csv"}]}', "neither table nor bank"),
        (b'{"coreflect": {"format": 1}, "resources": [{"path": "x.csv", "bytes": -1}]}', "does not say the size"),
    ],
)
def test_a_senseless_descriptor_is_refused(descriptor: bytes, said: str) -> None:
    assert said in refusal(zip_of({**FILES, "datapackage.json": descriptor}))


def edited(path: str, edit: Callable[[str], str]) -> bytes:
    """A package with one file changed and the descriptor made to fit, as a forger or another program would."""
    return relisted({**FILES, path: edit(FILES[path].decode()).encode()})


def swapped(path: str, old: str, new: str) -> bytes:
    assert old in FILES[path].decode()
    return edited(path, lambda text: text.replace(old, new))


@pytest.mark.parametrize(
    ("path", "old", "new", "said"),
    [
        ("responses.csv", "perspective", "hat", "the table responses has no column perspective"),
        ("responses.csv", "code", "round", "two columns of one name"),
        ("responses.csv", "carer", "carrer", "the table responses, line 2, column perspective, holds"),
        ("responses.csv", "carer,,standard", "carer,,", "column wording, is empty"),
        ("responses.csv", "p1a", "nan", 'column revision, holds "nan", which cannot be an id'),
        ("responses.csv", "p1a", "may-2026", "which cannot be an id"),
        ("responses.csv", "p1a", "\x1b[31m", "which cannot be an id"),
        ("responses.csv", "p1,p1a,", "p2,p2a,", "line 3, holds a row a second time"),
        ("responses.csv", "carer,", "carer,,", "line 2, has 8 cells, not 7"),
        ("responses.csv", "carer,,standard\n", 'carer,,"standard\n', "is not a row of a table"),
        ("responses.csv", "mill-lane-2026-05-12-bcdfgh", "quay-side-2026-05-12-bcdfgh", "which is not in it"),
        ("responses.csv", "p1a,,", "p1a,p1a,", "replaces itself"),
        ("rounds.csv", "2026-05-12,garden", "12 May,garden", "where a date such as 2026-05-12 belongs"),
        ("rounds.csv", "garden:whole", "garden:half", "where a bank such as"),
        ("rounds.csv", "open,0", "open,-1", "where a whole number belongs"),
        ("rounds.csv", "open,0", "secret,0", "which is not one of private, open"),
        ("room.csv", ",2\n", ",2.5\n", "where a whole number belongs"),
        ("room.csv", ",1,", ",0,", "where a number from 1 belongs"),
        ("notes.csv", "room", "world", "which is not one of room, facilitator"),
        ("notes.csv", "n1,", '"n1,', "is not a row of a table"),
        ("actions.csv", "to-do", "to do", 'did it mean "to-do"?'),
        ("guards.csv", "open", "shut", "the table guards, line 2, column privacy,"),
        ("answers.csv", "garden-gate", "garden-wall", 'line 2, answers "garden-wall" of "garden"'),
        ("answers.csv", "p2,p2a,garden,garden-gate,1", "p2,p2a,garden,garden-gate,2", "line 5, answers edition 2"),
        ("answers.csv", "1,started", "1,perfect", 'line 2, has the answer "perfect"'),
        ("answers.csv", "1,started", "01,started", "line 2, answers edition 01"),
        ("answers.csv", "1,started", "9999999999,started", "line 2, answers edition 9999999999"),
        ("answers.csv", "1,started", "1,", 'line 2, has the answer ""'),
        ("answers.csv", "p2,p2a", "p3,p3a", "line 5, belongs to a response that is not in the package"),
        ("answers.csv", "garden-path", "garden-gate", "line 3, holds a row a second time"),
        ("answers.csv", "1,started", "1,started,more", "line 2, has 7 cells, not 6"),
        ("answers.csv", ",1,started", ",started", "line 2, has 5 cells, not 6"),
        ("answers.csv", "p2,p2a,garden,garden-gate,1,not-yet\n", "\n", "line 5, has 0 cells, not 6"),
        ("answers.csv", "p2,p2a,garden,garden-gate", '"p2,p2a",garden,garden-gate', "line 5, has 5 cells, not 6"),
        ("answers.csv", "started", '"star""ted"', 'line 2, column answer, holds "star"ted", which cannot be an id'),
    ],
)
def test_a_table_that_makes_no_sense_is_refused_with_its_place(path: str, old: str, new: str, said: str) -> None:
    message = both_ways(swapped(path, old, new))
    assert said in message
    assert "\x1b" not in message


def test_answers_of_one_response_that_stand_in_two_places_are_refused() -> None:
    def parted(text: str) -> str:
        header, first, *others = text.splitlines()
        return "\n".join([header, *others, first]) + "\n"

    assert "line 7, is apart from the other answers" in both_ways(edited("answers.csv", parted))


@pytest.mark.parametrize("path", ["answers.csv", "responses.csv", "notes.csv"])
def test_text_that_is_not_utf8_is_refused(path: str) -> None:
    content = FILES[path].replace(b"garden-gate", b"garden\xff", 1).replace(b"carer", b"\xff")
    assert f"{path} is not UTF-8" in both_ways(relisted({**FILES, path: content}))


def test_an_empty_table_is_refused() -> None:
    assert "has no column round" in refusal(relisted({**FILES, "rounds.csv": b""}))


def test_a_bank_that_is_missing_or_is_another_is_refused() -> None:
    path = f"banks/{BANK_FILE.name}"
    without = {one: file for one, file in FILES.items() if one != path}
    assert "is missing from it" in refusal(relisted(without))
    other = {**FILES, path: BANK_FILE.content.replace(b"The garden", b"Our garden")}
    assert "is not the one that its name says" in refusal(relisted(other))


def test_a_bank_that_cannot_be_used_is_refused_with_its_fault() -> None:
    from coreflect.core.banks.bank import BankFile
    from coreflect.core.model import AskedBank
    from coreflect.core.reflections.rounds import digest

    broken = b"format = 1\n"
    asked = AskedBank("garden", "whole", digest(broken))
    package = package_bytes(
        Records(
            rounds=(reflection(banks=(asked,)),),
            responses=(response(),),
            bank_files=(BankFile(asked.file_names()[0], broken),),
        )
    )
    assert "holds a bank that cannot be used: garden.toml" in refusal(package)


def test_an_item_that_only_the_whole_bank_asks_is_refused_in_its_short_form() -> None:
    (asked,) = reflection().banks
    package = package_bytes(
        records(rounds=(reflection(banks=(replace(asked, form="short"),)),), responses=(response(),))
    )
    assert 'line 3, answers "garden-path" of "garden", which its round does not ask' in both_ways(package)


def test_a_zip_of_other_things_is_no_package_and_neither_is_a_text() -> None:
    for content, name in ((zip_of({"word/document.xml": b"x"}), "minutes.docx"), (b"hello", "notes.txt")):
        with pytest.raises(NoPackage, match="is not a coreflect file"):
            open_package(content, name)


def test_a_file_named_zip_that_is_none_is_taken_for_a_damaged_package() -> None:
    with pytest.raises(Refused, match="cut off or damaged") as fault:
        open_package(b"", "mill.zip")
    assert not isinstance(fault.value, NoPackage)


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"mill\.zip cannot be read"):
        open_package(tmp_path / "mill.zip")


def test_the_name_of_a_file_is_made_safe_to_show() -> None:
    with pytest.raises(Refused) as fault:
        open_package(b"", "mill\x1b[2J.zip")
    assert "\x1b" not in str(fault.value)
