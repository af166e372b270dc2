"""Sets a reflection up and mends one, for both faces, `rounds new` and `rounds mend`.

Everything typed is checked and read back before it is saved. A reflection is saved together with its questions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from coreflect.core.banks.bank import Form, ShelvedBank
from coreflect.core.dates import ask_about, read_date, say_day
from coreflect.core.errors import Misuse
from coreflect.core.names import shown
from coreflect.core.reflections.rounds import DATES, MENDABLE, NewRound, Plan, dated, mended, new_round
from coreflect.core.reflections.set_up import (
    Typed,
    a_year_after,
    as_known,
    counts,
    first_typed,
    following,
    invited,
    kept_until,
    like_known,
    planned,
)
from coreflect.core.texts.set_up import (
    FIELDS,
    MEND_NAMES,
    SHARED_FOLDER,
    how_long,
    how_long_each,
    summary,
    what_groups_show,
)
from coreflect.core.texts.words import plain_date

if TYPE_CHECKING:
    from coreflect.core.model import Reflection
    from coreflect.core.texts.home import Row
    from coreflect.services.app import Services

_NEEDED = ("team_name", "about", "contact")


class SetUp:
    """A set-up in progress, with the banks that were on the shelf when it began."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self.shelf: Sequence[ShelvedBank] = services.shelf.banks()

    @property
    def can_begin(self) -> bool:
        """Whether there is a bank that can be asked."""
        return any(shelved.bank for shelved in self.shelf)

    @cached_property
    def teams(self) -> tuple[str, ...]:
        """The names of the teams that are here, the latest first."""
        return tuple(dict.fromkeys(reflection.team_name for reflection in self._services.workspace.rounds()))

    def team_meant(self, name: str) -> str:
        """Return the name of the team that is here and nearly called so; empty where there is none."""
        return like_known(name, self.teams)

    def following(self, reflection: Reflection) -> Typed:
        """Return what stands in the fields of this team's next reflection."""
        return following(reflection, self._services.clock.today(), self.shelf)

    def first_typed(self) -> Typed:
        """Return what stands in the fields at the start."""
        return first_typed(self._services.clock.today(), self.shelf)

    def check(self, typed: Typed) -> NewRound:
        """Make the reflection from what was typed, without saving it; a team that is here keeps its name as it is.

        Raises:
            Misuse: something cannot be taken; `field` says what.
        """
        typed = replace(typed, team_name=as_known(typed.team_name, self.teams))
        return new_round(planned(typed, self._services.clock.today()), self.shelf, self._services.ids)

    def fault_in(self, field: str, typed: Typed) -> Misuse | None:
        """Return the fault of one field, or None; needed fields that are still empty count as filled in."""
        unasked = {name: "…" for name in _NEEDED if name != field and not getattr(typed, name)}
        way = "private" if typed.way == "talk" else typed.way
        try:
            self.check(replace(typed, way=way, **unasked))  # type: ignore[arg-type]
        except Misuse as error:
            return error if error.field == field else None
        return None

    def said_back(self, day: str) -> str:
        """Say a typed day in full, and ask about it where it is many years away; empty where it is none."""
        today = self._services.clock.today()
        return say_day(day, today)

    def with_field(self, typed: Typed, field: str, text: str) -> Typed:
        """Return the fields with one changed; another date moves the day until which answers are kept, if it stood."""
        changes = {field: text}
        today = self._services.clock.today()
        if field == "date" and typed.keep_until == kept_until(typed.date, today):
            changes["keep_until"] = kept_until(text, today) or typed.keep_until
        return replace(typed, **changes)  # type: ignore[arg-type]

    def read_back(self, new: NewRound, typed: Typed) -> tuple[Row, ...]:
        """Read the set-up back, row by row, before it is saved."""
        return (
            *(("", asked) for asked in days_asked_about(self._services, new.reflection)),
            *summary(new.reflection, typed, self.shelf, self._services.workspace.place()),
        )

    def save(self, new: NewRound) -> Reflection:
        """Save the reflection with the files of its banks.

        Raises:
            NotSaved: it did not reach the disk.
        """
        self._services.workspace.save_round(new.reflection, new.bank_files)
        return new.reflection


