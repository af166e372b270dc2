"""docs/comparison.md says what code defines: `python -m tests.support.pages.comparison_page` writes it again."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from pathlib import Path

from coreflect.core import results
from coreflect.reporting import all_teams
from coreflect.reporting import comparison as comparison_csv
from coreflect.reporting import comparison as comparison_wide
from coreflect.reporting.comparison import CsvColumn

PAGE = Path(__file__).resolve().parents[3] / "docs" / "comparison.md"
VALUES = (
    *(results.PublishedRound, results.PublishedItem, results.Picture, results.Spread, results.Move, results.Paired),
    results.BetweenSides,
    *(results.PublishedBank, results.PublishedPosition, results.PublishedNote, results.PublishedAction),
    all_teams.AllTeamsItem,
)

_HEAD = """# The comparison: what its files and its JSON say

`coreflect compare` writes three tables, and with `--json` the same for programs; `coreflect results ROUND --json`
writes one of its rounds. All of it has been cut by the small-group rule before. This page is written from the program's
own definitions.

- Tables are UTF-8, RFC 4180, with "\\n" at line ends. A text cell that would start a formula begins with `'`.
- There is no total, mean, percentage or rank, and no team is laid beside another. A column, or a name in the JSON,
  keeps its meaning; new ones are added at the end of a table.
"""
_EACH_ROW = "One row is one group's picture of one item in one round.\n"
_WIDE = """A row for each team, question and group; for each of the team's rounds a block of these columns, with the
number of the round before each name. Blocks that a team does not have stay empty.
"""
_ALL_TEAMS = """Sums of what is published, and of nothing else. Each team is counted once, with the latest picture of
everyone that it shows of an item. Only what was asked in the same words, with the same levels, in the same edition of
the same bank is added up.
"""
_JSON = """`compare --json` writes `{"rounds": [PublishedRound, …], "all_teams": [AllTeamsItem, …]}`, rounds by team,
then date. What is not there is null; lists stand where a tuple is named.
"""


def page() -> str:
    """The whole page, as Markdown."""
    parts = (
        _HEAD,
        f"## comparison.csv\n\n{_EACH_ROW}\n{_table(comparison_csv.COLUMNS)}",
        f"## comparison-wide.csv\n\n{_WIDE}\n{_listed((*comparison_wide.START, *comparison_wide.EACH_ROUND))}",
        f"## comparison-all-teams.csv\n\n{_ALL_TEAMS}\n{_table(all_teams.COLUMNS)}",
        f"## JSON\n\n{_JSON}",
        *map(_value, VALUES),
    )
    return "\n".join(parts)


def _table(columns: Sequence[CsvColumn]) -> str:
    rows = "\n".join(f"| `{column.name}` | {column.description} |" for column in columns)
    return f"| column | what it says |\n| --- | --- |\n{rows}\n"


def _listed(names: Sequence[str]) -> str:
    return "\n".join(f"- {name}" for name in names) + "\n"


def _value(kind: type) -> str:
    said = inspect.cleandoc(kind.__doc__ or "").replace("core.model.Action", "an action")
    fields = "\n".join(f"| `{name}` | {_spoken(of)} |" for name, of in kind.__annotations__.items())
    return f"### {kind.__name__}\n\n{said}\n\n| name | holds |\n| --- | --- |\n{fields}\n"


def _spoken(annotation: object) -> str:
    """A field's kind, with every word that it may be."""
    text = getattr(annotation, "__forward_arg__", str(annotation))
    for name in ("Closeness", "WhyNot", "Shape", "Test", "Withheld", "PositionKind"):
        if text == name:
            words = getattr(results, name).__args__
            return ", ".join(f"`{word}`" if word else "nothing" for word in words)
    return f"`{text}`".replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
