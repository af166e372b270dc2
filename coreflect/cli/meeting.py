"""What a round may show at this moment, from the workspace and the packages brought in: never more than one door gives.

Who is counted in a private round is fixed when it is revealed. Who comes later shows nowhere until a later reveal, and
that one counts them only where the small-group rule by itself would show just the same.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from coreflect.core.errors import Damaged, Misuse

if TYPE_CHECKING:
    from pathlib import Path

    from coreflect.core.model import Response, Round
    from coreflect.core.ports import Ids
    from coreflect.core.results import PublishedRound
    from coreflect.package.merged import Merged
    from coreflect.package.opened import Opened
    from coreflect.workspace.store import FolderWorkspace


class WorkspaceResults:
    """The Results port on a workspace; each look reads what is kept now. pandas is loaded by the first look."""

    def __init__(self, workspace: FolderWorkspace, ids: Ids) -> None:
        self._workspace = workspace
        self._ids = ids
        self._opened: dict[tuple[Path, int, int], Opened] = {}

    def published(self, round_id: str) -> PublishedRound:
        return as_shown(self._merged(self._workspace.round(round_id)), round_id)

    def reveal(self, round_id: str) -> PublishedRound:
        """Fix who is counted and give the round as it may be shown.

        Raises:
            Misuse: there is no such round, or nobody has finished.
        """
        counted = to_count(self._merged(self._workspace.round(round_id)), round_id)
        facts = self._workspace.round(round_id)
        if facts.state != "revealed" or set(counted) != set(facts.counted):
            self._workspace.keep_round(revealed_with(facts, counted, self._ids), ())
        self._join_reveals(round_id)
        return self.published(round_id)

    def _join_reveals(self, round_id: str) -> None:
        """Make one of two reveals in the same moment, the one that counts more, so that nothing waits for a decision.

        The joined revision is made from both, so two terminals that join them make the same.
        """
        from coreflect.core.revisions import resolution

        found = self._workspace.revisions(round_id)
        said = {replace(facts, revision="", replaces=(), counted=()) for facts in found}
        if len(found) > 1 and len(said) == 1 and all(facts.state == "revealed" for facts in found):
            keep = max(found, key=lambda facts: (len(facts.counted), facts.revision))
            self._workspace.keep_round(resolution(found, keep.revision), ())

    def _merged(self, facts: Round) -> Merged:
        """The records of the round and of the others with which it is laid side by side, with all that came in."""
        from coreflect.package.merge import merge_records
        from coreflect.workspace.gathering import together

        imports = self._imports()
        parts = [self._workspace.records([facts.id])]
        for other in self._workspace.rounds():
            if other.id != facts.id and (imports or other.team == facts.team):
                try:
                    parts.append(self._workspace.records([other.id]))
                except Damaged:
                    continue
        return merge_records(together(parts), imports)

    def _imports(self) -> tuple[Opened, ...]:
        from coreflect.package.read import open_package

        found: dict[tuple[Path, int, int], Opened] = {}
        for path in self._workspace.imports():
            state = path.stat()
            key = (path, state.st_mtime_ns, state.st_size)
            found[key] = self._opened.get(key) or open_package(path)
        self._opened = found
        return tuple(found.values())


def as_shown(merged: Merged, round_id: str) -> PublishedRound:
    """A round as it may be shown, from merged records; who came after a private one was revealed is left out."""
    finished = len({one.id for one in _responses(merged, round_id)})
    return _published(_without_late(merged), round_id)._replace(finished=finished)


def to_count(merged: Merged, round_id: str) -> tuple[str, ...]:
    """The responses that a reveal counts now: everyone finished.

    Where the round was revealed before, whoever came later joins only if fixing them shows nothing that the small-group
    rule would not show by itself; otherwise those counted before stay as they are.

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
    by_rule = _published(merged, round_id)
    fixed = _published(_counting(merged, round_id, together), round_id)
    may_join = by_rule.privacy == "open" or (by_rule == fixed and finished <= {*by_rule.counted_responses})
    return tuple(sorted(together if may_join else before))


def revealed_with(facts: Round, counted: tuple[str, ...], ids: Ids) -> Round:
    """The facts of the round revealed with these responses."""
    from coreflect.core.rounds import revealed

    return revealed(facts, counted, ids)


def _published(merged: Merged, round_id: str) -> PublishedRound:
    from coreflect.analysis import published

    name = _name_of(merged, round_id)
    return next(one for one in published(merged).rounds if one.round == name)


def _without_late(merged: Merged) -> Merged:
    """The same without the responses that came after their private round was revealed."""
    from coreflect.core.aliases import guards_of

    records = merged.records
    guards = guards_of(records.guards, records.rounds, records.aliases)
    counted = {one.id: _counted(merged, one.id) for one in records.rounds if guards[one.id].privacy == "private"}

    def stands(one: Response) -> bool:
        fixed = counted.get(one.round)
        return fixed is None or one.id in fixed

    return replace(merged, records=replace(records, responses=tuple(one for one in records.responses if stands(one))))


def _counting(merged: Merged, round_id: str, counted: set[str]) -> Merged:
    """The same, with this round revealed and these responses counted in it."""
    name = _name_of(merged, round_id)
    rounds = tuple(
        replace(one, state="revealed", counted=tuple(sorted(counted))) if _name_of(merged, one.id) == name else one
        for one in merged.records.rounds
    )
    return replace(merged, records=replace(merged.records, rounds=rounds))


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
