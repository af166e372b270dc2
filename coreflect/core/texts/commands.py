"""The sentences that one command alone says: what it wrote, and why it cannot do what was typed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from coreflect.core.names import quoted, shown
from coreflect.core.reflections.rounds import MOST_LAPTOPS
from coreflect.core.texts.home import NOT_MEANT
from coreflect.core.texts.words import chosen, counted, listed

NEEDS_TERMINAL = "coreflect asks questions, and needs a terminal window to ask them in."
WITHOUT_TERMINAL = (
    "Start it in a terminal. Without one these work: `coreflect demo`, `banks list`, `rounds list`, `results`, "
    "`room ROUND --json`, `actions list`, `export`, `import`, `compare`; `coreflect --help` says more."
)
ADD_YES = "Add --yes if it is meant."

EXCEL_WITHOUT_CSV, ADD_CSV = "--excel is for the CSV.", "Add --csv FILE, or leave --excel out."
JSON_AND_CSV, NAME_CSV_FILE = "JSON and CSV cannot both go to standard output.", "Name a file for the CSV."
NOTHING_TO_UPDATE = "Nothing to update was named."
WHAT_CAN_BE_UPDATED = "`coreflect actions update --help` shows what can be."

BOTH_NAMED, NAME_ONE = "Both a reflection and a file were named.", "Name one of them."
NOT_TAKEN_OUT_UNASKED = "Nothing was removed: nobody can be asked here."
TAKE_OUT = "Remove your answers and notes? They will not come back"
NO_WORDS = "The two words are missing."
HOW_TO_TYPE_WORDS = "Type them after the command, or `-` to read them from a pipe."
TYPE_WORDS = "Your two words"

DEMO_NEEDS_FOLDER = "`demo` writes several files, so it needs a folder.", "Name one, or leave it out."
APP_WRITES_NOTHING = "With --app and --plain nothing is written, so no folder can be named.", "Leave the folder out."
COMPARE_NEEDS_FOLDER = (
    "`compare` writes two files, so it needs a folder.",
    "Name one; --json writes to standard output.",
)
_FROM_A_BROWSER = "Name it {first}, open that in a browser, and print it to a PDF from there."
_IN_A_WORD_PROCESSOR = "Name it {first}, and open that in your word processor."
_HOW_TO_GET = {".pdf": _FROM_A_BROWSER} | dict.fromkeys((".doc", ".docx", ".odt", ".rtf"), _IN_A_WORD_PROCESSOR)


def not_written_as(ending: str, endings: Sequence[str]) -> tuple[str, str]:
    """Say that nothing is written with such an ending, and how one gets it from what is written."""
    how = _HOW_TO_GET.get(ending.lower(), "") if ".html" in endings else ""
    hint = how.format(first=".html") if how else f"Name it {listed(list(endings), 'or')}."
    return f"This is not written as {shown(ending)}.", hint


NO_WORKBOOK_NAME = "The name of a workbook ends in .xlsx.", "Name it so, as in: --xlsx comparison.xlsx."
EXCEL_WITHOUT_TABLES = "--excel is for the CSV files.", "Add -o DIR, or leave --excel out: the workbook needs none."
ALL_MADE_UP = "All teams and answers here are made up."

EXCEL_WITHOUT_FLAT = "--excel is for the joined CSV.", "Add --flat FILE.csv, or leave --excel out."
COUNTS_ARE_A_PACKAGE = (
    "--counts-only writes an answers file, and --no-actions goes with it.",
    "Leave out --flat, or --no-actions.",
)
TWO_FILES = "Two files cannot both go to standard output.", "Name a file for one of them."
UNDO_ALONE = "--undo goes with no files and no decisions.", "Type `coreflect import --undo` alone."
NOTHING_TO_IMPORT = "There is no file to add.", "Name one, or a folder with some: `coreflect import exports`."
PACKAGE_AND_JSON = "The answers file and the JSON cannot both go to standard output.", "Name a file with -o."

ONE_TEAM_OR_ALL = "Name one reflection, or --team, or --all.", "`coreflect rounds reveal --help` shows examples."
SHOW_THEM = "Show these answers?"
NOTHING_SHOWN = "Nothing was shown."
NOTHING_TO_REVEAL = "There is nothing to show.", "`coreflect rounds list` says how many have finished."
NOT_SHOWN_UNASKED = f"{NOTHING_SHOWN[:-1]}: nobody can be asked here."

FACTS_IN_TWO_VERSIONS = "The set-up of this reflection differs between two laptops."
HOW_TO_DECIDE = "`coreflect import --dry-run` names them, and `coreflect import --keep` decides."

NOT_MEANT_UNASKED = f"{NOT_MEANT[:-1]}: nobody can be asked here."

PHONES_ARE_NOT_MENDED = "--phones mends nothing.", "Leave --mend out, or --phones."
GROUP_WITHOUT_TALLY = "--group says whose hands were counted.", "Add --tally ITEM=3,4,0,1."
HOW_TALLY = "Type a show of hands as ITEM=3,4,0,1: a number for each answer, in order."
HOW_AGREED = "Type what you agreed as ITEM=LEVEL, ITEM=differently or ITEM=not-reached."
HANDS_TOGETHER = "In a reflection without names, hands are counted together.", "Leave --group out."

NO_REFLECTION_YET = "There is no reflection here yet. `coreflect` sets one up; so does `coreflect rounds new`."
FROM_FILES = "It is in files that were added."
IN_FILES = "from added files"
HOW_TO_SET_UP = "`coreflect rounds new --help` shows examples; `coreflect` sets up a reflection step by step."
NOTHING_TO_MEND = "Nothing to correct was named.", "`coreflect rounds mend --help` shows what can be."
HOW_MANY_LAPTOPS = f"--laptops takes a number from 1 to {MOST_LAPTOPS:,}.", "With none at all, answer on paper."
WHERE_IT_STANDS = "What we agreed"


def cannot_be_used(banks: Iterable[str]) -> str:
    """Say which banks cannot be used, and which command says why."""
    return f"Cannot be used: {', '.join(banks)}. `coreflect banks show ID` says why."


def checked(files: int, faults: int, warnings: int) -> str:
    """Say how many files of banks were checked, and how many faults and warnings they have."""
    return f"Checked: {files}. Faults: {faults}. Warnings: {warnings}."


def wrote_actions(file: str, actions: int) -> str:
    """Say that actions are written."""
    return f"Wrote {shown(file)}: {counted(actions, 'action')}."


def written(file: str) -> str:
    """Say that a file of a comparison is written."""
    return f"Written: {shown(file)}"


def wrote_report(file: str, size: int) -> str:
    """Say that a report of so many bytes is written."""
    return f"Wrote {shown(file)}: {size / 1000:,.0f} KB."


def wrote_reports(reports: int, folder: str) -> str:
    """Say that so many reports are written into a folder, one a team."""
    if not reports:
        return "No report was written."
    return f"Wrote {counted(reports, 'report')} into {shown(folder)}, one a team."


def nothing_to_report(teams: int, named: str) -> str:
    """Name the teams that got no report, because nothing of their latest reflection is shown yet."""
    those = f"{counted(teams, 'team')} {chosen(teams, 'has', 'have')} no report"
    return f"{those}, since nothing of their latest reflection is shown: {named}."


def reports_refused(refused: int) -> str:
    """Say how many reports were not written, once each was named with the reason."""
    return f"{counted(refused, 'report')} {chosen(refused, 'was', 'were')} not written."


WHY_REFUSED = (
    "Whoever compares such a report with what was made before could tell what those people said. If that is all right, "
    "use --again."
)
ALL_OR_ONE_TEAM = "--all writes a report on every team.", "Leave out --team and --round, or leave out --all."
AGREED_BY_ONE_GROUP = (
    "--agreed-on is the day on which one group read its report.",
    "Leave it out, or write that group's report with --team.",
)
ALL_NEEDS_FOLDER = "--all writes a file a team, so it needs a folder.", "Name a folder after -o, or leave -o out."


def wrote_invitation(file: str, name: str) -> tuple[str, ...]:
    """Say that an invitation is written, and how it is opened; `name` is the file's name without its folder."""
    return (
        f"Wrote {shown(file)}: the questions, without answers.",
        f"On each other laptop: coreflect answer --round {shown(name)}",
    )


