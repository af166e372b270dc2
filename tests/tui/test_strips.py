"""Strips in terminal cells: each person once, in the width there is, with a number that stands out in every shade."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.color import Color, ColorSystem

from coreflect.core.results import Paired, Spread
from coreflect.core.strips import SIGNS, Row, lay, lay_pairs
from coreflect.reporting.strips import Legend, beside
from coreflect.tui.themes import SHADES, TEXTUAL_THEMES
from coreflect.tui.widgets.strips import Drawing, Laid, LegendLines
from tests.support.screens.contrast import ENOUGH, Painted

WIDE_NAMES = ("ผู้ใช้บริการ", "支援を使う人", "👩🏽‍🌾 Gärtner:innen")


def of(*levels: int, not_sure: int = 0) -> Spread:
    """A spread of which only the counts matter here."""
    return Spread(sum(levels) + not_sure, levels, not_sure, 0, 0, 0, 0, 0, 0, 0)


def laid(*rows: Row, bracket: bool = False) -> Laid:
    return Laid(lay(rows), tuple(beside(row.spread) for row in rows), bracket=bracket)


def drawn(one: Laid, width: int, **changes: int) -> list[str]:
    return [line.plain.rstrip() for line in Drawing(one, width, **changes).rows()]


def test_each_person_is_a_cell_and_the_break_is_a_line_in_one_column() -> None:
    both = laid(Row("Lived", of(2, 1, 1, 0, not_sure=1), 2), Row("Paid", of(0, 1, 2, 2), 2), bracket=True)

    assert drawn(both, 76, most=3) == [
        "Lived   1  1  2 │ 3            [?]  4 chose a level · 1 not sure",
        "             ╰──┼─────╮",
        "Paid          2 │ 3  3  4  4        5 chose a level",
    ]


def test_where_there_is_little_room_what_stands_beside_is_above() -> None:
    one = laid(Row("Everyone", of(2, 3, 4, 1, not_sure=2), 2))

    assert drawn(one, 34) == ["Everyone", "10 chose a level · 2 not sure", "1 1 2 2 2 │3 3 3 3 4   ? ?"]
    assert drawn(one, 12) == [
        "Everyone",
        "10 chose a",
        "level · 2",
        "not sure",
        " 1  2   2  3",
        " 3  4   4  1",
        "[?] 2",
    ]


def test_many_people_are_parts_with_their_level_and_how_many_they_are() -> None:
    assert drawn(laid(Row("", of(12, 0, 70, 38, not_sure=4), 2)), 80) == [
        " 1: 12 │                  3: 70                            4: 38           [?] 4",
        "120 chose a level · 4 not sure",
    ]


def test_a_tall_strip_has_its_numbers_in_the_middle_line() -> None:
    one = Drawing(laid(Row("", of(1, 0, 1), 1)), 20, lines=3).rows()

    assert [line.plain.rstrip() for line in one] == ["      │", "  1   │  3", "      │", "2 chose a level"]


def test_people_with_a_code_are_a_bar_of_three_parts_with_signs() -> None:
    pairs = lay_pairs(Paired("m-0", 4, 1, 2, 1, 0, 0), "With a code")

    assert drawn(Laid(pairs, ("",), ("<", "=", ">")), 60, most=3) == ["With a code   <  =  =  >"]


def test_names_of_any_script_end_in_one_column() -> None:
    one = Drawing(laid(*(Row(name, of(1, 1)) for name in WIDE_NAMES)), 80).rows()

    assert len({cell_len(line.plain[: line.plain.index("1  ")]) for line in one}) == 1


counts = st.lists(st.integers(0, 40), min_size=2, max_size=7)


@given(st.lists(st.tuples(counts, st.integers(0, 6), st.integers(0, 9)), min_size=1, max_size=4), st.integers(16, 120))
def test_every_person_is_drawn_once_and_no_line_is_wider_than_its_place(
    rows: list[tuple[list[int], int, int]], width: int
) -> None:
    named = [Row("支援", of(*levels, not_sure=unsure), min(cut, len(levels) - 1)) for levels, cut, unsure in rows]
    drawing = Drawing(laid(*named), width)
    for at, row in enumerate(named):
        lines = [line.plain for line in drawing.row(at)]
        assert all(cell_len(line) <= width for line in lines)
        picture = " ".join(lines)
        people = sum(row.spread.levels)
        each = re.findall(r"(?<=\d: )\d+", picture)
        if each:
            assert sum(map(int, each)) == people
        elif "[?] " not in picture and people <= width:
            assert picture.count(SIGNS["not-sure"]) == row.spread.not_sure


def test_the_legend_names_each_level_once_and_the_break() -> None:
    (line,) = LegendLines(Legend(("Not yet", "Started", "Everywhere"), 2)).lines(80)

    assert line.plain == " 1  Not yet   2  Started  │   3  Everywhere"


@pytest.mark.parametrize("theme", TEXTUAL_THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("colours", [ColorSystem.TRUECOLOR, ColorSystem.EIGHT_BIT, ColorSystem.STANDARD])
def test_the_number_stands_out_on_every_shade(theme: object, colours: ColorSystem) -> None:
    def as_shown(name: str) -> tuple[int, int, int]:
        colour = Color.parse(theme.variables[name])  # type: ignore[attr-defined]
        return tuple(colour.downgrade(colours).get_truecolor())

    for at in range(SHADES):
        painted = Painted("1", as_shown(f"on-shade-{at}"), as_shown(f"shade-{at}"), 0)
        assert painted.contrast >= ENOUGH[theme.name], at  # type: ignore[attr-defined]


@pytest.mark.parametrize("theme", TEXTUAL_THEMES, ids=lambda theme: theme.name)
def test_shades_grow_darker_from_the_first_to_the_last(theme: object) -> None:
    black = (0, 0, 0)
    contrast = [
        Painted("1", black, tuple(Color.parse(theme.variables[f"shade-{at}"]).get_truecolor()), 0).contrast  # type: ignore[attr-defined]
        for at in range(SHADES)
    ]
    assert contrast == sorted(contrast, reverse=True)
    assert len(set(contrast)) == SHADES
