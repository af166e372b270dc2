"""The sentences of answering on phones: on the phone, on the laptop that serves them, and on what is in the way."""

from __future__ import annotations

from collections.abc import Sequence

from coreflect.core.banks.bank import Bank
from coreflect.core.model import Reflection
from coreflect.core.reflections.responses import Place
from coreflect.core.texts import answering
from coreflect.core.texts.home import where_kept
from coreflect.core.texts.words import counted, spoken_date

# At the door

DOOR_TITLE = "Answer on this phone"
CODE_LABEL = "The six letters that are shown in the room"
COME_IN = "Begin"
COME_IN_BY_KEY = "You can answer the questions here, each for yourself."
BEGUN_ALREADY = "Have you begun already?"
WORDS_LABEL = "Your two words"
GO_ON = "Go on with my answers"
HOW_IT_IS_SENT = (
    "What you enter goes to a laptop in this room, and nowhere else. It is not locked on its way: someone on this "
    "Wi-Fi with the right tools could read what you send. You can always answer on the laptop or on paper."
)
NO_SUCH_CODE = "Those are not the letters that are shown in the room. Please look again, and type all six."
TOO_MANY_CODES = "Too many wrong letters were typed. Scan the picture in the room, or ask for another one."
NO_SUCH_WORDS = "These two words open nothing here. Look at them again."
GO_ON_AT_THE_LAPTOP = "Too many wrong words were typed. With your two words you can go on at the laptop."
TOO_MANY_PHONES = "No more phones can join. Please answer on the laptop or on paper."
NOT_KNOWN_HERE = "This phone has to come in once more. Whatever was shown as saved is still there."
STILL_TO_SAVE = "What you entered last is not saved yet: it is saved when you are in."
LOOK_UP = "Look up: the room is looking at the answers together."
IT_IS_OVER = "No more answers are taken on phones. You can still go on at the laptop, with your two words."
ANSWERS_STAY = "What you have given is saved on the laptop."
NOTHING_STORED = "What you entered last is not saved."
NOT_OFFERED = "That cannot be chosen here."
NO_SUCH_PAGE = "There is no such page here."
BACK_TO_THE_QUESTIONS = "Back to the questions"
NOT_FROM_HERE = "That did not come from a page of this laptop, so nothing was done."
NO_COOKIE = "This phone keeps no cookie, which it needs here. Allow cookies for this page, or answer on the laptop."
WENT_WRONG = "That did not work, and what you entered last is not saved. Please try again."
LAPTOP_COULD_NOT = "The laptop could not save it. Please tell whoever looks after the laptop, then try again."
LAPTOP_CANNOT_READ = "The laptop cannot read your answers just now. Please tell whoever looks after the laptop."
TRY_AGAIN = "Try to save again"

# The questions

START_TITLE = "Before you begin"
WORDS_TITLE = "Your two words"
GO_ON_ANYWHERE = "If this phone runs out, they open your answers on another phone or on the laptop."
TO_THE_QUESTIONS = "To the questions"
SAVE_AND_GO_ON = "Save and go on"
SAVE_AND_GO_BACK = "Back"
CHOOSE_PERSPECTIVE = "Please choose one of these first."
SAVED = "Saved"
END_TITLE = "Before you finish"
FINISH = "Finish"
NOT_FINISHED = "Your answers count once you have finished."
CHANGED_SINCE = "You have changed something since. Finish again, so that it counts."
NEW_CODE = "Give me a new repeat code"
TYPE_CODE = "Or type the one from last time"
REMOVE = "Remove my answers"
CHANGE = "Look at my answers, or change them"
ANOTHER_PERSON = "Somebody else answers on this phone"
DONE_TITLE = "Thank you"
LOOK_AGAIN = "Look again"
WHEN_TOGETHER = "When everyone is done, the room looks at the answers together."

IN_THE_SCRIPT = {
    "saved": SAVED,
    "saving": "Saving",
    "waiting": "Not saved yet: the laptop does not answer. This page keeps trying.",
    "refused": "That is not saved.",
}
"""The sentences that the page itself says, by the names under which the script knows them."""

# A show of hands

HANDS_TITLE = "Show of hands"
HANDS_HELP = "Tap the answer that you raise your hand for. The room sees how many, and not who."
HAND_IS_UP = "Your hand is up for:"
RAISE = "Raise my hand"
HANDS_ARE_DOWN = "The room shows no hands on that question just now."


def part_of(at: int, parts: int) -> str:
    """Say which part of the questions this is."""
    return f"Part {at} of {parts}"


def question_number(number: int) -> str:
    """Name a question that was left blank."""
    return f"Question {number}"


def welcome(reflection: Reflection, questions: int, place: Place, banks: Sequence[Bank]) -> tuple[str, ...]:
    """Write the welcome on a phone, a paragraph each: what is said of this laptop is said of the one in the room."""
    *every, _turn_the_screen = answering.welcome(reflection, questions, place, banks)
    here, there = where_kept(Place("", shared=False)), "on the laptop in this room"
    return (*(paragraph.replace(here, there, 1) for paragraph in every), "Hold the phone so only you can see it.")


def left_blank(blank: int) -> str:
    """Say how many questions are left blank."""
    return f"{blank} left blank. That is fine." if blank else "Every question has an answer."


def thanks(words: str, reflection: Reflection, code: str) -> tuple[str, ...]:
    """Write the thanks at the end, with the two words, and the repeat code where there is one."""
    until = f"until {spoken_date(reflection.keep_until)}"
    middle = f"Your words are: {words}. With them you can change your answers, or remove them, {until}."
    again = (answering.code_again(code),) if code else ()
    return (f"{middle} {answering.COUNTS_STAY}", *again, "Write them down.")


# On the laptop

PHONES = "Phones"


def joined_and_finished(joined: int, finished: int) -> str:
    """Say how many people answer on phones, never who."""
    if not joined:
        return "Nobody has joined on a phone yet."
    return f"{counted(joined, 'person', 'people')} joined on a phone, {finished} finished."


IN_THE_WAY = "Choose another address, or use paper or the sheet as a file."


def cannot_listen(address: str) -> str:
    """Say that phones cannot be served on an address."""
    return f"This laptop cannot serve phones on {address}."