def look_at_demo(file: str) -> str:
    """Say which file of the demo to look at first."""
    return f"\nLook at {shown(file)} in a spreadsheet."


def delete_old_memory(file: str) -> str:
    """Name a file that an earlier version wrote and that is of no use any more."""
    return f"Delete {shown(file)}: it is not needed any more, and it says whose answers were counted."


def how_to_reveal(round_id: str) -> str:
    """Say which command shows the answers of a reflection that was not revealed yet."""
    return f"`coreflect rounds reveal {round_id}` shows the answers, once everyone has finished."


def next_reflection_on(day: str) -> str:
    """Say when the team's next reflection is; `day` is a date in words."""
    return f"The next reflection: {day}."


def missing(names: Iterable[str]) -> str:
    """Say what was left out of a command."""
    return f"Missing: {', '.join(names)}."


def no_such_form(typed: str, bank: str) -> tuple[str, str]:
    """Say that a bank is asked whole or short, and how each is typed."""
    return f"{shown(typed)} is not a way to ask a bank.", f"Type {shown(bank)} or {shown(bank)}:short."


def not_understood(typed: str) -> str:
    """Say that a show of hands, or where the room stands, cannot be understood."""
    return f"{quoted(typed)} cannot be understood."


def no_such_group(group: str, known: Iterable[str]) -> tuple[str, str]:
    """Say that hands cannot be counted for this group, and for which they can."""
    return f"There is no group {quoted(group)}.", f"The groups are {', '.join(known)}."


