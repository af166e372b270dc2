"""The sentences that a person reads while answering, from the welcome to the thanks, and when coming back to change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from coreflect.core.banks.bank import EASIER, STANDARD, Bank
from coreflect.core.codes import spelled_out
from coreflect.core.model import Reflection, Sharing
from coreflect.core.names import shown
from coreflect.core.reflections.responses import HandedOver, Place, Question
from coreflect.core.reflections.rounds import minutes_alone
from coreflect.core.texts.home import where_kept
from coreflect.core.texts.words import begun, ended, period_phrase, phrase, spoken_date

# Before the first question: the welcome, help, perspective, wording, and one to try

GATE_KEYS = "Type w if you have two words from an earlier time, q to leave."


def welcome(reflection: Reflection, questions: int, place: Place, banks: Iterable[Bank] = ()) -> tuple[str, ...]:
    """Write the welcome, a paragraph each; the sentence on privacy and the place change with the reflection.

    `banks` are those that it asks: where all of them are about one thing of their own, the questions are about that.
    """
    many = f"There are {questions} questions" if questions != 1 else "There is one question"
    about = phrase(shown(subject(reflection, banks)))
    take = "They take" if questions != 1 else "It takes"
    return (
        f"Welcome. {many} about {about}. {take} about {minutes_alone(questions)} minutes.",
        *((COMES_AFTER,) if reflection.state == "revealed" and reflection.is_private else ()),
        "There are no right or wrong answers. Leave out any question. Stop when you like.",
        *about_your_answers(reflection, place),
    )


YOUR_ANSWERS = "Your answers"


def about_your_answers(reflection: Reflection, place: Place) -> tuple[str, ...]:
    """Write the end of the welcome: where answers are kept, who may see them, and how they are removed."""
    contact = shown(reflection.contact)
    return (
        f"We keep your answers and notes, without your name, {where_kept(place)}. {begun(contact)} gets a copy. "
        f"The files are not locked. {_privacy(reflection)} Please name nobody.",
        YOURS_TO_REMOVE,
        whom_to_tell(reflection),
        "Turn the screen so only you can see it.",
    )


COMES_AFTER = "The group's answers have been shown already: yours come after that, and are not counted with them."
COUNTS_STAY = "Once they are shown together, the group's counts stay."
YOURS_TO_REMOVE = f"You can remove your answers at any time. {COUNTS_STAY}"


def whom_to_tell(reflection: Reflection) -> str:
    """Say whom to tell where someone is not safe."""
    return f"Nobody watches these answers. If someone is not safe, tell {shown(reflection.contact)} today."


def _privacy(reflection: Reflection) -> str:
    if not reflection.is_private:
        return "The room will see each answer, and may guess whose."
    if reflection.invited is not None and reflection.invited < reflection.smallest_group:
        return "There are too few of us to hide who said what."
    return "In a small group, someone may guess what you said."


HELPER_QUESTION = "Is someone helping you to answer?"
HELPER_ANSWERS = (("", "No"), ("chosen", "Yes, someone I chose"), ("paid", "Yes, someone who is paid here"))
HELPER_TITLE = "For the person who helps"
HELPER_CARD = (
    "Thank you for helping. Read the words exactly as they are. Wait. Enter what they choose, even if you "
    "see it differently. If they cannot tell, choose Not sure. Do not give your own example. What you hear stays here."
)
PERSPECTIVE_QUESTION = "Which of these are you mainly here as today?"
PERSPECTIVE_HELP = (
    "Many of us are more than one. Choose one. If you may be the only one who chooses it, people may know that the "
    "answer is yours; number 6 is always fine."
)
WORDING_QUESTION = "Which words would you like?"
PRACTICE_START = "First, one to try. We do not keep this answer."
TRY_ONE = "Choose an answer to try it: press its number, then Enter."
PRACTICE_END = "That is all there is to it. Now the real ones."
ONLY_TRY = "That key works at the questions themselves. Here, only try an answer."
ENTER_BEGINS = "Press Enter to begin."
NO_WORDS_LEFT = (
    "We could not start: every pair of words that we tried is in use here already.",
    "Try again, or set up another reflection in a folder of its own.",
)
YOUR_TWO_WORDS = "Your two words are:"


def return_words_given(words: str) -> tuple[str, ...]:
    """Write the two words and what they are for, before the first question."""
    return (
        f"{YOUR_TWO_WORDS} {words}",
        "With them you can come back to your answers, change them, or remove them. Write them down.",
        "If you remove them before everyone's answers are shown, nothing of them is left. After that, the group's "
        "counts stay.",
        "They are yours alone. We cannot look them up for you.",
    )


# The questions

NEW_LEVELS = "The next questions have different answers."


def subject(reflection: Reflection, banks: Iterable[Bank], wording: str = STANDARD) -> str:
    """What these banks are about: what was set up, or the one thing that all of them are always about."""
    subjects = {bank.object.say(wording) if bank.object else reflection.about for bank in banks}
    return subjects.pop() if len(subjects) == 1 else reflection.about


def about_and_period(reflection: Reflection, banks: Sequence[Bank], wording: str = STANDARD) -> str:
    """What these banks ask about and over which period, as it stands on every question; without one where none asks."""
    about = f"About {phrase(shown(subject(reflection, banks, wording)))}"
    has_period = any(bank.has_period for bank in banks)
    return f"{about}, {shown(period_phrase(reflection.period))}" if has_period else about


def above_question(reflection: Reflection, question: Question, wording: str) -> str:
    """The line above a question: what its bank is about, and that its words are a quotation where they are."""
    bank = question.bank
    about = about_and_period(reflection, (bank,), wording)
    return f"{about}. {QUOTED}" if quoted_from(bank, wording) else about


def quoted_from(bank: Bank, wording: str) -> str:
    """Say that a wording is a quotation, where from and under which licence; empty where it is none."""
    quotation = next((quoted for quoted in bank.quotations if quoted.wording == wording), None)
    return f"Quoted from: {ended(quotation.source)} {ended(quotation.licence)}".strip() if quotation else ""


def as_published(question: Question, wording: str) -> str:
    """The question in its publisher's own words, where the bank quotes them and other words stand on the screen."""
    published, source = question.item.published, question.bank.source
    if not published or published == question.item.text.say(wording):
        return ""
    who = ", ".join(part for part in (source.publisher, source.year) if part)
    return f'{AS_PUBLISHED}{f" ({who})" if who else ""}: "{shown(published)}"'


