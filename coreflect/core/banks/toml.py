"""Reads a bank's TOML file value by value, each by key and type, and notes every fault.

A missing or wrong value is read as empty, and reading goes on, so that all faults are found at once.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Mapping

from coreflect.core.banks.bank import Fault
from coreflect.core.names import is_safe_id, quoted, shown

_EXAMPLES = {
    str: ("a text", '{key} = "..."'),
    int: ("a whole number", "{key} = 1"),
    bool: ("true or false", "{key} = true"),
    list: ("a list", "[[{key}]]"),
    dict: ("a table", "[{key}]"),
}
_SPACES = re.compile(r"[ \t\r\n]+")


class Notes:
    """Collects the faults of one file, which is written in a format, as they are found."""

    def __init__(self, file: str, file_format: int = 1) -> None:
        self._file = file
        self.format = file_format
        self._faults: list[Fault] = []

    def fault(self, place: str, what: str, mend: str, *, warning: bool = False) -> None:
        """Note a fault; everything that comes from the file must have been made safe to show."""
        self._faults.append(Fault(self._file, place, what, mend, warning))

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Everything noted so far, in the order of the file."""
        return tuple(self._faults)

    @property
    def usable(self) -> bool:
        """Whether nothing worse than warnings was found."""
        return all(fault.warning for fault in self._faults)


