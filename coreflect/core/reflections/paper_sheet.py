"""Models a paper sheet while it is keyed in: its rows, the key typed for each row, and where two keyings differ.

Only what can be ticked in a row can be keyed. A sheet with a key in every row becomes a response like any other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from coreflect.core.answers import LEFT_BLANK, NON_ANSWERS, PERSPECTIVES
from coreflect.core.banks.bank import STANDARD, offered_wordings
from coreflect.core.errors import Misuse
from coreflect.core.model import Reflection, Sharing
from coreflect.core.names import shown
from coreflect.core.ports import Ids
from coreflect.core.reflections.responses import Draft, DraftNote, Finished, Question, QuestionKey, finish
from coreflect.core.texts import paper as texts
from coreflect.core.texts.answering import HELPER_ANSWERS

BLANK_KEY = LEFT_BLANK.key
BLANK_KEYS = ("", "-", BLANK_KEY)
"""What is typed where nothing is ticked."""
LONGEST_ECHO = 20

Kind = Literal["perspective", "wording", "helped", "answer"]


class SheetNote(NamedTuple):
    """What a person wrote under a question, and who may read it."""

    key: QuestionKey
    text: str
    sharing: Sharing


class Choice(NamedTuple):
    """One thing that can be ticked in a row: the key that is typed for it, the value that is stored, and its words."""

    key: str
    value: str
    words: str


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of a sheet: what it asks and what can be ticked; `blank` is the key for a row without a tick."""

    kind: Kind
    title: str
    choices: tuple[Choice, ...]
    question: Question | None = None
    blank: str = BLANK_KEY

    def read(self, typed: str) -> str:
        """Read what was typed as a key of this row.

        Raises:
            Misuse: it is no key of this row; the hint says what can be typed.
        """
        key = typed.strip().lower()
        key = self.blank if key in BLANK_KEYS else key
        if any(choice.key == key for choice in self.choices):
            return key
        echo = shown(typed.strip())[:LONGEST_ECHO]
        if self.question is not None:
            raise Misuse(texts.no_answer(echo), texts.what_can_be_typed(self.question.scale))
        raise Misuse(texts.none_of_these(echo), texts.which_number(self.numbered[-1].key))

    @property
    def numbered(self) -> tuple[Choice, ...]:
        """The choices that have a number on the sheet."""
        return tuple(choice for choice in self.choices if choice.key.isdecimal())

    def value(self, key: str) -> str:
        """The value that a key of this row stands for; empty where nothing is keyed."""
        return next((choice.value for choice in self.choices if choice.key == key), "")

    def words(self, key: str) -> str:
        """The words of what a key of this row stands for; empty where nothing is keyed."""
        return next((choice.words for choice in self.choices if choice.key == key), "")


