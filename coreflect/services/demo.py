"""Writes the demo: two made-up teams that answer twice, half a year apart, on three laptops.

The first time they are asked in the words of an earlier release, to show that rewording ends no team's line.

Everything random comes from one seed, so that the files are the same, byte for byte, on every machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from coreflect.analysis import published
from coreflect.banks.shelf import earlier_banks
from coreflect.core.answers import NOT_APPLICABLE, NOT_SURE, RATHER_NOT_SAY, SIDE_OF
from coreflect.core.banks.bank import EASIER, STANDARD, ShelvedBank
from coreflect.core.codes import new_code
from coreflect.core.meeting.actions import Planned, new_action, updated
from coreflect.core.meeting.asking import Asking
from coreflect.core.meeting.room import DIFFERENTLY, agreed
from coreflect.core.model import Action, Guard, Records, Reflection, RoomCount, Sharing, Withdrawn
from coreflect.core.names import HASH_LETTERS, shown
from coreflect.core.ports import Ids
from coreflect.core.reflections.responses import Draft, DraftNote, Finished, Question, amend, finish, questions
from coreflect.core.reflections.rounds import NewRound, Plan, new_round
from coreflect.core.reflections.set_up import a_year_after
from coreflect.core.results import Published
from coreflect.core.texts.words import spoken_date
from coreflect.files.atomic import make_folder, write_whole
from coreflect.package.merge import merge, merged_package
from coreflect.package.read import open_package
from coreflect.package.write import write_package
from coreflect.reporting.report import report, report_html
from coreflect.reporting.workbook import workbook
from coreflect.services.comparisons import WORKBOOK, tables
from coreflect.services.output import exports_folder
from coreflect.services.releases import Notify

SEED = 20260310
DAYS = ("2026-03-10", "2026-09-15")
LAPTOPS = ("a", "b", "c")
FIRST_ASKED_IN = "0.1.0"
ID_CHARACTERS = f"{HASH_LETTERS}23456789"

_LANTERN = (
    "supported",
    "carer",
    "supported",
    "other",
    "supported",
    "carer",
    "staff",
    "staff",
    "leader",
    "staff",
    "staff",
)
_QUAY = ("supported", "supported", "carer", "staff", "staff", "leader", "other")
_NOTES: tuple[tuple[Sharing, str], ...] = (
    ("room", "We wrote the last plan together, at the long table. That felt right."),
    ("facilitator", "I would like to hear what became of the travel money."),
    ("room", "New people are not asked what they are good at. I was not."),
)


PACKAGES = "packages"
MERGED = "merged.zip"
REPORTED = "lantern-street"
"""The team on which a report is written."""


def demo_folder(named: str | None) -> Path:
    """Make the folder for the demo's files: the one that is named, or `exports/demo`."""
    folder = Path(named) if named else exports_folder() / "demo"
    for needed in (folder, folder / PACKAGES):
        make_folder(needed)
    return folder


def write_packages(folder: Path, banks: Sequence[ShelvedBank], notify: Notify) -> Published:
    """Write the packages that the laptops hand in, merge them into one, and publish the result.

    Takes the shipped banks; each file is named to `notify`.
    """
    paths = []
    for package in story(banks):
        path = folder / PACKAGES / package.file
        write_package(package.records, path)
        notify(f"{shown(str(path))}: {package.what}.")
        paths.append(path)
    merged = merge([open_package(path) for path in paths])
    write_whole(folder / MERGED, merged_package(merged))
    notify(f"Merged into {shown(str(folder / MERGED))}.\n")
    return published(merged, release=True)


def write_results(published: Published, folder: Path, notify: Notify) -> None:
    """Write the tables and the workbook on all rounds, and the report on one team; each file is named to `notify`."""
    for name, content in {**tables(published), WORKBOOK: workbook(published)}.items():
        write_whole(folder / name, content)
        notify(f"Written: {shown(str(folder / name))}")
    path = folder / f"{REPORTED}.html"
    of_team = [team_round for team_round in published.rounds if team_round.team == REPORTED]
    write_whole(path, report_html(report(of_team, asking=_ASKING)).encode())
    notify(f"Written: {shown(str(path))}, a report to open in a browser.")


