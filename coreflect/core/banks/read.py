"""Reads a bank's file and the files of its other wordings, and lists every fault with its place and remedy.

Reading goes on after a fault, so that all faults are found at once; a bank with a fault is not used. A wording that
lacks a text of the bank is not offered, so that nobody has to answer half in one wording and half in another. A file of
format 1 is read as ever; the keys under _SINCE_2 came with format 2, and a file that holds one names that format. The
path of a text is the sequence of keys that leads to it in a wording's file, as `("items", "assets-picture", "text")`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from coreflect.core.answers import NON_ANSWER_CODES
from coreflect.core.banks.bank import (
    EASIER,
    STANDARD,
    Bank,
    BankFile,
    Fault,
    Item,
    Level,
    Quotation,
    Scale,
    Section,
    Source,
    Words,
)
from coreflect.core.banks.shipped import came_with_coreflect
from coreflect.core.banks.toml import Notes, Table, nearest, read_table
from coreflect.core.model import AskedBank
from coreflect.core.names import quoted
from coreflect.core.texts.words import counted

PRINCIPLE_TAGS = ("assets", "capabilities", "mutuality", "networks", "roles", "catalysts")
SUBJECT_TAGS = ("money", "access", "learning", "leaders")
TAGS = (*PRINCIPLE_TAGS, *SUBJECT_TAGS)
FEWEST_LEVELS, MOST_LEVELS = 2, 7
SOURCE_WORDINGS = ("adapted", "original", "own")
TESTED = ("no", "yes")

_BANK_KEYS = (
    *("format", "id", "title", "plain_title", "section_word", "scale", "stem", "plain_stem", "intro", "plain_intro"),
    *("practice", "source", "scales", "sections"),
)
_SOURCE_KEYS = ("idea", "publisher", "year", "where", "wording", "tested", "licence", "note")
_SCALE_KEYS = ("id", "levels")
_LEVEL_KEYS = ("id", "label", "meaning", "plain_label", "plain_meaning")
_SECTION_KEYS = ("id", "title", "plain", "long", "scale", "items")
_ITEM_KEYS = ("id", "edition", "short", "text", "plain", "lowest", "highest", "prompt", "tags")

_BANK_SINCE_2 = ("object", "period")
_SCALE_SINCE_2 = ("break_after",)
_ITEM_SINCE_2 = ("published", "try")

FORMAT = 2
STANDARD_NAME = "Standard words"
EASIER_NAME = "Easier words"
MOST_WORDS = {"text": 20, "plain": 15, "lowest": 12, "highest": 12, "prompt": 15}
MOST_TRIES, MOST_WORDS_OF_A_TRY = 3, 14
PERIODS = ("asked", "none")

Path = tuple[str, ...]
Texts = Mapping[Path, str]

_TEXT_KEYS = (
    "format",
    "bank",
    "wording",
    "name",
    "title",
    "stem",
    "intro",
    "practice",
    "scales",
    "sections",
    "items",
)
_TEXT_SINCE_2 = ("object", "source", "licence")
_LEVEL_TEXTS = ("label", "meaning")
_ITEM_TEXTS = ("text", "lowest", "highest", "prompt")
_WORDING_ITEM_SINCE_2 = ("try",)
_BRACES = re.compile(r"\{[^{}]*\}?|\}")
_IN_A_STEM = ("{period}", "{Period}")


def read_bank(name: str, content: bytes, wordings: Sequence[BankFile] = ()) -> tuple[Bank | None, tuple[Fault, ...]]:
    """Read and check a bank's file and the files of its other wordings.

    Takes the name of the bank's file for messages, its bytes, and the wordings' files. Returns the bank, or None where
    its own file has a fault; and all faults and warnings, including those of the wordings. A fault in a wording's file
    affects that wording alone. Raises nothing, whatever the bytes are.
    """
    values, faults = read_table(name, content)
    newer = check_format(name, values) if values else None
    bank: Bank | None = None
    if newer:
        faults = (newer,)
    elif values is not None:
        bank, faults = _Reading(name, values).result()
        if bank is not None and came_with_coreflect(content):
            bank = replace(bank, shipped=True)
    for file in wordings:
        if bank is None:
            faults += read_table(file.name, file.content)[1]
        else:
            bank, found = add_wording(bank, file)
            faults += found
    return bank, faults


class _Reading:
    """One reading of a bank's table: what has been found so far, and where each id was first used."""

    def __init__(self, name: str, values: Mapping[str, object]) -> None:
        self._notes = Notes(name, format_of(values))
        self._top = Table(values, "", self._notes, _BANK_KEYS, _BANK_SINCE_2)
        self._easier: dict[Path, str] = {}
        self._name = name

    def result(self) -> tuple[Bank | None, tuple[Fault, ...]]:
        top = self._top
        top.whole_number("format")
        bank_id = top.id()
        check_name(self._notes, self._name, bank_id)
        practice = top.table("practice", ("text", "plain"), "the practice item")
        self._note_easier(practice, "plain", "practice")
        scales = self._scales()
        has_period = top.one_of("period", PERIODS, needed=False) != "none"
        bank = Bank(
            id=bank_id,
            title=_words(top, "title"),
            section_word=top.text("section_word", needed=False) or "Part",
            stem=self._stem("stem"),
            intro=_words(top, "intro"),
            practice=_words(practice, "text"),
            scales=scales,
            sections=self._sections(scales),
            source=self._source(),
            wordings=((STANDARD, STANDARD_NAME),),
            object=_words(top, "object") if "object" in top.values else None,
            has_period=has_period,
        )
        for key in ("title", "intro"):
            self._note_easier(top, f"plain_{key}", key)
        self._stem("plain_stem")
        if not has_period:
            check_no_period(top, {key: top.values.get(key) for key in ("stem", "plain_stem")})
        if bank.items() and not bank.items("short"):
            self._notes.fault("", "the short form has no items.", "Write short = true in at least one item.")
        if not self._notes.usable:
            return None, self._notes.faults
        return self._with_easier_words(bank), self._notes.faults

    def _with_easier_words(self, bank: Bank) -> Bank:
        if not self._easier:
            return bank
        missing = [_easier_key(path) for path in needed(bank) if path not in self._easier]
        if not missing:
            return with_wording(bank, EASIER, EASIER_NAME, self._easier)
        what = f"the easier words are not complete, so they are not offered; missing: {'; '.join(missing)}."
        self._notes.fault("", what, 'Add what is missing, or remove every "plain" line.', warning=True)
        return bank

    def _note_easier(self, table: Table, key: str, *path: str) -> None:
        text = table.text(key, most_words=MOST_WORDS["plain"] if path[0] == "items" else 0, needed=False)
        if text:
            self._easier[path] = text

    def _stem(self, key: str) -> Words:
        text = self._top.text(key, needed=key == "stem")
        check_stem(self._top, key, text)
        if key == "plain_stem" and text:
            self._easier["stem",] = text
        return Words(((STANDARD, text),))

    def _source(self) -> Source:
        table = self._top.table("source", _SOURCE_KEYS, "the source")
        return Source(
            idea=table.text("idea"),
            publisher=table.text("publisher", needed=False),
            year=table.text("year", needed=False),
            where=table.text("where", needed=False),
            wording=table.one_of("wording", SOURCE_WORDINGS),
            tested=table.one_of("tested", TESTED),
            licence=table.text("licence", needed=False),
            note=table.text("note", needed=False),
        )

    def _scales(self) -> tuple[Scale, ...]:
        seen: dict[str, str] = {}
        scales: list[Scale] = []
        for number, values in enumerate(self._top.tables("scales", "[[scales]]"), 1):
            table = Table(values, _place("scale", number, values.get("id")), self._notes, _SCALE_KEYS, _SCALE_SINCE_2)
            scale = _new_id(table, seen)
            levels = self._levels(table, scale)
            scales.append(Scale(scale, levels, self._break_after(table, len(levels))))
        return tuple(scales)

    def _break_after(self, table: Table, levels: int) -> int:
        number = table.whole_number("break_after", needed=False)
        if number and number >= levels:
            mend = f"Write the number of a level before the last, from 1 to {levels - 1}, or remove the line."
            self._notes.fault(table.place, f'"break_after" is {number}, and nothing comes after that level.', mend)
        return number

    def _levels(self, table: Table, scale: str) -> tuple[Level, ...]:
        seen: dict[str, str] = {}
        levels: list[Level] = []
        entries = table.tables("levels", "[[scales.levels]]")
        if entries and not FEWEST_LEVELS <= len(entries) <= MOST_LEVELS:
            mend = f"A scale has {FEWEST_LEVELS} to {MOST_LEVELS} levels; four leave no comfortable middle."
            self._notes.fault(table.place, f"the scale has {counted(len(entries), 'level')}.", mend)
        for number, values in enumerate(entries, 1):
            place = f"{table.place}, {_place('level', number, values.get('id'))}"
            entry = Table(values, place, self._notes, _LEVEL_KEYS)
            level = _new_id(entry, seen)
            if level in NON_ANSWER_CODES:
                mend = "Give the level another id; this one is always offered beside the levels."
                self._notes.fault(place, f'"{level}" is reserved for an answer that is not a level.', mend)
            levels.append(Level(level, _words(entry, "label"), _words(entry, "meaning")))
            for key in ("label", "meaning"):
                self._note_easier(entry, f"plain_{key}", "scales", scale, level, key)
        return tuple(levels)

    def _sections(self, scales: Sequence[Scale]) -> tuple[Section, ...]:
        known = tuple(dict.fromkeys(scale.id for scale in scales if scale.id))
        named = "scale" in self._top.values or len(known) > 1
        usual = self._scale(self._top, known) if named else next(iter(known), "")
        seen_sections: dict[str, str] = {}
        seen_items: dict[str, str] = {}
        sections: list[Section] = []
        for number, values in enumerate(self._top.tables("sections", "[[sections]]"), 1):
            table = Table(values, _place("section", number, values.get("title")), self._notes, _SECTION_KEYS)
            section = _new_id(table, seen_sections)
            self._note_easier(table, "plain", "sections", section)
            sections.append(
                Section(
                    id=section,
                    title=_words(table, "title"),
                    long=table.text("long", needed=False),
                    scale=self._scale(table, known) if "scale" in values else usual,
                    items=self._items(table, seen_items),
                )
            )
        return tuple(sections)

    def _scale(self, table: Table, known: Sequence[str]) -> str:
        scale = table.text("scale")
        if scale and scale not in known:
            like = nearest(scale, known) or ", ".join(known)
            mend = f'Did you mean "{like}"?' if like else "Write the scale under a line [[scales]]."
            self._notes.fault(table.place, f'there is no scale "{quoted(scale)}" in this bank.', mend)
        return scale

    def _items(self, section: Table, seen: dict[str, str]) -> tuple[Item, ...]:
        items: list[Item] = []
        for number, values in enumerate(section.tables("items", "[[sections.items]]"), 1):
            place = f"{section.place}, {_place('item', number, values.get('id'), both=True)}"
            table = Table(values, place, self._notes, _ITEM_KEYS, _ITEM_SINCE_2)
            item = _new_id(table, seen)
            items.append(
                Item(
                    id=item,
                    edition=table.whole_number("edition"),
                    text=_words(table, "text"),
                    lowest=_words(table, "lowest"),
                    highest=_words(table, "highest"),
                    prompt=_words(table, "prompt"),
                    short=table.yes("short"),
                    tags=table.chosen("tags", TAGS),
                    published=table.text("published", needed=False),
                    tries=tuple(Words(((STANDARD, text),)) for text in _tries(table)),
                )
            )
            self._note_easier(table, "plain", "items", item, "text")
        return tuple(items)


