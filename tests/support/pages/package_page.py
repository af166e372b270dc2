"""docs/package.md is written from the schema: `python -m tests.support.pages.package_page` writes it again."""

from __future__ import annotations

from pathlib import Path

from coreflect.package.schema import FORMAT, TABLES, Column, Table

PAGE = Path(__file__).resolve().parents[3] / "docs" / "package.md"

_HEAD = f"""# The package: the one file that travels

A package is a zip file with CSV tables, a `datapackage.json` that says what every column means and carries each file's
size and sha256, and the question banks as they were asked. It is a [Frictionless Data Package](https://datapackage.org):
any tool that reads those reads it, and so does any spreadsheet. This page is written from the program's own definition
of the tables, format {FORMAT}.

Its cells are raw on purpose, since they are read back as they were typed. Nothing in them is guarded: to a spreadsheet
that is told nothing a text that begins with `=` is a formula. So import each column as text, as
[comparison.md](comparison.md#reading-comparisoncsv-elsewhere) says, and open no package that you did not expect.

- Tables are UTF-8, with commas, "\\n" at line ends and quotes where a cell needs them. Rows are sorted by id; ids are
  random, so their order says nothing. Files are stored, not compressed, so the same records give the same bytes.
- Every record has a `revision`, new each time that it changes, and `replaces`, every earlier revision of the
  same record. Merging keeps what nothing replaces and nothing takes back.
- A response has a row in `answers` for every item that its round asked, `skipped` where it was left blank. An item that
  was not asked has no row.
- In a private round a note carries no response, so that it leads to nobody's answers.
- A reader keeps tables and columns that it does not know, and counts none of them.
- A package whose files do not match their sizes and sha256, that would unpack to far more than it is, or that holds a
  path outside itself is refused.
"""


RECIPE = """import zipfile

import pandas as pd


def table(name):
    with zipfile.ZipFile("package.zip") as package, package.open(f"{name}.csv") as file:
        return pd.read_csv(file, dtype=str, keep_default_na=False)


responses, answers, withdrawn = table("responses"), table("answers"), table("withdrawn")["record"]
own, contents = ["response", "revision"], ["bank", "item", "item_edition", "answer"]
replaced = {revision for earlier in responses["replaces"] for revision in earlier.split()}
gone = responses["response"].isin(withdrawn) | responses["round"].isin(withdrawn) | responses["revision"].isin(replaced)
said = answers[own].assign(said=answers[contents].agg(",".join, axis=1)).groupby(own)["said"].agg(";".join)
stand = responses[~gone].drop(columns="replaces").join(said, on=own)
stand = stand.drop_duplicates(stand.columns.difference(["revision"]))
stand = stand[~stand["response"].duplicated(keep=False)]
answers = answers.merge(stand.drop(columns="said"), on=own)
"""
"""What reads the answers that count out of a package; a test runs each of these."""
IN_R = """table <- function(name) {
  file <- unz("package.zip", paste0(name, ".csv"), encoding = "UTF-8")
  read.csv(file, colClasses = "character", na.strings = character())
}
responses <- table("responses")
answers <- table("answers")
withdrawn <- table("withdrawn")$record
replaced <- unlist(strsplit(responses$replaces, " "))
gone <- responses$response %in% withdrawn | responses$round %in% withdrawn | responses$revision %in% replaced
each <- transform(answers, said = paste(bank, item, item_edition, answer))
said <- aggregate(said ~ response + revision, each, paste, collapse = ";")
stand <- merge(responses[!gone, ], said)
stand <- stand[!duplicated(stand[setdiff(names(stand), c("revision", "replaces"))]), ]
stand <- stand[!stand$response %in% stand$response[duplicated(stand$response)], ]
answers <- merge(answers, stand[setdiff(names(stand), c("replaces", "said"))])
"""
IN_SQL = """CREATE VIEW responses AS FROM read_csv('responses.csv', header = true, all_varchar = true);
CREATE VIEW answers AS FROM read_csv('answers.csv', header = true, all_varchar = true);
CREATE VIEW withdrawn AS FROM read_csv('withdrawn.csv', header = true, all_varchar = true);
CREATE VIEW said AS SELECT response, revision, string_agg(concat_ws(',', bank, item, item_edition, answer), ';'
  ORDER BY bank, item) AS said FROM answers GROUP BY response, revision;
CREATE VIEW stand AS SELECT response, min(revision) AS revision, round, perspective, code, wording
FROM responses JOIN said USING (response, revision)
WHERE response NOT IN (SELECT record FROM withdrawn) AND round NOT IN (SELECT record FROM withdrawn)
  AND revision NOT IN (SELECT unnest(string_split(replaces, ' ')) FROM responses WHERE replaces <> '')
GROUP BY response, round, perspective, code, wording, said
QUALIFY count(*) OVER (PARTITION BY response) = 1;
SELECT * FROM answers JOIN stand USING (response, revision);
"""

