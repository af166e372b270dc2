"""Puts a question into lines to be read aloud: its place, its text, the answers with their keys, and what stands.

A bank is put into lines too, for those who read its questions before they set a reflection up.
"""

from __future__ import annotations

from collections.abc import Sequence

from coreflect.core.answers import NON_ANSWERS, OFFERED
from coreflect.core.banks.bank import Bank, Scale
from coreflect.core.model import Reflection
from coreflect.core.reflections.responses import Question
from coreflect.core.reflections.rounds import DEFAULT_PERIOD
from coreflect.core.reflections.walkthrough import Walkthrough
from coreflect.core.texts.answering import (
    FOR_EXAMPLE,
    LEFT_BLANK_NOW,
    above_question,
    as_published,
    note_readers,
    quoted_from,
)
from coreflect.core.texts.controls import key_line
from coreflect.core.texts.words import ended, with_period

BLANK_KEY = "s. Leave it blank."


def position(walk: Walkthrough) -> str:
    """Say the place of a question: "Who does what. Question 14 of 22."."""
    title = walk.question.section.title.say(walk.wording)
    return f"{ended(title)} Question {walk.at + 1} of {len(walk.asked)}."


def asked(reflection: Reflection, question: Question, wording: str) -> tuple[str, ...]:
    """Say what the question is about, its stem and its item, a paragraph each."""
    return (
        ended(above_question(reflection, question, wording)),
        ended(with_period(question.bank.stem.say(wording), reflection.period)),
        ended(question.item.text.say(wording)),
    )


def levels(scale: Scale, wording: str, lowest: str = "", highest: str = "") -> tuple[str, ...]:
    """Say the levels with their numbers and meanings, the first and the last with an example."""
    examples = {0: lowest, len(scale.levels) - 1: highest}
    lines = []
    for index, level in enumerate(scale.levels):
        words = f"{ended(level.label.say(wording))} {ended(level.meaning.say(wording))}"
        if examples.get(index):
            words += f" {FOR_EXAMPLE}{ended(examples[index])}"
        lines.append(key_line(str(index + 1), words))
    return tuple(lines)


def levels_of(question: Question, wording: str) -> tuple[str, ...]:
    """Say the levels of a question with its two examples."""
    item = question.item
    return levels(question.scale, wording, item.lowest.say(wording), item.highest.say(wording))


def other_answers(wording: str) -> tuple[str, ...]:
    """Say the answers that are no levels, each with what it means."""
    return (
        *(f"{non_answer.key}. {ended(non_answer.say(wording))} {non_answer.help}" for non_answer in OFFERED),
        BLANK_KEY,
    )


def other_answers_briefly(wording: str) -> str:
    """Say the answers that are no levels in one line, for people who have heard what each means."""
    keys = [f"{non_answer.key}, {non_answer.say(wording)}" for non_answer in OFFERED]
    return f"Or: {'; '.join(keys)}; s, leave it blank."


def what_stands(walk: Walkthrough, reflection: Reflection) -> tuple[str, ...]:
    """Say what already stands for this question: the answer or that it was left blank, and the note; nothing if new."""
    lines = []
    if walk.chosen is not None:
        lines.append(
            f"Your answer: {spoken_answer(walk.question, walk.chosen, walk.wording)} It is saved. Enter goes on."
        )
    elif walk.was_left_blank:
        lines.append("You left this blank. That is fine. Type s to go on.")
    if walk.note is not None:
        reader = dict(note_readers(reflection))[walk.note.sharing]
        lines.append(f"There is a note. Who may read it: {reader}")
    return tuple(lines)


def spoken_answer(question: Question, answer: str, wording: str) -> str:
    """Say an answer: "3. Done with people, in part.", "Not sure."."""
    for number, level in enumerate(question.scale.levels, start=1):
        if level.id == answer:
            return f"{number}. {ended(level.label.say(wording))}"
    return ended(next((non_answer.say(wording) for non_answer in NON_ANSWERS if non_answer.code == answer), answer))


def jump_list(walk: Walkthrough, indexes: Sequence[int]) -> tuple[str, ...]:
    """List the questions at these indexes with their numbers and what stands for each."""
    lines = []
    for index in indexes:
        question, answer = walk.asked[index], walk.answer_at(index)
        if answer is not None:
            state = f"Your answer: {spoken_answer(question, answer, walk.wording)}"
        elif walk.draft.choice(question.key) is not None:
            state = LEFT_BLANK_NOW
        else:
            state = "No answer yet."
        lines.append(f"{index + 1}. {ended(question.item.text.say(walk.wording))} {state}")
    return tuple(lines)


def help_lines(walk: Walkthrough, reflection: Reflection, words: str) -> tuple[str, ...]:
    """List every key that works at a question, the two words where this sitting knows them, and whom to tell."""
    lines = [
        f"Answers: 1 to {len(walk.question.scale.levels)}, or:",
        *other_answers(walk.wording),
        "The same letter again takes n, x or r off.",
        "Enter goes on once there is an answer. b goes back.",
        "g lists the questions, to go to one.",
        "c writes a note.",
        "a says the question again.",
    ]
    if len(walk.wordings()) > 1:
        lines.append("w says it in other words.")
    lines += [
        ". clears the screen at once.",
        "q leaves. Your answers are saved.",
        "h says this again.",
    ]
    if published := as_published(walk.question, walk.wording):
        lines.append(published)
    if words:
        lines.append(f"Your two words are: {words}.")
    lines.append(f"If someone is not safe, tell {reflection.contact} today.")
    return tuple(lines)


def you_chose(question: Question, answer: str, wording: str) -> str:
    """Say which answer was chosen where it is only tried, and not saved."""
    is_level = answer in question.scale.level_ids
    return f"You chose{'' if is_level else ':'} {spoken_answer(question, answer, wording)}"


def bank_line(bank: Bank) -> str:
    """Name a bank in a list of choices: its title, and how many questions it asks."""
    return f"{ended(bank.title.say())} {len(bank.items())} questions"


def bank_lines(bank: Bank, wording: str) -> tuple[str, ...]:
    """Write a bank to be read: its title, intro and stem, then each section with its levels and questions."""
    lines = [
        ended(bank.title.say(wording)),
        bank.intro.say(wording),
        *filter(None, (quoted_from(bank, wording),)),
        ended(with_period(bank.stem.say(wording), DEFAULT_PERIOD)),
    ]
    last_scale = None
    number = 0
    for section in bank.sections:
        scale = bank.scale(section.scale)
        if scale != last_scale:
            lines += ["The answers are:", *levels(scale, wording)]
            last_scale = scale
        lines.append(f"{bank.section_word}: {ended(section.title.say(wording))}")
        for item in section.items:
            number += 1
            lines.append(f"Question {number}. {ended(item.text.say(wording))}")
    return tuple(lines)
