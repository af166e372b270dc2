"""One of several: chosen by keys or by mouse, and shown by a sign."""

from __future__ import annotations

from collections.abc import Callable, Coroutine

import pytest
from textual.app import App, ComposeResult
from textual.widgets import Static

from coreflect.tui.app import CoreflectApp, Timing
from coreflect.tui.widgets.one_of import Field, OneOf
from tests.support.screens.home_services import home_services
from tests.support.screens.shown import shown

OPTIONS = (("a", "Apples", ""), ("b", "[b]Pears[/]", "They are green."), ("c", "Plums", ""))


class Basket(App[None]):
    def __init__(self, *, upright: bool) -> None:
        super().__init__()
        self._upright = upright

    def compose(self) -> ComposeResult:
        yield OneOf(OPTIONS, "a", upright=self._upright)


@pytest.mark.parametrize(
    ("upright", "keys", "chosen"),
    [
        (False, ["right"], "b"),
        (False, ["left"], "a"),
        (False, ["space", "space", "space"], "a"),
        (False, ["down"], "a"),
        (True, ["down", "down", "down"], "c"),
        (True, ["down", "up"], "a"),
    ],
)
async def test_keys_choose(upright: bool, keys: list[str], chosen: str) -> None:
    app = Basket(upright=upright)
    async with app.run_test(size=(60, 10)) as pilot:
        await pilot.press(*keys)
        assert app.query_one(OneOf).value == chosen


async def test_a_click_chooses_and_the_sign_says_so() -> None:
    app = Basket(upright=True)
    async with app.run_test(size=(60, 10)) as pilot:
        await pilot.click(app.query(Static)[1])
        await pilot.pause()
        assert "(•) [b]Pears[/]" in shown(app)
        assert "( ) Apples" in shown(app)


async def test_two_quick_presses_of_an_arrow_count_twice() -> None:
    """Elsewhere → goes on to the next question, and counts once while it is held down."""
    services, _ = home_services()
    app = CoreflectApp(services, timing=Timing(now=lambda: 1.0))
    async with app.run_test(size=(80, 24)) as pilot:
        await app.screen.mount(OneOf(OPTIONS, "a"))
        app.screen.query_one(OneOf).focus()
        await pilot.press("right", "right")
        assert app.screen.query_one(OneOf).value == "c"


async def test_enter_held_down_in_a_line_to_type_in_goes_on_by_one_line() -> None:
    services, _ = home_services()
    app = CoreflectApp(services, timing=Timing(now=lambda: 1.0))
    async with app.run_test(size=(80, 24)) as pilot:
        await app.screen.mount(*(Field("", name, 9) for name in ("one", "two", "three")))
        app.screen.query_one("#one").focus()
        await pilot.press("x", "x")
        assert app.screen.query_one("#one", Field).value == "xx"
        heard: list[str] = []
        app.screen.query_one("#one", Field).action_submit = _hearing(heard)  # type: ignore[method-assign]
        await pilot.press("enter", "enter", "enter")
        assert heard == ["enter"]


def _hearing(heard: list[str]) -> Callable[[], Coroutine[None, None, None]]:
    async def hear() -> None:
        heard.append("enter")

    return hear
