"""The laptop is killed at any moment while phones send: what a page said to be saved is there, and counted once."""

from __future__ import annotations

import random
import sys
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from queue import SimpleQueue
from threading import Thread

import pytest

from coreflect.core.texts import phones as texts
from coreflect.core.texts.answering import YOUR_TWO_WORDS
from coreflect.files.atomic import is_temporary
from tests.support.builders.phones import Phone, answers_of, notes_of, reflection_in, services_in
from tests.support.builders.searching import IS_REPEATABLE, how_many
from tests.support.builders.serving import serving_process
from tests.support.builders.workspaces import LEVELS, a_workspace

PHONES = 5
ITEMS = {"answer-1": "deciding-1", "answer-2": "deciding-2", "answer-3": "doing-1"}

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")]


@dataclass
class Person:
    """What one person was told to be saved, and what they were sending when the laptop went off."""

    words: str
    said: dict[str, str] = field(default_factory=dict)
    tried: dict[str, str] = field(default_factory=dict)
    has_finished: bool = False
    tries_to_finish: bool = False

    def check(self, root: Path) -> None:
        """The disk holds all that was said, or what was being sent then; that is where the person goes on from."""
        answers, notes = answers_of(root, self.words), notes_of(root, self.words)
        for name in {**self.said, **self.tried}:
            held = notes.get("deciding-1", "") if name == "note-1" else answers.get(ITEMS[name], "")
            assert held in (self.said.get(name, ""), self.tried.get(name, "")), (name, self)
            self.said |= {name: held} if held else {}
        self.tried = {}


class Answering(Thread):
    """A phone on which one person after the other answers, until the laptop is gone."""

    def __init__(
        self, host: str, code: str, person: Person | None, chance: random.Random, heard: SimpleQueue[str]
    ) -> None:
        super().__init__(daemon=True)
        self.phone = Phone(host)
        self.code = code
        self.person = person
        self.people: list[Person] = []
        self.chance = chance
        self.heard = heard
        self.start()

    def run(self) -> None:
        try:
            if self.person is None:
                self.begin()
            elif self.phone.send("/go-on", {"code": self.code, "words": self.person.words}).status != 200:
                raise AssertionError(self.person)
            while True:
                self.send()
                self.heard.put("saved")
        except (OSError, HTTPException):
            self.heard.put("gone")

    def begin(self) -> None:
        seen = self.phone.join(self.code)
        assert seen.says(YOUR_TWO_WORDS)
        words = seen.text.partition(f"{YOUR_TWO_WORDS} <strong>")[2].partition("<")[0]
        self.person = Person(words)
        self.people.append(self.person)

    def send(self) -> None:
        """Send an answer as the script does, a whole part as a page does, or the end."""
        person, level = self.person, self.chance.choice(LEVELS)
        assert person
        step = self.chance.choice(("script", "script", "page", "page", "finish"))
        if step == "finish" and len(person.said) == len(ITEMS) + 1:
            person.tries_to_finish = True
            assert self.phone.send("/finish", {}).path == "/done"
            person.has_finished = True
            self.person = None
            self.phone.send("/another", {})
            self.begin()
        elif step == "script":
            name = self.chance.choice(sorted(ITEMS))
            person.tried = {name: level}
            seen = self.phone.ask("POST", "/answer", f"{name}={level}", Origin=f"http://{self.phone.host}")
            assert (seen.status, seen.text) == (200, texts.SAVED)
            person.said |= person.tried
        else:
            person.tried = {"answer-1": level, "note-1": f"{level} " * self.chance.randrange(1, 300)}
            person.tried["note-1"] = person.tried["note-1"].strip()
            assert self.phone.answer_part(1, person.tried).path == "/end"
            person.said |= person.tried
        person.tried = {}


def test_a_kill_at_any_moment_loses_nothing_that_was_said_to_be_saved_and_counts_nobody_twice(tmp_path: Path) -> None:
    root, kills = tmp_path / "w", how_many(10)
    a_workspace(root)
    chance = random.Random(12 if IS_REPEATABLE else None)
    current: list[Person | None] = [None] * PHONES
    everyone: list[Person] = []
    port = saves = 0
    for _ in range(kills):
        heard: SimpleQueue[str] = SimpleQueue()
        with serving_process(root, port) as served:
            port = served.port
            phones = [
                Answering(served.host, served.code, each, random.Random(chance.random()), heard) for each in current
            ]
            for _ in range(chance.randrange(60)):
                assert heard.get(timeout=60) == "saved"
                saves += 1
            served.process.kill()
        for phone in phones:
            phone.join(60)
            assert not phone.is_alive()
            everyone += phone.people
        for person in (*filter(None, current), *(one for phone in phones for one in phone.people)):
            person.check(root)
        current = [phone.person for phone in phones]
    for person in everyone:
        person.check(root)

    workspace = services_in(root).workspace
    begun, finished = workspace.turnout(reflection_in(root).id)
    said = sum(person.has_finished for person in everyone)
    assert said <= finished <= sum(person.tries_to_finish for person in everyone)
    assert len(everyone) <= begun <= len(everyone) + PHONES * kills
    responses = workspace.records([reflection_in(root).id]).responses
    assert len({response.id for response in responses}) == len(responses) == finished
    assert workspace.faults() == ()
    strays = [path for path in root.rglob("*") if is_temporary(path.name)]
    print(f"{kills} kills, {saves} saves heard before them, {begun} begun, {finished} finished, {len(strays)} cut off")
