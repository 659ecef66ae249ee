"""Server-sent events: who may listen, and one stream (WHATWG HTML, 9.2) per open page."""

import asyncio
import contextlib
import contextvars
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from typing import Protocol

from bailiwick.site.bridge import Receive, Scope, Send, answer_plainly, until_gone
from bailiwick.site.hub import SHORTEST_SPREAD, Hub, Subscriber

KEEP_ALIVE = 20.0
BREATH = 0.5
LIFETIME = 15 * 60.0  # then the page connects again, and who may listen is asked anew
SUBSCRIBER_LIMIT = 10_000
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]


class Subscription(Protocol):
    """Whom a request's session belongs to."""

    @property
    def organization_id(self) -> int: ...

    @property
    def person_id(self) -> int: ...

    @property
    def party_id(self) -> int | None: ...


class Unavailable(RuntimeError):
    """Who asks cannot be found out now, as the database is away, or there are streams enough."""


Subscribe = Callable[[Sequence[tuple[bytes, bytes]]], Subscription | None]


class Events:
    """The ASGI application behind /events."""

    def __init__(self, hub: Hub, subscribe: Subscribe, pool: Executor) -> None:
        self.hub = hub
        self._subscribe = subscribe
        self._pool = pool

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """401 without a session, else a stream that ends when the page goes, the server stops or it grew old."""
        if scope["method"] != "GET":
            await answer_plainly(send, 405, "Only GET.")
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
        subscriber = Subscriber(subscription.organization_id, subscription.person_id, subscription.party_id)
        self.hub.join(subscriber)
        leaving = asyncio.ensure_future(until_gone(receive))
        leaving.add_done_callback(lambda _: subscriber.leave())
        try:
            await self._stream(subscriber, send)
        finally:
            self.hub.leave(subscriber)
            leaving.cancel()

    async def _ask(self, scope: Scope) -> Subscription | None:
        if self.hub.is_closing or self.hub.subscribers() >= SUBSCRIBER_LIMIT:
            raise Unavailable
        run = contextvars.Context().run
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._pool, run, self._subscribe, scope["headers"])

    async def _stream(self, subscriber: Subscriber, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
        text = "retry: 3000\n\n"
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LIFETIME):
                while text and not self.hub.is_closing:
                    await send({"type": "http.response.body", "body": text.encode(), "more_body": True})
                    text = await self._next(subscriber)
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _next(self, subscriber: Subscriber) -> str:
        """The next message, some time after the last: what happens meanwhile is told together."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(BREATH):
                await subscriber.is_leaving.wait()
        try:
            async with asyncio.timeout(KEEP_ALIVE):
                topics = await subscriber.told()
        except TimeoutError:
            return ": still here\n\n"
        if topics and (spread := self.hub.spread()) > SHORTEST_SPREAD:
            topics.insert(0, f"spread:{spread * 1000:.0f}")
        return f"data: {' '.join(topics)}\n\n" if topics else ""