def read_asked(asked: AskedBank, files: Sequence[bytes]) -> tuple[Bank | None, tuple[Fault, ...]]:
    """Read a bank as a round asks it; takes the bytes of its files, in the order of `AskedBank.file_names`."""
    first, *others = files
    wordings = [
        BankFile(f"{asked.bank}.{wording}.toml", content)
        for (wording, _), content in zip(asked.wordings, others, strict=True)
    ]
    return read_bank(f"{asked.bank}.toml", first, wordings)


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
    notes = Notes(file.name, format_of(values))
    table = Table(values, "", notes, _TEXT_KEYS, _TEXT_SINCE_2)
    table.whole_number("format")
    wording, name = table.id("wording"), table.text("name")
    source, licence = (table.text(key, needed=False) for key in ("source", "licence"))
    if table.text("bank") not in ("", bank.id):
        notes.fault("", f'"bank" is not "{bank.id}".', "Name the bank that this file words anew.")
    if wording in dict(bank.wordings) or wording in (STANDARD, EASIER):
        notes.fault("", f'there is a wording "{wording}" already.', "Give this one another id.")
    check_name(notes, file.name, f"{bank.id}.{wording}" if wording else "")
    texts = _texts(table, bank, is_quoted=bool(source))
    for path in needed(bank):
        if path not in texts:
            notes.fault(".".join(path), "this text is missing or cannot be used.", "A wording says the whole bank.")
    if not bank.has_period:
        check_no_period(table, {"stem": texts.get(("stem",))})
    if not notes.usable:
        return bank, notes.faults
    worded = with_wording(bank, wording, name, texts)
    return (quoted_in(worded, Quotation(wording, source, licence)) if source else worded), notes.faults


