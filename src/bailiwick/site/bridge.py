"""From ASGI to Django's WSGI handler: the body is spooled first, the handler runs in a small thread pool,
and the answer is spooled too, so that neither a slow sender nor a slow reader holds a thread."""

import asyncio
import contextlib
import contextvars
import logging
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any
from urllib.parse import unquote_to_bytes

Scope = Mapping[str, Any]
Receive = Callable[[], Any]
Send = Callable[[dict[str, Any]], Any]
WsgiApplication = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

BODY_LIMIT = 64 * 1024 * 1024
SPOOL_IN_MEMORY, LARGE = 256 * 1024, 4 * 1024 * 1024
OPENED_WITHIN = 60.0
PATHSEND = "http.response.pathsend"  # ASGI extension
OWN_DESCRIPTORS = Path("/proc/self/fd")
CAN_NAME_DESCRIPTORS = OWN_DESCRIPTORS.is_dir()
IDLE_WITHIN = 60.0
POUR_AWAY_WITHIN, SILENT_WITHIN = 10.0, 0.5
WAITING_LIMIT = 256
# What pages ask by themselves says so in this header (front/islands/live.ts) and is served when nobody waits.
BY_ITSELF = "HTTP_LIVE"
PATIENT_LIMIT, PATIENCE = 64, 10.0
BODYLESS = {204, 304}
BUSY = 503
logger = logging.getLogger(__name__)


class Disconnected(ConnectionError):
    """The client went away before its request was complete."""


class NotServed(RuntimeError):
    """The request is answered without the handler; carries the status and the text."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status
        self.text = text


@dataclass
class Answer:
    """What the handler produced: complete, in memory or in a temporary file."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: IO[bytes]
    size: int


