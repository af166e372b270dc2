"""Holds the sentences that people read at set-up and while they answer, once for both faces."""

from __future__ import annotations

from collections.abc import Sequence

from coreflect.core.banks.bank import EASIER, Bank
from coreflect.core.codes import spelled_out
from coreflect.core.model import Reflection, Sharing
from coreflect.core.names import shown
from coreflect.core.reflections.planning import minutes_alone
from coreflect.core.texts.meeting import if_changed
from coreflect.core.texts.words import begun, chosen, counted, has, people, spoken_date
from coreflect.core.workspace import HandedOver, Place, Turnout

WHAT_THIS_IS = (
    "A team looks, together, at how deeply it co-produces: everyone answers the same questions, alone first, then you "
    "talk about where you see it differently."
)
SHARED_FOLDER = (
    "Please know before you start: this reflection is kept in a shared folder. Its system records who wrote which "
    "file, and when, even where answers have no names."
)
REHEARSAL = "This is a rehearsal. These teams are made up. Nothing you do here is kept."
TALK_ONLY = "Then nothing needs to be set up, and nothing is kept. Read the questions and talk."
WELCOME_BACK = "Welcome back."
GO_ON = "Go on with my answers"
LOOK_AGAIN = "Look at my answers, or change them"
CHANGE = "Change my answers"
TAKE_OUT = "Take my answers out"
LEAVE_AS_THEY_ARE = "Leave them as they are"
TAKE_OUT_QUESTION = "Take your answers and notes out? They will not come back."
TAKE_OUT_ANSWERS = (("no", "No, leave them in"), ("yes", "Yes, take them out"))
LEFT_AS_THEY_ARE = "Nothing was changed. Your answers are kept."

_STARTS = frozenset({"since", "over", "from", "during", "between", "in", "for", "after", "before", "until", "this"})

HELPER_QUESTION = "Is someone helping you to answer?"
HELPER_ANSWERS = (("", "No"), ("chosen", "Yes, someone I chose"), ("paid", "Yes, someone who is paid here"))
HELPER_CARD = (
    "Thank you for helping. Read the words as they stand. Wait. Put in what they choose, also when you see it "
    "differently. If they cannot tell, choose Not sure. Do not give your own example. What you hear stays here."
)
HELPER_TITLE = "For the person who helps"
PERSPECTIVE_QUESTION = "Which of these are you mainly here as today?"
PERSPECTIVE_HELP = (
    "Many of us are more than one. Choose one. If you may be the only one who chooses it, people may know that the "
    "answer is yours; number 6 is always fine."
)
WORDING_QUESTION = "Which words would you like?"
PRACTICE_START = "First, one to try. We do not keep this answer."
TRY_ONE = "Choose an answer to try it: press its number, then Enter."
PRACTICE_END = "That is all there is to it. Now the real ones."
NEW_LEVELS = "The next questions have different answers."
CHOOSE_FIRST = "Choose an answer, or press s to leave it blank."
NO_FURTHER = "You have not been further than this yet. Enter goes on."
LAST_QUESTION = "That was the last question."
ALL_QUESTIONS = "All questions"
STATES = ("answered", "left blank", "not yet")
KEPT = "Kept"
LEFT_BLANK_STATE = "Left blank"
FOR_EXAMPLE = "For example: "
PLEASE_NAME_NOBODY = "Please name nobody."
WRITE_NOTE = "Write a note"
NOTE_READERS_QUESTION = "Who may read this note?"
HAND_OVER = "Ready for the next person."
LOCKED = "This screen is resting. Everything is kept."
WERE_YOU_HERE = "Were you in the middle of it? Your two words, on the first page, bring you back."
IS_IT_ONLY_YOU = "Is it only you?"
HOW_ON = "Any key brings your page back. The full stop keeps it hidden."
PRESS_TO_HIDE = "Press . to hide this page."
YOUR_TWO_WORDS = "Your two words are:"
CHOOSE_ONE = "Choose one, then press Enter."
CLOSE_ANYWAY = "Enter tries again; q closes coreflect as it is."
NOT_SAVED_TITLE = "This is not kept yet"
NOT_SAVED_YET = "Not kept yet: "
NO_WORDS_LEFT = (
    "Nothing was begun: all two words that were drawn open somebody's answers here already.",
    "Try again, or set up another reflection in a folder of its own.",
)
WORDS_NOT_FOUND = "Those two words open nothing here. Please look at them again, or ask who set this up."


