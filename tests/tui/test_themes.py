"""Colours are chosen in the app, by flag or by the system, kept for next time, and nothing moves by itself."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

import pytest
from textual.widgets import Input, TextArea

from coreflect.core.errors import NotSaved
from coreflect.services.settings import THEMES, known_theme
from coreflect.tui import themes
from tests.support.builders.searching import in_ci
from tests.support.screens.contrast import painted
from tests.support.screens.every_screen import opened
from tests.support.screens.home_services import home_app, home_services, until
from tests.support.screens.shown import shown

DARK_GROUND, LIGHT_GROUND = (0x12, 0x16, 0x1A), (0xFB, 0xFA, 0xF6)


@dataclass
class MemorySettings:
    """Settings without a disk."""

    name: str = ""
    fails: NotSaved | None = None
    kept: list[str] = field(default_factory=list)

    def theme(self) -> str:
        return self.name

    def save_theme(self, name: str) -> None:
        if self.fails:
            raise self.fails
        self.kept.append(name)


def test_each_theme_that_is_offered_is_there() -> None:
    assert [theme.name for theme in themes.TEXTUAL_THEMES] == [name for name, _ in THEMES]


@pytest.mark.parametrize(("names", "known"), [(("light",), "light"), (("", "light"), "light"), (("pink",), "dark")])
def test_a_name_that_is_no_theme_s_is_passed_over(names: tuple[str, ...], known: str) -> None:
    assert known_theme(*names) == known


async def test_it_starts_dark_and_in_the_theme_that_was_kept() -> None:
    for kept, ground in (("", DARK_GROUND), ("light", LIGHT_GROUND), ("pink", DARK_GROUND)):
        async with opened("home", settings=MemorySettings(kept)) as at:
            assert next(piece for piece in painted(at.app) if piece.line).behind == ground


async def test_a_theme_asked_for_by_flag_goes_before_the_one_kept_and_is_kept() -> None:
    settings = MemorySettings("dark")
    async with opened("home", settings=settings, theme="high-contrast-light") as at:
        assert at.app.theme == "high-contrast-light"
    assert settings.kept == ["high-contrast-light"]


async def test_a_theme_of_the_system_s_stands_until_one_is_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEXTUAL_THEME", "ansi-dark")
    async with opened("home") as at:
        assert at.app.theme == "ansi-dark"
    async with opened("home", settings=MemorySettings("light")) as at:
        assert at.app.theme == "light"


async def test_the_card_shows_colours_before_they_are_chosen_and_esc_gives_back_the_ones_before() -> None:
    settings = MemorySettings("light")
    async with opened("colours", settings=settings) as at:
        assert "› 2  Light" in shown(at.app)
        await at.press("down")
        assert at.app.theme == "high-contrast-dark"
        await at.press("escape")
        assert at.app.theme == "light"
        assert settings.kept == []


async def test_enter_keeps_the_colours_in_hand() -> None:
    settings = MemorySettings()
    async with opened("colours", settings=settings) as at:
        await at.press("down", "enter")
        await until(at.pilot, "Reflections here")
        assert at.app.theme == "light"
        assert settings.kept == ["light"]


@pytest.mark.parametrize(
    "screen", ["question", "round-card", *in_ci("note", "home", "set-up", "open-file", "page-help")]
)
async def test_f3_offers_colours_on_every_page_and_leads_back_to_it(screen: str) -> None:
    async with opened(screen) as at:
        before = type(at.app.screen)
        await at.press("f3")
        await until(at.pilot, "The arrows show each of them.")
        await at.press("f3", "4")
        assert at.app.theme == "high-contrast-light"
        assert type(at.app.screen) is before


async def test_colours_that_cannot_be_kept_are_said_and_stand_for_now() -> None:
    settings = MemorySettings(fails=NotSaved("The disk is full.", "Make room."))
    async with opened("colours", settings=settings) as at:
        await at.press("2")
        await until(at.pilot, "The disk is full.")
        assert at.app.theme == "light"


async def test_the_palette_offers_our_own_words_and_no_picture_of_the_screen() -> None:
    async with opened("palette") as at:
        seen = await until(at.pilot, "Colours")
        assert "Leave this page" in seen
        assert not any(word in seen for word in ("Screenshot", "Maximize", "Theme", "Quit"))


@pytest.mark.parametrize(("value", "grey"), [("", False), ("1", True), ("0", True)])
async def test_no_color_counts_when_it_is_not_empty(value: str, grey: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", value)
    async with opened("home") as at:
        colours = {one.colour for one in painted(at.app)}
        assert all(len(set(colour)) == 1 for colour in colours) is grey
    os.environ.pop("NO_COLOR", None)


async def test_nothing_moves_by_itself_unless_motion_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened("set-up") as at:
        assert at.app.animation_level == "none"
        assert isinstance(at.app.focused, Input)
        assert not at.app.focused.cursor_blink
    async with opened("note") as at:
        assert isinstance(at.app.focused, TextArea)
        assert not at.app.focused.cursor_blink
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "full")
    async with opened("set-up") as at:
        assert isinstance(at.app.focused, Input)
        assert at.app.focused.cursor_blink


async def test_a_list_shows_by_its_sign_that_keys_go_somewhere_else() -> None:
    app = home_app(home_services(reflections=1)[0])
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, "› Team 0")
        await pilot.press("w")
        await until(pilot, "· Team 0")
        await pilot.press("escape")
        await until(pilot, "› Team 0")
