"""Lists the non-answers, perspectives, sides and kinds of help, each with the words that people read."""

from __future__ import annotations

from typing import NamedTuple

from coreflect.core.banks.bank import EASIER


class NonAnswer(NamedTuple):
    """An answer that is not a level; it is counted separately from the levels."""

    code: str
    key: str
    label: str
    help: str
    easier_label: str
    easier_help: str

    def say(self, wording: str) -> str:
        """Return the label in this wording."""
        return self.easier_label if wording == EASIER else self.label

    def explain(self, wording: str) -> str:
        """Say in this wording when it is the answer to give."""
        return self.easier_help if wording == EASIER else self.help


NOT_SURE = NonAnswer("not-sure", "n", "Not sure", "I can't tell from where I stand.", "I don't know", "I can't tell.")
NOT_APPLICABLE = NonAnswer(
    "not-applicable",
    "x",
    "Doesn't apply here",
    "It is not part of what we do. If it ought to happen and does not, choose the first answer.",
    "This is not about us",
    "We don't do this. If we should, and don't, choose the first answer.",
)
RATHER_NOT_SAY = NonAnswer(
    "rather-not-say",
    "r",
    "Rather not say",
    "I'd sooner keep this to myself.",
    "I don't want to say",
    "I want to keep this to myself.",
)
LEFT_BLANK = NonAnswer("skipped", "s", "Left blank", "", "Left blank", "")

OFFERED = (NOT_SURE, NOT_APPLICABLE, RATHER_NOT_SAY)
"""The non-answers that a person can choose. Going on without an answer counts as LEFT_BLANK."""
NON_ANSWERS = (*OFFERED, LEFT_BLANK)
NON_ANSWER_CODES = frozenset(non_answer.code for non_answer in NON_ANSWERS)


class Perspective(NamedTuple):
    """The role in which a person answers. A person has exactly one, because a rare combination could identify them."""

    code: str
    sentence: str
    name: str
    side: str


LIVED = "lived"
PAID = "paid"
EVERYONE_ELSE = "everyone-else"
NO_SIDE = ""
EVERYONE = "everyone"
SHOW_OF_HANDS = "show-of-hands"

SIDES = (LIVED, PAID)
"""The two sides, lived experience first. Who would rather not say is on neither, and counts in everyone alone."""
SIDES_BEFORE = (EVERYONE_ELSE, PAID)
"""The two sides of a round that was revealed before there were these: it keeps them for ever. Nobody is left over."""
EVERY_SIDE = (LIVED, EVERYONE_ELSE, PAID)
Sides = tuple[str, str]

PERSPECTIVES = (
    Perspective("supported", "I use care or support, or have done", "People who use support", LIVED),
    Perspective("carer", "I care, unpaid, for a relative or friend", "Unpaid carers and family", LIVED),
    Perspective("staff", "I am paid to give support or to work with people", "Staff", PAID),
    Perspective(
        "leader",
        "I manage, lead, plan or pay for support (also elected members)",
        "Leaders and commissioners",
        PAID,
    ),
    Perspective(
        "other",
        "I am here in another way, such as volunteer, advocate or neighbour",
        "Here in another way",
        LIVED,
    ),
    Perspective("not-said", "I'd rather not say", "Not said", NO_SIDE),
)
NOT_SAID = "not-said"
"""The perspective of somebody who gives none."""
SIDE_OF = {perspective.code: perspective.side for perspective in PERSPECTIVES}


def is_on(side: str, of_person: str) -> bool:
    """Whether a person is on a side, of those of now or of before; takes the side of their perspective."""
    return of_person != PAID if side == EVERYONE_ELSE else of_person == side


GROUP_NAMES = {
    EVERYONE: "Everyone",
    LIVED: "People who use support, carers and others",
    EVERYONE_ELSE: "Everyone else",
    PAID: "Staff and leaders",
    SHOW_OF_HANDS: "Show of hands",
    **{perspective.code: perspective.name for perspective in PERSPECTIVES},
}

HELPED = {"chosen": "Yes, someone I chose", "paid": "Yes, someone who is paid here"}
"""Kinds of help with answering. Only the number of people who had help is stored, for the whole round."""
