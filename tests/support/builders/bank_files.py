"""A bank that a test made as values, as the file in which a reflection would ask it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from coreflect.core.banks.bank import EASIER, Bank, BankFile, Item, Level, Section, Words
from coreflect.core.model import AskedBank
from coreflect.core.reflections.rounds import digest
from tests.support.builders.tiny_bank import toml


def bank_file(name: str, bank: Bank) -> BankFile:
    """The bank's file under this name."""
    return BankFile(name, toml(_values(bank)))


def asked_as(bank: Bank, like: AskedBank | None = None) -> AskedBank:
    """The bank as a reflection asks it, whole or in the form of `like`, with the digest of its file."""
    return replace(like or AskedBank(bank.id, "whole", ""), digest=digest(toml(_values(bank))), wordings=())


def _values(bank: Bank) -> dict[str, Any]:
    return {
        "format": 1,
        "id": bank.id,
        **_said("title", bank.title),
        **_said("stem", bank.stem),
        **_said("intro", bank.intro),
        "practice": _text(bank.practice),
        "source": {"idea": bank.source.idea or "own", "wording": bank.source.wording, "tested": bank.source.tested},
        "scales": [{"id": scale.id, "levels": [_level(level) for level in scale.levels]} for scale in bank.scales],
        "sections": [_section(section) for section in bank.sections],
    }


def _level(level: Level) -> dict[str, Any]:
    return {"id": level.id, **_said("label", level.label), **_said("meaning", level.meaning)}


def _section(section: Section) -> dict[str, Any]:
    easier = {"plain": section.title.say(EASIER)} if EASIER in dict(section.title.by_wording) else {}
    items = [_item(item) for item in section.items]
    return {"id": section.id, "title": section.title.say(), **easier, "scale": section.scale, "items": items}


def _item(item: Item) -> dict[str, Any]:
    return {
        "id": item.id,
        "edition": item.edition,
        "short": item.short,
        **_text(item.text),
        "lowest": item.lowest.say(),
        "highest": item.highest.say(),
        "prompt": item.prompt.say(),
        "tags": list(item.tags),
    }


def _said(key: str, words: Words) -> dict[str, str]:
    easier = {f"plain_{key}": words.say(EASIER)} if EASIER in dict(words.by_wording) else {}
    return {key: words.say(), **easier}


def _text(words: Words) -> dict[str, str]:
    easier = {"plain": words.say(EASIER)} if EASIER in dict(words.by_wording) else {}
    return {"text": words.say(), **easier}
