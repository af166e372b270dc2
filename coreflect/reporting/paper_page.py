"""The pieces of a printed page: what people typed becomes text by `text` alone, and no page loads or runs anything."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from coreflect.core.bank import EASIER, STANDARD
from coreflect.core.names import shown

_PAGE = """<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>
{style}
</style>
</head>
<body>
{body}
</body>
</html>
"""


def page(title: str, style: str, body: str) -> str:
    """A whole page: its title as text, its style, and a body made of elements."""
    return _PAGE.format(title=text(title), style=style, body=body)


def text(words: str) -> str:
    """Words as they may stand in a page: no mark in them means anything."""
    return escape(shown(words))


def element(tag: str, content: str, name: str = "", *, lang: str = "") -> str:
    """An element around content that is HTML already."""
    marks = "".join(f' {key}="{escape(value)}"' for key, value in (("class", name), ("lang", lang)) if value)
    return f"<{tag}{marks}>{content}</{tag}>"


def boxes(name: str, options: Iterable[tuple[str, str]]) -> str:
    """A list of boxes to tick, each with the key that is typed for it, and content that is HTML already."""
    box = element("span", "", "box")
    rows = (element("li", f"{box}{element('span', escape(key), 'key')} {said}") for key, said in options)
    return element("ul", "\n".join(rows), name)


def spoken_language(wording: str) -> str:
    """The language of a wording that is one of its own; empty for those in the language of the page."""
    return "" if wording in (STANDARD, EASIER) else wording
