"""The sentences of set-up that say what a choice means for the people: how long it takes, and what groups will show."""

from __future__ import annotations

from coreflect.core.reflections.planning import meeting_minutes, minutes_alone, paper_minutes
from coreflect.core.texts.words import counted, people

MANY_PEOPLE_A_LAPTOP = 3


def spoken_minutes(minutes: int) -> str:
    """Minutes as people say them: "20 min", "1 h 10", "2 h"."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest:02}" if rest else f"{hours} h"


def how_long(invited: int, laptops: int, questions: int, short_questions: int) -> str:
    """How long it takes, with the short form beside it where that asks fewer questions."""
    text = (
        f"{people(invited)}, {counted(laptops, 'laptop')}, {counted(questions, 'question')}: "
        f"about {spoken_minutes(meeting_minutes(invited, laptops, questions))}."
    )
    if 0 < short_questions < questions:
        text += f" Short form: about {spoken_minutes(meeting_minutes(invited, laptops, short_questions))}."
    if invited > MANY_PEOPLE_A_LAPTOP * laptops:
        text += f" On paper, all at once: about {spoken_minutes(paper_minutes(questions))}."
    return text


def how_long_each(questions: int) -> str:
    """How long it takes, where nobody has counted the people."""
    return f"{counted(questions, 'question')}: about {minutes_alone(questions)} min for each person."


def what_groups_show(invited: int | None, smallest_group: int, *, private: bool) -> str:
    """What the choice of privacy will mean for so many people, None where nobody has counted them."""
    if not private:
        return "The room will see each answer, and may guess whose."
    if invited is None:
        return f"The two sides are shown only when each has {smallest_group} people or more."
    who = people(invited)
    if invited < smallest_group:
        return f"{who}: only how many answered will be shown. There are too few of us to hide who said what."
    if invited < 2 * smallest_group:
        return f"{who}: no sides will be shown."
    return f"{who}: the two sides are shown only if each has {smallest_group} or more."
