"""Where a webhook may lead: public addresses, and networks that the operator names; looked at when it connects."""

import asyncio
import socket
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any
from urllib.parse import urlsplit

import httpcore
from django.conf import settings

LONGEST = 2000
Address = IPv4Address | IPv6Address
# Addresses of IPv6 that stand for one of IPv4 behind a translator (RFC 6052, RFC 8215).
TRANSLATED = (ip_network("64:ff9b::/96"), ip_network("64:ff9b:1::/48"))


class AddressRefused(Exception):
    """The address leads where webhooks must not go."""


def checked_url(text: str) -> str:
    """A webhook's address; raises ValueError for one that can never be good."""
    url = text.strip()
    try:
        parts = urlsplit(url)
        port, host = parts.port, parts.hostname
    except ValueError:
        raise ValueError("This is not an address.") from None
    if not url.isascii() or not url.isprintable() or " " in url or len(url) > LONGEST:
        raise ValueError("This is not an address.")
    if parts.scheme not in ("https", "http") or not host or port == 0:
        raise ValueError("This must be an address that begins with https://.")
    if parts.username or parts.password or parts.fragment:
        raise ValueError("The address must not hold a name, a password or a fragment.")
    literal = _literal(host)
    if literal is not None and not is_allowed(literal):
        raise ValueError("This address lies in a private network; whoever operates the product can allow it.")
    if parts.scheme == "http" and not settings.WEBHOOKS_ALLOW:
        raise ValueError("This must be an address that begins with https://.")
    return url


def is_allowed(address: Address) -> bool:
    """Whether messages may go there: it is public, or in a network that the operator named."""
    return is_named(address) or _is_public(address)


def is_named(address: Address) -> bool:
    """Whether the operator named a network with this address."""
    return any(address in network for network in settings.WEBHOOKS_ALLOW)


def _is_public(address: Address) -> bool:
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is not None:
            return _is_public(inner)
        if address.teredo is not None or any(address in network for network in TRANSLATED):
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved)


def _literal(host: str) -> Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


class Guarded(httpcore.AsyncNetworkBackend):
    """Connects only where it is allowed, to the very address that was looked at: a name may change in between."""

    def __init__(self, *, is_plain: bool) -> None:
        self.is_plain = is_plain
        self.inner = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Raises AddressRefused, or what connecting raises."""
        address = self._chosen(await _resolved(host, port))
        return await self.inner.connect_tcp(str(address), port, timeout, local_address, socket_options)

    def _chosen(self, found: list[Address]) -> Address:
        good = [one for one in found if is_allowed(one)]
        if not good:
            raise AddressRefused("The address lies in a private network, which is not allowed.")
        if self.is_plain and not (good := [one for one in good if is_named(one)]):
            raise AddressRefused("Without https, messages go only to networks that are allowed by name.")
        # Many hosts have addresses of IPv6 that lead nowhere.
        return min(good, key=lambda one: one.version)


async def _resolved(host: str, port: int) -> list[Address]:
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise AddressRefused("The name of the address is not known.") from error
    return [ip_address(one[4][0]) for one in found]
