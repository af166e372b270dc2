"""Answers are pooled by principle and by section, and only where each question may be shown."""

from __future__ import annotations

from coreflect.core.principles import by_principle, by_section
from coreflect.core.results import Picture, PublishedItem
from tests.support.builders.results import an_item, move, picture_of, published_round


def item(
    name: str, levels: tuple[int, ...] | None, *tags: str, section: str = "Outside", unsure: int = 0
) -> PublishedItem:
    spread = None if levels is None else picture_of(levels, not_sure=unsure)
    return an_item(name, name.title(), Picture("everyone", spread, move()))._replace(tags=tags, section=section)


def test_answers_to_the_questions_of_a_principle_are_added_up() -> None:
    beds = item("beds", (4, 4, 2, 0), "assets", "money", unsure=2)
    gate = item("gate", (0, 6, 3, 3), "assets", "roles")

    assets, roles = by_principle(published_round(items=(beds, gate, item("tools", (12, 0, 0, 0), "money"))))

    assert (assets.name, assets.spread.levels, assets.spread.chose, assets.people) == ("assets", (4, 10, 5, 3), 22, 12)
    assert (assets.items, assets.spread.not_sure) == ((beds, gate), 2)
    assert (roles.name, roles.items, roles.spread.levels) == ("roles", (gate,), (0, 6, 3, 3))


def test_a_principle_is_left_out_where_one_of_its_questions_may_not_be_shown() -> None:
    shown, hidden = item("beds", (4, 4, 2, 0), "assets", "roles"), item("gate", None, "assets")

    assert [pool.name for pool in by_principle(published_round(items=(shown, hidden)))] == ["roles"]
    assert by_principle(published_round(items=(shown,)), "paid") == ()


def test_questions_with_other_levels_are_not_added() -> None:
    four, three = item("beds", (1, 2, 3, 4), "assets"), item("gate", (1, 2, 3), "assets")

    pools = by_principle(published_round(items=(four, three._replace(levels=("No", "Some", "Yes")))))

    assert [pool.spread.levels for pool in pools] == [(1, 2, 3, 4), (1, 2, 3)]


def test_sections_of_two_banks_with_one_title_are_not_added() -> None:
    here = item("beds", (1, 2, 3, 4)), item("gate", (4, 3, 2, 1)), item("tools", (1, 1, 1, 1), section="Inside")
    elsewhere = item("beds", (0, 0, 0, 9))._replace(bank="yard")

    pools = by_section(published_round(items=(*here, elsewhere)))

    assert [(pool.name, pool.spread.levels) for pool in pools] == [
        ("Outside", (5, 5, 5, 5)),
        ("Inside", (1, 1, 1, 1)),
        ("Outside", (0, 0, 0, 9)),
    ]
