"""What only people can decide before files are brought together, as it is asked; leaving it is always an answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from coreflect.core.bringing import Alike, TwoVersions, Version
from coreflect.core.bringing_sentences import as_line
from coreflect.core.names import shown

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
