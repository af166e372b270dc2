"""Reads the results of a reflection out, and asks for up to three questions to talk about.

It opens with one question on which answers agree; every question stays in the list. On each of them the room talks,
notes, counts, settles and plans.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial

from coreflect.core.errors import Misuse
from coreflect.core.meeting.room import ItemKey
from coreflect.core.model import Reflection
from coreflect.core.reflections.responses import Question
from coreflect.core.results import PublishedItem, PublishedRound
from coreflect.core.texts import meeting as texts
from coreflect.core.texts.actions import things_to_try
from coreflect.core.texts.controls import SLASH_FINDS, TYPE_QUESTION, WAIT_A_MOMENT, not_a_number
from coreflect.core.texts.meeting import WHERE_WE_STAND, how_many_chosen
from coreflect.core.texts.results import (
    AT_A_GLANCE,
    DIFFERENTLY_HEADING,
    HOW_NOT_WHO,
    ONE_PART,
    REST_HEADING,
    TWO_VERSIONS,
    as_shown,
    kept_back_sentence,
    sides_come_first,
)
from coreflect.core.texts.words import ended, with_period
from coreflect.plain.actions import TAKE_BACK, open_actions_of_team, take_back, taking_back, write_action
from coreflect.plain.notes import write_room_note
from coreflect.plain.prompts import choose, number_in, numbered, press_enter, rest, say_found, trying, until_saved
from coreflect.plain.show_of_hands import show_of_hands
from coreflect.plain.terminal import Terminal
from coreflect.reporting.agenda import agenda, item_key, leads_differently, opening_heading
from coreflect.reporting.by_part import by_part
from coreflect.reporting.glance import at_a_glance, glance_sentence
from coreflect.reporting.item_text import item_lines
from coreflect.reporting.text import chosen_in_words, everyone, two_groups, who_answered
from coreflect.services.app import Services
from coreflect.services.discussion import Discussion
from coreflect.services.room import (
    begin_where_now,
    save_where_now,
    where_now_words,
)


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
        terminal.say(WAIT_A_MOMENT)
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
    """Say that results are about how things are done, who answered, and one question on which answers agree."""
    published = discussion.published
    terminal.pause()
    terminal.say(*(text for text in (HOW_NOT_WHO, who_answered(published), as_shown(published)) if text))
    order = agenda(published)
    if order.sides:
        terminal.say(sides_come_first(len(order.sides)))
    if order.opening:
        terminal.pause()
        terminal.say(f"{opening_heading(order.opening)}.")
        say_picture(terminal, discussion, item_key(order.opening))
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
        following = _next_chosen(discussion)
        enter = texts.ENTER_GOES_BACK if following is None else texts.ENTER_TAKES_NEXT
        terminal.say(f"{texts.RESULTS_KEYS} {SLASH_FINDS} {enter}" if to_say else texts.list_keys(enter))
        typed = terminal.ask_key(TYPE_QUESTION)
        discussion.look()
        to_say = False
        if typed in ("b", "q") or (not typed and following is None):
            return
        if not typed and following is not None:
            look_at(terminal, discussion, following)
        elif typed == ".":
            rest(terminal)
            to_say = True
        elif typed in ("h", "?"):
            to_say = True
        elif typed == "t":
            _choose(terminal, discussion, items)
        elif typed == "g":
            say_glance(terminal, discussion.published, [(item.bank, item.item) for item in items])
        elif typed == "d":
            _say_by_part(terminal, discussion)
        elif typed == "a":
            trying(terminal, lambda: open_actions_of_team(discussion.services, terminal, discussion.reflection))
        elif (number := number_in(typed, 1, len(items))) is not None:
            look_at(terminal, discussion, item_key(items[number - 1]))
        elif not say_found(terminal, typed, [(at, item.text) for at, item in enumerate(items, 1)]):
            terminal.say(not_a_number(typed, 1, len(items), ", or g, t, h, d, a or b"))


def _say_list(terminal: Terminal, discussion: Discussion) -> None:
    """Say the parts with their headings and numbered questions; also how the answers spread, but not for the rest."""
    number = 0
    if not leads_differently(discussion.parts):
        terminal.pause()
        terminal.say(f"{DIFFERENTLY_HEADING}: {texts.NOTHING_DIFFERENT}")
    for part in discussion.parts:
        terminal.pause()
        terminal.say(f"{part.heading}.")
        for item in part.items:
            number += 1
            terminal.say(f"{number}. {_item_line(discussion, item, counts=part.heading != REST_HEADING)}", hang=3)
    terminal.pause()
    terminal.say(how_many_chosen(len(discussion.chosen)))


def say_glance(terminal: Terminal, published: PublishedRound, listed: Sequence[tuple[str, str]]) -> None:
    """Say every question with how everyone answered it, by section; each has its number in the list of questions.

    Takes the (bank, item) of each question in the list.
    """
    terminal.pause()
    terminal.say(f"{AT_A_GLANCE}.")
    for section in at_a_glance(published).sections:
        terminal.pause()
        terminal.say(ended(section.title))
        for row in section.rows:
            number = listed.index((row.item.bank, row.item.item)) + 1
            terminal.say(f"{number}. {glance_sentence(row)}", hang=3)


def _say_by_part(terminal: Terminal, discussion: Discussion) -> None:
    """Say all answers to the questions about each principle, and to those of each section."""
    ways = by_part(discussion.published)
    for way in ways:
        terminal.pause()
        terminal.say(f"{way.heading}. {way.intro}")
        terminal.say(*(f"{row.name} {row.answers}" for row in way.rows))
    if not ways:
        terminal.say(ONE_PART)


def _item_line(discussion: Discussion, item: PublishedItem, *, counts: bool) -> str:
    key = item_key(item)
    spread = everyone(item)
    parts = [ended(item.text)]
    if stands := discussion.position_text(key):
        parts.append(f"{WHERE_WE_STAND}{stands}")
    elif counts and spread is not None:
        parts.append(two_groups(item) or chosen_in_words(item.levels, spread))
    if key in discussion.chosen:
        parts.append(texts.CHOSEN_TO_TALK)
    return " ".join(parts)


def _next_chosen(discussion: Discussion) -> ItemKey | None:
    """Find the first chosen question that is not settled, or that two laptops settled in two ways."""
    return next((key for key in discussion.chosen if discussion.position_text(key) in ("", TWO_VERSIONS)), None)


def _choose(terminal: Terminal, discussion: Discussion, items: Sequence[PublishedItem]) -> None:
    """Ask for up to three questions to talk about; the others stay in the list."""
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


UNFOLDED = 100_000
"""A width at which no line is wrapped, because the terminal wraps each line itself."""
NUMBERED = re.compile(r"\d+\. ")
AGAIN, NEXT, LEAVE = "again", "next", "leave"


def look_at(terminal: Terminal, discussion: Discussion, key: ItemKey) -> None:
    """Read a question out and run the steps that are chosen, on it and on those after it, until the room goes back."""
    to_say = True
    while True:
        if to_say:
            _read_out(terminal, discussion, key)
        steps = _steps(terminal, discussion, key)
        asked = texts.WHAT_NOW if to_say else f"{texts.WHAT_NOW} {texts.H_SAYS_WHAT}"
        undo = taking_back(discussion.services, discussion.reflection, TAKE_BACK)
        options = (*numbered([(value, words) for value, words, _ in steps]), *undo)
        enter = str([value for value, _, _ in steps].index(LEAVE) + 1)
        chosen = choose(terminal, asked, options=options, taken_by_enter=enter, listed=to_say)
        discussion.look()
        if chosen == LEAVE:
            return
        if chosen == NEXT:
            to_say = discussion.neighbour(key, 1) != key
            key = discussion.neighbour(key, 1)
            if not to_say:
                terminal.say(texts.LAST_QUESTION)
        elif chosen == AGAIN:
            to_say = True
        elif chosen == TAKE_BACK:
            trying(terminal, partial(take_back, discussion.services, terminal, discussion.reflection))
        else:
            step = next(step for value, _, step in steps if value == chosen)
            trying(terminal, step)
            discussion.look()
            to_say = False
            terminal.pause()
            terminal.say(texts.BACK_AT_QUESTION, ended(discussion.item(key).text), *settled_lines(discussion, key))


def say_picture(terminal: Terminal, discussion: Discussion, key: ItemKey) -> None:
    """Say a question and its answers, as far as they may be shown, in words and whole numbers."""
    question = discussion.question(key)
    asked = with_period(question.bank.stem.say(), discussion.reflection.period) if question else ""
    lines = item_lines(
        discussion.item(key),
        discussion.published,
        UNFOLDED,
        stem=asked,
        last_time=discussion.earlier_position_text(key),
        paired=discussion.paired(key),
        aloud=True,
    )
    for line in lines:
        if line:
            terminal.say(ended(line), hang=3 if NUMBERED.match(line) else 0)


def settled_lines(discussion: Discussion, key: ItemKey) -> tuple[str, ...]:
    """List what the room has settled about an item: where it stands, what was said, and what will be done."""
    return tuple(ended(f"{heading}{text}") for heading, text in discussion.settled(key))


def settle_where_now(services: Services, terminal: Terminal, reflection: Reflection, question: Question) -> bool:
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
    terminal.say(texts.where_now_kept(words[answer]))
    return True


def _read_out(terminal: Terminal, discussion: Discussion, key: ItemKey) -> None:
    heading, keys = discussion.part_of(key)
    terminal.pause()
    terminal.say(f"{heading}. {keys.index(key) + 1} of {len(keys)}.")
    say_picture(terminal, discussion, key)
    terminal.say(*settled_lines(discussion, key))


def _steps(
    terminal: Terminal, discussion: Discussion, key: ItemKey
) -> tuple[tuple[str, str, Callable[[], object]], ...]:
    """List (name, words, step) of all that can be done at a question."""
    services, reflection = discussion.services, discussion.reflection

    def with_question(step: Callable[[Question], object]) -> Callable[[], object]:
        question = discussion.question(key)
        return (lambda: step(question)) if question else (lambda: terminal.say(texts.NO_QUESTIONS))

    def count_hands(question: Question) -> None:
        if show_of_hands(services, terminal, reflection, question):
            _show_anew(services, terminal, discussion, key)

    does: dict[str, Callable[[], object]] = {
        "prompt": with_question(partial(_say_prompt, terminal)),
        "note": with_question(partial(write_room_note, services, terminal, reflection)),
        "hands": with_question(count_hands),
        "where": with_question(partial(settle_where_now, services, terminal, reflection)),
        "action": with_question(partial(write_action, services, terminal, reflection)),
        "toggle": partial(discussion.toggle, key),
        AGAIN: _do_nothing,
        NEXT: _do_nothing,
        LEAVE: _do_nothing,
    }
    words = texts.RESULT_STEPS | {"toggle": texts.TAKE_IT_OFF if key in discussion.chosen else texts.CHOOSE_IT}
    return tuple((name, words[name], step) for name, step in does.items())


def _say_prompt(terminal: Terminal, question: Question) -> None:
    terminal.pause()
    terminal.say(ended(question.item.prompt.say()), *things_to_try(question.item))


def _show_anew(services: Services, terminal: Terminal, discussion: Discussion, key: ItemKey) -> None:
    """Count again, and say the question with the show of hands as far as it may be shown."""
    published = services.results.published(discussion.reflection.id)
    if published.items:
        discussion.show(published)
        terminal.pause()
        say_picture(terminal, discussion, key)


def _do_nothing() -> None:
    """Do nothing, for steps that `look_at` does itself."""
