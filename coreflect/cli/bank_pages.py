"""A bank as a page for people and as data for programs: the same content, and nothing that could steer a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from textwrap import fill

from coreflect.core.bank import Bank, Fault, Item, Scale, Section, ShelvedBank, Words
from coreflect.core.names import shown
from coreflect.core.rounds import DEFAULT_PERIOD
from coreflect.core.sentences import stem

WIDTH = 78


def shelf_as_page(shelf: Sequence[ShelvedBank]) -> str:
    """Every bank on the shelf: its id, then what it is, how long and in which wordings."""
    lines = [line for one in shelf for line in _on_shelf(one)]
    return "\n".join(lines) + "\n"


def shelf_as_data(shelf: Sequence[ShelvedBank]) -> dict[str, object]:
    """Every bank on the shelf as values that JSON can hold; a broken one has `usable` false and its faults."""
    return {"banks": [_shelved_as_data(one) for one in shelf]}


def bank_as_page(bank: Bank, wording: str) -> str:
    """Everything that a bank asks, in one wording, wrapped to a terminal's width."""
    return "\n".join(_page(bank, wording)) + "\n"


def bank_as_data(bank: Bank, wording: str = "") -> object:
    """Everything that a bank asks as values that JSON can hold; each text is a table of wordings.

    Takes the bank and a wording: with one, texts are given in it alone, and in the standard words where it has none.
    """
    return _as_data(bank, wording)


def faults_as_data(faults: Iterable[Fault]) -> list[object]:
    """Faults as values that JSON can hold."""
    return [_as_data(fault, "") for fault in faults]


def _on_shelf(one: ShelvedBank) -> Iterator[str]:
    whose = "" if one.origin == "shipped" else " (your own)"
    yield f"{shown(one.id)}{whose}"
    if one.bank is None:
        faults = sum(not fault.warning for fault in one.faults)
        yield f"    Cannot be used: {faults} fault{'' if faults == 1 else 's'}."
        return
    bank = one.bank
    yield _wrap(bank.title.say(), 4)
    yield _wrap(f"{_questions(bank)}. {_tested(bank)}", 4)
    yield _wrap(", ".join(name for _, name in bank.wordings), 4)


def _questions(bank: Bank) -> str:
    whole = len(bank.items())
    return f"{whole} question{'' if whole == 1 else 's'}, {len(bank.items('short'))} in the short form"


def _tested(bank: Bank) -> str:
    return "Not yet tried out." if bank.source.tested == "no" else "Tried out."


def _page(bank: Bank, wording: str) -> Iterator[str]:
    yield _wrap(f"{bank.title.say(wording)} ({bank.id})")
    yield _wrap(f"{_questions(bank)}. Wordings: {', '.join(f'{name} ({code})' for code, name in bank.wordings)}.")
    yield ""
    yield _wrap(bank.intro.say(wording))
    yield ""
    yield _wrap(stem(bank.stem.say(wording), DEFAULT_PERIOD))
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


def _heading(bank: Bank, section: Section, number: int, wording: str) -> str:
    long = f" ({section.long})" if section.long and wording == bank.wordings[0][0] else ""
    return f"{bank.section_word} {number}: {section.title.say(wording)}{long}"


def _item(item: Item, place: int, wording: str) -> Iterator[str]:
    yield _wrap(f"{place}. {item.text.say(wording)}", 2, 5)
    facts = [item.id, "in the short form" if item.short else "", ", ".join(item.tags)]
    yield _wrap(f"[{' | '.join(fact for fact in facts if fact)}]", 5)
    yield _wrap(f"First answer, for example: {item.lowest.say(wording)}", 5, 7)
    yield _wrap(f"Last answer, for example: {item.highest.say(wording)}", 5, 7)
    yield _wrap(f"To talk about: {item.prompt.say(wording)}", 5, 7)


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


def _shelved_as_data(one: ShelvedBank) -> dict[str, object]:
    data: dict[str, object] = {"id": shown(one.id), "origin": one.origin, "usable": one.bank is not None}
    if one.bank is not None:
        bank = one.bank
        data |= {
            "title": shown(bank.title.say()),
            "items": len(bank.items()),
            "items_in_short_form": len(bank.items("short")),
            "wordings": [{"id": code, "name": shown(name)} for code, name in bank.wordings],
            "tested": bank.source.tested,
        }
    return data | {"faults": faults_as_data(one.faults)}


def _as_data(value: object, wording: str) -> object:
    if isinstance(value, Words):
        said = ((wording, value.say(wording)),) if wording else value.by_wording
        return {code: shown(text) for code, text in said}
    if isinstance(value, Bank):
        whole = {field.name: _as_data(getattr(value, field.name), wording) for field in fields(value)}
        return whole | {"wordings": [{"id": code, "name": shown(name)} for code, name in value.wordings]}
    if is_dataclass(value):
        return {field.name: _as_data(getattr(value, field.name), wording) for field in fields(value)}
    if isinstance(value, tuple):
        return [_as_data(each, wording) for each in value]
    return shown(value) if isinstance(value, str) else value