@dataclass(frozen=True, slots=True)
class KeyedSheet:
    """The rows of a sheet and the keys typed so far, "" where there is none yet.

    In a second keying of the sheet, `first` holds the keys of the first. Differences show only once the sheet is
    `checking`, because a second keying has to be blind to be of use. `settled` holds the rows that were keyed during
    the check, by somebody who was looking at the paper.
    """

    rows: tuple[SheetRow, ...]
    keys: tuple[str, ...]
    first: tuple[str, ...] = ()
    notes: tuple[SheetNote, ...] = ()
    settled: frozenset[int] = frozenset()
    checking: bool = False
    code: str = ""

    @property
    def is_begun(self) -> bool:
        """Whether anything has been keyed that could be lost."""
        return any(self.keys) or bool(self.first or self.notes or self.code)

    @property
    def gap(self) -> int | None:
        """The index of the first row without a key; None where there is none."""
        return next((at for at, key in enumerate(self.keys) if not key), None)

    @property
    def differing(self) -> tuple[int, ...]:
        """The rows whose two keyings differ in what would be stored, and that nobody has settled yet."""
        if not self.first or not self.checking:
            return ()
        keyings = enumerate(zip(self.rows, self.first, self.keys, strict=True))
        return tuple(
            at for at, (row, first, key) in keyings if row.value(first) != row.value(key) and at not in self.settled
        )

    @property
    def wording(self) -> str:
        """The wording that is ticked on the sheet; standard where none is."""
        return self._value_of_kind("wording") or STANDARD

    @property
    def helped(self) -> str:
        """Who helped the person to answer; empty for nobody."""
        return self._value_of_kind("helped")

    def number(self, at: int) -> int:
        """The number on the sheet of the question in this row."""
        return sum(row.question is not None for row in self.rows[: at + 1])

    def pressed(self, at: int, typed: str) -> KeyedSheet:
        """Key what was typed into this row, and return the new sheet; its questions follow the wording ticked on it.

        Raises:
            Misuse: it is no key of this row.
        """
        key = self.rows[at].read(typed)
        keys = (*self.keys[:at], key, *self.keys[at + 1 :])
        pressed = replace(self, keys=keys, settled=self.settled | {at} if self.checking else self.settled)
        if self.rows[at].kind != "wording":
            return pressed
        rows = (_answer_row(row.question, pressed.wording) if row.question else row for row in self.rows)
        return replace(pressed, rows=tuple(rows))

    def keyed_again(self) -> KeyedSheet:
        """Begin the second keying of the sheet, which does not show the first."""
        return replace(self, keys=("",) * len(self.rows), first=self.keys)

    def checked(self) -> KeyedSheet:
        """Begin the check, in which the sheet is compared with the paper or with the first keying."""
        return replace(self, checking=True)

    def noted(self, note: SheetNote) -> KeyedSheet:
        """Put a note in place of the earlier one on the same question; an empty note only removes the earlier one."""
        others = tuple(other for other in self.notes if other.key != note.key)
        return replace(self, notes=(*others, note) if note.text.strip() else others)

    def note(self, at: int) -> SheetNote | None:
        """Return the note on the question of this row, if there is one."""
        question = self.rows[at].question
        return next((note for note in self.notes if question and note.key == question.key), None)

    def finished(self, reflection: Reflection, ids: Ids) -> Finished:
        """Make the finished response of a sheet that has a key in every row; it has no return words.

        To store it, call `Workspace.finish(response, amend(response))`; there is no stored draft.

        Raises:
            Misuse: a row has no key yet.
        """
        if self.gap is not None:
            raise Misuse(texts.NOT_WHOLE, texts.NOT_WHOLE_HINT)
        asked = [(at, row.question) for at, row in enumerate(self.rows) if row.question]
        notes = [note for at, _ in asked if (note := self.note(at))]
        draft = Draft(
            response=ids.record(),
            round=reflection.id,
            perspective=self._value_of_kind("perspective"),
            wording=self.wording,
            code=self.code,
            choices=tuple((question.key, self.rows[at].value(self.keys[at])) for at, question in asked),
            notes=tuple(DraftNote(note.key, ids.record(), note.text, note.sharing) for note in notes),
            reached=max(len(asked) - 1, 0),
        )
        return finish(draft, [question for _, question in asked], reflection, None, ids)

    def _value_of_kind(self, kind: Kind) -> str:
        """The value in the row of this kind; empty where the sheet has none or nothing is keyed."""
        rows = zip(self.rows, self.keys, strict=True)
        return next((row.value(key) for row, key in rows if row.kind == kind), "")


def empty_sheet(questions: Sequence[Question]) -> KeyedSheet:
    """Make a sheet with nothing keyed: rows for the perspective, the wording (if there are several), help, answers."""
    wordings = offered_wordings(dict.fromkeys(question.bank for question in questions))
    perspectives = _number_choices((perspective.code, perspective.sentence) for perspective in PERSPECTIVES)
    rows = [
        SheetRow(
            "perspective",
            texts.PERSPECTIVE_ROW,
            (*perspectives, Choice(BLANK_KEY, PERSPECTIVES[-1].code, texts.NOTHING_TICKED)),
        ),
        SheetRow(
            "helped",
            texts.HELPED_ROW,
            (*_number_choices(HELPER_ANSWERS), Choice(BLANK_KEY, "", texts.NOTHING_TICKED)),
        ),
        *(_answer_row(question) for question in questions),
    ]
    if len(wordings) > 1:
        choices = _number_choices(wordings)
        standard = next(choice.key for choice in choices if choice.value == STANDARD)
        rows.insert(1, SheetRow("wording", texts.WORDING_ROW, choices, blank=standard))
    return KeyedSheet(tuple(rows), ("",) * len(rows))


def _number_choices(values: Iterable[tuple[str, str]]) -> tuple[Choice, ...]:
    return tuple(Choice(str(number), value, words) for number, (value, words) in enumerate(values, start=1))


def _answer_row(question: Question, wording: str = STANDARD) -> SheetRow:
    levels = _number_choices((level.id, level.label.say(wording)) for level in question.scale.levels)
    others = (
        Choice(answer.key, answer.code, texts.NOTHING_TICKED if answer is LEFT_BLANK else answer.say(wording))
        for answer in NON_ANSWERS
    )
    return SheetRow("answer", question.item.text.say(wording), (*levels, *others), question)
