"""Many phones that join and answer in the same moment: nothing is lost, and nobody is counted twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from coreflect.core.texts import phones as texts
from coreflect.web.pages import COOKIE
from coreflect.web.server import Serving
from tests.support.builders.phones import Phone, reflection_in, served, services_in
from tests.support.builders.workspaces import LEVELS


def answered(site: Serving, number: int) -> tuple[str, list[str]]:
    """Let one person join, answer every question and finish; returns their two words and answers."""
    phone, given = Phone(site.host), [LEVELS[number // 3**at % 3] for at in range(3)]
    phone.join(site.room.code)
    words = site.room.phone(phone.cookies[COOKIE]).words
    for at, level in enumerate(given, 1):
        seen = phone.ask("POST", "/answer", f"answer-{at}={level}", Origin=site.address)
        assert (seen.status, seen.text) == (200, texts.SAVED)
    assert phone.send("/finish", {}).path == "/done"
    return words, given


@pytest.mark.parametrize("people", [8, pytest.param(40, marks=pytest.mark.slow)])
def test_of_many_people_at_once_none_is_lost_and_none_counted_twice(tmp_path: Path, people: int) -> None:
    root = tmp_path / "w"
    with served(root) as site, ThreadPoolExecutor(people) as at_once:
        came = list(at_once.map(lambda number: answered(site, number), range(people)))
        assert (site.room.joined, site.room.finished) == (people, people)

    responses = services_in(root).workspace.records([reflection_in(root).id]).responses
    assert len({words for words, _ in came}) == len({response.id for response in responses}) == people
    held = sorted([answer.answer for answer in response.answers] for response in responses)
    assert held == sorted(given for _, given in came)
