"""The page of a report: it loads nothing, runs nothing, holds real tables, and what people typed stays text."""

from __future__ import annotations

import re
from colorsys import rgb_to_hls
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coreflect.core.meeting.asking import Asking
from coreflect.core.strips import Row, lay
from coreflect.core.texts.report import DRAFT
from coreflect.reporting.report import report, report_html
from coreflect.reporting.strip_svg import SHADES, bracket_svg, contrast, strip_svg
from tests.support.builders.reports import HOSTILE, hostile_rounds, long_round, open_rounds, rounds
from tests.support.builders.results import picture_of, published_round
from tests.support.readers.printed import Printed

FEW, MANY = picture_of((5, 5, 0, 0), not_sure=2), picture_of((20, 20, 0, 0), not_sure=2)
PAGES = ("usual", "large", "open", "withheld", "hostile")


@cache
def page(name: str) -> str:
    """Write this page, once."""
    if name == "hostile":
        return report_html(report(hostile_rounds(), asking=Asking((HOSTILE,), "2026-06-30", HOSTILE)))
    shown = {"open": open_rounds, "withheld": rounds}.get(name, lambda: rounds()[:2])
    return report_html(report(shown()), large=name == "large")


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_loaded_and_nothing_runs(name: str) -> None:
    printed = Printed(page(name))
    marks = {mark for _, marks in printed.elements for mark in marks}

    assert set(printed.tags).isdisjoint({"script", "img", "link", "iframe", "object", "base", "form", "use", "image"})
    assert not {mark for mark in marks if mark.startswith("on")} | marks & {"src", "style", "xlink:href"}
    assert not re.search(r"url\(|@import|https?:|//", printed.style)
    assert "default-src 'none'; style-src 'unsafe-inline'" in page(name)


@pytest.mark.parametrize("name", PAGES)
def test_every_link_leads_to_a_place_on_the_page(name: str) -> None:
    printed = Printed(page(name))
    places = {f"#{marks['id']}" for _, marks in printed.elements if "id" in marks}
    links = [marks["href"] for tag, marks in printed.elements if tag == "a"]

    assert set(links) <= places
    assert links or name in ("open", "withheld"), "no question of these two is looked at more closely"


def test_hostile_text_stays_text() -> None:
    printed = Printed(page("hostile"))

    assert "</style></title><script>document.title = 1; alert(1)</script>" in printed.text
    assert "{{ 7 * 7 }}" in printed.text
    assert "49" not in printed.text
    assert printed.tags.count("style") == 1
    assert printed.tags.count("title") == 1 + sum(marks.get("role") == "img" for _, marks in printed.elements)
    assert not set(printed.style) & {"<", "\x1b"}


@cache
def printed_with(text: str) -> Printed:
    return Printed(report_html(report(hostile_rounds(text))))


@settings(max_examples=50)
@given(st.text())
def test_no_text_changes_the_page_around_it(text: str) -> None:
    usual = printed_with("other")
    other = printed_with(f"x{text}")

    assert [tag for tag, _ in other.elements] == [tag for tag, _ in usual.elements]
    assert re.sub(r'content: "[^"\n]*";', "", other.style) == re.sub(r'content: "[^"\n]*";', "", usual.style)


@pytest.mark.parametrize("name", PAGES)
def test_headings_go_down_one_step_at_a_time_and_begin_with_one(name: str) -> None:
    steps = [int(tag[1]) for tag in Printed(page(name)).tags if re.fullmatch(r"h\d", tag)]

    assert steps.count(1) == 1
    assert steps[0] == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(steps))


@pytest.mark.parametrize("name", PAGES)
def test_it_has_a_language_landmarks_and_real_tables(name: str) -> None:
    printed = Printed(page(name))
    tags = printed.tags

    assert dict(printed.elements)["html"] == {"lang": "en-GB"}
    assert all(tags.count(tag) == 1 for tag in ("header", "main", "footer"))
    assert tags.count("caption") == tags.count("thead") == tags.count("table")
    assert all("scope" in marks for tag, marks in printed.elements if tag == "th")
    named = [marks["aria-labelledby"] for tag, marks in printed.elements if tag == "section"]
    places = [marks["id"] for _, marks in printed.elements if "id" in marks]
    assert len(named) == tags.count("section")
    assert set(named) <= set(places)
    assert len(set(places)) == len(places)


def test_a_picture_says_its_number_in_words_and_hides_its_dots_from_voices() -> None:
    page = report_html(report((long_round(3),)))

    assert '<span class="dots" aria-hidden="true">••••• ••</span> 7</td>' in page
    assert 'data-level="Done for people"><span class="none">nobody</span></td>' in page


def test_more_people_than_can_be_seen_at_a_glance_are_a_number() -> None:
    item = long_round(1).items[0]
    (first, *_) = item.pictures
    assert first.spread is not None
    many = first._replace(spread=first.spread._replace(levels=(0, 1200, 6, 0), counted=1206))
    page = report_html(report((long_round(1)._replace(items=(item._replace(pictures=(many,)),)),)))

    assert ">1,200</td>" in page
    assert "•" * 41 not in page


