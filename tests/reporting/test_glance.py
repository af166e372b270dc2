"""Every question on one page: by section, a strip each, with marks, and the signs for where there are no colours."""

from coreflect.core.answers import EVERYONE
from coreflect.core.results import Picture
from coreflect.core.strips import Row, lay
from coreflect.reporting.glance import at_a_glance
from coreflect.reporting.strips import Legend, beside, legend_text, round_strips, strip_text
from tests.support.builders.results import LABELS, an_item, move, picture_of, published_round

APART = an_item("beds", "Beds", Picture(EVERYONE, picture_of((3, 0, 0, 3)), move()), differently=True)
UNSURE = an_item("tools", "Tools", Picture(EVERYONE, picture_of((0, 2, 1, 0), not_sure=3), move()))._replace(
    section="Inside"
)
MOVED = an_item("paths", "Paths", Picture(EVERYONE, picture_of((0, 0, 5, 1)), move("m-0", "", shape="further up")))
HIDDEN = an_item("gate", "Gate", Picture(EVERYONE, None, move()))


def test_questions_stand_by_section_in_the_order_asked_with_their_marks() -> None:
    glance = at_a_glance(published_round(items=(APART, UNSURE, MOVED, HIDDEN)))

    seen = [
        (section.title, [(row.item.item, row.marks, row.at) for row in section.rows]) for section in glance.sections
    ]
    assert seen == [
        ("Outside", [("beds", ("differ",), 0), ("paths", ("moved",), 2)]),
        ("Inside", [("tools", ("not sure",), 1)]),
    ]


def test_a_legend_stands_once_for_sections_with_the_same_levels() -> None:
    other = UNSURE._replace(item="shed", section="Shed", break_after=2)
    glance = at_a_glance(published_round(items=(APART, UNSURE, other)))

    assert [section.legend for section in glance.sections] == [Legend(LABELS, 0), None, Legend(LABELS, 2)]


def test_a_strip_in_signs_has_its_break_under_the_one_above() -> None:
    strips = at_a_glance(
        published_round(items=(APART._replace(break_after=2), UNSURE._replace(section="Outside", break_after=2)))
    ).strips

    assert [strip_text(strip, strips) for strip in strips.rows] == ["111│444", " 22│3    ? ? ?"]


def test_many_people_are_written_as_numbers() -> None:
    strips = lay((Row("", picture_of((20, 0, 0, 12), not_sure=11)),))

    assert strip_text(strips.rows[0], strips) == "[1] 20  [4] 12  [?] 11"


def test_what_stands_beside_a_strip_names_those_who_chose_no_level() -> None:
    assert beside(picture_of((1, 9), not_sure=2, left_blank=1)) == "10 chose a level · 2 not sure · 1 left blank"
    assert beside(picture_of((0, 0), not_sure=2)) == "nobody chose a level · 2 not sure"


def test_rounds_stand_under_each_other_with_their_dates() -> None:
    before = published_round(date="2025-11-03")
    hidden = (published_round(date="2025-05-03"), HIDDEN)

    strips = round_strips([hidden, (before, UNSURE), (published_round(), MOVED)])

    assert [strip.name for strip in strips.rows] == ["3 November 2025", "12 May 2026"]


def test_rounds_break_where_the_last_one_does() -> None:
    before = (
        published_round(date="2025-11-03"),
        an_item("shed", "Shed", Picture(EVERYONE, picture_of((4, 0, 0, 1)), move())),
    )
    now = (published_round(), an_item("shed", "Shed", Picture(EVERYONE, picture_of((1, 0, 0, 3)), move())))

    strips = round_strips([before, (now[0], now[1]._replace(break_after=2))])

    assert [strip_text(strip, strips) for strip in strips.rows] == ["1111│4", "   1│444"]


def test_a_legend_in_one_line_has_a_bar_at_the_break() -> None:
    assert legend_text(("Never", "Often", "Always"), 1) == "1 Never  │  2 Often  3 Always"
    assert legend_text(("Never", "Often")) == "1 Never  2 Often"
