"""The four themes and the card to choose one; in each, every text stands out from what is behind it.

At least 4.5 to 1 in `dark` and `light`, 7 to 1 in the high-contrast ones, also where a terminal has 256 colours and
takes the nearest. No meaning hangs on a colour.
"""

from __future__ import annotations

from typing import NamedTuple

from textual.theme import Theme
from textual.widgets import OptionList

from coreflect.core.texts.controls import COLOURS_HELP, COLOURS_TITLE
from coreflect.services.settings import THEMES
from coreflect.tui.cards import ChoiceCard
from coreflect.tui.widgets.lists import Line, PointedList


class Colours(NamedTuple):
    """What a theme is made of: one colour for each of its jobs.

    Text has five roles beside plain text: a `heading`, what is `muted`, what is marked (`accent`), a `warning`, and a
    `quote` of what people said. In a stylesheet or a style they are `$text-heading`, `$text-muted` and so on.

    `pale` and `deep` are together the seven shades of strips, from the first level of a scale to the last: black stands
    on the pale ones, and white on the deep ones, also where a terminal has 16 colours.
    """

    background: str
    surface: str
    in_hand: str
    text: str
    heading: str
    muted: str
    accent: str
    warning: str
    quote: str
    line: str
    focus: str
    success: str
    error: str
    pale: tuple[str, ...]
    deep: tuple[str, ...]


SHADES = 7
"""How many shades of one hue each theme has: as many as a scale has levels at most."""


def _theme(name: str, colours: Colours, *, dark: bool) -> Theme:
    """A theme in which no colour is left to be worked out from another, since that is where contrast gets lost."""
    return Theme(
        name=name,
        dark=dark,
        primary=colours.focus,
        secondary=colours.focus,
        accent=colours.accent,
        success=colours.success,
        warning=colours.warning,
        error=colours.error,
        foreground=colours.text,
        background=colours.background,
        surface=colours.surface,
        panel=colours.surface,
        variables={
            "text": colours.text,
            "text-muted": colours.muted,
            "text-disabled": colours.muted,
            "foreground-muted": colours.muted,
            "foreground-disabled": colours.muted,
            "text-primary": colours.focus,
            "text-secondary": colours.focus,
            "text-heading": colours.heading,
            "text-quote": colours.quote,
            "text-accent": colours.accent,
            "text-success": colours.success,
            "text-warning": colours.warning,
            "text-error": colours.error,
            "line": colours.line,
            "in-hand": colours.in_hand,
            "border": colours.focus,
            "border-blurred": colours.line,
            "scrollbar": colours.line,
            "scrollbar-hover": colours.focus,
            "scrollbar-active": colours.focus,
            "scrollbar-background": colours.background,
            "scrollbar-background-hover": colours.background,
            "scrollbar-background-active": colours.background,
            "scrollbar-corner-color": colours.background,
            "block-cursor-foreground": colours.background,
            "block-cursor-background": colours.text,
            "block-cursor-blurred-foreground": colours.text,
            "block-cursor-blurred-background": colours.surface,
            "input-cursor-foreground": colours.background,
            "input-cursor-background": colours.text,
            "input-selection-foreground": colours.background,
            "input-selection-background": colours.focus,
            "screen-selection-foreground": colours.background,
            "screen-selection-background": colours.focus,
            "button-foreground": colours.text,
            "button-color-foreground": colours.background,
            "button-focus-text-style": "bold",
            "link-color": colours.text,
            "link-color-hover": colours.text,
            "link-background-hover": colours.surface,
            "footer-key-foreground": colours.accent,
            **_shades(colours.pale, colours.deep),
        },
    )


def _shades(pale: tuple[str, ...], deep: tuple[str, ...]) -> dict[str, str]:
    """Name each shade of strips, and what stands on it."""
    each = [*((shade, "#000000") for shade in pale), *((shade, "#ffffff") for shade in deep)]
    return {
        name: colour
        for at, (shade, text) in enumerate(each)
        for name, colour in ((f"shade-{at}", shade), (f"on-shade-{at}", text))
    }


TEXTUAL_THEMES = (
    _theme(
        "dark",
        Colours(
            background="#12161a",
            surface="#1c2228",
            in_hand="#30363c",
            text="#e9e7e3",
            heading="#9ccbf7",
            muted="#b9bdc1",
            accent="#f2c26e",
            warning="#ffa07a",
            quote="#d9bdf2",
            line="#7d868e",
            focus="#7db8f0",
            success="#93d6a3",
            error="#ffaaa2",
            pale=("#e3f4ff", "#c3e2ff", "#a3cffd", "#85bcf5", "#67aaed"),
            deep=("#006bbb", "#0056a6"),
        ),
        dark=True,
    ),
    _theme(
        "light",
        Colours(
            background="#fbfaf6",
            surface="#efede7",
            in_hand="#d2d6da",
            text="#1b1e21",
            heading="#123f7a",
            muted="#4a4f54",
            accent="#6b2a00",
            warning="#96210a",
            quote="#5b1f78",
            line="#757b80",
            focus="#14539a",
            success="#14572a",
            error="#98131c",
            pale=("#d4ebff", "#b5d8fe", "#97c6f6", "#79b3ee", "#64a3e3"),
            deep=("#006bbb", "#003b87"),
        ),
        dark=False,
    ),
    _theme(
        "high-contrast-dark",
        Colours(
            background="#000000",
            surface="#1c1c1c",
            in_hand="#2c2f32",
            text="#ffffff",
            heading="#a8d8ff",
            muted="#f0f0f0",
            accent="#ffe066",
            warning="#ffc08a",
            quote="#e5c8ff",
            line="#ffffff",
            focus="#a8d8ff",
            success="#9dffb0",
            error="#ffc2bc",
            pale=("#ebf7ff", "#cfe8ff", "#b2d9ff", "#9ac9fa", "#7fb9f5", "#65a8eb"),
            deep=("#004d9a",),
        ),
        dark=True,
    ),
    _theme(
        "high-contrast-light",
        Colours(
            background="#ffffff",
            surface="#ececec",
            in_hand="#d8dadc",
            text="#000000",
            heading="#000087",
            muted="#1a1a1a",
            accent="#4d2600",
            warning="#700000",
            quote="#4b005f",
            line="#000000",
            focus="#000087",
            success="#0a2a12",
            error="#73000b",
            pale=("#d4ebff", "#b5d8fe", "#97c6f6", "#7cb6f1", "#65a8eb"),
            deep=("#004794", "#00236e"),
        ),
        dark=False,
    ),
)
"""One for each of `services.settings.THEMES`."""


class ColoursCard(ChoiceCard):
    """The four themes; gives the name of the one chosen, or an empty one, with the colours from before, after Esc."""

    def __init__(self, now: str) -> None:
        """Takes the name of the theme that is shown now."""
        super().__init__(COLOURS_TITLE, (COLOURS_HELP,), [Line(name, shown) for name, shown in THEMES])
        self._now = now

    def on_mount(self) -> None:
        names = [name for name, _ in THEMES]
        colours = self.query_one(PointedList)
        colours.focus()
        if self._now in names:
            colours.highlighted = names.index(self._now)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show everything in the colours in hand; events from while the list was being filled are passed over."""
        if event.option.id and event.option_index == event.option_list.highlighted:
            self.app.theme = event.option.id

    def action_close(self) -> None:
        self.app.theme = self._now
        super().action_close()
