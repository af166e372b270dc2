"""Stores people's answers: each finished response in a file of its own, and each draft in another.

An answer that was reported as saved is on the disk. No save overwrites what another terminal saved: if the file has
changed since it was read, the save goes to a second file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import cast

from coreflect.core.errors import Damaged, NotSaved
from coreflect.core.merging.revisions import what_is_said
from coreflect.core.model import Answer, Note, Response, Sharing
from coreflect.core.ports import Ids
from coreflect.core.reflections.responses import Draft, DraftNote, Finished
from coreflect.core.texts.home import NO_NEW_ONES, WHAT_STAYS
from coreflect.files.regular import read_regular
from coreflect.workspace.folders import ResponseName, RoundFolder, locked, response_name, safe_id
from coreflect.workspace.storage import (
    DocumentReader,
    Fields,
    NoRecord,
    RecordFile,
    RecordFiles,
    Tables,
    expected,
    without_field,
)
from coreflect.workspace.withdrawals import Withdrawals, read_withdrawn, withdrawn_tables


class StoredResponses:
    """Stores and reads the responses of a workspace's rounds.

    `day` is always the round's date, which becomes the modification time of a file, so that nobody can read from it who
    used the laptop when.
    """

    def __init__(self, files: RecordFiles, withdrawals: Withdrawals, ids: Ids) -> None:
        self._files = files
        self._withdrawals = withdrawals
        self._ids = ids
        self._tried: dict[Path, str] = {}
        self._drafts_at: dict[str, Path] = {}
        self._looked_at: set[RoundFolder] = set()

    def save_draft(self, folder: RoundFolder, draft: Draft, day: str) -> Draft:
        """Save a draft; returns it with its new mark.

        Raises:
            NotSaved: it did not reach the disk, or the response was withdrawn meanwhile.
        """
        self._ready(folder)
        marked = replace(draft, mark=self._ids.record())
        with locked(folder.responses):
            self._refuse_withdrawn(folder, draft.response)
            path, file = self._place_of(folder, draft, marked.mark, day)
            self._tried[path] = marked.mark
            file.replace(draft_tables(marked))
        del self._tried[path]
        self._drafts_at[draft.response] = path
        return marked

    def finish(self, folder: RoundFolder, finished: Finished, draft: Draft, day: str) -> None:
        """Save a finished response, then remove the draft that it came from.

        Raises:
            NotSaved: it did not reach the disk, or was withdrawn meanwhile.
        """
        response = finished.response
        self._ready(folder)
        with locked(folder.responses):
            self._refuse_withdrawn(folder, response.id)
            path = self._finished_place(folder, finished)
            # Another window may have finished the same draft: what says the same is one version.
            others = (
                file.finished for file in self.versions(folder, response.id) if path != folder.finished(response.id)
            )
            if not any(says_the_same(finished, other) for other in others):
                self._tried[path] = response.revision
                self._files.save(path, finished_tables(FinishedFile(finished, draft.mark)), day)
        self._tried.pop(path, None)
        if response.replaces:
            self._clear_replaced(folder, response)
        self._clear(folder, draft)

    def drop_drafts(self, folder: RoundFolder, response: str) -> None:
        """Remove every draft of a response, and the copies that were kept of drafts in an older format.

        Raises:
            NotSaved: one of them could not be removed.
        """
        self._drafts_at.pop(response, None)
        self._withdrawals.remove(folder, response, drafts_only=True)

    def people(self, folder: RoundFolder) -> tuple[frozenset[str], frozenset[str]]:
        """Return the ids of all begun responses, and of the finished ones, from the names of files."""
        names = self._names(folder)
        finished = frozenset(name.response for name in names if name.kind == "finished")
        return frozenset(name.response for name in names), finished

    def drafts_left(self, folder: RoundFolder) -> int:
        """Count the people who have a draft, including those who are amending a finished response."""
        names = self._names(folder)
        finished = {name.response for name in names if name.kind == "finished"}
        drafts = {name.response for name in names if name.kind == "draft"}
        return sum(response not in finished or self.draft(folder, response) is not None for response in drafts)

    def finished_files(self, folder: RoundFolder) -> Iterator[FinishedFile]:
        """List every finished response that can be read and was not withdrawn; all versions of those in conflict."""
        for name in self._names(folder):
            if name.kind == "finished" and (file := self._finished_file(folder, name)) is not None:
                yield file

    def versions(self, folder: RoundFolder, response: str) -> list[FinishedFile]:
        """List every readable version of a finished response, the one in the usual file first."""
        names = [name for name in self._names_of(folder, response) if name.kind == "finished"]
        found = [self._finished_file(folder, name) for name in sorted(names, key=lambda name: name.second)]
        return [file for file in found if file is not None]

    def finished(self, folder: RoundFolder, response: str) -> Finished | None:
        """Read a person's finished response: its first readable version."""
        files = self.versions(folder, response)
        return files[0].finished if files else None

    def draft(self, folder: RoundFolder, response: str) -> Draft | None:
        """Read a person's draft; of two versions, the one with more answers.

        A draft that was finished already, but not removed because the laptop switched off, is ignored.
        """
        marks = {file.mark for file in self.versions(folder, response)}
        found = [
            draft
            for name in self._names_of(folder, response)
            if name.kind == "draft" and (draft := self._draft_file(folder, name)) and draft.mark not in marks
        ]
        return max(found, key=lambda draft: (len(draft.choices), len(draft.notes)), default=None)

    def marks(self, folder: RoundFolder) -> dict[str, str]:
        """Map each begun or finished response to the mark of its two words; empty where it has none."""
        return {name.response: self._words_of(folder, name) for name in self._names(folder)}

    def with_mark(self, folder: RoundFolder, mark: str) -> frozenset[str]:
        """Find the responses that were saved with this mark of two words."""
        found: set[str] = set()
        for name in self._names(folder):
            path = _path(folder, name)
            try:
                bears = mark.encode() in read_regular(path)
            except OSError:
                continue
            if bears and self._words_of(folder, name) == mark:
                found.add(name.response)
        return frozenset(found)

    def _words_of(self, folder: RoundFolder, name: ResponseName) -> str:
        if name.kind == "draft":
            draft = self._draft_file(folder, name)
            return draft.words if draft else ""
        file = self._finished_file(folder, name)
        return file.finished.words if file else ""

    def _refuse_withdrawn(self, folder: RoundFolder, response: str) -> None:
        if not self._withdrawals.has_any(folder):
            return
        if self._withdrawals.is_forgotten(folder):
            raise NotSaved(NO_NEW_ONES, WHAT_STAYS)
        if self._withdrawals.holds(folder, safe_id(response)):
            raise NotSaved("These answers were removed on another screen.", "Nothing more of them is saved.")

    def _ready(self, folder: RoundFolder) -> None:
        if folder in self._looked_at:
            return
        # Copying a workspace may leave empty folders out. If the reflection is missing too, the round itself is gone.
        if not folder.responses.is_dir() and folder.reflection.is_file():
            self._files.make(folder.responses)
        self._looked_at.add(folder)

    def _place_of(self, folder: RoundFolder, draft: Draft, new_mark: str, day: str) -> tuple[Path, RecordFile]:
        usual = folder.draft(draft.response)
        known = self._drafts_at.get(draft.response, usual)
        for path in dict.fromkeys((known, usual)):
            file = self._files.open(path, day)
            if self._may_replace(folder, path, file, draft):
                return path, file
        for name in self._names_of(folder, draft.response):
            path = _path(folder, name)
            if name.kind == "draft" and path not in (known, usual) and self._is_own(folder, path, draft):
                return path, self._files.open(path, day)
        path = folder.draft(draft.response, new_mark)
        return path, self._files.open(path, day)

    def _may_replace(self, folder: RoundFolder, path: Path, file: RecordFile, draft: Draft) -> bool:
        try:
            mark = self._files.read(file, path, read_mark)
        except Damaged:
            return False
        if mark is None or mark in (draft.mark, self._tried.get(path)):
            return True
        return mark in {file.mark for file in self.versions(folder, draft.response)}

    def _is_own(self, folder: RoundFolder, path: Path, draft: Draft) -> bool:
        there = self._files.load_or_pass_over(path, read_draft_of(folder.id, draft.response))
        return there is not None and there.mark in (draft.mark, self._tried.get(path))

    def _finished_place(self, folder: RoundFolder, finished: Finished) -> Path:
        response = finished.response
        usual = folder.finished(response.id)
        try:
            there = self._files.load(usual, read_finished_of(folder.id, response.id))
        except Damaged:
            return folder.finished(response.id, response.revision)
        earlier = (*response.replaces, response.revision, self._tried.get(usual))
        if there is None or there.finished.response.revision in earlier:
            return usual
        return folder.finished(response.id, response.revision)

    def _clear_replaced(self, folder: RoundFolder, response: Response) -> None:
        for name in self._names_of(folder, response.id):
            if name.kind == "finished" and name.second in response.replaces:
                with suppress(OSError):
                    _path(folder, name).unlink(missing_ok=True)

    def _clear(self, folder: RoundFolder, draft: Draft) -> None:
        known = self._drafts_at.pop(draft.response, folder.draft(draft.response))
        for path in {known, folder.draft(draft.response)}:
            if self._is_own(folder, path, draft):
                # A draft that cannot be removed has the mark of a finished one; a later save or the doctor removes it.
                with suppress(OSError):
                    path.unlink(missing_ok=True)

    def _names(self, folder: RoundFolder) -> tuple[ResponseName, ...]:
        withdrawn_ids = self._withdrawals.withdrawn_ids(folder)
        if folder.id in withdrawn_ids:
            return ()
        found = (response_name(name) for name in self._files.names(folder.responses))
        return tuple(name for name in found if name is not None and name.response not in withdrawn_ids)

    def _names_of(self, folder: RoundFolder, response: str) -> tuple[ResponseName, ...]:
        return tuple(name for name in self._names(folder) if name.response == response)

    def _finished_file(self, folder: RoundFolder, name: ResponseName) -> FinishedFile | None:
        return self._files.load_or_pass_over(_path(folder, name), read_finished_of(folder.id, name.response))

    def _draft_file(self, folder: RoundFolder, name: ResponseName) -> Draft | None:
        return self._files.load_or_pass_over(_path(folder, name), read_draft_of(folder.id, name.response))


