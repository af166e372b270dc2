"""What an attacker in the same network can send: all of it is refused, nothing is stored, and the meeting goes on."""

from __future__ import annotations

import logging
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, suppress
from itertools import cycle
from pathlib import Path
from urllib.parse import urlencode

import pytest

from coreflect.core.texts import phones as texts
from coreflect.web.pages import COOKIE, MOST_BYTES
from coreflect.web.server import FILES_OF_THE_APP, MOST_CONNECTIONS, MOST_OF_ONE, Serving
from tests.support.builders.phones import LOOPBACK, Phone, answers_of, served
from tests.support.builders.serving import serving_process
from tests.support.builders.workspaces import LEVELS, a_workspace, files_in

ATTACKER, HONEST = ("127.0.0.3", "127.0.0.2") if sys.platform == "linux" else (LOOPBACK, LOOPBACK)
POSTS = ("/join", "/go-on", "/start", "/part/1", "/answer", "/finish", "/hands", "/remove", "/another")
PAGES = ("/words", "/part/1", "/end", "/done", "/remove", "/start", "/hands")
MANY = 1000


class Honest:
    """A person who answers on a phone meanwhile, and what the disk held before."""

    def __init__(self, site: Serving, root: Path) -> None:
        self.site = site
        self.root = root
        self.phone = Phone(site.host, HONEST)
        self.phone.join(site.room.code)
        self.token = self.phone.cookies[COOKIE]
        self.words = site.room.phone(self.token).words
        self._levels = cycle(LEVELS)
        self.before = files_in(root)

    def check_that_nothing_was_stored(self) -> None:
        """Nothing is on the disk that was not, the next answer is saved, and the app can open its own files."""
        assert files_in(self.root) == self.before
        level = next(self._levels)
        seen = self.phone.ask("POST", "/answer", f"answer-1={level}", Origin=self.site.address)
        assert (seen.status, seen.text) == (200, texts.SAVED)
        assert self.phone.open("/part/1").fields["answer-1"] == level
        assert answers_of(self.root, self.words) == {"deciding-1": level}
        with ExitStack() as opened:
            for _ in range(32):
                opened.enter_context(Path(__file__).open())
        self.before = files_in(self.root)


@pytest.fixture(scope="module")
def honest(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Honest]:
    root = tmp_path_factory.mktemp("attacked") / "workspace"
    with served(root) as site:
        yield Honest(site, root)


@pytest.fixture(autouse=True)
def _nothing_stored(honest: Honest) -> Iterator[None]:
    yield
    honest.check_that_nothing_was_stored()


def connected(site: Serving) -> socket.socket:
    host, _, port = site.host.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=20, source_address=(ATTACKER, 0))


def sent(site: Serving, request: bytes) -> bytes:
    """Send bytes as they are, and read until the laptop ends the connection, as it does where a fault is in them."""
    answer = b""
    with closing(connected(site)) as connection:
        with suppress(OSError):  # the laptop has heard enough
            connection.sendall(request)
            connection.shutdown(socket.SHUT_WR)
        with suppress(ConnectionError):
            while part := connection.recv(65536):
                answer += part
    return answer


def status(answer: bytes) -> int:
    """The status of an answer; 0 where there is none."""
    return int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/") else 0


def request(site: Serving, first_line: str, *headers: str, body: str = "", host: str = "") -> bytes:
    """Write a request that ends its connection, from a page of this host unless a header says otherwise."""
    lines = [first_line, *([f"Host: {host or site.host}"] if host != "-" else []), *headers, "Connection: close"]
    if body:
        lines += [f"Content-Length: {len(body)}", "Content-Type: application/x-www-form-urlencoded"]
    return "\r\n".join([*lines, "", body]).encode("latin-1")


def posted(honest: Honest, path: str, *headers: str, body: str = "answer-1=never&sure=yes&sharing-1=room") -> bytes:
    """Write a form that bears the honest person's own token, as their browser would send it for another page."""
    return request(honest.site, f"POST {path} HTTP/1.1", f"Cookie: {COOKIE}={honest.token}", *headers, body=body)


