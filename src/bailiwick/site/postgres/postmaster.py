"""What is known of a running server from its postmaster.pid and from the process table."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PROCESSES = Path("/proc")
# Lines of postmaster.pid (src/include/utils/pidfile.h), counted from 0.
PID_LINE, SOCKET_FOLDER_LINE, STATUS_LINE = 0, 4, 7


@dataclass(frozen=True)
class Postmaster:
    """The server process of one cluster, as its pid file names it."""

    pid: int
    socket_folder: str
    is_ready: bool


def read_postmaster(cluster: Path) -> Postmaster | None:
    """The live server of `cluster`, or None; a pid that now belongs to another program is not one."""
    try:
        lines = (cluster / "postmaster.pid").read_text().splitlines()
        pid = int(lines[PID_LINE])
    except (FileNotFoundError, IndexError, ValueError):
        return None
    if not _works_in(pid, cluster):
        return None
    padded = [*lines, *[""] * (STATUS_LINE + 1)]
    return Postmaster(pid, padded[SOCKET_FOLDER_LINE], padded[STATUS_LINE].strip() == "ready")


def forget_stale_pid(cluster: Path) -> None:
    """Remove a pid file whose pid was given to another program, on which the server would refuse to start.

    Call only when `processes_of` is empty: the file also guards against left-over server processes.
    """
    file = cluster / "postmaster.pid"
    try:
        pid = int(file.read_text().split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return
    if PROCESSES.is_dir() and _exists(pid):
        file.unlink()


def processes_of(cluster: Path) -> Iterator[int]:
    """Every process, server or session, that works in `cluster` (each of them has it as its folder)."""
    for entry in PROCESSES.glob("[0-9]*"):
        if _folder_of(int(entry.name)) == str(cluster.resolve()):
            yield int(entry.name)


def _works_in(pid: int, cluster: Path) -> bool:
    if not PROCESSES.is_dir():
        return _exists(pid)
    return _folder_of(pid) == str(cluster.resolve())


def _folder_of(pid: int) -> str | None:
    try:
        return str((PROCESSES / str(pid) / "cwd").readlink())
    except OSError:
        return None


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
