"""One joined table for analysts, an answer a row with all that belongs to it; it is written, and never read back."""

from __future__ import annotations

from collections.abc import Iterator

from coreflect.core.aliases import same_names
from coreflect.core.answers import NON_ANSWERS, SIDE_OF
from coreflect.package.asked import AskedItem, Banks, banks_of
from coreflect.package.merged import Merged

HEADER = (
    *("team", "team_name", "round", "date", "about", "period", "privacy"),
    *("response", "perspective", "side", "code", "wording"),
    *("bank", "section", "item", "item_edition", "item_text", "answer", "answer_label", "level"),
)
_LABELS = {each.code: each.label for each in NON_ANSWERS}


def flat_rows(merged: Merged) -> Iterator[tuple[str | int | None, ...]]:
    """One row an answer, by team, date, round and response, with the columns of `HEADER`.

    `level` is the number of the level from 1, and None beside the levels. Texts are in the standard wording. What is in
    conflict is left out; teams and rounds that are declared to be the same stand under one id.
    """
    records = merged.records
    disputed = {one.record for one in merged.conflicts}
    teams, ids = same_names(records.aliases, "team"), same_names(records.aliases, "round")
    rounds = {one.id: one for one in records.rounds if one.id not in disputed}
    banks = Banks({file.name: file.content for file in records.bank_files})
    asked = {one: banks.asked("The package", its) for one, its in banks_of(rounds.values()).items()}
    people = {one.id: one for one in records.responses if one.id not in disputed and one.round in rounds}
    start = {
        one.id: (
            *(teams.get(facts.team, facts.team), facts.team_name, ids.get(facts.id, facts.id), facts.date),
            *(facts.about, facts.period, facts.privacy, one.id, one.perspective, SIDE_OF[one.perspective]),
            *(one.code, one.wording),
        )
        for one in people.values()
        for facts in (rounds[one.round],)
    }
    frame = merged.answers[merged.answers["response"].isin(start)]
    columns = ("response", "bank", "item", "item_edition", "answer")
    rows = zip(*(frame[column].astype("str").tolist() for column in columns), strict=True)
    by_person: dict[str, list[tuple[str, str, str, str]]] = {}
    for response, *cells in rows:
        by_person.setdefault(response, []).append((cells[0], cells[1], cells[2], cells[3]))
    for response in sorted(by_person, key=lambda one: (start[one][0], start[one][3], start[one][2], one)):
        items = asked[people[response].round]
        for bank, item, edition, answer in by_person[response]:
            yield (*start[response], *_said(items[bank, item], bank, item, edition, answer))


def _said(asked: AskedItem, bank: str, item: str, edition: str, answer: str) -> tuple[str | int | None, ...]:
    level = asked.levels.get(answer)
    label, number = (level[1], level[0]) if level else (_LABELS[answer], None)
    return (bank, asked.section, item, int(edition), asked.text, answer, label, number)
