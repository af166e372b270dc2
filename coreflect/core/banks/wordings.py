"""A wording says a whole bank under the same ids, or it is not offered: nobody answers half in one and half in another.

The path of a text is the keys under which a wording's file gives it, such as `("items", "assets-picture", "text")`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace

from coreflect.core.banks.bank import EASIER, STANDARD, Bank, BankFile, Fault, Item, Level, Scale, Section, Words
from coreflect.core.banks.toml import Notes, Table, quoted, read_table

FORMAT = 1
STANDARD_NAME = "Standard words"
EASIER_NAME = "Easier words"
MOST_WORDS = {"text": 20, "plain": 15, "lowest": 12, "highest": 12, "prompt": 15}

Path = tuple[str, ...]
Texts = Mapping[Path, str]

_FILE_KEYS = ("format", "bank", "wording", "name", "title", "stem", "intro", "practice", "scales", "sections", "items")
_LEVEL_KEYS = ("label", "meaning")
_ITEM_KEYS = ("text", "lowest", "highest", "prompt")
_BRACES = re.compile(r"\{[^{}]*\}?|\}")
_PERIODS = ("{period}", "{Period}")


def needed(bank: Bank) -> tuple[Path, ...]:
    """The path of each text that a wording must say before it is offered."""
    levels = [
        ("scales", scale.id, level.id, key) for scale in bank.scales for level in scale.levels for key in _LEVEL_KEYS
    ]
    items = [("items", item.id, "text") for _, item in bank.items()]
    return (("stem",), ("intro",), ("practice",), *levels, *items)


def with_wording(bank: Bank, wording: str, name: str, texts: Texts) -> Bank:
    """The bank with one more wording; where `texts` leaves something out, the standard words are said."""

    def add(words: Words, *path: str) -> Words:
        return Words((*words.by_wording, (wording, texts[path]))) if path in texts else words

    def scale_with(scale: Scale) -> Scale:
        return replace(scale, levels=tuple(level_with(scale.id, level) for level in scale.levels))

    def level_with(scale: str, level: Level) -> Level:
        path = ("scales", scale, level.id)
        return replace(level, label=add(level.label, *path, "label"), meaning=add(level.meaning, *path, "meaning"))

    def section_with(section: Section) -> Section:
        items = tuple(item_with(item) for item in section.items)
        return replace(section, title=add(section.title, "sections", section.id), items=items)

    def item_with(item: Item) -> Item:
        return replace(
            item,
            text=add(item.text, "items", item.id, "text"),
            lowest=add(item.lowest, "items", item.id, "lowest"),
            highest=add(item.highest, "items", item.id, "highest"),
            prompt=add(item.prompt, "items", item.id, "prompt"),
        )

    return replace(
        bank,
        title=add(bank.title, "title"),
        stem=add(bank.stem, "stem"),
        intro=add(bank.intro, "intro"),
        practice=add(bank.practice, "practice"),
        scales=tuple(scale_with(scale) for scale in bank.scales),
        sections=tuple(section_with(section) for section in bank.sections),
        wordings=(*bank.wordings, (wording, name)),
    )


def check_stem(table: Table, key: str, stem: str) -> None:
    """Note each pair of braces in a stem that nothing would fill in."""
    for braces in _BRACES.findall(stem):
        if braces not in _PERIODS:
            mend = 'Write {Period} or {period} where "over the last six months" would stand, or take it out.'
            table.notes.fault(table.place, f'"{key}" holds "{quoted(braces)}", which nothing fills in.', mend)


def check_format(name: str, values: Mapping[str, object]) -> Fault | None:
    """The one fault of a file in a format that this version does not know; None where it may be read."""
    number = values.get("format")
    if isinstance(number, int) and number > FORMAT:
        what = f"the file's format is newer than {FORMAT}, the only one known here."
        return Fault(name, "", what, "Install a newer coreflect to use it.")
    return None


def check_name(notes: Notes, file: str, wanted: str) -> None:
    """Note a file whose name does not follow from its ids; what is no TOML file by name is not asked."""
    last = re.split(r"[/\\]", file)[-1]
    if wanted and last.lower().endswith(".toml") and last != f"{wanted}.toml":
        mend = f"Call the file {wanted}.toml, or change the ids in it."
        notes.fault("", f'a file called "{quoted(last)}" holds "{wanted}".', mend)


def add_wording(bank: Bank, file: BankFile) -> tuple[Bank, tuple[Fault, ...]]:
    """Read a wording's file and add it to its bank.

    Takes a bank without faults and the file. Returns the bank with the wording, or the bank as it was where a fault
    keeps the wording from being offered; and the faults.
    """
    values, faults = read_table(file.name, file.content)
    if values is None:
        return bank, faults
    newer = check_format(file.name, values)
    if newer:
        return bank, (newer,)
    notes = Notes(file.name)
    table = Table(values, "", notes, _FILE_KEYS)
    table.whole_number("format")
    wording, name = table.id("wording"), table.text("name")
    if table.text("bank") not in ("", bank.id):
        notes.fault("", f'"bank" is not "{bank.id}".', "Name the bank that this file words anew.")
    if wording in dict(bank.wordings) or wording in (STANDARD, EASIER):
        notes.fault("", f'there is a wording "{wording}" already.', "Give this one another id.")
    check_name(notes, file.name, f"{bank.id}.{wording}" if wording else "")
    texts = _texts(table, bank)
    for path in needed(bank):
        if path not in texts:
            notes.fault(".".join(path), "this text is missing or cannot be used.", "A wording says the whole bank.")
    return (with_wording(bank, wording, name, texts) if notes.usable else bank), notes.faults


def _texts(table: Table, bank: Bank) -> Texts:
    found: dict[Path, str] = {(key,): table.text(key, needed=False) for key in ("title", "stem", "intro", "practice")}
    check_stem(table, "stem", found["stem",])
    scales = table.table("scales", [scale.id for scale in bank.scales], "scales", needed=False)
    for scale in bank.scales:
        levels = scales.table(scale.id, scale.level_ids, f"scales.{scale.id}", needed=False)
        for level in scale.level_ids:
            found |= _parts(levels, level, _LEVEL_KEYS)
    sections = table.table("sections", [section.id for section in bank.sections], "sections", needed=False)
    found |= {("sections", section.id): sections.text(section.id, needed=False) for section in bank.sections}
    ids = [item.id for _, item in bank.items()]
    items = table.table("items", ids, "items", needed=False)
    for item in ids:
        found |= _parts(items, item, _ITEM_KEYS)
    return {path: text for path, text in found.items() if text}


def _parts(parent: Table, key: str, known: Collection[str]) -> Texts:
    table = parent.table(key, known, f"{parent.place}.{key}", needed=False)
    path = tuple(table.place.split("."))
    return {(*path, part): table.text(part, most_words=MOST_WORDS.get(part, 0), needed=False) for part in known}
