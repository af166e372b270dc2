"""One of several: chosen by keys or by mouse, and shown by a sign."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.widgets import Static

from coreflect.tui.widgets.one_of import OneOf
from tests.support.screens import shown

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
