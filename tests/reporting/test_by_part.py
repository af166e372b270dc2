"""Results are read by principle and by section; what may not be shown of one question is not shown of its part."""

from __future__ import annotations

from coreflect.core.results import Picture, PublishedItem
from coreflect.reporting.by_part import by_part, by_part_lines
from tests.support.builders.results import an_item, move, picture_of, published_round


def item(name: str, levels: tuple[int, ...] | None, *tags: str) -> PublishedItem:
    spread = None if levels is None else picture_of(levels)
    return an_item(name, name.title(), Picture("everyone", spread, move()))._replace(tags=tags, section=name)


def test_principles_stand_in_the_order_of_their_source_whatever_was_asked_first() -> None:
    first, second = item("beds", (4, 4, 2, 2), "networks"), item("gate", (0, 6, 3, 3), "assets")

    principles, sections = by_part(published_round(items=(first, second)))

    assert [row.name for row in principles.rows] == [
        "Assets: 12 answers from 12 people to 1 question.",
        "Networks: 12 answers from 12 people to 1 question.",
    ]
    assert [row.name.partition(":")[0] for row in sections.rows] == ["beds", "gate"]


def test_other_answers_to_choose_from_are_named_where_one_principle_stands_twice() -> None:
    four, three = item("beds", (1, 2, 3, 4), "assets"), item("gate", (1, 2, 3), "assets")

    principles, _ = by_part(published_round(items=(four, three._replace(levels=("No", "Some", "Yes")))))

    assert [row.name for row in principles.rows] == [
        "Assets: 10 answers from 10 people to 1 question.",
        "Assets, with other answers to choose from: 6 answers from 6 people to 1 question.",
    ]


def test_a_part_of_which_one_question_is_withheld_is_not_written_at_all() -> None:
    seen = item("beds", (4, 4, 2, 2), "assets", "networks"), item("gate", (9, 1, 1, 1), "capabilities")
    ways = by_part(published_round(items=(*seen, item("hut", None, "assets"))))

    said = "\n".join(line for way in ways for line in by_part_lines(way, 78))

    assert "Networks: 12 answers" in said
    assert "Capabilities: 12 answers" in said
    assert "Assets" not in said
    assert "hut" not in said
