"""Reads results out, has up to three questions chosen, and keeps what the room settles on each question.

It opens with one question that people see alike, and nothing leaves the list. A show of hands is counted by groups only
where the reflection is open, read back, and saved only when it is right.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from coreflect.core.answers import GROUP_NAMES
from coreflect.core.errors import Misuse
from coreflect.core.meeting.room import By, ItemKey, answers, groups, ways
from coreflect.core.model import Reflection
from coreflect.core.reflections.responses import Question
from coreflect.core.results import PublishedItem, PublishedRound
from coreflect.core.texts import meeting as texts
from coreflect.core.texts.answering import stem
from coreflect.core.texts.meeting import WHERE_WE_STAND, how_many_chosen
from coreflect.core.texts.results import HOW_NOT_WHO, KEPT_BACK
from coreflect.plain.actions import what_we_will_do, write_action
from coreflect.plain.notes import write_room_note
from coreflect.plain.prompts import (
    GO_BACK_OR_LEAVE,
    ONE_MOMENT,
    RIGHT,
    Back,
    ask_number,
    choose,
    echoed,
    ended,
    number_in,
    numbered,
    press_enter,
    rest,
    trying,
    until_saved,
)
from coreflect.plain.terminal import Terminal
from coreflect.reporting.agenda import ALIKE_HEADING, DIFFERENTLY_HEADING, REST_HEADING, agenda, item_key
from coreflect.reporting.item_text import item_lines
from coreflect.reporting.standing import TWO_VERSIONS
from coreflect.reporting.text import chosen_in_words, everyone, who_answered
from coreflect.services.app import Services
from coreflect.services.room import (
    Place,
    begin_show_of_hands,
    begin_where_now,
    save_show_of_hands,
    save_where_now,
    where_now_words,
)
from coreflect.services.talking import Talking

UNFOLDED = 100_000
"""A width that folds no line: the terminal folds each to its own."""
NUMBERED = re.compile(r"\d+\. ")
AGAIN, NEXT, LEAVE = "again", "next", "leave"


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
        terminal.say(*(text for text in (who_answered(published), KEPT_BACK.get(published.withheld, "")) if text))
        press_enter(terminal)
        return
    talking = Talking(services, reflection, published)
    if not talking.chosen:
        _open(terminal, talking)
    _go_through(terminal, talking)


def _open(terminal: Terminal, talking: Talking) -> None:
    """The first thing that is heard: about how things are done, and one question that people see alike."""
    published = talking.published
    terminal.pause()
    terminal.say(HOW_NOT_WHO, who_answered(published))
    opening = agenda(published).opening
    if opening:
        terminal.pause()
        terminal.say(f"{ALIKE_HEADING}.")
        picture(terminal, talking, item_key(opening))
    press_enter(terminal, texts.TO_ALL_QUESTIONS)


def _go_through(terminal: Terminal, talking: Talking) -> None:
    to_say = True
    while True:
        items = [item for part in talking.parts for item in part.items]
        if to_say:
            _say_list(terminal, talking)
        else:
            terminal.pause()
            terminal.say(texts.LIST_OF_QUESTIONS, how_many_chosen(len(talking.chosen)))
        following = _next_to_talk(talking)
        enter = texts.ENTER_GOES_BACK if following is None else texts.ENTER_TAKES_NEXT
        terminal.say(f"{texts.RESULTS_KEYS} {enter}" if to_say else f"{enter} l says the list.")
        typed = terminal.ask("Question:").casefold()
        talking.look()
        to_say = False
        if typed in ("b", "q") or (not typed and following is None):
            return
        if not typed and following is not None:
            look_at(terminal, talking, following)
        elif typed == ".":
            rest(terminal)
            to_say = True
        elif typed in ("l", "h", "?"):
            to_say = True
        elif typed == "t":
            _choose(terminal, talking, items)
        elif typed == "a":
            trying(terminal, lambda: what_we_will_do(talking.services, terminal, talking.reflection))
        elif (number := number_in(typed, 1, len(items))) is not None:
            look_at(terminal, talking, item_key(items[number - 1]))
        else:
            terminal.say(f"{echoed(typed)}Please type a number from 1 to {len(items)}, or t, l, a or b, then Enter.")


def _say_list(terminal: Terminal, talking: Talking) -> None:
    """The parts with their headings, each question with its number; how the answers spread where that leads on."""
    number = 0
    headings = [part.heading for part in talking.parts]
    if DIFFERENTLY_HEADING not in headings:
        terminal.pause()
        terminal.say(f"{DIFFERENTLY_HEADING}: {texts.NOTHING_DIFFERENT}")
    for part in talking.parts:
        terminal.pause()
        terminal.say(f"{part.heading}.")
        for item in part.items:
            number += 1
            terminal.say(f"{number}. {_line(talking, item, counts=part.heading != REST_HEADING)}", hang=3)
    terminal.pause()
    terminal.say(how_many_chosen(len(talking.chosen)))


def _line(talking: Talking, item: PublishedItem, *, counts: bool) -> str:
    key = item_key(item)
    spread = everyone(item)
    parts = [ended(item.text)]
    if stands := talking.stands(key):
        parts.append(f"{WHERE_WE_STAND}{stands}")
    elif counts and spread is not None:
        parts.append(chosen_in_words(item.levels, spread))
    if key in talking.chosen:
        parts.append(texts.CHOSEN_TO_TALK)
    return " ".join(parts)


def _next_to_talk(talking: Talking) -> ItemKey | None:
    """The first question chosen to talk about that is not settled, or that two laptops settled in two ways."""
    return next((key for key in talking.chosen if talking.stands(key) in ("", TWO_VERSIONS)), None)


def _choose(terminal: Terminal, talking: Talking, items: Sequence[PublishedItem]) -> None:
    """Have up to three questions chosen; those that are not chosen stay in the list."""
    terminal.pause()
    terminal.say(texts.HOW_TO_CHOOSE)
    while typed := terminal.ask("To talk about:").replace(",", " "):
        to_take_off = typed.strip() == "0"
        numbers = [] if to_take_off else [number_in(word, 1, len(items)) for word in typed.split()]
        keys = [item_key(items[number - 1]) for number in numbers if number is not None]
        if len(keys) < len(numbers) or not (keys or to_take_off):
            terminal.say(texts.numbers_only(len(items)))
            continue
        try:
            talking.choose(keys)
        except Misuse as error:
            terminal.say(str(error))
            continue
        if to_take_off:
            terminal.say(f"Kept. {how_many_chosen(0)}")
        else:
            terminal.say(texts.CHOSEN_KEPT, *(ended(talking.item(key).text) for key in talking.chosen))
        return


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
    by = _way(terminal, reflection, show.by)
    while True:
        counted = _count(terminal, question, by, counted)
        people = _people_here(terminal, people)
        total = sum(counted.values())
        terminal.pause()
        terminal.say(texts.hands_counted(total), *_read_back(question, by, counted))
        doubt = texts.hands_to_question(total, people)
        asked = (RIGHT,) if total and not doubt else (*((doubt,) if doubt else ()), texts.KEEP_AS_COUNTED)
        options = numbered(texts.HANDS_RIGHT)
        if choose(terminal, *asked, options=options, taken_by_enter="1" if asked == (RIGHT,) else "", can_leave=True):
            break

    def save() -> bool:
        save_show_of_hands(services, show, counted)
        return True

    is_saved = bool(until_saved(terminal, save))
    terminal.say(texts.HANDS_KEPT if is_saved else texts.HANDS_NOT_KEPT)
    return is_saved


def _way(terminal: Terminal, reflection: Reflection, before: By) -> By:
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
            typed = ask_number(terminal, f"{words[answer]} (Enter takes {usual or 'nobody'}):", now=usual)
        except Back:
            at = max(0, at - 1)
        else:
            counted[place] = typed or 0
            at += 1
    return counted


def _people_here(terminal: Terminal, before: int | None) -> int | None:
    try:
        return ask_number(terminal, f"{texts.PEOPLE_HERE}:", texts.people_here(before), now=before)
    except Back:
        return before


def _read_back(question: Question, by: By, counted: Mapping[Place, int]) -> Sequence[str]:
    """Every answer that anybody showed, a line a group."""
    words = dict(answers(question.scale))
    several = len(groups(by)) > 1
    lines = []
    for group, name in groups(by):
        shows = [f"{words[answer]}: {number:,}" for (of, answer), number in counted.items() if of == group and number]
        if shows:
            lines.append(ended(f"{name}. {'. '.join(shows)}" if several else ". ".join(shows)))
    return lines


def look_at(terminal: Terminal, talking: Talking, key: ItemKey) -> None:
    """Read a question out and do what the room wants with it, and with those after it, until it goes back."""
    to_say = True
    while True:
        if to_say:
            _read_out(terminal, talking, key)
        steps = _steps(terminal, talking, key)
        asked = texts.WHAT_NOW if to_say else f"{texts.WHAT_NOW} {texts.H_SAYS_WHAT}"
        options = numbered([(value, words) for value, words, _ in steps])
        enter = str([value for value, _, _ in steps].index(LEAVE) + 1)
        chosen = choose(terminal, asked, options=options, taken_by_enter=enter, listed=to_say)
        talking.look()
        if chosen == LEAVE:
            return
        if chosen == NEXT:
            to_say = talking.neighbour(key, 1) != key
            key = talking.neighbour(key, 1)
            if not to_say:
                terminal.say(texts.LAST_QUESTION)
        elif chosen == AGAIN:
            to_say = True
        else:
            step = next(step for value, _, step in steps if value == chosen)
            trying(terminal, step)
            talking.look()
            to_say = False
            terminal.pause()
            terminal.say(texts.BACK_AT_QUESTION, ended(talking.item(key).text), *settled_lines(talking, key))


def picture(terminal: Terminal, talking: Talking, key: ItemKey) -> None:
    """A question and its answers as far as they may be shown, in words and whole numbers."""
    question = talking.question(key)
    asked = stem(question.bank.stem.say(), talking.reflection.period) if question else ""
    lines = item_lines(
        talking.item(key),
        talking.published,
        UNFOLDED,
        stem=asked,
        last_time=talking.stood(key),
        paired=talking.paired(key),
        aloud=True,
    )
    for line in lines:
        if line:
            terminal.say(ended(line), hang=3 if NUMBERED.match(line) else 0)


def settled_lines(talking: Talking, key: ItemKey) -> tuple[str, ...]:
    """List what the room has settled about an item: where it stands, what was said, and what will be done."""
    return tuple(ended(f"{heading}{text}") for heading, text in talking.settled(key))


def _read_out(terminal: Terminal, talking: Talking, key: ItemKey) -> None:
    heading, keys = talking.part_of(key)
    terminal.pause()
    terminal.say(f"{heading}. {keys.index(key) + 1} of {len(keys)}.")
    picture(terminal, talking, key)
    terminal.say(*settled_lines(talking, key))


def _steps(terminal: Terminal, talking: Talking, key: ItemKey) -> tuple[tuple[str, str, Callable[[], object]], ...]:
    """(name, words, step) of all that can be done at a question."""
    services, reflection = talking.services, talking.reflection

    def with_question(step: Callable[[Question], object]) -> Callable[[], object]:
        question = talking.question(key)
        return (lambda: step(question)) if question else (lambda: terminal.say(texts.NO_QUESTIONS))

    def count_hands(question: Question) -> None:
        if show_of_hands(services, terminal, reflection, question):
            _show_anew(services, terminal, talking, key)

    does: dict[str, Callable[[], object]] = {
        "prompt": with_question(partial(_prompt, terminal)),
        "note": with_question(partial(write_room_note, services, terminal, reflection)),
        "hands": with_question(count_hands),
        "where": with_question(partial(where_now, services, terminal, reflection)),
        "action": with_question(partial(write_action, services, terminal, reflection)),
        "toggle": partial(talking.toggle, key),
        AGAIN: _nothing,
        NEXT: _nothing,
        LEAVE: _nothing,
    }
    words = texts.RESULT_STEPS | {"toggle": texts.TAKE_IT_OFF if key in talking.chosen else texts.CHOOSE_IT}
    return tuple((name, words[name], step) for name, step in does.items())


def _prompt(terminal: Terminal, question: Question) -> None:
    terminal.pause()
    terminal.say(ended(question.item.prompt.say()))


def _show_anew(services: Services, terminal: Terminal, talking: Talking, key: ItemKey) -> None:
    """Count anew, so that the show of hands is heard as far as it may be."""
    published = services.results.published(talking.reflection.id)
    if published.items:
        talking.show(published)
        terminal.pause()
        picture(terminal, talking, key)


def _nothing() -> None:
    """What a step does that is done elsewhere."""


def where_now(services: Services, terminal: Terminal, reflection: Reflection, question: Question) -> bool:
    """Ask where the room stands on this question, and save it; returns whether it was saved.

    Raises:
        Left: the person leaves it; nothing is changed.
        CoreflectError: what the room has settled cannot be read.
    """
    where = begin_where_now(services, reflection, question)
    levels = [(level.id, f"{ended(level.label.say())} {level.meaning.say()}") for level in question.scale.levels]
    words = where_now_words(question)
    while True:
        options = numbered((*levels, *texts.WHERE_NOW_OTHERS))
        item_text = ended(question.item.text.say())
        answer = choose(terminal, texts.WHERE_NOW_QUESTION, item_text, options=options, can_leave=True)
        if not where.asks_the_others(answer):
            break
        asked = numbered(((True, texts.have_asked(words[answer])), (False, texts.CHOOSE_LEVEL_AGAIN)))
        if choose(terminal, texts.ASK_THE_OTHERS, options=asked, can_leave=True):
            break

    def save() -> bool:
        save_where_now(services, where, answer)
        return True

    if not until_saved(terminal, save):
        terminal.say(texts.THAT_IS_NOT_KEPT)
        return False
    terminal.say(f"Kept: {ended(words[answer])}")
    return True
