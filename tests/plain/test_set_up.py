"""Set-up asks one thing at a time, takes what stands with Enter, and reads all of it back before it is kept."""

from __future__ import annotations

import pytest

from coreflect.core.errors import NotSaved
from coreflect.core.model import Reflection
from coreflect.core.reflections.responses import Place
from tests.support.builders.examples import bank
from tests.support.builders.services import MadeUpShelf, TemporaryWorkspace, composed
from tests.support.screens.typed_keys import Said, at_home

TEAM, ABOUT, PERIOD, BANKS, DATE, INVITED, WAY, GROUP, CONTACT, UNTIL = (
    "Mill Lane",
    "the day centre",
    "",
    "",
    "",
    "",
    "",
    "",
    "Rosa",
    "",
)
ALL = (TEAM, ABOUT, PERIOD, BANKS, DATE, INVITED, WAY, GROUP, CONTACT, UNTIL)


def set_up(*lines: str, place: Place | None = None) -> tuple[Said, TemporaryWorkspace]:
    workspace = TemporaryWorkspace(place)
    shelf = MadeUpShelf(bank(), bank("kitchen"))
    services = composed(workspace, shelf)
    return at_home(services, "n", *lines), workspace


def kept(*lines: str) -> Reflection:
    _, workspace = set_up(*lines, "1")
    (reflection,) = workspace.rounds()
    return reflection


def test_enter_alone_takes_what_is_usual() -> None:
    reflection = kept(*ALL)
    assert (reflection.team_name, reflection.about, reflection.contact) == ("Mill Lane", "the day centre", "Rosa")
    assert (reflection.period, reflection.date, reflection.keep_until) == (
        "the last six months",
        "2026-05-12",
        "2027-05-12",
    )
    assert [(one.bank, one.form) for one in reflection.banks] == [("garden", "whole")]
    assert (reflection.privacy, reflection.smallest_group, reflection.invited) == ("private", 5, None)


def test_everything_can_be_said_otherwise() -> None:
    reflection = kept(
        TEAM, ABOUT, "since we met in May", "2 1", "2", "1", "2026-06-01", "10", "2", "", "3", CONTACT, "2026-12-31"
    )
    assert [(one.bank, one.form) for one in reflection.banks] == [("kitchen", "short"), ("garden", "whole")]
    assert (reflection.period, reflection.date, reflection.invited) == ("since we met in May", "2026-06-01", 10)
    assert (reflection.smallest_group, reflection.keep_until) == (3, "2026-12-31")


def test_openly_asks_for_no_smallest_group() -> None:
    reflection = kept(TEAM, ABOUT, PERIOD, BANKS, DATE, INVITED, "2", CONTACT, UNTIL)
    assert (reflection.privacy, reflection.smallest_group) == ("open", 0)


def test_talking_only_keeps_nothing() -> None:
    said, workspace = set_up(TEAM, ABOUT, PERIOD, BANKS, DATE, INVITED, "3", "q")
    assert "Then nothing needs to be set up, and nothing is saved." in said
    assert workspace.rounds() == ()
    assert said.code == 0


def test_all_of_it_is_read_back_before_it_is_kept() -> None:
    said, workspace = set_up(TEAM, ABOUT, PERIOD, BANKS, DATE, "10", "", WAY, GROUP, CONTACT, UNTIL)
    for words in (
        "Team: Mill Lane, 10 people.",
        "The garden questions (4 questions).",
        "10 people, 1 laptop, 4 questions: about",
        "10 people: the two groups are shown only if each has 5 or more.",
    ):
        assert words in said
    assert workspace.rounds() == ()


def test_a_shared_folder_is_said_before_anything_starts() -> None:
    shared = Place("/mnt/team", shared=True)
    assert (
        "saved in a folder that may be shared. If it is, the system that shares it records who wrote which file"
        in set_up(*ALL, place=shared)[0]
    )
    assert "Its system records" not in set_up(*ALL)[0]


@pytest.mark.parametrize(
    ("before", "line", "sentence"),
    [
        ((), "", "Please fill in the team's name."),
        ((), "M" * 201, "Please make the team's name shorter."),
        (ALL[:3], "7", "Please type one or more numbers from 1 to 2"),
        (ALL[:3], "garden", "Please type one or more numbers from 1 to 2"),
        (ALL[:3], "0" * 12 + "2", "Please type one or more numbers from 1 to 2"),
        (ALL[:3], "9" * 6000, "Please type one or more numbers from 1 to 2"),
        (ALL[:4], "soon", "is not a date"),
        (ALL[:4], "2026-02-30", "There is no 30 February 2026."),
        (ALL[:5], "ten", "Please type the number of people invited in figures."),
        (ALL[:5], "0", "must be between 1 and"),
        ((*ALL[:5], "8"), "0", "must be between 1 and"),
        (ALL[:6], "4", "Please type a number from 1 to 3, or b or q, then Enter."),
        (ALL[:7], "2", "Please type a number from 3 to 5, or b or q, then Enter."),
        (ALL[:9], "2020-01-01", "deleted before the reflection"),
    ],
)
def test_what_cannot_be_taken_is_said_at_once_and_asked_again(
    before: tuple[str, ...], line: str, sentence: str
) -> None:
    said, workspace = set_up(*before, line)
    assert sentence in said
    assert workspace.rounds() == ()
    last = said.text.rstrip().splitlines()
    assert last[-1] == "Stopped. Everything that was shown as saved is saved."


def test_b_goes_back_one_and_q_leaves() -> None:
    assert kept("Mill", "b", "Mill Lane", *ALL[1:]).team_name == "Mill Lane"
    assert kept(*ALL[:7], "b", "", *ALL[7:]).privacy == "private"
    for lines in (("q",), (*ALL[:3], "q"), (*ALL[:6], "q"), (*ALL, "q")):
        said, workspace = set_up(*lines, "q")
        assert "Nothing was set up." in said
        assert workspace.rounds() == ()
        assert said.code == 0


def test_one_thing_can_be_changed_after_it_is_read_back() -> None:
    reflection = kept(*ALL, "2", "2", "short breaks")
    assert reflection.about == "short breaks"


def test_what_a_change_makes_needed_is_asked_for_too() -> None:
    reflection = kept(TEAM, ABOUT, PERIOD, BANKS, DATE, INVITED, "2", CONTACT, UNTIL, "2", "7", "1", "4")
    assert (reflection.privacy, reflection.smallest_group) == ("private", 4)


def test_the_day_until_which_answers_are_kept_follows_the_date() -> None:
    assert kept(*ALL[:4], "2026-09-01", *ALL[5:]).keep_until == "2027-09-01"


def test_a_set_up_that_cannot_be_kept_is_tried_again() -> None:
    workspace = TemporaryWorkspace()
    shelf = MadeUpShelf(bank())
    services = composed(workspace, shelf)
    keep = workspace.save_round
    tries = iter([False, True])

    def save_round(*given: object) -> None:
        if not next(tries):
            raise NotSaved("The disk is full.", "Make room.")
        keep(*given)  # type: ignore[arg-type]

    workspace.save_round = save_round  # type: ignore[method-assign]
    said = at_home(services, "n", *ALL, "1", "")
    assert said.text.index("The disk is full.") < said.text.index("It is set up.")
    assert len(workspace.rounds()) == 1
