"""Reads the results of a reflection out, and has up to three questions chosen to talk about.

It opens with one question that people see alike, and nothing leaves the list.
"""

from __future__ import annotations

from collections.abc import Sequence

from coreflect.core.errors import Misuse
from coreflect.core.meeting.room import ItemKey
from coreflect.core.model import Reflection
from coreflect.core.results import PublishedItem, PublishedRound
from coreflect.core.texts import meeting as texts
from coreflect.core.texts.meeting import WHERE_WE_STAND, how_many_chosen
from coreflect.core.texts.prompts import ONE_MOMENT, TYPE_QUESTION, not_a_number
from coreflect.core.texts.results import HOW_NOT_WHO, as_shown, kept_back_sentence
from coreflect.core.texts.words import ended
from coreflect.plain.actions import what_we_will_do
from coreflect.plain.prompts import number_in, press_enter, rest, trying
from coreflect.plain.result_item import look_at, picture
from coreflect.plain.terminal import Terminal
from coreflect.reporting.agenda import ALIKE_HEADING, DIFFERENTLY_HEADING, REST_HEADING, agenda, item_key
from coreflect.reporting.positions import TWO_VERSIONS
from coreflect.reporting.text import chosen_in_words, everyone, who_answered
from coreflect.services.app import Services
from coreflect.services.discussion import Discussion


def look_together(
    services: Services, terminal: Terminal, reflection: Reflection, published: PublishedRound | None = None
) -> None:
    """Look at the results of a revealed round together, until the room goes back.

    Takes what may be shown, where that is known already.

    Raises:
        CoreflectError: the results cannot be read.
    """
    if published is None:
        terminal.pause()
        terminal.say(ONE_MOMENT)
        published = services.results.published(reflection.id)
    if not published.items:
        terminal.say(*(text for text in (who_answered(published), kept_back_sentence(published)) if text))
        press_enter(terminal)
        return
    discussion = Discussion(services, reflection, published)
    if not discussion.chosen:
        _open(terminal, discussion)
    _go_through(terminal, discussion)


def _open(terminal: Terminal, discussion: Discussion) -> None:
    """The first thing that is heard: about how things are done, and one question that people see alike."""
    published = discussion.published
    terminal.pause()
    terminal.say(*(text for text in (HOW_NOT_WHO, who_answered(published), as_shown(published)) if text))
    opening = agenda(published).opening
    if opening:
        terminal.pause()
        terminal.say(f"{ALIKE_HEADING}.")
        picture(terminal, discussion, item_key(opening))
    press_enter(terminal, texts.TO_ALL_QUESTIONS)


def _go_through(terminal: Terminal, discussion: Discussion) -> None:
    to_say = True
    while True:
        items = [item for part in discussion.parts for item in part.items]
        if to_say:
            _say_list(terminal, discussion)
        else:
            terminal.pause()
            terminal.say(texts.LIST_OF_QUESTIONS, how_many_chosen(len(discussion.chosen)))
        following = _next_to_talk(discussion)
        enter = texts.ENTER_GOES_BACK if following is None else texts.ENTER_TAKES_NEXT
        terminal.say(f"{texts.RESULTS_KEYS} {enter}" if to_say else texts.list_keys(enter))
        typed = terminal.ask(TYPE_QUESTION).casefold()
        discussion.look()
        to_say = False
        if typed in ("b", "q") or (not typed and following is None):
            return
        if not typed and following is not None:
            look_at(terminal, discussion, following)
        elif typed == ".":
            rest(terminal)
            to_say = True
        elif typed in ("l", "h", "?"):
            to_say = True
        elif typed == "t":
            _choose(terminal, discussion, items)
        elif typed == "a":
            trying(terminal, lambda: what_we_will_do(discussion.services, terminal, discussion.reflection))
        elif (number := number_in(typed, 1, len(items))) is not None:
            look_at(terminal, discussion, item_key(items[number - 1]))
        else:
            terminal.say(not_a_number(typed, 1, len(items), ", or t, l, a or b"))


def _say_list(terminal: Terminal, discussion: Discussion) -> None:
    """The parts with their headings, each question with its number; how the answers spread where that leads on."""
    number = 0
    headings = [part.heading for part in discussion.parts]
    if DIFFERENTLY_HEADING not in headings:
        terminal.pause()
        terminal.say(f"{DIFFERENTLY_HEADING}: {texts.NOTHING_DIFFERENT}")
    for part in discussion.parts:
        terminal.pause()
        terminal.say(f"{part.heading}.")
        for item in part.items:
            number += 1
            terminal.say(f"{number}. {_line(discussion, item, counts=part.heading != REST_HEADING)}", hang=3)
    terminal.pause()
    terminal.say(how_many_chosen(len(discussion.chosen)))


def _line(discussion: Discussion, item: PublishedItem, *, counts: bool) -> str:
    key = item_key(item)
    spread = everyone(item)
    parts = [ended(item.text)]
    if stands := discussion.position_text(key):
        parts.append(f"{WHERE_WE_STAND}{stands}")
    elif counts and spread is not None:
        parts.append(chosen_in_words(item.levels, spread))
    if key in discussion.chosen:
        parts.append(texts.CHOSEN_TO_TALK)
    return " ".join(parts)


def _next_to_talk(discussion: Discussion) -> ItemKey | None:
    """The first question chosen to talk about that is not settled, or that two laptops settled in two ways."""
    return next((key for key in discussion.chosen if discussion.position_text(key) in ("", TWO_VERSIONS)), None)


def _choose(terminal: Terminal, discussion: Discussion, items: Sequence[PublishedItem]) -> None:
    """Have up to three questions chosen; those that are not chosen stay in the list."""
    terminal.pause()
    terminal.say(texts.HOW_TO_CHOOSE)
    while typed := terminal.ask(texts.TYPE_TO_TALK).replace(",", " "):
        to_take_off = typed.strip() == "0"
        numbers = [] if to_take_off else [number_in(word, 1, len(items)) for word in typed.split()]
        keys = [item_key(items[number - 1]) for number in numbers if number is not None]
        if len(keys) < len(numbers) or not (keys or to_take_off):
            terminal.say(texts.numbers_only(len(items)))
            continue
        try:
            discussion.choose(keys)
        except Misuse as error:
            terminal.say(str(error))
            continue
        if to_take_off:
            terminal.say(texts.none_chosen_kept())
        else:
            terminal.say(texts.CHOSEN_KEPT, *(ended(discussion.item(key).text) for key in discussion.chosen))
        return
