"""Signing keys: one Ed25519 seed for each organization, in files outside the database."""

import os
import secrets
from pathlib import Path

from bailiwick.kernel.ledger.notes import Signer

SEED_SIZE = 32


class KeyUnusable(Exception):
    """A key file is not what it should be: never replaced by a new key in silence."""


class KeyStore:
    """The folder of key files; only the account that runs Bailiwick can read it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, origin: str) -> Path:
        """Where an organization's key lies."""
        return self.folder / f"{origin.replace('/', '-')}.seed"

    def signer(self, origin: str) -> Signer:
        """The signer of an organization's checkpoints; its key is made the first time it is needed."""
        path = self.path(origin)
        if not path.exists():
            self._make(path)
        seed = path.read_bytes()
        if len(seed) != SEED_SIZE:
            raise KeyUnusable(f"{path} is not a key of {SEED_SIZE} bytes.")
        return Signer(origin, seed)

    def _make(self, path: Path) -> None:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        partial = path.with_suffix(f".{secrets.token_hex(4)}")
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(SEED_SIZE))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(partial, path)
        except FileExistsError:
            pass  # another process was first; its key counts
        finally:
            partial.unlink()
