"""What is asked before files are brought together, and in which order."""

from __future__ import annotations

from coreflect.core.merging.importing import Alike, Deciding, Preview, deciding
from tests.support.import_services import ACTION, AGREED, ALL_HERE, CLEAN, SIX, TEAMS_ALIKE

NAMES = ("exports",)
OTHER = Alike("team", "quai", "quay", "The Quai", "The Quay")


def after_everything(preview: Preview = SIX) -> Deciding:
    state = deciding(NAMES, preview).without_refused().joined(TEAMS_ALIKE, yes=True)
    state = state.looked(preview._replace(alike=()))
    return state.keeping("agreed-1", "w2").keeping("action-1", "")


def test_files_with_a_fault_come_first_then_names_then_a_look_then_versions_then_a_look_then_it_is_brought_in() -> None:
    state = deciding(NAMES, SIX)
    assert state.step == "refused"
    state = state.without_refused()
    assert state.step == "alike"
    state = state.joined(TEAMS_ALIKE, yes=True)
    assert state.step == "look"
    state = state.looked(SIX._replace(alike=()))
    assert state.step == "versions"
    state = state.keeping("agreed-1", "w2").keeping("action-1", "")
    assert state.step == "look"
    state = state.looked(SIX._replace(alike=(), conflicts=(ACTION,)))
    assert state.step == "bring"
    assert state.decided.kept == (("agreed-1", "w2"),)
    assert state.decided.joined == (TEAMS_ALIKE,)


def test_with_nothing_to_decide_it_is_brought_in_at_once() -> None:
    assert deciding(NAMES, CLEAN).step == "bring"


def test_with_everything_here_there_is_nothing_to_do_even_where_files_have_a_fault() -> None:
    assert deciding(NAMES, ALL_HERE).step == "nothing"
    assert deciding(NAMES, SIX._replace(changes=False, alike=(), conflicts=())).step == "nothing"


def test_names_that_are_two_need_no_further_look() -> None:
    state = deciding(NAMES, CLEAN._replace(alike=(TEAMS_ALIKE,))).joined(TEAMS_ALIKE, yes=False)
    assert state.step == "bring"


def test_what_was_decided_stays_in_the_list_so_that_it_can_be_decided_otherwise() -> None:
    state = after_everything().looked(SIX._replace(alike=(), conflicts=(ACTION,)))
    assert [one.record for one in state.versions] == ["agreed-1", "action-1"]
    assert state.kept("agreed-1") == "w2"
    assert state.kept("action-1") == ""
    assert state.keeping("agreed-1", "").decided.kept == ()
    assert state.offered == (TEAMS_ALIKE,)


def test_joining_names_later_asks_about_versions_again_since_other_records_meet() -> None:
    state = after_everything().looked(SIX._replace(alike=(OTHER,)))
    state = state.joined(OTHER, yes=True)
    assert state.decided.kept == ()
    assert state.step == "look"
    state = state.looked(SIX._replace(alike=(), conflicts=(AGREED,)))
    assert state.unweighed == (AGREED,)


def test_saying_the_same_again_of_two_names_changes_nothing() -> None:
    state = after_everything()
    assert state.joined(TEAMS_ALIKE, yes=True).decided == state.decided


def test_taking_a_joining_back_looks_again() -> None:
    state = after_everything().looked(SIX._replace(alike=()))
    assert state.joined(TEAMS_ALIKE, yes=False).step == "look"


def test_leaving_everything_in_two_versions_where_all_is_here_leaves_nothing_to_do() -> None:
    state = deciding((), Preview((), (), (), (AGREED,), (), changes=False))
    assert state.step == "versions"
    assert state.keeping("agreed-1", "").step == "nothing"
    assert state.keeping("agreed-1", "w1").step == "look"
