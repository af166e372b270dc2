"""The pages that everybody meets first are easy to read: grade 6 or less, by a rough count of syllables."""

from __future__ import annotations

import pytest

from coreflect.core.reflections.responses import Place
from coreflect.core.texts import answering, home, set_up
from tests.support.builders.examples import a_round
from tests.support.readers.reading_age import grade, syllables

HERE = Place("", shared=False)
PAGES = {
    "first screen": (home.WHAT_THIS_IS, home.what_is_kept(HERE), home.YOUR_RETURN_WORDS, home.reflections_here(0, 0)),
    "set-up": tuple(field.help for field in set_up.FIELDS.values()),
    "ways to show answers": tuple(meaning for _, _, meaning in set_up.WAYS),
    "welcome": answering.welcome(a_round(), 22, HERE),
    "two words": answering.return_words_given("lantern quay"),
    "helper card": (answering.HELPER_CARD,),
    "perspective": (answering.PERSPECTIVE_QUESTION, answering.PERSPECTIVE_HELP),
    "thanks": answering.thanks("lantern quay", a_round()),
}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_that_everybody_meets_is_grade_6_or_less(page: str) -> None:
    assert grade("\n".join(PAGES[page])) <= 6


def test_a_hard_sentence_is_found() -> None:
    assert grade("Commissioners' strategic prioritisation necessitates multidisciplinary representation.") > 20
    assert grade("We talk. Then we eat.") < 2


@pytest.mark.parametrize(
    ("word", "count"),
    [("people", 2), ("the", 1), ("answers", 2), ("changes", 2), ("asked", 1), ("table", 2), ("wanted", 2), ("it's", 1)],
)
def test_syllables_are_counted(word: str, count: int) -> None:
    assert syllables(word) == count
