"""The application that the web server runs: live updates natively, static files from memory, the rest Django."""

import asyncio
import gc
import os
import signal
from collections.abc import Sequence
from pathlib import Path

from bailiwick.site.bridge import Bridge, Receive, Scope, Send
from bailiwick.site.events import Events, Subscribe, Subscription, Unavailable
from bailiwick.site.hub import Hub
from bailiwick.site.static import StaticFiles

# What a request makes is gone with it: to look for cycles every 700 objects finds nothing and costs a twentieth of it.
COLLECTIONS = (10_000, 20, 20)


class Dispatcher:
    """Sends each request to the part that answers it, and keeps the listener alive in between."""

    def __init__(self, bridge: Bridge, hub: Hub, subscribe: Subscribe, static: StaticFiles) -> None:
        self.hub = hub
        self._bridge = bridge
        self._events = Events(hub, subscribe, bridge.pool)
        self._static = static

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One ASGI connection: the server's own start and stop, or one request."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1003})
        elif scope["path"] == "/events":
            await self._events(scope, receive, send)
        elif scope["path"].startswith(self._static.prefix):
            await self._static(scope, send)
        else:
            await self._bridge(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        self._end_streams_on_stop()
        listener = asyncio.create_task(self.hub.run())
        await send({"type": "lifespan.startup.complete"})
        await receive()
        listener.cancel()
        self._bridge.pool.shutdown(wait=False, cancel_futures=True)
        await send({"type": "lifespan.shutdown.complete"})

    def _end_streams_on_stop(self) -> None:
        """The server waits for open streams before it reports its stop, so that they must end at the signal.

        The loop's own handler is fed through its wake-up descriptor and goes on working beside this one.
        """
        loop = asyncio.get_running_loop()
        signal.signal(signal.SIGTERM, lambda *_: loop.call_soon_threadsafe(self.hub.close))


def load() -> None:
    """Import all of Django's part before the processes are forked; no connection comes of it."""
    from bailiwick.site import wsgi

    wsgi.load()


def make_application() -> Dispatcher:
    """The dispatcher over Django, from the environment that the command line prepares."""
    from bailiwick.site.wsgi import application as django

    folder = Path(__file__).parent.parent / "kernel" / "ui" / "static"
    limit = int(os.environ.get("BAILIWICK_BODY_LIMIT_MB", "64")) * 2**20
    bridge = Bridge(django, body_limit=limit)
    hub = Hub(os.environ["BAILIWICK_DB_URL"], bridge.is_calm)
    gc.freeze()
    gc.enable()
    gc.set_threshold(*COLLECTIONS)
    return Dispatcher(bridge, hub, _subscribe, StaticFiles(folder))


def _subscribe(headers: Sequence[tuple[bytes, bytes]]) -> Subscription | None:
    from django.db import DatabaseError, InterfaceError, close_old_connections

    from bailiwick.kernel.ui import live

    try:
        return live.subscribe(headers)
    except (DatabaseError, InterfaceError) as error:
        raise Unavailable from error
    finally:
        close_old_connections()


def __getattr__(name: str) -> Dispatcher:
    """`application` is made when the server asks for it, so that the parts can be imported without Django."""
    if name != "application":
        raise AttributeError(name)
    from bailiwick.site.supervisor.bond import die_with_parent

    die_with_parent()
    return make_application()
