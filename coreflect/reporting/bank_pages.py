"""A bank as a page for people and as data for programs: the same content, and nothing that could steer a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from textwrap import fill
from typing import Any

from coreflect.core.banks.bank import STANDARD, Bank, Fault, Item, Scale, Section, ShelvedBank, Words
from coreflect.core.banks.diff import BankChanges, ItemChange, ScaleChange, TextChange
from coreflect.core.names import shown
from coreflect.core.reflections.rounds import DEFAULT_PERIOD
from coreflect.core.texts.answering import AS_PUBLISHED, quoted_from
from coreflect.core.texts.words import counted, with_period

WIDTH = 78


def shelf_as_page(shelf: Sequence[ShelvedBank]) -> str:
    """Write every bank on the shelf: its id, then what it is, how long and in which wordings."""
    lines = [line for shelved in shelf for line in _on_shelf(shelved)]
    return "\n".join(lines) + "\n"


def shelf_as_data(shelf: Sequence[ShelvedBank]) -> dict[str, object]:
    """Return every bank on the shelf as values that JSON can hold; a broken one has `usable` false and its faults."""
    return {"banks": [_shelved_as_data(shelved) for shelved in shelf]}


def bank_as_page(bank: Bank, wording: str) -> str:
    """Write everything that a bank asks, in one wording, wrapped to a terminal's width."""
    return "\n".join(_page(bank, wording)) + "\n"


def bank_as_data(bank: Bank, wording: str = "") -> object:
    """Return everything that a bank asks as values that JSON can hold; each text is a table of wordings.

    Takes the bank and a wording: with one, texts are given in it alone, and in the standard words where it has none.
    """
    return _as_data(bank, wording)


def faults_as_data(faults: Iterable[Fault]) -> list[object]:
    """Return faults as values that JSON can hold."""
    return [_as_data(fault, "") for fault in faults]


def _on_shelf(shelved: ShelvedBank) -> Iterator[str]:
    owner = "" if shelved.origin == "shipped" else " (your own)"
    yield f"{shown(shelved.id)}{owner}"
    if shelved.bank is None:
        faults = sum(not fault.warning for fault in shelved.faults)
        yield f"    Cannot be used: {counted(faults, 'fault')}."
        return
    bank = shelved.bank
    yield _wrap(bank.title.say(), 4)
    yield _wrap(f"{_questions(bank)}. {_tested(bank)}", 4)
    yield _wrap(", ".join(name for _, name in bank.wordings), 4)


def _questions(bank: Bank) -> str:
    return f"{counted(len(bank.items()), 'question')}, {len(bank.items('short'))} in the short form"


def _tested(bank: Bank) -> str:
    return "Not yet tried out." if bank.source.tested == "no" else "Tried out."


def _page(bank: Bank, wording: str) -> Iterator[str]:
    yield _wrap(f"{bank.title.say(wording)} ({bank.id})")
    yield _wrap(f"{_questions(bank)}. Wordings: {', '.join(f'{name} ({code})' for code, name in bank.wordings)}.")
    yield ""
    yield _wrap(bank.intro.say(wording))
    if bank.object:
        yield _wrap(f"It is always about {bank.object.say(wording)}, whatever a reflection is about.")
    for quotation in bank.quotations:
        name = dict(bank.wordings)[quotation.wording]
        yield _wrap(f'The wording "{name}" is a quotation. {quoted_from(bank, quotation.wording)}')
    yield ""
    yield _wrap(with_period(bank.stem.say(wording), DEFAULT_PERIOD))
    usual = bank.sections[0].scale
    yield from _answers(bank.scale(usual), wording)
    yield _wrap(f"To try it first: {bank.practice.say(wording)}", 2)
    for number, section in enumerate(bank.sections, 1):
        yield ""
        yield _wrap(_heading(bank, section, number, wording))
        if section.scale != usual:
            yield from _answers(bank.scale(section.scale), wording)
        for place, item in enumerate(section.items, 1):
            yield from _item(item, place, wording)
    yield ""
    yield from _source(bank)


def _answers(scale: Scale, wording: str) -> Iterator[str]:
    for number, level in enumerate(scale.levels, 1):
        yield _wrap(f"{number} {level.label.say(wording)}: {level.meaning.say(wording)}", 2, 4)
        if number == scale.break_after:
            yield "  -- the answers are cut in two here"