def quoted_in(bank: Bank, quotation: Quotation) -> Bank:
    """Mark a wording of a bank as a quotation: each item then holds its text as it was published."""

    def quoted_item(item: Item) -> Item:
        return replace(item, published=item.published or item.text.say(quotation.wording))

    sections = (replace(section, items=tuple(map(quoted_item, section.items))) for section in bank.sections)
    return replace(bank, sections=tuple(sections), quotations=(*bank.quotations, quotation))


def with_wording(bank: Bank, wording: str, name: str, texts: Texts) -> Bank:
    """Add a wording to a bank; texts that it lacks are shown in the standard wording."""

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
            tries=tuple(add(words, "items", item.id, "try", str(at)) for at, words in enumerate(item.tries)),
        )

    return replace(
        bank,
        title=add(bank.title, "title"),
        stem=add(bank.stem, "stem"),
        intro=add(bank.intro, "intro"),
        practice=add(bank.practice, "practice"),
        object=add(bank.object, "object") if bank.object else None,
        scales=tuple(scale_with(scale) for scale in bank.scales),
        sections=tuple(section_with(section) for section in bank.sections),
        wordings=(*bank.wordings, (wording, name)),
    )


def needed(bank: Bank) -> tuple[Path, ...]:
    """Return the path of each text that a wording must have before it is offered."""
    levels = [
        ("scales", scale.id, level.id, key) for scale in bank.scales for level in scale.levels for key in _LEVEL_TEXTS
    ]
    items = [("items", item.id, "text") for _, item in bank.items()]
    return (("stem",), ("intro",), ("practice",), *levels, *items)


