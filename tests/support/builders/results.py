"""Published values for tests of what people look at: pictures, items and rounds made by hand."""

from __future__ import annotations

from collections.abc import Sequence

from coreflect.core.results import Move, Picture, PublishedItem, PublishedRound, Shape, Spread, far_from

_LISTED = {"chose_before": 12, "chose": 12, "apart": 144, "test": "people", "by_chance": 0.001, "listed": True}
LABELS = ("Done to people", "Done for people", "Done together, in part", "Done together as equals")


def move(since: str = "", why_not: str = "first round", *, shape: Shape = "") -> Move:
    """A move since a round; one with a shape is listed, of one level at 12 people."""
    made = Move(since, why_not)  # type: ignore[arg-type]
    return made._replace(**_LISTED, shape=shape) if shape else made


def spread(*, often: int = 0) -> Spread:
    """So many people, all of them on the second of two levels."""
    return picture_of((0, often))


def picture_of(levels: Sequence[int], *, not_sure: int = 0, left_blank: int = 0) -> Spread:
    """A spread with these counts; pairs and middles as they follow from them."""
    answers = [place for place, people in enumerate(levels, 1) for _ in range(people)]
    chose = len(answers)
    far = sum(abs(one - other) >= far_from(len(levels)) for at, one in enumerate(answers) for other in answers[:at])
    return Spread(
        counted=chose + not_sure + left_blank,
        levels=tuple(levels),
        not_sure=not_sure,
        not_applicable=0,
        rather_not_say=0,
        left_blank=left_blank,
        pairs=chose * (chose - 1) // 2,
        pairs_far=far,
        middle_low=answers[(chose - 1) // 2] if chose else 0,
        middle_high=answers[chose // 2] if chose else 0,
    )


def an_item(item: str, text: str, *pictures: Picture, differently: bool = False, private: bool = True) -> PublishedItem:
    """An item; it is alike where its first picture is."""
    spread = pictures[0].spread if pictures else None
    mostly = spread.alike_at(private=private) if spread and not differently else 0
    return PublishedItem("garden", "Outside", item, 1, text, LABELS, pictures, differently, mostly=mostly)


def published_round(**changes: object) -> PublishedRound:
    one = PublishedRound(
        round="m-1",
        team="mill-lane",
        team_name="Mill Lane",
        about="the day centre",
        period="the last six months",
        date="2026-05-12",
        privacy="private",
        smallest_group=5,
        invited=8,
        missing="",
        finished=7,
        counted=7,
        counted_responses=(),
        counted_revisions=(),
        helped=0,
        withheld="",
        items=(),
    )
    return one._replace(**changes)  # type: ignore[arg-type]
