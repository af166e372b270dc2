"""How long forty people wait who join and answer on their phones at once: `python -m tests.benchmarks.phones`.

They come within a few seconds, read the first page, then each gives an answer every second or two, and finishes. The
anchor is one save on this disk. It prints how much memory the laptop's app takes with phones over the same app without,
and fails where an answer that was said to be saved is lost, or somebody is counted twice.
"""

from __future__ import annotations

import random
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tests.benchmarks.keeping import replacer
from tests.benchmarks.measuring import percentile, say
from tests.benchmarks.workspaces import workspace

PEOPLE = 40
JOIN_WITHIN = 5.0
READING = (2.0, 4.0)
BETWEEN_ANSWERS = (1.0, 2.0)
HELD_MB, HELD_MS = 60, 100


class Waited(NamedTuple):
    """How long one person waited, in milliseconds: to come in and begin, for each page, and for each saved answer."""

    joining: list[float]
    pages: list[float]
    answers: list[float]
    given: dict[str, str]


def memory_mb() -> float:
    """How much memory this process has in use, in MB."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def serve(folder: str) -> None:
    """Run as the laptop: say the memory of the app, serve until the input ends, and say it again."""
    import coreflect.tui.app  # noqa: F401 - the app that phones come on top of
    from coreflect.banks.shelf import Shelf
    from coreflect.core.reflections.responses import Place
    from coreflect.services.app import services_of
    from coreflect.workspace.workspace import open_workspace

    services = services_of(open_workspace(folder), Shelf())
    (reflection,) = services.workspace.rounds()
    print(memory_mb(), flush=True)
    from coreflect.services.phones import PhoneRoom
    from coreflect.web.server import Serving

    room = PhoneRoom(services, reflection)
    with Serving(room, Place(folder, shared=False), "127.0.0.1") as site:
        print(site.host, room.code, len(room.asked), *room.asked[0].scale.level_ids, flush=True)
        sys.stdin.readline()
        print(memory_mb(), flush=True)


def timed(times: list[float], begun: float) -> None:
    times.append((time.perf_counter() - begun) * 1000)


def person(number: int, host: str, code: str, questions: int, levels: list[str]) -> Waited:
    """Join and answer as one person with a script does; returns how long each step took."""
    from tests.support.builders.phones import Phone

    chance = random.Random(number)
    address = f"127.0.2.{number + 1}" if sys.platform == "linux" else "127.0.0.1"
    phone = Phone(host, address)
    time.sleep(chance.random() * JOIN_WITHIN)
    waited = Waited([], [], [], {})
    begun = time.perf_counter()
    phone.send("/join", {"code": code})
    timed(waited.joining, begun)
    time.sleep(chance.uniform(*READING))
    begun = time.perf_counter()
    phone.send("/start", {"perspective": chance.choice(("carer", "staff", "supported")), "wording": "standard"})
    timed(waited.joining, begun)
    part = 1
    for at in range(1, questions + 1):
        if at % 4 == 1:
            begun = time.perf_counter()
            phone.open(f"/part/{part}")
            timed(waited.pages, begun)
            part += 1
        time.sleep(chance.uniform(*BETWEEN_ANSWERS))
        level = chance.choice(levels)
        begun = time.perf_counter()
        seen = phone.ask("POST", "/answer", f"answer-{at}={level}", Origin=f"http://{host}")
        timed(waited.answers, begun)
        assert seen.text == "Saved", seen
        waited.given[str(at)] = level
    assert phone.send("/finish", {}).path == "/done"
    return waited


def check(folder: Path, round_id: str, waited: list[Waited]) -> None:
    """Every answer that was said to be saved is there once, and nobody is counted twice."""
    from coreflect.workspace.workspace import open_workspace

    records = open_workspace(str(folder)).records([round_id])
    assert len(records.responses) == len({response.id for response in records.responses}) == len(waited)
    held = sorted([answer.answer for answer in response.answers] for response in records.responses)
    assert held == sorted(list(each.given.values()) for each in waited)


def main() -> None:
    with TemporaryDirectory(dir=Path.home()) as place:
        folder = Path(place) / "phones"
        _, reflection = workspace(folder, 0)
        for draft in folder.rglob("*.draft.json"):
            draft.unlink()
        command = [sys.executable, "-m", "tests.benchmarks.phones", str(folder)]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as laptop:
            assert laptop.stdin
            assert laptop.stdout
            without = float(laptop.stdout.readline())
            host, code, questions, *levels = laptop.stdout.readline().split()
            with ThreadPoolExecutor(PEOPLE) as pool:
                asked = [pool.submit(person, at, host, code, int(questions), levels) for at in range(PEOPLE)]
                waited = [each.result() for each in asked]
            laptop.stdin.write("\n")
            laptop.stdin.flush()
            with_phones = float(laptop.stdout.readline())
        check(folder, reflection.id, waited)
        save = replacer(Path(place) / "floor")
        disk = statistics.median(save() for _ in range(100))

    answers = [one for each in waited for one in each.answers]
    measured = (
        ("an answer saved", answers, f"{HELD_MS} ms"),
        ("a page", [one for each in waited for one in each.pages], "-"),
        ("a step of joining", [one for each in waited for one in each.joining], "-"),
    )
    for what, times, hold in measured:
        say(f"{PEOPLE} phones: {what}, median / the disk's floor", statistics.median(times), disk, "-")
        say(f"{PEOPLE} phones: {what}, p95 / the disk's floor", percentile(times, 95), disk, hold)
        say(f"{PEOPLE} phones: {what}, longest / the disk's floor", max(times), disk, "-")
    say("memory with phones, over the app without", with_phones - without, without, f"{HELD_MB} MB", "MB")
    print(f"{len(answers)} answers of {len(waited)} people: 0 lost, 0 counted twice")


if __name__ == "__main__":
    serve(sys.argv[1]) if sys.argv[1:] else main()
