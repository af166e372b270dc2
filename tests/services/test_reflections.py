"""Reflections are listed with how many have answered and when the next is due, for both faces and the commands."""

from __future__ import annotations

from pathlib import Path

from coreflect.banks.shelf import Shelf
from coreflect.core.reflections.responses import Turnout
from coreflect.services.app import services_of
from coreflect.services.reflections import (
    HomeList,
    ListedReflection,
    doings,
    home_list,
    list_all,
    list_here,
    next_step,
)
from tests.support.builders.examples import a_round, bank
from tests.support.builders.services import FixedClock, some_services, with_other
from tests.support.builders.workspaces import a_workspace, finished_in, kept_round


def test_the_next_reflection_is_due_until_there_is_one() -> None:
    reflection = a_round(next_date="2026-11-12")

    def next_line(today: str, *others: object) -> str:
        services, workspace = some_services(reflection)
        for other in others:
            workspace.put(other, bank())  # type: ignore[arg-type]
        listed = home_list(with_other(services, clock=FixedClock(today))).reflections
        return next(each.next_line for each in listed if each.reflection.id == reflection.id)

    assert next_line("2026-06-01") == "the next one is on Thursday 12 November 2026"
    assert next_line("2026-11-12") == "the next one is today"
    assert next_line("2026-12-01") == "the next one was due on Thursday 12 November 2026"
    assert next_line("2026-12-01", a_round(id="later", date="2026-11-13")) == ""
    assert next_line("2026-06-01", a_round(id="o", team="other", date="2026-11-13")).startswith("the next one is on")


def test_answers_that_are_elsewhere_are_not_counted_as_none() -> None:
    shown, running = a_round(state="revealed"), a_round()
    assert ListedReflection(shown, Turnout(0, 0)).how_many_here == ""
    assert ListedReflection(shown, Turnout(0, 0), is_forgotten=True).how_many_here == "answers removed"
    assert ListedReflection(shown, Turnout(2, 2)).how_many_here == "2 have begun, 2 have finished"
    assert ListedReflection(running, Turnout(0, 0)).how_many_here == "Nobody has begun"
    assert HomeList((ListedReflection(running, Turnout(7, 5)), ListedReflection(shown, Turnout(2, 3)))).unfinished == 2


def test_what_was_taken_out_is_listed_so_and_is_due_no_more() -> None:
    services, workspace = some_services(a_round(keep_until="2026-05-12"))
    listed = home_list(services)
    assert [reflection.id for reflection in listed.due] == [a_round().id]
    assert "That day has come. Do so." in listed.due_line("Do so.")
    workspace.forget(a_round().id)
    listed = home_list(services)
    assert listed.reflections[0].is_forgotten
    assert (listed.due, listed.due_line("Do so.")) == ((), "")


def test_one_and_all_are_listed_alike_from_a_folder(tmp_path: Path) -> None:
    workspace = a_workspace(tmp_path / "w", kept_round())
    finished_in(workspace)
    services = services_of(workspace, Shelf())
    (listed,) = list_all(services)
    assert (listed.reflection.id, listed.turnout, listed.is_imported) == (kept_round().id, Turnout(1, 1), False)
    assert listed == home_list(services).reflections[0] == list_here(services, listed.reflection)


def test_what_comes_next_is_to_answer_then_to_meet_then_to_look_back() -> None:
    def comes_next(today: str, turnout: Turnout, *, forgotten: bool = False, **facts: object) -> str:
        return next_step(ListedReflection(a_round(**facts), turnout, is_forgotten=forgotten), today)

    day = a_round().date
    assert comes_next(day, Turnout(0, 0), invited=2) == "answer"
    assert comes_next(day, Turnout(2, 1), invited=2) == "answer"
    assert comes_next(day, Turnout(2, 2), invited=2) == "meeting"
    assert comes_next(day, Turnout(2, 2), invited=None) == "answer"
    assert comes_next("2027-01-01", Turnout(2, 1), invited=None) == "meeting"
    assert comes_next(day, Turnout(2, 2), state="revealed") == "meeting"
    assert comes_next(day, Turnout(2, 2), state="revealed", next_date="2026-11-12") == "look-back"
    assert comes_next("2027-01-01", Turnout(2, 2), state="revealed") == "look-back"
    assert comes_next(day, Turnout(0, 0), forgotten=True) == "more"


def test_what_can_be_done_stands_in_one_order_and_deletes_only_what_nobody_began() -> None:
    new = [name for name, _ in doings(ListedReflection(a_round(), Turnout(0, 0)))]
    assert new == ["answer", "meeting", "paper", "slips", "invite", "mend", "delete"]
    shown = dict(doings(ListedReflection(a_round(state="revealed", next_date="2026-11-12"), Turnout(7, 7))))
    assert list(shown) == ["answer", "meeting", "look-back", "next", "report", "workbook", "export", "mend", "forget"]
    assert shown["answer"] == "Answer late: not counted with the others"
