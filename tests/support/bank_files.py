"""A bank that a test made as values, as the file in which a round would ask it: only the words that results show."""

from __future__ import annotations

from typing import Any

from coreflect.core.banks.bank import Bank, BankFile, Scale, Section
from coreflect.core.model import AskedBank
from tests.support.tiny_bank import toml


def bank_file(asked: AskedBank, bank: Bank) -> BankFile:
    """The bank's file under the name that the round gives it, whatever its digest."""
    return BankFile(asked.file_names()[0], toml(_values(bank)))


def _values(bank: Bank) -> dict[str, Any]:
    return {
        "format": 1,
        "id": bank.id,
        "title": bank.title.say(),
        "stem": bank.stem.say(),
        "intro": bank.intro.say(),
        "practice": {"text": bank.practice.say()},
        "source": {"idea": bank.source.idea or "own", "wording": bank.source.wording, "tested": bank.source.tested},
        "scales": [_scale(scale) for scale in bank.scales],
        "sections": [_section(section) for section in bank.sections],
    }


def _scale(scale: Scale) -> dict[str, Any]:
    levels = [{"id": one.id, "label": one.label.say(), "meaning": one.meaning.say()} for one in scale.levels]
    return {"id": scale.id, "levels": levels}


def _section(section: Section) -> dict[str, Any]:
    items = [
        {
            "id": one.id,
            "edition": one.edition,
            "short": one.short,
            "text": one.text.say(),
            "lowest": one.lowest.say(),
            "highest": one.highest.say(),
            "prompt": one.prompt.say(),
            "tags": list(one.tags),
        }
        for one in section.items
    ]
    return {"id": section.id, "title": section.title.say(), "scale": section.scale, "items": items}
