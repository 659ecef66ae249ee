"""Checkpoints: signed statements of how large a ledger is and what its root is, kept in the database and beside it.

The copy beside the database is what tells a restored old backup, or a rewritten ledger, from the true one.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from bailiwick.kernel.ledger import merkle
from bailiwick.kernel.ledger.keys import KeyStore
from bailiwick.kernel.ledger.notes import (
    Checkpoint,
    NoteError,
    Verifier,
    open_checkpoint,
    parse_note,
    sign_checkpoint,
)
from bailiwick.kernel.ledger.store import StoredTree, TreeHead


class LedgerForked(Exception):
    """The database's tree does not continue the last checkpoint: an old backup, or a rewritten ledger."""


@dataclass(frozen=True, slots=True)
class Issued:
    """A checkpoint as issued."""

    checkpoint: Checkpoint
    note: str


@dataclass(frozen=True, slots=True)
class Fork:
    """What is wrong between a ledger and the checkpoint that was signed last."""

    finding: str
    last: Checkpoint


class CheckpointFiles:
    """The newest checkpoint of each ledger, in a folder that is no part of the database."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, origin: str) -> Path:
        """Where a ledger's newest checkpoint lies."""
        return self.folder / f"{origin.replace('/', '-')}.checkpoint"

    def latest(self, origin: str) -> str | None:
        """The newest checkpoint note that was issued for a ledger."""
        path = self.path(origin)
        return path.read_text() if path.exists() else None

    def keep(self, origin: str, note: str) -> None:
        """Put a newly issued note in place of the last, whole or not at all, and add it to the history."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self.path(origin)
        with path.with_suffix(".history").open("a") as history:
            history.write(note + "\n")
        partial = path.with_suffix(".new")
        with partial.open("w") as file:
            file.write(note)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)


class Issuer:
    """Signs checkpoints with keys that the database never sees, and refuses what does not continue the last."""

    def __init__(self, keys: KeyStore, files: CheckpointFiles) -> None:
        self.keys = keys
        self.files = files

    def verifier(self, origin: str) -> Verifier:
        """The public key of a ledger."""
        return self.keys.signer(origin).verifier

    def issue(self, tree: StoredTree, origin: str, *, reason: str, fork: str = "") -> Issued | None:
        """Sign the tree as it stands; None when nothing was added since the last checkpoint.

        Raises LedgerForked when the tree does not continue the last checkpoint, unless `fork` says why that is
        declared; the declaration is signed with it.
        """
        signer = self.keys.signer(origin)
        head = tree.head()
        broken = self.fork(tree, origin)
        if broken is not None and not fork:
            raise LedgerForked(broken.finding)
        extensions: tuple[str, ...] = ()
        if broken is not None:
            last = broken.last
            extensions = (f"fork of {last.size} {last.root.hex()}: {' '.join(fork.split())}",)
        elif self._is_signed(head, origin):
            return None
        checkpoint = Checkpoint(origin, head.size, head.root, extensions)
        note = sign_checkpoint(checkpoint, signer)
        tree.connection.execute(
            "insert into ledger_checkpoint (organization_id, size, root, note, reason) values (%s, %s, %s, %s, %s)",
            [tree.organization_id, head.size, head.root, note, reason],
        )
        self.files.keep(origin, note)
        return Issued(checkpoint, note)

    def fork(self, tree: StoredTree, origin: str) -> Fork | None:
        """Why the tree does not continue the newest checkpoint beside the database; None when it does."""
        note = self.files.latest(origin)
        if note is None:
            return None
        try:
            last = open_checkpoint(note, [self.verifier(origin)])
        except NoteError as error:
            last = Checkpoint.parse(parse_note(note)[0])
            return Fork(f"The last checkpoint is not one of this ledger's key: {error}.", last)
        finding = continues(tree, last)
        return Fork(finding, last) if finding else None

    def take_back(self, tree: StoredTree, origin: str) -> bool:
        """Put the newest checkpoint into a restored database that does not hold it; whether it was put there.

        A backup may be older than a checkpoint whose entries it holds; what does not continue is left alone.
        """
        note = self.files.latest(origin)
        if note is None or self.fork(tree, origin) is not None:
            return False
        last = Checkpoint.parse(parse_note(note)[0])
        put = tree.connection.execute(
            "insert into ledger_checkpoint (organization_id, size, root, note, reason) select %(o)s, %(s)s, %(r)s, "
            "%(n)s, 'restored' where not exists (select from ledger_checkpoint "
            "where organization_id = %(o)s and note = %(n)s)",
            {"o": tree.organization_id, "s": last.size, "r": last.root, "n": note},
        )
        return bool(put.rowcount)

    def _is_signed(self, head: TreeHead, origin: str) -> bool:
        note = self.files.latest(origin)
        if note is None:
            return False
        last = Checkpoint.parse(parse_note(note)[0])
        return (head.size, head.root) == (last.size, last.root)


def continues(tree: StoredTree, last: Checkpoint) -> str:
    """Why the tree does not continue a checkpoint; an empty text when it does."""
    head = tree.head()
    if head.size < last.size:
        return f"The ledger holds {head.size:,} entries; the last checkpoint was signed over {last.size:,}."
    try:
        root = tree.root_at(last.size)
    except merkle.TreeIncompleteError as error:
        return f"The ledger's tree has holes: {error}."
    if root != last.root:
        return f"The first {last.size:,} entries are not those that were signed."
    return ""
