"""The ledgers of an installation, for commands: seal, verify, sign and export them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import psycopg
from rich.console import Console
from rich.progress import Progress

from bailiwick.kernel.ledger.checkpoints import CheckpointFiles, Issuer, LedgerForked
from bailiwick.kernel.ledger.exporting import export
from bailiwick.kernel.ledger.forks import NoFork, declare_fork
from bailiwick.kernel.ledger.keys import KeyStore
from bailiwick.kernel.ledger.notes import Verifier, origin
from bailiwick.kernel.ledger.sealing import AnotherSequencer, RestoredElsewhere, Sequencer
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
        """Seal what is settled, unless a running worker does it; raises CannotRun in a database copied here."""
        try:
            sequencer = Sequencer(self.url)
        except AnotherSequencer:
            return 0
        except RestoredElsewhere as error:
            raise CannotRun(str(error)) from error
        try:
            return sequencer.seal_all()
        finally:
            sequencer.close()

    def verifier(self, one: Named) -> Verifier:
        """The public key of an organization's ledger."""
        return self.issuer.verifier(self.origins[one.id])

    def verify(self, one: Named, *, quiet: bool) -> Report:
        """Verify one ledger, with a progress bar on standard error unless quiet."""
        outside = self.issuer.files.latest(self.origins[one.id])
        console = Console(stderr=True)
        with Progress(console=console, disable=quiet or not console.is_terminal, transient=True) as progress:
            bar = progress.add_task(one.name, total=StoredTree(self.connection, one.id).head().size)
            return verify(
                self.connection,
                one.id,
                self.verifier(one),
                outside=outside,
                progress=lambda done: progress.update(bar, completed=done),
            )

    def tree(self, one: Named) -> StoredTree:
        """The stored tree of an organization."""
        return StoredTree(self.connection, one.id)

    def take_back(self, one: Named) -> None:
        """Put the checkpoint that was signed last into a restored database whose ledger continues it."""
        self.issuer.take_back(self.tree(one), self.origins[one.id])

    def fork(self, one: Named) -> str:
        """Why an organization's ledger does not continue its last checkpoint; empty when it does."""
        fork = self.issuer.fork(self.tree(one), self.origins[one.id])
        return fork.finding if fork else ""

    def checkpoint(self, one: Named) -> str:
        """Sign the ledger if it grew; the newest checkpoint. Raises CannotRun when it forked."""
        try:
            issued = self.issuer.issue(self.tree(one), self.origins[one.id], reason="asked for")
        except LedgerForked as error:
            raise CannotRun(
                f"{one.name}: {error} Say why with --declare-fork, or find out who altered it."
            ) from error
        return issued.note if issued else self.issuer.files.latest(self.origins[one.id]) or ""

    def declare_fork(self, one: Named, reason: str) -> bool:
        """Record and sign that a ledger goes on without what is gone; False when nothing is."""
        try:
            declare_fork(self.issuer, self.tree(one), self.origins[one.id], by=one.actor, reason=reason)
        except NoFork:
            return False
        self.seal()
        return True

    def export(
        self, one: Named, file: Path, event_ids: Sequence[int] | None, *, since: Sequence[int] = ()
    ) -> int:
        """Write a pack that continues the sizes in `since`; how many entries are in it."""
        return export(
            self.connection,
            one.id,
            self.verifier(one),
            file,
            event_ids=event_ids or None,
            saved_sizes=since,
        )
