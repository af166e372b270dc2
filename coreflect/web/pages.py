"""Answers what a phone asks: each address of the small site that a laptop serves in the room, and who may open it.

A request reaches the answers of the person whose token it bears, and nothing else. Whatever changes anything has to
come from a page of this very address. No address of a phone and no time is stored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING

from werkzeug.exceptions import HTTPException, UnsupportedMediaType
from werkzeug.routing import IntegerConverter, Map, Rule
from werkzeug.wrappers import Request, Response

from coreflect.core.errors import CoreflectError, Misuse
from coreflect.core.reflections.form_fields import entered
from coreflect.core.texts import phones as texts
from coreflect.reporting import phone_pages as pages
from coreflect.reporting.html import Page
from coreflect.services.phones import DoorShut, NotLetIn, PhoneRoom, is_finished

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

    from coreflect.core.reflections.responses import Place

COOKIE = "coreflect"
MOST_BYTES = 64 * 1024
HEADERS = {
    "Cache-Control": "no-store",
    # Not `no-referrer`, under which browsers send "null" as the origin of a form: this sends nothing elsewhere either.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class _PartNumber(IntegerConverter):
    """The number of a part, in an address; what has more digits is none."""

    regex = "[0-9]{1,4}"


_ADDRESSES = Map(
    [
        Rule("/", endpoint="door", methods=["GET"]),
        Rule("/join", endpoint="join", methods=["POST"]),
        Rule("/go-on", endpoint="go_on", methods=["POST"]),
        Rule("/start", endpoint="start", methods=["GET", "POST"]),
        Rule("/words", endpoint="words", methods=["GET"]),
        Rule("/part/<part:at>", endpoint="part", methods=["GET", "POST"]),
        Rule("/answer", endpoint="answer", methods=["POST"]),
        Rule("/end", endpoint="end", methods=["GET"]),
        Rule("/finish", endpoint="finish", methods=["POST"]),
        Rule("/done", endpoint="done", methods=["GET"]),
        Rule("/hands", endpoint="hands", methods=["GET", "POST"]),
        Rule("/remove", endpoint="remove", methods=["GET", "POST"]),
        Rule("/another", endpoint="another", methods=["POST"]),
        Rule("/state", endpoint="state", methods=["GET"]),
        Rule("/<string(length=16):key>", endpoint="door", methods=["GET"]),
    ],
    merge_slashes=False,
    converters={"part": _PartNumber},
)


class _Request(Request):
    """A request whose form is small and plain: a page of ours sends no other, and never a file."""

    max_content_length = MOST_BYTES
    max_form_memory_size = MOST_BYTES

    @property
    def want_form_data_parsed(self) -> bool:
        return self.mimetype == "application/x-www-form-urlencoded"

    @property
    def token(self) -> str:
        return self.cookies.get(COOKIE, "")

    @property
    def fields(self) -> dict[str, str]:
        """What was sent, without the choice of where to go."""
        return {name: value for name, value in self.form.items() if name not in ("go", "code", "words")}


class PhoneSite:
    """The site of one room, as a WSGI application that takes requests to one address alone."""

    def __init__(self, room: PhoneRoom, place: Place, host: str) -> None:
        """Takes the room, where its answers are stored, and the host and port by which phones reach it."""
        self._room = room
        self._place = place
        self._host = host

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        return self._respond(_Request(environ))(environ, start_response)

    def _respond(self, request: _Request) -> Response:
        if request.environ.get("HTTP_HOST", "").casefold() != self._host:
            return _plain(HTTPStatus.MISDIRECTED_REQUEST, texts.NOT_FROM_HERE)
        try:
            endpoint, values = _ADDRESSES.bind(self._host).match(request.path, request.method)
            if request.method == "POST" and not self._is_ours(request):
                return self._told(HTTPStatus.FORBIDDEN, texts.NOT_FROM_HERE)
            if request.content_length and not request.want_form_data_parsed:
                raise UnsupportedMediaType
            return self._go(endpoint, request, values)
        except HTTPException as error:
            status = HTTPStatus(error.code or HTTPStatus.BAD_REQUEST)
            says = texts.NO_SUCH_PAGE if status == HTTPStatus.NOT_FOUND else texts.WENT_WRONG
            return self._told(status, says, leads_back="/")
        except Exception:
            return _plain(HTTPStatus.INTERNAL_SERVER_ERROR, texts.WENT_WRONG)

    def _go(self, endpoint: str, request: _Request, values: Mapping[str, object]) -> Response:
        is_script = endpoint in ("answer", "state")
        try:
            answer: Callable[..., Response] = getattr(self, f"_{endpoint}")
            return answer(request, **values)
        except DoorShut as shut:
            return _plain(HTTPStatus.CONFLICT, shut.message) if is_script else self._shut(request, shut)
        except NotLetIn as error:
            return _plain(HTTPStatus.FORBIDDEN, error.message) if is_script else self._to_the_door(request, error)
        except CoreflectError as error:
            return self._not_done(request, error, is_script=is_script)

    def _not_done(self, request: _Request, error: CoreflectError, *, is_script: bool) -> Response:
        """Say that something was not saved, and carry it, so that it can be sent again.

        Why the laptop could not save is for those at the laptop: it names their folders.
        """
        if isinstance(error, Misuse):
            status, lines = HTTPStatus.BAD_REQUEST, (texts.NOTHING_STORED, error.message)
        else:
            status, lines = HTTPStatus.SERVICE_UNAVAILABLE, (texts.NOTHING_STORED, texts.LAPTOP_COULD_NOT)
        if is_script:
            return _plain(status, " ".join(lines))
        if request.method != "POST":
            return self._told(status, texts.LAPTOP_CANNOT_READ, leads_back=request.path)
        if isinstance(error, Misuse):
            return self._told(status, *lines, leads_back="/")
        carried = tuple(request.form.items())
        return _page(pages.told_page(self._room.reflection, lines, again=request.path, carried=carried), status)

    def _is_ours(self, request: _Request) -> bool:
        """Whether a form was sent from a page of this address: another page's cannot say that it was."""
        came_from = request.headers.get("Origin") or request.headers.get("Referer", "")
        return f"{came_from}/".startswith(f"http://{self._host}/")

    # The door

    def _door(self, request: _Request, key: str = "") -> Response:
        try:
            phone = self._room.phone(request.token)
        except NotLetIn:
            try:
                self._room.check_open()
            except DoorShut as shut:
                return self._told(HTTPStatus.OK, shut.message)
            return _page(pages.door_page(self._room.reflection, key=key.casefold()))
        return _to("/start" if not phone.has_begun else "/done" if phone.has_finished else "/part/1")

    def _join(self, request: _Request) -> Response:
        try:
            token = self._room.let_in(request.form.get("code", ""))
        except NotLetIn as error:
            return _page(pages.door_page(self._room.reflection, fault=error.message), HTTPStatus.FORBIDDEN)
        return _with_token(_to("/start"), token)

    def _go_on(self, request: _Request) -> Response:
        try:
            token = self._room.go_on(request.form.get("code", ""), request.form.get("words", ""))
        except NotLetIn as error:
            carried = tuple(request.fields.items())
            shown = pages.door_page(self._room.reflection, fault=error.message, carried=carried)
            return _page(shown, HTTPStatus.FORBIDDEN)
        if fields := entered(request.fields):
            self._room.give(token, fields)
        return _with_token(_to("/done" if self._room.phone(token).has_finished else "/part/1"), token)

    def _to_the_door(self, request: _Request, error: NotLetIn) -> Response:
        """Lead to the door a phone that is not known; what it sent is carried until it has come in."""
        carried = tuple(request.fields.items()) if request.path.startswith("/part/") else ()
        fault = texts.NO_COOKIE if request.path == "/start" and not request.token else error.message
        shown = pages.door_page(self._room.reflection, fault=fault, carried=carried, words_alone=bool(carried))
        return _page(shown, HTTPStatus.FORBIDDEN)

    def _another(self, request: _Request) -> Response:
        self._room.forget(request.token)
        response = _to("/")
        response.delete_cookie(COOKIE)
        return response

    # The questions

    def _start(self, request: _Request) -> Response:
        phone = self._room.phone(request.token)
        if phone.has_begun:
            return _to("/words")
        if request.method == "GET":
            return _page(pages.start_page(self._room.reflection, self._room.asked, self._place, chosen={}))
        chosen = {name: request.form.get(name, "") for name in ("perspective", "wording", "help")}
        if not chosen["perspective"]:
            fault = texts.CHOOSE_PERSPECTIVE
            shown = pages.start_page(self._room.reflection, self._room.asked, self._place, fault=fault, chosen=chosen)
            return _page(shown, HTTPStatus.BAD_REQUEST)
        self._room.begin(request.token, chosen["perspective"], chosen["wording"], chosen["help"])
        return _to("/words")

    def _words(self, request: _Request) -> Response:
        phone = self._room.phone(request.token)
        if not phone.has_begun:
            return _to("/start")
        return _page(pages.words_page(self._room.reflection, phone.words))

    def _part(self, request: _Request, at: int) -> Response:
        room = self._room
        if request.method == "POST":
            room.give(request.token, entered(request.fields))
            go = request.form.get("go", "")
            return _to("/end" if not go.isdecimal() else f"/part/{go[:4]}")
        sitting = room.sitting(request.token)
        room.check_open()
        parts = pages.parts_of(room.reflection, sitting.walkthrough)
        if not 1 <= at <= parts:
            return _to("/part/1")
        asked = room.hands_asked
        hands = asked.item.text.say() if asked else ""
        words = room.phone(request.token).words
        return _page(pages.part_page(room.reflection, sitting.walkthrough, at, words, hands=hands))

    def _answer(self, request: _Request) -> Response:
        self._room.give(request.token, entered(request.fields))
        return _plain(HTTPStatus.OK, texts.SAVED)

    def _end(self, request: _Request, fault: str = "") -> Response:
        room = self._room
        sitting = room.sitting(request.token)
        if room.shut:
            return _to("/done")
        state = texts.CHANGED_SINCE if sitting.is_amending and not is_finished(sitting) else ""
        shown = pages.end_page(
            room.reflection,
            sitting.walkthrough,
            room.phone(request.token).words,
            takes_code=sitting.may_take_code,
            state=state,
            fault=fault,
        )
        return _page(shown, HTTPStatus.BAD_REQUEST if fault else HTTPStatus.OK)

    def _finish(self, request: _Request) -> Response:
        code, shown = (request.form.get(name, "") for name in ("repeat-code", "was-repeat-code"))
        try:
            self._room.finish(request.token, code, shown=shown, new_code="new-code" in request.form)
        except Misuse as error:
            return self._end(request, error.message)
        return _to("/done")

    def _done(self, request: _Request) -> Response:
        room = self._room
        if room.hands_asked:
            return _to("/hands")
        sitting = room.sitting(request.token)
        room.check_open()
        if not is_finished(sitting):
            return _to("/end")
        words = room.phone(request.token).words
        return _page(pages.done_page(room.reflection, words, sitting.walkthrough.draft.code))

    def _remove(self, request: _Request) -> Response:
        self._room.sitting(request.token)
        if request.method == "GET":
            return _page(pages.remove_page(self._room.reflection))
        if request.form.get("sure") != "yes":
            return _to("/done")
        return self._told(HTTPStatus.OK, *self._room.take_out(request.token))

    # A show of hands, and what the script asks

    def _hands(self, request: _Request) -> Response:
        room = self._room
        asked = room.hands_asked
        if request.method == "POST":
            room.raise_hand(request.token, request.form.get("item", ""), request.form.get("answer", ""))
            return _to("/hands")
        raised = room.raised(request.token)
        if asked is None:
            return _to("/done")
        return _page(pages.hands_page(room.reflection, asked, raised, others=not room.shut))

    def _state(self, request: _Request) -> Response:  # noqa: ARG002 - every address is answered alike
        """Say where the room is, by which a page knows that it has gone on."""
        asked = self._room.hands_asked
        return _plain(HTTPStatus.OK, f"{self._room.shut or 'open'} {asked.item.id if asked else ''}")

    # Pages

    def _shut(self, request: _Request, shut: DoorShut) -> Response:
        """Say that the door is shut, and what of a person is saved; where the room shows hands, lead there."""
        lines = [shut.message, texts.ANSWERS_STAY]
        if request.method == "POST" and request.path != "/hands":
            lines[1:] = [texts.NOTHING_STORED]
        return self._told(HTTPStatus.OK if request.method == "GET" else HTTPStatus.CONFLICT, *lines, leads_back="/done")

    def _told(self, status: HTTPStatus, *lines: str, leads_back: str = "") -> Response:
        return _page(pages.told_page(self._room.reflection, lines, leads_back=leads_back), status)


def _page(shown: Page, status: HTTPStatus = HTTPStatus.OK) -> Response:
    response = Response(shown.html, status, HEADERS, content_type="text/html; charset=utf-8")
    response.headers["Content-Security-Policy"] = f"{shown.policy}; frame-ancestors 'none'"
    return response


def _with_token(response: Response, token: str) -> Response:
    response.set_cookie(COOKIE, token, httponly=True, samesite="Strict")
    return response


def _to(address: str) -> Response:
    return Response("", HTTPStatus.SEE_OTHER, {**HEADERS, "Location": address})


def _plain(status: HTTPStatus, text: str) -> Response:
    return Response(text, status, HEADERS, content_type="text/plain; charset=utf-8")
