"""What a browser would make of a page: its text, its elements, and everything that it would load or run."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser


def on_paper(page: str) -> Printed:
    """A sheet without the form that a screen shows in its place."""
    return Printed(re.sub(r'<main id="form".*?</main>|<script.*?</script>', "", page, flags=re.DOTALL))


@dataclass(eq=False)
class Printed(HTMLParser):
    """A page that was read: elements as (tag, attributes), and the text of its body in order."""

    page: str
    elements: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    style: str = ""
    _inside: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.feed(self.page)
        self.close()

    @property
    def text(self) -> str:
        """All of the text in one line, as it reads."""
        return " ".join(" ".join(self.pieces).split())

    @property
    def tags(self) -> list[str]:
        return [tag for tag, _ in self.elements]

    def of_class(self, name: str) -> list[dict[str, str | None]]:
        return [marks for _, marks in self.elements if marks.get("class") == name]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._inside and self._inside.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if "style" in self._inside:
            self.style += data
        elif "body" in self._inside:
            self.pieces.append(data)
