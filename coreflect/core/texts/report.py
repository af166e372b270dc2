"""The sentences of a report: its first page, its headings, and what stands under them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from coreflect.core.texts.actions import DID_IT_HAPPEN, QUESTIONS
from coreflect.core.texts.results import AT_A_GLANCE, SIDES
from coreflect.core.texts.words import bare, chosen, counted, ended, period_phrase, phrase, plain_date, spoken_date

DRAFT = "DRAFT, NOT YET READ BY THE GROUP"
FOOTER = "Made for learning. Not for judging people, teams or contracts."

NOT_A_SCORE = (
    "This is not a score, an inspection or a survey of everyone. It cannot speak for those who were not there."
)
NOT_READ = "The group has not read this report yet. It is a draft until the group has read it and agreed to send it."
WHO_ELSE = (
    '"Everyone else" means people who use support, unpaid carers and family, people here in another way, and those '
    "who did not say."
)
AMONG_THEM = "Among them:"
NOBODY_NAMED = "Who was not here is not written down."
IDEAS_NOT_KNOWN = "Where the questions come from is not known here, since they cannot be read."

READING_HEADING = "How to read this"
EACH_VIEW = "Where answers differ, each view is shown as it was given, and none is the right one."
AGREEING = "Where answers agree, that says nothing about whether it is a good answer."
PROTECTS = "This protects people."
DO_NOT_GUESS = "Please do not try to work out who said what."
ANSWERED_OPENLY = (
    "People answered with the group able to see: they agreed that everyone here sees what each group answered."
)
NOTES_CHOSEN = "Notes appear here if the writer said that everyone could read them."

CLOSER_HEADING = "A closer look"
PAIRS = "People with a repeat code"
PAIRS_READ = "‹ further down, = the same, › further up"
WHAT_WAS_SAID = "What people wrote:"
MANY_NOT_SURE_ABOUT, NO_TIME_FOR = "Many are not sure about:", "We ran out of time for:"

EVERY_QUESTION = "Every question"
ALL_TABLES = "All tables: every question with its counts, and why questions are not compared"
EVERY_QUESTION_INTRO = "The counts of all questions, in the order in which they were asked."
WITH_EARLIER = "Rows that begin with a day are what everyone answered in an earlier reflection."
HOW_ANSWERED = "How people answered"
COMPARED_HEADING = "Each question and the time before"

ONE_A_CELL = "Each box is one person, with the number of the answer they chose."
MANY_A_PART = "Each part is as long as its share of the people, with the number of an answer and how many chose it."
THE_LINE = "The thick line is between the same two answers in each row, so that you see which way people lean."

NOTHING_SHOWN = "No earlier reflection is shown, so this one is compared with none."
NOTHING_LAID = "No question of this reflection can be compared with an earlier one."
WHY_NOT_LAID = {
    "reworded": "Its meaning has changed since, so it is not compared.",
    "rescaled": "The answers to choose from have changed since, so it is not compared.",
    "text differs": "Its words have changed since, so it is not compared.",
    "no level chosen": "Nobody chose one of the answers, then or now, so it is not compared.",
    "not shown": "One of the two is not shown, to protect people, so it is not compared.",
    "groups differ": "The groups were different then, so it is not compared.",
    "first round": "It was not asked before, as far as that is shown.",
}

NONE_WRITTEN = "Nothing is written down here."
NOTES_HEADING = "What people wrote for everyone to read"
NOTES_INTRO = "These are people's own words. Who wrote them is not said."
WHOLE_MEETING = "About the whole meeting"
LAST_TIME_HEADING = "What we said last time, and what came of it"

ASK_HEADING = "What we ask of you"
WRITING_REPORTS = "Writing the reports"
OPEN_IN_A_BROWSER = "Open it in a browser. Print it from Chrome or Edge, which repeat its footer on every page."
READ_IT_WITH_THE_GROUP = "It is a draft: read it with the group, then write it again with --agreed-on DATE."
OPEN_THEM_IN_A_BROWSER = "Open them in a browser. Print them from Chrome or Edge, which repeat a footer on every page."
READ_EACH_WITH_ITS_GROUP = (
    "They are drafts: read each with its group, then write it again with --team NAME and --agreed-on DATE."
)
ASKS_NOTHING = "It asks nothing of a board: --ask says what you ask."
ASK_DRAFT = (
    "Nothing is written here yet. The group decides together what it asks, by when, and how it wants to be answered."
)

ASK_THE_BOARD = "Write what we ask of the board"
ASKING_TITLE = "What we ask of the board"
ASK_QUESTION = "What do you ask of the board, or of whoever gets the report?"
ASK_HELP = "One thing in each line. For instance: Pay people's bus fares on the day."
ANSWER_BY_QUESTION = "By when do you want an answer?"
ANSWER_BY_HELP = "For instance: 26 May 2027, 26/5/2027 or in six months. It may stay empty."
ANSWER_HOW_QUESTION = "How do you want to hear from them?"
ANSWER_HOW_HELP = "For instance: in person, at our next meeting. It may stay empty."
TYPE_ASK, TYPE_ANSWER_BY, TYPE_ANSWER_HOW = "We ask:", "By:", "How:"
ASK_ENTER_ENDS = "Enter alone goes on to the next question."

SHEET_HEADING = "To take home"
SHEET_INTRO = "This is about how we do things. It is not about people."
THREE_THINGS, THINGS_SEEN = "Three things we saw", "What we saw"
SIDES_DIFFER = f"{SIDES} chose different answers"
ANSWERS_DIFFER = "Our answers are far apart"
MANY_NOT_SURE = "Many of us are not sure"
MEET_AGAIN = "We meet again"
NO_DAY = "no day yet"


def mostly(level: str, *, of_all: bool) -> str:
    """That most people chose this answer, of all or of those who chose a level, on the page to take home."""
    return f'Most of {"us" if of_all else "those who chose a level"} chose "{level}"'


def title(team: str, date: str) -> str:
    """Write the report's title."""
    return f"{bare(team)}: our reflection of {plain_date(date)}"


