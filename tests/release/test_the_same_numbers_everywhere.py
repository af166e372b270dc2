"""Every output of one moment says the same: no number stands in one that another withholds, and none differs."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from hypothesis import event, given

from coreflect.core.answers import EVERYONE, SIDE_OF, SIDES
from coreflect.core.model import Withdrawn
from tests.support.builders.four_rounds import ROUNDS, records
from tests.support.builders.merging import merged
from tests.support.builders.searching import searched
from tests.support.builders.team_histories import Team, merged_of, teams
from tests.support.readers.everything_published import OUTPUTS, Moment, everything, handed_on, in_the_room
from tests.support.readers.read_back import READERS, of_sums, of_table
from tests.support.readers.read_back_words import COUNTED, OR, Number, days

NO_COUNTS_IN_IT = {"comparison-all-teams.csv"}


def read(moment: Moment) -> dict[str, list[Number]]:
    """What each output says, as it is read back from its text."""
    on = days({one.round: one.date for one in moment.published.rounds})
    found: dict[str, list[Number]] = {}
    for name, text in everything(moment).items():
        output, _, round_id = name.partition(" · ")
        if output in READERS:
            found.setdefault(output, []).extend(READERS[output](text, on, round_id))
    return found


def added_up(in_table: Mapping[tuple[str, str, str, str], int], number: Number) -> int | None:
    """The sum of what the table has for the levels that a number names, and for the perspectives where it has no sides.

    None where the table does not have one of them.
    """
    where = number[:2]
    groups = [number.group]
    if (*where, number.group, COUNTED) not in in_table and number.group in SIDES:
        groups = [hat for hat, side in SIDE_OF.items() if side == number.group and (*where, hat, COUNTED) in in_table]
    found = [in_table.get((*where, group, answer)) for group in groups for answer in number.answer.split(OR)]
    return sum(filter(None, found)) if found and None not in found else None


def all_alike(moment: Moment) -> None:
    every = read(moment)
    in_table = {number[:4]: number.people for number in every["comparison.csv"]}
    for output, numbers in every.items():
        for number in numbers:
            assert added_up(in_table, number) == number.people, (output, number)
            if OR in number.answer:
                event("levels are counted together")
    if any(number.group == "in pairs" for number in every["comparison.csv"]):
        event("people are paired")


@searched(25)
@given(teams(coded=True))
def test_every_output_says_the_same_of_what_is_handed_on(team: Team) -> None:
    all_alike(handed_on(merged_of(team)))


@searched(25)
@given(teams(coded=True))
def test_every_output_says_the_same_of_what_a_room_sees(team: Team) -> None:
    all_alike(in_the_room(merged_of(team)))


@searched(25)
@given(teams())
def test_all_teams_together_are_the_latest_picture_of_each(team: Team) -> None:
    """One team's sum is the latest picture of everyone that it shows."""
    moment = handed_on(merged_of(team))
    texts = everything(moment)
    pictures: dict[str, Counter[tuple[str, int]]] = {}
    of_round: dict[str, str] = {}
    for number in of_table(texts["comparison.csv"], {}):
        if number.group == EVERYONE:
            if of_round.get(number.item) != number.round:
                of_round[number.item], pictures[number.item] = number.round, Counter()
            pictures[number.item][number.answer, number.people] += 1
    sums: dict[str, Counter[tuple[str, int]]] = {}
    for number in of_sums(texts["comparison-all-teams.csv"], {}):
        sums.setdefault(number.item, Counter())[number.answer, number.people] += 1
    assert sums == pictures


def test_four_rounds_are_read_back_whole_from_every_output() -> None:
    """That the readers find what there is: a reader that finds nothing would find no leak."""
    found = read(handed_on(merged(records())))

    assert {output.name for output in OUTPUTS} == {*READERS, *NO_COUNTS_IN_IT}
    assert all(found.values())
    whole = set(found["comparison.csv"])
    for output in ("compare --json", "results --json"):
        assert set(found[output]) == whole
    for output in ("results", "results, aloud", "item pages", "look back", "look back, plain", "report.md"):
        groups = {number.group for number in found[output]}
        assert {EVERYONE, "paid", "everyone-else"} <= groups, output
    for output in set(READERS) - {"the list of results", "the list of results, plain", "at a glance, plain"}:
        assert any(number.group == "in pairs" for number in found[output]), output


def test_of_a_forgotten_round_no_table_says_how_many_answered() -> None:
    every = records()
    forgotten = replace(
        every,
        responses=tuple(one for one in every.responses if one.round != ROUNDS[3]),
        withdrawn=(Withdrawn(ROUNDS[3], ROUNDS[3]),),
    )
    texts = everything(in_the_room(merged(forgotten)))

    (row,) = [row for row in csv.DictReader(io.StringIO(texts["comparison.csv"])) if row["round"] == ROUNDS[3]]
    assert (row["answered"], row["withheld"]) == ("", "forgotten")
    listed = texts["the workbook"].partition("\nThe reflections\n")[2].splitlines()[1:5]
    assert [line.split("\t")[4] for line in listed] == ["10", "10", "11", ""]
    assert not any("11 of 12" in text for name, text in texts.items() if name.endswith(ROUNDS[3]))
