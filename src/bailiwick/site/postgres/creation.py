"""Create the files of a new cluster, whole or not at all."""

import os
import shutil
from pathlib import Path

from bailiwick.site.failures import ClusterWillNotStart, DataDirectoryUnusable
from bailiwick.site.postgres.account import Account
from bailiwick.site.postgres.binaries import Binaries
from bailiwick.site.postgres.roles import ROLES
from bailiwick.site.programs import call

FIRST_MAJOR_WITH_BUILTIN_LOCALE = 17


def create_cluster(cluster: Path, *, home: Path, binaries: Binaries, account: Account) -> None:
    """Run initdb beside the final place and rename, so that a broken-off attempt leaves no half cluster.

    Raises ClusterWillNotStart with initdb's own words.
    """
    partial = home / "pg.new"
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(mode=0o700)
    account.own(partial)
    _run_initdb(partial, binaries, account)
    if home == cluster.parent:
        partial.rename(cluster)
    else:
        partial.rename(home / "pg")
        cluster.symlink_to(home / "pg")


def cluster_major(cluster: Path) -> int | None:
    """The major version that wrote `cluster`, or None when there is none yet.

    Raises DataDirectoryUnusable when something else stands in its place.
    """
    if not os.path.lexists(cluster):
        return None
    try:
        return int((cluster / "PG_VERSION").read_text())
    except (OSError, ValueError) as error:
        raise DataDirectoryUnusable(
            f"{cluster} is there but is no readable database ({error}). Move it away, or choose another --data."
        ) from error


def _run_initdb(partial: Path, binaries: Binaries, account: Account) -> None:
    builtin = ["--locale-provider=builtin"] if binaries.major >= FIRST_MAJOR_WITH_BUILTIN_LOCALE else []
    command = [
        binaries.program("initdb"),
        *("-D", str(partial), "-U", ROLES["superuser"], "-E", "UTF8", "--locale=C.UTF-8", *builtin),
        *("--auth-local=trust", "--auth-host=reject", "--data-checksums", "--no-instructions"),
    ]
    done = call(command, environment=server_environment(), cwd="/", **account.popen_arguments())
    if done.returncode:
        shutil.rmtree(partial, ignore_errors=True)
        raise ClusterWillNotStart(f"The database could not be created. {explain(done.stderr)}")


def server_environment() -> dict[str, str]:
    """The environment of the server's programs: fixed, so that no PG* variable of the caller changes them."""
    return {"PATH": os.defpath, "LC_ALL": "C.UTF-8", "TZ": "UTC", "HOME": "/"}


def explain(output: str) -> str:
    """The last words of a program of the server, with a plain sentence for what happens most."""
    lines = [line for line in output.splitlines() if line.strip()]
    words = "\n".join(lines[-6:])
    if "No space left on device" in output:
        return f"The disk is full.\n{words}"
    if "Permission denied" in output:
        return f"The database's account may not write there.\n{words}"
    if "user does not exist" in output:
        return f"PostgreSQL needs an account with a name; the one that runs this has only a number.\n{words}"
    return f"PostgreSQL says:\n{words}"
