"""The sentences that stand with results: in both faces, in what the commands print and in the report."""

from __future__ import annotations

from collections.abc import Sequence

from coreflect.core.results import Paired, PublishedRound, Shape, Since, WhyNot
from coreflect.core.texts.home import ALREADY_TAKEN_OUT
from coreflect.core.texts.words import chosen, counted, ended, listed, people, plain_date

NOT_REVEALED = (
    "A reflection without names shows nothing here before it is revealed: `coreflect rounds reveal ROUND`, once "
    "everyone has answered."
)

HOW_NOT_WHO = "These answers are about how things are done, not about the people who do them."
NO_GROUPS = "We show no groups here, to protect people."
NO_ANSWERS = "We show no answers here, to protect people."
KEPT_BACK = {
    "groups": NO_GROUPS,
    "all": NO_ANSWERS,
    "not revealed": "Nothing is shown before the answers are revealed.",
    "in conflict": "The set-up of this reflection differs between two laptops, so nothing is shown.",
    "questions missing": "The questions of this reflection cannot be read, so nothing is shown.",
    "forgotten": ALREADY_TAKEN_OUT,
}
"""What is said for each way in which a round, or a part of it, is withheld."""

WHAT_CAME_SINCE: dict[Since, str] = {
    "changed": "Someone has since changed or removed answers; newer counts are not shown.",
    "forgotten": "The single answers have been removed since, as agreed.",
}
"""What is said of results that stay as they were shown, by what became of the answers."""

SIDES = "People who use support and staff"
SIDES_HEADING = f"{SIDES} answered differently"
DIFFERENTLY_HEADING = "Where our answers differ"
CANNOT_TELL_HEADING = "Where many are not sure"
AGREE_HEADING = "Where our answers agree"
REST_HEADING = "The other questions"

AT_A_GLANCE = "At a glance"
IN_ORDER_TO_TALK = "what to talk about"
"""What the key says that leads from there to the questions in the order in which a room looks at them."""
ONE_SIGN_A_PERSON = (
    "Each row is one question, and each sign in it is one person: the number of the answer that they chose. People who "
    "chose no level are on the right."
)
MARKS = {
    "groups": "the two groups answered differently",
    "differ": "answers differ",
    "not sure": "many are not sure",
    "moved": "answers have moved",
}
"""What is said at a question at a glance, by its mark."""

WITH_A_CODE = "People with a repeat code"
PAIRED_SIGNS = ("<", "=", ">")
"""The signs in the strip of people with a code: an answer further down the scale than then, the same, further up."""
BOTH_TRUE = "Both can be true. What has each of us seen?"
CANNOT_BE_SEEN = "Perhaps they are not in a position to see this."
NOBODY = "nobody"
SHOW_OF_HANDS_HEADING = "A show of hands, counted by itself"


AGREED_HEADING = "What we agreed"
UNSETTLED_HEADING = "What we left open"
ACTIONS_HEADING = "What we will do"
TWO_VERSIONS = "There are two versions. Please look at them together."
NOT_WRITTEN_DOWN = "We talked about it but did not write down what we agreed."
SAW_IT_DIFFERENTLY = "we saw this differently, and that is OK."
DID_NOT_GET_TO_IT = "we ran out of time."
CHOSE_NONE = "nobody chose one of these."

LAST_TIME = "last time"
NOT_THE_SAME_PEOPLE = "These may not be the same people. A lower answer can mean that people now notice more."
NOTICES_MORE = "An answer further down can mean that people now notice more."
TOO_FEW_TO_SAY = "We are too few to say from numbers whether this changed."
WHAT_HAS_CHANGED = "What would you say has changed?"
NOTHING_LISTED = "No question moved by more than chance would explain."
BY_PAIRS = (
    "Whether a question moved is read from the people with a repeat code, each compared with their own answer then."
)
SHAPES: dict[Shape, str] = {
    "further up": "further up the scale",
    "further down": "further down the scale",
    "more at both ends": "more answers at both ends",
    "closer together": "answers closer together",
    "otherwise": "answers spread in another way",
}
"""What is said of answers that moved, by the shape of the move."""

BY_SECTION_HEADING, BY_PRINCIPLE_HEADING = "By section", "By principle"
BY_SECTION_INTRO = "All answers to the questions of each section, added up."
BY_PRINCIPLE_INTRO = (
    "All answers to the questions about each principle, added up. A question about two principles is in both."
)
ONE_PART = "There is one section here, so nothing is added up."
PRINCIPLES = {
    "assets": "Assets",
    "capabilities": "Capabilities",
    "mutuality": "Mutuality",
    "networks": "Networks",
    "roles": "Blurred roles",
    "catalysts": "Catalysts",
}
"""The names of the six principles of co-production, by the tags with which banks name them."""

NOTHING_TO_COMPARE = "There is nothing to compare yet."
ALL_TEAMS_HEADING = "All teams together"
ALL_TEAMS_INTRO = (
    "What is shown of each team's latest answers to a question, added up. A question that means something else now "
    "is not added."
)

