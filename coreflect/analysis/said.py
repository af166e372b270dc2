"""What people said in words and what the room settled, as it stands; notes only where answers may be shown."""

from __future__ import annotations

from coreflect.analysis.asked import AskedItems
from coreflect.analysis.sittings import Sitting
from coreflect.core.results import Doing, PublishedBank, Said, Settled
from coreflect.core.room import DIFFERENTLY, NOT_REACHED


def banks(sitting: Sitting, asked: AskedItems) -> tuple[PublishedBank, ...]:
    """Each bank that the round asks, once; one whose file is missing or broken is left out."""
    found = {bank.id: bank for each in sitting.banks if (bank := asked.bank(each)) is not None}
    return tuple(
        PublishedBank(
            bank.id, bank.title.say(), bank.stem.say(), bank.source.idea, bank.source.publisher, bank.source.year
        )
        for bank in found.values()
    )


def settled(sitting: Sitting, asked: AskedItems) -> tuple[Settled, ...]:
    """Where the room stands on each item that it talked about, in the order in which the items are asked.

    An item that the round does not ask in this edition, or a level that it does not offer, is left out.
    """
    found = {(one.bank, one.item, str(one.edition)): one.answer for one in sitting.settled}
    stands = []
    for number in (asked.of(sitting.banks) or ()) if found else ():
        item = asked.items[number]
        answer = found.get(item.key)
        if answer in item.level_ids:
            label = item.levels[item.level_ids.index(answer)]
            stands.append(Settled(item.bank, item.item, item.text, "level", label))
        elif answer == DIFFERENTLY:
            stands.append(Settled(item.bank, item.item, item.text, "differently", ""))
        elif answer == NOT_REACHED:
            stands.append(Settled(item.bank, item.item, item.text, "not-reached", ""))
    return tuple(stands)


def notes(sitting: Sitting) -> tuple[Said, ...]:
    """The notes that everyone may read, by their ids, which are random."""
    return tuple(Said(one.bank, one.item, one.text) for one in sitting.notes)


def doings(sitting: Sitting) -> tuple[Doing, ...]:
    """What was agreed to be done, by id."""
    return tuple(
        Doing(
            one.id,
            one.bank,
            one.item,
            one.what,
            one.who,
            one.due,
            one.checked_by,
            one.progress,
            one.happened,
            one.outcome,
        )
        for one in sitting.actions
    )
