"""Comparing a million answers and more, against DuckDB on the same tables unpacked, with nothing verified.

python -m tests.benchmarks.package_scale [PACKAGES] [--once]   a million answers in 1,000 packages, then ten times
                                                               the people in as many packages
python -m tests.benchmarks.package_scale --curve               0.1, 1 and 10 million answers, 1,000 a package
python -m tests.benchmarks.package_scale --files               10 million answers in 1,000 files and in 10,000
"""

from __future__ import annotations

import gc
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
from coreflect.core.banks.bank import STANDARD, Bank
from coreflect.core.model import Answer, Note, Records, Reflection, Response, Withdrawn
from coreflect.core.names import HASH_LETTERS
from coreflect.core.reflections.rounds import Plan, new_round
from coreflect.package.write import package_bytes
from tests.benchmarks.measuring import say

SEED = 20260512
PEOPLE = (20, 21)
TABLES = ("answers", "responses", "withdrawn")
MANY = 5_000_000
HOLD, HOLD_TEN_MILLION, HOLD_TEN_TIMES, HOLD_FILES = "<= 2.5", "<= 1.5", "<= 8.0", "<= 1.2"
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


def make(folder: Path, packages: int, times: int = 1, files: int = 0) -> int:
    """Write packages of so many times 20 people and, beside them, their tables unpacked; returns how many answers.

    With `files` the same people of the same rounds stand in so many files: each round's, in as many parts.
    """
    chance, shelf = Chance(), Shelf().banks()
    banks = tuple(one.bank for one in shelf if one.bank is not None)
    plan = Plan("The team", "the day centre", "2026-05-12", tuple((b.id, "whole") for b in banks), "desk", "2027-05-12")
    count = 0
    parts = max(files // packages, 1)
    for name in ("packages", *TABLES):
        (folder / name).mkdir()
    for number in range(packages):
        made = new_round(plan._replace(team_name=f"Team {number // 2}"), shelf, chance)
        people = [_response(made.reflection, banks, chance) for _ in range(times * PEOPLE[number % len(PEOPLE)])]
        count += sum(len(one.answers) for one in people)
        people[0] = replace(people[0], revision=chance.record(), replaces=(people[0].revision,))
        notes = tuple(_note(made.reflection, banks[0], chance) for _ in range(5))
        gone = (Withdrawn(people[-1].id, made.reflection.id),) if number % 10 == 0 else ()
        for part in range(parts):
            records = Records(
                rounds=(made.reflection,),
                responses=tuple(people[part::parts]),
                notes=notes if part == 0 else (),
                withdrawn=gone if part == 0 else (),
                bank_files=made.bank_files,
            )
            _write(folder, f"{number * parts + part:06d}", records)
    return count


def _write(folder: Path, name: str, records: Records) -> None:
    path = folder / "packages" / f"p{name}.zip"
    path.write_bytes(package_bytes(records))
    with zipfile.ZipFile(path) as zipped:
        for table in TABLES:
            (folder / table / f"{name}.csv").write_bytes(zipped.read(f"{table}.csv"))


def _response(reflection: Reflection, banks: Sequence[Bank], chance: Chance) -> Response:
    others = sorted(NON_ANSWER_CODES)
    answers = tuple(
        Answer(bank.id, item.id, item.edition, chance.one_of((*bank.scale(section.scale).level_ids * 4, *others)))
        for bank in banks
        for section, item in bank.items()
    )
    perspective = chance.one_of([each.code for each in PERSPECTIVES])
    return Response(chance.record(), chance.record(), (), reflection.id, perspective, "", STANDARD, answers)


def _note(reflection: Reflection, bank: Bank, chance: Chance) -> Note:
    item = bank.items()[0][1].id
    return Note(
        chance.record(), chance.record(), (), reflection.id, bank.id, item, "", "room", "We said this together."
    )


def ours(folder: Path) -> None:
    """Open, verify, merge and count, in a process of its own."""
    gc.disable()  # as every command does
    start = time.perf_counter()
    from coreflect.analysis import published
    from coreflect.package.merge import merge
    from coreflect.services.packages import open_all

    loaded = time.perf_counter()
    packages, _ = open_all([str(folder / "packages")])
    opened = time.perf_counter()
    merged = merge(packages)
    joined = time.perf_counter()
    rounds = published(merged, release=True).rounds
    end = time.perf_counter()
    parts = (loaded - start, opened - loaded, joined - opened, end - joined)
    told = "import {:.2f} open {:.2f} merge {:.2f} count {:.2f}".format(*parts)
    items = sum(len(one.items) for one in rounds)
    print(f"{end - start:.3f}|{told}, {_spent()}, {len(rounds)} rounds of {items} items")


def _spent() -> str:
    """Core seconds and memory, of this process and of those that it started."""
    own, others = (resource.getrusage(of) for of in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    cores = sum(one.ru_utime + one.ru_stime for one in (own, others))
    memory = (own.ru_maxrss + others.ru_maxrss * (os.cpu_count() or 1)) // 1024
    return f"{cores:.1f} s of a core, {memory} MB at most"


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
    print(f"{time.perf_counter() - start:.3f}|{_spent()}, {len(found)} counts")


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


def compared(packages: int, times: int = 1, files: int = 0) -> float:
    """Make packages, measure both, print the ratio and what each says of itself; returns our seconds."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        answers = make(folder, packages, times, files)
        (our_time, told), (their_time, their) = measured(folder)
    number = max(packages, files // packages * packages)
    hold = HOLD_TEN_MILLION if answers > MANY else HOLD
    say(f"compare {answers:,} answers in {number:,} files", our_time * 1000, their_time * 1000, hold)
    print(f"  ours: {told}\n  DuckDB: {their}")
    return our_time


def main(arguments: Sequence[str]) -> None:
    """What was asked for."""
    if "--curve" in arguments:
        for packages in (100, 1000, 10_000):
            compared(packages)
    elif "--files" in arguments:
        packages, files = 1000, 10_000
        few, many = compared(packages, 10), compared(packages, 10, files)
        say(f"the same rows in {files // packages} times the files", many * 1000, few * 1000, HOLD_FILES)
    else:
        packages = next((int(one) for one in arguments if one.isdigit()), 1000)
        first = compared(packages)
        if "--once" not in arguments:
            say("ten times the rows", compared(packages, 10) * 1000, first * 1000, HOLD_TEN_TIMES)


if __name__ == "__main__":
    if sys.argv[1:2] == ["ours"]:
        ours(Path(sys.argv[2]))
    elif sys.argv[1:2] == ["anchor"]:
        anchor(Path(sys.argv[2]))
    else:
        main(sys.argv[1:])