LOOK_BACK = "Over time"
THE_ANSWERS = "The answers"
NOTHING_YET = "There is nothing to compare yet."
WHICH_TEAM = "Which team? Teams are in order of name, and no team is compared with another."
OPEN_HERE = "Open it here"
WHAT_OPENING_DOES = (
    "This reflection came in a file that was added. Open it here to run its meeting: its questions, what was agreed "
    "and what you will do are then saved here. The answers stay in the file."
)
WHAT_OPENING_DOES_PLAIN = (
    "This reflection came in a file that was added. Open it here, and you can run its meeting on this laptop. The "
    "answers stay in the file."
)
MOVED_HEADING = "What moved"
ASKED_BEFORE_HEADING = "Asked before, but not last time"
EACH_TIME = "Each time"
NOT_THE_SAME_ABOUT = "The reflections were about different things."
NOT_THE_SAME_PERIOD = "The reflections covered different periods."
HOW_TO_REVEAL = "Open its meeting and show the answers first; there is nothing to see until then."
WHERE_STOOD, WHAT_WE_AGREED = "What we agreed then", "What we said we would do"
ITEM_STEPS = {
    "next": "The next question",
    "whose": "The answers of another group, or of everyone",
    "before": "The question before",
    "again": "Hear it again",
    "leave": "Back to the list",
}
"""The words of what can be done at a question that is heard, by its name."""
NO_OTHER_THERE = "There are no more that way."
NOT_ASKED = "This question was not asked."
NO_HANDS = "No show of hands was counted."
EVERYONE_TOGETHER = "Everyone's answers, together"
NOT_COMPARED = "not compared"
NOT_SHOWN_SHORT, NOT_ASKED_SHORT = "not shown", "not asked"
TOO_FEW_SHORT, NOT_LISTED_SHORT = "too few to say", "no more than chance would explain"
NOT_LAID: dict[WhyNot, str] = {
    "reworded": "reworded since",
    "rescaled": "with other answers to choose from",
    "text differs": "in other words",
    "no level chosen": "without a chosen answer in one of the two",
    "not shown": "not shown",
    "groups differ": "in different groups",
    "first round": "not asked then",
}
"""Why a question cannot be compared with the time before, as it stands after a number of questions."""
BETWEEN = {
    "reworded": "The question was reworded in between, so the two are not compared.",
    "rescaled": "There were other answers to choose from, so the two are not compared.",
    "text differs": "The words were not the same, so the two are not compared.",
    "groups differ": "The groups were different then, so the two are not compared.",
    "no level chosen": "In one of the two nobody chose an answer, so there is nothing to compare.",
}
"""What is said between two rounds that cannot be compared."""
SAME_MEANING = "The words changed in between. What they mean did not, so the two are compared."


def in_other_words(questions: int) -> str:
    """Say of how many questions the words changed since the time before, and the meaning did not."""
    were = f"{questions:,} questions were" if questions != 1 else "1 question was"
    mean = "They mean the same, so they are" if questions != 1 else "It means the same, so it is"
    return f"{were} asked in other words the time before. {mean} compared."


def earlier_text(text: str) -> str:
    """Say how a question was worded, after its date."""
    return f'it was asked like this: "{text}"{"" if text.endswith((".", "?", "!")) else "."}'


def earlier_answers(labels: Sequence[tuple[int, str]]) -> str:
    """Say how answers were worded, each with its number, after the date."""
    named = listed([f'answer {number} was called "{label}"' for number, label in labels])
    return f"{named}."


def earlier_examples(examples: Sequence[str]) -> str:
    """Say which examples stood beside the first and the last answer, as far as they changed, after the date."""
    named = listed([f'"{example.rstrip(".")}"' for example in examples])
    return f"an example was {named}."


def kept_back_sentence(published: PublishedRound) -> str:
    """Say what a round keeps back, and where its results stay as they were shown, since when; empty where neither."""
    return " ".join(part for part in (as_shown(published), KEPT_BACK.get(published.withheld, "")) if part)


def as_shown(published: PublishedRound) -> str:
    """Say that the results are those of an earlier day, and why there are no newer ones; empty where they are not."""
    if not published.as_shown_on:
        return ""
    why = WHAT_CAME_SINCE.get(published.since, "")
    return f"As shown on {plain_date(published.as_shown_on)}. {why}".rstrip()


def agree_heading(level: str, *, of_all: bool) -> str:
    """The heading over a question on which answers agree; it says which answer, so that nobody takes it for success.

    `of_all` is False where it is the answer of most of those who chose a level, and not of most people.
    """
    return f'{AGREE_HEADING}: mostly "{level}"{"" if of_all else ", of those who chose a level"}'


def sides_come_first(questions: int) -> str:
    """Say, before all questions are looked at, how many the two groups answered differently."""
    return (
        f"{SIDES} answered {counted(questions, 'question', 'questions')} differently. "
        f"{'It is' if questions == 1 else 'They are'} first in the list."
    )


