"""A sealed and signed ledger with a cast, for tests on real commits."""

import os
from pathlib import Path

import psycopg

from bailiwick.kernel.identity import operations as identity
from bailiwick.kernel.ledger.checkpoints import CheckpointFiles, Issuer
from bailiwick.kernel.ledger.keys import KeyStore
from bailiwick.kernel.ledger.notes import origin
from bailiwick.kernel.ledger.sealing import Sequencer
from bailiwick.kernel.ledger.store import StoredTree
from bailiwick.kernel.ledger.verification import Report, verify
from tests.cast import Cast
from tests.database import present, url


class Ledger:
    """A sealed and signed ledger with a cast, and the hands of somebody who owns the database."""

    def __init__(self, cast: Cast, folder: Path) -> None:
        self.cast = cast
        self.sequencer = Sequencer(os.environ["BAILIWICK_SEALER_URL"])
        self.issuer = Issuer(KeyStore(folder / "keys"), CheckpointFiles(folder / "checkpoints"))
        self.origin = origin(self.cast.organization.uuid)
        self.tree = StoredTree(self.sequencer.connection, self.cast.organization.id)
        self.seal()

    def seal(self) -> None:
        # Quiet: transactions in other databases of a shared server would hold it up.
        self.sequencer.seal_all(quiet=True)
        self.issuer.issue(self.tree, self.origin, reason="test")

    def grow(self, *names: str) -> None:
        for name in names:
            identity.add_team(name, by=self.cast.ada)

    def tamper(self, *statements: str) -> None:
        with psycopg.connect(url("postgres", present()), autocommit=True) as superuser:
            superuser.execute("set session_replication_role = replica")
            for statement in statements:
                superuser.execute(statement)

    def verify(self) -> Report:
        return verify(
            self.sequencer.connection,
            self.cast.organization.id,
            self.issuer.verifier(self.origin),
            outside=self.issuer.files.latest(self.origin),
        )

    def codes(self) -> set[str]:
        return {finding.code for finding in self.verify().findings}

    def event_at(self, index: int) -> int:
        row = self.sequencer.connection.execute(
            "select event_id from ledger_leaf where organization_id = %s and index = %s",
            [self.tree.organization_id, index],
        ).fetchone()
        assert row is not None
        return int(row[0])
