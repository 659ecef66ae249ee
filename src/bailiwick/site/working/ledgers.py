"""The ledgers of an installation, for commands: seal, verify, sign and export them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import psycopg
from rich.progress import Progress

from bailiwick.kernel.ledger.checkpoints import CheckpointFiles, Issuer, LedgerForked
from bailiwick.kernel.ledger.exporting import export
from bailiwick.kernel.ledger.keys import KeyStore
from bailiwick.kernel.ledger.notes import Verifier, origin
from bailiwick.kernel.ledger.sealing import AnotherSequencer, Sequencer
from bailiwick.kernel.ledger.store import StoredTree
from bailiwick.kernel.ledger.verification import Report, verify
from bailiwick.site.cli.organizations import Named, all_named, the_one
from bailiwick.site.failures import CannotRun


class Ledgers:
    """One connection of the sealer's role, and the keys."""

    def __init__(self, url: str, data: Path) -> None:
        self.url = url
        self.connection: psycopg.Connection[Any] = psycopg.connect(url, autocommit=True)
        self.issuer = Issuer(KeyStore(data / "keys"), CheckpointFiles(data / "checkpoints"))
        rows = self.connection.execute("select id, uuid from identity_organizations()").fetchall()
        self.origins = {row[0]: origin(row[1]) for row in rows}

    def close(self) -> None:
        """Give the connection back."""
        self.connection.close()

    def organizations(self, name: str | None) -> list[Named]:
        """The named organization, or all."""
        return [the_one(name)] if name else all_named()

    def one(self, name: str | None) -> Named:
        """The named organization, or the only one."""
        return the_one(name)

    def seal(self) -> int:
        """Seal what is settled, unless a running worker does it."""
        try:
            sequencer = Sequencer(self.url)
        except AnotherSequencer:
            return 0
        try:
            return sequencer.seal_all()
        finally:
            sequencer.close()

    def verifier(self, one: Named) -> Verifier:
        """The public key of an organization's ledger."""
        return self.issuer.verifier(self.origins[one.id])

    def verify(self, one: Named, *, quiet: bool) -> Report:
        """Verify one ledger, with a progress bar unless quiet."""
        outside = self.issuer.files.latest(self.origins[one.id])
        with Progress(disable=quiet, transient=True) as progress:
            bar = progress.add_task(one.name, total=StoredTree(self.connection, one.id).head().size)
            return verify(
                self.connection,
                one.id,
                self.verifier(one),
                outside=outside,
                progress=lambda done: progress.update(bar, completed=done),
            )

    def checkpoint(self, one: Named, *, fork: str = "") -> str:
        """Sign the ledger if it grew; the newest checkpoint."""
        tree = StoredTree(self.connection, one.id)
        try:
            issued = self.issuer.issue(tree, self.origins[one.id], reason="asked for", fork=fork)
        except LedgerForked as error:
            raise CannotRun(f"{one.name}: {error} Say why with --declare-fork, or find out who altered it.") from error
        return issued.note if issued else self.issuer.files.latest(self.origins[one.id]) or ""

    def export(self, one: Named, file: Path, event_ids: Sequence[int] | None) -> int:
        """Write a pack; how many entries are in it."""
        return export(self.connection, one.id, self.verifier(one), file, event_ids=event_ids or None)
