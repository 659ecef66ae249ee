"""Where the bytes of files lie: in the data directory, under their SHA-256, each content once for an organization."""

import errno
import hashlib
import os
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from bailiwick.kernel.base.errors import Invalid, NotFound

LARGEST = 25 * 1024 * 1024
CHUNK = 64 * 1024
HEAD = 512


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that was put away: its hash, its size in bytes, and its media type by content."""

    sha256: str
    size: int
    media_type: str


def put(organization_id: int, chunks: Iterable[bytes], name: str) -> Stored:
    """Write a stream to the store, never more than LARGEST bytes.

    Raises Invalid for what cannot be kept (empty, too large, another type than its name says, no room left); nothing
    is left behind then.
    """
    folder = _folder(organization_id)
    partial = folder / f"incoming-{secrets.token_hex(8)}"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        stored = _write(partial, chunks, name)
        partial.replace(_made(folder, stored.sha256))
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise Invalid({"file": "The server has no room left for files; nothing was kept."}) from error
        raise
    finally:
        partial.unlink(missing_ok=True)
    return stored


def _write(partial: Path, chunks: Iterable[bytes], name: str) -> Stored:
    digest, size, head = hashlib.sha256(), 0, b""
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        for chunk in chunks:
            size += len(chunk)
            if size > LARGEST:
                raise Invalid({"file": f"Files of at most {LARGEST // 2**20} MB can be attached."})
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
    path = _place(_folder(organization_id), sha256)
    if not path.exists():
        raise NotFound("The file is gone from the store.")
    return path.open("rb")


SIGNATURES: tuple[tuple[bytes, str, tuple[str, ...]], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image/png", (".png",)),
    (b"\xff\xd8\xff", "image/jpeg", (".jpg", ".jpeg")),
    (b"GIF8", "image/gif", (".gif",)),
    (b"RIFF", "image/webp", (".webp", ".wav", ".avi")),
    (b"%PDF-", "application/pdf", (".pdf",)),
    (
        b"PK\x03\x04",
        "application/zip",
        (".zip", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".jar", ".epub"),
    ),
    (b"\x1f\x8b", "application/gzip", (".gz", ".tgz")),
    (b"MZ", "application/x-msdownload", (".exe", ".dll", ".msi")),
    (b"\x7fELF", "application/x-elf", (".so", "")),
)


def recognised(head: bytes, name: str) -> str:
    """The media type by content; raises Invalid when the name claims another type than the content has."""
    suffix = Path(name).suffix.lower()
    for signature, media_type, suffixes in SIGNATURES:
        if head.startswith(signature):
            if suffix not in suffixes and _is_claimed(suffix):
                raise Invalid({"file": f"The name says {suffix}, the content is {media_type}."})
            return media_type
    if _is_claimed(suffix):
        raise Invalid({"file": f"The name says {suffix}, the content is something else."})
    return "text/plain" if _is_text(head) else "application/octet-stream"


def _is_claimed(suffix: str) -> bool:
    return any(suffix and suffix in suffixes for _, _, suffixes in SIGNATURES)


def _is_text(head: bytes) -> bool:
    if b"\0" in head:
        return False
    try:
        head[:-3].decode() if len(head) > 3 else head.decode()
    except UnicodeDecodeError as error:
        return error.start > len(head) - 8
    return True


def _folder(organization_id: int) -> Path:
    return Path(settings.DATA) / "files" / str(int(organization_id))


def _place(folder: Path, sha256: str) -> Path:
    return folder / sha256[:2] / sha256


def _made(folder: Path, sha256: str) -> Path:
    place = _place(folder, sha256)
    place.parent.mkdir(exist_ok=True, mode=0o700)
    return place
