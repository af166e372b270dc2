"""Lists the addresses of this laptop on which phones could reach it, and says who else could."""

from __future__ import annotations

import socket
from contextlib import suppress
from ipaddress import IPv4Address
from typing import NamedTuple

import ifaddr

NOBODYS = "192.0.2.1"
"""An address for documentation (RFC 5737): nothing is sent there, but the way to it is the way to everywhere."""


class Address(NamedTuple):
    """An address of this laptop, and the name of the adapter that has it, such as Wi-Fi."""

    ip: str
    adapter: str

    @property
    def is_reached_from_everywhere(self) -> bool:
        """Whether the internet may reach it, and not the same network alone."""
        return IPv4Address(self.ip).is_global


def addresses() -> tuple[Address, ...]:
    """List the addresses of this laptop in a network, the one that leads out of it first."""
    there = [
        Address(str(ip.ip), adapter.nice_name)
        for adapter in ifaddr.get_adapters()
        for ip in adapter.ips
        if ip.is_IPv4 and not IPv4Address(ip.ip).is_loopback and not IPv4Address(ip.ip).is_link_local
    ]
    out = _way_out()
    return tuple(sorted(there, key=lambda address: address.ip != out))


def _way_out() -> str:
    """The address from which this laptop reaches others; no packet is sent to find it."""
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect((NOBODYS, 9))
        return str(probe.getsockname()[0])
    return ""
