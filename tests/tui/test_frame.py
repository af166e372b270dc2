"""Every page has the same four edges at every size, and the header, the footer and the bar fit into what there is."""

from __future__ import annotations

from coreflect.tui.frame import Bar, Crumbs, KeyLine
from coreflect.tui.widgets.text import Lines, key_hints


def plain(lines: Lines, width: int) -> list[str]:
    return [line.plain for line in lines.lines(width)]


def test_a_header_that_fits_is_whole() -> None:
    assert plain(Crumbs(("Mill Lane", "the day centre", "The answers")), 60) == [
        "Mill Lane · the day centre · The answers"
    ]


def test_a_header_that_is_too_long_keeps_where_we_are_and_cuts_the_longest_part_first() -> None:
    parts = ("Mill Lane", "the day centre and short breaks", "The answers")
    assert plain(Crumbs(parts), 40) == ["Mill Lane · the day centr… · The answers"]
    assert plain(Crumbs(parts), 34) == ["Mill Lane · the day… · The answers"]


def test_a_header_leaves_out_what_is_empty_and_is_one_line_at_every_width() -> None:
    for width in range(1, 40):
        (line,) = Crumbs(("Mill Lane", "", "日本語のチーム")).lines(width)
        assert line.cell_length <= width


LONG = " ".join(["sort"] * 6)
KEYS = key_hints(
    *(("Enter", "open", ""), ("t", "talk", ""), ("l", LONG, ""), ("s", LONG, "")),
    *(("Esc", "back", ""), ("?", "help", "")),
)


def test_the_footer_is_one_line_that_keeps_the_main_key_what_leads_away_and_help() -> None:
    (line,) = plain(KeyLine(KEYS), 76)
    assert line == f"Enter open  t talk  l {LONG}  Esc back  ? help"
    assert len(plain(KeyLine(KEYS), 120)) == 1


def test_on_a_narrow_screen_the_keys_wrap_and_all_are_there() -> None:
    assert len(plain(KeyLine(KEYS), 40)) > 1
    assert "s sort" in "".join(plain(KeyLine(KEYS), 40))


def test_a_bar_is_as_long_as_there_is_room_and_says_the_number() -> None:
    assert plain(Bar(5, 10), 19) == ["━━━━━─────  5 of 10"]
    assert plain(Bar(0, 0), 12) == ["────  0 of 0"]
    assert plain(Bar(12, 10, longest=4), 80) == ["━━━━  12 of 10"]
    assert plain(Bar(1, 2), 3) == ["  1 of 2"]
