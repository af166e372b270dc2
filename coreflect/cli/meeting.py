"""What a round may show at this moment, from the workspace and the packages brought in: never more than one door gives.

Who is counted in a private round is fixed when it is revealed. Who comes later shows nowhere until a later reveal, and
that one counts them only where the small-group rule by itself would show just the same.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from coreflect.cli.brought_in import BroughtIn
from coreflect.core.errors import CoreflectError, Misuse
from coreflect.core.kept import Turnout

if TYPE_CHECKING:
    from coreflect.core.model import Response, Round
    from coreflect.core.ports import Ids
    from coreflect.core.results import Published, PublishedRound
    from coreflect.package.merged import Merged
    from coreflect.workspace.store import FolderWorkspace


class WorkspaceResults:
    """The Results port on a workspace; each look reads what is kept now. pandas is loaded by the first look."""

    def __init__(self, workspace: FolderWorkspace, ids: Ids) -> None:
        self._workspace = workspace
        self._ids = ids
        self._brought_in = BroughtIn(workspace)

    def published(self, round_id: str) -> PublishedRound:
        return as_shown(self._merged(self._workspace.round(round_id)), round_id)

    def turnout(self, round_id: str) -> Turnout:
        begun, finished, taken_back = self._workspace.people(round_id)
        elsewhere: frozenset[str] = frozenset()
        if round_id not in taken_back:
            with suppress(CoreflectError):
                elsewhere = self._brought_in.finished(round_id) - taken_back
        return Turnout(len(begun | elsewhere), len(finished | elsewhere))

    def side_by_side(self) -> Published:
        from coreflect.analysis import published

        return published(self._brought_in.everything())

    def brought_in(self) -> tuple[Round, ...]:
        return self._brought_in.rounds()

    def open_here(self, round_id: str) -> Round:
        from coreflect.cli.opened_here import open_here

        return open_here(self._workspace, round_id, self._brought_in)

    def reveal(self, round_id: str) -> PublishedRound:
        """Fix who is counted and give the round as it may be shown.

        Raises:
            Misuse: there is no such round, or nobody has finished.
        """
        while True:
            facts = self._workspace.round(round_id)
            fixed = revealed_now(self._merged(facts), facts, self._ids)
            # Another terminal that revealed meanwhile may have shown it: then look again.
            if self._workspace.round(round_id).revision == facts.revision:
                break
        if fixed is not None:
            self._workspace.keep_round(fixed, ())
        self._join_reveals(round_id)
        return self.published(round_id)

    def _join_reveals(self, round_id: str) -> None:
        """Make one of two reveals in the same moment, so that nothing waits for a decision.

        The one that was kept first is taken, since its terminal may have shown it before it could know of the other.
        The joined revision is made from both, so two terminals that join them make the same.
        """
        from coreflect.core.revisions import resolution

        found = self._workspace.revisions(round_id)
        said = {
            replace(facts, revision="", replaces=(), counted=(), counted_as=(), helped=None, joined=())
            for facts in found
        }
        if len(found) > 1 and len(said) == 1 and all(facts.state == "revealed" for facts in found):
            self._workspace.keep_round(resolution(found, found[0].revision), ())

    def _merged(self, facts: Round) -> Merged:
        """The records of the round and of the others with which it is laid side by side, with all that came in."""
        return self._brought_in.everything(team_of=facts)


def as_shown(merged: Merged, round_id: str) -> PublishedRound:
    """A round as it may be shown, from merged records; who came after a private one was revealed is left out."""
    return _published(merged, round_id)


def revealed_now(merged: Merged, facts: Round, ids: Ids) -> Round | None:
    """The facts of the round revealed as things stand; None where that changes nothing."""
    from coreflect.core.rounds import revealed

    counted = to_count(merged, facts.id)
    if facts.state == "revealed" and set(counted) in (set(facts.counted), _counted(merged, facts.id)):
        return None
    revisions, helped = _as_they_are(merged, facts.id, set(counted))
    return revealed(facts, counted, ids, revisions=revisions, helped=helped)


def to_count(merged: Merged, round_id: str) -> tuple[str, ...]:
    """The responses that a reveal counts now: everyone finished.

    Where the round was revealed before, whoever came later joins only where a release of all of them, held against what
    was shown, counts everyone and shows the same groups as fixing them would; otherwise those counted before stay.

    Raises:
        Misuse: nobody has finished.
    """
    finished = {one.id for one in _responses(merged, round_id)}
    if not finished:
        raise Misuse("Nobody has finished yet.", "Reveal once people have answered.")
    before = _counted(merged, round_id)
    if before is None:
        return tuple(sorted(finished))
    together = before | finished
    by_rule = _published(merged, round_id, release=True)
    fixed = _published(_counting(merged, round_id, together), round_id)
    same = by_rule.withheld == fixed.withheld and by_rule.counted_responses == fixed.counted_responses
    may_join = by_rule.privacy == "open" or (same and together == {*by_rule.counted_responses})
    return tuple(sorted(together if may_join else before))


def _published(merged: Merged, round_id: str, *, release: bool = False) -> PublishedRound:
    from coreflect.analysis import published

    name = _name_of(merged, round_id)
    return next(one for one in published(merged, release=release).rounds if one.round == name)


def _counting(merged: Merged, round_id: str, counted: set[str]) -> Merged:
    """The same, with this round revealed and these responses counted in it as they are."""
    name = _name_of(merged, round_id)
    revisions, helped = _as_they_are(merged, round_id, counted)

    def as_if_revealed(one: Round) -> Round:
        return replace(one, state="revealed", counted=tuple(sorted(counted)), counted_as=revisions, helped=helped)

    rounds = tuple(as_if_revealed(one) if _name_of(merged, one.id) == name else one for one in merged.records.rounds)
    return replace(merged, records=replace(merged.records, rounds=rounds))


def _as_they_are(merged: Merged, round_id: str, counted: set[str]) -> tuple[tuple[str, ...], int]:
    """The revisions of these responses, sorted, and how many people of the round had help."""
    name = _name_of(merged, round_id)
    room = (one for one in merged.records.room if _name_of(merged, one.round) == name)
    helped = sum(one.count for one in room if one.kind == "helped")
    return tuple(sorted(one.revision for one in merged.records.responses if one.id in counted)), helped


def _counted(merged: Merged, round_id: str) -> set[str] | None:
    """The responses that reveals of a round have fixed; None where it was never revealed."""
    name = _name_of(merged, round_id)
    found = [one for one in merged.records.rounds if one.state == "revealed" and _name_of(merged, one.id) == name]
    return {response for one in found for response in one.counted} if found else None


def _responses(merged: Merged, round_id: str) -> list[Response]:
    name = _name_of(merged, round_id)
    return [one for one in merged.records.responses if _name_of(merged, one.round) == name]


def _name_of(merged: Merged, round_id: str) -> str:
    """The one name under which a round is shown, whatever names were declared to be the same."""
    from coreflect.core.aliases import same_names

    return same_names(merged.records.aliases, "round").get(round_id, round_id) if merged.records.aliases else round_id
