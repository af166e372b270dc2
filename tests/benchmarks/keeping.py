"""How long it takes to keep an answer and to list what is kept: `python -m tests.benchmarks.keeping`."""

from __future__ import annotations

import json
import os
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from coreflect.core.reflections.responses import Draft, questions
from coreflect.workspace.workspace import Workspace, open_workspace
from tests.benchmarks.measuring import percentile, say
from tests.benchmarks.workspaces import workspace

SAVES = 400


def keeper(kept: Workspace, round_id: str) -> Callable[[], float]:
    """Milliseconds to keep one more answer of one person."""
    asked = questions(kept.round(round_id), kept.banks(round_id))
    draft = kept.save_draft(Draft("ptimings01", round_id, "carer", words="m" * 32))
    count = 0

    def save() -> float:
        nonlocal draft, count
        question = asked[count % len(asked)]
        others = tuple(one for one in draft.choices if one[0] != question.key)
        changed = replace(draft, choices=(*others, (question.key, question.scale.level_ids[count % 4])))
        count += 1
        start = time.perf_counter()
        draft = kept.save_draft(changed)
        return (time.perf_counter() - start) * 1000

    return save


def appender(file: Path) -> Callable[[], float]:
    """Milliseconds to append one line and have it on the disk."""
    out = file.open("ab", buffering=0)
    line = json.dumps({"item": "assets-experience", "answer": "together"}).encode() + b"\n"

    def append() -> float:
        start = time.perf_counter()
        out.write(line)
        os.fsync(out.fileno())
        return (time.perf_counter() - start) * 1000

    return append


def replacer(file: Path) -> Callable[[], float]:
    """Milliseconds of the disk alone for what a save does: a temporary file, fsync, replace, fsync of the folder."""
    temporary, content = file.with_suffix(".tmp"), b"{}" * 1000

    def replace_whole() -> float:
        start = time.perf_counter()
        with temporary.open("wb", buffering=0) as out:
            out.write(content)
            os.fsync(out.fileno())
        temporary.replace(file)
        folder = os.open(file.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)
        return (time.perf_counter() - start) * 1000

    return replace_whole


def main() -> None:
    with TemporaryDirectory(dir=Path.home()) as place:
        few, few_round = workspace(Path(place) / "few", 10)
        many, many_round = workspace(Path(place) / "many", 10_000)
        disk = (appender(Path(place) / "log"), replacer(Path(place) / "floor"))
        measures = (keeper(few, few_round.id), keeper(many, many_round.id), *disk)
        samples = [[measure() for measure in measures] for _ in range(SAVES)]
        one, other, append, floor = ([row[at] for row in samples][20:] for at in range(4))
        say("keep one answer, median / append and fsync", statistics.median(one), statistics.median(append), "5")
        say("keep one answer, median / the disk's floor", statistics.median(one), statistics.median(floor), "-")
        say("keep one answer, p95 / append and fsync", percentile(one, 95), percentile(append, 95), "-")
        say("keep one answer, 10,000 responses kept / 10", statistics.median(other), statistics.median(one), "1.2")

        start = time.perf_counter()
        fresh = open_workspace(str(Path(place) / "many"))
        turnout = fresh.turnout(many_round.id)
        by_name = (time.perf_counter() - start) * 100
        start = time.perf_counter()
        read = len(fresh.records([many_round.id]).responses)
        by_reading = (time.perf_counter() - start) * 100
        start = time.perf_counter()
        files = [json.loads(file.read_bytes()) for file in (Path(place) / "many").rglob("responses/*.json")]
        plain = (time.perf_counter() - start) * 100
        assert read == turnout.finished == len(files) - 1
        say("1,000 responses read / a JSON reader", by_reading, plain, "60 ms")
        say("1,000 responses counted by name / a JSON reader", by_name, plain, "-")


if __name__ == "__main__":
    main()
