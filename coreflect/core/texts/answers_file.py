"""The sentences of the sheet as it is filled in on a screen, and those on the answers files that it saves."""

from __future__ import annotations

from collections.abc import Sequence

from coreflect.core.banks.bank import Bank
from coreflect.core.codes import MISTYPED
from coreflect.core.model import Reflection
from coreflect.core.names import quoted
from coreflect.core.reflections.responses import Place
from coreflect.core.texts import answering
from coreflect.core.texts.home import where_kept
from coreflect.core.texts.words import counted

# The sheet on a screen

OPEN_IN_A_BROWSER = "Open this in a browser, or print it."
START_TITLE = "Before you begin"
YOU_SAVE_A_FILE = (
    "When you are done you save a small file, and give it to whoever sent you this sheet. This page sends nothing by "
    "itself, and works without the internet."
)
KEEP_HERE = "Keep what I fill in on this device until I save it"
KEEP_HELP = (
    "Without this, what you fill in is gone once you close the page. With it, others who use this device could see it; "
    "it goes once you have saved."
)
SAVED_BEFORE = "Have you saved answers here before?"
OPEN_FILE = "Open the file that you saved, to go on or to change it"
OTHER_WORDS = "Other two words"
YOUR_NOTE = "Your note"
LEAVE_BLANK = "Leave this blank"
BACK, NEXT = "Back", "Next"
END_TITLE = "Before you save"
FILE_OPENS_ALL = "Whoever has this file can read and change your answers."
SAVE = "Save my answers"

IN_THE_SCRIPT = {
    "part": "Part {at} of {all}",
    "blank": "{count} left blank.",
    "none": "Every question has an answer.",
    "question": "Question {number}",
    "saved": "Saved as {file}. Give that file to whoever sent you this sheet. If you cannot find it, open this page in "
    "another browser and try again. Your two words: {words}.",
    "code": MISTYPED,
    "other": "That file was not saved from this sheet. Nothing on this page has changed.",
    "opened": "The answers from that file are here. Change what you like, then save again.",
    "kept": "What you filled in before is here again.",
}
"""The sentences that the page itself says, by the names under which the script knows them."""


def screen_welcome(reflection: Reflection, questions: int, banks: Sequence[Bank]) -> tuple[str, ...]:
    """Write the welcome of the sheet on a screen: there the answers become a file, and come to a laptop with it."""
    *every, turn_the_screen = answering.welcome(reflection, questions, Place("", shared=False), banks)
    folder = where_kept(Place("", shared=False))
    return (*(paragraph.replace(folder, "on a laptop", 1) for paragraph in every), turn_the_screen, YOU_SAVE_A_FILE)


SEND_IT = "Or send it: each person fills it in on their own screen, saves a small file, and gives that to you."
IMPORT_ADDS_IT = "`coreflect import FILE` adds it."


def field_not_known(name: str) -> str:
    """Say that a form has no such field."""
    return f'The sheet has no field "{quoted(name)}".'


def field_cannot_hold(name: str, value: str) -> str:
    """Say that what came in a field cannot be given there."""
    return f'"{quoted(value)}" cannot be given in "{quoted(name)}".'


# Why an answers file is refused; each goes on after the name of the file.

ASK_FOR_IT_AGAIN = "Ask whoever sent it to send it again as the sheet saved it: it cannot be edited."
NOT_WHOLE = "is cut off or damaged: it is not a whole answers file."
TOO_LARGE = "is larger than any answers file."
OTHER_ROUND = "belongs to a reflection that is not here."
WHERE_ITS_ROUND_IS = (
    "Combine it on the laptop that wrote the sheet; or open that laptop's questions file here first, or name an "
    "answers file of that laptop as well."
)
OTHER_PERSONS_WORDS = "has two words that are somebody else's in this reflection, so nothing in it was used."
CHOOSE_OTHER_WORDS = (
    "Ask whoever sent it to open it on the sheet, choose “Other two words”, and save it and send it again."
)
WORDS_DO_NOT_FIT = "changes answers that are here, and its two words are not the ones they were saved with."
SENT_BY_ITS_OWNER = "Only a file with those two words changes them: ask whoever they are from for it."
WORDS_NOT_KNOWN = "changes answers that are here, and this laptop does not know their two words."
WHERE_WORDS_ARE_KNOWN = "Combine it where their reflection was set up, then add that laptop's answers file here."
NOT_USED = "was not used."
NEWER_NEEDED = "Install a newer coreflect to read it."
PACKED_TOGETHER = "holds answers files that were packed together."
UNPACK_IT = "Unpack it, then combine the files that are in it."


def newer_form(number: int) -> str:
    """Say that a file has a form that a later coreflect writes."""
    return f"is from a newer coreflect: it has form {quoted(str(number))}."


def at_place(place: str, fault: str) -> str:
    """Say where in a file something is wrong, and what."""
    return f"cannot be read: {place} {fault}."


def in_list(name: str, number: int) -> str:
    """Name a place in a list of the file, such as "answer 4"."""
    return f"{name} {number}"


def holds(value: object, expected: str) -> str:
    """Say what stands in a place, and what belongs there."""
    return f'holds "{quoted(str(value))}", where {expected} belongs'


def not_known(name: str) -> str:
    """Say that something is not known in an answers file."""
    return f'has "{quoted(name)}", which is not known there'


def missing(name: str) -> str:
    """Say that something is missing."""
    return f'has no "{name}"'


def twice(name: str) -> str:
    """Say that something stands twice in one place."""
    return f'has "{quoted(name)}" twice'


def not_asked(bank: str, item: str) -> str:
    """Say that an answer is to an item that the reflection does not ask."""
    return f'answers "{quoted(item)}" of "{quoted(bank)}", which its reflection does not ask'


def other_edition(item: str, edition: int, asked: int) -> str:
    """Say that an answer is to another edition of an item than the reflection asks."""
    return f'answers edition {edition} of "{item}", and its reflection asks edition {asked}'


def not_offered(item: str, answer: str) -> str:
    """Say that an item does not offer an answer."""
    return f'has the answer "{quoted(answer)}", which "{item}" does not offer'


def not_answered(left: int, item: str) -> str:
    """Say that items are missing from the answers; the first is named."""
    return f'have no answer to {counted(left, "question")} that its reflection asks, such as "{item}"'
