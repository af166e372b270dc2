"""Lets a room answer on phones, line by line: who else can reach the address, then the address and the letters aloud.

What is served goes on when this is left, until somebody stops it. The picture to scan is drawn for whoever asks for it.
"""

from __future__ import annotations

from coreflect.core.meeting.room import By
from coreflect.core.model import Reflection
from coreflect.core.reflections.responses import Question
from coreflect.core.texts import phones as texts
from coreflect.core.texts.controls import BACK
from coreflect.plain.prompts import Option, ask_words, choose, numbered
from coreflect.plain.terminal import Terminal
from coreflect.services.app import Services
from coreflect.services.room import Place
from coreflect.web.qr import drawn, drawn_wifi
from coreflect.web.served import Served, addresses_here, served, start, stop

LEFT = "left"


def join_on_phones(services: Services, terminal: Terminal, reflection: Reflection) -> None:
    """Say how phones join this reflection; where none are served yet, what that means first.

    Raises:
        Left: the person leaves it.
        CoreflectError: what serves phones is not installed, or the address cannot be listened on.
    """
    if served(services, reflection) is None and not _start(services, terminal, reflection):
        return
    listed = True
    while now := served(services, reflection):
        room = now.serving.room
        how_many = texts.joined_and_finished(room.joined, room.finished)
        says = (texts.NOBODY_JOINS_NOW,) if room.shut else (*_how_to_join(now), how_many)
        what = choose(
            terminal, *(says if listed else says[-1:]), options=_options(is_open=not room.shut), taken_by_enter="1"
        )
        if what == LEFT:
            return
        listed = what != "again"
        if what == "draw":
            _draw(terminal, now)
        elif what == "wifi":
            _draw_wifi(terminal)
        elif what == "stop":
            _ask_to_stop(services, terminal)
    terminal.say(texts.STOPPED)


def hands_on_phones(
    services: Services, terminal: Terminal, reflection: Reflection, question: Question, by: By
) -> dict[Place, int] | None:
    """Ask the phones for their hands on a question, and give those that are up; None to count without them."""
    room = services.phones_in(reflection)
    if room is None:
        return None
    room.ask_for_hands(question)
    try:
        terminal.say(texts.HANDS_ON_PHONES)
        what, listed = "again", True
        while what == "again":
            says = texts.hands_up(room.hands(by).total())
            what = choose(terminal, says, options=numbered(texts.HANDS_STEPS), taken_by_enter="1", listed=listed)
            listed = False
        return dict(room.hands(by)) if what == "take" else None
    finally:
        room.stop_hands()


def _start(services: Services, terminal: Terminal, reflection: Reflection) -> bool:
    there = addresses_here()
    terminal.pause()
    terminal.say(f"{texts.START_SERVING_TITLE}.", *texts.WHAT_IT_MEANS)
    if services.phone_room:
        terminal.say(texts.SERVED_ELSEWHERE)
    if not there:
        terminal.say(texts.NO_ADDRESS)
        return False
    for address in there:
        if address.is_reached_from_everywhere:
            terminal.say(f"{address.ip}: {texts.FROM_THE_INTERNET}")
    options = numbered([(address.ip, texts.start_on(*address)) for address in there])
    ip = choose(terminal, texts.WHICH_ADDRESS, options=options, taken_by_enter="1", can_leave=True)
    start(services, reflection, ip)
    return True


def _how_to_join(now: Served) -> tuple[str, ...]:
    serving = now.serving
    return (
        f"{texts.OPEN_THIS} {serving.address}",
        texts.address_aloud(serving.host),
        texts.letters_aloud(serving.room.code),
    )


def _options(*, is_open: bool) -> tuple[Option[str], ...]:
    steps = [step for step in texts.JOIN_STEPS.items() if is_open or step[0] not in ("draw", "wifi")]
    return (*numbered(steps), Option("b", f"{BACK}: {texts.PHONES_GO_ON}", LEFT))


def _draw(terminal: Terminal, now: Served) -> None:
    terminal.pause()
    terminal.say(texts.SCAN_THIS)
    terminal.draw(drawn(now.serving.key_address))


def _draw_wifi(terminal: Terminal) -> None:
    name = ask_words(terminal, texts.TYPE_WIFI_NAME, f"{texts.WIFI_NAME}. {texts.WIFI_HELP}")
    if name:
        password = terminal.ask(texts.TYPE_WIFI_PASSWORD)
        terminal.pause()
        terminal.say(texts.SCAN_WIFI)
        terminal.draw(drawn_wifi(name, password))


def _ask_to_stop(services: Services, terminal: Terminal) -> None:
    options = numbered(texts.STOP_CHOICES)
    if choose(terminal, texts.STOP_TITLE, *texts.STOP_LINES, options=options, taken_by_enter="1"):
        stop(services)
