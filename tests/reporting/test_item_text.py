"""One item as text: a sign a person, a strip a group where the rule allows, and nothing that judges."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coreflect.core.answers import SHOW_OF_HANDS
from coreflect.core.results import Picture, PublishedItem, Spread
from coreflect.core.texts.results import NO_GROUPS
from coreflect.reporting.agenda import opening_heading
from coreflect.reporting.cells import cells_of
from coreflect.reporting.item_text import item_lines
from coreflect.reporting.text import not_sure_of_all, two_views
from tests.support.builders.comparisons import a_comparison
from tests.support.builders.results import an_item, move, picture_of, published_round
from tests.support.readers.goldens import Golden
from tests.support.readers.never_said import never_said_in

STEM = "Over the last six months, how has this been done here?"
LAST_TIME = 'On 12 May 2026 we agreed: "Done for people".'
cells_of("é")  # loads the tables of widths, so that no example below is the one that waits for them
LONG = "Using what people know from their own lives when decisions are made about the garden and the money"


def item(*groups: tuple[str, tuple[int, ...] | None], differently: bool = False, text: str = "Beds") -> PublishedItem:
    pictures = [Picture(name, None if levels is None else picture_of(levels), move()) for name, levels in groups]
    return an_item("beds", text, *pictures, differently=differently)


SIDES = item(
    ("everyone", (6, 1, 5, 12)),
    ("everyone-else", (6, 1, 0, 0)),
    ("paid", (0, 0, 5, 12)),
    (SHOW_OF_HANDS, (4, 0, 0, 20)),
    differently=True,
    text=LONG,
)
NO_SIDES = item(("everyone", (5, 0, 0, 2)), ("everyone-else", None), ("paid", None))


def said(one: PublishedItem, width: int = 78, **more: object) -> str:
    return "\n".join(item_lines(one, published_round(**more), width))


@pytest.mark.parametrize("width", [118, 78, 58, 38])
def test_an_item_in_full(golden: Golden, width: int) -> None:
    lines = item_lines(SIDES, published_round(), width, stem=STEM, last_time=LAST_TIME)

    golden(f"item-text-{width}.txt", "\n".join(lines) + "\n")


def test_an_item_read_aloud(golden: Golden) -> None:
    lines = item_lines(SIDES, published_round(), stem=STEM, last_time=LAST_TIME, aloud=True)

    golden("item-text-aloud.txt", "\n".join(lines) + "\n")
    assert "111" not in "".join(lines)


def test_each_person_is_a_sign_and_a_level_that_nobody_chose_says_so() -> None:
    text = said(NO_SIDES)

    assert "\n1111144   7 chose a level\n" in text
    assert "1  Done to people           5\n" in text
    assert "2  Done for people          nobody\n" in text


def test_strips_of_groups_have_their_break_under_that_of_everyone() -> None:
    text = said(SIDES._replace(break_after=2))

    assert "\n1111112│33333444444444444   24 chose a level\n" in text
    assert "Everyone else  7 chose a level\n1111112│\n" in text
    assert "Staff and leaders  17 chose a level\n       │33333444444444444\n" in text


def test_more_people_than_can_be_seen_at_a_glance_are_a_number() -> None:
    text = said(item(("everyone", (1200, 0, 0, 0))))

    assert "\n[1] 1,200   1,200 chose a level\n" in text
    assert "1  Done to people           1,200\n" in text


WIDE = ("ไม่ใช่ก็", "一緒に", "👩\u200d👩\u200d👧 é", "Cafe\u0301")


def test_numbers_stand_in_one_column_whatever_the_letters_before_them() -> None:
    one = item(("everyone", (5, 1, 0, 2)))._replace(levels=WIDE, text="みんなで一緒に決める" * 5)
    rows = [line for line in item_lines(one, published_round(), 40) if line[:2] in ("1 ", "2 ", "3 ", "4 ")]

    assert [cells_of(row) - cells_of(row.split()[-1]) for row in rows] == [11, 11, 11, 11]
    assert all(cells_of(line) <= 40 for line in item_lines(one, published_round(), 40))


def test_groups_that_may_not_be_shown_are_one_sentence_and_no_name() -> None:
    text = said(NO_SIDES)

    assert text.count(NO_GROUPS) == 1
    assert "Everyone else" not in text
    assert "Staff" not in text


def test_where_one_side_may_not_be_shown_neither_is() -> None:
    text = said(item(("everyone", (5, 0, 0, 2)), ("everyone-else", (5, 0, 0, 0)), ("paid", None)))

    assert NO_GROUPS in text
    assert "Everyone else" not in text


def test_a_round_that_keeps_groups_back_shows_none_whatever_the_item_holds() -> None:
    assert "Everyone else" not in said(SIDES, withheld="groups")


def test_the_sentence_stays_away_where_it_was_said_for_all_items() -> None:
    assert NO_GROUPS not in "\n".join(item_lines(NO_SIDES, published_round(), no_groups=""))


def test_an_item_that_may_not_be_shown_has_its_words_and_one_sentence() -> None:
    text = said(item(("everyone", None), ("paid", (5, 0, 0, 0))))

    assert text == "Beds\n\nWe show no answers here, to protect people."


def test_an_open_round_shows_perspectives_and_no_sentence_where_there_are_none() -> None:
    perspectives = item(("everyone", (1, 0, 0, 2)), ("carer", (1, 0, 0, 0)), ("staff", (0, 0, 0, 2)))

    assert "Unpaid carers and family  1 chose a level" in said(perspectives, privacy="open")
    assert NO_GROUPS not in said(item(("everyone", (1, 0, 0, 2))), privacy="open")


def test_what_stands_beside_the_levels_is_never_among_them() -> None:
    spread = picture_of((4, 0, 0, 0), not_sure=3, left_blank=1)
    text = said(an_item("beds", "Beds", Picture("everyone", spread, move())), privacy="open")

    assert "1111  ? ? ? ·   4 chose a level · 3 not sure · 1 left blank\n" in text
    assert "Perhaps they are not in a position to see this." in text


def test_a_show_of_hands_stands_apart_and_is_never_added() -> None:
    text = said(item(("everyone", (5, 0, 0, 0)), (SHOW_OF_HANDS, (0, 0, 0, 9))), privacy="open")
    answers, _, hands = text.partition("A show of hands, counted by itself:")

    assert "11111   5 chose a level" in answers
    assert "9" not in answers
    assert "444444444   9 chose a level" in hands


def test_no_word_is_said_that_judges() -> None:
    for one in a_comparison().rounds:
        for each in one.items:
            for aloud in (False, True):
                assert never_said_in("\n".join(item_lines(each, one, aloud=aloud))) == []


def test_control_characters_never_reach_the_lines() -> None:
    evil = "\x1b[31mred\x07\n\u202e"
    bad = SIDES._replace(text=evil, levels=(evil,) * 4)
    text = "".join(item_lines(bad, published_round(), stem=evil, last_time=evil))

    assert not set(text) & {"\x1b", "\x07", "\n", "\u202e"}


@given(
    st.integers(12, 130),
    st.lists(st.text(min_size=1, max_size=40), min_size=2, max_size=7),
    st.data(),
    st.booleans(),
)
def test_no_line_is_wider_than_the_place_for_it(
    width: int, labels: list[str], data: st.DataObject, aloud: bool
) -> None:
    counts = st.lists(st.integers(0, 50), min_size=len(labels), max_size=len(labels))
    spreads: list[Spread] = [picture_of(data.draw(counts), not_sure=2) for _ in range(3)]
    pictures = [Picture(g, s, move()) for g, s in zip(("everyone", "everyone-else", "paid"), spreads, strict=True)]
    one = an_item("beds", LONG, *pictures, differently=True)._replace(levels=tuple(labels))

    assert all(cells_of(line) <= width for line in item_lines(one, published_round(), width, stem=STEM, aloud=aloud))


def test_sentences_that_divide_say_of_whom_and_who_chose_no_level() -> None:
    some = picture_of((2, 0, 0, 2), not_sure=2, left_blank=4)
    apart = an_item("beds", "Beds", Picture("everyone", some, move()), differently=True)
    assert '2 of the 4 who chose a level chose "Done to people".' in two_views(apart, private=False)
    assert not_sure_of_all(some) == "Not sure: 2 of 10; left blank: 4."
    assert not_sure_of_all(picture_of((2, 0, 0, 2), not_sure=2)) == "Not sure: 2 of 6."


def test_most_of_us_are_most_of_all_and_not_of_those_who_chose_a_level() -> None:
    few, most = picture_of((4, 1, 0, 0), left_blank=5), picture_of((6, 1, 0, 0), left_blank=3)
    assert (few.mostly, few.closeness, most.closeness) == (1, "close", "close")
    for spread, said_so in ((few, False), (most, True)):
        heading = opening_heading(an_item("beds", "Beds", Picture("everyone", spread, move())))
        assert ("of those who chose a level" not in heading) is said_so