GATE_KEYS = "Type t if you have two words from an earlier time, q to leave."
WHEN_NEXT = "Press Enter when you are the next person."
ENTER_BEGINS = "Press Enter to begin."
ENTER_GOES_BACK = "Enter alone goes back."
TYPE_TWO_WORDS = f"Type your two words with a blank between them. {ENTER_GOES_BACK}"
ENTER_STAYS = "Enter stays here."
ENTER_TO_END = "Enter goes back to the end."
END_KEYS = "Type b to go back, q to leave."
TYPE_A_NUMBER = "Type the number of a question, then Enter."
ONE_OF_THE_NUMBERS = "Please type one of the numbers that were said, then Enter."
TYPE_AN_ANSWER = "Type a number or a letter, then Enter."
H_FOR_OTHERS = "h for the other keys"
FIRST_HINT = "Type a number or a letter, then Enter. Type h for the other keys."
ONLY_TRY = "That key works at the questions themselves. Here, only try an answer."
LEFT_BLANK_NOW = "Left blank."
TAKEN_OFF = "Your answer is taken off."
FIRST_QUESTION = "This is the first question."
ONE_WORDING = "There is one way of saying these questions."
BACK_AT_QUESTION = "Back at the question."
BACK_AT_END = "Back at the end."
GO_BACK_TO_QUESTIONS = "Go back to the questions"
NOTE_START = "Your note. End each line with Enter; an empty line ends the note."
NOTE_SAYS = "Your note says:"
NOTE_GOES_ON = "Your note goes on here."
NOTE_TAKEN_OFF = "The note is taken off."
NOTE_STANDS = "The note still stands."
NOTE_KEPT = "Your note is kept."
LINE_NOT_KEPT = "That line is not kept."
LINES_END = "End each line with Enter; an empty line ends it."
WAS_SAID_GOES_ON = "What was said goes on here."
WAS_SAID_KEPT = "What was said is kept."


def end_keys_again(*, offers_code: bool) -> str:
    """The keys after the last question, where another was typed."""
    return f"Please press Enter to finish, or type g, {'k, ' if offers_code else ''}b or q, then Enter."


def answer_kept(answer: str) -> str:
    """Say that an answer is saved, and which."""
    return f"{KEPT}: {answer}"


def note_again(take_off: str) -> str:
    """What can be typed where a note stands already; `take_off` is the line that takes it off."""
    return f"Type a new one in its place. Enter alone leaves it as it is. {take_off} alone takes it off."


def kept_for_later(words: str) -> str:
    """That answers are kept, with the two words that open them where this sitting knows them."""
    bring_back = f" Your two words bring you back to them: {words}." if words else ""
    return f"Your answers are kept.{bring_back}"


def welcome(reflection: Reflection, questions: int, place: Place) -> tuple[str, ...]:
    """The welcome, a paragraph each; the sentence on privacy and the place change with the round."""
    contact = shown(reflection.contact)
    many = f"There are {questions} questions" if questions != 1 else "There is one question"
    take = "They take" if questions != 1 else "It takes"
    return (
        f"Welcome. {many} about {shown(reflection.about)}. {take} about {minutes_alone(questions)} minutes.",
        "There are no right or wrong answers. Leave out any question. Stop when you like.",
        f"We keep your answers and notes, without your name, {where_kept(place)}. {begun(contact)} gets a copy. "
        f"The files are not locked. {_privacy(reflection)} Please name nobody.",
        whom_to_tell(reflection),
        "Turn the screen so only you can see it.",
    )


def whom_to_tell(reflection: Reflection) -> str:
    """Whom to tell where someone is not safe."""
    return f"Nobody watches these answers. If someone is not safe, tell {shown(reflection.contact)} today."


def what_is_kept(place: Place) -> str:
    """Where everything is stored, for the first screen."""
    return REHEARSAL if place.rehearsal else f"Everything is kept {where_kept(place)}."


