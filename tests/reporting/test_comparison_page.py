"""The page on the comparison says what the program does."""

from __future__ import annotations

from coreflect.reporting.all_teams import comparison_data
from tests.support.builders.four_rounds import four_rounds
from tests.support.pages.comparison_page import PAGE, VALUES, page


def test_the_page_is_written_from_the_definitions() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "python -m tests.support.pages.comparison_page writes it again"


def test_every_name_in_the_json_stands_on_the_page() -> None:
    names: set[str] = set()

    def look(value: object) -> None:
        if isinstance(value, dict):
            names.update(value)
            for part in value.values():
                look(part)
        elif isinstance(value, list):
            for part in value:
                look(part)

    look(comparison_data(four_rounds()))
    known = {name for kind in VALUES for name in kind.__annotations__}
    assert names - known == {"rounds", "all_teams"}
