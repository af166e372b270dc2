"""What is different between two editions of a bank, and what a comparison over time will therefore say of each item.

An item keeps its id; its edition rises when its meaning changes. Where the words changed and the edition did not, or
the other way round, that is warned of and left to people: no program knows what a sentence means.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from coreflect.core.banks.bank import STANDARD, Bank, Item, Scale, Section, Words
from coreflect.core.names import shown
from coreflect.core.results import WhyNot

Fate = Literal["added", "dropped", "changed"]


class TextChange(NamedTuple):
    """One text in one wording, before and now; empty where it was not there. `what` names it in a few words."""

    what: str
    wording: str
    before: str
    now: str


class ItemChange(NamedTuple):
    """What became of one item.

    `section` is the title of the section in which it stands, or stood. `moved_from` is the title of its section before,
    where it moved; the same title where only the order changed. `editions` and `short` say how it was and is.
    `compared` is why its answers before and now are not laid side by side; empty where they are.
    """

    item: str
    fate: Fate
    section: str
    texts: tuple[TextChange, ...] = ()
    moved_from: str = ""
    editions: tuple[int, int] = (0, 0)
    short: tuple[bool, bool] = (False, False)
    compared: WhyNot = ""

    @property
    def says_nothing_new(self) -> bool:
        """Whether the item stands as it stood."""
        same = self.editions[0] == self.editions[1] and self.short[0] == self.short[1]
        return self.fate == "changed" and same and not (self.texts or self.moved_from or self.compared)


class ScaleChange(NamedTuple):
    """A scale that is not as it was: the ids of its levels before and now (none where it is new or gone), and texts."""

    scale: str
    levels: tuple[tuple[str, ...], tuple[str, ...]]
    texts: tuple[TextChange, ...]


class BankChanges(NamedTuple):
    """Everything that is different; all empty where nothing is.

    `wordings` holds the ids of the wordings (dropped, added).
    """

    banks: tuple[str, str]
    items: tuple[ItemChange, ...]
    scales: tuple[ScaleChange, ...]
    texts: tuple[TextChange, ...]
    wordings: tuple[tuple[str, ...], tuple[str, ...]]
    warnings: tuple[str, ...]

    @property
    def any(self) -> bool:
        """Whether anything is different."""
        return bool(self.items or self.scales or self.texts or any(self.wordings) or self.banks[0] != self.banks[1])


def bank_changes(before: Bank, now: Bank) -> BankChanges:
    """What is different in a bank `now` from how it was `before`: items in the order of now, then those dropped."""
    dropped = tuple(code for code, _ in before.wordings if code not in dict(now.wordings))
    added = tuple(code for code, _ in now.wordings if code not in dict(before.wordings))
    wordings = [code for code, _ in now.wordings if code in dict(before.wordings)]
    texts = (
        *_texts("title", before.title, now.title, wordings),
        *_texts("question before the answers", before.stem, now.stem, wordings),
        *_texts("introduction", before.intro, now.intro, wordings),
        *_texts("one to try", before.practice, now.practice, wordings),
        *_section_texts(before, now, wordings),
    )
    items, scales = tuple(_items(before, now, wordings)), tuple(_scales(before, now, wordings))
    banks = (before.id, now.id)
    changes = BankChanges(banks, items, scales, texts, (dropped, added), ())
    return changes._replace(warnings=warnings_of(before, now, changes))


def why_not(before: tuple[Bank, Section, Item], now: tuple[Bank, Section, Item]) -> WhyNot:
    """What a comparison says of an item asked in both: why it lays nothing side by side, or nothing where it does."""
    if before[2].edition != now[2].edition:
        return "reworded"
    scales = [bank.scale(section.scale) for bank, section, _ in (before, now)]
    if scales[0].level_ids != scales[1].level_ids:
        return "rescaled"
    return "text differs" if _read(*before, scales[0]) != _read(*now, scales[1]) else ""


def _read(bank: Bank, _: Section, item: Item, scale: Scale) -> tuple[str, ...]:
    """All that a person reads in answering an item, in standard words."""
    levels = (words for level in scale.levels for words in (level.label, level.meaning))
    return tuple(words.say() for words in (bank.stem, item.text, item.lowest, item.highest, *levels))


def _items(before: Bank, now: Bank, wordings: Sequence[str]) -> Iterator[ItemChange]:
    then = {item.id: (section, item) for section, item in before.items()}
    today = {item.id: (section, item) for section, item in now.items()}
    in_order = _standing_in_order(tuple(then), tuple(today))
    for key, (section, item) in today.items():
        title = section.title.say()
        if key not in then:
            yield ItemChange(key, "added", title, _item_texts(None, item, wordings), editions=(0, item.edition))
            continue
        old_section, old = then[key]
        moved = old_section.id != section.id or key not in in_order
        change = ItemChange(
            key,
            "changed",
            title,
            _item_texts(old, item, wordings),
            old_section.title.say() if moved else "",
            (old.edition, item.edition),
            (old.short, item.short),
            why_not((before, old_section, old), (now, section, item)),
        )
        if not change.says_nothing_new:
            yield change
    for key, (section, old) in then.items():
        if key not in today:
            texts = tuple(one._replace(before=one.now, now="") for one in _item_texts(None, old, wordings))
            yield ItemChange(key, "dropped", section.title.say(), texts, editions=(old.edition, 0))


def _item_texts(old: Item | None, item: Item, wordings: Sequence[str]) -> tuple[TextChange, ...]:
    """The texts of an item that changed; of one that is new its words alone."""
    if old is None:
        return (TextChange("words", STANDARD, "", item.text.say()),)
    return (
        *_texts("words", old.text, item.text, wordings),
        *_texts("example of the first answer", old.lowest, item.lowest, wordings),
        *_texts("example of the last answer", old.highest, item.highest, wordings),
        *_texts("what to talk about", old.prompt, item.prompt, wordings),
    )


def _scales(before: Bank, now: Bank, wordings: Sequence[str]) -> Iterator[ScaleChange]:
    then, today = ({scale.id: scale for scale in bank.scales} for bank in (before, now))
    for key in dict.fromkeys((*today, *then)):
        old, new = then.get(key), today.get(key)
        levels = (old.level_ids if old else (), new.level_ids if new else ())
        texts: list[TextChange] = []
        for level in new.levels if old and new else ():
            was = next((one for one in old.levels if one.id == level.id), None) if old else None
            if was:
                texts += _texts(f'answer "{level.id}"', was.label, level.label, wordings)
                texts += _texts(f'meaning of "{level.id}"', was.meaning, level.meaning, wordings)
        if levels[0] != levels[1] or texts:
            yield ScaleChange(key, levels, tuple(texts))


def _section_texts(before: Bank, now: Bank, wordings: Sequence[str]) -> Iterator[TextChange]:
    then = {section.id: section for section in before.sections}
    for section in now.sections:
        if section.id in then:
            yield from _texts(f'title of "{section.id}"', then[section.id].title, section.title, wordings)


def _texts(what: str, before: Words, now: Words, wordings: Sequence[str]) -> Iterator[TextChange]:
    then, today = dict(before.by_wording), dict(now.by_wording)
    for wording in wordings:
        if then.get(wording) != today.get(wording):
            yield TextChange(what, wording, then.get(wording, ""), today.get(wording, ""))


def _standing_in_order(before: Sequence[str], now: Sequence[str]) -> frozenset[str]:
    """The most items of both that stand in one order before and now; every other one of both has moved."""
    place = {key: number for number, key in enumerate(before)}
    both = [key for key in now if key in place]
    ends: list[int] = []
    last: list[int] = []
    before_it: list[int] = []
    for number, key in enumerate(both):
        length = bisect_left(ends, place[key])
        before_it.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [place[key]]
        last[length : length + 1] = [number]
    kept: set[str] = set()
    number = last[-1] if last else -1
    while number >= 0:
        kept.add(both[number])
        number = before_it[number]
    return frozenset(kept)


TALK = "what to talk about"
"""The one text of an item that nobody reads in answering."""


def warnings_of(before: Bank, now: Bank, changes: BankChanges) -> tuple[str, ...]:
    """A sentence for each thing in which words and editions disagree, those on the whole bank first."""
    said: list[str] = []
    if before.id != now.id:
        said.append(f'These are two banks, "{shown(before.id)}" and "{shown(now.id)}": nothing of them is compared.')
    kept = [one for one in changes.items if one.fate == "changed"]
    beside = [one for one in kept if one.compared == "text differs" and not _changed(one)]
    if beside:
        many = f"{len(beside)} question{'' if len(beside) == 1 else 's'}"
        said.append(
            f"The question before the answers, or the answers' words, changed: of {many} whose edition did not rise "
            'a comparison says "text differs".'
        )
    around = any(one.wording == STANDARD for scale in changes.scales for one in scale.texts) or (
        before.stem.say() != now.stem.say()
    )
    for one in kept:
        earlier, later = one.editions
        name = shown(one.item)
        if later < earlier:
            said.append(f"{name}: the edition fell from {earlier} to {later}. It only ever rises.")
        elif later == earlier and _changed(one):
            said.append(
                f"{name}: the words changed and the edition did not. If the meaning changed, raise the edition to "
                f"{later + 1}; if not, nothing is compared all the same, since the text differs."
            )
        elif later > earlier and not _changed(one) and not around and not _rescaled(changes):
            said.append(
                f"{name}: the edition rose to {later} and no word changed, so answers from before are not compared."
            )
    return tuple(said)


def _changed(one: ItemChange) -> bool:
    """Whether something that is read in answering this very item changed, in standard words."""
    return any(text.wording == STANDARD and text.what != TALK for text in one.texts)


def _rescaled(changes: BankChanges) -> bool:
    return any(before != now for scale in changes.scales for before, now in (scale.levels,))
