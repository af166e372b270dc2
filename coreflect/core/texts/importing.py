"""Sentences on bringing files together, for both faces: what is in the files, what is to be decided, what became of it.

`between` stands between two parts of a line: a dot that is seen, or a comma that is heard.
"""

from __future__ import annotations

from collections.abc import Sequence

from coreflect.core.errors import Misuse
from coreflect.core.merging.importing import (
    GO_ON,
    LEAVE,
    LEAVE_ALL,
    NO,
    NO_TO_ALL,
    STOP,
    YES,
    YES_TO_ALIKE,
    Deciding,
    FilePreview,
    Imported,
    LastImport,
    Preview,
    Progress,
    RoundPreview,
    SimilarNames,
    TwoVersions,
    Version,
    alike_with_first,
)
from coreflect.core.names import shown
from coreflect.core.texts.words import begun, chosen, counted, listed, people, spoken_date

TITLE = "Combine files"
WHAT_THIS_DOES = (
    "Files from other laptops, or saved from a sheet, hold people's answers. Choose some. You see what is in them "
    "before anything is written here."
)
HOW_TO_CHOOSE = "Type the numbers of the files you want, such as 1 3 or 2-5."
ALL_FILES = "All of them"
TYPE_A_NAME = "Or type the name of a file or folder. Enter alone goes back."
TYPE_FILES = "Files:"
TYPE_MORE = "More:"
NO_FILES = "No file was found here. Type the name of one, or of a folder that holds some."
CHOOSE_FIRST = "Choose a file first."
ANOTHER_FILE = "Another file or folder"
GO_ON_WITH = "Look at what is in them"
UNDO_LAST = "Undo what was added last"
DECIDE_VERSIONS = "Choose between two versions"

LOOKING = "Looking at the files"
IMPORTING = "Adding it"
UNDOING = "Undoing it"
READING, MERGING = "Reading the files", "Combining them"
LOOK_STEP, MERGE_STEP, WRITE_STEP = "looking at the files", "combining them", "writing"
"""The steps of an import, while it goes on."""
STOPPING = "Stopping. This takes a moment."
STOPPED = "Stopped. Nothing has changed."

PREVIEW_TITLE = "What would be added"
NOTHING_WRITTEN = "Nothing is written yet."
GO_BACK_UNWRITTEN = "Back; nothing is written"
NOTHING_TO_IMPORT = "There is nothing to add."
ALL_HERE = "You already have everything in these files."
NOTHING_NEW = "The files that could be read hold nothing new."
NONE_CAN_BE_USED = "No file could be used."
NOTHING_COUNTED = "None of these counts until you choose which version is right."
NOTHING_TO_DECIDE = "Nothing here is in two versions."
READY = "That is decided. See what will change now, then add it."
IMPORT_IT = "Add it"
KEEP_DECIDED = "Save what was decided"
BY_REFLECTION = "By team and reflection"
THE_FILES = "The files"
THE_FILE = "One file"
TO_KNOW = "Good to know"

DONE_TITLE = "Added"
DECIDED_TITLE = "Decided"
WHERE_TO_LOOK = "You will find it on the first page, under “Compare with last time”."
TO_FIRST_PAGE = "To the first page"
UNDO_IT = "Undo it"
UNDO_QUESTION = "Undo this?"
UNDO_MEANS = (
    "Everything here will be as it was before, but what somebody removed stays removed. The files that it came from "
    "stay where they are."
)
UNDO = "take-back"
UNDO_ANSWERS = (("leave", "No, leave it here"), (UNDO, "Yes, undo it"))
UNDONE_TITLE = "Undone"
UNDONE = "It is undone. Everything is as it was, but what was removed stays removed."

DOT, COMMA = " · ", ", "

_MOST_NAMED = 5
"""So many reflections of one import are named; of the others only how many."""
_SECONDS_UNTIMED = 5.0
"""Seconds after which it is said how long something will still take: before, nobody can tell."""


def more_files(remaining: int) -> str:
    """Write the choice of hearing more files, with how many are left."""
    return f"Hear more: {counted(remaining, 'file')} left"