class Table:
    """Reads one table of a file by key, and notes values that are missing, unknown or of the wrong type.

    `since_2` are the keys that came with format 2; a file of format 1 that holds one has to name the newer format.
    """

    def __init__(
        self,
        values: Mapping[str, object],
        place: str,
        notes: Notes,
        known: Collection[str],
        since_2: Collection[str] = (),
    ) -> None:
        self.values = values
        self.place = place
        self.notes = notes
        for key in values:
            if key in since_2 and notes.format < 2:
                notes.fault(place, f'"{key}" came with format 2.', "Write format = 2 at the top of the file.")
            elif key not in known and key not in since_2:
                notes.fault(place, f'"{quoted(key)}" is not known here.', _suggestion(key, (*known, *since_2)))

    def text(self, key: str, *, most_words: int = 0, needed: bool = True) -> str:
        """Read the text under a key, its white space joined; "" where there is none that can be used."""
        value = self._value(key, str, needed)
        if not isinstance(value, str):
            return ""
        if shown(value.replace("\r\n", "\n"), lines=True) != value.replace("\r\n", "\n"):
            mend = "Type the text anew; pasted text can bring marks that cannot be seen."
            self.notes.fault(self.place, f'"{key}" holds a control character or an invisible mark.', mend)
            return ""
        text = _SPACES.sub(" ", value).strip()
        if not text:
            self.notes.fault(self.place, f'"{key}" is empty.', "Write the text, or remove the line.")
        count = len(text.split())
        if most_words and count > most_words:
            mend = f"Say it in {most_words} words or fewer."
            self.notes.fault(self.place, f'"{key}" has {count} words.', mend, warning=True)
        return text

    def id(self, key: str = "id") -> str:
        """Read the id under a key; "" where there is none that can be used."""
        text = self.text(key)
        if text and not is_safe_id(text):
            mend = (
                "Use small letters a-z, digits and hyphens, a letter first, 40 characters at most; "
                "not a word or date that a spreadsheet would turn into something else."
            )
            self.notes.fault(self.place, f'"{quoted(text)}" cannot be an id.', mend)
            return ""
        return text

    def texts(self, key: str, *, most: int, most_words: int) -> tuple[str, ...]:
        """Read the list of texts under a key; an empty one where it is left out, or where one cannot be used."""
        value = self._value(key, list, needed=False)
        entries = value if isinstance(value, list) else []
        if len(entries) > most:
            self.notes.fault(self.place, f'"{key}" has {len(entries)} texts.', f"Write {most} or fewer.")
        numbered = {f"{key} {number}": entry for number, entry in enumerate(entries, 1)}
        table = Table(numbered, self.place, self.notes, numbered)
        return tuple(table.text(name, most_words=most_words) for name in numbered)

    def whole_number(self, key: str, *, needed: bool = True) -> int:
        """Read the whole number under a key, 1 or more; 0 where there is none that can be used."""
        value = self._value(key, int, needed)
        if not isinstance(value, int):
            return 0
        if value < 1:
            self.notes.fault(self.place, f'"{key}" is less than 1.', "Write 1 or more.")
        return value

    def yes(self, key: str) -> bool:
        """Read true or false under a key; false where it is left out."""
        return self._value(key, bool, needed=False) is True

    def one_of(self, key: str, choices: Collection[str], *, needed: bool = True) -> str:
        """Read a text under a key that must be one of these."""
        text = self.text(key, needed=needed)
        if text and text not in choices:
            self.notes.fault(self.place, f'"{key}" cannot be "{quoted(text)}".', _choose(text, choices))
        return text

    def chosen(self, key: str, choices: Collection[str]) -> tuple[str, ...]:
        """Read a list of texts under a key, each one of these; an empty one where it is left out."""
        value = self._value(key, list, needed=False)
        texts: list[str] = []
        for entry in value if isinstance(value, list) else ():
            if isinstance(entry, str) and entry in choices and entry not in texts:
                texts.append(entry)
            elif isinstance(entry, str) and entry in choices:
                self.notes.fault(self.place, f'"{key}" has "{entry}" twice.', "Remove one.")
            else:
                name = quoted(entry) if isinstance(entry, str) else kind_of(entry)
                self.notes.fault(self.place, f'"{key}" cannot hold "{name}".', _choose(name, choices))
        return tuple(texts)

    def table(
        self,
        key: str,
        known: Collection[str],
        place: str = "",
        *,
        needed: bool = True,
        since_2: Collection[str] = (),
    ) -> Table:
        """Read the table under a key; an empty one where there is none."""
        value = self._value(key, dict, needed)
        if not isinstance(value, dict):
            return Table({}, place, Notes(""), known)
        return Table(value, place, self.notes, known, since_2)

    def tables(self, key: str, heading: str) -> tuple[Mapping[str, object], ...]:
        """Read the tables under a key, each under a heading such as `[[sections]]`; there has to be one at least."""
        if self.values.get(key, []) == []:
            self.notes.fault(self.place, f"there are no {key}.", f"Write at least one under a line {heading}.")
        value = self._value(key, list, needed=False)
        entries = value if isinstance(value, list) else []
        tables = tuple(entry for entry in entries if isinstance(entry, dict))
        if len(tables) < len(entries):
            mend = f"Write each one under a line {heading}."
            self.notes.fault(self.place, f'"{key}" holds something that is not a table.', mend)
        return tables

    def _value(self, key: str, kind: type, needed: bool) -> object:
        wanted, example = _EXAMPLES[kind]
        if key not in self.values:
            if needed:
                self.notes.fault(self.place, f'"{key}" is missing.', f"Add a line {example.format(key=key)}")
            return None
        value = self.values[key]
        if isinstance(value, kind) and (kind is bool or not isinstance(value, bool)):
            return value
        mend = f"Write it like this: {example.format(key=key)}"
        self.notes.fault(self.place, f'"{key}" must be {wanted}, and is {kind_of(value)}.', mend)
        return None


def kind_of(value: object) -> str:
    """Name the type of a value in words that an author of a bank understands."""
    for kind in (bool, str, int, list, dict):
        if isinstance(value, kind):
            return _EXAMPLES[kind][0]
    return "a decimal number" if isinstance(value, float) else "a date or a time"


def nearest(text: str, known: Collection[str]) -> str:
    """Find the known word that is most like this one; "" where none is."""
    return next(iter(difflib.get_close_matches(text[:80], known, 1)), "")


def _suggestion(key: str, known: Collection[str]) -> str:
    like = nearest(key, known)
    return f'Did you mean "{like}"?' if like else f"Remove it; what can be here is {', '.join(known)}."


def _choose(text: str, choices: Collection[str]) -> str:
    like = nearest(text, choices)
    return f'Did you mean "{like}"?' if like else f"Choose from {', '.join(choices)}."


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

    Takes the name that faults give the file, and its bytes. Returns the table and no fault, or None and the one fault
    that kept it from being read.
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
    """Make the fault of a file that is not read because of its size."""
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