# Who asks


OTHER_HOSTS: dict[str, Callable[[str], str]] = {
    "a name that leads here": lambda host: "evil.example",
    "without the port": lambda host: host.partition(":")[0],
    "another port": lambda host: f"{host}1",
    "localhost": lambda host: f"localhost:{host.partition(':')[2]}",
    "two": lambda host: f"{host}\r\nHost: evil.example",
    "a name before it": lambda host: f"evil@{host}",
    "none": lambda host: "-",
    "blank": lambda host: " ",
}


@pytest.mark.parametrize("name", OTHER_HOSTS)
@pytest.mark.parametrize("first_line", ["GET / HTTP/1.1", "GET /part/1 HTTP/1.1", "POST /answer HTTP/1.1"])
def test_a_request_to_another_host_is_not_answered(honest: Honest, name: str, first_line: str) -> None:
    host = OTHER_HOSTS[name](honest.site.host)
    asked = request(honest.site, first_line, f"Cookie: {COOKIE}={honest.token}", host=host, body="answer-1=never")
    assert status(sent(honest.site, asked)) == 421


OTHER_ORIGINS: dict[str, Callable[[str], tuple[str, ...]]] = {
    "none": lambda host: (),
    "null": lambda host: ("Origin: null",),
    "null, though the page before was ours": lambda host: ("Origin: null", f"Referer: http://{host}/part/1"),
    "another site": lambda host: ("Origin: http://evil.example",),
    "a name that begins alike": lambda host: (f"Origin: http://{host}.evil.example",),
    "another port": lambda host: (f"Origin: http://{host}1",),
    "without the port": lambda host: (f"Origin: http://{host.partition(':')[0]}",),
    "locked": lambda host: (f"Origin: https://{host}",),
    "ours as a name": lambda host: (f"Origin: http://{host}@evil.example",),
    "two": lambda host: (f"Origin: http://{host}", "Origin: http://evil.example"),
    "a page that names ours": lambda host: (f"Referer: http://evil.example/?http://{host}/",),
}


@pytest.mark.parametrize("name", OTHER_ORIGINS)
def test_a_form_from_another_site_does_nothing_even_with_the_token(honest: Honest, name: str) -> None:
    for path in POSTS:
        answer = sent(honest.site, posted(honest, path, *OTHER_ORIGINS[name](honest.site.host)))
        assert (path, status(answer)) == (path, 403)
        assert b"Set-Cookie" not in answer


def test_a_form_of_ours_is_known_by_the_page_before_where_a_browser_names_no_origin(honest: Honest) -> None:
    answer = sent(honest.site, posted(honest, "/another", f"Referer: {honest.site.address}/done"))
    assert status(answer) == 303
    honest.token = honest.site.room.go_on(honest.site.room.key, honest.words)
    honest.phone.cookies[COOKIE] = honest.token


OTHER_TOKENS: dict[str, Callable[[str], str]] = {
    "none": lambda token: "",
    "cut off": lambda token: f"{COOKIE}={token[:-1]}",
    "longer": lambda token: f"{COOKIE}={token}x",
    "other case": lambda token: f"{COOKIE}={token.swapcase()}",
    "other name": lambda token: f"session={token}",
    "a pattern": lambda token: f"{COOKIE}=*",
    "empty": lambda token: f"{COOKIE}=",
    "control characters": lambda token: f"{COOKIE}=\x01\x1b[2J\x7f",
    "bytes": lambda token: f"{COOKIE}=\xff\xfe\x80",
    "quoted and escaped": lambda token: f'{COOKIE}="\\000\\377{token}"',
    "long": lambda token: f"{COOKIE}={'a' * 15_000}",
    "many": lambda token: "; ".join(f"{COOKIE}{number}={token}" for number in range(150)),
}