def moved_since(date: str, shape: Shape, *, with_code: bool = False) -> str:
    """Say which way the answers went since a day; `with_code`: those of people with a code."""
    return f"Since {plain_date(date)}{', people with a repeat code' if with_code else ''}: {SHAPES[shape]}."


def others_not_listed(questions: int) -> str:
    """Say of so many questions, beside others that moved, that chance explains what numbers show of them."""
    return f"{counted(questions, 'other question')}: no more than chance would explain."


def pooled(answers: int, most_people: int, questions: int) -> str:
    """Say what is added up: how many answers, of how many people, to how many questions."""
    to = counted(questions, "question", "questions")
    return f"{counted(answers, 'answer', 'answers')} from {people(most_people)} to {to}"


def with_other_answers(part: str) -> str:
    """Name the questions of a section or principle that have other answers to choose from than those before."""
    return f"{part}, with other answers to choose from"


def look_back_keys(questions: int, *, can_open: bool, can_follow: bool = False) -> str:
    """Say what can be typed at a team's list of so many questions.

    `can_open`: there is a reflection that came with files. `can_follow`: the team's next one can be set up here.
    """
    first = (
        f"Type a number from 1 to {questions} to hear that question. g says all at a glance. h says the list. "
        if questions
        else ""
    )
    opening = "o opens a reflection here that came in a file. " if can_open else ""
    following = "n sets up the next reflection with this team. " if can_follow else ""
    return f"{first}r says the reflections again. {opening}{following}Enter goes back."


def look_back_at(team_name: str) -> str:
    """Name the team that is looked back with."""
    return f"{LOOK_BACK}. {ended(team_name)}"


def question_place(number: int, questions: int) -> str:
    """Say the place of a question among so many."""
    return f"Question {number} of {questions}."


def answered(number: int, invited: int | None) -> str:
    """Say how many people answered, of how many invited where that is known."""
    if invited is None or invited < number:
        return f"{people(number)} answered."
    return f"{number:,} of {people(invited)} answered."


def counted_here(number: int) -> str:
    """Say how many answers are counted, where these are not all."""
    return f"The answers of {number:,} are counted here."


ANSWERED_NOT_KEPT = "How many answered is no longer saved."


def mix(lived: int, paid: int) -> str:
    """Say how many of those counted are in each of the two groups; only where both are shown."""
    use = chosen(lived, "uses support, cares or is here in another way", "use support, care or are here in another way")
    return f"{lived:,} who {use}, {paid:,} staff and leaders."


def had_help(helped: int | None) -> str:
    """Say how many had help to answer; empty where that may not be said."""
    if helped is None:
        return ""
    return f"{helped:,} had help to answer." if helped else "Nobody had help to answer."


def read_easier(easier: int | None) -> str:
    """Say how many read the questions in easier words; empty where that may not be said."""
    return "" if easier is None else f"{easier:,} read the questions in easier words."


def stood_at(position: str) -> str:
    """Say on which level the room stood; `position` is the level in quotation marks, with a full stop."""
    return f"we agreed: {position}"


def not_laid(questions: int, reasons: str) -> str:
    """Say how many questions cannot be compared with the time before, with the reasons as one text."""
    return f"{counted(questions, 'question', 'questions')} cannot be compared with the time before: {reasons}."


def why_not_laid(why: WhyNot) -> str:
    """Say why one question cannot be compared with the time before."""
    return f"Not compared with the time before: {NOT_LAID[why]}."


def paired_chose(pairs: int, then: str, higher: str, same: str, lower: str) -> str:
    """Say which answers people with a code chose; `then` is "on" a date or "last time", and the counts are in words."""
    return (
        f"Of {counted(pairs, 'person', 'people')} with a repeat code, {higher} chose an answer further up the scale "
        f"than {then}, {same} the same, {lower} one further down."
    )


def paired_in_short(paired: Paired) -> str:
    """Say how many people with a code chose an answer further down the scale than then, the same, and further up."""
    down, same, up = PAIRED_SIGNS
    return f"{down} {paired.lower:,} further down · {same} {paired.same:,} the same · {up} {paired.higher:,} further up"


def paired_chose_none(number: int) -> str:
    """Say how many people with a code chose no level in one of the two reflections."""
    return f"{number:,} chose no level then, or now."


def not_paired(then: str, now: str) -> str:
    """Say how many people could not be paired, of those who answered then and now; the counts are in words."""
    return f"Not among them: {then} of those who answered then, {now} of those who answered now."


def next_one(day: str) -> str:
    """Say when the next reflection is; `day` is a date in words."""
    return f"The next reflection: {day}."


def named_teams(number: int) -> str:
    """Say how many teams are compared, where they are only named."""
    return f"{number:,} teams. What each of them said is in the files."


def chose_a_level(number: int) -> str:
    """Say how many people a strip shows."""
    return f"{number:,} chose a level" if number else "nobody chose a level"
