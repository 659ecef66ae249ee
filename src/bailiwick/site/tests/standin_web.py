"""The dispatcher over a small WSGI application, for a real web server to run."""

import hashlib
import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bailiwick.kernel.base import clock
from bailiwick.site.asgi import Dispatcher
from bailiwick.site.bridge import Bridge
from bailiwick.site.events import Unavailable
from bailiwick.site.hub import Hub
from bailiwick.site.static import StaticFiles

LEFT_BEHIND: ContextVar[str] = ContextVar("LEFT_BEHIND", default="nothing")
CLOSED: list[str] = []
BEGUN: list[str] = []


class Stream:
    """A streamed answer that notes when it is closed, under the name in its query."""

    def __init__(self, parts: Iterator[bytes], name: str) -> None:
        self._parts = parts
        self._name = name

    def __iter__(self) -> Iterator[bytes]:
        return self._parts

    def close(self) -> None:
        CLOSED.append(self._name)


def parts(count: int) -> Iterator[bytes]:
    for _ in range(count):
        yield b"x" * 100_000


def broken() -> Iterator[bytes]:
    yield b"first"
    raise ValueError("the stream broke")


def wsgi(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
    """Answers by the path."""
    path, name = environ["PATH_INFO"], environ["QUERY_STRING"]
    headers = [("Content-Type", "text/plain")]
    if path == "/stream":
        start_response("200 OK", headers)
        return Stream(parts(50), name)
    if path == "/broken":
        start_response("200 OK", headers)
        return Stream(broken(), name)
    if path == "/length":
        start_response("200 OK", [*headers, ("Content-Length", "5")])
        return Stream(iter([b"hello"]), name)
    if path == "/nothing":
        start_response("204 No Content", [])
        return []
    start_response("200 OK", [*headers, ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")])
    return [ANSWERS.get(path, echo)(environ).encode()]


def echo(environ: dict[str, Any]) -> str:
    shown = {key: value for key, value in environ.items() if isinstance(value, str)}
    return "\n".join(f"{key}={value}" for key, value in sorted(shown.items()))


def digest(environ: dict[str, Any]) -> str:
    body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
    return f"{environ['CONTENT_LENGTH']} {hashlib.sha256(body).hexdigest()}"


def leave_behind(_environ: dict[str, Any]) -> str:
    before = LEFT_BEHIND.get()
    LEFT_BEHIND.set("something")
    return before


def slow(environ: dict[str, Any]) -> str:
    BEGUN.append(environ["QUERY_STRING"])
    time.sleep(float(environ["QUERY_STRING"]))
    return threading.current_thread().name


ANSWERS: dict[str, Callable[[dict[str, Any]], str]] = {
    "/digest": digest,
    "/context": leave_behind,
    "/slow": slow,
    "/begun": lambda _environ: str(BEGUN.count("0.6")),
    "/closed": lambda environ: str(CLOSED.count(environ["QUERY_STRING"])),
}


@dataclass(frozen=True)
class Listener:
    organization_id: int
    person_id: int
    party_id: int | None = None
    until: datetime | None = None


def subscribe(headers: Sequence[tuple[bytes, bytes]]) -> Listener | None:
    """`organization: 7/3` is person 3 of organization 7, `7/3/60` for a minute; `away` a database that is away."""
    claimed = dict(headers).get(b"organization", b"").decode()
    if claimed == "away":
        raise Unavailable
    if not claimed:
        return None
    organization, person, seconds = (*claimed.split("/"), "")[:3]
    until = clock.now() + timedelta(seconds=float(seconds)) if seconds else None
    return Listener(int(organization), int(person), until=until)


bridge = Bridge(wsgi, threads=3, body_limit=1024 * 1024)
application = Dispatcher(
    bridge,
    Hub(os.environ["STANDIN_DB_URL"], bridge.is_calm),
    subscribe,
    StaticFiles(Path(os.environ["STANDIN_STATIC"])),
)
