"""Lists, saves and changes a team's actions, and asks whether those of last time happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from coreflect.core.errors import Misuse
from coreflect.core.meeting.actions import (
    Planned,
    answer_for_last_time,
    asked_again,
    due_day,
    is_overdue,
    new_action,
    read_due,
    to_ask,
    updated,
)
from coreflect.core.merging.revisions import said_again
from coreflect.core.model import Action, Happened, Reflection
from coreflect.core.names import natural_order, quoted
from coreflect.reporting.comparison import csv_bytes
from coreflect.services.all_records import AllRecords
from coreflect.services.app import Services
from coreflect.services.finding import find_team

CSV_COLUMNS = (
    *("action", "team_name", "round", "date", "bank", "item"),
    *("what", "who", "due", "checked_by", "progress", "happened", "outcome", "known_by"),
)
CLOSED = ("done", "dropped")
"""How far an action is that stands at the end of the list."""


def open_with(services: Services, reflection: Reflection) -> tuple[Action, ...]:
    """List the actions that a reflection opens with: agreed earlier, and not yet confirmed as done.

    Raises:
        CoreflectError: what is stored cannot be read.
    """
    workspace = services.workspace
    actions = workspace.actions(reflection.team)
    return to_ask(reflection, actions, workspace.rounds(), workspace.room_notes(reflection.id)) if actions else ()


def actions_of_team(services: Services, team: str) -> tuple[Action, ...]:
    """List a team's actions, those still open first.

    Raises:
        CoreflectError: they cannot be read.
    """
    return tuple(sorted(services.workspace.actions(team), key=lambda action: action.progress in CLOSED))


def is_late(services: Services, action: Action) -> bool:
    """Whether an action of this workspace is overdue today.

    Raises:
        CoreflectError: its reflection cannot be read.
    """
    return is_overdue(action, services.workspace.round(action.round).date, services.clock.today())


def newest_reflection(services: Services, team: str) -> Reflection | None:
    """Find the team's newest reflection, to which a new action belongs; None where the team has none."""
    reflections = (reflection for reflection in services.workspace.rounds() if reflection.team == team)
    return max(reflections, key=lambda reflection: (reflection.date, reflection.id), default=None)


def planned_action(services: Services, reflection: Reflection, planned: Planned) -> Action:
    """Make an action from what was typed, without saving it; the day by which it is due is read as a date.

    Raises:
        Misuse: a field is missing or not valid; the error's `field` says which.
    """
    due = read_due(planned.due, services.clock.today())
    return new_action(reflection.id, planned._replace(due=due), services.ids)


def changed_action(services: Services, action: Action, **changes: str) -> Action:
    """Change an action's words, progress or outcome, without saving it.

    Raises:
        Misuse: a field is not valid; the error's `field` says which.
    """
    if "due" in changes:
        changes["due"] = read_due(changes["due"], services.clock.today())
    return updated(action, services.ids, **changes)


def save_new_action(services: Services, reflection: Reflection, planned: Planned) -> Action:
    """Make an action from what was typed, and save it.

    Raises:
        Misuse: a field is missing or not valid; the error's `field` says which.
        CoreflectError: it could not be saved.
    """
    return save(services, planned_action(services, reflection, planned))


def save_changes(services: Services, action: Action, **changes: str) -> Action:
    """Change an action's words, progress or outcome, and save it.

    Raises:
        Misuse: a field is not valid; the error's `field` says which.
        CoreflectError: it could not be saved.
    """
    return save(services, changed_action(services, action, **changes), action)


def save(services: Services, action: Action, before: Action | None = None) -> Action:
    """Save an action, new or changed, so that it can be taken back; returns it.

    Raises:
        CoreflectError: it could not be saved.
    """
    services.workspace.save_action(action)
    services.steps.planned(action, before)
    return action


class LastTime:
    """Asks about the actions of last time, one after another: whether each happened, and what came of it."""

    def __init__(self, services: Services, reflection: Reflection) -> None:
        """Takes the reflection that opens with it.

        Raises:
            CoreflectError: what was agreed before cannot be read.
        """
        self._services = services
        self._reflection = reflection
        self._left = list(open_with(services, reflection))
        self.count = len(self._left)

    @property
    def action(self) -> Action | None:
        """The current action; None once all have been asked about."""
        return self._left[0] if self._left else None

    @property
    def place(self) -> int:
        """The number of the current action among all that are asked about, from 1."""
        return self.count - len(self._left) + 1

    def check(self, happened: Happened, outcome: str) -> None:
        """Check an answer before it is saved.

        Raises:
            Misuse: the words are too long.
        """
        answer_for_last_time(self._left[0], self._reflection, happened, outcome, self._services.ids)

    def answer(self, happened: Happened, outcome: str) -> None:
        """Save the answer in the action and as a note of this reflection's room, then go on to the next action.

        Raises:
            Misuse: the words are too long.
            CoreflectError: it could not be saved; it can be tried again.
        """
        workspace, ids = self._services.workspace, self._services.ids
        before = self._left[0]
        action, note = answer_for_last_time(before, self._reflection, happened, outcome, ids)
        workspace.save_action(action)
        self._left[0] = action  # what is saved already is what a next try begins from
        workspace.save_room_note(note)
        self._services.steps.answered(action, before, note)
        self.leave_open()

    def leave_open(self) -> None:
        """Go on to the next action without an answer; this one is asked about again next time."""
        self._left.pop(0)


