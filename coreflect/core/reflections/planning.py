"""What a set-up means for the people: how long it will take, and what the smallest group will show."""

from __future__ import annotations

from math import ceil

from coreflect.core.texts.words import counted

SECONDS_A_QUESTION = 40
SECONDS_A_PERSON = 180
PAPER_START_MINUTES = 5
MANY_PEOPLE_A_LAPTOP = 3


def minutes_alone(questions: int) -> int:
    """How many minutes one person needs for so many questions, rounded up to five."""
    return max(5, 5 * ceil(questions * SECONDS_A_QUESTION / 300))


def meeting_minutes(people: int, laptops: int, questions: int) -> int:
    """How many minutes people need who take turns at laptops, to the nearest five.

    40 seconds a question, and 3 minutes each for the welcome and for handing over.
    """
    turns = ceil(people / max(laptops, 1))
    seconds = turns * (questions * SECONDS_A_QUESTION + SECONDS_A_PERSON)
    return max(5, 5 * round(seconds / 300))


def paper_minutes(questions: int) -> int:
    """How many minutes all people need together on paper: one person's answers, and 5 minutes to hand out and begin."""
    return minutes_alone(questions) + PAPER_START_MINUTES


def spoken(minutes: int) -> str:
    """Minutes as people say them: "20 min", "1 h 10", "2 h"."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest:02}" if rest else f"{hours} h"


def how_long(people: int, laptops: int, questions: int, short_questions: int) -> str:
    """The sentence on time at set-up, with the short form beside it where that asks fewer questions."""
    said = (
        f"{counted(people, 'person', 'people')}, {counted(laptops, 'laptop', 'laptops')}, "
        f"{counted(questions, 'question', 'questions')}: about {spoken(meeting_minutes(people, laptops, questions))}."
    )
    if 0 < short_questions < questions:
        said += f" Short form: about {spoken(meeting_minutes(people, laptops, short_questions))}."
    if people > MANY_PEOPLE_A_LAPTOP * laptops:
        said += f" On paper, all at once: about {spoken(paper_minutes(questions))}."
    return said


def how_long_each(questions: int) -> str:
    """The sentence on time where nobody has counted the people."""
    return f"{counted(questions, 'question', 'questions')}: about {minutes_alone(questions)} min for each person."


def what_groups_show(people: int | None, smallest_group: int, *, private: bool) -> str:
    """What the choice of privacy will mean for so many people, in one sentence."""
    if not private:
        return "The room will see each answer, and may guess whose."
    if people is None:
        return f"The two sides are shown only when each has {smallest_group} people or more."
    who = counted(people, "person", "people")
    if people < smallest_group:
        return f"{who}: only how many answered will be shown. There are too few of us to hide who said what."
    if people < 2 * smallest_group:
        return f"{who}: no sides will be shown."
    return f"{who}: the two sides are shown only if each has {smallest_group} or more."
