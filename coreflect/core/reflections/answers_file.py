"""Reads an answers file: one person's answers, as the sheet saves them once they were filled in on a screen.

Whoever wrote it is unknown, so every value is checked, and a fault names its place. No id in it is taken as it stands:
ids are hashed from what only the file holds, so that no file can name a record that came from elsewhere. The form is
described in docs/answers-file.md.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn, cast

from coreflect.core.answers import HELPED, NON_ANSWER_CODES, PERSPECTIVES
from coreflect.core.banks.bank import offered_wordings
from coreflect.core.codes import read_code
from coreflect.core.errors import Misuse, refused
from coreflect.core.model import Answer, Note, Records, Reflection, Response, RoomCount, Sharing, Withdrawn
from coreflect.core.names import HASH_LETTERS, hashed_letters
from coreflect.core.reflections.responses import Question
from coreflect.core.texts import answers_file as texts

FORM = 1
LARGEST = 1 << 20
LONGEST_NOTE = 4000
MOST_REVISIONS = 1000
SECRET_LETTERS = 24
"""How many random letters the sheet puts into a key."""

_FILE = (
    *("coreflect", "form", "round", "key", "revision", "replaces", "words"),
    *("perspective", "wording", "help", "code", "answers", "notes", "removed"),
)
_ANSWER = ("bank", "item", "edition", "answer")
_NOTE = ("note", "bank", "item", "sharing", "text")
_SECRET = re.compile(rf"[{HASH_LETTERS}2-9]{{{SECRET_LETTERS}}}")
_REVISION = re.compile(rf"[{HASH_LETTERS}][{HASH_LETTERS}2-9]{{9}}")
_WORDS = re.compile(r"([a-z]{2,20}) (?!\1$)([a-z]{2,20})")
_NAME = re.compile(r"\.coreflect\b.*\.(json|txt)", re.IGNORECASE)
_START = re.compile(rb'(\xef\xbb\xbf)?\s*\{\s*"coreflect"\s*:\s*"answers"')
_RECORD_LETTERS = 16


@dataclass(frozen=True, slots=True)
class FileNote:
    """A note of an answers file; `secret` is what its id is hashed from."""

    secret: str
    bank: str
    item: str
    sharing: Sharing
    text: str


@dataclass(frozen=True, slots=True)
class AnswersFile:
    """One person's answers as the sheet saved them, with their two words; `help` is a key of `HELPED`, or empty.

    `key` stays the same each time that one person saves, and `revision` is new each time; `replaces` lists the earlier
    ones. `removed` holds the secrets of notes that were saved once and then taken off.
    """

    name: str
    round: str
    key: str
    revision: str
    replaces: tuple[str, ...]
    words: str
    perspective: str
    wording: str
    help: str
    code: str
    answers: tuple[Answer, ...]
    notes: tuple[FileNote, ...]
    removed: tuple[str, ...]

    @property
    def response(self) -> str:
        """The id of the response."""
        return _hashed("response", self.key)

    @property
    def note_ids(self) -> tuple[str, ...]:
        """The ids of the notes, removed ones included."""
        return tuple(_hashed("note", secret) for secret in (*(note.secret for note in self.notes), *self.removed))

    def records(self, reflection: Reflection, asked: Sequence[Question]) -> Records:
        """Make the response, its notes and the count of help.

        Takes the reflection and its questions.

        Raises:
            Refused: the reflection does not ask or offer what the file answers.
        """
        self._check(asked)
        order = {question.key: number for number, question in enumerate(asked)}
        response = Response(
            self.response,
            self.revision,
            self.replaces,
            reflection.id,
            self.perspective,
            self.code,
            self.wording,
            tuple(sorted(self.answers, key=lambda answer: order[answer.bank, answer.item])),
        )
        return Records(
            responses=(response,),
            notes=tuple(self._note(note, reflection) for note in self.notes),
            room=self._helped(reflection),
            withdrawn=tuple(Withdrawn(_hashed("note", secret), reflection.id) for secret in self.removed),
        )

    def _note(self, note: FileNote, reflection: Reflection) -> Note:
        return Note(
            _hashed("note", note.secret),
            *self._versions(note.secret),
            reflection.id,
            note.bank,
            note.item,
            "" if reflection.is_private else self.response,
            note.sharing,
            note.text,
        )

    def _helped(self, reflection: Reflection) -> tuple[RoomCount, ...]:
        """Count the help by itself, so that it leads to nobody's answers; 0 where a file saved before had some."""
        if not (self.help or self.replaces):
            return ()
        versions = self._versions(self.key)
        count = RoomCount(
            _hashed("help", self.key),
            *versions,
            reflection.id,
            "helped",
            "",
            "",
            None,
            "",
            self.help,
            int(bool(self.help)),
        )
        return (count,)

    def _versions(self, secret: str) -> tuple[str, tuple[str, ...]]:
        """Make the revision of a record beside the response, and those that it replaces; none is the response's."""
        revision, *replaces = (_hashed("revision", secret, each) for each in (self.revision, *self.replaces))
        return revision, tuple(replaces)

    def _check(self, asked: Sequence[Question]) -> None:
        questions = {question.key: question for question in asked}
        banks = tuple({question.bank.id: question.bank for question in asked}.values())
        offered = [name for name, _ in offered_wordings(banks)]
        if self.wording not in offered:
            self._refuse("wording", texts.holds(self.wording, f"one of {', '.join(offered)}"))
        seen: set[tuple[str, str]] = set()
        for number, answer in enumerate(self.answers, 1):
            place, key = texts.in_list("answer", number), (answer.bank, answer.item)
            question = questions.get(key)
            if question is None:
                self._refuse(place, texts.not_asked(*key))
            if answer.edition != question.item.edition:
                self._refuse(place, texts.other_edition(answer.item, answer.edition, question.item.edition))
            if answer.answer not in NON_ANSWER_CODES and answer.answer not in {
                each.id for each in question.scale.levels
            }:
                self._refuse(place, texts.not_offered(answer.item, answer.answer))
            if key in seen:
                self._refuse(place, texts.twice(answer.item))
            seen.add(key)
        left = [question.item.id for question in asked if question.key not in seen]
        if left:
            self._refuse("the answers", texts.not_answered(len(left), left[0]))
        for number, note in enumerate(self.notes, 1):
            if (note.bank, note.item) not in questions:
                self._refuse(texts.in_list("note", number), texts.not_asked(note.bank, note.item))

    def _refuse(self, place: str, what: str) -> NoReturn:
        raise refused(self.name, texts.at_place(place, what), texts.ASK_FOR_IT_AGAIN)


