"""Lets a room answer on phones: says first who else can reach the address, then shows how to join, large and calm.

What is served belongs to the app: it goes on when a page is left, until somebody stops it. The page counts who has
joined and finished, and never says who.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from coreflect.core.errors import CoreflectError
from coreflect.core.model import Reflection
from coreflect.core.texts import phones as texts
from coreflect.core.texts.controls import ONE_MOMENT
from coreflect.services.app import Services
from coreflect.tui.cards import ChoiceCard
from coreflect.tui.frame import Bar, Key, team_and_about
from coreflect.tui.meeting.plan import SECONDS_BETWEEN_LOOKS
from coreflect.tui.pages import Page
from coreflect.tui.widgets.lists import Line
from coreflect.tui.widgets.one_of import Field, OneOf
from coreflect.tui.widgets.text import paragraphs, safe
from coreflect.web.qr import drawn, drawn_wifi, enlarged
from coreflect.web.served import addresses_here, served, start, stop

if TYPE_CHECKING:
    from coreflect.web.addresses import Address

LONGEST_NAME, LONGEST_PASSWORD = 32, 63
"""How long the name and the password of a Wi-Fi may be, by its standard."""
WIDE = 110
ROOM_FOR_ADDRESS = 70
"""From this width on a whole address fits beside the picture; below it stands without `http://`."""


class StartPhonesPage(Page[bool]):
    """Says what it means that phones reach this laptop, and asks on which address. Gives True once they can."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "start", show=False),
        Binding("escape", "close", show=False),
    ]

    def __init__(self, services: Services, reflection: Reflection) -> None:
        """Takes the reflection.

        Raises:
            CoreflectError: what serves phones is not installed.
        """
        super().__init__()
        self._services = services
        self._reflection = reflection
        self._addresses = addresses_here()

    @property
    def where(self) -> tuple[str, ...]:
        return (*team_and_about(self._reflection), texts.PHONES)

    @property
    def keys(self) -> tuple[Key, ...]:
        starts = texts.START_SERVING if self._addresses else texts.LOOK_FOR_ADDRESSES
        return ("Enter", starts.lower(), "screen.start"), ("Esc", "back", "screen.close")

    def compose_content(self) -> ComposeResult:
        with VerticalScroll(id="body"):
            yield Static(safe(texts.START_SERVING_TITLE), classes="title")
            elsewhere = (texts.SERVED_ELSEWHERE,) if self._services.phone_room else ()
            yield Static(paragraphs((*texts.WHAT_IT_MEANS, *elsewhere)), classes="paragraphs")
            if not self._addresses:
                yield Static(safe(texts.NO_ADDRESS))
                return
            yield Static(safe(texts.WHICH_ADDRESS), classes="asked")
            choices = [(each.ip, f"{each.ip}  {each.adapter}", warning(each)) for each in self._addresses]
            yield OneOf(choices, self._addresses[0].ip, upright=True, id="address")
            yield Static(safe(texts.WIFI_NAME), classes="asked")
            yield Field("", "wifi-name", LONGEST_NAME)
            yield Static(safe(texts.WIFI_PASSWORD), classes="asked")
            yield Field("", "wifi-password", LONGEST_PASSWORD)

    def on_mount(self) -> None:
        self.query_one(OneOf if self._addresses else "#body").focus()
        self.say(texts.WIFI_HELP if self._addresses else "")

    @on(Input.Submitted)
    async def _entered(self, event: Input.Submitted) -> None:
        """Go on from a name to its password, and from there start."""
        event.stop()
        if event.input.id == "wifi-name" and event.value.strip():
            self.focus_next()
        else:
            await self.action_start()

    async def action_start(self) -> None:
        """Serve phones, or say why that cannot be."""
        if not self._addresses:
            self._addresses = addresses_here()
            await self.recompose()
            self.on_mount()
            return
        self.say(ONE_MOMENT)
        wifi = self.query_one("#wifi-name", Input).value.strip(), self.query_one("#wifi-password", Input).value
        try:
            start(self._services, self._reflection, self.query_one(OneOf).value, wifi)
        except CoreflectError as error:
            self.say(str(error), urgent=True)
        else:
            self.dismiss(True)

    def action_close(self) -> None:
        self.dismiss(False)


