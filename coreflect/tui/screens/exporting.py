"""Files that travel are written here and named in full, with what they hold and what they cannot hide."""

from __future__ import annotations

from coreflect.core.errors import CoreflectError
from coreflect.core.handing_over import export_written, invitation_written
from coreflect.core.model import Round
from coreflect.core.ports import Desk
from coreflect.tui.screens.choice_card import ChoiceCard, fault_card

NOTHING_TO_EXPORT = "Nobody has finished yet, so there is nothing to hand over."


def invitation_card(desk: Desk, facts: Round) -> ChoiceCard:
    """Write the invitation for the other laptops; returns the card that says where it is, or what went wrong."""
    try:
        return ChoiceCard("For the other laptops", invitation_written(desk.post.write_invitation(facts)))
    except CoreflectError as error:
        return fault_card(error)


def export_card(desk: Desk, facts: Round) -> ChoiceCard:
    """Write the finished answers of a reflection; returns the card that says where they are, or what went wrong."""
    try:
        turnout = desk.workspace.turnout(facts.id)
        if not turnout.finished:
            return ChoiceCard("Hand over the answers", (NOTHING_TO_EXPORT,))
        return ChoiceCard("Hand over the answers", export_written(desk.post.write_export(facts), turnout, facts))
    except CoreflectError as error:
        return fault_card(error)