AS_PUBLISHED = "As published"
QUOTED = "Quoted as published."
FOR_EXAMPLE = "For example: "
H_FOR_OTHERS = "h for the other keys"
FIRST_HINT = "Type a number or a letter, then Enter. Type h for the other keys."
TYPE_AN_ANSWER = "Type a number or a letter, then Enter."


def return_words_line(words: str) -> str:
    """Write the two words as they stand under each question; empty where this sitting does not know them."""
    return f"Your two words: {words}. " if words else ""


PRESS_TO_HIDE = "Press . to hide this page."


def kept_without_name(place: Place) -> str:
    """Say where answers and notes are kept, as the help on a question says it."""
    return f"Your answers and notes are saved {where_kept(place)}, without your name."


KEPT = "Saved"
LEFT_BLANK_STATE = "Left blank"
LEFT_BLANK_NOW = "Left blank."
TAKEN_OFF = "Your answer is removed."
CHOOSE_FIRST = "Choose an answer, or press s to leave it blank."
FIRST_QUESTION = "This is the first question."
NO_FURTHER = "You have not been further than this yet. Enter goes on."
ONE_WORDING = "There are no other words for these questions."
BACK_AT_QUESTION = "Back at the question."
ALL_QUESTIONS = "All questions"
STATES = ("answered", "left blank", "not yet")
TYPE_A_NUMBER = "Type the number of a question, then Enter."
ONE_OF_THE_NUMBERS = "Please type one of the numbers that were said, then Enter."
ENTER_STAYS = "Enter stays here."


def how_many_answered(answered: int, questions: int) -> str:
    """Say how many questions of a part have an answer."""
    return f"{answered} of {questions} {STATES[0]}"


