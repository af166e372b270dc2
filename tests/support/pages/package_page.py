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


def page() -> str:
    """The whole page, as Markdown."""
    return "\n".join([_HEAD, *(_table(table) for table in TABLES)])


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
