"""A bank's file is UTF-8 TOML of at most 5 MB: it is read or refused with the place at fault, and never run."""

from __future__ import annotations

import re

from coreflect.core.bank import Fault
from coreflect.core.names import shown

LARGEST = 5_000_000
MOST_NAME_PARTS = 50

_CURLY = re.compile("[\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{DOUBLE LOW-9 QUOTATION MARK}]")
_POSITION = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_LONG_NAME = re.compile(rf"^[ \t\[]*(?:[^\s.=\"']*[ \t]*\.){{{MOST_NAME_PARTS}}}", re.MULTILINE)
_HOW_TOML_LOOKS = (
    'Look at that line and the one above it: a line is a name, then =, then a value; a text stands between two " marks.'
)
_STRAIGHT_MARKS = 'That line holds curly quotation marks; put straight ones (") around the text.'


def read_table(name: str, content: bytes) -> tuple[dict[str, object] | None, tuple[Fault, ...]]:
    """Read a file's bytes as a TOML table.

    Takes the name under which faults speak of the file, and its bytes. Returns the table and no fault, or None and the
    one fault that kept it from being read.
    """
    if len(content) > LARGEST:
        return None, (too_large(name),)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        mend = 'In your editor choose "Save as" and the encoding UTF-8. A bank is a plain text file.'
        return None, (Fault(name, f"line {line}", "this is not UTF-8 text.", mend),)
    long_name = _LONG_NAME.search(text)
    if long_name:
        line = text.count("\n", 0, long_name.start()) + 1
        return None, (Fault(name, f"line {line}", "a name has too many parts.", "Use names as a bank has them."),)
    import tomllib

    try:
        return tomllib.loads(text), ()
    except RecursionError:
        return None, (Fault(name, "", "brackets stand inside brackets too deeply.", "Take the inner ones out."),)
    except ValueError as error:
        return None, (_syntax_fault(name, text, str(error)),)


def too_large(name: str) -> Fault:
    """The fault of a file that is not read because of its size."""
    return Fault(name, "", "the file is larger than 5 MB, so it was not read.", "A bank is text: split it in two.")


def _syntax_fault(name: str, text: str, message: str) -> Fault:
    position = _POSITION.search(message)
    what = f"this is not valid TOML: {shown(message[: position.start()] if position else message)}."
    if position is None:
        return Fault(name, "", what, _HOW_TOML_LOOKS)
    if position[1] is None:
        mend = 'Something was opened and not closed: look for a missing " or ] mark.'
        return Fault(name, "the end of the file", what, mend)
    line = int(position[1])
    mend = _STRAIGHT_MARKS if _CURLY.search(text.split("\n")[line - 1]) else _HOW_TOML_LOOKS
    return Fault(name, f"line {line}, column {position[2]}", what, mend)
