"""Looks back line by line: reads a team's reflections out, then its questions, those that moved first.

Teams are read by name, and no team is compared with another. Nothing is read before it is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from coreflect.core.answers import EVERYONE
from coreflect.core.model import Reflection
from coreflect.core.texts import results as texts
from coreflect.core.texts.controls import BACK, SLASH_FINDS, TYPE_QUESTION, WAIT_A_MOMENT, none_of_them
from coreflect.core.texts.meeting import WHAT_NOW
from coreflect.core.texts.words import ended
from coreflect.plain.meeting import meet
from coreflect.plain.prompts import Option, choose, number_in, numbered, rest, say_found
from coreflect.plain.results import say_glance
from coreflect.plain.terminal import Terminal
from coreflect.reporting.look_back import (
    Entry,
    Team,
    actions_in_words,
    column_in_words,
    earlier_positions,
    groups,
    kept_back,
    laid_in_other_words,
    not_compared,
    pairs,
    parts,
    round_columns,
    round_line,
    teams,
    what_about,
    what_moved,
    what_moved_says,
    whose,
    words_before,
)
from coreflect.reporting.look_back_text import entry_line, reflection_line, team_line
from coreflect.services.actions import newest_reflection
from coreflect.services.app import Services


def look_back(services: Services, terminal: Terminal, team: str = "") -> None:
    """Look back with one team after another, until the person goes back.

    Takes the id of the team to begin with, where it is known.

    Raises:
        CoreflectError: what is kept, or was brought in, cannot be read.
    """
    terminal.pause()
    terminal.say(WAIT_A_MOMENT)
    while True:
        every = teams(services.results.side_by_side())
        chosen_before = [found for found in every if found.team == team]
        named = chosen_before or list(every)
        if not named:
            terminal.say(texts.NOTHING_YET)
            return
        if len(named) > 1:
            lines: list[tuple[Team | None, str]]
            lines = [(found, f"{ended(found.name)} {team_line(found)}") for found in named]
            no_team: Option[Team | None] = Option("b", BACK, None)
            chosen = choose(terminal, texts.WHICH_TEAM, options=(*numbered(lines), no_team), taken_by_enter="b")
            if chosen is None:
                return
        else:
            (chosen,) = named
        opened = _team(services, terminal, chosen)
        if not opened and len(named) == 1:
            return


def _team(services: Services, terminal: Terminal, team: Team) -> bool:
    """Read a team's reflections and questions out; returns whether one of its reflections was opened here."""
    shown = {reflection.round for reflection in team.rounds}
    elsewhere = [reflection for reflection in services.results.imported() if reflection.id in shown]
    entries = [entry for part in parts(team) for entry in part.entries]
    newest = newest_reflection(services, team.team)
    _read_out(terminal, team)
    _say_list(terminal, team)
    while True:
        terminal.say(texts.look_back_keys(len(entries), can_open=bool(elsewhere), can_follow=newest is not None))
        typed = terminal.ask_key(TYPE_QUESTION)
        typed = typed.removesuffix(".") or typed
        if typed in ("", "b", "q"):
            return False
        if typed == ".":
            rest(terminal)
            _read_out(terminal, team)
        elif typed == "r":
            _read_out(terminal, team)
        elif typed in ("h", "?"):
            _say_list(terminal, team)
        elif typed == "g" and entries:
            say_glance(terminal, team.shown[-1], [entry.key for entry in entries])
        elif typed == "o" and elsewhere:
            if _open_here(services, terminal, elsewhere):
                return True
        elif typed == "n" and newest:
            from coreflect.plain.reflection_menu import new_reflection  # it opens looking back itself

            new_reflection(services, terminal, newest)
            return False
        elif (number := number_in(typed, 1, len(entries))) is not None:
            listen(terminal, team, entries, number - 1)
        elif not say_found(terminal, typed, [(at, entry.item.text) for at, entry in enumerate(entries, 1)]):
            terminal.say(none_of_them(typed))


