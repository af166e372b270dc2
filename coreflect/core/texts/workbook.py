"""The sentences in the workbook: the names of its sheets and columns, how to read them, and what is not shown."""

from __future__ import annotations

from coreflect.core.answers import LEFT_BLANK, NOT_APPLICABLE, NOT_SURE, RATHER_NOT_SAY

READ_ME, GLANCE, BY_GROUP, OVER_TIME = "Read me", "At a glance", "By group", "Over time"
ALL_TEAMS, ACTIONS, DATA, CODEBOOK = "All teams", "Actions", "Data", "Columns"

TITLE = "How deeply we co-produce"
HOW_TO_READ = "How to read it"
WHAT_IS_NOT_SHOWN = "What is not shown, and why"
REFLECTIONS = "The reflections"

SHEETS = (
    (GLANCE, "Everyone's answers, one row for each question: how many chose each level, one reflection after another."),
    (BY_GROUP, "Each team's latest answers, by the groups of people that may be shown."),
    (OVER_TIME, "Everyone's answers, one reflection below another, and what moved."),
    (ALL_TEAMS, "What is shown of each team's latest answers, added up. Teams are never ranked."),
    (ACTIONS, "What the teams said they would do, by when, and what came of it."),
    (DATA, "Every count, for a program or a table of your own: what comparison.csv holds."),
    (CODEBOOK, "What each column of Data means."),
)
"""What each sheet shows, by its name."""

READING = (
    "A number is how many people. There are no percentages, no averages and no total, because none of them says how an "
    "answer came about.",
    "The columns 1, 2, 3 and so on are the answers to choose from, the first one lightest and the last one darkest. "
    "Their names are above the questions.",
    "A thick line between two of them is the natural break of the scale, such as between done for and done with.",
    f"{NOT_SURE.label}, {NOT_APPLICABLE.label.lower()}, {RATHER_NOT_SAY.label.lower()} and {LEFT_BLANK.label.lower()} "
    "are not levels. They are to the right, and count in no other column.",
    "A question that means something else now has a row of its own for each meaning.",
    "A question is said to have moved only where that is more than people changing places explains. Where it is not "
    "said, that does not mean that nothing changed.",
)
SMALL_GROUPS = (
    "Answers of fewer people than a team agreed on are never shown by themselves, nor is anything from which they "
    "could be worked out. Such cells are empty.",
    "Nobody's single answers are in this workbook, and no notes but what a team agreed to do.",
)

TEAM, PART, QUESTION, GROUP, DATE = "Team", "Part", "Question", "Group", "Date"
STANDS_OUT, COUNTED = "What stands out", "People counted"
OTHERS = (NOT_SURE.label, NOT_APPLICABLE.label, RATHER_NOT_SAY.label, LEFT_BLANK.label)
"""The heads of the columns of those who chose no level."""
OTHER_ANSWER = "Doesn't apply, not said, or blank"
"""The head over those who chose no level and are not unsure, added up."""
ABOUT, PERIOD, ANSWERED, NOT_SHOWN = "About", "Looking back", "People answered", "What is not shown"
SINCE_BEFORE, SINCE_FIRST = "Since the time before", "Since the first time"
FURTHER_UP, THE_SAME, FURTHER_DOWN = (
    "With a repeat code: further up than before",
    "With a repeat code: the same",
    "With a repeat code: further down",
)
TEAMS = "Teams"
AGREED_ON, WHAT, WHO, DUE, CHECKED_BY = "Agreed on", "What", "Who", "By when", "Who will check"
PROGRESS, HAPPENED, OUTCOME, KNOWN_BY = "How far along", "Did it happen?", "What came of it", "How we will know"
COLUMN, HOLDS, MEANING = "Column", "Holds", "What it says"

NO_ANSWERS_YET = "There are no answers to show here."
ONE_TIME = "Each team has answered once, so there is nothing to compare yet."
NO_ACTIONS = "Nothing was written down that a team will do."
TOO_MUCH = (
    "This is more than one workbook can hold.",
    "Name fewer files, or use comparison.csv: it holds as much as there is.",
)


def rounds_before_the_latest(number: int) -> str:
    """Name a reflection by how many of its team came after it."""
    if number > 1:
        return f"{number:,} times before"
    return "The time before" if number else "The latest"
