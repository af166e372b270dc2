"""Says whether answers to an item, asked twice, can be compared, and whether its words changed meanwhile.

Another edition, or other levels, is another question. Other words of the same edition are compared only where both are
coreflect's own banks: their editions rise with every change of meaning. Of a team's own bank nobody can tell.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from coreflect.core.banks.bank import Bank, Item, Section

Incomparable = Literal["", "reworded", "rescaled", "text differs"]


class AsRead(NamedTuple):
    """What a person reads while answering an item, in standard words; `shipped` as in its bank."""

    edition: int
    level_ids: tuple[str, ...]
    stem: str
    text: str
    lowest: str
    highest: str
    labels: tuple[str, ...]
    meanings: tuple[str, ...]
    shipped: bool

    @property
    def words(self) -> tuple[str, ...]:
        """Every text of it."""
        return (self.stem, self.text, self.lowest, self.highest, *self.labels, *self.meanings)

    @property
    def meaning(self) -> tuple[object, ...]:
        """What all versions of an item share that can be compared with each other."""
        return (self.edition, self.level_ids, () if self.shipped else self.words)


def as_read(bank: Bank, section: Section, item: Item) -> AsRead:
    """Gather what a person reads while answering this item."""
    scale = bank.scale(section.scale)
    return AsRead(
        edition=item.edition,
        level_ids=scale.level_ids,
        stem=bank.stem.say(),
        text=item.text.say(),
        lowest=item.lowest.say(),
        highest=item.highest.say(),
        labels=tuple(level.label.say() for level in scale.levels),
        meanings=tuple(level.meaning.say() for level in scale.levels),
        shipped=bank.shipped,
    )


def why_not(before: AsRead, now: AsRead) -> Incomparable:
    """Say why the answers to an item, asked before and now, cannot be compared; empty where they can."""
    if before.edition != now.edition:
        return "reworded"
    if before.level_ids != now.level_ids:
        return "rescaled"
    is_told_by_edition = before.shipped and now.shipped
    return "text differs" if before.words != now.words and not is_told_by_edition else ""


def in_other_words(before: AsRead, now: AsRead) -> bool:
    """Whether the answers can be compared although the words changed; both wordings are then shown beside them."""
    return not why_not(before, now) and before.words != now.words