def check_stem(table: Table, key: str, stem: str) -> None:
    """Note each pair of braces in a stem that nothing fills in."""
    for braces in _BRACES.findall(stem):
        if braces not in _IN_A_STEM:
            mend = 'Write {Period} or {period} where "over the last six months" belongs, or remove it.'
            table.notes.fault(table.place, f'"{key}" holds "{quoted(braces)}", which nothing fills in.', mend)


def check_no_period(table: Table, stems: Mapping[str, object]) -> None:
    """Note each stem that names a period, in a bank that asks of none."""
    for key, stem in stems.items():
        if isinstance(stem, str) and any(braces in stem for braces in _IN_A_STEM):
            mend = f'Remove it from "{key}", or remove the line period = "none" from the bank.'
            table.notes.fault(table.place, f'"{key}" names a period, and the bank asks of none.', mend)


def format_of(values: Mapping[str, object]) -> int:
    """Return the format that a file names; 1 where it names none that can be read."""
    number = values.get("format")
    return number if isinstance(number, int) else 1


def check_format(name: str, values: Mapping[str, object]) -> Fault | None:
    """Return the one fault of a file in a newer format than this version knows; None where it may be read."""
    number = values.get("format")
    if isinstance(number, int) and number > FORMAT:
        what = f"the file's format is newer than {FORMAT}, the newest one known here."
        return Fault(name, "", what, "Install a newer coreflect to use it.")
    return None


