"""Pictures laid as strips: one cell a person, breaks in one column, and proportion where there are many."""

from hypothesis import given
from hypothesis import strategies as st

from coreflect.core.results import Paired, Spread
from coreflect.core.strips import IN_PROPORTION, MOST_CELLS, Part, Row, lay, lay_pairs, shade, within
from tests.support.builders.results import picture_of

counts = st.lists(st.integers(0, 8), min_size=2, max_size=7)


def of(levels: list[int]) -> Spread:
    """A spread of which only the counts matter here."""
    return Spread(sum(levels), tuple(levels), 0, 0, 0, 0, 0, 0, 0, 0)


def test_each_person_is_a_cell_in_the_order_of_the_levels() -> None:
    (strip,) = lay((Row("Everyone", picture_of((2, 0, 3, 1), not_sure=2, left_blank=1), 2),)).rows

    assert strip.parts == (Part(1, 2, 2), Part(3, 3, 3), Part(4, 1, 1))
    assert strip.others == (("not-sure", 2), ("skipped", 1))
    assert (strip.indent, strip.end, strip.chose, strip.middle) == (0, 6, 6, 3.0)


def test_breaks_stand_in_one_column() -> None:
    strips = lay((Row("a", picture_of((1, 0, 4, 0)), 2), Row("b", picture_of((2, 3, 0, 1)), 2)))

    assert [strip.indent for strip in strips.rows] == [4, 0]
    assert (strips.break_at, strips.width) == (5, 9)


def test_a_scale_without_a_break_starts_at_the_left() -> None:
    strips = lay((Row("a", picture_of((1, 0, 4, 0)), 2), Row("b", picture_of((2, 0, 9)))))

    assert [strip.indent for strip in strips.rows] == [0, 0]
    assert lay((Row("b", picture_of((2, 0, 3))),)).break_at is None


def test_nobody_who_chose_a_level_is_an_empty_bar() -> None:
    strips = lay((Row("a", picture_of((0, 0), not_sure=3), 1),))

    assert (strips.rows[0].parts, strips.width, strips.break_at, strips.most_others) == ((), 0, 0, 3)


def test_more_people_than_cells_are_shown_in_proportion_in_every_row() -> None:
    strips = lay((Row("a", of([20, 20, 0])), Row("b", of([1, 1, 2]))))

    assert strips.in_proportion
    assert [[part.size for part in strip.parts] for strip in strips.rows] == [[30, 30], [15, 15, 30]]
    assert not lay((Row("a", of([MOST_CELLS, 0])),)).in_proportion


def test_a_small_part_among_many_has_room_for_its_number() -> None:
    (strip,) = lay((Row("a", of([1, 99_000, 0, 12])),)).rows

    assert sum(part.size for part in strip.parts) == IN_PROPORTION
    assert all(part.size >= len(f" {part.people:,} ") for part in strip.parts)


@given(st.lists(st.tuples(counts, st.integers(0, 6)), min_size=1, max_size=6))
def test_every_person_is_drawn_once_and_breaks_meet(rows: list[tuple[list[int], int]]) -> None:
    named = [Row("", of(levels), min(cut, len(levels) - 1)) for levels, cut in rows]
    strips = lay(named)
    for row, strip in zip(named, strips.rows, strict=True):
        assert {part.level: part.people for part in strip.parts} == {
            level: people for level, people in enumerate(row.spread.levels, 1) if people
        }
        assert strip.end <= strips.width
        if row.break_after:
            before = sum(part.size for part in strip.parts if part.level <= row.break_after)
            if not strips.in_proportion:
                assert before == sum(row.spread.levels[: row.break_after])
            assert strip.indent + before == strips.break_at


@given(st.lists(st.integers(0, 10**6), min_size=2, max_size=7).filter(lambda levels: sum(levels) > MOST_CELLS))
def test_a_bar_in_proportion_fills_its_cells(levels: list[int]) -> None:
    (strip,) = lay((Row("", of(levels)),)).rows

    assert sum(part.size for part in strip.parts) >= IN_PROPORTION
    assert all(part.size >= len(f" {part.people:,} ") for part in strip.parts)


def test_strips_wider_than_their_place_are_laid_again_in_proportion_with_their_breaks_in_one_column() -> None:
    one_each = lay((Row("a", of([0, 12, 3, 0]), 2), Row("b", of([0, 2, 0, 18]), 2), Row("c", of([9, 9, 9, 0]))))
    narrow = within(one_each, 30)

    assert one_each.width == 30
    assert narrow == one_each
    narrow = within(one_each, 24)
    assert narrow.in_proportion
    assert narrow.width <= 24
    first, second, third = narrow.rows
    assert [part.people for part in first.parts] == [12, 3]
    assert first.indent + first.parts[0].size == second.indent + second.parts[0].size == narrow.break_at
    assert third.indent == 0


def test_people_with_a_code_are_one_bar_of_three_parts() -> None:
    (strip,) = lay_pairs(Paired("m-0", pairs=8, higher=3, same=4, lower=0, unmatched_before=1, unmatched_now=2)).rows

    assert strip.parts == (Part(2, 4, 4), Part(3, 3, 3))


def test_shades_run_from_the_first_level_to_the_last() -> None:
    assert [shade(level, 3) for level in (1, 2, 3)] == [0, 0.5, 1]
    assert shade(1, 1) == 1
