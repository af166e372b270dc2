"""Opens a reflection for the phones in the room, and holds what is served until it ends.

Come here from a face or a command. The site is loaded only when it is asked for; where it is not installed, a fault
says how to get it. What is served belongs to the program, not to a page of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from coreflect.core.errors import CoreflectError
from coreflect.core.texts import phones as texts
from coreflect.services.phones import PhoneRoom

if TYPE_CHECKING:
    from coreflect.core.model import Reflection
    from coreflect.services.app import Services
    from coreflect.web.addresses import Address
    from coreflect.web.server import Serving

_SERVED: dict[Services, Served] = {}
"""What each services of this program serve."""


class NotInstalled(CoreflectError):
    """The libraries that serve phones are not installed."""


def require_site() -> None:
    """Check that what serves phones is installed.

    Raises:
        NotInstalled: it is not.
    """
    try:
        import segno  # noqa: F401 - whether it and the others can be loaded is what is asked

        from coreflect.web import addresses, server  # noqa: F401
    except ImportError:
        raise NotInstalled(texts.NOT_INSTALLED, texts.HOW_TO_INSTALL) from None


def addresses_here() -> tuple[Address, ...]:
    """List the addresses of this laptop on which phones could reach it, the likeliest first.

    Raises:
        NotInstalled: what serves phones is not installed.
    """
    require_site()
    from coreflect.web import addresses

    return addresses.addresses()


class Served(NamedTuple):
    """What is served, and the name and the password of the Wi-Fi that phones join first, in memory alone."""

    serving: Serving
    wifi: tuple[str, str] = ("", "")


def start(services: Services, reflection: Reflection, address: str, wifi: tuple[str, str] = ("", "")) -> Served:
    """Serve a reflection to phones on this address; what these services served before is stopped.

    Raises:
        NotInstalled: what serves phones is not installed.
        CoreflectError: the reflection cannot be read, its answers are shown, so that nobody can join, or the address
            cannot be listened on.
    """
    require_site()
    from coreflect.web.server import Serving

    reflection = services.workspace.round(reflection.id)  # says so where the folder of the workspace has gone
    room, place = PhoneRoom(services.for_another_thread(), reflection), services.workspace.place()
    if room.shut:
        raise CoreflectError(texts.SHOWN_ALREADY)
    stop(services)
    _SERVED[services] = Served(Serving(room, place, address), wifi)
    services.phone_room = room
    return _SERVED[services]


def served(services: Services, reflection: Reflection) -> Served | None:
    """What is served of this reflection; None where nothing is. What is over is stopped."""
    if services.phone_room and services.phone_room.shut == "over":
        stop(services)
    return _SERVED.get(services) if services.phones_in(reflection) else None


def stop(services: Services) -> None:
    """Stop what is served, if anything is; what was saved is saved."""
    services.phone_room = None
    if gone := _SERVED.pop(services, None):
        gone.serving.close()
