"""The product as it runs, on a database and a port of its own."""

import contextlib
import http.client
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bailiwick.kernel.ledger.checkpoints import CheckpointFiles, Issuer
from bailiwick.kernel.ledger.keys import KeyStore
from bailiwick.kernel.ledger.notes import origin
from bailiwick.kernel.ledger.sealing import Sequencer
from bailiwick.kernel.ledger.store import StoredTree
from bailiwick.site.programs import call, launch
from bailiwick.site.supervisor.run import web
from tests import database

ANSWERS_WITHIN = 60.0


@dataclass(frozen=True)
class Site:
    """One running installation."""

    address: str
    environment: dict[str, str]

    def scene(self, *words: str) -> str:
        """Run the scene's program against this installation's database; what it prints."""
        command = [sys.executable, "-m", "tests.journeys.scene", *words]
        done = call(command, environment=self.environment)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()


@contextlib.contextmanager
def site(name: str) -> Iterator[Site]:
    """Serve a fresh database without an organization."""
    own = f"{database.DATABASE}_{name}"
    database.superuser("drop database if exists {n} with (force)", n=own)
    database.superuser("create database {n} template {t} owner bailiwick_owner", n=own, t=database.TEMPLATE)
    with tempfile.TemporaryDirectory(prefix="bwt-journey-") as folder:
        port = _free_port()
        running = Site(f"http://localhost:{port}", _environment(own, folder, port))
        log = Path(folder) / "web.log"
        try:
            with _process(web(host="127.0.0.1", port=port, workers=1), running.environment, log) as server:
                _wait_for(running.address, server, log)
                yield running
        finally:
            database.superuser("drop database if exists {n} with (force)", n=own)


@contextlib.contextmanager
def sealing(on: Site) -> Iterator[None]:
    """Seal and sign what is written, and tell live pages, from a thread.

    It does not wait for transactions of other tests as the worker would, which share the database server: whoever
    walks a journey writes alone.
    """
    stop = threading.Event()
    thread = threading.Thread(target=_seal, args=(on, stop), name="sealer")
    thread.start()
    yield
    stop.set()
    thread.join()


def _seal(on: Site, stop: threading.Event) -> None:
    data = Path(on.environment["BAILIWICK_DATA"])
    issuer = Issuer(KeyStore(data / "keys"), CheckpointFiles(data / "checkpoints"))
    sequencer = Sequencer(on.environment["BAILIWICK_SEALER_URL"])
    try:
        while not stop.wait(0.2):
            if sequencer.seal_all(quiet=True):
                names = sequencer.connection.execute("select id, uuid from identity_organizations()")
                for organization_id, uuid in names.fetchall():
                    tree = StoredTree(sequencer.connection, organization_id)
                    issuer.issue(tree, origin(uuid), reason="grown")
    finally:
        sequencer.close()


def _environment(own: str, folder: str, port: int) -> dict[str, str]:
    urls = {f"BAILIWICK_{kind}_URL": database.url(role, own) for kind, role in database.ROLES.items()}
    rest = {"BAILIWICK_DATA": folder, "BAILIWICK_PUBLIC_URL": f"http://localhost:{port}"}
    path = os.pathsep.join((str(database.SOURCE), str(database.SOURCE.parent)))
    return {**os.environ, **urls, **rest, "PYTHONPATH": path}


@contextlib.contextmanager
def _process(
    command: Sequence[str], environment: dict[str, str], log: Path
) -> Iterator["subprocess.Popen[bytes]"]:
    with log.open("wb") as output:
        process = launch(command, environment=environment, output=output.fileno())
    try:
        yield process
    finally:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(10)
        process.kill()
        process.wait(10)


def _wait_for(address: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    give_up_at = time.monotonic() + ANSWERS_WITHIN
    while time.monotonic() < give_up_at:
        if _is_healthy(address):
            return
        assert server.poll() is None, log.read_text()
        time.sleep(0.1)
    raise AssertionError(f"The web server does not answer.\n{log.read_text()}")


def _is_healthy(address: str) -> bool:
    connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
