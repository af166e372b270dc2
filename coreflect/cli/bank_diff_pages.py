"""What changed in a bank as a page for people and as data for programs; old words and new stand one under the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import fill
from typing import Any

from coreflect.core.bank import STANDARD
from coreflect.core.bank_changes import BankChanges, ItemChange, ScaleChange, TextChange
from coreflect.core.names import shown

WIDTH = 78
NOTHING = "Nothing is different."
COMPARED = {
    "": "answers before and now are compared",
    "reworded": "a comparison says: reworded",
    "rescaled": "a comparison says: rescaled",
    "text differs": "a comparison says: text differs",
}
_HEADINGS = (("added", "New questions"), ("dropped", "No longer asked"), ("changed", "Changed questions"))


def changes_as_page(changes: BankChanges) -> str:
    """Everything that is different, wrapped to a terminal's width, ending in a line feed."""
    lines = list(_page(changes)) or [NOTHING]
    return "\n".join(lines).strip("\n") + "\n"


def changes_as_data(changes: BankChanges) -> dict[str, Any]:
    """The same as values that JSON can hold."""
    return {
        "old": shown(changes.banks[0]),
        "new": shown(changes.banks[1]),
        "different": changes.any,
        "items": [_item_data(one) for one in changes.items],
        "scales": [
            {
                "scale": shown(one.scale),
                "levels_before": [shown(level) for level in one.levels[0]],
                "levels": [shown(level) for level in one.levels[1]],
                "texts": _texts_data(one.texts),
            }
            for one in changes.scales
        ],
        "texts": _texts_data(changes.texts),
        "wordings_dropped": list(changes.wordings[0]),
        "wordings_added": list(changes.wordings[1]),
        "warnings": list(changes.warnings),
    }


def _page(changes: BankChanges) -> Iterator[str]:
    old, new = changes.banks
    if old != new:
        yield _wrap(f"Two banks: {old} and {new}.")
    for fate, heading in _HEADINGS:
        found = [one for one in changes.items if one.fate == fate]
        if found:
            yield from ("", f"{heading} ({len(found):,})")
        for one in found:
            yield from _item(one)
    if changes.scales:
        yield from ("", "Answers to choose from")
        for scale in changes.scales:
            yield from _scale(scale)
    if changes.texts or any(changes.wordings):
        yield from ("", "The bank itself")
        yield from _texts(changes.texts, 2)
        for codes, what in zip(changes.wordings, ("No longer offered", "New wording"), strict=True):
            yield from (_wrap(f"{what}: {code}", 2) for code in codes)


def _item(one: ItemChange) -> Iterator[str]:
    if one.fate != "changed":
        yield _wrap(f"{one.item} ({one.section}): {one.texts[0].now or one.texts[0].before}", 2, 4)
        return
    yield _wrap(f"{one.item} ({one.section}): {COMPARED[one.compared]}", 2, 4)
    earlier, later = one.editions
    if earlier != later:
        yield _wrap(f"edition {earlier} is now edition {later}", 4)
    if one.moved_from:
        where = "stands elsewhere in its part" if one.moved_from == one.section else f"moved, from {one.moved_from}"
        yield _wrap(where, 4)
    if one.short[0] != one.short[1]:
        yield _wrap("now in the short form" if one.short[1] else "no longer in the short form", 4)
    yield from _texts(one.texts, 4)


def _scale(one: ScaleChange) -> Iterator[str]:
    before, now = one.levels
    if not before:
        yield _wrap(f"{one.scale}: new: {', '.join(now)}", 2, 4)
    elif not now:
        yield _wrap(f"{one.scale}: gone: {', '.join(before)}", 2, 4)
    elif before != now:
        yield _wrap(f"{one.scale}: other answers, so a comparison says: rescaled", 2, 4)
        yield _wrap(f"old: {', '.join(before)}", 4, 9)
        yield _wrap(f"new: {', '.join(now)}", 4, 9)
    else:
        yield _wrap(f"{one.scale}: the same answers in other words", 2, 4)
    yield from _texts(one.texts, 4)


def _texts(texts: Sequence[TextChange], indent: int) -> Iterator[str]:
    for one in texts:
        wording = "" if one.wording == STANDARD else f" (wording {one.wording})"
        yield _wrap(f"{one.what}{wording}", indent)
        yield _wrap(f"old: {one.before or '(nothing)'}", indent + 2, indent + 7)
        yield _wrap(f"new: {one.now or '(nothing)'}", indent + 2, indent + 7)


def _item_data(one: ItemChange) -> dict[str, Any]:
    return {
        "item": shown(one.item),
        "change": one.fate,
        "section": shown(one.section),
        "moved_from": shown(one.moved_from) or None,
        "edition_before": one.editions[0] or None,
        "edition": one.editions[1] or None,
        "short_before": one.short[0],
        "short": one.short[1],
        "compared": one.fate == "changed" and not one.compared,
        "why_not": one.compared or None,
        "texts": _texts_data(one.texts),
    }


def _texts_data(texts: Sequence[TextChange]) -> list[dict[str, str]]:
    return [
        {"what": shown(one.what), "wording": one.wording, "before": shown(one.before), "now": shown(one.now)}
        for one in texts
    ]


def _wrap(text: str, indent: int = 0, hanging: int | None = None) -> str:
    after = " " * (indent if hanging is None else hanging)
    return fill(shown(text), WIDTH, initial_indent=" " * indent, subsequent_indent=after, break_on_hyphens=False)
