"""Fetch a text from an address of the world: public networks only, redirects looked at, neither long nor large."""

import asyncio
from urllib.parse import urljoin, urlsplit

import httpcore

from bailiwick.kernel.webhooks.addresses import AddressRefused, Guarded, checked_url
from bailiwick.kernel.webhooks.sending import tls

WITHIN = 20.0
CONNECT_WITHIN = 5.0
LARGEST = 2_000_000
MOST_REDIRECTS = 3
REDIRECTS = frozenset({301, 302, 303, 307, 308})


class NotFetched(Exception):
    """The address did not give a text, and why, in words."""


def fetch(url: str) -> str:
    """The text at an address; raises NotFetched."""
    try:
        return asyncio.run(_fetched(url))
    except (AddressRefused, ValueError) as refused:
        raise NotFetched(str(refused)) from refused
    except TimeoutError as error:
        raise NotFetched(f"No answer within {WITHIN:g} seconds.") from error
    except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError, OSError) as error:
        raise NotFetched(f"{type(error).__name__}: {error}".removesuffix(": ")[:300]) from error


async def _fetched(url: str) -> str:
    async with asyncio.timeout(WITHIN):
        for _ in range(MOST_REDIRECTS + 1):
            status, where, body = await _asked(checked_url(url))
            if status not in REDIRECTS:
                break
            # Every step is judged as the first one was, and so is the address that it connects to.
            url = urljoin(url, where)
        else:
            raise NotFetched(f"It redirects more than {MOST_REDIRECTS} times.")
    if status != 200:
        raise NotFetched(f"It answered {status}.")
    return body.decode("utf-8", "replace")


async def _asked(url: str) -> tuple[int, str, bytes]:
    parts = urlsplit(url)
    headers = [("host", parts.netloc), ("user-agent", "Bailiwick-Feeds/1"), ("accept", "text/calendar")]
    timeouts = {"connect": CONNECT_WITHIN, "read": WITHIN, "write": WITHIN, "pool": WITHIN}
    backend = Guarded(is_plain=parts.scheme == "http")
    async with (
        httpcore.AsyncConnectionPool(network_backend=backend, ssl_context=tls()) as pool,
        pool.stream("GET", url, headers=headers, extensions={"timeout": timeouts}) as response,
    ):
        where = next(
            (value.decode("latin-1") for name, value in response.headers if name.lower() == b"location"), ""
        )
        body = b""
        if response.status == 200:
            async for chunk in response.aiter_stream():
                body += chunk
                if len(body) > LARGEST:
                    raise NotFetched(f"It is larger than {LARGEST // 1_000_000} MB.")
    return response.status, where, body
