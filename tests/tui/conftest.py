"""What Textual does again and again for nobody is done once in tests: reading stylesheets, and painting unseen."""

from __future__ import annotations

from typing import Any

from textual._compositor import Compositor
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.pilot import Pilot

_parse = Stylesheet._parse_rules
_parsed: dict[tuple[object, ...], Any] = {}


def _parse_once(
    self: Stylesheet,
    css: str,
    read_from: tuple[str, str],
    is_default_rules: bool = False,
    tie_breaker: int = 0,
    scope: str = "",
) -> Any:
    """Read rules as Textual does, or give those that were read of the same text with the same colours."""
    given = (css, read_from, is_default_rules, tie_breaker, scope)
    known = (*given, tuple(sorted(self._variables.items())))
    if known not in _parsed:
        _parsed[known] = _parse(self, *given)
    return _parsed[known]


_paint = Compositor.render_update
_wait = Pilot._wait_for_screen


async def _paint_once_it_waits(self: Pilot[Any], timeout: float = 30.0) -> bool:
    """Wait as Textual does, and paint what the page has become: what it was in between, no terminal would show."""
    done = await _wait(self, timeout)
    if self.app._screen_stack and self.app.screen._compositor._dirty_regions:
        _paint(self.app.screen._compositor, screen_stack=self.app._background_screens)
    return done


Stylesheet._parse_rules = _parse_once  # type: ignore[method-assign]
RuleSet.__hash__ = object.__hash__  # type: ignore[method-assign]  # the same, and asked for some thousand times a widget
Compositor.render_update = lambda *_, **__: None  # type: ignore[method-assign,assignment]
Pilot._wait_for_screen = _paint_once_it_waits  # type: ignore[method-assign]
