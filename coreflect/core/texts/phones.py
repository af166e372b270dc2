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
NO_SUCH_WORDS = "We could not find those two words. Check the spelling, or ask whoever runs the meeting."
GO_ON_AT_THE_LAPTOP = "Too many wrong words were typed. With your two words you can go on at the laptop."
TOO_MANY_PHONES = "No more phones can join. Please answer on the laptop or on paper."
NOT_KNOWN_HERE = "This phone has to join again. Everything that was shown as saved is still there."
STILL_TO_SAVE = "What you entered last is not saved yet: it is saved when you are in."
LOOK_UP = "Look up: the room is looking at the answers together."
IT_IS_OVER = "No more answers are taken on phones. You can still go on at the laptop, with your two words."
ANSWERS_STAY = "What you have given is saved on the laptop."
NOTHING_STORED = "What you entered last is not saved."
NOT_OFFERED = "That cannot be chosen here."
NO_SUCH_PAGE = "There is no such page here."
BACK_TO_THE_QUESTIONS = "Back to the questions"
NOT_FROM_HERE = "That did not come from a page of this laptop, so nothing was done."
NO_COOKIE = "This page needs a cookie, and this phone keeps none. Allow cookies for it, or answer on the laptop."
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
START_SERVING_TITLE = "Everyone at once, on their own phones"
WHAT_IT_MEANS = (
    "Each person answers alone on their phone, and it is saved on this laptop. Anyone without a phone answers on "
    "paper, or here.",
    "Everyone on the same network can reach the first page; the letters that are shown in the room let people in. It "
    "is not locked on its way: someone on this Wi-Fi with the right tools could read what is sent. A hotspot of your "
    "own is better. On guest networks and behind a firewall it may not work.",
)
WHICH_ADDRESS = "Which address of this laptop?"
NO_ADDRESS = "This laptop is not on a network. Join a Wi-Fi or turn on a hotspot, then look again; or use paper."
FROM_THE_INTERNET = "Take care: the internet may reach this address too. Choose another one, or a hotspot."
WIFI_NAME = "Name of the Wi-Fi or hotspot, if phones are to scan it too"
WIFI_PASSWORD = "Its password"  # noqa: S105 - a label
WIFI_HELP = "The name and the password may stay empty. They are not stored."
START_SERVING, LOOK_FOR_ADDRESSES = "Start", "Look again"
SERVED_ELSEWHERE = "Phones answer another reflection just now. If you start here, it stops there."

SCAN_THIS, SCAN_WIFI = "Scan this with a phone", "First join the Wi-Fi"
OR_OPEN, AND_TYPE = "or open this address", "and type these letters"
NOT_LARGE_ENOUGH = "The picture does not fit: make the window larger, or type this"
STAYS_OPEN = "You can leave this page: people can go on answering on phones."
PHONES_GO_ON = "phones go on"
OPEN_THIS = "Open this address on a phone, and type the letters:"
NOBODY_JOINS_NOW = (
    "The answers are shown. Phones say “Look up”, and nobody can join. A show of hands still reaches them."
)
SHOWN_ALREADY = "The answers have been shown, so nobody can join on a phone."
TWO_HOURS_OVER = "Phones are stopped: two hours are over, or the meeting is closed. What was saved is saved."
STOP_TITLE = "Stop phones?"
STOP_LINES = (
    "Nobody can answer on a phone then. What was saved is saved; with their two words people go on here, or on their "
    "phone if you start phones again.",
)
STOP_CHOICES = ((False, "Go on"), (True, "Stop phones"))
STOPPED = "Phones are stopped. What was saved is saved."
STILL_SERVED = "Phones go on. The meeting page stops them."

NOT_INSTALLED = "What serves phones is not installed."
HOW_TO_INSTALL = 'Get it with: pip install "coreflect[web]"'


def wifi_lines(name: str, password: str) -> tuple[str, str]:
    """Say which Wi-Fi or hotspot to join, and with which password, for people who type it."""
    return f"Wi-Fi: {name}" if name else "", f"Password: {password}" if name and password else ""


def hands_up(hands: int) -> str:
    """Say how many hands are up on phones."""
    return f"{counted(hands, 'hand is', 'hands are')} up on phones."


HANDS_ON_PHONES = "Phones are asked too. Wait until everyone has tapped an answer."
HANDS_STEPS = (
    ("again", "Ask again how many hands are up"),
    ("take", "Take these hands into the count"),
    ("none", "Count without them"),
)
JOIN_STEPS = {
    "again": "Ask again how many have joined",
    "draw": "Draw the picture that phones scan",
    "wifi": "Draw a picture that phones scan to join the Wi-Fi",
    "stop": "Stop phones",
}
TYPE_WIFI_NAME, TYPE_WIFI_PASSWORD = "Its name:", "Its password:"


def address_aloud(host: str) -> str:
    """Say an address sign by sign, so that it can be heard and typed."""
    ip, _, port = host.partition(":")
    return f"The address is http, colon, two slashes, {' dot '.join(ip.split('.'))}, colon, {', '.join(port)}."


def letters_aloud(code: str) -> str:
    """Say the letters that let a phone in, one by one."""
    return f"The letters are {', '.join(code.upper())}."


def start_on(ip: str, adapter: str) -> str:
    """Write the choice of an address."""
    return f"Start on {ip}, {adapter}"


PRESS_J_TO_TAKE = "j takes them."
HANDS_TAKEN = "They are filled in. Add the hands of people without a phone."


def joined_and_finished(joined: int, finished: int) -> str:
    """Say how many people answer on phones, never who."""
    if not joined:
        return "Nobody has joined on a phone yet."
    return f"{counted(joined, 'person', 'people')} joined on a phone, {finished} finished."


IN_THE_WAY = "Choose another address, or use paper or the sheet as a file."


def cannot_listen(address: str) -> str:
    """Say that phones cannot be served on an address."""
    return f"This laptop cannot serve phones on {address}."


# Whether phones reach this laptop

IT_WORKS = "It works: this phone reaches the laptop. You can close this page."
INSTALLED = "What serves phones is installed."
NONE_WORKS = "None of these addresses works: another program, or a firewall on this laptop, may be in the way."
PHONE_CAME = "A phone came through: phones can be used here."
NO_PHONE_CAME = "No phone came through. What may be in the way:"
MAY_BE_IN_THE_WAY = (
    "- A guest network, which keeps phones and laptops apart. A hotspot of your own does not.",
    "- A firewall on this laptop. Allow Python to take connections in this network.",
    "- The phone is in another network, or on mobile data.",
)
WITHOUT_PHONES = (
    "Everyone at once works without phones, too: `coreflect paper ROUND` writes the sheet, which can be printed, or "
    "sent and filled in on a screen."
)


def tried(ip: str, adapter: str, *, listens: bool, reaches_itself: bool) -> str:
    """Say what came of trying an address of this laptop."""
    if not listens:
        return f"{ip}, {adapter}: this laptop cannot listen here."
    if not reaches_itself:
        return f"{ip}, {adapter}: this laptop listens here, but does not reach itself."
    return f"{ip}, {adapter}: this laptop listens here, and reaches itself."


def try_a_phone(address: str) -> str:
    """Ask to try it with a phone."""
    how_long = "This waits for a minute; Ctrl and c ends it."
    return f"Scan this with a phone in the same network, or open {address} on it. {how_long}"
