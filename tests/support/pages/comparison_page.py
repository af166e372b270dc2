"""docs/comparison.md says what code defines: `python -m tests.support.pages.comparison_page` writes it again."""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Sequence
from pathlib import Path

from coreflect.core import results
from coreflect.core.banks.comparable import AsRead
from coreflect.core.texts import workbook
from coreflect.reporting import all_teams
from coreflect.reporting import comparison as comparison_csv
from coreflect.reporting.comparison import CsvColumn

PAGE = Path(__file__).resolve().parents[3] / "docs" / "comparison.md"
VALUES = (
    *(results.PublishedRound, results.PublishedItem, AsRead, results.Picture, results.Spread, results.Move),
    *(results.Paired, results.BetweenSides),
    *(results.PublishedBank, results.PublishedPosition, results.PublishedNote, results.PublishedAction),
    all_teams.AllTeamsItem,
)

_HEAD = """# The comparison: what its files and its JSON say

`coreflect compare` writes two tables, with `--xlsx FILE` a workbook for people, and with `--json` the same for
programs; `coreflect results ROUND --json` writes one of its rounds. All of it has been cut by the small-group rule
before. This page is written from the program's own definitions.

- Tables are UTF-8, RFC 4180, with "\\n" at line ends. A text cell that would start a formula begins with `'`, and so
  does what stands after a semicolon, since in many countries spreadsheets cut lines there.
- There is no total, mean, percentage or rank, and no team is compared with another. A column, or a name in the JSON,
  keeps its meaning; new ones are added at the end of a table.
"""
_EACH_ROW = "One row is one group's picture of one item in one round.\n"
_WORKBOOK = """For people: a workbook that spreadsheets open as it is, in every country. Numbers are numbers, days
are days, and text stays the text that was typed. Each of its numbers is one of those in comparison.csv.

| sheet | what it shows |
| --- | --- |
"""
_NUMBERS = [column.name for column in comparison_csv.COLUMNS if column.holds == "number"]
_QUOTED = [f'"{name}"' for name in _NUMBERS]
_READING = f'''Other programs guess what a cell holds, and guess wrong: a team called `3/4` becomes a day, `007` a
7, `1E5` 100,000, and `NA` nothing at all. So say what each column holds. Where text begins with `'`, that is ours, to
keep it from becoming a formula. These hold numbers; `date` and `as_shown_on` hold days, all others text:

{textwrap.fill(f"{', '.join(f'`{name}`' for name in _NUMBERS)}.", 118)}

**Excel**, where you want more than the workbook: *Data*, *From Text/CSV*, file origin *65001: Unicode (UTF-8)*,
delimiter *Comma*, data type detection *Do not detect data types*. A double click guesses, and in many countries takes
`;` for the comma. **LibreOffice**: character set *Unicode (UTF-8)*, separator *Comma*, mark the columns of text and
choose *Text*; leave *Detect special numbers* off.

**pandas**:

```python
import pandas as pd

table = pd.read_csv("comparison.csv", dtype=str, keep_default_na=False)
numbers = """
{textwrap.fill(" ".join(_NUMBERS), 112)}
""".split()
table[numbers] = table[numbers].apply(pd.to_numeric)
table["date"] = pd.to_datetime(table["date"], format="%Y-%m-%d", errors="coerce")
```

**R**:

```r
table <- read.csv("comparison.csv", colClasses = "character", na.strings = character(), fileEncoding = "UTF-8")
numbers <- c(
{textwrap.indent(textwrap.fill(", ".join(_QUOTED), 108), "  ")}
)
table[numbers] <- lapply(table[numbers], as.numeric)
table$date <- as.Date(table$date, format = "%Y-%m-%d")
```

**DuckDB**:

```sql
SELECT team_name, try_cast(date AS DATE) AS date, item_text, "group", level_1::INTEGER AS level_1
FROM read_csv('comparison.csv', header = true, all_varchar = true);
```
'''
_ALL_TEAMS = """Sums of what is published, and of nothing else. Each team is counted once, with the latest picture of
everyone that it shows of an item. Only what was asked with the same levels, in the same edition of the same bank is
added up, and a bank of a team's own only in the same words. The texts are as they were asked last.
"""
_CHANCE = """Ten people from the same views never answer twice alike. So a change is listed, and two sides are named as
apart, only where that is more than chance explains. Everything here is worked out from the counts that are published,
and from nothing else: what is withheld is in no test.

- **What moved.** The answers of both rounds are taken as one pool, and dealt again into two rounds of these sizes in
  every way there is: a permutation test (R. A. Fisher, The Design of Experiments, 1935). `moved_by_chance` is the share
  of those ways in which the two pictures lie at least as far apart as they do. How far is the earth mover's distance in
  levels, each picture divided by its own number of answers (S. S. Vallender, Theory of Probability and its Applications
  18, 1974). Ways are counted exactly; where both pictures have 60 answers or more, to within 0.001. No normal
  approximation is made, and no random number is drawn.
- **People with a repeat code.** Where those who took one are at least 8, and at least three quarters of the larger
  round, the exact two-sided sign test on how many chose higher and lower takes its place for every item of that
  comparison (W. J. Dixon and A. M. Mood, Journal of the American Statistical Association 41, 1946).
- **Which are listed.** Of all items that are compared for one group between two rounds, those are listed of which 1 in
  10 is expected to be false (Y. Benjamini and Y. Hochberg, Journal of the Royal Statistical Society B 57, 1995).
- **The two sides** are named as apart where, in three of four cases or more, a person of the one side chose further up
  than one of the other, equal answers counting half to each: Cliff's delta is at least 0.5 (N. Cliff, Psychological
  Bulletin 114, 1993). Besides, chance makes so large a delta, in either direction, at most once in 100 times; or
  Benjamini and Hochberg's rule at 1 in 5, over the items of that round, lists it. In a scale with a break, all of this
  is about the two halves.

What is not listed is never called the same: in small rooms numbers cannot show it. This is what 400 made-up reports on
18 questions listed, with views of 15, 35, 35 and 15 in a hundred over four levels, and answers of one person that
correlate by 0.3: how many changes where nobody changed, and how many of those there were where everyone went one level
up. *Before* is the rule of version 0.1.0: half of the people by one level.

| people in each round | false changes a report, before | now | one level up, others | the same | all with codes |
| --- | --- | --- | --- | --- | --- |
| 6 | 11.4 | 0.01 | 1 of 10 | none | none |
| 8 | 8.9 | 0.03 | 3 of 10 | 1 of 10 | 6 of 10 |
| 12 | 5.6 | 0.04 | 6 of 10 | 6 of 10 | 9 of 10 |
| 16 | 3.4 | 0.06 | 8 of 10 | 9 of 10 | 10 of 10 |
| 24 | 1.5 | 0.10 | 9 of 10 | 10 of 10 | 10 of 10 |
| 30 | 0.9 | 0.14 | 10 of 10 | 10 of 10 | 10 of 10 |

`pytest -m slow -s tests/analysis/test_false_and_true_findings.py` prints all of it, also for people who stay in part,
for other correlations, and for the sides.
"""
_JSON = """`compare --json` writes `{"rounds": [PublishedRound, …], "all_teams": [AllTeamsItem, …]}`, rounds by team,
then date. What is not there is null; lists stand where a tuple is named.
"""


def page() -> str:
    """The whole page, as Markdown."""
    parts = (
        _HEAD,
        f"## The workbook\n\n{_WORKBOOK}" + "".join(f"| {name} | {what} |\n" for name, what in workbook.SHEETS),
        f"## comparison.csv\n\n{_EACH_ROW}\n{_table(comparison_csv.COLUMNS)}",
        f"## Reading comparison.csv elsewhere\n\n{_READING}",
        f"## comparison-all-teams.csv\n\n{_ALL_TEAMS}\n{_table(all_teams.COLUMNS)}",
        f"## How we tell change from chance\n\n{_CHANCE}",
        f"## JSON\n\n{_JSON}",
        *map(_value, VALUES),
    )
    return "\n".join(parts)


def _table(columns: Sequence[CsvColumn]) -> str:
    rows = "\n".join(f"| `{column.name}` | {column.description} |" for column in columns)
    return f"| column | what it says |\n| --- | --- |\n{rows}\n"


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