def answer_kept(answer: str) -> str:
    """Say that an answer is saved, and which."""
    return f"{KEPT}: {answer}"


# Notes; the last two also where a room's words are typed

WRITE_NOTE = "Write a note"
PLEASE_NAME_NOBODY = "Please name nobody."
NOTE_START = "Your note. End each line with Enter; an empty line ends the note."
NOTE_SAYS = "Your note says:"


def note_again(take_off: str) -> str:
    """Say what can be typed where a note stands already; `take_off` is the line that takes it off."""
    return f"Type a new one in its place. Enter alone leaves it as it is. {take_off} alone removes it."


ENTER_GOES_BACK = "Enter alone goes back."
LINES_END = "End each line with Enter; an empty line ends it."
LINE_NOT_KEPT = "That line is not saved."
NOTE_GOES_ON = "Your note goes on here."
NOTE_TAKEN_OFF = "The note is removed."
NOTE_STANDS = "The note is still there."
NOTE_KEPT = "Your note is saved."
NOTE_READERS_QUESTION = "Who may read this note?"


def note_readers(reflection: Reflection) -> tuple[tuple[str, str], ...]:
    """List (sharing, sentence) of the two answers to who may read a note; the second is taken with Enter."""
    return (
        ("room", "Everyone here, without my name. My words may still show who I am."),
        ("facilitator", ended(f"Only {shown(reflection.contact)}")),
    )


def note_saved(sharing: Sharing, reflection: Reflection) -> str:
    """Say that a note is saved, and for whom."""
    return f"Your note is saved, for {'everyone here' if sharing == 'room' else f'{reflection.contact} only'}"


WAS_SAID_GOES_ON = "What was said goes on here."
WAS_SAID_KEPT = "What was said is saved."

# After the last question, and leaving before it

LAST_QUESTION = "That was the last question."


def before_finishing(blank: int) -> str:
    """Say how many questions are left blank, after the last one."""
    if not blank:
        return "Every question has an answer. Press Enter to finish."
    return f"{blank} left blank. That is fine. Press g to see them, or Enter to finish."


def end_keys_again(*, offers_code: bool) -> str:
    """Write the keys after the last question, where another was typed."""
    return f"Please press Enter to finish, or type g, {'k, ' if offers_code else ''}b or q, then Enter."


END_KEYS = "Type b to go back, q to leave."
GO_BACK_TO_QUESTIONS = "Go back to the questions"
ENTER_TO_END = "Enter goes back to the end."
BACK_AT_END = "Back at the end."


def leaving(answered: int, questions: int) -> str:
    """Say how far somebody came who leaves before the end."""
    return f"You have answered {answered} of {questions}. They are saved."


LEAVING_ANSWERS = (
    ("later", "I'll come back"),
    ("count", "I have said enough: count these"),
    ("out", "Remove my answers"),
)


def kept_for_later(words: str) -> str:
    """Say that answers are kept, with the two words that open them where this sitting knows them."""
    bring_back = f" Your two words bring you back to them: {words}." if words else ""
    return f"Your answers are saved.{bring_back}"


def thanks(words: str, reflection: Reflection, code: str = "", *, aloud: bool = False) -> tuple[str, ...]:
    """Write the thanks at the end, with the two words where this sitting knows them, and the code where there is one.

    `aloud` says the code character by character as well.
    """
    with_them = f"Your words are: {words}. With them" if words else "With your two words"
    until = f"until {spoken_date(reflection.keep_until)}"
    middle = f"{with_them} you can change your answers, or remove them, {until}. {COUNTS_STAY}"
    again = (code_again(code), *((code_aloud(code),) if aloud else ())) if code else ()
    return ("Thank you.", middle, *again, "Write them down. Press Enter, then pass the laptop on.")


def code_aloud(code: str) -> str:
    """Spell a code to be read out."""
    return f"Character by character: {spelled_out(code)}."


def code_again(code: str) -> str:
    """Write the code once more at the very end, apart from the two words; empty where there is none."""
    return f"Your repeat code for next time is: {code}. It is not the same as your two words." if code else ""


