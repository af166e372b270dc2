"""Results open with something seen alike; then the room chooses what to talk about, and nothing leaves the list."""

from __future__ import annotations

from collections.abc import Sequence

from coreflect.core.errors import Misuse
from coreflect.core.model import Round
from coreflect.core.ports import Desk
from coreflect.core.results import PublishedItem, PublishedRound
from coreflect.core.room import MOST_TO_TALK, ItemKey
from coreflect.plain.actions import what_we_will_do
from coreflect.plain.asking import number_in
from coreflect.plain.choices import echoed, ended, press_enter, rest, trying
from coreflect.plain.result_item import look_at, picture
from coreflect.plain.revealing import ONE_MOMENT
from coreflect.plain.terminal import Terminal
from coreflect.reporting.agenda import ALIKE_HEADING, DIFFERENTLY_HEADING, REST_HEADING, agenda, item_key
from coreflect.reporting.standing import TWO_VERSIONS
from coreflect.reporting.talking import (
    NOTHING_DIFFERENT,
    WHERE_WE_STAND,
    Talking,
    how_many_chosen,
)
from coreflect.reporting.text import HOW_NOT_WHO, KEPT_BACK, chosen_in_words, everyone, who_answered

CHOSEN = "Chosen to talk about."
KEYS = "Type the number of a question to hear it whole, t to choose what to talk about, a for what we will do."


def look_together(desk: Desk, terminal: Terminal, facts: Round, published: PublishedRound | None = None) -> None:
    """Look at the results of a revealed round together, until the room goes back.

    Takes what may be shown, where that is known already.

    Raises:
        CoreflectError: the results cannot be read.
    """
    if published is None:
        terminal.pause()
        terminal.say(ONE_MOMENT)
        published = desk.results.published(facts.id)
    if not published.items:
        terminal.say(*(said for said in (who_answered(published), KEPT_BACK.get(published.withheld, "")) if said))
        press_enter(terminal)
        return
    talking = Talking(desk, facts, published)
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
            trying(terminal, lambda: what_we_will_do(talking.desk, terminal, talking.facts))
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
