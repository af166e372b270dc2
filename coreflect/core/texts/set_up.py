"""The sentences of setting a reflection up: what each field is called, what a choice means, and all of it read back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coreflect.core.banks.bank import Form, ShelvedBank
from coreflect.core.errors import Misuse
from coreflect.core.model import Reflection
from coreflect.core.names import shown
from coreflect.core.reflections.responses import Place
from coreflect.core.reflections.rounds import DEFAULT_SMALLEST_GROUP, meeting_minutes, minutes_alone, paper_minutes
from coreflect.core.reflections.set_up import Typed, Way, counts, invited, laptops
from coreflect.core.texts.controls import GO_BACK_OR_LEAVE
from coreflect.core.texts.home import Row, read_back
from coreflect.core.texts.words import bare, counted, ended, people, spoken_minutes

ONE_AT_A_TIME = "Set up a reflection, one thing at a time."
ENTER_OR_LEAVE = f"Press Enter to keep what is said. {GO_BACK_OR_LEAVE}"
WHAT_TO_CHANGE = "What would you like to change?"
EMPTY = "empty"
GO_BACK_ONE = "Go back one"
CHOOSE_QUESTIONS = "Choose one or more."
TYPE_BANKS = "Type their numbers with spaces, such as 1 3, then Enter."
WHEN_AND_WITH_WHOM, AFTERWARDS = "When, and with whom", "Afterwards"
READ_BACK, READ_QUESTIONS = "Read it back", "Read the questions"
IS_IT_RIGHT = "Is this right?"
RIGHT, CHANGE = "Yes, set it up", "Change something"
AS_IT_WAS = "As it was last time"
ANOTHER_TEAM = "No, it is another team"
NOTHING_SET_UP = "Nothing was set up."

SHARED_FOLDER = (
    "Before you start: this reflection is saved in a folder that may be shared. If it is, the system that shares it "
    "records who wrote which file, and when, even though answers have no names."
)
TALK_ONLY = "Then nothing needs to be set up, and nothing is saved. Read the questions and talk."

MANY_PEOPLE_A_LAPTOP = 3


BANK_NOT_ASKED = "no"


def whole_form(questions: int) -> str:
    """Write the choice to ask all questions of a bank."""
    return f"all {questions}"


def short_form(questions: int) -> str:
    """Write the choice to ask the short form of a bank."""
    return f"short form, {questions}"


def cannot_be_asked(bank: str, fault: str) -> str:
    """Say that a bank cannot be asked, and why."""
    return f"{shown(bank)} cannot be asked. {shown(fault)}"


@dataclass(frozen=True, slots=True)
class Field:
    """What a field is called and the line that helps to fill it in."""

    name: str
    help: str


FIELDS = {
    "team_name": Field("Team", "The name that people know it by."),
    "about": Field("What it is about", "What does “here” mean? For instance: the day centre, short breaks."),
    "period": Field("Looking back", "For instance: the last six months. Or: since we met in May."),
    "banks": Field("Questions", "Left and right choose. The short form asks one question from each part."),
    "date": Field("Date", "The day on which people answer, for instance: 26 May 2027, 26/5/2027 or in six months."),
    "invited": Field("People invited", "How many people are invited. Leave it empty if you do not know."),
    "laptops": Field("Laptops", "How many people can answer at the same time."),
    "way": Field("How answers are shown", "You cannot change this later."),
    "smallest_group": Field(
        "Smallest group",
        "The smallest group we show by itself. The two groups: people who use support, carers, others; staff, leaders.",
    ),
    "contact": Field("Contact", "Who gets a copy, and whom to tell if someone is not safe."),
    "keep_until": Field(
        "Delete the answers by",
        "Until then people can change or remove theirs. We remind you on that day. The counts you saw stay.",
    ),
}
"""The fields of a set-up in the order in which they are asked."""

MEND_NAMES = {"missing": "Who was not here", "next_date": "The next date"}
"""What a field is called that can be mended and is not set up."""

WAYS: tuple[tuple[Way, str, str], ...] = (
    ("private", "Without names", "Answers are shown as counts. In a small group, someone may guess what you said."),
    (
        "open",
        "With the group able to see",
        "The group sees each answer, and may guess whose. Each person, asked alone, must say yes. If one says no, "
        'choose "Without names".',
    ),
    ("talk", "Talk only", "You talk about the questions together. No answers are saved."),
)
"""(way, name, what it means) of each way in which answers can be shown, the most protecting first."""

SMALLER_GROUPS = "Below 5, it is easier to guess who said what. Choose 3 or 4 only if the team agrees."


def field_heading(field: str) -> str:
    """Say what a field is called, and the line that helps to fill it in."""
    return f"{FIELDS[field].name}. {FIELDS[field].help}"


def not_chosen(fault: str) -> str:
    """Say why a bank cannot be chosen."""
    return f"Cannot be chosen: {fault}"


def numbers_of_banks(banks: int) -> str:
    """Ask for numbers of banks, where something else was typed."""
    return f"Please type one or more numbers from 1 to {banks}, with spaces."


def banks_chosen(banks: Sequence[tuple[str, Form]], shelf: Sequence[ShelvedBank]) -> str:
    """List the chosen banks, each whole or in its short form."""
    titles = {shelved.id: shelved.bank.title.say() for shelved in shelf if shelved.bank}
    return "; ".join(titles.get(bank, bank) + (", short form" if form == "short" else "") for bank, form in banks)


def forms(whole: int, short: int) -> tuple[tuple[Form, str], ...]:
    """List (form, words) of a bank that can be asked whole or short, with how many questions each asks."""
    return (("whole", f"Whole, {whole} questions"), ("short", f"Short form, {short} questions"))


def next_title(team_name: str) -> str:
    """Write the title over the set-up of a team's next reflection."""
    return f"Next reflection with {shown(team_name)}"