@pytest.mark.parametrize("name", OTHER_TOKENS)
def test_no_other_token_reaches_anything(honest: Honest, name: str) -> None:
    cookie = f"Cookie: {OTHER_TOKENS[name](honest.token)}"
    ours = f"Origin: {honest.site.address}"
    for path in PAGES:
        answer = sent(honest.site, request(honest.site, f"GET {path} HTTP/1.1", cookie))
        assert status(answer) in (400, 403)
        assert honest.words.encode() not in answer
    for path in ("/start", "/part/1", "/answer", "/finish", "/remove", "/hands"):
        body = "answer-1=never&sure=yes&perspective=staff"
        asked = request(honest.site, f"POST {path} HTTP/1.1", cookie, ours, body=body)
        assert status(sent(honest.site, asked)) in (400, 403)


def test_guessed_codes_and_words_open_nothing(honest: Honest) -> None:
    code, guesses = honest.site.room.code, ("", "bbbbbb", "*", "%", "' or 1=1 --", "../..", "\x00", "b" * 60_000)
    ours = f"Origin: {honest.site.address}"
    for guess in guesses:
        body = urlencode({"code": guess, "words": honest.words})
        for path in ("/join", "/go-on"):
            answer = sent(honest.site, request(honest.site, f"POST {path} HTTP/1.1", ours, body=body))
            assert (status(answer), b"Set-Cookie" in answer) == (403, False)
    for guess in ("", honest.words.split()[0], "lantern meadow"):
        body = urlencode({"code": code, "words": guess})
        answer = sent(honest.site, request(honest.site, "POST /go-on HTTP/1.1", ours, body=body))
        assert (status(answer), b"Set-Cookie" in answer) == (403, False)


# What is asked for


@pytest.mark.parametrize(
    "path",
    [
        *("/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2fetc%2fpasswd", "/..\\..\\rounds"),
        *("/part/../end", "//etc/passwd", "/part//1", "/part/1/", "/part/1%00", "/part/-1", "/part/x", "/rounds"),
        *("/.git/config", "/%00", "/%ff%fe", "/favicon.ico", "/static/phone.js", "/JOIN", "/part/1;a=b", "*"),
        *("/part/1%2f2", "/abcdefghijklmno", f"/part/{'9' * 5000}"),
        *("/abcdefghijklmnopq", "http://evil.example/x", f"/{'a' * 3000}", "/?key=abcdefghijklmnop&/../x#y"),
    ],
)
def test_a_path_that_is_none_of_ours_leads_nowhere(honest: Honest, path: str) -> None:
    answer = sent(honest.site, request(honest.site, f"GET {path} HTTP/1.1", f"Cookie: {COOKIE}={honest.token}"))
    assert status(answer) in (400, 404) or path.startswith("/?")
    assert b"root:" not in answer
    assert str(honest.root).encode() not in answer


@pytest.mark.parametrize("digits", [5, 4300, 4301, 9000])
def test_a_part_with_thousands_of_digits_is_no_page_here(honest: Honest, digits: int) -> None:
    answer = sent(honest.site, request(honest.site, f"GET /part/{'9' * digits} HTTP/1.1"))
    assert status(answer) == 404
    assert texts.NO_SUCH_PAGE.encode() in answer


def test_sixteen_letters_that_are_not_the_key_open_no_door(honest: Honest) -> None:
    stranger = Phone(honest.site.host, ATTACKER)
    door = stranger.open("/abcdefghijklmnop")
    assert (door.status, door.fields["code"]) == (200, "abcdefghijklmnop")
    assert stranger.send("/join", door.fields).status == 403
    assert honest.site.room.key not in door.text
    assert honest.site.room.code not in door.text


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "FIND", "get", "G\x01T"])
def test_other_methods_do_nothing(honest: Honest, method: str) -> None:
    for path in ("/", "/part/1", "/answer", "/remove"):
        cookie, ours = f"Cookie: {COOKIE}={honest.token}", f"Origin: {honest.site.address}"
        asked = request(honest.site, f"{method} {path} HTTP/1.1", cookie, ours, body="answer-1=never")
        answer = sent(honest.site, asked)
        assert status(answer) in (400, 405)
        assert b"Access-Control" not in answer
    for path in ("/answer", "/finish", "/join", "/another"):
        answer = sent(honest.site, request(honest.site, f"GET {path}?answer-1=never&sure=yes HTTP/1.1", cookie))
        assert status(answer) == 405


