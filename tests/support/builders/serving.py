"""A process that serves a room to phones until its input ends or it is killed.

Started as a program, it takes a workspace's folder, the address and port (0 for any that is free) and how many files
it may have open (0 for as many as there are), and writes one line: the host and the code.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from coreflect.core.reflections.responses import Place
from coreflect.web.server import Serving
from tests.support.builders.phones import LOOPBACK, room_in

ROOT = Path(__file__).parents[3]


class Served(NamedTuple):
    """A process that serves, the host that phones open, and the code."""

    process: subprocess.Popen[str]
    host: str
    code: str

    @property
    def port(self) -> int:
        return int(self.host.rpartition(":")[2])


@contextmanager
def serving_process(folder: Path, port: int = 0, files: int = 0) -> Iterator[Served]:
    """Serve the one reflection in a workspace from a process of its own."""
    command = [sys.executable, "-m", "tests.support.builders.serving", str(folder), LOOPBACK, str(port), str(files)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        host, code = process.stdout.readline().split()
        yield Served(process, host, code)
        process.stdin.close()
        process.wait(30)


def main(folder: str, address: str, port: str, files: str) -> None:
    if int(files):
        import resource

        resource.setrlimit(resource.RLIMIT_NOFILE, (int(files), int(files)))
    with Serving(room_in(Path(folder)), Place(folder, shared=False), address, int(port)) as site:
        print(site.host, site.room.code, flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main(*sys.argv[1:])
