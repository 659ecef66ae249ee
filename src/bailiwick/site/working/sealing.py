"""Seal without pause and sign once a minute."""

import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import structlog

from bailiwick.kernel.ledger.checkpoints import CheckpointFiles, Issuer, LedgerForked
from bailiwick.kernel.ledger.keys import KeyStore
from bailiwick.kernel.ledger.notes import origin
from bailiwick.kernel.ledger.sealing import BATCH, AnotherSequencer, RestoredElsewhere, Sequencer
from bailiwick.kernel.ledger.store import StoredTree

BREATH = 0.25
SIGN_EVERY = 60.0
WAIT_FOR_TURN = 5.0

log = structlog.get_logger()


class Sealer:
    """The worker's sealing thread; only one worker of a database gets the turn, the others wait for it."""

    def __init__(
        self, url: str, data: Path, stop: threading.Event, *, sealed: Callable[[Iterable[int]], None]
    ) -> None:
        self.url = url
        self.issuer = Issuer(KeyStore(data / "keys"), CheckpointFiles(data / "checkpoints"))
        self.stop = stop
        self.sealed = sealed
        self.grown: set[int] = set()
        self.signed_at = 0.0

    def run(self) -> None:
        """Seal until told to stop; raises OSError and database errors, and may then be called again."""
        while not self.stop.is_set():
            try:
                sequencer = Sequencer(self.url)
            except AnotherSequencer:
                self.stop.wait(WAIT_FOR_TURN)
            except RestoredElsewhere:
                log.error(
                    "the database was copied into another cluster; run `bailiwick ledger moved`; nothing is sealed"
                )
                self.stop.wait(WAIT_FOR_TURN * 12)
            else:
                self._serve(sequencer)

    def _serve(self, sequencer: Sequencer) -> None:
        try:
            # What an earlier run sealed and did not sign is signed first; a tree that did not grow is passed over.
            self.grown.update(sequencer.ledgers())
            while not self.stop.is_set():
                sealed = sequencer.seal()
                if sealed.count:
                    self.grown.update(sealed.subjects)
                    self.sealed(sealed.subjects)
                if sealed.count < BATCH:
                    # What comes meanwhile is sealed, told and delivered together.
                    self.stop.wait(BREATH)
                if self.grown and time.monotonic() - self.signed_at > SIGN_EVERY:
                    self._sign(sequencer)
            sequencer.seal_all()
            self._sign(sequencer)
        finally:
            sequencer.close()

    def _sign(self, sequencer: Sequencer) -> None:
        names = sequencer.connection.execute("select id, uuid from identity_organizations()").fetchall()
        for organization_id, uuid in names:
            if organization_id not in self.grown:
                continue
            tree = StoredTree(sequencer.connection, organization_id)
            try:
                self.issuer.issue(tree, origin(uuid), reason="grown")
            except LedgerForked as error:
                log.error("no checkpoint was signed", organization=organization_id, reason=str(error))
        self.grown.clear()
        self.signed_at = time.monotonic()