def _heading(bank: Bank, section: Section, number: int, wording: str) -> str:
    long = f" ({section.long})" if section.long and wording == bank.wordings[0][0] else ""
    return f"{bank.section_word} {number}: {section.title.say(wording)}{long}"


def _item(item: Item, place: int, wording: str) -> Iterator[str]:
    yield _wrap(f"{place}. {item.text.say(wording)}", 2, 5)
    details = [item.id, "in the short form" if item.short else "", ", ".join(item.tags)]
    yield _wrap(f"[{' | '.join(detail for detail in details if detail)}]", 5)
    yield _wrap(f"First answer, for example: {item.lowest.say(wording)}", 5, 7)
    yield _wrap(f"Last answer, for example: {item.highest.say(wording)}", 5, 7)
    yield _wrap(f"To talk about: {item.prompt.say(wording)}", 5, 7)
    for words in item.tries:
        yield _wrap(f"To try: {words.say(wording)}", 5, 7)
    if item.published and item.published != item.text.say(wording):
        yield _wrap(f'{AS_PUBLISHED}: "{item.published}"', 5, 7)


def _source(bank: Bank) -> Iterator[str]:
    source = bank.source
    who = ", ".join(part for part in (source.publisher, source.year) if part)
    yield _wrap(f"Where the idea comes from: {source.idea}{f' ({who})' if who else ''}.")
    for name, text in (("Read it in", source.where), ("Note", source.note), ("Licence", source.licence)):
        if text:
            yield _wrap(f"{name}: {text}")
    yield _tested(bank)


def _wrap(text: str, indent: int = 0, hanging: int | None = None) -> str:
    after = " " * (indent if hanging is None else hanging)
    return fill(shown(text), WIDTH, initial_indent=" " * indent, subsequent_indent=after, break_on_hyphens=False)


def _shelved_as_data(shelved: ShelvedBank) -> dict[str, object]:
    data: dict[str, object] = {"id": shown(shelved.id), "origin": shelved.origin, "usable": shelved.bank is not None}
    if shelved.bank is not None:
        bank = shelved.bank
        data |= {
            "title": shown(bank.title.say()),
            "items": len(bank.items()),
            "items_in_short_form": len(bank.items("short")),
            "wordings": [{"id": code, "name": shown(name)} for code, name in bank.wordings],
            "tested": bank.source.tested,
        }
    return data | {"faults": faults_as_data(shelved.faults)}


def _as_data(value: object, wording: str) -> object:
    if isinstance(value, Words):
        texts = ((wording, value.say(wording)),) if wording else value.by_wording
        return {code: shown(text) for code, text in texts}
    if isinstance(value, Bank):
        whole = {field.name: _as_data(getattr(value, field.name), wording) for field in fields(value)}
        return whole | {"wordings": [{"id": code, "name": shown(name)} for code, name in value.wordings]}
    if is_dataclass(value):
        return {field.name: _as_data(getattr(value, field.name), wording) for field in fields(value)}
    if isinstance(value, tuple):
        return [_as_data(part, wording) for part in value]
    return shown(value) if isinstance(value, str) else value


NOTHING = "Nothing is different."
COMPARED = {
    "": "answers before and now are compared",
    "reworded": "a comparison says: reworded",
    "rescaled": "a comparison says: rescaled",
    "text differs": "a comparison says: text differs",
}
_HEADINGS = (("added", "New questions"), ("dropped", "No longer asked"), ("changed", "Changed questions"))


def changes_as_page(changes: BankChanges) -> str:
    """Write everything that is different, wrapped to a terminal's width, ending in a line feed."""
    lines = list(_diff_page(changes)) if changes.any else [NOTHING]
    return "\n".join(lines).strip("\n") + "\n"


