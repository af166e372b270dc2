"""Takes out all answers and notes of a reflection, for both faces and for `rounds forget`.

People first read what goes and what stays, and nothing goes before they have typed the words that confirm it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coreflect.core.errors import Misuse
from coreflect.core.names import shown
from coreflect.core.reflections.rounds import confirms_forgetting
from coreflect.core.texts import home as texts
from coreflect.services.shown_counts import store_before_forgetting

if TYPE_CHECKING:
    from coreflect.core.model import Reflection
    from coreflect.services.app import Services


def check_takes_answers(services: Services, reflection: Reflection) -> Reflection:
    """Give back a reflection that takes answers.

    Raises:
        Misuse: all its answers were taken out.
    """
    if services.workspace.is_forgotten(reflection.id):
        raise Misuse(texts.NO_NEW_ONES, texts.WHAT_STAYS)
    return reflection


def before_forgetting(services: Services, reflection: Reflection, *, counts_too: bool = False) -> tuple[str, ...]:
    """The lines to read before: what goes, what stays, and which copies cannot be called back.

    Raises:
        CoreflectError: what was handed over cannot be read.
    """
    begun = services.results.turnout(reflection.id).begun
    copies = services.workspace.copies(reflection.id)
    stays = texts.THE_COUNTS_GO if counts_too else texts.THE_COUNTS_STAY
    counts = stays if has_shown_counts(services, reflection) else ""
    return texts.before_forgetting(reflection, begun, copies, counts)


def check_meant(typed: str, reflection: Reflection) -> None:
    """Check that a person has typed the team's name, or the word that stands for it.

    Raises:
        Misuse: something else was typed.
    """
    if not confirms_forgetting(typed, reflection):
        raise Misuse(texts.NOT_MEANT, f"{texts.TYPE_IT} The name is {shown(reflection.team_name)}.")


def forget(services: Services, reflection: Reflection, *, counts_too: bool = False) -> tuple[str, ...]:
    """Take all answers and notes out, and return the lines to read afterwards.

    The counts that were shown stay, unless they are to go too.

    Raises:
        CoreflectError: they could not all be taken out.
    """
    from coreflect.services.output import sweep_exports  # the home page loads this module for its words alone

    if not counts_too:
        store_before_forgetting(services.workspace, reflection.id)
    services.workspace.forget(reflection.id, counts_too=counts_too)
    sweep_exports()
    return (*texts.forgotten_now(services.workspace.faults()), *_counts_stay(services, reflection))


def has_shown_counts(services: Services, reflection: Reflection) -> bool:
    """Whether the counts that a reflection showed are stored here, so that they can be looked at without answers."""
    return bool(services.workspace.shown_counts(reflection.id))


def _counts_stay(services: Services, reflection: Reflection) -> tuple[str, ...]:
    return (texts.THE_COUNTS_STAY,) if has_shown_counts(services, reflection) else ()


def what_stays(services: Services, reflection: Reflection) -> tuple[str, ...]:
    """The lines on what is kept of a reflection whose answers were taken out: where its room stands.

    Raises:
        CoreflectError: its questions or its room cannot be read.
    """
    from coreflect.reporting.results_text import position_lines  # the home page loads this module for its words alone

    banks = services.workspace.banks(reflection.id)
    return (
        texts.ALREADY_TAKEN_OUT,
        *_counts_stay(services, reflection),
        *position_lines(services.workspace.room(reflection.id), banks),
    )