def where_kept(place: Place) -> str:
    """Where the answers lie, as part of a sentence."""
    if place.rehearsal:
        return "on this laptop, until this rehearsal is closed"
    return "in a shared folder that others may open" if place.shared else "on this laptop"


def kept_without_name(place: Place) -> str:
    """Where answers and notes are kept, as the help on a question says it."""
    return f"Your answers and notes are kept {where_kept(place)}, without your name."


def period_phrase(period: str) -> str:
    """The period as a phrase that fits a sentence: "over the last six months", "since we met in May"."""
    first, *_ = [*period.split(), ""]
    return period if first.lower() in _STARTS else f"over {period}"


def stem(text: str, period: str) -> str:
    """A bank's stem with the round's period in its place."""
    phrase = shown(period_phrase(period))
    return text.replace("{period}", phrase).replace("{Period}", phrase[:1].upper() + phrase[1:])


def about_and_period(reflection: Reflection) -> str:
    """What the round is about and over which period, as it stands on every question."""
    return f"About {shown(reflection.about)}, {shown(period_phrase(reflection.period))}"


def note_readers(reflection: Reflection) -> tuple[tuple[str, str], ...]:
    """(sharing, sentence) of the two answers to who may read a note; the second is taken with Enter."""
    return (
        ("room", "Everyone here, without my name. My words may still show who I am."),
        ("facilitator", f"Only {shown(reflection.contact)}."),
    )


def note_saved(sharing: Sharing, reflection: Reflection) -> str:
    """That a note is saved, and for whom."""
    return f"Your note is kept, for {'everyone here' if sharing == 'room' else f'{reflection.contact} only'}"


def leaving(answered: int, questions: int) -> str:
    """How far somebody came who leaves before the end."""
    return f"You have answered {answered} of {questions}. They are kept."


LEAVING_ANSWERS = (
    ("later", "I'll come back"),
    ("count", "I have said enough: count these"),
    ("out", "Take my answers out"),
)


def before_finishing(blank: int) -> str:
    """How many questions are left blank, after the last one."""
    if not blank:
        return "Every question has an answer. Press Enter to finish."
    return f"{blank} left blank. That is fine. Press g to see them, or Enter to finish."


def return_words_given(words: str) -> tuple[str, ...]:
    """The two return words and what they are for, before the first question."""
    return (
        f"{YOUR_TWO_WORDS} {words}",
        "With them you can come back to your answers, change them, or take them out. Write them down.",
        "They are yours alone. We cannot look them up for you.",
    )


def words_beside(words: str) -> str:
    """The two return words as they stand beside each question; empty where this sitting does not know them."""
    return f"Your two words: {words}. " if words else ""


def thanks(words: str, reflection: Reflection, code: str = "", *, aloud: bool = False) -> tuple[str, ...]:
    """The thanks at the end, with the two words where this sitting knows them, and the code where there is one.

    `aloud` says the code character by character as well.
    """
    until = f"until {spoken_date(reflection.keep_until)}"
    if words:
        middle = f"Your words are: {words}. With them you can change your answers, or take them out, {until}."
    else:
        middle = f"With your two words you can change your answers, or take them out, {until}."
    again = (code_again(code), *((code_aloud(code),) if aloud else ())) if code else ()
    return ("Thank you.", middle, *again, "Write them down. Press Enter, then pass the laptop on.")


def taken_out(handed_over: Sequence[HandedOver]) -> tuple[str, ...]:
    """That answers are taken out, with the packages that may still hold them."""
    gone = "Your answers and notes are taken out. They will not come back."
    if not handed_over:
        return (gone,)
    files = ", ".join(shown(package.file) for package in handed_over)
    return (
        gone,
        f"Copies already handed over may still hold them: {files}. "
        "When they are merged with a new export from here, your answers go from there too.",
    )


def turnout_line(turnout: Turnout) -> str:
    """How many have begun and finished a reflection, and how many of them have not finished."""
    if not turnout.begun:
        return "Nobody has begun"
    text = f"{turnout.begun:,} {has(turnout.begun)} begun, {turnout.finished:,} {has(turnout.finished)} finished"
    return f"{text}, {turnout.unfinished:,} unfinished" if turnout.unfinished > 0 else text


