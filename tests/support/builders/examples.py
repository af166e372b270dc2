"""Small values that tests share: a bank of two sections, a round on it, ids that count."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

from coreflect.core.banks.bank import EASIER, STANDARD, Bank, Item, Level, Scale, Section, Source, Words
from coreflect.core.model import Answer, Reflection, Response
from coreflect.core.names import HASH_LETTERS
from coreflect.core.reflections.responses import Draft
from tests.support.builders.bank_files import asked_as

LEVELS = ("not-yet", "started", "some-places", "everywhere")


class CountingIds:
    """Ids that are the same in every run: k00000001, k00000002 …"""

    def __init__(self, prefix: str = "k") -> None:
        self._numbers = count(1)
        self._prefix = prefix

    def record(self) -> str:
        return f"{self._prefix}{next(self._numbers):09d}"

    def letters(self, count: int) -> str:
        number = next(self._numbers)
        letters = ""
        for _ in range(count):
            number, rest = divmod(number, len(HASH_LETTERS))
            letters += HASH_LETTERS[rest]
        return letters

    def return_words(self) -> tuple[str, str]:
        return ("lantern", f"river{next(self._numbers)}")


def words(text: str, easier: str = "") -> Words:
    return Words(((STANDARD, text), (EASIER, easier or f"{text} (easier)")))


def level(level_id: str) -> Level:
    label = level_id.replace("-", " ").capitalize()
    return Level(level_id, words(label), words(f"It is {level_id}."))


def item(item_id: str, *, short: bool = False, edition: int = 1, text: str = "") -> Item:
    return Item(
        item_id,
        edition,
        words(text or f"About {item_id}"),
        words("The least."),
        words("The most."),
        words("What have you seen?"),
        short,
        ("assets",),
    )


def bank(bank_id: str = "garden", sections: int = 2, items: int = 2, levels: tuple[str, ...] = LEVELS) -> Bank:
    """A bank with so many sections of so many items; the first item of each is in the short form."""
    return Bank(
        bank_id,
        words(f"The {bank_id} questions"),
        "Part",
        words("{Period}, how far is this happening?"),
        words("These questions are about the garden."),
        words("Choosing the drinks"),
        (Scale("how-far", tuple(level(one) for one in levels)),),
        tuple(
            Section(
                f"part-{s}",
                words(f"Part {s}"),
                "",
                "how-far",
                tuple(item(f"{bank_id}-{s}-{i}", short=i == 1) for i in range(1, items + 1)),
            )
            for s in range(1, sections + 1)
        ),
        Source("an example", "nobody", "2026", "nowhere", "adapted", "no", "CC BY 4.0"),
        ((STANDARD, "Standard words"), (EASIER, "Easier words")),
    )


def a_round(**changes: object) -> Reflection:
    """An open or private round on the garden bank; private with a smallest group of 5 unless changed."""
    reflection = Reflection(
        id="mill-lane-2026-05-12-bcdfgh",
        revision="k0first",
        replaces=(),
        team="mill-lane",
        team_name="Mill Lane",
        about="the day centre",
        period="the last six months",
        date="2026-05-12",
        banks=(asked_as(bank()),),
        privacy="private",
        smallest_group=5,
        state="running",
        counted=(),
        invited=8,
        missing="",
        contact="the garden desk",
        keep_until="2027-05-12",
    )
    return replace(reflection, **changes)  # type: ignore[arg-type]


def a_draft(**changes: object) -> Draft:
    draft = Draft("kresponse1", "mill-lane-2026-05-12-bcdfgh", "carer")
    return replace(draft, **changes)  # type: ignore[arg-type]


def a_response(number: int, answers: dict[str, str], *, perspective: str = "carer", **changes: object) -> Response:
    """Response number so-and-so, with {item id: answer} on the garden bank."""
    response = Response(
        id=f"p{number:05d}",
        revision=f"r{number:05d}",
        replaces=(),
        round="mill-lane-2026-05-12-bcdfgh",
        perspective=perspective,
        code="",
        wording=STANDARD,
        answers=tuple(Answer("garden", item_id, 1, answer) for item_id, answer in answers.items()),
    )
    return replace(response, **changes)  # type: ignore[arg-type]