def test_the_foot_and_the_draft_stand_on_every_printed_page() -> None:
    style = Printed(report_html(report(rounds()[:1]))).style
    agreed = Printed(report_html(report(rounds()[:1], agreed_on="2026-05-26"))).style

    assert f'@top-center {{ content: "{DRAFT}"' in style
    assert '@bottom-left { content: "Made for learning. Not for judging people, teams or contracts. Mill Lane' in style
    assert '@top-center { content: ""' in agreed


def test_the_foot_spells_a_name_as_it_is_typed() -> None:
    style = Printed(report_html(report([published_round(team_name="Café Ñandú 5")]))).style

    foot = style.partition("@bottom-left { content: ")[2].partition(";")[0]
    read = re.sub(r"\\([0-9a-f]{6})[ ]?", lambda found: chr(int(found[1], 16)), foot)
    assert "Café Ñandú 5, 12 May 2026" in read


def test_large_print_holds_nothing_smaller_than_18_point() -> None:
    printed = Printed(page("large"))
    paper = printed.style.partition("@page")[2]

    assert min(float(size) for size in re.findall(r"([\d.]+)pt", paper)) == 18
    assert min(float(size) for size in re.findall(r"([\d.]+)pt", Printed(page("usual")).style)) == 8.5


def test_answers_are_shades_of_one_hue_and_all_else_is_grey() -> None:
    colours = set(re.findall(r"#[0-9a-f]{3,6}\b", Printed(page("usual")).style))
    hues = [rgb_to_hls(*rgb)[0] for rgb in map(rgb_of, colours) if max(rgb) - min(rgb) > 8]

    assert len(hues) == len(SHADES)
    assert max(hues) - min(hues) < 0.02


def test_numbers_stand_out_from_every_shade() -> None:
    assert all(contrast(rgb_of(shade.fill), rgb_of(shade.text)) >= 4.5 for shade in SHADES)
    lightness = [rgb_to_hls(*rgb_of(shade.fill))[1] for shade in SHADES]
    assert lightness == sorted(lightness, reverse=True)


def rgb_of(colour: str) -> tuple[int, int, int]:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * each for each in colour[1:])
    red, green, blue = (int(digits[at : at + 2], 16) for at in (0, 2, 4))
    return (red, green, blue)


def test_a_strip_has_a_cell_a_person_its_words_as_title_and_the_break_between() -> None:
    strips = lay((Row("", picture_of((1, 0, 2, 0), not_sure=1), 2), Row("", picture_of((2, 1, 0, 0)), 2)))
    drawn = strip_svg(strips.rows[0], strips, "Everyone <10>")

    assert re.findall(r"<text[^>]*>(.)</text>", drawn) == ["1", "3", "3", "?"]
    assert [float(at) for at in re.findall(r'rect x="([\d.]+)%', drawn)] == [29.85, 44.78, 59.7, 85.07]
    assert re.findall(r'class="break" x1="([\d.]+)%', drawn) == ["44.78"]
    assert "<title>Everyone &lt;10&gt;</title>" in drawn


def test_many_people_are_drawn_in_proportion_with_their_numbers() -> None:
    strips = lay((Row("", picture_of((20, 0, 0, 1200), not_sure=11)),))
    drawn = strip_svg(strips.rows[0], strips, "")

    assert re.findall(r"<text[^>]*>([^<]*)</text>", drawn) == ["1: 20", "4: 1,200", "? 11"]


def test_where_cells_are_narrow_a_number_stands_in_the_first_of_each_level() -> None:
    wide, narrow = (
        lay((Row("", picture_of((people, 0)), 1), Row("", picture_of((0, people)), 1))) for people in (16, 17)
    )

    assert 'class="strip many"' in strip_svg(wide.rows[0], wide, "")
    assert 'class="strip many crowded"' in strip_svg(narrow.rows[0], narrow, "")


def test_parts_that_say_their_numbers_have_few_words_beside_them() -> None:
    item = long_round(1).items[0]
    shown = [item._replace(pictures=(item.pictures[0]._replace(spread=one),)) for one in (FEW, MANY)]
    few, many = (Printed(report_html(report((long_round(1)._replace(items=(one,)),)))).text for one in shown)

    assert "10 chose a level · 2 not sure" in few
    assert "40 chose a level" in many
    assert "40 chose a level · 2 not sure" not in many


def test_a_bracket_leads_from_the_middle_of_one_group_to_that_of_the_other() -> None:
    strips = lay((Row("", picture_of((2, 0)), 1), Row("", picture_of((0, 2)), 1)))

    assert re.findall(r'x1="([\d.]+)%" x2="([\d.]+)%"', bracket_svg((1, 3), strips, first_is_left=True)) == [
        ("25", "75"),
        ("25", "25"),
        ("75", "75"),
    ]


def test_a_round_with_nothing_in_it_is_a_page_too() -> None:
    for why in ("all", "not revealed", "in conflict", "questions missing", "forgotten"):
        assert "<main>" in report_html(report((published_round(withheld=why, helped=None),)))
