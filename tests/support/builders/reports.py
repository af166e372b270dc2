"""Rounds that a report is made from: one with everything in it, a long one, and one whose every text is hostile."""

from __future__ import annotations

from typing import Any

from coreflect.banks.shelf import Shelf
from coreflect.core.answers import EVERYONE, LIVED, PAID
from coreflect.core.banks.bank import Bank, Form, Item, Section
from coreflect.core.results import (
    BetweenSides,
    Picture,
    PublishedAction,
    PublishedBank,
    PublishedItem,
    PublishedNote,
    PublishedPosition,
    PublishedRound,
)
from tests.support.builders.comparisons import a_comparison
from tests.support.builders.results import an_item, move, picture_of, published_round

HOSTILE = (
    "</style></title><script>document.title = 1; alert(1)</script><img src=https://example.org/x onerror=alert(1)>"
    " {{ 7 * 7 }} \x1b[31m \u202egnorw\u2066 \u05e9\u05dc\u05d5\u05dd # heading | cell | [link](javascript:alert(1)) "
    "`code` "
    "\n# heading\n- item\n1. one\n> said\n===\n" + "long" * 2500
)
SHIPPED = ("nesta-principles", "scie-statements")
MEANINGS = ("People have no part in it.", "Staff do it for people.", "Shared in part.", "Shared as a rule.")


def a_doing(number: int = 1, **changes: Any) -> PublishedAction:
    one = PublishedAction(
        f"d-{number}", "garden", "gate", "Oil the gate", "Sam", "June", "Kim", progress="to-do", happened="", outcome=""
    )
    return one._replace(**changes)


def rounds() -> tuple[PublishedRound, ...]:
    """Mill Lane's three private rounds, with what was said and settled in each; the third shows no answers."""
    first, second, third = a_comparison().rounds[:3]
    before = first._replace(
        helped=3,
        missing="the night staff",
        settled=(
            PublishedPosition("garden", "beds", "We choose the beds together", "level", "Seldom"),
            PublishedPosition("garden", "gate", "We choose the gate together", "differently", ""),
            PublishedPosition("garden", "tools", "We choose the tools together", "not-reached", ""),
        ),
        notes=(
            PublishedNote("garden", "beds", "We wrote the list at the long table."),
            PublishedNote("", "", "The room was cold."),
        ),
        doings=(
            a_doing(1, progress="done", happened="yes", outcome="It opens with one hand"),
            a_doing(2, what="Ask who holds the key", due="2026-09-01"),
            a_doing(3, what="Buy new tools", progress="dropped", outcome="We share the school's tools."),
        ),
        next_date="2026-11-10",
    )
    now = second._replace(
        missing="people who do not use words",
        settled=(PublishedPosition("garden", "money", "We choose the money together", "differently", ""),),
        doings=(a_doing(4, what="Put the budget on the wall", checked_by="Jo"),),
        next_date="2027-05-11",
    )
    return (before, now, third._replace(doings=(a_doing(5, what="Meet in the evening"),)))


def open_rounds() -> tuple[PublishedRound, ...]:
    """Quay House's two open rounds, the second in other words."""
    return a_comparison().rounds[3:]


def long_round(items: int = 24, **changes: Any) -> PublishedRound:
    """A private round with so many questions, a third of them seen differently, and both sides shown."""
    return published_round(
        items=tuple(_long_item(number) for number in range(1, items + 1)),
        banks=(PublishedBank("garden", "The garden", "{Period}, how is this done?", "an idea", "Nesta", "2012"),),
        finished=12,
        counted=12,
        invited=14,
        missing="the night staff",
        doings=(a_doing(1),),
        **changes,
    )