def _read_out(terminal: Terminal, team: Team) -> None:
    terminal.pause()
    terminal.say(texts.look_back_at(team.name))
    terminal.say(*(round_line(reflection) for reflection in team.rounds), *what_about(team.rounds)[len(team.rounds) :])
    terminal.say(*kept_back(team.rounds))
    if done := actions_in_words(team.rounds):
        terminal.say(f"{texts.WHAT_WE_AGREED}.", *done)


def _say_list(terminal: Terminal, team: Team) -> None:
    """Say every question with its number, under its heading."""
    number = 0
    if says := what_moved_says(team):
        terminal.pause()
        terminal.say(*says)
    for part in parts(team):
        terminal.pause()
        terminal.say(ended(part.heading))
        for entry in part.entries:
            number += 1
            terminal.say(f"{number}. {ended(entry.item.text)} {entry_line(team, entry)}", hang=3)
    terminal.pause()
    terminal.say(*filter(None, (not_compared(team), laid_in_other_words(team), SLASH_FINDS if number else "")))


def _open_here(services: Services, terminal: Terminal, elsewhere: Sequence[Reflection]) -> bool:
    """Import one of the reflections that are in imported files alone, and open its meeting."""
    lines: list[tuple[Reflection | None, str]] = [(imported, reflection_line(imported)) for imported in elsewhere]
    none_of_them: Option[Reflection | None] = Option("b", BACK, None)
    chosen = choose(
        terminal, texts.WHAT_OPENING_DOES_PLAIN, options=(*numbered(lines), none_of_them), taken_by_enter="b"
    )
    if chosen is None:
        return False
    meet(services, terminal, services.results.open_here(chosen.id))
    return True


Step = Literal["next", "before", "whose", "again", "leave"]


def listen(terminal: Terminal, team: Team, entries: Sequence[Entry], at: int) -> None:
    """Read a question out, and its neighbours if asked for, until the person goes back to the list."""
    group, to_say = EVERYONE, True
    while True:
        if to_say:
            _read_item_out(terminal, team, entries, at, group)
        back: Option[Step] = Option("b", texts.ITEM_STEPS["leave"], "leave")
        options = (*numbered(_steps(team, entries, at)), back)
        step = choose(terminal, WHAT_NOW, options=options, taken_by_enter="1" if at + 1 < len(entries) else "b")
        to_say = True
        if step == "leave":
            return
        if step == "whose":
            every = groups(team, entries[at].key)
            group = every[((every.index(group) if group in every else 0) + 1) % len(every)]
        elif step != "again":
            after = at + (1 if step == "next" else -1)
            if not 0 <= after < len(entries):
                terminal.say(texts.NO_OTHER_THERE)
                to_say = False
            at = min(max(after, 0), len(entries) - 1)


def _steps(team: Team, entries: Sequence[Entry], at: int) -> tuple[tuple[Step, str], ...]:
    more = len(groups(team, entries[at].key)) > 1
    steps: tuple[tuple[Step, bool], ...] = (
        ("next", at + 1 < len(entries)),
        ("whose", more),
        ("before", at > 0),
        ("again", True),
    )
    return tuple((step, texts.ITEM_STEPS[step]) for step, is_there in steps if is_there)


def _read_item_out(terminal: Terminal, team: Team, entries: Sequence[Entry], at: int, group: str) -> None:
    key = entries[at].key
    if group not in groups(team, key):
        group = EVERYONE
    columns = round_columns(team, key, group)
    terminal.pause()
    terminal.say(texts.question_place(at + 1, len(entries)), ended(entries[at].item.text), f"{whose(group)}.")
    terminal.say(*(column_in_words(column) for column in columns))
    terminal.say(*what_moved(team, columns, group), *words_before(columns))
    terminal.say(*(pairs(team, columns) if group == EVERYONE else ()))
    for heading, lines in (
        (texts.WHERE_STOOD, earlier_positions(columns, key)),
        (texts.WHAT_WE_AGREED, actions_in_words(team.rounds, key)),
    ):
        if lines:
            terminal.say(f"{heading}.", *lines)