# What is sent


def shaped(honest: Honest, *headers: str, body: bytes = b"answer-1=never", version: str = "1.1") -> bytes:
    """Write a form of the honest person's own, but with these headers about its body."""
    lines = (
        f"POST /answer HTTP/{version}",
        f"Host: {honest.site.host}",
        f"Cookie: {COOKIE}={honest.token}",
        f"Origin: {honest.site.address}",
        "Content-Type: application/x-www-form-urlencoded",
        *headers,
    )
    return "\r\n".join((*lines, "", "")).encode("latin-1") + body


TEN_MB = b"answer-1=" + b"x" * 10_000_000
CHUNK = b"e\r\nanswer-1=never\r\n"
BODIES: dict[str, tuple[tuple[str, ...], bytes, tuple[int, ...]]] = {
    "10 MB": ((f"Content-Length: {len(TEN_MB)}",), TEN_MB, (413, 0)),
    "10 MB that are announced alone": (("Content-Length: 10000000",), b"", (413,)),
    "10 MB without a length": ((), TEN_MB, (200, 0)),
    "10 MB in one chunk": (("Transfer-Encoding: chunked",), b"989680\r\n" + TEN_MB, (413, 0)),
    "endless chunks": (("Transfer-Encoding: chunked",), (b"1000\r\n" + b"x" * 4096 + b"\r\n") * 64, (413, 0)),
    "an endless size of a chunk": (("Transfer-Encoding: chunked",), b"0" * 100_000, (413, 0)),
    "endless trailers": (("Transfer-Encoding: chunked",), b"0\r\n" + b"X: y\r\n" * 20_000, (413, 0)),
    "70 KB": (("Content-Length: 70000",), b"note-1=" + b"x" * 69_993, (413, 0)),
    "as much as is taken": ((f"Content-Length: {MOST_BYTES}",), b"note-1=".ljust(MOST_BYTES, b"x"), (413, 0)),
    "60 KB in a note": (("Content-Length: 60000", "Connection: close"), b"note-1=" + b"x" * 59_993, (400,)),
    "a length below nothing": (("Content-Length: -1",), b"answer-1=never", (400,)),
    "a length with a sign": (("Content-Length: +14",), b"answer-1=never", (400,)),
    "a length in letters": (("Content-Length: 0xe",), b"answer-1=never", (400,)),
    "two lengths": (("Content-Length: 14", "Content-Length: 0"), b"answer-1=never", (400,)),
    "a length that never ends": (("Content-Length: " + "9" * 5000,), b"", (0, 400, 413)),
    "an unknown coding": (("Transfer-Encoding: gzip",), b"answer-1=never", (501,)),
    "a coding that looks alike": (("Transfer-Encoding: xchunked",), CHUNK, (501,)),
    "a coding with a mark before it": (("Transfer-Encoding: \x0bchunked",), CHUNK, (400, 501)),
    "a coding beside a length": (("Transfer-Encoding: chunked", "Content-Length: 4"), b"zz\r\n" + CHUNK, (400,)),
    "a space before the colon": (("Content-Length : 14",), b"answer-1=never", (400,)),
    "a chunk of no size": (("Transfer-Encoding: chunked",), b"\r\n;\r\n", (400,)),
    "a chunk that is longer than it says": (("Transfer-Encoding: chunked",), b"3\r\nanswer-1\r\n0\r\n\r\n", (400,)),
    "a folded first header": ((" folded: yes", "Content-Length: 14"), b"answer-1=never", (400, 415)),
    "a bare end of line": (("X-A: b\nContent-Length: 14",), b"answer-1=never", (400,)),
    "a header without a name": ((": x",), b"", (400,)),
    "huge headers": (("X-A: " + "x" * 20_000,), b"", (431, 0)),
    "many headers": (tuple(f"X-{number}: y" for number in range(3000)), b"", (431, 0)),
}


