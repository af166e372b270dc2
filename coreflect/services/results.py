"""What a round may show at this moment, from the workspace and the packages brought in: never more than one door gives.

Who is counted in a private round is fixed when it is revealed. Who comes later shows nowhere until a later reveal, and
that one counts them only where the small-group rule by itself would show just the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from coreflect.core.errors import CoreflectError, Misuse
from coreflect.core.names import shown
from coreflect.core.workspace import Turnout
from coreflect.services.everything import ImportedPackages

if TYPE_CHECKING:
    from coreflect.core.banks.bank import Bank
    from coreflect.core.model import Action, Records, Reflection, Response, RoomCount
    from coreflect.core.ports import Ids
    from coreflect.core.results import Published, PublishedRound
    from coreflect.package.package import MergedPackages
    from coreflect.workspace.workspace import Workspace


class Results:
    """The Results port on a workspace; each look reads what is kept now. pandas is loaded by the first look."""

    def __init__(self, workspace: Workspace, ids: Ids) -> None:
        self._workspace = workspace
        self._ids = ids
        self._imported = ImportedPackages(workspace)

    def published(self, round_id: str) -> PublishedRound:
        """The round as the room may see it. Before a private round is revealed it holds no items.

        Raises:
            Misuse: there is no such round.
        """
        return as_shown(self._merged(self._workspace.round(round_id)), round_id)

    def turnout(self, round_id: str) -> Turnout:
        """How many have begun and finished a round, those in files that were brought in among them.

        Files are opened once; where they cannot be read, they are left out.
        """
        begun, finished, taken_back = self._workspace.people(round_id)
        elsewhere: frozenset[str] = frozenset()
        if round_id not in taken_back:
            with suppress(CoreflectError):
                elsewhere = self._imported.finished(round_id) - taken_back
        return Turnout(len(begun | elsewhere), len(finished | elsewhere))

    def side_by_side(self) -> Published:
        """Every round that is here or was brought in, by team, then date, as the room may see it."""
        from coreflect.analysis import published

        return published(self._imported.everything())

    def imported(self) -> tuple[Reflection, ...]:
        """The rounds that are in files brought in and not among the workspace's own, newest date first."""
        return self._imported.rounds()

    def open_here(self, round_id: str) -> Reflection:
        """Take the facts, questions and room of a round that came in with files into the workspace, and return it.

        Nobody's answers are taken in; they stay in the file.

        Raises:
            Misuse: there is no such round.
            Refused: a file that was brought in is damaged.
            NotKept: it did not reach the disk.
        """
        return open_here(self._workspace, round_id, self._imported)

    def reveal(self, round_id: str) -> PublishedRound:
        """Fix who is counted and give the round as it may be shown.

        Raises:
            Misuse: there is no such round, or nobody has finished.
        """
        while True:
            reflection = self._workspace.round(round_id)
            fixed = revealed_now(self._merged(reflection), reflection, self._ids)
            # Another terminal that revealed meanwhile may have shown it: then look again.
            if self._workspace.round(round_id).revision == reflection.revision:
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
        from coreflect.core.merging.revisions import resolution

        found = self._workspace.revisions(round_id)
        said = {
            replace(reflection, revision="", replaces=(), counted=(), counted_as=(), helped=None, joined=())
            for reflection in found
        }
        if len(found) > 1 and len(said) == 1 and all(reflection.state == "revealed" for reflection in found):
            self._workspace.keep_round(resolution(found, found[0].revision), ())

    def _merged(self, reflection: Reflection) -> MergedPackages:
        """The records of the round and of the others with which it is laid side by side, with all that came in."""
        return self._imported.everything(team_of=reflection)


def as_shown(merged: MergedPackages, round_id: str) -> PublishedRound:
    """A round as it may be shown, from merged records; who came after a private one was revealed is left out."""
    return _published(merged, round_id)


def revealed_now(merged: MergedPackages, reflection: Reflection, ids: Ids) -> Reflection | None:
    """The facts of the round revealed as things stand; None where that changes nothing."""
    from coreflect.core.reflections.rounds import revealed

    counted = to_count(merged, reflection.id)
    if reflection.state == "revealed" and set(counted) in (set(reflection.counted), _counted(merged, reflection.id)):
        return None
    revisions, helped = _as_they_are(merged, reflection.id, set(counted))
    return revealed(reflection, counted, ids, revisions=revisions, helped=helped)


def to_count(merged: MergedPackages, round_id: str) -> tuple[str, ...]:
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


def _published(merged: MergedPackages, round_id: str, *, release: bool = False) -> PublishedRound:
    from coreflect.analysis import published

    name = _name_of(merged, round_id)
    return next(one for one in published(merged, release=release).rounds if one.round == name)


def _counting(merged: MergedPackages, round_id: str, counted: set[str]) -> MergedPackages:
    """The same, with this round revealed and these responses counted in it as they are."""
    name = _name_of(merged, round_id)
    revisions, helped = _as_they_are(merged, round_id, counted)

    def as_if_revealed(one: Reflection) -> Reflection:
        return replace(one, state="revealed", counted=tuple(sorted(counted)), counted_as=revisions, helped=helped)

    rounds = tuple(as_if_revealed(one) if _name_of(merged, one.id) == name else one for one in merged.records.rounds)
    return replace(merged, records=replace(merged.records, rounds=rounds))


