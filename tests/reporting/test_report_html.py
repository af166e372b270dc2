"""The page of a report: it loads nothing, runs nothing, holds real tables, and what people typed stays text."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coreflect.core.texts.report import DRAFT
from coreflect.reporting.report import report, report_html
from coreflect.reporting.report_sections import Asking
from tests.support.builders.reports import HOSTILE, hostile_rounds, long_round, open_rounds, rounds
from tests.support.builders.results import published_round
from tests.support.readers.printed import Printed

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

    assert set(printed.tags).isdisjoint({"script", "img", "link", "iframe", "object", "base", "form", "a", "svg"})
    assert not {mark for mark in marks if mark.startswith("on")} | marks & {"src", "href", "style"}
    assert not re.search(r"url\(|@import|https?:|//", printed.style)
    assert "default-src 'none'; style-src 'unsafe-inline'" in page(name)


def test_hostile_text_stays_text() -> None:
    printed = Printed(page("hostile"))

    assert "</style></title><script>document.title = 1; alert(1)</script>" in printed.text
    assert "{{ 7 * 7 }}" in printed.text
    assert "49" not in printed.text
    assert printed.tags.count("style") == printed.tags.count("title") == 1
    assert not set(printed.style) & {"<", "\x1b"}


@cache
def printed_with(text: str) -> Printed:
    return Printed(report_html(report(hostile_rounds(text))))


@settings(max_examples=50, deadline=None)
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
    assert len({marks["id"] for _, marks in printed.elements if "id" in marks}) == tags.count("h2")


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


def test_large_print_holds_nothing_smaller_than_18_point() -> None:
    printed = Printed(page("large"))
    paper = printed.style.partition("@page")[2]

    assert min(int(size) for size in re.findall(r"(\d+)pt", paper)) == 18
    assert min(int(size) for size in re.findall(r"(\d+)pt", Printed(page("usual")).style)) == 9


def test_no_colour_stands_for_an_answer() -> None:
    colours = set(re.findall(r"#[0-9a-f]{3,6}\b", Printed(page("usual")).style))

    def spread_of(colour: str) -> int:
        digits = colour[1:] if len(colour) == 7 else "".join(2 * each for each in colour[1:])
        parts = [int(digits[at : at + 2], 16) for at in (0, 2, 4)]
        return max(parts) - min(parts)

    assert colours
    assert all(spread_of(colour) <= 8 for colour in colours), "greys alone"


def test_a_round_with_nothing_in_it_is_a_page_too() -> None:
    for why in ("all", "not revealed", "in conflict", "questions missing", "forgotten"):
        assert "<main>" in report_html(report((published_round(withheld=why, helped=None),)))
