"""A package is read whatever programs put around it on its way; what holds answers of ours is never passed over."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from coreflect.core.errors import NoPackage, Refused
from coreflect.package.read import open_package
from coreflect.package.write import package_bytes
from tests.support.builders.packages import a_bit_of_everything, files_in, zip_of

PACKAGE = package_bytes(a_bit_of_everything())
FILES = files_in(PACKAGE)
DESCRIPTOR = "datapackage.json"
LEFT_BEHIND = {
    "laptop-b/.DS_Store": b"x",
    "laptop-b/banks/Thumbs.db": b"x",
    "__MACOSX/laptop-b/._answers.csv": b"x",
    "__MACOSX/._laptop-b": b"x",
}


def in_folder(folder: str) -> dict[str, bytes]:
    return {f"{folder}/{path}": content for path, content in FILES.items()}


@pytest.mark.parametrize("folder", ["laptop-b", "laptop b (1)/laptop b"])
def test_a_package_in_a_folder_with_leftovers_of_finder_is_the_same_package(folder: str) -> None:
    opened, plain = open_package(zip_of({**LEFT_BEHIND, **in_folder(folder)}), "b.zip"), open_package(PACKAGE, "b.zip")
    assert opened == plain


def test_a_zip_that_was_written_as_a_stream_with_a_comment_is_read() -> None:
    class Stream(io.RawIOBase):
        def __init__(self) -> None:
            self.content = b""

        def writable(self) -> bool:
            return True

        def write(self, content: bytes) -> int:  # type: ignore[override]
            self.content += bytes(content)
            return len(content)

    stream = Stream()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.comment = b"looked through for viruses"
        zipped.writestr(zipfile.ZipInfo("laptop-b/"), b"")
        for path, content in in_folder("laptop-b").items():
            zipped.writestr(path, content)
    assert open_package(stream.content, "b.zip") == open_package(PACKAGE, "b.zip")


def test_one_altered_byte_is_noticed_in_a_folder_too() -> None:
    files = {**in_folder("b"), "b/answers.csv": FILES["answers.csv"].replace(b"started", b"startes")}
    with pytest.raises(Refused, match=r"answers\.csv is not as it was"):
        open_package(zip_of(files), "b.zip")
    with pytest.raises(Refused, match=r"holds disclaimer\.txt, which it does not list"):
        open_package(zip_of({**in_folder("b"), "disclaimer.txt": b"x"}), "b.zip")


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({**in_folder("a"), **in_folder("b")}, "holds other files that coreflect wrote"),
        ({"from b/b.zip": PACKAGE, "notes.txt": b"x"}, "holds other files that coreflect wrote"),
        ({path: content for path, content in FILES.items() if path != DESCRIPTOR}, "datapackage.json is missing"),
        ({**FILES, DESCRIPTOR: b'{"name": "other"}'}, "datapackage.json is not coreflect's"),
    ],
)
def test_a_zip_with_answers_of_ours_that_is_no_package_is_refused_and_not_passed_over(
    files: dict[str, bytes], said: str
) -> None:
    with pytest.raises(Refused, match=said) as fault:
        open_package(zip_of(files), "b.zip")
    assert not isinstance(fault.value, NoPackage)


def test_a_table_alone_is_refused_and_not_passed_over() -> None:
    with pytest.raises(Refused, match="one table of an answers file") as fault:
        open_package(FILES["answers.csv"], "answers.csv")
    assert not isinstance(fault.value, NoPackage)


def test_an_unpacked_package_is_read_and_checked_as_a_packed_one(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(PACKAGE)) as zipped:
        zipped.extractall(tmp_path / "laptop-b" / "laptop-b")
    folder = tmp_path / "laptop-b" / "laptop-b"
    (folder / ".DS_Store").write_bytes(b"x")
    (folder / "my notes.txt").write_bytes(b"x")
    assert open_package(tmp_path / "laptop-b", "b.zip") == open_package(PACKAGE, "b.zip")
    (folder / "answers.csv").write_bytes(FILES["answers.csv"][:-3])
    with pytest.raises(Refused, match=r"answers\.csv is not as it was"):
        open_package(tmp_path / "laptop-b")
    (folder / "answers.csv").unlink()
    with pytest.raises(Refused, match=r"answers\.csv is missing"):
        open_package(tmp_path / "laptop-b")
