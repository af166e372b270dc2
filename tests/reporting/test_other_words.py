"""A question in other words that mean the same keeps its line: both wordings and one remark stand beside it."""

from __future__ import annotations

from coreflect.core.answers import EVERYONE
from coreflect.core.banks.comparable import AsRead
from coreflect.core.results import Picture, Published, PublishedItem, PublishedRound, Shape
from coreflect.core.texts.results import BETWEEN, SAME_MEANING, in_other_words
from coreflect.reporting.look_back import (
    Team,
    cannot_be_compared,
    laid_in_other_words,
    round_columns,
    words_before,
)
from coreflect.reporting.look_back_text import team_pieces
from coreflect.reporting.report_sections import moved
from coreflect.reporting.summary import summary
from coreflect.tui.widgets.pictures import RoundsPicture
from tests.support.builders.results import LABELS, an_item, move, picture_of, published_round

IDS = ("to", "for", "with", "equals")
NEW_LABELS = ("Not done, or done without people", *LABELS[1:])
THEN = AsRead(1, IDS, "How?", "The beds", "None.", "All.", LABELS, ("",) * 4, shipped=True)
NOW = THEN._replace(text="Choosing the beds", lowest="Nobody asks.", labels=NEW_LABELS)


def an_answer(read: AsRead, levels: tuple[int, ...], *moved_since: str, shape: Shape = "") -> PublishedItem:
    item = an_item("beds", read.text, Picture(EVERYONE, picture_of(levels), move(*moved_since, shape=shape)))
    return item._replace(levels=read.labels, read=read)


def two_rounds(now: AsRead = NOW, why_not: str = "") -> tuple[PublishedRound, PublishedRound]:
    first = an_answer(THEN, (6, 2, 0, 0))
    second = an_answer(now, (1, 2, 5, 0), "m-1", why_not, shape="" if why_not else "further up")
    return published_round(items=(first,)), published_round(round="m-2", date="2026-11-10", items=(second,))


def team(*rounds: PublishedRound) -> Team:
    return Team("mill-lane", "Mill Lane", rounds)


def test_both_wordings_stand_beside_a_line_that_goes_on_and_one_remark_says_why() -> None:
    each = round_columns(team(*two_rounds()), ("garden", "beds"))
    assert words_before(each) == (
        SAME_MEANING,
        'On 12 May 2026 it was asked like this: "The beds".',
        'On 12 May 2026 answer 1 was called "Done to people".',
        'On 12 May 2026 an example was "None".',
    )
    assert not any(map(cannot_be_compared, each))


def test_the_two_stand_under_each_other_under_the_names_of_today() -> None:
    lines = [line.plain for line in RoundsPicture(team(*two_rounds()), ("garden", "beds")).lines(90)]
    assert [line[:16].strip() for line in lines[5:7]] == ["12 May 2026", "10 November 2026"]
    assert not any("┄" in line for line in lines)
    assert "Not done, or done without people" in lines[2]


def test_a_team_hears_once_of_how_many_questions_the_words_changed() -> None:
    both = team(*two_rounds())
    assert laid_in_other_words(both) == in_other_words(1)
    assert " ".join(text for piece in team_pieces(both) for text in piece.texts).count("in other words") == 1
    assert summary(Published(both.rounds)).count("in other words") == 1


def test_the_report_says_it_once_and_quotes_the_earlier_words_with_the_question() -> None:
    before, now = two_rounds()
    section = moved(now, (before,), (), draft=False)
    assert section is not None
    assert section.intro == (in_other_words(1),)
    assert 'On 12 May 2026 it was asked like this: "The beds".' in section.questions[0].lines[-1]


def test_nothing_is_said_where_the_words_are_the_same_or_cannot_be_compared() -> None:
    same = team(*two_rounds(THEN))
    assert words_before(round_columns(same, ("garden", "beds"))) == ()
    assert laid_in_other_words(same) == ""

    own = team(*two_rounds(NOW._replace(shipped=False), "text differs"))
    each = round_columns(own, ("garden", "beds"))
    assert words_before(each) == ('On 12 May 2026 it was asked like this: "The beds".',)
    assert laid_in_other_words(own) == ""
    assert cannot_be_compared(each[1])
    assert BETWEEN["text differs"]
    lines = [line.plain for line in RoundsPicture(own, ("garden", "beds")).lines(90)]
    assert sum(line.startswith(" 1  ") for line in lines) == 2
