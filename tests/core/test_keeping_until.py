"""The day until which answers are kept is told from the facts alone, and only what names the team means it."""

from __future__ import annotations

import pytest

from coreflect.core.reflections.responses import HandedOver
from coreflect.core.reflections.rounds import confirms_forgetting, due, is_past_keep_until
from coreflect.core.texts.home import before_forgetting, due_line
from tests.support.builders.examples import a_round


@pytest.mark.parametrize(
    ("today", "come"), [("2027-05-11", False), ("2027-05-12", True), ("2030-01-01", True), ("soon", False)]
)
def test_the_day_has_come_on_the_day_itself(today: str, come: bool) -> None:
    assert is_past_keep_until(a_round(keep_until="2027-05-12"), today) is come


def test_a_day_that_is_none_never_comes() -> None:
    assert not is_past_keep_until(a_round(keep_until="when we like"), "2027-05-12")


def test_whether_answers_are_kept_is_looked_at_only_where_the_day_has_come() -> None:
    asked: list[str] = []

    def is_forgotten(round_id: str) -> bool:
        asked.append(round_id)
        return round_id == "b"

    rounds = [
        a_round(id=name, keep_until=day)
        for name, day in (("a", "2027-01-02"), ("b", "2027-01-01"), ("c", "2029-01-01"))
    ]
    rounds.append(a_round(id="d", keep_until="2026-12-31"))
    assert [one.id for one in due(rounds, "2028-01-01", is_forgotten)] == ["d", "a"]
    assert asked == ["a", "b", "d"]
    assert due_line((), "") == ""


@pytest.mark.parametrize("typed", ["Café North", "cafe north", "CAFÉ  NORTH", "forget", " Forget "])
def test_the_teams_name_or_the_word_means_it(typed: str) -> None:
    assert confirms_forgetting(typed, a_round(team_name="Café North"))


@pytest.mark.parametrize("typed", ["", " ", "y", "yes", "cafe", "forget it", "\x1b"])
def test_nothing_else_does(typed: str) -> None:
    assert not confirms_forgetting(typed, a_round(team_name="Café North"))


def test_a_name_of_signs_alone_is_typed_as_it_is() -> None:
    assert confirms_forgetting("🌻", a_round(team_name="🌻"))
    assert not confirms_forgetting("🌷", a_round(team_name="🌻"))
    assert not confirms_forgetting("…", a_round(team_name="🌻"))


def test_names_reach_the_terminal_harmless() -> None:
    lines = before_forgetting(a_round(team_name="\x1b[2J"), 2, (HandedOver("\x1b]0;x\x07.zip", ()),))
    assert not any("\x1b" in line or "\x07" in line for line in lines)
    assert "2 people have begun to answer." in lines[1]