def is_answers_file(name: str, start: bytes) -> bool:
    """Whether a file is meant to be an answers file, whole or not: by its name, or by how its content starts."""
    return bool(_NAME.search(name) or _START.match(start))


def read_answers_file(name: str, content: bytes) -> AnswersFile:
    """Read an answers file; takes its name for messages.

    Raises:
        Refused: it is cut off, damaged, too large, of a later form, or holds what has no place in it.
    """
    if len(content) > LARGEST:
        raise refused(name, texts.TOO_LARGE, texts.ASK_FOR_IT_AGAIN)
    try:
        value = json.loads(content.decode("utf-8-sig"), object_pairs_hook=_Pairs, parse_constant=_no_number)
        json.dumps(value, ensure_ascii=False).encode()  # half of a character has no place in any file
    except (ValueError, RecursionError):
        raise refused(name, texts.NOT_WHOLE, texts.ASK_FOR_IT_AGAIN) from None
    if isinstance(value, dict) and type(value.get("form")) is int and value["form"] > FORM:
        raise refused(name, texts.newer_form(value["form"]), texts.NEWER_NEEDED)
    try:
        return _file(name, value)
    except _Fault as fault:
        raise refused(name, texts.at_place(fault.place, fault.what), texts.ASK_FOR_IT_AGAIN) from None


class _Fault(Exception):
    """Something is wrong in a place of the file."""

    def __init__(self, place: str, what: str) -> None:
        super().__init__(place, what)
        self.place = place
        self.what = what


