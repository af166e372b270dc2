"""Results open with something seen alike; then the room chooses what to talk about, and nothing leaves the list."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from coreflect.core.answers import GROUP_NAMES
from coreflect.core.errors import Misuse
from coreflect.core.meeting import room as hands
from coreflect.core.meeting.room import (
    ASK_THE_OTHERS,
    HANDS_HELP,
    MOST_TO_TALK,
    WHERE_NOW_OTHERS,
    WHERE_NOW_QUESTION,
    ItemKey,
    agreed,
    fits,
    record_id,
    tally,
)
from coreflect.core.model import Reflection
from coreflect.core.reflections.responses import Question
from coreflect.core.results import PublishedItem, PublishedRound
from coreflect.core.texts import meeting as sentences
from coreflect.core.texts.answering import stem
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
from coreflect.services.talking import (
    NO_QUESTIONS,
    NOTHING_DIFFERENT,
    WAS_SAID,
    WHERE_WE_STAND,
    WILL_DO,
    Talking,
    how_many_chosen,
)

CHOSEN = "Chosen to talk about."
KEYS = "Type the number of a question to hear it whole, t to choose what to talk about, a for what we will do."


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
        terminal.say(*(said for said in (who_answered(published), KEPT_BACK.get(published.withheld, "")) if said))
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
    press_enter(terminal, "Press Enter to go on to all questions:")


def _go_through(terminal: Terminal, talking: Talking) -> None:
    to_say = True
    while True:
        items = [item for part in talking.parts for item in part.items]
        if to_say:
            _say_list(terminal, talking)
        else:
            terminal.pause()
            terminal.say("The list of questions.", how_many_chosen(len(talking.chosen)))
        following = _next_to_talk(talking)
        enter = "Enter goes back." if following is None else "Enter takes the next one to talk about; b goes back."
        terminal.say(f"{KEYS} {enter}" if to_say else f"{enter} l says the list.")
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
        terminal.say(f"{DIFFERENTLY_HEADING}: {NOTHING_DIFFERENT}")
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
    said = [ended(item.text)]
    if stands := talking.stands(key):
        said.append(f"{WHERE_WE_STAND}{stands}")
    elif counts and spread is not None:
        said.append(chosen_in_words(item.levels, spread))
    if key in talking.chosen:
        said.append(CHOSEN)
    return " ".join(said)


def _next_to_talk(talking: Talking) -> ItemKey | None:
    """The first question chosen to talk about that is not settled, or that two laptops settled in two ways."""
    return next((key for key in talking.chosen if talking.stands(key) in ("", TWO_VERSIONS)), None)


def _choose(terminal: Terminal, talking: Talking, items: Sequence[PublishedItem]) -> None:
    """Have up to three questions chosen; those that are not chosen stay in the list."""
    terminal.pause()
    terminal.say(
        f"Type the numbers of up to {MOST_TO_TALK} questions with a blank between them, such as 1 2 3. "
        "0 takes all off again. Enter alone leaves it as it is."
    )
    while typed := terminal.ask("To talk about:").replace(",", " "):
        to_take_off = typed.strip() == "0"
        numbers = [] if to_take_off else [number_in(one, 1, len(items)) for one in typed.split()]
        keys = [item_key(items[number - 1]) for number in numbers if number is not None]
        if len(keys) < len(numbers) or not (keys or to_take_off):
            terminal.say(f"Please type numbers from 1 to {len(items)}, with a blank between them.")
            continue
        try:
            talking.choose(keys)
        except Misuse as error:
            terminal.say(str(error))
            continue
        if to_take_off:
            terminal.say(f"Kept. {how_many_chosen(0)}")
        else:
            terminal.say("Kept. To talk about:", *(ended(talking.item(key).text) for key in talking.chosen))
        return


Place = tuple[str, str]
"""(group, answer)"""


def show_of_hands(services: Services, terminal: Terminal, reflection: Reflection, question: Question) -> bool:
    """Count a show of hands on this question; returns whether it was kept.

    Raises:
        Left: the person leaves it; nothing of it is kept.
        CoreflectError: what the room has counted cannot be read.
    """
    item = question.item
    key: ItemKey = (question.bank.id, item.id, item.edition)
    room = services.workspace.room(reflection.id)
    before = hands.tally_of(reflection.id, key, room)
    here = hands.people_here(reflection, key, room)
    counted: Mapping[Place, int] = hands.start_of(before)
    terminal.pause()
    terminal.say(f"{sentences.HANDS_TITLE}.", ended(item.text.say()), HANDS_HELP)
    by = _way(terminal, reflection, hands.counted_by(reflection, before))
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
        services.workspace.keep_room(tally(reflection.id, key, counted, before, services.ids))
        return True

    kept = bool(until_saved(terminal, keep))
    terminal.say("The show of hands is kept." if kept else "The show of hands is not kept.")
    return kept


def _way(terminal: Terminal, reflection: Reflection, before: hands.By) -> hands.By:
    ways = [(way, name) for way, name in sentences.HANDS_BY if way in hands.ways(reflection)]
    if len(ways) < 2:
        return "everyone"
    usual = str([way for way, _ in ways].index(before) + 1)
    options = numbered(ways)
    way = choose(terminal, sentences.HANDS_BY_QUESTION, options=options, taken_by_enter=usual, can_leave=True)
    return next(one for one in hands.ways(reflection) if one == way)


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


UNFOLDED = 100_000
"""A width that folds no line: the terminal folds each to its own."""

NUMBERED = re.compile(r"\d+\. ")
AGAIN, NEXT, LEAVE = "again", "next", "leave"


def look_at(terminal: Terminal, talking: Talking, key: ItemKey) -> None:
    """Read a question out and do what the room wants with it, and with those after it, until it goes back."""
    to_say = True
    while True:
        if to_say:
            _read_out(terminal, talking, key)
        steps = _steps(terminal, talking, key)
        said = ("What now?",) if to_say else ("What now? h says what can be done.",)
        options = numbered([(value, words) for value, words, _ in steps])
        enter = str([value for value, _, _ in steps].index(LEAVE) + 1)
        chosen = choose(terminal, *said, options=options, taken_by_enter=enter, listed=to_say)
        talking.look()
        if chosen == LEAVE:
            return
        if chosen == NEXT:
            to_say = talking.neighbour(key, 1) != key
            key = talking.neighbour(key, 1)
            if not to_say:
                terminal.say("This is the last one.")
        elif chosen == AGAIN:
            to_say = True
        else:
            step = next(step for value, _, step in steps if value == chosen)
            trying(terminal, step)
            talking.look()
            to_say = False
            terminal.pause()
            terminal.say("Back at the question.", ended(talking.item(key).text), *kept_lines(talking, key))


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


def kept_lines(talking: Talking, key: ItemKey) -> tuple[str, ...]:
    """What the room has kept about an item: where it stands, what was said, and what will be done."""
    stands = talking.stands(key)
    return (
        *((f"{WHERE_WE_STAND}{stands}",) if stands else ()),
        *(ended(f"{WAS_SAID}{note}") for note in talking.notes(key)),
        *(f"{WILL_DO}{action}" for action in talking.planned(key)),
    )


def _read_out(terminal: Terminal, talking: Talking, key: ItemKey) -> None:
    heading, beside = talking.beside(key)
    terminal.pause()
    terminal.say(f"{heading}. {beside.index(key) + 1} of {len(beside)}.")
    picture(terminal, talking, key)
    terminal.say(*kept_lines(talking, key))


def _steps(terminal: Terminal, talking: Talking, key: ItemKey) -> tuple[tuple[str, str, Callable[[], object]], ...]:
    """(name, words, step) of all that can be done at a question."""
    services, reflection = talking.services, talking.reflection

    def with_question(step: Callable[[Question], object]) -> Callable[[], object]:
        question = talking.question(key)
        return (lambda: step(question)) if question else (lambda: terminal.say(NO_QUESTIONS))

    def count_hands(question: Question) -> None:
        if show_of_hands(services, terminal, reflection, question):
            _show_anew(services, terminal, talking, key)

    chosen = key in talking.chosen
    return (
        ("prompt", "A question that helps to talk", with_question(lambda one: _prompt(terminal, one))),
        ("note", "What was said", with_question(lambda one: write_room_note(services, terminal, reflection, one))),
        ("hands", "A show of hands", with_question(count_hands)),
        (
            "where",
            "Where the room stands now",
            with_question(lambda one: where_now(services, terminal, reflection, one)),
        ),
        (
            "action",
            "What we will do: write it",
            with_question(lambda one: write_action(services, terminal, reflection, one)),
        ),
        (
            "toggle",
            "Take it off what we talk about" if chosen else "Choose it to talk about",
            lambda: talking.toggle(key),
        ),
        (AGAIN, "Hear it again", _nothing),
        (NEXT, "The next question", _nothing),
        (LEAVE, "Back to the list", _nothing),
    )


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
    """Ask where the room stands on this question, and keep it; returns whether it was kept.

    Raises:
        Left: the person leaves it; nothing is changed.
        CoreflectError: what the room has settled cannot be read.
    """
    item = question.item
    key: ItemKey = (question.bank.id, item.id, item.edition)
    record = record_id(reflection.id, "agreed", question.bank.id, item.id)
    before = tuple(row for row in services.workspace.room(reflection.id) if row.id == record)
    levels = [(level.id, f"{ended(level.label.say())} {level.meaning.say()}") for level in question.scale.levels]
    names = {level.id: level.label.say() for level in question.scale.levels} | dict(WHERE_NOW_OTHERS)
    while True:
        options = numbered((*levels, *WHERE_NOW_OTHERS))
        answer = choose(terminal, WHERE_NOW_QUESTION, ended(item.text.say()), options=options, can_leave=True)
        if answer not in question.scale.level_ids:
            break
        asked = numbered(((True, f"We have asked. Keep: {names[answer]}"), (False, "Choose again")))
        if choose(terminal, ASK_THE_OTHERS, options=asked, can_leave=True):
            break

    def keep() -> bool:
        services.workspace.keep_room(agreed(reflection.id, key, answer, before, services.ids))
        return True

    if not until_saved(terminal, keep):
        terminal.say("That is not kept.")
        return False
    terminal.say(f"Kept: {ended(names[answer])}")
    return True
