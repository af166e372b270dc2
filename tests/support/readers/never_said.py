"""Words that never stand on a screen of results or in a text about them: they judge, or speak of people as cases."""

from __future__ import annotations

import re

NEVER_SAID = (
    *("users", "score", "skipped", "missing", "refused", "opinion", "average", "percent", "total", "rank", "session"),
    *("disagreement", "gap", "conflict", "outlier", "consensus", "strength", "weakness", "best", "worst", "survey"),
    *("improved", "declined", "better", "worse", "progress", "trend", "overestimate", "fail", "only", "still", "think"),
)
_MARKS = re.compile(r"%|→|↑|↓|[+]\d|\d\.\d")


def never_said_in(text: str) -> list[str]:
    """Every such word in a text, and every percentage, arrow, plus one and decimal; none where all is well."""
    words = [word for word in NEVER_SAID if re.search(rf"\b{word}s?\b", text, re.IGNORECASE)]
    return [*words, *_MARKS.findall(text)]


_CALLED_THE_SAME = re.compile(r"much as|as before|about the same|nothing (?:has )?(?:changed|moved)|unchanged", re.I)


def never_called_the_same(text: str) -> bool:
    """Whether a text calls nothing the same that was not shown to differ."""
    return not _CALLED_THE_SAME.search(text)