def more_lines(remaining: int) -> str:
    """Ask whether to hear more lines, with how many are left."""
    return f"There are {counted(remaining, 'more line')}. Press Enter to hear them, or type q to go on without."


def files_chosen(number: int, files: int) -> str:
    """Say how many files are chosen, over the list of them."""
    return f"{number:,} of {counted(files, 'file')} chosen"


def reflection_name(team_name: str, date: str, between: str = DOT) -> str:
    """Name a reflection in a line: its team and its date."""
    return f"{shown(team_name)}{between}{spoken_date(date)}"


def preview_title(deciding: Deciding) -> str:
    """Write the title of a preview: of files, or of what stands in two versions here."""
    return PREVIEW_TITLE if deciding.files else DECIDE_VERSIONS


def import_label(deciding: Deciding) -> str:
    """Write the choice that imports what the preview shows."""
    return IMPORT_IT if deciding.files else KEEP_DECIDED


def heading(deciding: Deciding, between: str = DOT) -> tuple[str, ...]:
    """Write what stands above a preview: that nothing is to be imported, if so, and all counts together."""
    preview = deciding.preview
    counts = f"{totals(preview, between)}." if preview.used or preview.rounds else ""
    if not deciding.is_empty:
        return (counts or NOTHING_COUNTED,)
    if not deciding.files:
        return (NOTHING_TO_DECIDE,)
    return tuple(text for text in (NOTHING_TO_IMPORT, nothing_changes(preview), counts) if text)


def nothing_changes(preview: Preview) -> str:
    """Say why an import would change nothing, of the files that were read alone."""
    if not preview.used:
        return NONE_CAN_BE_USED
    return ALL_HERE if preview.is_all_here else NOTHING_NEW


def import_ended(imported: Imported, *, dry_run: bool) -> str:
    """Write the line with which `import` ends."""
    preview = imported.preview
    if imported.file:
        done = "Added" if preview.files else "Saved"
        return f"{done}, as imports/{imported.file}. `coreflect import --undo` undoes it."
    if not preview.files and not preview.changes:
        return "Nothing here is in two versions." if not preview.conflicts else "Nothing was changed."
    if not preview.changes and preview.is_all_here:
        return "You already have everything in these files, so nothing was written."
    if not preview.changes:
        return f"{nothing_changes(preview)} Nothing was written."
    return "Nothing was written, since this was a dry run." if dry_run else "Nothing was written."


def totals(preview: Preview, between: str = DOT) -> str:
    """Say how many files were read, how many reflections are in them, and what would become of people's answers."""
    parts = [counted(len(preview.used), "file")] if preview.used else []
    if preview.rounds:
        parts += [counted(len(preview.rounds), "reflection"), rounds_outcomes(preview.rounds, between)]
    return ", ".join(parts)


def round_outcomes(round_preview: RoundPreview, between: str = DOT) -> str:
    """Say what would become of people's answers to one reflection, in counts."""
    return rounds_outcomes([round_preview], between)


def rounds_outcomes(rounds: Sequence[RoundPreview], between: str = DOT) -> str:
    """Say what would become of people's answers to several reflections, in counts, and how much else is new."""
    numbers = [sum(each) for each in zip(*(seen.people for seen in rounds), strict=True)]
    words = ("new", "changed", "removed", "in two versions", "here already")
    counts = between.join(f"{number:,} {word}" for number, word in zip(numbers, words, strict=True) if number)
    answers = f"answers of {people(sum(numbers))}: {counts}" if counts else "no answers"
    others = sum(seen.others for seen in rounds)
    return f"{answers}{between}{_others_new(others)}" if others else answers


def round_sentences(round_preview: RoundPreview) -> tuple[str, ...]:
    """Say what would become of people's answers to one reflection, in sentences that say what it means."""
    count = round_preview.people
    outcomes = (
        (count.new, "are new: not here yet"),
        (count.changed, "have changed; the newer ones count"),
        (count.removed, "were removed, and stay out"),
        (count.in_conflict, "are in two versions; none of these counts until you choose which is right"),
        (count.same, "are here already"),
    )
    sentences = [f"The answers of {people(number)} {words}." for number, words in outcomes if number]
    others = [f"{_others_new(round_preview.others)}."] if round_preview.others else []
    return (*(sentences or ["There are no answers in it."]), *others)