_RECIPE = f"""## Reading it with other programs

Three rules say which answers count. What `withdrawn` names never counts: a response, a note, or with the id of a round
all of its answers. A revision that another one lists in `replaces` is an earlier version. Of what then still stands in
two revisions, those that say the same count as one; if they say different things they are in conflict, and none counts.
The columns `response` and `revision` of `answers` lead to `responses`, and the column `round` of a record to `rounds`;
`datapackage.json` says so too. With pandas:

```python
{RECIPE}```

With R, and no package of it:

```r
{IN_R}```

With DuckDB, once the package is unpacked:

```sql
{IN_SQL}```

A small group is protected in what coreflect shows, and by nothing in a package.
"""

FLAT = {
    "team": "The team's id, as in comparison.csv.",
    "team_name": "The team's name as typed.",
    "round": "The round's id, as in comparison.csv.",
    "date": "The day of the round, as year-month-day.",
    "about": "What the round is about.",
    "period": "The period over which people looked back.",
    "privacy": "`private` where answers are without names, else `open`.",
    "response": "The id of one person's answers, random, and the same in every package and table.",
    "perspective": "As whom this person answered.",
    "side": "`paid`, or `everyone-else`, which is not the group `lived` of comparison.csv: nobody is left over here.",
    "code": "The code that this person took, if any: the same in their answers to another round.",
    "wording": "The wording in which they read the questions.",
    "bank": "The question bank's id.",
    "section": "The id of the section; comparison.csv has its title.",
    "item": "The item's id.",
    "item_edition": "Rises when the meaning of the item changes.",
    "item_text": "The question or statement, in standard words.",
    "answer": "The id of the level, or a non-answer: `skipped` was left blank.",
    "answer_label": "The same in words.",
    "level": "The number of the level from 1; empty for a non-answer.",
}
"""What each column of `export --flat` says."""


def _flat() -> str:
    rows = "\n".join(f"| `{name}` | {meaning} |" for name, meaning in FLAT.items())
    intro = "One row is one answer of one person, of those that count. It holds single answers, and is not read back."
    return f"## The joined table of `export --flat`\n\n{intro}\n\n| column | meaning |\n| --- | --- |\n{rows}\n"


def page() -> str:
    """The whole page, as Markdown."""
    return "\n".join([_HEAD, *(_table(table) for table in TABLES), _RECIPE, _flat()])


def _table(table: Table) -> str:
    rows = "\n".join(
        f"| `{column.name}` | {_kind(column)} | {column.meaning}{' May be empty.' if column.may_be_empty else ''} |"
        for column in table.columns
    )
    return f"## {table.path}\n\nOne row is {table.row}.\n\n| column | holds | meaning |\n| --- | --- | --- |\n{rows}\n"


def _kind(column: Column) -> str:
    return " or ".join(f"`{choice}`" for choice in column.choices) if column.choices else column.kind


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
