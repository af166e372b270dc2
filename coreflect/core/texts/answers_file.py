"""The sentences of the sheet as it is filled in on a screen, and those on the answers files that it saves."""

from __future__ import annotations

from coreflect.core.names import quoted
from coreflect.core.texts.words import counted

# Why an answers file is refused; each goes on after the name of the file.

ASK_FOR_IT_AGAIN = "Ask whoever sent it to send it again as the sheet saved it: it cannot be edited."
NOT_WHOLE = "is cut off or damaged: it is not a whole answers file."
TOO_LARGE = "is larger than any answers file."
OTHER_ROUND = "belongs to a reflection that is not here."
WHERE_ITS_ROUND_IS = (
    "Combine it on the laptop that wrote the sheet; or open that laptop's invitation here first, or name an export of "
    "that laptop as well."
)
OTHER_PERSONS_WORDS = "has two words that are somebody else's in this reflection, so nothing in it was used."
CHOOSE_OTHER_WORDS = (
    "Ask whoever sent it to open it on the sheet, choose “Other two words”, and save it and send it again."
)
WORDS_DO_NOT_FIT = "changes answers that are here, and its two words are not the ones they were saved with."
SENT_BY_ITS_OWNER = "Only a file with those two words changes them: ask whoever they are from for it."
WORDS_NOT_KNOWN = "changes answers that are here, and this laptop does not know their two words."
WHERE_WORDS_ARE_KNOWN = "Combine it where their reflection was set up, then bring that laptop's export here."
NOT_USED = "was not used."
NEWER_NEEDED = "Install a newer coreflect to read it."
PACKED_TOGETHER = "holds answers files that were packed together."
UNPACK_IT = "Unpack it, then combine the files that are in it."


def newer_form(number: int) -> str:
    """Say that a file has a form that a later coreflect writes."""
    return f"is from a newer coreflect: it has form {number}."


def at_place(place: str, what: str) -> str:
    """Say where in a file something is wrong, and what."""
    return f"cannot be read: {place} {what}."


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