def do_you_mean(team_name: str) -> str:
    """Ask whether a team that is here is meant, where a name was typed that it nearly has."""
    return f"Do you mean {bare(shown(team_name))}?"


def is_here_already(team_name: str) -> str:
    """Say why that is asked: a team under two names cannot be compared with itself."""
    return f"There is a team called {bare(shown(team_name))} here. Its reflections can be compared only under one name."


def is_nearly(team_name: str, known: str) -> str:
    """Say that a reflection was set up for a team whose name is nearly one that is here, and how to mend that."""
    here, named = bare(shown(known)), bare(shown(team_name))
    return (
        f"There is a team called {here} here, and {named} is nearly the same name. If it is the same team, delete this "
        f"reflection and set it up for {here} instead: reflections can be compared only under one name."
    )


def yes_it_is(team_name: str) -> str:
    """Write the choice to take the team that is here."""
    return f"Yes, {bare(shown(team_name))}"


def fill_in_rest(team_name: str) -> str:
    """Say what is asked for a team's next reflection; everything else stands as it was."""
    return f"{ended(next_title(team_name))} Type its date, and how far it looks back; the rest is as it was."


def set_up_now(team_name: str) -> str:
    """Say that a reflection is set up."""
    return f"{ended(team_name)} It is set up."


def summary(reflection: Reflection, typed: Typed, shelf: Sequence[ShelvedBank], place: Place) -> tuple[Row, ...]:
    """Read a set-up back, row by row, with how long it will take and what its way of showing answers means.

    Takes the round as it would be kept, what was typed, every bank on the shelf, and where answers are kept.
    """
    banks = [shelved.bank for shelved in shelf if shelved.bank is not None]
    rows = dict(read_back(reflection, banks))
    rows["Answers"] = f"{rows['Answers']} {groups_sentence(typed)}".rstrip()
    if not reflection.is_private:
        rows["Answers"] = next(f"{name}: {means}" for way, name, means in WAYS if way == "open")
    shared = (("", SHARED_FOLDER),) if reflection.is_private and place.shared else ()
    return (*shared, *rows.items(), ("Time", time_sentence(typed, shelf)))


def time_sentence(typed: Typed, shelf: Sequence[ShelvedBank]) -> str:
    """Say how long it will take, as far as the fields can be read already; empty where they cannot."""
    questions, short = counts(typed.banks, shelf)
    if not questions:
        return ""
    try:
        number = invited(typed)
        if not number:
            return how_long_each(questions)
        return how_long(number, laptops(typed), questions, short)
    except Misuse:
        return ""


def groups_sentence(typed: Typed) -> str:
    """Say what this way of showing answers will mean for so many people; empty where the way says it itself."""
    if typed.way == "talk":
        return TALK_ONLY
    if typed.way == "open":
        return ""
    try:
        number = invited(typed)
    except Misuse:
        number = None
    sentence = what_groups_show(number, typed.smallest_group, private=True)
    return sentence if typed.smallest_group == DEFAULT_SMALLEST_GROUP else f"{sentence} {SMALLER_GROUPS}"


def how_long(invited: int, laptops: int, questions: int, short_questions: int) -> str:
    """Say how long it takes, with the short form beside it where that asks fewer questions."""
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
    """Say how long it takes, where nobody has counted the people."""
    return f"{counted(questions, 'question')}: about {minutes_alone(questions)} min for each person."


def what_groups_show(invited: int | None, smallest_group: int, *, private: bool) -> str:
    """Say what the choice of privacy will mean for so many people, None where nobody has counted them."""
    if not private:
        return "The room will see each answer, and may guess whose."
    if invited is None:
        return f"The two groups are shown only when each has {smallest_group} people or more."
    who = people(invited)
    if invited < smallest_group:
        return f"{who}: only how many answered will be shown. There are too few of us to hide who said what."
    if invited < 2 * smallest_group:
        return f"With {who}, only everyone's answers together will be shown."
    return f"{who}: the two groups are shown only if each has {smallest_group} or more."