def other_levels(typed: str, numbers: int, levels: Sequence[str]) -> tuple[str, str]:
    """Say that a show of hands counts another number of levels than the question has, and which those are."""
    return (
        f"{quoted(typed)} counts {numbers} answers, and this question has {len(levels)}.",
        f"They are {', '.join(levels)}.",
    )


def not_after_levels(typed: str, can_be: Iterable[str]) -> tuple[str, str]:
    """Say what can stand after the levels of a show of hands."""
    return f"You cannot use {quoted(typed)} here.", f"After these answers: {', '.join(can_be)}."


def no_such_level(typed: str, known: Iterable[str]) -> tuple[str, str]:
    """Say that a question has no such level, and what can be typed."""
    return f"{quoted(typed)} is not an answer to this question.", f"Type one of: {', '.join(known)}."


def no_number(typed: str, whole: str) -> str:
    """Say that a part of a show of hands is no number of hands."""
    return f"{quoted(typed)} in {quoted(whole)} is not a number of hands."


def mended(file: str, what: str, mending: str) -> str:
    """Say what was wrong with a file, and how it was mended."""
    return f"{_finding_line(file, what)} Mended: {mending}"


def left_to_mend(file: str, what: str, mending: str) -> tuple[str, ...]:
    """Say what is wrong with a file, and how it would be mended, where it can be."""
    return (_finding_line(file, what), *((f"    With --mend: {mending}",) if mending else ()))


def _finding_line(file: str, what: str) -> str:
    return f"{shown(file)}: {what}"


def checked_up(folder: str, mended: int, left: int, mendable: int, *, mending: bool) -> str:
    """Say how many faults of a workspace were mended and are left, or how many there are and can be mended."""
    where = shown(folder)
    if not left:
        return f"Mended: {mended}. Nothing is left to do in {where}." if mended else f"Nothing is wrong in {where}."
    if mending:
        return f"Mended: {mended}. Left for a person to decide: {left}. Looked at: {where}."
    return f"Found: {left}. --mend can see to {mendable} of them. Looked at: {where}."