class Bridge:
    """An ASGI application for `http` scopes over one WSGI application."""

    def __init__(self, wsgi: WsgiApplication, *, threads: int = 4, body_limit: int = BODY_LIMIT) -> None:
        self.pool = ThreadPoolExecutor(threads, thread_name_prefix="request")
        self._wsgi = wsgi
        self._body_limit = body_limit
        self._admitted = 0
        self._patient: deque[asyncio.Future[None]] = deque()

    def is_calm(self) -> bool:
        """Whether nothing that pages ask by themselves has to wait."""
        return not self._patient

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; a client that disconnects ends it quietly."""
        try:
            with contextlib.ExitStack() as unread:
                body = unread.enter_context(tempfile.SpooledTemporaryFile(max_size=SPOOL_IN_MEMORY))
                environ = environment(scope, body, await self._read_body(scope, receive, body))
                unread.pop_all()
            answer = await self._run(environ)
        except Disconnected:
            logger.debug("the client left before its request was complete")
        except NotServed as refused:
            if refused.status != BUSY:
                await _pour_away(receive)
            await answer_plainly(send, refused.status, refused.text)
        else:
            await _send_answer(scope, send, answer)

    async def _run(self, environ: dict[str, Any]) -> Answer:
        await self._admit(is_patient=BY_ITSELF in environ)
        try:
            # A context of its own: nothing that a request leaves in a context variable reaches the next one.
            run = contextvars.Context().run
            return await asyncio.get_running_loop().run_in_executor(
                self.pool, run, run_wsgi, self._wsgi, environ
            )
        finally:
            self._admitted -= 1
            self._admit_patient()

    async def _admit(self, *, is_patient: bool) -> None:
        """Count a request in; a patient one as soon as no other is served or waits, which it hopes for a while."""
        if (len(self._patient) >= PATIENT_LIMIT) if is_patient else (self._admitted >= WAITING_LIMIT):
            raise NotServed(BUSY, "The server is busy. Try again in a moment.")
        if not is_patient:
            self._admitted += 1
            return
        turn = asyncio.get_running_loop().create_future()
        self._patient.append(turn)
        self._admit_patient()
        await asyncio.wait([turn], timeout=PATIENCE)
        if not turn.done():
            self._patient.remove(turn)
            raise NotServed(BUSY, "Others are served first. Try again in a moment.")

    def _admit_patient(self) -> None:
        if self._patient and not self._admitted:
            self._admitted += 1
            self._patient.popleft().set_result(None)

    async def _read_body(self, scope: Scope, receive: Receive, body: IO[bytes]) -> int:
        headers = dict(scope["headers"])
        announced = headers.get(b"content-length", b"")
        if not announced and b"transfer-encoding" not in headers and scope["http_version"].startswith("1"):
            return 0
        if announced.isdigit() and int(announced) > self._body_limit:
            raise NotServed(413, self._too_large())
        size, more = 0, announced != b"0"
        while more:
            try:
                message = await asyncio.wait_for(receive(), IDLE_WITHIN)
            except TimeoutError as error:
                raise NotServed(408, "The request took too long to arrive.") from error
            if message["type"] == "http.disconnect":
                raise Disconnected
            part = message.get("body", b"")
            size += len(part)
            if size > self._body_limit:
                raise NotServed(413, self._too_large())
            try:
                body.write(part)
            except OSError as error:
                raise NotServed(507, "The server has no room for this request.") from error
            more = message.get("more_body", False)
        if announced.isdigit() and size != int(announced):
            raise Disconnected
        body.seek(0)
        return size

    def _too_large(self) -> str:
        return f"The request is larger than {self._body_limit // 2**20} MB."


def environment(scope: Scope, body: IO[bytes], size: int) -> dict[str, Any]:
    """The WSGI environment of a request (PEP 3333). Headers with an underscore are dropped: they would be
    taken for their namesakes with a hyphen, which a proxy in front sets or removes."""
    server = scope.get("server") or ("localhost", 80)
    client = scope.get("client") or ("", 0)
    path = unquote_to_bytes(scope["raw_path"]) if scope.get("raw_path") else scope["path"].encode()
    root = scope.get("root_path", "").encode()
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": root.decode("latin-1"),
        "PATH_INFO": path.removeprefix(root).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1] or ""),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": client[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": body,
        "wsgi.errors": _ErrorLog(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for raw_name, raw_value in scope["headers"]:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
        if "_" in name or name in {"content-length", "transfer-encoding"}:
            continue
        key = "CONTENT_TYPE" if name == "content-type" else f"HTTP_{name.upper().replace('-', '_')}"
        separator = "; " if name == "cookie" else ","
        environ[key] = f"{environ[key]}{separator}{value}" if key in environ else value
    if size or environ["REQUEST_METHOD"] in {"POST", "PUT", "PATCH"}:
        environ["CONTENT_LENGTH"] = str(size)
    return environ


def run_wsgi(wsgi: WsgiApplication, environ: dict[str, Any]) -> Answer:
    """Call the application in this thread, take its whole answer, and close everything whatever happens."""
    started: list[Any] = []

    def start_response(status: str, headers: list[tuple[str, str]], _problem: Any = None) -> object:
        started[:] = [int(status[:3]), headers]
        return body.write

    with contextlib.ExitStack() as unsent:
        body = unsent.enter_context(tempfile.SpooledTemporaryFile(max_size=SPOOL_IN_MEMORY))
        with environ["wsgi.input"]:
            output = wsgi(environ, start_response)
            with contextlib.ExitStack() as produced:
                produced.callback(getattr(output, "close", lambda: None))
                if environ["REQUEST_METHOD"] != "HEAD":
                    for part in output:  # not writelines: it keeps the whole answer in memory first
                        body.write(part)
        unsent.pop_all()
    size = body.tell()
    status, headers = started
    encoded = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
    if (
        environ["REQUEST_METHOD"] != "HEAD"
        and status not in BODYLESS
        and not _names(encoded, b"content-length")
    ):
        encoded.append((b"content-length", str(size).encode()))
    body.flush()
    body.seek(0)
    return Answer(status, encoded, body, size)


def _names(headers: list[tuple[bytes, bytes]], name: bytes) -> bool:
    return any(held == name for held, _ in headers)


async def _pour_away(receive: Receive) -> None:
    """Take and drop what the client still sends: one that is cut off while sending never reads its answer."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(POUR_AWAY_WITHIN):
            more = True
            while more:
                async with asyncio.timeout(SILENT_WITHIN):
                    message = await receive()
                more = message["type"] == "http.request" and message.get("more_body", False)


async def until_gone(receive: Receive) -> None:
    """Wait until the server reports that nobody waits for this request any more."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def _send_answer(scope: Scope, send: Send, answer: Answer) -> None:
    """Send from memory, or let the server send the temporary file: it takes parts without waiting for a
    slow reader, so that a large answer in parts would stay in memory as a whole."""
    await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
    if answer.size > LARGE and CAN_NAME_DESCRIPTORS and PATHSEND in scope.get("extensions", {}):
        await send({"type": PATHSEND, "path": str(OWN_DESCRIPTORS / str(answer.body.fileno()))})
        # The server opens the path some time after it took the message, and does not say when it has.
        asyncio.get_running_loop().call_later(OPENED_WITHIN, answer.body.close)
        return
    with answer.body:
        body = b"" if scope["method"] == "HEAD" else answer.body.read()
    await send({"type": "http.response.body", "body": body, "more_body": False})


async def answer_plainly(send: Send, status: int, text: str) -> None:
    """Answer with one line of text."""
    body = f"{text}\n".encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    if status == BUSY:
        headers.append((b"retry-after", b"2"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})


class _ErrorLog:
    def write(self, text: str) -> None:
        if text.strip():
            logger.error(text.rstrip())

    def writelines(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        """Nothing is held back."""
