"""How many updates a second the import of the real log brings in, on an installation of its own."""

import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

LOG = Path(__file__).parents[2] / "shared/data/servicenow_incident_log.csv.gz"
UPDATES = 141_712


def measure() -> dict[str, Any] | None:
    """Seconds and updates a second of `bailiwick import`, start of the database included; None without the file."""
    if not LOG.exists():
        return None
    folder = Path(tempfile.mkdtemp(prefix="bench-import-"))
    try:
        log = folder / "log.csv"
        with gzip.open(LOG) as packed, log.open("wb") as plain:
            shutil.copyfileobj(packed, plain)
        program = str(Path(sys.executable).with_name("bailiwick"))
        data = ["--data", str(folder / "data")]
        environment = {key: value for key, value in os.environ.items() if not key.startswith("BAILIWICK_")}
        _run(
            [
                program,
                "user",
                "add",
                "bench@example.org",
                "--name",
                "Bench",
                "--organization",
                "Bench",
                *data,
            ],
            environment,
        )
        began = time.perf_counter()
        answer = _run(
            [
                program,
                "import",
                "servicenow-incident-log",
                str(log),
                *data,
                "--yes",
                "--json",
                "--organization",
                "Bench",
            ],
            environment,
        )
        seconds = time.perf_counter() - began
        updates = json.loads(answer).get("updates", UPDATES)
        return {"updates": updates, "seconds": seconds, "updates_per_second": updates / seconds}
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(command: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command[1:3])} failed: {done.stderr[-800:]}")
    return done.stdout
