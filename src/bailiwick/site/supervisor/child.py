"""One supervised process: how it is started, watched, restarted with growing pauses, and stopped."""

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from bailiwick.site.programs import launch
from bailiwick.site.supervisor.bond import end_with

PAUSES = (0.2, 1.0, 2.0, 5.0, 10.0, 30.0)
STEADY_AFTER = 60.0
LOG_LIMIT = 20 * 1024 * 1024


@dataclass
class Child:
    """A command of its own session; `failures` counts ends in a row, each before it ran a minute."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    log: Path | None
    failures: int = 0
    _process: "subprocess.Popen[bytes] | None" = None
    _started_at: float = 0.0
    _start_again_at: float = field(default=0.0)

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def keep_up(self, now: float) -> str | None:
        """Start the process if it should run and does not; returns a sentence when it ended unasked."""
        if self._process is None:
            if now >= self._start_again_at:
                self._start(now)
            return None
        if not self._has_ended():
            return None
        code = self._end()
        self.failures = 0 if now - self._started_at > STEADY_AFTER else self.failures + 1
        pause = PAUSES[min(max(self.failures - 1, 0), len(PAUSES) - 1)]
        self._start_again_at = now + pause
        return f"{self.name} ended unexpectedly ({_ending(code)}); it is started again in {pause:g} s."

    def seconds_to_start(self, now: float) -> float:
        """How long the pause before its next start still is; endless while it runs."""
        return max(self._start_again_at - now, 0.0) if self._process is None else float("inf")

    def ask_to_stop(self) -> None:
        """Send SIGTERM, if it runs."""
        if self._process is not None:
            self._process.terminate()

    def wait_until_stopped(self, within: float) -> None:
        """Wait `within` seconds, then kill it together with whatever it started."""
        give_up_at = time.monotonic() + within
        while self._process is not None:
            if self._has_ended() or time.monotonic() > give_up_at:
                self._end()
            else:
                time.sleep(0.01)

    def trim_log(self) -> None:
        """Set a log that grew too long aside; writers append, and so go on at the top of the empty file."""
        if self.log is None or not self.log.exists() or self.log.stat().st_size < LOG_LIMIT:
            return
        self.log.with_suffix(".log.1").write_bytes(self.log.read_bytes())
        os.truncate(self.log, 0)

    def last_words(self) -> str:
        """The end of its log."""
        if self.log is None or not self.log.exists():
            return ""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-15:])

    def _start(self, now: float) -> None:
        with ExitStack() as stack:
            output = stack.enter_context(self.log.open("ab")).fileno() if self.log else None
            self._process = launch(
                self.command,
                environment=self.environment,
                output=output,
                preexec_fn=partial(end_with, os.getpid()),  # safe: the supervisor has one thread
            )
        self._started_at = now

    def _has_ended(self) -> bool:
        """Whether it ended, without taking note of it: until then no other process gets its number."""
        return self.pid is not None and bool(
            os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        )

    def _end(self) -> int:
        """Kill what is left of its session and return its exit code."""
        process, self._process = self._process, None
        if process is None:
            return 0
        os.killpg(process.pid, signal.SIGKILL)
        return process.wait()


def _ending(code: int) -> str:
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"


def stop_all(children: Sequence[Child], within: float) -> None:
    """Ask all to stop at once and wait for each in turn, `within` seconds altogether."""
    for child in children:
        child.ask_to_stop()
    give_up_at = time.monotonic() + within
    for child in children:
        child.wait_until_stopped(give_up_at - time.monotonic())