def says_the_same(first: Finished, second: Finished) -> bool:
    """Whether two finished responses differ in nothing but their revisions and what these replace."""
    return _without_revisions(first) == _without_revisions(second)


def _without_revisions(finished: Finished) -> Finished:
    notes = tuple(map(what_is_said, finished.notes))
    return replace(finished, response=what_is_said(finished.response), notes=notes)


def _path(folder: RoundFolder, name: ResponseName) -> Path:
    make = folder.draft if name.kind == "draft" else folder.finished
    return make(name.response, name.second)


_NOTE_TEXTS = ("revision", "round", "bank", "item", "response", "text")
_SHARINGS = ("room", "facilitator")


@dataclass(frozen=True, slots=True)
class FinishedFile:
    """The contents of a finished response's file; `mark` is the mark of the draft that was finished."""

    finished: Finished
    mark: str


def read_finished_of(round_id: str, response: str) -> Callable[[Tables], FinishedFile]:
    """Return the function that reads this response from its file's tables; it raises NoRecord where they lack it."""

    def fits(file: FinishedFile) -> bool:
        return (file.finished.response.round, file.finished.response.id) == (round_id, response)

    return lambda tables: expected(read_finished(tables), fits)


def read_draft_of(round_id: str, response: str) -> Callable[[Tables], Draft]:
    """Return the function that reads this draft from its file's tables; it raises NoRecord where they lack it."""

    def fits(draft: Draft) -> bool:
        return (draft.round, draft.response) == (round_id, response)

    return lambda tables: expected(read_draft(tables), fits)


