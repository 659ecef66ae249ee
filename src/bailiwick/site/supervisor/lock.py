"""One `bailiwick up` per data directory: a pid file under a kernel lock, which ends with its holder."""

import fcntl
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bailiwick.site.failures import AlreadyRunning, CommandFailed
from bailiwick.site.installation import Installation

STOP_WITHIN = 60.0


@contextmanager
def held(installation: Installation, purpose: str) -> Iterator[None]:
    """Hold the installation for `purpose`; raises AlreadyRunning with the holder's own words."""
    descriptor = installation.open_private(_file(installation))
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            pid, words = _read(installation)
            raise AlreadyRunning(f"Bailiwick {words} in {installation.path} (process {pid}).") from None
        _write(descriptor, purpose)
        yield
        os.ftruncate(descriptor, 0)
    finally:
        os.close(descriptor)


def describe(installation: Installation, words: str) -> None:
    """Replace what a second caller is told about this holder."""
    descriptor = installation.open_private(_file(installation))
    _write(descriptor, words)
    os.close(descriptor)


def address_of_holder(installation: Installation) -> str | None:
    """Where the installation is reached while it runs, as its holder described it."""
    if holder(installation) is None:
        return None
    _, _, address = _read(installation)[1].partition(" at ")
    return address or None


def holder(installation: Installation) -> int | None:
    """The process that holds the installation, or None.

    The lock says that somebody does; the pid is believed only if that process has the file open (where
    the process table can tell), so that a number left by another machine or container is never signalled.
    """
    if not _file(installation).exists():
        return None
    descriptor = installation.open_private(_file(installation))
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        pid, _ = _read(installation)
        return pid if pid and _has_open(pid, _file(installation)) else None
    finally:
        os.close(descriptor)
    return None


def stop_holder(installation: Installation) -> bool:
    """Ask the holder to stop and wait for it; returns False when there is none.

    Raises CommandFailed when it does not stop within a minute.
    """
    pid = holder(installation)
    if pid is None:
        return False
    os.kill(pid, signal.SIGTERM)
    give_up_at = time.monotonic() + STOP_WITHIN
    while holder(installation) == pid:
        if time.monotonic() > give_up_at:
            raise CommandFailed(f"Process {pid} was asked to stop and is still there after a minute.")
        time.sleep(0.02)
    return True


def _file(installation: Installation) -> Path:
    return installation.run / "up.pid"


def _write(descriptor: int, words: str) -> None:
    os.ftruncate(descriptor, 0)
    os.write(descriptor, f"{os.getpid()}\n{words}\n".encode())


def _read(installation: Installation) -> tuple[int, str]:
    lines = _file(installation).read_text().splitlines()
    if len(lines) > 1 and lines[0].isdecimal():
        return int(lines[0]), lines[1]
    return 0, "is being started or stopped"


def _has_open(pid: int, file: Path) -> bool:
    descriptors = Path(f"/proc/{pid}/fd")
    if not Path("/proc/self/fd").is_dir():
        return True
    try:
        return any(entry.readlink() == file for entry in descriptors.iterdir())
    except OSError:
        return False
