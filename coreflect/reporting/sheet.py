"""Makes what the sheet shows as a form on a screen: each text in every wording, and what its script knows.

The printed sheet and the form are one page: paper shows the one, a screen the other. Nothing in it is loaded or sent.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from markupsafe import Markup

from coreflect.core.answers import OFFERED, PERSPECTIVES
from coreflect.core.banks.bank import EASIER, STANDARD, Bank, offered_wordings
from coreflect.core.banks.bank import Level as ScaleLevel
from coreflect.core.model import Reflection
from coreflect.core.names import shown
from coreflect.core.reflections.answers_file import LONGEST_NOTE
from coreflect.core.reflections.responses import Question
from coreflect.core.texts import answering, paper
from coreflect.core.texts import answers_file as texts
from coreflect.core.texts.words import ended, spoken_date, with_period


class Said(NamedTuple):
    """A text in one wording; `wording` is empty where all wordings say the same, and `language` unless it is one."""

    wording: str
    language: str
    text: str
    hidden: bool


class Level(NamedTuple):
    """A level of a question, with the example that stands beside it, if there is one."""

    id: str
    label: list[Said]
    meaning: list[Said]
    example: list[Said]


class Asked(NamedTuple):
    """A question of the form."""

    stem: list[Said]
    text: list[Said]
    levels: list[Level]


class BankIntro(NamedTuple):
    """What stands above the first part of a bank; `about` is empty where the whole sheet is about the same."""

    title: list[Said]
    about: list[Said]
    intro: list[Said]
    quoted: list[Said]


class Part(NamedTuple):
    """A part of the form: the questions of a section, with their numbers."""

    title: list[Said]
    bank: BankIntro | None
    asked: list[tuple[int, Asked]]


def _in(wording: str, text: str, *, hidden: bool = False) -> Said:
    return Said(wording, "" if wording in (STANDARD, EASIER) else wording, text, hidden)


def _label(level: ScaleLevel, wording: str) -> str:
    label = level.label.say(wording)
    return ended(label) if level.meaning.say(wording) else label


class Form:
    """The form of one reflection; `wording` is shown first, or, `alone`, is the one in which it is written."""

    def __init__(self, reflection: Reflection, asked: Sequence[Question], wording: str, *, alone: bool = False) -> None:
        """Takes the reflection and its questions."""
        self._reflection = reflection
        self._asked = asked
        self._wording = wording
        self._alone = alone
        self._banks = tuple({question.bank.id: question.bank for question in asked}.values())
        self._wordings = offered_wordings(self._banks)

    def values(self) -> dict[str, object]:
        """Give what the template of the form shows."""
        reflection = self._reflection
        return {
            "printed": paper,
            "texts": texts,
            "answering": answering,
            "team": reflection.team_name,
            "date": spoken_date(reflection.date),
            "about": self._about(self._banks),
            "welcome": texts.screen_welcome(reflection, len(self._asked), self._banks),
            "about_words": answering.return_words_given("")[1:],
            "wordings": self._wordings,
            "wording": self._wording,
            "perspectives": PERSPECTIVES,
            "helpers": answering.HELPER_ANSWERS,
            "readers": answering.note_readers(reflection),
            "offered": [Level(each.code, self._said(each.say), [], []) for each in OFFERED],
            "longest_note": LONGEST_NOTE,
            "parts": self._parts(),
        }

    def data(self, words: Sequence[str]) -> Markup:
        """Write what the script knows as JSON that can stand in a page; takes the words of which it chooses two."""
        value = {
            "round": self._reflection.id,
            "wording": self._wording,
            "words": list(words),
            "texts": texts.IN_THE_SCRIPT,
            "questions": [
                {"bank": question.bank.id, "item": question.item.id, "edition": question.item.edition}
                for question in self._asked
            ],
        }
        return Markup(json.dumps(value).replace("<", "\\u003c"))  # noqa: S704 - it ends no element

    def _parts(self) -> list[Part]:
        parts: list[Part] = []
        before: Question | None = None
        for number, question in enumerate(self._asked, 1):
            is_new_bank = before is None or question.bank.id != before.bank.id
            if is_new_bank or before is None or question.section.id != before.section.id:
                intro = self._intro(question.bank) if is_new_bank else None
                parts.append(Part(self._said(question.section.title.say), intro, []))
            parts[-1].asked.append((number, self._question(question)))
            before = question
        return parts

    def _intro(self, bank: Bank) -> BankIntro:
        about = self._about((bank,))
        return BankIntro(
            self._said(bank.title.say),
            about if about != self._about(self._banks) else [],
            self._said(bank.intro.say),
            self._said(lambda wording: answering.quoted_from(bank, wording)),
        )

    def _about(self, banks: Sequence[Bank]) -> list[Said]:
        return self._said(lambda wording: answering.about_and_period(self._reflection, banks, wording))

    def _question(self, question: Question) -> Asked:
        item, levels = question.item, question.scale.levels
        examples = {levels[0].id: item.lowest, levels[-1].id: item.highest}
        return Asked(
            self._said(lambda wording: with_period(question.bank.stem.say(wording), self._reflection.period)),
            self._said(item.text.say),
            [
                Level(
                    level.id,
                    self._said(partial(_label, level)),
                    self._said(level.meaning.say),
                    self._said(examples[level.id].say) if level.id in examples else [],
                )
                for level in levels
            ],
        )

    def _said(self, say: Callable[[str], str]) -> list[Said]:
        """Say a text in every wording that is offered; once where all say the same, and not at all where none does."""
        if self._alone:
            text = shown(say(self._wording))
            return [_in(self._wording, text)] if text else []
        said = [(wording, shown(say(wording))) for wording, _ in self._wordings]
        if len({text for _, text in said}) == 1:
            return [Said("", "", said[0][1], hidden=False)] if said[0][1] else []
        return [_in(wording, text, hidden=wording != self._wording) for wording, text in said]
