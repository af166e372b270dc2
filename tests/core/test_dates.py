"""Reading a day as people write it: whatever way it is written, it is the same day, and two days are never guessed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coreflect.core.dates import NoDate, ask_about, read_date
from coreflect.core.errors import Misuse
from coreflect.core.texts.words import plain_date, spoken_date

TODAY = "2026-11-26"
DAYS = st.dates(date(1000, 1, 1), date(9999, 12, 31))


@given(DAYS, st.sampled_from([str.upper, str.title, lambda text: f"  {text} "]))
def test_every_way_of_writing_a_day_in_full_means_that_day(day: date, as_typed) -> None:
    iso = day.isoformat()
    d, m, y = day.day, day.month, day.year
    month = f"{day:%B}"
    for text in (
        *(
            iso,
            f"{y}/{m}/{d}",
            f"{y}{m:02}{d:02}",
            f"{d}/{m}/{y}",
            f"{d:02}.{m:02}.{y}",
            f"{d}-{m}-{y}",
            f"{d} {m} {y}",
        ),
        *(plain_date(iso), spoken_date(iso), f"{month} {d}, {y}", f"the {d}th of {month} {y}", f"{d}-{month[:3]}-{y}"),
        iso.translate({ord("0") + digit: chr(0xFF10 + digit) for digit in range(10)}),
    ):
        assert read_date(as_typed(text), TODAY) == iso


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_two_figures_of_a_year_are_of_this_century(day: date) -> None:
    assert read_date(f"{day.day}/{day.month}/{day:%y}", TODAY) == day.isoformat()


@given(DAYS.filter(lambda day: day.year < 9990), st.dates(date(2000, 1, 1), date(2050, 12, 31)))
def test_a_day_without_a_year_is_the_next_of_its_name(day: date, today: date) -> None:
    for text in (f"{day.day} {day:%B}", f"{day.day}/{day.month}"):
        found = date.fromisoformat(read_date(text, today.isoformat()))
        assert (found.day, found.month) == (day.day, day.month)
        assert 0 <= (found - today).days <= (8 * 366 if (day.day, day.month) == (29, 2) else 366)


@given(st.text(max_size=30) | st.from_regex(r"[0-9a-z /.,'-]{0,20}", fullmatch=True))
def test_any_text_is_a_day_that_reads_the_same_again_or_a_misuse(text: str) -> None:
    try:
        day = read_date(text, TODAY, "due")
    except Misuse as error:
        assert error.field == "due"  # noqa: PT017 - any other text is a day
    else:
        assert read_date(spoken_date(day), TODAY) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("26/5/2027", "2027-05-26"),
        ("26 May", "2027-05-26"),
        ("26 november", "2026-11-26"),
        ("25 Nov", "2027-11-25"),
        ("3/4/26", "2026-04-03"),
        ("26 May 27", "2027-05-26"),
        ("May 3", "2027-05-03"),
        ("Sept 1st", "2027-09-01"),
        ("in six months", "2027-05-26"),
        ("In 6 Months’ time", "2027-05-26"),
        ("half a year from now", "2027-05-26"),
        ("in a fortnight", "2026-12-10"),
        ("two weeks ago", "2026-11-12"),
        ("in a year's time", "2027-11-26"),
        ("tomorrow", "2026-11-27"),
        ("on Tuesday", "2026-12-01"),
        ("Thursday", "2026-12-03"),
        ("29 Feb", "2028-02-29"),
        ("٢٦/٥/٢٠٢٧", "2027-05-26"),
    ],
)
def test_what_people_write(text: str, day: str) -> None:
    assert read_date(text, TODAY) == day


def test_months_end_where_they_end() -> None:
    assert read_date("in six months", "2026-08-31") == "2027-02-28"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("13/14", "There is no month 14."),
        ("5/26/2027", "There is no month 26."),
        ("31 June 2027", "There is no 31 June 2027."),
        ("29 Feb 2027", "There is no 29 February 2027."),
        ("Monday 26 May 2027", "26 May 2027 is a Wednesday, not a Monday."),
        ("26-05-12", "“26-05-12” could be one of two days."),
        ("May 26", "“may 26” could be one of two days."),
        ("next Tuesday", "“next tuesday” could be one of two days."),
        ("in 9000 years", "There is no such day as “in 9000 years”."),
    ],
)
def test_what_cannot_be_or_could_be_two_days_is_refused(text: str, said: str) -> None:
    with pytest.raises(Misuse) as caught:
        read_date(text, TODAY)
    assert caught.value.message == said
    assert not isinstance(caught.value, NoDate)


@pytest.mark.parametrize("text", ["", "before the summer", "2027", "May 2027", "26", "six months", "2026-W20-2", "may"])
def test_what_is_no_day(text: str) -> None:
    with pytest.raises(NoDate):
        read_date(text, TODAY)


def test_only_days_many_years_away_are_asked_about() -> None:
    assert ask_about("1899-12-30", TODAY) == "30 December 1899 is 127 years ago. Is that right?"
    assert ask_about("2099-05-12", TODAY) == "12 May 2099 is 73 years from now. Is that right?"
    assert not ask_about("2027-05-12", TODAY)
