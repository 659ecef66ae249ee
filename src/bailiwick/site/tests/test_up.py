"""The life of `bailiwick up`: started, each part killed, stopped, killed itself, started again."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from bailiwick.site.postgres import Cluster
from bailiwick.site.postgres.postmaster import read_postmaster
from bailiwick.site.programs import call, launch

CLI = (sys.executable, "-c", "from bailiwick.site.cli import main; main()")


class Running:
    """One stand-in `bailiwick up` and what it said."""

    def __init__(self, data: Path, port: int, *behaviour: str) -> None:
        self.port = port
        self.output = data.parent / "up.out"
        with self.output.open("ab") as output:
            output.truncate(0)
            command = [sys.executable, "-m", "bailiwick.site.tests.standin", str(data), str(port), *behaviour]
            self.process = launch(command, environment=os.environ, output=output.fileno())

    def said(self) -> str:
        return self.output.read_text()

    def wait_until_it_says(self, words: str, within: float = 30) -> float:
        began = time.monotonic()
        while words not in self.said():
            assert time.monotonic() - began < within, self.said()
            assert self.process.poll() is None, self.said()
            time.sleep(0.02)
        return time.monotonic() - began

    def web_pid(self) -> int:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=2) as answer:
            return int(answer.read())

    def children(self) -> list[int]:
        listed = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(pid) for pid in listed.split()]

    def stop(self, sign: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(sign)
        return self.process.wait(30)


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def start(data: Path, port: int) -> Iterator[Callable[..., Running]]:
    """Starts stand-ins; whatever still runs at the end is stopped."""
    started: list[Running] = []

    def make(*behaviour: str) -> Running:
        started.append(Running(data, port, *behaviour))
        return started[-1]

    yield make
    for running in started:
        if running.process.poll() is None:
            running.stop()
    left_over = Cluster(data)
    left_over.start()
    left_over.stop()


def until(condition: Callable[[], bool], within: float = 15) -> None:
    give_up_at = time.monotonic() + within
    while not condition():
        assert time.monotonic() < give_up_at
        time.sleep(0.02)


def is_gone(pid: int) -> bool:
    """Ended, or a zombie that its adopter has not fetched yet."""
    try:
        return " Z " in Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return True


def status(port: int, path: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path)
    return connection.getresponse().status


def command(*words: str) -> "subprocess.CompletedProcess[str]":
    return call([*CLI, *words], timeout=60)


def test_it_starts_says_where_and_stops_everything(data: Path, start: Callable[..., Running]) -> None:
    running = start()
    running.wait_until_it_says("/welcome/once")
    assert f"Bailiwick runs at http://localhost:{running.port}" in running.said()
    children = running.children()
    assert len(children) == 3
    assert running.web_pid() in children
    began = time.monotonic()
    assert running.stop() == 0
    assert time.monotonic() - began < 5
    assert all(map(is_gone, children))
    assert not Cluster(data).running()
    assert (data / "log" / "worker.log").read_text() == "finished its work\n"
    assert (data / "log" / "web.log").read_text().startswith("address postgresql://bailiwick_app@/")


def test_ctrl_c_stops_it_too_and_a_second_start_is_quick(start: Callable[..., Running]) -> None:
    running = start()
    running.wait_until_it_says("runs at")
    assert running.stop(signal.SIGINT) == 0
    assert start().wait_until_it_says("runs at") < 5


def test_killed_parts_are_started_again(data: Path, start: Callable[..., Running]) -> None:
    running = start()
    running.wait_until_it_says("runs at")
    web = running.web_pid()
    postmaster = read_postmaster(data / "pg")
    assert postmaster is not None
    worker = next(pid for pid in running.children() if pid not in {web, postmaster.pid})
    for pid in (web, worker, postmaster.pid):
        os.kill(pid, signal.SIGKILL)
    running.wait_until_it_says("web ended unexpectedly (signal SIGKILL)")
    running.wait_until_it_says("worker ended unexpectedly (signal SIGKILL)")
    running.wait_until_it_says("The database ended unexpectedly")
    until(lambda: Cluster(data).running() and len(running.children()) == 3)
    until(lambda: answers(running))
    assert running.web_pid() != web
    assert running.stop() == 0
    assert not Cluster(data).running()


def answers(running: Running) -> bool:
    with contextlib.suppress(urllib.error.URLError):
        return running.web_pid() > 0
    return False


def test_when_it_is_killed_itself_its_children_go_and_the_next_one_recovers(
    data: Path, start: Callable[..., Running]
) -> None:
    killed = start()
    killed.wait_until_it_says("runs at")
    web, children = killed.web_pid(), killed.children()
    postmaster = read_postmaster(data / "pg")
    assert postmaster is not None
    killed.stop(signal.SIGKILL)
    until(lambda: all(is_gone(pid) for pid in children if pid != postmaster.pid))
    assert is_gone(web)
    assert Cluster(data).running(), "the database goes on, for others may use it"
    next_one = start()
    next_one.wait_until_it_says("runs at")
    assert read_postmaster(data / "pg") == postmaster, "the next one attaches to it"
    assert next_one.stop() == 0
    assert not Cluster(data).running()


def test_a_second_one_is_refused_and_down_stops_the_first(data: Path, start: Callable[..., Running]) -> None:
    running = start()
    running.wait_until_it_says("runs at")
    second = command("up", "--data", str(data), "--port", str(running.port))
    assert second.returncode == 3
    assert f"runs already at http://localhost:{running.port}" in second.stderr
    assert f"process {running.process.pid}" in second.stderr
    down = command("down", "--data", str(data))
    assert (down.returncode, down.stdout) == (0, "Stopped.\n")
    assert running.process.wait(10) == 0
    again = command("down", "--data", str(data))
    assert again.returncode == 3
    assert "does not run" in again.stderr


def test_down_signals_nobody_whose_lock_it_is_not(data: Path) -> None:
    bystander = launch(["/bin/sleep", "60"], environment={}, output=None)
    (data / "run" / "up.pid").write_text(f"{bystander.pid}\nruns already at http://localhost:1\n")
    try:
        assert command("down", "--data", str(data)).returncode == 3
        holder = f"import fcntl, sys, time; f = open({str(data / 'run' / 'up.pid')!r}, 'r+'); "
        holder += "fcntl.flock(f, fcntl.LOCK_EX); print('held', flush=True); time.sleep(60)"
        with launch(
            [sys.executable, "-c", holder], environment=os.environ, output=subprocess.PIPE
        ) as locking:
            assert locking.stdout is not None
            locking.stdout.readline()
            assert command("down", "--data", str(data)).returncode == 3
            locking.kill()
        assert bystander.poll() is None
    finally:
        bystander.kill()
        bystander.wait()


def test_a_taken_port_is_said_before_anything_starts(data: Path, port: int) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        refused = command("up", "--data", str(data), "--port", str(port))
    assert refused.returncode == 3
    assert f"--port {port + 1}" in refused.stderr
    assert not Cluster(data).running()


def test_a_web_server_that_cannot_start_ends_it_with_its_words(
    data: Path, start: Callable[..., Running]
) -> None:
    running = start("raise SystemExit('no such module')")
    assert running.process.wait(30) == 1
    assert "web does not start" in running.said()
    assert "no such module" in running.said()
    assert not Cluster(data).running()


@pytest.mark.long
def test_the_real_parts_start_answer_and_stop(migrated: Path, port: int) -> None:
    output = migrated.parent / "real.out"
    with output.open("wb") as out:
        command_line = [*CLI, "up", "--data", str(migrated), "--port", str(port)]
        real = launch(command_line, environment=os.environ, output=out.fileno())
    try:
        until(lambda: "/welcome/" in output.read_text() or real.poll() is not None, within=150)
        assert status(port, urlsplit(output.read_text().split()[-1]).path) == 200
        assert status(port, "/events") == 401
        assert command("check", "--data", str(migrated)).returncode == 0
    finally:
        real.terminate()
        assert real.wait(30) == 0
    assert not Cluster(migrated).running()
