"""How many updates a second the import of the real log brings in, on an installation of its own.

What the database then says of the log is what the dry run said of the file.
"""

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
        bringing_in = [program, "import", "servicenow-incident-log", str(log), *data, "--json"]
        bringing_in += ["--organization", "Bench"]
        announced = json.loads(_run([*bringing_in, "--dry-run"], environment))["log"]
        began = time.perf_counter()
        answer = json.loads(_run([*bringing_in, "--yes"], environment))
        seconds = time.perf_counter() - began
        if answer != announced:
            raise RuntimeError("The import did not bring in what the dry run had announced.")
        updates = answer.get("updates", UPDATES)
        return {"updates": updates, "seconds": seconds, "updates_per_second": updates / seconds}
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(command: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command[1:3])} failed: {done.stderr[-800:]}")
    return done.stdout