class _Pairs(dict[str, Any]):
    """An object of the file; `again` is a name that stands in it twice, or empty."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        times = Counter(name for name, _ in pairs)
        self.again = next((name for name in self if times[name] > 1), "")


class _Reader:
    """Reads the values of one object of the file, whose place it names in faults."""

    def __init__(self, place: str, value: object, names: Sequence[str]) -> None:
        if not isinstance(value, _Pairs):
            raise _Fault(place, texts.holds(value, "an object"))
        if value.again:
            raise _Fault(place, texts.twice(value.again))
        for name in value:
            if name not in names:
                raise _Fault(place, texts.not_known(name))
        for name in names:
            if name not in value:
                raise _Fault(place, texts.missing(name))
        self._place = place
        self._values: Mapping[str, Any] = value

    def fault(self, name: str, expected: str) -> _Fault:
        place = name if self._place == _WHOLE else f"{self._place}, {name},"
        return _Fault(place, texts.holds(self._values[name], expected))

    def text(self, name: str, longest: int = 80) -> str:
        value = self._values[name]
        if not isinstance(value, str) or len(value) > longest:
            raise self.fault(name, f"a text of at most {longest:,} characters")
        return value

    def like(self, name: str, pattern: re.Pattern[str], expected: str) -> str:
        value = self._values[name]
        if not isinstance(value, str) or not pattern.fullmatch(value):
            raise self.fault(name, expected)
        return value

    def one_of(self, name: str, choices: Sequence[str]) -> str:
        value = self._values[name]
        if value not in choices:
            raise self.fault(name, f"one of {', '.join(choice or 'nothing' for choice in choices)}")
        return cast("str", value)

    def number(self, name: str) -> int:
        value = self._values[name]
        if type(value) is not int or not 0 < value < 1_000_000:
            raise self.fault(name, "a number from 1")
        return value

    def many(self, name: str, most: int = MOST_REVISIONS) -> list[Any]:
        value = self._values[name]
        if not isinstance(value, list) or len(value) > most:
            raise self.fault(name, f"a list of at most {most:,}")
        return value

    def all_like(self, name: str, pattern: re.Pattern[str], expected: str) -> tuple[str, ...]:
        values = self.many(name)
        for value in values:
            if not isinstance(value, str) or not pattern.fullmatch(value):
                raise _Fault(name, texts.holds(value, expected))
        if len(set(values)) < len(values):
            raise _Fault(name, texts.twice(next(value for value in values if values.count(value) > 1)))
        return tuple(values)


_WHOLE = "it"
_A_SECRET = f"{SECRET_LETTERS} random letters and digits"
_A_REVISION = "a revision, ten random letters and digits,"


def _file(name: str, value: object) -> AnswersFile:
    values = _Reader(_WHOLE, value, _FILE)
    values.one_of("coreflect", ("answers",))
    values.number("form")
    revision = values.like("revision", _REVISION, _A_REVISION)
    replaces = values.all_like("replaces", _REVISION, _A_REVISION)
    if revision in replaces:
        raise _Fault("replaces", texts.holds(revision, "an earlier revision"))
    notes = tuple(_note(texts.in_list("note", number), note) for number, note in enumerate(values.many("notes"), 1))
    removed = values.all_like("removed", _SECRET, _A_SECRET)
    secrets = [*(note.secret for note in notes), *removed]
    for secret in secrets:
        if secrets.count(secret) > 1:
            raise _Fault("the notes", texts.twice(secret))
    return AnswersFile(
        name,
        values.text("round"),
        values.like("key", _SECRET, _A_SECRET),
        revision,
        replaces,
        values.like("words", _WORDS, "two different words"),
        values.one_of("perspective", [each.code for each in PERSPECTIVES]),
        values.text("wording"),
        values.one_of("help", ("", *HELPED)),
        _code(values),
        tuple(_answer(texts.in_list("answer", number), row) for number, row in enumerate(values.many("answers"), 1)),
        notes,
        removed,
    )


def _answer(place: str, value: object) -> Answer:
    values = _Reader(place, value, _ANSWER)
    return Answer(values.text("bank"), values.text("item"), values.number("edition"), values.text("answer"))


def _note(place: str, value: object) -> FileNote:
    values = _Reader(place, value, _NOTE)
    text = values.text("text", LONGEST_NOTE)
    if not text.strip():
        raise values.fault("text", "a note")
    sharing = cast("Sharing", values.one_of("sharing", ("room", "facilitator")))
    return FileNote(
        values.like("note", _SECRET, _A_SECRET), values.text("bank"), values.text("item"), sharing, text.strip()
    )


def _code(values: _Reader) -> str:
    typed = values.text("code", 40)
    try:
        return read_code(typed) if typed else ""
    except Misuse:
        raise values.fault("code", "a code") from None


def _no_number(_: str) -> NoReturn:
    raise ValueError


def _hashed(*parts: str) -> str:
    return hashed_letters("\n".join(("answers file", *parts)), _RECORD_LETTERS)