def set_up(
    services: Services, fields: dict[str, object], banks: Sequence[tuple[str, Form]], day: str | None = None
) -> Reflection:
    """Set a reflection up at once from fields of a `Plan`; by default its date is today, and it is kept for a year.

    Raises:
        Misuse: something cannot be taken.
        NotSaved: it did not reach the disk.
    """
    today = services.clock.today()
    date = today if day is None else read_date(day, today, "date")
    fields = dated(fields, today)
    in_progress = SetUp(services)
    fields |= {"team_name": as_known(str(fields["team_name"]), in_progress.teams)}
    plan = Plan(**{"keep_until": a_year_after(date) or date, **fields}, date=date, banks=tuple(banks))  # type: ignore[arg-type]
    return in_progress.save(new_round(plan, in_progress.shelf, services.ids))


def what_to_expect(services: Services, reflection: Reflection, laptops: int) -> tuple[str, ...]:
    """Say how long it will take, what the smallest group will show, and whether others may open the folder."""
    banks = tuple((asked.bank, asked.form) for asked in reflection.banks)
    (questions, short), many = counts(banks, services.shelf.banks()), reflection.invited
    time = how_long(many, laptops, questions, short) if many else how_long_each(questions)
    groups = what_groups_show(many, reflection.smallest_group, private=reflection.is_private)
    shared = reflection.is_private and services.workspace.place().shared
    return (time, groups, *((SHARED_FOLDER,) if shared else ()))


def mendable_fields(reflection: Reflection) -> tuple[tuple[str, str, str], ...]:
    """List (field, what it is called, what stands in it as it is typed) of what can be mended."""
    invited = "" if reflection.invited is None else str(reflection.invited)
    values = {name: shown(str(getattr(reflection, name))) for name in MENDABLE} | {"invited": invited}
    values |= {name: plain_date(values[name]) for name in DATES}
    names = {name: field.name for name, field in FIELDS.items()} | MEND_NAMES
    return tuple((name, names[name], values[name]) for name in MENDABLE)


def check_mending(services: Services, reflection: Reflection, field: str, text: str) -> None:
    """Check a field's new text before it is saved.

    Raises:
        Misuse: it cannot be taken; the error's `field` says which.
    """
    mended(reflection, dated(_read({field: text}), services.clock.today()), services.ids)


def mend_typed(services: Services, reflection: Reflection, texts: dict[str, str]) -> Reflection:
    """Change what was set up to what was typed, and save it as a new revision.

    Raises:
        Misuse: something cannot be changed to this; `field` says what.
        NotSaved: it did not reach the disk.
    """
    # Another terminal may have shown the answers meanwhile, so the reflection is read again.
    return mend(services, services.workspace.round(reflection.id), _read(texts))


def _read(texts: dict[str, str]) -> dict[str, object]:
    changes: dict[str, object] = dict(texts)
    if "invited" in texts:
        changes["invited"] = invited(Typed(invited=texts["invited"]))
    return changes


def delete(services: Services, reflection: Reflection) -> None:
    """Delete a reflection that was set up by mistake: nobody has begun it, and nothing was settled in it.

    Raises:
        Misuse: there is something in it.
        NotSaved: it could not be deleted.
    """
    services.workspace.delete_round(reflection.id)


def days_asked_about(services: Services, reflection: Reflection) -> tuple[str, ...]:
    """Ask about each day of a reflection that is many years away."""
    asked = (ask_about(getattr(reflection, name), services.clock.today()) for name in DATES)
    return tuple(filter(None, asked))


def mend(services: Services, reflection: Reflection, changes: dict[str, object]) -> Reflection:
    """Change what was set up, and save it as a new revision.

    Raises:
        Misuse: something cannot be changed, or not to this.
        NotSaved: it did not reach the disk.
    """
    revision = mended(reflection, dated(changes, services.clock.today()), services.ids)
    services.workspace.save_round(revision, ())
    return revision
