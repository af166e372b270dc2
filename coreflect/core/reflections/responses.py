"""Models one person's answers, from the draft to the finished response, and what a workspace says of those it stores.

Only finished responses are counted: each has exactly one answer for every item that the round asks, which is left
blank where the person gave none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from coreflect.core.answers import LEFT_BLANK
from coreflect.core.banks.bank import STANDARD, Bank, Item, Scale, Section
from coreflect.core.model import Answer, Note, Reflection, Response, Sharing, Withdrawn

if TYPE_CHECKING:
    from coreflect.core.ports import Ids

QuestionKey = tuple[str, str]
"""(bank id, item id)"""


@dataclass(frozen=True, slots=True)
class Question:
    """An item that a round asks, with its bank, section and scale."""

    bank: Bank
    section: Section
    item: Item
    scale: Scale

    @property
    def key(self) -> QuestionKey:
        return (self.bank.id, self.item.id)


@dataclass(frozen=True, slots=True)
class DraftNote:
    """A note of a draft; `id` is given when it is first saved, and stays."""

    key: QuestionKey
    id: str
    text: str
    sharing: Sharing


@dataclass(frozen=True, slots=True)
class Draft:
    """One person's unfinished answers, with everything that is needed to go on later or in the other face.

    `choices` holds (item key, level id or non-answer code), including items that were left blank on purpose. `at` is
    the index of the question shown last, and `reached` of the furthest one reached. `words` is the mark (a hash) of the
    two words; the words themselves are never stored. `based_on` is the finished response that the draft amends.
    `mark` changes with every save, so that the save of a second terminal is noticed and not overwritten.
    """

    response: str
    round: str
    perspective: str
    wording: str = STANDARD
    code: str = ""
    choices: tuple[tuple[QuestionKey, str], ...] = ()
    notes: tuple[DraftNote, ...] = ()
    at: int = 0
    reached: int = 0
    words: str = ""
    based_on: Response | None = None
    mark: str = ""

    def choice(self, key: QuestionKey) -> str | None:
        """Return the answer to this item, or None where it was neither answered nor left blank."""
        return dict(self.choices).get(key)

    def note(self, key: QuestionKey) -> DraftNote | None:
        """Return the note on this item, if there is one."""
        return next((note for note in self.notes if note.key == key), None)

    @property
    def content(self) -> Draft:
        """What this says, wherever the person stands, however often it was saved and in whatever order it was given."""
        choices, notes = tuple(sorted(self.choices)), tuple(sorted(self.notes, key=lambda note: note.key))
        return replace(self, choices=choices, notes=notes, at=0, reached=0, mark="", based_on=None)


@dataclass(frozen=True, slots=True)
class Finished:
    """A finished response with its notes, and notes that were withdrawn; `words` is the mark of the return words."""

    response: Response
    notes: tuple[Note, ...]
    withdrawn: tuple[Withdrawn, ...]
    words: str


def questions(reflection: Reflection, banks: Sequence[Bank]) -> tuple[Question, ...]:
    """List the questions of a reflection in order. `banks` are those stored with the reflection, as it asks them."""
    by_id = {bank.id: bank for bank in banks}
    return tuple(
        Question(by_id[asked.bank], section, item, by_id[asked.bank].scale(section.scale))
        for asked in reflection.banks
        for section, item in by_id[asked.bank].items(asked.form)
    )


def finish(
    draft: Draft, asked: Sequence[Question], reflection: Reflection, previous: Finished | None, ids: Ids
) -> Finished:
    """Finish a draft.

    Takes the draft, the reflection's questions, the reflection, the finished response that the draft amends (None the
    first time) and a source of ids. A note whose text and sharing are unchanged keeps its revision.
    """
    chosen = dict(draft.choices)
    answers = tuple(
        Answer(question.bank.id, question.item.id, question.item.edition, chosen.get(question.key, LEFT_BLANK.code))
        for question in asked
    )
    earlier = draft.based_on
    response = Response(
        id=draft.response,
        revision=ids.record(),
        replaces=(*earlier.replaces, earlier.revision) if earlier else (),
        round=reflection.id,
        perspective=draft.perspective,
        code=draft.code,
        wording=draft.wording,
        answers=answers,
    )
    before = {note.id: note for note in previous.notes} if previous else {}
    notes = tuple(_note(written, draft, reflection, before.get(written.id), ids) for written in draft.notes)
    remaining = {note.id for note in notes}
    withdrawn = tuple(Withdrawn(note_id, reflection.id) for note_id in before if note_id not in remaining)
    return Finished(response, notes, (*(previous.withdrawn if previous else ()), *withdrawn), draft.words)


def amend(finished: Finished) -> Draft:
    """Start a draft from a finished response, which stays valid until the draft is finished."""
    response = finished.response
    return Draft(
        response=response.id,
        round=response.round,
        perspective=response.perspective,
        wording=response.wording,
        code=response.code,
        choices=tuple(((answer.bank, answer.item), answer.answer) for answer in response.answers),
        notes=tuple(DraftNote((note.bank, note.item), note.id, note.text, note.sharing) for note in finished.notes),
        reached=max(len(response.answers) - 1, 0),
        words=finished.words,
        based_on=response,
    )


def _note(written: DraftNote, draft: Draft, reflection: Reflection, before: Note | None, ids: Ids) -> Note:
    if before and (before.text, before.sharing) == (written.text, written.sharing):
        return before
    bank, item = written.key
    return Note(
        id=written.id,
        revision=ids.record(),
        replaces=(*before.replaces, before.revision) if before else (),
        round=reflection.id,
        bank=bank,
        item=item,
        response="" if reflection.is_private else draft.response,
        sharing=written.sharing,
        text=written.text,
    )


class Place(NamedTuple):
    """Where answers are stored: the folder, whether others may open it, and whether it is a rehearsal's own."""

    folder: str
    shared: bool
    rehearsal: bool = False


class Turnout(NamedTuple):
    """How many people have begun and how many have finished a round in this workspace."""

    begun: int
    finished: int

    @property
    def unfinished(self) -> int:
        return self.begun - self.finished


class HandedOver(NamedTuple):
    """A package that was written from this workspace: the name of its file, the ids of its responses, and its folder.

    The folder is empty for standard output, and where an earlier version wrote it.
    """

    file: str
    responses: tuple[str, ...]
    folder: str = ""


class CameInFile(NamedTuple):
    """What is stored of answers that came in an answers file, beside the package that was made of them.

    `words` is the mark of their two words, and `notes` holds the ids of all notes that ever came with them.
    """

    response: str
    round: str
    words: str
    notes: tuple[str, ...]


class Returning(NamedTuple):
    """What two words open: the reflection, with a person's draft and finished response, if there are any."""

    round: Reflection
    draft: Draft | None
    finished: Finished | None

    @property
    def to_go_on(self) -> Draft | None:
        """The draft with which this person goes on: the one that is unfinished, or one that amends what is finished."""
        return self.draft or (amend(self.finished) if self.finished else None)

    @property
    def response(self) -> str:
        """The id of the response that the words open."""
        return self.finished.response.id if self.finished else self.draft.response if self.draft else ""