@pytest.mark.parametrize("name", BODIES)
def test_a_body_or_header_of_another_shape_is_refused(honest: Honest, name: str) -> None:
    headers, body, expected = BODIES[name]
    answer = sent(honest.site, shaped(honest, *headers, body=body))
    assert status(answer) in expected
    assert name.startswith("10 MB without") or not answer.endswith(texts.SAVED.encode())


@pytest.mark.parametrize(
    "first",
    [
        *(b"GET /\r\n\r\n", b"GET / HTTP/0.9\r\n\r\n", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
        *(b"\x16\x03\x01\x02\x00\x01\x00", b"\r\n" * 5000, b"\x00" * 20_000),
        *(b"GET  / HTTP/1.1\r\n\r\n", b"GET /\x00 HTTP/1.1\r\n\r\n", b"A" * 20_000),
    ],
)
def test_what_is_no_request_of_ours_is_not_answered_as_one(honest: Honest, first: bytes) -> None:
    assert status(sent(honest.site, first)) in (0, 400, 421, 431)


def test_headers_of_a_proxy_change_nothing(honest: Honest) -> None:
    proxy = ("X-Forwarded-Host: evil.example", "X-Forwarded-For: 192.0.2.9", "Forwarded: host=evil.example")
    answer = sent(honest.site, request(honest.site, "GET /done HTTP/1.1", *proxy, f"Cookie: {COOKIE}={honest.token}"))
    assert status(answer) == 303
    assert b"evil.example" not in answer


def multipart(*parts: str) -> tuple[str, str]:
    body = "".join(f"--b\r\nContent-Disposition: form-data; {part}\r\n" for part in parts)
    return "Content-Type: multipart/form-data; boundary=b", f"{body}--b--\r\n"


OTHER_FORMS: dict[str, tuple[str, str]] = {
    "parts": multipart('name="answer-1"\r\n\r\nnever'),
    "a file in the place of an answer": multipart('name="answer-1"; filename="../../never"\r\n\r\nnever'),
    "thousands of parts": multipart(*('name="answer-1"\r\n\r\nnever',) * 1200),
    "a part that does not end": ("Content-Type: multipart/form-data; boundary=b", "--b\r\nContent-Disposition: f"),
    "no boundary": ("Content-Type: multipart/form-data", "answer-1=never"),
    "JSON": ("Content-Type: application/json", '{"answer-1": "never"}'),
    "plain text": ("Content-Type: text/plain", "answer-1=never"),
    "thousands of fields": (
        "Content-Type: application/x-www-form-urlencoded",
        "&".join(f"a{number}=1" for number in range(6000)),
    ),
    "thousands of answers": (
        "Content-Type: application/x-www-form-urlencoded",
        "&".join(f"answer-{number}=never" for number in range(4, 3000)),
    ),
    "a number that is another": ("Content-Type: application/x-www-form-urlencoded", "answer-0000000001999=never"),
    "a number of another script": ("Content-Type: application/x-www-form-urlencoded", "answer-%D9%A1=never"),
    "the whole of another record": (
        "Content-Type: application/x-www-form-urlencoded",
        "response=kresponse1&words=lantern+meadow&round=other&code=x&at=9",
    ),
}


@pytest.mark.parametrize("name", OTHER_FORMS)
@pytest.mark.parametrize("path", ["/answer", "/part/1"])
def test_a_form_of_another_shape_stores_nothing(honest: Honest, name: str, path: str) -> None:
    kind, body = OTHER_FORMS[name]
    lines = (f"POST {path} HTTP/1.1", f"Host: {honest.site.host}", f"Cookie: {COOKIE}={honest.token}", kind)
    lines += (f"Origin: {honest.site.address}", f"Content-Length: {len(body)}", "Connection: close", "", body)
    assert status(sent(honest.site, "\r\n".join(lines).encode())) in (400, 413, 415)


# How much, and how slowly


def test_connections_that_say_little_keep_nobody_out(honest: Honest) -> None:
    beginnings = (b"", b"G", b"GET / HTTP/1.1\r\nHost: ", shaped(honest, "Content-Length: 14", body=b"answer-1"))
    with ExitStack() as held:
        for beginning in beginnings * (MOST_OF_ONE // 4):
            connection = held.enter_context(closing(connected(honest.site)))
            connection.sendall(beginning)
        honest.check_that_nothing_was_stored()


def test_many_requests_at_once_whose_answers_nobody_reads_keep_nobody_out(honest: Honest) -> None:
    one = request(honest.site, "GET /part/1 HTTP/1.1", f"Cookie: {COOKIE}={honest.token}").replace(b"close", b"open")
    with ExitStack() as held:
        for _ in range(8):
            held.enter_context(closing(connected(honest.site))).sendall(one * 40)
        honest.check_that_nothing_was_stored()


@pytest.mark.skipif(sys.platform != "linux", reason="the loopback has other addresses on Linux alone")
def test_a_thousand_connections_of_one_machine_keep_nobody_else_out(honest: Honest, enough_files: None) -> None:
    with ExitStack() as held:
        for _ in range(MANY):
            held.enter_context(closing(connected(honest.site)))
        honest.check_that_nothing_was_stored()
        newcomer = Phone(honest.site.host, "127.0.0.4")
        assert newcomer.open("/").status == 200
    assert MOST_OF_ONE < MANY


@pytest.mark.skipif(sys.platform != "linux", reason="the loopback has other addresses on Linux alone")
def test_a_thousand_connections_of_many_machines_keep_nobody_out(honest: Honest, enough_files: None) -> None:
    host, _, port = honest.site.host.rpartition(":")
    with ExitStack() as held:
        for number in range(MANY):
            source = (f"127.0.3.{number % 20}", 0)
            held.enter_context(closing(socket.create_connection((host, int(port)), timeout=20, source_address=source)))
        assert Phone(honest.site.host, "127.0.0.4").open("/").status == 200
        honest.check_that_nothing_was_stored()


@pytest.fixture
def enough_files() -> Iterator[None]:
    """Lets this process open as many files as an attacker and the laptop in one need."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MANY + 500
    if hard != resource.RLIM_INFINITY and hard < wanted:
        pytest.skip(f"this system lets a program open {hard} files")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the loopback has other addresses on Linux alone")
def test_connections_leave_the_app_the_files_that_it_needs_to_save(tmp_path: Path) -> None:
    a_workspace(tmp_path / "w")
    with serving_process(tmp_path / "w", files=200) as served, ExitStack() as held:
        phone = Phone(served.host, HONEST)
        phone.join(served.code)
        for number in range(200):
            place = (LOOPBACK, served.port)
            taken = socket.create_connection(place, timeout=20, source_address=(f"127.0.1.{number % 5}", 0))
            held.enter_context(closing(taken))
        for level in LEVELS * 10:
            seen = phone.ask("POST", "/answer", f"answer-1={level}", Origin=f"http://{served.host}")
            assert (seen.status, seen.text) == (200, texts.SAVED)


def test_a_system_that_gives_few_files_is_asked_for_more(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))
    try:
        with served(tmp_path / "w"):
            assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] >= MOST_CONNECTIONS + FILES_OF_THE_APP
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


# What is left of it


def test_no_address_and_no_time_of_a_phone_is_stored_or_logged(
    honest: Honest, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG):
        honest.phone.ask("GET", "/part/1", **{"User-Agent": "Telltale/1.0", "X-Forwarded-For": "192.0.2.77"})
        sent(honest.site, b"GET /telltale HTTP/1.1\r\n\r\n")
        sent(honest.site, shaped(honest, "Content-Length: x"))
        honest.check_that_nothing_was_stored()
    stored = b"".join(files_in(honest.root).values())
    assert [telltale for telltale in (HONEST, ATTACKER, "Telltale", "192.0.2.77") if telltale.encode() in stored] == []
    # Every file bears the day of the reflection, whoever saved it when.
    assert len({path.stat().st_mtime for path in honest.root.rglob("*.json")}) == 1
    assert (caplog.text, *capfd.readouterr()) == ("", "", "")