def footer(team: str, date: str) -> str:
    """Say what stands at the foot of each page."""
    return f"{FOOTER} {bare(team)}, {plain_date(date)}"


def read_on(date: str) -> str:
    """Say that the group has read the report, on this day."""
    return f"The group read this report on {plain_date(date)} and agreed to send it."


def what_is_left(date: str) -> str:
    """Say what is left to report on once the answers have been taken out."""
    return f"This is what is left of the reflection on {plain_date(date)}."


def took_part(people: int, invited: int | None, date: str) -> str:
    """Say how many took part, of how many who were invited where that is known, and when."""
    if invited is None or invited < people:
        return f"{counted(people, 'person', 'people')} took part on {plain_date(date)}."
    return f"{people:,} of {invited:,} people invited took part on {plain_date(date)}."


def came_later(people: int) -> str:
    """Say that the counts are not those that the room saw, since so many people answered later."""
    return (
        "The counts are not those that the room saw: they hold the answers of "
        f"{people:,} more {chosen(people, 'person', 'people')}, who answered later."
    )


def about(what_and_period: str) -> str:
    """Say what the reflection is about, and over which time."""
    return f"It is {what_and_period}"


def not_here(missing: str) -> str:
    """Say who was not here."""
    return f"Not here: {missing}"


def ideas_published(publishers: Sequence[str]) -> str:
    """Say whose published ideas the questions follow."""
    return (
        f"The questions were written for coreflect from ideas published by {'; and by '.join(publishers)}, "
        "who have not checked or approved them."
    )


def quoted(sources: Sequence[str]) -> str:
    """Say where words that stand as published are quoted from; each source ends with a full stop."""
    return f"Words marked as published are quoted from {' And from '.join(sources)}"


def idea_unpublished(bank: str, idea: str) -> str:
    """Say which idea is behind a bank that follows nothing published; `idea` ends with a full stop."""
    return f'The idea behind the questions "{bank}": {idea} Nobody else has checked or approved them.'


