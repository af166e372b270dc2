"""Sets a reflection up line by line: one field at a time, and all of it read back before anything is saved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar

from coreflect.core.banks.bank import Form, ShelvedBank
from coreflect.core.errors import Misuse
from coreflect.core.model import Reflection
from coreflect.core.reflections.rounds import DATES, SMALLEST_GROUPS, NewRound
from coreflect.core.reflections.set_up import Typed, invited
from coreflect.core.texts import set_up as texts
from coreflect.core.texts.controls import enter_takes_words
from coreflect.core.texts.home import NO_QUESTIONS, row_line
from coreflect.core.texts.meeting import IS_IT_RIGHT, IS_KEPT, IS_NOT_KEPT
from coreflect.core.texts.question_aloud import bank_line
from coreflect.core.texts.set_up import TALK_ONLY
from coreflect.core.texts.words import ended
from coreflect.core.typed_keys import meant
from coreflect.plain.prompts import Back, Left, Option, ask_words, choose, line, number_in, numbered, until_saved
from coreflect.plain.terminal import Terminal
from coreflect.services.app import Services
from coreflect.services.set_up import SetUp, check_mending, mend_typed, mendable_fields

FIELDS_OF_NEXT = ("date", "period")
"""What is asked for a team's next reflection; the rest is filled in as it was."""


def set_up(services: Services, terminal: Terminal, after: Reflection | None = None) -> Reflection | None:
    """Ask for everything that a reflection needs, read it back, and save it; None where the person leaves it.

    After an earlier reflection of the team only the date and the period are asked for.
    """
    in_progress = SetUp(services)
    if not in_progress.can_begin:
        terminal.say(NO_QUESTIONS)
        return None
    terminal.pause()
    terminal.say(texts.fill_in_rest(after.team_name) if after else texts.ONE_AT_A_TIME)
    terminal.say(texts.ENTER_OR_LEAVE)
    start = in_progress.following(after) if after else in_progress.first_typed()
    try:
        typed = _ask_all(in_progress, terminal, start, FIELDS_OF_NEXT if after else None)
        while typed.way != "talk":
            try:
                new = in_progress.check(typed)
            except Misuse as error:
                terminal.say(str(error))
                typed = _ask_again(in_progress, terminal, error.field, typed)
                continue
            if _ask_if_right(in_progress, terminal, new, typed):
                return new.reflection if _save(in_progress, terminal, new) else None
            typed = _change(in_progress, terminal, typed)
    except Left:
        terminal.say(texts.NOTHING_SET_UP)
        return None
    terminal.say(TALK_ONLY)
    return None


def _ask_all(in_progress: SetUp, terminal: Terminal, typed: Typed, only: Sequence[str] | None) -> Typed:
    at = 0
    while at < len(fields := only or asked_fields(typed)) and typed.way != "talk":
        try:
            typed = ask_field(in_progress, terminal, fields[at], typed)
            at += 1
        except Back:
            at = max(0, at - 1)
    return typed


def _ask_again(in_progress: SetUp, terminal: Terminal, field: str, typed: Typed) -> Typed:
    try:
        return ask_field(in_progress, terminal, field if field in texts.FIELDS else "team_name", typed)
    except Back:
        return typed


def _ask_if_right(in_progress: SetUp, terminal: Terminal, new: NewRound, typed: Typed) -> bool:
    lines = [row_line(row) for row in in_progress.read_back(new, typed)]
    options = numbered(((True, texts.RIGHT), (False, texts.CHANGE)))
    return choose(terminal, IS_IT_RIGHT, *lines, options=options, can_leave=True)


