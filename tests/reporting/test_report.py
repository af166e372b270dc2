"""What a report says, in every format: what it must say, in order; what it must never say; and all text stays text."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coreflect.core.answers import GROUP_NAMES, SIDES
from coreflect.core.meeting.asking import Asking
from coreflect.core.results import Paired, PublishedPosition, PublishedRound
from coreflect.core.texts.report import DRAFT, FOOTER, NOT_A_SCORE
from coreflect.core.texts.results import KEPT_BACK, NO_ANSWERS, NO_GROUPS, NOT_THE_SAME_PEOPLE, SHOW_OF_HANDS_HEADING
from coreflect.reporting.report import WIDTH, escaped, report, report_html, report_markdown, report_text
from coreflect.reporting.report_values import Report, ReportQuestion, safe_line
from coreflect.reporting.text import paired_sentences
from tests.support.builders.four_rounds import four_rounds
from tests.support.builders.reports import a_doing, hostile_rounds, long_round, open_rounds, rounds, shipped_rounds
from tests.support.builders.results import move, published_round
from tests.support.readers.goldens import Golden
from tests.support.readers.never_said import never_called_the_same, never_said_in
from tests.support.readers.printed import Printed

ASKING = Asking(("Pay people's bus fares.", "Come to our next reflection."), "2026-06-30", "in person")
FORMATS: dict[str, Callable[[Report], str]] = {
    "html": lambda one: Printed(report_html(one)).text,
    "md": lambda one: report_markdown(one, full=True),
    "txt": lambda one: report_text(one, full=True),
}
"""Every format, with all tables."""
ALONE = {"md": report_markdown, "txt": report_text}
WITHHELD = [why for why in KEPT_BACK if why != "groups"]
HEADINGS = (
    "Where our answers agree",
    "Where our answers differ",
    "What we will do",
    "What we ask of you",
    "How to read this",
    "At a glance",
    "What we said last time, and what came of it",
    "A closer look",
    "What moved",
    "What people wrote for everyone to read",
    "To take home",
    "Every question",
)


def first() -> Report:
    return report(rounds()[:1], agreed_on="2026-05-26", asking=ASKING)


def second() -> Report:
    return report(rounds()[:2])


def closer_of(one: Report) -> tuple[ReportQuestion, ...]:
    """The questions that are looked at more closely."""
    return next(section.questions for section in one.sections if section.name == "closer")


def words(one: Report) -> str:
    """All that it says, in one line, with all tables."""
    return " ".join(report_text(one, full=True).split())


@pytest.mark.parametrize("kind", ["md", "txt"])
def test_a_whole_report(golden: Golden, kind: str) -> None:
    golden(f"report.{kind}", ALONE[kind](first()))
    golden(f"report-second.{kind}", FORMATS[kind](second()))


def test_the_first_page_says_all_that_it_must() -> None:
    page = words(first()).partition("At a glance Outside")[0]

    assert "10 of 12 people invited took part on 12 May 2026." in page
    assert "Among them: 5 who use support, care or are here in another way, 5 staff and leaders." in page
    assert "About the day centre, over the last six months." in page
    assert "3 had help to answer. Not here: the night staff." in page
    assert 'Where our answers agree We choose the tools together 9 of 10 chose "Often".' in page
    assert "Where our answers differ We choose the beds together People who use support" in page
    assert 'Many are not sure about: "We choose the money together".' in page
    assert "Ask who holds the key Who: Sam. By when: 1 September 2026." in page
    assert "What we ask of you Pay people's bus fares." in page
    assert NOT_A_SCORE in page
    assert "No group of fewer than 5 people is shown by itself. This protects people." in page
    assert "Nobody else has checked or approved them." in page
    assert "The group read this report on 26 May 2026 and agreed to send it." in page
    assert "These answers are about how things are done, not about the people who do them." in page


def test_publishers_are_named_and_have_not_checked_the_questions() -> None:
    page = words(report((long_round(3),)))

    assert "from ideas published by Nesta, who have not checked or approved them." in page


def test_a_box_with_nothing_in_it_is_not_there() -> None:
    nothing = published_round(helped=None)

    assert [box.name for box in report([nothing], agreed_on="2026-05-26").boxes] == []
    assert [box.name for box in report([nothing]).boxes] == ["asked"]


def test_more_questions_that_differ_than_a_box_holds_are_counted() -> None:
    (differ,) = (box for box in report([long_round(24)]).boxes if box.name == "differ")

    assert len(differ.points) == 3
    assert "And 5 more questions: see At a glance." in differ.closing


def test_what_was_talked_about_is_looked_at_more_closely_and_nothing_else() -> None:
    (closer,) = (section for section in first().sections if section.name == "closer")

    assert [question.number for question in closer.questions] == [1, 4]
    assert [point.number for box in first().boxes for point in box.points if point.number] == [1, 1, 4]


def test_where_nothing_is_written_down_the_first_three_that_differ_are_looked_at() -> None:
    silent = long_round(24)._replace(settled=(), doings=())

    assert [question.number for question in report([silent]).sections[0].questions] == [3, 6, 9]


def test_a_closer_look_has_both_groups_every_comparable_time_and_a_show_of_hands_with_one_break() -> None:
    *before, now = shipped_rounds()
    (picture,) = closer_of(report([*before, now]))[0].pictures

    assert [row.name for row in picture.rows] == [
        *(GROUP_NAMES[side] for side in SIDES),
        "Everyone on 4 November 2025",
        "Everyone on 12 May 2026",
    ]
    assert picture.between is not None
    assert closer_of(report(rounds()[:1]))[0].pictures[0].rows[-1].name == SHOW_OF_HANDS_HEADING


def test_people_with_a_code_are_a_bar_of_three_signs() -> None:
    paired = Paired("m-0", 5, 2, 2, 1, 5, 4)
    *before, now = shipped_rounds()
    one = report([*before, now._replace(items=tuple(item._replace(paired=paired) for item in now.items))])

    assert closer_of(one)[0].pictures[1].signs == ("‹", "=", "›")
    assert report_html(one).count(">›</text>") == 2 * len(closer_of(one))


def test_the_levels_are_named_at_the_first_picture_of_a_part_that_has_them() -> None:
    *_, now = shipped_rounds("short")
    asked = (*now.items[:2], now.items[-1])
    talked = tuple(PublishedPosition(item.bank, item.item, item.text, "differently", "") for item in asked)
    one = report([now._replace(settled=talked, doings=())])

    legends = [question.legend for question in closer_of(one)]
    named = [[level.label for level in legend.levels] if legend else [] for legend in legends]
    assert named == [list(now.items[0].levels), [], list(now.items[-1].levels)]
    assert report_html(one).count('<ol class="legend short">') == 2


def test_what_moved_and_was_looked_at_already_is_told_once_in_whole() -> None:
    *before, now = shipped_rounds("short")
    up = move("m-0", "", shape="further up")
    moved = tuple(
        item._replace(pictures=(item.pictures[0]._replace(move=up), *item.pictures[1:])) for item in now.items
    )
    one = report([*before, now._replace(items=moved)])
    (part,) = (section for section in one.sections if section.name == "moved")

    assert [point.number for point in part.points] == [question.number for question in closer_of(one)]
    assert {point.lines for point in part.points} == {("Since 4 November 2025: further up the scale.",)}
    assert all("Then " in question.lines[-1] for question in (*closer_of(one), *part.questions))


@pytest.mark.parametrize("kind", FORMATS)
def test_a_page_to_take_home_alone_holds_nothing_else(kind: str) -> None:
    text = FORMATS[kind](first().sheet_alone())

    assert "To take home" in text
    assert not any(heading in text for heading in HEADINGS if heading not in ("To take home", "What we will do"))


@pytest.mark.parametrize("kind", FORMATS)
def test_the_parts_stand_in_one_order(kind: str) -> None:
    before, now, _ = rounds()
    both = (before, now._replace(notes=before.notes))
    rest = FORMATS[kind](report(both))

    for heading in HEADINGS:
        assert heading in rest, heading
        rest = rest.partition(heading)[2]


@pytest.mark.parametrize("kind", FORMATS)
def test_it_is_a_draft_in_every_part_until_the_group_has_agreed(kind: str) -> None:
    one = report(rounds()[:1])
    draft, agreed = FORMATS[kind](one), FORMATS[kind](first())

    assert draft.count(DRAFT) == (1 if kind == "html" else len(("front", "glance", *one.sections, "sheet", "annex")))
    assert DRAFT not in agreed
    assert "The group has not read this report yet." in draft


def test_the_foot_of_a_page_says_what_it_is_not_for_and_names_the_round() -> None:
    for text in (FORMATS["txt"](first()), FORMATS["md"](first())):
        feet = re.findall(r"not for judging people, teams or contracts\.\s+Mill\s+Lane,\s+12\s+May\s+2026", text, re.I)
        assert len(feet) == 4, "the front, the pictures, the page to take home, and all tables"
    assert report((long_round()._replace(team_name="x" * 500),)).footer.startswith(f"{FOOTER} xxx")
    assert len(report((long_round()._replace(team_name="x" * 500),)).footer) < 200


def test_no_word_is_said_that_judges() -> None:
    every = [report(rounds()[:end]) for end in (1, 2, 3)] + [report(open_rounds()), report(four_rounds().rounds)]
    every += [report((published_round(withheld=why),)) for why in KEPT_BACK]

    for one in every:
        assert never_said_in(words(one).replace(NOT_A_SCORE, "")) == []


def test_every_count_that_may_be_shown_is_in_it_and_no_other() -> None:
    (table,) = first().annex[0].tables
    published = rounds()[0]

    assert [body.heading for body in table.bodies] == [item.text for item in published.items]
    for body, item in zip(table.bodies, published.items, strict=True):
        spreads = [picture.spread for picture in item.pictures if picture.spread is not None]
        assert [row.levels for row in body.rows] == [spread.levels for spread in spreads]
        assert [f"({spread.counted:,})" in row.name for row, spread in zip(body.rows, spreads, strict=True)]


@pytest.mark.parametrize("kind", FORMATS)
def test_four_rounds_have_the_same_numbers_as_published(kind: str) -> None:
    published = four_rounds().rounds
    one = report(published)
    table = one.annex[0].tables[0]
    text = FORMATS[kind](one)

    for item, body in zip(published[-1].items, table.bodies, strict=True):
        earlier = [each for each in body.rows if re.match(r"\d", each.name)]
        # The third round asked about the money in a new edition: it is compared with nothing before.
        assert len(earlier) == (1 if item.item == "money" else 3)
        for row, then in zip(reversed(earlier), reversed(published[:-1]), strict=False):
            (before,) = (each for each in then.items if each.item == item.item)
            spread = before.pictures[0].spread
            assert spread is not None
            assert row.levels == spread.levels
    assert text.count("13 May 2025 (10)") >= 3


def test_groups_that_are_withheld_are_said_to_be_once_for_a_whole_round() -> None:
    assert words(second()).count(NO_GROUPS) == 1


def test_what_is_left_unsettled_weighs_as_much_as_what_was_agreed() -> None:
    agree, differ, *_ = first().boxes

    assert [point.lines[-1] for point in agree.points] == ['9 of 10 chose "Often".', 'We agreed: "Seldom".']
    assert ("We see this differently, and that is OK.",) in [point.lines for point in differ.points]
    assert 'We ran out of time for: "We choose the tools together".' in differ.closing


def test_what_moved_is_said_as_then_and_now_and_what_else_was_about_another_thing() -> None:
    before, now, _ = rounds()
    beds = now.items[0]
    everyone = beds.pictures[0]._replace(move=beds.pictures[0].move._replace(listed=True))
    beds = beds._replace(pictures=(everyone, *beds.pictures[1:]))
    one = report((before, now._replace(items=(beds, *now.items[1:]))))
    text = words(one)

    assert one.sections[1].questions[0].pictures[0].rows[0].words.startswith("12 May 2026 (10): ")
    assert NOT_THE_SAME_PEOPLE in text
    assert 'Then nobody of 10 chose "Often"; now 4 of 9.' in text
    assert "3 other questions: no more than chance would explain." in text
    assert never_called_the_same(text)
    assert "Last time was about the day centre; this time is about the day centre and the bus." in text


def test_how_people_with_a_code_answered_is_said_with_each_question_and_what_is_alike_once() -> None:
    before, now, _ = rounds()
    paired = Paired("mill-lane-1", 5, 2, 2, 1, 5, 4)
    text = words(report((before, now._replace(items=tuple(item._replace(paired=paired) for item in now.items)))))
    every = paired_sentences(now.items[0]._replace(paired=paired), {before.round: before.date})

    assert text.count(every[0]) == 4
    assert len(every) > 1
    assert all(text.count(" ".join(said.split())) == 1 for said in every[1:])


def test_a_question_that_cannot_be_compared_says_why_and_draws_nothing() -> None:
    one = report(open_rounds())
    compared = one.annex[-1]

    assert {point.lines for point in compared.points} == {("Its words have changed since, so it is not compared.",)}
    assert not any(row.name[0].isdigit() for table in one.annex[0].tables for b in table.bodies for row in b.rows)
    assert not any("2026" in row.name for q in one.sections[0].questions for each in q.pictures for row in each.rows)


def test_a_round_before_that_shows_nothing_is_not_said_to_have_asked_nothing() -> None:
    before, now, _ = rounds()
    hidden = before._replace(items=(), withheld="all")
    items = tuple(
        item._replace(pictures=tuple(each._replace(move=each.move._replace(since="")) for each in item.pictures))
        for item in now.items
    )
    text = words(report((hidden, now._replace(items=items))))

    assert "No earlier reflection is shown, so this one is compared with none." in text
    assert "not asked before" not in text


def test_what_came_of_last_time_is_said_by_those_it_was_for() -> None:
    text = words(second()).partition("What we said last time")[2]

    assert (
        "On 12 May 2026 we said: Oil the gate. Who: Sam. Did it happen? Kim says: Yes. It opens with one hand." in text
    )
    assert "Ask who holds the key. Who: Sam. To do. Kim has not confirmed it yet." in text
    assert "Buy new tools. Who: Sam. We decided not to do this, because: We share the school's tools." in text


def test_what_is_open_from_longer_ago_is_not_lost() -> None:
    text = words(report(rounds())).partition("What we said last time")[2].partition("To take home")[0]

    assert "On 12 May 2026 we said: Ask who holds the key." in text
    assert "On 10 November 2026 we said: Put the budget on the wall." in text
    assert "Oil the gate" not in text


def test_what_is_asked_of_a_board_by_when_and_how_it_answers() -> None:
    text = words(first())

    assert (
        "Pay people's bus fares. Come to our next reflection. Please answer us by Tuesday 30 June 2026. How: in person."
        in text
    )
    assert "Nothing is written here yet." in words(report(rounds()[:1]))
    assert "What we ask of you" not in words(report(rounds()[:1], agreed_on="2026-05-26"))
    alone = words(report(rounds()[:1], asking=Asking(("Come.",))))
    assert "Please tell us by when you will answer." in alone


def test_the_page_to_take_home_names_what_was_seen_what_is_done_by_whom_and_when() -> None:
    home = words(report((long_round(),))).partition("To take home")[2].partition("All tables")[0]

    assert "Three things we saw Our answers are far apart: Question 03" in home
    assert 'Most of us chose "Done together, in part": Question 01' in home
    assert "We will do this: Oil the gate. Who: Sam When: June" in home


def test_the_page_to_take_home_asks_in_easier_words_and_the_rest_in_the_standard_ones() -> None:
    one = rounds()[0]
    easier = one._replace(items=tuple(item._replace(easier=f"Easier {item.item}") for item in one.items))
    before, _, home = report_text(report([easier]), full=True).partition("To take home")
    sheet, _, after = home.partition("All tables")
    assert sheet.count("Easier ") == 3
    assert "Easier " not in before + after


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("why", WITHHELD)
def test_a_round_that_withholds_answers_has_a_report_too(why: str, kind: str) -> None:
    one = rounds()[0]._replace(items=(), withheld=why, notes=(), helped=None)  # type: ignore[arg-type]
    text = " ".join(FORMATS[kind](report((one,))).split())

    assert KEPT_BACK[why] in text
    assert "Oil the gate" in text
    assert "At a glance" not in text
    assert "Every question" not in text
    assert ("We agreed" in text) == (why != "not revealed")
    assert ("10 of 12 people invited took part" in text) == (why != "forgotten")


def test_a_note_that_was_not_published_is_nowhere_and_one_that_was_has_no_name() -> None:
    text = words(first())

    assert 'What people wrote: "We wrote the list at the long table."' in text
    assert text.count("We wrote the list") == 1
    assert 'About the whole meeting "The room was cold."' in text
    assert "What people wrote" not in words(second())


def test_how_many_is_not_written_down_is_not_guessed() -> None:
    text = words(report((long_round()._replace(invited=None, missing="", helped=None),)))

    assert "12 people took part on 12 May 2026." in text
    assert "Who was not here is not written down." in text
    assert "had help" not in text


def test_text_is_no_wider_than_a_screen_and_holds_no_dots() -> None:
    for one in (first(), second(), report(hostile_rounds())):
        text = report_text(one, full=True)
        assert max(map(len, text.splitlines())) <= WIDTH
        assert "•" not in text


def test_control_and_direction_marks_reach_no_format() -> None:
    for made in (report_text, report_markdown, report_html):
        text = made(report(hostile_rounds()), full=True)
        assert not set(text) & {"\x1b", "\x07", "\r", "\u202e", "\u2066"}


def test_text_from_right_to_left_is_set_apart() -> None:
    assert safe_line("שלום") == "\u2068שלום\u2069"
    assert safe_line("Café") == "Café"


def test_markdown_lines_that_people_typed_begin_nothing() -> None:
    asking = Asking(("# ask", "- ask", "1. ask", "| ask |"))
    text = report_markdown(report(hostile_rounds(), asking=asking), full=True)

    assert "[link](" not in text
    assert "<script" not in text.replace("\\<script", "")
    assert not re.search(r"(?<!\\)https?:(?=//)", text)
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {4, 7}
    ours = re.compile(r"(#{1,4} |- |\d\. \*\*|> |\||---$|\*\*DRAFT)")
    for line in text.splitlines():
        if line and not ours.match(line):
            assert not re.match(r"[#>=+-]|\d+[.)]\s|\s", line), line[:80]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("# no heading", "\\# no heading"),
        ("- no item", "\\- no item"),
        ("12. no list", "12\\. no list"),
        ("a|b", "a\\|b"),
        ("*_`<&", "\\*\\_\\`\\<\\&"),
        ("see www.example.org", "see www\\.example.org"),
        ("plain words, 3 of 7 (here).", "plain words, 3 of 7 (here)."),
    ],
)
def test_marks_of_markdown_are_escaped(typed: str, shown: str) -> None:
    assert escaped(typed) == shown


@cache
def lines_with(typed: str) -> int:
    return len(report_markdown(report(rounds()[:1], asking=Asking((f"x{typed}x",)))).splitlines())


@given(st.text())
def test_whatever_is_typed_stays_on_its_line(text: str) -> None:
    assert lines_with(text) == lines_with("usual")


def test_two_editions_of_a_question_do_not_share_a_row() -> None:
    one = report(four_rounds().rounds)
    rows = {body.heading: [row.name for row in body.rows] for body in one.annex[0].tables[0].bodies}
    (money,) = (names for heading, names in rows.items() if "money" in heading)

    assert not any("2025" in name for name in money)


def some(published: Sequence[PublishedRound]) -> str:
    return words(report(published))


def test_hidden_questions_are_said_to_be_hidden() -> None:
    one = long_round(2)
    hidden = one.items[0]._replace(
        pictures=tuple(each._replace(spread=None) for each in one.items[0].pictures), seen_differently=False
    )
    text = some((one._replace(items=(hidden, one.items[1]), doings=(a_doing(),)),))

    assert f"Of 1 question: {NO_ANSWERS}" in text
