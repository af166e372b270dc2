"""Puts counts, people, dates and periods into words, and ends sentences, for both faces, the commands and the report.

Numbers have a comma at thousands. A date that is none, as it may come from a file, stands as it was written, made safe.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from coreflect.core.names import shown


def counted(number: int, singular: str, plural: str = "") -> str:
    """Count something: "1 record", "2,000 records"; `many` where the plural takes more than an s."""
    return f"{number:,} {chosen(number, singular, plural or f'{singular}s')}"


def spoken_minutes(minutes: int) -> str:
    """Write minutes as people say them: "20 min", "1 h 10", "2 h"."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest:02}" if rest else f"{hours} h"


def people(number: int) -> str:
    """Count people: "1 person", "12 people"."""
    return counted(number, "person", "people")


def chosen(number: int, singular: str, plural: str) -> str:
    """Return the word that fits a number of things, without the number: is or are, has or have, was or were."""
    return singular if number == 1 else plural


def has(number: int) -> str:
    """Return the verb after a number of people: has or have."""
    return chosen(number, "has", "have")


def listed(parts: Sequence[str], last: str = "and") -> str:
    """Join parts as a sentence does: "a", "a and b", "a, b and c"; `last` is the word before the last part."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {last} {parts[-1]}" if parts else ""


def plain_date(iso: str) -> str:
    """Write a date within a line or a sentence: 12 May 2026."""
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return shown(iso)
    return f"{day.day} {day:%B} {day.year}"


def spoken_date(iso: str) -> str:
    """Write a date as people say it: Friday 16 May 2026."""
    try:
        return f"{date.fromisoformat(iso):%A} {plain_date(iso)}"
    except ValueError:
        return shown(iso)


def ended(text: str) -> str:
    """End a text with a full stop, unless it has a mark at its end, so that a voice stops there."""
    text = text.strip()
    return text if not text or text[-1] in ".?!:…”" else f"{text}."


def bare(text: str) -> str:
    """Take the full stop off the end of what somebody typed, so that a sentence can go on; initials keep theirs."""
    text = text.strip()
    return text if text[-2:-1].isupper() else text.removesuffix(".")


def begun(text: str) -> str:
    """Begin a text with a capital letter."""
    return text[:1].upper() + text[1:]


_BEGIN_A_PHRASE = frozenset(
    {"since", "over", "from", "during", "between", "in", "for", "after", "before", "until", "this"}
)
_SMALL_WITHIN = _BEGIN_A_PHRASE | {
    *("a", "an", "and", "are", "at", "can", "do", "does", "has", "have", "how", "is", "last", "my", "of", "on", "our"),
    *("that", "the", "their", "these", "they", "to", "we", "what", "when", "where", "which", "who", "whose", "why"),
}


def phrase(field: str) -> str:
    """Make what somebody typed into a field fit in the middle of a sentence.

    A first letter that is large because a sentence began there becomes small, a full stop at the end goes, and what
    ends as a question or a call stands in quotation marks.
    """
    text = bare(field)
    if text.endswith(("?", "!", ".", "…", ":")):
        return f"“{text}”"
    first, second, *_ = [*text.split(), "", ""]
    is_sentence = first.lower() in _SMALL_WITHIN and second[:1].islower() and not first[1:].isupper()
    return f"{first.lower()}{text[len(first) :]}" if is_sentence else text


def period_phrase(period: str) -> str:
    """Make a period a phrase that fits a sentence: "over the last six months", "since we met in May"."""
    text = phrase(period)
    first, *_ = [*text.split(), ""]
    return text if first in _BEGIN_A_PHRASE else f"over {text}"


def with_period(stem: str, period: str) -> str:
    """Put a reflection's period in the place that a bank's stem leaves for it."""
    within = shown(period_phrase(period))
    return stem.replace("{period}", within).replace("{Period}", begun(within))
