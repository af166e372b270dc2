"""How many read easier words is said as of any group: only where neither they nor the others are few."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coreflect.analysis import published
from coreflect.core.banks.bank import EASIER, STANDARD
from coreflect.core.model import Records, Reflection
from coreflect.core.results import PublishedRound
from coreflect.core.small_groups import reveals_few_people
from coreflect.reporting.results_text import took_part_lines
from tests.support.builders.examples import a_round
from tests.support.builders.merging import asked, bank_toml, merged, people

BANK, FILE = asked(bank_toml(items=("beds",)))


def shown(easier: list[bool], perspectives: list[str] | None = None, **changes: object) -> PublishedRound:
    """A revealed round in which each person read easier words or did not."""
    there = people("m-1", perspectives or ["carer"] * len(easier), [["often"]] * len(easier))
    responses = tuple(
        replace(response, wording=EASIER if is_easier else STANDARD)
        for response, is_easier in zip(there, easier, strict=True)
    )
    revealed: dict[str, object] = {"state": "revealed", "counted": tuple(response.id for response in responses)}
    reflection: Reflection = a_round(**{"id": "m-1", "banks": (BANK,), **revealed, **changes})
    records = Records(rounds=(reflection,), responses=responses, bank_files=(FILE,))
    return published(merged(records), release=False).rounds[0]


@pytest.mark.parametrize(
    ("easier", "others", "said"), [(5, 5, 5), (6, 9, 6), (4, 9, None), (9, 4, None), (0, 10, None), (10, 0, 10)]
)
def test_a_private_round_says_it_where_both_are_enough(easier: int, others: int, said: int | None) -> None:
    one = shown([True] * easier + [False] * others)

    assert one.easier == said
    line = f"{said} read the questions in easier words."
    assert (line in took_part_lines(one)) == (said is not None)


def test_an_open_round_keeps_to_the_same() -> None:
    openly = {"privacy": "open", "smallest_group": 0}
    assert shown([True] * 5 + [False] * 6, **openly).easier == 5
    assert shown([True, False, False], **openly).easier is None


def test_it_is_not_said_where_it_would_lead_to_one_person_of_a_side() -> None:
    perspectives = ["carer"] * 5 + ["staff"] * 6
    assert shown([True] * 5 + [False] * 6, perspectives).easier == 5
    assert shown([True] * 6 + [False] * 5, perspectives).easier is None


def test_nothing_is_said_before_the_answers_are_shown() -> None:
    assert shown([True] * 5 + [False] * 5, state="running", counted=()).easier is None


def test_people_who_joined_later_are_not_found_by_their_words() -> None:
    room = [True] * 5 + [False] * 5 + [True] + [False] * 5

    assert shown(room).easier == 6
    assert shown(room, joined=("m-1-p15",)).easier is None


@settings(max_examples=25)
@given(st.lists(st.tuples(st.booleans(), st.sampled_from(["carer", "staff", "not-said"])), min_size=1, max_size=14))
def test_what_is_said_never_leads_to_few(room: list[tuple[bool, str]]) -> None:
    one = shown([easier for easier, _ in room], [perspective for _, perspective in room])

    if one.easier is not None:
        everyone = frozenset(range(len(room)))
        them = frozenset(number for number in everyone if room[number][0])
        assert one.easier == len(them)
        assert not reveals_few_people([everyone, them], 5)
