"""Models one person's way through the questions, for both faces: each step returns a new walkthrough.

A face shows the walkthrough's question, passes each choice to one of its methods, and saves the new draft before it
shows the answer as kept. Moving between questions never changes an answer.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from coreflect.core.answers import LEFT_BLANK, OFFERED
from coreflect.core.banks.bank import Bank, Section, offered_wordings
from coreflect.core.model import Sharing
from coreflect.core.reflections.responses import Draft, DraftNote, Question, QuestionKey

_OFFERED_CODES = frozenset(non_answer.code for non_answer in OFFERED)


class Part(NamedTuple):
    """The questions of one section, and how many of them are answered."""

    section: Section
    questions: int
    answered: int


@dataclass(frozen=True, slots=True)
class Walkthrough:
    """A person's place in a reflection's questions, with the draft of the person's answers.

    `asked` is never empty. `introduced` holds the ids of the banks whose introduction was shown in this sitting.
    """

    asked: tuple[Question, ...]
    draft: Draft
    introduced: frozenset[str] = frozenset()

    @property
    def at(self) -> int:
        """The index of the current question."""
        return min(self.draft.at, len(self.asked) - 1)

    @property
    def question(self) -> Question:
        return self.asked[self.at]

    @property
    def wording(self) -> str:
        return self.draft.wording

    @property
    def chosen(self) -> str | None:
        """The level or non-answer chosen at the current question; None where there is none or it was left blank."""
        choice = self.draft.choice(self.question.key)
        return None if choice == LEFT_BLANK.code else choice

    @property
    def was_left_blank(self) -> bool:
        return self.draft.choice(self.question.key) == LEFT_BLANK.code

    @property
    def note(self) -> DraftNote | None:
        return self.draft.note(self.question.key)

    @property
    def introduction(self) -> Bank | None:
        """The bank to introduce before the current question; None where that was done in this sitting."""
        bank = self.question.bank
        return None if bank.id in self.introduced else bank

    @property
    def is_last(self) -> bool:
        return self.at == len(self.asked) - 1

    @property
    def can_go_on(self) -> bool:
        """Whether Enter goes to the next question: only once something is chosen."""
        return self.chosen is not None

    @property
    def can_go_forward(self) -> bool:
        """Whether the right arrow goes to the next question: only from one that was answered or left blank."""
        return not self.is_last and self.draft.choice(self.question.key) is not None

    @property
    def answered(self) -> int:
        """How many questions have an answer, including chosen non-answers."""
        return sum(self.answer_at(index) is not None for index in range(len(self.asked)))

    @property
    def blanks(self) -> tuple[int, ...]:
        """The indexes of all questions without an answer."""
        return tuple(index for index in range(len(self.asked)) if self.answer_at(index) is None)

    @property
    def parts(self) -> tuple[Part, ...]:
        """The sections in the order in which they are asked, with how far each is."""
        chosen = dict(self.draft.choices)
        answered = [(question.section, chosen.get(question.key, LEFT_BLANK.code)) for question in self.asked]
        return tuple(
            Part(section, len(answers), sum(answer != LEFT_BLANK.code for answer in answers))
            for section, asked in groupby(answered, key=itemgetter(0))
            for answers in ([answer for _, answer in asked],)
        )

    def answer_at(self, index: int) -> str | None:
        """Return what was chosen at the question with this index, or None."""
        choice = self.draft.choice(self.asked[index].key)
        return None if choice == LEFT_BLANK.code else choice

    def wordings(self) -> tuple[tuple[str, str], ...]:
        """List (id, name) of each wording that all banks asked here offer."""
        return offered_wordings({question.bank.id: question.bank for question in self.asked}.values())

    def next_wording(self) -> Walkthrough:
        """Switch to the next wording; after the last comes the first."""
        ids = [wording for wording, _ in self.wordings()]
        at = ids.index(self.wording) if self.wording in ids else -1
        return self._with(wording=ids[(at + 1) % len(ids)])

    def in_wording(self, wording: str) -> Walkthrough:
        """Switch to this wording."""
        return self._with(wording=wording)

    def from_perspective(self, perspective: str) -> Walkthrough:
        """Set the person's perspective."""
        return self._with(perspective=perspective)

    def introduce(self) -> Walkthrough:
        """Mark the introduction of the current question's bank as shown."""
        return replace(self, introduced=self.introduced | {self.question.bank.id})

    def choose(self, answer: str) -> Walkthrough:
        """Choose a level's id or a non-answer's code; choosing the same non-answer again removes it.

        Raises:
            ValueError: the answer is neither a level of this question's scale nor a non-answer that is offered.
        """
        if answer not in _OFFERED_CODES and answer not in self.question.scale.level_ids:
            raise ValueError(answer)
        if answer in _OFFERED_CODES and self.chosen == answer:
            return self._choice(None)
        return self._choice(answer)

    def choose_level(self, number: int) -> Walkthrough | None:
        """Choose the level with this number, counted from 1; None where the scale has no such level."""
        levels = self.question.scale.level_ids
        return self.choose(levels[number - 1]) if 1 <= number <= len(levels) else None

    def leave_blank(self) -> Walkthrough:
        """Leave the current question blank on purpose, and remove what was chosen."""
        return self._choice(LEFT_BLANK.code)

    def forward(self) -> Walkthrough:
        """Go to the next question; stay at the last one."""
        return self.jump(self.at + 1)

    def back(self) -> Walkthrough:
        """Go to the question before; stay at the first one."""
        return self.jump(self.at - 1)

    def jump(self, index: int) -> Walkthrough:
        """Go to the question with this index, or the nearest one that exists."""
        index = max(0, min(index, len(self.asked) - 1))
        return self._with(at=index, reached=max(index, self.draft.reached))

    def noted(self, text: str, sharing: Sharing, note_id: str) -> Walkthrough:
        """Write or change the note on the current question; an empty text removes it.

        `note_id` becomes the id of a new note; an existing note keeps its id.
        """
        key = self.question.key
        before = self.note
        others = tuple(note for note in self.draft.notes if note.key != key)
        if not text.strip():
            return self._with(notes=others)
        written = DraftNote(key, before.id if before else note_id, text, sharing)
        return self._with(notes=(*others, written))

    def coded(self, code: str) -> Walkthrough:
        """Set the person's pairing code; empty for none."""
        return self._with(code=code)

    def saved(self, draft: Draft) -> Walkthrough:
        """Replace the draft by the one that the workspace saved."""
        return replace(self, draft=draft)

    def _choice(self, answer: str | None) -> Walkthrough:
        key: QuestionKey = self.question.key
        others = tuple(choice for choice in self.draft.choices if choice[0] != key)
        return self._with(choices=others if answer is None else (*others, (key, answer)))

    def _with(self, **changes: object) -> Walkthrough:
        return replace(self, draft=replace(self.draft, **changes))  # type: ignore[arg-type]
