"""Seven people, smallest group 5, two of them on one side: no line says what the two said, nor what a late one said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coreflect.core.texts.meeting import IF_CHANGED
from tests.support.builders.two_of_seven import WORLDS, changed, told
from tests.support.screens.plain_meeting import at_meeting
from tests.support.screens.typed_keys import at_home

WALKS = (
    ("3", "", "1", "b", "2", "b", "3", "b", "4", "b", "h", "q"),
    ("2", "b", "4", "b", "5", "b", "6", "", "7", "b", "q"),
    ("3", "", "2", "1", "2", "3", "4", "5", "6", "b", "q"),
)


@pytest.mark.parametrize("keys", WALKS)
def test_a_meeting_sounds_the_same_whoever_the_two_are_and_whatever_the_late_one_said(keys: tuple[str, ...]) -> None:
    one, other = (
        at_meeting(services, reflection, *keys).text for services, _, reflection in map(told, range(len(WORLDS)))
    )

    assert one == other
    assert "Staff" not in one


def test_the_first_page_sounds_the_same_too() -> None:
    heard = [
        at_home(services, "1", "5", "1", "6", "1", "b", "q").text for services, _, _ in map(told, range(len(WORLDS)))
    ]

    assert heard[0] == heard[1]


def test_an_answer_changed_after_the_reveal_is_heard_nowhere() -> None:
    said = []
    for level in ("not-yet", "everywhere"):
        services, workspace, reflection = told(0)
        changed(workspace, 2, (level,) * 4)
        said.append(at_meeting(services, reflection, "3", "", "b", "q").text)

    assert said[0] == said[1]
    assert "As shown on 12 May 2026. Someone has since changed or removed answers" in " ".join(said[0].split())


def test_whoever_comes_back_after_the_reveal_is_told_first_what_a_change_means() -> None:
    services, workspace, reflection = told(0)
    finished = next(iter(workspace.finished.values()))
    mark = workspace.words_mark(reflection.id, "lantern river")
    workspace.put_finished(replace(finished, words=mark))

    heard = at_home(services, "w", "lantern river", "3", "q")

    assert IF_CHANGED in " ".join(heard.text.split())
