"""Runs the meeting of a reflection: its state, revealing the answers, counting those who came later, and closing.

It says how many people have answered, and never who they are.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Literal, NamedTuple

from coreflect.core.errors import CoreflectError, Misuse
from coreflect.core.model import Action, Note, Reflection
from coreflect.core.reflections.responses import Turnout, questions
from coreflect.core.reflections.rounds import dated, mended
from coreflect.core.texts import meeting as texts
from coreflect.core.texts.home import answer_here
from coreflect.core.texts.meeting import KEY_IN_LATE, PHONES_SERVED, PHONES_SERVED_STILL, STEP_TEXTS, plan
from coreflect.services.actions import open_with
from coreflect.services.app import Services
from coreflect.services.reflections import list_all
from coreflect.services.revealing import TurnoutChanged

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coreflect.core.results import PublishedRound
    from coreflect.services.reflections import ListedReflection


class MeetingState(NamedTuple):
    """The state of a meeting: how many people have begun and finished, and the actions of last time that are open.

    `is_forgotten` is True where all answers were taken out, `has_counts` where what was shown is still stored then.
    `on_phones` counts who has joined and who has finished on a phone; None where none are served.
    """

    reflection: Reflection
    turnout: Turnout
    last_time: tuple[Action, ...] = ()
    is_forgotten: bool = False
    has_counts: bool = False
    on_phones: tuple[int, int] | None = None

    @property
    def is_revealed(self) -> bool:
        return self.reflection.state == "revealed"

    @property
    def came_later(self) -> int:
        """Count those who have finished since the answers were shown and may now be counted."""
        return came_later(self.reflection, self.turnout)

    @property
    def comes_next(self) -> MeetingStep:
        """The step that comes next: to answer, once all who began have finished to show the answers, then to look."""
        if self.is_revealed or self.is_forgotten:
            return "look" if self.is_revealed and (self.has_counts or not self.is_forgotten) else "actions"
        everyone = self.turnout.finished >= (self.reflection.invited or 1) and self.turnout.unfinished <= 0
        return "show" if everyone else "answer"

    @property
    def available_steps(self) -> tuple[tuple[MeetingStep, str], ...]:
        """List (name, words) of the steps that are available now, in the order of their digits."""
        return available_steps(
            self.reflection,
            last_time=bool(self.last_time),
            later=self.came_later > 0,
            forgotten=self.is_forgotten,
            counts=self.has_counts,
            phones=self.on_phones is not None,
        )


def look_at_meeting(
    services: Services, reflection: Reflection, last_time: tuple[Action, ...] | None = None
) -> MeetingState:
    """Read how a meeting stands now.

    Takes last time's open actions, if they are known; otherwise they are read, and if that fails there are none.

    Raises:
        CoreflectError: the reflection cannot be read.
    """
    now, turnout = services.workspace.round(reflection.id), services.results.turnout(reflection.id)
    is_forgotten = services.workspace.is_forgotten(reflection.id)
    if last_time is None:
        last_time = ()
        with suppress(CoreflectError, OSError):
            last_time = open_with(services, now)
    has_counts = is_forgotten and bool(services.workspace.shown_counts(now.id))
    phones = services.phones_in(now)
    on_phones = (phones.joined, phones.finished) if phones else None
    return MeetingState(now, turnout, last_time, is_forgotten, has_counts, on_phones)


class RevealQuestion(NamedTuple):
    """The question that a person is asked before the answers are revealed, with the turnout at that moment.

    `is_shared` is True where other laptops share the workspace.
    """

    reflection: Reflection
    turnout: Turnout
    is_shared: bool

    @property
    def title(self) -> str:
        """Ask whether to wait for those who have begun, or whether to show the answers."""
        return texts.reveal_title(self.turnout)

    @property
    def lines(self) -> tuple[str, ...]:
        """Say what showing the answers means."""
        return texts.what_revealing_does(self.reflection, self.turnout, shared=self.is_shared)

    @property
    def choices(self) -> tuple[tuple[bool, str], ...]:
        """List (whether it reveals, words), the choice that changes nothing first; none if nobody has finished."""
        return texts.reveal_choices(self.turnout)


def ask_to_reveal(services: Services, reflection: Reflection, turnout: Turnout | None = None) -> RevealQuestion:
    """Make the question to ask before the answers are revealed.

    Takes the turnout if it has just been counted; otherwise it is counted now.

    Raises:
        CoreflectError: they cannot be counted.
    """
    turnout = turnout or services.results.turnout(reflection.id)
    return RevealQuestion(reflection, turnout, services.workspace.place().shared)


def reveal(services: Services, question: RevealQuestion) -> PublishedRound:
    """Reveal the answers after this question was asked, which fixes who is counted; returns what may be shown.

    If another terminal has revealed them meanwhile, its reveal is used.

    Raises:
        TurnoutChanged: somebody has begun or finished since; nothing was changed, and it is to be asked again.
        CoreflectError: it could not be read or saved; nothing is shown.
    """
    round_id = question.reflection.id
    if services.workspace.round(round_id).state == "revealed":
        return services.results.published(round_id)
    return services.results.reveal(round_id, question.turnout)


class Revealed(NamedTuple):
    """A reveal without a question, and how many people it counts; `joined` of them came later."""

    published: PublishedRound
    counted: int
    joined: int = 0


def reveal_unasked(services: Services, reflection: Reflection, *, leave_out_unfinished: bool) -> Revealed:
    """Reveal without asking anybody: everyone who has finished is counted.

    If somebody begins or finishes meanwhile, it counts again, so that nobody is left out unnoticed. In a reflection
    that was revealed before, those who came later are counted if the small-group rule allows it.

    Raises:
        CoreflectError: some have unfinished answers and are not to be left out, it could not be saved, or some came
            later and are not counted.
        Misuse: nobody has finished; or it was revealed before, and nobody came later.
    """
    if reflection.state == "revealed":
        return _reveal_once_more(services, reflection)
    while True:
        question = ask_to_reveal(services, reflection)
        drafts = services.workspace.drafts(reflection.id)
        if drafts and not leave_out_unfinished:
            raise CoreflectError(texts.unfinished_left(drafts), texts.how_to_leave_out(reflection.id))
        with suppress(TurnoutChanged):
            return Revealed(reveal(services, question), len(services.workspace.round(reflection.id).counted))


class PlannedReveals(NamedTuple):
    """What revealing several reflections would do: those to reveal, and those that are left with the reason."""

    to_reveal: tuple[ListedReflection, ...]
    left: tuple[tuple[Reflection, str], ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """Read back what would be done, before it is."""
        counted = [(listed.reflection, listed.turnout.finished) for listed in self.to_reveal]
        return (*texts.would_be_revealed(counted), *texts.left_as_they_are(self.left))


def plan_reveals(services: Services, team: str = "", *, leave_out_unfinished: bool) -> PlannedReveals:
    """Find out which reflections of this team, or of all, can be revealed now; those revealed before are passed over.

    Where fewer people have finished than may be shown, a reflection is left: more may still come.

    Raises:
        Misuse: there is no such team, or several.
        Refused: an imported file is damaged.
    """
    found = [
        (listed, texts.why_left(listed.reflection, listed.turnout, leave_out_unfinished=leave_out_unfinished))
        for listed in list_all(services, team)
        if listed.reflection.state != "revealed" and not listed.is_forgotten
    ]
    return PlannedReveals(
        tuple(listed for listed, why in found if not why),
        tuple((listed.reflection, why) for listed, why in found if why),
    )


def reveal_planned(
    services: Services, listed: ListedReflection, *, leave_out_unfinished: bool
) -> tuple[Reflection, Revealed]:
    """Reveal one of the planned reflections, which is opened here first where it is in imported files alone.

    Raises:
        CoreflectError: as `reveal_unasked`.
    """
    reflection = services.results.open_here(listed.reflection.id)
    return reflection, reveal_unasked(services, reflection, leave_out_unfinished=leave_out_unfinished)


def _reveal_once_more(services: Services, reflection: Reflection) -> Revealed:
    published = services.results.reveal(reflection.id)
    counted, before = len(services.workspace.round(reflection.id).counted), len(reflection.counted)
    if counted > before:
        return Revealed(published, counted, counted - before)
    if reflection.is_private and published.finished > before:
        raise CoreflectError(
            texts.revealed_before(published.finished - before),
            texts.when_later_ones_count(reflection.smallest_group),
        )
    raise Misuse(texts.revealed_before(), texts.see_what_is_revealed(reflection.id))


def count_later(services: Services, reflection: Reflection) -> Reflection:
    """Count those who finished after the reveal, if the small-group rule allows it; returns the changed reflection.

    Raises:
        CoreflectError: it could not be read or saved.
    """
    services.results.reveal(reflection.id)
    return services.workspace.round(reflection.id)


def plan_of(services: Services, reflection: Reflection) -> Sequence[tuple[int, str]]:
    """List (minutes, what) of the parts of this meeting.

    Raises:
        CoreflectError: its questions cannot be read.
    """
    return plan(reflection.invited, len(questions(reflection, services.workspace.banks(reflection.id))))


def check_closing(services: Services, reflection: Reflection, changes: dict[str, str]) -> None:
    """Check who was not here, or the next date, before it is saved.

    Raises:
        Misuse: it cannot be taken; the error's `field` says which.
    """
    mended(reflection, dated(changes, services.clock.today()), services.ids)


def save_closing(services: Services, reflection: Reflection, changes: dict[str, str]) -> Reflection:
    """Save who was not here (`missing`) and the next date (`next_date`) with the reflection; returns it as it is now.

    Raises:
        CoreflectError: it cannot be taken, or it could not be saved.
    """
    # Another terminal may have shown the answers meanwhile, so the reflection is read again.
    now = services.workspace.round(reflection.id)
    changed = mended(now, dated(changes, services.clock.today()), services.ids)
    services.workspace.save_round(changed, ())
    return changed


def save_how_it_was(services: Services, reflection: Reflection, words: str, note_id: str) -> None:
    """Save the group's words on how the meeting was, as a note for everyone here.

    `note_id` was made once for this meeting's words, so that trying again makes no second note.

    Raises:
        CoreflectError: it could not be saved.
    """
    text = f"{texts.HOW_WAS_THIS} {words}"
    services.workspace.save_room_note(Note(note_id, services.ids.record(), (), reflection.id, "", "", "", "room", text))


MeetingStep = Literal[
    "answer", "paper", "phones", "show", "look", "hands", "actions", "plan", "closing", "last-time", "later"
]
STEP_KEYS: dict[MeetingStep, str] = {
    **{"answer": "1", "paper": "2", "phones": "j", "show": "3", "look": "3", "hands": "4"},
    **{"actions": "5", "plan": "6", "closing": "7", "last-time": "8", "later": "9"},
}
"""The key of each step. It stays the same as the meeting goes on, whichever steps are available."""


def available_steps(
    reflection: Reflection,
    *,
    last_time: bool,
    later: bool = False,
    forgotten: bool = False,
    counts: bool = False,
    phones: bool = False,
) -> tuple[tuple[MeetingStep, str], ...]:
    """List (step, words) of each step that is available now.

    `last_time`: an action from last time is still open. `later`: people have finished since the reveal and may be
    counted. `forgotten`: all answers were taken out. `counts`: the counts that were shown are still there. `phones`:
    they are served.
    """
    opening: tuple[MeetingStep, ...] = ("last-time",) if last_time else ()
    always: tuple[MeetingStep, ...] = ("hands", "actions", "plan", "closing")
    steps: tuple[MeetingStep, ...] = ("answer", "paper", "phones", "show", *always, *opening)
    served: tuple[MeetingStep, ...] = ("phones",) if phones else ()
    words = STEP_TEXTS | ({"phones": PHONES_SERVED} if phones else {})
    if forgotten:
        steps = (*(("look",) if counts else ()), *served, "actions", *opening)
    elif reflection.state == "revealed":
        count_later: tuple[MeetingStep, ...] = ("later",) if later else ()
        steps = ("answer", "paper", *served, "look", *always, *opening, *count_later)
        words = STEP_TEXTS | {"phones": PHONES_SERVED_STILL, "answer": answer_here(reflection), "paper": KEY_IN_LATE}
    return tuple((step, words[step]) for step in steps)


def came_later(reflection: Reflection, turnout: Turnout) -> int:
    """Count the people who finished a private reflection after the reveal and may now be counted as well.

    Returns 0 for fewer people than the smallest group, and for an open reflection, which always counts everyone.
    """
    is_fixed = reflection.is_private and reflection.state == "revealed"
    later = turnout.finished - len(reflection.counted)
    return later if is_fixed and later >= max(reflection.smallest_group, 1) else 0
