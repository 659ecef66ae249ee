"""The embedded PostgreSQL server of one data directory: start, attach, stop by the last user, recover."""

import fcntl
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from bailiwick.site.failures import ClusterNotRunning, ClusterWillNotStart
from bailiwick.site.installation import Installation
from bailiwick.site.postgres.account import Account, reachable_binaries, reachable_home
from bailiwick.site.postgres.binaries import Binaries, discover
from bailiwick.site.postgres.bootstrap import bootstrap_embedded
from bailiwick.site.postgres.creation import cluster_major, create_cluster, explain, server_environment
from bailiwick.site.postgres.postmaster import forget_stale_pid, processes_of, read_postmaster
from bailiwick.site.postgres.roles import DATABASE, ROLES, Role
from bailiwick.site.programs import launch

START_WITHIN = 300.0  # crash recovery after a long write burst can take minutes
STOP_WITHIN = 30.0
LONGEST_SOCKET_PATH = 100
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "shared_buffers": "256MB",
    "max_wal_size": "2GB",
    "random_page_cost": "1.1",
    "jit": "off",
    "idle_in_transaction_session_timeout": "5min",
    "max_connections": "100",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] %u ",
}


class Cluster:
    """One embedded server. Every user holds a shared lock while it needs the server; the last one stops it.

    The locks are the kernel's, so that a killed user counts as gone.
    """

    is_embedded = True
    is_premade = False

    def __init__(self, data_dir: str | os.PathLike[str]) -> None:
        self.installation = Installation.at(data_dir)
        self.path = self.installation.cluster
        self._share: int | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the server, or attach to the running one; returns when it accepts connections.

        Raises CannotRun (missing programs, another version, unusable folder, full disk) with the reason.
        """
        self.installation.create()
        with self._turn():
            self._wait_for_leftovers()
            if not self.running():
                self._launch()
            if self._share is None:
                self._share = self.installation.open_private(self._users_file)
                fcntl.flock(self._share, fcntl.LOCK_SH)

    def stop(self) -> bool:
        """Give up the server, and stop it (fast) if nobody else uses it; returns whether it is stopped."""
        if not self.installation.run.is_dir():
            self._abandon()
            return True
        with self._turn():
            if self._share is not None:
                os.close(self._share)
                self._share = None
            if self._is_used():
                return False
            self._halt()
            return True

    def running(self) -> bool:
        """Whether the server accepts connections."""
        if self._process is not None:
            self._process.poll()
        postmaster = read_postmaster(self.path)
        return postmaster is not None and postmaster.is_ready

    def url(self, role: Role, database: str = DATABASE) -> str:
        """The address for `role` as a libpq URL; raises ClusterNotRunning when it is not known yet."""
        postmaster = read_postmaster(self.path)
        folder = postmaster.socket_folder if postmaster else self._usual_socket_folder()
        if not folder:
            raise ClusterNotRunning("The address of the embedded database is known only while it runs.")
        return f"postgresql://{ROLES[role]}@/{database}?host={quote(folder, safe='/')}"

    def bootstrap(self) -> None:
        """Create what is missing of the roles, the database and its extensions; the server must run."""
        bootstrap_embedded(self.url)

    def binaries(self) -> Binaries:
        """The programs that fit this cluster."""
        return discover(cluster_major=cluster_major(self.path))

    @property
    def _users_file(self) -> Path:
        return self.installation.run / "postgres.users"

    @property
    def _socket_record(self) -> Path:
        return self.installation.run / "postgres.socket"

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """One process at a time starts or stops the server."""
        lock = self.installation.open_private(self.installation.run / "postgres.lock")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)

    def _is_used(self) -> bool:
        probe = self.installation.open_private(self._users_file)
        try:
            fcntl.flock(probe, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(probe)
        return False

    def _launch(self) -> None:
        account = Account.for_cluster(self.path)
        binaries = self.binaries()
        is_new = not self.path.exists()
        if is_new:
            self.installation.require_space()
        home = reachable_home(account, self.installation.path) if is_new else self.path.resolve().parent
        if not account.can_reach(home):
            raise ClusterWillNotStart(
                f"Root may not run PostgreSQL, and the account that does (number {account.uid}) cannot enter {home}."
            )
        binaries = reachable_binaries(account, binaries, home)
        if is_new:
            create_cluster(self.path, home=home, binaries=binaries, account=account)
        forget_stale_pid(self.path)
        self._run_server(binaries, account, self._make_socket_folder(account))

    def _run_server(self, binaries: Binaries, account: Account, socket_folder: Path) -> None:
        log_file = self.installation.log / "postgres.log"
        log = self.installation.open_private(log_file)
        said_before = os.fstat(log).st_size
        settings = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
        try:
            self._process = launch(
                [
                    binaries.program("postgres"),
                    *("-D", str(self.path.resolve()), "-k", str(socket_folder), "-p", "5432", *settings),
                ],
                environment=server_environment(),
                output=log,
                cwd="/",
                **account.popen_arguments(),
            )
        finally:
            os.close(log)
        self._await_ready(self._process, log_file, said_before)

    def _await_ready(self, process: "subprocess.Popen[bytes]", log_file: Path, said_before: int) -> None:
        give_up_at = time.monotonic() + START_WITHIN
        while not self.running():
            if process.poll() is not None or time.monotonic() > give_up_at:
                with log_file.open("rb") as log:
                    log.seek(said_before)
                    words = log.read().decode(errors="replace")
                raise ClusterWillNotStart(f"The database does not start. {explain(words)}\n(See {log_file}.)")
            time.sleep(0.01)

    def _wait_for_leftovers(self) -> None:
        """A killed server leaves sessions that finish their statement; a new one must not run beside them."""
        give_up_at = time.monotonic() + STOP_WITHIN
        while not self.running() and (remaining := list(processes_of(self.path))):
            if time.monotonic() > give_up_at:
                raise ClusterWillNotStart(f"Processes of an earlier run still use {self.path}: {remaining}.")
            time.sleep(0.05)

    def _halt(self) -> None:
        for sign in (signal.SIGINT, signal.SIGQUIT):
            postmaster = read_postmaster(self.path)
            if postmaster is None:
                break
            os.kill(postmaster.pid, sign)
            give_up_at = time.monotonic() + STOP_WITHIN
            while read_postmaster(self.path) and time.monotonic() < give_up_at:
                time.sleep(0.01)
        self._abandon()
        self._drop_temporary_socket_folder()

    def _abandon(self) -> None:
        """The data directory was removed under the running server: stop the process that is known."""
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait()
            self._process = None

    def _usual_socket_folder(self) -> str:
        folder = self.installation.run / "pg"
        return str(folder) if len(os.fsencode(folder / ".s.PGSQL.5432")) <= LONGEST_SOCKET_PATH else ""

    def _make_socket_folder(self, account: Account) -> Path:
        self._drop_temporary_socket_folder()
        usual = self._usual_socket_folder()
        if usual and account.can_reach(self.installation.run):
            folder = Path(usual)
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(mode=0o700)
        else:
            folder = Path(tempfile.mkdtemp(prefix="bailiwick-", dir="/tmp"))
            self._socket_record.write_text(str(folder))
        account.own(folder)
        return folder

    def _drop_temporary_socket_folder(self) -> None:
        if self._socket_record.exists():
            shutil.rmtree(self._socket_record.read_text(), ignore_errors=True)
            self._socket_record.unlink()
