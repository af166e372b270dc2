"""Writes a file about one reflection for people who work in a face, and says where it is and what to do with it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from coreflect.core.banks.bank import STANDARD
from coreflect.core.texts import home as texts
from coreflect.core.texts.answers_file import SEND_IT
from coreflect.core.texts.packages import export_written, invitation_written
from coreflect.core.texts.paper import KEEP_SHEETS_SAFE, slips_printed, to_print
from coreflect.services.all_records import AllRecords

if TYPE_CHECKING:
    from coreflect.core.model import Reflection
    from coreflect.services.app import Services


REPORT, AGREED_REPORT = "report", "agreed-report"


class Written(NamedTuple):
    """A file that was written: its title, what to say about it, and its whole path, empty where none was written.

    `is_page` says that people look at it, in a browser or a table, rather than hand it over; `is_draft` that it is a
    report which the group has not read yet.
    """

    title: str
    lines: tuple[str, ...]
    path: str = ""
    is_page: bool = False
    is_draft: bool = False


def write(services: Services, reflection: Reflection, what: str) -> Written:
    """Write the file that a `Doing` of this name writes.

    Raises:
        CoreflectError: it cannot be written; nothing was.
    """
    if what == "invite":
        path = services.packages.write_invitation(reflection)
        return Written(texts.INVITATION_TITLE, invitation_written(path), path)
    if what == "export":
        turnout = services.workspace.turnout(reflection.id)
        if not turnout.finished:
            return Written(texts.HAND_OVER_TITLE, (texts.NOTHING_TO_EXPORT,))
        path = services.packages.write_export(reflection)
        return Written(texts.HAND_OVER_TITLE, export_written(path, turnout, reflection), path)
    if what in (REPORT, AGREED_REPORT):
        from coreflect.services.reports import report_on  # and pandas with it

        is_agreed = what == AGREED_REPORT
        path = _whole(report_on(services, reflection, is_agreed=is_agreed).path)
        lines = (texts.report_written(path), texts.REPORT_AGREED if is_agreed else texts.REPORT_IS_DRAFT)
        return Written(texts.REPORT_TITLE, lines, path, is_page=True, is_draft=not is_agreed)
    if what == "workbook":
        from coreflect.services.comparisons import write_workbook  # and pandas with it

        path = str(write_workbook(AllRecords(services.workspace).merged(), services.workspace.releases))
        return Written(texts.WORKBOOK_TITLE, (texts.workbook_written(path),), path, is_page=True)
    from coreflect.services.printing import write_questions, write_slips

    if what == "slips":
        path = _whole(write_slips(reflection))
        return Written(texts.PAPER_TITLE, (to_print(path), slips_printed()), path, is_page=True)
    path = _whole(write_questions(services, reflection, wording=STANDARD, large=False, cards=False, output=None))
    return Written(texts.PAPER_TITLE, (to_print(path), SEND_IT, KEEP_SHEETS_SAFE), path, is_page=True)


def _whole(path: str) -> str:
    return str(Path(path).resolve())