def check_name(notes: Notes, file: str, wanted: str) -> None:
    """Note a TOML file whose name does not follow from its ids."""
    last = re.split(r"[/\\]", file)[-1]
    if wanted and last.lower().endswith(".toml") and last != f"{wanted}.toml":
        mend = f"Call the file {wanted}.toml, or change the ids in it."
        notes.fault("", f'a file called "{quoted(last)}" holds "{wanted}".', mend)


def _words(table: Table, key: str) -> Words:
    return Words(((STANDARD, table.text(key, most_words=MOST_WORDS.get(key, 0))),))


def _new_id(table: Table, seen: dict[str, str]) -> str:
    text = table.id()
    if text and text in seen:
        what = f'the id "{text}" is used already in {seen[text]}.'
        table.notes.fault(table.place, what, "Give one of the two another id.")
    elif text:
        seen[text] = table.place
    return text


def _easier_key(path: Path) -> str:
    if path[0] == "items":
        return f'plain in item "{path[1]}"'
    if path[0] == "scales":
        return f'plain_{path[3]} in level "{path[2]}"'
    return "plain in [practice]" if path[0] == "practice" else f"plain_{path[0]}"


def _place(kind: str, number: int, name: object, *, both: bool = False) -> str:
    if not isinstance(name, str) or not name.strip():
        return f"{kind} {number}"
    return f'{kind} {number} ("{quoted(name)}")' if both else f'{kind} "{quoted(name)}"'


def _tries(table: Table) -> tuple[str, ...]:
    return table.texts("try", most=MOST_TRIES, most_words=MOST_WORDS_OF_A_TRY)


def _texts(table: Table, bank: Bank, *, is_quoted: bool) -> Texts:
    """Read the texts of a wording by their paths; a text that is quoted may have any length."""
    keys = ("title", "stem", "intro", "practice", "object")
    found: dict[Path, str] = {(key,): table.text(key, needed=False) for key in keys}
    check_stem(table, "stem", found["stem",])
    scales = table.table("scales", [scale.id for scale in bank.scales], "scales", needed=False)
    for scale in bank.scales:
        levels = scales.table(scale.id, scale.level_ids, f"scales.{scale.id}", needed=False)
        for level in scale.level_ids:
            found |= _parts(levels.table(level, _LEVEL_TEXTS, f"{levels.place}.{level}", needed=False), _LEVEL_TEXTS)
    sections = table.table("sections", [section.id for section in bank.sections], "sections", needed=False)
    found |= {("sections", section.id): sections.text(section.id, needed=False) for section in bank.sections}
    ids = [item.id for _, item in bank.items()]
    items = table.table("items", ids, "items", needed=False)
    for item in ids:
        place = f"items.{item}"
        texts = items.table(item, _ITEM_TEXTS, place, needed=False, since_2=_WORDING_ITEM_SINCE_2)
        found |= _parts(texts, _ITEM_TEXTS, {} if is_quoted else MOST_WORDS)
        found |= {("items", item, "try", str(at)): text for at, text in enumerate(_tries(texts))}
    return {path: text for path, text in found.items() if text}


def _parts(table: Table, known: Collection[str], most_words: Mapping[str, int] = MOST_WORDS) -> Texts:
    path = tuple(table.place.split("."))
    return {(*path, part): table.text(part, most_words=most_words.get(part, 0), needed=False) for part in known}
