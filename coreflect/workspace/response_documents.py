"""A response as the tables of its file, and back: what comes back equals what was kept, or is not a record.

Answers and choices are rows (bank, item, edition, answer), so that a thousand responses are read in a moment. Notes
come back in the order of their ids.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import cast

from coreflect.core.model import Answer, Note, Response, Sharing
from coreflect.core.responses import Draft, DraftNote, Finished
from coreflect.workspace.documents import read_withdrawn, withdrawn_tables
from coreflect.workspace.fields import Document, Fields, NoRecord, expected, without
from coreflect.workspace.storage import Tables

_NOTE_TEXTS = ("revision", "round", "bank", "item", "response", "text")
_SHARINGS = ("room", "facilitator")


@dataclass(frozen=True, slots=True)
class FinishedFile:
    """A finished response as its file holds it; `mark` is that of the draft from which it was finished."""

    finished: Finished
    mark: str


def read_finished_of(round_id: str, response: str) -> Callable[[Tables], FinishedFile]:
    """What reads this finished response from its tables, and raises NoRecord where they do not hold it."""

    def fits(file: FinishedFile) -> bool:
        return (file.finished.response.round, file.finished.response.id) == (round_id, response)

    return lambda tables: expected(read_finished(tables), fits)


def read_draft_of(round_id: str, response: str) -> Callable[[Tables], Draft]:
    """What reads this draft from its tables, and raises NoRecord where they do not hold it."""
    return lambda tables: expected(read_draft(tables), lambda one: (one.round, one.response) == (round_id, response))


def finished_tables(file: FinishedFile) -> Tables:
    """The tables of a finished response's file."""
    finished = file.finished
    key = finished.response.id
    return {
        "response": {key: _response_document(finished.response)},
        "notes": {note.id: without(asdict(note), "id") for note in finished.notes},
        "withdrawn": withdrawn_tables(finished.withdrawn)["withdrawn"],
        "kept": {key: {"words": finished.words, "mark": file.mark}},
    }


def read_finished(tables: Tables) -> FinishedFile:
    """The finished response that these tables hold.

    Raises:
        NoRecord: they hold none.
    """
    key, values = Fields.only(tables, "response")
    _, kept = Fields.only(tables, "kept")
    notes = tuple(_note(note_id, Fields(note)) for note_id, note in sorted(tables.get("notes", {}).items()))
    finished = Finished(_response(key, values), notes, read_withdrawn(tables), kept.text("words"))
    return FinishedFile(finished, kept.text("mark"))


def draft_tables(draft: Draft) -> Tables:
    """The tables of a draft's file."""
    earlier = draft.based_on
    document = {
        "round": draft.round,
        "perspective": draft.perspective,
        "wording": draft.wording,
        "code": draft.code,
        "choices": [[*key, choice] for key, choice in draft.choices],
        "notes": [[*note.key, note.id, note.text, note.sharing] for note in draft.notes],
        "at": draft.at,
        "reached": draft.reached,
        "words": draft.words,
        "based_on": {"id": earlier.id, **_response_document(earlier)} if earlier else None,
        "mark": draft.mark,
    }
    return {"draft": {draft.response: document}}


def read_mark(tables: Tables) -> str:
    """The mark of the draft that these tables hold.

    Raises:
        NoRecord: they hold none.
    """
    return Fields.only(tables, "draft")[1].text("mark")


def read_draft(tables: Tables) -> Draft:
    """The draft that these tables hold.

    Raises:
        NoRecord: they hold none.
    """
    key, values = Fields.only(tables, "draft")
    earlier = values.fields_or_none("based_on")
    return Draft(
        response=key,
        round=values.text("round"),
        perspective=values.text("perspective"),
        wording=values.text("wording"),
        code=values.text("code"),
        choices=tuple(((bank, item), choice) for bank, item, choice in values.rows("choices", 3)),
        notes=tuple(_draft_note(*row) for row in values.rows("notes", 5)),
        at=values.whole("at"),
        reached=values.whole("reached"),
        words=values.text("words"),
        based_on=None if earlier is None else _response(earlier.text("id"), earlier),
        mark=values.text("mark"),
    )


def _response_document(response: Response) -> Document:
    return {
        "revision": response.revision,
        "replaces": list(response.replaces),
        "round": response.round,
        "perspective": response.perspective,
        "code": response.code,
        "wording": response.wording,
        "answers": [[one.bank, one.item, one.edition, one.answer] for one in response.answers],
    }


def _response(key: str, values: Fields) -> Response:
    return Response(
        id=key,
        revision=values.text("revision"),
        replaces=values.texts("replaces"),
        round=values.text("round"),
        perspective=values.text("perspective"),
        code=values.text("code"),
        wording=values.text("wording"),
        answers=_answers(values.many("answers")),
    )


def _answers(rows: list[object]) -> tuple[Answer, ...]:
    try:
        return tuple([_answer(*row) for row in rows])  # type: ignore[misc]
    except TypeError as error:
        raise NoRecord("answers") from error


@lru_cache(maxsize=4096, typed=True)
def _answer(bank: object, item: object, edition: object, answer: object) -> Answer:
    # Many people give the same few answers: each of them is made, and looked at, once.
    match bank, item, edition, answer:
        case str(), str(), int(), str():
            return Answer(bank, item, edition, answer)
    raise NoRecord("answers")


def _note(key: str, values: Fields) -> Note:
    sharing = cast("Sharing", values.one_of("sharing", _SHARINGS))
    texts = {name: values.text(name) for name in _NOTE_TEXTS}
    return Note(id=key, replaces=values.texts("replaces"), sharing=sharing, **texts)


def _draft_note(bank: str, item: str, note_id: str, text: str, sharing: str) -> DraftNote:
    if sharing not in _SHARINGS:
        raise NoRecord("sharing")
    return DraftNote((bank, item), note_id, text, cast("Sharing", sharing))