class ListedAction(NamedTuple):
    """An action in a list, and the reflection that agreed it; `is_overdue` where its day has passed."""

    action: Action
    reflection: Reflection
    is_overdue: bool

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done, or to be confirmed as done."""
        return asked_again(self.action)


def every_action(services: Services, reflection: Reflection | None = None, team: str = "") -> tuple[ListedAction, ...]:
    """List what was agreed in this reflection, by this team or by all, own or imported, by team and date.

    Within a reflection those still open stand first, the earliest due before the others. Both of two versions in
    conflict are listed, and one of versions that say the same. Imported files are opened only where there are some.

    Raises:
        Misuse: there is no such team, or several.
    """
    today = services.clock.today()
    rounds, actions = _every_version(services)
    again = said_again(actions)
    of_team = find_team(((each.team, each.team_name) for each in rounds), team) if team else ""
    by_id = {each.id: each for each in reversed(rounds)}
    listed = (
        ListedAction(action, by_id[action.round], is_overdue(action, by_id[action.round].date, today))
        for action in actions
        if (action.id, action.revision) not in again
    )
    return tuple(
        each
        for each in sorted(listed, key=_by_team_and_date)
        if of_team in ("", each.reflection.team)
        if reflection is None or each.reflection.id == reflection.id
    )


def _every_version(services: Services) -> tuple[tuple[Reflection, ...], tuple[Action, ...]]:
    """List every reflection, own or imported, and every standing version of what was agreed."""
    workspace = services.workspace
    if workspace.imports():
        records = AllRecords(workspace).merged().records
        return records.rounds, records.actions
    return workspace.rounds(), workspace.actions()


def _by_team_and_date(listed: ListedAction) -> tuple[object, ...]:
    action, reflection = listed.action, listed.reflection
    in_reflection = (not listed.is_open, due_day(action, reflection.date) or "later", action.id, action.revision)
    return (natural_order(reflection.team), reflection.team, reflection.date, reflection.id, *in_reflection)


def _by_date(listed: ListedAction) -> tuple[str, ...]:
    return (listed.reflection.date, listed.action.id, listed.action.revision)


def versions_of_action(services: Services, typed: str) -> tuple[Action, ...]:
    """Find all versions of the action whose id, or its beginning, was typed.

    Raises:
        Misuse: there is none, or there are several.
    """
    _, actions = _every_version(services)
    typed_id = typed.strip().lower()
    versions = [action for action in actions if action.id == typed_id]
    versions = versions or [action for action in actions if typed_id and action.id.startswith(typed_id)]
    ids = sorted({action.id for action in versions})
    if not ids:
        raise Misuse(f"There is no action {quoted(typed)} here.", "`coreflect actions list` shows them.")
    if len(ids) > 1:
        raise Misuse(f"{quoted(typed)} begins the ids of {len(ids)} actions.", f"Type more: {', '.join(ids[:5])}.")
    return tuple(versions)


def save_over_versions(services: Services, versions: Sequence[Action], **changes: str) -> Action:
    """Change the first of an action's versions, and save it in place of all of them.

    Raises:
        Misuse: a field is not valid.
        CoreflectError: it could not be saved.
    """
    first, *others = versions
    changed = changed_action(services, first, **changes)
    earlier = (revision for action in others for revision in (*action.replaces, action.revision))
    changed = replace(changed, replaces=tuple(dict.fromkeys((*changed.replaces, *earlier))))
    services.workspace.save_action(changed)
    return changed


def actions_csv(actions: Sequence[ListedAction], *, excel: bool = False) -> bytes:
    """Write actions as CSV, a row each with its reflection, by date; `excel` makes Excel read its letters rightly.

    The last column is there where an action fills it, so that a table without one stays the same, byte for byte.
    """
    columns = CSV_COLUMNS if any(listed.action.known_by for listed in actions) else CSV_COLUMNS[:-1]
    rows = []
    for action, reflection, _ in sorted(actions, key=_by_date):
        where = (action.id, reflection.team_name, reflection.id, reflection.date, action.bank, action.item)
        rows.append((*where, *(getattr(action, name) for name in columns[len(where) :])))
    return csv_bytes(columns, rows, excel=excel)
