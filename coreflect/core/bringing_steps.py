"""What is decided before files are brought together, one thing after another; both faces ask for the same next thing.

Nobody goes on without files that have a fault before having seen them, and names are joined before versions are looked
at, since joining changes which records meet.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from coreflect.core.bringing import Alike, Decided, Preview, TwoVersions

Step = Literal["refused", "alike", "look", "versions", "bring", "nothing"]

NOTHING_DECIDED = Decided()


@dataclass(frozen=True, slots=True)
class Deciding:
    """The files, what would be, and what is decided so far.

    `offered` are the names that look alike and `versions` the records in two versions, those decided among them.
    `asked` and `weighed` are those of them that somebody has been asked about, whatever the answer.
    """

    names: tuple[str, ...]
    preview: Preview
    looked_with: Decided = NOTHING_DECIDED
    decided: Decided = NOTHING_DECIDED
    offered: tuple[Alike, ...] = ()
    versions: tuple[TwoVersions, ...] = ()
    asked: frozenset[Alike] = frozenset()
    weighed: frozenset[str] = frozenset()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to bring in and nothing to decide."""
        return not (self.preview.changes or self.offered or self.versions)

    @property
    def step(self) -> Step:
        """What comes next."""
        if self.is_empty:
            return "nothing"
        if self.preview.refused and not self.decided.without_refused:
            return "refused"
        if self.unasked:
            return "alike"
        if self.decided.joined != self.looked_with.joined:
            return "look"
        if self.unweighed:
            return "versions"
        if self.decided != self.looked_with:
            return "look"
        return "bring" if self.preview.changes else "nothing"

    @property
    def unasked(self) -> tuple[Alike, ...]:
        """Names that look alike and that nobody has been asked about."""
        return tuple(one for one in self.offered if one not in self.asked)

    @property
    def unweighed(self) -> tuple[TwoVersions, ...]:
        """Records in two versions that nobody has been asked about."""
        return tuple(one for one in self.versions if one.record not in self.weighed)

    def kept(self, record: str) -> str:
        """The revision that is kept of a record; empty where that is left for now."""
        return dict(self.decided.kept).get(record, "")

    def looked(self, preview: Preview) -> Deciding:
        """The same after another look, made with all that is decided."""
        offered = dict.fromkeys((*self.offered, *preview.alike))
        kept = dict(self.decided.kept)
        before = {one.record: one for one in self.versions if one.record in kept}
        versions = before | {one.record: one for one in preview.conflicts}
        order = dict.fromkeys((*(one.record for one in self.versions), *versions))
        return replace(
            self,
            preview=preview,
            looked_with=self.decided,
            offered=tuple(offered),
            versions=tuple(versions[record] for record in order if record in versions),
        )

    def without_refused(self, *, yes: bool = True) -> Deciding:
        """Files with a fault are left out; or they are not, and stop everything."""
        return replace(self, decided=self.decided._replace(without_refused=yes))

    def joined(self, alike: Alike, *, yes: bool) -> Deciding:
        """Two names are one, or they are not; what was decided on versions is asked again where that changes."""
        joined = tuple(one for one in self.decided.joined if one != alike) + ((alike,) if yes else ())
        asked = self.asked | {alike}
        if joined == self.decided.joined:
            return replace(self, asked=asked)
        decided = self.decided._replace(joined=joined, kept=())
        return replace(self, decided=decided, asked=asked, weighed=frozenset(), versions=())

    def keeping(self, record: str, revision: str) -> Deciding:
        """This version of a record is kept; with an empty one that is left for now."""
        others = tuple(pair for pair in self.decided.kept if pair[0] != record)
        kept = (*others, (record, revision)) if revision else others
        return replace(self, decided=self.decided._replace(kept=kept), weighed=self.weighed | {record})

    def leaving(self) -> Deciding:
        """All that nobody has been asked about is left as it is: no more names joined, no more versions chosen."""
        weighed = self.weighed | {one.record for one in self.versions}
        return replace(self, asked=self.asked | set(self.offered), weighed=weighed)


def deciding(names: tuple[str, ...], preview: Preview) -> Deciding:
    """What there is to decide after the first look at these files."""
    return Deciding(names, preview).looked(preview)
