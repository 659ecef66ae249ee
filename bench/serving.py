"""The real web server on the scratch database, on a free port, with what its processes cost."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

HOST = "127.0.0.1"
WORKERS = 2
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Server:
    """A running web server: its port and the processes that answer."""

    port: int
    pid: int

    def cpu(self) -> float:
        """Seconds of processor time, user and system, that all its processes have used."""
        return sum(cpu_of(pid) for pid in family(self.pid))


def cpu_of(pid: int) -> float:
    """Seconds of processor time of one process; 0 when it is gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    except FileNotFoundError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICKS


def family(pid: int) -> list[int]:
    """A process and all its descendants."""
    found = [pid]
    for parent in found:
        try:
            for task in Path(f"/proc/{parent}/task").iterdir():
                found += [int(child) for child in (task / "children").read_text().split()]
        except FileNotFoundError:
            continue
    return found


def free_port() -> int:
    """A port of the loopback interface that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@contextmanager
def web(workers: int = WORKERS) -> Iterator[Server]:
    """The web server as `bailiwick up` starts it."""
    from bailiwick.site.supervisor.run import web as command

    port = free_port()
    with started([*command(host=HOST, port=port, workers=workers)]) as process:
        await_answer(port, process)
        time.sleep(1)
        yield Server(port, process.pid)


@contextmanager
def worker() -> Iterator[int]:
    """The worker, which seals the ledger, delivers events and runs jobs; its process."""
    with started([sys.executable, "-m", "bailiwick.site.worker"]) as process:
        time.sleep(3)
        yield process.pid


@contextmanager
def started(
    command: Sequence[str], environment: dict[str, str] | None = None
) -> "Iterator[subprocess.Popen[bytes]]":
    """A program that is ended, with whatever it started, when the block is left."""
    with Path("/tmp/bailiwick-bench.log").open("ab") as log:  # noqa: S108 - only words for whoever looks
        process = subprocess.Popen(command, stdout=log, stderr=log, env=environment, start_new_session=True)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def await_answer(port: int, process: "subprocess.Popen[bytes]", within: float = 90.0) -> None:
    """Wait until /healthz answers; raises RuntimeError when the server ended or stays silent."""
    give_up_at = time.monotonic() + within
    while time.monotonic() < give_up_at and process.poll() is None:
        connection = HTTPConnection(HOST, port, timeout=2)
        try:
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    raise RuntimeError("The web server does not answer; see /tmp/bailiwick-bench.log.")