def changes_as_data(changes: BankChanges) -> dict[str, Any]:
    """Return everything that is different as values that JSON can hold."""
    return {
        "old": shown(changes.banks[0]),
        "new": shown(changes.banks[1]),
        "different": changes.any,
        "items": [_item_data(item) for item in changes.items],
        "unchanged": [shown(item) for item in changes.unchanged],
        "scales": [
            {
                "scale": shown(scale.scale),
                "levels_before": [shown(level) for level in scale.levels[0]],
                "levels": [shown(level) for level in scale.levels[1]],
                "texts": _texts_data(scale.texts),
            }
            for scale in changes.scales
        ],
        "texts": _texts_data(changes.texts),
        "wordings_dropped": list(changes.wordings[0]),
        "wordings_added": list(changes.wordings[1]),
        "warnings": list(changes.warnings),
    }


def _diff_page(changes: BankChanges) -> Iterator[str]:
    old, new = changes.banks
    if old != new:
        yield _wrap(f"Two banks: {old} and {new}.")
    for change, heading in _HEADINGS:
        items = [item for item in changes.items if item.change == change]
        if items:
            yield from ("", f"{heading} ({len(items):,})")
        for item in items:
            yield from _changed_item(item)
    if changes.unchanged:
        yield from ("", f"Questions that are as they were ({len(changes.unchanged):,})")
        yield from (_wrap(f"{item}: {COMPARED['']}", 2, 4) for item in changes.unchanged)
    if changes.scales:
        yield from ("", "Answers to choose from")
        for scale in changes.scales:
            yield from _scale(scale)
    if changes.texts or any(changes.wordings):
        yield from ("", "The bank itself")
        yield from _texts(changes.texts, 2)
        for codes, what in zip(changes.wordings, ("No longer offered", "New wording"), strict=True):
            yield from (_wrap(f"{what}: {code}", 2) for code in codes)


def _changed_item(item: ItemChange) -> Iterator[str]:
    if item.change != "changed":
        yield _wrap(f"{item.item} ({item.section}): {item.texts[0].now or item.texts[0].before}", 2, 4)
        return
    yield _wrap(f"{item.item} ({item.section}): {COMPARED[item.compared]}", 2, 4)
    earlier, later = item.editions
    if earlier != later:
        yield _wrap(f"edition {earlier} is now edition {later}", 4)
    if item.moved_from:
        where = "is elsewhere in its part" if item.moved_from == item.section else f"moved, from {item.moved_from}"
        yield _wrap(where, 4)
    if item.short[0] != item.short[1]:
        yield _wrap("now in the short form" if item.short[1] else "no longer in the short form", 4)
    yield from _texts(item.texts, 4)


def _scale(scale: ScaleChange) -> Iterator[str]:
    before, now = scale.levels
    if not before:
        yield _wrap(f"{scale.scale}: new: {', '.join(now)}", 2, 4)
    elif not now:
        yield _wrap(f"{scale.scale}: gone: {', '.join(before)}", 2, 4)
    elif before != now:
        yield _wrap(f"{scale.scale}: other answers, so a comparison says: rescaled", 2, 4)
        yield _wrap(f"old: {', '.join(before)}", 4, 9)
        yield _wrap(f"new: {', '.join(now)}", 4, 9)
    else:
        yield _wrap(f"{scale.scale}: the same answers", 2, 4)
    yield from _texts(scale.texts, 4)


def _texts(texts: Sequence[TextChange], indent: int) -> Iterator[str]:
    for text in texts:
        wording = "" if text.wording == STANDARD else f" (wording {text.wording})"
        yield _wrap(f"{text.what}{wording}", indent)
        yield _wrap(f"old: {text.before or '(nothing)'}", indent + 2, indent + 7)
        yield _wrap(f"new: {text.now or '(nothing)'}", indent + 2, indent + 7)


def _item_data(item: ItemChange) -> dict[str, Any]:
    return {
        "item": shown(item.item),
        "change": item.change,
        "section": shown(item.section),
        "moved_from": shown(item.moved_from) or None,
        "edition_before": item.editions[0] or None,
        "edition": item.editions[1] or None,
        "short_before": item.short[0],
        "short": item.short[1],
        "compared": item.change == "changed" and not item.compared,
        "why_not": item.compared or None,
        "texts": _texts_data(item.texts),
    }


def _texts_data(texts: Sequence[TextChange]) -> list[dict[str, str]]:
    return [
        {"what": shown(text.what), "wording": text.wording, "before": shown(text.before), "now": shown(text.now)}
        for text in texts
    ]
