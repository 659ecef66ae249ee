"""`bailiwick backup`: the database, the keys, the checkpoints and the files in one archive."""

import json
import os
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

import bailiwick
from bailiwick.site.cli import hooks
from bailiwick.site.cli.archive import DUMP, SECRETS, Writer
from bailiwick.site.cli.environment import Environment, prepare
from bailiwick.site.cli.options import Data, Json, Yes
from bailiwick.site.cli.stages import stage
from bailiwick.site.failures import CannotRun, CommandFailed
from bailiwick.site.programs import call


def backup(
    archive: Annotated[
        Path | None, typer.Argument(help="The archive to write, or a folder for it (the present one).")
    ] = None,
    data: Data = None,
    yes: Yes = False,
    as_json: Json = False,
) -> None:
    """Write everything into one archive; Bailiwick may go on running. The archive holds the signing keys."""
    target = _target(archive or Path())
    if target.exists() and not yes:
        raise CannotRun(f"{target} exists. Give another name, or --yes to replace it.")
    with prepare(data) as environment:
        if hooks.BEFORE_BACKUP:
            stage("Sealing the ledger")
            environment.start_django()
            hooks.call_all(hooks.BEFORE_BACKUP)
        members = write_archive(environment, target)
    size = target.stat().st_size
    if as_json:
        typer.echo(json.dumps({"archive": str(target), "bytes": size, "members": members}))
    else:
        typer.echo(f"{target}: {members} members, {size / 2**20:.1f} MB. It holds secrets; keep it safe.")


def write_archive(environment: Environment, target: Path) -> int:
    """Write the archive, whole or not at all; returns the number of its members.

    The order matters. Checkpoints are read before the dump is taken, so that the dump is never older than
    a checkpoint it comes with; files after it, so that each file the dump names is there.
    """
    installation = environment.installation
    with _partial(target) as partial, _partial(target.with_name(f"{target.name}.dump")) as dump:
        descriptor = os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "wb") as out, tarfile.open(fileobj=out, mode="w") as tar:
            writer = Writer(tar)
            writer.add_folder("checkpoints", installation.checkpoints)
            writer.add_folder("keys", installation.keys)
            writer.add_bytes(SECRETS, json.dumps({"secret_key": installation.secrets.secret_key}).encode())
            stage("Writing the database")
            major = _dump(environment, dump)
            writer.add_file(DUMP, dump)
            stage("Adding the files")
            writer.add_folder("files", installation.files)
            writer.finish(
                {
                    "bailiwick": bailiwick.__version__,
                    "created_at": datetime.now(UTC).isoformat(timespec="seconds"),
                    "postgres": major,
                }
            )
            tar.close()
            out.flush()
            os.fsync(out.fileno())
        partial.replace(target)
    return len(writer.members)


def _target(given: Path) -> Path:
    if not given.is_dir():
        return given.absolute()
    return given.absolute() / f"bailiwick-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.tar"


@contextmanager
def _partial(target: Path) -> Iterator[Path]:
    partial = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        yield partial
    except OSError as error:
        raise CannotRun(f"{target} cannot be written: {error.strerror}.") from error
    finally:
        partial.unlink(missing_ok=True)


def _dump(environment: Environment, dump: Path) -> int:
    binaries = environment.database.binaries()
    command = [binaries.program("pg_dump"), "-Fc", "--no-password", "-f", str(dump)]
    url = environment.database.url("superuser")
    dump.touch(mode=0o600)
    done = call([*command, "-d", url])
    if "row-level security" in done.stderr:
        raise CannotRun(
            "The account of DATABASE_URL is bound by row-level security and cannot read every row. Use an account "
            "with BYPASSRLS for backups, or the backup that your database's provider offers."
        )
    if done.returncode:
        raise CommandFailed(f"The database could not be dumped.\n{done.stderr.strip()}")
    return binaries.major
