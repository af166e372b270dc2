"""Estimates how long a reflection takes: alone, in turns at laptops, and on paper all at once."""

from __future__ import annotations

from math import ceil

SECONDS_A_QUESTION = 40
SECONDS_A_PERSON = 180
PAPER_START_MINUTES = 5


def minutes_alone(questions: int) -> int:
    """Estimate how many minutes one person needs for this many questions, rounded up to five."""
    return max(5, 5 * ceil(questions * SECONDS_A_QUESTION / 300))


def meeting_minutes(people: int, laptops: int, questions: int) -> int:
    """Estimate how many minutes people need who take turns at laptops, to the nearest five.

    Allows 40 seconds a question, and 3 minutes a person for the welcome and for handing over.
    """
    turns = ceil(people / max(laptops, 1))
    seconds = turns * (questions * SECONDS_A_QUESTION + SECONDS_A_PERSON)
    return max(5, 5 * round(seconds / 300))


def paper_minutes(questions: int) -> int:
    """Estimate how many minutes a group needs on paper: the time of one person, and 5 minutes to begin."""
    return minutes_alone(questions) + PAPER_START_MINUTES
