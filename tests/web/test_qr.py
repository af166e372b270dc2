"""Pictures to scan: what is drawn in lines of a terminal is the code, square by square, with light around it."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pytest
import segno

from coreflect.plain.terminal import WHITE_ON_BLACK, LineReader, Terminal, wipe
from coreflect.tui.meeting.phones import painted
from coreflect.web.qr import MARGIN, drawn, drawn_wifi, enlarged

ADDRESS = "HTTP://192.168.178.100:8282/BCDFGHJKMNPQRSTV"


def squares(lines: Sequence[str]) -> list[list[bool]]:
    """The squares that lines draw, dark ones True."""
    return [[sign not in light for sign in line] for line in lines for light in ("█▀", "█▄")]


def matrix(text: str) -> list[list[bool]]:
    return [[bool(square) for square in row] for row in segno.make_qr(text, error="l").matrix_iter(border=MARGIN)]


@pytest.mark.parametrize("text", [ADDRESS, "HTTP://10.0.0.1:8282"])
def test_every_square_of_the_code_is_drawn(text: str) -> None:
    expected = matrix(text)
    seen = squares(drawn(text))
    assert seen[: len(expected)] == expected
    assert not any(map(any, seen[len(expected) :])), "what is left of the last line is light"


def test_an_address_and_its_key_fit_beside_words_on_a_small_terminal() -> None:
    lines = drawn(ADDRESS)
    assert (len(lines[0]), len(lines)) <= (33, 17)


def test_a_picture_twice_as_large_has_the_same_squares() -> None:
    lines = drawn(ADDRESS)
    twice = [[sign == " " for sign in line[::2]] for line in enlarged(lines)]
    assert twice == squares(lines)
    assert all(set(line[at : at + 2]) in ({"█"}, {" "}) for line in enlarged(lines) for at in range(0, len(line), 2))


@pytest.mark.parametrize(
    ("password", "says"), [("tea;pot", "WIFI:T:WPA;S:Library;P:tea\\;pot;;"), ("", "WIFI:S:Library;;")]
)
def test_a_wifi_is_drawn_with_its_password_or_open(password: str, says: str) -> None:
    expected = matrix(says)
    assert squares(drawn_wifi("Library", password))[: len(expected)] == expected


def test_on_the_full_screen_what_is_light_is_white_ground_or_a_white_sign() -> None:
    line = "█▀ ▄█"
    content = painted(line)
    assert content.plain == " ▀ ▄ "
    assert [(span.start, span.end, str(span.style)) for span in content.spans] == [
        (0, 1, "on #ffffff"),
        (4, 5, "on #ffffff"),
    ]


class _Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("term", "coloured"), [("xterm", True), ("dumb", False)])
def test_line_by_line_it_is_white_on_black_where_a_terminal_has_colours(
    monkeypatch: pytest.MonkeyPatch, term: str, coloured: bool
) -> None:
    monkeypatch.setenv("TERM", term)
    out = _Screen()
    Terminal(out, LineReader(), wipe).draw(drawn(ADDRESS))
    assert (WHITE_ON_BLACK in out.getvalue()) is coloured
    assert "█" in out.getvalue()
