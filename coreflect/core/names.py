"""Makes names that people type into ids, and makes any text safe to show on a terminal.

A slug is the same on every laptop and platform. It begins with a letter, and is never a word, number or date that a
spreadsheet would convert, nor a name that Windows reserves.
"""

from __future__ import annotations

import re
import unicodedata

LONGEST_SLUG = 40
HASH_LETTERS = "bcdfghjkmnpqrstvwxz"

_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", "clock", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
)
_SPREADSHEET_WORDS = frozenset({"true", "false", "null", "none", "nan", "na", "n-a", "inf", "infinity"})
_MONTH = "jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|january|february|march|april|june|july|august"
_DATE_LIKE = re.compile(rf"(?:{_MONTH}|september|october|november|december)-?\d*(?:-\d+)?")
_SLUG = re.compile(r"[a-z][a-z0-9-]*")
_NUMBER = re.compile(r"([0-9]+)")
_WORD = re.compile(r"[^\W_]+")
_UNSAFE_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_JOINERS = frozenset("\u200c\u200d")


def folded(name: str) -> str:
    """Return a name as it is compared: composed, case folded, white space joined, invisible marks left out."""
    visible = "".join(c for c in unicodedata.normalize("NFKC", name) if not _is_unsafe(c) or c.isspace())
    return " ".join(unicodedata.normalize("NFKC", visible.casefold()).split())


def slug(name: str) -> str:
    """Make a safe id from a typed name.

    Takes any text. Returns 1 to 40 characters of `a-z 0-9 -`, beginning with a letter. Where something is lost on the
    way (an accent, an emoji, a hyphen, length), six letters hashed from the folded name are added, so that two
    different names do not end up with the same slug.
    """
    name = folded(name)
    ascii_only = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")
    if words.replace("-", " ") == name and is_safe_id(words):
        return words
    mark = hashed_letters(name, 6)
    if not words or not words[0].isalpha():
        words = f"t-{words}".strip("-")
    return f"{words[: LONGEST_SLUG - 7].strip('-')}-{mark}"


def hashed_letters(text: str, count: int) -> str:
    """Hash a text to `count` letters, at most 32; the same text gives the same letters on every laptop."""
    from hashlib import sha256  # loads a large library, which help and the first page do without

    digest = sha256(text.encode()).digest()[:count]
    return "".join(HASH_LETTERS[byte % len(HASH_LETTERS)] for byte in digest)


def is_safe_id(text: str) -> bool:
    """Whether a text can be an id: a slug of at most 40 characters that no spreadsheet or system misreads."""
    return (
        len(text) <= LONGEST_SLUG
        and _SLUG.fullmatch(text) is not None
        and text not in _DEVICES
        and text not in _SPREADSHEET_WORDS
        and _DATE_LIKE.fullmatch(text) is None
    )


def shown(text: str, *, lines: bool = False) -> str:
    """Make a text safe for a terminal: control and direction marks become "\N{REPLACEMENT CHARACTER}".

    With `lines`, line breaks and tabs stay; without, they become one space, so that one value stays on one line.
    """
    if text.isprintable():  # as nearly every text is, so that nothing has to be looked for
        return text
    if not lines:
        text = re.sub(r"[\r\n\t\v\f\x85\u2028\u2029]+", " ", text)
    return "".join(c if (lines and c in "\n\t") or not _is_unsafe(c) else "\N{REPLACEMENT CHARACTER}" for c in text)


def quoted(text: str, longest: int = 60) -> str:
    """Make a text that was typed, or read from a file, safe and short enough to be quoted in a sentence."""
    text = shown(text)
    return text if len(text) <= longest else f"{text[: longest - 1]}\N{HORIZONTAL ELLIPSIS}"


def name_key(name: str) -> str:
    """Make the key that names share when they differ only in case, accents, punctuation and spaces."""
    plain = unicodedata.normalize("NFKD", folded(name))
    return "".join(c for c in plain if c.isalnum())


def two_words(typed: str) -> tuple[str, ...]:
    """Split two words as somebody typed them, without capitals, blanks, commas and an "and" between them."""
    return tuple(word for word in _WORD.findall(typed.casefold()) if word != "and")


def holds_words(text: str, words: str) -> bool:
    """Whether a text holds each of some typed words, or pieces of words, whatever their case and order."""
    in_text = folded(text)
    return all(word in in_text for word in folded(words).split())


def natural_order(name: str) -> tuple[object, ...]:
    """Make the key by which names are listed as people count: Team 2 before Team 10, whatever the case.

    Texts and numbers take turns in it, so that two keys can always be compared.
    """
    parts = _NUMBER.split(folded(name))
    return tuple(_as_number(part) if place % 2 else part for place, part in enumerate(parts))


def _as_number(digits: str) -> tuple[int, str]:
    """Make digits comparable as numbers, however many there are: by their count, then one by one."""
    plain = digits.lstrip("0")
    return (len(plain), plain)


def _is_unsafe(character: str) -> bool:
    return character not in _JOINERS and unicodedata.category(character) in _UNSAFE_CATEGORIES
