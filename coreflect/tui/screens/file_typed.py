"""A file's name as people give it: typed, pasted, or dragged into the terminal, which puts quotes or marks around."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

QUOTES = ("'", '"')


def file_typed(text: str) -> str:
    """The file's path that a person meant.

    Takes what stands in the field. Returns it without the quotes, the `file://` or the backslashes before spaces that
    terminals add to a dragged file's name. In a path that begins with a Windows drive, backslashes stay.
    """
    name = text.strip()
    if len(name) > 1 and name[0] in QUOTES and name[-1] == name[0]:
        return name[1:-1]
    if name.lower().startswith("file://"):
        return unquote(urlsplit(name).path)
    if name[1:3] == ":\\":
        return name
    for mark in " ()[]&'":
        name = name.replace(f"\\{mark}", mark)
    return name
