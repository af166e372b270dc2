"""Takes a show of hands on one question: an answer at a time, read back, and saved once it is confirmed.

Groups are counted separately only in an open reflection.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coreflect.core.answers import GROUP_NAMES
from coreflect.core.meeting.room import By, answers, groups, hands_are_doubtful, ways
from coreflect.core.model import Reflection
from coreflect.core.reflections.responses import Question
from coreflect.core.texts import meeting as texts
from coreflect.core.texts.controls import GO_BACK_OR_LEAVE
from coreflect.core.texts.words import ended
from coreflect.plain.phones import hands_on_phones
from coreflect.plain.prompts import Back, ask_number, choose, numbered, until_saved
from coreflect.plain.terminal import Terminal
from coreflect.services.app import Services
from coreflect.services.room import (
    Place,
    begin_show_of_hands,
    save_show_of_hands,
)


def show_of_hands(services: Services, terminal: Terminal, reflection: Reflection, question: Question) -> bool:
    """Count a show of hands on this question; returns whether it was saved.

    Raises:
        Left: the person leaves it; nothing of it is saved.
        CoreflectError: what the room has counted cannot be read.
    """
    show = begin_show_of_hands(services, reflection, question)
    counted, people = show.start, show.people
    terminal.pause()
    terminal.say(f"{texts.SHOW_OF_HANDS_TITLE}.", ended(question.item.text.say()), texts.SHOW_OF_HANDS_HELP)
    by = _ask_way(terminal, reflection, show.by)
    if services.phones_in(reflection):
        counted = hands_on_phones(services, terminal, reflection, question, by) or counted
    while True:
        counted = _count(terminal, question, by, counted)
        people = _ask_people_here(terminal, people)
        total = sum(counted.values())
        terminal.pause()
        terminal.say(texts.hands_counted(total), *_read_back(question, by, counted))
        options, asked, usual = numbered(texts.HANDS_RIGHT), [texts.IS_IT_RIGHT], "1"
        if hands_are_doubtful(total, people):
            doubt = texts.hands_to_question(total, people)
            asked, usual = [*filter(None, [doubt]), texts.KEEP_AS_COUNTED], ""
        if choose(terminal, *asked, options=options, taken_by_enter=usual, can_leave=True):
            break

    def save() -> bool:
        save_show_of_hands(services, show, counted)
        return True

    is_saved = bool(until_saved(terminal, save))
    terminal.say(texts.HANDS_KEPT if is_saved else texts.HANDS_NOT_KEPT)
    return is_saved


def _ask_way(terminal: Terminal, reflection: Reflection, before: By) -> By:
    can_be = ways(reflection)
    if len(can_be) < 2:
        return "everyone"
    words = dict(texts.COUNT_BY)
    options = numbered([(by, words[by]) for by in can_be])
    usual = str(can_be.index(before) + 1)
    return choose(terminal, texts.COUNT_BY_QUESTION, options=options, taken_by_enter=usual, can_leave=True)


def _count(terminal: Terminal, question: Question, by: By, before: Mapping[Place, int]) -> dict[Place, int]:
    words = dict(answers(question.scale))
    places = [(group, answer) for group, _ in groups(by) for answer in words]
    counted: dict[Place, int] = {place: before.get(place, 0) for place in places}
    terminal.pause()
    terminal.say(f"{texts.TYPE_HANDS} {GO_BACK_OR_LEAVE}")
    at, heard = 0, ""
    while at < len(places):
        group, answer = place = places[at]
        if group != heard and len(groups(by)) > 1:
            terminal.say(ended(GROUP_NAMES[group]))
        heard = group
        usual = counted[place]
        try:
            typed = ask_number(terminal, texts.answer_hands(words[answer], usual), now=usual)
        except Back:
            at = max(0, at - 1)
        else:
            counted[place] = typed or 0
            at += 1
    return counted


def _ask_people_here(terminal: Terminal, before: int | None) -> int | None:
    try:
        return ask_number(terminal, f"{texts.PEOPLE_HERE}:", texts.people_here(before), now=before)
    except Back:
        return before


def _read_back(question: Question, by: By, counted: Mapping[Place, int]) -> Sequence[str]:
    """Write a line for each group with every answer that somebody raised a hand for."""
    words = dict(answers(question.scale))
    by_groups = len(groups(by)) > 1
    lines = []
    for group, name in groups(by):
        shows = [f"{words[answer]}: {number:,}" for (of, answer), number in counted.items() if of == group and number]
        if shows:
            lines.append(ended(f"{name}. {'. '.join(shows)}" if by_groups else ". ".join(shows)))
    return lines
