"""Comparing 1 million answers in 1,000 packages, against DuckDB on the same tables unpacked, with nothing verified.

Run it with `python -m tests.benchmarks.package_scale [PACKAGES]`; as many packages with ten times the people follow,
unless `--once`.
"""

from __future__ import annotations

import os
import random
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from coreflect.banks.shelf import Shelf
from coreflect.core.answers import NON_ANSWER_CODES, PERSPECTIVES
from coreflect.core.bank import STANDARD, Bank
from coreflect.core.model import Answer, Note, Records, Response, Round, Withdrawn
from coreflect.core.names import HASH_LETTERS
from coreflect.core.rounds import Plan, new_round
from coreflect.package.write import package_bytes
from tests.benchmarks.measuring import say

SEED = 20260512
PEOPLE = (20, 21)
HOLD, HOLD_TEN_TIMES = "<= 2.5", "<= 8.0"
REPEATS = 3


class Chance:
    """Ids from a seed."""

    def __init__(self) -> None:
        self._random = random.Random(SEED)

    def record(self) -> str:
        return "k" + self.letters(9)

    def letters(self, count: int) -> str:
        return "".join(self._random.choices(HASH_LETTERS, k=count))

    def return_words(self) -> tuple[str, str]:
        return ("lantern", "quay")

    def one_of(self, choices: Sequence[str]) -> str:
        return choices[int(self._random.random() * len(choices))]


def make(folder: Path, packages: int, times: int = 1) -> int:
    """Write packages of so many times 20 people and, beside them, their tables unpacked; returns how many answers."""
    chance, shelf = Chance(), Shelf().banks()
    banks = tuple(one.bank for one in shelf if one.bank is not None)
    plan = Plan("The team", "the day centre", "2026-05-12", tuple((b.id, "whole") for b in banks), "desk", "2027-05-12")
    count = 0
    for name in ("packages", "answers", "responses", "withdrawn"):
        (folder / name).mkdir()
    for number in range(packages):
        made = new_round(replace(plan, team_name=f"Team {number // 2}"), shelf, chance)
        people = tuple(_response(made.facts, banks, chance) for _ in range(times * PEOPLE[number % len(PEOPLE)]))
        amended = replace(people[0], revision=chance.record(), replaces=(people[0].revision,))
        count += sum(len(one.answers) for one in people)
        records = Records(
            rounds=(made.facts,),
            responses=(amended, *people[1:]),
            notes=tuple(_note(made.facts, banks[0], chance) for _ in range(5)),
            withdrawn=(Withdrawn(people[-1].id, made.facts.id),) if number % 10 == 0 else (),
            bank_files=made.bank_files,
        )
        path = folder / "packages" / f"p{number:06d}.zip"
        path.write_bytes(package_bytes(records))
        with zipfile.ZipFile(path) as zipped:
            for table in ("answers", "responses", "withdrawn"):
                (folder / table / f"{number:06d}.csv").write_bytes(zipped.read(f"{table}.csv"))
    return count


def _response(facts: Round, banks: Sequence[Bank], chance: Chance) -> Response:
    others = sorted(NON_ANSWER_CODES)
    answers = tuple(
        Answer(bank.id, item.id, item.edition, chance.one_of((*bank.scale(section.scale).level_ids * 4, *others)))
        for bank in banks
        for section, item in bank.items()
    )
    perspective = chance.one_of([each.code for each in PERSPECTIVES])
    return Response(chance.record(), chance.record(), (), facts.id, perspective, "", STANDARD, answers)


def _note(facts: Round, bank: Bank, chance: Chance) -> Note:
    item = bank.items()[0][1].id
    return Note(chance.record(), chance.record(), (), facts.id, bank.id, item, "", "room", "We said this together.")


def ours(folder: Path) -> None:
    """Open, verify, merge and count, in a process of its own."""
    start = time.perf_counter()
    from coreflect.analysis import published
    from coreflect.cli.packages import open_all
    from coreflect.package.merge import merge

    loaded = time.perf_counter()
    packages, _ = open_all([str(folder / "packages")])
    opened = time.perf_counter()
    merged = merge(packages)
    joined = time.perf_counter()
    rounds = published(merged, release=True).rounds
    end = time.perf_counter()
    parts = (loaded - start, opened - loaded, joined - opened, end - joined)
    told = "import {:.2f} open {:.2f} merge {:.2f} count {:.2f}".format(*parts)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{end - start:.3f}|{told}, {len(rounds)} rounds, {memory} MB at most")


def anchor(folder: Path) -> None:
    """The same counts in DuckDB SQL, in a process of its own: nothing is unpacked and nothing verified."""
    start = time.perf_counter()
    import duckdb

    text = "'VARCHAR'"
    answers = ", ".join(f"'{c}': {text}" for c in ("response", "revision", "bank", "item", "item_edition", "answer"))
    responses = ", ".join(
        f"'{c}': {text}" for c in ("response", "revision", "replaces", "round", "perspective", "code", "wording")
    )

    def table(name: str, columns: str) -> str:
        return f"read_csv('{folder}/{name}/*.csv', header = true, columns = {{{columns}}}, auto_detect = false)"

    gone = f"'record': {text}, 'round': {text}"
    found = duckdb.sql(
        f"""
        with every as (select distinct * from {table("responses", responses)}),
        replaced as (select response, unnest(string_split(replaces, ' ')) as revision from every),
        standing as (
            select * from every
            anti join replaced using (response, revision)
            anti join (select record as response from {table("withdrawn", gone)}) using (response)
        )
        select round, bank, item, item_edition, answer, count(*) from {table("answers", answers)}
        join standing using (response, revision) group by all
        """
    ).fetchall()
    print(f"{time.perf_counter() - start:.3f}|{len(found)} counts")


def run(kind: str, folder: Path) -> tuple[float, str]:
    """One run in a process of its own: seconds, and what it says of itself."""
    command = [sys.executable, "-m", "tests.benchmarks.package_scale", kind, str(folder)]
    out = subprocess.run(command, capture_output=True, text=True, check=True, env=os.environ).stdout
    seconds, told = out.strip().split("|")
    return float(seconds), told


def measured(folder: Path) -> tuple[tuple[float, str], tuple[float, str]]:
    """The best of some runs of ours and of the anchor, taken in turn."""
    runs = [(run("ours", folder), run("anchor", folder)) for _ in range(REPEATS)]
    return min(one for one, _ in runs), min(other for _, other in runs)


def main(packages: int, *, once: bool) -> None:
    """Make packages, measure both, and print the ratios."""
    seconds = []
    for times in (1,) if once else (1, 10):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            answers = make(folder, packages, times)
            (our_time, told), (their_time, _) = measured(folder)
        say(f"compare {answers:,} answers in {packages:,} packages", our_time * 1000, their_time * 1000, HOLD)
        print(f"  {told}")
        seconds.append(our_time)
    if len(seconds) > 1:
        say("ten times the rows", seconds[1] * 1000, seconds[0] * 1000, HOLD_TEN_TIMES)


if __name__ == "__main__":
    if sys.argv[1:2] == ["ours"]:
        ours(Path(sys.argv[2]))
    elif sys.argv[1:2] == ["anchor"]:
        anchor(Path(sys.argv[2]))
    else:
        numbers = [int(one) for one in sys.argv[1:] if one.isdigit()]
        main(numbers[0] if numbers else 1000, once="--once" in sys.argv)
