"""Makes what people type safe as an id, as a file's name and as a line on a terminal; for people it stays as typed.

A slug is the same on every laptop and every platform, begins with a letter, and is never a word, number or date that a
spreadsheet would turn into something else, nor a name that Windows keeps for itself.
"""

from __future__ import annotations

import hashlib
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
_UNSAFE_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_JOINERS = frozenset("\u200c\u200d")


def folded(name: str) -> str:
    """Return a name as it is compared: composed, case folded, white space joined, invisible marks left out."""
    visible = "".join(c for c in unicodedata.normalize("NFKC", name) if not _is_unsafe(c) or c.isspace())
    return " ".join(unicodedata.normalize("NFKC", visible.casefold()).split())


def slug(name: str) -> str:
    """Make a safe id of a typed name.

    Takes any text. Returns 1 to 40 of `a-z 0-9 -`, beginning with a letter. Where slugging loses something (an accent,
    an emoji, a hyphen, length) six letters hashed from the folded name follow, so that two names never share a slug by
    losing their difference.
    """
    name = folded(name)
    ascii_only = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")
    if words.replace("-", " ") == name and is_safe_id(words):
        return words
    mark = "".join(HASH_LETTERS[byte % len(HASH_LETTERS)] for byte in hashlib.sha256(name.encode()).digest()[:6])
    if not words or not words[0].isalpha():
        words = f"t-{words}".strip("-")
    return f"{words[: LONGEST_SLUG - 7].strip('-')}-{mark}"


def is_safe_id(text: str) -> bool:
    """Whether a text can be an id: a slug of at most 40 that no spreadsheet and no system reads as something else."""
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
    if text.isprintable():  # as nearly every text is: then there is nothing to look for, character by character
        return text
    if not lines:
        text = re.sub(r"[\r\n\t\v\f\x85\u2028\u2029]+", " ", text)
    return "".join(c if (lines and c in "\n\t") or not _is_unsafe(c) else "\N{REPLACEMENT CHARACTER}" for c in text)


def quoted(text: str, longest: int = 60) -> str:
    """Make a text from a file, or as it was typed, safe and short enough for a sentence."""
    text = shown(text)
    return text if len(text) <= longest else f"{text[: longest - 1]}\N{HORIZONTAL ELLIPSIS}"


def name_key(name: str) -> str:
    """Make the key under which names that look alike are the same: folded, without accents, marks and spaces."""
    plain = unicodedata.normalize("NFKD", folded(name))
    return "".join(c for c in plain if c.isalnum())


def _is_unsafe(character: str) -> bool:
    return character not in _JOINERS and unicodedata.category(character) in _UNSAFE_CATEGORIES
