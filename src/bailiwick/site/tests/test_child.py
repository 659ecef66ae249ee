"""One supervised process: pauses between restarts, logs, and an end that leaves nothing behind."""

import os
import sys
import time
from pathlib import Path

import pytest

from bailiwick.site.supervisor import child as child_module
from bailiwick.site.supervisor.child import Child, stop_all

DEAF = """
import signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print(subprocess.Popen(["sleep", "600"]).pid, flush=True)
time.sleep(600)
"""


def python(code: str, log: Path) -> Child:
    return Child("part", (sys.executable, "-c", code), dict(os.environ), log)


def test_a_child_that_ignores_the_request_is_killed_with_its_own_children(folder: Path) -> None:
    log = folder / "part.log"
    deaf = python(DEAF, log)
    deaf.keep_up(time.monotonic())
    while not (log.exists() and log.read_text().endswith("\n")):
        time.sleep(0.01)
    grandchild = Path(f"/proc/{log.read_text().strip()}/stat")
    assert " Z " not in grandchild.read_text()
    began = time.monotonic()
    stop_all([deaf], within=0.3)
    assert 0.3 <= time.monotonic() - began < 2
    while grandchild.exists() and " Z " not in grandchild.read_text():
        assert time.monotonic() - began < 5
        time.sleep(0.01)


def test_pauses_grow_while_it_fails_and_start_anew_after_a_steady_minute(folder: Path) -> None:
    failing = python("raise SystemExit(7)", folder / "part.log")
    now, pauses = 1000.0, []
    for _ in range(7):
        failing.keep_up(now)
        while (news := failing.keep_up(now)) is None:
            time.sleep(0.005)
        assert "exit code 7" in news
        pauses.append(round(failing.seconds_to_start(now), 1))
        now += pauses[-1]
    assert pauses == [0.2, 1.0, 2.0, 5.0, 10.0, 30.0, 30.0]
    failing.keep_up(now)
    while failing.keep_up(now + 61) is None:
        time.sleep(0.005)
    assert failing.seconds_to_start(now + 61) == pytest.approx(0.2)


def test_it_is_not_started_before_the_pause_is_over(folder: Path) -> None:
    failing = python("print('started', flush=True)", folder / "part.log")
    failing.keep_up(0.0)
    while failing.keep_up(0.0) is None:
        time.sleep(0.005)
    failing.keep_up(0.1)
    assert failing.pid is None
    failing.keep_up(0.3)
    assert failing.pid is not None
    stop_all([failing], within=5)


def test_a_log_that_grew_too_long_is_set_aside(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child_module, "LOG_LIMIT", 10)
    part = python("", folder / "part.log")
    part.trim_log()
    (folder / "part.log").write_text("short")
    part.trim_log()
    assert (folder / "part.log").read_text() == "short"
    (folder / "part.log").write_text("longer than ten")
    part.trim_log()
    assert (folder / "part.log").read_text() == ""
    assert (folder / "part.log.1").read_text() == "longer than ten"