def _change(in_progress: SetUp, terminal: Terminal, typed: Typed) -> Typed:
    lines = [
        (field, f"{texts.FIELDS[field].name}: {spoken(field, typed, in_progress.shelf) or texts.EMPTY}")
        for field in asked_fields(typed)
    ]
    field = choose(terminal, texts.WHAT_TO_CHANGE, options=numbered(lines), can_leave=True)
    changed = _ask_again(in_progress, terminal, field, typed)
    newly_asked = [name for name in asked_fields(changed) if name not in asked_fields(typed)]
    for name in newly_asked:
        changed = _ask_again(in_progress, terminal, name, changed)
    return changed


def _save(in_progress: SetUp, terminal: Terminal, new: NewRound) -> bool:
    if not until_saved(terminal, lambda: in_progress.save(new)):
        terminal.say(texts.NOTHING_SET_UP)
        return False
    terminal.pause()
    terminal.say(texts.set_up_now(new.reflection.team_name))
    return True


T = TypeVar("T")

WAYS_LISTED = tuple((way, f"{name}. {means}") for way, name, means in texts.WAYS)


def ask_field(in_progress: SetUp, terminal: Terminal, field: str, typed: Typed) -> Typed:
    """Ask for one field until it can be taken; returns what is typed so far with it.

    Raises:
        Back: b was typed alone.
        Left: q was typed alone.
    """
    choosing: dict[str, Callable[[], Typed]] = {
        "banks": lambda: replace(typed, banks=_ask_banks(terminal, typed, in_progress.shelf)),
        "way": lambda: replace(typed, way=_choose(terminal, field, numbered(WAYS_LISTED), typed.way)),
        "smallest_group": lambda: replace(typed, smallest_group=_ask_smallest_group(terminal, typed)),
    }
    if field in choosing:
        return choosing[field]()
    return _ask_text(in_progress, terminal, field, typed)


def spoken(field: str, typed: Typed, shelf: Sequence[ShelvedBank]) -> str:
    """Say what stands in a field; empty if nothing does."""
    if field == "banks":
        return texts.banks_chosen(typed.banks, shelf)
    if field == "way":
        return next(name for way, name, _ in texts.WAYS if way == typed.way)
    return str(getattr(typed, field))


def asked_fields(typed: Typed) -> tuple[str, ...]:
    """List the fields to ask for, given what is typed so far."""
    left_out = set()
    if not typed.invited.strip():
        left_out.add("laptops")
    if typed.way != "private":
        left_out.add("smallest_group")
    return tuple(field for field in texts.FIELDS if field not in left_out)


def _ask_text(in_progress: SetUp, terminal: Terminal, field: str, typed: Typed) -> Typed:
    name, stands = texts.FIELDS[field].name, spoken(field, typed, in_progress.shelf)
    now = (in_progress.said_back(stands) if field in DATES else "") or stands
    terminal.pause()
    terminal.say(texts.field_heading(field))
    if now:
        terminal.say(enter_takes_words(now))
    while True:
        line = " ".join(terminal.ask(f"{name}:").split())
        asked_to = meant(line, ("b", "q"))
        if asked_to == "b":
            raise Back
        if asked_to == "q":
            raise Left
        after = in_progress.with_field(typed, field, line) if line else typed
        fault = in_progress.fault_in(field, after)
        if fault is None:
            if field == "team_name" and (known := in_progress.team_meant(after.team_name)):
                after = replace(after, team_name=_ask_which_team(terminal, after.team_name, known))
            if line and (day := in_progress.said_back(line) if field in DATES else ""):
                terminal.say(ended(day))
            return after
        terminal.say(str(fault))


def _ask_which_team(terminal: Terminal, name: str, meant: str) -> str:
    options = numbered(((meant, texts.yes_it_is(meant)), (name, texts.ANOTHER_TEAM)))
    return choose(terminal, texts.do_you_mean(meant), texts.is_here_already(meant), options=options)