class SeededIds:
    """Makes ids that are the same in every run of the same story."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance

    def record(self) -> str:
        return self.letters(1) + "".join(self._pick(ID_CHARACTERS) for _ in range(9))

    def letters(self, count: int) -> str:
        return "".join(self._pick(HASH_LETTERS) for _ in range(count))

    def return_words(self) -> tuple[str, str]:
        return ("lantern", "quay")

    def _pick(self, characters: str) -> str:
        return characters[int(self._chance.random() * len(characters))]


@dataclass(frozen=True, slots=True)
class StoryPackage:
    """A package that a laptop hands in: its file name, its records, and what happened, in a few words."""

    file: str
    records: Records
    what: str


@dataclass(frozen=True, slots=True)
class StoryRound:
    """One round of one team: as it was set up, what it asked, and everyone who answered."""

    made: NewRound
    asked: tuple[Question, ...]
    people: list[Finished]
    is_first: bool


def story(shelf: Sequence[ShelvedBank]) -> tuple[StoryPackage, ...]:
    """Make every package that the laptops hand in, in the order in which they do.

    Takes the banks on the shelf. Each round gives a package a laptop; in the first round of the first team one person
    takes the answers out after handing in, another corrects one, and one package comes twice.
    """
    chance = Random(SEED)  # noqa: S311 - a story, not a secret
    ids = SeededIds(chance)
    talk = SeededIds(Random(SEED + 1))  # noqa: S311
    packages: list[StoryPackage] = []
    for met in rounds(shelf, chance, ids):
        packages += _packages_of_round(met, ids, talk)
        if met.made.reflection.privacy == "private" and met.is_first:
            packages += _later_packages(met.made, met.people, met.asked, packages[0], ids)
    return tuple(packages)


def rounds(
    shelf: Sequence[ShelvedBank], chance: Random, ids: SeededIds, days: tuple[str, str] = DAYS
) -> Iterator[StoryRound]:
    """Make the two rounds of each team, on these days; the first is asked in the words of an earlier release."""
    shelves = (earlier_banks(FIRST_ASKED_IN), shelf)
    codes_from = SeededIds(Random(SEED + 2))  # noqa: S311
    for team, about, privacy, perspectives in (
        ("Lantern Street", "the made-up day centre in Lantern Street", "private", _LANTERN),
        ("Marmalade Quay", "the made-up garden at Marmalade Quay", "open", _QUAY),
    ):
        # All who are paid take a code and use it again: pairs are not shown if a few people of a side take none.
        coded = [new_code(codes_from) for _ in perspectives]
        for number, day in enumerate(days):
            _, month, _ = spoken_date(days[0]).rsplit(" ", 2)
            plan = Plan(
                team_name=team,
                about=about,
                date=day,
                banks=(("nesta-principles", "short"), ("scie-statements", "whole")),
                contact=f"the office at {team}",
                keep_until=a_year_after(day),
                period=f"since we met in {month}" if number else "the last six months",
                privacy="private" if privacy == "private" else "open",
                invited=len(perspectives) + 1,
                missing="" if number else "the night staff",
            )
            made = new_round(plan, shelves[number], ids)
            by_id = {shelved.id: shelved.bank for shelved in shelves[number] if shelved.bank}
            asked = questions(made.reflection, [by_id[asked_bank.bank] for asked_bank in made.reflection.banks])
            codes = {at: code for at, code in enumerate(coded) if SIDE_OF[perspectives[at]] == "paid"}
            came = (*perspectives, *(("supported",) if number else ()))
            people = [
                _person(made.reflection, asked, who, at, number, chance, ids, codes.get(at, ""))
                for at, who in enumerate(came)
            ]
            yield StoryRound(made, asked, people, is_first=number == 0)


def _packages_of_round(met: StoryRound, ids: SeededIds, talk: SeededIds) -> list[StoryPackage]:
    """Make a package for each laptop; the room's records are on laptop A."""
    reflection = met.made.reflection
    helped = RoomCount(ids.record(), ids.record(), (), reflection.id, "helped", "", "", None, "", "chosen", 2)
    room = (helped, *settled(reflection, met.asked, talk))
    planned = actions(reflection, met.asked, talk, is_first=met.is_first)
    return [
        StoryPackage(
            _file(reflection, laptop),
            _records(met.made, answered, room=room if laptop == "a" else (), actions=planned if laptop == "a" else ()),
            f"{len(answered)} people answered on laptop {laptop.upper()}",
        )
        for laptop, answered in _by_laptop(met.people).items()
    ]


def _later_packages(
    made: NewRound, people: Sequence[Finished], asked: Sequence[Question], first_package: StoryPackage, ids: SeededIds
) -> list[StoryPackage]:
    reflection = made.reflection
    by_laptop = _by_laptop(people)
    out, *stay = by_laptop["b"]
    taken = (Withdrawn(out.response.id, reflection.id), *(Withdrawn(note.id, reflection.id) for note in out.notes))
    changed, *unchanged = by_laptop["c"]
    return [
        StoryPackage(_file(reflection, "a-again"), first_package.records, "the same package a second time"),
        StoryPackage(
            _file(reflection, "b-later"),
            _records(made, stay, withdrawn=taken),
            "laptop B again, after one person removed their answers",
        ),
        StoryPackage(
            _file(reflection, "c-corrected"),
            _records(made, [_corrected(changed, asked, reflection, ids), *unchanged]),
            "laptop C again, after one person changed an answer",
        ),
    ]


def _by_laptop(people: Sequence[Finished]) -> dict[str, Sequence[Finished]]:
    return {laptop: people[at :: len(LAPTOPS)] for at, laptop in enumerate(LAPTOPS)}


