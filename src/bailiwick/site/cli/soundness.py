"""What `bailiwick check` asks about the ground an installation stands on."""

import os
import shutil
import stat
from datetime import UTC, datetime

import psycopg

from bailiwick.site.cli.checks import Finding
from bailiwick.site.installation import Installation

LITTLE_SPACE, NO_SPACE = 2 * 2**30, 200 * 2**20
CLOCK_DRIFT_NOTICED, CLOCK_DRIFT_BAD = 2.0, 60.0
ROLE_VARIABLES = ("BAILIWICK_OWNER_URL", "BAILIWICK_DB_URL", "BAILIWICK_SEALER_URL")


def account() -> Finding:
    """Root is more than the web server needs."""
    if os.geteuid() == 0:
        return "warn", "Runs as root. For lasting use, run it as an ordinary account of its own."
    return "ok", f"Runs as account {os.geteuid()}."


def data_directory() -> Finding:
    """Secrets and keys are readable by their owner only."""
    installation = Installation.at()
    open_to_others = [
        path
        for path in (installation.secrets_file, installation.keys, *installation.keys.glob("*"))
        if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077
    ]
    if open_to_others:
        return "fail", "Readable by others: " + ", ".join(map(str, open_to_others))
    return "ok", f"{installation.path}: secrets and keys are private."


def disk_space() -> Finding:
    """Room for the database to grow."""
    free = shutil.disk_usage(Installation.at().path).free
    level = "fail" if free < NO_SPACE else "warn" if free < LITTLE_SPACE else "ok"
    return level, f"{free / 2**30:.1f} GB free."  # type: ignore[return-value]


def database() -> Finding:
    """Each role can sign in."""
    versions = set()
    for variable in ROLE_VARIABLES:
        with psycopg.connect(os.environ[variable], connect_timeout=10) as connection:
            versions.add(connection.info.server_version // 10000)
    return "ok", f"PostgreSQL {versions.pop()} answers to every role."


def database_roles() -> Finding:
    """No role that the application uses may pass by row-level security."""
    names = [psycopg.conninfo.conninfo_to_dict(os.environ[variable])["user"] for variable in ROLE_VARIABLES]
    with psycopg.connect(os.environ["BAILIWICK_DB_URL"]) as connection:
        too_mighty = connection.execute(
            "select rolname from pg_roles where rolname = any(%s) and (rolsuper or rolbypassrls)", [names]
        ).fetchall()
        owns = connection.execute(
            "select count(*) from pg_class where relkind in ('r', 'p') and relowner = current_user::regrole"
        ).fetchone()
    if too_mighty:
        return "fail", "Pass by row-level security: " + ", ".join(name for (name,) in too_mighty)
    if len(set(names)) < len(names) or (owns and owns[0]):
        return "fail", "The application's role must be neither the owner of the tables nor shared."
    return "ok", "Owner, application and sealer are separate and bound by row-level security."


def clock() -> Finding:
    """This computer and the database agree on the time."""
    with psycopg.connect(os.environ["BAILIWICK_DB_URL"]) as connection:
        before = datetime.now(UTC)
        row = connection.execute("select clock_timestamp()").fetchone()
        after = datetime.now(UTC)
    there = row[0] if row else before
    drift = abs((there - (before + (after - before) / 2)).total_seconds())
    text = f"{drift:.2f} s between this computer and the database."
    if drift > CLOCK_DRIFT_BAD:
        return "fail", text
    return ("warn" if drift > CLOCK_DRIFT_NOTICED else "ok"), text


def migrations() -> Finding:
    """The database has the shape that this version expects."""
    from bailiwick.site import schema

    if missing := schema.missing():
        return "fail", f"{len(missing)} migrations are missing. Run: bailiwick migrate"
    return "ok", "All migrations are applied."
