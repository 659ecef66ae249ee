"""`bailiwick restore`: verify an archive, load it beside what is there, then put it in its place."""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import psycopg
import typer
from psycopg import sql

from bailiwick.site.cli import hooks
from bailiwick.site.cli.archive import DUMP, SECRETS, unpack
from bailiwick.site.cli.environment import Environment, prepare
from bailiwick.site.cli.options import Data, Json, Yes
from bailiwick.site.cli.stages import stage
from bailiwick.site.failures import CannotRun, CommandFailed
from bailiwick.site.installation import Installation, Secrets
from bailiwick.site.postgres.bootstrap import database_statements, execute, server_statements
from bailiwick.site.programs import call
from bailiwick.site.supervisor import lock

NEW = "bailiwick_restoring"


def restore(
    archive: Annotated[Path, typer.Argument(help="An archive that `bailiwick backup` wrote.")],
    data: Data = None,
    yes: Yes = False,
    as_json: Json = False,
) -> None:
    """Bring an archive back, into an empty data directory or (--yes) in place of what is there.

    What was there is kept: the database as bailiwick_before_TIME, keys and files in before-TIME.
    Checkpoints are only added to, so that going back in time stays visible.
    """
    if not archive.is_file():
        raise CannotRun(f"There is no archive {archive}.")
    installation = Installation.at(data)
    if _is_occupied(installation) and not yes:
        raise CannotRun(
            f"{installation.path} holds an installation. Give --yes to put the archive in its place."
        )
    with lock.held(installation.create(), "is being restored"), _staging(installation) as staged:
        stage("Verifying the archive")
        manifest = unpack(archive, staged)
        with prepare(installation.path) as environment:
            kept = put_in_place(environment, staged, manifest)
            stage("Bringing the database to the present shape")
            environment.start_django()
            from bailiwick.site import schema

            schema.migrate()
            hooks.call_all(hooks.AFTER_RESTORE)
    if as_json:
        typer.echo(
            json.dumps({"created_at": manifest["created_at"], "data": str(installation.path), "kept": kept})
        )
        return
    typer.echo(f"Restored the backup of {manifest['created_at']} into {installation.path}.")
    if kept:
        typer.echo(f"What was there before is kept as {kept}.")


def put_in_place(environment: Environment, staged: Path, manifest: dict[str, Any]) -> str | None:
    """Load the verified archive at `staged` and swap it in; returns the name of the database it replaced."""
    stamp = f"{datetime.now(UTC):%Y%m%d_%H%M%S}"
    major = environment.database.binaries().major
    if int(manifest["postgres"]) > major:
        raise CannotRun(
            f"The backup is of PostgreSQL {manifest['postgres']}, this database is {major}: it cannot go back."
        )
    stage("Loading the database")
    _load(environment, staged / DUMP)
    stage("Putting it in its place")
    kept = _swap_database(environment, f"bailiwick_before_{stamp}")
    _swap_folders(environment.installation, staged, f"before-{stamp}")
    return kept


def _is_occupied(installation: Installation) -> bool:
    return os.path.lexists(installation.cluster) or any(
        folder.is_dir() and any(folder.iterdir()) for folder in (installation.keys, installation.files)
    )


@contextmanager
def _staging(installation: Installation) -> Iterator[Path]:
    staged = installation.path / "restoring"
    shutil.rmtree(staged, ignore_errors=True)
    staged.mkdir(mode=0o700)
    try:
        yield staged
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def _load(environment: Environment, dump: Path) -> None:
    """Load the dump as the owner: its tables are not yet bound by row-level security while rows come in."""
    with _administration(environment) as server:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(NEW)))
        execute(server, server_statements(server, NEW, passwords={}))
    url = environment.database.url("owner", NEW)
    with psycopg.connect(url, autocommit=True) as fresh:
        execute(fresh, database_statements(fresh))
    command = [environment.database.binaries().program("pg_restore"), "--exit-on-error", "--no-password"]
    done = call([*command, "-d", url, str(dump)])
    if done.returncode:
        raise CommandFailed(f"The dump could not be loaded; nothing was changed.\n{done.stderr.strip()}")


def _swap_database(environment: Environment, before: str) -> str | None:
    name = psycopg.conninfo.conninfo_to_dict(environment.database.url("owner"))["dbname"]
    with psycopg.connect(environment.database.url("owner")) as current:
        row = current.execute("select exists (select from pg_tables where schemaname = 'public')").fetchone()
    is_worth_keeping = bool(row and row[0])
    rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    with _administration(environment) as server:
        server.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = any(%s)",
            [[str(name), NEW]],
        )
        if is_worth_keeping:
            server.execute(rename.format(sql.Identifier(str(name)), sql.Identifier(before)))
        else:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(str(name))))
        server.execute(rename.format(sql.Identifier(NEW), sql.Identifier(str(name))))
    return before if is_worth_keeping else None


@contextmanager
def _administration(environment: Environment) -> "Iterator[psycopg.Connection[Any]]":
    url = environment.database.url("superuser", "postgres")
    with psycopg.connect(url, autocommit=True) as server:
        owner = sql.Identifier("bailiwick_owner")
        row = server.execute("select rolsuper from pg_roles where rolname = current_user").fetchone()
        if row and row[0]:
            yield server
            return
        server.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(owner))
        yield server
        server.execute(sql.SQL("REVOKE {} FROM CURRENT_USER").format(owner))


def _swap_folders(installation: Installation, staged: Path, before: str) -> None:
    for folder in (installation.keys, installation.files):
        if any(folder.iterdir()):
            aside = installation.path / before
            aside.mkdir(exist_ok=True, mode=0o700)
            folder.rename(aside / folder.name)
        else:
            folder.rmdir()
        arriving = staged / folder.name
        arriving.mkdir(exist_ok=True, mode=0o700)
        arriving.rename(folder)
    for path in sorted((staged / "checkpoints").rglob("*")):
        target = installation.checkpoints / path.relative_to(staged / "checkpoints")
        if path.is_file() and not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            path.rename(target)
    secret_key = json.loads((staged / SECRETS).read_text())["secret_key"]
    Secrets(secret_key, installation.secrets.passwords).write(installation.secrets_file)
