"""Files to bring together in tests of both faces: previews made by hand, and imports that follow what was decided."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from coreflect.core.errors import Refused
from coreflect.core.merging.importing import (
    Decided,
    FilePreview,
    Imported,
    PeopleCount,
    Preview,
    Progress,
    RoundPreview,
    SimilarNames,
    TwoVersions,
    Version,
)
from coreflect.services.app import Services
from tests.support.builders.examples import a_round
from tests.support.builders.services import NOTHING_DECIDED, MadeUpImports, some_services, with_other

if TYPE_CHECKING:
    from coreflect.core.merging.importing import OnProgress

FILES = (
    FilePreview("exports/mill-lane-a.zip", 31, people=20),
    FilePreview("exports/mill-lane-a copy.zip", 31, same_as="exports/mill-lane-a.zip", people=20),
    FilePreview("exports/mill-lane-b.zip", 28, people=22),
    FilePreview(
        "exports/brook-cut.zip",
        0,
        "exports/brook-cut.zip is cut off or damaged: the zip cannot be opened.",
        refused=True,
    ),
    FilePreview(
        "exports/brook-changed.zip",
        0,
        "exports/brook-changed.zip was changed after it was made: answers.csv is not as it was.",
        refused=True,
    ),
    FilePreview("exports/notes.txt", 0, "exports/notes.txt is not a coreflect file."),
)
NEAR = tuple(file.name for file in FILES if file.name.endswith(".zip"))
ROUNDS = (
    RoundPreview(
        "Mill Lane", "mill-lane-2026-05-12-bcdfgh", "2026-05-12", 41, 12, 1, 2, 2, PeopleCount(28, 1, 2, 0, 6), 9
    ),
    RoundPreview("Mill-Lane", "mill-lane-xkcdwf-2025-11-04-fghjkm", "2025-11-04", 9, 0, 0, 0, 0, PeopleCount(8)),
)
SIMILAR_TEAMS = SimilarNames("team", "mill-lane-xkcdwf", "mill-lane", "Mill-Lane", "Mill Lane")
SIMILAR_ROUNDS = SimilarNames("round", "mill-lane-2025-11-04-b", "mill-lane-2025-11-04-c", "Mill Lane", "Mill Lane")
AGREED = TwoVersions(
    "agreed-1",
    "The agreed level of “We decide together what happens here” · Mill Lane, 12 May 2026",
    (
        Version("w1", ("mill-lane-a.zip",), ("Done together as equals",)),
        Version("w2", ("mill-lane-b.zip", "this laptop"), ("We see this differently, and that is OK",)),
    ),
)
ACTION = TwoVersions(
    "action-1",
    "An action: Put a bench by the gate · Mill Lane, 12 May 2026",
    (
        Version("k1", ("mill-lane-a.zip",), ("By when: the summer", "How far: done")),
        Version("k2", ("mill-lane-b.zip",), ("By when: the autumn",)),
        Version("k3", ("this laptop",), ()),
    ),
)
REMARK = "Mill Lane, 12 May 2026: one file says that the smallest group is 5, another 4. The larger holds."
SIX = Preview(FILES, ROUNDS, (SIMILAR_TEAMS,), (AGREED, ACTION), (REMARK,), changes=True)
"""Six files: one twice, two refused, one skipped; names that look alike, and two records in two versions."""
CLEAN = Preview(FILES[:1], (ROUNDS[0]._replace(in_conflict=0),), (), (), (), changes=True)
"""One file in which nothing is to be decided."""
ALL_HERE = Preview(
    FILES[:1],
    (RoundPreview("Mill Lane", "m", "2026-05-12", 0, 31, 0, 0, 0, PeopleCount(same=20)),),
    (),
    (),
    (),
    changes=False,
)
"""One file of which everything is here already."""


class DecidedImports(MadeUpImports):
    """A bringing-in whose previews follow what was decided, as the real one's do."""

    def __init__(self, preview: Preview = SIX, here: Sequence[TwoVersions] = ()) -> None:
        super().__init__(preview)
        self.near = NEAR
        self.here = tuple(here)
        self.steps: tuple[Progress, ...] = ()

    def look(
        self, names: Sequence[str], decided: Decided = NOTHING_DECIDED, on_progress: OnProgress | None = None
    ) -> Preview:
        self.looked.append((tuple(names), decided))
        for step in self.steps:
            if on_progress:
                on_progress(step)
        if self.fails:
            raise self.fails
        return self._after(names, decided)

    def import_files(
        self, names: Sequence[str], decided: Decided = NOTHING_DECIDED, on_progress: OnProgress | None = None
    ) -> Imported:
        for step in self.steps:
            if on_progress:
                on_progress(step)
        if self.preview.refused and not decided.without_refused and names:
            raise Refused("brook-cut.zip is cut off.", "Ask for it again.")
        imported = super().import_files(names, decided)
        if not names:
            self.here = self._after(names, decided).conflicts
        preview = self._after(names, decided)
        return imported._replace(preview=preview, in_files_alone=bool(preview.rounds))

    def _after(self, names: Sequence[str], decided: Decided) -> Preview:
        kept = dict(decided.keep)
        if not names:
            left = tuple(one for one in self.here if one.record not in kept)
            return Preview((), (), (), left, (), changes=bool(kept))
        conflicts = tuple(one for one in self.preview.conflicts if one.record not in kept)
        similar = tuple(one for one in self.preview.similar_names if one not in decided.joined)
        decided_here = len(self.preview.conflicts) - len(conflicts)
        first, *others = self.preview.rounds or (RoundPreview("", "", "", 0, 0, 0, 0, 0),)
        first = first._replace(in_conflict=first.in_conflict - decided_here, new=first.new + decided_here)
        rounds = (first, *others) if self.preview.rounds else ()
        return self.preview._replace(conflicts=conflicts, similar_names=similar, rounds=rounds)


def import_services(imports: DecidedImports | None = None) -> tuple[Services, DecidedImports]:
    """Services with one reflection, where these files can be imported."""
    imports = imports or DecidedImports()
    return with_other(some_services(a_round())[0], imports=imports), imports
