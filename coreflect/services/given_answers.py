"""Stores what one person gives on the form of a sheet.

The values come from outside, as plain texts under the names that the form gives its fields (`answer-3`, `note-3`), so
each of them is checked before any is stored. What was given before and is not among them stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from coreflect.core.answers import OFFERED, SIDE_OF
from coreflect.core.errors import Misuse
from coreflect.core.model import Sharing
from coreflect.core.reflections.answers_file import LONGEST_NOTE
from coreflect.core.reflections.form_fields import SHARINGS
from coreflect.core.reflections.walkthrough import Walkthrough
from coreflect.core.texts import answers_file as texts
from coreflect.services.app import Services
from coreflect.services.sitting import Sitting


def store_given(services: Services, sitting: Sitting, fields: Mapping[str, str]) -> None:
    """Store what a person gave, in one save, among their unfinished answers; nothing where it says nothing new.

    Takes where they stand, and the fields: `perspective`, `wording`, and for each question by its number `answer-N`
    (empty to leave it blank), `note-N` (empty to take it off) and `sharing-N`. `Sitting.finish` lets them count.

    Raises:
        Misuse: a field is not known, or holds what cannot be given there; nothing was stored.
        CoreflectError: it could not be saved.
    """
    before = sitting.walkthrough
    walkthrough = given(services, before, fields).jump(before.at)
    if walkthrough.draft.content != before.draft.content:
        sitting.save(walkthrough)


def given(services: Services, walkthrough: Walkthrough, fields: Mapping[str, str]) -> Walkthrough:
    """The walkthrough with what was given in these fields; nothing of it is saved.

    Raises:
        Misuse: a field is not known, or holds what cannot be given there.
    """
    for name, value in fields.items():
        walkthrough = _given(services, walkthrough, name, value, fields)
    return walkthrough


def _given(
    services: Services, walkthrough: Walkthrough, name: str, value: str, fields: Mapping[str, str]
) -> Walkthrough:
    kind, _, number = name.partition("-")
    if name == "perspective":
        return walkthrough.from_perspective(_one_of(name, value, SIDE_OF))
    if name == "wording":
        return walkthrough.in_wording(_one_of(name, value, dict(walkthrough.wordings())))
    if kind not in ("answer", "note", "sharing") or not number.isdecimal() or not number.isascii():
        raise Misuse(texts.field_not_known(name))
    at = int(number[:9])
    if number != str(at) or not 1 <= at <= len(walkthrough.asked):
        raise Misuse(texts.field_not_known(name))
    there = walkthrough.jump(at - 1)
    if kind == "answer":
        levels = there.question.scale.level_ids
        _one_of(name, value, ("", *levels, *(each.code for each in OFFERED)))
        if not value:
            return there.leave_blank()
        return there if there.chosen == value else there.choose(value)
    text = fields.get(f"note-{number}", there.note.text if there.note else "")
    if len(text) > LONGEST_NOTE:
        raise Misuse(texts.field_cannot_hold(name, text))
    sharing = fields.get(f"sharing-{number}", there.note.sharing if there.note else SHARINGS[-1])
    _one_of(f"sharing-{number}", sharing, SHARINGS)
    return there.noted(text.strip(), cast("Sharing", sharing), services.ids.record())


def _one_of(name: str, value: str, choices: Mapping[str, object] | tuple[str, ...]) -> str:
    if value not in choices:
        raise Misuse(texts.field_cannot_hold(name, value))
    return value
