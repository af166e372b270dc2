"""Which files of coreflect an answer passes on its way to the disk, and a package on its way to comparison.csv.

`python -m tests.benchmarks.ways` prints each file in the order in which it is first entered. Fewer files are easier to
follow; what Python runs while it imports a module is left out.
"""

from __future__ import annotations

import asyncio
import inspect
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType

from click.testing import CliRunner

import coreflect
from coreflect.cli.main import main as command
from coreflect.services.app import Services
from coreflect.tui.answering.question import QuestionPage
from coreflect.tui.app import CoreflectApp
from tests.benchmarks.workspaces import workspace

ROOT = Path(coreflect.__file__).parent


class Way:
    """The files entered, in order, until a file whose name ends with `end` is written."""

    def __init__(self, end: str) -> None:
        self.files: list[str] = []
        self._end = end
        self._arrived = False

    def __call__(self, frame: FrameType, event: str, _: object) -> None:
        code = frame.f_code
        if self._arrived or not code.co_filename.startswith(str(ROOT)) or not code.co_flags & inspect.CO_OPTIMIZED:
            return
        if event == "call":
            name = str(Path(code.co_filename).relative_to(ROOT))
            self.files += [name] if name not in self.files else []
        elif event == "return" and code.co_name == "write_whole":
            self._arrived = str(frame.f_locals["path"]).endswith(self._end)


@contextmanager
def followed(end: str) -> Iterator[Way]:
    """Follow what this thread runs."""
    way = Way(end)
    sys.setprofile(way)
    try:
        yield way
    finally:
        sys.setprofile(None)


async def of_an_answer(folder: Path) -> Way:
    """From a key on a question until the answer is on disk."""
    services = Services(str(folder))
    app = CoreflectApp(services, services.workspace.rounds()[0].id)
    async with app.run_test() as pilot:
        while not isinstance(app.screen, QuestionPage):
            await pilot.press("1", "enter")
            await pilot.pause()
        await pilot.press("up")
        with followed(".json") as way:
            await pilot.press("1")
            await pilot.pause()
    return way


def of_a_package(folder: Path) -> Way:
    """From the command `compare` on one package until comparison.csv is on disk."""
    runner = CliRunner()
    package = folder / "answers.zip"
    runner.invoke(command, ["--workspace", str(folder), "export", "-o", str(package)], catch_exceptions=False)
    arguments = ["compare", str(package), "-o", str(folder / "compared")]
    runner.invoke(command, arguments, catch_exceptions=False)  # loads what is loaded late
    with followed("comparison.csv") as way:
        runner.invoke(command, arguments, catch_exceptions=False)
    return way


def main() -> None:
    with TemporaryDirectory() as place:
        folder = Path(place) / "w"
        workspace(folder, 12)
        ways = {
            "an answer, from a key to the disk": asyncio.run(of_an_answer(folder)),
            "a package, from compare to comparison.csv": of_a_package(folder),
        }
    for what, way in ways.items():
        print(f"{what}: {len(way.files)} files", *way.files, sep="\n  ")


if __name__ == "__main__":
    main()
