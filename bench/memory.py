"""What all processes of an idle `bailiwick up` hold: the sum of their proportional set sizes."""

import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

from bench.serving import await_answer, family, free_port, started

IDLE_FOR = 30.0


def measure() -> dict[str, float]:
    """Megabytes (PSS) of a fresh installation some time after its start, by program."""
    folder = Path(tempfile.mkdtemp(prefix="bench-up-"))
    port = free_port()
    try:
        command = [
            str(Path(sys.executable).with_name("bailiwick")),
            "up",
            "--data",
            str(folder),
            "--port",
            str(port),
        ]
        own = {name: value for name, value in os.environ.items() if not name.startswith("BAILIWICK_")}
        with started(command, own) as process:
            await_answer(port, process)
            time.sleep(IDLE_FOR)
            found: dict[str, float] = {}
            for pid in family(process.pid):
                name = _name(pid)
                found[name] = found.get(name, 0.0) + megabytes(pid)
        return {**found, "processes_mb": sum(found.values())}
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _name(pid: int) -> str:
    words = Path(f"/proc/{pid}/cmdline").read_bytes().decode().replace("\0", " ")
    return "postgres_mb" if "postgres" in words.split(" ")[0] else "python_mb"


def megabytes(pid: int) -> float:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0
