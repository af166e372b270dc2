"""How hard a text is to read: its Flesch-Kincaid grade, roughly the school year in which it is read with ease.

J. P. Kincaid and others, Derivation of new readability formulas for Navy enlisted personnel, 1975. Syllables are
counted as groups of vowels, without a silent e at the end: right for most English words, so a grade is a rank, not an
age.
"""

from __future__ import annotations

import re


def grade(text: str) -> float:
    """The grade of a text of at least one word; a line break or a mark at the end of a sentence ends it."""
    sentences = [words for part in re.split(r"[.!?:;\n]+(?:\s|$)", text) if (words := _words(part))]
    words = [word for sentence in sentences for word in sentence]
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def syllables(word: str) -> int:
    """How many syllables a word has, as far as its letters tell."""
    bare = word.lower().replace("'", "").replace("’", "")
    silent = re.search(r"(?<![sxzcgl])(?<!ch|sh)es$|(?<![td])ed$|(?<![^aeiouy]l)e$", bare)
    return max(1, len(re.findall(r"[aeiouy]+", bare)) - bool(silent))


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", text)
