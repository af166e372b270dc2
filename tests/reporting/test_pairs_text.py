"""A pairing in words adds up, names the day, and says of nobody that they did better or worse."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st

from coreflect.core.results import Paired, Picture
from coreflect.plain.results import say_picture
from coreflect.plain.terminal import LineReader, Terminal
from coreflect.reporting.item_text import item_lines
from coreflect.reporting.results_text import results_text
from coreflect.reporting.text import paired_sentences
from coreflect.services.discussion import Discussion
from coreflect.tui.meeting.result_item import ResultItemPage
from tests.support.builders.examples import a_round, bank
from tests.support.builders.results import an_item, move, picture_of, published_round
from tests.support.builders.services import some_services
from tests.support.readers.never_said import never_said_in
from tests.support.screens.meeting_services import at_page
from tests.tui.test_meeting import at_two

PAIRED = Paired("m-0", pairs=9, higher=4, same=3, lower=1, unmatched_before=5, unmatched_now=6)
EVERYONE = Picture("everyone", picture_of((3, 4, 5, 3)), move("m-0", ""))
ITEM = an_item("beds", "We choose the beds", EVERYONE)._replace(paired=PAIRED)
numbers = st.integers(0, 12)


def pairs_said(paired: Paired, before_date: str) -> tuple[str, ...]:
    return paired_sentences(ITEM._replace(paired=paired), {paired.since: before_date} if before_date else {})


def test_it_says_who_moved_which_way_who_chose_none_and_who_is_left_over() -> None:
    assert pairs_said(PAIRED, "2025-11-11") == (
        "Of 9 people with a repeat code, 4 chose an answer further up the scale than on 11 November 2025, 3 the "
        "same, 1 one further down.",
        "1 chose no level then, or now.",
        "Not among them: 5 of those who answered then, 6 of those who answered now.",
        "An answer further down can mean that people now notice more.",
    )


def test_what_is_nothing_is_said_in_words_or_not_at_all() -> None:
    assert pairs_said(Paired("m-0", 5, 0, 5, 0, 0, 0), "") == (
        "Of 5 people with a repeat code, nobody chose an answer further up the scale than last time, 5 the "
        "same, nobody one further down.",
    )


@given(st.tuples(numbers, numbers, numbers, numbers, numbers, numbers))
def test_no_word_judges_and_no_number_is_a_share(counts: tuple[int, ...]) -> None:
    higher, same, lower, none, before, now = counts
    paired = Paired("m-0", higher + same + lower + none, higher, same, lower, before, now)

    said = " ".join(pairs_said(paired, "2025-11-11"))

    assert never_said_in(said) == []
    assert not any(word in said.lower() for word in ("improve", "better", "worse", "progress", "%", "score"))
    for number in (paired.pairs, higher, same, lower):
        assert number == 0 or f"{number}" in said


def test_it_stands_under_the_item_in_results_on_screen_and_aloud_with_its_date() -> None:
    one = published_round(items=(ITEM,), withheld="groups")

    for aloud in (False, True):
        text = " ".join(results_text(one, dates={"m-0": "2025-11-11"}, aloud=aloud).split())
        assert "Of 9 people with a repeat code, 4 chose an answer further up the scale than on 11 November 2025" in text
    assert "than last time" in " ".join(results_text(one).split())


def test_what_is_alike_for_many_items_is_said_with_the_first_alone() -> None:
    one = published_round(items=tuple(ITEM._replace(item=item) for item in ("beds", "tools", "paths")))

    text = " ".join(results_text(one).split())

    assert text.count("Of 9 people with a repeat code, 4 chose an answer further up") == 3
    assert text.count("Not among them:") == text.count("An answer further down can mean") == 1


def test_an_item_without_a_pairing_says_nothing_of_codes() -> None:
    bare = ITEM._replace(paired=None)

    assert paired_sentences(bare, {}) == ()
    assert "code" not in "\n".join(item_lines(bare, published_round()))


@given(st.integers(20, 120))
def test_no_line_is_longer_than_the_width(width: int) -> None:
    lines = item_lines(ITEM, published_round(), width, paired=pairs_said(PAIRED, "2025-11-11"))

    assert all(len(line) <= width for line in lines)


def before_the_room() -> tuple[Discussion, tuple[str, str, int]]:
    """A reflection in front of its room, with a pairing of one item, and that item's key."""
    services, workspace = some_services()
    workspace.put(a_round(id="m-0", date="2025-11-11"), bank())
    one = published_round(items=(ITEM,), withheld="groups")
    return Discussion(services, a_round(), one), ("garden", "beds", 1)


async def test_it_stands_on_the_page_of_the_item() -> None:
    discussion, key = before_the_room()
    async with at_page(discussion.services, ResultItemPage(discussion, key, at_two())) as page:
        assert (
            "Of 9 people with a repeat code, 4 chose an answer further up the scale than on 11 November 2025"
            in page.line
        )


def test_it_is_read_out_in_the_plain_face() -> None:
    discussion, key = before_the_room()
    out = io.StringIO()
    say_picture(Terminal(out, LineReader(), lambda _: None), discussion, key)
    assert (
        "Of 9 people with a repeat code, 4 chose an answer further up the scale than on 11 November 2025"
        in " ".join(out.getvalue().split())
    )
