"""Compares two versions of a bank, and says for each item whether its answers can be compared over time.

An item keeps its id, and its edition rises when its meaning changes. Where the words changed and the edition did not,
or the other way round, there is a warning: only people can tell whether the meaning changed.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from coreflect.core.banks.bank import STANDARD, Bank, Item, Scale, Words
from coreflect.core.banks.comparable import Incomparable, as_read, why_not
from coreflect.core.names import shown
from coreflect.core.texts.words import counted

Change = Literal["added", "dropped", "changed"]
TALK, TRY, PUBLISHED = "what to talk about", "things to try", "words as published"
BESIDE = frozenset({TALK, TRY, PUBLISHED})
"""The texts of an item that nobody reads while answering."""
CUT = "where the answers are cut in two"


class TextChange(NamedTuple):
    """A text in one wording, before and now; empty where there was none. `what` names the text in a few words."""

    what: str
    wording: str
    before: str
    now: str


class ItemChange(NamedTuple):
    """One item that was added, dropped or changed.

    `section` is the title of the item's section now, or before it was dropped. `moved_from` is the title of its earlier
    section where the item moved; it is the same title where only the order changed. `editions` and `short` are
    (before, now). `compared` says why answers from before and now cannot be compared; it is empty where they can.
    """

    item: str
    change: Change
    section: str
    texts: tuple[TextChange, ...] = ()
    moved_from: str = ""
    editions: tuple[int, int] = (0, 0)
    short: tuple[bool, bool] = (False, False)
    compared: Incomparable = ""

    @property
    def is_empty(self) -> bool:
        """Whether the item is as it was."""
        same = self.editions[0] == self.editions[1] and self.short[0] == self.short[1]
        return self.change == "changed" and same and not (self.texts or self.moved_from or self.compared)


class ScaleChange(NamedTuple):
    """A changed scale: the ids of its levels (before, now), empty where there was no such scale, and changed texts."""

    scale: str
    levels: tuple[tuple[str, ...], tuple[str, ...]]
    texts: tuple[TextChange, ...]


class BankChanges(NamedTuple):
    """All changes between two versions of a bank; every field but these is empty where nothing changed.

    `banks` holds the ids of both, and `unchanged` those of the items that are as they were: their answers before and
    now are compared. `wordings` holds the ids of wordings (dropped, added).
    """

    banks: tuple[str, str]
    items: tuple[ItemChange, ...]
    scales: tuple[ScaleChange, ...]
    texts: tuple[TextChange, ...]
    wordings: tuple[tuple[str, ...], tuple[str, ...]]
    warnings: tuple[str, ...]
    unchanged: tuple[str, ...] = ()

    @property
    def any(self) -> bool:
        """Whether anything is different."""
        return bool(self.items or self.scales or self.texts or any(self.wordings) or self.banks[0] != self.banks[1])


def bank_changes(before: Bank, now: Bank) -> BankChanges:
    """Compare two versions of a bank; items come in their present order, then those that were dropped."""
    dropped = tuple(code for code, _ in before.wordings if code not in dict(now.wordings))
    added = tuple(code for code, _ in now.wordings if code not in dict(before.wordings))
    wordings = [code for code, _ in now.wordings if code in dict(before.wordings)]
    texts = (
        *_texts("title", before.title, now.title, wordings),
        *_texts("question before the answers", before.stem, now.stem, wordings),
        *_texts("introduction", before.intro, now.intro, wordings),
        *_texts("one to try", before.practice, now.practice, wordings),
        *_texts("what it is about", before.object or _standard(""), now.object or _standard(""), wordings),
        *_texts("period", _period(before), _period(now), wordings),
        *_section_texts(before, now, wordings),
    )
    items, scales = tuple(_items(before, now, wordings)), tuple(_scales(before, now, wordings))
    banks = (before.id, now.id)
    changed = {item.item for item in items}
    unchanged = tuple(item.id for _, item in now.items() if item.id not in changed)
    changes = BankChanges(banks, items, scales, texts, (dropped, added), (), unchanged)
    return changes._replace(warnings=_warnings(before, now, changes))


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
            why_not(as_read(before, old_section, old), as_read(now, section, item)),
        )
        if not change.is_empty:
            yield change
    for key, (section, old) in then.items():
        if key not in today:
            texts = tuple(text._replace(before=text.now, now="") for text in _item_texts(None, old, wordings))
            yield ItemChange(key, "dropped", section.title.say(), texts, editions=(old.edition, 0))


def _item_texts(old: Item | None, item: Item, wordings: Sequence[str]) -> tuple[TextChange, ...]:
    """List the changed texts of an item; for a new item, its words alone."""
    if old is None:
        return (TextChange("words", STANDARD, "", item.text.say()),)
    return (
        *_texts("words", old.text, item.text, wordings),
        *_texts("example of the first answer", old.lowest, item.lowest, wordings),
        *_texts("example of the last answer", old.highest, item.highest, wordings),
        *_texts(TALK, old.prompt, item.prompt, wordings),
        *_texts(TRY, _tries(old), _tries(item), wordings),
        *_texts(PUBLISHED, _standard(old.published), _standard(item.published), wordings),
    )


def _scales(before: Bank, now: Bank, wordings: Sequence[str]) -> Iterator[ScaleChange]:
    then, today = ({scale.id: scale for scale in bank.scales} for bank in (before, now))
    for key in dict.fromkeys((*today, *then)):
        old, new = then.get(key), today.get(key)
        levels = (old.level_ids if old else (), new.level_ids if new else ())
        texts: list[TextChange] = []
        for level in new.levels if old and new else ():
            was = next((earlier for earlier in old.levels if earlier.id == level.id), None) if old else None
            if was:
                texts += _texts(f'answer "{level.id}"', was.label, level.label, wordings)
                texts += _texts(f'meaning of "{level.id}"', was.meaning, level.meaning, wordings)
        if old and new:
            texts += _texts(CUT, _break(old), _break(new), wordings)
        if levels[0] != levels[1] or texts:
            yield ScaleChange(key, levels, tuple(texts))


def _section_texts(before: Bank, now: Bank, wordings: Sequence[str]) -> Iterator[TextChange]:
    then = {section.id: section for section in before.sections}
    for section in now.sections:
        if section.id in then:
            yield from _texts(f'title of "{section.id}"', then[section.id].title, section.title, wordings)


def _standard(text: str) -> Words:
    return Words(((STANDARD, text),))


def _period(bank: Bank) -> Words:
    return _standard("as it is set up" if bank.has_period else "none: how things are today")


def _tries(item: Item) -> Words:
    """Join what a team could try, in each wording that has all of it or a part."""
    wordings = dict.fromkeys((STANDARD, *(code for words in item.tries for code, _ in words.by_wording)))
    return Words(tuple((code, " · ".join(words.say(code) for words in item.tries)) for code in wordings))


def _break(scale: Scale) -> Words:
    return _standard(f"after answer {scale.break_after}" if scale.break_after else "")


def _texts(what: str, before: Words, now: Words, wordings: Sequence[str]) -> Iterator[TextChange]:
    then, today = dict(before.by_wording), dict(now.by_wording)
    for wording in wordings:
        if then.get(wording) != today.get(wording):
            yield TextChange(what, wording, then.get(wording, ""), today.get(wording, ""))


def _standing_in_order(before: Sequence[str], now: Sequence[str]) -> frozenset[str]:
    """Find the largest set of items whose order is the same before and now; the other items have moved.

    This is the longest increasing subsequence of the earlier places, found by patience sorting.
    """
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
    in_order: set[str] = set()
    number = last[-1] if last else -1
    while number >= 0:
        in_order.add(both[number])
        number = before_it[number]
    return frozenset(in_order)


def _warnings(before: Bank, now: Bank, changes: BankChanges) -> tuple[str, ...]:
    """Write a sentence for each disagreement between words and editions; those on the whole bank come first."""
    sentences: list[str] = []
    if before.id != now.id:
        names = f'"{shown(before.id)}" and "{shown(now.id)}"'
        sentences.append(f"These are two banks, {names}: nothing of them is compared.")
    changed = [item for item in changes.items if item.change == "changed"]
    around = [item for item in changed if item.compared == "text differs" and not _was_reworded(item)]
    if around:
        many = counted(len(around), "question")
        sentences.append(
            f"The question before the answers, or the answers' words, changed: of {many} whose edition did not rise "
            'a comparison says "text differs".'
        )
    shared_words = any(
        text.wording == STANDARD and text.what != CUT for scale in changes.scales for text in scale.texts
    ) or (before.stem.say() != now.stem.say())
    rescaled = any(then != today for scale in changes.scales for then, today in (scale.levels,))
    for item in changed:
        earlier, later = item.editions
        name = shown(item.item)
        if later < earlier:
            sentences.append(f"{name}: the edition fell from {earlier} to {later}. It only ever rises.")
        elif later == earlier and _was_reworded(item) and item.compared:
            sentences.append(
                f"{name}: the words changed and the edition did not. If the meaning changed, raise the edition to "
                f"{later + 1}; if not, nothing is compared all the same, since the text differs."
            )
        elif later > earlier and not _was_reworded(item) and not shared_words and not rescaled:
            sentences.append(
                f"{name}: the edition rose to {later} and no word changed, so answers from before are not compared."
            )
    return tuple(sentences)


def _was_reworded(item: ItemChange) -> bool:
    """Whether a text of this item that is read while answering changed, in standard words."""
    return any(text.wording == STANDARD and text.what not in BESIDE for text in item.texts)
