"""What is asked before files are brought together, and in which order."""

from __future__ import annotations

from coreflect.core.merging.importing import YES_TO_ALIKE, Deciding, Preview, SimilarNames, deciding
from coreflect.core.texts.importing import also_alike, similar_names_answers
from tests.support.builders.import_services import ACTION, AGREED, ALL_HERE, CLEAN, SIMILAR_TEAMS, SIX

NAMES = ("exports",)
OTHER = SimilarNames("team", "quai", "quay", "The Quai", "The Quay")


def after_everything(preview: Preview = SIX) -> Deciding:
    state = deciding(NAMES, preview).without_refused().join(SIMILAR_TEAMS, yes=True)
    state = state.looked(preview._replace(similar_names=()))
    return state.keep("agreed-1", "w2").keep("action-1", "")


def test_files_with_a_fault_come_first_then_names_then_a_look_then_versions_then_a_look_then_it_is_imported() -> None:
    state = deciding(NAMES, SIX)
    assert state.step == "refused"
    state = state.without_refused()
    assert state.step == "names"
    state = state.join(SIMILAR_TEAMS, yes=True)
    assert state.step == "look"
    state = state.looked(SIX._replace(similar_names=()))
    assert state.step == "versions"
    state = state.keep("agreed-1", "w2").keep("action-1", "")
    assert state.step == "look"
    state = state.looked(SIX._replace(similar_names=(), conflicts=(ACTION,)))
    assert state.step == "import"
    assert state.decided.keep == (("agreed-1", "w2"),)
    assert state.decided.joined == (SIMILAR_TEAMS,)


def test_with_nothing_to_decide_it_is_imported_at_once() -> None:
    assert deciding(NAMES, CLEAN).step == "import"


def test_with_everything_here_there_is_nothing_to_do_even_where_files_have_a_fault() -> None:
    assert deciding(NAMES, ALL_HERE).step == "nothing"
    assert deciding(NAMES, SIX._replace(changes=False, similar_names=(), conflicts=())).step == "nothing"


def test_names_that_are_two_need_no_further_look() -> None:
    state = deciding(NAMES, CLEAN._replace(similar_names=(SIMILAR_TEAMS,))).join(SIMILAR_TEAMS, yes=False)
    assert state.step == "import"


def test_what_was_decided_stays_in_the_list_so_that_it_can_be_decided_otherwise() -> None:
    state = after_everything().looked(SIX._replace(similar_names=(), conflicts=(ACTION,)))
    assert [one.record for one in state.versions] == ["agreed-1", "action-1"]
    assert state.kept_revision("agreed-1") == "w2"
    assert state.kept_revision("action-1") == ""
    assert state.keep("agreed-1", "").decided.keep == ()
    assert state.similar_names == (SIMILAR_TEAMS,)


def test_joining_names_later_asks_about_versions_again_since_other_records_meet() -> None:
    state = after_everything().looked(SIX._replace(similar_names=(OTHER,)))
    state = state.join(OTHER, yes=True)
    assert state.decided.keep == ()
    assert state.step == "look"
    state = state.looked(SIX._replace(similar_names=(), conflicts=(AGREED,)))
    assert state.open_versions == (AGREED,)


def test_saying_the_same_again_of_two_names_changes_nothing() -> None:
    state = after_everything()
    assert state.join(SIMILAR_TEAMS, yes=True).decided == state.decided


def test_taking_a_joining_back_looks_again() -> None:
    state = after_everything().looked(SIX._replace(similar_names=()))
    assert state.join(SIMILAR_TEAMS, yes=False).step == "look"


def test_leaving_everything_in_two_versions_where_all_is_here_leaves_nothing_to_do() -> None:
    state = deciding((), Preview((), (), (), (AGREED,), (), changes=False))
    assert state.step == "versions"
    assert state.keep("agreed-1", "").step == "nothing"
    assert state.keep("agreed-1", "w1").step == "look"


def test_one_yes_joins_all_names_that_look_alike_and_leaves_the_others_to_be_asked() -> None:
    alike = tuple(SimilarNames("team", f"mill-{letter}", "mill", f"Mill {letter}", "Mill") for letter in "abc")
    state = deciding(NAMES, CLEAN._replace(similar_names=(alike[0], OTHER, *alike[1:])))
    answers = dict(similar_names_answers(state.open_names))
    assert answers[YES_TO_ALIKE] == "Yes, and so are all that look alike"
    assert also_alike(state.open_names) == ("All of these look alike: Mill a, Mill, Mill b and Mill c.",)
    state = state.answer_names(state.open_names, YES_TO_ALIKE)
    assert (state.decided.joined, state.open_names) == (alike, (OTHER,))
    assert YES_TO_ALIKE not in dict(similar_names_answers(state.open_names))
    assert also_alike(state.open_names) == ()
