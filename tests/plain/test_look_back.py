"""Looking back, line by line: the same job in words, and no word that judges."""

from __future__ import annotations

from coreflect.core.answers import EVERYONE
from coreflect.core.errors import Refused
from coreflect.core.results import Picture, Published
from tests.support.builders.examples import a_round, bank
from tests.support.builders.four_rounds import four_rounds
from tests.support.builders.look_back import look_back_services, many_rounds, many_teams
from tests.support.builders.results import an_item, move, picture_of, published_round
from tests.support.builders.services import import_package
from tests.support.readers.goldens import Golden
from tests.support.readers.never_said import never_said_in
from tests.support.screens.meeting_services import HOSTILE
from tests.support.screens.typed_keys import Said, at_home

WHOLE = ("l", "g", "1", "2", "2", "1", "3", "4", "b", "h", "x", "r", "", "q")


def heard(published: Published, *lines: str) -> Said:
    return at_home(look_back_services(published)[0], *lines)


def after_home(said: Said) -> str:
    """What was said once home had been."""
    return said.text.partition("One moment.")[2]


def test_looking_back_makes_sense_read_aloud(golden: Golden) -> None:
    said = heard(four_rounds(), *WHOLE)

    golden("plain-look-back.txt", "\n".join(line.rstrip() for line in after_home(said).splitlines()) + "\n")
    assert said.code == 0


def test_nothing_judges_draws_with_signs_or_is_wider_than_a_terminal() -> None:
    for published in (four_rounds(), many_rounds(10)):
        text = after_home(heard(published, *WHOLE)).partition("Everything is saved")[0]
        assert never_said_in(text) == []
        assert not set("•·│─›●○|") & set(text)
        assert max(len(line) for line in text.splitlines() if not line.startswith(" ")) <= 80


def test_ten_rounds_are_read_out_the_earliest_first() -> None:
    said = " ".join(heard(many_rounds(10), "l", "1", "b", "", "q").text.split())

    assert said.count("people counted:") == 10
    assert said.index("15 January 2024, ") < said.index("15 October 2024, ")


def test_one_round_is_that_round() -> None:
    said = heard(many_rounds(1), "l", "1", "b", "", "q")

    assert "These may not be the same people" not in said
    assert '3 chose "Done for people"' in said
    assert said.code == 0


def test_two_hundred_teams_are_read_by_name_and_one_is_chosen_by_its_number() -> None:
    said = heard(many_teams(200), "l", "200", "", "b", "q")

    assert "1. Team 001. 15 January 2024." in said
    assert "Over time. Team 200." in said
    assert said.code == 0


def test_at_both_ends_of_the_list_there_is_no_step_that_leads_nowhere() -> None:
    said = heard(four_rounds(), "l", "4", "b", "", "q").text.partition("Question 4 of 4.")[2]

    assert "The next question." not in said
    assert "Press Enter for b." in said


def test_with_nothing_to_look_back_at_that_is_said() -> None:
    assert "There is nothing to compare yet." in heard(Published(()), "l", "q")


def test_what_cannot_be_read_is_one_sentence() -> None:
    services, results = look_back_services(four_rounds())

    def refuse() -> Published:
        raise Refused("0001.zip is damaged.", "Add it again.")

    results.side_by_side = refuse  # type: ignore[method-assign]
    said = at_home(services, "l", "q")
    assert "0001.zip is damaged. Add it again." in said
    assert said.code == 0


def test_a_reflection_that_came_with_files_is_opened_here_and_its_meeting_held() -> None:
    reflection = a_round(id="m-1")
    services, _ = look_back_services(Published((published_round(withheld="not revealed", team=reflection.team),)))
    reflection = import_package(services.workspace, reflection, bank())

    said = at_home(services, "l", "o", "1", "q", "", "q")

    assert "Nothing is shown before the answers are revealed. Open its meeting and show the answers first" in said
    assert "The answers stay in the file." in said
    assert "The meeting. Mill Lane." in said
    assert services.workspace.round("m-1") == reflection
    assert "o opens a reflection here" not in said.text.rpartition("The meeting.")[2]


def test_o_opens_nothing_where_everything_is_here_already() -> None:
    assert "There is no o here." in heard(four_rounds(), "l", "o", "", "q")


def test_hostile_text_stays_text() -> None:
    item = an_item("a", HOSTILE, Picture(EVERYONE, picture_of((4, 0, 0, 4)), move()))
    item = item._replace(levels=(HOSTILE,) * 4, section=HOSTILE)
    one = published_round(team_name=HOSTILE, about=HOSTILE, period=HOSTILE, items=(item,))

    said = heard(Published((one,)), "l", "1", "b", "", "q")

    assert "\x1b" not in said.text
    assert "\u202e" not in said.text
    assert "[/ops]" in said
