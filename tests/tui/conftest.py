"""What reads a stylesheet reads it once for all the apps that tests start: that is a fifth of a start."""

from __future__ import annotations

from typing import Any

from textual.css.stylesheet import Stylesheet

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


Stylesheet._parse_rules = _parse_once  # type: ignore[method-assign]
