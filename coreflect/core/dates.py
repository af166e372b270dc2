"""Reads a day as people write it: "26/5/2027", "26 May", "in six months", "2026-05-26".

The day comes before the month, as in Britain, and a day without a year is the next one of its name. What could be two
days is refused, so that nobody finds another one saved than they meant; faces say every day back in full.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date, timedelta

from coreflect.core.errors import Misuse
from coreflect.core.names import quoted
from coreflect.core.texts.words import counted, plain_date, spoken_date

EXAMPLES = "Type it like this: 26 May 2027, 26/5/2027 or in six months."
YEARS_UNASKED = 10
"""A day further away than this is asked about: it is more often a slip than meant."""

_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMBERS = dict.fromkeys(("a", "an", "one"), 1) | {
    word: number
    for number, word in enumerate(
        ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 2
    )
}
_DAYS_AWAY = {"yesterday": -1, "today": 0, "tomorrow": 1}
_DAYS_OF = {"day": 1, "week": 7, "fortnight": 14}
_MONTHS_OF = {"month": 1, "year": 12}
_LEFT_OUT = frozenset({"the", "of", "on", "this"})

_YEAR_FIRST = re.compile(r"(\d{4}) ?([-/.]) ?(\d{1,2}) ?\2 ?(\d{1,2})|(\d{4})(\d\d)(\d\d)")
_DAY_FIRST = re.compile(r"(\d{1,2}) ?([-/. ]) ?(\d{1,2})(?: ?\2 ?'?(\d{4}|\d\d))?")
_AWAY = re.compile(
    r"(?:in )?(half a|\d{1,4}|[a-z]+) (day|week|fortnight|month|year)(?:s|'s|s')?( time| from now| from today| ago)?"
)


class NoDate(Misuse):
    """A text is not a date at all, rather than one that cannot be or could be two."""


def read_date(text: str, today: str, field: str = "") -> str:
    """Read a typed day, and return it as an ISO date; `today` is the ISO date that words such as "tomorrow" count from.

    Raises:
        NoDate: it is no date.
        Misuse: there is no such day, or it could be one of two; `field` says where it was typed.
    """
    typed = _simplified(text)
    now = date.fromisoformat(today)
    try:
        day = _numbers_alone(typed, now) or _days_away(typed, now) or _in_words(typed, now)
    except Misuse as error:
        error.field = field
        raise
    except (ValueError, OverflowError):
        raise Misuse(f"There is no such day as {_said(text)}.", EXAMPLES, field) from None
    if day is None:
        raise NoDate(f"{_said(text)} is not a date." if typed else "Please type the day.", EXAMPLES, field)
    return day.isoformat()


def ask_about(day: str, today: str) -> str:
    """Ask about a day that is many years away, with an ISO date for each; empty for any other day."""
    try:
        then, now = date.fromisoformat(day), date.fromisoformat(today)
    except ValueError:
        return ""
    years = abs(then.year - now.year)
    if years <= YEARS_UNASKED:
        return ""
    return f"{plain_date(day)} is {counted(years, 'year')} {'ago' if then < now else 'from now'}. Is that right?"


def say_day(typed: str, today: str) -> str:
    """Say a typed day in full, and ask about it where it is many years away; empty where it is none."""
    try:
        day = read_date(typed, today)
    except Misuse:
        return ""
    return f"{spoken_date(day)}. {ask_about(day, today)}".rstrip()


def _said(text: str) -> str:
    return f"“{quoted(' '.join(text.split()))}”"


def _simplified(text: str) -> str:
    """Bring a typed day to small letters, digits from 0 to 9 and single blanks; accents, ordinals and commas go."""
    composed = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    digits = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in composed)
    plain = re.sub(r"[‐-―−]", "-", digits).replace(",", " ")
    plain = re.sub(r"\b(\d{1,2})(?:st|[nr]d|th)\b", r"\1", plain)
    return " ".join(plain.split()).removesuffix(".")


def _numbers_alone(typed: str, now: date) -> date | None:
    if found := _YEAR_FIRST.fullmatch(typed):
        year, _, month, day, *basic = found.groups()
        return date(*map(int, basic)) if basic[0] else _day(int(day), int(month), int(year))
    if not (found := _DAY_FIRST.fullmatch(typed)):
        return None
    day, mark, month, year = found.groups()
    if (mark == "-" and len(year or "") < 4) or (mark == " " and not year):
        return None if not year else _ambiguous(typed, "Type the year in full: 26/5/2027.")
    return _day(int(day), int(month), _year(year), now)


def _days_away(typed: str, now: date) -> date | None:
    if typed in _DAYS_AWAY:
        return now + timedelta(_DAYS_AWAY[typed])
    if not (found := _AWAY.fullmatch(typed)):
        return None
    word, unit, end = found.groups()
    number = int(word) if word.isdecimal() else _NUMBERS.get(word, 0)
    months = 6 if (word, unit) == ("half a", "year") else number * _MONTHS_OF.get(unit, 0)
    if not (number or months) or not (typed.startswith("in ") or end):
        return None
    sign = -1 if end == " ago" else 1
    if not months:
        return now + timedelta(sign * number * _DAYS_OF[unit])
    year, month = divmod(now.year * 12 + now.month - 1 + sign * months, 12)
    return date(year, month + 1, min(now.day, monthrange(year, month + 1)[1]))


def _in_words(typed: str, now: date) -> date | None:
    words = [word for word in re.split(r"[ /.-]+", typed) if word and word not in _LEFT_OUT]
    if words[:1] == ["next"] and words[1:] and _named(words[1], _WEEKDAYS):
        return _ambiguous(typed, "Type its date: 26 May.")
    weekday = _named(words[0], _WEEKDAYS) if words else None
    if weekday:
        words = words[1:]
        if not words:
            return now + timedelta((weekday - now.isoweekday() - 1) % 7 + 1)
    match [_named(word, _MONTHS) or word for word in words]:
        case [str(number), int(month), *rest] if _is_number(number, 2):
            pass
        case [int(month), str(number), *rest] if _is_number(number, 2):
            if not rest and 2000 + int(number) >= now.year and int(number) <= 31:
                return _ambiguous(
                    typed, f"It could be a day or a year: type {int(number)} {_MONTHS[month - 1].title()}."
                )
        case _:
            return None
    if len(rest) > 1 or (rest and not _is_number(year := str(rest[0]).removeprefix("'"), 4)):
        return None
    day = _day(int(number), month, _year(year if rest else None), now)
    if weekday and day.isoweekday() != weekday:
        is_a = f"{plain_date(day.isoformat())} is a {_WEEKDAYS[day.weekday()].title()}"
        raise Misuse(f"{is_a}, not a {_WEEKDAYS[weekday - 1].title()}.", "Type the day again.")
    return day


def _is_number(word: str, longest: int) -> bool:
    return word.isdecimal() and word.isascii() and len(word) in (1, 2, longest)


def _named(word: str, names: tuple[str, ...]) -> int | None:
    """Return the number, from 1, of the month or weekday that a word of three letters or more begins."""
    if len(word) < 3:
        return None
    return next((number for number, name in enumerate(names, 1) if name.startswith(word)), None)


def _year(typed: str | None) -> int | None:
    if typed is None:
        return None
    return int(typed) if len(typed) > 2 else 2000 + int(typed)


def _day(day: int, month: int, year: int | None, now: date | None = None) -> date:
    """Make a day; without a year the next one from `now` that there is.

    Raises:
        Misuse: there is no such month or day.
    """
    if not 1 <= month <= 12:
        raise Misuse(f"There is no month {month}.", "The day comes first, then the month: 26/5/2027.")
    name = f"{day} {_MONTHS[month - 1].title()}{f' {year}' if year is not None else ''}"
    if not 1 <= day <= (29 if month == 2 and year is None else monthrange(year or 2000, month)[1]):
        raise Misuse(f"There is no {name}.", EXAMPLES)
    if year is not None or now is None:
        return date(year or 0, month, day)
    years = (y for y in range(now.year, now.year + 9) if day <= monthrange(y, month)[1])
    return next(found for y in years if (found := date(y, month, day)) >= now)


def _ambiguous(typed: str, hint: str) -> date:
    raise Misuse(f"{_said(typed)} could be one of two days.", hint)
