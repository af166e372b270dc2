"""Seven people, smallest group 5, two on one side: no screen says what the two said, nor what a late one said."""

from __future__ import annotations

import pytest

from coreflect.core.reflections.responses import questions
from coreflect.tui.home.home import HomePage
from tests.support.builders.two_of_seven import WORLDS, changed, told
from tests.support.screens.every_meeting_screen import MEETING
from tests.support.screens.meeting_services import USUAL, WIDE, at_page

NAMES = [*MEETING, "home"]
WALKS = {"results": ("enter", "down", "enter", "right", "right"), "result-item": ("right", "left", "p")}
"""More keys, on the screens that show answers."""


async def heard(name: str, which: int, size: tuple[int, int], *, late: bool = True) -> list[str]:
    """Everything that stands on this screen in one telling, key after key."""
    services, workspace, reflection = told(which, late=late)
    if name == "home":
        page, keys = HomePage(services), ("down", "enter")
    else:
        make, _, keys = MEETING[name]
        page = make(services, reflection, questions(reflection, workspace.banks(reflection.id)))  # type: ignore[assignment]
    async with at_page(services, page, size) as somebody:
        first = somebody.screen
        return [first, *[await somebody.press(key) for key in (*keys, *WALKS.get(name, ()))]]


@pytest.mark.parametrize(
    "size", [pytest.param(USUAL, id="80x24"), pytest.param(WIDE, id="120x40", marks=pytest.mark.slow)]
)
@pytest.mark.parametrize("name", NAMES)
async def test_each_screen_is_the_same_whoever_the_two_are_and_whatever_the_late_one_said(
    name: str, size: tuple[int, int]
) -> None:
    one, other = [await heard(name, which, size) for which in range(len(WORLDS))]

    assert one == other


async def test_the_results_say_the_one_sentence_and_nothing_of_a_side() -> None:
    said = " ".join(" ".join(await heard("result-item", 0, USUAL)).split())

    assert "We show no groups here, to protect people." in said
    for word in ("Staff", "Paid or elected", "Leaders"):
        assert word not in said


async def test_results_are_those_of_the_reveal_whoever_comes_late() -> None:
    assert await heard("result-item", 0, USUAL) == await heard("result-item", 0, USUAL, late=False)


async def test_an_answer_changed_after_the_reveal_shows_on_no_screen() -> None:
    said = []
    for level in ("not-yet", "everywhere"):
        services, workspace, reflection = told(0)
        changed(workspace, 2, (level,) * 4)
        make, _, _ = MEETING["results-opening"]
        async with at_page(
            services, make(services, reflection, questions(reflection, workspace.banks(reflection.id)))
        ) as somebody:
            said.append([somebody.screen, await somebody.press("enter"), await somebody.press("enter")])

    assert said[0] == said[1]
    assert "Someone has since changed or removed answers" in " ".join(" ".join(said[0]).split())
