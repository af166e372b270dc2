"""A team's rounds side by side, in words and in tables: what moved, what is not compared, what is not shown."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from coreflect.core.answers import EVERYONE, PAID, SHOW_OF_HANDS
from coreflect.core.results import Picture, Published, PublishedRound
from coreflect.core.texts.results import (
    ASKED_BEFORE_HEADING,
    BETWEEN,
    HOW_TO_REVEAL,
    KEPT_BACK,
    MOVED_HEADING,
    NO_ANSWERS,
    NO_GROUPS,
    NOT_ASKED,
    NOT_COMPARED,
    NOT_THE_SAME_PEOPLE,
    TOO_FEW_TO_SAY,
)
from coreflect.core.texts.words import plain_date
from coreflect.reporting.look_back import (
    Team,
    actions_in_words,
    earlier_positions,
    groups,
    kept_back,
    not_compared,
    not_shown,
    pairs,
    parts,
    round_columns,
    teams,
    what_about,
    what_moved,
    whose,
    words_before,
)
from coreflect.reporting.look_back_text import entry_line, item_pieces, round_texts, team_pieces
from coreflect.tui.widgets.pictures import RoundsPicture
from tests.support.builders.comparisons import a_comparison
from tests.support.builders.four_rounds import AFTER, REWORDED, four_rounds
from tests.support.builders.look_back import many_rounds, many_teams
from tests.support.builders.results import LABELS, an_item, move, picture_of, published_round
from tests.support.readers.never_said import never_said_in

HOSTILE = "\x1b[31m[red]\u202eطيف\n" * 9


def four() -> Team:
    (team,) = teams(four_rounds())
    return team


def a_team(*rounds: PublishedRound) -> Team:
    (team,) = teams(Published(rounds))
    return team


def everything(team: Team) -> str:
    """All that is said of a team and its questions."""
    pieces = [*team_pieces(team)]
    for part in parts(team):
        for entry in part.entries:
            for group in groups(team, entry.key):
                pieces += item_pieces(team, entry.key, group)
    return "\n".join(text for piece in pieces for text in piece.texts)


def picture(team: Team, item: str, width: int = 90) -> list[str]:
    """The picture of an item in all rounds, line by line."""
    return [line.plain.rstrip() for line in RoundsPicture(team, ("garden", item)).lines(width)]


def test_teams_stand_by_name() -> None:
    found = teams(many_teams(200))

    assert len(found) == 200
    assert [one.name for one in found] == sorted(one.name for one in found)


def test_what_moved_comes_first_and_every_question_stands_once() -> None:
    found = parts(four())

    assert [part.heading for part in found] == [MOVED_HEADING]
    assert [entry.item.item for part in found for entry in part.entries] == ["beds", "tools", "money", "gate"]


def test_what_is_seen_differently_comes_before_where_many_cannot_tell() -> None:
    apart = an_item("a", "A", Picture(EVERYONE, picture_of((4, 0, 0, 4)), move()), differently=True)
    unsure = an_item("u", "U", Picture(EVERYONE, picture_of((0, 3, 0, 0), not_sure=5), move()))
    other = an_item("o", "O", Picture(EVERYONE, picture_of((0, 8, 0, 0)), move()))

    found = parts(a_team(published_round(items=(other, unsure, apart))))

    assert [part.heading for part in found] == [*("Where our answers differ", "Where many are not sure", "Outside")]


def test_a_question_that_is_no_longer_asked_is_not_lost() -> None:
    old = published_round(items=(an_item("old", "Old", Picture(EVERYONE, picture_of((0, 8, 0, 0)), move())),))
    new = an_item("new", "New", Picture(EVERYONE, picture_of((0, 8, 0, 0)), move()))
    team = a_team(old, published_round(round="m-2", date="2026-11-10", items=(new,)))

    assert [part.heading for part in parts(team)] == ["Outside", ASKED_BEFORE_HEADING]
    assert not_compared(team) == "1 question cannot be compared with the time before: 1 not asked then."


@pytest.mark.parametrize(
    ("why", "words"),
    [
        ("reworded", "1 reworded since"),
        ("rescaled", "1 with other answers to choose from"),
        ("text differs", "1 in other words"),
        ("no level chosen", "1 without a chosen answer in one of the two"),
        ("not shown", "1 not shown"),
    ],
)
def test_why_a_question_is_not_laid_side_by_side_is_said(why: str, words: str) -> None:
    before = an_item("a", "A", Picture(EVERYONE, picture_of((0, 8, 0, 0)), move()))
    now = an_item("a", "A", Picture(EVERYONE, picture_of((0, 8, 0, 0)), move("m-1", why)))
    team = a_team(published_round(items=(before,)), published_round(round="m-2", date="2026-11-10", items=(now,)))

    assert not_compared(team) == f"1 question cannot be compared with the time before: {words}."


def test_what_moved_is_said_in_people_and_that_they_may_not_be_the_same() -> None:
    said = what_moved(four(), round_columns(four(), ("garden", "beds")))

    assert said[0] == 'Since 12 May 2026: further up the scale. Then nobody of 11 chose "Always"; now 5 of 11.'
    assert said[-1] == NOT_THE_SAME_PEOPLE


def test_a_side_moves_by_its_own_numbers() -> None:
    latest = round_columns(four(), ("garden", "beds"), PAID)[-1:]

    assert what_moved(four(), latest, PAID) == (
        'Since 13 May 2025: further up the scale. Then 4 of 5 chose "Seldom"; now nobody of 6.',
        NOT_THE_SAME_PEOPLE,
    )


def test_where_nothing_is_listed_it_is_said_once_and_never_called_the_same() -> None:
    latest = round_columns(four(), ("garden", "tools"))[1:2]

    assert what_moved(four(), latest) == (TOO_FEW_TO_SAY, NOT_THE_SAME_PEOPLE)


def test_nothing_is_compared_across_a_reworded_question_and_a_line_stands_there() -> None:
    team, key = four(), ("garden", REWORDED)
    each = round_columns(team, key)

    assert f"11 November 2025 and 12 May 2026: {BETWEEN['reworded']}" in what_moved(team, each)
    assert words_before(each) == ('On 13 May 2025 it was asked like this: "We choose the money together".',)
    lines = picture(team, REWORDED)
    (broken,) = [at for at, line in enumerate(lines) if NOT_COMPARED in line and "┄" in line]
    assert lines[broken - 1].startswith("11 November 2025")
    assert lines[broken + 1].startswith("12 May 2026")
    assert not any("┄" in line for line in picture(team, "beds"))
    assert lines[0] == AFTER


def test_other_answers_to_choose_from_have_a_legend_of_their_own() -> None:
    then = an_item("a", "A", Picture(EVERYONE, picture_of((0, 8, 0)), move()))._replace(levels=("No", "Yes", "Both"))
    now = an_item("a", "A", Picture(EVERYONE, picture_of((0, 8, 0, 0)), move("m-1", "rescaled")))
    team = a_team(published_round(items=(then,)), published_round(round="m-2", date="2026-11-10", items=(now,)))

    lines = picture(team, "a")

    legends = [at for at, line in enumerate(lines) if line.startswith(" 1  ")]
    assert [("Yes" in lines[at], LABELS[1] in lines[at]) for at in legends] == [(True, False), (False, True)]
    assert any("May 2026" in line for line in lines[: legends[1]])
    assert any("November 2026" in line for line in lines[legends[1] :])


def test_rounds_that_show_nothing_say_so_and_how_to_see_more() -> None:
    team = a_team(
        published_round(items=(an_item("a", "A", Picture(EVERYONE, picture_of((0, 8, 0, 0)), move())),)),
        published_round(round="m-2", date="2026-11-10", withheld="not revealed"),
    )

    assert kept_back(team.rounds) == (f"10 November 2026: {KEPT_BACK['not revealed']}", HOW_TO_REVEAL)
    assert not_shown(round_columns(team, ("garden", "a"))) == (f"10 November 2026: {KEPT_BACK['not revealed']}",)


@pytest.mark.parametrize("withheld", sorted(KEPT_BACK))
def test_what_is_kept_back_each_time_is_said_once(withheld: str) -> None:
    rounds = [published_round(round=f"m-{n}", date=f"2026-0{n}-12", withheld=withheld) for n in (1, 2, 3)]

    assert kept_back(rounds)[0] == f"Each time: {KEPT_BACK[withheld]}"


def test_a_group_that_is_not_shown_has_one_sentence_whatever_the_reason() -> None:
    hidden = Picture(PAID, None, move("", "not shown"))
    shown = Picture(PAID, picture_of((0, 5, 0, 0)), move())
    everyone = Picture(EVERYONE, picture_of((0, 9, 0, 0)), move())
    rounds = (
        published_round(items=(an_item("a", "A", everyone, shown),)),
        published_round(round="m-2", date="2026-11-10", items=(an_item("a", "A", everyone, hidden),)),
        published_round(round="m-3", date="2027-05-11", items=(an_item("a", "A", everyone),)),
        published_round(round="m-4", date="2027-11-11", items=(an_item("b", "B", everyone),)),
    )
    team = a_team(*rounds)

    assert groups(team, ("garden", "a")) == (EVERYONE, PAID)
    assert [column.why for column in round_columns(team, ("garden", "a"), PAID)] == [
        "",
        NO_GROUPS,
        NO_GROUPS,
        NOT_ASKED,
    ]


def test_everyone_is_not_shown_in_one_sentence_too() -> None:
    item = an_item("a", "A", Picture(EVERYONE, None, move("", "not shown")))
    team = a_team(published_round(items=(item,)))

    assert [column.why for column in round_columns(team, ("garden", "a"))] == [NO_ANSWERS]
    assert entry_line(team, parts(team)[0].entries[0]) == NO_ANSWERS


def test_a_show_of_hands_stands_by_itself() -> None:
    every = groups(four(), ("garden", "beds"))

    assert every[-1] == SHOW_OF_HANDS
    assert whose(SHOW_OF_HANDS) == "A show of hands, counted by itself"
    assert [bool(column.spread) for column in round_columns(four(), ("garden", "beds"), SHOW_OF_HANDS)] == [
        *(False, True, False, False)
    ]


def test_where_the_room_stood_has_the_same_weight_settled_or_not() -> None:
    assert earlier_positions(round_columns(four(), ("garden", "tools")), ("garden", "tools")) == (
        "13 May 2025: we saw this differently, and that is OK.",
        "11 November 2025: we saw this differently, and that is OK.",
        '10 November 2026: we agreed: "Often".',
    )


def test_what_was_to_be_done_says_what_came_of_it() -> None:
    assert actions_in_words(four().rounds, ("garden", "tools")) == (
        "13 May 2025: Ask at breakfast what people want to plant. Priya, by the summer fair. Done. Did it happen? Yes, "
        "said Tom. It happens every Monday.",
    )


def test_pairs_are_said_with_the_day_they_are_compared_with() -> None:
    (said,) = pairs(four(), round_columns(four(), ("garden", "beds")))

    assert said.startswith("10 November 2026: ")
    assert "12 May 2026" in said
    assert "further up the scale" in said


def test_a_difference_in_what_rounds_are_about_or_look_back_over_is_said() -> None:
    other = published_round(round="m-2", date="2026-11-10", about="the bus", period="since we met in May")
    said = what_about((published_round(), other))

    assert said[-2:] == ("The reflections were about different things.", "The reflections covered different periods.")
    assert what_about((published_round(),)) == ("About the day centre, over the last six months.",)
    lines = " ".join(round_texts(a_team(published_round(), other)))
    assert "the bus" in lines
    assert "Since we met in May" in lines
    assert "The reflections were about different things." in lines


@pytest.mark.parametrize("width", [36, 56, 76, 116])
@pytest.mark.parametrize("rounds", [1, 2, 4, 10])
def test_however_many_rounds_all_are_in_the_picture_and_no_line_is_too_wide(width: int, rounds: int) -> None:
    team = a_team(*many_rounds(rounds).rounds)

    lines = picture(team, "beds", width)

    assert max(map(len, lines)) <= width
    shown_dates = [plain_date(one.date) for one in team.rounds]
    assert [date for line in lines for date in shown_dates if line.startswith(date)] == shown_dates


def test_no_word_is_said_that_is_never_to_be_said() -> None:
    teams_shown = [*teams(a_comparison()), four(), a_team(*many_rounds(10).rounds)]

    assert never_said_in("\n".join(everything(team) for team in teams_shown)) == []


def test_hostile_text_stays_on_its_line() -> None:
    item = an_item(HOSTILE, HOSTILE, Picture(EVERYONE, picture_of((4, 0, 0, 4)), move()), differently=True)
    item = item._replace(levels=(HOSTILE,) * 4, section=HOSTILE)
    team = a_team(published_round(team_name=HOSTILE, about=HOSTILE, period=HOSTILE, items=(item,)))

    said = everything(team)

    assert "\x1b" not in said
    assert "\u202e" not in said
    assert max(map(cell_len, picture(team, HOSTILE, 76))) <= 76
