"""Holds what a room looks at while it talks: the published results, and the room's own records on them.

What other terminals save is read at the next look; if a look fails, what was read before stays.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coreflect.core.errors import CoreflectError
from coreflect.core.meeting import room
from coreflect.core.meeting.room import ItemKey
from coreflect.core.model import Action, Note, Reflection, RoomCount
from coreflect.core.names import shown
from coreflect.core.reflections.responses import Question, questions
from coreflect.core.results import PublishedItem, PublishedRound
from coreflect.core.texts.actions import action_sentence
from coreflect.core.texts.meeting import TO_TALK_HEADING, WAS_SAID, WHAT_TO_TALK_ABOUT, WHERE_WE_STAND, WILL_DO
from coreflect.reporting.agenda import agenda, item_key, parts
from coreflect.reporting.look_back import comparable
from coreflect.reporting.results_text import earlier_position_text, room_positions
from coreflect.reporting.text import paired_sentences
from coreflect.services.app import Services


class Discussion:
    """A room's discussion of a revealed reflection: its results, what it chose to talk about, and what it settled."""

    def __init__(self, services: Services, reflection: Reflection, published: PublishedRound) -> None:
        """Takes the reflection, and its results as they may be shown."""
        self.services = services
        self.reflection = reflection
        self.rounds: tuple[PublishedRound, ...] = ()
        """The team's reflections up to this one as they may be shown, the oldest first; empty until they are known."""
        self.show(published)
        self._counts: tuple[RoomCount, ...] = ()
        self._notes: tuple[Note, ...] = ()
        self._actions: tuple[Action, ...] = ()
        self._asked = self._questions()
        self._before = self._earlier()
        self._dates = self._dates_by_round()
        self.look()

    def show(self, published: PublishedRound) -> None:
        """Take newer results of the same reflection."""
        self.published = published
        self.parts = parts(agenda(published))
        self._items = {item_key(item): item for part in self.parts for item in part.items}

    def look(self) -> bool:
        """Read what the room has chosen, settled, noted and planned; returns whether anything has changed."""
        workspace, before = self.services.workspace, (self._counts, self._notes, self._actions)
        try:
            counts = workspace.room(self.reflection.id)
            notes = workspace.room_notes(self.reflection.id)
            planned = workspace.actions(self.reflection.team)
        except (CoreflectError, OSError):
            return False
        self._counts = counts
        self._notes = tuple(note for note in notes if note.sharing == "room")
        self._actions = tuple(action for action in planned if action.round == self.reflection.id)
        return before != (self._counts, self._notes, self._actions)

    @property
    def chosen(self) -> tuple[ItemKey, ...]:
        """The items that the room chose to talk about, in order."""
        rows = sorted((row for row in self._counts if row.kind == "to-talk"), key=lambda row: row.count)
        keys = ((row.bank, row.item, row.edition or 1) for row in rows)
        return tuple(dict.fromkeys(key for key in keys if key in self._items))

    def toggle(self, key: ItemKey) -> None:
        """Choose an item to talk about, or no longer; it stays in its place in the list.

        Raises:
            CoreflectError: three are chosen already, or it could not be kept.
        """
        is_wanted = key not in self.chosen
        # Read first what another terminal chose since the last look, so that neither undoes the other's choice.
        self.look()
        chosen = [other for other in self.chosen if other != key]
        if is_wanted:
            chosen.append(key)
        self.choose(chosen)

    def choose(self, keys: Sequence[ItemKey]) -> None:
        """Choose the items to talk about, in this order; all others stay in their places in the list.

        Raises:
            CoreflectError: they are more than three, or they could not be kept.
        """
        before = [row for row in self._counts if row.kind == "to-talk"]
        saved = room.to_talk(self.reflection.id, keys, before, self.services.ids)
        self.services.workspace.save_room(saved)
        self.services.steps.counted(WHAT_TO_TALK_ABOUT, saved, before)
        self.look()

    def item(self, key: ItemKey) -> PublishedItem:
        """Return the item with this key.

        Raises:
            KeyError: there is none.
        """
        return self._items[key]

    def question(self, key: ItemKey) -> Question | None:
        """Return the question as the reflection asks it; None if its bank cannot be read."""
        return self._asked.get(key[:2])

    def part_of(self, key: ItemKey) -> tuple[str, tuple[ItemKey, ...]]:
        """Return the heading of the part that an item is in, and the items of that part in order."""
        if key in self.chosen:
            return TO_TALK_HEADING, self.chosen
        for part in self.parts:
            keys = tuple(item_key(item) for item in part.items)
            if key in keys:
                return part.heading, keys
        return "", (key,)

    def place_of(self, key: ItemKey) -> str:
        """Say where an item is: the heading of its part, and which of how many in it."""
        heading, keys = self.part_of(key)
        return f"{heading} · {keys.index(key) + 1} of {len(keys)}"

    def neighbour(self, key: ItemKey, by: int) -> ItemKey:
        """Find the next or previous item, among those chosen to talk about, or otherwise in the whole list."""
        keys = self.chosen if key in self.chosen else tuple(self._items)
        return keys[min(max(keys.index(key) + by, 0), len(keys) - 1)]

    def position_text(self, key: ItemKey) -> str:
        """Say where the room stands on an item; empty where nothing is settled yet."""
        agreed = [row for row in self._counts if row.kind == "agreed"]
        scales = {item_key_of: question.scale for item_key_of, question in self._asked.items()}
        return next((position.text for position in room_positions(agreed, scales) if position.key[:2] == key[:2]), "")

    def earlier_position_text(self, key: ItemKey) -> str:
        """Say where the room stood on an item in the team's previous reflection; empty if it stood nowhere."""
        question = self.question(key)
        for date, counts in self._before:
            rows = [row for row in counts if row.kind == "agreed" and (row.bank, row.item, row.edition) == key]
            if len(rows) == 1:
                return earlier_position_text(date, rows[0].answer, question.scale if question else None)
        return ""

    def paired(self, key: ItemKey) -> tuple[str, ...]:
        """Say how people who took a code answered an item then and now, as far as it may be shown."""
        return paired_sentences(self.item(key), self._dates)

    def over_time(self, key: ItemKey) -> tuple[tuple[PublishedRound, PublishedItem], ...]:
        """List the reflections with which an item can be compared, the oldest first, each with the item as it asked."""
        return comparable(self.rounds, self.published, key[:2])

    def settled(self, key: ItemKey) -> tuple[tuple[str, str], ...]:
        """List (heading, text) of the room's records on an item: where it stands, its notes and its actions."""
        position_text = self.position_text(key)
        return (
            *(((WHERE_WE_STAND, position_text),) if position_text else ()),
            *((WAS_SAID, note) for note in self.notes(key)),
            *((WILL_DO, action) for action in self.planned(key)),
        )

    def notes(self, key: ItemKey) -> tuple[str, ...]:
        """List the notes on an item that are for everyone here."""
        return tuple(shown(note.text, lines=True).strip() for note in self._notes if (note.bank, note.item) == key[:2])

    def planned(self, key: ItemKey) -> tuple[str, ...]:
        """Write a sentence for each action on an item."""
        about = (action for action in self._actions if (action.bank, action.item) == key[:2])
        return tuple(shown(action_sentence(action)) for action in about)

    def _questions(self) -> Mapping[tuple[str, str], Question]:
        try:
            asked = questions(self.reflection, self.services.workspace.banks(self.reflection.id))
        except CoreflectError:
            return {}
        return {question.key: question for question in asked}

    def _dates_by_round(self) -> Mapping[str, str]:
        try:
            return {reflection.id: reflection.date for reflection in self.services.workspace.rounds()}
        except (CoreflectError, OSError):
            return {}

    def _earlier(self) -> tuple[tuple[str, tuple[RoomCount, ...]], ...]:
        """Read the date of the team's previous reflection, and its room counts; empty where there is none to read."""
        workspace, reflection = self.services.workspace, self.reflection
        try:
            of_team = [other for other in workspace.rounds() if other.team == reflection.team]
            before = [other for other in of_team if (other.date, other.id) < (reflection.date, reflection.id)]
            latest = max(before, key=lambda other: (other.date, other.id), default=None)
            return ((latest.date, workspace.room(latest.id)),) if latest else ()
        except (CoreflectError, OSError):
            return ()
