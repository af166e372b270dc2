"""One reflection for whoever runs it: its facts read back, and what can be done with it; nobody's answers."""

from __future__ import annotations

from collections.abc import Sequence

from coreflect.core.errors import CoreflectError
from coreflect.core.model import Round
from coreflect.core.ports import Desk
from coreflect.core.responses import questions
from coreflect.core.sentences import read_back, smallest_group_line, turnout_line, what_is_asked
from coreflect.tui.screens.choice_card import CLOSE, ChoiceCard
from coreflect.tui.screens.exporting import export_card, invitation_card
from coreflect.tui.widgets.pointed_list import Line

ANSWER, INVITE, EXPORT, MEETING = "answer", "invite", "export", "meeting"


class RoundCard(ChoiceCard):
    """The card of one reflection; gives `answer` where people are to answer now, `meeting`, or else an empty text."""

    def __init__(self, desk: Desk, facts: Round, *, is_new: bool = False) -> None:
        title = "It is set up" if is_new else f"{facts.team_name} · {facts.about}"
        super().__init__(title, _said(desk, facts), _choices(facts, is_new=is_new))
        self._desk = desk
        self._facts = facts

    def chosen(self, answer: str) -> None:
        """Write a file and stay, or close with the answer."""
        if answer == INVITE:
            self.app.push_screen(invitation_card(self._desk, self._facts))
        elif answer == EXPORT:
            self.app.push_screen(export_card(self._desk, self._facts))
        else:
            super().chosen(answer)


def _said(desk: Desk, facts: Round) -> Sequence[str]:
    try:
        banks = desk.workspace.banks(facts.id)
        turnout = desk.workspace.turnout(facts.id)
    except CoreflectError as error:
        return (str(error),)
    return (
        read_back(facts, len(questions(facts, banks))),
        " · ".join(what_is_asked(facts, banks)),
        smallest_group_line(facts),
        f"{turnout_line(turnout)}.",
    )


def _choices(facts: Round, *, is_new: bool) -> Sequence[Line]:
    export = Line(EXPORT, f"Write the answers to hand over to {facts.contact}")
    return (
        Line(ANSWER, "Answer on this laptop"),
        Line(INVITE, "Write the invitation for other laptops"),
        *(() if is_new else (export,)),
        Line(MEETING, "The meeting"),
        Line(CLOSE, "Close"),
    )
