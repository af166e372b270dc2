"""A room that is served to phones, on the loopback alone, and phones that open its pages as a browser does."""

from __future__ import annotations

import http.client
import os
import sys
from collections.abc import Mapping
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode
from weakref import finalize

from coreflect.core.model import Reflection
from coreflect.core.reflections.responses import Draft, Place, amend
from coreflect.services.app import Services, services_of
from coreflect.services.phones import PhoneRoom
from coreflect.web.server import Serving
from tests.support.builders.services import MadeUpShelf
from tests.support.builders.workspaces import a_workspace, kept_round, reopened

LOOPBACK = f"127.0.{os.getpid() % 250 + 1}.1" if sys.platform == "linux" else "127.0.0.1"
"""An address of this process's own where the system has them, so that no other test takes a port between two uses."""


def served(root: Path, **changes: Any) -> Serving:
    """Serve a reflection of a new workspace in this folder."""
    a_workspace(root, kept_round(**changes))
    return Serving(room_in(root), Place(str(root), shared=False), LOOPBACK)


def served_again(root: Path, before: Serving) -> Serving:
    """End the program that served, as a laptop does that is switched off, and serve the same at the same address."""
    before.close()
    return Serving(room_in(root), Place(str(root), shared=False), LOOPBACK, int(before.host.rpartition(":")[2]))


def room_in(root: Path) -> PhoneRoom:
    """Open the door of the one reflection in a workspace."""
    services = services_in(root)
    (reflection,) = services.workspace.rounds()
    return PhoneRoom(services, reflection)


def services_in(root: Path) -> Services:
    """Compose the services of a workspace as another terminal would."""
    return services_of(reopened(root), MadeUpShelf())


def reflection_in(root: Path) -> Reflection:
    """Read the one reflection in a workspace."""
    (reflection,) = reopened(root).rounds()
    return reflection


def draft_of(root: Path, words: str) -> Draft:
    """What the disk holds of the person with these two words; of finished answers, what changing them begins with."""
    found = services_in(root).workspace.returning(words)
    assert found is not None
    draft = found.draft or (found.finished and amend(found.finished))
    assert draft is not None
    return draft


def answers_of(root: Path, words: str) -> dict[str, str]:
    """What the disk holds of this person's answers, by the id of the item."""
    return {item: answer for (_, item), answer in draft_of(root, words).choices}


def notes_of(root: Path, words: str) -> dict[str, str]:
    """What the disk holds of this person's notes, by the id of the item."""
    return {note.key[1]: note.text for note in draft_of(root, words).notes}


class Seen(NamedTuple):
    """What a phone was answered."""

    status: int
    headers: Mapping[str, str]
    text: str
    path: str = ""

    @property
    def fields(self) -> dict[str, str]:
        """What the page's fields hold, as a browser would send them."""
        return _read(self.text).fields

    def says(self, sentence: str) -> bool:
        """Whether the page shows a sentence."""
        return sentence in _read(self.text).says


class Phone:
    """A phone without script: it keeps cookies, goes where it is led, and sends a page's fields with what is given."""

    def __init__(self, host: str, address: str = LOOPBACK) -> None:
        """Takes the host that it opens, and its own address, on Linux any of 127.0.0.0/8."""
        self.host = host
        self.cookies: dict[str, str] = {}
        self._connection = http.client.HTTPConnection(host, timeout=20, source_address=(address, 0))
        finalize(self, self._connection.close)

    def ask(self, method: str, path: str, body: str | None = None, **headers: str) -> Seen:
        """Send one request as it is; nothing is followed."""
        sent = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())} | headers
        if body is not None:
            sent.setdefault("Content-Type", "application/x-www-form-urlencoded")
        kept = {name: value for name, value in sent.items() if value}
        try:
            self._connection.request(method, path, body, kept)
            answer = self._connection.getresponse()
        except ConnectionError:  # the laptop ended this connection, so that a browser takes another
            self._connection.close()
            self._connection.request(method, path, body, kept)
            answer = self._connection.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            for name, morsel in SimpleCookie(cookie).items():
                self.cookies[name] = morsel.value
                if not morsel.value:
                    del self.cookies[name]
        return Seen(answer.status, dict(answer.headers), answer.read().decode(), path)

    def open(self, path: str) -> Seen:
        """Open a page, and go where it leads."""
        return self._follow(self.ask("GET", path))

    def send(self, path: str, fields: Mapping[str, str], **headers: str) -> Seen:
        """Send a form from a page of this host, as a browser writes its lines, and go where that leads."""
        body = urlencode({name: value.replace("\n", "\r\n") for name, value in fields.items()})
        return self._follow(self.ask("POST", path, body, **{"Origin": f"http://{self.host}", **headers}))

    def join(self, code: str, perspective: str = "supported") -> Seen:
        """Come in by a code, and begin."""
        assert self.send("/join", {"code": code}).path == "/start"
        return self.send("/start", {"perspective": perspective, "wording": "standard", "help": ""})

    def answer_part(self, at: int, given: Mapping[str, str], go: str = "end") -> Seen:
        """Fill in one part of the questions as a person does, and send it."""
        return self.send(f"/part/{at}", {**self.open(f"/part/{at}").fields, **given, "go": go})

    def _follow(self, seen: Seen) -> Seen:
        while seen.status == 303:
            seen = self.ask("GET", seen.headers["Location"])
        return seen


def _read(html: str) -> _PageReader:
    reader = _PageReader()
    reader.feed(html)
    return reader


class _PageReader(HTMLParser):
    """Reads what a page says and what its fields hold."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.says = ""
        self._area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        name = held.get("name") or ""
        if tag == "textarea" and name:
            self._area, self.fields[name] = name, ""
        elif tag == "input" and name and (held.get("type") not in ("radio", "checkbox") or "checked" in held):
            self.fields[name] = held.get("value") or ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.fields[self._area] += data
        elif self.cdata_elem is None:
            self.says += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area:
            self.fields[self._area] = self.fields[self._area].removeprefix("\n")
            self._area = ""
