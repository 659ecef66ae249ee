"""What our own code costs: the handler called in this process, without the web server around it."""

import io
import statistics
import time
from collections.abc import Callable
from typing import Any

ROUNDS, COUNT, WARM_UP = 7, 60, 20


def python_ms(path: str, headers: dict[str, str], *, body: bytes = b"", expect: int = 200) -> float:
    """Milliseconds of this thread's processor time for a request: the median of ROUNDS rounds of COUNT."""
    once = asking(path, headers, body=body, expect=expect)
    _times(once, WARM_UP)
    return statistics.median(_times(once, COUNT) for _ in range(ROUNDS))


def spread(path: str, headers: dict[str, str], count: int = 40) -> tuple[float, float]:
    """The same for single requests: p50 and p95."""
    once = asking(path, headers)
    _times(once, 5)
    cuts = statistics.quantiles((_times(once, 1) for _ in range(count)), n=20, method="inclusive")
    return cuts[9], cuts[18]


def asking(path: str, headers: dict[str, str], *, body: bytes = b"", expect: int = 200) -> Callable[[], None]:
    """What asks once; raises RuntimeError for another answer than expected."""
    from bailiwick.site import wsgi

    application: Any = wsgi.application

    def once() -> None:
        status: list[str] = []
        answer: Any = application(
            _environment(path, headers, body), lambda said, _headers: status.append(said)
        )
        for _ in answer:
            pass
        answer.close()
        if not status[0].startswith(str(expect)):
            raise RuntimeError(f"{path} was answered {status[0]}")

    return once


def _times(once: Callable[[], None], count: int) -> float:
    began = time.thread_time()
    for _ in range(count):
        once()
    return (time.thread_time() - began) * 1000 / count


def _environment(path: str, headers: dict[str, str], body: bytes) -> dict[str, Any]:
    where, _, query = path.partition("?")
    named = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()}
    return {
        "REQUEST_METHOD": "POST" if body else "GET", "PATH_INFO": where, "QUERY_STRING": query, "SCRIPT_NAME": "",
        "SERVER_NAME": "localhost", "SERVER_PORT": "80", "HTTP_HOST": "localhost", "REMOTE_ADDR": "127.0.0.1",
        "SERVER_PROTOCOL": "HTTP/1.1", "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(body),
        "wsgi.errors": io.StringIO(), "CONTENT_TYPE": headers.get("Content-Type", ""),
        "CONTENT_LENGTH": str(len(body)), **named,
    }  # fmt: skip
