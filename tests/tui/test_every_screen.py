"""Every screen at 120×40 looks as it did; at 80×24 every text stands out, focus without colour, and keys are said.

Each screen is looked at in one of the themes, the next screen in the next one; CI looks at all of them in all.
How screens look at 80×24 stands beside each screen's own tests.
"""

from __future__ import annotations

from itertools import cycle, pairwise

import pytest
from textual.color import Color
from textual.theme import Theme

from coreflect.services.settings import THEMES
from coreflect.tui.themes import TEXTUAL_THEMES as THEMES_SHOWN
from tests.support.readers.goldens import Golden
from tests.support.screens.contrast import ENOUGH, Painted, too_faint
from tests.support.screens.every_screen import EVERY, SCREENS, Package, opened
from tests.support.screens.four_edges import frame_faults
from tests.support.screens.palette import palette_faults
from tests.support.screens.shown import shown

NAMES = [name for name, _ in THEMES]
ROLES = ("text-heading", "text-muted", "text-accent", "text-warning", "text-quote")
"""The variables of a theme in which text is written, beside that of plain text."""
STATES = frozenset({"set-up-fault", "set-up-end", "hands-questioned"})
"""Another state of a page whose Tab stops are walked under its usual name."""


USUAL, WIDE = (80, 24), (120, 40)
# "Skipped" is said of a file that could not be read, and of nothing that a person did.
SAID_NOWHERE = (
    *("improved", "declined", "score", "users", "n/a", "average", "ranking", "percent", "disagreement"),
    *("gap", "outlier", "consensus", "strength", "weakness", "trend", "survey", "%"),
)
OF_A_MEETING = ("meeting-plan", "by-part", "which-question", "room-note", "sheet-note")
"""Those of the meeting whose own tests look at other sizes."""
LOOKED_AT = ({*SCREENS} - {"said-in-a-corner"}) | {*OF_A_MEETING}


NAMED = [name for name in EVERY if name != "palette"]


@pytest.mark.parametrize(("name", "theme"), [*zip(NAMED, cycle(NAMES), strict=False)])
async def test_it_looks_as_it_did_every_text_stands_out_the_focus_shows_by_a_sign_and_its_keys_are_all_said(
    name: str, theme: str, golden: Golden
) -> None:
    async with opened(name, size=WIDE, theme=theme) as at:
        if name in LOOKED_AT:
            wide(name, at, golden)
        await at.pilot.resize_terminal(*USUAL)
        await at.pilot.pause()
        await at.pilot.pause()  # some pages choose their lines once they know their size
        faint = too_faint(at.app, ENOUGH[theme])
        assert not frame_faults(at.app)
        assert not palette_faults(at.app)
        seen = [shown(at.app)]
        for _ in at.app.screen.focus_chain[1:] if name not in STATES else ():
            await at.pilot.press("tab")
            faint += too_faint(at.app, ENOUGH[theme])
            seen.append(shown(at.app))
        alike = [screen for screen, following in pairwise(seen) if screen == following]
        assert not alike, f"the next Tab changes nothing but colours:\n{alike[0]}"
        assert not faint, "\n".join(dict.fromkeys(faint))


def wide(name: str, at: Package, golden: Golden) -> None:
    """It looks as it did, in a whole frame, and says nothing that we never say."""
    seen = shown(at.app)
    assert not frame_faults(at.app)
    golden(f"wide/{name}.txt", seen)
    assert not [word for word in SAID_NOWHERE if word in seen.casefold()]


@pytest.mark.slow
@pytest.mark.parametrize("theme", NAMES)
@pytest.mark.parametrize("name", NAMED)
async def test_every_text_stands_out_at_every_tab_stop_in_every_theme(name: str, theme: str) -> None:
    async with opened(name, theme=theme) as at:
        faint = too_faint(at.app, ENOUGH[theme])
        for _ in at.app.screen.focus_chain[1:]:
            await at.pilot.press("tab")
            faint += too_faint(at.app, ENOUGH[theme])
        assert not faint, "\n".join(dict.fromkeys(map(str, faint)))


@pytest.mark.parametrize("theme", NAMES)
async def test_every_text_of_the_palette_stands_out(theme: str) -> None:
    async with opened("palette", theme=theme) as at:
        assert not too_faint(at.app, ENOUGH[theme])


@pytest.mark.parametrize("name", ["home", "question", "set-up-fault"])
async def test_with_no_color_every_text_stands_out_in_grey(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with opened(name) as at:
        for theme in NAMES:
            at.app.theme = theme
            await at.pilot.pause()
            assert not too_faint(at.app, ENOUGH[theme]), theme


@pytest.mark.parametrize("theme", THEMES_SHOWN, ids=NAMES)
def test_each_role_of_text_stands_out_on_a_page_a_card_and_a_line_in_hand(theme: Theme) -> None:
    grounds = (theme.background or "", theme.surface or "", theme.variables["in-hand"])
    pieces = [
        Painted(role, Color.parse(theme.variables[role]).rgb, Color.parse(ground).rgb, 0)
        for role in ROLES
        for ground in grounds
    ]
    faint = [str(one) for piece in pieces for one in (piece, piece.in_256) if one.contrast < ENOUGH[theme.name]]
    assert not faint, "\n".join(faint)


def test_contrast_is_counted_as_wcag_counts_it() -> None:
    black, white, grey = (0, 0, 0), (255, 255, 255), (0x76, 0x76, 0x76)
    assert Painted("a", black, white, 0).contrast == pytest.approx(21)
    assert Painted("a", white, white, 0).contrast == 1
    assert Painted("a", grey, white, 0).contrast == pytest.approx(4.54, abs=0.005)