def _others_new(number: int) -> str:
    """Count the notes, counts of the room and actions that are new."""
    return f"{number:,} {chosen(number, 'note, count or action is', 'notes, counts or actions are')} new"


def file_outcome(file: FilePreview) -> str:
    """Say what became of one file, or of how many people it holds the answers."""
    if file.same_as:
        return f"The same as {shown(file.same_as)}, so it counts once."
    if file.why:
        return shown(file.why)
    return f"answers of {people(file.people)}" if file.people else "no answers"


def file_line(file: FilePreview) -> str:
    """Name a file and say what became of it; the name is not repeated if the reason begins with it."""
    outcome = file_outcome(file)
    return outcome if file.why and outcome.startswith(shown(file.name)) else f"{shown(file.name)}: {outcome}"


def files_in_order(files: Sequence[FilePreview]) -> tuple[FilePreview, ...]:
    """Sort the files, those that cannot be used first."""
    return tuple(sorted(files, key=lambda file: (not file.refused, not file.why)))


REFUSED_QUESTION = "Go on without them?"
REFUSED_ANSWERS = ((STOP, "No, add nothing for now"), (GO_ON, "Yes, go on with the other files"))


def refused_title(refused: int) -> str:
    """Write the heading over files with a fault."""
    return f"{chosen(refused, 'One file', f'{refused:,} files')} cannot be used"


def refused_line(refused: int, *, left_out: bool) -> str:
    """Write the line on files with a fault, in the list of decisions."""
    return f"{refused_title(refused)}{': left out' if left_out else ': see why'}"


_MOST_ALIKE = 12
NOTHING_JOINED = "They are treated as one only if you say so."


def similar_names_question(pair: SimilarNames) -> str:
    """Ask whether two names are one."""
    return f"Are these the same {'team' if pair.kind == 'team' else 'reflection'}?"


def similar_names_labels(pair: SimilarNames) -> tuple[str, str]:
    """Return the two names; if people know both by the same name, with the short names that tell them apart."""
    first, second = shown(pair.label), shown(pair.same_as_label)
    if first == second:
        return f"{first} ({shown(pair.name)})", f"{second} ({shown(pair.same_as)})"
    return first, second


def joining_means(pair: SimilarNames) -> str:
    """Say what joining two names does."""
    first, second = similar_names_labels(pair)
    return f"If yes, “{first}” will be called “{second}” from now on, here and in files that you hand over."


def also_alike(pairs: Sequence[SimilarNames]) -> tuple[str, ...]:
    """Name all that look alike with the first of these pairs, where there are more than its own two names."""
    group = (pairs[0], *alike_with_first(pairs))
    names = [*dict.fromkeys(label for pair in group for label in similar_names_labels(pair))]
    more = [f"{len(names) - _MOST_ALIKE:,} more"] if len(names) > _MOST_ALIKE else []
    return (f"All of these look alike: {listed([*names[:_MOST_ALIKE], *more])}.",) if len(group) > 1 else ()


def similar_names_answers(pairs: Sequence[SimilarNames]) -> tuple[tuple[str, str], ...]:
    """List the answers to the first of these pairs of similar names; the others come after it."""
    remaining = len(pairs) - 1
    all_alike = ((YES_TO_ALIKE, "Yes, and so are all that look alike"),) if alike_with_first(pairs) else ()
    all_the_rest = chosen(
        remaining, "No, and not the next one either", f"No, and none of the other {remaining:,} either"
    )
    answers = ((YES, "Yes, the same"), (NO, "No, they are different"))
    return (*answers, (NO_TO_ALL, all_the_rest), *all_alike) if remaining else answers


def similar_names_line(deciding: Deciding) -> str:
    """Write the line on similar names, in the list of decisions."""
    joined = f"{len(deciding.decided.joined):,} treated as one"
    return f"Names that look alike: {_decided(len(deciding.similar_names), len(deciding.open_names), joined)}"