def read_back(reflection: Reflection, questions: int) -> str:
    """A set-up read back in one sentence."""
    who = f"{shown(reflection.team_name)} answers"
    if reflection.invited is not None:
        answer = chosen(reflection.invited, "answers", "answer")
        who = f"{people(reflection.invited)} of {shown(reflection.team_name)} {answer}"
    how = "without names" if reflection.is_private else "openly"
    over = shown(period_phrase(reflection.period))
    what = f"{counted(questions, 'question')} about {shown(reflection.about)}"
    return (
        f"On {spoken_date(reflection.date)}, {who} {what}, {over}, "
        f"{how}; "
        f"{shown(reflection.contact)} gets a copy, and the answers are kept until {spoken_date(reflection.keep_until)}."
    )


def what_is_asked(reflection: Reflection, banks: Sequence[Bank]) -> tuple[str, ...]:
    """A line for each bank that a reflection asks: its title, whole or short, and how many questions that is."""
    forms = {asked.bank: asked.form for asked in reflection.banks}
    return tuple(
        f"{shown(bank.title.say())} ({'the short form, ' if forms[bank.id] == 'short' else ''}"
        f"{counted(len(bank.items(forms[bank.id])), 'question')})"
        for bank in banks
        if bank.id in forms
    )


def smallest_group_line(reflection: Reflection) -> str:
    """How the answers of a reflection are shown, as one line."""
    if not reflection.is_private:
        return "Openly: the room will see each answer, and may guess whose."
    return f"Without names: the smallest group we show by itself is {reflection.smallest_group}."


def _privacy(reflection: Reflection) -> str:
    if not reflection.is_private:
        return "The room will see each answer, and may guess whose."
    if reflection.invited is not None and reflection.invited < reflection.smallest_group:
        return "There are too few of us to hide who said what."
    return "In a small group, someone may guess what you said."


CODE_QUESTION = "Would you like a code?"
NO_CODE, NEW_CODE, HAVE_ONE, KEEP_CODE = "none", "new", "have", "keep"

YOUR_CODE = "Your code is:"
TYPE_CODE = "Type your code from last time."
WHAT_A_CODE_IS = "It is three letters and three digits. Small or capital letters make no difference."
CODE_KEPT = "Your code is kept with your answers."
CODE_DROPPED = "You have no code now."

_OFFER = (
    "You may take a code. With it your answers now and next time can be laid side by side. Nobody learns who you are."
)
_OFFER_EASIER = (
    "You can take a code. Next time, you type it in. Then we can look at your answers from both times together. Nobody "
    "learns who you are."
)
_WRITE_IT_DOWN = (
    "Write it down, or keep a photo. Next time, type it in at the end.",
    "Keep it to yourself, and apart from your two words: those open your answers, this does not.",
)
_WRITE_IT_DOWN_EASIER = (
    "Write it down, or take a photo. Next time, you type it in at the end.",
    "Show it to nobody. It is something else than your two words.",
)


def may_take_code(reflection: Reflection, response: str) -> bool:
    """Whether a code is offered: not where answers were shown, since changing anything then hides all of them."""
    return not if_changed(reflection, response)


def code_offer(wording: str) -> str:
    """What a code is for."""
    return _OFFER_EASIER if wording == EASIER else _OFFER


def code_before_finishing(wording: str, code: str, *, again: bool = False) -> str:
    """The offer of a code before finishing, to somebody who has this one, or (empty) none; `again` makes it short."""
    if code:
        return f"{CODE_KEPT} Press k to change it."
    return "Press k if you would like a code." if again else f"{code_offer(wording)} Press k if you would like one."


def code_answers(code: str) -> tuple[tuple[str, str], ...]:
    """(id, words) of what can be chosen; the first is taken with Enter, and changes nothing."""
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
    """What to do with a new code."""
    return _WRITE_IT_DOWN_EASIER if wording == EASIER else _WRITE_IT_DOWN


def code_aloud(code: str) -> str:
    """A code as it is read out."""
    return f"Character by character: {spelled_out(code)}."


def code_again(code: str) -> str:
    """The code once more at the very end, apart from the two words; empty where there is none."""
    return f"Your code for next time is: {code}. It is something else than your two words." if code else ""
