"""The whole product on Debian's PostgreSQL, the oldest that is supported; all other tests run on the packaged one."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from bailiwick.site.postgres.cluster import Cluster
from bailiwick.site.postgres.roles import ROLES

VARIABLES = {"BAILIWICK_DB_URL": "app", "BAILIWICK_OWNER_URL": "owner", "BAILIWICK_SEALER_URL": "sealer"}


@pytest.mark.long
def test_a_day_of_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BAILIWICK_POSTGRES", "debian")
    with tempfile.TemporaryDirectory(prefix="bwt-") as folder:
        Path(folder).chmod(0o755)
        cluster = Cluster(Path(folder) / "d")
        cluster.start()
        try:
            cluster.bootstrap()
            urls = {name: cluster.url(role) for name, role in VARIABLES.items()}  # type: ignore[arg-type]
            environment = os.environ | urls | {"BAILIWICK_DATA": str(Path(folder) / "d")}
            command = [sys.executable, "-m", "tests.a_day"]
            done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        finally:
            cluster.stop()
    assert done.stdout.startswith("good on "), done.stderr
    assert set(VARIABLES.values()) < set(ROLES)
