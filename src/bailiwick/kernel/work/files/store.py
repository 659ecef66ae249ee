"""Put files away under their SHA-256, each content once for an organization, and give them back."""

import errno
import hashlib
import os
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.work.files import places, scanning
from bailiwick.kernel.work.files.kinds import HEAD, recognised

LARGEST = 25 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that was put away: its hash, its size in bytes, and its media type by content."""

    sha256: str
    size: int
    media_type: str


def put(organization_id: int, chunks: Iterable[bytes], name: str, *, largest: int = LARGEST) -> Stored:
    """Write a stream to the store, never more than `largest` bytes.

    Raises Invalid for what cannot be kept (empty, too large, another type than its name says, harmful by the scanner's
    word, no room left), and while scanner or store do not answer; nothing is left behind then.
    """
    folder = Path(settings.DATA) / "files" / str(int(organization_id))
    partial = folder / f"incoming-{secrets.token_hex(8)}"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        stored = _write(partial, chunks, name, largest)
        scanning.scan(partial)
        places.place().keep(partial, organization_id, stored.sha256)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise Invalid({"file": "The server has no room left for files; nothing was kept."}) from error
        raise
    finally:
        partial.unlink(missing_ok=True)
    return stored


def _write(partial: Path, chunks: Iterable[bytes], name: str, largest: int) -> Stored:
    digest, size, head = hashlib.sha256(), 0, b""
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        for chunk in chunks:
            size += len(chunk)
            if size > largest:
                raise Invalid({"file": f"Files of at most {largest // 2**20} MB can be attached."})
            head += bytes(chunk[: HEAD - len(head)])
            digest.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    if not size:
        raise Invalid({"file": "The file is empty."})
    return Stored(digest.hexdigest(), size, recognised(head, name))


def open_stored(organization_id: int, sha256: str) -> BinaryIO:
    """The bytes of a stored file; raises NotFound when they are gone."""
    return places.place().open(organization_id, sha256)
