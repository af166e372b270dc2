"""Lists the reflections with how many have answered and when the next is due, for both home pages and `rounds list`.

Nobody's answers are opened: files are counted by their names.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from coreflect.core.errors import CoreflectError
from coreflect.core.names import natural_order
from coreflect.core.reflections.responses import Turnout
from coreflect.core.reflections.rounds import due
from coreflect.core.texts.home import ANSWERS_TAKEN_OUT, DOINGS, answer_here, due_line, turnout_line, write_export
from coreflect.core.texts.meeting import next_reflection
from coreflect.services.all_records import AllRecords

if TYPE_CHECKING:
    from coreflect.core.model import Reflection
    from coreflect.services.app import Services


class ListedReflection(NamedTuple):
    """A reflection in a list. `next_line` says when its team's next one is due, or is empty.

    `is_forgotten` says that its answers were taken out, `is_imported` that it is in imported files alone;
    `opens_with_last_time` that the room asks first what became of last time's actions, before the first person answers.
    """

    reflection: Reflection
    turnout: Turnout
    next_line: str = ""
    is_forgotten: bool = False
    is_imported: bool = False
    opens_with_last_time: bool = False

    @property
    def how_many(self) -> str:
        """Say how many have begun and finished, or that the answers were taken out."""
        return ANSWERS_TAKEN_OUT if self.is_forgotten else turnout_line(self.turnout)

    @property
    def how_many_here(self) -> str:
        """Say the same for a home page; empty if the answers are revealed and in imported files alone."""
        elsewhere = self.reflection.state == "revealed" and not self.is_forgotten and not self.turnout.begun
        return "" if elsewhere else self.how_many


NextStep = Literal["answer", "meeting", "look-back", "more"]


def next_step(listed: ListedReflection, today: str) -> NextStep:
    """What comes next for a reflection: people answer it, then the room meets, and once it has met it looks back.

    The room meets first where it asks about last time, then once everyone who was invited has finished, or the day has
    gone by; it has met once the next date is agreed, or the day has gone by.
    """
    reflection, finished = listed.reflection, listed.turnout.finished
    has_gone_by = reflection.date < today
    if listed.is_forgotten:
        return "more"
    if reflection.state == "revealed":
        return "look-back" if reflection.next_date or has_gone_by else "meeting"
    if listed.opens_with_last_time:
        return "meeting"
    everyone = reflection.invited is not None and finished >= reflection.invited and listed.turnout.unfinished <= 0
    return "meeting" if everyone or (finished and has_gone_by) else "answer"


Doing = Literal[
    "answer",
    "meeting",
    "look-back",
    "next",
    "paper",
    "slips",
    "invite",
    "export",
    "report",
    "workbook",
    "mend",
    "delete",
    "forget",
]
FILES = ("paper", "slips", "invite", "export", "report", "workbook")
CHANGES = ("mend", "delete", "forget")


def doings(listed: ListedReflection) -> tuple[tuple[Doing, str], ...]:
    """List (name, words) of what can be done with a reflection that is here, always in the same order."""
    reflection, is_shown = listed.reflection, listed.reflection.state == "revealed"
    main: list[Doing] = ["answer", "meeting", *(("look-back", "next") if is_shown else ())]
    files: list[Doing] = ["report", "workbook"] if is_shown else ["paper", "slips", "invite"]
    files += ["export"] if listed.turnout.finished else []
    words = DOINGS | {"answer": answer_here(reflection), "export": write_export(reflection)}
    changes: tuple[Doing, ...] = ("mend", "forget" if listed.turnout.begun or is_shown else "delete")
    return tuple((name, words[name]) for name in (*main, *files, *changes))


class HomeList(NamedTuple):
    """What a home page shows: the reflections, newest first, those that are due, and what could not be read."""

    reflections: tuple[ListedReflection, ...] = ()
    due: tuple[Reflection, ...] = ()
    faults: tuple[str, ...] = ()

    @property
    def unfinished(self) -> int:
        """Count the people who have begun and not finished, in all reflections together."""
        return sum(max(listed.turnout.unfinished, 0) for listed in self.reflections)

    def due_line(self, how: str) -> str:
        """Name the reflections whose answers should be taken out by now; `how` says how to do that."""
        return due_line(self.due, how)


def home_list(services: Services) -> HomeList:
    """List the workspace's own reflections for a home page, from their files' names alone.

    Raises:
        CoreflectError: the workspace cannot be read.
    """
    workspace, today = services.workspace, services.clock.today()
    reflections = workspace.rounds()
    listed = tuple(list_here(services, reflection, reflections) for reflection in reflections)
    forgotten = {entry.reflection.id for entry in listed if entry.is_forgotten}
    return HomeList(listed, due(reflections, today, lambda round_id: round_id in forgotten), workspace.faults())


def list_here(
    services: Services, reflection: Reflection, reflections: Sequence[Reflection] | None = None
) -> ListedReflection:
    """List one reflection with the answers of the workspace alone; takes all known reflections, if already read."""
    workspace = services.workspace
    turnout = workspace.turnout(reflection.id)
    every = workspace.rounds() if reflections is None else reflections
    return ListedReflection(
        reflection,
        turnout,
        next_reflection(reflection, services.clock.today(), every),
        # Where somebody has begun, nothing was taken out.
        is_forgotten=not turnout.begun and workspace.is_forgotten(reflection.id),
        opens_with_last_time=_opens_with_last_time(services, reflection, turnout, every),
    )


def _opens_with_last_time(
    services: Services, reflection: Reflection, turnout: Turnout, every: Sequence[Reflection]
) -> bool:
    """Whether the room asks about the actions of last time; without an earlier one nothing is read."""
    has_earlier = any(other.team == reflection.team and other.date < reflection.date for other in every)
    if reflection.state != "running" or turnout.begun or not has_earlier:
        return False
    from coreflect.services.actions import open_with  # few first pages ask

    try:
        return bool(open_with(services, reflection))
    except CoreflectError:
        return False


def list_all(services: Services, team: str = "") -> tuple[ListedReflection, ...]:
    """List the reflections of this team or of all, by team and date, with all answers that are here or were imported.

    Raises:
        Misuse: there is no such team, or several.
        Refused: an imported file is damaged.
    """
    from coreflect.services.finding import find_team  # a home page, which loads this module, finds nothing by name

    all_records = AllRecords(services.workspace)
    own, imported = services.workspace.rounds(), all_records.imported_reflections()
    every = (*own, *imported)
    of_team = find_team(((reflection.team, reflection.team_name) for reflection in every), team) if team else ""
    listed = (
        *(list_one(services, reflection, every) for reflection in own if of_team in ("", reflection.team)),
        *(
            ListedReflection(reflection, Turnout(finished, finished), is_imported=True)
            for reflection in imported
            if of_team in ("", reflection.team)
            for finished in (len(all_records.imported_responses(reflection.id)),)
        ),
    )
    return tuple(sorted(listed, key=_by_team_and_date))


def _by_team_and_date(listed: ListedReflection) -> tuple[object, ...]:
    reflection = listed.reflection
    return (natural_order(reflection.team), reflection.team, reflection.date, reflection.id)


def list_one(services: Services, reflection: Reflection, reflections: Sequence[Reflection] = ()) -> ListedReflection:
    """List one reflection with all answers that are here or were imported; takes all known ones, for the next date."""
    return ListedReflection(
        reflection,
        services.results.turnout(reflection.id),
        next_reflection(reflection, services.clock.today(), reflections),
        is_forgotten=services.workspace.is_forgotten(reflection.id),
    )
