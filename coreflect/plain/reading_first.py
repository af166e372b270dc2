"""All questions can be read before anything begins, by whoever wants to, with a supporter beside them."""

from __future__ import annotations

from coreflect.core.bank import Bank
from coreflect.core.ports import Desk
from coreflect.core.rounds import DEFAULT_PERIOD
from coreflect.core.sentences import WORDING_QUESTION, stem
from coreflect.plain import reading
from coreflect.plain.choices import choose, ended, numbered
from coreflect.plain.terminal import Terminal


def read_first(desk: Desk, terminal: Terminal) -> None:
    """Read the questions of one bank in the wording that is chosen."""
    banks = [one.bank for one in desk.shelf.banks() if one.bank is not None]
    if not banks:
        terminal.say("There are no questions here that can be asked.")
        return
    titles = [(bank, f"{ended(bank.title.say())} {len(bank.items())} questions") for bank in banks]
    bank = choose(terminal, "Which questions?", options=numbered(titles), can_leave=True)
    wording = choose(terminal, WORDING_QUESTION, options=numbered(bank.wordings), taken_by_enter="1", can_leave=True)
    terminal.pause()
    for said in said_whole(bank, wording):
        terminal.say(said, hang=3)


def said_whole(bank: Bank, wording: str) -> tuple[str, ...]:
    """A bank as it is read: title, intro, stem, then each section with its levels and its questions."""
    said = [
        ended(bank.title.say(wording)),
        bank.intro.say(wording),
        ended(stem(bank.stem.say(wording), DEFAULT_PERIOD)),
    ]
    heard = None
    number = 0
    for section in bank.sections:
        scale = bank.scale(section.scale)
        if scale != heard:
            said += ["The answers are:", *reading.levels(scale, wording)]
            heard = scale
        said.append(f"{bank.section_word}: {ended(section.title.say(wording))}")
        for item in section.items:
            number += 1
            said.append(f"Question {number}. {ended(item.text.say(wording))}")
    return tuple(said)
