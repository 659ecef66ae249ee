"""500 people with live pages open while a desk asks a hundred times a second, on all the cores there are."""

import json
import statistics
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import serving
from bench.live.desk import Desk
from bench.scratch import Filled, superuser

CLIENT = Path(__file__).with_name("client.py")
WARM_UP = 4
TICKS_OF_IDLE = (3, 4)


@dataclass(frozen=True)
class Size:
    """How many pages are open, how much is asked a second, for how long."""

    people: int = 500
    rate: float = 100.0
    seconds: int = 60
    workers: int | None = None


def measure(filled: Filled, size: Size) -> dict[str, Any]:
    """What people wait for, what arrives at their pages, and what each side costs."""
    from bailiwick.kernel.figures import rollups
    from bailiwick.site.supervisor.run import WEB_PROCESSES

    for organization in filled.organizations:
        for rollup in rollups.rollups():
            rollups.bring_up_to_date(rollup, organization)
    workers = size.workers or WEB_PROCESSES
    desk = Desk(filled, size.people)
    with serving.web(workers) as server, serving.worker() as worker_pid:
        parts = {"web": server.pid, "worker": worker_pid, "postgres": postmaster()}
        job = {
            "port": server.port, "rate": size.rate, "warm_up": WARM_UP, "pages": desk.pages(),
            "acts": desk.acts(int(size.rate * (size.seconds + WARM_UP))),
        }  # fmt: skip
        held = memory(server.pid)
        client = subprocess.Popen(
            [sys.executable, str(CLIENT)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        say(client, json.dumps(job))
        expect(client, "open")
        connections = Connections()
        before, idle = {name: cpu(pid) for name, pid in parts.items()}, idle_seconds()
        say(client, "go")
        expect(client, "done")
        used = {name: cpu(pid) - before[name] for name, pid in parts.items()}
        idle = idle_seconds() - idle
        open_ = memory(server.pid)
        most = connections.end()
        assert client.stdout is not None
        seen = json.loads(client.stdout.readline())
        client.wait()
    return {
        "people": size.people, "rate": size.rate, "web_processes": workers, "seconds": seen["seconds"],
        **waited(seen["milliseconds"]), "wrong": seen["wrong"][:5], "wrongs": len(seen["wrong"]),
        "stale": seen["stale"],
        "streams_ended": seen["ended"], "messages": seen["messages"], "told": seen["told"],
        "put_off": seen["put_off"], "cpu_share_of_one_core": {
            **{name: seconds / seen["seconds"] for name, seconds in used.items()},
            "client": seen["cpu_s"] / seen["seconds"], "idle": idle / seen["seconds"],
        },
        "database_connections": most, "web_mb": open_, "kb_a_stream": (open_ - held) * 1024 / size.people,
    }  # fmt: skip


def waited(milliseconds: dict[str, list[float]]) -> dict[str, Any]:
    """Percentiles of what was asked for on purpose, of each kind, and of what the pages asked for by themselves."""
    asked = [one for kind, times in milliseconds.items() if kind not in {"again", "form"} for one in times]
    every = {"asked": asked, **milliseconds}
    found: dict[str, Any] = {}
    for kind, times in every.items():
        if len(times) > 1:
            cuts = statistics.quantiles(times, n=100, method="inclusive")
            found[kind] = {"count": len(times), "p50_ms": cuts[49], "p95_ms": cuts[94], "p99_ms": cuts[98]}
    return {"waited": found}


class Connections:
    """How many connections the database had at most, looked at each half second."""

    def __init__(self) -> None:
        self._most, self._over = 0, threading.Event()
        self._thread = threading.Thread(target=self._look)
        self._thread.start()

    def _look(self) -> None:
        with superuser() as database:
            while not self._over.wait(0.5):
                row = database.execute(
                    "select count(*) from pg_stat_activity where datname = current_database()"
                ).fetchone()
                assert row is not None
                self._most = max(self._most, row[0] - 1)

    def end(self) -> int:
        """Stop looking; the most that was seen, this one not counted."""
        self._over.set()
        self._thread.join()
        return self._most


def postmaster() -> int:
    """The process whose children serve the database's connections."""
    with superuser() as database:
        row = database.execute("select pg_backend_pid()").fetchone()
        assert row is not None
        return int(Path(f"/proc/{row[0]}/stat").read_text().rpartition(") ")[2].split()[1])


def cpu(pid: int) -> float:
    """Processor seconds of a process and its descendants, those that ended and were waited for included."""
    total = 0
    for one in serving.family(pid):
        try:
            fields = Path(f"/proc/{one}/stat").read_text().rpartition(") ")[2].split()
        except FileNotFoundError:
            continue
        total += sum(map(int, fields[11:15]))
    return total / serving.TICKS


def idle_seconds() -> float:
    """Seconds that all cores together had nothing to do since the start of the machine."""
    fields = Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]
    return sum(int(fields[place]) for place in TICKS_OF_IDLE) / serving.TICKS


def memory(pid: int) -> float:
    """Megabytes (PSS) of a process and its descendants."""
    from bench.memory import megabytes

    return sum(megabytes(one) for one in serving.family(pid))


def say(process: "subprocess.Popen[str]", line: str) -> None:
    """Give the client a line."""
    assert process.stdin is not None
    process.stdin.write(line + "\n")
    process.stdin.flush()


def expect(process: "subprocess.Popen[str]", word: str) -> None:
    """Wait for the client's word; raises RuntimeError when it says another."""
    assert process.stdout is not None
    began = time.monotonic()
    heard = process.stdout.readline().strip()
    if heard != word:
        raise RuntimeError(f"The client said {heard!r} after {time.monotonic() - began:.0f} s.")