def _as_they_are(merged: MergedPackages, round_id: str, counted: set[str]) -> tuple[tuple[str, ...], int]:
    """The revisions of these responses, sorted, and how many people of the round had help."""
    name = _name_of(merged, round_id)
    room = (one for one in merged.records.room if _name_of(merged, one.round) == name)
    helped = sum(one.count for one in room if one.kind == "helped")
    return tuple(sorted(one.revision for one in merged.records.responses if one.id in counted)), helped


def _counted(merged: MergedPackages, round_id: str) -> set[str] | None:
    """The responses that reveals of a round have fixed; None where it was never revealed."""
    name = _name_of(merged, round_id)
    found = [one for one in merged.records.rounds if one.state == "revealed" and _name_of(merged, one.id) == name]
    return {response for one in found for response in one.counted} if found else None


def _responses(merged: MergedPackages, round_id: str) -> list[Response]:
    name = _name_of(merged, round_id)
    return [one for one in merged.records.responses if _name_of(merged, one.round) == name]


def _name_of(merged: MergedPackages, round_id: str) -> str:
    """The one name under which a round is shown, whatever names were declared to be the same."""
    from coreflect.core.merging.revisions import same_names

    return same_names(merged.records.aliases, "round").get(round_id, round_id) if merged.records.aliases else round_id


class AsKept(NamedTuple):
    """A round, its questions as they were asked, what its room counted, settled and planned, and every round's date.

    `imported` says that it is in brought-in files alone.
    """

    reflection: Reflection
    banks: tuple[Bank, ...]
    room: tuple[RoomCount, ...]
    actions: tuple[Action, ...]
    dates: Mapping[str, str]
    imported: bool = False


def as_kept(workspace: Workspace, reflection: Reflection) -> tuple[AsKept, PublishedRound]:
    """A round with what its room kept, and as it may be shown; a bank that cannot be read is left out."""
    merged = ImportedPackages(workspace).everything(team_of=reflection)
    return _of(merged.records, reflection), as_shown(merged, reflection.id)


def stored_or_imported(workspace: Workspace, reflection: Reflection) -> AsKept:
    """A round as the workspace keeps it; where it does not, as the files say that were brought in."""
    own = {one.id: one.date for one in workspace.rounds()}
    if reflection.id not in own:
        return as_kept(workspace, reflection)[0]._replace(imported=True)
    actions = tuple(one for one in workspace.actions(reflection.team) if one.round == reflection.id)
    return AsKept(reflection, workspace.banks(reflection.id), workspace.room(reflection.id), actions, own)


def every_action(workspace: Workspace) -> tuple[Action, ...]:
    """What was agreed in every round, brought in or not, by the rounds' dates and ids; both of two in conflict."""
    records = ImportedPackages(workspace).everything().records
    dates = {one.id: one.date for one in records.rounds}
    return tuple(sorted(records.actions, key=lambda one: (dates.get(one.round, ""), one.id, one.revision)))


def _of(records: Records, reflection: Reflection) -> AsKept:
    from coreflect.core.banks.read import read_bank

    files = {file.name: file.content for file in records.bank_files}
    banks = []
    for asked in reflection.banks:
        name = asked.file_names()[0]
        if name in files:
            bank, _ = read_bank(f"{asked.bank}.toml", files[name])
            banks += [bank] if bank else []
    return AsKept(
        reflection,
        tuple(banks),
        tuple(row for row in records.room if row.round == reflection.id and row.kind != "helped"),
        tuple(one for one in records.actions if one.round == reflection.id),
        {one.id: one.date for one in records.rounds},
    )


OPENED = "It came with files that were brought in. Its questions are kept here now too, so that it can be gone on with."


def open_here(workspace: Workspace, round_id: str, imported: ImportedPackages | None = None) -> Reflection:
    """Keep a reflection that is in brought-in files alone, so that its meeting can be held here; returns its facts.

    One that is kept here already is left as it is.

    Raises:
        Misuse: no file that was brought in holds it.
        Refused: such a file is damaged.
        NotKept: it did not reach the disk.
    """
    if any(one.id == round_id for one in workspace.rounds()):
        return workspace.round(round_id)
    records = (imported or ImportedPackages(workspace)).everything().records
    rounds = tuple(one for one in records.rounds if one.id == round_id)
    if not rounds:
        raise Misuse(f"There is no reflection {shown(round_id)} here.", "`coreflect rounds list` shows them all.")
    names = {name for reflection in rounds for asked in reflection.banks for name in asked.file_names()}
    workspace.take_in(
        replace(
            records,
            rounds=rounds,
            guards=tuple(one for one in records.guards if one.round == round_id),
            bank_files=tuple(one for one in records.bank_files if one.name in names),
        )
    )
    # How many had help belongs to the answers, and stays with them.
    said = [row for row in records.room if row.round == round_id and row.kind != "helped"]
    for _, rows in groupby(said, key=lambda row: (row.id, row.revision)):
        workspace.keep_room(tuple(rows))
    for action in records.actions:
        if action.round == round_id:
            workspace.keep_action(action)
    return workspace.round(round_id)