def mend_fields(services: Services, terminal: Terminal, reflection: Reflection) -> None:
    """Ask which field is mended, and save it; again and again, until the person goes back.

    Raises:
        Left: q was typed alone.
    """
    while True:
        fields = mendable_fields(reflection)
        lines: list[tuple[str | None, str]] = [(name, f"{asked}: {now or texts.EMPTY}") for name, asked, now in fields]
        options: list[Option[str | None]] = [*numbered(lines), Option("b", texts.GO_BACK_ONE, None)]
        name = choose(terminal, texts.WHAT_TO_CHANGE, options=options, taken_by_enter="b", can_leave=True)
        if name is None:
            return
        _, asked, now = next(field for field in fields if field[0] == name)
        check = partial(check_mending, services, reflection, name)
        try:
            typed = ask_words(terminal, f"{asked}:", now=now, check=check)
        except Back:
            continue
        if typed != now:
            changed = until_saved(terminal, partial(mend_typed, services, reflection, {name: typed}))
            reflection = changed or reflection
            terminal.say(IS_KEPT if changed else IS_NOT_KEPT)


def _ask_banks(terminal: Terminal, typed: Typed, shelf: Sequence[ShelvedBank]) -> tuple[tuple[str, Form], ...]:
    usable = {shelved.id: shelved.bank for shelved in shelf if shelved.bank is not None}
    ids = list(usable)
    terminal.pause()
    terminal.say(f"{texts.FIELDS['banks'].name}. {texts.CHOOSE_QUESTIONS}")
    for option in numbered([(bank.id, bank_line(bank)) for bank in usable.values()]):
        terminal.say(line(option), hang=3)
    for shelved in shelf:
        for fault in shelved.faults if shelved.bank is None else ():
            terminal.say(texts.not_chosen(str(fault)))
    terminal.say(texts.TYPE_BANKS)
    if typed.banks:
        terminal.say(enter_takes_words(texts.banks_chosen(typed.banks, shelf)))
    chosen = _ask_bank_numbers(terminal, ids, typed)
    if chosen is None:
        return typed.banks
    return tuple(
        (
            bank,
            _ask_form(terminal, usable[bank].title.say(), len(usable[bank].items()), len(usable[bank].items("short"))),
        )
        for bank in chosen
    )


def _ask_bank_numbers(terminal: Terminal, ids: Sequence[str], typed: Typed) -> tuple[str, ...] | None:
    while True:
        line = terminal.ask_key(f"{texts.FIELDS['banks'].name}:").replace(",", " ")
        if line == "b":
            raise Back
        if line == "q":
            raise Left
        if not line and typed.banks:
            return None
        numbers = [number_in(typed_number, 1, len(ids)) for typed_number in line.split()]
        chosen = [ids[number - 1] for number in numbers if number is not None]
        if chosen and len(chosen) == len(numbers):
            return tuple(dict.fromkeys(chosen))
        terminal.say(texts.numbers_of_banks(len(ids)))


def _ask_form(terminal: Terminal, title: str, whole: int, short: int) -> Form:
    if not 0 < short < whole:
        return "whole"
    return choose(terminal, ended(title), options=numbered(texts.forms(whole, short)), taken_by_enter="1")


def _ask_smallest_group(terminal: Terminal, typed: Typed) -> int:
    people = invited(typed)
    options = [
        Option(str(size), texts.what_groups_show(people, size, private=True), size)
        for size in sorted(SMALLEST_GROUPS, reverse=True)
    ]
    return _choose(terminal, "smallest_group", options, typed.smallest_group, texts.SMALLER_GROUPS)


def _choose(terminal: Terminal, field: str, options: Sequence[Option[T]], now: T, *more: str) -> T:
    taken = next(option.key for option in options if option.value == now)
    offered: list[Option[T | None]] = [Option(option.key, option.words, option.value) for option in options]
    offered.append(Option("b", texts.GO_BACK_ONE, None))
    lines = (texts.field_heading(field), *more)
    value = choose(terminal, *lines, options=offered, taken_by_enter=taken, can_leave=True)
    if value is None:
        raise Back
    return value