def no_small_group(smallest: int) -> str:
    """Say that no group of fewer people is shown by itself."""
    return f"No group of fewer than {smallest:,} people is shown by itself. {PROTECTS}"


def hidden_questions(questions: int, sentence: str) -> str:
    """Say of how many questions this sentence on what is not shown is true."""
    return f"Of {counted(questions, 'question', 'questions')}: {sentence}"


def we_agreed(level: str) -> str:
    """Say on which answer the room agreed."""
    return f'We agreed: "{level}".'


def chose_it(how_many: str, level: str) -> str:
    """Say how many chose an answer; `how_many` is such as "8 of 9"."""
    return f'{how_many} chose "{level}".'


def more_differ(questions: int) -> str:
    """Say of so many further questions that answers differ, where they are seen."""
    return f"And {counted(questions, 'more question', 'more questions')}: see {AT_A_GLANCE}."


def how_strips_are_read(signs: Mapping[str, str], *, has_break: bool, in_proportion: bool) -> str:
    """Say how strips are read; `signs` are those of the answers that are no level, with what they stand for."""
    sentences = [MANY_A_PART if in_proportion else ONE_A_CELL, *((THE_LINE,) if has_break else ())]
    if signs:
        sentences.append(f"Apart, on the right: {', '.join(f'{sign} {name}' for sign, name in signs.items())}.")
    return " ".join(sentences)


def everyone_on(date: str) -> str:
    """Name a strip of everyone's answers in the reflection on this day."""
    return f"Everyone on {plain_date(date)}"


def not_sure(people: int, asked: int, others: Iterable[tuple[str, int]]) -> str:
    """Say how many answered that they are not sure, of all; `others` is how many gave each other non-answer."""
    besides = (f"{name.lower()}: {number:,}" for name, number in others if number)
    return f"{'; '.join((f'Not sure: {people:,} of {asked:,}', *besides))}."


def another_subject(about_then: str, about_now: str) -> str:
    """Say that the last reflection was about something else."""
    return f"Last time was about {phrase(about_then)}; this time is about {ended(phrase(about_now))}"


def another_period(period_then: str, period_now: str) -> str:
    """Say that the last reflection looked back over another time."""
    return (
        f"Last time looked back {period_phrase(period_then)}; this time looks back {ended(period_phrase(period_now))}"
    )


def next_reflection(date: str) -> str:
    """Say on which day the next reflection is."""
    return f"The next reflection: {spoken_date(date)}."


def please_answer(by: str, how: str) -> str:
    """Say by which day, as an ISO date, and how a board is asked to answer; both may be empty."""
    if by:
        day = f"Please answer us by {spoken_date(by)}"
        return f"{day}. How: {how}" if how else f"{day}, and tell us how you will."
    return f"Please tell us by when you will answer.{f' How: {how}' if how else ''}"


def dropped(why: str) -> str:
    """Say that an action was dropped, and why where that was written down."""
    return f"We decided not to do this, because: {why}" if why else "We decided not to do this."


def happened(who: str, answer: str, outcome: str) -> str:
    """Say what the person who checks an action says of it."""
    return f"{DID_IT_HAPPEN} {bare(who)} says: {answer}. {outcome}".rstrip()


def not_said_yet(progress: str, who: str, outcome: str) -> str:
    """Say how far an action is of which nobody has said yet whether it happened."""
    return f"{progress}. {bare(who)} has not confirmed it yet. {outcome}".rstrip()


def we_said(date: str, what: str) -> str:
    """Say what was agreed in the reflection on this day."""
    return f"On {plain_date(date)} we said: {what}"


def who(person: str) -> str:
    """Say who will do an action."""
    return f"Who: {person}"


def by_when(due: str) -> str:
    """Say by when an action is to be done."""
    return f"By when: {ended(due)}"


def who_checks(person: str) -> str:
    """Say who will say that an action is done."""
    return f"{QUESTIONS['checked_by']} {ended(person)}"


def we_will(what: str) -> str:
    """Say one thing that will be done, on the page to take home."""
    return f"We will do this: {what}"


def when(due: str) -> str:
    """Say when it will be done, on the page to take home."""
    return f"When: {due}"
