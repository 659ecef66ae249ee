"""One HTTP call to a receiver: no redirects, no patience for slow or large answers."""

import asyncio
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

import httpcore
import httpx

from bailiwick.kernel.webhooks.addresses import AddressRefused, Guarded

CONNECT_WITHIN = 5.0
ANSWER_WITHIN = 15.0
KEPT_BYTES = 1000
GONE = 410


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: a status and the first of the text, or an error in words."""

    milliseconds: int
    status: int | None = None
    text: str = ""
    error: str = ""

    @property
    def is_good(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


def post(url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    """Send it and wait for the answer, at most ANSWER_WITHIN seconds for the whole."""
    began = time.monotonic()
    status, text, error = asyncio.run(_asked(url, body, headers))
    return Answer(round((time.monotonic() - began) * 1000), status, text, error)


async def _asked(url: str, body: bytes, headers: Mapping[str, str]) -> tuple[int | None, str, str]:
    try:
        async with asyncio.timeout(ANSWER_WITHIN):
            return await _exchanged(url, body, headers)
    except AddressRefused as refused:
        return None, "", str(refused)
    except TimeoutError:
        return None, "", f"No answer within {ANSWER_WITHIN:g} seconds."
    except httpcore.ConnectTimeout:
        return None, "", f"No connection within {CONNECT_WITHIN:g} seconds."
    except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError, OSError) as error:
        return None, "", f"{type(error).__name__}: {error}".removesuffix(": ")[:300]


async def _exchanged(url: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, str, str]:
    backend = Guarded(is_plain=urlsplit(url).scheme == "http")
    wanted = {**headers, "host": urlsplit(url).netloc, "content-length": str(len(body))}
    timeouts = {
        "connect": CONNECT_WITHIN,
        "read": ANSWER_WITHIN,
        "write": ANSWER_WITHIN,
        "pool": ANSWER_WITHIN,
    }
    async with (
        httpcore.AsyncConnectionPool(network_backend=backend, ssl_context=tls()) as pool,
        pool.stream(
            "POST", url, headers=list(wanted.items()), content=body, extensions={"timeout": timeouts}
        ) as response,
    ):
        begun = b""
        async for chunk in response.aiter_stream():
            begun += chunk
            if len(begun) >= KEPT_BYTES:
                break
    redirects = 300 <= response.status < 400
    error = "It redirects to another address, which is not followed." if redirects else ""
    return response.status, begun[:KEPT_BYTES].decode("utf-8", "replace").replace("\0", "\ufffd"), error


@lru_cache(1)
def tls() -> ssl.SSLContext:
    """The trust that calls of the product rest on, made once."""
    return httpx.create_ssl_context()
