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

    def say(self, wording: str) -> str:
        """Return the label in this wording."""
        return self.easier_label if wording == EASIER else self.label


NOT_SURE = NonAnswer("not-sure", "n", "Not sure", "I can't tell from where I stand.", "I don't know")
NOT_APPLICABLE = NonAnswer(
    "not-applicable",
    "x",
    "Doesn't apply here",
    "It is no part of what we do. If it ought to happen and does not, choose the first answer.",
    "This is not about us",
)
RATHER_NOT_SAY = NonAnswer(
    "rather-not-say", "r", "Rather not say", "I'd sooner keep this to myself.", "I don't want to say"
)
LEFT_BLANK = NonAnswer("skipped", "s", "Left blank", "", "Left blank")

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


PAID = "paid"
EVERYONE_ELSE = "everyone-else"
EVERYONE = "everyone"
SHOW_OF_HANDS = "show-of-hands"

SIDES = (EVERYONE_ELSE, PAID)
"""The two sides: people who are paid or elected, and everyone else. Each person is on one of them."""

PERSPECTIVES = (
    Perspective("supported", "I use care or support, or have done", "People who use support", EVERYONE_ELSE),
    Perspective("carer", "I care, unpaid, for a relative or friend", "Unpaid carers and family", EVERYONE_ELSE),
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
        EVERYONE_ELSE,
    ),
    Perspective("not-said", "I'd rather not say", "Not said", EVERYONE_ELSE),
)
SIDE_OF = {perspective.code: perspective.side for perspective in PERSPECTIVES}

GROUP_NAMES = {
    EVERYONE: "Everyone",
    EVERYONE_ELSE: "Everyone else",
    PAID: "Staff, leaders and commissioners",
    SHOW_OF_HANDS: "Show of hands",
    **{perspective.code: perspective.name for perspective in PERSPECTIVES},
}

HELPED = {"chosen": "Yes, someone I chose", "paid": "Yes, someone who is paid here"}
"""Kinds of help with answering. Only the number of people who had help is stored, for the whole round."""
