"""Server-sent events: who may listen, and one stream (WHATWG HTML, 9.2) per open page."""

import asyncio
import contextlib
import contextvars
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from datetime import datetime
from typing import Protocol
from urllib.parse import parse_qs

from bailiwick.kernel.base import clock
from bailiwick.site.bridge import Receive, Scope, Send, answer_plainly, until_gone
from bailiwick.site.hub import Hub, Subscriber

KEEP_ALIVE = 20.0
LIFETIME = 15 * 60.0  # then the page connects again, and who may listen is asked anew
SUBSCRIBER_LIMIT = 10_000
TOPIC_LIMIT, LONGEST_TOPIC = 200, 100
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]
# A browser that comes back names the last id it saw, a page that connects for the first time none.
BEGINNING = "retry: 3000\nid: 1\n\n"
COMES_BACK = b"last-event-id"


class Subscription(Protocol):
    """Whom a request's session belongs to, and until when they may be there at most."""

    @property
    def organization_id(self) -> int: ...

    @property
    def person_id(self) -> int: ...

    @property
    def party_id(self) -> int | None: ...

    @property
    def until(self) -> datetime | None: ...


class Unavailable(RuntimeError):
    """Who asks cannot be found out now, as the database is away, or there are streams enough."""


Subscribe = Callable[[Sequence[tuple[bytes, bytes]]], Subscription | None]


class Events:
    """The ASGI application behind /events; `topic` names, several times, what the page shows."""

    def __init__(self, hub: Hub, subscribe: Subscribe, pool: Executor) -> None:
        self.hub = hub
        self._subscribe = subscribe
        self._pool = pool

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """401 without a session, else a stream that ends when the page goes, the server stops or it grew old."""
        if scope["method"] != "GET":
            await answer_plainly(send, 405, "Only GET.")
            return
        topics = _topics(scope["query_string"])
        if topics is None:
            await answer_plainly(send, 400, f"At most {TOPIC_LIMIT} topics, each short.")
            return
        try:
            subscription = await self._ask(scope)
        except Unavailable:
            # A browser tries again after a stream that ended, but never after another status than 200.
            await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
            await send({"type": "http.response.body", "body": b"retry: 5000\n\n", "more_body": False})
            return
        if subscription is None:
            await answer_plainly(send, 401, "Sign in first.")
            return
        subscriber = Subscriber(
            subscription.organization_id,
            subscription.person_id,
            subscription.party_id,
            shown=topics,
            is_guest=subscription.until is not None,
        )
        self.hub.join(subscriber)
        if any(name == COMES_BACK for name, _ in scope["headers"]):
            self.hub.missed(subscriber)
        leaving = asyncio.ensure_future(until_gone(receive))
        leaving.add_done_callback(lambda _: subscriber.leave())
        try:
            await self._stream(subscriber, send, _lifetime(subscription))
        finally:
            self.hub.leave(subscriber)
            leaving.cancel()

    async def _ask(self, scope: Scope) -> Subscription | None:
        if self.hub.is_closing or self.hub.subscribers() >= SUBSCRIBER_LIMIT:
            raise Unavailable
        run = contextvars.Context().run
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._pool, run, self._subscribe, scope["headers"])

    async def _stream(self, subscriber: Subscriber, send: Send, lifetime: float) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
        text = BEGINNING
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(lifetime):
                while text and not self.hub.is_closing:
                    await send({"type": "http.response.body", "body": text.encode(), "more_body": True})
                    text = await _next(subscriber)
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _next(subscriber: Subscriber) -> str:
    """The next message."""
    try:
        async with asyncio.timeout(KEEP_ALIVE):
            topics = await subscriber.told()
    except TimeoutError:
        return ": still here\n\n"
    return f"data: {' '.join(topics)}\n\n" if topics else ""


def _topics(query: bytes) -> frozenset[str] | None:
    """What the page shows; None when that is too much."""
    try:
        named = parse_qs(query.decode("latin-1"), max_num_fields=TOPIC_LIMIT).get("topic", [])
    except ValueError:
        return None
    return None if any(len(one) > LONGEST_TOPIC for one in named) else frozenset(named)


def _lifetime(subscription: Subscription) -> float:
    """Seconds: somebody who is let in for a time hears nothing after it."""
    if subscription.until is None:
        return LIFETIME
    return max(0.0, min(LIFETIME, (subscription.until - clock.now()).total_seconds()))
