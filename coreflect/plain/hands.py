"""A show of hands is counted by groups only where the reflection is open, read back, and kept only when it is right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coreflect.core import hands
from coreflect.core import meeting_sentences as sentences
from coreflect.core.answers import GROUP_NAMES
from coreflect.core.model import Round
from coreflect.core.ports import Desk
from coreflect.core.responses import Question
from coreflect.core.room import HANDS_HELP, ItemKey, fits, tally
from coreflect.plain.asking import GO_BACK_OR_LEAVE, ask_number
from coreflect.plain.choices import Back, choose, ended, numbered, until_kept
from coreflect.plain.terminal import Terminal

Place = tuple[str, str]
"""(group, answer)"""

RIGHT = "Is this right?"


def show_of_hands(desk: Desk, terminal: Terminal, facts: Round, question: Question) -> bool:
    """Count a show of hands on this question; returns whether it was kept.

    Raises:
        Left: the person leaves it; nothing of it is kept.
        CoreflectError: what the room has counted cannot be read.
    """
    item = question.item
    key: ItemKey = (question.bank.id, item.id, item.edition)
    room = desk.workspace.room(facts.id)
    before = hands.tally_of(facts.id, key, room)
    here = hands.people_here(facts, key, room)
    counted: Mapping[Place, int] = hands.start_of(before)
    terminal.pause()
    terminal.say(f"{sentences.HANDS_TITLE}.", ended(item.text.say()), HANDS_HELP)
    by = _way(terminal, facts, hands.counted_by(facts, before))
    while True:
        counted = _count(terminal, question, by, counted)
        here = _people_here(terminal, here)
        total = sum(counted.values())
        terminal.pause()
        terminal.say(sentences.hands_counted(total), *_read_back(question, by, counted))
        odd = fits(total, here)
        asked = (RIGHT,) if total and not odd else (*((odd,) if odd else ()), sentences.KEEP_AS_COUNTED)
        options = numbered(((True, "Yes, keep it"), (False, "No, count again")))
        if choose(terminal, *asked, options=options, taken_by_enter="1" if asked == (RIGHT,) else "", can_leave=True):
            break

    def keep() -> bool:
        desk.workspace.keep_room(tally(facts.id, key, counted, before, desk.ids))
        return True

    kept = bool(until_kept(terminal, keep))
    terminal.say("The show of hands is kept." if kept else "The show of hands is not kept.")
    return kept


def _way(terminal: Terminal, facts: Round, before: hands.By) -> hands.By:
    ways = [(way, name) for way, name in sentences.HANDS_BY if way in hands.ways(facts)]
    if len(ways) < 2:
        return "everyone"
    usual = str([way for way, _ in ways].index(before) + 1)
    options = numbered(ways)
    way = choose(terminal, sentences.HANDS_BY_QUESTION, options=options, taken_by_enter=usual, can_leave=True)
    return next(one for one in hands.ways(facts) if one == way)


def _count(terminal: Terminal, question: Question, by: hands.By, before: Mapping[Place, int]) -> dict[Place, int]:
    answers = hands.answers(question.scale)
    places = [(group, answer) for group, _ in hands.groups(by) for answer, _ in answers]
    words = dict(answers)
    counted: dict[Place, int] = {place: before.get(place, 0) for place in places}
    terminal.pause()
    terminal.say(f"Type how many showed each answer, then Enter. {GO_BACK_OR_LEAVE}")
    at, heard = 0, ""
    while at < len(places):
        group, answer = place = places[at]
        if group != heard and len(hands.groups(by)) > 1:
            terminal.say(ended(GROUP_NAMES[group]))
        heard = group
        usual = counted[place]
        try:
            typed = ask_number(terminal, f"{words[answer]} (Enter takes {usual or 'nobody'}):", now=usual)
        except Back:
            at = max(0, at - 1)
        else:
            counted[place] = typed or 0
            at += 1
    return counted


def _people_here(terminal: Terminal, before: int | None) -> int | None:
    usual = f"Enter takes {before:,}." if before is not None else "Enter alone: nobody has counted."
    try:
        return ask_number(terminal, f"{sentences.PEOPLE_HERE}:", f"How many people are here? {usual}", now=before)
    except Back:
        return before


def _read_back(question: Question, by: hands.By, counted: Mapping[Place, int]) -> Sequence[str]:
    """Every answer that anybody showed, a line a group."""
    words = dict(hands.answers(question.scale))
    several = len(hands.groups(by)) > 1
    said = []
    for group, name in hands.groups(by):
        shows = [f"{words[answer]}: {number:,}" for (of, answer), number in counted.items() if of == group and number]
        if shows:
            said.append(ended(f"{name}. {'. '.join(shows)}" if several else ". ".join(shows)))
    return said
