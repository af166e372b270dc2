"""What only people can decide before files are brought together: one thing a page, and leaving it is always there."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from coreflect.core import bringing_questions as questions
from coreflect.core import bringing_sentences as sentences
from coreflect.core.bringing import Alike, SeenFile, TwoVersions
from coreflect.tui.screens.choice_card import ChoiceCard
from coreflect.tui.screens.choosing import ChoicePage
from coreflect.tui.widgets.choice_list import ChoiceList, Row
from coreflect.tui.widgets.pointed_list import Line

GO_ON = "go-on"


def refused_said(refused: tuple[SeenFile, ...]) -> tuple[str, ...]:
    """Each of these files and why it cannot be used."""
    return tuple(sentences.file_said(one) for one in refused)


class RefusedCard(ChoiceCard):
    """Every file that cannot be used, and why; gives GO_ON where the others are to be brought in without them."""

    def __init__(self, refused: tuple[SeenFile, ...]) -> None:
        answers = [Line(answer, words) for answer, words in questions.REFUSED_ANSWERS]
        title = f"{questions.refused_title(len(refused))}. {questions.REFUSED_QUESTION}"
        super().__init__(title, refused_said(refused), answers)


class AlikePage(ChoicePage):
    """Two names that look alike; gives yes, no, no to all that follow, or BACK."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(0)", show=False),
        Binding("n", "answer(1)", show=False),
    ]

    def __init__(self, one: Alike, left: int, chosen: str) -> None:
        """Takes the names, how many pairs follow, and what was said to these before."""
        first, second = questions.alike_names(one)
        texts = (first, second, questions.alike_means(one), questions.NOTHING_JOINED)
        super().__init__(
            questions.alike_question(one), questions.alike_answers(left), texts=texts, chosen=chosen, closes=True
        )

    def action_answer(self, index: int) -> None:
        self.query_one(ChoiceList).action_choose(index)


class VersionsPage(ChoicePage):
    """A record in two versions or more; gives the revision that holds, LEAVE, LEAVE_ALL, or BACK."""

    def __init__(self, one: TwoVersions, number: int, of: int, chosen: str) -> None:
        """Takes the record, which of how many it is, and what was chosen before."""
        self._versions = one.versions
        leaving = questions.leave_answers(of - number)
        answers = (*((each.revision, questions.version_name(each)) for each in one.versions), *leaving)
        super().__init__(
            questions.versions_title(number, of),
            answers,
            texts=(questions.called(one), questions.WHICH_HOLDS),
            chosen=chosen,
            closes=True,
        )

    def rows(self) -> list[Row]:
        """Each version with what it alone says under it."""
        rows = super().rows()
        return [
            Row(row.key, row.label, questions.version_says(self._versions[number]))
            if number < len(self._versions)
            else row
            for number, row in enumerate(rows)
        ]
