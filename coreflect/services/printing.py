"""Prints the questions of a reflection on paper, cards for a show of hands, and slips for two words.

Come here for what is written to be printed; what people then filled in is keyed by `paper_sheets`.
"""

from __future__ import annotations

from coreflect.core.banks.bank import offered_wordings
from coreflect.core.errors import Misuse
from coreflect.core.model import Reflection
from coreflect.core.texts import paper as texts
from coreflect.reporting.paper import cards_html, paper_html, slips_html
from coreflect.services.app import Services
from coreflect.services.output import check_ending, exports_folder, write_file
from coreflect.workspace.ids import RETURN_WORDS


def write_questions(
    services: Services, reflection: Reflection, *, wording: str, large: bool, cards: bool, output: str | None
) -> str:
    """Write the page of `print_questions` to a file, in the folder `exports` if none is named; returns its name.

    Raises:
        Misuse: the questions are not in this wording, or the file cannot have this name.
        NotSaved: it did not reach the disk.
    """
    check_ending(output, ".html", ".htm")
    page = print_questions(services, reflection, wording=wording, large=large, cards=cards)
    path = output or str(exports_folder() / f"{reflection.id}-{'cards' if cards else 'paper'}.html")
    write_file(path, page.encode())
    return path


def write_slips(reflection: Reflection) -> str:
    """Write a page of slips for people's two words into the folder for exports; returns its name.

    Raises:
        NotSaved: it did not reach the disk.
    """
    path = str(exports_folder() / f"{reflection.id}-slips.html")
    write_file(path, slips_html(reflection).encode())
    return path


def print_questions(services: Services, reflection: Reflection, *, wording: str, large: bool, cards: bool) -> str:
    """Make a page of HTML to print: the questions of a reflection, or its `cards` for a show of hands.

    Raises:
        Misuse: the questions are not in this wording.
    """
    banks = services.workspace.banks(reflection.id)
    offered = [name for name, _ in offered_wordings(banks)]
    if wording not in offered:
        raise Misuse(texts.not_in_wording(wording), texts.wordings_offered(offered))
    if cards:
        return cards_html(reflection, banks, wording=wording, large=large)
    place = services.workspace.place()
    return paper_html(reflection, banks, place, wording=wording, large=large, words=RETURN_WORDS)