WHICH_HOLDS = "Which is right? Neither counts until you choose."
NO_DIFFERENCE = "This one has nothing extra."


def versions_title(number: int, of: int) -> str:
    """Write the heading over one record in two versions."""
    return f"There are two versions of this{f' ({number:,} of {of:,})' if of > 1 else ''}"


def record_label(record: TwoVersions) -> str:
    """Name a record in two versions, in a line."""
    return shown(begun(record.label))


def version_name(version: Version) -> str:
    """Say where a version stands."""
    return f"From {listed([shown(place) for place in version.where])}" if version.where else "One of them"


def version_differences(version: Version) -> tuple[str, ...]:
    """Say how a version differs from the others."""
    return tuple(shown(difference) for difference in version.differences) or (NO_DIFFERENCE,)


def leave_answers(remaining: int) -> tuple[tuple[str, str], ...]:
    """List the choices besides the versions; `remaining` is how many records come after this one."""
    answer = ((LEAVE, "Leave it for now"),)
    all_the_rest = chosen(
        remaining, "Leave this and the next one for now", f"Leave this and the other {remaining:,} for now"
    )
    return (*answer, (LEAVE_ALL, all_the_rest)) if remaining else answer


def versions_line(deciding: Deciding) -> str:
    """Write the line on records in two versions, in the list of decisions."""
    whole = len(deciding.versions)
    decided = f"{len(deciding.decided.keep):,} of {whole:,} decided"
    return f"In two versions: {_decided(whole, len(deciding.open_versions), decided)}"


def done_title(*, from_files: bool) -> str:
    """Write the title once it is done: of files, or of what was decided here."""
    return DONE_TITLE if from_files else DECIDED_TITLE


def done(imported: Imported, between: str = DOT) -> tuple[str, ...]:
    """Say what was imported, what is left in two versions, and where to look for it."""
    preview = imported.preview
    sentences = [f"{totals(preview, between)}."] if preview.rounds else []
    if preview.conflicts:
        sentences.append(_undecided_line(len(preview.conflicts)))
    if imported.in_files_alone:
        sentences.append(WHERE_TO_LOOK)
    return tuple(sentences)


def nothing_to_undo() -> Misuse:
    """Return the fault where nothing has been imported."""
    return Misuse("Nothing has been added, so there is nothing to undo.")


def imported_rounds(last: LastImport, between: str = DOT) -> tuple[str, ...]:
    """Say what an import held, a line a reflection, and how many more."""
    named = [reflection_name(team_name, date, between) for team_name, date in last.rounds[:_MOST_NAMED]]
    more = len(last.rounds) - len(named)
    return (*named, f"and {more:,} more") if more > 0 else tuple(named)


def imported_line(last: LastImport, between: str = DOT) -> str:
    """Say what was imported last, in a line."""
    if not last.rounds:
        return "What was decided together"
    first = reflection_name(*last.rounds[0], between)
    return f"{first} and {len(last.rounds) - 1:,} more" if len(last.rounds) > 1 else first


def how_far(progress: Progress, seconds: float = 0.0) -> str:
    """Say how far something is, in numbers, and once that can be told how long it will still take."""
    numbers = f"{progress.done:,} of {progress.whole:,}"
    remaining = time_left(progress, seconds)
    return f"{numbers} · {remaining}" if remaining else numbers


def time_left(progress: Progress, seconds: float) -> str:
    """Say about how long it will still take, after so many seconds; empty while that cannot be told."""
    if seconds < _SECONDS_UNTIMED or not 0 < progress.done < progress.whole:
        return ""
    remaining = seconds * (progress.whole - progress.done) / progress.done
    return "less than a minute left" if remaining < 60 else f"about {counted(round(remaining / 60), 'minute')} left"


def _decided(whole: int, undecided: int, otherwise: str) -> str:
    return f"{undecided:,} to decide" if undecided else otherwise if whole else "none"


def _undecided_line(number: int) -> str:
    things = f"{counted(number, 'thing')} {chosen(number, 'is', 'are')} in two versions, and not counted yet."
    return f"{things} You can choose later, on the page “{TITLE}”."
