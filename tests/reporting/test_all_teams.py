"""All teams together: sums of what is published and of nothing else, so that nothing follows from them."""

from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from coreflect.core.answers import EVERYONE, PAID, SHOW_OF_HANDS
from coreflect.core.banks.comparable import AsRead
from coreflect.core.results import Picture, Published, PublishedBank, PublishedItem, PublishedRound
from coreflect.reporting.all_teams import COLUMNS, AllTeamsItem, all_teams, all_teams_csv, comparison_data
from coreflect.reporting.comparison import COLUMNS as COMPARISON_COLUMNS
from coreflect.reporting.summary import ALL_TEAMS_HEADING, summary
from coreflect.reporting.text import everyone
from tests.support.builders.comparisons import a_comparison
from tests.support.builders.look_back import many_rounds, many_teams
from tests.support.builders.results import an_item, move, picture_of, published_round
from tests.support.readers.never_said import never_said_in

LEVELS = st.lists(st.integers(0, 6), min_size=4, max_size=4)


def item(levels: list[int] | tuple[int, ...], *more: Picture, text: str = "Beds") -> PublishedItem:
    return an_item("beds", text, Picture(EVERYONE, picture_of(levels), move()), *more)


def of_team(name: str, *items: PublishedItem, date: str = "2026-05-12", **changes: object) -> PublishedRound:
    return published_round(round=f"{name}-{date}", team=name, team_name=name, date=date, items=items, **changes)


def the_one(*rounds: PublishedRound) -> AllTeamsItem:
    (found,) = all_teams(Published(rounds))
    return found


def test_teams_are_added_up_item_by_item_and_how_many_is_said() -> None:
    together = the_one(of_team("quay", item((1, 2, 3, 0))), of_team("mill", item((0, 4, 0, 4))))

    assert (together.teams, together.counted, together.chose) == (2, 14, (1, 6, 3, 4))


def test_each_team_is_counted_once_with_its_latest_answers() -> None:
    together = the_one(of_team("mill", item((9, 0, 0, 0))), of_team("mill", item((0, 0, 0, 8)), date="2026-11-10"))

    assert (together.teams, together.chose) == (1, (0, 0, 0, 8))


def test_what_was_asked_in_other_words_stands_apart() -> None:
    first, other = item((1, 2, 3, 0)), item((0, 4, 0, 4))
    for changed in (
        other._replace(edition=2),
        other._replace(text="The beds"),
        other._replace(levels=("A", "B", "C", "D")),
        other._replace(meanings=("a", "b", "c", "d")),
        other._replace(bank="kitchen"),
    ):
        found = all_teams(Published((of_team("quay", first), of_team("mill", changed))))
        assert [one.teams for one in found] == [1, 1]


def test_a_bank_of_coreflects_own_is_added_up_over_words_that_mean_the_same_as_asked_last() -> None:
    read = AsRead(1, ("a", "b", "c", "d"), "How?", "Beds", "", "", ("A", "B", "C", "D"), ("",) * 4, shipped=True)
    then = item((1, 2, 3, 0))._replace(read=read)
    now = item((0, 4, 0, 4))._replace(text="The beds", read=read._replace(text="The beds"))

    together = the_one(of_team("quay", now, date="2026-11-10"), of_team("mill", then))
    assert (together.teams, together.chose, together.text) == (2, (1, 6, 3, 4), "The beds")

    again = the_one(of_team("mill", then), of_team("mill", now, date="2026-11-10"))
    assert (again.teams, again.chose) == (1, (0, 4, 0, 4))

    other_levels = now._replace(read=read._replace(level_ids=("a", "b", "c", "e")))
    assert len(all_teams(Published((of_team("quay", then), of_team("mill", other_levels))))) == 2


def test_another_question_over_the_same_items_stands_apart() -> None:
    banks = [(PublishedBank("garden", "Garden", stem, "", "", ""),) for stem in ("How often?", "How far?")]

    found = all_teams(
        Published(
            (of_team("quay", item((1, 2, 3, 0)), banks=banks[0]), of_team("mill", item((1, 2, 3, 0)), banks=banks[1]))
        )
    )

    assert len(found) == 2


def test_what_is_not_shown_of_a_team_is_in_no_sum() -> None:
    hidden = an_item("beds", "Beds", Picture(EVERYONE, None, move("", "not shown")))

    together = the_one(of_team("quay", item((0, 8, 0, 0))), of_team("mill", hidden), of_team("ash", withheld="all"))

    assert (together.teams, together.counted) == (1, 8)
    assert all_teams(Published((of_team("mill", hidden),))) == ()


def test_no_group_and_no_show_of_hands_is_added() -> None:
    beside = (Picture(PAID, picture_of((0, 5, 0, 0)), move()), Picture(SHOW_OF_HANDS, picture_of((9, 9, 9, 9)), move()))

    assert the_one(of_team("quay", item((0, 8, 0, 0), *beside))).counted == 8


@given(st.lists(st.lists(LEVELS, min_size=1, max_size=3), min_size=1, max_size=6))
def test_the_sum_is_found_from_what_is_published_of_each_team_by_anybody(teams: list[list[list[int]]]) -> None:
    """So whoever takes all teams but one away finds what is published of that one, and never more."""
    rounds = [
        of_team(f"team-{at}", item(levels), date=f"2026-0{number + 1}-12")
        for at, its in enumerate(teams)
        for number, levels in enumerate(its)
    ]
    together = the_one(*rounds)
    latest = {one.team: everyone(one.items[0]) for one in rounds}

    for team, spread in latest.items():
        assert spread is not None
        others = [one for one in rounds if one.team != team]
        rest = the_one(*others).chose if others else (0, 0, 0, 0)
        assert tuple(a - b for a, b in zip(together.chose, rest, strict=True)) == spread.levels


def test_the_file_for_spreadsheets_says_what_its_columns_are() -> None:
    assert len({column.name for column in COLUMNS}) == len(COLUMNS)
    assert all(column.description.endswith(".") for column in COLUMNS)
    assert {column.name for column in COLUMNS} - {column.name for column in COMPARISON_COLUMNS} == {"teams"}
    (first, *_) = csv.DictReader(io.StringIO(all_teams_csv(many_teams(200)).decode(), newline=""))
    assert (first["teams"], first["item"], first["level_1"], first["level_5"]) == ("200", "beds", "0", "")
    assert int(first["counted"]) == 5 * 200


def test_a_hostile_text_starts_no_formula() -> None:
    (row,) = list(
        csv.reader(io.StringIO(all_teams_csv(Published((of_team("a", item((0, 8, 0, 0), text="=1")),))).decode()))
    )[1:]
    assert "'=1" in row


def test_programs_get_the_same_sums() -> None:
    data = comparison_data(many_teams(3))

    assert [one["teams"] for one in data["all_teams"]] == [3, 3]
    assert data["all_teams"][0]["chose"] == [0, 9, 0, 6]
    assert set(data) == {"rounds", "all_teams"}


def test_one_team_is_not_said_to_be_all_teams() -> None:
    assert ALL_TEAMS_HEADING not in summary(many_rounds(3))


def test_the_summary_says_the_sums_with_how_many_teams_and_judges_nothing() -> None:
    text = " ".join(summary(many_teams(200)).split())

    assert f"{ALL_TEAMS_HEADING} (200 teams)" in text
    assert 'We choose the gate together 200 teams. 800 chose "Done for people"; 800 chose' in text
    assert "Team 001: 15 January 2024 (7 answered)" in text
    assert never_said_in(text) == []
    assert never_said_in(summary(a_comparison())) == []