def shipped_rounds(form: Form = "whole") -> tuple[PublishedRound, ...]:
    """Two rounds that ask two shipped banks, 22 questions or 10 in short; the room talked about three of them."""
    asked = [
        (bank, section, item)
        for bank in (one.bank for one in Shelf().banks() if one.bank and one.bank.id in SHIPPED)
        for section, item in bank.items(form if bank.id == SHIPPED[0] else "whole")
    ]
    items = tuple(_shipped_item(at, *one) for at, one in enumerate(asked))
    banks = tuple(
        PublishedBank(bank.id, bank.title.say(), bank.stem.say(), "", bank.source.publisher, bank.source.year)
        for bank in dict.fromkeys(bank for bank, _, _ in asked)
    )
    talked = [items[at] for at in (1, 4, 7)]
    first = published_round(round="m-0", date="2025-11-04", items=_not_moved(items), banks=banks, doings=(a_doing(1),))
    second = published_round(
        items=items,
        banks=banks,
        finished=12,
        counted=12,
        invited=14,
        missing="the night staff",
        settled=tuple(
            PublishedPosition(item.bank, item.item, item.text, how, item.levels[1] if how == "level" else "")  # type: ignore[arg-type]
            for item, how in zip(talked, ("level", "differently", "level"), strict=True)
        ),
        notes=tuple(PublishedNote(item.bank, item.item, "We wrote the last plan together.") for item in items[:3]),
        doings=tuple(a_doing(number) for number in range(2, 5)),
        next_date="2026-11-10",
    )
    return (first, second)


def _shipped_item(at: int, bank: Bank, section: Section, item: Item) -> PublishedItem:
    apart = at % 6 == 1
    scale = bank.scale(section.scale)
    lived, paid = ((5, 2, 0, 0), (0, 0, 1, 3)) if apart else ((1, 3, 2, 1), (0, 2, 2, 1))
    both = tuple(map(sum, zip(lived, paid, strict=True)))
    since = move("m-0", "")
    return PublishedItem(
        bank.id,
        section.title.say(),
        item.id,
        1,
        item.text.say(),
        tuple(level.label.say() for level in scale.levels),
        (
            Picture(EVERYONE, picture_of(both, not_sure=1 if apart else 0), since),
            Picture(LIVED, picture_of(lived), since),
            Picture(PAID, picture_of(paid, not_sure=1 if apart else 0), since),
        ),
        apart,
        tuple(level.meaning.say() for level in scale.levels),
        between_sides=BetweenSides(PAID, 28, 28, scale.break_after, 0.001, listed=True) if apart else None,
        break_after=scale.break_after,
    )


def _not_moved(items: tuple[PublishedItem, ...]) -> tuple[PublishedItem, ...]:
    """The same items in the first round of a team."""
    return tuple(
        item._replace(pictures=tuple(picture._replace(move=move()) for picture in item.pictures)) for item in items
    )


def hostile_round(text: str = HOSTILE) -> PublishedRound:
    """A round every text of which is this one."""
    picture = Picture("everyone", picture_of((3, 0, 0, 4), not_sure=3), move("m-0", "", shape="further up"))
    item = PublishedItem("garden", text, "beds", 1, text, (text,) * 4, (picture,), True, (text,) * 4, published=text)
    return published_round(
        team_name=text,
        about=text,
        period=text,
        missing=text,
        date=text,
        items=(item, item._replace(item="gate", seen_differently=False)),
        banks=(
            PublishedBank("garden", text, text, text, text, text, quotes=(text,)),
            PublishedBank("b", text, text, text, "", "", object=text),
        ),
        settled=(
            PublishedPosition("garden", "beds", text, "level", text),
            PublishedPosition("garden", "gate", text, "differently", ""),
        ),
        notes=(PublishedNote("garden", "beds", text), PublishedNote("", "", text)),
        doings=(_hostile_doing(text), _hostile_doing(text)._replace(progress="dropped")),
        next_date=text,
    )


def hostile_rounds(text: str = HOSTILE) -> tuple[PublishedRound, ...]:
    """Such a round, and one before it."""
    one = hostile_round(text)
    return (one._replace(round="m-0", about="usual"), one)


def _hostile_doing(text: str) -> PublishedAction:
    return a_doing(what=text, who=text, due=text, checked_by=text, outcome=text, happened="partly")


def _long_item(number: int) -> PublishedItem:
    differently = number % 3 == 0
    everyone = picture_of((5, 0, 0, 7) if differently else (0, 4, 7, 0), left_blank=0 if differently else 1)
    sides = (picture_of((5, 1, 0, 0)), picture_of((0, 0, 0, 6)))
    item = an_item(
        f"q{number:02}",
        f"Question {number:02}: how do we decide on what is done in the garden, and who has a say in it?",
        Picture("everyone", everyone, move()),
        Picture("everyone-else", sides[0], move()),
        Picture("paid", sides[1], move()),
        differently=differently,
    )
    return item._replace(meanings=MEANINGS)
