"""The backup archive: an uncompressed tar whose last member, manifest.json, names every other one with its
SHA-256 and size. Members: database.dump, secrets.json, and the folders keys, checkpoints and files."""

import hashlib
import io
import json
import os
import tarfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any, cast

from bailiwick.site.failures import CommandFailed

FORMAT = 1
MANIFEST, DUMP, SECRETS = "manifest.json", "database.dump", "secrets.json"
FOLDERS = ("keys", "checkpoints", "files")
CHUNK = 1024 * 1024


@dataclass
class Writer:
    """Adds members to an open archive and keeps their digests."""

    tar: tarfile.TarFile
    members: dict[str, dict[str, Any]] = field(default_factory=dict)

    def add_bytes(self, name: str, content: bytes) -> None:
        """Add one member from memory."""
        self._add(name, io.BytesIO(content), len(content))

    def add_file(self, name: str, path: Path) -> None:
        """Add one file; a file that another process has just removed is left out."""
        try:
            with path.open("rb") as source:
                self._add(name, source, os.fstat(source.fileno()).st_size)
        except FileNotFoundError:
            return

    def add_folder(self, name: str, folder: Path) -> None:
        """Add every regular file below `folder`."""
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.is_symlink():
                self.add_file(f"{name}/{path.relative_to(folder).as_posix()}", path)

    def finish(self, facts: dict[str, Any]) -> None:
        """Add the manifest: `facts` about the installation, and all members."""
        manifest = {"format": FORMAT, **facts, "members": self.members}
        content = json.dumps(manifest, indent=1).encode()
        self.tar.addfile(_header(MANIFEST, len(content)), io.BytesIO(content))

    def _add(self, name: str, source: IO[bytes], size: int) -> None:
        hashing = _Hashing(source)
        self.tar.addfile(_header(name, size), hashing)
        self.members[name] = {"sha256": hashing.digest.hexdigest(), "size": size}


class _Hashing(io.RawIOBase):
    """A source that remembers the digest of what was read from it."""

    def __init__(self, source: IO[bytes]) -> None:
        super().__init__()
        self._source = source
        self.digest = hashlib.sha256()

    def read(self, size: int = -1, /) -> bytes:
        part = self._source.read(size)
        self.digest.update(part)
        return part


def _header(name: str, size: int) -> tarfile.TarInfo:
    header = tarfile.TarInfo(name)
    header.size, header.mode, header.mtime = size, 0o600, int(time.time())
    return header


def unpack(archive: Path, folder: Path) -> dict[str, Any]:
    """Unpack `archive` into the empty `folder` and return its manifest.

    Nothing is written outside `folder`: only regular files under the known names are accepted. Raises
    CommandFailed when the archive is damaged, incomplete, or holds anything that its manifest does not name.
    """
    found: dict[str, dict[str, Any]] = {}
    try:
        with tarfile.open(archive, "r:") as tar:
            for member in tar:
                if not _is_acceptable(member) or member.name in found:
                    raise CommandFailed(
                        f"{archive} holds an unexpected member and was not used: {member.name!r}"
                    )
                found[member.name] = _unpack_member(tar, member, folder / member.name)
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text())
        named = dict(manifest["members"])
    except (tarfile.TarError, OSError, ValueError, KeyError, TypeError) as error:
        raise CommandFailed(f"{archive} is not a complete backup ({error}).") from error
    found.pop(MANIFEST)
    if manifest.get("format") != FORMAT:
        raise CommandFailed(f"{archive} was written by a version of Bailiwick that this one does not know.")
    if differing := sorted(_differing(found, named)):
        raise CommandFailed(f"{archive} is damaged and was not used: {', '.join(differing[:5])}")
    return manifest


def _differing(found: dict[str, dict[str, Any]], named: dict[str, dict[str, Any]]) -> Iterator[str]:
    for name in found.keys() | named.keys():
        if found.get(name) != named.get(name):
            yield name


def _is_acceptable(member: tarfile.TarInfo) -> bool:
    path = PurePosixPath(member.name)
    if not member.isreg() or path.is_absolute() or ".." in path.parts or "\0" in member.name:
        return False
    if str(path) != member.name:
        return False
    return member.name in {MANIFEST, DUMP, SECRETS} or (len(path.parts) > 1 and path.parts[0] in FOLDERS)


def _unpack_member(tar: tarfile.TarFile, member: tarfile.TarInfo, target: Path) -> dict[str, Any]:
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest = hashlib.sha256()
    source = cast(IO[bytes], tar.extractfile(member))  # None only for what is no regular file
    with source, os.fdopen(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as out:
        while part := source.read(CHUNK):
            digest.update(part)
            out.write(part)
    return {"sha256": digest.hexdigest(), "size": target.stat().st_size}
