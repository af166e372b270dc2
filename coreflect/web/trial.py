"""Tries whether phones could reach this laptop: on which addresses it can listen, and whether a phone gets through.

It serves one page of one sentence, and nothing of any workspace.
"""

from __future__ import annotations

import http.client
from collections.abc import Iterable
from contextlib import suppress
from http import HTTPStatus
from threading import Event
from typing import TYPE_CHECKING, NamedTuple

from werkzeug.wrappers import Request, Response

from coreflect.core.texts import phones as texts
from coreflect.web import addresses
from coreflect.web.pages import HEADERS
from coreflect.web.server import CannotServe, Listening

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

BY_ITSELF = "/by-itself"
SECONDS_FOR_ITSELF = 5


class Tried(NamedTuple):
    """What came of trying an address of this laptop."""

    ip: str
    adapter: str
    listens: bool
    reaches_itself: bool
    is_reached_from_everywhere: bool

    @property
    def works(self) -> bool:
        return self.listens and self.reaches_itself


def try_addresses() -> tuple[Tried, ...]:
    """Try each address of this laptop, the likeliest first."""
    return tuple(_try(each) for each in addresses.addresses())


def _try(address: addresses.Address) -> Tried:
    listens = reaches_itself = False
    with suppress(CannotServe), Trial(address.ip) as trial:
        listens, reaches_itself = True, trial.reaches_itself()
    return Tried(*address, listens, reaches_itself, address.is_reached_from_everywhere)


class Trial(Listening):
    """One page of one sentence, served to whoever opens it."""

    def __init__(self, address: str) -> None:
        """Serve it on this address of the laptop.

        Raises:
            CannotServe: it cannot be listened on.
        """
        self._came = Event()
        super().__init__(lambda _: self._show, address)

    def came(self, seconds: float) -> bool:
        """Wait so long for a phone to open the page; returns whether one has."""
        return self._came.wait(seconds)

    def reaches_itself(self) -> bool:
        """Whether this laptop reaches the page at its own address."""
        with suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection(self.host, timeout=SECONDS_FOR_ITSELF)
            try:
                connection.request("GET", BY_ITSELF)
                return connection.getresponse().status == HTTPStatus.OK
            finally:
                connection.close()
        return False

    def _show(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if Request(environ).path != BY_ITSELF:
            self._came.set()
        return Response(texts.IT_WORKS, HTTPStatus.OK, HEADERS, content_type="text/plain; charset=utf-8")(
            environ, start_response
        )