def _file(reflection: Reflection, laptop: str) -> str:
    return f"{reflection.team}-{reflection.date}-laptop-{laptop}.zip"


def _corrected(before: Finished, asked: Sequence[Question], reflection: Reflection, ids: SeededIds) -> Finished:
    draft = amend(before)
    others = tuple(choice for choice in draft.choices if choice[0] != asked[0].key)
    highest = asked[0].scale.level_ids[-1]
    return finish(replace(draft, choices=((asked[0].key, highest), *others)), asked, reflection, before, ids)


def _person(
    reflection: Reflection,
    asked: Sequence[Question],
    perspective: str,
    at: int,
    number: int,
    chance: Random,
    ids: SeededIds,
    code: str,
) -> Finished:
    draft = Draft(
        response=ids.record(),
        round=reflection.id,
        perspective=perspective,
        wording=EASIER if at % 3 == 0 else STANDARD,
        code=code,
        choices=tuple(
            (question.key, answer)
            for place, question in enumerate(asked)
            if (answer := _answer(question, perspective, place, number, chance)) is not None
        ),
    )
    if at < len(_NOTES):
        sharing, text = _NOTES[at]
        draft = replace(draft, notes=(DraftNote(asked[at].key, ids.record(), text, sharing),))
    return finish(draft, asked, reflection, None, ids)


def _answer(question: Question, perspective: str, place: int, number: int, chance: Random) -> str | None:
    """Choose an answer: the sides differ at every third question, and levels are a little higher the second time."""
    apart = place % 3 == 1 and SIDE_OF[perspective] == "paid"
    aside = chance.random()
    if aside < 0.05:
        return None
    if aside < (0.35 if place == 5 else 0.12):
        return (NOT_SURE, NOT_APPLICABLE, RATHER_NOT_SAY)[int(chance.random() * 2.2)].code
    middle = 0.8 + 1.7 * apart + 0.35 * number
    levels = question.scale.level_ids
    return levels[max(0, min(len(levels) - 1, round(middle + chance.random() * 1.6 - 0.8)))]


def _records(
    made: NewRound,
    people: Sequence[Finished],
    *,
    room: tuple[RoomCount, ...] = (),
    actions: tuple[Action, ...] = (),
    withdrawn: tuple[Withdrawn, ...] = (),
) -> Records:
    reflection = made.reflection
    return Records(
        rounds=(reflection,),
        responses=tuple(person.response for person in people),
        room=room,
        actions=actions,
        notes=tuple(note for person in people for note in person.notes),
        withdrawn=withdrawn,
        guards=(Guard(reflection.id, reflection.privacy, reflection.smallest_group),),
        bank_files=made.bank_files,
    )


UNSETTLED, SETTLED = 1, 4
"""The places of the two questions that a team talks about."""

_FIRST = (
    ("Ask everyone who is new what they are good at", "Two of us who work here", "June", "Someone who was new", "yes"),
    ("Pay bus fares on the day", "Whoever plans the budget", "2026-06-30", "Someone who came by bus", "partly"),
)
_OUTCOMES = ("Four people told us. One now runs the Tuesday table.", "On Tuesdays, not yet on Fridays.")
_SECOND = (("Pay bus fares on every day", "Whoever plans the budget", "2026-12-01", "Someone who came by bus", ""),)
_ASK = "Pay bus fares on the day to everyone who comes to plan with us."
_ASKING = Asking((_ASK,), "2026-11-30", "in person, at our table")
_KNOWN_BY = "Nobody stays at home for the price of a ticket."


def settled(reflection: Reflection, asked: Sequence[Question], ids: Ids) -> tuple[RoomCount, ...]:
    """Make what the room agreed: it sees one question differently, and agrees on a level for another."""
    differently, level = asked[UNSETTLED], asked[SETTLED]
    return (
        *agreed(reflection.id, _key(differently), DIFFERENTLY, (), ids),
        *agreed(reflection.id, _key(level), level.scale.level_ids[1], (), ids),
    )


def actions(reflection: Reflection, asked: Sequence[Question], ids: Ids, *, is_first: bool) -> tuple[Action, ...]:
    """Make the team's actions; those of the first round have been checked since."""
    bank, item, _ = _key(asked[SETTLED])
    made = []
    for number, (what, who, due, checked_by, happened) in enumerate(_FIRST if is_first else _SECOND):
        known_by = "" if is_first else _KNOWN_BY
        planned = Planned(what, who, due, checked_by, bank=bank, item=item, known_by=known_by)
        action = new_action(reflection.id, planned, ids)
        if happened:
            progress = "done" if happened == "yes" else "doing"
            action = updated(action, ids, progress=progress, happened=happened, outcome=_OUTCOMES[number])
        made.append(action)
    return tuple(made)


def _key(question: Question) -> tuple[str, str, int]:
    return (question.bank.id, question.item.id, question.item.edition)
