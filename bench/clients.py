"""Clients that keep their connections: 8 threads in a process of their own, a bounded number of requests.

A process of its own, so that its work is not counted as the server's. It reads a job (JSON) from a line of its input,
warms up, says so, waits for a line, and answers with what it measured.
"""

import json
import statistics
import subprocess
import sys
import threading
import time
from dataclasses import asdict, dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

CLIENTS = 8


@dataclass(frozen=True)
class Job:
    """What to send: each client takes the next request in turn until `count` were answered."""

    port: int
    requests: list[tuple[str, str, str]]
    headers: list[dict[str, str]]
    count: int
    expect: int = 200
    clients: int = CLIENTS
    warm_up: int = 64


@dataclass(frozen=True)
class Load:
    """What the clients saw: seconds altogether, and milliseconds of each request."""

    seconds: float
    milliseconds: list[float] = field(repr=False)

    @property
    def rate(self) -> float:
        """Requests a second."""
        return len(self.milliseconds) / self.seconds

    def percentile(self, percent: int) -> float:
        """A percentile of the times in milliseconds."""
        return statistics.quantiles(self.milliseconds, n=100, method="inclusive")[percent - 1]


class Running:
    """Warmed-up clients; `go` lets them send, and gives what they saw."""

    def __init__(self, job: Job) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__))], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._say(json.dumps(asdict(job)))
        if self._hear() != "warm":
            raise RuntimeError("The clients did not get warm.")

    def go(self) -> Load:
        """Send everything; raises RuntimeError when an answer had another status than the expected."""
        self._say("go")
        answer = self._hear()
        self._process.wait()
        if not answer.startswith("{"):
            raise RuntimeError(answer or "The clients broke off.")
        return Load(**json.loads(answer))

    def _say(self, line: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()

    def _hear(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()


def send(job: Job, count: int) -> Load:
    """Send `count` requests with all clients."""
    turn = iter(range(count))
    lock, times, wrong = threading.Lock(), [], []  # type: ignore[var-annotated]

    def client() -> None:
        connection = HTTPConnection("127.0.0.1", job.port, timeout=60)
        while not wrong:
            with lock:
                number = next(turn, None)
            if number is None:
                break
            method, path, body = job.requests[number % len(job.requests)]
            began = time.perf_counter()
            connection.request(method, path, body or None, job.headers[number % len(job.headers)])
            answer = connection.getresponse()
            content = answer.read()
            times.append((time.perf_counter() - began) * 1000)
            if answer.status != job.expect:
                wrong.append(f"{method} {path} was answered {answer.status}: {content[:300]!r}")
        connection.close()

    threads = [threading.Thread(target=client) for _ in range(job.clients)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        raise SystemExit(wrong[0])
    return Load(time.perf_counter() - began, times)


def main() -> None:
    """Serve one job."""
    content: dict[str, Any] = json.loads(sys.stdin.readline())
    job = Job(**content)
    send(job, job.warm_up)
    print("warm", flush=True)
    sys.stdin.readline()
    print(json.dumps(asdict(send(job, job.count))), flush=True)


if __name__ == "__main__":
    main()