NEXT_PERSON = "pass the laptop on"

# Between two people, and coming back

HAND_OVER = "Ready for the next person."
WHEN_NEXT = "Press Enter when you are the next person."
LOCKED = "This screen is resting. Everything is saved."
WERE_YOU_HERE = "Were you in the middle of answering? Your two words, on the first page, bring you back."
TYPE_TWO_WORDS = f"Type your two words with a space between them. {ENTER_GOES_BACK}"
WELCOME_BACK = "Welcome back."
GO_ON = "Go on with my answers"
LOOK_AGAIN = "Look at my answers, or change them"
CHANGE = "Change my answers"
TAKE_OUT = "Remove my answers"
LEAVE_AS_THEY_ARE = "Leave them as they are"
TAKE_OUT_QUESTION = "Remove your answers and notes? They will not come back."
TAKE_OUT_ANSWERS = (("no", "No, keep them"), ("yes", "Yes, remove them"))
LEFT_AS_THEY_ARE = "Nothing was changed. Your answers are saved."


def taken_out(handed_over: Sequence[HandedOver]) -> tuple[str, ...]:
    """Say that answers are taken out, with the packages that may still hold them."""
    gone = "Your answers and notes are removed. They will not come back."
    if not handed_over:
        return (gone,)
    files = ", ".join(shown(package.file) for package in handed_over)
    return (
        gone,
        f"Copies already handed over may still hold them: {files}. "
        "When they are combined with a new answers file from here, your answers are removed there too.",
    )


# The code that a person may take before finishing, by which their own answers can be compared next time

CODE_QUESTION = "Would you like a repeat code?"
NO_CODE, NEW_CODE, HAVE_ONE, KEEP_CODE = "none", "new", "have", "keep"

YOUR_CODE = "Your repeat code is:"
TYPE_CODE = "Type your repeat code from last time."
WHAT_A_CODE_IS = "It is three letters and three digits. Small or capital letters make no difference."
CODE_KEPT = "Your repeat code is saved with your answers."
CODE_DROPPED = "You have no repeat code now."

_OFFER = "A repeat code lets your answers today be compared with your answers next time. Nobody learns who you are."
_OFFER_EASIER = (
    "You can take a repeat code. Next time, you type it in. Then we can look at your answers from both times "
    "together. Nobody learns who you are."
)
_WRITE_IT_DOWN = (
    "Write it down, or keep a photo. Next time, type it in at the end.",
    "Keep it to yourself. Your two words open your answers; this code does not.",
)
_WRITE_IT_DOWN_EASIER = (
    "Write it down, or take a photo. Next time, you type it in at the end.",
    "Show it to nobody. It is not the same as your two words.",
)


def code_offer(wording: str) -> str:
    """Say what a code is for."""
    return _OFFER_EASIER if wording == EASIER else _OFFER


def code_before_finishing(wording: str, code: str, *, again: bool = False) -> str:
    """Offer a code before finishing; takes the code that the person has, empty for none. `again` makes it short."""
    if code:
        return f"{CODE_KEPT} Press k to change it."
    return (
        "Press k if you would like a repeat code." if again else f"{code_offer(wording)} Press k if you would like one."
    )


def code_answers(code: str) -> tuple[tuple[str, str], ...]:
    """List (id, words) of what can be chosen; the first is taken with Enter, and changes nothing."""
    if not code:
        return ((NO_CODE, "No"), (NEW_CODE, "Yes, a new code"), (HAVE_ONE, "I have one from last time"))
    return (
        (KEEP_CODE, "Keep the code that I have"),
        (NEW_CODE, "A new code in its place"),
        (HAVE_ONE, "The one that I have from last time"),
        (NO_CODE, "No code"),
    )


def new_code(code: str) -> str:
    """Say which code somebody was given."""
    return f"{YOUR_CODE} {code}."


def code_given(wording: str) -> tuple[str, ...]:
    """Say what to do with a new code."""
    return _WRITE_IT_DOWN_EASIER if wording == EASIER else _WRITE_IT_DOWN
