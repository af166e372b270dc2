"""A question read aloud: where we are, what is asked, the answers with their numbers, and what already stands.

Everything here is text made from values: nothing is printed, nothing is asked.
"""

from __future__ import annotations

from collections.abc import Sequence

from coreflect.core.answers import NON_ANSWERS, OFFERED
from coreflect.core.banks.bank import Scale
from coreflect.core.model import Reflection
from coreflect.core.reflections.responses import Question
from coreflect.core.reflections.walkthrough import Walkthrough
from coreflect.core.texts.answering import about_and_period, note_readers, stem
from coreflect.plain.prompts import Option, ended, line

BLANK_KEY = "s. Leave it blank."


def position(walk: Walkthrough) -> str:
    """Where we are: "Who does what. Question 14 of 22."."""
    title = walk.question.section.title.say(walk.wording)
    return f"{ended(title)} Question {walk.at + 1} of {len(walk.asked)}."


def asked(reflection: Reflection, question: Question, wording: str) -> tuple[str, ...]:
    """What the question is about, its stem and its item, a paragraph each."""
    return (
        ended(about_and_period(reflection)),
        ended(stem(question.bank.stem.say(wording), reflection.period)),
        ended(question.item.text.say(wording)),
    )


def levels(scale: Scale, wording: str, lowest: str = "", highest: str = "") -> tuple[str, ...]:
    """The levels with their numbers and meanings; an example stands under the first and the last."""
    examples = {0: lowest, len(scale.levels) - 1: highest}
    said = []
    for index, level in enumerate(scale.levels):
        words = f"{ended(level.label.say(wording))} {ended(level.meaning.say(wording))}"
        if examples.get(index):
            words += f" For example: {ended(examples[index])}"
        said.append(line(Option(str(index + 1), words, index)))
    return tuple(said)


def levels_of(question: Question, wording: str) -> tuple[str, ...]:
    """The levels of a question with its two examples."""
    item = question.item
    return levels(question.scale, wording, item.lowest.say(wording), item.highest.say(wording))


def beside(wording: str) -> tuple[str, ...]:
    """The answers beside the levels, each with what it means."""
    return (*(f"{each.key}. {ended(each.say(wording))} {each.help}" for each in OFFERED), BLANK_KEY)


def beside_shortly(wording: str) -> str:
    """The answers beside the levels in one line, for people who have heard what each means."""
    keys = [f"{each.key}, {each.say(wording)}" for each in OFFERED]
    return f"Or: {'; '.join(keys)}; s, leave it blank."


def standing(walk: Walkthrough, reflection: Reflection) -> tuple[str, ...]:
    """What already stands for this question: the answer, that it was left blank, the note; nothing for a new one."""
    said = []
    if walk.chosen is not None:
        said.append(
            f"Your answer: {spoken_answer(walk.question, walk.chosen, walk.wording)} It is kept. Enter goes on."
        )
    elif walk.was_left_blank:
        said.append("You left this blank. That is fine. Type s to go on.")
    if walk.note is not None:
        reader = dict(note_readers(reflection))[walk.note.sharing]
        said.append(f"There is a note. Who may read it: {reader}")
    return tuple(said)


def spoken_answer(question: Question, answer: str, wording: str) -> str:
    """An answer as it is said: "3. Done with people, in part.", "Not sure."."""
    for number, level in enumerate(question.scale.levels, start=1):
        if level.id == answer:
            return f"{number}. {ended(level.label.say(wording))}"
    return ended(next((each.say(wording) for each in NON_ANSWERS if each.code == answer), answer))


def jump_list(walk: Walkthrough, indexes: Sequence[int]) -> tuple[str, ...]:
    """The questions at these indexes with their numbers and what stands for each."""
    said = []
    for index in indexes:
        question, answer = walk.asked[index], walk.answer_at(index)
        if answer is not None:
            state = f"Your answer: {spoken_answer(question, answer, walk.wording)}"
        elif walk.draft.choice(question.key) is not None:
            state = "Left blank."
        else:
            state = "No answer yet."
        said.append(f"{index + 1}. {ended(question.item.text.say(walk.wording))} {state}")
    return tuple(said)


def help_lines(walk: Walkthrough, reflection: Reflection, words: str) -> tuple[str, ...]:
    """Every key that works at a question, the two words where this sitting knows them, and whom to tell."""
    said = [
        f"Answers: 1 to {len(walk.question.scale.levels)}, or:",
        *beside(walk.wording),
        "The same letter again takes n, x or r off.",
        "Enter goes on once there is an answer. b goes back.",
        "g lists the questions, to go to one.",
        "c writes a note.",
        "a says the question again.",
    ]
    if len(walk.wordings()) > 1:
        said.append("w says it in other words.")
    said += [
        ". clears the screen at once.",
        "q leaves. Your answers are kept.",
        "h says this again.",
    ]
    if words:
        said.append(f"Your two words are: {words}.")
    said.append(f"If someone is not safe, tell {reflection.contact} today.")
    return tuple(said)