class PhonesPage(Page[None]):
    """Shows how a phone joins: a picture to scan, an address and letters to type; and how many have."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "turn", show=False),
        Binding("j", "stop_phones", show=False),
        Binding("escape,b,left,enter", "close", show=False),
    ]

    DEFAULT_CSS = """
    PhonesPage #room { height: auto; }
    PhonesPage .code { width: auto; height: auto; }
    PhonesPage #second { margin-left: 3; }
    PhonesPage .picture { width: auto; height: auto; margin-right: 3; background: #000000; color: #ffffff; }
    PhonesPage #joining { width: 1fr; height: auto; }
    PhonesPage .said { text-style: bold; }
    PhonesPage .address { text-style: bold; color: $text-heading; margin-bottom: 1; }
    PhonesPage #about { margin-top: 1; }
    PhonesPage .quiet { color: $text-muted; }
    """

    def __init__(self, services: Services, reflection: Reflection) -> None:
        """Takes the reflection that is served."""
        super().__init__()
        self._services = services
        self._reflection = reflection
        self._now = served(services, reflection)
        self._shows_wifi = False
        self._seen: tuple[object, ...] = ()

    @property
    def where(self) -> tuple[str, ...]:
        return (*team_and_about(self._reflection), texts.PHONES)

    @property
    def keys(self) -> tuple[Key, ...]:
        turns = "Space" if self._wifi[0] and not self._shows_both else ""
        return (
            ("Esc", "the meeting; phones go on", "screen.close"),
            (turns, "how to join" if self._shows_wifi else "the Wi-Fi", "screen.turn"),
            ("j", "stop phones", "screen.stop_phones"),
        )

    def compose_content(self) -> ComposeResult:
        with VerticalScroll(id="body"), Horizontal(id="room"):
            yield Vertical(Static(classes="said"), Static(classes="picture"), id="first", classes="code")
            with Vertical(id="joining"):
                yield Static(id="or", classes="said")
                yield Static(id="address", classes="address")
                yield Static(id="letters-asked")
                yield Static(id="letters", classes="large")
                yield Static(id="wifi")
                yield Static(id="password")
                yield Static(id="how-many", classes="said")
                yield Static(id="how-far")
                yield Static(id="about", classes="quiet")
            yield Vertical(Static(classes="said"), Static(classes="picture"), id="second", classes="code")

    def on_mount(self) -> None:
        self.query_one("#body").focus()
        self.set_interval(SECONDS_BETWEEN_LOOKS, self.look)
        self.look()

    def on_resize(self) -> None:
        self._seen = ()
        self.call_after_refresh(self.look)

    def look(self) -> None:
        """Look at how many have joined and finished, and whether the door is open still."""
        self._now = now = served(self._services, self._reflection)
        room = now.serving.room if now else None
        seen = (room and (room.joined, room.finished, room.shut), self._shows_wifi, self.size)
        if seen == self._seen:
            return
        self._seen = seen
        self.show_frame()
        wifi = dict(zip(("wifi", "password"), texts.wifi_lines(*self._wifi), strict=True))
        if now is None or room is None:
            self._say({"about": texts.TWO_HOURS_OVER})
        elif room.shut == "revealed":
            self._say({"about": texts.NOBODY_JOINS_NOW})
        elif self._shows_wifi:
            self._say({**wifi, "about": texts.STAYS_OPEN}, first="wifi")
        else:
            self._say(
                {
                    "or": texts.OR_OPEN,
                    "address": now.serving.address if self.size.width >= ROOM_FOR_ADDRESS else now.serving.host,
                    "letters-asked": texts.AND_TYPE,
                    "letters": " ".join(room.code.upper()),
                    **wifi,
                    "how-many": texts.joined_and_finished(room.joined, room.finished),
                    "about": texts.STAYS_OPEN,
                },
                first="key",
                second="wifi" if self._shows_both else "",
                far=(room.finished, room.joined),
            )

    def action_turn(self) -> None:
        """Turn to the picture of the Wi-Fi, or back."""
        if not self._wifi[0] or self._shows_both:
            raise SkipAction
        self._shows_wifi = not self._shows_wifi
        self.look()

    def action_stop_phones(self) -> None:
        """Ask whether to stop, and stop."""

        def answered(answer: str | None) -> None:
            if answer == STOP:
                stop(self._services)
                self.app.notify(texts.STOPPED, markup=False)
                self.dismiss(None)

        choices = [Line(STOP if stops else GO_ON, words) for stops, words in texts.STOP_CHOICES]
        self.app.push_screen(ChoiceCard(texts.STOP_TITLE, texts.STOP_LINES, choices), answered)

    def action_close(self) -> None:
        self.dismiss(None)

    @property
    def _wifi(self) -> tuple[str, str]:
        return self._now.wifi if self._now else ("", "")

    @property
    def _is_wide(self) -> bool:
        return self.size.width >= WIDE

    @property
    def _shows_both(self) -> bool:
        return self._is_wide and bool(self._wifi[0])

    def _say(
        self, says: Mapping[str, str], *, first: str = "", second: str = "", far: tuple[int, int] = (0, 0)
    ) -> None:
        """Show these sentences by their places, these pictures, and how many of those who joined have finished."""
        pictures = self._draw("#first", first), self._draw("#second", second)
        if not all(pictures):
            says = {**says, "or": texts.NOT_LARGE_ENOUGH}
        for place in self.query("#joining > Static").results(Static):
            place.display = bool(says.get(place.id or ""))
            place.update(safe(says.get(place.id or "", "")))
        bar = self.query_one("#how-far", Static)
        bar.display = bool(far[1])
        bar.update(Bar(*far))

    def _draw(self, place: str, picture: str) -> bool:
        """Draw a picture, twice as large in a large window that shows no other one; returns whether it fits, if any."""
        now, code = self._now, self.query_one(place, Vertical)
        code.display = bool(now and picture)
        if not now or not picture:
            return True
        lines = drawn(now.serving.key_address) if picture == "key" else drawn_wifi(*now.wifi)
        room = self.query_one("#body").size.height - 1
        if self._is_wide and not self._shows_both and 2 * len(lines) <= room:
            lines = enlarged(lines)
        code.display = len(lines) <= room and len(lines[0]) + 2 <= self.size.width
        said, drawing = code.query(Static).results(Static)
        said.update(safe(texts.SCAN_THIS if picture == "key" else texts.SCAN_WIFI))
        drawing.update(Content("\n").join(painted(line) for line in lines))
        return code.display


def painted(line: str) -> Content:
    """Paint a line of a picture: white light and black dark, in every theme.

    What is wholly light is ground and not a sign, so that no gap between two lines of a terminal cuts through it.
    """
    parts = (("".join(signs), is_light) for is_light, signs in groupby(line, lambda sign: sign == "█"))
    return Content.assemble(*((" " * len(signs), "on #ffffff") if is_light else signs for signs, is_light in parts))


def warning(address: Address) -> str:
    """Warn of an address that not only the same network reaches."""
    return texts.FROM_THE_INTERNET if address.is_reached_from_everywhere else ""


GO_ON, STOP = "go-on", "stop"
