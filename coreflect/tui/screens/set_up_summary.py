"""The card that reads a set-up back; nothing is kept before somebody says that it is right."""

from __future__ import annotations

from collections.abc import Sequence

from coreflect.core.bank import ShelvedBank
from coreflect.core.kept import Place
from coreflect.core.model import Round
from coreflect.core.set_up import Typed
from coreflect.core.set_up_summary import summary
from coreflect.tui.screens.choice_card import ChoiceCard
from coreflect.tui.widgets.pointed_list import Line

KEEP, CHANGE = "keep", "change"
CHOICES = (Line(KEEP, "Yes, set it up"), Line(CHANGE, "Change something"))


def summary_card(facts: Round, typed: Typed, shelf: Sequence[ShelvedBank], place: Place) -> ChoiceCard:
    """The card for a round as it would be kept; gives `keep` where it is right."""
    return ChoiceCard("Is this right?", summary(facts, typed, shelf, place), CHOICES)
