"""Where the words of a bank and its editions do not go together, that is said; people decide which is right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coreflect.core.bank import STANDARD, Bank
from coreflect.core.names import shown

if TYPE_CHECKING:
    from coreflect.core.bank_changes import BankChanges, ItemChange

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
