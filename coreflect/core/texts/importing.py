"""What people read while files are brought together, once for both faces: what became of it all, in plain counts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from coreflect.core.errors import Misuse
from coreflect.core.merging.importing import (
    Alike,
    Deciding,
    LastImport,
    Preview,
    Progress,
    SeenFile,
    SeenRound,
    TwoVersions,
    Version,
)
from coreflect.core.names import shown
from coreflect.core.texts.words import counted, spoken_date

TITLE = "Bring files together"
WHAT_THIS_DOES = (
    "Files from other laptops hold what people there answered. Choose some. You see what is in them before anything "
    "is written here."
)
NO_FILES = "No file was found here. Type the name of one, or of a folder that holds some."
CHOOSE_FIRST = "Choose a file first."
ANOTHER_FILE = "Another file or folder"
GO_ON_WITH = "Look at what is in them"
TAKE_BACK_LAST = "Take back what was brought in last"
DECIDE_VERSIONS = "Decide what stands in two versions"

LOOKING = "Looking at the files"
BRINGING = "Bringing it in"
TAKING_BACK = "Taking it back"
STOPPING = "Stopping. This takes a moment."
STOPPED = "Stopped. Nothing has changed."

PREVIEW_TITLE = "What would be brought in"
NOTHING_WRITTEN = "Nothing is written yet."
NOTHING_TO_BRING = "There is nothing to bring in."
ALL_HERE = "All that is in them is here already."
NOTHING_COUNTED = "None of these is counted until it is decided which version holds."
NOTHING_TO_DECIDE = "Nothing stands in two versions here."
READY = "That is decided. See what would be now, then bring it in."
BRING_IT_IN = "Bring it in"
KEEP_DECIDED = "Keep what was decided"
BY_REFLECTION = "By team and reflection"
THE_FILES = "The files"
THE_FILE = "One file"
TO_KNOW = "Good to know"
WHAT_A_RECORD_IS = "A record is one person’s answers, a note, a show of hands, an agreed level or an action."

DONE_TITLE = "Brought in"
DECIDED_TITLE = "Decided"
WHERE_TO_LOOK = (
    "A reflection that came in with files does not stand under “Reflections in progress”. You find it on the first "
    "page, under “Look back”."
)
TO_FIRST_PAGE = "To the first page"
TAKE_IT_BACK = "Take it back whole"
TAKE_BACK_QUESTION = "Take this back whole?"
TAKE_BACK_MEANS = "Everything here will be as it was before. The files that it came from stay where they are."
TAKE_BACK_ANSWERS = (("leave", "No, leave it here"), ("take-back", "Yes, take it back"))
TAKEN_BACK_TITLE = "Taken back"
TAKEN_BACK = "It is taken back. Everything here is as it was before."

DOT, COMMA = " · ", ", "
"""What stands between two parts: a dot that is seen, or a comma that is heard."""
MOST_NAMED = 5
"""So many reflections of one bringing-in are named; of the others only how many."""
LEFT_SAID_FROM = 5.0
"""Seconds after which it is said how long something will still take: before, nobody can tell."""


def chosen_of(chosen: int, files: int) -> str:
    """How many files are chosen, over the list of them."""
    return f"{chosen:,} of {counted(files, 'file')} chosen"


def reflection_name(team_name: str, date: str, between: str = DOT) -> str:
    """A reflection as it stands in a line: its team and its date."""
    return f"{shown(team_name)}{between}{spoken_date(date)}"


def fates(numbers: Sequence[int], between: str = DOT) -> str:
    """What would become of records, in counts by the order of SeenRound; empty where there are none."""
    words = ("new", "here already or more than once", "older", "taken out", "in two versions")
    return between.join(f"{number:,} {word}" for number, word in zip(numbers, words, strict=True) if number)


def round_fates(one: SeenRound, between: str = DOT) -> str:
    """What would become of the records of one reflection."""
    return fates(one[3:], between) or "no records"


def round_sentences(one: SeenRound) -> tuple[str, ...]:
    """The same in sentences, each with what it means."""
    said = (
        (one.new, "new: not here yet", ""),
        (one.same, "here already, or came more than once", ""),
        (one.replaced, "older than what is here or in another file", ""),
        (one.withdrawn, "taken out, and stay out", "taken out, and stays out"),
        (one.in_conflict, "in two versions; none of these is counted until it is decided which holds", ""),
    )
    found = tuple(
        f"{counted(number, 'record')} {'is' if number == 1 else 'are'} {single if single and number == 1 else words}."
        for number, words, single in said
        if number
    )
    return (*found, WHAT_A_RECORD_IS)


def totals(preview: Preview, between: str = DOT) -> str:
    """How many files and reflections there are, and what would become of all records in them."""
    sums = [sum(numbers) for numbers in zip(*(one[3:] for one in preview.rounds), strict=True)]
    said = [counted(len(preview.files), "file")] if preview.files else []
    said += [counted(len(preview.rounds), "reflection")] if preview.rounds else []
    return ", ".join(said) + (f": {fates(sums, between)}" if any(sums) else "")


def file_fate(one: SeenFile) -> str:
    """What became of one file."""
    if one.same_as:
        return f"The same as {shown(one.same_as)}, so it counts once."
    if one.why:
        return shown(one.why)
    return counted(one.records, "record")


def file_said(one: SeenFile) -> str:
    """A file and what became of it, without naming it twice where the reason does."""
    fate = file_fate(one)
    return fate if one.why and fate.startswith(shown(one.name)) else f"{shown(one.name)}: {fate}"


def files_in_order(files: Sequence[SeenFile]) -> tuple[SeenFile, ...]:
    """The files, those that cannot be used first."""
    return tuple(sorted(files, key=lambda one: (not one.refused, not one.why)))


def heading(deciding: Deciding, between: str = DOT) -> tuple[str, ...]:
    """What stands over a preview: where there is nothing to bring in, that; then all counts together."""
    preview = deciding.preview
    summed = f"{totals(preview, between)}." if preview.files or preview.rounds else ""
    if not deciding.is_empty:
        return (summed or NOTHING_COUNTED,)
    if not deciding.names:
        return (NOTHING_TO_DECIDE,)
    is_all_here = any(one.same for one in preview.rounds)
    return tuple(text for text in (NOTHING_TO_BRING, ALL_HERE if is_all_here else "", summed) if text)


def as_line(text: str) -> str:
    """A few words with a capital letter at their beginning."""
    return shown(f"{text[:1].upper()}{text[1:]}")


def left_in_two(number: int) -> str:
    """What is said of records that are left in two versions."""
    stands = "1 record still stands" if number == 1 else f"{number:,} records still stand"
    return f"{stands} in two versions, and none of these is counted. You can decide later, on the page “{TITLE}”."


def done(preview: Preview, own: Collection[str], between: str = DOT) -> tuple[str, ...]:
    """What is said once it is done; `own` are the ids of reflections that were set up or opened here."""
    said = [f"{totals(preview, between)}."] if preview.rounds else []
    if preview.conflicts:
        said.append(left_in_two(len(preview.conflicts)))
    if any(one.round not in own for one in preview.rounds):
        said.append(WHERE_TO_LOOK)
    return tuple(said)


def nothing_to_take_back() -> Misuse:
    """What is said where nothing has been brought in."""
    return Misuse("Nothing has been brought in, so there is nothing to take back.")


def imported_rounds(one: LastImport, between: str = DOT) -> tuple[str, ...]:
    """What a bringing-in held, a line a reflection, and how many more."""
    named = [reflection_name(team_name, date, between) for team_name, date in one.rounds[:MOST_NAMED]]
    more = len(one.rounds) - len(named)
    return (*named, f"and {more:,} more") if more > 0 else tuple(named)


def imported_line(one: LastImport, between: str = DOT) -> str:
    """What was brought in last, in a line."""
    if not one.rounds:
        return "What was decided together"
    first = reflection_name(*one.rounds[0], between)
    return f"{first} and {len(one.rounds) - 1:,} more" if len(one.rounds) > 1 else first


def how_far(progress: Progress, seconds: float = 0.0) -> str:
    """How far something is, in numbers, and once that can be told how long it will still take."""
    said = f"{progress.done:,} of {progress.whole:,}"
    left = time_left(progress, seconds)
    return f"{said} · {left}" if left else said


def time_left(progress: Progress, seconds: float) -> str:
    """About how long it will still take, after so many seconds; empty while that cannot be told."""
    if seconds < LEFT_SAID_FROM or not 0 < progress.done < progress.whole:
        return ""
    left = seconds * (progress.whole - progress.done) / progress.done
    if left < 60:
        return "less than a minute left"
    return f"about {counted(round(left / 60), 'minute')} left"


REFUSED_QUESTION = "Go on without them?"
REFUSED_ANSWERS = (("stop", "No, bring nothing in for now"), ("go-on", "Yes, go on with the other files"))

YES, NO, NO_TO_ALL = "yes", "no", "no-to-all"
NOTHING_JOINED = "They are joined only if you say so."
LEAVE, LEAVE_ALL = "-leave", "-leave-all"
"""Answers beside the versions; they begin with a hyphen, which no revision does."""
WHICH_HOLDS = "Which one holds? Until that is decided, neither is counted."
NOTHING_ELSE = "It says nothing that the others do not say."


def refused_title(refused: int) -> str:
    """The heading over files with a fault."""
    return "One file cannot be used" if refused == 1 else f"{refused:,} files cannot be used"


def refused_line(refused: int, *, left_out: bool) -> str:
    """Files with a fault, in the list of what there is to decide."""
    return f"{refused_title(refused)}{': left out' if left_out else ': see why'}"


def alike_question(one: Alike) -> str:
    """Whether two names are one."""
    return f"Is this one and the same {'team' if one.kind == 'team' else 'reflection'}?"


def alike_names(one: Alike) -> tuple[str, str]:
    """The two names that look alike; where people call both the same, with the short names that tell them apart."""
    first, second = shown(one.called), shown(one.same_called)
    if first == second:
        return f"{first} ({shown(one.name)})", f"{second} ({shown(one.same_as)})"
    return first, second


def alike_means(one: Alike) -> str:
    """What joining two names does."""
    first, second = alike_names(one)
    return f"Joined, {first} is read as {second} from now on, here and wherever this travels."


def alike_answers(left: int) -> tuple[tuple[str, str], ...]:
    """What can be said to two names; `left` is how many pairs come after this one."""
    answers = ((YES, "Yes, join them"), (NO, "No, they are two"))
    all_the_rest = "No, and not the next one either" if left == 1 else f"No, and none of the other {left:,} either"
    return (*answers, (NO_TO_ALL, all_the_rest)) if left else answers


def alike_line(offered: int, joined: int, unasked: int) -> str:
    """Names that look alike, in the list of what there is to decide."""
    return f"Names that look alike: {_decided(offered, unasked, f'{joined:,} joined')}"


def versions_title(number: int, of: int) -> str:
    """The heading over one record in two versions."""
    return f"This stands in two versions{f' · {number:,} of {of:,}' if of > 1 else ''}"


def called(one: TwoVersions) -> str:
    """What stands in two versions, as a line."""
    return as_line(one.called)


def version_name(one: Version) -> str:
    """Where a version stands."""
    return f"From {listed(shown(each) for each in one.where)}" if one.where else "One of them"


def version_says(one: Version) -> tuple[str, ...]:
    """What a version alone says."""
    return tuple(shown(each) for each in one.says) or (NOTHING_ELSE,)


def leave_answers(left: int) -> tuple[tuple[str, str], ...]:
    """What can be chosen beside the versions; `left` is how many records come after this one."""
    answer = ((LEAVE, "Leave it for now"),)
    all_the_rest = "Leave this and the next one for now" if left == 1 else f"Leave this and the other {left:,} for now"
    return (*answer, (LEAVE_ALL, all_the_rest)) if left else answer


def versions_line(versions: Sequence[TwoVersions], kept: int, unweighed: int) -> str:
    """Records in two versions, in the list of what there is to decide."""
    return f"Standing in two versions: {_decided(len(versions), unweighed, f'{kept:,} of {len(versions):,} decided')}"


def listed(names: Iterable[str]) -> str:
    """Names in a row: a, b and c."""
    *before, last = names
    return f"{', '.join(before)} and {last}" if before else last


def _decided(whole: int, open_ones: int, otherwise: str) -> str:
    return f"{open_ones:,} to decide" if open_ones else otherwise if whole else "none"
