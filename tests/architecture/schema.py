"""schema.sql: the database as a reader sees it, dumped from the template and the same on every supported server.

Run as ``python -m tests.architecture.schema`` (``make schema``) to write it again after a migration.
"""

import re
import subprocess
from pathlib import Path

from bailiwick.site.postgres.binaries import discover

FILE = Path(__file__).parent.parent.parent / "schema.sql"
HEAD = "-- The database of Bailiwick, made from the migrations by `make schema`. To be read, never run.\n\n"
# What differs between versions of PostgreSQL and its dump, or says nothing about the database.
NOISE = re.compile(r"--.*|SET \w+ = .*;|SELECT pg_catalog\.set_config\(.*\);|\\(un)?restrict .*")


def normalised(dump: str) -> str:
    """The dump without comments, settings and superfluous empty lines."""
    lines = ["" if NOISE.fullmatch(line) else line.rstrip() for line in dump.splitlines()]
    return HEAD + re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"


def present() -> str:
    """The schema that the migrations make now."""
    from tests import database

    source = database.url("postgres", database.TEMPLATE)
    command = [discover().program("pg_dump"), "--schema-only", "--no-owner", source]
    return normalised(subprocess.run(command, capture_output=True, check=True, text=True).stdout)


if __name__ == "__main__":
    FILE.write_text(present(), encoding="utf-8")