def finished_tables(file: FinishedFile) -> Tables:
    """Write a finished response as the tables of its file."""
    finished = file.finished
    key = finished.response.id
    return {
        "response": {key: _response_document(finished.response)},
        "notes": {note.id: without_field(asdict(note), "id") for note in finished.notes},
        "withdrawn": withdrawn_tables(finished.withdrawn)["withdrawn"],
        "kept": {key: {"words": finished.words, "mark": file.mark}},
    }


def read_finished(tables: Tables) -> FinishedFile:
    """Read a finished response from the tables of its file.

    Raises:
        NoRecord: they hold none.
    """
    key, values = DocumentReader.only(tables, "response")
    _, marks = DocumentReader.only(tables, "kept")
    notes = tuple(_note(note_id, DocumentReader(note)) for note_id, note in sorted(tables.get("notes", {}).items()))
    finished = Finished(_response(key, values), notes, read_withdrawn(tables), marks.text("words"))
    return FinishedFile(finished, marks.text("mark"))


def draft_tables(draft: Draft) -> Tables:
    """Write a draft as the tables of its file."""
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
    """Read the mark of a draft from the tables of its file.

    Raises:
        NoRecord: they hold none.
    """
    return DocumentReader.only(tables, "draft")[1].text("mark")


def read_draft(tables: Tables) -> Draft:
    """Read a draft from the tables of its file.

    Raises:
        NoRecord: they hold none.
    """
    key, values = DocumentReader.only(tables, "draft")
    earlier = values.document_or_none("based_on")
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


def _response_document(response: Response) -> Fields:
    return {
        "revision": response.revision,
        "replaces": list(response.replaces),
        "round": response.round,
        "perspective": response.perspective,
        "code": response.code,
        "wording": response.wording,
        "answers": [[answer.bank, answer.item, answer.edition, answer.answer] for answer in response.answers],
    }


def _response(key: str, values: DocumentReader) -> Response:
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
    # Many people give the same few answers, so each different answer is made and checked once.
    match bank, item, edition, answer:
        case str(), str(), int(), str():
            return Answer(bank, item, edition, answer)
    raise NoRecord("answers")


def _note(key: str, values: DocumentReader) -> Note:
    sharing = cast("Sharing", values.one_of("sharing", _SHARINGS))
    texts = {name: values.text(name) for name in _NOTE_TEXTS}
    return Note(id=key, replaces=values.texts("replaces"), sharing=sharing, **texts)


def _draft_note(bank: str, item: str, note_id: str, text: str, sharing: str) -> DraftNote:
    if sharing not in _SHARINGS:
        raise NoRecord("sharing")
    return DraftNote((bank, item), note_id, text, cast("Sharing", sharing))
