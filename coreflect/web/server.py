"""Serves a room's site on one address of this laptop, until it is closed."""

from __future__ import annotations

import logging
import socket
import sys
from contextlib import suppress
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, Self

from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.server import TcpWSGIServer
from waitress.task import ThreadedTaskDispatcher

from coreflect.core.errors import CoreflectError
from coreflect.core.texts import phones as texts
from coreflect.web.pages import MOST_BYTES, PhoneSite

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

    from coreflect.core.reflections.responses import Place
    from coreflect.services.phones import PhoneRoom

MOST_CONNECTIONS = 256
SPARE_CONNECTIONS = 16
MOST_OF_ONE = 64
"""How many connections may be open at once, and how many of one address, so that no one machine keeps others out."""
FILES_OF_THE_APP = 128
"""How many files the app may have open beside them; on a Mac a program has 256 unless it asks for more."""
USUAL_PORT = 8282
"""Where phones are served if it is free, so that their pages find the laptop again after it was started anew."""
THREADS = 4
WAITING = 1024
"""How many may wait to be let in: with five, forty phones wait for a second."""
SECONDS_OF_SILENCE = 20
SECONDS_TO_END = 5


class CannotServe(CoreflectError):
    """The address cannot be listened on."""


class _Server(TcpWSGIServer):  # type: ignore[misc]  # it has no types
    """A server in which one address has so many connections at most, and a new one takes the place of a silent one."""

    def set_reuse_addr(self) -> None:
        """Let no other program listen on the same port: on Windows it could, and would get what phones send."""
        if sys.platform == "win32":
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            super().set_reuse_addr()

    def accept(self) -> tuple[socket.socket, tuple[str, int]] | None:
        """Take the next connection, or close it where its address has too many; where all have, end the most silent."""
        taken: tuple[socket.socket, tuple[str, int]] | None = super().accept()
        if taken is None:
            return None
        connection, (address, *_) = taken
        channels = self.active_channels.values()
        if sum(channel.addr[0] == address for channel in channels) >= MOST_OF_ONE:
            connection.close()
            return None
        if len(channels) >= self.adj.connection_limit - SPARE_CONNECTIONS:
            waiting = (channel for channel in channels if not channel.requests and not channel.will_close)
            if silent := min(waiting, key=lambda channel: channel.last_activity, default=None):
                silent.will_close = True  # and so it is closed before the next is taken
        return taken


class Listening:
    """A site while it is served, from a thread of its own. `host` is the address and port that phones open."""

    def __init__(self, make: Callable[[str], WSGIApplication], address: str, port: int = 0) -> None:
        """Listen on one address of this laptop, and make the site once its host is known.

        Port 0 is the usual one, or any that is free.

        Raises:
            CannotServe: it cannot be listened on.
        """
        _keep_quiet()
        self._map: dict[int, Any] = {}
        self._dispatcher = ThreadedTaskDispatcher()
        self._dispatcher.set_thread_count(THREADS)
        try:
            self._server = self._listen(address, *((port,) if port else (USUAL_PORT, 0)))
        except (OSError, ValueError) as error:
            self._dispatcher.shutdown(timeout=0)
            raise CannotServe(texts.cannot_listen(address), texts.IN_THE_WAY) from error
        self.host = f"{address}:{self._server.effective_port}"
        self._answer = make(self.host)
        self._is_over = Event()
        self._thread = Thread(target=self._run, name="phones", daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def address(self) -> str:
        """The address that somebody types."""
        return f"http://{self.host}"

    def close(self) -> None:
        """Stop serving, once what is being saved is saved; again, it does nothing."""
        if self._is_over.is_set():
            return
        self._is_over.set()
        with suppress(OSError):
            self._server.pull_trigger()
        self._thread.join(SECONDS_TO_END)

    def _listen(self, address: str, port: int, *others: int) -> _Server:
        """Listen on this port, or on the first of the others that is free; 0 is any."""
        adjusted = Adjustments(
            host=address,
            port=port,
            backlog=WAITING,
            connection_limit=_most_connections(),
            channel_timeout=SECONDS_OF_SILENCE,
            cleanup_interval=SECONDS_OF_SILENCE // 2,
            max_request_header_size=16 * 1024,
            max_request_body_size=MOST_BYTES,
            inbuf_overflow=4 * MOST_BYTES,
            ident=None,
        )
        try:
            return _Server(self._site, self._map, True, None, self._dispatcher, adjusted, adjusted.listen[0])
        except OSError:
            wasyncore.close_all(self._map)
            if not others:
                raise
            return self._listen(address, *others)

    def _site(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer by the site, which is made once the port is known."""
        return self._answer(environ, start_response)

    def _run(self) -> None:
        while not self._is_over.is_set():
            wasyncore.loop(timeout=1, use_poll=True, map=self._map, count=1)
        self._dispatcher.shutdown(timeout=SECONDS_TO_END)
        wasyncore.close_all(self._map)


def _most_connections() -> int:
    """Say how many connections may be open, and ask the system for as many files as they and the app need."""
    if sys.platform == "win32":
        return MOST_CONNECTIONS  # no limit of its own
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_CONNECTIONS + FILES_OF_THE_APP
    if resource.RLIM_INFINITY != soft < wanted:
        wanted = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
            soft = wanted
        return max(soft - FILES_OF_THE_APP, 2 * SPARE_CONNECTIONS)
    return MOST_CONNECTIONS


class Serving(Listening):
    """A room's site while it is served."""

    def __init__(self, room: PhoneRoom, place: Place, address: str, port: int = 0) -> None:
        """Serve a room, whose answers are stored in a place.

        Raises:
            CannotServe: the address cannot be listened on.
        """
        self.room = room
        super().__init__(lambda host: PhoneSite(room, place, host), address, port)

    @property
    def key_address(self) -> str:
        """The address that the picture holds, in the capitals that make it small."""
        return f"{self.address}/{self.room.key}".upper()

    def close(self) -> None:
        """Shut the door and stop serving, once what is being saved is saved; again, it does nothing."""
        self.room.close()
        super().close()


def _keep_quiet() -> None:
    """Let the server write nothing over the screen, and no address of a phone anywhere."""
    log = logging.getLogger("waitress")
    log.addHandler(logging.NullHandler())
    log.propagate = False
