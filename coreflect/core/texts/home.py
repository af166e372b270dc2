"""The sentences of the home page, and those before and after all answers of a reflection are taken out."""

from __future__ import annotations

from collections.abc import Sequence

from coreflect.core.model import Reflection
from coreflect.core.names import shown
from coreflect.core.texts.words import chosen, counted, ended, plain_date, spoken_date
from coreflect.core.workspace import HandedOver

SET_UP = "Set up a reflection"
OPEN_INVITATION = "Open an invitation from another laptop"
BRING_FILES = "Bring files together"
LOOK_BACK = "Look back: reflections side by side"
READ_QUESTIONS = "Read the questions first"
COME_BACK = "Come back to your answers with your two words"
LEAVE = "Leave"
IN_PROGRESS = "Reflections in progress"
NONE_IN_PROGRESS = "No reflection is in progress here."
HOW_TO_BEGIN = (
    "Start `coreflect` to set one up, or open the invitation from another laptop: `coreflect answer --round FILE`."
)
SEVERAL_IN_PROGRESS = "More than one reflection is in progress. Which one?"
NO_REFLECTIONS = "There are no reflections here yet."
LOOKED_AT = "Looked at together."
ANSWER = "Answer"
OPEN_MEETING = "The meeting: paper sheets, show the answers, talk, what we will do"
WRITE_INVITATION = "Write the invitation, for other laptops"
WRITE_EXPORT = "Write the answers into one file, to hand over"
CHOOSE_TO_TAKE_OUT = "Choose it to take them out."
WHICH_QUESTIONS = "Which questions?"
TYPE_FILE = "File:"
TYPE_INVITATION = "Type the name of the invitation's file, with its folder. Enter alone goes back."
NO_QUESTIONS = "There are no questions here that can be asked."

TAKEN_OUT = "The answers of this reflection were taken out, as agreed."
WHAT_STAYS = "What was agreed and what we will do is kept."
ALREADY_TAKEN_OUT = f"{TAKEN_OUT} {WHAT_STAYS}"
NO_NEW_ONES = "The answers of this reflection were taken out, so it takes no new ones."
ANSWERS_TAKEN_OUT = "answers taken out"
TAKE_ALL_OUT = "Take all answers of this reflection out"
WHAT_GOES = "All answers and notes go, with shows of hands and who had help. They will not come back."
WHAT_IS_LEFT = "What was set up, where the room stands, and what we will do is kept."
TYPE_IT = 'Type the team\'s name, or the word "forget".'
TYPE_TEAM_NAME = "The team's name:"
TYPE_IT_OR_GO_BACK = f"{TYPE_IT} Enter alone goes back, and nothing goes."
NOT_THE_NAME = f"That is not the name. {TYPE_IT} Enter alone goes back."
NOT_MEANT = "Nothing was taken out."


def day_line(reflection: Reflection) -> str:
    """The line on a reflection whose day to keep answers until has come."""
    return f"We said that we keep these answers until {plain_date(reflection.keep_until)}. That day has come."


def due_line(due: Sequence[Reflection], how: str) -> str:
    """The home page's line on reflections whose day to keep answers until has come, with how to take the answers out.

    Empty where there is none.
    """
    if not due:
        return ""
    first = due[0]
    name = f"{shown(first.team_name)}, {plain_date(first.date)}"
    if len(due) == 1:
        return f"{name}: {day_line(first)[:1].lower()}{day_line(first)[1:]} {how}"
    others = counted(len(due) - 1, "other reflection")
    return f"The day until which we said that we keep the answers has come for {name}, and for {others}. {how}"


def before_forgetting(reflection: Reflection, people: int, handed_over: Sequence[HandedOver]) -> tuple[str, ...]:
    """The lines before all answers of a reflection are taken out: what goes, what stays, what cannot be called back.

    `people` is how many have begun.
    """
    whose = f"{shown(reflection.team_name)}, about {shown(reflection.about)}, {plain_date(reflection.date)}."
    begun = f"{counted(people, 'person has', 'people have')} begun to answer. " if people else ""
    return (whose, f"{begun}{WHAT_GOES}", WHAT_IS_LEFT, *handed_over_line(handed_over))


def handed_over_line(handed_over: Sequence[HandedOver]) -> tuple[str, ...]:
    """The line on copies that were handed over; none where there are none."""
    if not handed_over:
        return ()
    files = ", ".join(shown(copy.file) for copy in handed_over)
    return (f"Copies already handed over cannot be called back: {files}. Ask those who have them to delete them.",)


def forgotten_now(faults: Sequence[str] = ()) -> tuple[str, ...]:
    """The lines once all answers of a reflection were taken out, with what could not be looked into."""
    first = f"The answers and notes are taken out. They will not come back. {WHAT_STAYS}"
    return (first, *(shown(fault) for fault in faults))


def in_progress(reflections: int, unfinished: int) -> str:
    """The heading over so many reflections, with how many people have not finished in all of them together."""
    if not reflections:
        return "Where would you like to begin?"
    if not unfinished:
        return IN_PROGRESS
    return f"{IN_PROGRESS} · {unfinished:,} {chosen(unfinished, 'person has', 'people have')} not finished"


def answer_one_of(reflections: Sequence[Reflection]) -> str:
    """Say how each of these reflections is answered with the command."""
    lines = (f"  coreflect answer {reflection.id}   {shown(reflection.about)}" for reflection in reflections)
    return "\n".join(("Type one of these:", *lines))


def reflection_aloud(reflection: Reflection) -> str:
    """A reflection as it is read out: its team, topic and date."""
    return f"{ended(reflection.team_name)} About {ended(reflection.about)} {spoken_date(reflection.date)}."


def one_passed_over(fault: str) -> str:
    """What could not be read of one file."""
    return f"One file was passed over: {fault}"


def passed_over(faults: Sequence[str]) -> str:
    """What could not be read, in a line or two; empty where everything could."""
    if not faults:
        return ""
    if len(faults) == 1:
        return one_passed_over(faults[0])
    return f"{len(faults)} files could not be read and were passed over. Press f to see them."
